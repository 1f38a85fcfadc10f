/* INI, read line by line as Python's configparser does. */
#include "ini.h"

#include "../base/error.h"
#include "../base/secret.h"
#include "../base/sentence.h"
#include "source.h"
#include "../base/utf8.h"
#include "../base/value.h"

/* ---- Pieces of a line -------------------------------------------------------------------------------- */

struct slice {
    const char *begin, *end;
};

static size_t length_of(struct slice text) {
    return (size_t)(text.end - text.begin);
}

/* str.isspace() */
static bool is_space(uint32_t point) {
    if (point < 0x80)
        return point == ' ' || (point >= '\t' && point <= '\r') || (point >= 0x1C && point <= 0x1F);
    return point == 0x85 || point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

static struct slice strip_end(struct slice text) {
    while (text.begin < text.end) {
        struct slice last = { text.end - 1, text.end };
        size_t used;
        while (last.begin > text.begin && ((unsigned char)*last.begin & 0xC0) == 0x80)
            last.begin--;
        if (!is_space(pylog__utf8_next(last.begin, length_of(last), &used)))
            break;
        text.end = last.begin;
    }
    return text;
}

static struct slice strip(struct slice text) {
    for (size_t used; text.begin < text.end; text.begin += used)
        if (!is_space(pylog__utf8_next(text.begin, length_of(text), &used)))
            break;
    return strip_end(text);
}

static const char *find_last(struct slice text, char c) {
    while (text.begin < text.end && text.end[-1] != c)
        text.end--;
    return text.begin < text.end ? text.end - 1 : NULL;
}

static const char *find_delimiter(struct slice text) {
    while (text.begin < text.end && *text.begin != '=' && *text.begin != ':')
        text.begin++;
    return text.begin < text.end ? text.begin : NULL;
}

/* ---- Reading ------------------------------------------------------------------------------------------ */

struct reader {
    struct pylog__source source;
    struct pylog__document *document;
    const char *file;
    struct slice line, clean; /* as it stands there; without blanks around it */
    int number;
    size_t indent, indent_before;
    struct pylog__node_value *section;
    const char *section_name;
    struct pylog__node_value *option; /* whose value may go on in the next line; it is in `value` so far */
    struct pylog_buffer value;
    struct pylog_buffer lines;          /* the places of the value's lines after the first, as pylog__place */
    struct pylog__sentence wrong_lines; /* neither header nor option: they are told at the end, together */
};

/* Whatever ends a line, it is a line feed to Python, which reads files with universal newlines. */
static void put_line(struct pylog__sentence *sentence, struct slice line) {
    char storage[256];
    struct pylog_buffer text;
    struct slice body = line;
    while (body.end > body.begin && (body.end[-1] == '\n' || body.end[-1] == '\r'))
        body.end--;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put(&text, body.begin, length_of(body));
    if (body.end < line.end)
        pylog__put_char(&text, '\n');
    pylog__sentence_put_repr(sentence, text.data, text.length);
    sentence->text.failed |= text.failed;
    pylog__buffer_release(&text);
}

/* A line of a handler's arguments, or one that speaks of a password, is not shown. */
static void put_wrong_line(const struct reader *reader, struct pylog__sentence *sentence) {
    static const char handler[] = "handler_";
    struct slice line = reader->line;
    bool arguments = reader->section && strncmp(reader->section_name, handler, sizeof handler - 1) == 0;
    if (arguments || pylog__has_secret(line.begin, length_of(line)))
        pylog__sentence_put(sentence, "'***'");
    else
        put_line(sentence, line);
}

static void note_wrong_line(struct reader *reader) {
    struct pylog__sentence *sentence = &reader->wrong_lines;
    if (!sentence->text.length) {
        pylog__sentence_put(sentence, "Source contains parsing errors: ");
        pylog__sentence_put_repr(sentence, reader->file, strlen(reader->file));
    }
    pylog__sentence_put_int(sentence, "\n\t[line ", reader->number, 2, "]: ");
    put_wrong_line(reader, sentence);
}

static int fail_without_section(struct reader *reader) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, "File contains no section headers.\nfile: ");
    pylog__sentence_put_repr(&sentence, reader->file, strlen(reader->file));
    pylog__sentence_put_int(&sentence, ", line: ", reader->number, 0, "\n");
    put_wrong_line(reader, &sentence);
    return pylog__sentence_fail(&sentence, "configparser.MissingSectionHeaderError");
}

/* `option` NULL: it is the section that is there already. */
static int fail_for_duplicate(struct reader *reader, const char *section, const char *option) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, "While reading from ");
    pylog__sentence_put_repr(&sentence, reader->file, strlen(reader->file));
    pylog__sentence_put_int(&sentence, " [line ", reader->number, 2, "]: ");
    if (option) {
        pylog__sentence_put(&sentence, "option ");
        pylog__sentence_put_repr(&sentence, option, strlen(option));
        pylog__sentence_put(&sentence, " in ");
    }
    pylog__sentence_put(&sentence, "section ");
    pylog__sentence_put_repr(&sentence, section, strlen(section));
    pylog__sentence_put(&sentence, " already exists");
    return pylog__sentence_fail(&sentence, option ? "configparser.DuplicateOptionError"
                                                  : "configparser.DuplicateSectionError");
}

static char *copy(struct reader *reader, struct slice text) {
    return pylog__document_copy(reader->document, text.begin, length_of(text));
}

static const struct pylog__place *copy_lines(struct reader *reader) {
    void *lines = pylog__document_allocate(reader->document, reader->lines.length);
    return lines ? memcpy(lines, reader->lines.data, reader->lines.length) : NULL;
}

/* The option's value is complete. */
static int end_option(struct reader *reader) {
    struct pylog__node_value *option = reader->option;
    reader->option = NULL;
    if (!option)
        return 0;
    if (reader->value.failed || reader->lines.failed)
        return pylog__fail_memory();
    struct slice text = { reader->value.data, reader->value.data + reader->value.length };
    text = strip_end(text);
    option->as.text.bytes = copy(reader, text);
    option->as.text.length = length_of(text);
    option->as.text.lines = copy_lines(reader);
    option->as.text.line_count = reader->lines.length / sizeof(struct pylog__place);
    return option->as.text.bytes && option->as.text.lines ? 0 : -1;
}

/* Only DEFAULT may come again. */
static int begin_section(struct reader *reader, struct slice header) {
    char *name = copy(reader, header);
    if (!name || end_option(reader))
        return -1;
    struct pylog__node_value *had = pylog__node_get(reader->document->root, name);
    if (had && strcmp(name, "DEFAULT") != 0)
        return fail_for_duplicate(reader, name, NULL);
    reader->section_name = name;
    reader->section = had ? had : pylog__node_new(reader->document, PYLOG__NODE_DICT);
    if (!reader->section)
        return -1;
    if (!had) {
        pylog__source_mark(&reader->source, reader->clean.begin, reader->section);
        pylog__node_set(reader->document->root, name, reader->section);
    }
    return 0;
}

static int begin_option(struct reader *reader, struct slice name, struct slice value) {
    char *key = copy(reader, name);
    if (!key || end_option(reader))
        return -1;
    pylog__lower(key);
    if (pylog__node_get(reader->section, key))
        return fail_for_duplicate(reader, reader->section_name, key);
    reader->option = pylog__node_new(reader->document, PYLOG__NODE_STR);
    if (!reader->option)
        return -1;
    pylog__source_mark(&reader->source, value.begin, reader->option);
    pylog__node_set(reader->section, key, reader->option);
    reader->value.length = reader->lines.length = 0;
    pylog__put(&reader->value, value.begin, length_of(value));
    return 0;
}

static int read_option(struct reader *reader) {
    struct slice line = reader->clean;
    const char *delimiter = find_delimiter(line);
    if (!delimiter || delimiter == line.begin)
        note_wrong_line(reader);
    if (!delimiter)
        return 0;
    return begin_option(reader, strip_end((struct slice){ line.begin, delimiter }),
                        strip((struct slice){ delimiter + 1, line.end }));
}

static bool value_may_go_on(const struct reader *reader) {
    return reader->option && *reader->option->key;
}

static void put_value_line(struct reader *reader, struct slice line) {
    pylog__source_locate(&reader->source, line.begin);
    struct pylog__place place = { reader->source.line, reader->source.column };
    pylog__put(&reader->lines, (const char *)&place, sizeof place);
    pylog__put_char(&reader->value, '\n');
    pylog__put(&reader->value, line.begin, length_of(line));
}

/* A header, an option, or more of an option's value: that is indented deeper. */
static int read_line(struct reader *reader) {
    struct slice line = reader->clean;
    if (value_may_go_on(reader) && reader->indent > reader->indent_before) {
        put_value_line(reader, line);
        return 0;
    }
    reader->indent_before = reader->indent;
    const char *bracket = *line.begin == '[' ? find_last(line, ']') : NULL;
    if (bracket && bracket > line.begin + 1)
        return begin_section(reader, (struct slice){ line.begin + 1, bracket });
    return reader->section ? read_option(reader) : fail_without_section(reader);
}

/* Empty lines are part of the value around them, comments are not. */
static int read_any_line(struct reader *reader) {
    reader->clean = strip(reader->line);
    if (reader->clean.begin == reader->clean.end) {
        if (value_may_go_on(reader))
            put_value_line(reader, reader->clean);
        return 0;
    }
    if (*reader->clean.begin == '#' || *reader->clean.begin == ';')
        return 0;
    struct slice blanks = { reader->line.begin, reader->clean.begin };
    reader->indent = pylog__utf8_count(blanks.begin, length_of(blanks));
    return read_line(reader);
}

static const char *end_of_line(const char *at, const char *end) {
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    if (end - at >= 2 && at[0] == '\r' && at[1] == '\n')
        return at + 2;
    return at < end ? at + 1 : at;
}

static int read_lines(struct reader *reader) {
    reader->document->root = pylog__node_new(reader->document, PYLOG__NODE_DICT);
    if (!reader->document->root)
        return -1;
    reader->line.end = reader->source.begin;
    while (reader->line.end < reader->source.end) {
        reader->line.begin = reader->line.end;
        reader->line.end = end_of_line(reader->line.begin, reader->source.end);
        reader->number++;
        if (read_any_line(reader))
            return -1;
    }
    if (reader->wrong_lines.text.length)
        return pylog__sentence_fail(&reader->wrong_lines, "configparser.ParsingError");
    return end_option(reader);
}

int pylog__ini_parse(const char *text, size_t length, const char *source, struct pylog__document *out) {
    char storage[256], lines_storage[256];
    struct reader reader = { .document = out, .file = source };
    if (pylog__source_begin(&reader.source, text, length, 1, 1) || pylog__source_refuse_null(&reader.source))
        return -1;
    pylog__buffer_init(&reader.value, storage, sizeof storage);
    pylog__buffer_init(&reader.lines, lines_storage, sizeof lines_storage);
    pylog__sentence_begin(&reader.wrong_lines, "");
    int result = read_lines(&reader);
    pylog__buffer_release(&reader.value);
    pylog__buffer_release(&reader.lines);
    pylog__sentence_release(&reader.wrong_lines);
    if (result)
        pylog__document_release(out);
    return result;
}

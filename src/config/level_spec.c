/* `warning,app=info,app.db=debug`: parts between commas, each a level or a logger and its level. */
#include "level_spec.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/sentence.h"
#include "../syntax/source.h"
#include <limits.h>

struct piece {
    const char *begin, *end;
};

static size_t length_of(struct piece piece) {
    return (size_t)(piece.end - piece.begin);
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct piece strip(struct piece piece) {
    while (piece.begin < piece.end && is_blank(*piece.begin))
        piece.begin++;
    while (piece.begin < piece.end && is_blank(piece.end[-1]))
        piece.end--;
    return piece;
}

static bool equals(struct piece piece, const char *text) {
    return length_of(piece) == strlen(text) && memcmp(piece.begin, text, length_of(piece)) == 0;
}

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

static bool equals_in_any_case(struct piece piece, const char *text) {
    for (; piece.begin < piece.end && upper(*piece.begin) == upper(*text); text++)
        piece.begin++;
    return piece.begin == piece.end && !*text;
}

/* ---- Levels ------------------------------------------------------------------------------------------- */

/* A whole number that an int can hold. */
static bool read_number(struct piece piece, int *level) {
    bool negative = *piece.begin == '-';
    int64_t value;
    if (negative || *piece.begin == '+')
        piece.begin++;
    for (const char *at = piece.begin; at < piece.end; at++)
        if (*at < '0' || *at > '9')
            return false;
    if (piece.begin == piece.end ||
        !pylog__read_integer(piece.begin, length_of(piece), 10, negative, &value) || value < INT_MIN ||
        value > INT_MAX)
        return false;
    *level = (int)value;
    return true;
}

/* The name as it is written goes before one in another case. */
static bool find_name(struct piece piece, const struct pylog_level_name *names, size_t count, int *level) {
    const struct pylog_level_name *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (equals(piece, names[i].name) || (!found && equals_in_any_case(piece, names[i].name)))
            found = &names[i];
    if (found)
        *level = found->level;
    return found != NULL;
}

/* ---- Parts -------------------------------------------------------------------------------------------- */

struct parser {
    struct pylog__source source;
    struct pylog_level_name *names; /* all levels */
    size_t count;
    pylog__level_spec_each *each;
    void *data;
};

static int fail(struct parser *parser, const char *words, struct piece piece, struct piece part) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, words);
    pylog__sentence_put_repr(&sentence, piece.begin, length_of(piece));
    if (piece.begin != part.begin || piece.end != part.end) {
        pylog__sentence_put(&sentence, " in ");
        pylog__sentence_put_repr(&sentence, part.begin, length_of(part));
    }
    pylog__source_locate(&parser->source, piece.begin);
    pylog__sentence_put_place(&sentence, parser->source.line, parser->source.column);
    return pylog__sentence_fail(&sentence, "ValueError");
}

static int read_part(struct parser *parser, struct piece part) {
    struct piece name = { part.begin, part.begin }, level = part;
    const char *equal = memchr(part.begin, '=', length_of(part));
    int value;
    if (equal) {
        name = strip((struct piece){ part.begin, equal });
        level = strip((struct piece){ equal + 1, part.end });
        if (name.begin == name.end)
            return fail(parser, "No logger before the equals sign: ", part, part);
    }
    if (level.begin == level.end)
        return fail(parser, "No level after the equals sign: ", part, part);
    if (!read_number(level, &value) && !find_name(level, parser->names, parser->count, &value))
        return fail(parser, "Unknown level: ", level, part);
    if (!parser->each)
        return 0;
    return parser->each(name.begin, equals(name, "root") ? 0 : length_of(name), value, parser->data);
}

static int read_parts(struct parser *parser) {
    const char *end = parser->source.end;
    for (const char *at = parser->source.begin; at < end; at++) {
        struct piece part = { at, memchr(at, ',', (size_t)(end - at)) };
        if (!part.end)
            part.end = end;
        at = part.end;
        part = strip(part);
        if (part.begin < part.end && read_part(parser, part))
            return -1;
    }
    return 0;
}

/* There may be more than at the last try: other threads name levels, too. */
static int list_levels(struct parser *parser) {
    for (size_t room = 16;;) {
        struct pylog_level_name *names = pylog__resize(parser->names, room * sizeof *names);
        if (!names)
            return pylog__fail_memory();
        parser->names = names;
        parser->count = pylog_get_level_names_mapping(names, room);
        if (parser->count <= room)
            return 0;
        room = parser->count;
    }
}

/* All parts without calling anybody, and then once more. */
int pylog__level_spec_parse(const char *spec, pylog__level_spec_each *each, void *data) {
    struct parser parser = { .data = data };
    if (pylog__source_begin(&parser.source, spec, strlen(spec), 1, 1))
        return -1;
    int result = list_levels(&parser);
    if (result == 0)
        result = read_parts(&parser);
    parser.each = each;
    if (result == 0 && each)
        result = read_parts(&parser);
    pylog__free(parser.names);
    return result;
}

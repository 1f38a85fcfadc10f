/* `warning,app=info,app.db=debug`: parts between commas, each a level or a logger and its level. */
#include "level_spec.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/sentence.h"
#include "../base/utf8.h"
#include "../record/level.h"
#include <string.h>

struct spec_piece {
    const char *begin, *end;
};

static size_t spec_length(struct spec_piece piece) {
    return (size_t)(piece.end - piece.begin);
}

static struct spec_piece strip_piece(struct spec_piece piece) {
    pylog__strip(&piece.begin, &piece.end);
    return piece;
}

static bool equals_piece(struct spec_piece piece, const char *text) {
    return spec_length(piece) == strlen(text) && memcmp(piece.begin, text, spec_length(piece)) == 0;
}

/* ---- Places ------------------------------------------------------------------------------------------- */

/* A sentence ends with the line and the column, in code points, of a byte of the text. */
static void put_place(struct pylog__sentence *sentence, const char *text, const char *at) {
    int line = 1, column = 1;
    for (; text < at; text++) {
        if (*text == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)*text & 0xC0) != 0x80) {
            column++;
        }
    }
    pylog__sentence_put_place(sentence, line, column);
}

/* Names and sentences go into logs and onto terminals. */
static int check_utf8(struct spec_piece text) {
    struct pylog__sentence sentence;
    char words[80];
    for (struct spec_piece rest = text; rest.begin < rest.end;) {
        size_t used;
        const uint32_t point = pylog__utf8_next(rest.begin, spec_length(rest), &used);
        if (point >= 0xDC80 && point <= 0xDCFF) {
            snprintf(words, sizeof words, "'utf-8' codec can't decode byte 0x%02x in position %zu",
                     (unsigned)(unsigned char)*rest.begin, (size_t)(rest.begin - text.begin));
            pylog__sentence_begin(&sentence, words);
            put_place(&sentence, text.begin, rest.begin);
            return pylog__sentence_fail(&sentence, "ValueError");
        }
        rest.begin += used;
    }
    return 0;
}

/* ---- Parts -------------------------------------------------------------------------------------------- */

struct spec_parser {
    struct spec_piece text;
    pylog__level_spec_each *each; /* NULL: the text is checked only */
    void *data;
};

static int fail_at_piece(struct spec_parser *parser, const char *words, struct spec_piece piece, struct spec_piece part) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, words);
    pylog__sentence_put_repr(&sentence, piece.begin, spec_length(piece));
    if (piece.begin != part.begin || piece.end != part.end) {
        pylog__sentence_put(&sentence, " in ");
        pylog__sentence_put_repr(&sentence, part.begin, spec_length(part));
    }
    put_place(&sentence, parser->text.begin, piece.begin);
    return pylog__sentence_fail(&sentence, "ValueError");
}

static int read_level_part(struct spec_parser *parser, struct spec_piece part) {
    struct spec_piece name = { part.begin, part.begin }, level = part;
    const char *equal = memchr(part.begin, '=', spec_length(part));
    int value;
    if (equal) {
        name = strip_piece((struct spec_piece){ part.begin, equal });
        level = strip_piece((struct spec_piece){ equal + 1, part.end });
        if (name.begin == name.end)
            return fail_at_piece(parser, "No logger before the equals sign: ", part, part);
    }
    if (level.begin == level.end)
        return fail_at_piece(parser, "No level after the equals sign: ", part, part);
    if (!pylog__level_read(level.begin, level.end, &value))
        return fail_at_piece(parser, "Unknown level: ", level, part);
    if (!parser->each)
        return 0;
    return parser->each(name.begin, equals_piece(name, "root") ? 0 : spec_length(name), value, parser->data);
}

static int read_level_parts(struct spec_parser *parser) {
    const char *end = parser->text.end;
    for (const char *at = parser->text.begin; at < end; at++) {
        struct spec_piece part = { at, memchr(at, ',', (size_t)(end - at)) };
        if (!part.end)
            part.end = end;
        at = part.end;
        part = strip_piece(part);
        if (part.begin < part.end && read_level_part(parser, part))
            return -1;
    }
    return 0;
}

/* All parts without calling anybody, and then once more. */
int pylog__level_spec_parse(const char *spec, pylog__level_spec_each *each, void *data) {
    struct spec_parser parser = { .text = { spec, spec + strlen(spec) }, .data = data };
    if (check_utf8(parser.text) || read_level_parts(&parser))
        return -1;
    parser.each = each;
    return each ? read_level_parts(&parser) : 0;
}

/* ---- Setting them ------------------------------------------------------------------------------------- */

struct pylog__level_setting {
    pylog_logger *logger;
    int level;
};

static bool make_room_for_setting(struct pylog__level_settings *settings) {
    if (settings->count < settings->capacity)
        return true;
    size_t capacity = 2 * settings->capacity + 8;
    struct pylog__level_setting *larger = pylog__resize(settings->list, capacity * sizeof *larger);
    if (!larger)
        return false;
    settings->list = larger;
    settings->capacity = capacity;
    return true;
}

/* pylog_get_logger gives the root if it has no memory for another one. */
static pylog_logger *make_logger_of(const char *name, size_t length) {
    char *copy = pylog__copy_bytes(name, length);
    pylog_logger *logger = copy ? pylog_get_logger(copy) : NULL;
    if (logger == pylog_get_logger(NULL) && length && strcmp(copy, "root") != 0)
        logger = NULL;
    pylog__free(copy);
    return logger;
}

static int collect_setting(const char *name, size_t length, int level, void *data) {
    struct pylog__level_settings *settings = data;
    pylog_logger *logger = make_room_for_setting(settings) ? make_logger_of(name, length) : NULL;
    if (!logger)
        return pylog__fail_memory();
    settings->list[settings->count++] = (struct pylog__level_setting){ logger, level };
    return 0;
}

int pylog__level_settings_read(const char *spec, struct pylog__level_settings *out) {
    *out = (struct pylog__level_settings){ .list = NULL };
    return pylog__level_spec_parse(spec, collect_setting, out);
}

void pylog__level_settings_apply(const struct pylog__level_settings *settings) {
    for (size_t i = 0; i < settings->count; i++) {
        pylog_logger_set_level(settings->list[i].logger, settings->list[i].level);
        pylog_logger_set_disabled(settings->list[i].logger, false);
    }
}

void pylog__level_settings_release(struct pylog__level_settings *settings) {
    int error = errno;
    pylog__free(settings->list);
    errno = error;
}

int pylog_set_levels(const char *spec) {
    struct pylog__level_settings settings;
    int result = pylog__level_settings_read(spec ? spec : "", &settings);
    if (!result)
        pylog__level_settings_apply(&settings);
    pylog__level_settings_release(&settings);
    return result;
}

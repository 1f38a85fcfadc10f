/* $-style: `$name` and `${name}`, as Python's string.Template substitutes them. */
#include "../base/error.h"
#include "../base/number.h"
#include "style.h"
#include "../base/utf8.h"

/* What stands at a $. */
struct placeholder {
    enum { ESCAPED, NAMED, BRACED, BARE } kind;
    const char *key;
    size_t length;
    const char *end; /* of all of it; behind the $ if that is bare */
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static const char *skip_identifier(const char *at) {
    if (is_letter(*at))
        while (is_letter(*at) || (*at >= '0' && *at <= '9'))
            at++;
    return at;
}

/* Names are ASCII in any case, and as long as can be: `$names` is not `$name`. */
static struct placeholder read_placeholder(const char *at) {
    const char *after = at + 1;
    if (*after == '$')
        return (struct placeholder){ .kind = ESCAPED, .end = after + 1 };
    bool braced = *after == '{';
    const char *key = after + braced;
    const char *end = skip_identifier(key);
    if (end == key || (braced && *end != '}'))
        return (struct placeholder){ .kind = BARE, .end = after };
    return (struct placeholder){ braced ? BRACED : NAMED, key, (size_t)(end - key), end + braced };
}

/* Unlike in the other styles the first bare $ is an error whatever comes before it. */
static int dollar_validate(const char *fmt) {
    bool any = false;
    for (const char *at = fmt; (at = strchr(at, '$'));) {
        struct placeholder found = read_placeholder(at);
        if (found.kind == BARE)
            return pylog__fail_value("invalid format: bare '$' not allowed");
        any = any || found.kind != ESCAPED;
        at = found.end;
    }
    return any ? 0 : pylog__fail_value("invalid format: no fields");
}

/* Where Python's str.splitlines() ends a line. */
static bool ends_line(uint32_t point, char next) {
    if (point == '\r')
        return next != '\n';
    return (point >= '\n' && point <= '\f') || (point >= 0x1C && point <= 0x1E) || point == 0x85 ||
           point == 0x2028 || point == 0x2029;
}

/* Lines and columns count from 1, columns in code points. */
static void add_bare(struct pylog__builder *builder, const char *sign) {
    size_t line = 1, column = 1, used;
    for (const char *at = builder->fmt; at < sign; at += used) {
        uint32_t point = pylog__utf8_next(at, (size_t)(sign - at), &used);
        column++;
        if (ends_line(point, at[1])) {
            line++;
            column = 1;
        }
    }
    struct pylog_buffer *sentence = &builder->sentence;
    pylog__put_string(sentence, "Invalid placeholder in string: line ");
    pylog__put_uint(sentence, line);
    pylog__put_string(sentence, ", col ");
    pylog__put_uint(sentence, column);
    pylog__add_wrong(builder, "ValueError", pylog__buffer_text(sentence));
}

/* Fields have no specs: str() is all that this style can do. */
static void dollar_parse(struct pylog__builder *builder) {
    const char *literal = builder->fmt;
    for (const char *at = literal; (at = strchr(at, '$'));) {
        struct placeholder found = read_placeholder(at);
        pylog__add_literal(builder, literal, found.kind == ESCAPED ? at + 1 : at);
        if (found.kind == BARE) {
            add_bare(builder, at);
            return;
        }
        if (found.kind == NAMED)
            pylog__add_field_down(builder, found.key, found.length);
        else if (found.kind == BRACED)
            pylog__add_field(builder, found.key, found.length);
        literal = at = found.end;
    }
    pylog__add_literal(builder, literal, literal + strlen(literal));
}

const struct pylog__style pylog__dollar_style = {
    .name = '$',
    .marks = "$",
    .default_format = "${message}",
    .time = { "$asctime", "${asctime}" },
    .validate = dollar_validate,
    .parse = dollar_parse,
};

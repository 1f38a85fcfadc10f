/* Values as Python prints them: str(), repr(), ascii(). */
#include "value.h"

#include "error.h"
#include "number.h"
#include "printable.h"
#include "utf8.h"

struct pylog__value pylog__value_of(const struct pylog_field *field, size_t length) {
    struct pylog__value value = { .kind = PYLOG__NONE };
    switch (field->type) {
    case PYLOG_TYPE_NONE: break;
    case PYLOG_TYPE_BOOL: value = (struct pylog__value){ .kind = PYLOG__BOOL, .as.b = field->value.b }; break;
    case PYLOG_TYPE_INT: value = (struct pylog__value){ .kind = PYLOG__INT, .as.i = field->value.i }; break;
    case PYLOG_TYPE_UINT: value = (struct pylog__value){ .kind = PYLOG__UINT, .as.u = field->value.u }; break;
    case PYLOG_TYPE_FLOAT:
        value = (struct pylog__value){ .kind = PYLOG__FLOAT, .as.f = field->value.f };
        break;
    case PYLOG_TYPE_STR:
        if (field->value.s)
            value = (struct pylog__value){ .kind = PYLOG__STR, .as.s = field->value.s, .length = length };
        break;
    }
    return value;
}

const char *pylog__value_type(const struct pylog__value *value) {
    switch (value->kind) {
    case PYLOG__NONE: return "NoneType";
    case PYLOG__BOOL: return "bool";
    case PYLOG__INT:
    case PYLOG__UINT: return "int";
    case PYLOG__FLOAT: return "float";
    case PYLOG__STR: return "str";
    case PYLOG__TUPLE: return "tuple";
    }
    return "object";
}

/* The number that begins at *place, seven bits a byte. */
static uint32_t next_distance(size_t *place) {
    uint32_t distance = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = printable_distances[(*place)++];
        distance |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return distance;
    }
}

/* ASCII, of which most text is, needs no table. In the table, an even number of borders up to the code
 * point means that it is printable; a run has an even number of them. */
bool pylog__is_printable(uint32_t point) {
    if (point < 0x80)
        return point >= ' ' && point < 0x7F;
    size_t run = sizeof printable_runs / sizeof *printable_runs - 1;
    while (printable_runs[run].before > point)
        run--;
    uint32_t border = printable_runs[run].before;
    size_t place = printable_runs[run].place;
    bool printable = true;
    while (place < sizeof printable_distances && (border += next_distance(&place)) <= point)
        printable = !printable;
    return printable;
}

/* Bytes that are not UTF-8 go out as they came in. */
void pylog__put_str(struct pylog_buffer *out, const struct pylog__value *value) {
    switch (value->kind) {
    case PYLOG__NONE: pylog__put(out, "None", 4); break;
    case PYLOG__BOOL: pylog__put_string(out, value->as.b ? "True" : "False"); break;
    case PYLOG__INT: pylog__put_int(out, value->as.i); break;
    case PYLOG__UINT: pylog__put_uint(out, value->as.u); break;
    case PYLOG__FLOAT: pylog__put_float_repr(out, value->as.f); break;
    case PYLOG__STR:
    case PYLOG__TUPLE: pylog__put(out, value->as.s, value->length); break;
    }
}

/* \xNN, \uNNNN or \UNNNNNNNN, whichever is the shortest that holds the code point. */
static void put_escape(struct pylog_buffer *out, uint32_t point) {
    char text[10] = "\\";
    size_t digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
    text[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
    for (size_t i = 0; i < digits; i++)
        text[2 + i] = "0123456789abcdef"[point >> 4 * (digits - 1 - i) & 0xF];
    pylog__put(out, text, 2 + digits);
}

/* The letter behind the backslash, for the four characters that have one: \a or \0 are not among them. */
static char short_escape(uint32_t point) {
    switch (point) {
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    case '\\': return '\\';
    default: return '\0';
    }
}

/* What stands between the quotes. Text that needs no escape is put in as few pieces as possible. */
static void put_escaped(struct pylog_buffer *out, const char *bytes, size_t length, char quote, bool ascii) {
    size_t pending = 0, used;
    for (size_t at = 0; at < length; at += used) {
        uint32_t point = pylog__utf8_next(bytes + at, length - at, &used);
        char letter = point == (unsigned char)quote ? quote : short_escape(point);
        if (!letter && pylog__is_printable(point) && (point < 0x80 || !ascii))
            continue;
        pylog__put(out, bytes + pending, at - pending);
        pending = at + used;
        if (letter)
            pylog__put(out, (const char[]){ '\\', letter }, 2);
        else
            put_escape(out, point);
    }
    pylog__put(out, bytes + pending, length - pending);
}

/* Control characters, those that change the direction of text or begin a line, and bytes that are no text. */
static bool is_harmful(uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069) || (point >= 0xD800 && point < 0xE000);
}

void pylog__put_harmless(struct pylog_buffer *out, const char *bytes, size_t length) {
    size_t pending = 0, used;
    for (size_t at = 0; at < length; at += used) {
        uint32_t point = pylog__utf8_next(bytes + at, length - at, &used);
        if (!is_harmful(point))
            continue;
        char letter = short_escape(point);
        pylog__put(out, bytes + pending, at - pending);
        pending = at + used;
        if (letter)
            pylog__put(out, (const char[]){ '\\', letter }, 2);
        else
            put_escape(out, used == 1 ? (unsigned char)bytes[at] : point);
    }
    pylog__put(out, bytes + pending, length - pending);
}

/* Double quotes only where they save escapes: there are single ones inside, and no double ones. */
static void put_quoted(struct pylog_buffer *out, const char *bytes, size_t length, bool ascii) {
    bool doubled = length && memchr(bytes, '\'', length) && !memchr(bytes, '"', length);
    char quote = doubled ? '"' : '\'';
    pylog__put_char(out, quote);
    put_escaped(out, bytes, length, quote, ascii);
    pylog__put_char(out, quote);
}

void pylog__put_quoted(struct pylog_buffer *out, const char *bytes, size_t length) {
    put_quoted(out, bytes, length, false);
}

/* Only of strings is repr() another text than str(). */
void pylog__put_repr(struct pylog_buffer *out, const struct pylog__value *value) {
    if (value->kind == PYLOG__STR)
        put_quoted(out, value->as.s, value->length, false);
    else
        pylog__put_str(out, value);
}

/* The text of a tuple is a repr already: only what is not ASCII is left to be escaped. */
static void put_tuple_ascii(struct pylog_buffer *out, const char *bytes, size_t length) {
    size_t used;
    for (size_t at = 0; at < length; at += used) {
        uint32_t point = pylog__utf8_next(bytes + at, length - at, &used);
        if (point < 0x80)
            pylog__put_char(out, bytes[at]);
        else
            put_escape(out, point);
    }
}

void pylog__put_ascii(struct pylog_buffer *out, const struct pylog__value *value) {
    if (value->kind == PYLOG__STR)
        put_quoted(out, value->as.s, value->length, true);
    else if (value->kind == PYLOG__TUPLE)
        put_tuple_ascii(out, value->as.s, value->length);
    else
        pylog__put_str(out, value);
}

int pylog__fail_quoted(const char *head, const char *text, size_t length) {
    char storage[256];
    struct pylog_buffer quoted;
    pylog__buffer_init(&quoted, storage, sizeof storage);
    pylog__put_quoted(&quoted, text, length);
    pylog__fail_value("%s%s", head, pylog__buffer_text(&quoted));
    pylog__buffer_release(&quoted);
    return -1;
}

/* A value as Python would have it, and its text by str(), repr(), ascii(), % and {}. */
#ifndef PYLOG_BASE_VALUE_H
#define PYLOG_BASE_VALUE_H

#include "buffer.h"

#pragma GCC visibility push(hidden)

enum pylog__kind {
    PYLOG__NONE,
    PYLOG__BOOL,
    PYLOG__INT,
    PYLOG__UINT,
    PYLOG__FLOAT,
    PYLOG__STR,
    PYLOG__TUPLE /* text that stands for a tuple: str() and repr() give it as it is */
};

struct pylog__value {
    enum pylog__kind kind;
    union {
        bool b;
        int64_t i;
        uint64_t u;
        double f;
        const char *s; /* STR, TUPLE: `length` bytes, not necessarily followed by a NUL */
    } as;
    size_t length;
};

/* The value in a field that a program has made; `length` is that of a string. */
struct pylog__value pylog__value_of(const struct pylog_field *field, size_t length);

/* Python's name of the type: "NoneType", "bool", "int", "float", "str", "tuple". */
const char *pylog__value_type(const struct pylog__value *value);

void pylog__put_str(struct pylog_buffer *out, const struct pylog__value *value);
void pylog__put_repr(struct pylog_buffer *out, const struct pylog__value *value);
void pylog__put_ascii(struct pylog_buffer *out, const struct pylog__value *value);

/* Python's str.isprintable() of one code point. */
bool pylog__is_printable(uint32_t point);

/* Python's repr of a string. */
void pylog__put_quoted(struct pylog_buffer *out, const char *bytes, size_t length);

/* As it is, but for control characters (newlines, too) and bytes that are not UTF-8, which are escaped as in a repr:
 * for text of others that is shown on a terminal. */
void pylog__put_harmless(struct pylog_buffer *out, const char *bytes, size_t length);

/* ValueError: the head, and `%r` of the text. Returns -1. */
int pylog__fail_quoted(const char *head, const char *text, size_t length);

#pragma GCC visibility pop

#endif

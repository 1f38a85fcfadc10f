/* The hand formatter of the reference: the conversions that the messages have, and nothing else. */
#ifndef BENCH_REFERENCE_TEXT_H
#define BENCH_REFERENCE_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* One argument of a message, as its conversion takes it. */
struct value {
    union {
        long integer;
        double number;
        const char *text;
    } is;
    size_t length; /* of text */
};

/* d, u, c, s, l (%ld), x (%04x) or f (%.3f); how many digits; and how long it is in the format. */
struct conversion {
    char type, digits, length;
};

static inline struct conversion read_conversion(const char *percent) {
    switch (percent[1]) {
    case 'l': return (struct conversion){ 'l', 0, 3 };
    case '0': return (struct conversion){ 'x', (char)(percent[2] - '0'), 4 };
    case '.': return (struct conversion){ 'f', (char)(percent[2] - '0'), 4 };
    default: return (struct conversion){ percent[1], 0, 2 };
    }
}

/* All of them write to `out`, without a NUL, and return where they ended. */
char *put_text(char *out, const char *text);
char *put_decimal(char *out, uint64_t value, int width); /* at least `width` digits */
char *put_value(char *out, struct conversion conversion, struct value value);
char *put_time(char *out, int64_t nanoseconds); /* `2026-11-20 10:55:01,123` of a time since the epoch */

/* Write a message whose arguments come from `next`, which is inlined where it is a constant. */
typedef struct value next_value(void *from, char type);

static inline char *put_message(char *out, const char *format, next_value *next, void *from) {
    for (;;) {
        const char *percent = strchrnul(format, '%');
        memcpy(out, format, (size_t)(percent - format));
        out += percent - format;
        if (!*percent)
            return out;
        struct conversion conversion = read_conversion(percent);
        out = put_value(out, conversion, next(from, conversion.type));
        format = percent + conversion.length;
    }
}

#endif

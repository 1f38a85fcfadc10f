/* printf's conversions, parsed, and the arguments that they take: what is known about a message's arguments
 * without formatting it. */
#ifndef PYLOG_MESSAGE_PRINTF_SPEC_H
#define PYLOG_MESSAGE_PRINTF_SPEC_H

#include "../base/buffer.h"
#include "pack.h"

#pragma GCC visibility push(hidden)

enum pylog__length_modifier {
    PYLOG__NO_LENGTH,
    PYLOG__HH,
    PYLOG__H,
    PYLOG__L,
    PYLOG__LL, /* also q and L */
    PYLOG__J,
    PYLOG__Z,
    PYLOG__T
};

/* Which argument something comes from: a number from 1, or one of these. */
enum { PYLOG__NO_ARGUMENT = 0, PYLOG__NEXT_ARGUMENT = -1 };

struct pylog__conversion {
    char letter; /* one of diouxXcspfFeEgGaAm%; C and S are c and s with the length l */
    enum pylog__length_modifier length;
    bool left, plus, space, alternate, zero;
    int width;     /* 0: none. Numbers beyond INT_MAX are INT_MAX */
    int precision; /* below 0: none */
    int width_from, precision_from, value_from;
    const char *wrong; /* the character that no conversion has in that place */
};

/* Parse what follows the percent sign at[-1]. Returns what comes after it, or NULL with `wrong`. */
const char *pylog__conversion_parse(const char *at, struct pylog__conversion *out);

/* Set the error for the character at `wrong` in a format, as Python has it; returns -1. */
int pylog__conversion_refuse(const char *fmt, const char *wrong);

/* Does it name its arguments by number? */
bool pylog__conversion_is_numbered(const struct pylog__conversion *conversion);

/* The C type that an argument is passed as. */
enum pylog__argument_type {
    PYLOG__NOTHING,
    PYLOG__INT_ARGUMENT,
    PYLOG__LONG_ARGUMENT,
    PYLOG__LONG_LONG_ARGUMENT,
    PYLOG__INTMAX_ARGUMENT,
    PYLOG__SIZE_ARGUMENT,
    PYLOG__PTRDIFF_ARGUMENT,
    PYLOG__DOUBLE_ARGUMENT,
    PYLOG__LONG_DOUBLE_ARGUMENT,
    PYLOG__POINTER_ARGUMENT,
    PYLOG__STRING_ARGUMENT,      /* char *, read up to a NUL or the precision */
    PYLOG__WIDE_STRING_ARGUMENT, /* wchar_t * */
    PYLOG__ERROR_ARGUMENT        /* none is passed: the errno value of the call, for %m */
};
enum pylog__argument_type pylog__conversion_type(const struct pylog__conversion *conversion);

union pylog__argument {
    int64_t integer; /* of all integers: as if they were signed */
    double real;
    long double long_real;
    const void *pointer;
};

/* Where arguments come from. */
struct pylog__arguments {
    const char *packed; /* pack.h; NULL: the list */
    va_list list;
    int error; /* with the list: what %m shows */
};
static inline int64_t pylog__next_int(struct pylog__arguments *from) {
    return from->packed ? pylog__unpack_integer(&from->packed) : va_arg(from->list, int);
}
static inline double pylog__next_double(struct pylog__arguments *from) {
    return from->packed ? pylog__unpack_real(&from->packed) : va_arg(from->list, double);
}
/* NULL, or a string and its length. */
static inline const char *pylog__next_string(struct pylog__arguments *from, size_t *length) {
    if (from->packed)
        return pylog__unpack_string(&from->packed, length);
    const char *string = va_arg(from->list, const char *);
    *length = string ? strlen(string) : 0;
    return string;
}
void pylog__argument_read(struct pylog__arguments *from, enum pylog__argument_type type,
                          union pylog__argument *out);

/* What an integer conversion makes of its argument, cut to the type that the length says. */
int64_t pylog__argument_signed(const union pylog__argument *argument, enum pylog__length_modifier length);
uint64_t pylog__argument_unsigned(const union pylog__argument *argument, enum pylog__length_modifier length);

/* Use a width or precision that came as an argument. */
void pylog__conversion_set_width(struct pylog__conversion *conversion, int64_t width);
void pylog__conversion_set_precision(struct pylog__conversion *conversion, int64_t precision);

/* Is the width or the precision beyond what printf could do? The sentence that says so, or NULL. */
const char *pylog__conversion_excess(const struct pylog__conversion *conversion);

/* Append the conversion of a value (NULL where it takes none). 0, or -1 with the error set. */
int pylog__conversion_put(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                          const union pylog__argument *argument);

/* The length of a string that ends at a NUL or at the precision (below 0: none). */
size_t pylog__bounded_length(const char *string, int precision);

/* Append what %s (not of NULL) or %c takes as its argument, in UTF-8, cut to the precision. Nothing is read
 * beyond that. */
void pylog__argument_put_text(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                              const union pylog__argument *argument);

/* The arguments of a format that names them by number. */
struct pylog__numbered {
    struct pylog__conversion conversion; /* the last that takes the argument */
    union pylog__argument value;
};
/* Read those that the format names up to its end or to a wrong conversion: *wrong is then the character
 * that is. *out is to be freed by pylog__free, *count how many there are. 0, or -1 with ENOMEM. */
int pylog__arguments_by_number(const char *fmt, va_list args, struct pylog__numbered **out, size_t *count,
                               const char **wrong);

#pragma GCC visibility pop

#endif

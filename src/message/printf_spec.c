/* The grammar of printf's conversions, and how their arguments are passed. */
#include "printf_spec.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/number.h"
#include "../base/utf8.h"
#include <limits.h>
#include <string.h>

/* ---- Grammar --------------------------------------------------------------------------------- */

/* As glibc's NL_ARGMAX. */
enum { MOST_ARGUMENTS = 4096 };

static bool is_spec_digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *parse_number(const char *at, int *out) {
    int number = 0;
    for (; is_spec_digit(*at); at++) {
        int digit = *at - '0';
        number = number > (INT_MAX - digit) / 10 ? INT_MAX : number * 10 + digit;
    }
    *out = number;
    return at;
}

/* `2$`, if it is there. */
static const char *parse_argument_number(const char *at, int *from) {
    int number;
    const char *end = parse_number(at, &number);
    if (*at == '0' || *end != '$' || number < 1 || number > MOST_ARGUMENTS)
        return at;
    *from = number;
    return end + 1;
}

static const char *parse_flags(const char *at, struct pylog__conversion *out) {
    for (;; at++) {
        switch (*at) {
        case '-': out->left = true; break;
        case '+': out->plus = true; break;
        case ' ': out->space = true; break;
        case '#': out->alternate = true; break;
        case '0': out->zero = true; break;
        case '\'': break; /* the C locale groups no digits */
        default: return at;
        }
    }
}

static const char *parse_number_or_star(const char *at, int *number, int *from) {
    if (*at != '*')
        return parse_number(at, number);
    *from = PYLOG__NEXT_ARGUMENT;
    return parse_argument_number(at + 1, from);
}

static const char *parse_length(const char *at, enum pylog__length_modifier *out) {
    switch (*at) {
    case 'h': *out = at[1] == 'h' ? PYLOG__HH : PYLOG__H; return at + (at[1] == 'h' ? 2 : 1);
    case 'l': *out = at[1] == 'l' ? PYLOG__LL : PYLOG__L; return at + (at[1] == 'l' ? 2 : 1);
    case 'q':
    case 'L': *out = PYLOG__LL; return at + 1;
    case 'j': *out = PYLOG__J; return at + 1;
    case 'z': *out = PYLOG__Z; return at + 1;
    case 't': *out = PYLOG__T; return at + 1;
    default: return at;
    }
}

static bool parse_letter(char letter, struct pylog__conversion *out) {
    if (!letter || !strchr("diouxXcspfFeEgGaAm%CS", letter))
        return false;
    out->letter = letter;
    if (letter == 'C' || letter == 'S') {
        out->letter = letter == 'C' ? 'c' : 's';
        out->length = PYLOG__L;
    }
    if (letter == '%' || letter == 'm')
        out->value_from = PYLOG__NO_ARGUMENT;
    return true;
}

const char *pylog__conversion_parse(const char *at, struct pylog__conversion *out) {
    *out = (struct pylog__conversion){ .precision = -1, .value_from = PYLOG__NEXT_ARGUMENT };
    at = parse_argument_number(at, &out->value_from);
    at = parse_flags(at, out);
    at = parse_number_or_star(at, &out->width, &out->width_from);
    if (*at == '.')
        at = parse_number_or_star(at + 1, &out->precision, &out->precision_from);
    at = parse_length(at, &out->length);
    if (parse_letter(*at, out))
        return at + 1;
    out->wrong = at;
    return NULL;
}

int pylog__conversion_refuse(const char *fmt, const char *wrong) {
    size_t length = strlen(wrong), index = pylog__utf8_count(fmt, (size_t)(wrong - fmt)), used;
    if (!length)
        return pylog__fail_value("incomplete format");
    uint32_t point = pylog__utf8_next(wrong, length, &used);
    char hex[8 + 1] = "", *end = hex + sizeof hex - 1;
    char shown = point >= 31 && point <= 126 ? (char)point : '?';
    return pylog__fail_value("unsupported format character '%c' (0x%s) at index %zu", shown,
                             pylog__digits(end, point, 16, false), index);
}

bool pylog__conversion_is_numbered(const struct pylog__conversion *conversion) {
    return conversion->value_from > 0 || conversion->width_from > 0 || conversion->precision_from > 0;
}

/* ---- Arguments ------------------------------------------------------------------------------- */

static enum pylog__argument_type integer_type(enum pylog__length_modifier length) {
    switch (length) {
    case PYLOG__L: return PYLOG__LONG_ARGUMENT;
    case PYLOG__LL: return PYLOG__LONG_LONG_ARGUMENT;
    case PYLOG__J: return PYLOG__INTMAX_ARGUMENT;
    case PYLOG__Z: return PYLOG__SIZE_ARGUMENT;
    case PYLOG__T: return PYLOG__PTRDIFF_ARGUMENT;
    case PYLOG__NO_LENGTH:
    case PYLOG__HH:
    case PYLOG__H: break;
    }
    return PYLOG__INT_ARGUMENT;
}

enum pylog__argument_type pylog__conversion_type(const struct pylog__conversion *conversion) {
    switch (conversion->letter) {
    case 'm': return PYLOG__ERROR_ARGUMENT;
    case '%': return PYLOG__NOTHING;
    case 'c': return PYLOG__INT_ARGUMENT; /* a wint_t is passed like an int */
    case 's': return conversion->length == PYLOG__L ? PYLOG__WIDE_STRING_ARGUMENT : PYLOG__STRING_ARGUMENT;
    case 'p': return PYLOG__POINTER_ARGUMENT;
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X': return integer_type(conversion->length);
    default: return conversion->length == PYLOG__LL ? PYLOG__LONG_DOUBLE_ARGUMENT : PYLOG__DOUBLE_ARGUMENT;
    }
}

static void unpack(const char **packed, enum pylog__argument_type type, union pylog__argument *out) {
    size_t length;
    switch ((int)type) {
    case PYLOG__NOTHING: break;
    case PYLOG__DOUBLE_ARGUMENT: out->real = pylog__unpack_real(packed); break;
    case PYLOG__STRING_ARGUMENT: out->pointer = pylog__unpack_string(packed, &length); break;
    case PYLOG__POINTER_ARGUMENT: out->pointer = (const void *)(intptr_t)pylog__unpack_integer(packed); break;
    default: out->integer = pylog__unpack_integer(packed); break;
    }
}

void pylog__argument_read(struct pylog__arguments *from, enum pylog__argument_type type,
                          union pylog__argument *out) {
    if (from->packed) {
        unpack(&from->packed, type, out);
        return;
    }
    switch (type) {
    case PYLOG__NOTHING: break;
    case PYLOG__INT_ARGUMENT: out->integer = va_arg(from->list, int); break;
    case PYLOG__LONG_ARGUMENT: out->integer = va_arg(from->list, long); break;
    case PYLOG__LONG_LONG_ARGUMENT: out->integer = va_arg(from->list, long long); break;
    case PYLOG__INTMAX_ARGUMENT: out->integer = va_arg(from->list, intmax_t); break;
    case PYLOG__SIZE_ARGUMENT: /* size_t and ptrdiff_t are of one size wherever there is a C11 */
    case PYLOG__PTRDIFF_ARGUMENT: out->integer = va_arg(from->list, ptrdiff_t); break;
    case PYLOG__DOUBLE_ARGUMENT: out->real = va_arg(from->list, double); break;
    case PYLOG__LONG_DOUBLE_ARGUMENT: out->long_real = va_arg(from->list, long double); break;
    case PYLOG__POINTER_ARGUMENT:
    case PYLOG__STRING_ARGUMENT:
    case PYLOG__WIDE_STRING_ARGUMENT: out->pointer = va_arg(from->list, const void *); break;
    case PYLOG__ERROR_ARGUMENT: out->integer = from->error; break;
    }
}

int64_t pylog__argument_signed(const union pylog__argument *argument, enum pylog__length_modifier length) {
    switch (length) {
    case PYLOG__HH: return (signed char)argument->integer;
    case PYLOG__H: return (short)argument->integer;
    case PYLOG__NO_LENGTH:
    case PYLOG__L:
    case PYLOG__LL:
    case PYLOG__J:
    case PYLOG__Z:
    case PYLOG__T: break;
    }
    return argument->integer;
}

uint64_t pylog__argument_unsigned(const union pylog__argument *argument, enum pylog__length_modifier length) {
    switch (length) {
    case PYLOG__NO_LENGTH: return (unsigned)argument->integer;
    case PYLOG__HH: return (unsigned char)argument->integer;
    case PYLOG__H: return (unsigned short)argument->integer;
    case PYLOG__L: return (unsigned long)argument->integer;
    case PYLOG__Z:
    case PYLOG__T: return (size_t)argument->integer;
    case PYLOG__LL:
    case PYLOG__J: break;
    }
    return (uint64_t)argument->integer;
}

void pylog__conversion_set_width(struct pylog__conversion *conversion, int64_t width) {
    if (width < 0)
        conversion->left = true;
    width = width < 0 ? -width : width;
    conversion->width = width < INT_MAX ? (int)width : INT_MAX;
}

void pylog__conversion_set_precision(struct pylog__conversion *conversion, int64_t precision) {
    conversion->precision = precision < 0 ? -1 : precision < INT_MAX ? (int)precision : INT_MAX;
}

/* ---- By number ------------------------------------------------------------------------------- */

static bool takes_the_next(const struct pylog__conversion *conversion) {
    return conversion->value_from == PYLOG__NEXT_ARGUMENT || conversion->width_from == PYLOG__NEXT_ARGUMENT ||
           conversion->precision_from == PYLOG__NEXT_ARGUMENT;
}

/* Note what takes the argument of that number, if it is one; returns the highest number so far. */
static size_t note(struct pylog__numbered *arguments, size_t highest, int number,
                   const struct pylog__conversion *conversion) {
    if (number <= 0)
        return highest;
    if (arguments)
        arguments[number - 1].conversion = *conversion;
    return (size_t)number > highest ? (size_t)number : highest;
}

/* Go through a format, up to what is wrong in it; returns how many arguments there are. */
static size_t survey(const char *fmt, struct pylog__numbered *arguments, const char **wrong) {
    static const struct pylog__conversion star = { .letter = 'd' };
    struct pylog__conversion conversion;
    size_t highest = 0;
    *wrong = NULL;
    for (const char *at = fmt; (at = strchr(at, '%')) != NULL;) {
        at = pylog__conversion_parse(at + 1, &conversion);
        *wrong = !at ? conversion.wrong : takes_the_next(&conversion) ? at - 1 : NULL;
        if (*wrong)
            break;
        highest = note(arguments, highest, conversion.width_from, &star);
        highest = note(arguments, highest, conversion.precision_from, &star);
        highest = note(arguments, highest, conversion.value_from, &conversion);
    }
    return highest;
}

int pylog__arguments_by_number(const char *fmt, va_list args, struct pylog__numbered **out, size_t *count,
                               const char **wrong) {
    *count = survey(fmt, NULL, wrong);
    struct pylog__numbered *arguments = pylog__allocate(*count * sizeof *arguments);
    if (!arguments)
        return pylog__fail_memory();
    /* an argument that is never named is taken for an int, as by glibc */
    for (size_t i = 0; i < *count; i++)
        arguments[i] = (struct pylog__numbered){ .conversion.letter = 'd' };
    survey(fmt, arguments, wrong);
    struct pylog__arguments from = { .packed = NULL };
    va_copy(from.list, args);
    for (size_t i = 0; i < *count; i++)
        pylog__argument_read(&from, pylog__conversion_type(&arguments[i].conversion), &arguments[i].value);
    va_end(from.list);
    *out = arguments;
    return 0;
}

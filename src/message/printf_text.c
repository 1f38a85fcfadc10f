/* Text among printf's arguments: strings and characters, narrow and wide. */
#include "printf_spec.h"

#include "../base/utf8.h"
#include <wchar.h>

size_t pylog__bounded_length(const char *string, int precision) {
    if (precision < 0)
        return strlen(string);
    const char *end = memchr(string, '\0', (size_t)precision);
    return end ? (size_t)(end - string) : (size_t)precision;
}

static bool is_high_surrogate(uint32_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(uint32_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The code point at *at, which moves on; of two units where wchar_t has 16 bits. What is none becomes
 * U+FFFD. */
static uint32_t wide_next(const wchar_t **at) {
    uint32_t point = (uint32_t) * (*at)++;
    if (is_high_surrogate(point) && is_low_surrogate((uint32_t) * *at)) {
        uint32_t low = (uint32_t) * (*at)++;
        return 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    return point > 0x10FFFF || is_high_surrogate(point) || is_low_surrogate(point) ? 0xFFFD : point;
}

/* The precision counts bytes, and ends before a character that does not fit. */
static void put_wide(struct pylog_buffer *out, const wchar_t *at, int precision) {
    size_t room = precision < 0 ? SIZE_MAX : (size_t)precision;
    while (room && *at) {
        if (room < 4 && is_high_surrogate((uint32_t)*at))
            return;
        char bytes[4];
        size_t length = pylog__utf8_encode(wide_next(&at), bytes);
        if (length > room)
            return;
        pylog__put(out, bytes, length);
        room -= length;
    }
}

static void put_wide_character(struct pylog_buffer *out, int64_t c) {
    const wchar_t wide[] = { (wchar_t)c, L'\0' }, *at = wide;
    char bytes[4];
    pylog__put(out, bytes, pylog__utf8_encode(wide_next(&at), bytes));
}

void pylog__argument_put_text(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                              const union pylog__argument *argument) {
    bool wide = conversion->length == PYLOG__L;
    if (conversion->letter == 'c' && wide)
        put_wide_character(out, argument->integer);
    else if (conversion->letter == 'c')
        pylog__put_char(out, (char)(unsigned char)argument->integer);
    else if (wide)
        put_wide(out, argument->pointer, conversion->precision);
    else
        pylog__put(out, argument->pointer, pylog__bounded_length(argument->pointer, conversion->precision));
}

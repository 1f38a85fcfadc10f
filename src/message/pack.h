/* Arguments packed into bytes, for another thread to render: the part that is compiled into the log call.
 *
 * They lie one behind the other, each in a slot of eight bytes; a string in as many as it takes, its NUL
 * included. A NULL for a string is a slot that begins with 0 and 1, an empty one with 0 and 0. */
#ifndef PYLOG_MESSAGE_PACK_H
#define PYLOG_MESSAGE_PACK_H

#include "../base/copy.h"
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PYLOG__FORMAT_ARGUMENTS = 24 }; /* formats with more are not parsed: pylog__format_message does them */

/* How one argument is packed. */
enum pylog__packing_step {
    PYLOG__PACK_END,
    PYLOG__PACK_INT,    /* of 32 bits, with its sign */
    PYLOG__PACK_STRING, /* up to its NUL */
    PYLOG__PACK_REAL,   /* a double */
    PYLOG__PACK_WORD,   /* of 64 bits */
    PYLOG__PACK_ERROR,  /* errno, for %m */
    PYLOG__PACK_PART    /* a string with a precision, or a type that cannot be packed: pylog__format_pack does it */
};

/* How all arguments of a format are packed. */
struct pylog__packing {
    bool deferrable;    /* another thread can format them later. Not %ls, %lc and %Lf */
    unsigned char size; /* bytes needed if every string fits in one slot */
    unsigned char steps[PYLOG__FORMAT_ARGUMENTS + 1];
};

enum { PYLOG__SLOT = 8 };

static inline size_t pylog__slots_round(size_t size) {
    return (size + (PYLOG__SLOT - 1)) & ~(size_t)(PYLOG__SLOT - 1);
}

/* ---- Packing --------------------------------------------------------------------------------- */

static inline char *pylog__pack_integer(char *at, int64_t value) {
    memcpy(at, &value, PYLOG__SLOT);
    return at + PYLOG__SLOT;
}

static inline char *pylog__pack_real(char *at, double value) {
    memcpy(at, &value, PYLOG__SLOT);
    return at + PYLOG__SLOT;
}

static inline char *pylog__pack_null(char *at) {
    at[0] = '\0';
    at[1] = 1;
    return at + PYLOG__SLOT;
}

/* `size` bytes of a string, the last of which is its NUL. */
static inline char *pylog__pack_string(char *at, const char *string, size_t size) {
    char *end = at + size;
    if (size < PYLOG__SLOT) {
        pylog__pack_integer(at, 0);
        pylog__copy(at, string, size - 1);
        return at + PYLOG__SLOT;
    }
    const char *rest = string + size - PYLOG__SLOT;
    for (; string < rest; string += PYLOG__SLOT, at += PYLOG__SLOT)
        memcpy(at, string, PYLOG__SLOT);
    memcpy(end - PYLOG__SLOT, rest, PYLOG__SLOT);
    return at + PYLOG__SLOT;
}

/* Pack the arguments, which are used up, where there is room for packing->size, and for strings that need
 * more than a slot so many bytes to `spare`. Returns where they end, or NULL: there is no room for them, or
 * they need more than this does (PYLOG__PACK_PART). */
PYLOG__ALWAYS_INLINE char *pylog__pack_arguments(const struct pylog__packing *packing, va_list args, char *at,
                                                 size_t spare) {
    for (const unsigned char *step = packing->steps;; step++) {
        const char *string;
        switch ((enum pylog__packing_step) * step) {
        case PYLOG__PACK_END: return at;
        case PYLOG__PACK_INT: at = pylog__pack_integer(at, va_arg(args, int)); continue;
        case PYLOG__PACK_REAL: at = pylog__pack_real(at, va_arg(args, double)); continue;
        case PYLOG__PACK_WORD: at = pylog__pack_integer(at, va_arg(args, int64_t)); continue;
        case PYLOG__PACK_ERROR: at = pylog__pack_integer(at, errno); continue;
        case PYLOG__PACK_PART: return NULL;
        case PYLOG__PACK_STRING: string = va_arg(args, const char *); break;
        default: __builtin_unreachable();
        }
        size_t length = string ? strlen(string) : 0, more = length & ~(size_t)(PYLOG__SLOT - 1);
        if (more > spare)
            return NULL;
        spare -= more;
        at = string ? pylog__pack_string(at, string, length + 1) : pylog__pack_null(at);
    }
}

/* ---- Unpacking ------------------------------------------------------------------------------- */

static inline int64_t pylog__unpack_integer(const char **at) {
    int64_t value;
    memcpy(&value, *at, PYLOG__SLOT);
    *at += PYLOG__SLOT;
    return value;
}

static inline double pylog__unpack_real(const char **at) {
    double value;
    memcpy(&value, *at, PYLOG__SLOT);
    *at += PYLOG__SLOT;
    return value;
}

/* NULL, or a string, which lies in the bytes, and its length. */
static inline const char *pylog__unpack_string(const char **at, size_t *length) {
    const char *string = *at;
    *length = strlen(string);
    *at += pylog__slots_round(*length + 1);
    return *length || !string[1] ? string : NULL;
}

#endif

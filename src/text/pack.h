/* Arguments packed into bytes, for another thread to render: the part that is compiled into the log call.
 *
 * Each argument has a slot of eight bytes. The strings lie behind the slots, and the slot of one says where;
 * that is never 0, where the slots are: 0 is NULL. */
#ifndef PYLOG_TEXT_PACK_H
#define PYLOG_TEXT_PACK_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { PYLOG__FORMAT_ARGUMENTS = 24 }; /* formats with more are not parsed: pylog__format_message does them */

/* How an argument is packed. */
enum pylog__packing_step {
    PYLOG__PACK_END,
    PYLOG__PACK_INT,    /* of 32 bits, with its sign */
    PYLOG__PACK_WORD,   /* of 64 bits */
    PYLOG__PACK_REAL,   /* a double */
    PYLOG__PACK_STRING, /* up to its NUL */
    PYLOG__PACK_PART    /* of a string, up to a precision */
};

/* How those of a format are. */
struct pylog__packing {
    bool deferrable; /* they may be rendered later by another thread: not those of %ls, %lc and %Lf */
    unsigned char count;
    unsigned char steps[PYLOG__FORMAT_ARGUMENTS + 1];
};

enum { PYLOG__SLOT = 8 };

static inline void pylog__put_slot(char *slot, int64_t value) {
    memcpy(slot, &value, PYLOG__SLOT);
}

enum { PYLOG__NOT_PACKED = -1 };

/* Pack the arguments, which are used up. Returns how many bytes there are, or PYLOG__NOT_PACKED: there is no
 * room for them, or they need more than this does (PYLOG__PACK_PART). */
static inline ptrdiff_t pylog__pack_arguments(const struct pylog__packing *packing, va_list args, char *room,
                                              ptrdiff_t size) {
    ptrdiff_t used = (ptrdiff_t)packing->count * PYLOG__SLOT;
    if (used > size)
        return PYLOG__NOT_PACKED;
    char *slot = room;
    for (const unsigned char *step = packing->steps; *step; step++, slot += PYLOG__SLOT) {
        if (*step == PYLOG__PACK_INT) {
            pylog__put_slot(slot, va_arg(args, int));
        } else if (*step == PYLOG__PACK_STRING) {
            const char *string = va_arg(args, const char *);
            pylog__put_slot(slot, string ? used : 0);
            if (!string)
                continue;
            ptrdiff_t length = (ptrdiff_t)strlen(string) + 1;
            if (length > size - used)
                return PYLOG__NOT_PACKED;
            memcpy(room + used, string, (size_t)length);
            used += length;
        } else if (*step == PYLOG__PACK_WORD) {
            pylog__put_slot(slot, va_arg(args, int64_t));
        } else if (*step == PYLOG__PACK_REAL) {
            double real = va_arg(args, double);
            memcpy(slot, &real, PYLOG__SLOT);
        } else {
            return PYLOG__NOT_PACKED;
        }
    }
    return used;
}

#endif

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
    PYLOG__PACK_PART    /* of a string, up to a precision; or what is not packed at all: not here */
};

/* How those of a format are. */
struct pylog__packing {
    bool deferrable; /* they may be rendered later by another thread: not those of %ls, %lc and %Lf */
    unsigned char strings_at; /* the slots' size */
    unsigned char steps[PYLOG__FORMAT_ARGUMENTS + 1];
};

enum { PYLOG__SLOT = 8 };

static inline void pylog__put_slot(char *slot, int64_t value) {
    memcpy(slot, &value, PYLOG__SLOT);
}

/* Pack the arguments, which are used up, between `room` and `end`. Returns where they end, or NULL: there is
 * no room for them, or they need more than this does (PYLOG__PACK_PART). */
static inline char *pylog__pack_arguments(const struct pylog__packing *packing, va_list args, char *room,
                                          const char *end) {
    const unsigned char *step = packing->steps;
    char *strings = room + packing->strings_at, *slot = room;
    if (strings > end)
        return NULL;
    for (unsigned kind = *step; kind; kind = *++step, slot += PYLOG__SLOT) {
        if (kind == PYLOG__PACK_INT) {
            pylog__put_slot(slot, va_arg(args, int));
        } else if (kind == PYLOG__PACK_STRING) {
            const char *string = va_arg(args, const char *);
            pylog__put_slot(slot, 0);
            if (!string)
                continue;
            size_t size = strlen(string) + 1;
            if (size > (size_t)(end - strings))
                return NULL;
            pylog__put_slot(slot, strings - room);
            memcpy(strings, string, size);
            strings += size;
        } else if (kind == PYLOG__PACK_REAL) {
            double real = va_arg(args, double);
            memcpy(slot, &real, PYLOG__SLOT);
        } else if (kind == PYLOG__PACK_WORD) {
            pylog__put_slot(slot, va_arg(args, int64_t));
        } else {
            return NULL;
        }
    }
    return strings;
}

#endif

/* Copying text that is short as a rule, and whose length the compiler cannot know, without a call. */
#ifndef PYLOG_BASE_COPY_H
#define PYLOG_BASE_COPY_H

#include "../port/compiler.h"
#include <stddef.h>
#include <string.h>

static inline void pylog__copy(char *to, const char *from, size_t length) {
    if (length >= 8) {
        if (length > 64) {
            memcpy(to, from, length);
        } else if (length >= 16) {
            if (length > 32) {
                memcpy(to + 16, from + 16, 16);
                memcpy(to + length - 32, from + length - 32, 16);
            }
            memcpy(to, from, 16);
            memcpy(to + length - 16, from + length - 16, 16);
        } else {
            memcpy(to, from, 8);
            memcpy(to + length - 8, from + length - 8, 8);
        }
    } else if (length >= 4) {
        memcpy(to, from, 4);
        memcpy(to + length - 4, from + length - 4, 4);
    } else if (length) {
        to[0] = from[0];
        to[length / 2] = from[length / 2];
        to[length - 1] = from[length - 1];
    }
}

#endif

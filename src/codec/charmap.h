/* Python's encodings of one byte per character, numbered as their names are (codec_names.h). */
#ifndef PYLOG_CODEC_CHARMAP_H
#define PYLOG_CODEC_CHARMAP_H

#include <pylog/namespace.h>
#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum { PYLOG__CHARMAP_UNDEFINED = 0xFFFE, PYLOG__CHARMAP_SLOTS = 512 };

/* One of them, ready for use. */
struct pylog__charmap {
    uint16_t points[256]; /* the character of each byte, or UNDEFINED */
    unsigned char
        slots[PYLOG__CHARMAP_SLOTS]; /* the byte of a character is at its hash, or behind it; 0: none */
};

/* Does it leave ASCII as it is? */
bool pylog__charmap_has_ascii(unsigned number);
void pylog__charmap_load(unsigned number, struct pylog__charmap *map);
/* Find the byte of a character. False if there is none. */
bool pylog__charmap_find(const struct pylog__charmap *map, uint32_t point, unsigned char *byte);

#pragma GCC visibility pop

#endif

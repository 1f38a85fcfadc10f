/* Encodings of one byte per character: made from their runs, and looked up by a hash of the character. */
#include "charmap.h"

#include "charmap_tables.h"
#include <string.h>

enum { MADE_OF_NONE = 255 };
_Static_assert(sizeof charmap_runs + sizeof charmaps <= 10 * 1024, "the tables are small");

bool pylog__charmap_has_ascii(unsigned number) {
    return charmaps[number].ascii;
}

static void lay_run(const struct charmap_run *run, uint16_t points[256]) {
    for (unsigned i = 0; i < run->count; i++)
        points[run->first + i] = (uint16_t)(run->point + (run->point == PYLOG__CHARMAP_UNDEFINED ? 0 : i));
}

/* What it is made of comes first. */
static void lay_runs(unsigned number, uint16_t points[256]) {
    unsigned chain[sizeof charmaps / sizeof *charmaps], length = 0;
    for (; number != MADE_OF_NONE; number = charmaps[number].base)
        chain[length++] = number;
    while (length > 0) {
        number = chain[--length];
        for (unsigned i = number ? charmaps[number - 1].end : 0; i < charmaps[number].end; i++)
            lay_run(&charmap_runs[i], points);
    }
}

static unsigned hash_of_point(uint32_t point) {
    return (unsigned)(point * UINT32_C(0x9E3779B1) >> 23) % PYLOG__CHARMAP_SLOTS;
}

/* Where the character is, or would be. An empty slot leads to byte 0, which is U+0000 everywhere. */
static unsigned slot_of_point(const struct pylog__charmap *map, uint32_t point) {
    unsigned at = hash_of_point(point);
    while (map->slots[at] && map->points[map->slots[at]] != point)
        at = (at + 1) % PYLOG__CHARMAP_SLOTS;
    return at;
}

/* Where two bytes are the same character, Python writes the last one. */
void pylog__charmap_load(unsigned number, struct pylog__charmap *map) {
    for (unsigned byte = 0; byte < 256; byte++)
        map->points[byte] = (uint16_t)byte;
    lay_runs(number, map->points);
    memset(map->slots, 0, sizeof map->slots);
    for (unsigned byte = 1; byte < 256; byte++)
        if (map->points[byte] != PYLOG__CHARMAP_UNDEFINED)
            map->slots[slot_of_point(map, map->points[byte])] = (unsigned char)byte;
}

bool pylog__charmap_find(const struct pylog__charmap *map, uint32_t point, unsigned char *byte) {
    *byte = map->slots[slot_of_point(map, point)];
    return map->points[*byte] == point;
}

/* Files of zoneinfo: TZif, RFC 8536. */
#include "zone.h"

#include "../base/memory.h"
#include <string.h>

/* How many there are of everything, in the order of the header. */
enum counted { UTC_MARKS, STANDARD_MARKS, LEAPS, TRANSITIONS, KINDS, NAME_BYTES, COUNTED };
enum { HEADER = 44, VERSION = 4, COUNTS = 20, KIND_SIZE = 6 };

/* A header and what belongs to it. A file from version 2 on has two, with times of 4 bytes and of 8. */
struct part {
    const unsigned char *data; /* behind the header */
    size_t width;              /* of a time, in bytes */
    size_t count[COUNTED];
    size_t size; /* of the data */
    unsigned char version;
};

static uint64_t read_unsigned(const unsigned char *at, size_t width) {
    uint64_t value = 0;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | at[i];
    return value;
}

static int64_t read_big_endian(const unsigned char *at, size_t width) {
    const uint64_t sign = (uint64_t)1 << (8 * width - 1);
    return (int64_t)((read_unsigned(at, width) ^ sign) - sign);
}

/* False if it is not there as a whole. The counts have 32 bits: their sum fits. */
static bool read_part(const unsigned char *bytes, size_t length, size_t width, struct part *out) {
    static const char magic[] = { 'T', 'Z', 'i', 'f' };
    if (length < HEADER || memcmp(bytes, magic, sizeof magic) != 0)
        return false;
    uint64_t sizes[COUNTED] = { 1, 1, width + 4, width + 1, KIND_SIZE, 1 }, size = 0;
    for (size_t i = 0; i < COUNTED; i++) {
        const uint64_t count = read_unsigned(bytes + COUNTS + 4 * i, 4);
        if (count > length)
            return false;
        out->count[i] = (size_t)count;
        size += count * sizes[i];
    }
    if (size > length - HEADER)
        return false;
    out->data = bytes + HEADER;
    out->width = width;
    out->size = (size_t)size;
    out->version = bytes[VERSION];
    return out->count[KINDS] > 0;
}

/* What follows the data from version 2 on: a POSIX string between newlines. Empty: none. */
static const char *find_rule(const unsigned char *bytes, size_t length, size_t *rule_length) {
    const unsigned char *end = length > 1 && bytes[0] == '\n' ? memchr(bytes + 1, '\n', length - 1) : NULL;
    *rule_length = end ? (size_t)(end - bytes) - 1 : 0;
    return (const char *)bytes + 1;
}

static bool fill_kinds(const struct part *part, const unsigned char *at, const char *names,
                       struct pylog__zone_kind *kinds) {
    for (size_t i = 0; i < part->count[KINDS]; i++, at += KIND_SIZE) {
        if (at[4] > 1 || at[5] > part->count[NAME_BYTES])
            return false;
        kinds[i] = (struct pylog__zone_kind){ names + at[5], (long)read_big_endian(at, 4), at[4] };
    }
    return true;
}

static bool fill_transitions(const struct part *part, int64_t *at, uint8_t *kind_at) {
    const unsigned char *times = part->data, *indices = times + part->count[TRANSITIONS] * part->width;
    for (size_t i = 0; i < part->count[TRANSITIONS]; i++) {
        if (indices[i] >= part->count[KINDS])
            return false;
        at[i] = read_big_endian(times + i * part->width, part->width);
        kind_at[i] = indices[i];
    }
    return true;
}

static void fill_leaps(const struct part *part, const unsigned char *at, struct pylog__zone_leap *leaps) {
    for (size_t i = 0; i < part->count[LEAPS]; i++, at += part->width + 4)
        leaps[i] =
            (struct pylog__zone_leap){ read_big_endian(at, part->width), read_big_endian(at + part->width, 4) };
}

static const struct pylog__zone_kind *first_kind(const struct pylog__zone_kind *kinds, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!kinds[i].dst)
            return &kinds[i];
    return kinds;
}

/* One block: the zone, then all that it points to, the most aligned first. */
static struct pylog__zone *make_zone(const struct part *part, const char *rule, size_t rule_length) {
    const size_t *count = part->count;
    struct pylog__zone *zone = pylog__allocate(
        sizeof *zone + count[KINDS] * sizeof *zone->kinds + count[LEAPS] * sizeof *zone->leaps +
        count[TRANSITIONS] * (sizeof *zone->at + 1) + count[NAME_BYTES] + 1 + 2 * rule_length + 3);
    if (!zone)
        return NULL;
    struct pylog__zone_leap *leaps = (struct pylog__zone_leap *)(zone + 1);
    int64_t *at = (int64_t *)(leaps + count[LEAPS]);
    struct pylog__zone_kind *kinds = (struct pylog__zone_kind *)(at + count[TRANSITIONS]);
    uint8_t *kind_at = (uint8_t *)(kinds + count[KINDS]);
    char *names = (char *)kind_at + count[TRANSITIONS], *rule_text = names + count[NAME_BYTES] + 1;
    const unsigned char *kind_data = part->data + count[TRANSITIONS] * (part->width + 1),
                        *name_data = kind_data + count[KINDS] * KIND_SIZE;

    memcpy(names, name_data, count[NAME_BYTES]);
    names[count[NAME_BYTES]] = '\0';
    memcpy(rule_text, rule, rule_length);
    rule_text[rule_length] = '\0';
    fill_leaps(part, name_data + count[NAME_BYTES], leaps);
    if (!fill_kinds(part, kind_data, names, kinds) || !fill_transitions(part, at, kind_at)) {
        pylog__free(zone);
        errno = EINVAL;
        return NULL;
    }
    *zone = (struct pylog__zone){ .at = at,
                                  .kind_at = kind_at,
                                  .transitions = count[TRANSITIONS],
                                  .kinds = kinds,
                                  .first = first_kind(kinds, count[KINDS]),
                                  .leaps = leaps,
                                  .leap_count = count[LEAPS],
                                  .has_rule = rule_length > 0 };
    pylog__zone_rule_parse(rule_text, rule_text + rule_length + 1, &zone->rule);
    return zone;
}

struct pylog__zone *pylog__zone_from_file(const unsigned char *bytes, size_t length) {
    struct part part;
    const char *rule = "";
    size_t rule_length = 0;
    bool good = read_part(bytes, length, 4, &part);
    if (good && part.version) {
        const size_t first = HEADER + part.size;
        good = read_part(bytes + first, length - first, 8, &part);
        if (good) {
            const size_t both = first + HEADER + part.size;
            rule = find_rule(bytes + both, length - both, &rule_length);
        }
    }
    if (good)
        return make_zone(&part, rule, rule_length);
    errno = EINVAL;
    return NULL;
}

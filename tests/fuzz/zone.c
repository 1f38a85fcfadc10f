/* Files of zoneinfo and POSIX strings: TZ may name any file. Whatever is read, every second has a local time
 * that follows from an offset of the zone, and going back ends. */
#include <stdlib.h>
#include <string.h>
#include <base/memory.h>
#include <time/time.h>
#include <time/zone.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(const struct pylog__zone *zone, int64_t seconds) {
    struct pylog__calendar time;
    if (pylog__zone_time(zone, seconds, &time))
        return;
    if (time.month < 1 || time.month > 12 || time.day < 1 || time.day > 31 || time.hour > 23 ||
        time.minute > 59 || strlen(time.zone) > PYLOG__LONGEST_ZONE_FILE || time.dst < 0 || time.dst > 1)
        abort();
    pylog__zone_seconds(zone, &time);
}

static void use(struct pylog__zone *zone) {
    static const int64_t moments[] = { 0,          1700000000, 1720000000, -2000000000,
                                       5000000000, -1,         INT64_MAX,  INT64_MIN };
    if (!zone)
        return;
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        look_at(zone, moments[i]);
    for (size_t i = 0; i < zone->transitions && i < 8; i++)
        look_at(zone, zone->at[i]);
    for (size_t i = 0; i < zone->leap_count && i < 8; i++)
        look_at(zone, zone->leaps[i].at);
    pylog__free(zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text)
        abort();
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    use(pylog__zone_from_file(data, size));
    use(pylog__zone_from_text(text));
    free(text);
    return 0;
}

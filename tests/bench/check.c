/* Is a log file whole? `check FILE` prints how many lines it has, a digest of them that does not depend on
 * their order, and how many do not begin with a time or do not end. The digest leaves the time out, so files
 * of the same records have the same. Lines with `N records dropped` are notices, and not in the digest; their
 * N are added up. */
#include "driver.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool begins_with_time(const char *line, size_t length) {
    static const char model[] = "dddd-dd-dd dd:dd:dd,ddd";
    if (length < BENCH_TIME_LENGTH)
        return false;
    for (int i = 0; i < BENCH_TIME_LENGTH; i++)
        if (model[i] == 'd' ? !isdigit((unsigned char)line[i]) : line[i] != model[i])
            return false;
    return true;
}

/* FNV-1a, and a final mix, since the digests of lines are added up. */
static uint64_t digest(const char *bytes, size_t length) {
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3;
    hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 29;
}

/* How many records this line tells of; 0: it is no notice. */
static uint64_t told_dropped(const char *line) {
    const char *words = strstr(line, " record dropped");
    if (!words)
        words = strstr(line, " records dropped");
    const char *number = words;
    while (number && number > line && isdigit((unsigned char)number[-1]))
        number--;
    return words ? strtoull(number, NULL, 10) : 0;
}

int main(int argc, char **argv) {
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        perror(argc == 2 ? argv[1] : "usage: check FILE");
        return 1;
    }
    char *line = NULL;
    size_t capacity = 0;
    uint64_t lines = 0, strange = 0, sum = 0, notices = 0, told = 0;
    for (ssize_t length; (length = getline(&line, &capacity, file)) > 0; lines++) {
        bool good = begins_with_time(line, (size_t)length) && line[length - 1] == '\n';
        uint64_t dropped = told_dropped(line);
        strange += !good;
        told += dropped;
        notices += dropped > 0;
        if (dropped)
            continue;
        sum += good ? digest(line + BENCH_TIME_LENGTH, (size_t)length - BENCH_TIME_LENGTH)
                    : digest(line, (size_t)length);
    }
    printf("lines %" PRIu64 " digest %016" PRIx64 " strange %" PRIu64 " notices %" PRIu64 " told %" PRIu64
           "\n",
           lines, sum, strange, notices, told);
    free(line);
    fclose(file);
    return 0;
}

/* The reader of levels for many loggers: nothing is passed on unless all of it is good. */
#include <logger/level_spec.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count(const char *name, size_t length, int level, void *data) {
    size_t *seen = data;
    (void)level;
    if (length && memchr(name, '\0', length))
        abort();
    ++*seen;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *spec = malloc(size + 1);
    size_t seen = 0;
    if (!spec)
        abort();
    if (size)
        memcpy(spec, data, size);
    spec[size] = '\0';
    int checked = pylog__level_spec_parse(spec, NULL, NULL);
    if (pylog__level_spec_parse(spec, count, &seen) != checked || (checked && seen))
        abort();
    free(spec);
    return 0;
}

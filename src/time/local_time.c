/* The zone of the program.
 *
 * A zone that has been read is kept for ever: who reads it needs no lock, names of zones stay valid, and if
 * TZ comes back, its zone is there. There are not more of them than files of zoneinfo and strings that TZ has
 * had. */
#include "local_time.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "zone.h"
#include <string.h>

enum { LONGEST_VALUE = 1024 }; /* what is longer is no zone */

struct known_zone {
    struct known_zone *older;
    const struct pylog__zone *zone;
    struct pylog__file_status file; /* all zeroes: it comes from no file */
    bool is_set;                    /* TZ is: */
    char value[];                   /* to this */
};

static _Atomic(struct known_zone *) known_zones;  /* the newest; only ever added to */
static _Atomic(struct known_zone *) current_zone; /* NULL: none has been read yet */

/* ---- What TZ says ---------------------------------------------------------------------------- */

static bool get_value(char value[LONGEST_VALUE]) {
    const ptrdiff_t length = pylog__port_zone_variable(value, LONGEST_VALUE);
    if (length < 0 || length >= LONGEST_VALUE)
        *value = '\0';
    return length >= 0;
}

static bool has_value(const struct known_zone *known, bool is_set, const char *value) {
    return known->is_set == is_set && strcmp(known->value, value) == 0;
}

static bool is_same_file(const struct pylog__file_status *a, const struct pylog__file_status *b) {
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           a->modified == b->modified;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static size_t read_bytes(pylog__file file, unsigned char *bytes, size_t size) {
    size_t length = 0;
    ptrdiff_t came = 1;
    while (length < size && came > 0) {
        came = pylog__port_file_read(file, bytes + length, size - length);
        length += came > 0 ? (size_t)came : 0;
    }
    return length;
}

/* NULL with ENOMEM, or with another error if it is no file of a zone. */
static struct pylog__zone *read_open_file(pylog__file file) {
    const int64_t size = pylog__port_file_size(file);
    if (size <= 0 || size > PYLOG__LONGEST_ZONE_FILE) {
        errno = EINVAL;
        return NULL;
    }
    unsigned char *bytes = pylog__allocate((size_t)size);
    if (!bytes)
        return NULL;
    struct pylog__zone *zone = pylog__zone_from_file(bytes, read_bytes(file, bytes, (size_t)size));
    pylog__free(bytes);
    return zone;
}

static struct pylog__zone *read_zone_file(const char *path) {
    pylog__file file = pylog__port_file_open_to_read(path);
    if (file == PYLOG__NO_FILE)
        return NULL;
    struct pylog__zone *zone = read_open_file(file);
    const int error = errno;
    pylog__port_file_close(file);
    errno = error;
    return zone;
}

/* As glibc: a file if there is one, otherwise the text. NULL with ENOMEM. */
static const struct pylog__zone *make_zone_of(const char *value, const char *path) {
    struct pylog__zone *zone = *path ? read_zone_file(path) : NULL;
    if (zone || (*path && errno == ENOMEM))
        return zone;
    value += *value == ':';
    return *value ? pylog__zone_from_text(value) : &pylog__zone_utc;
}

static void free_known(struct known_zone *known) {
    if (known->zone != &pylog__zone_utc)
        pylog__free((void *)(uintptr_t)known->zone);
    pylog__free(known);
}

static struct known_zone *make_known(bool is_set, const char *value, const char *path,
                                     const struct pylog__file_status *status) {
    struct known_zone *known = pylog__allocate(sizeof *known + strlen(value) + 1);
    if (!known)
        return NULL;
    *known = (struct known_zone){ .file = *status, .is_set = is_set };
    strcpy(known->value, value);
    known->zone = make_zone_of(value, path);
    if (!known->zone) {
        free_known(known);
        return NULL;
    }
    known->older = atomic_load_explicit(&known_zones, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&known_zones, &known->older, known, memory_order_release,
                                                  memory_order_relaxed)) {
    }
    return known;
}

static struct known_zone *find_known_zone(bool is_set, const char *value,
                                          const struct pylog__file_status *status) {
    struct known_zone *known = atomic_load_explicit(&known_zones, memory_order_acquire);
    while (known && !(has_value(known, is_set, value) && is_same_file(&known->file, status)))
        known = known->older;
    return known;
}

/* A pipe or a device is no zone, and reading it might take for ever. */
static void find_file(bool is_set, const char *value, char path[2 * LONGEST_VALUE],
                      struct pylog__file_status *status) {
    if (pylog__port_zone_path(is_set ? value : NULL, path, 2 * LONGEST_VALUE) &&
        pylog__port_path_status(path, status) == 0 && status->size > 0)
        return;
    *path = '\0';
    *status = (struct pylog__file_status){ 0 };
}

/* A value of TZ is read once; without one, the system's file may be another one later. If that has gone, in
 * another root directory say, its rules stay. */
static bool is_current(const struct known_zone *now, bool is_set, const struct pylog__file_status *status) {
    return is_set || !status->size || is_same_file(&now->file, status);
}

static int read_zone(void) {
    char value[LONGEST_VALUE], path[2 * LONGEST_VALUE];
    struct pylog__file_status status;
    const struct known_zone *now = atomic_load_explicit(&current_zone, memory_order_acquire);
    const bool is_set = get_value(value), is_same = now && has_value(now, is_set, value);
    if (is_same && is_set)
        return 0;
    find_file(is_set, value, path, &status);
    if (is_same && is_current(now, is_set, &status))
        return 0;
    struct known_zone *next = find_known_zone(is_set, value, &status);
    if (!next)
        next = make_known(is_set, value, path, &status);
    if (!next)
        return -1;
    atomic_store_explicit(&current_zone, next, memory_order_release);
    return 1;
}

int pylog__read_zone(bool changed) {
    if (pylog__port_local_time) {
        if (changed)
            pylog__port_local_time->read_again();
        return changed;
    }
    const int error = errno;
    const int result = read_zone();
    if (result < 0)
        return pylog__fail_memory();
    errno = error;
    return result;
}

/* In the middle of a log call: without memory the rules stay those that there are. */
static void read_in_log_call(void) {
    const int error = errno;
    read_zone();
    errno = error;
}

/* ---- Local time ------------------------------------------------------------------------------ */

/* Looking at TZ is safe while no other thread can change it. */
static const struct pylog__zone *zone_now(void) {
    const struct known_zone *now = atomic_load_explicit(&current_zone, memory_order_acquire);
    if (now && !pylog__port_has_one_thread())
        return now->zone;
    char value[LONGEST_VALUE];
    if (now && has_value(now, get_value(value), value))
        return now->zone;
    read_in_log_call();
    now = atomic_load_explicit(&current_zone, memory_order_acquire);
    return now ? now->zone : &pylog__zone_utc;
}

int pylog__local_time(int64_t seconds, struct pylog__calendar *out) {
    if (pylog__port_local_time)
        return pylog__port_local_time->local_time(seconds, out);
    return pylog__zone_time(zone_now(), seconds, out);
}

int64_t pylog__make_time(const struct pylog__calendar *local) {
    if (pylog__port_local_time)
        return pylog__port_local_time->make_time(local);
    return pylog__zone_seconds(zone_now(), local);
}

void pylog__zones_reset(void) {
    struct known_zone *known = atomic_exchange(&known_zones, NULL);
    atomic_store(&current_zone, NULL);
    while (known) {
        struct known_zone *older = known->older;
        free_known(known);
        known = older;
    }
}

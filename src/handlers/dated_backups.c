/* Finding backups by their names. */
#include "dated_backups.h"

#include "../base/error.h"
#include "../base/memory.h"
#include <errno.h>
#include <stdlib.h>

struct search {
    const struct pylog__rotation *rotation;
    const struct pylog__rollover *rule;
    bool numbered;
    size_t directory; /* length of the path's directory, with the separator */
    struct pylog__backups *out;
};

static const char *file_name(const char *path) {
    const char *name = path;
    for (; *path; path++)
        if (pylog__port_is_separator(*path))
            name = path + 1;
    return name;
}

/* ".12" and no more digits: its value, and how long it is; 0 if there is no number. */
static int parse_backup_number(const char *text, size_t *length) {
    int number = 0;
    *length = 0;
    if (text[0] != '.' || text[1] < '1' || text[1] > '9')
        return 0;
    const char *at = text + 1;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (number > INT32_MAX / 10 - 1)
            return 0;
        number = number * 10 + (*at - '0');
    }
    *length = (size_t)(at - text);
    return number;
}

static int add(struct search *search, const char *name, const struct pylog__backup *found) {
    struct pylog__backups *out = search->out;
    if (out->count == out->capacity) {
        const size_t capacity = out->capacity ? 2 * out->capacity : 16;
        struct pylog__backup *items = pylog__resize(out->items, capacity * sizeof *items);
        if (!items)
            return pylog__fail_memory();
        out->items = items;
        out->capacity = capacity;
    }
    struct pylog__backup *backup = &out->items[out->count];
    *backup = *found;
    backup->date += search->directory;
    backup->path = pylog__allocate(search->directory + strlen(name) + 1);
    if (!backup->path)
        return pylog__fail_memory();
    memcpy(backup->path, search->rotation->writer.append.path, search->directory);
    memcpy(backup->path + search->directory, name, strlen(name) + 1);
    out->count++;
    return 0;
}

/* Does the namer make this name of that suffix? */
static bool is_made_of(const struct search *search, const char *name, const char *suffix, size_t length) {
    char storage[256], suffix_storage[64];
    struct pylog_buffer made, copy;
    pylog__buffer_init(&made, storage, sizeof storage);
    pylog__buffer_init(&copy, suffix_storage, sizeof suffix_storage);
    pylog__put(&copy, suffix, length);
    const bool same = pylog__rotation_name(search->rotation, pylog__buffer_text(&copy), &made) == 0 &&
                      strcmp(file_name(made.data), name) == 0;
    pylog__buffer_release(&copy);
    pylog__buffer_release(&made);
    pylog__error_begin_callback(); /* a namer that cannot name an old file has not failed */
    return same;
}

/* The namer may have put the date anywhere. */
static int consider_named(struct search *search, const char *name) {
    size_t length, number_length = 0;
    const char *from = name;
    const char *date;
    while ((date = pylog__rollover_find_date(search->rule, name, from, &length))) {
        struct pylog__backup found = { .date = (size_t)(date - name), .date_length = length };
        if (is_made_of(search, name, date, length))
            return add(search, name, &found);
        found.number = search->numbered ? parse_backup_number(date + length, &number_length) : 0;
        if (found.number && is_made_of(search, name, date, length + number_length))
            return add(search, name, &found);
        from = date + 1;
    }
    return 0;
}

/* base.DATE, or base.DATE.NUMBER. */
static int consider_usual(struct search *search, const char *name) {
    const char *base = search->rotation->writer.append.path + search->directory;
    const size_t prefix = strlen(base);
    size_t length, number_length = 0;
    if (strncmp(name, base, prefix) != 0 || name[prefix] != '.')
        return 0;
    const char *date = name + prefix + 1;
    if (pylog__rollover_find_date(search->rule, date, date, &length) != date)
        return 0;
    const struct pylog__backup found = {
        .date = prefix + 1,
        .date_length = length,
        .number = search->numbered ? parse_backup_number(date + length, &number_length) : 0,
    };
    return date[length + number_length] ? 0 : add(search, name, &found);
}

static int consider(const char *name, void *data) {
    struct search *search = data;
    return search->rotation->options.namer ? consider_named(search, name) : consider_usual(search, name);
}

static int compare_texts(const char *a, size_t a_length, const char *b, size_t b_length) {
    const int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

static int newest_first(const void *left, const void *right) {
    const struct pylog__backup *a = left, *b = right;
    int order = compare_texts(b->path + b->date, b->date_length, a->path + a->date, a->date_length);
    if (!order)
        order = (b->number > a->number) - (b->number < a->number);
    return order ? order : strcmp(b->path, a->path);
}

int pylog__backups_list(const struct pylog__rotation *rotation, const struct pylog__rollover *rule,
                        bool numbered, struct pylog__backups *out) {
    const char *path = rotation->writer.append.path;
    struct search search = { rotation, rule, numbered, (size_t)(file_name(path) - path), out };
    *out = (struct pylog__backups){ NULL, 0, 0 };
    char *directory = pylog__copy_bytes(path, search.directory);
    if (!directory)
        return pylog__fail_memory();
    int result = pylog__port_list_directory(directory, consider, &search);
    if (result)
        pylog__fail_os(errno, directory);
    pylog__free(directory);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, newest_first);
    return result;
}

void pylog__backups_release(struct pylog__backups *backups) {
    for (size_t i = 0; i < backups->count; i++)
        pylog__free(backups->items[i].path);
    pylog__free(backups->items);
}

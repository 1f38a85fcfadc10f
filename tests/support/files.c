/* Files in the tests of handlers that write to them. */
#define _XOPEN_SOURCE 700

#include "files.h"

#include "capture.h"
#include "parallel.h"
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t list(const char *directory, char **names, size_t capacity) {
    size_t count = 0;
    DIR *opened = opendir(directory);
    for (struct dirent *entry; opened && (entry = readdir(opened)) && count < capacity;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names[count++] = strdup(entry->d_name);
    if (opened)
        closedir(opened);
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    return count;
}

enum { MOST_NAMES = 256 };

void files_end(const char *directory) {
    char *names[MOST_NAMES], path[512];
    size_t count = list(directory, names, MOST_NAMES);
    chmod(directory, 0777);
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        if (remove(path) != 0)
            files_end(path);
        free(names[i]);
    }
    remove(directory);
}

void files_begin(const char *directory) {
    files_end(directory);
    assert_int_equal(mkdir(directory, 0777), 0);
}

void files_write(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

void files_set_time(const char *path, int64_t seconds) {
    const struct timespec times[2] = { { .tv_sec = (time_t)seconds }, { .tv_sec = (time_t)seconds } };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

void files_assert(const char *path, const char *text) {
    char *content = read_whole_file(path);
    if (!content && text)
        fail_msg("there is no %s", path);
    if (content && !text)
        fail_msg("there is %s, with: %s", path, content);
    if (text)
        assert_string_equal(content, text);
    free(content);
}

bool files_come_to_be(const char *path, const char *text) {
    bool equal = false;
    for (size_t i = 0; i < 2000 * test_scale() && !equal; i++) {
        char *content = read_whole_file(path);
        equal = content && strcmp(content, text) == 0;
        free(content);
        if (!equal)
            sleep_milliseconds(2);
    }
    return equal;
}

size_t files_lines(const char *path) {
    char *text = read_whole_file(path);
    size_t lines = 0;
    for (const char *at = text; at && *at; at++)
        lines += *at == '\n';
    free(text);
    return lines;
}

void files_assert_stats(const pylog_handler *handler, uint64_t emitted, uint64_t dropped, uint64_t errors,
                        uint64_t reconnects) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, emitted);
    assert_int_equal(stats.dropped, dropped);
    assert_int_equal(stats.errors, errors);
    assert_int_equal(stats.reconnects, reconnects);
}

const char *files_in(const char *directory) {
    static char text[8192];
    char *names[MOST_NAMES];
    size_t count = list(directory, names, MOST_NAMES);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(strcat(text, names[i]), " ");
        free(names[i]);
    }
    return text;
}

void files_log(pylog_handler *handler, const char *text) {
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "%s", text);
    if (record)
        pylog_handler_handle(handler, record);
    pylog_record_free(record);
}

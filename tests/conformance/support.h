/* What every program here shares with its Python twin: support.py does the same, function by function.
 *
 * Fixed are the zone (TZ), the clock, the start time, and each record's place, thread and process. stderr
 * goes to a file, from which print_stderr() prints it. Include it first. */
#ifndef CONFORMANCE_SUPPORT_H
#define CONFORMANCE_SUPPORT_H

#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <inttypes.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CREATED_NS INT64_C(1700000000123456000)
#define START_NS   (CREATED_NS - INT64_C(1234567890))

enum { MOST_CELLS = 24 };

static int64_t clock_ns = CREATED_NS;
static long stderr_read;
static const char *tables_directory;

static inline void set_clock(int64_t nanoseconds) {
    clock_ns = nanoseconds;
}

static inline void set_zone(const char *zone) {
    setenv("TZ", zone, 1);
    tzset();
}

/* Made at `run`, /src/app/main.c, line 42, in process 4321 and thread 140001. */
static void fix_record(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = clock_ns;
    pylog_record_set(record, pylog_field_float("relativeCreated", (double)(clock_ns - START_NS) / 1e6));
    pylog_record_set(record, pylog_field_str("pathname", "/src/app/main.c"));
    pylog_record_set(record, pylog_field_str("filename", "main.c"));
    pylog_record_set(record, pylog_field_str("module", "main"));
    pylog_record_set(record, pylog_field_int("lineno", 42));
    pylog_record_set(record, pylog_field_str("funcName", "run"));
    if (pylog_record_thread(record) != 0)
        pylog_record_set(record, pylog_field_uint("thread", 140001));
    if (pylog_record_process(record) != 0)
        pylog_record_set(record, pylog_field_int("process", 4321));
}

static inline void begin(int argc, char **argv) {
    if (argc != 2 || !freopen("stderr.txt", "a", stderr)) {
        fputs("usage: PROGRAM TABLES, in an empty directory\n", stderr);
        exit(2);
    }
    tables_directory = argv[1];
    set_zone("UTC0");
    pylog_set_log_record_factory(fix_record, NULL);
}

/* The whole file with a NUL after it, to be freed, from this offset on; NULL if there is none. */
static inline char *read_file(const char *path, long offset, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)(ftell(file) - offset);
    fseek(file, offset, SEEK_SET);
    char *content = malloc(size + 1);
    if (!content || fread(content, 1, size, file) != size)
        abort();
    content[size] = '\0';
    fclose(file);
    *length = size;
    return content;
}

static inline int hex_digit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Resolve \n, \t, \\ and \xNN in place; NULL if the cell is \N. */
static inline char *unescape(char *cell) {
    if (strcmp(cell, "\\N") == 0)
        return NULL;
    char *to = cell;
    for (const char *from = cell; *from; to++) {
        if (*from != '\\') {
            *to = *from++;
        } else if (from[1] == 'x') {
            *to = (char)(hex_digit(from[2]) * 16 + hex_digit(from[3]));
            from += 4;
        } else {
            *to = from[1] == 'n' ? '\n' : from[1] == 't' ? '\t' : from[1];
            from += 2;
        }
    }
    *to = '\0';
    return cell;
}

/* One row of a table: text, or NULL. Cells that the row lacks are NULL. */
struct row {
    char *cells[MOST_CELLS];
    int count;
};

static inline struct row split_row(char *line) {
    struct row row = { { NULL }, 0 };
    while (line && row.count < MOST_CELLS) {
        char *tab = strchr(line, '\t');
        if (tab)
            *tab = '\0';
        row.cells[row.count++] = unescape(line);
        line = tab ? tab + 1 : NULL;
    }
    return row;
}

/* Call `run` for each row of tables/TABLE.txt. */
static inline void for_each_row(const char *table, void (*run)(const struct row *row)) {
    size_t length;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.txt", tables_directory, table);
    char *content = read_file(path, 0, &length);
    if (!content) {
        printf("cannot read the table %s\n", table);
        exit(2);
    }
    for (char *line = content; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        if (*line && *line != '#') {
            struct row row = split_row(line);
            run(&row);
        }
        line = end ? end + 1 : NULL;
    }
    free(content);
}

/* Print printable ASCII as it is, everything else as \n, \t or \xNN. */
static inline void print_bytes(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '\n' || c == '\t' || c == '\\')
            printf("\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : '\\');
        else if (c >= 32 && c < 127)
            putchar(c);
        else
            printf("\\x%02x", c);
    }
}

static inline void print_escaped(const char *text) {
    if (text)
        print_bytes(text, strlen(text));
    else
        fputs("\\N", stdout);
}

/* Print the text without the directory in which the test happens to run. */
static inline void print_without_directory(const char *text) {
    char directory[4096];
    if (!getcwd(directory, sizeof directory - 1))
        abort();
    strcat(directory, "/");
    size_t length = strlen(directory);
    while (*text) {
        if (strncmp(text, directory, length) == 0)
            text += length;
        else
            putchar(*text++);
    }
}

static inline void print_lines(const char *content, size_t length) {
    const char *end = content + length;
    while (content < end) {
        const char *newline = memchr(content, '\n', (size_t)(end - content));
        const char *stop = newline ? newline : end;
        fputs("| ", stdout);
        print_bytes(content, (size_t)(stop - content));
        puts(newline ? "" : " (no newline)");
        content = newline ? newline + 1 : end;
    }
}

/* Print the lines of a file, escaped, under its name. */
static inline void print_file(const char *path) {
    size_t length;
    char *content = read_file(path, 0, &length);
    printf("[%s]\n", path);
    if (content)
        print_lines(content, length);
    else
        puts("(no such file)");
    free(content);
}

static inline int compare_paths(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Print all files of a directory below the current one, in the order of their names, and remove them with it. */
static inline void print_and_remove_directory(const char *directory) {
    enum { MOST_FILES = 64 };
    char *paths[MOST_FILES];
    size_t count = 0;
    DIR *opened = opendir(directory);
    for (struct dirent *entry; opened && (entry = readdir(opened)) && count < MOST_FILES;) {
        size_t size = strlen(directory) + strlen(entry->d_name) + 2;
        if (entry->d_name[0] == '.' || !(paths[count] = malloc(size)))
            continue;
        snprintf(paths[count++], size, "%s/%s", directory, entry->d_name);
    }
    closedir(opened);
    qsort(paths, count, sizeof *paths, compare_paths);
    for (size_t i = 0; i < count; i++) {
        print_file(paths[i]);
        remove(paths[i]);
        free(paths[i]);
    }
    rmdir(directory);
}

/* What has gone to stderr since the last time, to be freed. */
static inline char *take_stderr(size_t *length) {
    fflush(stderr);
    char *content = read_file("stderr.txt", stderr_read, length);
    stderr_read += (long)*length;
    return content;
}

static inline void print_stderr(void) {
    size_t length = 0;
    char *content = take_stderr(&length);
    puts("[stderr]");
    print_lines(content, length);
    free(content);
}

/* Print what pylog_handler_handle_error wrote to stderr, each error as its first line, the line of the
 * exception, and the last two lines.
 * Unlike Python: one line stands for the traceback. */
static inline void print_reported_errors(void) {
    size_t length = 0;
    char *content = take_stderr(&length);
    bool exception = false;
    puts("[reported]");
    for (char *line = content; line;) {
        bool first = strncmp(line, "--- Logging error ---", 21) == 0;
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        if (first || exception || strncmp(line, "Message: ", 9) == 0 ||
            strncmp(line, "Arguments: ", 11) == 0) {
            print_escaped(line);
            putchar('\n');
        }
        exception = first;
        line = end ? end + 1 : NULL;
    }
    free(content);
}

/* A handler's or logger's repr in storage of its own, until the next call. */
static inline const char *handler_repr(const pylog_handler *handler) {
    static char text[8192];
    pylog_handler_repr(handler, text, sizeof text);
    return text;
}

static inline const char *logger_repr(const pylog_logger *logger) {
    static char text[8192];
    pylog_logger_repr(logger, text, sizeof text);
    return text;
}

/* A handler that writes to stdout in this format; the root logger gets it if `logger` is NULL. */
static inline pylog_handler *print_to_stdout(pylog_logger *logger, const char *format) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(handler, format, NULL);
    pylog_logger_add_handler(logger, handler);
    return handler;
}

#endif

/* Eight processes append to one file, and rotate it: no line is torn, lost, or there twice. As many lines as
 * PYLOG_TEST_SCALE says, in units of 5,000 for each process. */
#define _XOPEN_SOURCE 700

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOG "processes/log"

enum { PROCESSES = 8, MOST_FILES = 200 };

static int lines_each(void) {
    const char *scale = getenv("PYLOG_TEST_SCALE");
    return 5000 * (scale && atoi(scale) > 0 ? atoi(scale) : 1);
}

/* Room for about twenty files. */
static uint64_t max_bytes(void) {
    return (uint64_t)lines_each() * PROCESSES * 65 / 20;
}

static const struct fixture fixture = { .directory = "processes" };

/* ---- Writing */

/* `3 000042 dddd...`: how many there are follows from the line's number, which letter from the process. */
static int tail_length(int number) {
    return number % 101 == 0 ? 700 : number % 97;
}

static void format_line(char *line, size_t size, int process, int number) {
    int length = snprintf(line, size, "%d %06d ", process, number);
    memset(line + length, 'a' + process, (size_t)tail_length(number));
    line[length + tail_length(number)] = '\0';
}

static void write_lines(pylog_handler *handler, int process) {
    char line[1024];
    alarm(300);
    for (int number = 0; number < lines_each(); number++) {
        format_line(line, sizeof line, process, number);
        files_log(handler, line);
    }
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    _exit(stats.errors == 0 && stats.emitted == (uint64_t)lines_each() ? 0 : 1);
}

/* Each process uses the handler that it has from its parent, or, with `make`, one of its own. */
static void write_with_all(pylog_handler *handler, pylog_handler *(*make)(void)) {
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] == 0)
            write_lines(make ? make() : handler, i);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
}

/* ---- Reading */

struct found {
    int next[PROCESSES]; /* the number of the line that must come next */
    int out_of_order;
    bool *seen;
    size_t lines;
};

static void take_line(struct found *found, const char *line) {
    char expected[1024];
    int process = -1, number = -1;
    if (sscanf(line, "%d %d ", &process, &number) != 2 || process < 0 || process >= PROCESSES || number < 0 ||
        number >= lines_each())
        fail_msg("torn: %s", line);
    format_line(expected, sizeof expected, process, number);
    assert_string_equal(line, expected);
    bool *seen = &found->seen[process * lines_each() + number];
    assert_false(*seen);
    *seen = true;
    found->out_of_order += number != found->next[process];
    found->next[process] = number + 1;
    found->lines++;
}

static void take_file(struct found *found, const char *path) {
    char *content = read_whole_file(path);
    assert_non_null(content);
    for (char *line = content; *line;) {
        char *end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        take_line(found, line);
        line = end + 1;
    }
    free(content);
}

/* All lines are in these files, each once, and those of a process in order, if the files are. */
static void assert_all_lines(const char *const *paths) {
    struct found found = { .seen = calloc(PROCESSES * (size_t)lines_each(), sizeof(bool)) };
    assert_non_null(found.seen);
    for (; *paths; paths++)
        take_file(&found, *paths);
    free(found.seen);
    assert_int_equal(found.lines, PROCESSES * lines_each());
    assert_int_equal(found.out_of_order, 0);
}

/* log.N, ..., log.1, log: the oldest first. */
static size_t numbered_files(char paths[][64], const char **out, const char *end) {
    size_t count = 0, found = 0;
    snprintf(paths[0], 64, LOG);
    for (size_t i = 1; i < MOST_FILES; i++) {
        snprintf(paths[i], 64, LOG ".%zu%s", i, end);
        if (access(paths[i], F_OK) == 0)
            count = i;
    }
    for (size_t i = count + 1; i-- > 0;)
        out[found++] = paths[i];
    out[found] = NULL;
    return count;
}

static void assert_all_lines_in_numbered_files(const char *end) {
    static char paths[MOST_FILES][64];
    const char *files[MOST_FILES + 1];
    size_t backups = numbered_files(paths, files, end);
    assert_in_range(backups, 5, 60);
    assert_all_lines(files);
}

/* ---- The tests */

static void no_line_of_a_file_handler_is_torn_or_lost(void **state) {
    pylog_handler *handler = pylog_file_handler_new(LOG, NULL);
    (void)state;
    write_with_all(handler, NULL);
    assert_all_lines((const char *const[]){ LOG, NULL });
    pylog_handler_unref(handler);
}

static pylog_handler *rotating(void) {
    return pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){
                 .max_bytes = max_bytes(), .backup_count = MOST_FILES, .several_processes = true });
}

static void no_line_is_lost_though_all_rotate_by_size(void **state) {
    (void)state;
    write_with_all(NULL, rotating);
    assert_all_lines_in_numbered_files("");
}

static void no_line_is_lost_though_all_have_their_parents_handler(void **state) {
    pylog_handler *handler = rotating();
    (void)state;
    write_with_all(handler, NULL);
    assert_all_lines_in_numbered_files("");
    pylog_handler_unref(handler);
}

/* As a rotator that compresses: what is written to `source` after it has been read would be lost. */
static int copy_and_remove(const char *source, const char *dest, void *data) {
    char *content = read_whole_file(source);
    (void)data;
    if (!content)
        return -1;
    files_write(dest, content);
    free(content);
    return remove(source);
}

static int add_end(const char *default_name, pylog_buffer *name, void *data) {
    (void)data;
    return pylog_buffer_printf(name, "%s.copy", default_name);
}

static pylog_handler *rotating_by_copy(void) {
    return pylog_rotating_file_handler_new(LOG,
                                           &(struct pylog_rotating_options){ .max_bytes = max_bytes(),
                                                                             .backup_count = MOST_FILES,
                                                                             .several_processes = true,
                                                                             .namer = add_end,
                                                                             .rotator = copy_and_remove });
}

static void no_line_is_lost_though_a_rotator_copies(void **state) {
    (void)state;
    write_with_all(NULL, rotating_by_copy);
    assert_all_lines_in_numbered_files(".copy");
}

static pylog_handler *timed(void) {
    return pylog_timed_rotating_file_handler_new(
        LOG, &(struct pylog_timed_rotating_options){
                 .when = "S", .max_bytes = max_bytes(), .several_processes = true });
}

/* log.DATE, log.DATE.1, ...: in order, as long as numbers have one digit or are compared as such. */
static int compare_backups(const void *left, const void *right) {
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    const size_t date = strlen("log.2024-03-11_12-00-00");
    int order = strncmp(a, b, date);
    if (order || strlen(a) < date || strlen(b) < date)
        return order;
    return (a[date] ? atoi(a + date + 1) : 0) - (b[date] ? atoi(b + date + 1) : 0);
}

static void no_line_is_lost_though_all_rotate_by_time_and_size(void **state) {
    static char paths[MOST_FILES][64];
    const char *names[MOST_FILES], *files[MOST_FILES + 1];
    size_t count = 0;
    (void)state;
    write_with_all(NULL, timed);
    char *list = strdup(files_in("processes"));
    for (char *name = strtok(list, " "); name; name = strtok(NULL, " "))
        if (strcmp(name, "log") != 0 && strcmp(name, "log.lock") != 0)
            names[count++] = name;
    qsort(names, count, sizeof *names, compare_backups);
    for (size_t i = 0; i <= count; i++) {
        snprintf(paths[i], 64, "processes/%s", i < count ? names[i] : "log");
        files[i] = paths[i];
    }
    files[count + 1] = NULL;
    assert_in_range(count, 5, 100);
    assert_all_lines(files);
    free(list);
}

static const struct CMUnitTest tests[] = {
    TEST(no_line_of_a_file_handler_is_torn_or_lost),
    TEST(no_line_is_lost_though_all_rotate_by_size),
    TEST(no_line_is_lost_though_all_have_their_parents_handler),
    TEST(no_line_is_lost_though_a_rotator_copies),
    TEST(no_line_is_lost_though_all_rotate_by_time_and_size),
};
TEST_MAIN

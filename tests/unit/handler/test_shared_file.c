/* Several processes append to one file: each record is one write to a file opened for append, so that no line
 * is torn and none is missing. */
#define _POSIX_C_SOURCE 200809L

#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <stdlib.h>
#include <unistd.h>

enum { PROCESSES = 8, LONGEST = 1500 };
static const char path[] = "shared";
static size_t lines_per_process;

static int set_up(void) {
    unlink(path);
    lines_per_process = 3000 * test_scale();
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up };

static pylog_handler *open_shared(const char *mode) {
    pylog_handler *handler = pylog_file_handler_new(path, &(struct pylog_file_options){ .mode = mode });
    pylog_handler_set_format(handler, "%(asctime)s %(process)d %(message)s", NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

static void write_lines(size_t writer, pylog_handler *handler) {
    char text[LINE_SIZE];
    for (size_t i = 0; i < lines_per_process; i++) {
        compose_line(text, writer, i, LONGEST);
        pylog_warning(NULL, "%s", text);
        if (i % 500 == 0)
            pylog_file_handler_reopen(handler);
    }
}

static void *write_lines_in_thread(void *writer) {
    pylog_handler *handler;
    pylog_logger_handlers(NULL, &handler, 1);
    write_lines((size_t)(uintptr_t)writer, handler);
    pylog_handler_unref(handler);
    return NULL;
}

/* Every process has opened the file itself, or all have it from their parent. */
static void run_processes(pylog_handler *inherited) {
    pid_t children[PROCESSES];
    for (size_t i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            must_end_within(50);
            write_lines(i, inherited ? inherited : open_shared("a"));
            pylog_shutdown();
            _exit(0);
        }
    }
    for (size_t i = 0; i < PROCESSES; i++)
        assert_int_equal(wait_for_child(children[i]), 0);
}

static void assert_whole(size_t writers) {
    struct tally tally = tally_new(writers, lines_per_process, LONGEST);
    tally_file(&tally, path);
    assert_int_equal(tally.torn, 0);
    assert_int_equal(tally.twice, 0);
    assert_int_equal(tally_missing(&tally), 0);
    assert_int_equal(tally.lines, writers * lines_per_process);
    tally_free(&tally);
}

static void processes_that_opened_the_file_themselves_write_whole_lines(void **state) {
    (void)state;
    run_processes(NULL);
    assert_whole(PROCESSES);
}

static void processes_that_inherited_the_file_write_whole_lines(void **state) {
    (void)state;
    run_processes(open_shared("w"));
    assert_whole(PROCESSES);
}

static void threads_write_whole_lines(void **state) {
    (void)state;
    open_shared("w");
    run_in_threads(PROCESSES, write_lines_in_thread);
    assert_whole(PROCESSES);
}

static const struct CMUnitTest tests[] = {
    TEST(processes_that_opened_the_file_themselves_write_whole_lines),
    TEST(processes_that_inherited_the_file_write_whole_lines),
    TEST(threads_write_whole_lines),
};
TEST_MAIN

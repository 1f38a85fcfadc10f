/* Configuring by dictionaries, step by step as CPython does: what is logged, and what becomes of loggers. */
#include "capture.h"
#include <handler_names.h>
#include "files.h"
#include <fixture.h>
#include <inttypes.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tables/dict_scenarios.h"

static FILE *out; /* what stands for sys.stdout */

static int set_up(void) {
    out = tmpfile();
    assert_non_null(out);
    return pylog_config_register_stream("sys.stdout", out);
}

static int tear_down(void) {
    assert_int_equal(pylog_dict_config("{\"version\": 1}"), 0);
    return 0;
}

static int clean_up(void) {
    fclose(out);
    return pylog_config_register_stream("sys.stdout", NULL);
}

static const struct fixture fixture = {
    .directory = "dict_config", .in_directory = true, .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up
};

/* ---- Commands -------------------------------------------------------------------------------- */

static pylog_handler *handler_of(const char *name) {
    pylog_handler *handler = pylog_get_handler_by_name(name);
    assert_non_null(handler);
    pylog_handler_unref(handler);
    return handler;
}

/* At a place that is called as CPython's. */
static void log_text(const char *name, int level, const char *text) {
    static const struct pylog_site site = { .pathname = "dict_scenarios.py",
                                            .func_name = "run",
                                            .lineno = 1 };
    const struct pylog_call call = { .site = &site };
    pylog_log_text(pylog_get_logger(name), level, &call, text, strlen(text));
}

static void print_state(const char *name) {
    pylog_logger *logger = pylog_get_logger(name);
    fprintf(out, "%s %d %d %d %d %zu\n", pylog_logger_name(logger), pylog_logger_level(logger),
            pylog_logger_get_effective_level(logger), pylog_logger_propagate(logger),
            pylog_logger_disabled(logger), pylog_logger_handlers(logger, NULL, 0));
}

static void print_names(void) {
    const char *names[16];
    size_t count = names_of_handlers(names, 16);
    assert_true(count <= 16);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? " " : "", names[i]);
    fputc('\n', out);
}

static void change(const char *name, const char *attribute, int value) {
    pylog_logger *logger = pylog_get_logger(name);
    if (strcmp(attribute, "level") == 0)
        pylog_logger_set_level(logger, value);
    else if (strcmp(attribute, "propagate") == 0)
        pylog_logger_set_propagate(logger, value != 0);
    else
        pylog_logger_set_disabled(logger, value != 0);
}

static void print_files(void) {
    const char *names = files_in(".");
    fprintf(out, "%.*s\n", (int)strlen(names) - 1, names);
}

static void print_file(const char *path) {
    char *text = read_whole_file(path);
    assert_non_null(text);
    fputs(text, out);
    free(text);
}

static void print_bytes(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (int c = getc(file); c != EOF; c = getc(file))
        fprintf(out, "%02x", (unsigned)c);
    fputc('\n', out);
    fclose(file);
}

/* The listener of a configuration runs already; but that all of it has been written is known only afterwards.
 */
static void stop_listener(const char *name) {
    assert_int_equal(pylog_queue_listener_stop(pylog_queue_handler_listener(handler_of(name))), 0);
}

/* `words` are a command and its arguments. */
static void run_command(char *const words[4]) {
    const char *name = words[1];
    if (strcmp(words[0], "log") == 0)
        log_text(name, atoi(words[2]), words[3]);
    else if (strcmp(words[0], "get") == 0)
        pylog_get_logger(name);
    else if (strcmp(words[0], "set") == 0)
        change(name, words[2], atoi(words[3]));
    else if (strcmp(words[0], "state") == 0)
        print_state(name);
    else if (strcmp(words[0], "names") == 0)
        print_names();
    else if (strcmp(words[0], "level") == 0)
        fprintf(out, "%d\n", pylog_handler_level(handler_of(name)));
    else if (strcmp(words[0], "flush") == 0)
        assert_int_equal(pylog_handler_flush(handler_of(name)), 0);
    else if (strcmp(words[0], "stop") == 0)
        stop_listener(name);
    else if (strcmp(words[0], "rollover") == 0)
        fprintf(out, "%" PRId64 "\n",
                pylog_timed_rotating_file_handler_compute_rollover(handler_of(name), atoi(words[2])));
    else if (strcmp(words[0], "files") == 0)
        print_files();
    else if (strcmp(words[0], "cat") == 0)
        print_file(name);
    else if (strcmp(words[0], "bytes") == 0)
        print_bytes(name);
    else if (strcmp(words[0], "print") == 0)
        fprintf(out, "%s\n", name);
    else
        assert_string_equal(words[0], "start");
}

static bool run_step(const char *step) {
    char *text = strdup(step), *words[4] = { NULL }, *at = text;
    bool done = true;
    assert_non_null(text);
    if (*text == '{') {
        while ((at = strchr(at, '\'')) != NULL)
            *at = '"';
        done = pylog_dict_config(text) == 0;
    } else {
        for (int i = 0; i < 4 && at; i++) {
            words[i] = at;
            at = i < 3 ? strchr(at, ' ') : NULL;
            if (at)
                *at++ = '\0';
        }
        run_command(words);
    }
    free(text);
    return done;
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

static bool prints(const char *expected) {
    char text[4096];
    fflush(out);
    rewind(out);
    text[fread(text, 1, sizeof text - 1, out)] = '\0';
    if (strcmp(text, expected) == 0)
        return true;
    print_error("prints\n%swhere CPython prints\n%s", text, expected);
    return false;
}

static bool goes_as_in_cpython(size_t i) {
    for (const char *const *step = scenarios[i].steps; *step; step++) {
        if (run_step(*step))
            continue;
        print_error("%s: %s\n    %s\n", scenarios[i].name, *step, pylog_last_error());
        return false;
    }
    bool same = prints(scenarios[i].output);
    if (!same)
        print_error("in: %s\n", scenarios[i].name);
    return same;
}

static void logs_what_cpython_logs(void **state) {
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        wrong += !goes_as_in_cpython(i);
        assert_int_equal(fixture_end(state) | fixture_begin(state), 0);
    }
    assert_int_equal(wrong, 0);
}

static const struct CMUnitTest tests[] = {
    TEST(logs_what_cpython_logs),
};
TEST_MAIN

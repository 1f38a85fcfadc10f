/* Arguments and attributes that a dictionary gives to formatters, filters and handlers: each has an effect.
 * Those of files that Python has, too, are in test_dict_config.c. */
#include "capture.h"
#include <config/names.h>
#include <errno.h>
#include "files.h"
#include <fixture.h>
#include "loopback.h"
#include <pylog/config.h>
#include <pylog/handlers.h>
#include "scripted_peer.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const directory = "dict_config_arguments";
static FILE *out; /* registered as my.stream */

static int set_up(void) {
    out = tmpfile();
    assert_non_null(out);
    return pylog_config_register_stream("my.stream", out);
}

static int tear_down(void) {
    assert_int_equal(pylog_dict_config("{\"version\": 1}"), 0);
    pylog__names_reset();
    return 0;
}

static int clean_up(void) {
    fclose(out);
    return 0;
}

static const struct fixture fixture = {
    .directory = directory, .in_directory = true, .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up
};

/* ---- Configuring ----------------------------------------------------------------------------- */

/* With ' for ". */
static int configure(const char *format, ...) __attribute__((format(printf, 1, 2)));
static int configure(const char *format, ...) {
    char json[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(json, sizeof json, format, args);
    va_end(args);
    for (char *at = json; *at; at++)
        if (*at == '\'')
            *at = '"';
    return pylog_dict_config(json);
}

/* One handler of this class and with these arguments is all that the root has. */
static void configure_handler(const char *class, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void configure_handler(const char *class, const char *format, ...) {
    char arguments[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(arguments, sizeof arguments, format, args);
    va_end(args);
    if (configure("{ 'version': 1, 'formatters': { 'f': { 'format': '%%(message)s' } }, 'handlers': { 'h': {"
                  "  'class': 'logging.%s', 'formatter': 'f', %s },"
                  "  't': { 'class': 'logging.StreamHandler', 'stream': 'ext://my.stream' } },"
                  "  'root': { 'level': 1, 'handlers': ['h'] } }",
                  class, arguments))
        fail_msg("%s: %s", arguments, pylog_last_error());
}

static pylog_handler *the_handler(void) {
    pylog_handler *handler = pylog_get_handler_by_name("h");
    assert_non_null(handler);
    pylog_handler_unref(handler);
    return handler;
}

static struct pylog_handler_stats stats_of_handler(void) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(the_handler(), &stats);
    return stats;
}

static void assert_out(const char *expected) {
    char text[1024];
    fflush(out);
    rewind(out);
    text[fread(text, 1, sizeof text - 1, out)] = '\0';
    assert_string_equal(text, expected);
    rewind(out);
    assert_int_equal(ftruncate(fileno(out), 0), 0);
}

/* ---- Factories ------------------------------------------------------------------------------- */

static char given[1024]; /* what the last factory was given */

static void note_arguments(const struct pylog_field *kwargs) {
    size_t length = 0;
    given[0] = '\0';
    for (const struct pylog_field *at = kwargs; at->key; at++) {
        const char *after = at[1].key ? " " : "";
        char *end = given + length;
        size_t left = sizeof given - length;
        switch (at->type) {
        case PYLOG_TYPE_NONE: snprintf(end, left, "%s=None%s", at->key, after); break;
        case PYLOG_TYPE_BOOL:
            snprintf(end, left, "%s=%s%s", at->key, at->value.b ? "yes" : "no", after);
            break;
        case PYLOG_TYPE_INT: snprintf(end, left, "%s=%lld%s", at->key, (long long)at->value.i, after); break;
        case PYLOG_TYPE_UINT: snprintf(end, left, "%s=unsigned%s", at->key, after); break;
        case PYLOG_TYPE_FLOAT: snprintf(end, left, "%s=%g%s", at->key, at->value.f, after); break;
        case PYLOG_TYPE_STR: snprintf(end, left, "%s='%s'%s", at->key, at->value.s, after); break;
        }
        length = strlen(given);
    }
}

static pylog_handler *make_handler(const struct pylog_field *kwargs, void *data) {
    note_arguments(kwargs);
    return pylog_stream_handler_new(*(FILE **)data);
}

static int format_loudly(const struct pylog_record *record, pylog_buffer *text, void *data) {
    (void)data;
    return pylog_buffer_printf(text, "%s!", pylog_record_message(record, NULL));
}

static pylog_formatter *make_formatter(const struct pylog_field *kwargs, void *data) {
    (void)data;
    note_arguments(kwargs);
    return pylog_formatter_new_callback(format_loudly, NULL, NULL);
}

static int drop(struct pylog_record *record, void *data) {
    (void)data;
    return strcmp(pylog_record_message(record, NULL), "dropped") != 0;
}

static pylog_filter *make_filter(const struct pylog_field *kwargs, void *data) {
    (void)data;
    note_arguments(kwargs);
    return pylog_filter_new_callback(drop, NULL, NULL);
}

static void hands_arguments_to_the_factory_of_a_handler(void **state) {
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Handler", make_handler, &out), 0);
    assert_int_equal(
        configure("{ 'version': 1, 'x': [true], 'handlers': { 'h': { 'class': 'my.Handler', 's': 'a\\u00e9', "
                  "'i': -5,"
                  "  'f': 0.5, 'b': true, 'n': null, 'l': [1, 1.5, null, { 'a': 'q\\u0001' }], 'e': {},"
                  "  'x': 'ext://sys.stdout', 'c': 'cfg://x[0]', 'k': 'ext://logging.INFO', 'level': 'ERROR',"
                  "  '.': { 'attribute': 1 } } }, 'root': { 'handlers': ['h'] } }"),
        0);
    assert_string_equal(given,
                        "s='a\xc3\xa9' i=-5 f=0.5 b=yes n=None l='[1, 1.5, null, {\"a\": \"q\\u0001\"}]' "
                        "e='{}' x='ext://sys.stdout' c=yes k=20 attribute=1");
    pylog_error(NULL, "made by it");
    pylog_warning(NULL, "below its level");
    assert_out("made by it\n");
    assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { '()': 'my.Handler' } } }"), 0);
    assert_string_equal(given, "");
    assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { '()': 'my.Handler', 'a-b': 1 } } }"),
                     -1);
    assert_non_null(
        strstr(pylog_last_error(),
               "handlers.h.a-b: Unable to configure handler 'h': Not a valid Python identifier: 'a-b'"));
}

static void hands_arguments_to_the_factory_of_a_formatter(void **state) {
    static const char config[] =
        "{ 'version': 1, 'formatters': { 'f': { %s } }, 'handlers': { 'h': { 'class':"
        "  'logging.StreamHandler', 'stream': 'ext://my.stream', 'formatter': 'f' } },"
        "  'root': { 'handlers': ['h'] } }";
    char json[1024];
    (void)state;
    assert_int_equal(pylog_config_register_formatter("my.Formatter", make_formatter, NULL), 0);
    snprintf(json, sizeof json, config, "'class': 'my.Formatter', 'format': 'x'");
    assert_int_equal(configure("%s", json), 0);
    assert_string_equal(given, "fmt='x' datefmt=None style='%'");
    pylog_error(NULL, "loud");
    assert_out("loud!\n");
    snprintf(
        json, sizeof json, config,
        "'class': 'my.Formatter', 'datefmt': 'y', 'style': '?', 'validate': false, 'defaults': { 'a': 1 }");
    assert_int_equal(configure("%s", json), 0);
    assert_string_equal(given, "fmt=None datefmt='y' style='?' validate=no defaults='{\"a\": 1}'");
    snprintf(json, sizeof json, config, "'class': 'my.Formatter', 'defaults': null");
    assert_int_equal(configure("%s", json), 0);
    assert_string_equal(given, "fmt=None datefmt=None style='%' defaults=None");
    snprintf(json, sizeof json, config, "'()': 'my.Formatter', 'format': 'x', 'more': 1");
    assert_int_equal(configure("%s", json), 0);
    assert_string_equal(given, "format='x' more=1");
}

static void defaults_that_are_empty_or_false_are_none(void **state) {
    static const char *const values[] = { "null", "{}", "[]", "''", "0", "false", "'cfg://nothing'" };
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_int_equal(configure("{ 'version': 1, 'nothing': [], 'formatters': { 'f': { 'defaults': %s } }, "
                                   "'handlers': { 'h': { 'class': 'logging.StreamHandler',"
                                   "  'stream': 'ext://my.stream', 'formatter': 'f' } },"
                                   "  'root': { 'handlers': ['h'] } }",
                                   values[i]),
                         0);
        pylog_error(NULL, "plain");
        assert_out("plain\n");
    }
}

static void hands_arguments_to_the_factory_of_a_filter(void **state) {
    (void)state;
    assert_int_equal(pylog_config_register_filter("my.Filter", make_filter, NULL), 0);
    assert_int_equal(configure("{ 'version': 1, 'filters': { 'f': { '()': 'my.Filter', 'a': 'b' } }, "
                               "'handlers': { 'h': { 'class':"
                               "  'logging.StreamHandler', 'stream': 'ext://my.stream', 'filters': ['f'] } },"
                               "  'root': { 'handlers': ['h'] } }"),
                     0);
    assert_string_equal(given, "a='b'");
    pylog_error(NULL, "dropped");
    pylog_error(NULL, "kept");
    assert_out("kept\n");
}

static void lets_a_name_stand_for_something_else(void **state) {
    (void)state;
    assert_int_equal(pylog_config_register_handler("logging.NullHandler", make_handler, &out), 0);
    configure_handler("NullHandler", "'level': 5");
    pylog_error(NULL, "not null");
    assert_out("not null\n");
    assert_int_equal(pylog_config_register_handler("logging.NullHandler", NULL, NULL), 0);
    configure_handler("NullHandler", "'level': 5");
    pylog_error(NULL, "null");
    assert_out("");
    assert_int_equal(pylog_config_register_handler(NULL, make_handler, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_config_register_stream("", stdout), -1);
}

static void finds_streams_by_their_names(void **state) {
    (void)state;
    assert_ptr_equal(pylog_config_stream("ext://my.stream"), out);
    assert_ptr_equal(pylog_config_stream("my.stream"), out);
    assert_ptr_equal(pylog_config_stream("sys.stdout"), stdout);
    assert_ptr_equal(pylog_config_stream("ext://sys.stderr"), stderr);
    assert_null(pylog_config_stream("no.stream"));
    assert_int_equal(errno, EINVAL);
    assert_non_null(strstr(pylog_last_error(), "Cannot resolve 'no.stream': No module named 'no'"));
    assert_null(pylog_config_stream(NULL));
}

static pylog_handler *kept;

static pylog_handler *give_kept(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    return pylog_handler_ref(kept);
}

static void does_not_close_what_a_factory_gives_again(void **state) {
    (void)state;
    kept = capture_new(NULL);
    assert_int_equal(pylog_config_register_handler("my.Handler", give_kept, NULL), 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler' } }, 'root': "
                                   "{ 'handlers': ['h'] } }"),
                         0);
    assert_int_equal(capture_closes(kept), 0);
    pylog_error(NULL, "open");
    assert_string_equal(capture_text(kept), "open\n");
    assert_int_equal(configure("{ 'version': 1, 'root': { 'handlers': [] } }"), 0);
    assert_int_equal(capture_closes(kept), 1);
    pylog_handler_unref(kept);
}

static void keeps_a_handler_that_no_logger_has(void **state) {
    (void)state;
    assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', "
                               "'stream': 'ext://my.stream' } } }"),
                     0);
    assert_int_equal(pylog_logger_add_handler(NULL, the_handler()), 0);
    pylog_error(NULL, "had by its name");
    assert_out("had by its name\n");
    assert_int_equal(configure("{ 'version': 1, 'root': { 'handlers': [] } }"), 0);
    assert_null(pylog_get_handler_by_name("h"));
}

/* ---- Formatters ------------------------------------------------------------------------------ */

static void begin_the_epoch(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = 3600000000000;
}

static void converts_times_as_it_is_told(void **state) {
    (void)state;
    pylog_set_log_record_factory(begin_the_epoch, NULL);
    setenv("TZ", "XXX-05:00", 1);
    tzset();
    assert_int_equal(
        configure(
            "{ 'version': 1, 'formatters': {"
            "  'g': { '()': 'logging.Formatter', 'fmt': '%%(asctime)s', '.': { 'converter': "
            "'ext://time.gmtime' } },"
            "  'l': { '()': 'logging.Formatter', 'fmt': '%%(asctime)s', '.': { 'converter': "
            "'ext://time.localtime' } } },"
            "  'handlers': { 'g': { 'class': 'logging.StreamHandler', 'stream': 'ext://my.stream', "
            "'formatter': 'g' },"
            "    'l': { 'class': 'logging.StreamHandler', 'stream': 'ext://my.stream', 'formatter': 'l' } },"
            "  'root': { 'handlers': ['g', 'l'] } }"),
        0);
    pylog_error(NULL, "x");
    assert_out("1970-01-01 01:00:00,000\n1970-01-01 06:00:00,000\n");
    unsetenv("TZ");
    tzset();
    assert_int_equal(configure("{ 'version': 1, 'formatters': { 'g': { '()': 'logging.Formatter', '.': { "
                               "'converter': 'gmtime' } } } }"),
                     -1);
}

/* ---- Files ----------------------------------------------------------------------------------- */

static void makes_the_directories_of_a_file(void **state) {
    (void)state;
    configure_handler("FileHandler", "'filename': 'a/b/x.log', 'make_directories': true");
    pylog_error(NULL, "x");
    files_assert("a/b/x.log", "x\n");
    configure_handler("FileHandler", "'filename': 'c/x.log', 'make_directories': true, 'mode': 'w'");
    files_assert("c/x.log", "");
}

static void holds_back_what_is_written_to_a_file(void **state) {
    (void)state;
    configure_handler("FileHandler", "'filename': 'x', 'buffer_size': 1000, 'flush_level': 'WARNING'");
    pylog_info(NULL, "held");
    files_assert("x", "");
    pylog_warning(NULL, "written");
    files_assert("x", "held\nwritten\n");
    configure_handler("handlers.WatchedFileHandler",
                      "'filename': 'y', 'buffer_size': 1000, 'flush_interval': 0.01");
    pylog_info(NULL, "for a while");
    for (int i = 0; i < 500 && stats_of_handler().emitted == 1; i++) {
        char *text = read_whole_file("y");
        bool written = *text;
        free(text);
        if (written)
            break;
        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    files_assert("y", "for a while\n");
}

static void rotates_by_bytes_and_for_several_processes(void **state) {
    (void)state;
    configure_handler(
        "handlers.RotatingFileHandler",
        "'filename': 'r', 'maxBytes': 5, 'backupCount': 3, 'count_bytes': true, 'several_processes': true");
    pylog_error(NULL, "\xc3\xa9");
    pylog_error(NULL, "y");
    assert_string_equal(files_in("."), "r r.1 r.lock ");
}

static void rotates_at_the_start(void **state) {
    (void)state;
    files_write("r", "old\n");
    configure_handler("handlers.RotatingFileHandler",
                      "'filename': 'r', 'backupCount': 3, 'rotate_at_start': true");
    pylog_error(NULL, "new");
    files_assert("r", "new\n");
    files_assert("r.1", "old\n");
}

static void removes_backups_that_are_old_or_too_many(void **state) {
    (void)state;
    files_write("r.1", "0123456789");
    files_write("r.2", "0123456789");
    configure_handler("handlers.RotatingFileHandler",
                      "'filename': 'r', 'maxBytes': 3, 'max_total_bytes': 13");
    pylog_error(NULL, "1");
    pylog_error(NULL, "2");
    assert_string_equal(files_in("."), "r r.1 r.2 ");
    files_set_time("r.2", 1000);
    configure_handler("handlers.RotatingFileHandler", "'filename': 'r', 'maxBytes': 3, 'max_age': 1000");
    pylog_error(NULL, "3");
    assert_string_equal(files_in("."), "r r.1 r.2 ");
    files_assert("r.2", "1\n");
}

static void rotates_at_a_time_of_day_and_by_size(void **state) {
    (void)state;
    configure_handler("handlers.TimedRotatingFileHandler",
                      "'filename': 't', 'when': 'midnight', 'utc': true, 'atTime': '02:30', 'max_bytes': 4");
    /* 2024-03-09 16:00 */
    assert_int_equal(pylog_timed_rotating_file_handler_compute_rollover(the_handler(), 1710000000),
                     1710037800);
    pylog_error(NULL, "1");
    pylog_error(NULL, "22");
    assert_int_equal(strncmp(files_in("."), "t t.20", 6), 0);
    configure_handler("handlers.TimedRotatingFileHandler",
                      "'filename': 't', 'when': 'midnight', 'utc': true, 'atTime': '02:30:05'");
    assert_int_equal(pylog_timed_rotating_file_handler_compute_rollover(the_handler(), 1710000000),
                     1710037805);
    assert_int_equal(
        configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.TimedRotatingFileHandler',"
                  "  'filename': 'u', 'interval': 0 } } }"),
        -1);
}

static int put_suffix(const char *default_name, pylog_buffer *name, void *data) {
    return pylog_buffer_printf(name, "%s%s", default_name, (const char *)data);
}

static int move_slowly(const char *source, const char *dest, void *data) {
    (void)data;
    files_write("moved", dest);
    return rename(source, dest);
}

static void names_and_makes_backups_as_it_is_told(void **state) {
    static char suffix[] = ".gz";
    (void)state;
    assert_int_equal(pylog_config_register_namer("my.namer", put_suffix, suffix), 0);
    assert_int_equal(pylog_config_register_rotator("my.rotator", move_slowly, suffix), 0);
    assert_int_equal(pylog_config_register_rotator("my.other", move_slowly, NULL), 0);
    configure_handler("handlers.RotatingFileHandler",
                      "'filename': 'r', 'maxBytes': 3, 'backupCount': 1, '.': {"
                      " 'namer': 'ext://my.namer', 'rotator': 'ext://my.rotator' }");
    pylog_error(NULL, "1");
    pylog_error(NULL, "2");
    assert_string_equal(files_in("."), "moved r r.1.gz ");
    configure_handler("handlers.TimedRotatingFileHandler",
                      "'filename': 't', 'max_bytes': 4, '.': { 'namer': null, 'rotator': 'ext://my.other' }");
    files_write("moved", "");
    pylog_error(NULL, "1");
    pylog_error(NULL, "22");
    char *moved = read_whole_file("moved");
    assert_non_null(strstr(moved, "/t.20"));
    free(moved);
    for (int i = 0; i < 3; i++) {
        static const char *const wrong[] = { "'namer': 'ext://my.rotator'", "'namer': 'my.namer'",
                                             "'namer': 'ext://my.namer', 'rotator': 'ext://my.other'" };
        assert_int_equal(
            configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.RotatingFileHandler',"
                      "  'filename': 'r', '.': { %s } } } }",
                      wrong[i]),
            -1);
        assert_int_equal(errno, EINVAL);
    }
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static void keeps_the_newest_records(void **state) {
    (void)state;
    configure_handler("handlers.MemoryHandler", "'capacity': 2, 'target': 't', 'keep_newest': true");
    for (int i = 0; i < 5; i++)
        pylog_info(NULL, "%d", i);
    assert_int_equal(stats_of_handler().dropped, 3);
    pylog_error(NULL, "flushes");
    assert_out("3\n4\nflushes\n");
    configure_handler("handlers.MemoryHandler", "'capacity': 1, 'max_records': 2, 'target': null");
    for (int i = 0; i < 5; i++)
        pylog_info(NULL, "%d", i);
    assert_int_equal(stats_of_handler().dropped, 3);
    configure_handler("handlers.MemoryHandler", "'capacity': 10, 'flushLevel': 0, 'target': 't'");
    pylog_debug(NULL, "any level");
    assert_out("any level\n");
    configure_handler("handlers.BufferingHandler", "'capacity': 10");
    assert_int_equal(
        configure("{ 'version': 1, 'handlers': { 'h': { '()': 'logging.handlers.MemoryHandler',"
                  "  'capacity': 1, 'target': 'cfg://handlers.t' }, 't': { 'class': 'logging.StreamHandler',"
                  "  'stream': 'ext://my.stream' } }, 'root': { 'handlers': ['h'] } }"),
        0);
    pylog_error(NULL, "by its path");
    assert_out("by its path\n");
}

/* ---- Queues ---------------------------------------------------------------------------------- */

/* A handler that takes its first record only when it may. */
static atomic_bool opened, seen_report;
static atomic_int taken;

static int gate_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    while (!atomic_load(&opened))
        nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    if (strstr(pylog_record_message(record, NULL), "records dropped"))
        atomic_store(&seen_report, true);
    else
        atomic_fetch_add(&taken, 1);
    return 0;
}

static pylog_handler *make_gate(const struct pylog_field *kwargs, void *data) {
    static const struct pylog_handler_ops ops = { .name = "Gate", .emit = gate_emit };
    (void)kwargs;
    return pylog_handler_new(&ops, data);
}

/* How many of a hundred records come out of a queue of these options, while nobody takes any. */
static int flood(const char *options, bool *is_told) {
    atomic_store(&opened, false);
    atomic_store(&seen_report, false);
    atomic_store(&taken, 0);
    if (configure("{ 'version': 1, 'handlers': { 'q': { 'class': 'logging.handlers.QueueHandler', "
                  "'handlers': ['z'],"
                  "  'queue': { '()': 'queue.Queue', 'capacity': 1024, %s } }, 'z': { 'class': 'my.Gate' } },"
                  "  'root': { 'level': 1, 'handlers': ['q'] } }",
                  options))
        fail_msg("%s: %s", options, pylog_last_error());
    for (int i = 0; i < 100; i++)
        pylog_info(NULL, "%d %s", i, "some text that fills a small queue");
    atomic_store(&opened, true);
    assert_int_equal(configure("{ 'version': 1, 'root': { 'handlers': [] } }"), 0);
    *is_told = atomic_load(&seen_report);
    return atomic_load(&taken);
}

static void drops_what_a_queue_is_told_to_drop(void **state) {
    static const char *const rows[] = {
        "'overflow': 'drop_newest', 'clock': 'tsc'",
        "'overflow': 'drop_oldest', 'clock': 'realtime'",
        "'overflow': 'drop_below', 'drop_level': 'WARNING'",
        "'overflow': 'block', 'timeout': 0.001",
    };
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Gate", make_gate, NULL), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_told;
        int records = flood(rows[i], &is_told);
        if (records < 2 || records > 50 || !is_told)
            fail_msg("%s: %d records, %s", rows[i], records, is_told ? "reported" : "not reported");
    }
    assert_int_equal(
        configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.QueueHandler',"
                  "  'queue': { '()': 'queue.Queue', 'overflow': 'sometimes' } } } }"),
        -1);
    assert_non_null(
        strstr(pylog_last_error(),
               "handlers.h.queue.overflow: Unable to configure handler 'h': Unknown overflow: 'sometimes'"));
}

static void has_all_written_that_is_queued_when_it_is_replaced(void **state) {
    (void)state;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(
            configure("{ 'version': 1, 'formatters': { 'f': { 'format': '%%(message)s' } }, 'handlers': {"
                      "  'q': { 'class': 'logging.handlers.QueueHandler', 'handlers': ['z'] },"
                      "  'z': { 'class': 'logging.FileHandler', 'filename': 'z', 'mode': 'w' } },"
                      "  'root': { 'level': 1, 'handlers': ['q'] } }"),
            0);
        for (int record = 0; record < 1000; record++)
            pylog_info(NULL, "1234");
        assert_int_equal(configure("{ 'version': 1%s }", i % 2 ? "" : ", 'root': { 'handlers': [] }"), 0);
        char *text = read_whole_file("z");
        assert_int_equal(strlen(text), 5000);
        free(text);
    }
}

/* ---- Sockets --------------------------------------------------------------------------------- */

static void assert_messages(struct loopback *peer, size_t count, const char *expected) {
    size_t length;
    assert_true(loopback_wait_for_messages(peer, count));
    char *bytes = loopback_take(peer, &length), *messages = messages_of_pickles(bytes, length);
    assert_string_equal(messages, expected);
    free(bytes);
    free(messages);
}

static void sends_to_the_host_and_port(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    (void)state;
    configure_handler("handlers.SocketHandler", "'host': '%s', 'port': %d", loopback_host(peer),
                      loopback_port(peer));
    pylog_error(NULL, "over TCP");
    assert_messages(peer, 1, "over TCP\n");
    loopback_stop(peer);
    peer = loopback_start(LOOPBACK_UNIX_STREAM, NULL);
    if (peer) {
        configure_handler("handlers.SocketHandler", "'host': '%s', 'port': null", loopback_host(peer));
        pylog_error(NULL, "to a path");
        assert_messages(peer, 1, "to a path\n");
        loopback_stop(peer);
    }
    peer = loopback_start(LOOPBACK_UDP, NULL);
    configure_handler("handlers.DatagramHandler", "'host': '%s', 'port': %d", loopback_host(peer),
                      loopback_port(peer));
    pylog_error(NULL, "over UDP");
    assert_messages(peer, 1, "over UDP\n");
    loopback_stop(peer);
}

static void tries_again_and_keeps_records_as_it_is_told(void **state) {
    struct loopback_manners manners = { .port = loopback_unused_port() };
    (void)state;
    configure_handler("handlers.SocketHandler",
                      "'host': '127.0.0.1', 'port': %d, 'buffer': 1000, 'timeout': 5,"
                      "'.': { 'retryStart': 0, 'retryFactor': 1, 'retryMax': 0.0, 'closeOnError': true }",
                      manners.port);
    pylog_error(NULL, "kept");
    struct loopback *peer = loopback_start(LOOPBACK_TCP, &manners);
    pylog_error(NULL, "sent");
    assert_messages(peer, 2, "kept\nsent\n");
    loopback_stop(peer);
    manners.port = loopback_unused_port();
    configure_handler("handlers.SocketHandler",
                      "'host': '127.0.0.1', 'port': %d, '.': { 'retryStart': 1000 }", manners.port);
    pylog_error(NULL, "dropped");
    peer = loopback_start(LOOPBACK_TCP, &manners);
    pylog_error(NULL, "dropped");
    assert_int_equal(stats_of_handler().dropped, 2);
    loopback_stop(peer);
}

/* ---- Syslog ---------------------------------------------------------------------------------- */

static const struct {
    const char *arguments, *expected;
    size_t length;
} syslog_rows[] = {
#define ROW(arguments, expected)                                                                             \
    { arguments, expected, sizeof expected - 1 }
    ROW("'level': 1", "<11>hello\0"),
    ROW("'facility': 'local0'", "<131>hello\0"),
    ROW("'facility': 16", "<131>hello\0"),
    ROW("'facility': 0", "<3>hello\0"),
    ROW("'facility': 'ext://logging.handlers.SysLogHandler.LOG_LOCAL7'", "<187>hello\0"),
    ROW("'facility': 'solaris-cron'", "<123>hello\0"),
    ROW("'.': { 'ident': 'app: ', 'append_nul': false }", "<11>app: hello"),
    ROW("'socktype': 2, 'timeout': 5", "<11>hello\0"),
    ROW("'socktype': null, 'timeout': null", "<11>hello\0"),
};

static void assert_syslog(size_t row, enum loopback_kind kind, const char *arguments, const char *expected,
                          size_t expected_length) {
    struct loopback *peer = loopback_start(kind, NULL);
    size_t length;
    if (kind == LOOPBACK_UNIX_DATAGRAM)
        configure_handler("handlers.SysLogHandler", "'address': '%s', %s", loopback_host(peer), arguments);
    else
        configure_handler("handlers.SysLogHandler", "'address': ['%s', %d], %s", loopback_host(peer),
                          loopback_port(peer), arguments);
    pylog_error(NULL, "hello");
    assert_true(loopback_wait_for_bytes(peer, expected_length));
    char *bytes = loopback_take(peer, &length);
    if (length != expected_length || memcmp(bytes, expected, length) != 0)
        fail_msg("row %zu, %s: %s", row, arguments, bytes);
    free(bytes);
    loopback_stop(peer);
}

static void writes_to_syslog_as_it_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof syslog_rows / sizeof *syslog_rows; i++)
        assert_syslog(i, LOOPBACK_UDP, syslog_rows[i].arguments, syslog_rows[i].expected,
                      syslog_rows[i].length);
    assert_syslog(100, LOOPBACK_TCP, "'socktype': 'ext://socket.SOCK_STREAM'", "<11>hello\0", 10);
    assert_syslog(101, LOOPBACK_TCP, "'socktype': 1, 'octet_counting': true", "9 <11>hello", 11);
    assert_syslog(102, LOOPBACK_UNIX_DATAGRAM, "'level': 0", "<11>hello\0", 10);
}

static void writes_headers_of_RFC_5424(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_UDP, NULL);
    size_t length;
    (void)state;
    configure_handler("handlers.SysLogHandler",
                      "'address': ['%s', %d], 'rfc5424': true, 'hostname': 'here', 'structured_data_id': "
                      "'id@1', '.': { 'ident': 'app' }",
                      loopback_host(peer), loopback_port(peer));
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_int("n", 5)) },
                   "hello");
    assert_true(loopback_wait_for_messages(peer, 1));
    char *bytes = loopback_take(peer, &length);
    assert_non_null(strstr(bytes, " here app "));
    assert_non_null(strstr(bytes, " root [id@1 n=\"5\"] hello"));
    free(bytes);
    loopback_stop(peer);
}

/* ---- Mail and HTTP --------------------------------------------------------------------------- */

static void sends_mail_with_all_that_it_is_told(void **state) {
    static const struct script_step steps[] = {
        { "", "220 hi\r\n", 0 },          { "\r\n", "250-hi\r\n250 AUTH PLAIN\r\n", 0 },
        { "\r\n", "235 welcome\r\n", 0 }, { "\r\n", "250 ok\r\n", 0 },
        { "\r\n", "250 ok\r\n", 0 },      { "\r\n", "250 ok\r\n", 0 },
        { "\r\n", "354 go\r\n", 0 },      { "\r\n.\r\n", "250 ok\r\n", 0 },
        { "\r\n", "221 bye\r\n", 0 },     { NULL, NULL, 0 },
    };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    (void)state;
    configure_handler(
        "handlers.SMTPHandler",
        "'mailhost': ['127.0.0.1', %d], 'fromaddr': 'me@here', 'toaddrs': ['you@there', 'her@there'],"
        "'subject': 'Log', 'credentials': ['user', 'secret'], 'secure': null, 'timeout': 10",
        scripted_peer_port(peer));
    pylog_error(NULL, "hello");
    assert_int_equal(stats_of_handler().errors, 0);
    char *got = scripted_peer_take(peer, 1);
    assert_non_null(strstr(got, "AUTH PLAIN AHVzZXIAc2VjcmV0\r\n"));
    assert_non_null(strstr(got, "mail from:<me@here>"));
    assert_non_null(strstr(got, "rcpt to:<you@there>"));
    assert_non_null(strstr(got, "rcpt to:<her@there>"));
    assert_non_null(strstr(got, "\r\nSubject: Log\r\n"));
    free(got);
    scripted_peer_stop(peer);
    configure_handler(
        "handlers.SMTPHandler",
        "'mailhost': 'localhost', 'fromaddr': 'a', 'toaddrs': 'b', 'subject': '', 'credentials': null");
    assert_int_equal(
        configure(
            "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.SMTPHandler', 'mailhost': 'a',"
            "  'fromaddr': 'b', 'toaddrs': 'c', 'subject': 'd', 'credentials': ['u', 'p'], 'secure': [] } } "
            "}"),
        -1);
}

static void asks_the_web_server_that_it_is_told(void **state) {
    static const struct script_step steps[] = { { "taskName=None",
                                                  "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", 0 },
                                                { "", NULL, 0 },
                                                { NULL, NULL, 0 } };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    (void)state;
    configure_handler("handlers.HTTPHandler",
                      "'host': '127.0.0.1:%d', 'url': '/log', 'method': 'post', 'credentials': ['user', "
                      "'secret'], 'secure': false, 'context': null, 'timeout': 5",
                      scripted_peer_port(peer));
    pylog_error(NULL, "hello");
    char *got = scripted_peer_take(peer, 1);
    assert_int_equal(strncmp(got, "POST /log HTTP/1.1\r\n", 20), 0);
    assert_non_null(strstr(got, "\r\nAuthorization: Basic dXNlcjpzZWNyZXQ=\r\n"));
    free(got);
    scripted_peer_stop(peer);
    assert_int_equal(
        configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.HTTPHandler', 'host': "
                  "'a', 'url': '/', 'secure': true } } }"),
        -1);
}

static const struct CMUnitTest tests[] = {
    TEST(hands_arguments_to_the_factory_of_a_handler),
    TEST(hands_arguments_to_the_factory_of_a_formatter),
    TEST(defaults_that_are_empty_or_false_are_none),
    TEST(hands_arguments_to_the_factory_of_a_filter),
    TEST(lets_a_name_stand_for_something_else),
    TEST(finds_streams_by_their_names),
    TEST(does_not_close_what_a_factory_gives_again),
    TEST(keeps_a_handler_that_no_logger_has),
    TEST(converts_times_as_it_is_told),
    TEST(makes_the_directories_of_a_file),
    TEST(holds_back_what_is_written_to_a_file),
    TEST(rotates_by_bytes_and_for_several_processes),
    TEST(rotates_at_the_start),
    TEST(removes_backups_that_are_old_or_too_many),
    TEST(rotates_at_a_time_of_day_and_by_size),
    TEST(names_and_makes_backups_as_it_is_told),
    TEST(keeps_the_newest_records),
    TEST(drops_what_a_queue_is_told_to_drop),
    TEST(has_all_written_that_is_queued_when_it_is_replaced),
    TEST(sends_to_the_host_and_port),
    TEST(tries_again_and_keeps_records_as_it_is_told),
    TEST(writes_to_syslog_as_it_is_told),
    TEST(writes_headers_of_RFC_5424),
    TEST(sends_mail_with_all_that_it_is_told),
    TEST(asks_the_web_server_that_it_is_told),
};
TEST_MAIN

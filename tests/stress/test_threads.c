/* Threads that log while another one changes everything that can be changed: each line that is written is
 * whole, none is lost, and the statistics agree with the files. */
#define _POSIX_C_SOURCE 200809L

#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each writer writes its lines at CRITICAL, which always passes, and more to a logger that may be silenced at
 * any time: these count as those of writers of their own, of which lines may be missing. The changer has one
 * line, which it writes again and again. */
enum { WRITERS = 3, CHANGER = 2 * WRITERS, LONGEST = 300, ROTATIONS = 30 };

static size_t lines_per_writer;
static atomic_size_t writers_at_work;
static unsigned changes_made;

static pylog_handler *steady, *rotating, *streaming;
static FILE *streams[2];
static pylog_logger *noise, *lonely;
static pylog_formatter *formatters[3];

static int set_up(void) {
    lines_per_writer = 6000 * test_scale();
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up };

/* ---- Writers ----------------------------------------------------------------------------------- */

static void *write_lines(void *number) {
    size_t writer = (size_t)(uintptr_t)number;
    char name[64], text[LINE_SIZE];
    snprintf(name, sizeof name, "work.%zu.far.down", writer);
    pylog_logger *logger = pylog_get_logger(name);
    pylog_logger *adapter =
        pylog_logger_adapter_new(noise, PYLOG_FIELDS(pylog_field_int("writer", (int64_t)writer)), NULL);
    for (size_t i = 0; i < lines_per_writer; i++) {
        compose_line(text, writer, i, LONGEST);
        pylog_critical(logger, "%s", text);
        compose_line(text, WRITERS + writer, i, LONGEST);
        pylog_log_with(i % 2 ? adapter : noise, (int)(i % 6) * 10, NULL, "%s", text);
        pylog_critical(lonely, "to the last resort");
    }
    pylog_logger_adapter_free(adapter);
    atomic_fetch_sub(&writers_at_work, 1);
    return NULL;
}

/* ---- Changes ----------------------------------------------------------------------------------- */

static int let_pass(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("seen", "by a filter"));
    return 1;
}

static int format_message(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    return pylog_buffer_printf(out, "own %s", pylog_record_message(record, NULL));
}

static void see_logger(pylog_logger *logger, void *data) {
    (void)data;
    pylog_logger_set_data(logger, data);
}

static void see_record(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns += 1;
}

static void change_levels(unsigned turn) {
    static const char *const names[] = { NULL, "work", "work.1.far", "noise", "work.0" };
    pylog_logger_set_level(pylog_get_logger(names[turn % 5]), (int)(turn / 5 % 5) * 10);
    pylog_handler_set_level(streaming, (int)(turn % 6) * 10);
}

static void change_disable(unsigned turn) {
    pylog_disable((int)(turn % 5) * 10);
}

static void change_disabled(unsigned turn) {
    pylog_logger_set_disabled(noise, turn % 2);
}

static void change_propagate(unsigned turn) {
    pylog_logger_set_propagate(noise, turn % 2);
    pylog_logger_set_propagate(pylog_get_logger("work.0.far"), true);
}

static void change_handlers(unsigned turn) {
    static pylog_handler *last;
    pylog_logger *logger = turn % 2 ? noise : pylog_get_logger("work");
    pylog_handler *handler = pylog_null_handler_new();
    pylog_logger_add_handler(logger, handler);
    pylog_logger_remove_handler(noise, last);
    pylog_logger_remove_handler(pylog_get_logger("work"), last);
    last = handler;
    pylog_handler_unref(handler);
}

static void change_filters(unsigned turn) {
    pylog_filter *filter = turn % 2 ? pylog_filter_new("") : pylog_filter_new_callback(let_pass, NULL, NULL);
    pylog_handler_add_filter(steady, filter);
    pylog_logger_add_filter(pylog_get_logger("work.2.far.down"), filter);
    pylog_handler_remove_filter(steady, filter);
    pylog_logger_remove_filter(pylog_get_logger("work.2.far.down"), filter);
    pylog_filter_unref(filter);
}

static void change_formatter(unsigned turn) {
    pylog_handler_set_formatter(steady, turn % 4 ? formatters[turn % 4 - 1] : NULL);
    pylog_handler_set_format(rotating, turn % 2 ? "%(asctime)s %(message)s %(lineno)d" : "%(message)s", NULL);
    pylog_formatter_unref(pylog_handler_formatter(rotating));
}

static void change_formatter_settings(unsigned turn) {
    pylog_formatter *formatter = formatters[turn % 2];
    pylog_formatter_set_converter(formatter, turn % 4 ? PYLOG_LOCALTIME : PYLOG_GMTIME);
    pylog_formatter_set_default_time_format(formatter, turn % 3 ? "%H:%M:%S" : "%d.%m.%Y %H:%M");
    pylog_formatter_set_default_msec_format(formatter, turn % 5 ? "%s.%03d" : NULL);
}

static void change_text(unsigned turn) {
    pylog_handler_set_terminator(steady, turn % 2 ? "\n" : ";\n");
    pylog_handler_set_encoding(rotating, turn % 2 ? "utf-8" : NULL, NULL);
}

static void change_level_names(unsigned turn) {
    pylog_add_level_name(PYLOG_CRITICAL, turn % 2 ? "CRITICAL" : "BAD");
    pylog_add_level_name((int)(turn % 50), turn % 3 ? "SOME" : "OTHER");
}

static void change_hooks(unsigned turn) {
    pylog_set_log_record_factory(turn % 2 ? see_record : NULL, NULL);
    pylog_set_logger_class(turn % 2 ? see_logger : NULL, NULL);
    pylog_set_process_name(turn % 64 ? NULL : "Renamed");
    pylog_set_log_threads(turn % 2);
}

/* Their children are there first: they get new parents. */
static void make_loggers(unsigned turn) {
    char name[64];
    snprintf(name, sizeof name, "work.%u.far", turn % WRITERS);
    pylog_get_logger(name);
    snprintf(name, sizeof name, "fresh.%u.a.b.c", turn % 200);
    pylog_logger_set_level(pylog_get_logger(name), PYLOG_ERROR);
    snprintf(name, sizeof name, "fresh.%u.a", turn % 200);
    pylog_get_logger(name);
    pylog_logger_get_child(noise, "child");
}

static void change_stream(unsigned turn) {
    pylog_stream_handler_set_stream(streaming, streams[turn % 2]);
}

static void rotate(unsigned turn) {
    static unsigned rotations;
    char path[32];
    if (turn % 2 && rotations < ROTATIONS) {
        snprintf(path, sizeof path, "rotating.%u", rotations++);
        rename("rotating", path);
    }
    if (turn % 3)
        pylog_file_handler_reopen(rotating);
    else
        pylog_handler_close(rotating);
}

static void log_through_adapters(unsigned turn) {
    char text[LINE_SIZE];
    struct pylog_adapter_options options = { .merge_extra = turn % 2 };
    pylog_logger *inner = pylog_logger_adapter_new(noise, PYLOG_FIELDS(pylog_field_int("inner", 1)), NULL);
    pylog_logger *outer = pylog_logger_adapter_new(inner, PYLOG_FIELDS(pylog_field_int("outer", 1)), &options);
    pylog_logger_set_level(outer, PYLOG_DEBUG);
    compose_line(text, CHANGER, 0, LONGEST);
    pylog_critical(outer, "%s", text);
    pylog_logger_adapter_free(outer);
    pylog_logger_adapter_free(inner);
}

static void change_last_resort(unsigned turn) {
    pylog_handler *handler = pylog_null_handler_new();
    pylog_set_last_resort(handler);
    pylog_handler_set_name(handler, turn % 2 ? "last" : "resort");
    pylog_handler_unref(pylog_get_handler_by_name("last"));
    pylog_handler_unref(handler);
}

static void look_around(unsigned turn) {
    char text[256];
    pylog_handler *handlers[8];
    struct pylog_handler_stats stats;
    size_t count = pylog_logger_handlers(NULL, handlers, 8);
    while (count)
        pylog_handler_unref(handlers[--count]);
    pylog_handler_repr(steady, text, sizeof text);
    pylog_logger_repr(noise, text, sizeof text);
    pylog_handler_get_stats(rotating, &stats);
    pylog_basic_config(NULL);
    pylog_flush(turn % 2 ? 0.001 : 0);
}

static void *change_everything(void *unused) {
    static void (*const changes[])(unsigned turn) = {
        change_levels,        change_disable,
        change_disabled,      change_propagate,
        change_handlers,      change_filters,
        change_formatter,     change_formatter_settings,
        change_text,          change_level_names,
        change_hooks,         make_loggers,
        change_stream,        rotate,
        log_through_adapters, change_last_resort,
        look_around,
    };
    enum { CHANGES = sizeof changes / sizeof *changes };
    unsigned random = 1;
    (void)unused;
    for (changes_made = 0; atomic_load(&writers_at_work); changes_made++) {
        random = random * 1103515245 + 12345;
        changes[(random >> 16) % CHANGES](random >> 20);
    }
    return NULL;
}

static void *write_or_change(void *number) {
    return (uintptr_t)number < WRITERS ? write_lines(number) : change_everything(NULL);
}

/* ---- Files ------------------------------------------------------------------------------------- */

static pylog_handler *on_root(pylog_handler *handler) {
    pylog_logger_add_handler(NULL, handler);
    return handler;
}

static void remove_files(void) {
    char path[32];
    unlink("steady");
    unlink("rotating");
    unlink("stream.0");
    unlink("stream.1");
    for (unsigned i = 0; i < ROTATIONS; i++) {
        snprintf(path, sizeof path, "rotating.%u", i);
        unlink(path);
    }
}

static void set_up_everything(void) {
    remove_files();
    pylog_handler *null = pylog_null_handler_new();
    pylog_set_last_resort(null);
    noise = pylog_get_logger("noise");
    lonely = pylog_get_logger("lonely");
    pylog_logger_set_propagate(lonely, false);
    pylog_logger_add_handler(noise, null);
    pylog_handler_unref(null);
    formatters[0] = pylog_formatter_new("%(asctime)s %(levelname)s %(threadName)s %(message)s", NULL);
    formatters[1] =
        pylog_formatter_new("{message} {asctime} {name}", &(struct pylog_formatter_options){ .style = '{' });
    formatters[2] = pylog_formatter_new_callback(format_message, NULL, NULL);
    steady = on_root(pylog_file_handler_new("steady", NULL));
    rotating = on_root(pylog_file_handler_new("rotating", NULL));
    streams[0] = fopen("stream.0", "w");
    streams[1] = fopen("stream.1", "w");
    streaming = on_root(pylog_stream_handler_new(streams[0]));
    atomic_store(&writers_at_work, WRITERS);
}

static void tear_down_everything(void) {
    pylog_handler *const handlers[] = { steady, rotating, streaming };
    for (size_t i = 0; i < 3; i++) {
        pylog_logger_remove_handler(NULL, handlers[i]);
        pylog_handler_unref(handlers[i]);
        pylog_formatter_unref(formatters[i]);
    }
    fclose(streams[0]);
    fclose(streams[1]);
    pylog_disable(PYLOG_NOTSET);
}

static void assert_nothing_is_lost(const pylog_handler *handler, struct tally *tally) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(tally->torn, 0);
    assert_int_equal(tally->lines, stats.emitted);
    assert_int_equal(stats.errors, 0);
    assert_int_equal(stats.dropped, 0);
    for (size_t writer = 0; writer < WRITERS; writer++)
        for (size_t i = 0; i < lines_per_writer; i++)
            if (!tally_has(tally, writer, i))
                fail_msg("line %zu of writer %zu is missing", i, writer);
    tally_free(tally);
}

static struct tally new_tally(void) {
    return tally_new(CHANGER + 1, lines_per_writer, LONGEST);
}

static void no_line_is_lost_or_torn_whatever_another_thread_changes(void **state) {
    (void)state;
    set_up_everything();
    run_in_threads(WRITERS + 1, write_or_change);
    assert_true(changes_made > 100);
    struct tally tally = new_tally();
    tally_file(&tally, "steady");
    assert_nothing_is_lost(steady, &tally);

    tally = new_tally();
    tally_file(&tally, "rotating");
    for (unsigned i = 0; i < ROTATIONS; i++) {
        char path[32];
        snprintf(path, sizeof path, "rotating.%u", i);
        tally_file(&tally, path);
    }
    assert_nothing_is_lost(rotating, &tally);

    tally = new_tally();
    tally_file(&tally, "stream.0");
    tally_file(&tally, "stream.1");
    assert_nothing_is_lost(streaming, &tally);
    tear_down_everything();
}

/* ---- A handler that logs, on many threads ------------------------------------------------------ */

static pylog_handler *below;

/* Downwards: what it gets it hands on, and says so to another logger. */
static int hand_on(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    pylog_critical(pylog_get_logger("below.noted"), "%s", pylog_record_message(record, NULL));
    return pylog_handler_emit(below, record);
}

static const struct pylog_handler_ops handing_on = { .name = "HandingOn", .emit = hand_on };

static void *write_to_above(void *number) {
    size_t writer = (size_t)(uintptr_t)number;
    char text[LINE_SIZE];
    for (size_t i = 0; i < lines_per_writer; i++) {
        compose_line(text, writer, i, LONGEST);
        pylog_critical(pylog_get_logger("above"), "%s", text);
        pylog_critical(pylog_get_logger("below"), "%s", text);
        if (i % 50 == 0)
            pylog_file_handler_reopen(below);
    }
    return NULL;
}

static void handlers_that_call_others_below_them_do_not_wait_for_each_other(void **state) {
    (void)state;
    unlink("below");
    below = pylog_file_handler_new("below", NULL);
    pylog_logger_add_handler(pylog_get_logger("below"), below);
    pylog_handler *above = pylog_handler_new(&handing_on, NULL);
    pylog_logger_add_handler(pylog_get_logger("above"), above);
    run_in_threads(WRITERS, write_to_above);

    struct tally tally = tally_new(WRITERS, lines_per_writer, LONGEST);
    tally_file(&tally, "below");
    assert_int_equal(tally.torn, 0);
    assert_int_equal(tally_missing(&tally), 0);
    assert_int_equal(tally.lines, 3 * WRITERS * lines_per_writer);
    tally_free(&tally);
    pylog_handler_unref(above);
    pylog_handler_unref(below);
}

static const struct CMUnitTest tests[] = {
    TEST(no_line_is_lost_or_torn_whatever_another_thread_changes),
    TEST(handlers_that_call_others_below_them_do_not_wait_for_each_other),
};
TEST_MAIN

/* asctime as a field of a record: what formatters leave in it for the handlers that come after them, also
 * where the start of a line is kept from record to record. */
#include <capture.h>
#include <fixture.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 3 }; /* from the second on the start of the line is there already */

/* Half a second later with each record. */
static void make_time(struct pylog_record *record, void *next) {
    int64_t *time = next;
    record->created_ns = *time;
    *time += 500000000;
}

static int64_t next_time;
static char asctimes[256]; /* that the last handler has found, one after the other */

static int set_up(void) {
    next_time = 1700000000250000000;
    asctimes[0] = '\0';
    pylog_set_log_record_factory(make_time, &next_time);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

static int note_asctime(pylog_handler *handler, const struct pylog_record *record) {
    struct pylog_field field;
    (void)handler;
    struct pylog_record *copy = pylog_record_copy(record);
    const struct pylog_record *looked_at[] = { record, copy };
    for (size_t i = 0; i < 2; i++) {
        bool found = pylog_record_get(looked_at[i], "asctime", &field) == 0;
        snprintf(asctimes + strlen(asctimes), sizeof asctimes - strlen(asctimes), "%s;",
                 found ? field.value.s + strlen("2023-11-14 ") : "none");
    }
    pylog_record_free(copy);
    return 0;
}

static const struct pylog_handler_ops noting = { .name = "Noting", .emit = note_asctime };

static pylog_formatter *utc(const char *format, const char *datefmt) {
    pylog_formatter *formatter =
        pylog_formatter_new(format, &(struct pylog_formatter_options){ .datefmt = datefmt });
    pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    return formatter;
}

static pylog_handler *add_capture(const char *format, const char *datefmt) {
    pylog_handler *handler = capture_on(NULL, NULL);
    pylog_formatter *formatter = utc(format, datefmt);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    return handler;
}

static void add(const struct pylog_handler_ops *ops) {
    pylog_handler *handler = pylog_handler_new(ops, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
}

static void log_records(void) {
    for (int i = 0; i < RECORDS; i++)
        pylog_warning(NULL, "m");
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void it_is_there_for_handlers_that_come_after(void **state) {
    (void)state;
    pylog_handler *capture = add_capture("%(asctime)s %(message)s", NULL);
    add(&noting);
    log_records();
    assert_string_equal(capture_text(capture), "2023-11-14 22:13:20,250 m\n2023-11-14 22:13:20,750 m\n"
                                               "2023-11-14 22:13:21,250 m\n");
    assert_string_equal(asctimes, "22:13:20,250;22:13:20,250;22:13:20,750;22:13:20,750;"
                                  "22:13:21,250;22:13:21,250;");
}

static void a_formatter_without_a_time_leaves_it_alone(void **state) {
    (void)state;
    add_capture("%(asctime)s %(lineno)d %(message)s", NULL);
    add_capture("%(levelname)s %(message)s", NULL);
    add(&noting);
    log_records();
    assert_string_equal(asctimes, "22:13:20,250;22:13:20,250;22:13:20,750;22:13:20,750;"
                                  "22:13:21,250;22:13:21,250;");
}

static void the_last_formatter_that_shows_a_time_tells_how(void **state) {
    (void)state;
    add_capture("%(asctime)s %(message)s", NULL);
    add_capture("%(asctime)s %(message)s", "2023-11-14 at %H:%M:%S");
    add(&noting);
    log_records();
    assert_string_equal(asctimes, "at 22:13:20;at 22:13:20;at 22:13:20;at 22:13:20;at 22:13:21;at 22:13:21;");
}

static void twice_in_a_line_it_is_the_same(void **state) {
    (void)state;
    pylog_handler *capture = add_capture("%(asctime)s|%(asctime)s %(message)s", NULL);
    log_records();
    assert_string_equal(capture_text(capture), "2023-11-14 22:13:20,250|2023-11-14 22:13:20,250 m\n"
                                               "2023-11-14 22:13:20,750|2023-11-14 22:13:20,750 m\n"
                                               "2023-11-14 22:13:21,250|2023-11-14 22:13:21,250 m\n");
}

/* A handler that formats by a formatter of its own, which is gone before the next handler looks. */
static int format_and_forget(pylog_handler *handler, const struct pylog_record *record) {
    static pylog_formatter *own;
    static int calls;
    (void)handler;
    pylog_buffer *out = pylog_buffer_new();
    if (calls++ == 0)
        own = utc("%(asctime)s %(message)s", NULL);
    int result = pylog_formatter_format(own, record, out);
    if (calls == RECORDS)
        pylog_formatter_unref(own);
    pylog_buffer_free(out);
    return result;
}

static void it_outlives_a_formatter_of_the_programs_own(void **state) {
    static const struct pylog_handler_ops forgetting = { .name = "Forgetting", .emit = format_and_forget };
    (void)state;
    add(&forgetting);
    add(&noting);
    log_records();
    assert_string_equal(asctimes, "22:13:20,250;22:13:20,250;22:13:20,750;22:13:20,750;"
                                  "22:13:21,250;22:13:21,250;");
}

static const struct CMUnitTest tests[] = {
    TEST(it_is_there_for_handlers_that_come_after),
    TEST(a_formatter_without_a_time_leaves_it_alone),
    TEST(the_last_formatter_that_shows_a_time_tells_how),
    TEST(twice_in_a_line_it_is_the_same),
    TEST(it_outlives_a_formatter_of_the_programs_own),
};
TEST_MAIN

/* A factory may set any time: the ends of its range overflow nothing. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <wire/syslog.h>

static int64_t created;

static void set_created(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = created;
}

static void times_at_the_ends_of_their_range_are_shown(void **state) {
    static const struct {
        int64_t created;
        double relative_at_least, relative_at_most;
    } ends[] = {
        { INT64_MAX, 7e12, 9.3e12 },
        { INT64_MAX - 1000000000, 7e12, 9.3e12 },
        { INT64_MIN, -1.2e13, -9.2e12 },
        { INT64_MIN + 1, -1.2e13, -9.2e12 },
        { -1, -2.2e12, -1.7e12 },
    };
    (void)state;
    pylog__reset();
    pylog_handler *handler =
        capture_on(NULL, "%(asctime)s|%(msecs)03d|%(created)f|%(relativeCreated)f|%(message)s");
    pylog_set_log_record_factory(set_created, NULL);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (int again = 0; again < 2; again++) {
            created = ends[i].created;
            capture_clear(handler);
            pylog_error(pylog_get_logger(NULL), "x");
            const char *text = capture_text(handler), *relative = text;
            for (int bars = 0; bars < 3; bars++)
                relative = strchr(relative, '|') + 1;
            double milliseconds = strtod(relative, NULL);
            assert_true(milliseconds >= ends[i].relative_at_least && milliseconds <= ends[i].relative_at_most);
        }
    pylog__reset();
}

static void syslog_shows_them_too(void **state) {
    static const struct {
        int64_t created;
        const char *text;
    } ends[] = { { INT64_MAX, "2262-04-11T23:47:16.854775Z" }, { INT64_MIN, "1677-09-21T00:12:43.145224Z" } };
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        pylog_buffer *out = pylog_buffer_new();
        pylog__put_syslog_time(out, ends[i].created);
        assert_string_equal(pylog_buffer_data(out), ends[i].text);
        pylog_buffer_free(out);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(times_at_the_ends_of_their_range_are_shown),
    cmocka_unit_test(syslog_shows_them_too),
};
TEST_MAIN

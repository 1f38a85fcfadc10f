/* What filterers, formatters and handlers tell of themselves; the pair `getters` compares it with Python. */
#include <capture.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <string.h>

static const struct fixture fixture;

/* ---- Filters */

static int destroyed;

static int keep(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 1;
}

static void count_destroyed(void *data) {
    (void)data;
    destroyed++;
}

static void filters_are_listed_with_a_reference_each(void **state) {
    pylog_filter *found[2] = { NULL, NULL }, *filter = pylog_filter_new_callback(keep, NULL, count_destroyed);
    pylog_handler *handler = pylog_null_handler_new();
    (void)state;
    destroyed = 0;
    pylog_handler_add_filter(handler, filter);
    pylog_filter_unref(filter);
    assert_int_equal(pylog_handler_filters(handler, found, 2), 1);
    pylog_handler_remove_filter(handler, filter);
    pylog_handler_unref(handler);
    pylog__reset();
    assert_int_equal(destroyed, 0);
    pylog_filter_unref(found[0]);
    assert_int_equal(destroyed, 1);
    assert_null(found[1]);
}

static void more_filters_than_there_is_room_for_are_counted(void **state) {
    pylog_filter *filters[3], *found[2] = { NULL, NULL };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        filters[i] = pylog_filter_new("a");
        pylog_logger_add_filter(NULL, filters[i]);
    }
    assert_int_equal(pylog_logger_filters(NULL, NULL, 0), 3);
    assert_int_equal(pylog_logger_filters(NULL, found, 1), 3);
    assert_ptr_equal(found[0], filters[0]);
    assert_null(found[1]);
    pylog_filter_unref(found[0]);
    for (size_t i = 0; i < 3; i++)
        pylog_filter_unref(filters[i]);
}

static void an_adapter_lists_the_filters_of_its_logger(void **state) {
    pylog_filter *found, *filter = pylog_filter_new("a");
    pylog_logger *logger = pylog_get_logger("app"), *adapter = pylog_logger_adapter_new(logger, NULL, NULL);
    (void)state;
    pylog_logger_add_filter(logger, filter);
    assert_int_equal(pylog_logger_filters(adapter, &found, 1), 1);
    assert_ptr_equal(found, filter);
    pylog_filter_unref(found);
    pylog_filter_unref(filter);
    pylog_logger_adapter_free(adapter);
}

static int add_field(struct pylog_record *record, void *data) {
    return pylog_record_set(record, pylog_field_str("user", data)) == 0;
}

static void a_filter_run_by_hand_may_change_the_record(void **state) {
    struct pylog_record *record = pylog_make_log_record(NULL);
    struct pylog_field user;
    char name[] = "eve";
    pylog_filter *filter = pylog_filter_new_callback(add_field, name, NULL);
    (void)state;
    assert_true(pylog_filter_filter(filter, record));
    assert_int_equal(pylog_record_get(record, "user", &user), 0);
    assert_string_equal(user.value.s, "eve");
    pylog_filter_unref(filter);
    pylog_record_free(record);
}

/* ---- Formatters */

static int write_nothing(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)record, (void)out, (void)data;
    return 0;
}

static void a_formatter_has_copies_of_its_options(void **state) {
    char fmt[] = "%(message)s %(user)s", datefmt[] = "%H", user[] = "nobody";
    const struct pylog_field defaults[] = { pylog_field_str("user", user), { .key = NULL } };
    (void)state;
    pylog_formatter *formatter = pylog_formatter_new(
        fmt, &(struct pylog_formatter_options){ .datefmt = datefmt, .defaults = defaults });
    fmt[0] = datefmt[0] = user[0] = 'X';
    assert_string_equal(pylog_formatter_fmt(formatter), "%(message)s %(user)s");
    assert_string_equal(pylog_formatter_datefmt(formatter), "%H");
    assert_string_equal(pylog_formatter_defaults(formatter)->value.s, "nobody");
    pylog_formatter_unref(formatter);
}

static void the_default_formatter_and_one_in_c_tell_what_they_have(void **state) {
    pylog_formatter *written = pylog_formatter_new_callback(write_nothing, NULL, NULL);
    (void)state;
    assert_string_equal(pylog_formatter_fmt(NULL), "%(message)s");
    assert_int_equal(pylog_formatter_style(NULL), '%');
    assert_null(pylog_formatter_datefmt(NULL));
    assert_null(pylog_formatter_defaults(NULL)->key);
    assert_null(pylog_formatter_fmt(written));
    assert_int_equal(pylog_formatter_style(written), 0);
    assert_null(pylog_formatter_defaults(written)->key);
    pylog_formatter_unref(written);
}

/* Make it with each allocation failing once: nothing is left behind; and then without. */
static void assert_whole_or_not_at_all(bool (*make)(void)) {
    bool made = false;
    pylog__reset();
    failing_allocator_begin();
    assert_true(make()); /* a first use keeps something */
    for (size_t n = 1; !made; n++) {
        const size_t before = failing_allocator_blocks();
        failing_allocator_fail_at(n);
        made = make();
        failing_allocator_fail_at(0);
        assert_int_equal(failing_allocator_blocks(), before);
        assert_true(n < 50);
    }
    pylog__reset();
    failing_allocator_end();
}

static bool make_formatter(void) {
    const struct pylog_formatter_options options = { .datefmt = "%H",
                                                     .defaults = PYLOG_FIELDS(pylog_field_str("a", "b")) };
    pylog_formatter *formatter = pylog_formatter_new("%(message)s", &options);
    if (!formatter) {
        assert_int_equal(errno, ENOMEM);
        return false;
    }
    assert_string_equal(pylog_formatter_fmt(formatter), "%(message)s");
    pylog_formatter_unref(formatter);
    return true;
}

static void a_formatter_is_made_whole_or_not_at_all(void **state) {
    (void)state;
    assert_whole_or_not_at_all(make_formatter);
}

/* ---- Handlers */

static void discarded_records_count_as_dropped(void **state) {
    pylog_handler *target = capture_new(NULL);
    pylog_handler *handler = pylog_memory_handler_new(10, &(struct pylog_memory_options){ .target = target });
    struct pylog_handler_stats stats;
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct pylog_record *record = pylog_make_log_record(NULL);
        pylog_handler_handle(handler, record);
        pylog_record_free(record);
    }
    assert_int_equal(pylog_memory_handler_discard(handler), 3);
    assert_int_equal(pylog_memory_handler_discard(handler), 0);
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.dropped, 3);
    pylog_handler_unref(handler);
    assert_int_equal(capture_count(target), 0);
    pylog_handler_unref(target);
}

static void a_target_that_was_asked_for_outlives_its_handler(void **state) {
    pylog_handler *target = capture_new(NULL);
    pylog_handler *handler = pylog_memory_handler_new(10, &(struct pylog_memory_options){ .target = target });
    pylog_handler_unref(target);
    (void)state;
    target = pylog_memory_handler_target(handler);
    pylog_handler_unref(handler);
    assert_int_equal(capture_count(target), 0);
    pylog_handler_unref(target);
}

static void no_target_is_no_error(void **state) {
    pylog_handler *handler = pylog_memory_handler_new(10, NULL);
    (void)state;
    errno = EINVAL;
    assert_null(pylog_memory_handler_target(handler));
    assert_int_equal(errno, 0);
    pylog_handler_unref(handler);
}

/* Each failed with EINVAL and this sentence. */
static void assert_refused(bool refused, const char *sentence) {
    assert_true(refused);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), sentence);
    errno = 0;
}

static void a_handler_of_another_kind_is_refused(void **state) {
    pylog_handler *other = pylog_null_handler_new(), *handlers[] = { other, NULL };
    struct pylog_file_state file;
    struct pylog_socket_state socket;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = handlers[i];
        assert_refused(!pylog_stream_handler_stream(handler), "this is no stream handler");
        assert_refused(pylog_file_handler_state(handler, &file) == -1, "this is no file handler");
        assert_refused(!pylog_memory_handler_target(handler), "this is no memory handler");
        assert_refused(pylog_memory_handler_capacity(handler) == 0, "this is no memory handler");
        assert_refused(pylog_memory_handler_flush_level(handler) == 0, "this is no memory handler");
        assert_refused(pylog_memory_handler_count(handler) == -1, "this is no memory handler");
        assert_refused(pylog_memory_handler_discard(handler) == -1, "this is no memory handler");
        assert_refused(pylog_socket_handler_set_close_on_error(handler, true) == -1, "this is no socket handler");
        assert_refused(pylog_socket_handler_set_retry(handler, 1, 2, 3) == -1, "this is no socket handler");
        assert_refused(pylog_socket_handler_set_timeout(handler, 3) == -1, "this is no socket handler");
        assert_refused(pylog_buffering_handler_capacity(handler) == 0, "this is no buffering handler");
        assert_refused(pylog_buffering_handler_count(handler) == -1, "this is no buffering handler");
        assert_refused(pylog_socket_handler_state(handler, &socket) == -1, "this is no socket handler");
    }
    pylog_handler_unref(other);
}

static void a_file_without_options_has_mode_a(void **state) {
    pylog_handler *handler = pylog_file_handler_new("state.log", NULL);
    struct pylog_file_state file;
    (void)state;
    assert_int_equal(pylog_file_handler_state(handler, &file), 0);
    assert_string_equal(file.mode, "a");
    assert_null(file.encoding);
    assert_null(file.errors);
    assert_true(file.open);
    pylog_handler_unref(handler);
}

static bool make_file_handler(void) {
    char mode[] = "w", errors[] = "ignore";
    struct pylog_file_state file;
    pylog_handler *handler = pylog_file_handler_new(
        "state.log", &(struct pylog_file_options){ .mode = mode, .errors = errors, .delay = true });
    mode[0] = errors[0] = 'X';
    if (!handler) {
        assert_int_equal(errno, ENOMEM);
        return false;
    }
    assert_int_equal(pylog_file_handler_state(handler, &file), 0);
    assert_string_equal(file.mode, "w");
    assert_null(file.encoding);
    assert_string_equal(file.errors, "ignore");
    assert_false(file.open);
    pylog_handler_unref(handler);
    return true;
}

static void a_file_handler_keeps_the_names_it_was_given(void **state) {
    (void)state;
    assert_whole_or_not_at_all(make_file_handler);
}

static void a_pause_of_a_socket_has_an_end(void **state) {
    pylog_handler *handler = pylog_socket_handler_new("missing.sock", PYLOG_UNIX);
    struct pylog_record *record = pylog_make_log_record(NULL);
    struct pylog_socket_state before, after;
    const double soon = (double)time(NULL);
    (void)state;
    assert_int_equal(pylog_socket_handler_set_retry(handler, 1000, 2, 5000), 0);
    assert_int_equal(pylog_socket_handler_set_timeout(handler, 3), 0);
    assert_int_equal(pylog_socket_handler_state(handler, &before), 0);
    assert_true(before.retry_time == 0 && before.retry_period == 0 && before.timeout == 3);
    pylog_handler_handle(handler, record);
    assert_int_equal(pylog_socket_handler_state(handler, &after), 0);
    assert_true(after.retry_period == 1000);
    assert_true(after.retry_time >= soon + 999 && after.retry_time <= (double)time(NULL) + 1001);
    pylog_record_free(record);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(filters_are_listed_with_a_reference_each),
    TEST(more_filters_than_there_is_room_for_are_counted),
    TEST(an_adapter_lists_the_filters_of_its_logger),
    TEST(a_filter_run_by_hand_may_change_the_record),
    TEST(a_formatter_has_copies_of_its_options),
    TEST(the_default_formatter_and_one_in_c_tell_what_they_have),
    TEST(a_formatter_is_made_whole_or_not_at_all),
    TEST(discarded_records_count_as_dropped),
    TEST(a_target_that_was_asked_for_outlives_its_handler),
    TEST(no_target_is_no_error),
    TEST(a_handler_of_another_kind_is_refused),
    TEST(a_file_without_options_has_mode_a),
    TEST(a_file_handler_keeps_the_names_it_was_given),
    TEST(a_pause_of_a_socket_has_an_end),
};
TEST_MAIN

/* Filters, by name and in C, on loggers and on handlers. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <string.h>

static const struct fixture fixture;

static pylog_logger *root(void) {
    return pylog_get_logger(NULL);
}

static void a_name_lets_a_logger_and_its_descendants_pass(void **state) {
    static const struct {
        const char *filter, *name;
        bool passes;
    } rows[] = {
        { "a.b", "a.b", true },  { "a.b", "a.b.c", true }, { "a.b", "a.bc", false }, { "a.b", "a", false },
        { "a.b", "A.b", false }, { "", "any", true },      { NULL, "any", true },    { "root", "a", false },
        { ".", ".", true },      { "a.b", "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog_handler *handler = pylog_null_handler_new();
        pylog_filter *filter = pylog_filter_new(rows[i].filter);
        pylog_handler_add_filter(handler, filter);
        struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("name", rows[i].name)));
        if (pylog_handler_filter(handler, record) != rows[i].passes)
            fail_msg("%s for %s", rows[i].filter, rows[i].name);
        pylog_record_free(record);
        pylog_filter_unref(filter);
        pylog_handler_unref(handler);
    }
}

static void a_record_without_a_name_passes_only_a_filter_without_one(void **state) {
    (void)state;
    struct pylog_record *record = pylog_make_log_record(NULL);
    pylog_filter *all = pylog_filter_new(NULL), *some = pylog_filter_new("a");
    pylog_logger_add_filter(NULL, all);
    assert_true(pylog_logger_filter(NULL, record));
    pylog_logger_add_filter(NULL, some);
    assert_false(pylog_logger_filter(NULL, record));
    pylog_filter_unref(all);
    pylog_filter_unref(some);
    pylog_record_free(record);
}

static int note(struct pylog_record *record, void *data) {
    (void)record;
    strcat(data, "x");
    return 1;
}

static int drop(struct pylog_record *record, void *data) {
    (void)record;
    strcat(data, "-");
    return 0;
}

static void filters_run_in_order_until_one_drops_the_record(void **state) {
    char seen[8] = "";
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_filter *filters[] = { pylog_filter_new_callback(note, seen, NULL),
                                pylog_filter_new_callback(drop, seen, NULL),
                                pylog_filter_new_callback(note, seen, NULL) };
    for (size_t i = 0; i < 3; i++)
        pylog_logger_add_filter(NULL, filters[i]);
    pylog_error(root(), "x");
    assert_string_equal(seen, "x-");
    pylog_logger_remove_filter(NULL, filters[1]);
    pylog_logger_remove_filter(NULL, filters[1]);
    pylog_error(root(), "x");
    assert_string_equal(seen, "x-xx");
    assert_int_equal(capture_count(capture), 1);
    for (size_t i = 0; i < 3; i++)
        pylog_filter_unref(filters[i]);
}

static void the_filters_of_a_logger_do_not_see_its_childrens_records(void **state) {
    char seen[8] = "";
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_filter *filter = pylog_filter_new_callback(drop, seen, NULL);
    pylog_logger_add_filter(NULL, filter);
    pylog_filter_unref(filter);
    pylog_error(pylog_get_logger("child"), "x");
    assert_int_equal(capture_count(capture), 1);
}

static int add_context(struct pylog_record *record, void *data) {
    pylog_record_set(record, pylog_field_str("user", data));
    record->created_ns = 0;
    return -1; /* anything but 0 */
}

static void a_filter_may_add_to_the_record_for_all_that_comes_after(void **state) {
    char user[] = "ann";
    (void)state;
    pylog_handler *capture = capture_on(NULL, "%(user)s %(created).1f %(message)s");
    pylog_filter *filter = pylog_filter_new_callback(add_context, user, NULL);
    pylog_logger_add_filter(NULL, filter);
    pylog_filter_unref(filter);
    pylog_error(root(), "x");
    assert_string_equal(capture_text(capture), "ann 0.0 x\n");
}

static int rewrite(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("msg", "hidden"));
    pylog_record_set(record, pylog_field_int("levelno", PYLOG_DEBUG));
    return 1;
}

static void a_filter_may_change_message_and_level(void **state) {
    (void)state;
    pylog_handler *all = capture_on(NULL, NULL), *errors = capture_on(NULL, NULL);
    pylog_handler_set_level(errors, PYLOG_ERROR);
    pylog_filter *filter = pylog_filter_new_callback(rewrite, NULL, NULL);
    pylog_logger_add_filter(NULL, filter);
    pylog_filter_unref(filter);
    pylog_error(root(), "secret %d", 7);
    assert_string_equal(capture_text(all), "hidden\n");
    assert_int_equal(capture_count(errors), 0);
}

static void count_destroyed(void *data) {
    ++*(int *)data;
}

static int keep(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 1;
}

static void the_last_reference_destroys_it(void **state) {
    int destroyed = 0;
    (void)state;
    pylog_filter *filter = pylog_filter_new_callback(keep, &destroyed, count_destroyed);
    assert_ptr_equal(pylog_filter_ref(filter), filter);
    pylog_filter_unref(filter);
    pylog_logger_add_filter(NULL, filter);
    pylog_filter_unref(filter);
    assert_int_equal(destroyed, 0);
    pylog_logger_remove_filter(NULL, filter);
    assert_int_equal(destroyed, 1);
    assert_null(pylog_filter_ref(NULL));
    pylog_filter_unref(NULL);
}

static void a_filter_needs_a_function(void **state) {
    (void)state;
    assert_null(pylog_filter_new_callback(NULL, NULL, NULL));
    assert_int_equal(errno, EINVAL);
    errno = 0;
    assert_null(pylog_filter_new_replacing(NULL, NULL, NULL));
    assert_int_equal(errno, EINVAL);
}

static int remove_itself(struct pylog_record *record, void *data) {
    pylog_filter **filter = data;
    (void)record;
    pylog_logger_remove_filter(NULL, *filter);
    return 0;
}

static void a_filter_may_remove_itself(void **state) {
    pylog_filter *filter;
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    filter = pylog_filter_new_callback(remove_itself, &filter, NULL);
    pylog_logger_add_filter(NULL, filter);
    pylog_filter_unref(filter);
    pylog_error(root(), "dropped");
    pylog_error(root(), "kept");
    assert_string_equal(capture_text(capture), "kept\n");
}

/* A copy with its number as the message. */
static struct pylog_record *number(struct pylog_record *record, void *data) {
    int *count = data;
    char text[16];
    struct pylog_record *copy = pylog_record_copy(record);
    assert_non_null(copy);
    snprintf(text, sizeof text, "%s%d", pylog_record_message(record, NULL), ++*count);
    assert_int_equal(pylog_record_set(copy, pylog_field_str("msg", text)), 0);
    return copy;
}

static struct pylog_record *keep_or_drop(struct pylog_record *record, void *data) {
    const bool *keep = data;
    return *keep ? record : NULL;
}

static void a_handlers_filter_replaces_the_record_for_this_handler(void **state) {
    (void)state;
    int count = 0;
    pylog_handler *one = capture_on(NULL, NULL), *other = capture_on(NULL, NULL);
    pylog_filter *filter = pylog_filter_new_replacing(number, &count, NULL);
    pylog_handler_add_filter(one, filter);
    pylog_error(root(), "x");
    assert_string_equal(capture_text(one), "x1\n");
    assert_string_equal(capture_text(other), "x\n");
    pylog_filter_unref(filter);
}

static void a_loggers_filter_replaces_the_record_for_all_handlers(void **state) {
    (void)state;
    int count = 0;
    pylog_handler *one = capture_on(NULL, NULL), *other = capture_on(NULL, NULL);
    pylog_filter *filter = pylog_filter_new_replacing(number, &count, NULL);
    pylog_logger_add_filter(NULL, filter);
    pylog_error(root(), "x");
    assert_string_equal(capture_text(one), "x1\n");
    assert_string_equal(capture_text(other), "x1\n");
    pylog_filter_unref(filter);
}

/* That each copy is freed, and once, is what a build with ASan sees. */
static void later_filters_get_the_record_that_earlier_ones_have_made(void **state) {
    (void)state;
    int first = 0, second = 10;
    bool keep = true;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_filter *filters[] = { pylog_filter_new_replacing(number, &first, NULL),
                                pylog_filter_new_replacing(number, &second, NULL),
                                pylog_filter_new_replacing(keep_or_drop, &keep, NULL) };
    for (int i = 0; i < 3; i++)
        pylog_handler_add_filter(capture, filters[i]);
    pylog_error(root(), "x");
    keep = false;
    pylog_error(root(), "y");
    assert_string_equal(capture_text(capture), "x111\n");
    assert_int_equal(first, 2);
    for (int i = 0; i < 3; i++)
        pylog_filter_unref(filters[i]);
}

static void by_hand_a_replacing_filter_tells_whether_it_lets_the_record_pass(void **state) {
    (void)state;
    int count = 0;
    bool keep = false;
    pylog_handler *handler = pylog_null_handler_new();
    pylog_filter *numbers = pylog_filter_new_replacing(number, &count, NULL);
    pylog_filter *drops = pylog_filter_new_replacing(keep_or_drop, &keep, NULL);
    struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", "x")));
    assert_true(pylog_filter_filter(numbers, record));
    assert_false(pylog_filter_filter(drops, record));
    pylog_handler_add_filter(handler, numbers);
    assert_true(pylog_handler_filter(handler, record));
    pylog_handler_add_filter(handler, drops);
    assert_false(pylog_handler_filter(handler, record));
    assert_string_equal(pylog_record_message(record, NULL), "x");
    pylog_record_free(record);
    pylog_filter_unref(numbers);
    pylog_filter_unref(drops);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(a_name_lets_a_logger_and_its_descendants_pass),
    TEST(a_record_without_a_name_passes_only_a_filter_without_one),
    TEST(filters_run_in_order_until_one_drops_the_record),
    TEST(the_filters_of_a_logger_do_not_see_its_childrens_records),
    TEST(a_filter_may_add_to_the_record_for_all_that_comes_after),
    TEST(a_filter_may_change_message_and_level),
    TEST(the_last_reference_destroys_it),
    TEST(a_filter_needs_a_function),
    TEST(a_filter_may_remove_itself),
    TEST(a_handlers_filter_replaces_the_record_for_this_handler),
    TEST(a_loggers_filter_replaces_the_record_for_all_handlers),
    TEST(later_filters_get_the_record_that_earlier_ones_have_made),
    TEST(by_hand_a_replacing_filter_tells_whether_it_lets_the_record_pass),
};
TEST_MAIN

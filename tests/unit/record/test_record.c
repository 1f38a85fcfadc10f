/* Records: every field read and set, of right and wrong types, and copies. */
#include <capture.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog.h>
#include <record/record.h>
#include <stdlib.h>
#include <string.h>

static struct pylog_record *record;

static int set_up(void) {
    static const struct pylog_site site = { "/src/app/db.c", "main", 42 };
    struct pylog_call call = { .site = &site, .extra = PYLOG_FIELDS(pylog_field_str("user", "ann")) };
    record = pylog_logger_make_record(pylog_get_logger("app.db"), PYLOG_INFO, &call, "%d of %s", 1, "two");
    return record ? 0 : -1;
}

static int tear_down(void) {
    pylog_record_free(record);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

static struct pylog_field get(const struct pylog_record *from, const char *key) {
    struct pylog_field field = pylog_field_none(NULL);
    if (pylog_record_get(from, key, &field))
        fail_msg("there is no %s", key);
    return field;
}

/* ---- The fields ---- */

enum {
    N = 1 << PYLOG_TYPE_NONE,
    B = 1 << PYLOG_TYPE_BOOL,
    I = 1 << PYLOG_TYPE_INT,
    U = 1 << PYLOG_TYPE_UINT,
    F = 1 << PYLOG_TYPE_FLOAT,
    S = 1 << PYLOG_TYPE_STR,
    NUMBER = B | I | U
};

static const struct {
    const char *key;
    enum pylog_type type; /* that it has, once a value of its own type has been set */
    unsigned takes;
} fields[] = {
    { "name", PYLOG_TYPE_STR, S | N },         { "msg", PYLOG_TYPE_STR, S },
    { "args", PYLOG_TYPE_STR, S | N },         { "levelname", PYLOG_TYPE_STR, S },
    { "levelno", PYLOG_TYPE_INT, NUMBER },     { "pathname", PYLOG_TYPE_STR, S },
    { "filename", PYLOG_TYPE_STR, S },         { "module", PYLOG_TYPE_STR, S },
    { "exc_info", PYLOG_TYPE_STR, S | N },     { "exc_text", PYLOG_TYPE_STR, S | N },
    { "stack_info", PYLOG_TYPE_STR, S | N },   { "lineno", PYLOG_TYPE_INT, NUMBER },
    { "funcName", PYLOG_TYPE_STR, S | N },     { "created", PYLOG_TYPE_FLOAT, NUMBER | F },
    { "msecs", PYLOG_TYPE_FLOAT, NUMBER | F }, { "relativeCreated", PYLOG_TYPE_FLOAT, NUMBER | F },
    { "thread", PYLOG_TYPE_INT, NUMBER | N },  { "threadName", PYLOG_TYPE_STR, S | N },
    { "processName", PYLOG_TYPE_STR, S | N },  { "process", PYLOG_TYPE_INT, NUMBER | N },
    { "taskName", PYLOG_TYPE_STR, S | N },     { "message", PYLOG_TYPE_STR, S },
    { "asctime", PYLOG_TYPE_STR, S },
};
enum { FIELDS = sizeof fields / sizeof *fields };

static struct pylog_field value_of(const char *key, enum pylog_type type) {
    switch (type) {
    case PYLOG_TYPE_NONE: return pylog_field_none(key);
    case PYLOG_TYPE_BOOL: return pylog_field_bool(key, true);
    case PYLOG_TYPE_INT: return pylog_field_int(key, 7);
    case PYLOG_TYPE_UINT: return pylog_field_uint(key, 7);
    case PYLOG_TYPE_FLOAT: return pylog_field_float(key, 7.5);
    case PYLOG_TYPE_STR: return pylog_field_str(key, "seven");
    }
    return pylog_field_none(key);
}

static void the_table_of_this_test_has_every_field(void **state) {
    (void)state;
    assert_int_equal(FIELDS, PYLOG__FIELD_COUNT);
    for (size_t i = 0; i < FIELDS; i++)
        assert_string_equal(fields[i].key, pylog__field_name((enum pylog__field_id)i));
}

static void each_field_takes_the_types_that_it_can_have_and_no_others(void **state) {
    (void)state;
    for (size_t i = 0; i < FIELDS; i++) {
        for (int type = PYLOG_TYPE_NONE; type <= PYLOG_TYPE_STR; type++) {
            bool takes = (fields[i].takes & 1u << type) != 0;
            errno = 0;
            int result = pylog_record_set(record, value_of(fields[i].key, (enum pylog_type)type));
            if (result != (takes ? 0 : -1) || (!takes && (errno != EINVAL || !*pylog_last_error())))
                fail_msg("%s of type %d: %d", fields[i].key, type, result);
        }
    }
}

static void each_field_is_read_as_it_was_set(void **state) {
    (void)state;
    for (size_t i = 0; i < FIELDS; i++) {
        const char *key = fields[i].key;
        if (strcmp(key, "exc_info") == 0)
            continue; /* a tuple's text */
        assert_int_equal(pylog_record_set(record, value_of(key, fields[i].type)), 0);
        if (strcmp(key, "message") == 0)
            continue; /* there once a formatter has run, which sets it anew */
        struct pylog_field got = get(record, key);
        assert_string_equal(got.key, key);
        assert_int_equal(got.type, fields[i].type);
        if (got.type == PYLOG_TYPE_STR)
            assert_string_equal(got.value.s, "seven");
        else if (got.type == PYLOG_TYPE_INT)
            assert_int_equal(got.value.i, 7);
        else
            assert_true(got.value.f == 7.5);
    }
}

static void a_field_of_no_known_type_is_refused(void **state) {
    struct pylog_field wrong = { "name", (enum pylog_type)77, { 0 } },
                       extra = { "mine", (enum pylog_type)77, { 0 } };
    (void)state;
    assert_int_equal(pylog_record_set(record, wrong), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_record_set(record, extra), -1);
    assert_int_equal(errno, EINVAL);
}

static void the_members_of_the_struct_follow_what_is_set(void **state) {
    (void)state;
    pylog_record_set(record, pylog_field_str("name", "other"));
    pylog_record_set(record, pylog_field_int("levelno", PYLOG_ERROR));
    pylog_record_set(record, pylog_field_str("levelname", "MINE"));
    pylog_record_set(record, pylog_field_str("pathname", "/x/y.c"));
    pylog_record_set(record, pylog_field_str("funcName", "f"));
    pylog_record_set(record, pylog_field_int("lineno", 7));
    pylog_record_set(record, pylog_field_str("stack_info", "Stack"));
    assert_string_equal(record->name, "other");
    assert_int_equal(record->levelno, PYLOG_ERROR);
    assert_string_equal(record->levelname, "MINE");
    assert_string_equal(record->pathname, "/x/y.c");
    assert_string_equal(record->func_name, "f");
    assert_int_equal(record->lineno, 7);
    assert_string_equal(record->stack_info, "Stack");
    assert_string_equal(pylog_record_filename(record), "db.c");
    assert_string_equal(pylog_record_module(record), "db");
}

static void what_does_not_fit_an_int_is_the_nearest_that_does(void **state) {
    (void)state;
    pylog_record_set(record, pylog_field_int("levelno", INT64_MAX));
    assert_int_equal(record->levelno, INT32_MAX);
    pylog_record_set(record, pylog_field_int("lineno", INT64_MIN));
    assert_int_equal(record->lineno, INT32_MIN);
    pylog_record_set(record, pylog_field_uint("levelno", UINT64_MAX));
    assert_int_equal(record->levelno, INT32_MAX);
}

static void setting_msg_drops_the_arguments(void **state) {
    (void)state;
    assert_string_equal(pylog_record_message(record, NULL), "1 of two");
    assert_int_equal(pylog_record_set(record, pylog_field_str("msg", "100% %n")), 0);
    assert_string_equal(pylog_record_message(record, NULL), "100% %n");
    assert_string_equal(get(record, "args").value.s, "()");
}

static void a_string_of_null_is_none(void **state) {
    (void)state;
    assert_int_equal(pylog_record_set(record, pylog_field_str("name", NULL)), 0);
    assert_int_equal(get(record, "name").type, PYLOG_TYPE_NONE);
    assert_int_equal(pylog_record_set(record, pylog_field_str("msg", NULL)), -1);
    assert_int_equal(pylog_record_set(record, pylog_field_str("mine", NULL)), 0);
    assert_int_equal(get(record, "mine").type, PYLOG_TYPE_NONE);
}

static void keys_and_records_may_not_be_null(void **state) {
    struct pylog_field out;
    (void)state;
    assert_int_equal(pylog_record_set(NULL, pylog_field_int("lineno", 1)), -1);
    assert_int_equal(pylog_record_set(record, pylog_field_int(NULL, 1)), -1);
    assert_int_equal(pylog_record_get(NULL, "lineno", &out), -1);
    assert_int_equal(pylog_record_get(record, NULL, &out), -1);
    assert_int_equal(pylog_record_get(record, "lineno", NULL), -1);
    assert_int_equal(errno, EINVAL);
}

static void a_field_that_is_not_there_is_an_error_with_its_name(void **state) {
    struct pylog_field out;
    (void)state;
    static const char *const keys[] = { "nope", "message", "asctime", "", "NAME" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        assert_int_equal(pylog_record_get(record, keys[i], &out), -1);
        assert_int_equal(errno, EINVAL);
        assert_non_null(strstr(pylog_last_error(), keys[i]));
    }
}

/* ---- Extra fields ---- */

static void extra_fields_are_added_and_replaced(void **state) {
    char text[] = "text";
    (void)state;
    pylog_record_set(record, pylog_field_str("new", text));
    pylog_record_set(record, pylog_field_int("user", 7));
    text[0] = 'X';
    assert_string_equal(get(record, "new").value.s, "text");
    assert_int_equal(get(record, "user").value.i, 7);
    assert_string_equal(record->extra[0].key, "user");
    assert_string_equal(record->extra[1].key, "new");
    assert_null(record->extra[2].key);
}

static void extra_fields_keep_their_types(void **state) {
    (void)state;
    for (int type = PYLOG_TYPE_NONE; type <= PYLOG_TYPE_STR; type++) {
        assert_int_equal(pylog_record_set(record, value_of("mine", (enum pylog_type)type)), 0);
        assert_int_equal(get(record, "mine").type, type);
    }
}

static void a_record_with_a_reserved_extra_field_is_not_made(void **state) {
    (void)state;
    for (size_t i = 0; i < FIELDS; i++) {
        char expected[64];
        struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_int(fields[i].key, 1)) };
        assert_null(pylog_logger_make_record(NULL, PYLOG_INFO, &call, "x"));
        assert_int_equal(errno, EINVAL);
        snprintf(expected, sizeof expected, "Attempt to overwrite '%s' in LogRecord", fields[i].key);
        assert_non_null(strstr(pylog_last_error(), expected));
    }
}

static void a_record_with_a_wrong_format_is_not_made(void **state) {
    const char *volatile wrong = "%y";
    (void)state;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
    assert_null(pylog_logger_make_record(NULL, PYLOG_INFO, NULL, wrong));
#pragma GCC diagnostic pop
    assert_int_equal(errno, EINVAL);
}

static void a_log_record_of_a_wrong_type_is_not_made(void **state) {
    (void)state;
    assert_null(pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("lineno", "seven"))));
    assert_int_equal(errno, EINVAL);
}

/* ---- Copies ---- */

static void a_copy_is_one_allocation_and_has_every_field(void **state) {
    static const struct pylog_exc_info error = { "TypeError", "wrong", "Traceback" };
    pylog_buffer *one, *two;
    (void)state;
    pylog_record_free(record);
    failing_allocator_begin();
    struct pylog_call call = { .exc_info = &error,
                               .stack_info = true,
                               .extra = PYLOG_FIELDS(pylog_field_str("k", "v")) };
    record = pylog_logger_make_record(pylog_get_logger("app"), 15, &call, "%d", 7);
    one = pylog_buffer_new();
    two = pylog_buffer_new();
    pylog_formatter *formatter = pylog_formatter_new("%(asctime)s %(message)s %(k)s %(threadName)s", NULL);
    pylog_formatter_format(formatter, record, one);
    pylog_record_set(record, pylog_field_str("module", "mine"));
    pylog_record_set(record, pylog_field_str("taskName", "task"));
    struct pylog_field arguments = get(record, "args");
    (void)arguments;
    size_t calls = failing_allocator_calls();
    struct pylog_record *copy = pylog_record_copy(record);
    assert_int_equal(failing_allocator_calls(), calls + 1);
    for (size_t i = 0; i < FIELDS; i++) {
        struct pylog_field from = get(record, fields[i].key), to = get(copy, fields[i].key);
        assert_int_equal(from.type, to.type);
        if (from.type == PYLOG_TYPE_STR)
            assert_string_equal(from.value.s, to.value.s);
        else if (from.type != PYLOG_TYPE_NONE)
            assert_memory_equal(&from.value, &to.value, sizeof from.value);
    }
    pylog_formatter_format(formatter, copy, two);
    assert_string_equal(pylog_buffer_data(one), pylog_buffer_data(two));
    pylog_record_free(copy);
    pylog_record_free(record);
    record = NULL;
    pylog_formatter_unref(formatter);
    pylog_buffer_free(one);
    pylog_buffer_free(two);
    failing_allocator_end();
    assert_int_equal(failing_allocator_bytes(), 0);
}

static void a_copy_lives_without_the_original_and_can_be_changed(void **state) {
    (void)state;
    struct pylog_record *copy = pylog_record_copy(record);
    pylog_record_free(record);
    record = pylog_record_copy(copy);
    pylog_record_free(copy);
    assert_string_equal(pylog_record_message(record, NULL), "1 of two");
    assert_string_equal(get(record, "args").value.s, "(1, 'two')");
    assert_int_equal(pylog_record_set(record, pylog_field_str("msg", "new")), 0);
    assert_string_equal(pylog_record_message(record, NULL), "new");
}

static void a_copy_keeps_nul_bytes(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL), *second = capture_new(NULL);
    pylog_log_text(pylog_get_logger(NULL), PYLOG_ERROR, NULL, "a\0b", 3);
    struct pylog_record *copy = pylog_record_copy(capture_last(capture));
    pylog_handler_handle(second, copy);
    assert_memory_equal(capture_text(second), "a\0b\n", 4);
    pylog_record_free(copy);
    pylog_handler_unref(second);
}

static void a_freed_null_is_fine(void **state) {
    (void)state;
    pylog_record_free(NULL);
}

/* ---- Repr ---- */

static void a_repr_has_what_pythons_has(void **state) {
    static const char expected[] = "<LogRecord: app.db, 20, /src/app/db.c, 42, \"%d of %s\">";
    char repr[128];
    (void)state;
    assert_int_equal(pylog_record_repr(record, repr, sizeof repr), strlen(expected));
    assert_string_equal(repr, expected);
    assert_int_equal(pylog_record_repr(record, repr, 4), strlen(expected));
    assert_string_equal(repr, "<Lo");
    assert_int_equal(pylog_record_repr(record, NULL, 0), strlen(expected));
}

static const struct CMUnitTest tests[] = {
    TEST(the_table_of_this_test_has_every_field),
    TEST(each_field_takes_the_types_that_it_can_have_and_no_others),
    TEST(each_field_is_read_as_it_was_set),
    TEST(a_field_of_no_known_type_is_refused),
    TEST(the_members_of_the_struct_follow_what_is_set),
    TEST(what_does_not_fit_an_int_is_the_nearest_that_does),
    TEST(setting_msg_drops_the_arguments),
    TEST(a_string_of_null_is_none),
    TEST(keys_and_records_may_not_be_null),
    TEST(a_field_that_is_not_there_is_an_error_with_its_name),
    TEST(extra_fields_are_added_and_replaced),
    TEST(extra_fields_keep_their_types),
    TEST(a_record_with_a_reserved_extra_field_is_not_made),
    TEST(a_record_with_a_wrong_format_is_not_made),
    TEST(a_log_record_of_a_wrong_type_is_not_made),
    TEST(a_copy_is_one_allocation_and_has_every_field),
    TEST(a_copy_lives_without_the_original_and_can_be_changed),
    TEST(a_copy_keeps_nul_bytes),
    TEST(a_freed_null_is_fine),
    TEST(a_repr_has_what_pythons_has),
};
TEST_MAIN

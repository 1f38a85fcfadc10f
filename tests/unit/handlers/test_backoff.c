/* When a handler tries again, and what it keeps meanwhile: without a clock and without a peer. */
#include <fixture.h>
#include <handlers/backoff.h>
#include <handlers/pending.h>
#include <string.h>

static const int64_t second = 1000000000;

/* With a clock that is looked at `per_second` times a second: when are attempts made, if all of them fail? */
static void check_attempts(struct pylog__backoff backoff, int per_second, const double *expected,
                           size_t count) {
    size_t made = 0;
    for (int64_t step = 0; made < count; step++) {
        int64_t now = step * second / per_second;
        if (!pylog__backoff_is_due(&backoff, now))
            continue;
        int64_t due = (int64_t)(expected[made] * (double)second);
        if (now != due)
            fail_msg("attempt %zu at %g s, not %g s", made, (double)now / 1e9, expected[made]);
        pylog__backoff_failed(&backoff, now);
        made++;
    }
}

static void pauses_are_those_of_CPython(void **state) {
    static const double attempts[] = { 0, 1, 3, 7, 15, 31, 61, 91, 121 };
    (void)state;
    check_attempts((struct pylog__backoff){ .start = 1, .factor = 2, .max = 30 }, 10, attempts,
                   sizeof attempts / sizeof *attempts);
}

static void pauses_are_those_that_were_set(void **state) {
    static const double attempts[] = { 0, 2.5, 2.75, 3 }, no_pauses[] = { 0, 0.25, 0.5, 0.75 };
    (void)state;
    check_attempts((struct pylog__backoff){ .start = 2.5, .factor = 3, .max = 0.25 }, 4, attempts, 4);
    check_attempts((struct pylog__backoff){ .start = 0, .factor = 2, .max = 30 }, 4, no_pauses, 4);
}

static void success_ends_the_pauses(void **state) {
    struct pylog__backoff backoff = { .start = 1, .factor = 2, .max = 30 };
    (void)state;
    pylog__backoff_failed(&backoff, 0);
    pylog__backoff_failed(&backoff, second);
    pylog__backoff_succeeded(&backoff);
    assert_true(pylog__backoff_is_due(&backoff, second));
    pylog__backoff_failed(&backoff, 5 * second);
    assert_false(pylog__backoff_is_due(&backoff, 6 * second - 1));
    assert_true(pylog__backoff_is_due(&backoff, 6 * second));
}

static void a_pause_without_end_is_long(void **state) {
    struct pylog__backoff backoff = { .start = 1e300, .factor = 1e300, .max = 1e300 };
    (void)state;
    pylog__backoff_failed(&backoff, 0);
    pylog__backoff_failed(&backoff, 0);
    assert_false(pylog__backoff_is_due(&backoff, 86400 * second));
}

/* ---- What is kept */

static void assert_first_is(const struct pylog__pending *pending, const char *expected) {
    size_t length;
    const char *bytes = pylog__pending_first(pending, &length);
    assert_non_null(bytes);
    assert_int_equal(length, strlen(expected));
    assert_memory_equal(bytes, expected, length);
}

static void keeps_records_in_order_up_to_its_size(void **state) {
    enum { RECORD = sizeof(size_t) + 3 };
    struct pylog__pending pending = { .block = NULL };
    size_t length;
    (void)state;
    assert_false(pylog__pending_put(&pending, "off", 3));
    assert_true(pylog__pending_resize(&pending, 2 * RECORD));
    assert_null(pylog__pending_first(&pending, &length));
    assert_true(pylog__pending_put(&pending, "one", 3));
    assert_true(pylog__pending_put(&pending, "two", 3));
    assert_false(pylog__pending_put(&pending, "", 0));
    for (int i = 0; i < 5; i++) { /* around the end of the block */
        assert_first_is(&pending, "one");
        pylog__pending_drop_first(&pending);
        assert_first_is(&pending, "two");
        assert_true(pylog__pending_put(&pending, "one", 3));
        pylog__pending_drop_first(&pending);
        assert_true(pylog__pending_put(&pending, "two", 3));
    }
    assert_int_equal(pending.records, 2);
    pylog__pending_clear(&pending);
    assert_null(pylog__pending_first(&pending, &length));
    assert_false(pylog__pending_put(&pending, "longer than there is room", 25));
    assert_true(pylog__pending_resize(&pending, 0));
    assert_false(pylog__pending_put(&pending, "off", 3));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(pauses_are_those_of_CPython),
    cmocka_unit_test(pauses_are_those_that_were_set),
    cmocka_unit_test(success_ends_the_pauses),
    cmocka_unit_test(a_pause_without_end_is_long),
    cmocka_unit_test(keeps_records_in_order_up_to_its_size),
};
TEST_MAIN

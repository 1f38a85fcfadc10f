/* Members of structures that this version does not know. */
#include <base/reserved.h>
#include <errno.h>
#include <fixture.h>
#include <string.h>

static const struct fixture fixture = { .seconds = 0 };

static void every_word_has_to_be_zero(void **state) {
    struct {
        uint64_t reserved[4];
    } structure = { { 0 } };
    (void)state;
    assert_int_equal(pylog__check_members(&structure), 0);
    for (int i = 0; i < 4; i++) {
        structure.reserved[i] = i % 2 ? 1 : UINT64_C(1) << 63;
        errno = 0;
        assert_int_equal(pylog__check_members(&structure), -1);
        assert_int_equal(errno, EINVAL);
        assert_string_equal(pylog_last_error(),
                            "a reserved member is not 0: pylog " PYLOG_VERSION_STRING " is older than its header");
        structure.reserved[i] = 0;
    }
    assert_int_equal(pylog__check_members(&structure), 0);
}

static void what_lies_behind_them_does_not_matter(void **state) {
    static const uint64_t words[] = { 0, 0, 7 };
    (void)state;
    assert_int_equal(pylog__check_reserved(words, 2), 0);
    assert_int_equal(pylog__check_reserved(words, 0), 0);
    assert_int_equal(pylog__check_reserved(words, 3), -1);
}

static const struct CMUnitTest tests[] = {
    TEST(every_word_has_to_be_zero),
    TEST(what_lies_behind_them_does_not_matter),
};
TEST_MAIN

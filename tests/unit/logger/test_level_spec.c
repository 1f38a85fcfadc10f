/* Levels of many loggers in one line. */
#include <base/error.h>
#include <errno.h>
#include <fixture.h>
#include <logger/level_spec.h>
#include <stdio.h>
#include <string.h>

struct seen {
    char text[1000];
    int calls, fail_at;
};

static int note(const char *name, size_t length, int level, void *data) {
    struct seen *seen = data;
    size_t used = strlen(seen->text);
    if (++seen->calls == seen->fail_at)
        return pylog__fail_value("enough");
    snprintf(seen->text + used, sizeof seen->text - used, "[%.*s=%d]", (int)length, name, level);
    return 0;
}

static int name_levels(void) {
    pylog_add_level_name(15, "Notice");
    pylog_add_level_name(16, "notice");
    return pylog_add_level_name(17, "A-B");
}

static const struct fixture fixture, named_levels = { .set_up = name_levels };

static void reads_names_and_levels_in_order(void **state) {
    (void)state;
    static const struct {
        const char *spec, *seen;
    } rows[] = {
        { "", "" },
        { " , ,", "" },
        { "warning", "[=30]" },
        { "warning,app=info,app.db=debug", "[=30][app=20][app.db=10]" },
        { " app = Info ,\n\tb=CRITICAL ", "[app=20][b=50]" },
        { "root=error,ROOT=warn", "[=40][ROOT=30]" },
        { "a=15,b=-1,c=+7,d=0", "[a=15][b=-1][c=7][d=0]" },
        { "a=2147483647,b=-2147483648", "[a=2147483647][b=-2147483648]" },
        { "a=info,a=debug", "[a=20][a=10]" },
        { "a=notset,b=fatal", "[a=0][b=50]" },
        { "a=notice,b=Notice,c=NOTICE,d=a-b", "[a=16][b=15][c=15][d=17]" },
        { "h\303\251=info,x y=info", "[h\303\251=20][x y=20]" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen seen = { .calls = 0 };
        if (pylog__level_spec_parse(rows[i].spec, note, &seen) || strcmp(seen.text, rows[i].seen) != 0)
            fail_msg("%s: %s", rows[i].spec, seen.text);
    }
}

static void says_which_part_is_wrong_before_it_passes_on_any(void **state) {
    (void)state;
    static const struct {
        const char *spec, *sentence;
    } rows[] = {
        { "loud", "Unknown level: 'loud': line 1 column 1" },
        { "info, app = loud ,", "Unknown level: 'loud' in 'app = loud': line 1 column 13" },
        { "info,\n h\303\251=loud", "Unknown level: 'loud' in 'h\303\251=loud': line 2 column 5" },
        { "a=info=debug", "Unknown level: 'info=debug' in 'a=info=debug': line 1 column 3" },
        { "app=", "No level after the equals sign: 'app=': line 1 column 1" },
        { "info,=debug", "No logger before the equals sign: '=debug': line 1 column 6" },
        { "=", "No logger before the equals sign: '=': line 1 column 1" },
        { "a=2147483648", "Unknown level: '2147483648' in 'a=2147483648': line 1 column 3" },
        { "a=-2147483649", "Unknown level: '-2147483649' in 'a=-2147483649': line 1 column 3" },
        { "a=99999999999999999999",
          "Unknown level: '99999999999999999999' in 'a=99999999999999999999': line 1 column 3" },
        { "a=1.5", "Unknown level: '1.5' in 'a=1.5': line 1 column 3" },
        { "a=-", "Unknown level: '-' in 'a=-': line 1 column 3" },
        { "a=inf", "Unknown level: 'inf' in 'a=inf': line 1 column 3" },
        { "a=infos", "Unknown level: 'infos' in 'a=infos': line 1 column 3" },
        { "a=info:b=info", "Unknown level: 'info:b=info' in 'a=info:b=info': line 1 column 3" },
        { "\377=info", "'utf-8' codec can't decode byte 0xff in position 0: line 1 column 1" },
        { "\302\200=info,\200=info", "'utf-8' codec can't decode byte 0x80 in position 8: line 1 column 8" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen seen = { .calls = 0 };
        char spec[200];
        snprintf(spec, sizeof spec, "%s", rows[i].spec);
        if (pylog__level_spec_parse(spec, note, &seen) != -1 || errno != EINVAL || seen.calls ||
            strcmp(pylog__error_text(), rows[i].sentence) != 0)
            fail_msg("%s: %s", rows[i].spec, pylog__error_text());
        assert_int_equal(pylog__level_spec_parse(spec, NULL, NULL), -1);
    }
}

static void stops_where_the_caller_fails(void **state) {
    (void)state;
    struct seen seen = { .fail_at = 2 };
    assert_int_equal(pylog__level_spec_parse("a=1,b=2,c=3", note, &seen), -1);
    assert_string_equal(seen.text, "[a=1]");
    assert_int_equal(seen.calls, 2);
    assert_string_equal(pylog__error_text(), "enough");
}

static void takes_more_level_names_than_usual(void **state) {
    (void)state;
    struct seen seen = { .calls = 0 };
    char name[16];
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "LEVEL%d", i);
        assert_int_equal(pylog_add_level_name(100 + i, name), 0);
    }
    assert_int_equal(pylog__level_spec_parse("level39", note, &seen), 0);
    assert_string_equal(seen.text, "[=139]");
}

static const struct CMUnitTest tests[] = {
    TEST_IN(named_levels, reads_names_and_levels_in_order),
    cmocka_unit_test(says_which_part_is_wrong_before_it_passes_on_any),
    cmocka_unit_test(stops_where_the_caller_fails),
    TEST(takes_more_level_names_than_usual),
};
TEST_MAIN

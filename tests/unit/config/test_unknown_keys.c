/* Keys that mean nothing: Python lets them pass; here those that look mistyped are errors, and all of them if
 * a program wants it. */
#include <config/file_config.h>
#include <config/reader.h>
#include <errno.h>
#include <fixture.h>
#include <pylog/config.h>
#include <stdio.h>
#include <string.h>

#include "configs.h"

static int set_up(void) {
    pylog_config_set_strict(false);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

#define HANDLER "'handlers': { 'h': { 'class': 'logging.StreamHandler' } }"

/* An INI file, some of which is to be put in: into each of its sections, and behind them. */
#define INI(formatters, formatter, handler, logger, behind)                                                  \
    "[formatters]\n" formatters                                                                              \
    "keys=f\n[handlers]\nkeys=h\n[loggers]\nkeys=root,a\n[formatter_f]\n" formatter                          \
    "[handler_h]\nclass=StreamHandler\n" handler "[logger_root]\nhandlers=h\n"                               \
    "[logger_a]\nqualname=a\nhandlers=\n" logger behind

/* What is JSON begins with a brace, and has ' for ". */
static int apply(const char *text) {
    return *text == '{' ? apply_json(text) : pylog__file_config_text(text, strlen(text), NULL, NULL);
}

/* ---- As Python --------------------------------------------------------------------------------- */

/* That CPython takes them, too, is shown by the conformance pairs. */
static const char *const ignored[] = {
    "{ 'version': 1, '$schema': 'https://x/y.json', '_comment': ['a', 1], 'author': {}, 'x': null }",
    "{ 'version': 1, '_root': 1, '#handlers': [], '//version': 2, '': 1 }",
    "{ 'version': 1, 'formatters': { 'f': { 'format': '%(message)s', 'fmt': 'x', 'use_colors': true } } }",
    "{ 'version': 1, 'filters': { 'f': { 'name': 'a', 'description': 'b' } } }",
    "{ 'version': 1, 'loggers': { 'a': { 'level': 'INFO', 'qualname': 'a', 'formatter': 'x', '_level': 1 } } "
    "}",
    "{ 'version': 1, 'root': { 'level': 'INFO', 'propagate': 'no', 'name': 'root', 'qualname': 1 } }",
    "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', '.': { 'colour': 1 } } } }",
    INI("version=1\n", "colors=yes\n_format=x\n", "stream=sys.stdout\nfilters=a\nchannel=b\n",
        "parent=root\nfilters=a\n", "[alembic]\nlevel=x\nlevle=y\n[handler_other]\nlevle=y\n"),
    "[DEFAULT]\nlevle=INFO\n" INI("", "", "", "", ""),
    INI("", "", "levels=INFO\nlevel=%(levels)s\n", "", ""),
    INI("", "", "Levels=INFO\nlevel=%(Levels)s\n", "", ""),
    "[DEFAULT]\nlevel=%(levels)s\n" INI("", "", "levels=INFO\n", "levels=INFO\n", "[DEFAULT]\nlevels=INFO\n"),
    "[DEFAULT]\nargs=(%(ARG)s,)\n" INI("", "", "Arg=sys.stderr\n", "", ""),
};

static void what_means_nothing_is_let_pass(void **state) {
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        if (apply(ignored[i]) == 0)
            continue;
        print_error("%s\n    %s\n", ignored[i], pylog_last_error());
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void other_keys_of_a_change_are_let_pass(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, " HANDLER " }"), 0);
    assert_int_equal(
        apply_json("{ 'version': 1, 'incremental': true, 'note': 1, 'handlers': { 'h': { 'level': "
                   "'ERROR', 'stream': 'ext://no.where' } } }"),
        0);
    assert_int_equal(
        apply_json("{ 'version': 1, 'incremental': true, 'handlers': { 'h': { 'levle': 'INFO' } } }"), -1);
}

/* ---- Mistyped, and all of them ----------------------------------------------------------------- */

struct refusal {
    const char *text, *error;
};

static size_t count_wrong(const struct refusal *rows, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        int result = apply(rows[i].text);
        if (result == -1 && errno == EINVAL && strcmp(pylog_last_error(), rows[i].error) == 0)
            continue;
        wrong++;
        print_error("%s\n    should give %s\n    and gave    %s\n", rows[i].text, rows[i].error,
                    result ? pylog_last_error() : "no error");
    }
    return wrong;
}

static void what_looks_mistyped_is_refused(void **state) {
    static const struct refusal rows[] = {
        { "{ 'version': 1, 'Root': {} }", "Root: unknown key; did you mean root? (line 1, column 25)" },
        { "{ 'version': 1, 'root': { 'LEVEL': 1 } }",
          "root.LEVEL: unknown key; did you mean level? (line 1, column 36)" },
        { "{ 'version': 1, 'roto': {} }", "roto: unknown key; did you mean root? (line 1, column 25)" },
        { "{ 'version': 1, 'root2': {} }", "root2: unknown key; did you mean root? (line 1, column 26)" },
        { "{ 'version': 1, 'formatters': { 'f': {\n 'Fromat': 'x' } } }",
          "formatters.f.Fromat: unknown key; did you mean format? (line 2, column 12)" },
        { "{ 'version': 1, 'loggers': { 'a': { 'propogate': 0 } } }",
          "loggers.a.propogate: unknown key; did you mean propagate? (line 1, column 50)" },
        { "{ 'version': 1, 'root': { 'filter': [] } }",
          "root.filter: unknown key; did you mean filters? (line 1, column 37)" },
        { INI("", "", "formater=f\n", "", ""),
          "handler_h.formater: unknown key; did you mean formatter? (line 10, column 10)" },
        { INI("", "dateformat=x\nformats=x\n", "", "", ""),
          "formatter_f.formats: unknown key; did you mean format? (line 9, column 9)" },
        { INI("", "", "", "lvel=INFO\n", ""),
          "logger_a.lvel: unknown key; did you mean level? (line 15, column 6)" },
        { "[DEFAULT]\nlevel=%(levelss)s\nlevelss=INFO\n" INI("", "", "", "levels=INFO\n", ""),
          "logger_a.levels: unknown key; did you mean level? (line 18, column 8)" },
        { "[formatters]\nkey=\n", "formatters.key: unknown key; did you mean keys? (line 2, column 5)" },
        { "[formater]\nkeys=\n[formatter]\nkeys=\n",
          "formatters: missing section; did you mean formatter? 'formatters'" },
        { "[formatters]\nkeys=f\n[formatter_F]\n",
          "formatter_f: missing section; did you mean formatter_F? 'formatter_f'" },
    };
    (void)state;
    assert_int_equal(count_wrong(rows, sizeof rows / sizeof *rows), 0);
}

static void a_strict_program_has_all_of_them_refused(void **state) {
    static const struct refusal rows[] = {
        { "{ 'version': 1,\n  'xyz': {} }", "xyz: unknown key (line 2, column 10)" },
        { "{ 'version': 1, '_root': {} }", "_root: unknown key; did you mean root? (line 1, column 26)" },
        { "{ 'version': 1, 'x': 1, 'handlers': { 'h': { 'class': 'cfg://handlers.g', 'g': 1 }, 'g': "
          "'cfg://handlers.g' } }",
          "x: unknown key (line 1, column 22)" },
        { "{ 'version': 1, 'formatters': { 'f': { 'fmt': 'x' } } }",
          "formatters.f.fmt: unknown key; did you mean format? (line 1, column 47)" },
        { "{ 'version': 1, 'filters': { 'f': { 'title': 'x' } } }",
          "filters.f.title: unknown key (line 1, column 46)" },
        { "{ 'version': 1, 'loggers': { 'a': { 'x': 'x' } } }",
          "loggers.a.x: unknown key (line 1, column 42)" },
        { "{ 'version': 1, 'root': { 'x': 'x' } }", "root.x: unknown key (line 1, column 32)" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', '.': { 'foo': 1 } } } }",
          "handlers.h.'.'.foo: unknown key: Unable to configure handler 'h': 'StreamHandler' object has no "
          "attribute "
          "'foo' that can be set (line 1, column 86)" },
        { INI("version=1\n", "", "", "", ""), "formatters.version: unknown key (line 2, column 9)" },
        { INI("", "colors=1\n", "", "", ""), "formatter_f.colors: unknown key (line 8, column 8)" },
        { INI("", "", "channel=1\n", "", ""), "handler_h.channel: unknown key (line 10, column 9)" },
        { INI("", "", "", "parent=1\n", ""), "logger_a.parent: unknown key (line 15, column 8)" },
        { INI("", "", "", "", "[handler_g]\n"),
          "handler_g: section that no `keys` names (line 15, column 1)" },
        { INI("", "", "", "", "[logger_]\n"), "logger_: section that no `keys` names (line 15, column 1)" },
    };
    (void)state;
    pylog_config_set_strict(true);
    size_t wrong = count_wrong(rows, sizeof rows / sizeof *rows);
    pylog_config_set_strict(false);
    assert_int_equal(wrong, 0);
}

static void a_strict_program_may_use_keys_of_its_own(void **state) {
    static const char *const texts[] = {
        "{ 'version': 1, 'levels': { 'low': 'DEBUG' }, 'root': { 'level': 'cfg://levels.low' } }",
        "[DEFAULT]\nhere=.\n" INI("", "", "out=sys.stdout\nargs=(%(out)s,)\n", "", "[alembic]\nx=y\n"),
    };
    (void)state;
    pylog_config_set_strict(true);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(apply(texts[i]), 0);
}

/* ---- One letter --------------------------------------------------------------------------------- */

static void one_letter_makes_a_name_nearly_another(void **state) {
    static const struct {
        const char *written, *name;
        bool nearly;
    } rows[] = {
        { "level", "level", true },
        { "LEVEL", "level", true },
        { "levle", "level", true },
        { "elvel", "level", true },
        { "leve", "level", true },
        { "evel", "level", true },
        { "levell", "level", true },
        { "xlevel", "level", true },
        { "lexel", "level", true },
        { "Xevel", "level", true },
        { "lev", "level", false },
        { "levelxx", "level", false },
        { "lxvxl", "level", false },
        { "vlele", "level", false },
        { "velel", "level", false },
        { "", "level", false },
        { "", "l", true },
        { "l", "", true },
        { "le", "el", true },
        { "ab", "cd", false },
        { "args", "kwargs", false },
        { "elvl", "level", false },
        { "handlers", "handlrs", true },
        { "lével", "level", true },
        { "levelé", "level", true },
        { "é", "", true },
        { "", "é", true },
        { "ée", "e", true },
        { "léevel", "level", true },
        { "lévél", "level", false },
        { "levelée", "level", false },
        { "grün", "grüm", true },
        { "grän", "grün", true },
        { "€", "é", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pylog__is_nearly(rows[i].written, rows[i].name) != rows[i].nearly)
            fail_msg("%s and %s", rows[i].written, rows[i].name);
}

static const struct CMUnitTest tests[] = {
    TEST(what_means_nothing_is_let_pass),
    TEST(other_keys_of_a_change_are_let_pass),
    TEST(what_looks_mistyped_is_refused),
    TEST(a_strict_program_has_all_of_them_refused),
    TEST(a_strict_program_may_use_keys_of_its_own),
    cmocka_unit_test(one_letter_makes_a_name_nearly_another),
};
TEST_MAIN

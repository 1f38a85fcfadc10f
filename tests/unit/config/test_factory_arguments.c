/* What a factory is told of its arguments: which are attributes, and which strings are JSON. */
#include <config/names.h>
#include <errno.h>
#include <fixture.h>
#include <pylog/config.h>
#include <stdio.h>
#include <string.h>

static char seen[512]; /* `key=text:kind`, a space after each, and `| ` before the attributes */

static int set_up(void) {
    seen[0] = '\0';
    return 0;
}

static int tear_down(void) {
    pylog_dict_config("{\"version\": 1}");
    pylog__names_reset();
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

static void note(const char *text) {
    strncat(seen, text, sizeof seen - strlen(seen) - 1);
}

static void note_field(const struct pylog_field *kwargs, const struct pylog_field *field) {
    static const char *const kinds[] = { [PYLOG_CONFIG_VALUE] = "value",
                                         [PYLOG_CONFIG_LIST] = "list",
                                         [PYLOG_CONFIG_TUPLE] = "tuple",
                                         [PYLOG_CONFIG_DICT] = "dict" };
    note(field->key);
    note("=");
    note(field->type == PYLOG_TYPE_STR ? field->value.s : "-");
    note(":");
    note(kinds[pylog_config_kind_of(kwargs, field)]);
    note(" ");
}

static pylog_handler *make_handler(const struct pylog_field *kwargs, void *data) {
    const struct pylog_field *field = kwargs, *attributes = pylog_config_attributes(kwargs);
    (void)data;
    for (; field->key && field < attributes; field++)
        note_field(kwargs, field);
    note("| ");
    for (field = attributes; field->key; field++)
        note_field(kwargs, field);
    return pylog_null_handler_new();
}

static void apply(const char *arguments) {
    char json[512];
    snprintf(json, sizeof json,
             "{ 'version': 1, 'list': ['x'], 'handlers': { 'h': { '()': 'my.Handler'%s } }, 'root': { 'handlers': ['h'] } }",
             arguments);
    for (char *at = json; *at; at++)
        if (*at == '\'')
            *at = '"';
    assert_int_equal(pylog_config_register_handler("my.Handler", make_handler, NULL), 0);
    if (pylog_dict_config(json))
        fail_msg("%s", pylog_last_error());
}

static void attributes_stand_apart_behind_the_arguments(void **state) {
    (void)state;
    apply(", 'a': 'one', 'b': 2, '.': { 'c': 'three', 'a': 'four' }");
    assert_string_equal(seen, "a=one:value b=-:value | c=three:value a=four:value ");
}

static void without_arguments_or_attributes_there_are_none(void **state) {
    static const struct {
        const char *arguments, *seen;
    } rows[] = {
        { "", "| " },
        { ", '.': {}", "| " },
        { ", 'a': null", "a=-:value | " },
        { ", '.': { 'a': true }", "| a=-:value " },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        seen[0] = '\0';
        apply(rows[i].arguments);
        assert_string_equal(seen, rows[i].seen);
    }
}

static void a_list_is_told_from_a_string_that_looks_like_one(void **state) {
    (void)state;
    apply(", 'a': ['x'], 'b': '[\\'x\\']', 'c': { 'k': 1 }, '.': { 'd': [], 'e': '[]', 'f': {} }");
    assert_string_equal(seen, "a=[\"x\"]:list b=[\"x\"]:value c={\"k\": 1}:dict | d=[]:list e=[]:value f={}:dict ");
}

static void only_what_JSON_must_escape_is_escaped(void **state) {
    (void)state;
    apply(", 'a': ['\\u001f\\u0020\\u007f\\u0080']");
    assert_string_equal(seen, "a=[\"\\u001f \x7f\302\200\"]:list | ");
}

/* Each of these is refused, and says what is wrong: the handler as it is by default is not taken instead. */
static void no_wrong_argument_is_passed_over(void **state) {
    static const struct {
        const char *handler, *words;
    } rows[] = {
        { "'class': 'logging.handlers.SocketHandler', 'host': 'h', 'port': 'x'", "an int" },
        { "'class': 'logging.handlers.SocketHandler', 'host': 'h', 'port': 1.5", "an int" },
        { "'class': 'logging.handlers.SocketHandler', 'host': 'h', 'port': 2147483648", "too large" },
        { "'class': 'logging.handlers.RotatingFileHandler', 'filename': 'x', 'delay': true, 'maxBytes': 'x'", "an int" },
        { "'class': 'logging.handlers.RotatingFileHandler', 'filename': 'x', 'delay': true, 'backupCount': []", "an int" },
        { "'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'x', 'delay': true, 'interval': 'x'", "an int" },
        { "'class': 'logging.handlers.MemoryHandler', 'capacity': 'x'", "an int" },
        { "'class': 'logging.FileHandler', 'filename': 'x', 'delay': true, 'buffer_size': 'x'", "an int" },
        { "'()': 'my.Handler', 'a': 'cfg://nope'", "nope" },
        { "'()': 'my.Handler', 'a': { 'b': 'cfg://nope' }", "nope" },
        { "'()': 'my.Handler', '.': { 'a': 'cfg://nope' }", "nope" },
        { "'()': 'my.Handler', 'a b': 1", "a b" },
    };
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Handler", make_handler, NULL), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text, "{ 'version': 1, 'handlers': { 'h': { %s } }, 'root': { 'handlers': ['h'] } }",
                 rows[i].handler);
        for (char *at = text; *at; at++)
            if (*at == '\'')
                *at = '"';
        errno = 0;
        if (pylog_dict_config(text) != -1 || errno != EINVAL || !strstr(pylog_last_error(), rows[i].words))
            fail_msg("%s: %s", rows[i].handler, pylog_last_error());
        assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    }
}

static void what_a_reference_leads_to_counts(void **state) {
    (void)state;
    apply(", 'a': 'cfg://list', '.': { 'b': 'cfg://list[0]' }");
    assert_string_equal(seen, "a=[\"x\"]:list | b=x:value ");
}

static void an_ini_file_may_have_tuples(void **state) {
    static const char ini[] =
        "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nlevel=INFO\nhandlers=h\n"
        "[handler_h]\nclass=my.Handler\nargs=('x', (1, 2), [3])\nkwargs={'k': ('y',), 's': '(1,)'}\n";
    FILE *file = fopen("factory.ini", "wb");
    (void)state;
    fputs(ini, file);
    fclose(file);
    assert_int_equal(pylog_config_register_handler("my.Handler", make_handler, NULL), 0);
    assert_int_equal(pylog_file_config("factory.ini", NULL), 0);
    assert_string_equal(seen, "0=x:value 1=[1, 2]:tuple 2=[3]:list k=[\"y\"]:tuple s=(1,):value | ");
    remove("factory.ini");
}

static const struct CMUnitTest tests[] = {
    TEST(attributes_stand_apart_behind_the_arguments),
    TEST(without_arguments_or_attributes_there_are_none),
    TEST(a_list_is_told_from_a_string_that_looks_like_one),
    TEST(only_what_JSON_must_escape_is_escaped),
    TEST(no_wrong_argument_is_passed_over),
    TEST(what_a_reference_leads_to_counts),
    TEST(an_ini_file_may_have_tuples),
};
TEST_MAIN

/* dict_config, by the behaviour that CPython's own ConfigDictTest asks for, where there is code in the
 * configuration: registered factories stand for it; and queues, of which there is one kind. */
#define _POSIX_C_SOURCE 200809L

#include <configs.h>
#include <handler_names.h>
#include <errno.h>
#include <files.h>
#include <fixture.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <string.h>

static int set_up(void) {
    configs_begin();
    return 0;
}

static int tear_down(void) {
    assert_int_equal(pylog_dict_config("{\"version\": 1}"), 0);
    return 0;
}

static int clean_up(void) {
    configs_end();
    return 0;
}

static const struct fixture fixture = {
    .seconds = 60, .directory = "python_dict_config_code", .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up
};

/* ---- Texts, with ' for " --------------------------------------------------------------------- */

#define BRIEF   "'formatters': { 'brief': { 'format': '%(levelname)s ++ %(message)s' } }"
#define STDOUT  "'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'"
#define CONSOLE "'handlers': { 'console': { " STDOUT ", 'formatter': 'brief', 'level': 'NOTSET' } }"
#define PLAIN   "'version': 1, " BRIEF ", " CONSOLE

/* ---- What stands for code -------------------------------------------------------------------- */

/* The keyword arguments of a factory, as `key=value ...`. */
struct called {
    char arguments[256];
    const char *refusal; /* the factory makes nothing, and says that; NULL: it makes something */
};

static void put_argument(struct called *called, const struct pylog_field *field) {
    size_t length = strlen(called->arguments), room = sizeof called->arguments - length;
    char *end = called->arguments + length;
    switch (field->type) {
    case PYLOG_TYPE_NONE: snprintf(end, room, "%s=None ", field->key); break;
    case PYLOG_TYPE_BOOL: snprintf(end, room, "%s=%s ", field->key, field->value.b ? "True" : "False"); break;
    case PYLOG_TYPE_INT:
    case PYLOG_TYPE_UINT: snprintf(end, room, "%s=%d ", field->key, (int)field->value.i); break;
    case PYLOG_TYPE_FLOAT: snprintf(end, room, "%s=%g ", field->key, field->value.f); break;
    case PYLOG_TYPE_STR: snprintf(end, room, "%s=%s ", field->key, field->value.s); break;
    }
}

static bool is_accepted(struct called *called, const struct pylog_field *kwargs) {
    called->arguments[0] = '\0';
    for (; kwargs->key; kwargs++)
        put_argument(called, kwargs);
    if (called->refusal)
        errno = EINVAL;
    return !called->refusal;
}

/* Formats an error in its own way. */
static int format_got(const struct pylog_record *record, pylog_buffer *text, void *data) {
    (void)data;
    return pylog_buffer_printf(text, "%s:%s Got a [%s]", record->levelname, pylog_record_message(record, NULL),
                               record->exc_info ? record->exc_info->type : "nothing");
}

static pylog_formatter *make_formatter(const struct pylog_field *kwargs, void *data) {
    return is_accepted(data, kwargs) ? pylog_formatter_new_callback(format_got, NULL, NULL) : NULL;
}

/* Writes the resource that it was made with behind each message. */
static int write_with_resource(pylog_handler *handler, const struct pylog_record *record, const char *text,
                               size_t length) {
    const struct called *called = pylog_handler_data(handler);
    (void)record;
    return fprintf(printed_file(), "%.*s %s\n", (int)length - 1, text, called->arguments) < 0 ? -1 : 0;
}

static pylog_handler *make_handler(const struct pylog_field *kwargs, void *data) {
    static const struct pylog_handler_ops ops = { .name = "MyHandler", .write = write_with_resource };
    return is_accepted(data, kwargs) ? pylog_handler_new(&ops, data) : NULL;
}

static int is_not_secret(struct pylog_record *record, void *data) {
    (void)data;
    return strcmp(pylog_record_message(record, NULL), "secret") != 0;
}

static pylog_filter *make_filter(const struct pylog_field *kwargs, void *data) {
    return is_accepted(data, kwargs) ? pylog_filter_new_callback(is_not_secret, NULL, NULL) : NULL;
}

static struct called formatter, handler, filter;

static int set_up_factories(void) {
    formatter = handler = filter = (struct called){ .refusal = NULL };
    return set_up() | pylog_config_register_formatter("my.Formatter", make_formatter, &formatter) |
           pylog_config_register_handler("my.Handler", make_handler, &handler) |
           pylog_config_register_filter("my.Filter", make_filter, &filter);
}

static int clean_up_factories(void) {
    return clean_up() | pylog_config_register_formatter("my.Formatter", NULL, NULL) |
           pylog_config_register_handler("my.Handler", NULL, NULL) |
           pylog_config_register_filter("my.Filter", NULL, NULL);
}

static const struct fixture factories = {
    .seconds = 60,
    .directory = "python_dict_config_code",
    .set_up = set_up_factories,
    .tear_down = tear_down,
    .clean_up = clean_up_factories,
};

#define WITH_FORMATTER(formatter)                                                                            \
    "{ 'version': 1, 'formatters': { 'f': { " formatter " } },"                                              \
    "  'handlers': { 'console': { " STDOUT ", 'formatter': 'f' } }, 'root': { 'handlers': ['console'] } }"

static void a_registered_factory_makes_a_formatter(void **state) {
    const struct pylog_call call = { .exc_info = &(struct pylog_exc_info){ .type = "RuntimeError" } };
    (void)state;
    assert_int_equal(apply_json(WITH_FORMATTER("'()': 'my.Formatter', 'format': '%(message)s'")), 0);
    assert_string_equal(formatter.arguments, "format=%(message)s ");
    pylog_log_with(NULL, PYLOG_ERROR, &call, "just testing");
    assert_string_equal(printed(), "ERROR:just testing Got a [RuntimeError]\n");
}

static void a_registered_class_makes_a_formatter(void **state) {
    (void)state;
    assert_int_equal(
        apply_json(WITH_FORMATTER("'class': 'my.Formatter', 'format': '%(message)s', 'validate': false")), 0);
    assert_string_equal(formatter.arguments, "fmt=%(message)s datefmt=None style=% validate=False ");
    pylog_error(NULL, "x");
    assert_string_equal(printed(), "ERROR:x Got a [nothing]\n");
}

/* A format of another style is the factory's to refuse. */
static void a_factory_is_told_not_to_validate(void **state) {
    (void)state;
    assert_int_equal(apply_json(WITH_FORMATTER(
                         "'()': 'my.Formatter', 'format': '%(message)s', 'style': '$', 'validate': false")),
                     0);
    assert_string_equal(formatter.arguments, "format=%(message)s style=$ validate=False ");
}

static void attributes_of_what_a_factory_makes_are_arguments_too(void **state) {
    (void)state;
    assert_int_equal(
        apply_json(WITH_FORMATTER("'()': 'my.Formatter', 'style': '{', '.': { 'custom_property': 'value' }")),
        0);
    assert_string_equal(formatter.arguments, "style={ custom_property=value ");
}

static void a_factory_may_refuse_its_arguments(void **state) {
    (void)state;
    formatter.refusal = "no defaults, please";
    assert_refused(apply_json(WITH_FORMATTER("'()': 'my.Formatter', 'validate': false")),
                   "formatters.f: Unable to configure formatter 'f': [Errno 22] Invalid argument");
    assert_refused(
        apply_json(WITH_FORMATTER("'()': 'my.Formatter', 'defaults': { 'customfield': 'myvalue' }")),
        "Unable to configure formatter 'f'");
    assert_string_equal(formatter.arguments, "defaults={\"customfield\": \"myvalue\"} ");
}

static void a_registered_class_makes_a_handler(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, " BRIEF
                                ", 'handlers': { 'h': { 'class': 'my.Handler', 'formatter': 'brief',"
                                "    'stream': 'ext://sys.stdout', 'level': 'NOTSET' } },"
                                "  'loggers': { 'app.parser': { 'level': 'DEBUG', 'handlers': ['h'] } } }"),
                     0);
    log_info_and_error("app.parser");
    assert_string_equal(printed(),
                        "INFO ++ 1 stream=ext://sys.stdout \nERROR ++ 2 stream=ext://sys.stdout \n");
}

static void an_argument_that_is_no_identifier_is_refused(void **state) {
    (void)state;
    assert_refused(apply_json("{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler', '9': 'invalid "
                              "parameter name' } } }"),
                   "Unable to configure handler 'h': Not a valid Python identifier: '9'");
}

static void arguments_of_a_factory_may_be_lists_and_dicts(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, 'handlers': { 'h': { '()': 'my.Handler',"
                                "    'resource': { 'type': 'my_type', 'labels': ['a'] } } },"
                                "  'root': { 'level': 'INFO', 'handlers': ['h'] } }"),
                     0);
    pylog_info(NULL, "some log");
    assert_string_equal(printed(), "some log resource={\"type\": \"my_type\", \"labels\": [\"a\"]} \n");
}

static void references_in_lists_end_where_they_lead_in_circles_or_to_too_much(void **state) {
    (void)state;
    assert_refused(apply_json("{ 'version': 1, 'a': ['cfg://a'], 'handlers': { 'h': { '()': 'my.Handler',"
                              "    'list': 'cfg://a' } } }"),
                   "maximum recursion depth exceeded: cfg:// leads in circles");
    char text[4000] = "{ 'version': 1, 'a0': ['x']";
    for (int i = 1; i < 40; i++)
        sprintf(text + strlen(text), ", 'a%d': ['cfg://a%d', 'cfg://a%d']", i, i - 1, i - 1);
    strcat(text, ", 'handlers': { 'h': { '()': 'my.Handler', 'list': 'cfg://a39' } } }");
    assert_refused(apply_json(text), "cfg:// leads to too much text");
}

static void other_keys_of_a_handler_are_arguments_of_its_class(void **state) {
    (void)state;
    assert_int_equal(
        apply_json("{ 'version': 1, 'handlers': { 'custom': { 'class': 'my.Handler', 'foo': 'bar' } },"
                   "  'root': { 'level': 'DEBUG', 'handlers': ['custom'] } }"),
        0);
    assert_string_equal(handler.arguments, "foo=bar ");
}

static void a_registered_factory_makes_a_filter(void **state) {
    (void)state;
    assert_int_equal(
        apply_json("{ " PLAIN ", 'filters': { 'mine': { '()': 'my.Filter', 'strict': true } },"
                   "  'root': { 'level': 'DEBUG', 'filters': ['mine'], 'handlers': ['console'] } }"),
        0);
    assert_string_equal(filter.arguments, "strict=True ");
    pylog_info(NULL, "secret");
    pylog_info(NULL, "known");
    assert_string_equal(printed(), "INFO ++ known\n");
}

/* ---- Queues ---------------------------------------------------------------------------------- */

/* The handler that the queue is for stands before the one that it needs. */
#define WITH_QUEUE(more)                                                                                     \
    "{ 'version': 1, 'handlers': { 'ah': { 'class': 'logging.handlers.QueueHandler', 'handlers': "           \
    "['h1']" more " },"                                                                                      \
    "  'h1': { 'class': 'logging.FileHandler', 'filename': 'python_dict_config_code/q.log' } },"             \
    "  'root': { 'level': 'DEBUG', 'handlers': ['ah'] } }"

static void assert_queue_works(const char *text) {
    if (apply_json(text))
        fail_msg("%s", pylog_last_error());
    pylog_handler *queue_handler = pylog_get_handler_by_name("ah");
    assert_int_equal(names_of_handlers(NULL, 0), 2);
    pylog_queue_listener *listener = pylog_queue_handler_listener(queue_handler);
    assert_non_null(listener);
    pylog_debug(NULL, "foo");
    pylog_info(NULL, "bar");
    pylog_warning(NULL, "baz");
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    files_assert("python_dict_config_code/q.log", "foo\nbar\nbaz\n");
    pylog_handler_unref(queue_handler);
    assert_int_equal(apply_json("{ 'version': 1 }"), 0);
    remove("python_dict_config_code/q.log");
}

static void a_queue_handler_comes_with_queue_and_listener(void **state) {
    static const char *const texts[] = {
        WITH_QUEUE(""),
        WITH_QUEUE(", 'respect_handler_level': true"),
        WITH_QUEUE(", 'queue': 'queue.Queue'"),
        WITH_QUEUE(", 'queue': 'queue.SimpleQueue', 'listener': 'logging.handlers.QueueListener'"),
        WITH_QUEUE(", 'queue': { '()': 'queue.Queue', 'maxsize': 10 }"),
        WITH_QUEUE(", 'queue': { '()': 'queue.Queue', 'maxsize': -1 }"),
        WITH_QUEUE(", 'queue': { '()': 'queue.Queue', 'capacity': 4096, 'overflow': 'block' },"
                   "  'listener': 'ext://logging.handlers.QueueListener'"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_queue_works(texts[i]);
}

static void a_queue_handler_with_a_wrong_queue_or_listener_is_refused(void **state) {
    static const char *const texts[] = {
        WITH_QUEUE(", 'queue': 4"),
        WITH_QUEUE(", 'queue': ''"),
        WITH_QUEUE(", 'queue': 'foo'"),
        WITH_QUEUE(", 'queue': {}"),
        WITH_QUEUE(", 'listener': 4"),
        WITH_QUEUE(", 'listener': ''"),
        WITH_QUEUE(", 'listener': 'bar'"),
        WITH_QUEUE(", 'queue': 4, 'listener': 'bar'"),
        WITH_QUEUE(", 'queue': 'logging.StreamHandler'"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_refused(apply_json(texts[i]), "Unable to configure handler 'ah'");
    files_assert("python_dict_config_code/q.log", NULL);
}

/* Nobody takes from it: records are kept, up to its capacity. */
static void a_queue_handler_needs_no_handlers(void **state) {
    (void)state;
    assert_int_equal(
        apply_json("{ 'version': 1, 'handlers': { 'sink': { 'class': 'logging.handlers.QueueHandler',"
                   "    'queue': { '()': 'multiprocessing.Queue' } } },"
                   "  'root': { 'level': 'DEBUG', 'handlers': ['sink'] } }"),
        0);
    pylog_handler *sink = pylog_get_handler_by_name("sink");
    assert_null(pylog_queue_handler_listener(sink));
    pylog_info(NULL, "kept");
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(sink, &stats);
    assert_int_equal(stats.dropped, 0);
    pylog_handler_unref(sink);
}

static const struct CMUnitTest tests[] = {
    TEST_IN(factories, a_registered_factory_makes_a_formatter),
    TEST_IN(factories, a_registered_class_makes_a_formatter),
    TEST_IN(factories, a_factory_is_told_not_to_validate),
    TEST_IN(factories, attributes_of_what_a_factory_makes_are_arguments_too),
    TEST_IN(factories, a_factory_may_refuse_its_arguments),
    TEST_IN(factories, a_registered_class_makes_a_handler),
    TEST_IN(factories, an_argument_that_is_no_identifier_is_refused),
    TEST_IN(factories, arguments_of_a_factory_may_be_lists_and_dicts),
    TEST_IN(factories, references_in_lists_end_where_they_lead_in_circles_or_to_too_much),
    TEST_IN(factories, other_keys_of_a_handler_are_arguments_of_its_class),
    TEST_IN(factories, a_registered_factory_makes_a_filter),
    TEST(a_queue_handler_comes_with_queue_and_listener),
    TEST(a_queue_handler_with_a_wrong_queue_or_listener_is_refused),
    TEST(a_queue_handler_needs_no_handlers),
};
TEST_MAIN

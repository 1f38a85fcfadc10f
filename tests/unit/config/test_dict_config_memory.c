/* Without memory, wherever it is asked for, a configuration is refused, and what was there before is as it
 * was. */
#include <base/error.h>
#include "capture.h"
#include <config/names.h>
#include "failing_allocator.h"
#include "files.h"
#include <fixture.h>
#include <handler_names.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <string.h>

static const char *const directory = "dict_config_memory";

static const char in_force[] =
    "{ 'version': 1, 'handlers': { 'old': { 'class': 'logging.FileHandler', 'filename': "
    "'dict_config_memory/old' } },"
    "  'loggers': { 'a': { 'level': 'INFO', 'handlers': ['old'] }, 'b': {}, 'c.d': {} },"
    "  'root': { 'handlers': ['old'] } }";

/* Something of everything. */
static const char wanted[] =
    "{ 'version': 1,"
    "  'formatters': {"
    "    'p': { 'format': '%(message)s', 'datefmt': '%H', 'defaults': { 'x': 1, 'l': [1, 'a'] } },"
    "    'b': { '()': 'logging.Formatter', 'fmt': '{message}', 'style': '{',"
    "           '.': { 'converter': 'ext://time.gmtime', 'default_time_format': '%H', 'default_msec_format': "
    "null } },"
    "    'm': { 'class': 'my.Formatter', 'format': 'x' } },"
    "  'filters': { 'f': { 'name': 'a' }, 'm': { '()': 'my.Filter', 'list': [1, { 'a': 'b' }] } },"
    "  'where': { 'is': ['dict_config_memory/new'] },"
    "  'handlers': {"
    "    'm': { 'class': 'logging.handlers.MemoryHandler', 'capacity': 3, 'target': 'z', 'flushLevel': "
    "'INFO' },"
    "    'z': { 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'p', 'level': "
    "'ERROR',"
    "           'filters': ['f', 'm'], '.': { 'terminator': '!' } },"
    "    'a': { 'class': 'logging.FileHandler', 'filename': 'cfg://where.is[0]', 'encoding': 'latin-1' },"
    "    'w': { 'class': 'logging.FileHandler', 'filename': 'dict_config_memory/kept', 'mode': 'w', "
    "'buffer_size': 99 },"
    "    'r': { 'class': 'logging.handlers.RotatingFileHandler', 'filename': 'dict_config_memory/r', "
    "'maxBytes': 9 },"
    "    't': { 'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'dict_config_memory/t', "
    "'when': 'D' },"
    "    'v': { 'class': 'logging.handlers.WatchedFileHandler', 'filename': 'dict_config_memory/v', 'delay': "
    "true },"
    "    's': { 'class': 'logging.handlers.SocketHandler', 'host': 'localhost', 'port': 1, 'buffer': 100 },"
    "    'd': { 'class': 'logging.handlers.DatagramHandler', 'host': 'localhost', 'port': 1 },"
    "    'y': { 'class': 'logging.handlers.SysLogHandler', 'address': ['127.0.0.1', 9], 'facility': 'local0' "
    "},"
    "    'e': { 'class': 'logging.handlers.SMTPHandler', 'mailhost': ['a', 25], 'fromaddr': 'a@b',"
    "           'toaddrs': ['c@d', 'e@f'], 'subject': 's', 'credentials': ['u', 'p'] },"
    "    'h': { 'class': 'logging.handlers.HTTPHandler', 'host': 'a', 'url': '/b', 'credentials': ['u', 'p'] "
    "},"
    "    'q': { 'class': 'logging.handlers.QueueHandler', 'queue': { '()': 'queue.Queue', 'maxsize': 5 } },"
    "    'n': { 'class': 'logging.NullHandler' },"
    "    'my': { 'class': 'my.Handler', 'x': 'y', 'z': { 'a': null }, '.': { 'b': 1 } } },"
    "  'loggers': { 'a': { 'level': 'DEBUG', 'handlers': ['m', 'a', 'w', 'r'], 'filters': ['f'], "
    "'propagate': false },"
    "               'c.d': { 'handlers': ['t', 'v', 's', 'd', 'y', 'e', 'h', 'q', 'n', 'my'] } },"
    "  'root': { 'level': 'ERROR', 'handlers': ['z'], 'filters': ['m'] } }";

static int configure(const char *text) {
    char json[8192];
    snprintf(json, sizeof json, "%s", text);
    for (char *at = json; *at; at++)
        if (*at == '\'')
            *at = '"';
    return pylog_dict_config(json);
}

static pylog_handler *make_handler(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    return pylog_null_handler_new();
}

static pylog_formatter *make_formatter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    return pylog_formatter_new("%(message)s", NULL);
}

static pylog_filter *make_filter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    return pylog_filter_new("a");
}

static int set_up(void) {
    files_write("dict_config_memory/kept", "kept\n");
    return pylog_config_register_handler("my.Handler", make_handler, NULL) |
           pylog_config_register_formatter("my.Formatter", make_formatter, NULL) |
           pylog_config_register_filter("my.Filter", make_filter, NULL);
}

static int tear_down(void) {
    pylog__names_reset();
    return 0;
}

static const struct fixture fixture = {
    .directory = directory, .counts_memory = true, .set_up = set_up, .tear_down = tear_down
};

static void assert_old_in_force(size_t n) {
    pylog_handler *handler = NULL;
    struct pylog_handler_stats stats;
    if (names_of_handlers(NULL, 0) != 1 ||
        pylog_logger_handlers(pylog_get_logger("a"), &handler, 1) != 1 ||
        pylog_logger_level(pylog_get_logger("a")) != PYLOG_INFO ||
        pylog_logger_level(NULL) != PYLOG_WARNING || pylog_logger_disabled(pylog_get_logger("b")) ||
        pylog_logger_handlers(pylog_get_logger("c.d"), NULL, 0))
        fail_msg("something has changed at allocation %zu", n);
    pylog_handler_get_stats(handler, &stats);
    assert_string_equal(name_of_handler(handler), "old");
    assert_int_equal(stats.reconnects, 0);
    pylog_handler_unref(handler);
}

static void is_refused_whole_at_every_allocation(void **state) {
    size_t n = 0;
    (void)state;
    assert_int_equal(configure(in_force), 0);
    const size_t blocks = failing_allocator_blocks(), bytes = failing_allocator_bytes();
    do {
        failing_allocator_fail_at(++n);
        int result = configure(wanted);
        if (!failing_allocator_has_failed()) {
            assert_int_equal(result, 0);
            break;
        }
        if (result != -1 || !errno)
            fail_msg("allocation %zu failed, and the configuration was not refused", n);
        failing_allocator_fail_at(0);
        pylog__error_clear();
        assert_old_in_force(n);
        if (failing_allocator_blocks() != blocks || failing_allocator_bytes() != bytes)
            fail_msg("allocation %zu: %zu blocks, %zu bytes are left", n, failing_allocator_blocks() - blocks,
                     failing_allocator_bytes() - bytes);
        if (strcmp(files_in(directory), "kept old ") != 0)
            fail_msg("allocation %zu left %s", n, files_in(directory));
        files_assert("dict_config_memory/kept", "kept\n");
    } while (n < 10000);
    failing_allocator_fail_at(0);
    assert_true(n > 100);
    assert_string_equal(files_in(directory), "kept new old r t ");
    files_assert("dict_config_memory/kept", "");
    assert_int_equal(names_of_handlers(NULL, 0), 15);
    assert_int_equal(
        configure("{ 'version': 1, 'root': { 'handlers': [] }, 'loggers': { 'a': {}, 'c.d': {} } }"), 0);
}

static void gives_everything_back(void **state) {
    (void)state;
    assert_int_equal(configure(in_force), 0);
    const size_t blocks = failing_allocator_blocks();
    for (int i = 0; i < 5; i++) {
        assert_int_equal(configure(wanted), 0);
        assert_int_equal(configure(in_force), 0);
    }
    /* filters of loggers stay, as in Python: one of `a` and one of the root each time, each in a list */
    assert_true(failing_allocator_blocks() <= blocks + 5 * 2 + 4);
    assert_int_equal(
        configure("{ 'version': 1, 'root': { 'handlers': [] }, 'loggers': { 'a': {}, 'b': {}, 'c.d': {} } }"),
        0);
}

static void refuses_to_register_without_memory(void **state) {
    (void)state;
    failing_allocator_fail_from(1);
    assert_int_equal(pylog_config_register_handler("other.Handler", make_handler, NULL), -1);
    assert_int_equal(errno, ENOMEM);
    assert_int_equal(pylog_config_register_stream("other.stream", stdout), -1);
    assert_int_equal(pylog_config_register_handler("my.Handler", make_handler, NULL), -1);
    failing_allocator_fail_at(0);
    assert_null(pylog_config_stream("other.stream"));
    assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler' } } }"), 0);
}

static const struct CMUnitTest tests[] = {
    TEST(is_refused_whole_at_every_allocation),
    TEST(gives_everything_back),
    TEST(refuses_to_register_without_memory),
};
TEST_MAIN

/* A handler of your own is one function. Levels, filters, formatting, locking and reporting errors are the
 * library's.
 *
 * Output:
 *     1: [app] first
 *     2: [app] second
 */
#include <pylog.h>

struct counter {
    FILE *out;
    int lines;
};

/* The text is formatted and ends with a newline; the handler's lock is held. */
static int write_numbered(pylog_handler *handler, const struct pylog_record *record, const char *text,
                          size_t length) {
    struct counter *counter = pylog_handler_data(handler);
    (void)record;
    fprintf(counter->out, "%d: ", ++counter->lines);
    return fwrite(text, 1, length, counter->out) == length ? 0 : -1;
}

static const struct pylog_handler_ops numbered = { .name = "NumberedHandler", .write = write_numbered };

int main(void) {
    static struct counter counter = { .lines = 0 };
    counter.out = stdout;

    pylog_handler *handler = pylog_handler_new(&numbered, &counter);
    pylog_handler_set_format(handler, "[%(name)s] %(message)s", NULL);
    pylog_handler_set_level(handler, PYLOG_WARNING);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);

    pylog_warning(pylog_get_logger("app"), "first");
    pylog_info(pylog_get_logger("app"), "below the handler's level");
    pylog_error(pylog_get_logger("app"), "second");
}

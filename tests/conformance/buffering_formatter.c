/* BufferingFormatter: a header, the lines, a footer. */
#include "support.h"

static int put_header(const struct pylog_record *const *records, size_t count, pylog_buffer *out,
                      void *data) {
    (void)records, (void)data;
    return pylog_buffer_printf(out, "[%zu ", count);
}

static int put_footer(const struct pylog_record *const *records, size_t count, pylog_buffer *out,
                      void *data) {
    (void)data;
    return pylog_buffer_printf(out, " %s]", records[count - 1]->levelname);
}

static void print_format(pylog_buffering_formatter *formatter, const struct pylog_record *const *records,
                         size_t count) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_buffering_formatter_format(formatter, records, count, out);
    print_escaped(pylog_buffer_data(out));
    putchar('\n');
    pylog_buffer_free(out);
}

static void show(const char *format, bool framed) {
    static const char *const texts[] = { "one", "two", "three" };
    struct pylog_record *records[3];
    pylog_formatter *lines = format ? pylog_formatter_new(format, NULL) : NULL;
    pylog_buffering_formatter *formatter = pylog_buffering_formatter_new(lines);
    if (framed)
        pylog_buffering_formatter_set_callbacks(formatter, put_header, put_footer, NULL);
    for (size_t i = 0; i < 3; i++)
        records[i] = pylog_logger_make_record(pylog_get_logger("app"), PYLOG_ERROR, NULL, "%s", texts[i]);
    print_format(formatter, NULL, 0);
    print_format(formatter, (const struct pylog_record *const *)records, 1);
    print_format(formatter, (const struct pylog_record *const *)records, 3);
    for (size_t i = 0; i < 3; i++)
        pylog_record_free(records[i]);
    pylog_buffering_formatter_free(formatter);
    pylog_formatter_unref(lines);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    show(NULL, false);
    show("<%(message)s>", false);
    show(NULL, true);
    show("%(levelname)s %(message)s\n", true);
    return 0;
}

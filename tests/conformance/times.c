/* Time as text: formats, fractions, zones and far times, one a row. */
#include "support.h"

static pylog_formatter *new_formatter(const struct row *row) {
    struct pylog_formatter_options options = { .datefmt = row->cells[3] };
    pylog_formatter *formatter = pylog_formatter_new("%(asctime)s", &options);
    if (strcmp(row->cells[1], "gmtime") == 0)
        pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    if (row->cells[4])
        pylog_formatter_set_default_time_format(formatter, row->cells[4]);
    if (row->cells[5])
        pylog_formatter_set_default_msec_format(formatter,
                                                strcmp(row->cells[5], "none") == 0 ? NULL : row->cells[5]);
    return formatter;
}

/* The floats as Python prints them: through a formatter, which is tested by fields.c. */
static void print_floats(const struct pylog_record *record) {
    pylog_buffer *text = pylog_buffer_new();
    pylog_formatter *formatter = pylog_formatter_new("%(created)s %(msecs)s", NULL);
    pylog_formatter_format(formatter, record, text);
    printf(" %s\n", pylog_buffer_data(text));
    pylog_formatter_unref(formatter);
    pylog_buffer_free(text);
}

static void print_time(pylog_formatter *formatter, const struct pylog_record *record, const char *datefmt) {
    pylog_buffer *text = pylog_buffer_new(), *again = pylog_buffer_new();
    pylog_formatter_format(formatter, record, text);
    print_escaped(pylog_buffer_data(text));
    print_floats(record);
    pylog_formatter_format_time(formatter, record, datefmt, again);
    if (strcmp(pylog_buffer_data(text), pylog_buffer_data(again)) != 0)
        puts("formatTime gives something else");
    pylog_buffer_free(text);
    pylog_buffer_free(again);
}

static void run(const struct row *row) {
    for (int i = 0; i < row->count; i++) {
        print_escaped(row->cells[i]);
        putchar(' ');
    }
    fputs("=> ", stdout);
    set_zone(row->cells[0]);
    set_clock(strtoll(row->cells[2], NULL, 10));
    struct pylog_record *record = pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "text");
    pylog_formatter *formatter = new_formatter(row);
    print_time(formatter, record, row->cells[3]);
    pylog_formatter_unref(formatter);
    pylog_record_free(record);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("times", run);
    return 0;
}

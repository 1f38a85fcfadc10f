/* Every way to print a field, in the three styles: one formatter and one record a row. */
#include "support.h"

#include <float.h>
#include <math.h>

static pylog_formatter *new_formatter(const struct row *row) {
    struct pylog_formatter_options options = {
        .style = row->cells[0][0],
        .no_validate = strcmp(row->cells[1], "1") != 0,
        .defaults = PYLOG_FIELDS(pylog_field_str("fallback", "given"), pylog_field_int("number", 7),
                                 pylog_field_str("name", "never seen")),
    };
    return pylog_formatter_new(row->cells[3], &options);
}

static struct pylog_record *new_record(const char *message) {
    struct pylog_call call = {
        .extra = PYLOG_FIELDS(
            pylog_field_none("nothing"), pylog_field_bool("yes", true), pylog_field_bool("no", false), pylog_field_int("small", -5),
            pylog_field_uint("large", UINT64_MAX), pylog_field_int("least", INT64_MIN), pylog_field_float("half", 2.5),
            pylog_field_float("tiny", 1e-05), pylog_field_float("huge", 1e16), pylog_field_float("third", 1.0 / 3),
            pylog_field_float("most", DBL_MAX), pylog_field_float("denormal", 5e-324), pylog_field_float("minus", -0.0),
            pylog_field_float("infinite", -HUGE_VAL), pylog_field_float("nan", nan("")), pylog_field_str("text", "it's"),
            pylog_field_str("wide", "h\xc3\xa9llo\xe2\x82\xac"), pylog_field_str("empty", "")),
    };
    return pylog_logger_make_record(pylog_get_logger("app.db"), PYLOG_WARNING, &call, "%s", message);
}

static void print_failure(const char *verb) {
    printf("%s: ", verb);
    print_escaped(pylog_last_error());
    putchar('\n');
}

static void format(pylog_formatter *formatter, struct pylog_record *record) {
    pylog_buffer *text = pylog_buffer_new();
    struct pylog_field asctime;
    if (pylog_formatter_format(formatter, record, text)) {
        print_failure("failed");
    } else {
        print_bytes(pylog_buffer_data(text), pylog_buffer_length(text));
        putchar('\n');
        if (pylog_formatter_uses_time(formatter) != (pylog_record_get(record, "asctime", &asctime) == 0))
            puts("asctime is wrong");
    }
    pylog_buffer_free(text);
}

static void run(const struct row *row) {
    printf("%s ", row->cells[0]);
    print_escaped(row->cells[3]);
    fputs(" => ", stdout);
    pylog_formatter *formatter = new_formatter(row);
    if (!formatter) {
        print_failure("refused");
        return;
    }
    struct pylog_record *record = new_record(row->cells[2]);
    format(formatter, record);
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("fields", run);
    for_each_row("fields_random", run);
    return 0;
}

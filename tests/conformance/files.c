/* File handlers: encodings and errors, modes, delay, reopening; one file a row. */
#include "support.h"

enum { BEFORE, MODE, ENCODING, ERRORS, DELAY, STEPS };

static void write_file(const char *path, const char *content) {
    FILE *file = fopen(path, "wb");
    fputs(content ? content : "", file);
    fclose(file);
    if (!content)
        remove(path);
}

/* `close`, `print`, or a message to be logged. */
static void take(pylog_handler *handler, const char *step) {
    if (strcmp(step, "close") == 0) {
        pylog_handler_close(handler);
    } else if (strcmp(step, "print") == 0) {
        print_file("case.txt");
    } else {
        struct pylog_record *record =
            pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "%s", step);
        pylog_handler_handle(handler, record);
        pylog_record_free(record);
    }
}

static void print_row(const struct row *row) {
    for (int i = 0; i < row->count; i++) {
        fputs(i ? " " : "", stdout);
        print_escaped(row->cells[i]);
    }
    putchar('\n');
}

static void run(const struct row *row) {
    const struct pylog_file_options options = { .mode = row->cells[MODE],
                                                .encoding = row->cells[ENCODING],
                                                .errors = row->cells[ERRORS],
                                                .delay = strcmp(row->cells[DELAY], "1") == 0 };
    print_row(row);
    write_file("case.txt", row->cells[BEFORE]);
    pylog_handler *handler = pylog_file_handler_new("case.txt", &options);
    if (!handler) {
        fputs("    ", stdout);
        print_without_directory(pylog_last_error());
        putchar('\n');
        return;
    }
    for (int i = STEPS; i < row->count; i++)
        take(handler, row->cells[i]);
    pylog_handler_close(handler);
    print_file("case.txt");
    print_reported_errors();
    pylog_handler_unref(handler);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("files", run);
    return 0;
}

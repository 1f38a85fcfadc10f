/* What stands in `args` of INI files; one a row of the table `literals_random`.
 *
 * Unlike Python: args, kwargs and defaults are no code, but literals with a few operators and calls. Of what
 * is not among them both say `refused`. */
#include "support.h"

#include <pylog/config.h>

static void print_field(const struct pylog_field *field) {
    char number[64];
    const char *text = number;
    switch (field->type) {
    case PYLOG_TYPE_NONE: text = "None"; break;
    case PYLOG_TYPE_BOOL: text = field->value.b ? "True" : "False"; break;
    case PYLOG_TYPE_FLOAT: snprintf(number, sizeof number, "%.17g", field->value.f); break;
    case PYLOG_TYPE_STR: text = field->value.s; break;
    case PYLOG_TYPE_INT:
    case PYLOG_TYPE_UINT: snprintf(number, sizeof number, "%lld", (long long)field->value.i); break;
    }
    fputs("    ", stdout);
    print_escaped(text);
    putchar('\n');
}

static pylog_handler *make(const struct pylog_field *kwargs, void *data) {
    (void)data;
    for (; kwargs->key; kwargs++)
        print_field(kwargs);
    return pylog_null_handler_new();
}

static void run(const struct row *row) {
    static char text[65536];
    int length = snprintf(text, sizeof text,
                          "[formatters]\nkeys=\n[handlers]\nkeys=h\n[loggers]\nkeys=root\n[logger_root]\n"
                          "handlers=h\n[handler_h]\nclass=literals.Handler\nargs=(%s,)\n",
                          row->cells[0]);
    print_escaped(row->cells[0]);
    putchar('\n');
    if (pylog_file_config_text(text, (size_t)length, NULL))
        puts("    refused");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    setenv("LITERAL_WORD", "w\xC3\xB6rd", 1);
    setenv("LITERAL_EMPTY", "", 1);
    setenv("LITERAL_PATH", "/var/log", 1);
    pylog_config_register_handler("literals.Handler", make, NULL);
    for_each_row("literals_random", run);
    return 0;
}

/* basicConfig: every argument and every conflict, one call on an empty root logger a row.
 *
 * A failed call is only shown by its error here, because:
 * Unlike Python: on error nothing has changed, and the file has not been created if another argument was
 * wrong.
 */
#include "support.h"

enum { MOST_HANDLERS = 8 };

/* The arguments of a row, and the handlers among them, which are ours until the row is done. */
struct arguments {
    struct pylog_config config;
    pylog_handler *handlers[MOST_HANDLERS];
    bool before; /* the root has a handler already */
};

/* `plain` has no formatter, `own` has one; both write to stdout. */
static void make_handlers(struct arguments *arguments, const char *names) {
    size_t count = 0;
    while (*names) {
        size_t length = strcspn(names, ",");
        pylog_handler *handler = pylog_stream_handler_new(stdout);
        if (strncmp(names, "own", length) == 0)
            pylog_handler_set_format(handler, "own:%(message)s", NULL);
        arguments->handlers[count++] = handler;
        names += length + (names[length] == ',');
    }
    arguments->config.handlers = arguments->handlers;
}

static void set_argument(struct arguments *arguments, const char *key, const char *value) {
    struct pylog_config *config = &arguments->config;
    const struct {
        const char *key;
        const char **member;
    } strings[] = {
        { "filename", &config->filename },     { "filemode", &config->filemode },
        { "format", &config->format },         { "datefmt", &config->datefmt },
        { "encoding", &config->encoding },     { "errors", &config->errors },
        { "level_name", &config->level_name },
    };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strcmp(strings[i].key, key) == 0)
            *strings[i].member = value;
    if (strcmp(key, "style") == 0)
        config->style = value[0];
    if (strcmp(key, "level") == 0)
        config->level = atoi(value);
    if (strcmp(key, "force") == 0)
        config->force = strcmp(value, "1") == 0;
    if (strcmp(key, "stream") == 0)
        config->stream = strcmp(value, "stdout") == 0 ? stdout : stderr;
    if (strcmp(key, "handlers") == 0)
        make_handlers(arguments, value);
    if (strcmp(key, "before") == 0)
        arguments->before = true;
}

static void read_arguments(const struct row *row, struct arguments *arguments) {
    memset(arguments, 0, sizeof *arguments);
    for (int i = 0; i < row->count; i++) {
        char *equals = strchr(row->cells[i], '=');
        if (!equals)
            continue;
        *equals = '\0';
        set_argument(arguments, row->cells[i], equals + 1);
    }
}

static size_t root_handlers(pylog_handler **handlers) {
    return pylog_logger_handlers(NULL, handlers, MOST_HANDLERS);
}

static bool configure(const struct arguments *arguments) {
    if (arguments->before) {
        pylog_handler *handler = pylog_null_handler_new();
        pylog_logger_add_handler(NULL, handler);
        pylog_handler_unref(handler);
    }
    int result = pylog_basic_config(&arguments->config);
    printf("    %d", result);
    if (result < 0) {
        putchar(' ');
        print_without_directory(pylog_last_error());
    }
    putchar('\n');
    return result >= 0;
}

static void show(void) {
    pylog_handler *handlers[MOST_HANDLERS];
    size_t count = root_handlers(handlers);
    printf("    level %d\n", pylog_logger_level(NULL));
    for (size_t i = 0; i < count; i++) {
        fputs("    ", stdout);
        print_without_directory(handler_repr(handlers[i]));
        putchar('\n');
        pylog_handler_unref(handlers[i]);
    }
    pylog_error(pylog_get_logger(NULL), "caf\xc3\xa9 %s", "error");
    pylog_info(pylog_get_logger("app.db"), "info");
}

static void clean_up(void) {
    pylog_handler *handlers[MOST_HANDLERS];
    size_t count = root_handlers(handlers);
    for (size_t i = 0; i < count; i++) {
        pylog_logger_remove_handler(NULL, handlers[i]);
        pylog_handler_close(handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
    pylog_logger_set_level(NULL, PYLOG_WARNING);
}

static void write_old_file(void) {
    FILE *file = fopen("old.log", "w");
    fputs("old\n", file);
    fclose(file);
}

static void print_row(const struct row *row) {
    for (int i = 0; i < row->count; i++) {
        fputs(i ? " " : "", stdout);
        print_escaped(row->cells[i]);
    }
    putchar('\n');
}

static void run(const struct row *row) {
    struct arguments arguments;
    print_row(row);
    write_old_file();
    read_arguments(row, &arguments);
    if (configure(&arguments)) {
        show();
        clean_up();
        print_file("old.log");
        print_file("new.log");
        print_stderr();
    }
    clean_up();
    remove("new.log");
    for (size_t i = 0; arguments.handlers[i]; i++)
        pylog_handler_unref(arguments.handlers[i]);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("basic_config", run);
    return 0;
}

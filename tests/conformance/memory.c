/* Memory handlers: when they flush, targets that come and go, close; one handler a row of `steps`. */
#include "support.h"
#include <pylog/handlers.h>

enum { CAPACITY, FLUSH_LEVEL, WITH_TARGET, FLUSH_ON_CLOSE, STEPS };

static int level_of(char letter) {
    return letter == 'D' ? 10 : letter == 'I' ? 20 : letter == 'W' ? 30 : letter == 'E' ? 40 : 50;
}

static int print_record(pylog_handler *handler, const struct pylog_record *record, const char *text,
                        size_t length) {
    (void)handler, (void)record;
    printf("    %.*s", (int)length, text);
    return 0;
}

static pylog_handler *target(void) {
    static const struct pylog_handler_ops operations = { .name = "Target", .write = print_record };
    pylog_handler *made = pylog_handler_new(&operations, NULL);
    pylog_handler_set_level(made, PYLOG_CRITICAL);
    pylog_handler_set_format(made, "%(levelname)s %(message)s", NULL);
    return made;
}

static void set_target(pylog_handler *handler, pylog_handler *to) {
    pylog_memory_handler_set_target(handler, to);
    pylog_handler_unref(to);
}

/* `flush`, `close`, `target`, `none`, or levels, of which each is a record. */
static void take(pylog_handler *handler, const char *step, int *number) {
    if (strcmp(step, "flush") == 0) {
        pylog_handler_flush(handler);
    } else if (strcmp(step, "close") == 0) {
        pylog_handler_close(handler);
    } else if (strcmp(step, "target") == 0 || strcmp(step, "none") == 0) {
        set_target(handler, strcmp(step, "target") == 0 ? target() : NULL);
    } else {
        for (const char *letter = step; *letter; letter++) {
            struct pylog_record *record =
                pylog_logger_make_record(pylog_get_logger("app"), level_of(*letter), NULL, "%d", ++*number);
            pylog_handler_handle(handler, record);
            pylog_record_free(record);
        }
    }
    printf("   %s\n", step);
}

static void run(const struct row *row) {
    for (int i = 0; i < row->count; i++) {
        fputs(i ? " " : "", stdout);
        print_escaped(row->cells[i]);
    }
    putchar('\n');
    const bool with_target = strcmp(row->cells[WITH_TARGET], "1") == 0;
    pylog_handler *first = with_target ? target() : NULL;
    pylog_handler *handler = pylog_memory_handler_new(
        strtoul(row->cells[CAPACITY], NULL, 10),
        &(struct pylog_memory_options){ .flush_level = level_of(*row->cells[FLUSH_LEVEL]),
                                        .target = first,
                                        .no_flush_on_close = strcmp(row->cells[FLUSH_ON_CLOSE], "1") != 0 });
    int number = 0;
    pylog_handler_unref(first);
    for (int i = STEPS; i < row->count; i++)
        take(handler, row->cells[i], &number);
    puts(handler_repr(handler));
    pylog_handler_close(handler);
    pylog_handler_unref(handler);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("memory", run);
    return 0;
}

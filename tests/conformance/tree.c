/* Levels, the logger tree and dispatch: a script of small commands, one a row. */
#include "support.h"

enum { MOST_NAMES = 512, MOST_CHILDREN = 256 };

/* The handlers and filters of the script by their names; kept until the end. */
static struct named {
    const char *name;
    pylog_handler *handler;
    pylog_filter *filter;
} things[MOST_NAMES];

static struct named *find_thing(const char *name) {
    struct named *thing = things;
    while (thing->name && strcmp(thing->name, name) != 0)
        thing++;
    if (!thing->name)
        thing->name = strdup(name);
    return thing;
}

static pylog_handler *named_handler(const char *name) {
    struct named *thing = find_thing(name);
    if (!thing->handler) {
        char format[128];
        snprintf(format, sizeof format, "    %s %%(levelname)s:%%(name)s:%%(message)s", name);
        thing->handler = pylog_stream_handler_new(stdout);
        pylog_handler_set_format(thing->handler, format, NULL);
    }
    return thing->handler;
}

static pylog_filter *named_filter(const char *name) {
    struct named *thing = find_thing(name);
    if (!thing->filter)
        thing->filter = pylog_filter_new(name);
    return thing->filter;
}

/* The arguments of the command that runs. */
static pylog_logger *logger;
static char *const *args;

static int number(int argument) {
    return atoi(args[argument]);
}

static void answer(const char *text) {
    fputs("    ", stdout);
    print_escaped(text);
    putchar('\n');
}

static void answer_number(int value) {
    printf("    %d\n", value);
}

static void do_get(void) {
    answer(logger_repr(logger));
}

static void do_parent(void) {
    pylog_logger *parent = pylog_logger_parent(logger);
    answer(parent ? logger_repr(parent) : "none");
}

static void do_child(void) {
    answer(logger_repr(pylog_logger_get_child(logger, args[1])));
}

static int compare_names(const void *a, const void *b) {
    return strcmp(pylog_logger_name(*(pylog_logger *const *)a), pylog_logger_name(*(pylog_logger *const *)b));
}

static void do_children(void) {
    pylog_logger *children[MOST_CHILDREN];
    size_t count = pylog_logger_get_children(logger, children, MOST_CHILDREN);
    qsort(children, count, sizeof *children, compare_names);
    fputs("    ", stdout);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? " " : "", stdout);
        print_escaped(pylog_logger_name(children[i]));
    }
    putchar('\n');
}

static void do_level(void) {
    pylog_logger_set_level(logger, number(1));
}

static void do_own(void) {
    answer_number(pylog_logger_level(logger));
}

static void do_effective(void) {
    answer_number(pylog_logger_get_effective_level(logger));
}

static void do_enabled(void) {
    answer_number(pylog_is_enabled_for(logger, number(1)));
}

static void do_propagate(void) {
    pylog_logger_set_propagate(logger, number(1) != 0);
}

static void do_disabled(void) {
    pylog_logger_set_disabled(logger, number(1) != 0);
}

static void do_disable(void) {
    pylog_disable(number(0));
}

static void do_add(void) {
    pylog_logger_add_handler(logger, named_handler(args[1]));
}

static void do_remove(void) {
    pylog_logger_remove_handler(logger, named_handler(args[1]));
}

static const char *name_of(const pylog_handler *handler) {
    const struct named *thing = things;
    while (thing->handler != handler)
        thing++;
    return thing->name;
}

static void do_handlers(void) {
    pylog_handler *handlers[MOST_NAMES];
    size_t count = pylog_logger_handlers(logger, handlers, MOST_NAMES);
    fputs("    ", stdout);
    for (size_t i = 0; i < count; i++) {
        printf("%s%s", i ? " " : "", name_of(handlers[i]));
        pylog_handler_unref(handlers[i]);
    }
    putchar('\n');
}

static void do_has(void) {
    answer_number(pylog_logger_has_handlers(logger));
}

static void do_hlevel(void) {
    pylog_handler_set_level(named_handler(args[0]), number(1));
}

static void do_filter(void) {
    pylog_logger_add_filter(logger, named_filter(args[1]));
}

static void do_unfilter(void) {
    pylog_logger_remove_filter(logger, named_filter(args[1]));
}

static void do_hfilter(void) {
    pylog_handler_add_filter(named_handler(args[0]), named_filter(args[1]));
}

static void do_hunfilter(void) {
    pylog_handler_remove_filter(named_handler(args[0]), named_filter(args[1]));
}

static void do_log(void) {
    pylog_log(logger, number(1), "%s", args[2]);
}

static void do_handle(void) {
    struct pylog_record *record = pylog_logger_make_record(logger, number(1), NULL, "%s", args[2]);
    pylog_logger_handle(logger, record);
    pylog_record_free(record);
}

static const struct {
    const char *name;
    void (*run)(void);
    bool no_logger; /* the first argument names no logger */
} commands[] = {
    { .name = "get", .run = do_get },
    { .name = "parent", .run = do_parent },
    { .name = "child", .run = do_child },
    { .name = "children", .run = do_children },
    { .name = "level", .run = do_level },
    { .name = "own", .run = do_own },
    { .name = "effective", .run = do_effective },
    { .name = "enabled", .run = do_enabled },
    { .name = "propagate", .run = do_propagate },
    { .name = "disabled", .run = do_disabled },
    { .name = "disable", .run = do_disable, .no_logger = true },
    { .name = "add", .run = do_add },
    { .name = "remove", .run = do_remove },
    { .name = "handlers", .run = do_handlers },
    { .name = "has", .run = do_has },
    { .name = "hlevel", .run = do_hlevel, .no_logger = true },
    { .name = "filter", .run = do_filter },
    { .name = "unfilter", .run = do_unfilter },
    { .name = "hfilter", .run = do_hfilter, .no_logger = true },
    { .name = "hunfilter", .run = do_hunfilter, .no_logger = true },
    { .name = "log", .run = do_log },
    { .name = "handle", .run = do_handle },
    { .name = "stderr", .run = print_stderr, .no_logger = true },
};

static void run(const struct row *row) {
    fputs(row->cells[0], stdout);
    for (int i = 1; i < row->count; i++) {
        putchar(' ');
        print_escaped(row->cells[i]);
    }
    putchar('\n');
    args = row->cells + 1;
    size_t i = 0;
    while (strcmp(commands[i].name, row->cells[0]) != 0)
        i++;
    logger = commands[i].no_logger ? NULL : pylog_get_logger(args[0]);
    commands[i].run();
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("tree", run);
    for_each_row("tree_random", run);
    return 0;
}

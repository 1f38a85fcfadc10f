/* Level names, both ways: a script of small commands, one a row. */
#include "support.h"

enum { MOST_LEVELS = 64 };

static void name_of(const struct row *row) {
    fputs("    ", stdout);
    print_escaped(pylog_get_level_name(atoi(row->cells[1])));
    putchar('\n');
}

static void level_of(const struct row *row) {
    int level;
    fputs("    ", stdout);
    if (pylog_level_from_name(row->cells[1], &level) == 0)
        printf("%d", level);
    else
        print_escaped(pylog_last_error());
    putchar('\n');
}

static void add(const struct row *row) {
    pylog_add_level_name(atoi(row->cells[1]), row->cells[2]);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(((const struct pylog_level_name *)a)->name, ((const struct pylog_level_name *)b)->name);
}

static void mapping(const struct row *row) {
    struct pylog_level_name names[MOST_LEVELS];
    size_t count = pylog_get_level_names_mapping(names, MOST_LEVELS);
    (void)row;
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        fputs("    ", stdout);
        print_escaped(names[i].name);
        printf(" %d\n", names[i].level);
    }
}

/* A record keeps the name that its level had when it was made. */
static void record_of(const struct row *row) {
    int level = atoi(row->cells[1]);
    struct pylog_record *record = pylog_logger_make_record(pylog_get_logger("levels"), level, NULL, "text");
    pylog_add_level_name(level, "renamed later");
    fputs("    ", stdout);
    print_escaped(record->levelname);
    putchar(' ');
    print_escaped(pylog_get_level_name(level));
    putchar('\n');
    pylog_record_free(record);
}

static const struct {
    const char *name;
    void (*run)(const struct row *row);
} commands[] = {
    { "name", name_of },    { "level", level_of },   { "add", add },
    { "mapping", mapping }, { "record", record_of },
};

static void run(const struct row *row) {
    fputs(row->cells[0], stdout);
    for (int i = 1; i < row->count; i++) {
        putchar(' ');
        print_escaped(row->cells[i]);
    }
    putchar('\n');
    size_t i = 0;
    while (strcmp(commands[i].name, row->cells[0]) != 0)
        i++;
    commands[i].run(row);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("levels", run);
    return 0;
}

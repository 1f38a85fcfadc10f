/* Replacing a configuration costs as much as there are handlers and loggers in it, and not one times the
 * other: four times as many of both take about four times as long, in time of the processor, not sixteen
 * times. */
#include <pylog.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <stress.h>
#include <string.h>
#include <time.h>

enum { HANDLERS = 500, LOGGERS = 25000, TIMES = 4 };
static const double most_times = 9, least_seconds = 0.02; /* below that the clock tells nothing */

struct size {
    size_t handlers, loggers;
};

static double processor_time(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

static void make_loggers(const struct size *size) {
    static size_t made;
    char name[32];
    for (; made < size->loggers; made++) {
        snprintf(name, sizeof name, "app%zu.part%zu", made % 100, made);
        pylog_get_logger(name);
    }
}

/* ---- What is measured: each returns its time ------------------------------------------------- */

static char *json_text(const struct size *size) {
    char *text = malloc(size->handlers * 100 + 1000), *at = text;
    if (!text)
        abort();
    at += sprintf(at, "{\"version\": 1, \"handlers\": {");
    for (size_t i = 0; i < size->handlers; i++)
        at += sprintf(at, "%s\"h%zu\": {\"class\": \"logging.NullHandler\"}", i ? ", " : "", i);
    at += sprintf(at, "}, \"root\": {\"handlers\": [");
    for (size_t i = 0; i < size->handlers; i++)
        at += sprintf(at, "%s\"h%zu\"", i ? ", " : "", i);
    sprintf(at, "]}}");
    return text;
}

static double dict_config_replaces(const struct size *size) {
    char *json = json_text(size);
    stress_check(pylog_dict_config(json) == 0, "dict_config: %s", pylog_last_error());
    double before = processor_time();
    stress_check(pylog_dict_config(json) == 0, "dict_config: %s", pylog_last_error());
    double after = processor_time();
    free(json);
    return after - before;
}

static void write_ini(const struct size *size) {
    FILE *file = fopen("many_handlers.ini", "w");
    if (!file)
        abort();
    fputs("[loggers]\nkeys=root\n[formatters]\nkeys=\n[handlers]\nkeys=h0", file);
    for (size_t i = 1; i < size->handlers; i++)
        fprintf(file, ",h%zu", i);
    fputs("\n[logger_root]\nhandlers=h0", file);
    for (size_t i = 1; i < size->handlers; i++)
        fprintf(file, ",h%zu", i);
    for (size_t i = 0; i < size->handlers; i++)
        fprintf(file, "\n[handler_h%zu]\nclass=NullHandler\nargs=()\n", i);
    fclose(file);
}

static double file_config_replaces(const struct size *size) {
    write_ini(size);
    stress_check(pylog_file_config("many_handlers.ini", NULL) == 0, "file_config: %s", pylog_last_error());
    double before = processor_time();
    stress_check(pylog_file_config("many_handlers.ini", NULL) == 0, "file_config: %s", pylog_last_error());
    double after = processor_time();
    remove("many_handlers.ini");
    return after - before;
}

static pylog_handler **make_handlers(const struct size *size) {
    pylog_handler **made = calloc(size->handlers + 1, sizeof *made);
    char name[32];
    for (size_t i = 0; made && i < size->handlers; i++) {
        made[i] = pylog_null_handler_new();
        snprintf(name, sizeof name, "name%zu", i);
        pylog_handler_set_name(made[i], name);
    }
    if (!made)
        abort();
    return made;
}

static double basic_config_forces(const struct size *size) {
    pylog_handler **first = make_handlers(size), *one[] = { pylog_null_handler_new(), NULL };
    stress_check(pylog_basic_config(&(struct pylog_config){ .handlers = first, .force = true }) == 0,
                 "basic_config: %s", pylog_last_error());
    for (size_t i = 0; i < size->handlers; i++)
        pylog_handler_unref(first[i]);
    double before = processor_time();
    stress_check(pylog_basic_config(&(struct pylog_config){ .handlers = one, .force = true }) == 0,
                 "basic_config: %s", pylog_last_error());
    double after = processor_time();
    pylog_handler_unref(one[0]);
    free(first);
    return after - before;
}

static double handlers_come_and_go(const struct size *size) {
    double before = processor_time();
    pylog_handler **made = make_handlers(size);
    for (size_t i = 0; i < size->handlers; i++)
        pylog_handler_unref(made[i]);
    double after = processor_time();
    free(made);
    return after - before;
}

/* ---- All ------------------------------------------------------------------------------------- */

int main(void) {
    static const struct {
        const char *name;
        double (*run)(const struct size *size);
    } rows[] = { { "dict_config", dict_config_replaces },
                 { "file_config", file_config_replaces },
                 { "basic_config, forced", basic_config_forces },
                 { "handlers made and destroyed", handlers_come_and_go } };
    enum { ROWS = sizeof rows / sizeof *rows };
    const struct size small = { HANDLERS, LOGGERS }, large = { HANDLERS * TIMES, LOGGERS * TIMES };
    double shorter[ROWS], longer[ROWS];
    must_end_within(600);
    make_loggers(&small);
    for (size_t i = 0; i < ROWS; i++)
        shorter[i] = rows[i].run(&small);
    make_loggers(&large);
    for (size_t i = 0; i < ROWS; i++) {
        longer[i] = rows[i].run(&large);
        double allowed = most_times * (shorter[i] > least_seconds ? shorter[i] : least_seconds);
        stress_check(longer[i] <= allowed, "%s: %.3f s, and %.3f s for %d times as much", rows[i].name,
                     shorter[i], longer[i], (int)TIMES);
        stress_figure("%s: %.3f s, %.3f s", rows[i].name, shorter[i], longer[i]);
    }
    return stress_end();
}

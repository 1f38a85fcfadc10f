/* Filters: names, callables, their order, and what they change. */
#include "support.h"

/* The filter stands on a logger, and whether it lets pass is seen by that. */
static void by_name(const struct row *row) {
    pylog_logger *logger = pylog_get_logger("x");
    pylog_filter *filter = pylog_filter_new(row->cells[0]);
    struct pylog_record *record = pylog_logger_make_record(logger, PYLOG_INFO, NULL, "text");
    pylog_record_set(record, pylog_field_str("name", row->cells[1]));
    pylog_logger_add_filter(logger, filter);
    printf("'%s' '%s' %s\n", row->cells[0], row->cells[1],
           pylog_logger_filter(logger, record) ? "passes" : "dropped");
    pylog_logger_remove_filter(logger, filter);
    pylog_record_free(record);
    pylog_filter_unref(filter);
}

struct numbered {
    int number;
    int verdict;
};

static int number_record(struct pylog_record *record, void *data) {
    const struct numbered *numbered = data;
    struct pylog_field seen;
    printf("    %d %s ", numbered->number, pylog_record_message(record, NULL));
    if (pylog_record_get(record, "seen", &seen) == 0)
        printf("%d\n", (int)seen.value.i);
    else
        puts("None");
    pylog_record_set(record, pylog_field_int("seen", numbered->number));
    return numbered->verdict;
}

static int shout(struct pylog_record *record, void *data) {
    char text[64];
    size_t i = 0;
    (void)data;
    for (const char *from = pylog_record_message(record, NULL); *from; from++)
        text[i++] = (char)(*from >= 'a' && *from <= 'z' ? *from - 'a' + 'A' : *from);
    text[i] = '\0';
    pylog_record_set(record, pylog_field_str("msg", text));
    return 1;
}

static int raise_level(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_int("levelno", PYLOG_CRITICAL));
    pylog_record_set(record, pylog_field_str("levelname", "RAISED"));
    return 1;
}

static int with_user(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("user", "alice"));
    return 1;
}

static void order(pylog_logger *log) {
    static struct numbered given[] = { { 1, 1 }, { 2, 0 }, { 3, 1 } };
    pylog_filter *filters[3];
    for (size_t i = 0; i < 3; i++) {
        filters[i] = pylog_filter_new_callback(number_record, &given[i], NULL);
        pylog_logger_add_filter(log, filters[i]);
    }
    pylog_logger_add_filter(log, filters[0]);
    pylog_error(log, "dropped by the second");
    pylog_logger_remove_filter(log, filters[1]);
    pylog_logger_remove_filter(log, filters[1]);
    pylog_error(log, "passes both");
    struct pylog_record *record = pylog_logger_make_record(log, PYLOG_ERROR, NULL, "direct");
    puts(pylog_logger_filter(log, record) ? "True" : "False");
    pylog_record_free(record);
    for (size_t i = 0; i < 3; i++) {
        pylog_logger_remove_filter(log, filters[i]);
        pylog_filter_unref(filters[i]);
    }
}

static void set_user_format(pylog_handler *handler) {
    const struct pylog_formatter_options options = { .defaults = PYLOG_FIELDS(pylog_field_str("user", "nobody")) };
    pylog_formatter *formatter = pylog_formatter_new("%(levelname)s %(user)s %(message)s", &options);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
}

/* A change made by a logger's filter is seen by all handlers, by a handler's filter from there on. */
static void changes(pylog_logger *log, pylog_handler *handler) {
    pylog_filter *shouting = pylog_filter_new_callback(shout, NULL, NULL);
    pylog_filter *adding = pylog_filter_new_callback(with_user, NULL, NULL);
    pylog_filter *raising = pylog_filter_new_callback(raise_level, NULL, NULL);
    pylog_logger_add_filter(log, shouting);
    pylog_error(log, "loud %d", 1);
    pylog_logger_remove_filter(log, shouting);
    pylog_handler_add_filter(handler, adding);
    set_user_format(handler);
    pylog_error(log, "with context");
    pylog_handler_remove_filter(handler, adding);
    pylog_error(log, "without");
    pylog_handler_set_level(handler, PYLOG_CRITICAL);
    pylog_logger_add_filter(log, raising);
    pylog_error(log, "raised in time for the handler's level");
    pylog_logger_remove_filter(log, raising);
    pylog_handler_add_filter(handler, raising);
    pylog_error(log, "too late");
    pylog_critical(log, "high enough");
    pylog_handler_remove_filter(handler, raising);
    pylog_handler_set_level(handler, PYLOG_NOTSET);
    pylog_filter_unref(shouting);
    pylog_filter_unref(adding);
    pylog_filter_unref(raising);
}

static int print_left_behind(struct pylog_record *record, void *data) {
    struct pylog_field message, asctime;
    const char *texts[] = {
        pylog_record_get(record, "message", &message) == 0 ? message.value.s : "None",
        pylog_record_get(record, "asctime", &asctime) == 0 ? asctime.value.s : "None",
    };
    (void)data;
    printf("    %s %s\n", texts[0], texts[1]);
    return 1;
}

static void set_formatter(pylog_handler *handler, const char *format, const char *datefmt, char style) {
    const struct pylog_formatter_options options = { .datefmt = datefmt, .style = style };
    pylog_formatter *formatter = pylog_formatter_new(format, &options);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
}

/* A formatter puts message and asctime into the record, where later filters and formatters find them. */
static void left_behind(pylog_logger *log, pylog_handler *handler) {
    pylog_filter *printing = pylog_filter_new_callback(print_left_behind, NULL, NULL);
    pylog_handler_add_filter(handler, printing);
    set_formatter(handler, "%(message)s %(asctime)s", "first", '%');
    pylog_handler *second = print_to_stdout(log, "");
    set_formatter(second, "$$asctime %(asctime)s %(message)s", "second", '%');
    pylog_handler_add_filter(second, printing);
    pylog_error(log, "text %d", 1);
    set_formatter(second, "{message} {levelname}", NULL, '{');
    pylog_error(log, "text %d", 2);
    pylog_handler *third = print_to_stdout(log, "%(message)s");
    pylog_handler_add_filter(third, printing);
    pylog_error(log, "text %d", 3);
    pylog_logger_remove_handler(log, second);
    pylog_logger_remove_handler(log, third);
    pylog_handler_remove_filter(handler, printing);
    pylog_handler_unref(second);
    pylog_handler_unref(third);
    pylog_filter_unref(printing);
}

/* The handlers of a record see what the handlers before them have changed in it. */
static void on_the_way(pylog_logger *log, pylog_handler *handler) {
    pylog_handler *parent = print_to_stdout(NULL, "root %(message)s %(user)s");
    pylog_filter *adding = pylog_filter_new_callback(with_user, NULL, NULL);
    pylog_handler_add_filter(handler, adding);
    pylog_error(log, "shared");
    pylog_handler_remove_filter(handler, adding);
    pylog_logger_remove_handler(NULL, parent);
    pylog_handler_unref(parent);
    pylog_filter_unref(adding);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("filters", by_name);
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler *handler = print_to_stdout(log, "%(levelname)s %(message)s");
    order(log);
    changes(log, handler);
    left_behind(log, handler);
    on_the_way(log, handler);
    pylog_handler_unref(handler);
    return 0;
}

/* What a program may hook into: the record factory and the logger class. */
#include "support.h"

static void mark(struct pylog_record *record, void *data) {
    char text[64];
    (void)data;
    snprintf(text, sizeof text, "<%s>", record->name ? record->name : "None");
    pylog_record_set(record, pylog_field_str("mark", text));
    if (record->levelno == PYLOG_ERROR)
        pylog_record_set(record, pylog_field_str("levelname", "FAULT"));
    pylog_record_set(record, pylog_field_str("threadName", "some thread"));
    pylog_record_set(record, pylog_field_str("taskName", "some task"));
}

static void print_marked(void) {
    struct pylog_field found;
    struct pylog_record *record =
        pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", "made"), pylog_field_str("name", "other")));
    pylog_record_get(record, "mark", &found);
    printf("%s %s %s\n", found.value.s, record->name, pylog_record_message(record, NULL));
    pylog_record_free(record);
}

static void factory(pylog_logger *log) {
    const struct pylog_call again = { .extra = PYLOG_FIELDS(pylog_field_str("mark", "again")) };
    const struct pylog_call plain = { .extra = PYLOG_FIELDS(pylog_field_str("mark", "-")) };
    pylog_set_log_record_factory(mark, NULL);
    pylog_error(log, "marked");
    pylog_warning(log, "%s too", "this");
    print_marked();
    struct pylog_record *record = pylog_logger_make_record(log, PYLOG_ERROR, &again, "m");
    if (record)
        puts("overwrites");
    else
        printf("\"%s\"\n", pylog_last_error());
    pylog_record_free(record);
    pylog_set_log_record_factory(fix_record, NULL);
    pylog_log_with(log, PYLOG_ERROR, &plain, "plain");
}

static void announce(pylog_logger *logger, void *data) {
    (void)data;
    printf("new %s\n", pylog_logger_name(logger));
    if (strcmp(pylog_logger_name(logger), "quiet") == 0)
        pylog_logger_set_disabled(logger, true);
}

static void logger_class(void) {
    pylog_set_logger_class(announce, NULL);
    pylog_get_logger("new.one");
    pylog_get_logger("new.one");
    pylog_get_logger("new");
    pylog_get_logger("app");
    pylog_critical(pylog_get_logger("quiet"), "disabled");
    pylog_set_logger_class(NULL, NULL);
    pylog_get_logger("unannounced");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler_unref(
        print_to_stdout(log, "%(levelname)s %(message)s %(mark)s %(threadName)s %(taskName)s"));
    factory(log);
    logger_class();
    return 0;
}

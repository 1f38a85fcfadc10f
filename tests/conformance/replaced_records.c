/* Filters that put another record in the place of the one they get: for one handler, for all, one after the other. */
#include "support.h"
#include <pylog/handlers.h>

static pylog_logger *logger;
static pylog_filter *hide, *mark, *drop;

/* A copy without the password. */
static struct pylog_record *hidden(struct pylog_record *record, void *data) {
    (void)data;
    struct pylog_record *copy = pylog_record_copy(record);
    char text[80];
    snprintf(text, sizeof text, "%s", pylog_record_message(record, NULL));
    char *found = strstr(text, "secret");
    if (found)
        memcpy(found, "******", 6);
    pylog_record_set(copy, pylog_field_str("msg", text));
    return copy;
}

/* A copy that says so; at a level of its own. */
static struct pylog_record *marked(struct pylog_record *record, void *data) {
    (void)data;
    struct pylog_record *copy = pylog_record_copy(record);
    struct pylog_field marks = pylog_field_int("marks", 0);
    pylog_record_get(record, "marks", &marks);
    pylog_record_set(copy, pylog_field_int("marks", marks.value.i + 1));
    pylog_record_set(copy, pylog_field_int("levelno", 10));
    pylog_record_set(copy, pylog_field_str("levelname", "marked"));
    return copy;
}

static struct pylog_record *dropped(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return NULL;
}

static pylog_handler *file_handler(const char *path, pylog_filter *first, pylog_filter *second, pylog_filter *third) {
    pylog_handler *handler = pylog_file_handler_new(path, NULL);
    pylog_formatter *formatter = pylog_formatter_new(
        "%(levelname)s %(name)s %(marks)s %(message)s",
        &(struct pylog_formatter_options){ .defaults = PYLOG_FIELDS(pylog_field_str("marks", "-")) });
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    pylog_filter *filters[] = { first, second, third };
    for (int i = 0; i < 3 && filters[i]; i++)
        pylog_handler_add_filter(handler, filters[i]);
    return handler;
}

static void with_handlers(const char *title, pylog_handler *const *handlers, const char *const *files) {
    printf("%s:\n", title);
    for (size_t i = 0; handlers[i]; i++)
        pylog_logger_add_handler(logger, handlers[i]);
    pylog_warning(logger, "the password is %s", "secret");
    pylog_info(logger, "once more: %s, %d", "secret", 7);
    for (size_t i = 0; handlers[i]; i++) {
        pylog_logger_remove_handler(logger, handlers[i]);
        pylog_handler_close(handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
    for (; *files; files++)
        print_file(*files);
}

#define HANDLERS(...) ((pylog_handler *[]){ __VA_ARGS__, NULL })
#define FILES(...) ((const char *[]){ __VA_ARGS__, NULL })

static void one_file_of_two(void) {
    with_handlers("one file of two",
                  HANDLERS(file_handler("a1.log", hide, NULL, NULL), file_handler("a2.log", NULL, NULL, NULL)),
                  FILES("a1.log", "a2.log"));
}

static void one_after_the_other(void) {
    with_handlers("one after the other",
                  HANDLERS(file_handler("b1.log", mark, hide, mark), file_handler("b2.log", hide, mark, drop),
                           file_handler("b3.log", drop, hide, NULL), file_handler("b4.log", NULL, NULL, NULL)),
                  FILES("b1.log", "b2.log", "b3.log", "b4.log"));
}

static void of_the_logger(void) {
    pylog_logger_add_filter(logger, mark);
    pylog_handler *serious = file_handler("c1.log", hide, NULL, NULL);
    pylog_handler_set_level(serious, PYLOG_INFO);
    with_handlers("of the logger",
                  HANDLERS(serious, file_handler("c2.log", hide, NULL, NULL), file_handler("c3.log", NULL, NULL, NULL)),
                  FILES("c1.log", "c2.log", "c3.log"));
    pylog_logger_remove_filter(logger, mark);
}

static void of_an_adapter(void) {
    printf("of an adapter:\n");
    pylog_handler *handler = file_handler("d.log", mark, NULL, NULL);
    pylog_logger *adapter = pylog_logger_adapter_new(logger, PYLOG_FIELDS(pylog_field_int("marks", 5)), NULL);
    pylog_logger_add_handler(logger, handler);
    pylog_error(adapter, "secret");
    pylog_logger_remove_handler(logger, handler);
    pylog_logger_adapter_free(adapter);
    pylog_handler_close(handler);
    pylog_handler_unref(handler);
    print_file("d.log");
}

static void through_memory(void) {
    pylog_handler *target = file_handler("e1.log", mark, NULL, NULL);
    pylog_handler *handler =
        pylog_memory_handler_new(10, &(struct pylog_memory_options){ .target = target });
    pylog_handler_add_filter(handler, hide);
    with_handlers("through memory", HANDLERS(handler, file_handler("e2.log", NULL, NULL, NULL)), FILES("e2.log"));
    pylog_handler_close(target);
    pylog_handler_unref(target);
    print_file("e1.log");
}

static void through_a_queue(void) {
    pylog_handler *first = file_handler("f1.log", mark, NULL, NULL), *second = file_handler("f2.log", NULL, NULL, NULL);
    pylog_queue *waiting = pylog_queue_new(NULL);
    pylog_handler *handler = pylog_queue_handler_new(waiting);
    pylog_handler_add_filter(handler, hide);
    pylog_queue_listener *listener = pylog_queue_listener_new(waiting, HANDLERS(first, second), NULL);
    with_handlers("through a queue", HANDLERS(handler), FILES(NULL));
    pylog_queue_listener_start(listener);
    pylog_queue_listener_free(listener);
    pylog_queue_unref(waiting);
    pylog_handler_close(first);
    pylog_handler_unref(first);
    pylog_handler_unref(second);
    print_file("f1.log");
    print_file("f2.log");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    logger = pylog_get_logger("app");
    hide = pylog_filter_new_replacing(hidden, NULL, NULL);
    mark = pylog_filter_new_replacing(marked, NULL, NULL);
    drop = pylog_filter_new_replacing(dropped, NULL, NULL);
    pylog_logger_set_level(logger, PYLOG_DEBUG);
    pylog_logger_set_propagate(logger, false);
    one_file_of_two();
    one_after_the_other();
    of_the_logger();
    of_an_adapter();
    through_memory();
    through_a_queue();
    pylog_filter_unref(hide);
    pylog_filter_unref(mark);
    pylog_filter_unref(drop);
    return 0;
}

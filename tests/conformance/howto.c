/* What Python's logging HOWTO teaches, section by section, in programs of our own. */
#include "support.h"

#include <ctype.h>
#include <pylog/config.h>

static const char ini[] = "[loggers]\n"
                          "keys=root,kitchen\n"
                          "\n"
                          "[handlers]\n"
                          "keys=console\n"
                          "\n"
                          "[formatters]\n"
                          "keys=plain\n"
                          "\n"
                          "[logger_root]\n"
                          "level=DEBUG\n"
                          "handlers=console\n"
                          "\n"
                          "[logger_kitchen]\n"
                          "level=DEBUG\n"
                          "handlers=console\n"
                          "qualname=kitchen\n"
                          "propagate=0\n"
                          "\n"
                          "[handler_console]\n"
                          "class=StreamHandler\n"
                          "level=DEBUG\n"
                          "formatter=plain\n"
                          "args=(sys.stdout,)\n"
                          "\n"
                          "[formatter_plain]\n"
                          "format=%(asctime)s - %(name)s - %(levelname)s - %(message)s\n";

static const char dict[] =
    "{\"version\": 1,"
    " \"formatters\": {\"plain\": {\"format\": \"%(asctime)s - %(name)s - %(levelname)s - %(message)s\"}},"
    " \"handlers\": {\"console\": {\"class\": \"logging.StreamHandler\", \"level\": \"DEBUG\","
    "                              \"formatter\": \"plain\", \"stream\": \"ext://sys.stdout\"}},"
    " \"loggers\": {\"kitchen\": {\"level\": \"DEBUG\", \"handlers\": [\"console\"], \"propagate\": false}},"
    " \"root\": {\"level\": \"DEBUG\", \"handlers\": [\"console\"]}}";

/* Begin a section with a root logger as a program finds it. */
static void title(const char *text) {
    pylog_handler *handlers[8];
    printf("== %s\n", text);
    size_t count = pylog_logger_handlers(NULL, handlers, 8);
    for (size_t i = 0; i < count; i++) {
        pylog_handler_close(handlers[i]);
        pylog_logger_remove_handler(NULL, handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
    pylog_logger_set_level(NULL, PYLOG_WARNING);
}

static void each_level(pylog_logger *log) {
    pylog_debug(log, "the oven is cold");
    pylog_info(log, "the oven is on");
    pylog_warning(log, "the oven is hot");
    pylog_error(log, "the bread is black");
    pylog_critical(log, "the kitchen burns");
}

static void a_simple_example(void) {
    title("a simple example");
    pylog_warning(NULL, "look out");
    pylog_info(NULL, "nobody sees this");
    print_stderr();
}

static void to_a_file(void) {
    title("to a file");
    pylog_basic_config(
        &(struct pylog_config){ .filename = "example.log", .encoding = "utf-8", .level = PYLOG_DEBUG });
    pylog_debug(NULL, "for the file");
    pylog_info(NULL, "so is this");
    pylog_warning(NULL, "and this, too");
    pylog_error(NULL, "and what is not ASCII, like Øresund and Malmö");
    print_file("example.log");
    pylog_basic_config(&(struct pylog_config){ .filename = "example.log", .filemode = "w", .force = true });
    pylog_warning(NULL, "begun anew");
    print_file("example.log");
}

static void a_level_from_the_command_line(void) {
    static const char *const names[] = { "debug", "INFO", "Warning", "loud" };
    title("a level from the command line");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int level;
        char upper[16] = "";
        for (size_t at = 0; names[i][at]; at++)
            upper[at] = (char)toupper((unsigned char)names[i][at]);
        if (pylog_level_from_name(upper, &level) == 0)
            printf("%d\n", level);
        else
            printf("Invalid log level: %s\n", names[i]);
    }
}

static void variable_data(void) {
    title("variable data");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    pylog_warning(NULL, "%s before you %s", "look", "leap");
    pylog_warning(NULL, "%d of %d, %.1f %%", 7, 8, 87.5);
}

static void the_format(void) {
    title("the format of messages");
    pylog_basic_config(&(struct pylog_config){
        .stream = stdout, .format = "%(levelname)s:%(message)s", .level = PYLOG_DEBUG });
    pylog_debug(NULL, "not only for warnings");
    pylog_info(NULL, "so");
    pylog_warning(NULL, "and so");
}

static void date_and_time(void) {
    title("date and time");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .format = "%(asctime)s %(message)s" });
    pylog_warning(NULL, "is when this was logged");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout,
                                               .format = "%(asctime)s %(message)s",
                                               .datefmt = "%m/%d/%Y %I:%M:%S %p",
                                               .force = true });
    pylog_warning(NULL, "is when this was logged");
}

static void loggers_handlers_formatters(void) {
    title("loggers, handlers and formatters");
    pylog_logger *log = pylog_get_logger("pantry");
    pylog_logger_set_level(log, PYLOG_DEBUG);
    pylog_handler *console = print_to_stdout(log, "%(asctime)s - %(name)s - %(levelname)s - %(message)s");
    pylog_handler_set_level(console, PYLOG_INFO);
    each_level(log);
    pylog_logger_remove_handler(log, console);
    pylog_handler_unref(console);
}

static void from_an_ini_file(void) {
    title("a configuration in an INI file");
    FILE *file = fopen("logging.conf", "w");
    fputs(ini, file);
    fclose(file);
    pylog_file_config("logging.conf", NULL);
    each_level(pylog_get_logger("kitchen"));
    pylog_info(pylog_get_logger("cellar"), "the root has a handler, too");
}

static void from_a_dictionary(void) {
    title("a configuration in a dictionary");
    pylog_dict_config(dict);
    each_level(pylog_get_logger("kitchen"));
}

static void without_configuration(void) {
    title("no configuration");
    pylog_logger *log = pylog_get_logger("somewhere");
    pylog_warning(log, "goes to stderr as it is");
    pylog_info(log, "goes nowhere");
    print_stderr();
}

static void in_a_library(void) {
    title("a library");
    pylog_handler *nowhere = pylog_null_handler_new();
    pylog_logger_add_handler(pylog_get_logger("library"), nowhere);
    pylog_handler_unref(nowhere);
    pylog_error(pylog_get_logger("library.part"), "the program says where this goes, or nobody sees it");
    print_stderr();
    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    pylog_error(pylog_get_logger("library.part"), "now it does");
}

static void the_flow_of_a_record(void) {
    title("the flow of a record");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .format = "root: %(name)s %(message)s" });
    pylog_logger *parent = pylog_get_logger("house"), *child = pylog_get_logger("house.door");
    pylog_handler *handler = print_to_stdout(parent, "house: %(name)s %(message)s");
    pylog_warning(child, "goes to both");
    pylog_logger_set_level(parent, PYLOG_ERROR);
    pylog_warning(child, "is below the level that it inherits");
    pylog_logger_set_level(child, PYLOG_DEBUG);
    pylog_debug(child, "is not held up by the level of its parent's logger");
    pylog_handler_set_level(handler, PYLOG_ERROR);
    pylog_warning(child, "is below the level of a handler");
    pylog_logger_set_propagate(parent, false);
    pylog_error(child, "ends at the house");
    pylog_logger_remove_handler(parent, handler);
    pylog_handler_unref(handler);
    pylog_logger_set_propagate(parent, true);
}

static void levels_of_ones_own(void) {
    title("levels of one's own");
    pylog_add_level_name(25, "NOTICE");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .level_name = "NOTICE" });
    pylog_log(NULL, 25, "between INFO and WARNING");
    pylog_log(NULL, 24, "below it");
    pylog_log(NULL, 35, "without a name");
}

static int fail_to_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    (void)record;
    errno = ENOSPC;
    return -1;
}

static void errors_while_logging(void) {
    static const struct pylog_handler_ops broken = { .name = "Broken", .emit = fail_to_emit };
    title("errors while logging");
    pylog_handler *handler = pylog_handler_new(&broken, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    pylog_warning(NULL, "the program goes on after this");
    print_reported_errors();
    pylog_set_raise_exceptions(false);
    pylog_warning(NULL, "and after this, in silence");
    print_reported_errors();
    pylog_set_raise_exceptions(true);
}

static int calls;

static int expensive(void) {
    calls++;
    return 42;
}

/* In C the macros do what Python's isEnabledFor is for: arguments of a call that is not logged are not evaluated. */
static void optimization(void) {
    title("optimization");
    pylog_basic_config(&(struct pylog_config){
        .stream = stdout, .format = "%(threadName)s %(processName)s %(process)s %(message)s" });
    pylog_logger *log = pylog_get_logger("fast");
    pylog_debug(log, "%d", expensive());
    if (pylog_is_enabled_for(log, PYLOG_WARNING))
        pylog_warning(log, "%d", expensive());
    printf("%d\n", calls);
    pylog_set_log_threads(false);
    pylog_set_log_multiprocessing(false);
    pylog_set_log_processes(false);
    pylog_warning(log, "what is not wanted is not found out");
    pylog_set_log_threads(true);
    pylog_set_log_multiprocessing(true);
    pylog_set_log_processes(true);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    a_simple_example();
    to_a_file();
    a_level_from_the_command_line();
    variable_data();
    the_format();
    date_and_time();
    loggers_handlers_formatters();
    without_configuration();
    in_a_library();
    the_flow_of_a_record();
    levels_of_ones_own();
    errors_while_logging();
    optimization();
    from_an_ini_file();
    from_a_dictionary();
    title("the end");
    return 0;
}

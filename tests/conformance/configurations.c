/* Configurations from files, and what is logged afterwards; one a row of the tables `dict_config`,
 * `file_config`, `project_configs`, `wild_configs` and `config_random`, each in a process and an empty directory of its own. The files are
 * those of configs/. */
#include "support.h"
#include "../support/handler_names.h"

#include <pylog/config.h>
#include <pylog/handlers.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* ---- What stands for code of projects: the Python program has classes of these names ---------- */

static const char *string_of(const struct pylog_field *kwargs, const char *key, const char *otherwise) {
    for (; kwargs->key; kwargs++)
        if (strcmp(kwargs->key, key) == 0 && kwargs->type == PYLOG_TYPE_STR)
            return kwargs->value.s;
    return otherwise;
}

static bool is_true(const struct pylog_field *kwargs, const char *key) {
    for (; kwargs->key; kwargs++)
        if (strcmp(kwargs->key, key) == 0)
            return kwargs->type == PYLOG_TYPE_BOOL && kwargs->value.b;
    return false;
}

static pylog_formatter *inner_formatter(const struct pylog_field *kwargs) {
    const struct pylog_formatter_options options = { .datefmt = string_of(kwargs, "datefmt", NULL),
                                                     .style = *string_of(kwargs, "style", "%") };
    return pylog_formatter_new(string_of(kwargs, "fmt", string_of(kwargs, "format", NULL)), &options);
}

static void unref_formatter(void *formatter) {
    pylog_formatter_unref(formatter);
}

/* A formatter in front of another one, which it owns from now on, also if there is no memory. */
static pylog_formatter *in_front_of(pylog_formatter *inner,
                                    int (*format)(const struct pylog_record *, pylog_buffer *, void *)) {
    pylog_formatter *made = inner ? pylog_formatter_new_callback(format, inner, unref_formatter) : NULL;
    if (!made)
        pylog_formatter_unref(inner);
    return made;
}

/* Format a copy that has one more field. */
static int format_with(pylog_formatter *inner, const struct pylog_record *record, const char *key,
                       const char *value, pylog_buffer *out) {
    struct pylog_record *copy = pylog_record_copy(record);
    int result = copy && pylog_record_set(copy, pylog_field_str(key, value)) == 0
                     ? pylog_formatter_format(inner, copy, out)
                     : -1;
    pylog_record_free(copy);
    return result;
}

static int format_level_prefix(const struct pylog_record *record, pylog_buffer *out, void *inner) {
    char prefix[32];
    size_t length = (size_t)snprintf(prefix, sizeof prefix - 9, "%s:", record->levelname);
    for (; length < 9; length++)
        prefix[length] = ' ';
    prefix[length] = '\0';
    return format_with(inner, record, "levelprefix", prefix, out);
}

static pylog_formatter *level_prefix_formatter(const struct pylog_field *kwargs, void *data) {
    (void)data;
    return in_front_of(inner_formatter(kwargs), format_level_prefix);
}

static int format_server_time(const struct pylog_record *record, pylog_buffer *out, void *inner) {
    pylog_buffer *time = pylog_buffer_new();
    int result = -1;
    if (time && pylog_formatter_format_time(inner, record, NULL, time) == 0)
        result = format_with(inner, record, "server_time", pylog_buffer_data(time), out);
    pylog_buffer_free(time);
    return result;
}

static pylog_formatter *server_time_formatter(const struct pylog_field *kwargs, void *data) {
    (void)data;
    return in_front_of(inner_formatter(kwargs), format_server_time);
}

static int format_json(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    return pylog_buffer_printf(out, "{\"name\": \"%s\", \"message\": \"%s\"}", record->name,
                               pylog_record_message(record, NULL));
}

static pylog_formatter *json_formatter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs;
    return pylog_formatter_new_callback(format_json, data, NULL);
}

static int write_mail(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    (void)record;
    return printf("(%s mail) %.*s", (const char *)pylog_handler_data(handler), (int)length, text) < 0 ? -1
                                                                                                      : 0;
}

static pylog_handler *mail_handler(const struct pylog_field *kwargs, void *data) {
    static const struct pylog_handler_ops ops = { .name = "MailHandler", .write = write_mail };
    static char html[] = "html", text[] = "text";
    (void)data; /* in an INI file arguments stand in args, and have no names */
    return pylog_handler_new(&ops, is_true(kwargs, "include_html") || is_true(kwargs, "0") ? html : text);
}

static int keep(struct pylog_record *record, void *data) {
    (void)record;
    return data != NULL;
}

/* `data` is NULL for a filter that drops everything. */
static pylog_filter *constant_filter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs;
    return pylog_filter_new_callback(keep, data, NULL);
}

static int mask(struct pylog_record *record, void *data) {
    char message[256];
    snprintf(message, sizeof message, "%s", pylog_record_message(record, NULL));
    char *secret = strstr(message, "hunter2");
    if (secret) {
        memcpy(secret, "***", 3);
        memmove(secret + 3, secret + 7, strlen(secret + 7) + 1);
    }
    (void)data;
    return pylog_record_set(record, pylog_field_str("msg", message)) == 0;
}

static pylog_filter *masking_filter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs;
    return pylog_filter_new_callback(mask, data, NULL);
}

static pylog_handler *task_handler(const struct pylog_field *kwargs, void *data) {
    char path[256];
    (void)data;
    snprintf(path, sizeof path, "%s.log", string_of(kwargs, "base_log_folder", "task"));
    return pylog_file_handler_new(path, NULL);
}

static void register_all(void) {
    static bool something;
    pylog_config_register_formatter("uvicorn.logging.DefaultFormatter", level_prefix_formatter, NULL);
    pylog_config_register_formatter("uvicorn.logging.AccessFormatter", level_prefix_formatter, NULL);
    pylog_config_register_formatter("colorlog.ColoredFormatter", level_prefix_formatter, NULL);
    pylog_config_register_formatter("django.utils.log.ServerFormatter", server_time_formatter, NULL);
    pylog_config_register_handler("django.utils.log.AdminEmailHandler", mail_handler, NULL);
    pylog_config_register_filter("django.utils.log.RequireDebugFalse", constant_filter, &something);
    pylog_config_register_filter("django.utils.log.RequireDebugTrue", constant_filter, NULL);
    pylog_config_register_formatter("pythonjsonlogger.json.JsonFormatter", json_formatter, NULL);
    pylog_config_register_filter("airflow.utils.log.secrets_masker.SecretsMasker", masking_filter, NULL);
    pylog_config_register_handler("airflow.utils.log.file_task_handler.FileTaskHandler", task_handler, NULL);
    pylog_config_register_stream("flask.logging.wsgi_errors_stream", stderr);
}

/* ---- Steps ----------------------------------------------------------------------------------- */

/* A step and what follows it: `words` of them, the last one with all blanks in it. */
struct step {
    const char *name;
    int words;
    void (*take)(char *const *words);
};

static const char *config_path(const char *file) {
    static char path[4096];
    snprintf(path, sizeof path, "%s/../configs/%s", tables_directory, file);
    return path;
}

static void expect_done(int result) {
    if (result == 0)
        return;
    printf("refused: %s\n", pylog_last_error());
    fflush(stdout);
    exit(1);
}

static void apply_dict(char *const *words) {
    expect_done(pylog_dict_config_file(config_path(words[0])));
}

static void apply_json(char *const *words) {
    expect_done(pylog_dict_config_text(words[0], strlen(words[0])));
}

static void apply_ini(char *const *words) {
    expect_done(pylog_file_config(config_path(words[0]), NULL));
}

static void apply_ini_text(char *const *words) {
    expect_done(pylog_file_config_text(words[0], strlen(words[0]), NULL));
}

static void apply_ini_and_keep(char *const *words) {
    const struct pylog_file_config_options options = { .keep_existing_loggers = true };
    expect_done(pylog_file_config(config_path(words[0]), &options));
}

static void apply_ini_with(char *const *words) {
    const struct pylog_field defaults[] = { pylog_field_str(words[1], words[2]), { .key = NULL } };
    expect_done(pylog_file_config(config_path(words[0]),
                                  &(struct pylog_file_config_options){ .defaults = defaults }));
}

static int level_of(const char *name) {
    int level;
    if (pylog_level_from_name(name, &level))
        abort();
    return level;
}

static void get(char *const *words) {
    pylog_get_logger(words[0]);
}

static void log_text(char *const *words) {
    pylog_log(pylog_get_logger(words[0]), level_of(words[1]), "%s", words[2]);
}

static void log_each(char *const *words) {
    for (int level = PYLOG_DEBUG; level <= PYLOG_CRITICAL; level += 10)
        pylog_log(pylog_get_logger(words[0]), level, "%s at %d", words[0], level);
}

static void log_request(char *const *words) {
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("client_addr", "127.0.0.1:8000"),
                                                           pylog_field_str("request_line", "GET / HTTP/1.1"),
                                                           pylog_field_int("status_code", 200)) };
    pylog_log_with(pylog_get_logger(words[0]), PYLOG_INFO, &call, "%s", words[1]);
}

static void log_error(char *const *words) {
    errno = ENOENT;
    pylog_exception(pylog_get_logger(words[0]), "%s", words[1]);
}

static void set_level(char *const *words) {
    pylog_logger_set_level(pylog_get_logger(words[0]), level_of(words[1]));
}

static void print_state(char *const *words) {
    pylog_handler *handlers[16];
    pylog_logger *logger = pylog_get_logger(words[0]);
    printf("%s level %d propagate %d disabled %d\n", logger_repr(logger), pylog_logger_level(logger),
           pylog_logger_propagate(logger), pylog_logger_disabled(logger));
    size_t count = pylog_logger_handlers(logger, handlers, 16);
    for (size_t i = 0; i < count; i++) {
        fputs("    ", stdout);
        print_without_directory(handler_repr(handlers[i]));
        putchar('\n');
        pylog_handler_unref(handlers[i]);
    }
}

static int print_logger(const char *name, pylog_logger *logger, void *data) {
    char text[256];
    (void)data;
    snprintf(text, sizeof text, "%s", name);
    if (logger)
        print_state((char *const[]){ text });
    else
        printf("%s is a placeholder\n", name);
    return 0;
}

/* All loggers but the root. */
static void print_tree(char *const *words) {
    (void)words;
    pylog_visit_loggers(print_logger, NULL);
}

static void print_names(char *const *words) {
    const char *names[16];
    size_t count = names_of_handlers(names, 16);
    (void)words;
    for (size_t i = 0; i < count; i++)
        printf("%s%s", i ? " " : "", names[i]);
    putchar('\n');
}

/* What the Python program has stand-ins for, that say what is said here. */
static void do_without_foreign_classes(char *const *words) {
    (void)words;
    pylog_config_ignore_unknown_classes(true);
}

/* Unlike Python: its listener is running when this function returns. */
static void start(char *const *words) {
    (void)words;
}

static void stop(char *const *words) {
    pylog_handler *handler = pylog_get_handler_by_name(words[0]);
    pylog_queue_listener_stop(pylog_queue_handler_listener(handler));
    pylog_handler_unref(handler);
}

static void say(char *const *words) {
    puts(words[0]);
}

static const struct step steps[] = {
    { "dict", 1, apply_dict },
    { "json", 1, apply_json },
    { "ini", 1, apply_ini },
    { "ini_text", 1, apply_ini_text },
    { "ini_kept", 1, apply_ini_and_keep },
    { "ini_with", 3, apply_ini_with },
    { "get", 1, get },
    { "log", 3, log_text },
    { "each", 1, log_each },
    { "request", 2, log_request },
    { "error", 2, log_error },
    { "level", 2, set_level },
    { "state", 1, print_state },
    { "tree", 0, print_tree },
    { "names", 0, print_names },
    { "foreign", 0, do_without_foreign_classes },
    { "start", 1, start },
    { "stop", 1, stop },
    { "say", 1, say },
};

static char *next_word(char **rest) {
    char *word = *rest, *blank = word ? strchr(word, ' ') : NULL;
    *rest = blank ? blank + 1 : NULL;
    if (blank)
        *blank = '\0';
    return word;
}

static void take(char *text) {
    char *words[3] = { NULL };
    const char *name = next_word(&text);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(steps[i].name, name) != 0)
            continue;
        for (int word = 0; word < steps[i].words; word++)
            words[word] = word + 1 < steps[i].words ? next_word(&text) : text;
        steps[i].take(words);
        return;
    }
    printf("no such step: %s\n", name);
}

static void run_in_child(const struct row *row) {
    if (mkdir("files", 0777) || chdir("files"))
        abort();
    for (int i = 1; i < row->count; i++)
        take(row->cells[i]);
    exit(0);
}

static void run(const struct row *row) {
    int status = -1;
    fputs("== ", stdout);
    print_escaped(row->cells[0]);
    putchar('\n');
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        run_in_child(row);
    waitpid(child, &status, 0);
    if (status != 0)
        printf("failed: %d\n", status);
    print_stderr();
    print_and_remove_directory("files");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    register_all();
    for_each_row("dict_config", run);
    for_each_row("file_config", run);
    for_each_row("project_configs", run);
    for_each_row("wild_configs", run);
    for_each_row("config_random", run);
    return 0;
}

/* What Python's logging cookbook shows, recipe by recipe, in programs of our own. */
#include "support.h"

#include <pylog/config.h>
#include <pylog/handlers.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <pthread.h>

/* Begin a recipe with a root logger as a program finds it. */
static void title(const char *text) {
    pylog_handler *handlers[8];
    printf("== %s\n", text);
    fflush(stdout);
    size_t count = pylog_logger_handlers(NULL, handlers, 8);
    for (size_t i = 0; i < count; i++) {
        pylog_logger_remove_handler(NULL, handlers[i]);
        pylog_handler_close(handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
    pylog_logger_set_level(NULL, PYLOG_WARNING);
}

struct work {
    const char *name, *argument;
    void (*function)(const char *argument);
};

static void *run_work(void *data) {
    const struct work *work = data;
    pylog_set_thread_name(work->name);
    work->function(work->argument);
    return NULL;
}

static void in_a_thread(const char *name, void (*function)(const char *argument), const char *argument) {
    struct work work = { name, argument, function };
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_work, &work) != 0)
        abort();
    pthread_join(thread, NULL);
}

static void take_off(pylog_logger *log, pylog_handler *handler) {
    pylog_logger_remove_handler(log, handler);
    pylog_handler_close(handler);
    pylog_handler_unref(handler);
}

/* ---- One program, several places ---- */

static void several_modules(void) {
    title("several modules");
    static const char format[] = "%(asctime)s - %(name)s - %(levelname)s - %(message)s";
    pylog_logger *log = pylog_get_logger("mill"), *wheel = pylog_get_logger("mill.wheel");
    pylog_handler *file = pylog_file_handler_new("mill.log", NULL);
    pylog_logger_set_level(log, PYLOG_DEBUG);
    pylog_handler_set_format(file, format, NULL);
    pylog_logger_add_handler(log, file);
    pylog_handler *console = print_to_stdout(log, format);
    pylog_handler_set_level(console, PYLOG_ERROR);
    pylog_info(log, "asking the wheel");
    pylog_info(wheel, "turning");
    pylog_error(wheel, "stuck");
    take_off(log, file);
    take_off(log, console);
    print_file("mill.log");
}

static void several_destinations(void) {
    title("several destinations");
    pylog_basic_config(&(struct pylog_config){ .level = PYLOG_DEBUG,
                                               .format = "%(asctime)s %(name)-12s %(levelname)-8s %(message)s",
                                               .datefmt = "%m-%d %H:%M",
                                               .filename = "all.log",
                                               .filemode = "w" });
    pylog_handler *console = print_to_stdout(NULL, "%(name)-12s: %(levelname)-8s %(message)s");
    pylog_handler_set_level(console, PYLOG_INFO);
    pylog_handler_unref(console);
    pylog_info(NULL, "this is the root");
    pylog_debug(pylog_get_logger("mill.area1"), "only in the file");
    pylog_error(pylog_get_logger("mill.area2"), "in both");
    print_file("all.log");
}

static void warn(const char *text) {
    pylog_warning(NULL, "%s", text);
}

static void several_threads(void) {
    title("several threads");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .format = "%(threadName)s %(message)s" });
    in_a_thread("worker 1", warn, "hi from a thread");
    in_a_thread("worker 2", warn, "hi from another one");
    pylog_warning(NULL, "hi from the first one");
}

/* ---- Levels for handlers, by a filter that is configured ---- */

static const char *string_of(const struct pylog_field *kwargs, const char *key) {
    for (; kwargs->key; kwargs++)
        if (strcmp(kwargs->key, key) == 0 && kwargs->type == PYLOG_TYPE_STR)
            return kwargs->value.s;
    return NULL;
}

static int is_not_above(struct pylog_record *record, void *level) {
    return record->levelno <= *(int *)level;
}

/* Lets pass what is not above a level. */
static pylog_filter *make_below(const struct pylog_field *kwargs, void *unused) {
    (void)unused;
    int *level = malloc(sizeof *level);
    if (!level || pylog_level_from_name(string_of(kwargs, "level"), level) != 0) {
        free(level);
        return NULL;
    }
    return pylog_filter_new_callback(is_not_above, level, free);
}

static const char levels[] =
    "{\"version\": 1, \"disable_existing_loggers\": false,"
    " \"formatters\": {\"simple\": {\"format\": \"%(levelname)-8s - %(message)s\"}},"
    " \"filters\": {\"quiet\": {\"()\": \"__main__.Below\", \"level\": \"WARNING\"}},"
    " \"handlers\": {"
    "   \"out\": {\"class\": \"logging.StreamHandler\", \"level\": \"INFO\", \"formatter\": \"simple\","
    "             \"stream\": \"ext://sys.stdout\", \"filters\": [\"quiet\"]},"
    "   \"file\": {\"class\": \"logging.FileHandler\", \"formatter\": \"simple\","
    "              \"filename\": \"errors.log\", \"mode\": \"w\", \"level\": \"ERROR\"}},"
    " \"root\": {\"level\": \"DEBUG\", \"handlers\": [\"out\", \"file\"]}}";

static void custom_handling_of_levels(void) {
    title("custom handling of levels");
    pylog_config_register_filter("__main__.Below", make_below, NULL);
    pylog_dict_config(levels);
    pylog_debug(NULL, "nowhere");
    pylog_info(NULL, "to stdout");
    pylog_warning(NULL, "to stdout, too");
    pylog_error(NULL, "to the file");
    title("whose file is");
    print_file("errors.log");
}

/* ---- Queues and processes ---- */

static void handlers_that_block(void) {
    title("handlers that block");
    pylog_queue *between = pylog_queue_new(NULL);
    pylog_handler *put = pylog_queue_handler_new(between), *slow = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(slow, "%(threadName)s: %(message)s", NULL);
    pylog_queue_listener *listener =
        pylog_queue_listener_new(between, (pylog_handler *[]){ slow, NULL }, NULL);
    pylog_logger *log = pylog_get_logger("queued");
    pylog_logger_set_propagate(log, false);
    pylog_logger_add_handler(log, put);
    pylog_queue_listener_start(listener);
    pylog_warning(log, "look out");
    pylog_queue_listener_stop(listener);
    pylog_queue_listener_free(listener);
    take_off(log, put);
    pylog_handler_unref(slow);
    pylog_queue_unref(between);
}

static void work_in_a_child(int write_end) {
    FILE *pipe = fdopen(write_end, "w");
    pylog_handler *handler = pylog_stream_handler_new(pipe);
    pylog_handler_set_format(handler, "%(levelname)s %(name)s %(message)s", NULL);
    pylog_logger *log = pylog_get_logger("worker");
    pylog_logger_add_handler(log, handler);
    pylog_logger_set_propagate(log, false);
    pylog_logger_set_level(log, PYLOG_INFO);
    for (int i = 0; i < 3; i++)
        pylog_info(log, "job %d", i);
    _exit(0);
}

/* A pipe stands between the processes; the parent alone has the file. */
static void one_file_from_several_processes(void) {
    int ends[2];
    char *line = NULL;
    size_t size = 0;
    title("one file from several processes");
    if (pipe(ends) != 0)
        abort();
    pid_t child = fork();
    if (child == 0)
        work_in_a_child(ends[1]);
    close(ends[1]);
    pylog_basic_config(
        &(struct pylog_config){ .filename = "jobs.log", .format = "%(message)s", .level = PYLOG_INFO });
    FILE *lines = fdopen(ends[0], "r");
    for (ssize_t length; (length = getline(&line, &size, lines)) > 0;)
        pylog_log_text(NULL, PYLOG_INFO, NULL, line, (size_t)length - 1);
    free(line);
    fclose(lines);
    waitpid(child, NULL, 0);
    pylog_info(NULL, "no more jobs");
    print_file("jobs.log");
}

/* ---- Context ---- */

/* Puts the connection before each message. */
static void put_connection(struct pylog_record *record, void *data) {
    struct pylog_field connection;
    char text[256];
    (void)data;
    if (pylog_record_get(record, "connid", &connection) != 0)
        return;
    snprintf(text, sizeof text, "[%s] %s", connection.value.s, pylog_record_message(record, NULL));
    pylog_record_set(record, pylog_field_str("msg", text));
}

static void context_by_an_adapter(void) {
    title("context by an adapter");
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .format = "%(name)s %(message)s" });
    pylog_logger *adapter =
        pylog_logger_adapter_new(pylog_get_logger("server"), PYLOG_FIELDS(pylog_field_str("connid", "c42")),
                                 &(struct pylog_adapter_options){ .process = put_connection });
    pylog_warning(adapter, "lost %d bytes", 7);
    pylog_logger_adapter_free(adapter);
}

static _Thread_local const char *asks;

/* Adds who asks, of the thread that logs. */
static int add_user(struct pylog_record *record, void *data) {
    (void)data;
    return pylog_record_set(record, pylog_field_str("user", asks ? asks : "nobody")) == 0;
}

static void serve(const char *user) {
    asks = user;
    pylog_warning(NULL, "asks for more");
}

static void context_by_a_filter(void) {
    title("context by a filter");
    pylog_handler *console = print_to_stdout(NULL, "%(levelname)s %(user)s: %(message)s");
    pylog_filter *context = pylog_filter_new_callback(add_user, NULL, NULL);
    pylog_handler_add_filter(console, context);
    pylog_filter_unref(context);
    pylog_handler_unref(console);
    in_a_thread("first", serve, "jim");
    in_a_thread("second", serve, "sheila");
    pylog_warning(NULL, "asks for nothing");
}

static void add_coffee(struct pylog_record *record, void *data) {
    fix_record(record, data);
    pylog_record_set(record, pylog_field_int("coffee", 0xDECAFBAD));
}

static void records_of_ones_own(void) {
    title("records of one's own");
    pylog_set_log_record_factory(add_coffee, NULL);
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .format = "%(message)s %(coffee)x" });
    pylog_warning(NULL, "with an attribute:");
    pylog_set_log_record_factory(fix_record, NULL);
}

/* ---- Files ---- */

static void rotating_files(void) {
    title("rotating files");
    mkdir("rotating", 0777);
    pylog_logger *log = pylog_get_logger("rotating");
    pylog_logger_set_level(log, PYLOG_DEBUG);
    pylog_logger_set_propagate(log, false);
    pylog_handler *handler = pylog_rotating_file_handler_new(
        "rotating/out.log", &(struct pylog_rotating_options){ .max_bytes = 20, .backup_count = 5 });
    pylog_logger_add_handler(log, handler);
    for (int i = 0; i < 20; i++)
        pylog_debug(log, "i = %d", i);
    take_off(log, handler);
    print_and_remove_directory("rotating");
}

static int quote(const char *source, const char *dest, void *data) {
    char line[256];
    (void)data;
    FILE *old = fopen(source, "r"), *new = fopen(dest, "w");
    while (old && new && fgets(line, sizeof line, old))
        fprintf(new, "> %s", line);
    if (new)
        fclose(new);
    if (old)
        fclose(old);
    return remove(source);
}

static int add_quoted(const char *default_name, pylog_buffer *name, void *data) {
    (void)data;
    return pylog_buffer_printf(name, "%s.quoted", default_name);
}

static void a_rotator_and_a_namer(void) {
    title("a rotator and a namer");
    mkdir("quoted", 0777);
    pylog_logger *log = pylog_get_logger("quoted");
    pylog_logger_set_propagate(log, false);
    pylog_handler *handler = pylog_rotating_file_handler_new(
        "quoted/out.log",
        &(struct pylog_rotating_options){
            .max_bytes = 30, .backup_count = 2, .rotator = quote, .namer = add_quoted });
    pylog_logger_add_handler(log, handler);
    for (int i = 0; i < 6; i++)
        pylog_warning(log, "message no. %d", i);
    take_off(log, handler);
    print_and_remove_directory("quoted");
}

/* ---- Formats ---- */

static void set_formatter(pylog_handler *handler, pylog_formatter *formatter) {
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
}

static void set_style(pylog_handler *handler, const char *format, char style) {
    set_formatter(handler,
                  pylog_formatter_new(format, &(struct pylog_formatter_options){ .style = style }));
}

static void styles(void) {
    title("styles");
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_handler *console = print_to_stdout(NULL, "%(asctime)s %(name)s %(levelname)-8s %(message)s");
    pylog_info(NULL, "percent");
    set_style(console, "{asctime} {name} {levelname:8s} {message}", '{');
    pylog_info(NULL, "braces");
    set_style(console, "$asctime $name ${levelname} $message", '$');
    pylog_info(NULL, "dollars");
    pylog_handler_unref(console);
}

static void a_byte_order_mark_for_syslog(void) {
    title("a byte order mark for syslog");
    pylog_basic_config(&(struct pylog_config){
        .filename = "bom.log", .encoding = "utf-8", .format = "ASCII part \xef\xbb\xbf%(message)s" });
    pylog_warning(NULL, "part with ünïcode");
    print_file("bom.log");
}

static void put_json(pylog_buffer *out, const struct pylog_field *field) {
    pylog_buffer_printf(out, "\"%s\": ", field->key);
    if (field->type == PYLOG_TYPE_INT)
        pylog_buffer_printf(out, "%" PRId64, field->value.i);
    if (field->type == PYLOG_TYPE_FLOAT)
        pylog_buffer_printf(out, "%.6g", field->value.f);
    if (field->type != PYLOG_TYPE_STR)
        return;
    pylog_buffer_append(out, "\"", 1);
    for (const char *at = field->value.s; *at; at++) {
        if (*at == '"' || *at == '\\')
            pylog_buffer_append(out, "\\", 1);
        pylog_buffer_append(out, at, 1);
    }
    pylog_buffer_append(out, "\"", 1);
}

/* The message, and the fields that the call has given, as JSON. */
static int format_structured(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    pylog_buffer_printf(out, "%s >>> {", pylog_record_message(record, NULL));
    for (const struct pylog_field *field = record->extra; field->key; field++) {
        pylog_buffer_append(out, ", ", field == record->extra ? 0 : 2);
        put_json(out, field);
    }
    return pylog_buffer_append(out, "}", 1);
}

static void structured_logging(void) {
    title("structured logging");
    pylog_handler *console = print_to_stdout(NULL, NULL);
    set_formatter(console, pylog_formatter_new_callback(format_structured, NULL, NULL));
    pylog_handler_unref(console);
    pylog_log_with(NULL, PYLOG_WARNING,
                   &(struct pylog_call){
                       .extra = PYLOG_FIELDS(pylog_field_str("foo", "bar"), pylog_field_str("bar", "b\"az"),
                                             pylog_field_int("num", 123), pylog_field_float("fnum", 123.456)) },
                   "message 1");
}

/* An error in the line of its message. */
static int format_in_one_line(const struct pylog_record *record, pylog_buffer *out, void *formatter) {
    pylog_buffer *text = pylog_buffer_new();
    int result = text ? pylog_formatter_format(formatter, record, text) : -1;
    const char *data = result == 0 ? pylog_buffer_data(text) : "";
    const char *newline = record->exc_info ? strchr(data, '\n') : NULL;
    if (newline)
        result = pylog_buffer_printf(out, "%.*s|'%s'|", (int)(newline - data), data, newline + 1);
    else if (result == 0)
        result = pylog_buffer_append(out, data, pylog_buffer_length(text));
    pylog_buffer_free(text);
    return result;
}

static void unref_formatter(void *formatter) {
    pylog_formatter_unref(formatter);
}

static void errors_in_one_line(void) {
    title("errors in one line");
    pylog_handler *console = print_to_stdout(NULL, NULL);
    pylog_formatter *inner =
        pylog_formatter_new("%(asctime)s|%(levelname)s|%(message)s",
                            &(struct pylog_formatter_options){ .datefmt = "%d/%m/%Y %H:%M:%S" });
    set_formatter(console, pylog_formatter_new_callback(format_in_one_line, inner, unref_formatter));
    pylog_handler_unref(console);
    pylog_warning(NULL, "sample message");
    errno = ENOENT;
    pylog_exception(NULL, "the file:");
}

static pylog_formatter *make_utc(const struct pylog_field *kwargs, void *data) {
    (void)data;
    pylog_formatter *formatter = pylog_formatter_new(string_of(kwargs, "format"), NULL);
    if (formatter)
        pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    return formatter;
}

static const char times[] =
    "{\"version\": 1, \"disable_existing_loggers\": false,"
    " \"formatters\": {\"utc\": {\"()\": \"__main__.Utc\", \"format\": \"%(asctime)s %(message)s\"},"
    "                  \"local\": {\"format\": \"%(asctime)s %(message)s\"}},"
    " \"handlers\": {\"one\": {\"class\": \"logging.StreamHandler\", \"formatter\": \"utc\","
    "                          \"stream\": \"ext://sys.stdout\"},"
    "                \"two\": {\"class\": \"logging.StreamHandler\", \"formatter\": \"local\","
    "                          \"stream\": \"ext://sys.stdout\"}},"
    " \"root\": {\"handlers\": [\"one\", \"two\"]}}";

static void utc_by_configuration(void) {
    title("UTC by configuration");
    set_zone("CET-1CEST,M3.5.0,M10.5.0/3");
    pylog_config_register_formatter("__main__.Utc", make_utc, NULL);
    pylog_dict_config(times);
    pylog_warning(NULL, "the local time is another one");
    set_zone("UTC0");
}

/* ---- Handlers of one's own ---- */

/* A file that tells whose it is in its first line. */
static pylog_handler *make_owned(const struct pylog_field *kwargs, void *data) {
    (void)data;
    FILE *file = fopen(string_of(kwargs, "filename"), "w");
    if (!file)
        return NULL;
    fprintf(file, "owner: %s\n", string_of(kwargs, "owner"));
    fclose(file);
    return pylog_file_handler_new(string_of(kwargs, "filename"), NULL);
}

static const char owned[] =
    "{\"version\": 1, \"disable_existing_loggers\": false,"
    " \"formatters\": {\"default\": {\"format\": \"%(asctime)s %(levelname)s %(name)s %(message)s\"}},"
    " \"handlers\": {\"file\": {\"()\": \"__main__.Owned\", \"level\": \"DEBUG\", \"formatter\": \"default\","
    "                           \"owner\": \"pulse\", \"filename\": \"owned.log\"}},"
    " \"root\": {\"handlers\": [\"file\"], \"level\": \"DEBUG\"}}";

static void a_handler_with_arguments_of_its_own(void) {
    title("a handler with arguments of its own");
    pylog_config_register_handler("__main__.Owned", make_owned, NULL);
    pylog_dict_config(owned);
    pylog_debug(pylog_get_logger("mylogger"), "a debug message");
    print_file("owned.log");
}

static int show_unless(struct pylog_record *record, void *param) {
    char text[256];
    if (strstr(record->msg, param))
        return 0;
    snprintf(text, sizeof text, "changed: %s", record->msg);
    return pylog_record_set(record, pylog_field_str("msg", text)) == 0;
}

static pylog_filter *make_no_show(const struct pylog_field *kwargs, void *data) {
    (void)data;
    return pylog_filter_new_callback(show_unless, strdup(string_of(kwargs, "param")), free);
}

static const char filtered[] =
    "{\"version\": 1, \"disable_existing_loggers\": false,"
    " \"filters\": {\"mine\": {\"()\": \"__main__.NoShow\", \"param\": \"noshow\"}},"
    " \"handlers\": {\"console\": {\"class\": \"logging.StreamHandler\", \"filters\": [\"mine\"],"
    "                              \"stream\": \"ext://sys.stdout\"}},"
    " \"root\": {\"level\": \"DEBUG\", \"handlers\": [\"console\"]}}";

static void a_filter_with_arguments_of_its_own(void) {
    title("a filter with arguments of its own");
    pylog_config_register_filter("__main__.NoShow", make_no_show, NULL);
    pylog_dict_config(filtered);
    pylog_debug(NULL, "hello");
    pylog_debug(NULL, "hello - noshow");
}

enum { MAIL_CAPACITY = 3 };

struct mail {
    struct pylog_record *records[MAIL_CAPACITY];
    size_t count;
};

static int send_mail(pylog_handler *handler) {
    struct mail *mail = pylog_handler_data(handler);
    pylog_buffer *text = pylog_buffer_new();
    if (mail->count)
        puts("Subject: test logging");
    for (size_t i = 0; i < mail->count; i++) {
        pylog_buffer_clear(text);
        pylog_handler_format(handler, mail->records[i], text);
        puts(pylog_buffer_data(text));
        pylog_record_free(mail->records[i]);
    }
    mail->count = 0;
    pylog_buffer_free(text);
    return 0;
}

static int add_to_mail(pylog_handler *handler, const struct pylog_record *record) {
    struct mail *mail = pylog_handler_data(handler);
    struct pylog_record *copy = pylog_record_copy(record);
    if (!copy)
        return -1;
    mail->records[mail->count++] = copy;
    return mail->count < MAIL_CAPACITY ? 0 : send_mail(handler);
}

static void close_mail(pylog_handler *handler) {
    send_mail(handler);
}

static void one_mail_for_many_records(void) {
    static const struct pylog_handler_ops ops = {
        .name = "Mail", .emit = add_to_mail, .flush = send_mail, .close = close_mail
    };
    static struct mail mail;
    title("one mail for many records");
    pylog_handler *handler = pylog_handler_new(&ops, &mail);
    pylog_handler_set_format(handler, "%(asctime)s %(levelname)-5s %(message)s", NULL);
    pylog_logger *log = pylog_get_logger("mail");
    pylog_logger_set_propagate(log, false);
    pylog_logger_add_handler(log, handler);
    for (int i = 0; i < 4; i++)
        pylog_warning(log, "index = %d", i);
    take_off(log, handler);
}

/* A memory handler that forgets what it has kept, unless there was an error. */
static void only_if_something_goes_wrong(void) {
    title("only if something goes wrong");
    pylog_logger *log = pylog_get_logger("conditional");
    pylog_logger_set_propagate(log, false);
    pylog_logger_set_level(log, PYLOG_DEBUG);
    pylog_handler *target = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(target, "%(levelname)s %(message)s", NULL);
    for (int wrong = 0; wrong < 2; wrong++) {
        printf("wrong: %d\n", wrong);
        pylog_handler *memory = pylog_memory_handler_new(
            100, &(struct pylog_memory_options){
                     .flush_level = PYLOG_ERROR, .target = target, .no_flush_on_close = true });
        pylog_logger_add_handler(log, memory);
        pylog_debug(log, "about to try");
        pylog_info(log, "trying");
        if (wrong)
            pylog_error(log, "tried");
        pylog_debug(log, "done");
        take_off(log, memory);
    }
    pylog_handler_unref(target);
}

/* ---- Ways to log ---- */

struct context {
    pylog_logger *log;
    pylog_handler *handler;
    int old_level;
};

static struct context context_enter(pylog_logger *log, int level, pylog_handler *handler) {
    struct context context = { log, handler, pylog_logger_level(log) };
    pylog_logger_set_level(log, level);
    pylog_logger_add_handler(log, handler);
    return context;
}

static void context_exit(const struct context *context) {
    pylog_logger_remove_handler(context->log, context->handler);
    pylog_logger_set_level(context->log, context->old_level);
}

static void selective_logging(void) {
    title("selective logging");
    pylog_logger *log = pylog_get_logger("selective");
    pylog_logger_set_propagate(log, false);
    pylog_handler *first = print_to_stdout(log, "1 %(message)s"), *second = pylog_stream_handler_new(stdout);
    pylog_logger_set_level(log, PYLOG_INFO);
    pylog_handler_set_format(second, "2 %(message)s", NULL);
    pylog_info(log, "once");
    pylog_debug(log, "not at all");
    struct context context = context_enter(log, PYLOG_DEBUG, second);
    pylog_debug(log, "twice");
    context_exit(&context);
    pylog_info(log, "once again");
    pylog_debug(log, "not at all again");
    take_off(log, first);
    pylog_handler_unref(second);
}

/* A stream whose lines go to a logger. */
struct writer {
    pylog_logger *log;
    int level;
    char rest[256];
};

static void write_text(struct writer *writer, const char *text) {
    for (; *text; text++) {
        size_t length = strlen(writer->rest);
        if (*text != '\n') {
            writer->rest[length] = *text;
            writer->rest[length + 1] = '\0';
            continue;
        }
        pylog_log(writer->log, writer->level, "%s", writer->rest);
        writer->rest[0] = '\0';
    }
}

static void a_logger_as_a_stream(void) {
    title("a logger as a stream");
    pylog_basic_config(&(struct pylog_config){
        .stream = stdout, .format = "%(levelname)s %(message)s", .level = PYLOG_INFO });
    struct writer writer = { .log = pylog_get_logger("stream"), .level = PYLOG_INFO };
    write_text(&writer, "100 %\n");
    write_text(&writer, "two\nlines\n");
    write_text(&writer, "a line in ");
    write_text(&writer, "two parts\n");
}

static void run_command(const char *const *arguments) {
    const char *level = "INFO";
    size_t count = 0;
    if (strcmp(arguments[0], "--log-level") == 0) {
        level = arguments[1];
        arguments += 2;
    }
    pylog_basic_config(&(struct pylog_config){ .stream = stdout,
                                               .level_name = level,
                                               .format = "%(levelname)s %(name)s %(message)s",
                                               .force = true });
    pylog_logger *log = pylog_get_logger("services");
    while (arguments[1 + count])
        count++;
    pylog_debug(log, "about to %s %zu of them", arguments[0], count);
    for (size_t i = 0; i < count; i++)
        pylog_info(log, "%s: %s", arguments[0], arguments[1 + i]);
}

static void a_command_line_program(void) {
    title("a command line program");
    run_command((const char *const[]){ "start", "web", NULL });
    run_command((const char *const[]){ "--log-level", "DEBUG", "stop", "web", "db", NULL });
}

int main(int argc, char **argv) {
    begin(argc, argv);
    several_modules();
    several_destinations();
    several_threads();
    custom_handling_of_levels();
    handlers_that_block();
    one_file_from_several_processes();
    context_by_an_adapter();
    context_by_a_filter();
    records_of_ones_own();
    rotating_files();
    a_rotator_and_a_namer();
    styles();
    a_byte_order_mark_for_syslog();
    structured_logging();
    errors_in_one_line();
    utc_by_configuration();
    a_handler_with_arguments_of_its_own();
    a_filter_with_arguments_of_its_own();
    one_mail_for_many_records();
    only_if_something_goes_wrong();
    selective_logging();
    a_logger_as_a_stream();
    a_command_line_program();
    title("the end");
    print_stderr();
    return 0;
}

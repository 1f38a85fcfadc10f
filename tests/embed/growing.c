/* A program that hands the library one of each structure, and prints what comes of it. It is compiled with a header of
 * today and of tomorrow, and linked with a library of today and of tomorrow (growing.sh). With SET, a header of tomorrow
 * has it set the member that is new, which a library of today has to refuse. */
#include <errno.h>
#include <pylog/config.h>
#include <stdlib.h>
#include <string.h>

#ifdef SET
static int anything;
#define MORE , .tomorrow = &anything
#else
#define MORE
#endif
#define WITH(type, ...) (&(struct type){ __VA_ARGS__ MORE })

static void show(const char *what, bool succeeded) {
    bool refused = !succeeded && errno == EINVAL && strstr(pylog_last_error(), "a reserved member is not 0: pylog ");
    printf("%s: %s\n", what, succeeded ? "done" : refused ? "refused" : pylog_last_error());
    errno = 0;
}

static void show_handler(const char *what, pylog_handler *handler) {
    show(what, handler);
    if (!handler)
        return;
    struct pylog_handler_stats stats;
    memset(&stats, 7, sizeof stats);
    pylog_handler_set_level(handler, PYLOG_CRITICAL);
    pylog_handler_get_stats(handler, &stats);
    if (stats.emitted || stats.errors || stats.reserved[0] || stats.reserved[sizeof stats.reserved / 8 - 1])
        printf("%s: wrong statistics\n", what);
    pylog_handler_unref(handler);
}

static int take(pylog_handler *handler, const struct pylog_record *record, const char *text, size_t length) {
    (void)handler, (void)record;
    return fwrite(text, 1, length, stdout) == length ? 0 : -1;
}

static int say(pylog_handler *handler) {
    (void)handler;
    puts("opened again");
    return 0;
}

static const char *name_it(const pylog_handler *handler) {
    (void)handler;
    return "its file";
}

static void *refuse(const char *host, int port, double timeout, void *data) {
    (void)host, (void)port, (void)timeout, (void)data;
    return NULL;
}

static ptrdiff_t never_send(void *connection, const void *bytes, size_t length, double timeout) {
    (void)connection, (void)bytes, (void)length, (void)timeout;
    return -1;
}

static ptrdiff_t never_receive(void *connection, void *bytes, size_t size, double timeout) {
    (void)connection, (void)bytes, (void)size, (void)timeout;
    return -1;
}

static void never_close(void *connection) {
    (void)connection;
}

#define TRANSPORT .connect = refuse, .send = never_send, .recv = never_receive, .close = never_close

static void handlers_of_its_own(void) {
    static const struct pylog_file_ops plain_file = { .reopen = say, .base_filename = name_it };
    static const struct pylog_handler_ops own = { .name = "Own", .write = take, .file = &plain_file };
    static const struct pylog_handler_ops set = { .name = "Own", .write = take MORE };
    static const struct pylog_file_ops set_file = { .reopen = say MORE };
    static const struct pylog_handler_ops with_set_file = { .name = "Own", .write = take, .file = &set_file };
    pylog_handler *handler = pylog_handler_new(&own, NULL);
    pylog_logger_add_handler(pylog_get_logger("own"), handler);
    pylog_log_with(pylog_get_logger("own"), PYLOG_ERROR, WITH(pylog_call, .extra = PYLOG_FIELDS(pylog_field_int("x", 1))), "own %d", 1);
    pylog_file_handler_reopen(handler);
    puts(pylog_file_handler_base_filename(handler));
    pylog_handler_unref(handler);
    show_handler("operations", pylog_handler_new(&set, NULL));
    show_handler("operations of a file", pylog_handler_new(&with_set_file, NULL));
}

static void files(void) {
    struct pylog_file_state state;
    memset(&state, 7, sizeof state);
    pylog_handler *file = pylog_file_handler_new("growing.log", NULL);
    if (pylog_file_handler_state(file, &state) || !state.open || strcmp(state.mode, "a") != 0 || state.reserved[0])
        puts("wrong state of a file");
    pylog_handler_unref(file);
    show_handler("file", pylog_file_handler_new("growing.log", WITH(pylog_file_options, .mode = "w")));
    show_handler("rotating file", pylog_rotating_file_handler_new("growing.log", WITH(pylog_rotating_options, .max_bytes = 9)));
    show_handler("timed file", pylog_timed_rotating_file_handler_new("growing.log", WITH(pylog_timed_rotating_options, .when = "D")));
    show_handler("watched file", pylog_watched_file_handler_new("growing.log", WITH(pylog_file_options, .delay = true)));
    struct pylog_rotating_options inner = { .max_bytes = 9, .file = *WITH(pylog_file_options, .delay = true) };
    show_handler("file within", pylog_rotating_file_handler_new("growing.log", &inner));
}

static void networks(void) {
    const char *to[] = { "a@b", NULL };
    struct pylog_socket_state state;
    memset(&state, 7, sizeof state);
    pylog_handler *socket = pylog_socket_handler_new("127.0.0.1", 9);
    if (pylog_socket_handler_state(socket, &state) || state.connected || state.reserved[0])
        puts("wrong state of a socket");
    show("transport", pylog_socket_handler_set_transport(socket, WITH(pylog_transport, TRANSPORT)) == 0);
    pylog_handler_unref(socket);
    show_handler("syslog", pylog_syslog_handler_new(WITH(pylog_syslog_options, .address = "127.0.0.1", .port = 9)));
    show_handler("mail", pylog_smtp_handler_new(WITH(pylog_smtp_options, .mailhost = "h", .fromaddr = "a@b", .toaddrs = to)));
    show_handler("HTTP", pylog_http_handler_new("h", "/", WITH(pylog_http_options, .method = "POST")));
    struct pylog_http_options inner = { .transport = WITH(pylog_transport, TRANSPORT) };
    show_handler("transport within", pylog_http_handler_new("h", "/", &inner));
}

static void queues(void) {
    pylog_handler *none[] = { NULL };
    struct pylog_queue_stats stats;
    memset(&stats, 7, sizeof stats);
    pylog_queue *queue = pylog_queue_new(NULL), *other = pylog_queue_new(WITH(pylog_queue_options, .capacity = 4096));
    show("queue", other);
    pylog_queue_get_stats(queue, &stats);
    if (stats.put || stats.blocked || stats.reserved[0])
        puts("wrong statistics of a queue");
    pylog_queue_listener *listener =
        pylog_queue_listener_new(queue, none, WITH(pylog_queue_listener_options, .respect_handler_level = true));
    show("listener", listener);
    pylog_queue_listener_free(listener);
    pylog_queue_unref(other);
    pylog_queue_unref(queue);
}

static int no_message(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)formatter, (void)record, (void)data;
    return pylog_buffer_append(out, "none", 4);
}

static void the_rest(void) {
    pylog_formatter *formatter = pylog_formatter_new("%(message)s", WITH(pylog_formatter_options, .style = '%'));
    show("formatter", formatter);
    pylog_formatter_unref(formatter);
    formatter = pylog_formatter_new_subclass(NULL, NULL, WITH(pylog_formatter_methods, .format_message = no_message));
    show("methods", formatter);
    pylog_formatter_unref(formatter);
    pylog_logger *adapter = pylog_logger_adapter_new(NULL, NULL, WITH(pylog_adapter_options, .merge_extra = true));
    show("adapter", adapter);
    if (adapter)
        pylog_logger_adapter_free(adapter);
    show_handler("memory", pylog_memory_handler_new(9, WITH(pylog_memory_options, .flush_level = PYLOG_INFO)));
    static const char ini[] = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nhandlers=\n";
    show("INI file", pylog_file_config_text(ini, sizeof ini - 1, WITH(pylog_file_config_options, .encoding = "utf-8")) == 0);
    show("listening", pylog_listen(-1, WITH(pylog_listen_options, .any_user = true)) > 0);
    pylog_stop_listening();
    pylog_handler *event_log = pylog_nt_event_log_handler_new("growing", WITH(pylog_nt_event_log_options, .logtype = "x"));
    show("event log", event_log || errno == ENOSYS);
    pylog_handler_unref(event_log);
    show("basic_config", pylog_basic_config(WITH(pylog_config, .stream = stdout, .force = true)) == 0);
}

#define SIZE(type) (int)sizeof(struct type), #type
#define PLACE(type, member) (int)offsetof(struct type, member), #type "." #member
static void sizes(void) {
    printf("%d %s\n%d %s\n%d %s\n%d %s\n", SIZE(pylog_config), SIZE(pylog_call), SIZE(pylog_adapter_options), SIZE(pylog_file_options));
    printf("%d %s\n%d %s\n%d %s\n%d %s\n", SIZE(pylog_file_state), SIZE(pylog_handler_stats), SIZE(pylog_handler_ops), SIZE(pylog_file_ops));
    printf("%d %s\n%d %s\n%d %s\n%d %s\n", SIZE(pylog_formatter_options), SIZE(pylog_formatter_methods), SIZE(pylog_rotating_options), SIZE(pylog_timed_rotating_options));
    printf("%d %s\n%d %s\n%d %s\n%d %s\n", SIZE(pylog_memory_options), SIZE(pylog_queue_options), SIZE(pylog_queue_stats), SIZE(pylog_queue_listener_options));
    printf("%d %s\n%d %s\n%d %s\n%d %s\n", SIZE(pylog_transport), SIZE(pylog_socket_state), SIZE(pylog_syslog_options), SIZE(pylog_smtp_options));
    printf("%d %s\n%d %s\n%d %s\n%d %s\n", SIZE(pylog_http_options), SIZE(pylog_nt_event_log_options), SIZE(pylog_file_config_options), SIZE(pylog_listen_options));
    printf("%d %s\n%d %s\n", PLACE(pylog_rotating_options, max_bytes), PLACE(pylog_timed_rotating_options, when));
}

int main(void) {
    pylog_set_raise_exceptions(false);
    sizes();
    handlers_of_its_own();
    files();
    networks();
    queues();
    the_rest();
    fflush(stdout);
    return 0;
}

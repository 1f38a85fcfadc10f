/* How much stack a log call takes, by each kind of handler: 16 KiB are enough, and 24 for mail and HTTP. */
#define _DEFAULT_SOURCE 1

#include <loopback.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { KIB = 1024, STACK = 512 * KIB, PAINT = 0xA5 };

static pylog_logger *logger;
static const char *first_frame;

static pylog_handler *make_file(int port) {
    (void)port;
    return pylog_file_handler_new("small_stack.log", NULL);
}

static pylog_handler *make_encoded(int port) {
    (void)port;
    return pylog_file_handler_new("small_stack.log", &(struct pylog_file_options){ .encoding = "utf-16" });
}

static pylog_handler *make_rotating(int port) {
    (void)port;
    return pylog_rotating_file_handler_new(
        "small_stack.log",
        &(struct pylog_rotating_options){ .max_bytes = 100, .backup_count = 2, .several_processes = true });
}

static pylog_handler *make_timed(int port) {
    (void)port;
    return pylog_timed_rotating_file_handler_new("small_stack.log", NULL);
}

static pylog_handler *make_stream(int port) {
    (void)port;
    return pylog_stream_handler_new(fopen("small_stack.log", "a"));
}

static pylog_handler *make_queue(int port) {
    (void)port;
    return pylog_queue_handler_new(pylog_queue_new(NULL));
}

static pylog_handler *make_memory(int port) {
    return pylog_memory_handler_new(
        1, &(struct pylog_memory_options){ .target = make_file(port), .flush_level = PYLOG_DEBUG });
}

static pylog_handler *make_socket(int port) {
    return pylog_socket_handler_new("127.0.0.1", port);
}

static pylog_handler *make_syslog(int port) {
    return pylog_syslog_handler_new(&(struct pylog_syslog_options){
        .address = "127.0.0.1", .port = port, .socktype = PYLOG_SOCK_STREAM, .octet_counting = true });
}

static pylog_handler *make_http(int port) {
    char host[32];
    snprintf(host, sizeof host, "127.0.0.1:%d", port);
    return pylog_http_handler_new(host, "/log", &(struct pylog_http_options){ .timeout = 0.2 });
}

static pylog_handler *make_smtp(int port) {
    static const char *const to[] = { "b@example.com", NULL };
    return pylog_smtp_handler_new(&(struct pylog_smtp_options){ .mailhost = "127.0.0.1",
                                                                .port = port,
                                                                .fromaddr = "a@example.com",
                                                                .toaddrs = to,
                                                                .subject = "x",
                                                                .timeout = 0.2 });
}

static const struct kind {
    const char *name;
    pylog_handler *(*make)(int port);
    size_t most; /* KiB */
} kinds[] = {
    { "file", make_file, 16 },     { "file, utf-16", make_encoded, 16 }, { "rotating", make_rotating, 16 },
    { "timed", make_timed, 16 },   { "stream", make_stream, 16 },        { "queue", make_queue, 16 },
    { "memory", make_memory, 16 }, { "socket", make_socket, 16 },        { "syslog", make_syslog, 16 },
    { "HTTP", make_http, 24 },     { "mail", make_smtp, 24 },
};

/* Also a long record, one whose handler fails and is reported, and one with all that a record may have. */
static void *log_some(void *unused) {
    static char text[8 * KIB];
    const struct pylog_call call = { .exc_info = &(struct pylog_exc_info){ "ValueError", "wrong", NULL },
                                     .extra = PYLOG_FIELDS(pylog_field_str("user", "u"), pylog_field_float("f", 0.1)) };
    first_frame = __builtin_frame_address(0);
    memset(text, 'x', sizeof text - 1);
    pylog_error(logger, "%d %s %.3f", 1, "two", 3.0);
    pylog_error(logger, "%s", text);
    pylog_log_with(logger, PYLOG_ERROR, &call, "%d", 7);
    return unused;
}

static size_t stack_of_calls(void) {
    unsigned char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    pthread_attr_t attributes;
    pthread_t thread;
    size_t untouched = 0;
    if (stack == MAP_FAILED)
        abort();
    memset(stack, PAINT, STACK);
    pthread_attr_init(&attributes);
    if (pthread_attr_setstack(&attributes, stack, STACK) || pthread_create(&thread, &attributes, log_some, NULL))
        abort();
    join_thread(thread);
    while (stack[untouched] == PAINT)
        untouched++;
    size_t used = (size_t)((const unsigned char *)first_frame - (stack + untouched));
    pthread_attr_destroy(&attributes);
    munmap(stack, STACK);
    return used;
}

int main(void) {
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    logger = pylog_get_logger("stack");
    pylog_set_raise_exceptions(false);
    for (size_t i = 0; peer && i < sizeof kinds / sizeof *kinds; i++) {
        pylog_handler *handler = kinds[i].make(loopback_port(peer));
        stress_check(handler, "%s: %s", kinds[i].name, pylog_last_error());
        if (!handler)
            continue;
        pylog_handler_set_format(handler, "%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s", NULL);
        pylog_logger_add_handler(logger, handler);
        size_t used = stack_of_calls();
        stress_figure("%s: %zu bytes of stack", kinds[i].name, used);
        stress_check(used <= kinds[i].most * KIB, "%s: no more than %zu KiB", kinds[i].name, kinds[i].most);
        pylog_logger_remove_handler(logger, handler);
        pylog_handler_unref(handler);
    }
    loopback_stop(peer);
    return stress_end();
}

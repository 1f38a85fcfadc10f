/* Sends the same records in each way that the syslog handler knows: send_syslog WAY ADDRESS PORT. */
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static void set_fixed_fields(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = INT64_C(1065910455003000000);
    pylog_record_set(record, pylog_field_int("process", 4711));
}

/* The ways: what is left zero is Python's. */
static const struct {
    const char *name;
    struct pylog_syslog_options options;
} ways[] = {
    { "udp", { .ident = "app: " } },
    { "unix", { .ident = "app: " } },
    { "tcp", { .ident = "app: ", .socktype = PYLOG_SOCK_STREAM } },
    { "unix-stream", { .ident = "app: ", .socktype = PYLOG_SOCK_STREAM } },
    { "tcp-counted", { .ident = "app: ", .octet_counting = true } },
    { "udp-5424", { .rfc5424 = true, .ident = "app", .hostname = "host.example" } },
    { "unix-5424", { .rfc5424 = true, .ident = "app", .hostname = "host.example" } },
    { "tcp-5424", { .rfc5424 = true, .ident = "app", .hostname = "host.example", .octet_counting = true } },
};

static void log_all(void) {
    const struct pylog_call call = {
        .extra = PYLOG_FIELDS(pylog_field_str("user", "a \"b\" \\ ]c"), pylog_field_int("port", 22), pylog_field_none("none")),
    };
    pylog_logger *log = pylog_get_logger("app.db");
    pylog_debug(log, "debug");
    pylog_info(log, "connected to %s in %d ms", "localhost", 7);
    pylog_warning(log, "h\xC3\xA9llo \xE2\x82\xAC");
    pylog_error(log, "failed");
    pylog_critical(log, "down");
    pylog_log(log, 25, "a level of its own");
    pylog_log_with(log, PYLOG_INFO, &call, "with fields");
}

int main(int argc, char **argv) {
    size_t way = 0, count = sizeof ways / sizeof *ways;
    while (argc == 4 && way < count && strcmp(ways[way].name, argv[1]) != 0)
        way++;
    if (argc != 4 || way == count)
        return 2;
    struct pylog_syslog_options options = ways[way].options;
    options.address = argv[2];
    options.port = atoi(argv[3]);
    options.facility = PYLOG_SYSLOG_LOCAL3;
    options.timeout = 5;
    pylog_handler *handler = pylog_syslog_handler_new(&options);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_set_log_record_factory(set_fixed_fields, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    log_all();

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    pylog_handler_unref(handler);
    return stats.emitted == 7 && stats.errors == 0 ? 0 : 1;
}

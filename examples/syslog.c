/* Records for syslog, in the old form and in that of RFC 5424. The program itself is the daemon here: it
 * binds the socket that would be /dev/log, and shows what comes. A NUL byte ends the first one.
 *
 * Output:
 *     23 bytes: <12>shop: disk is full
 *     87 bytes: <12>1 2024-03-10T10:55:01.123456Z db1 shop 42 app [fields@32473 zone="eu"] disk is full
 */
#include <pylog/handlers.h>
#include <sys/socket.h>
#include <sys/un.h>

static void log_to(const struct pylog_syslog_options *options) {
    pylog_handler *handler = pylog_syslog_handler_new(options);
    if (!handler || pylog_logger_add_handler(NULL, handler) != 0)
        fprintf(stderr, "%s\n", pylog_last_error());
    pylog_handler_unref(handler);
}

static void set_time_and_process(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = INT64_C(1710068101123456000);
    pylog_record_set(record, pylog_field_int("process", 42));
}

int main(void) {
    const struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "log.sock" };
    int receiver = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (bind(receiver, (const struct sockaddr *)&address, sizeof address) != 0) {
        perror("log.sock");
        return 1;
    }
    struct pylog_syslog_options options = { .address = "log.sock", .port = PYLOG_UNIX, .ident = "shop: " };
    log_to(&options);
    options.ident = "shop", options.hostname = "db1", options.rfc5424 = true;
    log_to(&options);

    pylog_set_log_record_factory(set_time_and_process, NULL); /* so that the output is always the same */
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("zone", "eu")) };
    pylog_log_with(pylog_get_logger("app"), PYLOG_WARNING, &call, "disk is full");

    char bytes[256] = "";
    for (int i = 0; i < 2; i++) {
        int length = (int)recv(receiver, bytes, sizeof bytes - 1, 0);
        printf("%d bytes: %.*s\n", length, length, bytes);
    }
    return remove("log.sock");
}

/* One record over TLS: send_over_tls http|smtp PORT CERTIFICATES. */
#include <openssl_transport.h>
#include <stdlib.h>
#include <string.h>

static pylog_handler *http_handler(const char *port, const struct openssl_transport *tls) {
    char host[64];
    struct pylog_http_options options = {
        .secure = true, .method = "POST", .timeout = 10, .transport = &tls->transport
    };
    snprintf(host, sizeof host, "localhost:%s", port);
    return pylog_http_handler_new(host, "/log", &options);
}

static pylog_handler *smtp_handler(const char *port, const struct openssl_transport *tls) {
    static const char *const to[] = { "b@example.org", NULL };
    struct pylog_smtp_options options = { .mailhost = "localhost",
                                          .port = atoi(port),
                                          .fromaddr = "a@example.org",
                                          .toaddrs = to,
                                          .subject = "over TLS",
                                          .username = "user",
                                          .password = "pass",
                                          .secure = true,
                                          .timeout = 10,
                                          .transport = &tls->transport };
    return pylog_smtp_handler_new(&options);
}

int main(int argc, char **argv) {
    struct openssl_transport tls;
    struct pylog_handler_stats stats;
    if (argc != 4)
        return 2;
    bool mail = strcmp(argv[1], "smtp") == 0;
    if (openssl_transport_init(&tls, argv[3], mail) != 0)
        return 1;
    pylog_handler *handler = (mail ? smtp_handler : http_handler)(argv[2], &tls);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger_add_handler(NULL, handler);
    pylog_error(pylog_get_logger("app"), "nobody on the way reads this");
    pylog_handler_get_stats(handler, &stats);
    printf("%d sent, %d errors\n", (int)stats.emitted, (int)stats.errors);
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    openssl_transport_release(&tls);
    return stats.errors != 0;
}

/* Records over TLS: the library needs libc only, and the program puts OpenSSL under the socket handler.
 *
 *     tls_socket HOST PORT CERTIFICATES
 *
 * sends records to a receiver of Python's logging behind TLS, whose certificate one of those in the file
 * (PEM) vouches for. It needs OpenSSL; tests/peers/tls.sh runs it. */
#include "openssl_transport.h"

#include <stdlib.h>

int main(int argc, char **argv) {
    struct openssl_transport tls;
    if (argc != 4) {
        fprintf(stderr, "usage: tls_socket HOST PORT CERTIFICATES\n");
        return 2;
    }
    if (openssl_transport_init(&tls, argv[3], false) != 0) {
        perror(argv[3]);
        return 1;
    }
    pylog_handler *handler = pylog_socket_handler_new(argv[1], atoi(argv[2]));
    pylog_socket_handler_set_transport(handler, &tls.transport);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, PYLOG_INFO);

    pylog_info(pylog_get_logger("app"), "nobody on the way reads this");
    pylog_warning(pylog_get_logger("app"), "nor %s", "this");

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    printf("%d sent, %d dropped\n", (int)stats.emitted, (int)stats.dropped);
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    openssl_transport_release(&tls);
    return stats.dropped != 0;
}

/* A syslog handler's ident and an HTTP handler's method, changed between two records. */
#include "support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <pylog/handlers.h>
#include <sys/socket.h>

/* A socket at a free port of the loopback address, which is written to port. */
static int open_socket(int type, int *port) {
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int made = socket(AF_INET, type, 0);
    if (made < 0 || bind(made, (struct sockaddr *)&address, size) != 0 ||
        getsockname(made, (struct sockaddr *)&address, &size) != 0)
        abort();
    *port = ntohs(address.sin_port);
    return made;
}

static void put_on(pylog_logger *log, pylog_handler *handler) {
    pylog_logger_set_propagate(log, false);
    pylog_logger_add_handler(log, handler);
}

static void ident(void) {
    static const char *const idents[] = { "", "app: ", "another: ", NULL };
    char text[1000];
    int port, peer = open_socket(SOCK_DGRAM, &port);
    pylog_logger *log = pylog_get_logger("syslog");
    pylog_handler *handler = pylog_syslog_handler_new(
        &(struct pylog_syslog_options){ .address = "127.0.0.1", .port = port, .facility = PYLOG_SYSLOG_USER });
    put_on(log, handler);
    for (size_t i = 0; i < sizeof idents / sizeof *idents; i++) {
        pylog_syslog_handler_set_ident(handler, idents[i]);
        pylog_warning(log, "to syslog");
        print_bytes(text, (size_t)recv(peer, text, sizeof text, 0));
        putchar('\n');
    }
    pylog_logger_remove_handler(log, handler);
    pylog_handler_close(handler);
    pylog_handler_unref(handler);
    close(peer);
}

/* Print the first word of each of three requests, and whether they have a body. */
static void *serve(void *data) {
    static const char answer[] = "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n";
    for (int i = 0; i < 3; i++) {
        char request[10000] = "";
        size_t length = 0;
        int connection = accept(*(int *)data, NULL, NULL);
        while (!strstr(request, "\r\n\r\n")) {
            ssize_t came = recv(connection, request + length, sizeof request - 1 - length, 0);
            if (came <= 0)
                abort();
            length += (size_t)came;
            request[length] = '\0';
        }
        printf("%.*s %s\n", (int)strcspn(request, " "), request,
               strstr(request, "Content-length") ? "True" : "False");
        send(connection, answer, sizeof answer - 1, MSG_NOSIGNAL);
        close(connection);
    }
    return NULL;
}

static void method(void) {
    static const char *const methods[] = { "GET", "POST", NULL };
    char host[32];
    pthread_t server;
    int port, listening = open_socket(SOCK_STREAM, &port);
    if (listen(listening, 5) != 0 || pthread_create(&server, NULL, serve, &listening) != 0)
        abort();
    snprintf(host, sizeof host, "127.0.0.1:%d", port);
    pylog_logger *log = pylog_get_logger("http");
    pylog_handler *handler = pylog_http_handler_new(host, "/log", NULL);
    put_on(log, handler);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        pylog_http_handler_set_method(handler, methods[i]);
        pylog_warning(log, "to a server");
    }
    pthread_join(server, NULL);
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
    close(listening);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    ident();
    method();
    return 0;
}

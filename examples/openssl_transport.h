/* TLS by OpenSSL for pylog's network handlers: what fills a struct pylog_transport. Copy it into your
 * program.
 *
 *     struct openssl_transport tls;
 *     if (openssl_transport_init(&tls, NULL, false) == 0)
 *         pylog_socket_handler_set_transport(handler, &tls.transport);
 */
#ifndef OPENSSL_TRANSPORT_H
#define OPENSSL_TRANSPORT_H

#include <openssl/ssl.h>
#include <pylog/handlers.h>

struct openssl_transport {
    struct pylog_transport transport;
    SSL_CTX *context;
    bool plain_first; /* as SMTP wants it: TLS begins with start_tls */
};

/* Trust the certificates in that file (PEM), or with NULL those that the system trusts. It must not move, and
 * outlive the handlers that use it. 0, or -1 with errno. */
int openssl_transport_init(struct openssl_transport *tls, const char *trusted, bool plain_first);
void openssl_transport_release(struct openssl_transport *tls);

#endif

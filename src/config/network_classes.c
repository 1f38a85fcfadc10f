/* The classes of handlers that write to other programs: over sockets, and to the event log. */
#include "class_table.h"

/* ---- Sockets --------------------------------------------------------------------------------- */

struct socket {
    const char *host;
    int port;
    bool close_on_error;
    double retry_start, retry_factor, retry_max;
    double timeout;
    size_t buffer;
};

static const struct socket socket_defaults = {
    .retry_start = 1, .retry_factor = 2, .retry_max = 30, .timeout = 1
};

static pylog_handler *set_up_socket(pylog_handler *handler, const struct socket *wanted) {
    if (!handler)
        return NULL;
    int failed = pylog_socket_handler_set_close_on_error(handler, wanted->close_on_error) ||
                 pylog_socket_handler_set_retry(handler, wanted->retry_start, wanted->retry_factor, wanted->retry_max) ||
                 pylog_socket_handler_set_timeout(handler, wanted->timeout) ||
                 (wanted->buffer && pylog_socket_handler_set_buffer(handler, wanted->buffer));
    return pylog__finish_handler(handler, failed ? -1 : 0);
}

static void *make_socket_handler(const void *arguments) {
    const struct socket *wanted = arguments;
    return set_up_socket(pylog_socket_handler_new(wanted->host, wanted->port), wanted);
}

static void *make_datagram_handler(const void *arguments) {
    const struct socket *wanted = arguments;
    return set_up_socket(pylog_datagram_handler_new(wanted->host, wanted->port), wanted);
}

static const struct pylog__parameter socket_parameters[] = {
    ARGUMENT("host", STRING, socket, host, REQUIRED),
    READ("port", pylog__read_port, socket, port, REQUIRED),
    ARGUMENT("closeOnError", BOOL, socket, close_on_error, ATTRIBUTE),
    ARGUMENT("retryStart", FLOAT, socket, retry_start, ATTRIBUTE),
    ARGUMENT("retryFactor", FLOAT, socket, retry_factor, ATTRIBUTE),
    ARGUMENT("retryMax", FLOAT, socket, retry_max, ATTRIBUTE),
    ARGUMENT("timeout", FLOAT, socket, timeout, KEYWORD),
    ARGUMENT("buffer", SIZE, socket, buffer, KEYWORD),
    END,
};

const struct pylog__class pylog__socket_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SocketHandler",
    .owner = "SocketHandler",
    .parameters = socket_parameters,
    .size = sizeof(struct socket),
    .defaults = &socket_defaults,
    .make = make_socket_handler,
};

const struct pylog__class pylog__datagram_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.DatagramHandler",
    .owner = "DatagramHandler",
    .parameters = socket_parameters,
    .size = sizeof(struct socket),
    .defaults = &socket_defaults,
    .make = make_datagram_handler,
};

/* ---- Syslog ---------------------------------------------------------------------------------- */

struct syslog {
    struct pylog__address address;
    struct pylog_syslog_options options;
};

static void *make_syslog_handler(const void *arguments) {
    const struct syslog *wanted = arguments;
    struct pylog_syslog_options options = wanted->options;
    options.address = wanted->address.host;
    options.port = wanted->address.port;
    return pylog_syslog_handler_new(&options);
}

static const struct pylog__parameter syslog_parameters[] = {
    READ("address", pylog__read_syslog_address, syslog, address, 0),
    READ("facility", pylog__read_facility, syslog, options.facility, 0),
    READ("socktype", pylog__read_socktype, syslog, options.socktype, OR_NONE),
    ARGUMENT("timeout", FLOAT, syslog, options.timeout, OR_NONE), /* since Python 3.14 */
    ARGUMENT("ident", STRING, syslog, options.ident, ATTRIBUTE),
    ARGUMENT("append_nul", NOT, syslog, options.no_append_nul, ATTRIBUTE),
    ARGUMENT("octet_counting", BOOL, syslog, options.octet_counting, KEYWORD),
    ARGUMENT("rfc5424", BOOL, syslog, options.rfc5424, KEYWORD),
    ARGUMENT("hostname", STRING, syslog, options.hostname, KEYWORD | OR_NONE),
    ARGUMENT("structured_data_id", STRING, syslog, options.structured_data_id, KEYWORD | OR_NONE),
    END,
};

const struct pylog__class pylog__syslog_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SysLogHandler",
    .owner = "SysLogHandler",
    .parameters = syslog_parameters,
    .size = sizeof(struct syslog),
    .make = make_syslog_handler,
};

/* ---- Mail, HTTP, the event log --------------------------------------------------------------- */

struct smtp {
    struct pylog__address mailhost;
    struct pylog__credentials credentials;
    struct pylog_smtp_options options;
};

static void *make_smtp_handler(const void *arguments) {
    const struct smtp *wanted = arguments;
    struct pylog_smtp_options options = wanted->options;
    options.mailhost = wanted->mailhost.host;
    options.port = wanted->mailhost.port;
    options.username = wanted->credentials.username;
    options.password = wanted->credentials.password;
    return pylog_smtp_handler_new(&options);
}

static const struct pylog__parameter smtp_parameters[] = {
    READ("mailhost", pylog__read_mailhost, smtp, mailhost, REQUIRED),
    ARGUMENT("fromaddr", STRING, smtp, options.fromaddr, REQUIRED),
    READ("toaddrs", pylog__read_addresses, smtp, options.toaddrs, REQUIRED),
    ARGUMENT("subject", STRING, smtp, options.subject, REQUIRED),
    READ("credentials", pylog__read_credentials, smtp, credentials, OR_NONE),
    READ("secure", pylog__read_secure, smtp, options.secure, OR_NONE),
    ARGUMENT("timeout", FLOAT, smtp, options.timeout, 0),
    END,
};

const struct pylog__class pylog__smtp_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SMTPHandler",
    .owner = "SMTPHandler",
    .parameters = smtp_parameters,
    .size = sizeof(struct smtp),
    .make = make_smtp_handler,
};

struct http {
    const char *host, *url;
    struct pylog__credentials credentials;
    struct pylog_http_options options;
};

static void *make_http_handler(const void *arguments) {
    const struct http *wanted = arguments;
    struct pylog_http_options options = wanted->options;
    options.username = wanted->credentials.username;
    options.password = wanted->credentials.password;
    return pylog_http_handler_new(wanted->host, wanted->url, &options);
}

static const struct pylog__parameter http_parameters[] = {
    ARGUMENT("host", STRING, http, host, REQUIRED),
    ARGUMENT("url", STRING, http, url, REQUIRED),
    ARGUMENT("method", STRING, http, options.method, 0),
    ARGUMENT("secure", BOOL, http, options.secure, 0),
    READ("credentials", pylog__read_credentials, http, credentials, OR_NONE),
    FOREIGN("context", 0),
    ARGUMENT("timeout", FLOAT, http, options.timeout, KEYWORD),
    END,
};

const struct pylog__class pylog__http_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.HTTPHandler",
    .owner = "HTTPHandler",
    .parameters = http_parameters,
    .size = sizeof(struct http),
    .make = make_http_handler,
};

struct event_log {
    const char *appname;
    struct pylog_nt_event_log_options options;
};

static void *make_nt_event_log_handler(const void *arguments) {
    const struct event_log *wanted = arguments;
    return pylog_nt_event_log_handler_new(wanted->appname, &wanted->options);
}

static const struct pylog__parameter event_log_parameters[] = {
    ARGUMENT("appname", STRING, event_log, appname, REQUIRED),
    ARGUMENT("dllname", STRING, event_log, options.dllname, OR_NONE),
    ARGUMENT("logtype", STRING, event_log, options.logtype, 0),
    END,
};

const struct pylog__class pylog__nt_event_log_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.NTEventLogHandler",
    .owner = "NTEventLogHandler",
    .parameters = event_log_parameters,
    .size = sizeof(struct event_log),
    .make = make_nt_event_log_handler,
};

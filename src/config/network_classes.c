/* The classes of handlers that write to other programs: over sockets, and to the event log. */
#include "class_table.h"

#include "../base/error.h"

/* 0 is none, too. */
static int read_syslog_timeout(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    double *timeout = member;
    int result = pylog__read_timeout(reader, value, member);
    if (!result && *timeout == 0)
        *timeout = PYLOG_FOREVER;
    return result;
}

static int read_smtp_timeout(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    const double *timeout = member;
    int result = pylog__read_timeout(reader, value, member);
    return !result && *timeout == 0 ? pylog__fail_value("Non-blocking socket (timeout=0) is not supported") : result;
}

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
    READ("timeout", pylog__read_timeout, socket, timeout, KEYWORD),
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

struct syslog_arguments {
    struct pylog__host_port address;
    struct pylog_syslog_options options;
};

static void *make_syslog_handler(const void *arguments) {
    const struct syslog_arguments *wanted = arguments;
    struct pylog_syslog_options options = wanted->options;
    options.address = wanted->address.host;
    options.port = wanted->address.port;
    return pylog_syslog_handler_new(&options);
}

static const struct pylog__parameter syslog_parameters[] = {
    READ("address", pylog__read_syslog_address, syslog_arguments, address, 0),
    READ("facility", pylog__read_facility, syslog_arguments, options.facility, 0),
    READ("socktype", pylog__read_socktype, syslog_arguments, options.socktype, OR_NONE),
    READ("timeout", read_syslog_timeout, syslog_arguments, options.timeout, 0), /* since Python 3.14 */
    ARGUMENT("ident", STRING, syslog_arguments, options.ident, ATTRIBUTE),
    ARGUMENT("append_nul", NOT, syslog_arguments, options.no_append_nul, ATTRIBUTE),
    ARGUMENT("octet_counting", BOOL, syslog_arguments, options.octet_counting, KEYWORD),
    ARGUMENT("rfc5424", BOOL, syslog_arguments, options.rfc5424, KEYWORD),
    ARGUMENT("hostname", STRING, syslog_arguments, options.hostname, KEYWORD | OR_NONE),
    ARGUMENT("structured_data_id", STRING, syslog_arguments, options.structured_data_id, KEYWORD | OR_NONE),
    END,
};

const struct pylog__class pylog__syslog_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SysLogHandler",
    .owner = "SysLogHandler",
    .parameters = syslog_parameters,
    .size = sizeof(struct syslog_arguments),
    .make = make_syslog_handler,
};

/* ---- Mail, HTTP, the event log --------------------------------------------------------------- */

struct smtp_arguments {
    struct pylog__host_port mailhost;
    struct pylog__credentials credentials;
    struct pylog_smtp_options options;
};

static void *make_smtp_handler(const void *arguments) {
    const struct smtp_arguments *wanted = arguments;
    struct pylog_smtp_options options = wanted->options;
    options.mailhost = wanted->mailhost.host;
    options.port = wanted->mailhost.port;
    options.username = wanted->credentials.username;
    options.password = wanted->credentials.password;
    return pylog_smtp_handler_new(&options);
}

static const struct pylog__parameter smtp_parameters[] = {
    READ("mailhost", pylog__read_mailhost, smtp_arguments, mailhost, REQUIRED),
    ARGUMENT("fromaddr", STRING, smtp_arguments, options.fromaddr, REQUIRED),
    READ("toaddrs", pylog__read_addresses, smtp_arguments, options.toaddrs, REQUIRED),
    ARGUMENT("subject", STRING, smtp_arguments, options.subject, REQUIRED),
    READ("credentials", pylog__read_credentials, smtp_arguments, credentials, OR_NONE),
    READ("secure", pylog__read_secure, smtp_arguments, options.secure, OR_NONE),
    READ("timeout", read_smtp_timeout, smtp_arguments, options.timeout, 0),
    END,
};

const struct pylog__class pylog__smtp_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SMTPHandler",
    .owner = "SMTPHandler",
    .parameters = smtp_parameters,
    .size = sizeof(struct smtp_arguments),
    .make = make_smtp_handler,
};

struct http_arguments {
    const char *host, *url;
    struct pylog__credentials credentials;
    struct pylog_http_options options;
};

static void *make_http_handler(const void *arguments) {
    const struct http_arguments *wanted = arguments;
    struct pylog_http_options options = wanted->options;
    options.username = wanted->credentials.username;
    options.password = wanted->credentials.password;
    return pylog_http_handler_new(wanted->host, wanted->url, &options);
}

static const struct pylog__parameter http_parameters[] = {
    ARGUMENT("host", STRING, http_arguments, host, REQUIRED),
    ARGUMENT("url", STRING, http_arguments, url, REQUIRED),
    ARGUMENT("method", STRING, http_arguments, options.method, 0),
    ARGUMENT("secure", BOOL, http_arguments, options.secure, 0),
    READ("credentials", pylog__read_credentials, http_arguments, credentials, OR_NONE),
    FOREIGN("context", 0),
    READ("timeout", pylog__read_timeout, http_arguments, options.timeout, KEYWORD),
    END,
};

const struct pylog__class pylog__http_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.HTTPHandler",
    .owner = "HTTPHandler",
    .parameters = http_parameters,
    .size = sizeof(struct http_arguments),
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

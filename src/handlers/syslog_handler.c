/* A handler that sends text to syslog: Python's SysLogHandler, and the formats of RFC 5424 and RFC 6587. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../base/number.h"
#include "../wire/syslog.h"
#include "link.h"

enum { LONGEST_HOST_NAME = 255, LONGEST_APP_NAME = 48, LONGEST_PROCESS = 128, LONGEST_MESSAGE_ID = 32 };

struct syslog {
    struct pylog__link link; /* must be first */
    char *ident, *hostname, *structured_data_id;
    unsigned facility; /* <syslog.h>'s number */
    bool append_nul, octet_counting, rfc5424;
    int (*map_priority)(const char *levelname, void *data);
    void *data;
};

/* ---- What is sent ---------------------------------------------------------------------------- */

/* That of the nearest standard level at or below this one. */
static int priority_of(int level) {
    enum { CRITICAL = 2, ERROR, WARNING, INFO = 6, DEBUG };
    if (level >= PYLOG_CRITICAL)
        return CRITICAL;
    if (level >= PYLOG_ERROR)
        return ERROR;
    if (level >= PYLOG_WARNING)
        return WARNING;
    return level >= PYLOG_INFO ? INFO : DEBUG;
}

static void put_priority(const struct syslog *syslog, const struct pylog_record *record,
                         struct pylog_buffer *out) {
    int priority = syslog->map_priority ? syslog->map_priority(record->levelname, syslog->data)
                                        : priority_of(record->levelno);
    pylog__put_char(out, '<');
    pylog__put_uint(out, syslog->facility | ((unsigned)priority & 7));
    pylog__put_char(out, '>');
}

static void put_parameter(const struct pylog_field *field, struct pylog_buffer *out) {
    bool text = field->type == PYLOG_TYPE_STR && field->value.s;
    struct pylog__value value = pylog__value_of(field, text ? strlen(field->value.s) : 0);
    pylog__put_syslog_parameter(out, field->key, &value);
}

static void put_structured_data(const struct syslog *syslog, const struct pylog_record *record,
                                struct pylog_buffer *out) {
    if (!record->extra->key || !*syslog->structured_data_id) {
        pylog__put_char(out, '-');
        return;
    }
    pylog__put_char(out, '[');
    pylog__put_syslog_name(out, syslog->structured_data_id, LONGEST_MESSAGE_ID);
    for (const struct pylog_field *field = record->extra; field->key; field++)
        put_parameter(field, out);
    pylog__put_char(out, ']');
}

static void put_process(const struct pylog_record *record, struct pylog_buffer *out) {
    struct pylog_field process;
    if (pylog_record_get(record, "process", &process) || process.type != PYLOG_TYPE_INT)
        pylog__put_char(out, '-');
    else
        pylog__put_int(out, process.value.i);
}

static void put_header(const struct syslog *syslog, const struct pylog_record *record,
                       struct pylog_buffer *out) {
    pylog__put(out, "1 ", 2);
    pylog__put_syslog_time(out, record->created_ns);
    pylog__put_char(out, ' ');
    pylog__put_syslog_name(out, syslog->hostname, LONGEST_HOST_NAME);
    pylog__put_char(out, ' ');
    pylog__put_syslog_name(out, syslog->ident, LONGEST_APP_NAME);
    pylog__put_char(out, ' ');
    put_process(record, out);
    pylog__put_char(out, ' ');
    pylog__put_syslog_name(out, record->name, LONGEST_MESSAGE_ID);
    pylog__put_char(out, ' ');
    put_structured_data(syslog, record, out);
    pylog__put_char(out, ' ');
}

/* RFC 6587: the length in decimal, a space, the message. */
static void put_length_before(struct pylog_buffer *out) {
    size_t length = out->length, digits = pylog__decimal_length(length);
    pylog__buffer_insert(out, 0, ' ', digits + 1);
    if (!out->failed)
        for (size_t i = digits; i-- > 0; length /= 10)
            out->data[i] = (char)('0' + length % 10);
}

static int put_message(const struct syslog *syslog, const struct pylog_record *record, const char *text,
                       size_t length, struct pylog_buffer *out) {
    put_priority(syslog, record, out);
    if (syslog->rfc5424)
        put_header(syslog, record, out);
    else
        pylog__put_string(out, syslog->ident);
    pylog__put(out, text, length);
    if (syslog->append_nul)
        pylog__put_char(out, '\0');
    if (syslog->octet_counting)
        put_length_before(out);
    return out->failed ? pylog__fail_memory() : 0;
}

/* ---- The handler ----------------------------------------------------------------------------- */

static int syslog_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                        size_t length) {
    struct syslog *syslog = pylog_handler_data(handler);
    char storage[1024];
    struct pylog_buffer message;
    pylog__buffer_init(&message, storage, sizeof storage);
    int result = put_message(syslog, record, text, length, &message);
    if (!result)
        result = pylog__link_send(handler, &syslog->link, message.data, message.length);
    pylog__buffer_release(&message);
    return result;
}

static void syslog_close(pylog_handler *handler) {
    struct syslog *syslog = pylog_handler_data(handler);
    pylog__link_close(handler, &syslog->link);
}

static void syslog_after_fork(pylog_handler *handler) {
    struct syslog *syslog = pylog_handler_data(handler);
    pylog__link_after_fork(&syslog->link);
}

static void syslog_after_unwinding(pylog_handler *handler) {
    struct syslog *syslog = pylog_handler_data(handler);
    pylog__link_after_unwinding(&syslog->link);
}

static void free_syslog(struct syslog *syslog) {
    pylog__free(syslog->ident);
    pylog__free(syslog->hostname);
    pylog__free(syslog->structured_data_id);
    pylog__free(syslog);
}

static void syslog_destroy(void *data) {
    struct syslog *syslog = data;
    pylog__link_release(&syslog->link);
    free_syslog(syslog);
}

static const struct pylog_handler_ops syslog_ops = {
    .name = "SysLogHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
    .write = syslog_write,
    .close = syslog_close,
    .destroy = syslog_destroy,
    .after_fork = syslog_after_fork,
    .after_unwinding = syslog_after_unwinding,
};

static struct syslog *syslog_of(const pylog_handler *handler) {
    if (handler && pylog_handler_operations(handler) == &syslog_ops)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no syslog handler");
    return NULL;
}

int pylog_syslog_handler_set_ident(pylog_handler *handler, const char *ident) {
    struct syslog *syslog = syslog_of(handler);
    if (!syslog)
        return -1;
    char *now = pylog__copy_string(ident ? ident : "");
    if (!now)
        return pylog__fail_memory();
    if (pylog_handler_acquire_within(handler, 0)) {
        pylog__free(now);
        return -1;
    }
    char *before = syslog->ident;
    syslog->ident = now;
    pylog_handler_release(handler);
    pylog__free(before);
    return 0;
}

/* ---- Making it ------------------------------------------------------------------------------- */

/* Only with a length before it does a message of RFC 5424 have an end on a stream. */
static int choose_kind(const struct pylog_syslog_options *options, struct syslog *syslog,
                       enum pylog__net_kind *kind) {
    bool stream = options->socktype == PYLOG_SOCK_STREAM || options->octet_counting;
    if (options->octet_counting && options->socktype == PYLOG_SOCK_DGRAM)
        return pylog__fail_value("octet_counting is for streams");
    syslog->rfc5424 = options->rfc5424;
    syslog->octet_counting = options->octet_counting || (options->rfc5424 && stream);
    syslog->append_nul = !options->no_append_nul && !syslog->octet_counting && !syslog->rfc5424;
    *kind = stream ? PYLOG__NET_STREAM : PYLOG__NET_DATAGRAM;
    return 0;
}

static int set_syslog_texts(struct syslog *syslog, const struct pylog_syslog_options *options) {
    char host[LONGEST_HOST_NAME + 1] = "";
    const char *id = options->structured_data_id ? options->structured_data_id : "fields@32473";
    if (syslog->rfc5424 && !options->hostname && pylog__net_host_name(host, sizeof host))
        *host = '\0';
    syslog->ident = pylog__copy_string(options->ident ? options->ident : "");
    syslog->hostname = pylog__copy_string(options->hostname ? options->hostname : host);
    syslog->structured_data_id = pylog__copy_string(id);
    return syslog->ident && syslog->hostname && syslog->structured_data_id ? 0 : pylog__fail_memory();
}

static int set_facility(struct syslog *syslog, int facility) {
    if (facility == PYLOG_SYSLOG_DEFAULT)
        facility = PYLOG_SYSLOG_USER;
    if (facility == PYLOG_SYSLOG_KERN)
        facility = 0;
    if (facility < 0 || facility > PYLOG_SYSLOG_LOCAL7 || facility % 8)
        return pylog__fail_value("unknown facility: %d; those of <syslog.h> are multiples of 8, up to %d", facility,
                                 PYLOG_SYSLOG_LOCAL7);
    syslog->facility = (unsigned)facility;
    return 0;
}

static int set_up_syslog(struct syslog *syslog, const struct pylog_syslog_options *options) {
    enum pylog__net_kind kind = PYLOG__NET_DATAGRAM;
    syslog->map_priority = options->map_priority;
    syslog->data = options->data;
    if (pylog__check_members(options) || pylog__timeout_check("timeout", options->timeout) || set_facility(syslog, options->facility) ||
        choose_kind(options, syslog, &kind) || set_syslog_texts(syslog, options))
        return -1;
    const char *address = options->address ? options->address : "localhost";
    int port = options->port ? options->port : PYLOG_SYSLOG_UDP_PORT;
    if (pylog__link_init(&syslog->link, address, port, kind))
        return -1;
    syslog->link.reports = true;
    syslog->link.pauses = port != PYLOG_UNIX;
    syslog->link.timeout = options->timeout == 0 ? PYLOG__PEER_SECONDS : options->timeout;
    syslog->link.or_stream = port == PYLOG_UNIX && options->socktype == PYLOG_SOCK_DEFAULT &&
                             kind == PYLOG__NET_DATAGRAM && !syslog->rfc5424;
    return 0;
}

/* As in Python: a Unix socket may come later, and datagrams need an address, but no peer. */
static int connect_first(struct syslog *syslog) {
    int result = pylog__link_connect(&syslog->link);
    if (result == PYLOG__NO_ADDRESS && syslog->link.peer.port != PYLOG_UNIX)
        return -1;
    bool needed = syslog->link.peer.port != PYLOG_UNIX && syslog->link.peer.kind == PYLOG__NET_STREAM;
    return result && needed ? -1 : 0;
}

pylog_handler *pylog_syslog_handler_new(const struct pylog_syslog_options *options) {
    static const struct pylog_syslog_options defaults = { .address = NULL };
    struct syslog *syslog = pylog__allocate_zeroed(sizeof *syslog);
    if (!syslog) {
        pylog__fail_memory();
        return NULL;
    }
    if (set_up_syslog(syslog, options ? options : &defaults)) {
        free_syslog(syslog);
        return NULL;
    }
    pylog_handler *handler = pylog_handler_new(&syslog_ops, syslog);
    if (!handler) {
        syslog_destroy(syslog);
        return NULL;
    }
    if (connect_first(syslog) || pylog_handler_set_terminator(handler, "")) {
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}

/* A handler that sends each record as a mail: Python's SMTPHandler. */
#include "../base/error.h"
#include "../time/local_time.h"
#include "../wire/mail.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../time/time.h"
#include "../base/value.h"
#include "smtp_session.h"

enum { SMTP_PORT = 25 };

struct smtp {
    char *host;
    int port;
    char *from, *to; /* `to` is joined by commas */
    char *subject;
    char *username, *password; /* NULL: none */
    bool secure, international;
    double timeout;
    int (*get_subject)(const struct pylog_record *record, pylog_buffer *subject, void *data);
    void *data;
    struct pylog_transport transport; /* used if its `connect` is set */
    atomic_bool lost;                 /* the last mail was not taken */
};

/* ---- The message ----------------------------------------------------------------------------- */

static int check_one_line(const char *text, size_t length) {
    if (memchr(text, '\r', length) || memchr(text, '\n', length))
        return pylog__fail_value("Header values may not contain linefeed or carriage return characters");
    return 0;
}

static int put_subject(const struct smtp *smtp, const struct pylog_record *record, struct pylog_buffer *out) {
    if (!smtp->get_subject) {
        pylog__put_string(out, smtp->subject);
        return 0;
    }
    errno = 0;
    if (smtp->get_subject(record, out, smtp->data)) {
        if (!errno)
            errno = EINVAL;
        return -1;
    }
    return check_one_line(out->data, out->length);
}

/* `Date: Fri, 20 Nov 2026 12:23:53 +0000`, of now. */
static int put_date(struct pylog_buffer *out) {
    struct pylog__calendar now;
    if (pylog__local_time(pylog__port_now() / 1000000000, &now))
        return pylog__fail_os(errno, NULL);
    pylog__put_time(out, "Date: %a, %d %b %Y %H:%M:%S %z\r\n", &now);
    return 0;
}

static int make_message(const struct smtp *smtp, const struct pylog_record *record, const char *text,
                        size_t length, struct pylog_buffer *out) {
    char storage[256];
    struct pylog_buffer subject;
    pylog__buffer_init(&subject, storage, sizeof storage);
    int result = put_subject(smtp, record, &subject);
    if (!result) {
        pylog__put_address_header(out, "From", smtp->from, smtp->international);
        pylog__put_address_header(out, "To", smtp->to, smtp->international);
        pylog__put_text_header(out, "Subject", subject.data, subject.length, smtp->international);
        result = put_date(out);
        pylog__put_mail_text(out, text, length);
    }
    if (!result && (out->failed || subject.failed))
        result = pylog__fail_memory();
    pylog__buffer_release(&subject);
    return result;
}

/* ---- The dialogue ---------------------------------------------------------------------------- */

static int log_in(const struct smtp *smtp, struct pylog__smtp_session *session) {
    if (smtp->secure && (pylog__smtp_start_tls(session, smtp->host) || pylog__smtp_hello(session)))
        return -1;
    return pylog__smtp_login(session, smtp->username, smtp->password);
}

static int talk(const struct smtp *smtp, struct pylog__smtp_session *session,
                struct pylog__conversation *conversation, const struct pylog_buffer *message) {
    if (pylog__smtp_greet(session, conversation) || pylog__smtp_hello(session))
        return -1;
    if (smtp->username && log_in(smtp, session))
        return -1;
    return pylog__smtp_send(session, smtp->from, smtp->to, message, smtp->international);
}

static int deliver(const struct smtp *smtp, const struct pylog_buffer *message) {
    struct pylog__conversation conversation;
    struct pylog__smtp_session session;
    if (pylog__conversation_begin(&conversation, smtp->transport.connect ? &smtp->transport : NULL,
                                  smtp->host, smtp->port, smtp->timeout))
        return -1;
    int result = talk(smtp, &session, &conversation, message), error = errno;
    if (!result)
        pylog__smtp_quit(&session);
    pylog__smtp_release(&session);
    pylog__conversation_end(&conversation);
    errno = error;
    return result;
}

/* ---- The handler ----------------------------------------------------------------------------- */

static int smtp_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    struct smtp *smtp = pylog_handler_data(handler);
    char storage[2048];
    struct pylog_buffer message;
    pylog__buffer_init(&message, storage, sizeof storage);
    int result = make_message(smtp, record, text, length, &message);
    if (!result) {
        result = deliver(smtp, &message);
        pylog__note_outcome(handler, &smtp->lost, !result);
    }
    int error = errno;
    pylog__buffer_release(&message);
    errno = error;
    return result;
}

static void smtp_destroy(void *data) {
    struct smtp *smtp = data;
    if (!smtp)
        return;
    pylog__free(smtp->host);
    pylog__free(smtp->from);
    pylog__free(smtp->to);
    pylog__free(smtp->subject);
    pylog__free(smtp->username);
    pylog__free(smtp->password);
    pylog__free(smtp);
}

static const struct pylog_handler_ops smtp_ops = {
    .name = "SMTPHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE,
    .write = smtp_write,
    .destroy = smtp_destroy,
};

/* ---- Making ---------------------------------------------------------------------------------- */

/* Each must be one that may stand in a command to the server. */
static int check_addresses(const char *list) {
    const char *at = list, *address;
    size_t length, count = 0;
    if (check_one_line(list, strlen(list)))
        return -1;
    for (; pylog__next_address(&at, &address, &length); count++)
        if (!pylog__is_plain_address(address, length))
            return pylog__fail_quoted("this is no address of mail: ", list, strlen(list));
    return count ? 0 : pylog__fail_value("an address of mail is empty");
}

static int check_smtp(const struct pylog_smtp_options *options) {
    if (!options || !options->mailhost || !*options->mailhost || !options->fromaddr || !options->toaddrs ||
        !options->toaddrs[0])
        return pylog__fail_type("mailhost, fromaddr and toaddrs are needed");
    if (options->port < 0 || options->port > 65535)
        return pylog__fail_as("OverflowError", EINVAL, "port must be 0-65535.");
    if (pylog__check_members(options) || pylog__timeout_check("timeout", options->timeout) || check_addresses(options->fromaddr))
        return -1;
    for (const char *const *to = options->toaddrs; *to; to++)
        if (check_addresses(*to))
            return -1;
    if (options->subject && check_one_line(options->subject, strlen(options->subject)))
        return -1;
    if (options->secure && !(options->transport && options->transport->start_tls))
        return pylog__fail_value("secure needs a transport with start_tls");
    return pylog__check_transport(options->transport);
}

/* Is any address itself, not somebody's name, beyond ASCII? */
static bool is_international(const char *list) {
    const char *address;
    size_t length;
    while (pylog__next_address(&list, &address, &length))
        if (!pylog__is_ascii(address, length))
            return true;
    return false;
}

static char *join_addresses(const char *const *addresses) {
    char storage[256] = "";
    struct pylog_buffer joined;
    pylog__buffer_init(&joined, storage, sizeof storage);
    for (const char *const *at = addresses; *at; at++) {
        if (at != addresses)
            pylog__put_char(&joined, ',');
        pylog__put_string(&joined, *at);
    }
    char *text = joined.failed ? NULL : pylog__copy_bytes(joined.data, joined.length);
    pylog__buffer_release(&joined);
    return text;
}

/* False without memory. */
static bool set_smtp_texts(struct smtp *smtp, const struct pylog_smtp_options *options) {
    smtp->host = pylog__copy_string(options->mailhost);
    smtp->from = pylog__copy_string(options->fromaddr);
    smtp->to = join_addresses(options->toaddrs);
    smtp->subject = pylog__copy_string(options->subject ? options->subject : "");
    if (!smtp->host || !smtp->from || !smtp->to || !smtp->subject)
        return false;
    if (!options->username)
        return true;
    smtp->username = pylog__copy_string(options->username);
    smtp->password = pylog__copy_string(options->password ? options->password : "");
    return smtp->username && smtp->password;
}

static struct smtp *make_smtp(const struct pylog_smtp_options *options) {
    struct smtp *smtp = pylog__allocate_zeroed(sizeof *smtp);
    if (!smtp || !set_smtp_texts(smtp, options)) {
        smtp_destroy(smtp);
        pylog__fail_memory();
        return NULL;
    }
    smtp->port = options->port ? options->port : SMTP_PORT;
    smtp->secure = options->secure;
    smtp->timeout = options->timeout == 0 ? PYLOG__PEER_SECONDS : options->timeout;
    smtp->international = is_international(smtp->from) || is_international(smtp->to);
    smtp->get_subject = options->get_subject;
    smtp->data = options->data;
    if (options->transport)
        smtp->transport = *options->transport;
    return smtp;
}

pylog_handler *pylog_smtp_handler_new(const struct pylog_smtp_options *options) {
    if (check_smtp(options) || pylog__read_zone(false) < 0)
        return NULL;
    struct smtp *smtp = make_smtp(options);
    if (!smtp)
        return NULL;
    pylog_handler *handler = pylog_handler_new(&smtp_ops, smtp);
    if (!handler) {
        smtp_destroy(smtp);
        return NULL;
    }
    if (pylog_handler_set_terminator(handler, "")) { /* the text of a mail has its own last line break */
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}

/* Commands, replies, and smtplib's exceptions for those that are no good. */
#include "smtp_session.h"

#include "../wire/base64.h"
#include "../base/error.h"
#include "../wire/mail.h"
#include "../base/number.h"
#include "../wire/smtp_reply.h"

enum {
    READY = 220,
    CLOSING = 421,
    DONE = 250,
    WILL_FORWARD = 251,
    AUTHENTICATED = 235,
    AUTHENTICATED_ALREADY = 503,
    CHALLENGE = 334,
    START_INPUT = 354
};

/* How long the server may take to say good-bye. */
#define SMTP_PATIENCE 1.0

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Python's repr of bytes. */
static void put_bytes_repr(struct pylog_buffer *out, const char *bytes, size_t length) {
    static const char digits[] = "0123456789abcdef";
    char quote = memchr(bytes, '\'', length) && !memchr(bytes, '"', length) ? '"' : '\'';
    pylog__put_char(out, 'b');
    pylog__put_char(out, quote);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        char hex[4] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };
        if (bytes[i] == quote || bytes[i] == '\\')
            pylog__put(out, (char[]){ '\\', bytes[i] }, 2);
        else if (bytes[i] == '\n' || bytes[i] == '\t' || bytes[i] == '\r')
            pylog__put_string(out, bytes[i] == '\n' ? "\\n" : bytes[i] == '\t' ? "\\t" : "\\r");
        else if (byte < ' ' || byte >= 0x7F)
            pylog__put(out, hex, sizeof hex);
        else
            pylog__put_char(out, bytes[i]);
    }
    pylog__put_char(out, quote);
}

/* `(550, b'no such user')`, as Python shows the exceptions that carry a reply. */
static int fail_reply(const struct pylog__smtp_session *session, const char *kind, int error) {
    char storage[512];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    put_bytes_repr(&text, session->text.data, session->text.length);
    pylog__fail_as(kind, error, "(%d, %s)", session->code, pylog__buffer_text(&text));
    pylog__buffer_release(&text);
    return -1;
}

static int fail_disconnected(void) {
    return pylog__fail_as("smtplib.SMTPServerDisconnected", ECONNRESET, "Connection unexpectedly closed");
}

/* ---- Commands and replies -------------------------------------------------------------------- */

static bool has_input(const struct pylog__smtp_session *session) {
    return session->start < session->end;
}

static int have_input(struct pylog__smtp_session *session) {
    if (has_input(session))
        return 0;
    ptrdiff_t came =
        pylog__conversation_receive(session->conversation, session->input, sizeof session->input);
    if (came == 0)
        return fail_disconnected();
    if (came < 0)
        return -1;
    session->start = 0;
    session->end = (size_t)came;
    return 0;
}

static int read_reply(struct pylog__smtp_session *session) {
    struct pylog__smtp_reply reply;
    pylog__smtp_reply_begin(&reply, &session->text);
    while (reply.state == PYLOG__SMTP_MORE) {
        if (have_input(session))
            return -1;
        session->start +=
            pylog__smtp_reply_feed(&reply, session->input + session->start, session->end - session->start);
    }
    session->code = reply.state == PYLOG__SMTP_DONE ? reply.code : -1;
    if (session->text.failed)
        return pylog__fail_memory();
    if (session->code < 0)
        return fail_reply(session, "smtplib.SMTPResponseException", EPROTO);
    return 0;
}

/* Send a line, and read the reply to it. */
static int command(struct pylog__smtp_session *session, const struct pylog_buffer *line) {
    if (line->failed)
        return pylog__fail_memory();
    if (pylog__conversation_send(session->conversation, line->data, line->length))
        return -1;
    return read_reply(session);
}

static int simple_command(struct pylog__smtp_session *session, const char *line) {
    if (pylog__conversation_send(session->conversation, line, strlen(line)))
        return -1;
    return read_reply(session);
}

/* ---- Greeting -------------------------------------------------------------------------------- */

int pylog__smtp_greet(struct pylog__smtp_session *session, struct pylog__conversation *conversation) {
    session->conversation = conversation;
    session->start = session->end = 0;
    session->code = 0;
    session->extended = false;
    pylog__buffer_init(&session->text, session->text_storage, sizeof session->text_storage);
    pylog__buffer_init(&session->extensions, session->extensions_storage, sizeof session->extensions_storage);
    if (read_reply(session))
        return -1;
    return session->code == READY ? 0 : fail_reply(session, "smtplib.SMTPConnectError", ECONNREFUSED);
}

void pylog__smtp_release(struct pylog__smtp_session *session) {
    pylog__buffer_release(&session->text);
    pylog__buffer_release(&session->extensions);
}

/* A name with a dot, or the address of this machine as it sees itself. */
static void put_own_name(struct pylog_buffer *out) {
    char name[256];
    if (pylog__net_host_name(name, sizeof name) == 0 && strchr(name, '.') &&
        pylog__is_plain_address(name, strlen(name)) && pylog__is_ascii(name, strlen(name)))
        pylog__put_string(out, name);
    else
        pylog__put_string(out, "[127.0.0.1]");
}

static int say_hello(struct pylog__smtp_session *session, const char *word) {
    char storage[320];
    struct pylog_buffer line;
    pylog__buffer_init(&line, storage, sizeof storage);
    pylog__put_string(&line, word);
    put_own_name(&line);
    pylog__put_string(&line, "\r\n");
    int result = command(session, &line);
    pylog__buffer_release(&line);
    return result;
}

int pylog__smtp_hello(struct pylog__smtp_session *session) {
    if (say_hello(session, "ehlo "))
        return -1;
    session->extended = session->code == DONE;
    session->extensions.length = 0;
    if (session->extended)
        pylog__put(&session->extensions, session->text.data, session->text.length);
    else if (say_hello(session, "helo "))
        return -1;
    if (session->extensions.failed)
        return pylog__fail_memory();
    return session->code == DONE ? 0 : fail_reply(session, "smtplib.SMTPHeloError", EPROTO);
}

bool pylog__smtp_supports(struct pylog__smtp_session *session, const char *extension) {
    return session->extended &&
           pylog__smtp_has_extension(pylog__buffer_text(&session->extensions), extension);
}

static int fail_unsupported(const char *sentence) {
    return pylog__fail_as("smtplib.SMTPNotSupportedError", EOPNOTSUPP, "%s", sentence);
}

/* What came behind the reply was not encrypted, and may be from somebody in between. */
int pylog__smtp_start_tls(struct pylog__smtp_session *session, const char *host) {
    if (!pylog__smtp_supports(session, "starttls"))
        return fail_unsupported("STARTTLS extension not supported by server.");
    if (simple_command(session, "STARTTLS\r\n"))
        return -1;
    if (session->code != READY)
        return fail_reply(session, "smtplib.SMTPResponseException", EPROTO);
    if (has_input(session))
        return pylog__fail_as("smtplib.SMTPException", EPROTO, "The server sent more before TLS began");
    return pylog__conversation_start_tls(session->conversation, host);
}

/* ---- Authentication -------------------------------------------------------------------------- */

static int send_in_base64(struct pylog__smtp_session *session, const char *head, const char *bytes,
                          size_t length) {
    char storage[512];
    struct pylog_buffer line;
    pylog__buffer_init(&line, storage, sizeof storage);
    pylog__put_string(&line, head);
    pylog__put_base64(&line, bytes, length);
    pylog__put_string(&line, "\r\n");
    int result = command(session, &line);
    pylog__buffer_release(&line);
    return result;
}

static int log_in_plainly(struct pylog__smtp_session *session, const char *username, const char *password) {
    char storage[256];
    struct pylog_buffer both;
    pylog__buffer_init(&both, storage, sizeof storage);
    pylog__put_char(&both, '\0');
    pylog__put_string(&both, username);
    pylog__put_char(&both, '\0');
    pylog__put_string(&both, password);
    int result =
        both.failed ? pylog__fail_memory() : send_in_base64(session, "AUTH PLAIN ", both.data, both.length);
    pylog__buffer_release(&both);
    return result;
}

/* The name goes with the command. A server that asks for it all the same is told once more. */
static int log_in_by_questions(struct pylog__smtp_session *session, const char *username,
                               const char *password) {
    if (send_in_base64(session, "AUTH LOGIN ", username, strlen(username)))
        return -1;
    bool asks_for_name = session->code == CHALLENGE && session->text.length &&
                         memcmp(session->text.data, "VXNlcm5hbWU6", 12) == 0; /* Username: */
    if (asks_for_name && send_in_base64(session, "", username, strlen(username)))
        return -1;
    if (session->code == CHALLENGE)
        return send_in_base64(session, "", password, strlen(password));
    return 0;
}

static bool is_logged_in(const struct pylog__smtp_session *session) {
    return session->code == AUTHENTICATED || session->code == AUTHENTICATED_ALREADY;
}

int pylog__smtp_login(struct pylog__smtp_session *session, const char *username, const char *password) {
    if (!pylog__smtp_supports(session, "auth"))
        return fail_unsupported("SMTP AUTH extension not supported by server.");
    const char *extensions = pylog__buffer_text(&session->extensions);
    bool plain = pylog__smtp_has_parameter(extensions, "auth", "plain");
    bool login = pylog__smtp_has_parameter(extensions, "auth", "login");
    if (!plain && !login)
        return pylog__fail_as("smtplib.SMTPException", EOPNOTSUPP,
                              "No suitable authentication method found.");
    if (plain && log_in_plainly(session, username, password))
        return -1;
    if (login && !(plain && is_logged_in(session)) && log_in_by_questions(session, username, password))
        return -1;
    return is_logged_in(session) ? 0 : fail_reply(session, "smtplib.SMTPAuthenticationError", EACCES);
}

/* ---- The mail -------------------------------------------------------------------------------- */

static int send_sender(struct pylog__smtp_session *session, const char *from, size_t message_length,
                       bool international) {
    char storage[512];
    struct pylog_buffer line;
    const char *address = "";
    size_t length = 0;
    pylog__next_address(&from, &address, &length);
    pylog__buffer_init(&line, storage, sizeof storage);
    pylog__put_string(&line, "mail from:<");
    pylog__put(&line, address, length);
    pylog__put_char(&line, '>');
    if (pylog__smtp_supports(session, "size")) {
        pylog__put_string(&line, " size=");
        pylog__put_uint(&line, message_length);
    }
    if (international)
        pylog__put_string(&line, " SMTPUTF8 BODY=8BITMIME");
    pylog__put_string(&line, "\r\n");
    int result = command(session, &line);
    pylog__buffer_release(&line);
    if (!result && session->code != DONE)
        result = fail_reply(session, "smtplib.SMTPSenderRefused", EPROTO);
    return result;
}

static int send_recipient(struct pylog__smtp_session *session, const char *address, size_t length) {
    char storage[512];
    struct pylog_buffer line;
    pylog__buffer_init(&line, storage, sizeof storage);
    pylog__put_string(&line, "rcpt to:<");
    pylog__put(&line, address, length);
    pylog__put_string(&line, ">\r\n");
    int result = command(session, &line);
    pylog__buffer_release(&line);
    return result;
}

/* Fails if the server takes none of them. */
static int send_recipients(struct pylog__smtp_session *session, const char *to) {
    const char *address;
    size_t length, accepted = 0;
    while (pylog__next_address(&to, &address, &length)) {
        if (send_recipient(session, address, length))
            return -1;
        accepted += session->code == DONE || session->code == WILL_FORWARD;
        if (session->code == CLOSING)
            accepted = 0;
        if (session->code == CLOSING)
            break;
    }
    return accepted ? 0 : fail_reply(session, "smtplib.SMTPRecipientsRefused", EPROTO);
}

static int send_message(struct pylog__smtp_session *session, const struct pylog_buffer *message) {
    char storage[2048];
    struct pylog_buffer stuffed;
    if (simple_command(session, "data\r\n"))
        return -1;
    if (session->code != START_INPUT)
        return fail_reply(session, "smtplib.SMTPDataError", EPROTO);
    pylog__buffer_init(&stuffed, storage, sizeof storage);
    pylog__put_dot_stuffed(&stuffed, message->data, message->length);
    int result = command(session, &stuffed);
    pylog__buffer_release(&stuffed);
    if (!result && session->code != DONE)
        result = fail_reply(session, "smtplib.SMTPDataError", EPROTO);
    return result;
}

int pylog__smtp_send(struct pylog__smtp_session *session, const char *from, const char *to,
                     const struct pylog_buffer *message, bool international) {
    if (international && !pylog__smtp_supports(session, "smtputf8"))
        return fail_unsupported(
            "One or more source or delivery addresses require internationalized email "
            "support, but the server does not advertise the required SMTPUTF8 capability");
    if (send_sender(session, from, message->length, international) || send_recipients(session, to))
        return -1;
    return send_message(session, message);
}

void pylog__smtp_quit(struct pylog__smtp_session *session) {
    pylog__conversation_hurry(session->conversation, SMTP_PATIENCE);
    simple_command(session, "quit\r\n");
}

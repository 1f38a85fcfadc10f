/* A handler that sends each record to a web server: Python's HTTPHandler. */
#include "../wire/base64.h"
#include "../base/error.h"
#include "../wire/http_response.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../base/number.h"
#include "../wire/url.h"
#include "../base/value.h"
#include "conversation.h"

/* How long, and how much of it, the rest of a response is read once the server has answered. */
#define HTTP_PATIENCE 1.0
enum { MOST_OF_BODY = 1 << 20 };

struct http {
    char *host; /* to connect to */
    int port;
    char *host_header;
    char *url;
    char *authorization; /* `Basic ...`; NULL: none */
    bool post;
    double timeout;
    int (*map_record)(const struct pylog_record *record, int (*put)(void *out, struct pylog_field field),
                      void *out, void *data);
    void *data;
    struct pylog_transport transport; /* used if its `connect` is set */
    atomic_bool lost;                 /* the last exchange failed */
};

/* ---- The form: name=value&... ---------------------------------------------------------------- */

struct form {
    struct pylog_buffer *out;
    bool begun;
};

static void put_form_value(struct pylog_buffer *out, const struct pylog_field *field, size_t length) {
    const struct pylog__value value = pylog__value_of(field, length);
    char storage[64];
    struct pylog_buffer text;
    if (value.kind == PYLOG__STR) {
        pylog__put_quoted_plus(out, value.as.s, value.length);
        return;
    }
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_str(&text, &value);
    pylog__put_quoted_plus(out, text.data, text.length);
    pylog__buffer_release(&text);
}

static int put_form_field(struct pylog_field field, size_t length, void *data) {
    struct form *form = data;
    if (form->begun)
        pylog__put_char(form->out, '&');
    form->begun = true;
    pylog__put_quoted_plus(form->out, field.key, strlen(field.key));
    pylog__put_char(form->out, '=');
    put_form_value(form->out, &field, length);
    return 0;
}

static int put_mapped_field(void *out, struct pylog_field field) {
    if (!field.key)
        return pylog__fail_type("a field needs a key");
    size_t length = field.type == PYLOG_TYPE_STR && field.value.s ? strlen(field.value.s) : 0;
    return put_form_field(field, length, out);
}

static int put_form(const struct http *http, const struct pylog_record *record, struct pylog_buffer *out) {
    struct form form = { .out = out };
    if (!http->map_record)
        return pylog_record_visit(record, put_form_field, &form) ? -1 : 0;
    errno = 0;
    if (http->map_record(record, put_mapped_field, &form, http->data) == 0)
        return 0;
    if (!errno)
        errno = EINVAL;
    return -1;
}

/* ---- The request: byte for byte what http.client sends --------------------------------------- */

static void put_headers(const struct http *http, size_t content_length, struct pylog_buffer *out) {
    pylog__put_string(out, " HTTP/1.1\r\nHost: ");
    pylog__put_string(out, http->host_header);
    pylog__put_string(out, "\r\nAccept-Encoding: identity\r\n");
    if (http->post) {
        pylog__put_string(out, "Content-type: application/x-www-form-urlencoded\r\nContent-length: ");
        pylog__put_uint(out, content_length);
        pylog__put_string(out, "\r\n");
    }
    if (http->authorization) {
        pylog__put_string(out, "Authorization: ");
        pylog__put_string(out, http->authorization);
        pylog__put_string(out, "\r\n");
    }
    pylog__put_string(out, "\r\n");
}

static void put_request(const struct http *http, const struct pylog_buffer *form, struct pylog_buffer *out) {
    pylog__put_string(out, http->post ? "POST " : "GET ");
    pylog__put_string(out, http->url);
    if (http->post) {
        put_headers(http, form->length, out);
        pylog__put(out, form->data, form->length);
    } else {
        pylog__put_char(out, strchr(http->url, '?') ? '&' : '?');
        pylog__put(out, form->data, form->length);
        put_headers(http, 0, out);
    }
}

static int make_request(const struct http *http, const struct pylog_record *record,
                        struct pylog_buffer *out) {
    char storage[1024];
    struct pylog_buffer form;
    pylog__buffer_init(&form, storage, sizeof storage);
    int result = put_form(http, record, &form);
    if (!result)
        put_request(http, &form, out);
    if (!result && (form.failed || out->failed))
        result = pylog__fail_memory();
    pylog__buffer_release(&form);
    return result;
}

/* ---- The response ---------------------------------------------------------------------------- */

static int fail_response(const struct pylog__http_response *response) {
    if (response->state == PYLOG__HTTP_STATUS && !response->column)
        return pylog__fail_as("http.client.RemoteDisconnected", ECONNRESET,
                              "Remote end closed connection without response");
    if (response->state == PYLOG__HTTP_BROKEN)
        return pylog__fail_as("http.client.BadStatusLine", EPROTO, "the response is not HTTP");
    return pylog__fail_as("http.client.IncompleteRead", ECONNRESET,
                          "Remote end closed connection within its response");
}

/* Status and headers, whatever they say: Python asks for no more. 0, or -1 with the error set. */
static int await_answer(struct pylog__conversation *conversation, struct pylog__http_response *response) {
    char bytes[1024];
    while (!response->has_headers) {
        ptrdiff_t came = pylog__conversation_receive(conversation, bytes, sizeof bytes);
        if (came < 0)
            return -1;
        pylog__http_response_feed(response, bytes, (size_t)came);
        if (!response->has_headers && (came == 0 || response->state == PYLOG__HTTP_BROKEN))
            return fail_response(response);
    }
    return 0;
}

/* The rest is read so that the server can end what it began; what goes wrong no longer matters. */
static void read_rest(struct pylog__conversation *conversation, struct pylog__http_response *response) {
    char bytes[4096];
    size_t total = 0;
    pylog__conversation_hurry(conversation, HTTP_PATIENCE);
    while (response->state != PYLOG__HTTP_DONE && response->state != PYLOG__HTTP_BROKEN &&
           total < MOST_OF_BODY) {
        ptrdiff_t came =
            pylog__connection_receive(&conversation->connection, bytes, sizeof bytes, conversation->deadline);
        if (came <= 0)
            return;
        pylog__http_response_feed(response, bytes, (size_t)came);
        total += (size_t)came;
    }
}

static int exchange(const struct http *http, const char *request, size_t length) {
    struct pylog__conversation conversation;
    struct pylog__http_response response;
    pylog__http_response_begin(&response);
    if (pylog__conversation_begin(&conversation, http->transport.connect ? &http->transport : NULL,
                                  http->host, http->port, http->timeout))
        return -1;
    int result = pylog__conversation_send(&conversation, request, length);
    if (!result)
        result = await_answer(&conversation, &response);
    if (!result)
        read_rest(&conversation, &response);
    pylog__conversation_end(&conversation);
    return result;
}

/* ---- The handler ----------------------------------------------------------------------------- */

static int http_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct http *http = pylog_handler_data(handler);
    char storage[2048];
    struct pylog_buffer request;
    pylog__buffer_init(&request, storage, sizeof storage);
    int result = make_request(http, record, &request);
    if (!result) {
        result = exchange(http, request.data, request.length);
        pylog__note_outcome(handler, &http->lost, !result);
    }
    int error = errno;
    pylog__buffer_release(&request);
    errno = error;
    return result;
}

static void http_destroy(void *data) {
    struct http *http = data;
    if (!http)
        return;
    pylog__free(http->host);
    pylog__free(http->host_header);
    pylog__free(http->url);
    pylog__free(http->authorization);
    pylog__free(http);
}

static const struct pylog_handler_ops http_ops = {
    .name = "HTTPHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE,
    .emit = http_emit,
    .destroy = http_destroy,
};

/* ---- Making ---------------------------------------------------------------------------------- */

/* http.client refuses the same: nothing may end the line that it stands in, or add to it. */
static bool is_one_word(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text <= ' ' || (unsigned char)*text >= 0x7F)
            return false;
    return true;
}

static bool equals_ignoring_case(const char *text, const char *upper) {
    for (; *text && *upper; text++, upper++)
        if ((*text >= 'a' && *text <= 'z' ? *text - ('a' - 'A') : *text) != *upper)
            return false;
    return *text == *upper;
}

/* NULL is GET. 0, or -1 with the error set. */
static int parse_method(const char *method, bool *post) {
    *post = method && equals_ignoring_case(method, "POST");
    if (!method || *post || equals_ignoring_case(method, "GET"))
        return 0;
    return pylog__fail_value("method must be GET or POST");
}

static int check_http(const char *host, const char *url, const struct pylog_http_options *options) {
    bool post;
    if (!host || !*host || !url)
        return pylog__fail_type("a host and a URL are needed");
    if (pylog__check_members(options) || pylog__timeout_check("timeout", options->timeout) || parse_method(options->method, &post))
        return -1;
    if (!is_one_word(url) || !is_one_word(host)) {
        const char *wrong = is_one_word(url) ? host : url;
        return pylog__fail_quoted("URL can't contain control characters. ", wrong, strlen(wrong));
    }
    if (options->secure && !options->transport)
        return pylog__fail_value("secure needs a transport");
    return pylog__check_transport(options->transport);
}

/* What stands before an @ is a password. */
static int fail_port(const char *port) {
    const char *at = strrchr(port, '@');
    return pylog__fail_as("http.client.InvalidURL", EINVAL, "nonnumeric port: '%s%s'", at ? "***" : "",
                          at ? at : port);
}

/* As http.client: `host`, `host:port`, `[::1]:port`. */
static int set_host(struct http *http, const char *host, int default_port) {
    const char *colon = strrchr(host, ':'), *bracket = strrchr(host, ']');
    size_t length = strlen(host);
    http->port = default_port;
    if (colon && (!bracket || colon > bracket)) {
        length = (size_t)(colon - host);
        int port = 0;
        const char *at = colon + 1;
        while (*at >= '0' && *at <= '9' && port <= 65535)
            port = port * 10 + (*at++ - '0');
        if (*at)
            return fail_port(colon + 1);
        if (port > 65535)
            return pylog__fail_as("OverflowError", EINVAL, "port must be 0-65535.");
        http->port = colon[1] ? port : default_port;
    }
    if (length >= 2 && host[0] == '[' && host[length - 1] == ']') {
        host++;
        length -= 2;
    }
    if (!length)
        return pylog__fail_value("there is no host before the port");
    http->host = pylog__copy_bytes(host, length);
    return http->host ? 0 : pylog__fail_memory();
}

/* A URL that is whole (for a proxy) says itself which host is meant. */
static void put_host_header(const struct http *http, int default_port, struct pylog_buffer *out) {
    size_t length = 0;
    const char *location =
        strncmp(http->url, "http", 4) == 0 ? pylog__url_network_location(http->url, &length) : NULL;
    if (location) {
        pylog__put(out, location, length);
        return;
    }
    bool is_ipv6 = strchr(http->host, ':') != NULL;
    pylog__put_string(out, is_ipv6 ? "[" : "");
    pylog__put_string(out, http->host);
    pylog__put_string(out, is_ipv6 ? "]" : "");
    if (http->port != default_port) {
        pylog__put_char(out, ':');
        pylog__put_int(out, http->port);
    }
}

static void put_authorization(const char *username, const char *password, struct pylog_buffer *out) {
    char storage[128];
    struct pylog_buffer pair;
    pylog__buffer_init(&pair, storage, sizeof storage);
    pylog__put_string(&pair, username);
    pylog__put_char(&pair, ':');
    pylog__put_string(&pair, password ? password : "");
    pylog__put_string(out, "Basic ");
    pylog__put_base64(out, pair.data, pair.length);
    out->failed |= pair.failed;
    pylog__buffer_release(&pair);
}

static char *take_text(struct pylog_buffer *buffer) {
    char *text = buffer->failed ? NULL : pylog__copy_bytes(buffer->data, buffer->length);
    pylog__buffer_release(buffer);
    return text;
}

static int set_http_texts(struct http *http, const char *url, const struct pylog_http_options *options,
                          int default_port) {
    char storage[256];
    struct pylog_buffer text;
    http->url = pylog__copy_string(*url ? url : "/");
    if (!http->url)
        return pylog__fail_memory();
    pylog__buffer_init(&text, storage, sizeof storage);
    put_host_header(http, default_port, &text);
    http->host_header = take_text(&text);
    if (options->username) {
        pylog__buffer_init(&text, storage, sizeof storage);
        put_authorization(options->username, options->password, &text);
        http->authorization = take_text(&text);
    }
    return http->host_header && (!options->username || http->authorization) ? 0 : pylog__fail_memory();
}

static struct http *make_http(const char *host, const char *url, const struct pylog_http_options *options) {
    struct http *http = pylog__allocate_zeroed(sizeof *http);
    int default_port = options->secure ? 443 : 80;
    if (!http) {
        pylog__fail_memory();
        return NULL;
    }
    http->post = options->method && equals_ignoring_case(options->method, "POST");
    http->timeout = options->timeout == 0 ? PYLOG__PEER_SECONDS : options->timeout;
    http->map_record = options->map_record;
    http->data = options->data;
    if (options->transport)
        http->transport = *options->transport;
    if (set_host(http, host, default_port) == 0 && set_http_texts(http, url, options, default_port) == 0)
        return http;
    http_destroy(http);
    return NULL;
}

pylog_handler *pylog_http_handler_new(const char *host, const char *url,
                                      const struct pylog_http_options *options) {
    static const struct pylog_http_options defaults = { .method = NULL };
    if (!options)
        options = &defaults;
    if (check_http(host, url, options))
        return NULL;
    struct http *http = make_http(host, url, options);
    if (!http)
        return NULL;
    pylog_handler *handler = pylog_handler_new(&http_ops, http);
    if (!handler)
        http_destroy(http);
    return handler;
}

int pylog_http_handler_set_method(pylog_handler *handler, const char *method) {
    bool post;
    if (!handler || pylog_handler_operations(handler) != &http_ops)
        return pylog__fail_type("this is no HTTP handler");
    if (parse_method(method, &post))
        return -1;
    struct http *http = pylog_handler_data(handler);
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    http->post = post;
    pylog_handler_release(handler);
    return 0;
}

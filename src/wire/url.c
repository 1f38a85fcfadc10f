/* Quoting for URLs, and the one part of a URL that HTTP asks for. */
#include "url.h"

static bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-' || c == '~';
}

void pylog__put_quoted_plus(struct pylog_buffer *out, const char *bytes, size_t length) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        char quoted[3] = { '%', digits[byte >> 4], digits[byte & 15] };
        if (is_unreserved(bytes[i]))
            pylog__put_char(out, bytes[i]);
        else if (bytes[i] == ' ')
            pylog__put_char(out, '+');
        else
            pylog__put(out, quoted, sizeof quoted);
    }
}

const char *pylog__url_network_location(const char *url, size_t *length) {
    const char *colon = strchr(url, ':');
    if (!colon || colon == url || colon[1] != '/' || colon[2] != '/')
        return NULL;
    for (const char *at = url; at < colon; at++)
        if (*at == '_' || *at == '~' || !is_unreserved(*at))
            return NULL;
    *length = strcspn(colon + 3, "/?#");
    return *length ? colon + 3 : NULL;
}

/* Time, names and parameters as RFC 5424 has them. */
#include "syslog.h"

#include "../base/number.h"
#include "../time/time.h"

enum { LONGEST_KEY = 32 };

static void put_padded(struct pylog_buffer *out, uint64_t value, size_t digits) {
    size_t length = pylog__decimal_length(value);
    pylog__put_fill(out, '0', length < digits ? digits - length : 0);
    pylog__put_uint(out, value);
}

void pylog__put_syslog_time(struct pylog_buffer *out, int64_t ns) {
    struct pylog__calendar utc;
    int64_t second = ns / 1000000000 - (ns % 1000000000 < 0);
    pylog__utc_time(second, &utc);
    if (utc.year < 0 || utc.year > 9999) {
        pylog__put_char(out, '-');
        return;
    }
    put_padded(out, (uint64_t)utc.year, 4);
    pylog__put_time(out, "-%m-%dT%H:%M:%S.", &utc);
    put_padded(out, (uint64_t)pylog__floor_remainder(ns, 1000000000) / 1000, 6);
    pylog__put_char(out, 'Z');
}

static bool is_printable_ascii(char c) {
    return c > 32 && c < 127;
}

void pylog__put_syslog_name(struct pylog_buffer *out, const char *name, size_t longest) {
    size_t length = 0;
    while (name && length < longest && is_printable_ascii(name[length]))
        length++;
    pylog__put(out, length ? name : "-", length ? length : 1);
}

/* SD-NAME leaves out the characters that end it. */
static void put_key(struct pylog_buffer *out, const char *key) {
    for (size_t i = 0; key[i] && i < LONGEST_KEY; i++)
        pylog__put_char(out, is_printable_ascii(key[i]) && !strchr("=]\"", key[i]) ? key[i] : '_');
    if (!*key)
        pylog__put_char(out, '_');
}

void pylog__put_syslog_parameter(struct pylog_buffer *out, const char *key,
                                 const struct pylog__value *value) {
    char storage[128];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_str(&text, value);
    pylog__put_char(out, ' ');
    put_key(out, key);
    pylog__put(out, "=\"", 2);
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("\"\\]", text.data[i]) && text.data[i])
            pylog__put_char(out, '\\');
        pylog__put_char(out, text.data[i]);
    }
    pylog__put_char(out, '"');
    out->failed |= text.failed;
    pylog__buffer_release(&text);
}

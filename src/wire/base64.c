/* Three bytes, four characters. */
#include "base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void pylog__put_base64(struct pylog_buffer *out, const char *bytes, size_t length) {
    for (size_t at = 0; at < length; at += 3) {
        size_t count = length - at < 3 ? length - at : 3;
        unsigned group = 0;
        for (size_t i = 0; i < 3; i++)
            group = group << 8 | (i < count ? (unsigned char)bytes[at + i] : 0U);
        char four[4] = "====";
        for (size_t i = 0; i <= count; i++)
            four[i] = alphabet[group >> (18 - 6 * i) & 63];
        pylog__put(out, four, sizeof four);
    }
}

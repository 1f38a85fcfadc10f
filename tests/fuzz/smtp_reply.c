/* The reader of SMTP replies: whatever a server sends, in pieces of any size, it comes to the same end, keeps
 * its bounds, and takes no more than it was given. The first byte says how large the pieces are. */
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <wire/smtp_reply.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t read_reply(struct pylog__smtp_reply *reply, struct pylog_buffer *text, const char *bytes,
                         size_t length, size_t piece) {
    size_t taken = 0;
    pylog__smtp_reply_begin(reply, text);
    for (size_t fed = 0; fed < length && taken == fed;) {
        size_t next = piece < length - fed ? piece : length - fed;
        taken += pylog__smtp_reply_feed(reply, bytes + fed, next);
        fed += next;
        if (taken > fed)
            abort();
    }
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pylog_buffer whole_text, text;
    struct pylog__smtp_reply whole, reply;
    char whole_storage[16], storage[16];
    if (!size)
        return 0;
    const char *bytes = (const char *)data + 1;
    pylog__buffer_init(&whole_text, whole_storage, sizeof whole_storage);
    pylog__buffer_init(&text, storage, sizeof storage);
    size_t taken = read_reply(&whole, &whole_text, bytes, size - 1, size);
    if (read_reply(&reply, &text, bytes, size - 1, data[0] ? data[0] : 1) != taken ||
        reply.state != whole.state || reply.code != whole.code || text.length != whole_text.length ||
        memcmp(text.data, whole_text.data, text.length) != 0)
        abort();
    pylog__smtp_has_extension(pylog__buffer_text(&text), "size");
    pylog__smtp_has_parameter(pylog__buffer_text(&text), "auth", "plain");
    pylog__buffer_release(&whole_text);
    pylog__buffer_release(&text);
    return 0;
}

/* The reader of HTTP responses: whatever a server sends, in pieces of any size, it comes to the same end, and
 * takes no more than it was given. The first byte says how large the pieces are. */
#include <pylog.h>
#include <stdlib.h>
#include <wire/http_response.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t read_response(struct pylog__http_response *response, const char *bytes, size_t length,
                            size_t piece) {
    size_t taken = 0;
    pylog__http_response_begin(response);
    for (size_t fed = 0; fed < length && taken == fed;) {
        size_t next = piece < length - fed ? piece : length - fed;
        taken += pylog__http_response_feed(response, bytes + fed, next);
        fed += next;
        if (taken > fed)
            abort();
    }
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pylog__http_response whole, response;
    if (!size)
        return 0;
    const char *bytes = (const char *)data + 1;
    size_t taken = read_response(&whole, bytes, size - 1, size);
    if (read_response(&response, bytes, size - 1, data[0] ? data[0] : 1) != taken ||
        response.state != whole.state || response.status != whole.status || response.left != whole.left ||
        response.has_headers != whole.has_headers)
        abort();
    if (response.state == PYLOG__HTTP_DONE && !response.has_headers)
        abort();
    if (pylog__http_response_end(&response) != pylog__http_response_end(&whole))
        abort();
    return 0;
}

/* The reader of Python's literals: the repr of what it takes is a literal that stands for the same; an error
 * says where. */
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <base/error.h>
#include <syntax/literal.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What stands for the text; false, and nothing, if it is refused. */
static bool put_repr(struct pylog_buffer *out, const char *text, size_t length) {
    struct pylog__document document = { 0 };
    const struct pylog__node_value *value = pylog__literal_parse(&document, text, length, 1, 1);
    if (value)
        pylog__node_put_repr(out, value);
    else if (!strstr(pylog__error_text(), ": line "))
        abort();
    pylog__document_release(&document);
    return value != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char first_storage[64], second_storage[64];
    struct pylog_buffer first, second;
    pylog__buffer_init(&first, first_storage, sizeof first_storage);
    pylog__buffer_init(&second, second_storage, sizeof second_storage);
    if (put_repr(&first, (const char *)data, size)) {
        /* There is no literal of infinity, and the brackets of a repr may be one too many. */
        bool taken = put_repr(&second, first.data, first.length);
        if (!taken && !strstr(pylog__buffer_text(&first), "inf") &&
            !strstr(pylog__error_text(), "too deeply"))
            abort();
        if (taken && (first.length != second.length || memcmp(first.data, second.data, first.length) != 0))
            abort();
    }
    pylog__buffer_release(&first);
    pylog__buffer_release(&second);
    return 0;
}

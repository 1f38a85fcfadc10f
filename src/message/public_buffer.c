/* The text that formatters and programs write to, as pylog.h has it. */
#include "../base/buffer.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "printf.h"
#include <errno.h>

/* The first storage stands behind the structure, in the same block. */
enum { FIRST_SIZE = 256 };

pylog_buffer *pylog_buffer_new(void) {
    struct pylog_buffer *buffer = pylog__allocate(sizeof *buffer + FIRST_SIZE);
    if (!buffer) {
        pylog__fail_memory();
        return NULL;
    }
    pylog__buffer_init(buffer, (char *)(buffer + 1), FIRST_SIZE);
    return buffer;
}

void pylog_buffer_free(pylog_buffer *buffer) {
    if (buffer)
        pylog__buffer_release(buffer);
    pylog__free(buffer);
}

const char *pylog_buffer_data(const pylog_buffer *buffer) {
    buffer->data[buffer->length] = '\0';
    return buffer->data;
}

size_t pylog_buffer_length(const pylog_buffer *buffer) {
    return buffer->length;
}

int pylog_buffer_append(pylog_buffer *buffer, const char *bytes, size_t length) {
    if (buffer->failed || !pylog__buffer_grow(buffer, length)) {
        buffer->failed = true;
        return pylog__fail_memory();
    }
    pylog__put(buffer, bytes, length);
    return 0;
}

int pylog_buffer_printf(pylog_buffer *buffer, const char *fmt, ...) {
    int error = errno;
    size_t length = buffer->length;
    if (buffer->failed)
        return pylog__fail_memory();
    va_list args;
    va_start(args, fmt);
    int result = pylog__format_message(buffer, fmt, args, error);
    va_end(args);
    if (result)
        return -1;
    if (buffer->failed) {
        buffer->length = length;
        return pylog__fail_memory();
    }
    return 0;
}

void pylog_buffer_clear(pylog_buffer *buffer) {
    buffer->length = 0;
    buffer->failed = false;
}

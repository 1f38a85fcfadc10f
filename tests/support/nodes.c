/* Values of configurations as text, and runs without memory. */
#include "nodes.h"

#include "failing_allocator.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <base/error.h>

char *exact_copy(const char *bytes, size_t length) {
    char *copy = malloc(length ? length : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    return copy;
}

static char *take_text(struct pylog_buffer *buffer) {
    size_t size = strlen(pylog__buffer_text(buffer)) + 1;
    assert_false(buffer->failed);
    char *text = exact_copy(buffer->data, size);
    pylog__buffer_release(buffer);
    return text;
}

char *node_repr(const struct pylog__node_value *value) {
    char storage[1000];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__node_put_repr(&text, value);
    return take_text(&text);
}

static void put_places(struct pylog_buffer *out, const struct pylog__node_value *value) {
    char place[40];
    snprintf(place, sizeof place, "%s%d:%d", out->length ? " " : "", value->line, value->column);
    pylog__put_string(out, place);
    if (value->kind == PYLOG__NODE_LIST || value->kind == PYLOG__NODE_TUPLE ||
        value->kind == PYLOG__NODE_DICT)
        for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next)
            put_places(out, item);
}

char *node_places(const struct pylog__node_value *value) {
    char storage[1000];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    put_places(&text, value);
    return take_text(&text);
}

void expect_no_trace_without_memory(bool (*run)(void *data), void *data) {
    bool failed = true;
    failing_allocator_begin();
    for (size_t n = 1; failed; n++) {
        pylog__error_clear();
        size_t blocks = failing_allocator_blocks();
        failing_allocator_fail_at(n);
        bool done = run(data);
        int error = errno;
        failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        if (done == failed || (failed && error != ENOMEM))
            fail_msg("allocation %zu: %s, errno %d", n, done ? "done" : "not done", error);
        pylog__error_clear();
        if (failing_allocator_blocks() != blocks)
            fail_msg("allocation %zu: %zu blocks are left", n, failing_allocator_blocks() - blocks);
    }
    failing_allocator_end();
}

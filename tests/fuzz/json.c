/* The reader of JSON: what it takes can be found again by its keys and stands somewhere in the text; what it
 * refuses leaves nothing behind, and the error says where. */
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <base/error.h>
#include <syntax/json.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct pylog__node_value *value) {
    if (value->line < 1 || value->column < 1)
        abort();
    if (value->kind != PYLOG__NODE_LIST && value->kind != PYLOG__NODE_DICT)
        return;
    size_t count = 0;
    for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next, count++) {
        if (value->kind == PYLOG__NODE_DICT && pylog__node_get(value, item->key) != item)
            abort();
        check(item);
    }
    if (count != value->as.items.count)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pylog__document document = { 0 };
    char storage[64];
    struct pylog_buffer repr;
    if (pylog__json_parse((const char *)data, size, &document)) {
        if (document.root || document.blocks || !strstr(pylog__error_text(), ": line "))
            abort();
        return 0;
    }
    check(document.root);
    pylog__buffer_init(&repr, storage, sizeof storage);
    pylog__node_put_repr(&repr, document.root);
    pylog__buffer_release(&repr);
    pylog__document_release(&document);
    return 0;
}

/* The reader of INI and the substitution of names: of what it takes, each value can be asked for; what it
 * refuses leaves nothing behind. */
#include <pylog.h>
#include <stdlib.h>
#include <syntax/ini.h>
#include <syntax/literal.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void get_all(struct pylog__document *document, const struct pylog__node_value *section) {
    const struct pylog__node_value *option = section->as.items.first;
    for (int count = 0; option && count < 20; option = option->next, count++) {
        const struct pylog__node_value *replaced = pylog__ini_get(document, section->key, option->key, true);
        if (replaced)
            pylog__literal_of(document, replaced);
        const struct pylog__node_value *value = pylog__ini_get(document, section->key, option->key, false);
        if (value != option || value->line < 1 || value->column < 1 ||
            value->as.text.bytes[value->as.text.length])
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pylog__document document = { 0 };
    if (pylog__ini_parse((const char *)data, size, "x.ini", &document)) {
        if (document.root || document.blocks)
            abort();
        return 0;
    }
    for (const struct pylog__node_value *section = document.root->as.items.first; section;
         section = section->next)
        get_all(&document, section);
    pylog__ini_get(&document, "missing", "missing", true);
    pylog__document_release(&document);
    return 0;
}

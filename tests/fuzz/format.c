/* Format strings of the three styles, and values put into them. The first byte says which style, and whether
 * the format is checked first. */
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <style/template.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* There is not memory for every width. */
static void *allocate(void *data, void *block, size_t size) {
    (void)data;
    if (size)
        return size > 20000 ? NULL : realloc(block, size);
    free(block);
    return NULL;
}

/* libc needs as much memory as a precision says, and this machine may not have it. */
static bool has_long_number(const char *fmt) {
    size_t digits = 0;
    for (; *fmt && digits < 6; fmt++)
        digits = *fmt >= '0' && *fmt <= '9' ? digits + 1 : 0;
    return digits == 6;
}

/* The first letter of a key says what it stands for. */
static int find(void *data, const char *key, struct pylog__value *out) {
    (void)data;
    switch (key[0]) {
    case 'm': *out = (struct pylog__value){ PYLOG__STR, .as.s = "m\303\251ss'\377\n", .length = 8 }; return 0;
    case 'l': *out = (struct pylog__value){ PYLOG__INT, .as.i = INT64_MIN, .length = 0 }; return 0;
    case 't': *out = (struct pylog__value){ PYLOG__UINT, .as.u = UINT64_MAX, .length = 0 }; return 0;
    case 'c': *out = (struct pylog__value){ PYLOG__FLOAT, .as.f = -1234567.891, .length = 0 }; return 0;
    case 'b': *out = (struct pylog__value){ PYLOG__BOOL, .as.b = true, .length = 0 }; return 0;
    case 'n': *out = (struct pylog__value){ PYLOG__NONE, .as.i = 0, .length = 0 }; return 0;
    case 'a': *out = (struct pylog__value){ PYLOG__TUPLE, .as.s = "(1,)", .length = 4 }; return 0;
    default: return -1;
    }
}

static void put_piece(const struct pylog__piece *piece, struct pylog_buffer *out) {
    struct pylog__value value;
    if (piece->kind == PYLOG__LITERAL)
        pylog__put(out, piece->text, piece->length);
    else if (piece->kind == PYLOG__FIELD && find(NULL, piece->text, &value) == 0)
        pylog__piece_format(piece, &value, find, NULL, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pylog__template parsed;
    struct pylog_buffer out;
    char storage[16];
    if (!size)
        return 0;
    pylog_set_allocator(allocate, NULL);
    char *fmt = malloc(size);
    if (!fmt)
        abort();
    memcpy(fmt, data + 1, size - 1);
    fmt[size - 1] = '\0';
    if (pylog__template_parse(&parsed, fmt, pylog__style_find("%{$"[data[0] % 3]), data[0] & 4) == 0) {
        pylog__buffer_init(&out, storage, sizeof storage);
        for (size_t i = 0; i < parsed.count && !has_long_number(fmt); i++)
            put_piece(&parsed.pieces[i], &out);
        pylog__buffer_release(&out);
        pylog__template_free(&parsed);
    }
    free(fmt);
    return 0;
}

/* The opcodes of pickle that a dict of simple values needs. */
#include "pickle.h"

#include "../base/number.h"
#include "../base/utf8.h"

/* CPython puts so many pairs between MARK and SETITEMS. */
enum { BATCH = 1000 };

static void put_little_endian(struct pylog_buffer *out, uint32_t value, size_t bytes) {
    for (; bytes; bytes--, value >>= 8)
        pylog__put_char(out, (char)(value & 0xFF));
}

/* Give the object just written the next number: BINPUT, LONG_BINPUT. */
static void put_memo(struct pylog__pickle *pickle) {
    uint32_t number = pickle->memo++;
    pylog__put_char(pickle->out, number < 256 ? 'q' : 'r');
    put_little_endian(pickle->out, number, number < 256 ? 1 : 4);
}

/* How many bytes from here on are ASCII; eight at a time, perhaps not to the last one. */
static size_t ascii_length(const char *bytes, size_t length) {
    size_t at = 0;
    uint64_t eight;
    for (; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    return at;
}

/* Bytes that are no UTF-8 are lone surrogates (surrogateescape), which pickle writes as three bytes each. */
static void pickle_text(struct pylog_buffer *out, const char *bytes, size_t length) {
    size_t written = 0, at = ascii_length(bytes, length), used;
    for (; at < length; at += used) {
        uint32_t point = pylog__utf8_next(bytes + at, length - at, &used);
        if (point < 0xDC80 || point > 0xDCFF)
            continue;
        char surrogate[4];
        pylog__put(out, bytes + written, at - written);
        pylog__put(out, surrogate, pylog__utf8_encode(point, surrogate));
        written = at + used;
    }
    pylog__put(out, bytes + written, length - written);
}

/* BINUNICODE with its length, which is known afterwards. */
static void put_string(struct pylog__pickle *pickle, const char *bytes, size_t length) {
    struct pylog_buffer *out = pickle->out;
    pylog__put_char(out, 'X');
    size_t start = out->length;
    pylog__put(out, "\0\0\0\0", 4);
    pickle_text(out, bytes, length);
    if (out->failed)
        return;
    uint32_t written = (uint32_t)(out->length - start - 4);
    for (size_t i = 0; i < 4; i++)
        out->data[start + i] = (char)(written >> 8 * i & 0xFF);
    put_memo(pickle);
}

/* BININT1, BININT2, BININT; beyond 32 bits LONG, in decimal digits. */
static void pickle_integer(struct pylog_buffer *out, const struct pylog__value *value) {
    bool negative = value->kind == PYLOG__INT && value->as.i < 0;
    uint64_t number = value->as.u;
    if (negative ? value->as.i < INT32_MIN : number > INT32_MAX) {
        pylog__put_char(out, 'L');
        pylog__put_str(out, value);
        pylog__put(out, "L\n", 2);
        return;
    }
    size_t bytes = negative || number > 0xFFFF ? 4 : number > 0xFF ? 2 : 1;
    pylog__put_char(out, bytes == 4 ? 'J' : bytes == 2 ? 'M' : 'K');
    put_little_endian(out, (uint32_t)number, bytes);
}

/* BINFLOAT: IEEE 754, the highest byte first. */
static void pickle_float(struct pylog_buffer *out, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    pylog__put_char(out, 'G');
    for (int shift = 56; shift >= 0; shift -= 8)
        pylog__put_char(out, (char)(bits >> shift & 0xFF));
}

static void put_value(struct pylog__pickle *pickle, const struct pylog__value *value) {
    switch (value->kind) {
    case PYLOG__NONE: pylog__put_char(pickle->out, 'N'); break;
    case PYLOG__BOOL: pylog__put(pickle->out, value->as.b ? "I01\n" : "I00\n", 4); break;
    case PYLOG__INT:
    case PYLOG__UINT: pickle_integer(pickle->out, value); break;
    case PYLOG__FLOAT: pickle_float(pickle->out, value->as.f); break;
    case PYLOG__STR:
    case PYLOG__TUPLE: put_string(pickle, value->as.s, value->length); break;
    }
}

static void begin_batch(struct pylog__pickle *pickle) {
    pickle->mark = pickle->out->length;
    pylog__put_char(pickle->out, '(');
}

void pylog__pickle_begin(struct pylog__pickle *pickle, struct pylog_buffer *out) {
    *pickle = (struct pylog__pickle){ .out = out };
    pylog__put_char(out, '}');
    put_memo(pickle);
    begin_batch(pickle);
}

void pylog__pickle_pair(struct pylog__pickle *pickle, const char *key, const struct pylog__value *value) {
    put_string(pickle, key, strlen(key));
    put_value(pickle, value);
    if (++pickle->pairs % BATCH == 0) {
        pylog__put_char(pickle->out, 'u');
        begin_batch(pickle);
    }
}

/* A dict of one pair, or of none, is written without MARK. */
void pylog__pickle_end(struct pylog__pickle *pickle) {
    struct pylog_buffer *out = pickle->out;
    bool marked = pickle->pairs > 1;
    if (!marked && !out->failed) {
        memmove(out->data + pickle->mark, out->data + pickle->mark + 1, out->length - pickle->mark - 1);
        out->length--;
    }
    if (pickle->pairs)
        pylog__put_char(out, marked ? 'u' : 's');
    pylog__put_char(out, '.');
}

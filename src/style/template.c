/* Templates of all three styles: their memory, and what parsers have in common. */
#include "template.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "style.h"
#include "../base/utf8.h"
#include <limits.h>

/* An upper bound for the number of fields. */
static size_t count_marks(const char *fmt, const char *marks) {
    size_t count = 0;
    while (*(fmt += strcspn(fmt, marks))) {
        count++;
        fmt++;
    }
    return count;
}

/* ---- Building -------------------------------------------------------------------------------- */

/* What a sentence may say besides what it quotes of the format. */
enum { SENTENCE_ROOM = 128 };

/* A mark makes two pieces at most, the literal before it and its field; one literal may follow the last. */
static int allocate(struct pylog__builder *builder, const char *fmt, size_t marks) {
    size_t length = strlen(fmt);
    if (length > SIZE_MAX / 1024)
        return pylog__fail_memory();
    size_t pieces = (2 * marks + 1) * sizeof(struct pylog__piece);
    size_t specs = marks * sizeof(struct pylog__spec);
    struct pylog__piece *block = pylog__allocate_zeroed(pieces + specs + 2 * length + 1 + SENTENCE_ROOM);
    if (!block)
        return pylog__fail_memory();
    builder->made->memory = builder->made->pieces = block;
    builder->specs = (struct pylog__spec *)(void *)((char *)block + pieces);
    builder->copy = (char *)block + pieces + specs;
    memcpy(builder->copy, fmt, length + 1);
    pylog__buffer_init(&builder->sentence, builder->copy + length + 1, length + SENTENCE_ROOM);
    builder->fmt = fmt;
    return 0;
}

/* Parsers read the format itself, which keeps what NULs overwrite in the copy. */
static char *in_copy(struct pylog__builder *builder, const char *in_format) {
    return builder->copy + (in_format - builder->fmt);
}

static struct pylog__piece *add_piece(struct pylog__builder *builder, enum pylog__piece_kind kind,
                                      const char *text, size_t length) {
    struct pylog__piece *piece = &builder->made->pieces[builder->made->count++];
    *piece = (struct pylog__piece){ .kind = kind, .text = text, .length = length };
    return piece;
}

void pylog__add_literal(struct pylog__builder *builder, const char *from, const char *to) {
    if (from < to)
        add_piece(builder, PYLOG__LITERAL, in_copy(builder, from), (size_t)(to - from));
}

struct pylog__piece *pylog__add_field(struct pylog__builder *builder, const char *key, size_t length) {
    char *copy = in_copy(builder, key);
    copy[length] = '\0';
    return add_piece(builder, PYLOG__FIELD, copy, length);
}

struct pylog__piece *pylog__add_field_down(struct pylog__builder *builder, const char *key, size_t length) {
    memmove(in_copy(builder, key) - 1, key, length);
    return pylog__add_field(builder, key - 1, length);
}

struct pylog__spec *pylog__add_spec(struct pylog__builder *builder, struct pylog__piece *piece) {
    struct pylog__spec *spec = builder->specs++;
    piece->spec = spec;
    return spec;
}

void pylog__add_wrong(struct pylog__builder *builder, const char *kind, const char *sentence) {
    add_piece(builder, PYLOG__WRONG, sentence, strlen(sentence))->error_kind = kind;
}

/* ---- Scanning -------------------------------------------------------------------------------- */

const char *pylog__skip_any(const char *at, const char *set) {
    return at + strspn(at, set);
}

const char *pylog__skip_digits(const char *at) {
    return pylog__skip_any(at, "0123456789");
}

/* Unlike Python: \w is the letters and digits of Unicode, without its punctuation and symbols. */
static bool is_word(uint32_t point) {
    if (point >= 0x80)
        return pylog__is_printable(point);
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') ||
           (point >= 'a' && point <= 'z') || point == '_';
}

const char *pylog__skip_word(const char *at, const char *end) {
    size_t used;
    for (; at < end; at += used)
        if (!is_word(pylog__utf8_next(at, (size_t)(end - at), &used)))
            break;
    return at;
}

/* The test is CPython's: a number that would overflow with its next digit is too much. */
bool pylog__scan_number(const char **at, const char *end, size_t most, size_t *out) {
    *out = 0;
    for (; *at < end && **at >= '0' && **at <= '9'; ++*at) {
        size_t digit = (size_t)(**at - '0');
        if (*out > (most - digit) / 10)
            return false;
        *out = *out * 10 + digit;
    }
    return true;
}

/* ---- The contract of template.h -------------------------------------------------------------- */

/* As Python does it, by a search that knows no escapes: `%%(asctime)s` and `{{asctime}}` count. */
static bool uses_time(const struct pylog__style *style, const char *fmt) {
    return strstr(fmt, style->time[0]) || (*style->time[1] && strstr(fmt, style->time[1]));
}

/* Nothing is left to free after a failure: there is one allocation, and nothing fails after it. */
int pylog__template_parse(struct pylog__template *out, const char *fmt, const struct pylog__style *style,
                          bool validate) {
    *out = (struct pylog__template){ 0 };
    if (!fmt || !*fmt)
        fmt = style->default_format;
    if (validate && style->validate(fmt))
        return -1;
    struct pylog__builder builder = { .made = out };
    if (allocate(&builder, fmt, count_marks(fmt, style->marks)))
        return -1;
    out->uses_time = uses_time(style, fmt);
    style->parse(&builder);
    return 0;
}

void pylog__template_free(struct pylog__template *parsed) {
    pylog__free(parsed->memory);
    *parsed = (struct pylog__template){ 0 };
}

int pylog__piece_format(const struct pylog__piece *piece, const struct pylog__value *value,
                        pylog__lookup *lookup, void *data, struct pylog_buffer *out) {
    const struct pylog__spec *spec = piece->spec;
    if (!spec) {
        pylog__put_str(out, value);
        return 0;
    }
    return spec->style->format(spec, value, lookup, data, out);
}

/* A field that fails, as in Python, widens nothing. The precision of a text makes it shorter, that of a number
 * longer. */
static size_t width_of(const struct pylog__spec *spec) {
    const struct pylog__layout *layout = &spec->layout;
    bool precise = layout->precision != PYLOG__NO_PRECISION;
    if (spec->error || spec->bad_layout || (precise && layout->precision > INT_MAX))
        return 0;
    bool of_text = !layout->type || layout->type == 's' || layout->type == 'r' || layout->type == 'a';
    size_t precision = precise && !of_text ? layout->precision : 0;
    if (spec->nested)
        return PYLOG__WIDEST_NESTED;
    return layout->width > precision ? layout->width : precision;
}

size_t pylog__template_width(const struct pylog__template *parsed) {
    size_t sum = 0;
    for (size_t i = 0; i < parsed->count; i++) {
        size_t width = parsed->pieces[i].spec ? width_of(parsed->pieces[i].spec) : 0;
        sum = width > SIZE_MAX - sum ? SIZE_MAX : sum + width;
    }
    return sum;
}

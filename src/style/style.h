/* What template.c and the three styles share: building a template, and laying a field out. */
#ifndef PYLOG_STYLE_STYLE_H
#define PYLOG_STYLE_STYLE_H

#include "template.h"

#pragma GCC visibility push(hidden)

/* Width, precision and so on of a field, for % as for {}. */
struct pylog__layout {
    uint32_t fill;
    char align;       /* < > ^ = or 0: as the type of the value has it; = pads between sign and digits */
    char sign;        /* + - space or 0 */
    bool alternate;   /* # */
    bool no_minus_0;  /* z */
    char grouping;    /* , _ or 0 */
    size_t width;     /* code points; 0: as wide as the text */
    size_t precision; /* PYLOG__NO_PRECISION if there is none */
    uint32_t type;    /* the conversion or the format code, 0 if there is none */
};
#define PYLOG__NO_PRECISION SIZE_MAX

struct pylog__spec {
    const struct pylog__style *style;
    struct pylog__layout layout;

    /* The error that comes once the value has been found, NULL if none. */
    const char *error_kind;
    const char *error;

    bool star;        /* %: a width or precision * has taken the value, which must be an int */
    char conversion;  /* {}: r, s, a, or 0 */
    bool nested;      /* {}: the format spec has fields in it, and is laid out when they are known */
    const char *text; /* {}: the format spec, `length` bytes */
    size_t length;
    const char *bad_layout; /* {}: what is wrong with the format spec, for any type of value */
};

/* ---- Building -------------------------------------------------------------------------------- */

/* A template in the making. All of it lies in one block; the pieces' text is a copy of the format, with NULs
 * written over what follows a key. Formatting ends at the first error, and so does parsing: there is
 * one sentence at most. */
struct pylog__builder {
    struct pylog__template *made;
    const char *fmt;
    char *copy; /* of fmt */
    struct pylog__spec *specs;
    struct pylog_buffer sentence; /* has room for the format and SENTENCE_ROOM more; never allocates */
};

/* From here to there in the format; nothing if that is empty. */
void pylog__add_literal(struct pylog__builder *builder, const char *from, const char *to);
/* A key within the format; the byte after it is lost. */
struct pylog__piece *pylog__add_field(struct pylog__builder *builder, const char *key, size_t length);
/* Where there is no byte to lose: the key moves down by one, over the sign before it. */
struct pylog__piece *pylog__add_field_down(struct pylog__builder *builder, const char *key, size_t length);
struct pylog__spec *pylog__add_spec(struct pylog__builder *builder, struct pylog__piece *piece);
/* The kind and the sentence are constants, or the builder's sentence. */
void pylog__add_wrong(struct pylog__builder *builder, const char *kind, const char *sentence);

/* Python's PercentStyle, StrFormatStyle and StringTemplateStyle. */
struct pylog__style {
    char name;
    char marks[3]; /* the characters that pieces begin at */
    char default_format[12];
    char time[2][12]; /* one of these in the format, and asctime is made: Python's usesTime() */
    int (*validate)(const char *fmt);              /* 0 or -1 with the error */
    void (*parse)(struct pylog__builder *builder); /* makes the pieces */
    /* As pylog__piece_format, of pieces with a spec; NULL: it makes none. */
    int (*format)(const struct pylog__spec *spec, const struct pylog__value *value, pylog__lookup *lookup,
                  void *data, struct pylog_buffer *out);
};

/* ---- Scanning: what the patterns of the three validate() are made of ------------------------- */

/* Past what matches; where it began, if nothing does. */
const char *pylog__skip_any(const char *at, const char *set);  /* [set]* */
const char *pylog__skip_digits(const char *at);                /* \d*, of ASCII */
const char *pylog__skip_word(const char *at, const char *end); /* \w*; beyond ASCII, all that is printable */

/* The decimal number at *at, which moves past it; false if it is more than `most`. */
bool pylog__scan_number(const char **at, const char *end, size_t most, size_t *out);

/* ---- Laying out (layout.c) ------------------------------------------------------------------- */

/* Pad what has been written from `start` on to the width, `head` (a sign, 0x) going before it. Without an
 * alignment it goes to the left. */
void pylog__lay_out(struct pylog_buffer *out, size_t start, const struct pylog__layout *layout,
                    const char *head);
/* Cut what has been written from `start` on to the precision, and pad it. */
void pylog__lay_out_text(struct pylog_buffer *out, size_t start, const struct pylog__layout *layout);

/* A number without its sign, and which head goes before it. */
struct pylog__magnitude {
    bool negative;
    uint64_t value;
};
/* The integer in a BOOL, INT or UINT. */
struct pylog__magnitude pylog__integer_of(const struct pylog__value *value);
/* A number as the nearest double. */
double pylog__double_of(const struct pylog__value *value);
/* The sign that is shown, NUL-terminated, and behind it a prefix like 0x: room for 4. */
void pylog__make_head(char head[4], bool negative, const struct pylog__layout *layout, const char *prefix);
/* "0x" for x and so on; "" for decimal. */
const char *pylog__base_prefix(uint32_t type);

/* |value| by the conversion, one of eEfFgG; inf and nan without sign. */
void pylog__put_magnitude(struct pylog_buffer *out, char conversion, size_t precision, bool alternate,
                          double value);

/* Python's format(value, spec): a layout that has been parsed, or what is wrong with it. */
const char *pylog__layout_parse(struct pylog__layout *out, const char *text, size_t length);
int pylog__layout_format(struct pylog_buffer *out, const struct pylog__spec *spec,
                         const struct pylog__value *value);

#pragma GCC visibility pop

#endif

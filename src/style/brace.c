/* {-style: replacement fields as Python's str.format prints them.
 *
 *     {name[!conversion][:spec]}
 *
 * What a format spec means is in spec.c. It may have fields in it, whose values are put in before it is read:
 * `{message:{lineno}}` is as wide as the line number says. */
#include "../base/error.h"
#include "../base/number.h"
#include "style.h"
#include "../base/utf8.h"

/* ---- Scanning -------------------------------------------------------------------------------- */

/* A literal and the field after it, if there is one. Empty parts have end == begin. */
struct markup {
    const char *literal, *literal_end;
    const char *field; /* NULL if there is none */
    const char *name_end;
    const char *conversion, *conversion_end;
    const char *spec, *spec_end;
    bool nested; /* there are fields in the spec */
};

struct scanner {
    const char *at, *end;
    const char *error; /* Python's sentence, once scanning has failed */
};

static bool brace_fail(struct scanner *scanner, const char *error) {
    scanner->error = error;
    return false;
}

/* The name ends at : or ! or }, but not within brackets; which of them, or 0 on failure. */
static char scan_name(struct scanner *scanner, struct markup *out) {
    bool bracketed = false;
    out->field = scanner->at;
    while (scanner->at < scanner->end) {
        char c = *scanner->at++;
        if (bracketed) {
            bracketed = c != ']';
        } else if (c == '{') {
            brace_fail(scanner, "unexpected '{' in field name");
            return '\0';
        } else if (c == ':' || c == '!' || c == '}') {
            out->name_end = scanner->at - 1;
            return c;
        }
        bracketed = bracketed || c == '[';
    }
    brace_fail(scanner, "expected '}' before end of string");
    return '\0';
}

/* What follows the !, up to the spec or the end of the field. */
static bool scan_conversion(struct scanner *scanner, struct markup *out, bool *ended) {
    if (scanner->at == scanner->end)
        return brace_fail(scanner, "end of string while looking for conversion specifier");
    size_t used;
    pylog__utf8_next(scanner->at, (size_t)(scanner->end - scanner->at), &used);
    out->conversion = scanner->at;
    out->conversion_end = scanner->at += used;
    if (scanner->at == scanner->end)
        return true;
    char c = *scanner->at++;
    *ended = c == '}';
    return *ended || c == ':' || brace_fail(scanner, "expected ':' after conversion specifier");
}

/* Up to the brace that closes the field: braces within the spec come in pairs, and make nested fields. */
static bool scan_spec(struct scanner *scanner, struct markup *out) {
    size_t depth = 1;
    out->spec = scanner->at;
    while (scanner->at < scanner->end) {
        char c = *scanner->at++;
        if (c == '{') {
            out->nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            out->spec_end = scanner->at - 1;
            return true;
        }
    }
    return brace_fail(scanner, "unmatched '{' in format spec");
}

/* What follows the opening brace. */
static bool scan_field(struct scanner *scanner, struct markup *out) {
    char end = scan_name(scanner, out);
    bool ended = end == '}';
    if (!end || (end == '!' && !scan_conversion(scanner, out, &ended)))
        return false;
    return ended || scan_spec(scanner, out);
}

/* Python's string.Formatter().parse(), one step: false at the end, and on failure. A doubled brace ends a
 * literal, whose last character is one of the two. */
static bool next_markup(struct scanner *scanner, struct markup *out) {
    const char *at = scanner->at, *end = scanner->end;
    *out = (struct markup){ .literal = at };
    if (at == end)
        return false;
    while (at < end && *at != '{' && *at != '}')
        at++;
    out->literal_end = scanner->at = at;
    if (at == end)
        return true;
    bool doubled = at + 1 < end && at[1] == at[0];
    scanner->at += doubled ? 2 : 1;
    if (doubled) {
        out->literal_end++;
        return true;
    }
    if (*at == '}')
        return brace_fail(scanner, "Single '}' encountered in format string");
    if (scanner->at == end)
        return brace_fail(scanner, "Single '{' encountered in format string");
    return scan_field(scanner, out);
}

/* ---- Validation ------------------------------------------------------------------------------ */

/* Does this end the text, as $ has it in Python's patterns? */
static bool at_end(const char *at, const char *end) {
    return at == end || (at + 1 == end && *at == '\n');
}

/* ^(\d+|\w+)(\.\w+|\[[^]]+\])*$ */
static bool valid_name(const char *at, const char *end) {
    const char *part = at;
    at = pylog__skip_word(at, end);
    while (at > part && at < end && (*at == '.' || *at == '[')) {
        part = at + 1;
        if (*at == '.') {
            at = pylog__skip_word(part, end);
            continue;
        }
        at = memchr(part, ']', (size_t)(end - part));
        if (!at || at == part)
            return false;
        at++;
    }
    return at > part && at_end(at, end);
}

/* (\d+|{\w+})? */
static const char *brace_skip_count(const char *at, const char *end) {
    if (*at != '{')
        return pylog__skip_digits(at);
    const char *after = pylog__skip_word(at + 1, end);
    return after > at + 1 && *after == '}' ? after + 1 : at;
}

static bool brace_is_align(const char *at, const char *end) {
    return at < end && strchr("<>=^", *at);
}

/* (.?[<>=^])? */
static const char *skip_align(const char *at, const char *end) {
    if (at == end)
        return at;
    size_t used;
    pylog__utf8_next(at, (size_t)(end - at), &used);
    if (*at != '\n' && brace_is_align(at + used, end))
        return at + used + 1;
    return at + brace_is_align(at, end);
}

/* ^(.?[<>=^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$, in any case. A } or a : follows
 * the end in the format, so that looking one character too far does no harm. */
static bool valid_spec(const char *at, const char *end) {
    at = skip_align(at, end);
    at += at < end && strchr("+ -", *at);
    at += at < end && *at == '#';
    at += at < end && *at == '0';
    at = brace_skip_count(at, end);
    at += at < end && strchr(",_", *at);
    if (at < end && *at == '.') {
        const char *digits = at + 1;
        at = brace_skip_count(digits, end);
        if (at == digits)
            return false;
    }
    at += at < end && strchr("bcdefgnosxBCDEFGNOSX%", *at);
    return at_end(at, end);
}

/* Name, conversion, spec: the first one that is wrong makes the error. The spec is checked as it is, with
 * what is nested in it. */
static int validate_field(const struct markup *found) {
    const char *name = found->field, *spec = found->spec, *conversion = found->conversion;
    size_t name_length = (size_t)(found->name_end - name);
    if (name_length && !valid_name(name, found->name_end))
        return pylog__fail_quoted("invalid format: invalid field name/expression: ", name, name_length);
    if (conversion && !strchr("rsa", *conversion))
        return pylog__fail_quoted("invalid format: invalid conversion: ", conversion,
                                  (size_t)(found->conversion_end - conversion));
    if (spec != found->spec_end && !valid_spec(spec, found->spec_end))
        return pylog__fail_quoted("invalid format: bad specifier: ", spec, (size_t)(found->spec_end - spec));
    return 0;
}

/* Fields without a name pass, if there is another one: `{} {message}` fails when it is used. */
static int brace_validate(const char *fmt) {
    struct scanner scanner = { fmt, fmt + strlen(fmt), NULL };
    struct markup found;
    bool named = false;
    while (next_markup(&scanner, &found)) {
        if (!found.field)
            continue;
        if (validate_field(&found))
            return -1;
        named = named || found.name_end > found.field;
    }
    if (scanner.error)
        return pylog__fail_value("invalid format: %s", scanner.error);
    return named ? 0 : pylog__fail_value("invalid format: no fields");
}

/* ---- What a field says ----------------------------------------------------------------------- */

struct field {
    const char *key;
    size_t key_length;
    const char *error_kind, *error; /* comes before the value is looked for; NULL if none */
    struct pylog__spec spec;
};

/* Fields without a name or with a number stand for arguments, of which there are none. */
static void check_position(struct field *field, struct pylog_buffer *sentence) {
    const char *at = field->key, *end = at + field->key_length;
    size_t index;
    if (!pylog__scan_number(&at, end, PTRDIFF_MAX, &index)) {
        field->error_kind = "ValueError";
        field->error = "Too many decimal digits in format string";
    } else if (at == end) {
        pylog__put_string(sentence, "Replacement index ");
        pylog__put_uint(sentence, index);
        pylog__put_string(sentence, " out of range for positional args tuple");
        field->error_kind = "IndexError";
        field->error = pylog__buffer_text(sentence);
    }
}

static void fail_spec(struct pylog__spec *spec, struct pylog_buffer *sentence) {
    spec->error_kind = "ValueError";
    spec->error = pylog__buffer_text(sentence);
}

/* Unlike Python: what is behind a . or [ is not looked up. */
static void refuse_path(struct field *field, const struct markup *found, struct pylog_buffer *sentence) {
    pylog__put_string(sentence, "attributes and indices of fields are not supported: '{");
    pylog__put(sentence, found->field, (size_t)(found->name_end - found->field));
    pylog__put_string(sentence, "}'");
    fail_spec(&field->spec, sentence);
}

/* An unknown conversion is an error once the value has been found. */
static void refuse_conversion(struct field *field, const struct markup *found,
                              struct pylog_buffer *sentence) {
    size_t used, length = (size_t)(found->conversion_end - found->conversion);
    uint32_t point = pylog__utf8_next(found->conversion, length, &used);
    pylog__put_string(sentence, "Unknown conversion specifier ");
    if (point > 32 && point < 127) {
        pylog__put_char(sentence, (char)point);
    } else {
        char digits[8], *end = digits + sizeof digits, *begin = pylog__digits(end, point, 16, false);
        pylog__put_string(sentence, "\\x");
        pylog__put(sentence, begin, (size_t)(end - begin));
    }
    fail_spec(&field->spec, sentence);
}

/* A sentence about what is wrong is kept in the buffer. A spec without nested fields is parsed here, once for
 * all values. */
static void read_field(struct field *out, const struct markup *found, struct pylog_buffer *sentence) {
    const char *key_end = found->field;
    while (key_end < found->name_end && *key_end != '.' && *key_end != '[')
        key_end++;
    *out = (struct field){ .key = found->field, .key_length = (size_t)(key_end - found->field) };
    out->spec = (struct pylog__spec){ .style = &pylog__brace_style, .nested = found->nested, .text = "" };
    if (found->spec) {
        out->spec.text = found->spec;
        out->spec.length = (size_t)(found->spec_end - found->spec);
    }
    check_position(out, sentence);
    if (out->error)
        return;
    if (key_end < found->name_end)
        refuse_path(out, found, sentence);
    else if (found->conversion && strchr("rsa", *found->conversion))
        out->spec.conversion = *found->conversion;
    else if (found->conversion)
        refuse_conversion(out, found, sentence);
    if (!found->nested)
        out->spec.bad_layout = pylog__layout_parse(&out->spec.layout, out->spec.text, out->spec.length);
}

/* ---- Parsing --------------------------------------------------------------------------------- */

/* False if formatting cannot get past the field. */
static bool add_markup(struct pylog__builder *builder, const struct markup *found) {
    struct field field;
    pylog__add_literal(builder, found->literal, found->literal_end);
    if (!found->field)
        return true;
    read_field(&field, found, &builder->sentence);
    if (field.error) {
        pylog__add_wrong(builder, field.error_kind, field.error);
        return false;
    }
    struct pylog__piece *piece = pylog__add_field(builder, field.key, field.key_length);
    bool converted = field.spec.conversion && field.spec.conversion != 's';
    if (!converted && !field.spec.length && !field.spec.error)
        return true;
    if (field.spec.length)
        field.spec.text = builder->copy + (field.spec.text - builder->fmt);
    *pylog__add_spec(builder, piece) = field.spec;
    return !field.spec.error;
}

static void brace_parse(struct pylog__builder *builder) {
    struct scanner scanner = { builder->fmt, builder->fmt + strlen(builder->fmt), NULL };
    struct markup found;
    while (next_markup(&scanner, &found))
        if (!add_markup(builder, &found))
            return;
    if (scanner.error)
        pylog__add_wrong(builder, "ValueError", scanner.error);
}

/* ---- Formatting ------------------------------------------------------------------------------ */

/* Texts that are short as a rule, and are needed while a field is printed. */
enum { SHORT_TEXT = 256 };

static void put_converted(struct pylog_buffer *out, const struct pylog__value *value, char conversion) {
    if (conversion == 'r')
        pylog__put_repr(out, value);
    else if (conversion == 'a')
        pylog__put_ascii(out, value);
    else
        pylog__put_str(out, value);
}

/* The value as text of the buffer: what a conversion makes of it, or a copy of what a lookup lent. */
static struct pylog__value as_text(const struct pylog__value *value, char conversion,
                                   struct pylog_buffer *buffer) {
    put_converted(buffer, value, conversion);
    struct pylog__value text = { .kind = PYLOG__STR, .as.s = buffer->data, .length = buffer->length };
    if (!conversion)
        text.kind = value->kind;
    return text;
}

/* With a conversion the spec is that of a string, whatever the value was. */
static int format_converted(const struct pylog__spec *spec, const struct pylog__value *value,
                            struct pylog_buffer *out) {
    if (!spec->conversion)
        return pylog__layout_format(out, spec, value);
    if (!spec->length) {
        put_converted(out, value, spec->conversion);
        return 0;
    }
    char storage[SHORT_TEXT];
    struct pylog_buffer buffer;
    pylog__buffer_init(&buffer, storage, sizeof storage);
    struct pylog__value text = as_text(value, spec->conversion, &buffer);
    int result = pylog__layout_format(out, spec, &text);
    out->failed = out->failed || buffer.failed;
    pylog__buffer_release(&buffer);
    return result;
}

/* Who asks for the values of nested fields. */
struct brace_source {
    pylog__lookup *lookup;
    void *data;
};

/* Nested fields may have a conversion and a spec, but that may not have fields again. */
static int put_nested_value(const struct field *field, const char *key, struct brace_source source,
                            struct pylog_buffer *out) {
    struct pylog__value value;
    if (source.lookup(source.data, key, &value))
        return pylog__fail_quoted("Formatting field not found in record: ", key, strlen(key));
    if (field->spec.error)
        return pylog__fail_value("%s", field->spec.error);
    if (field->spec.nested)
        return pylog__fail_value("Max string recursion exceeded");
    return format_converted(&field->spec, &value, out);
}

/* The key needs a NUL behind it, and the format is not ours to write to. */
static int put_nested_field(const struct markup *found, struct brace_source source, struct pylog_buffer *out) {
    char key_storage[SHORT_TEXT], sentence_storage[SHORT_TEXT];
    struct pylog_buffer key, sentence;
    struct field field;
    pylog__buffer_init(&sentence, sentence_storage, sizeof sentence_storage);
    read_field(&field, found, &sentence);
    pylog__buffer_init(&key, key_storage, sizeof key_storage);
    pylog__put(&key, field.key, field.key_length);
    int result = field.error ? pylog__fail_as(field.error_kind, EINVAL, "%s", field.error)
                             : put_nested_value(&field, pylog__buffer_text(&key), source, out);
    pylog__buffer_release(&key);
    pylog__buffer_release(&sentence);
    return result;
}

/* Put values for the fields in a format spec. */
static int expand(const char *text, size_t length, struct brace_source source, struct pylog_buffer *out) {
    struct scanner scanner = { text, text + length, NULL };
    struct markup found;
    while (next_markup(&scanner, &found)) {
        pylog__put(out, found.literal, (size_t)(found.literal_end - found.literal));
        if (found.field && put_nested_field(&found, source, out))
            return -1;
    }
    return scanner.error ? pylog__fail_value("%s", scanner.error) : 0;
}

/* The value is kept while others are looked up, which may take away what it points to. */
static int format_nested(const struct pylog__spec *spec, const struct pylog__value *value,
                         struct brace_source source, struct pylog_buffer *out) {
    char storage[SHORT_TEXT], spec_storage[SHORT_TEXT];
    struct pylog_buffer kept, expanded;
    pylog__buffer_init(&kept, storage, sizeof storage);
    pylog__buffer_init(&expanded, spec_storage, sizeof spec_storage);
    bool lent = value->kind == PYLOG__STR || value->kind == PYLOG__TUPLE;
    struct pylog__value held = lent || spec->conversion ? as_text(value, spec->conversion, &kept) : *value;
    int result = expand(spec->text, spec->length, source, &expanded);
    if (!result) {
        struct pylog__spec plain = { .text = expanded.data, .length = expanded.length };
        plain.bad_layout = pylog__layout_parse(&plain.layout, plain.text, plain.length);
        bool exact = !plain.bad_layout && plain.layout.precision != PYLOG__NO_PRECISION;
        if (plain.layout.width > PYLOG__WIDEST_NESTED ||
            (exact && plain.layout.precision > PYLOG__WIDEST_NESTED))
            result = pylog__fail_value("a width from a field may be %d at the most", PYLOG__WIDEST_NESTED);
        else
            result = pylog__layout_format(out, &plain, &held);
    }
    out->failed = out->failed || kept.failed || expanded.failed;
    pylog__buffer_release(&expanded);
    pylog__buffer_release(&kept);
    return result;
}

static int brace_format(const struct pylog__spec *spec, const struct pylog__value *value, pylog__lookup *lookup,
                        void *data, struct pylog_buffer *out) {
    if (spec->error)
        return pylog__fail_as(spec->error_kind, EINVAL, "%s", spec->error);
    if (spec->nested)
        return format_nested(spec, value, (struct brace_source){ lookup, data }, out);
    return format_converted(spec, value, out);
}

const struct pylog__style pylog__brace_style = {
    .name = '{',
    .marks = "{}",
    .default_format = "{message}",
    .time = { "{asctime" },
    .validate = brace_validate,
    .parse = brace_parse,
    .format = brace_format,
};

/* The arguments of a message, as Python prints the tuple record.args. */
#include "../base/memory.h"
#include "../base/number.h"
#include "printf.h"
#include "printf_spec.h"
#include "../base/value.h"

struct tuple {
    struct pylog_buffer *out;
    size_t count;
};

static void begin_item(struct tuple *tuple) {
    if (tuple->count++)
        pylog__put(tuple->out, ", ", 2);
}

static void end_tuple(struct tuple *tuple) {
    pylog__put_string(tuple->out, tuple->count == 1 ? ",)" : ")");
}

/* A NULL is Python's None. */
static void put_argument_text(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                              const union pylog__argument *argument) {
    if (conversion->letter == 's' && !argument->pointer) {
        pylog__put(out, "None", 4);
        return;
    }
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__argument_put_text(&text, conversion, argument);
    pylog__put_quoted(out, text.data, text.length);
    out->failed |= text.failed;
    pylog__buffer_release(&text);
}

static void put_counted_pointer(struct pylog_buffer *out, const void *pointer) {
    char text[16], *end = text + sizeof text;
    char *begin = pylog__digits(end, (uintptr_t)pointer, 16, false);
    pylog__put_string(out, pointer ? "0x" : "(nil)");
    if (pointer)
        pylog__put(out, begin, (size_t)(end - begin));
}

static void put_item(struct tuple *tuple, const struct pylog__conversion *conversion,
                     const union pylog__argument *argument) {
    struct pylog_buffer *out = tuple->out;
    begin_item(tuple);
    switch (conversion->letter) {
    case 'd':
    case 'i': pylog__put_int(out, pylog__argument_signed(argument, conversion->length)); break;
    case 'o':
    case 'u':
    case 'x':
    case 'X': pylog__put_uint(out, pylog__argument_unsigned(argument, conversion->length)); break;
    case 'c':
    case 's': put_argument_text(out, conversion, argument); break;
    case 'p': put_counted_pointer(out, argument->pointer); break;
    default:
        pylog__put_float_repr(out,
                              conversion->length == PYLOG__LL ? (double)argument->long_real : argument->real);
        break;
    }
}

/* A width or precision that is an argument is an item of its own. */
static int64_t put_star(struct tuple *tuple, struct pylog__arguments *from) {
    union pylog__argument value;
    pylog__argument_read(from, PYLOG__INT_ARGUMENT, &value);
    begin_item(tuple);
    pylog__put_int(tuple->out, value.integer);
    return value.integer;
}

/* False where the arguments are numbered. Ends at a conversion that is wrong. */
static bool put_in_order(struct tuple *tuple, const char *fmt, struct pylog__arguments *from) {
    struct pylog__conversion conversion;
    for (const char *at = fmt; (at = strchr(at, '%')) != NULL;) {
        at = pylog__conversion_parse(at + 1, &conversion);
        if (!at)
            return true;
        if (pylog__conversion_is_numbered(&conversion))
            return false;
        if (conversion.width_from)
            put_star(tuple, from);
        if (conversion.precision_from)
            pylog__conversion_set_precision(&conversion, put_star(tuple, from));
        if (!conversion.value_from)
            continue;
        union pylog__argument argument;
        pylog__argument_read(from, pylog__conversion_type(&conversion), &argument);
        put_item(tuple, &conversion, &argument);
    }
    return true;
}

static void put_by_number(struct tuple *tuple, const char *fmt, va_list args) {
    struct pylog__numbered *numbered;
    size_t count;
    const char *wrong;
    if (pylog__arguments_by_number(fmt, args, &numbered, &count, &wrong)) {
        tuple->out->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct pylog__conversion *conversion = &numbered[i].conversion;
        if (conversion->precision_from > 0)
            pylog__conversion_set_precision(conversion,
                                            numbered[conversion->precision_from - 1].value.integer);
        put_item(tuple, conversion, &numbered[i].value);
    }
    pylog__free(numbered);
}

void pylog__format_arguments(struct pylog_buffer *out, const char *fmt, va_list args) {
    struct tuple tuple = { .out = out };
    struct pylog__arguments from = { .packed = NULL };
    pylog__put_char(out, '(');
    size_t begin = out->length;
    va_copy(from.list, args);
    bool in_order = put_in_order(&tuple, fmt, &from);
    va_end(from.list);
    if (!in_order) {
        out->length = begin;
        tuple.count = 0;
        put_by_number(&tuple, fmt, args);
    }
    end_tuple(&tuple);
}

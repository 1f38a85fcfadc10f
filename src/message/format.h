/* A format, taken apart: text and conversions by turns (steps), and what they take as arguments.
 *
 * A format that is parsed once, for all calls of its place, keeps its steps. The arguments come from a
 * va_list, or from bytes that a queue has carried: one renderer for what is formatted at the call and for
 * what is formatted later. */
#ifndef PYLOG_MESSAGE_FORMAT_H
#define PYLOG_MESSAGE_FORMAT_H

#include "pack.h"
#include "printf_spec.h"
#include <pylog.h>
#include <stdatomic.h>

#pragma GCC visibility push(hidden)

/* ---- Steps ----------------------------------------------------------------------------------- */

/* How a conversion is printed. The usual ones have ways of their own, without flags, width and the like; the
 * first few are the most usual. */
enum pylog__printing {
    PYLOG__PRINT_NOTHING,
    PYLOG__PRINT_INT,
    PYLOG__PRINT_STRING,
    PYLOG__PRINT_FIXED,  /* %.Nf */
    PYLOG__PRINT_SIGNED, /* of the other sizes */
    PYLOG__PRINT_UNSIGNED,
    PYLOG__PRINT_HEXADECIMAL,
    PYLOG__PRINT_CHARACTER,
    PYLOG__PRINT_BY_RULE /* with all that a conversion may have */
};

/* Some text, and a conversion behind it. */
struct pylog__step {
    const char *text;
    size_t length;
    enum pylog__printing printing;
    enum pylog__argument_type type;
    bool written_directly; /* if there is room: the text is short and padded, and the conversion most usual */
    struct pylog__conversion conversion;
};

/* Parse the next step of a format that has not ended. Returns what follows, or NULL with conversion.wrong. */
const char *pylog__step_parse(const char *at, struct pylog__step *out);

/* Append a step of any kind, with or without room. 0, or -1 with the error set. */
int pylog__step_put(struct pylog_buffer *out, const struct pylog__step *step, struct pylog__arguments *from);

/* ---- Formats that were parsed ---------------------------------------------------------------- */

/* How much of a string argument is read. */
enum { PYLOG__WHOLE_STRING = -1, PYLOG__AS_THE_ARGUMENT_BEFORE_SAYS = -2 };

struct pylog__format_parameter {
    enum pylog__argument_type type;
    int most; /* bytes of a string, or one of the above */
};

/* Immutable. What follows it lies in the same block: steps, parameters, and copies of all texts. So it can be
 * used after the module has been unloaded whose place it was made for. */
struct pylog__format {
    struct pylog__packing packing; /* must be first */
    /* of those that are kept: */
    struct pylog__format *next; /* in the list */
    void **place;               /* the first place that had it, whose module may be gone */
    struct pylog_site site;     /* where that place is */
    bool literal;
    atomic_bool shared; /* there has been another place like it */

    const struct pylog__step *steps; /* NULL: it could not be parsed here */
    const struct pylog__format_parameter *parameters;
    size_t step_count, parameter_count;
    const char *fmt;
};

/* NULL if the format is wrong, has too many arguments or names them by number, or without memory: then
 * pylog__format_message is the way, and tells what is wrong. Released by pylog__free. The text is copied. */
struct pylog__format *pylog__format_parse(const char *fmt);

/* For a place that comes again and again, and has a zeroed word for it: the format is parsed by the first who
 * comes, and kept for ever, with the site. One that cannot be parsed is kept, too, and is not deferrable. A
 * module that is unloaded and loaded again finds what it had before. NULL without memory, or if the place had
 * another format before; a `literal` is always the same, and the arguments of others are not packed by
 * pylog__pack_arguments. */
const struct pylog__format *pylog__format_settle(void **place, const struct pylog_site *site, const char *fmt,
                                                 bool literal);
static inline const struct pylog__format *pylog__format_of_place(void **place, const struct pylog_site *site,
                                                                 const char *fmt, bool literal) {
    const void *settled = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    return settled && literal ? settled : pylog__format_settle(place, site, fmt, literal);
}
/* For tests: let the places begin again, and free the formats, but for those of several places. */
void pylog__formats_reset(void);

/* How its arguments are packed, with which a format begins. */
static inline const struct pylog__packing *pylog__format_packing(const struct pylog__format *format) {
    return (const struct pylog__packing *)(const void *)format;
}

/* Append the text. 0, or -1 with the error set and the buffer as it was. args is copied, and not used up;
 * `error` is the errno value that %m shows. */
int pylog__format_put(const struct pylog__format *format, va_list args, int error, struct pylog_buffer *out);
/* The same of arguments that were packed. */
int pylog__format_put_packed(const struct pylog__format *format, const char *packed,
                             struct pylog_buffer *out);

/* Pack the arguments of a deferrable format as pylog__pack_arguments does, also strings up to a precision.
 * Returns how many bytes there are, which may be more than `size`: then what was written is worthless, and
 * the call may be made again with more room. args is copied, and not used up. */
size_t pylog__format_pack(const struct pylog__format *format, va_list args, int error, char *room,
                          size_t size);

#pragma GCC visibility pop

#endif

/* Formatters: a record as text, by a template that was parsed when the formatter was made.
 *
 * formatter_new.c makes them, formatter.c formats, formatter_parts.c has what few lines need,
 * formatter_new.c and formatter_methods.c what few programs do. */
#ifndef PYLOG_FORMATTER_FORMATTER_H
#define PYLOG_FORMATTER_FORMATTER_H

#include "../style/template.h"
#include "time_format.h"

#pragma GCC visibility push(hidden)

/* What stands in almost every line is at hand when a line is made, and needs no look-up. */
enum pylog__ready_text {
    PYLOG__READY_NOT, /* to be looked up; or the text itself is long */
    PYLOG__READY_NOTHING,
    PYLOG__READY_NAME,
    PYLOG__READY_LEVELNAME,
    PYLOG__READY_ASCTIME,
    PYLOG__READY_MESSAGE,
    PYLOG__READY_TEXTS
};

/* Room that there never is: what asks for it takes the longer way. */
#define PYLOG__TOO_MUCH (SIZE_MAX / 4)

/* Some text, and a field behind it (at the end of the line there is none). */
struct pylog__line_step {
    const char *text; /* padded */
    size_t length;
    const struct pylog__piece *piece; /* NULL: none */
    enum pylog__ready_text ready;
};

struct pylog_formatter {
    atomic_uint references;
    struct pylog__template template;
    struct pylog__line_step *steps, *steps_end;
    struct pylog__line_step *message; /* its step, if all before it is at hand; else NULL */
    char *fmt;                        /* as given; NULL: the style's default, or there is none */
    char style;                       /* 0: it is written in C */
    char *datefmt;                    /* NULL: as time_format says, with milliseconds */
    struct pylog_field *defaults;
    _Atomic(struct pylog__time_format *) time_format;
    int (*format)(const struct pylog_record *record, pylog_buffer *out, void *data); /* NULL: the template */
    void *data;
    void (*destroy)(void *data);
};

/* Is it the library's own, which calls no function of the program's? */
bool pylog__formatter_is_built_in(const pylog_formatter *formatter);
/* As pylog_formatter_format; NULL is the default formatter, `%(message)s`. Inside a section. */
int pylog__formatter_format(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out);

/* Make the record's asctime, as the formatter shows it. 0, or -1 if the system cannot tell the time. */
int pylog__formatter_make_asctime(pylog_formatter *formatter, struct pylog__record *record);

/* Append a field of a template. 0, or -1 with the error set. */
int pylog__put_field(struct pylog_buffer *out, const struct pylog__piece *piece,
                     const pylog_formatter *formatter, struct pylog__record *record);

/* One that formats nothing yet, and shows times by this function; NULL with ENOMEM. */
pylog_formatter *pylog__formatter_make(pylog__put_time_function *put_time);

/* Change something in how it shows times: 0, or -1 with ENOMEM. */
int pylog__formatter_choose_time(pylog_formatter *formatter,
                                 void (*change)(struct pylog__time_choice *choice, const void *argument),
                                 const void *argument);

/* Append a line from this step on. The record has its message, and its asctime if the template uses that. */
int pylog__formatter_put_from(const pylog_formatter *formatter, const struct pylog__line_step *step,
                              struct pylog__record *record, struct pylog_buffer *out);
/* Append the whole line: what Python's formatMessage gives. Inside a section. */
int pylog__formatter_put_message(pylog_formatter *formatter, struct pylog__record *record,
                                 struct pylog_buffer *out);

/* Run inside a section, for programs: text that is missing for want of memory is an error then. */
int pylog__formatter_run(int (*run)(pylog_formatter *formatter, const struct pylog_record *record,
                                    const char *argument, pylog_buffer *out),
                         pylog_formatter *formatter, const struct pylog_record *record, const char *argument,
                         pylog_buffer *out);

/* Append what Python's formatException gives. */
void pylog__put_exception(struct pylog_buffer *out, const struct pylog_exc_info *info);
/* Append exception and stack below a text that begins at `start`. */
void pylog__put_exception_and_stack(struct pylog_buffer *out, size_t start, struct pylog__record *record);

#pragma GCC visibility pop

#endif

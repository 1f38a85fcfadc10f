/* Formatters make a line of a record, by a template that was parsed when the formatter was made.
 *
 * formatter.c formats each line. formatter_parts.c has what few lines need: exceptions, stacks, fields of any kind.
 * formatter_new.c makes formatters and changes them. formatter_methods.c lets a program replace single steps. */
#ifndef PYLOG_FORMATTER_FORMATTER_H
#define PYLOG_FORMATTER_FORMATTER_H

#include "../style/template.h"
#include "time_format.h"

#pragma GCC visibility push(hidden)

/* Fields that stand in almost every line: their text is at hand, and needs no look-up. */
enum pylog__ready_text {
    PYLOG__READY_NOT, /* none of these: the field is looked up. Also if the text before it is long */
    PYLOG__READY_NOTHING, /* no field */
    PYLOG__READY_NAME,
    PYLOG__READY_LEVELNAME,
    PYLOG__READY_ASCTIME,
    PYLOG__READY_MESSAGE,
    PYLOG__READY_TEXTS
};

/* More room than there ever is: who asks for it takes the slow path. */
#define PYLOG__TOO_MUCH (SIZE_MAX / 4)

/* Some text of the line, and the field behind it. At the end of the line there is no field. */
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
    struct pylog__line_step *message; /* the message's step, if all fields before it are at hand; else NULL */
    char *fmt;                        /* as given; NULL: the style's default, or there is none */
    char style;                       /* 0: the program formats, by `format` */
    char *datefmt;                    /* NULL: as time_format says, with milliseconds */
    struct pylog_field *defaults;
    _Atomic(struct pylog__time_format *) time_format;
    int (*format)(const struct pylog_record *record, pylog_buffer *out, void *data); /* NULL: the template */
    void *data;
    void (*destroy)(void *data);
};

/* Does it call no function of the program's? */
bool pylog__formatter_is_built_in(const pylog_formatter *formatter);
/* What pylog_formatter_format does. NULL is the default formatter, `%(message)s`. Inside a section. */
int pylog__formatter_format(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out);

/* Format the record's asctime. 0, or -1 if the system cannot tell the local time. */
int pylog__formatter_make_asctime(pylog_formatter *formatter, struct pylog__record *record);

/* Append a field of a template. 0, or -1 with the error set. */
int pylog__put_field(struct pylog_buffer *out, const struct pylog__piece *piece,
                     const pylog_formatter *formatter, struct pylog__record *record);

/* A formatter without a template, which shows times by `put_time`. NULL with ENOMEM. */
pylog_formatter *pylog__formatter_make(pylog__put_time_function *put_time);

/* Change how it shows times. 0, or -1 with ENOMEM. */
int pylog__formatter_choose_time(pylog_formatter *formatter,
                                 void (*change)(struct pylog__time_choice *choice, const void *argument),
                                 const void *argument);

/* Append the line from this step on. The record's message is formatted, and its asctime, if the template uses that. */
int pylog__formatter_put_from(const pylog_formatter *formatter, const struct pylog__line_step *step,
                              struct pylog__record *record, struct pylog_buffer *out);
/* Append the whole line, as Python's formatMessage. Inside a section. */
int pylog__formatter_put_message(pylog_formatter *formatter, struct pylog__record *record,
                                 struct pylog_buffer *out);

/* Call `run` inside a section, for a program. Text that is cut for want of memory is an error. */
int pylog__formatter_run(int (*run)(pylog_formatter *formatter, const struct pylog_record *record,
                                    const char *argument, pylog_buffer *out),
                         pylog_formatter *formatter, const struct pylog_record *record, const char *argument,
                         pylog_buffer *out);

/* Append the exception, as Python's formatException. */
void pylog__put_exception(struct pylog_buffer *out, const struct pylog_exc_info *info);
/* Append the exception and the stack below the text, which begins at `start` in the buffer. */
void pylog__put_exception_and_stack(struct pylog_buffer *out, size_t start, struct pylog__record *record);

#pragma GCC visibility pop

#endif

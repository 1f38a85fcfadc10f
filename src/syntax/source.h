/* A text that is parsed: where its bytes stand, what is wrong there, and the numbers in it. */
#ifndef PYLOG_SYNTAX_SOURCE_H
#define PYLOG_SYNTAX_SOURCE_H

#include "node.h"

#pragma GCC visibility push(hidden)

struct pylog__source {
    const char *begin, *end;
    int first_line, first_column; /* of the text itself, in its file */
    /* Where the lines after the first begin, if that is not the first column of the next line. */
    const struct pylog__place *lines;
    size_t line_count;
    bool shows_character; /* errors tell the character, too, from 0, as those of Python's json do */
    /* The last place that was asked for. Most are asked for in order, so that all bytes are counted once. */
    const char *known;
    int line, column;
    size_t character, line_index;
};

/* The text, which is neither too long nor anything but UTF-8. 0, or -1 with ValueError. */
int pylog__source_begin(struct pylog__source *source, const char *text, size_t length, int line, int column);

/* Strings end at a NUL, so there may be none in them. 0, or -1 with ValueError. */
int pylog__source_refuse_null(struct pylog__source *source);

/* Work out line and column, in code points, of a byte of the text, or of its end. */
void pylog__source_locate(struct pylog__source *source, const char *at);
/* Let a value stand there. */
void pylog__source_mark(struct pylog__source *source, const char *at, struct pylog__node_value *value);

/* ValueError: the sentence, and where. Returns -1. */
int pylog__source_fail(struct pylog__source *source, const char *at, const char *sentence);

/* ASCII letters to lower case. */
void pylog__lower(char *text);

/* ---- Numbers, whose text has been checked; underscores among their digits do not count -------------- */

/* Digits of a base up to 16; false if an int64_t cannot hold the value. */
bool pylog__read_integer(const char *digits, size_t length, unsigned base, bool negative, int64_t *out);
/* `12.5e-3`, without a sign, in any locale. 0, or -1 with ENOMEM. */
int pylog__read_float(const char *text, size_t length, double *out);
/* The value of a digit up to f, in any case; more than 15 of anything else. */
unsigned pylog__digit_value(char c);

#pragma GCC visibility pop

#endif

/* The sentence of an error, put together from parts of any length. */
#ifndef PYLOG_BASE_SENTENCE_H
#define PYLOG_BASE_SENTENCE_H

#include "buffer.h"

#pragma GCC visibility push(hidden)

struct pylog__sentence {
    struct pylog_buffer text; /* to be added to */
    char storage[256];
};

void pylog__sentence_begin(struct pylog__sentence *sentence, const char *words);
void pylog__sentence_put(struct pylog__sentence *sentence, const char *words);
/* Python's repr of a string. */
void pylog__sentence_put_repr(struct pylog__sentence *sentence, const char *bytes, size_t length);
/* With words before and after it, and at least `width` wide. */
void pylog__sentence_put_int(struct pylog__sentence *sentence, const char *before, int number, int width,
                             const char *after);
/* `: line 3 column 5` */
void pylog__sentence_put_place(struct pylog__sentence *sentence, int line, int column);

/* Set the error with EINVAL and Python's name of its kind, or ENOMEM, and release the sentence. Returns -1.
 */
int pylog__sentence_fail(struct pylog__sentence *sentence, const char *kind);
void pylog__sentence_release(struct pylog__sentence *sentence); /* it is then empty */

#pragma GCC visibility pop

#endif

/* Sentences of errors. */
#include "sentence.h"

#include "error.h"
#include "value.h"
#include <errno.h>
#include <stdio.h>

void pylog__sentence_begin(struct pylog__sentence *sentence, const char *words) {
    pylog__buffer_init(&sentence->text, sentence->storage, sizeof sentence->storage);
    pylog__sentence_put(sentence, words);
}

void pylog__sentence_put(struct pylog__sentence *sentence, const char *words) {
    pylog__put_string(&sentence->text, words);
}

void pylog__sentence_put_repr(struct pylog__sentence *sentence, const char *bytes, size_t length) {
    pylog__put_quoted(&sentence->text, bytes, length);
}

void pylog__sentence_put_int(struct pylog__sentence *sentence, const char *before, int number, int width,
                             const char *after) {
    char digits[64];
    snprintf(digits, sizeof digits, "%*d", width, number);
    pylog__sentence_put(sentence, before);
    pylog__sentence_put(sentence, digits);
    pylog__sentence_put(sentence, after);
}

void pylog__sentence_put_place(struct pylog__sentence *sentence, int line, int column) {
    pylog__sentence_put_int(sentence, ": line ", line, 0, "");
    pylog__sentence_put_int(sentence, " column ", column, 0, "");
}

void pylog__sentence_release(struct pylog__sentence *sentence) {
    pylog__buffer_release(&sentence->text);
    pylog__sentence_begin(sentence, "");
}

int pylog__sentence_fail(struct pylog__sentence *sentence, const char *kind) {
    struct pylog_buffer *text = &sentence->text;
    int result =
        text->failed ? pylog__fail_memory() : pylog__fail_as(kind, EINVAL, "%s", pylog__buffer_text(text));
    pylog__sentence_release(sentence);
    return result;
}

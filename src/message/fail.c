/* How callbacks of the program's say why they failed. It is here, and not beside the last error, because the sentence
 * is formatted as a log call's message is. */
#include "../base/buffer.h"
#include "../base/error.h"
#include "printf.h"
#include <errno.h>

static const char *class_of_failure(int error) {
    return error == EINVAL ? "ValueError" : error == ENOMEM ? "MemoryError" : pylog__error_class(error);
}

/* The arguments may point into the last error: it is replaced when all of them have been read. A format that is wrong
 * is what is told then. */
int pylog_fail(int error, const char *format, ...) {
    char storage[256];
    struct pylog_buffer text;
    va_list args;
    if (!error)
        error = EINVAL;
    pylog__buffer_init(&text, storage, sizeof storage);
    va_start(args, format);
    int wrong = pylog__format_message(&text, format ? format : "(null)", args, error);
    va_end(args);
    if (!wrong && text.failed)
        pylog__fail_memory();
    else if (!wrong)
        pylog__fail_as(class_of_failure(error), error, "%s", pylog__buffer_text(&text));
    pylog__buffer_release(&text);
    pylog__last_error.own = true;
    errno = pylog__error_code();
    return -1;
}

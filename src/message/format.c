/* Formats that were parsed: writing a message. */
#include "format_steps.h"

#include "printf.h"

PYLOG__HOT int pylog__format_put(const struct pylog__format *format, va_list args, int error,
                                 struct pylog_buffer *out) {
    if (!format->steps)
        return pylog__format_message(out, format->fmt, args, error);
    struct pylog__arguments from = { .packed = NULL, .error = error };
    va_copy(from.list, args);
    int result = pylog__steps_render(format, &from, out);
    va_end(from.list);
    return result;
}

/* Many records as one text: Python's BufferingFormatter. */
#include "../base/error.h"
#include "../base/memory.h"
#include <pylog.h>

typedef int envelope(const struct pylog_record *const *records, size_t count, pylog_buffer *out, void *data);

struct pylog_buffering_formatter {
    pylog_formatter *line; /* NULL: the default formatter */
    envelope *header, *footer;
    void *data;
};

pylog_buffering_formatter *pylog_buffering_formatter_new(pylog_formatter *line_formatter) {
    pylog_buffering_formatter *formatter = pylog__allocate_zeroed(sizeof *formatter);
    if (!formatter) {
        pylog__fail_memory();
        return NULL;
    }
    formatter->line = pylog_formatter_ref(line_formatter);
    return formatter;
}

void pylog_buffering_formatter_free(pylog_buffering_formatter *formatter) {
    if (!formatter)
        return;
    pylog_formatter_unref(formatter->line);
    pylog__free(formatter);
}

void pylog_buffering_formatter_set_callbacks(pylog_buffering_formatter *formatter, envelope *header,
                                             envelope *footer, void *data) {
    formatter->header = header;
    formatter->footer = footer;
    formatter->data = data;
}

int pylog_buffering_formatter_format(pylog_buffering_formatter *formatter,
                                     const struct pylog_record *const *records, size_t count,
                                     pylog_buffer *out) {
    if (!count)
        return 0;
    if (formatter->header && formatter->header(records, count, out, formatter->data))
        return -1;
    for (size_t i = 0; i < count; i++)
        if (pylog_formatter_format(formatter->line, records[i], out))
            return -1;
    return formatter->footer ? formatter->footer(records, count, out, formatter->data) : 0;
}

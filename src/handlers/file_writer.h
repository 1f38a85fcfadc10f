/* Appending a record as the handlers of this folder do: opening, closing, and the buffer of struct
 * pylog_file_options. All with the handler's lock held exclusively. */
#ifndef PYLOG_HANDLERS_FILE_WRITER_H
#define PYLOG_HANDLERS_FILE_WRITER_H

#include "../handler/append_file.h"
#include <pylog/handlers.h>

#pragma GCC visibility push(hidden)

struct pylog__file_writer {
    struct pylog__append_file append;
    int flush_level;
    double flush_interval; /* seconds; 0: none */
    bool closed;           /* by close, and not written to since */
    bool write_through;    /* has been closed once: nothing is held back any more */
};

/* As pylog__append_file_init. */
int pylog__file_writer_init(struct pylog__file_writer *writer, const char *path,
                            const struct pylog_file_options *options);

/* Append a record, also after a part of it (else NULL), or hold it back; the file is opened if it is not
 * open. Returns as a handler's `write`. */
int pylog__file_writer_write(pylog_handler *handler, struct pylog__file_writer *writer,
                             const struct pylog_record *record, struct pylog__append_part *part,
                             const char *text, size_t length);

/* A handler's `batch`. Each record is written, for the file may be another one then. */
pylog_buffer *pylog__file_writer_batch(pylog_handler *handler, struct pylog__file_writer *writer, bool on);

/* What is held back is written first. If it cannot be, that is reported, and it is held for the next record
 * to be written with; the file is closed all the same. */
void pylog__file_writer_close(pylog_handler *handler, struct pylog__file_writer *writer);

#pragma GCC visibility pop

#endif

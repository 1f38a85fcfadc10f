/* Appending a record. */
#include "file_writer.h"

int pylog__file_writer_init(struct pylog__file_writer *writer, const char *path,
                            const struct pylog_file_options *options) {
    writer->flush_level = options->flush_level ? options->flush_level : PYLOG_ERROR;
    writer->flush_interval = options->flush_interval;
    return pylog__append_file_init(&writer->append, path, options, pylog__codec_find);
}

/* Is it time for what is held back? Where there is no thread to do it later, it is. */
static bool must_flush(pylog_handler *handler, const struct pylog__file_writer *writer,
                       const struct pylog_record *record, bool was_empty) {
    if (!writer->append.held.length)
        return false;
    if (record->levelno >= writer->flush_level || writer->write_through)
        return true;
    return was_empty && writer->flush_interval > 0 &&
           pylog_handler_flush_later(handler, writer->flush_interval);
}

/* The record is held still if it cannot be written now: that is reported, and it is counted all the same. */
static int flush_writer(pylog_handler *handler, struct pylog__file_writer *writer) {
    if (pylog__append_file_flush(&writer->append) == 0)
        return 0;
    pylog_handler_count_emitted(handler, 1);
    return -1;
}

/* The program has closed what it did not open: told once, the record is in the file all the same. */
static void tell_if_writer_lost(pylog_handler *handler, struct pylog__file_writer *writer,
                                const struct pylog_record *record) {
    const int error = errno;
    if (pylog__append_file_was_lost(&writer->append)) {
        pylog_handler_count_reconnect(handler);
        pylog_handler_handle_error(handler, record);
    }
    errno = error;
}

int pylog__file_writer_write(pylog_handler *handler, struct pylog__file_writer *writer,
                             const struct pylog_record *record, struct pylog__append_part *part,
                             const char *text, size_t length) {
    struct pylog__append_file *append = &writer->append;
    const bool was_empty = !append->held.length;
    if (pylog__append_file_ready(append, record->created_ns))
        return -1;
    if (writer->closed)
        pylog_handler_count_reconnect(handler);
    writer->closed = false;
    const int result = pylog__append_file_write_alone(append, part, text, length);
    if (append->lost)
        tell_if_writer_lost(handler, writer, record);
    return !result && must_flush(handler, writer, record, was_empty) ? flush_writer(handler, writer) : result;
}

pylog_buffer *pylog__file_writer_batch(pylog_handler *handler, struct pylog__file_writer *writer, bool on) {
    if (pylog__append_file_batch(&writer->append, on))
        pylog_handler_handle_error(handler, NULL);
    return NULL;
}

void pylog__file_writer_close(pylog_handler *handler, struct pylog__file_writer *writer) {
    writer->closed = writer->write_through = true;
    if (pylog__append_file_close(&writer->append))
        pylog_handler_handle_error(handler, NULL);
    tell_if_writer_lost(handler, writer, NULL);
}

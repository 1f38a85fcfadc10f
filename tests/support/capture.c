/* A handler for tests that keeps what it gets. */
#define _POSIX_C_SOURCE 200809L

#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct capture {
    pylog_buffer *text;
    struct pylog_record *last;
    size_t count, flushes, closes;
    int flush_error, write_error;
};

static struct capture *of(const pylog_handler *handler) {
    return pylog_handler_data(handler);
}

static int write_text(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    struct capture *capture = of(handler);
    if (capture->write_error) {
        errno = capture->write_error;
        return -1;
    }
    pylog_record_free(capture->last);
    capture->last = pylog_record_copy(record);
    capture->count++;
    return pylog_buffer_append(capture->text, text, length);
}

static int flush(pylog_handler *handler) {
    of(handler)->flushes++;
    errno = of(handler)->flush_error;
    return errno ? -1 : 0;
}

static void close_capture(pylog_handler *handler) {
    of(handler)->closes++;
}

static void destroy(void *data) {
    struct capture *capture = data;
    pylog_buffer_free(capture->text);
    pylog_record_free(capture->last);
    free(capture);
}

pylog_handler *capture_new(const char *format) {
    static const struct pylog_handler_ops operations = {
        .name = "Capture",
        .flags = PYLOG_HANDLER_REOPENS,
        .write = write_text,
        .flush = flush,
        .close = close_capture,
        .destroy = destroy,
    };
    struct capture *capture = calloc(1, sizeof *capture);
    if (!capture)
        abort();
    capture->text = pylog_buffer_new();
    pylog_handler *handler = pylog_handler_new(&operations, capture);
    if (!handler || (format && pylog_handler_set_format(handler, format, NULL)))
        abort();
    return handler;
}

pylog_handler *capture_on(pylog_logger *logger, const char *format) {
    pylog_handler *handler = capture_new(format);
    pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    return handler;
}

const char *capture_text(const pylog_handler *capture) {
    return pylog_buffer_data(of(capture)->text);
}

size_t capture_count(const pylog_handler *capture) {
    return of(capture)->count;
}

const struct pylog_record *capture_last(const pylog_handler *capture) {
    return of(capture)->last;
}

void capture_clear(pylog_handler *capture) {
    pylog_record_free(of(capture)->last);
    of(capture)->last = NULL;
    of(capture)->count = 0;
    pylog_buffer_clear(of(capture)->text);
}

size_t capture_flushes(const pylog_handler *capture) {
    return of(capture)->flushes;
}

size_t capture_closes(const pylog_handler *capture) {
    return of(capture)->closes;
}

void capture_fail_flush(pylog_handler *capture, int error) {
    of(capture)->flush_error = error;
}

void capture_fail_write(pylog_handler *capture, int error) {
    of(capture)->write_error = error;
}

static int saved_stderr;

void capture_stderr_begin(void) {
    fflush(stderr);
    saved_stderr = dup(STDERR_FILENO);
    int file = open("captured_stderr.txt", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);
    if (saved_stderr < 0 || file < 0 || dup2(file, STDERR_FILENO) < 0)
        abort();
    close(file);
}

char *capture_stderr_end(void) {
    fflush(stderr);
    if (dup2(saved_stderr, STDERR_FILENO) < 0)
        abort();
    close(saved_stderr);
    return read_whole_file("captured_stderr.txt");
}

char *read_whole_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    size_t length = (size_t)ftell(file);
    char *content = malloc(length + 1);
    rewind(file);
    if (!content || fread(content, 1, length, file) != length)
        abort();
    content[length] = '\0';
    fclose(file);
    return content;
}

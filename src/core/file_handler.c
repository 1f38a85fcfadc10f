/* A handler that appends to a file: Python's FileHandler.
 *
 * `write` runs in several threads at once. A record is one write to a regular file opened for append, which
 * needs no lock; everything else (opening, a file that is none, the rest of a record after a fault) is done
 * with the handler's lock held exclusively. */
#include "../port/port.h"
#include "../text/codec.h"
#include "../text/error.h"
#include "../text/memory.h"

struct file {
    char *base_filename;
    char mode; /* 'a', 'w' or 'x' */
    struct pylog__codec codec;
    bool make_directories;

    /* changed with the lock held exclusively, read with it held shared */
    pylog__file file; /* PYLOG__NO_FILE: not open */
    bool opened;      /* has been open once: 'w' and 'x' have done their work */
    bool closed;      /* by close */
    bool exclusive;   /* not a regular file, or something must come before the next record: */
    bool mark;        /* a byte order mark */
    bool fragment;    /* the end of a line that is incomplete */
};

/* ---- Opening
 * ------------------------------------------------------------------------------------------------ */

/* All directories of the path but the last component. */
static int make_directories(const char *path) {
    char *part = pylog__copy_string(path);
    if (!part)
        return pylog__fail_memory();
    int result = 0;
    for (char *at = part + 1; *at && !result; at++) {
        if (!pylog__port_is_separator(*at) || pylog__port_is_separator(at[-1]) || at[-1] == ':')
            continue;
        char separator = *at;
        *at = '\0';
        if (pylog__port_make_directory(part))
            result = pylog__fail_os(errno, part);
        *at = separator;
    }
    pylog__free(part);
    return result;
}

static void settle_exclusive(struct file *file, bool regular) {
    file->exclusive = !regular || file->mark || file->fragment;
}

static void take_file(struct file *file, pylog__file opened) {
    char storage[8];
    struct pylog_buffer mark;
    int64_t size = pylog__port_file_size(opened);
    pylog__buffer_init(&mark, storage, sizeof storage);
    pylog__put_byte_order_mark(file->codec, &mark);
    file->mark = mark.length && size <= 0;
    file->fragment = false;
    file->file = opened;
    file->opened = true;
    file->closed = false;
    settle_exclusive(file, size >= 0);
}

static pylog__file open_file(const struct file *file) {
    unsigned flags = 0;
    if (!file->opened && file->mode == 'w')
        flags = PYLOG__FILE_TRUNCATE;
    if (!file->opened && file->mode == 'x')
        flags = PYLOG__FILE_EXCLUSIVE;
    if (file->make_directories && make_directories(file->base_filename))
        return PYLOG__NO_FILE;
    pylog__file opened = pylog__port_file_open(file->base_filename, flags);
    if (opened == PYLOG__NO_FILE)
        pylog__fail_os(errno, file->base_filename);
    return opened;
}

/* ---- Writing, with the lock held exclusively
 * ------------------------------------------------------------------ */

enum { MOST_ATTEMPTS = 8 };

/* What must come before the text, and the text: one write, if there is memory for it. */
static void put_before(const struct file *file, struct pylog_buffer *out) {
    if (file->mark)
        pylog__put_byte_order_mark(file->codec, out);
    if (file->fragment)
        pylog__encode(file->codec, "\n", 1, out);
}

/* A pipe or a device takes the rest of a record where it stopped. */
static int write_to_device(const struct file *file, const char *bytes, size_t length) {
    while (length) {
        ptrdiff_t taken = pylog__port_file_write(file->file, bytes, length);
        if (taken == 0)
            errno = EIO;
        if (taken == 0 || (taken < 0 && errno != EINTR))
            return -1;
        if (taken > 0) {
            bytes += taken;
            length -= (size_t)taken;
        }
    }
    return 0;
}

/* In a file others may have appended meanwhile: the fragment is ended, and the record written again. */
static int write_to_file(struct file *file, const char *bytes, size_t length) {
    ptrdiff_t taken;
    do
        taken = pylog__port_file_write(file->file, bytes, length);
    while (taken < 0 && errno == EINTR);
    if (taken == (ptrdiff_t)length) {
        file->fragment = false;
        return 0;
    }
    file->fragment |= taken > 0;
    errno = taken < 0 ? errno : EIO;
    return taken < 0 ? -1 : 1;
}

static int write_once(struct file *file, bool regular, const char *text, size_t length) {
    char storage[1024];
    struct pylog_buffer whole;
    pylog__buffer_init(&whole, storage, sizeof storage);
    put_before(file, &whole);
    pylog__put(&whole, text, length);
    int result = -1;
    if (whole.failed)
        pylog__fail_memory();
    else
        result = regular ? write_to_file(file, whole.data, whole.length)
                         : write_to_device(file, whole.data, whole.length);
    pylog__buffer_release(&whole);
    if (result >= 0)
        file->mark = false;
    return result;
}

static int write_exclusively(struct file *file, const char *text, size_t length) {
    bool regular = pylog__port_file_size(file->file) >= 0;
    int result = 1;
    for (int attempts = 0; result > 0 && attempts < MOST_ATTEMPTS; attempts++)
        result = write_once(file, regular, text, length);
    settle_exclusive(file, regular);
    return result ? -1 : 0;
}

/* As in Python, a file of mode "w" that has been closed is not opened again: what was in it would be lost. */
static int open_and_write(pylog_handler *handler, struct file *file, const char *text, size_t length) {
    if (file->file == PYLOG__NO_FILE) {
        if (file->mode == 'w' && file->closed) {
            pylog_handler_count_dropped(handler, 1);
            return 0;
        }
        bool again = file->opened;
        pylog__file opened = open_file(file);
        if (opened == PYLOG__NO_FILE)
            return -1;
        take_file(file, opened);
        if (again)
            pylog_handler_count_reconnect(handler);
    }
    return write_exclusively(file, text, length);
}

/* ---- Operations
 * ------------------------------------------------------------------------------------------------- */

static int write_with_lock(pylog_handler *handler, struct file *file, const char *text, size_t length) {
    pylog_handler_acquire(handler);
    int result = open_and_write(handler, file, text, length);
    pylog_handler_release(handler);
    return result;
}

static int file_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    struct file *file = pylog_handler_data(handler);
    (void)record;
    if (file->file == PYLOG__NO_FILE || file->exclusive)
        return write_with_lock(handler, file, text, length);
    ptrdiff_t taken;
    do
        taken = pylog__port_file_write(file->file, text, length);
    while (taken < 0 && errno == EINTR);
    if (taken == (ptrdiff_t)length)
        return 0;
    if (taken < 0)
        return -1;
    pylog_handler_acquire(handler);
    file->fragment = taken > 0;
    int result = open_and_write(handler, file, text, length);
    pylog_handler_release(handler);
    return result;
}

static void file_close(pylog_handler *handler) {
    struct file *file = pylog_handler_data(handler);
    if (file->file != PYLOG__NO_FILE)
        pylog__port_file_close(file->file);
    file->file = PYLOG__NO_FILE;
    file->closed = true;
}

static void file_destroy(void *data) {
    struct file *file = data;
    pylog__free(file->base_filename);
    pylog__free(file);
}

static size_t file_describe(const pylog_handler *handler, char *buffer, size_t size) {
    return (size_t)snprintf(buffer, size, "%s", pylog_file_handler_base_filename(handler));
}

static const struct pylog_handler_ops file_ops = {
    .name = "FileHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
    .write = file_write,
    .close = file_close,
    .destroy = file_destroy,
    .describe = file_describe,
};

/* ---- Making
 * ------------------------------------------------------------------------------------------------------- */

static char *absolute_path(const char *path) {
    size_t size = strlen(path) + 256;
    for (;;) {
        char *out = pylog__allocate(size);
        if (!out) {
            pylog__fail_memory();
            return NULL;
        }
        ptrdiff_t length = pylog__port_absolute_path(path, out, size);
        if (length >= 0 && (size_t)length < size)
            return out;
        pylog__free(out);
        if (length < 0) {
            pylog__fail_os(errno, path);
            return NULL;
        }
        size = (size_t)length + 1;
    }
}

/* The mode of Python's open: one of a, w and x; b, t and + change nothing here. */
static int parse_mode(const char *mode, char *out) {
    size_t kinds = 0;
    for (const char *at = mode; *at; at++) {
        if (!strchr("awxrbt+", *at) || strchr(at + 1, *at))
            return pylog__fail_value("invalid mode: '%s'", mode);
        if (strchr("awxr", *at)) {
            *out = *at;
            kinds++;
        }
    }
    if (strchr(mode, 'b') && strchr(mode, 't'))
        return pylog__fail_value("can't have text and binary mode at once");
    if (kinds != 1)
        return pylog__fail_value(
            "Must have exactly one of create/read/write/append mode and at most one plus");
    return *out == 'r' ? pylog__fail_value("invalid mode: '%s': a log is written to", mode) : 0;
}

static int fill_file(struct file *file, const char *filename, const struct pylog_file_options *options) {
    if (!filename)
        return pylog__fail_type("a file name is needed, not NULL");
    if (parse_mode(options->mode ? options->mode : "a", &file->mode) ||
        pylog__codec_find(options->encoding, options->errors, &file->codec))
        return -1;
    file->make_directories = options->make_directories;
    file->base_filename = absolute_path(filename);
    if (!file->base_filename)
        return -1;
    if (options->delay)
        return 0;
    pylog__file opened = open_file(file);
    if (opened == PYLOG__NO_FILE)
        return -1;
    take_file(file, opened);
    return 0;
}

pylog_handler *pylog_file_handler_new(const char *filename, const struct pylog_file_options *options) {
    static const struct pylog_file_options defaults = { NULL };
    if (!options)
        options = &defaults;
    struct file *file = pylog__allocate_zeroed(sizeof *file);
    if (!file) {
        pylog__fail_memory();
        return NULL;
    }
    file->file = PYLOG__NO_FILE;
    pylog_handler *handler = NULL;
    if (fill_file(file, filename, options) == 0)
        handler = pylog_handler_new(&file_ops, file);
    if (handler && pylog_handler_set_encoding(handler, options->encoding, options->errors) == 0)
        return handler;
    if (handler) {
        pylog_handler_unref(handler);
        return NULL;
    }
    if (file->file != PYLOG__NO_FILE)
        pylog__port_file_close(file->file);
    file_destroy(file);
    return NULL;
}

static struct file *file_of(const pylog_handler *handler) {
    if (handler && pylog_handler_operations(handler) == &file_ops)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no file handler");
    return NULL;
}

int pylog_file_handler_reopen(pylog_handler *handler) {
    struct file *file = file_of(handler);
    if (!file)
        return -1;
    pylog_handler_acquire(handler);
    pylog__file opened = open_file(file);
    if (opened != PYLOG__NO_FILE) {
        if (file->file != PYLOG__NO_FILE)
            pylog__port_file_close(file->file);
        take_file(file, opened);
    }
    pylog_handler_release(handler);
    if (opened == PYLOG__NO_FILE)
        return -1;
    pylog_handler_count_reconnect(handler);
    return 0;
}

const char *pylog_file_handler_base_filename(const pylog_handler *handler) {
    struct file *file = file_of(handler);
    return file ? file->base_filename : NULL;
}

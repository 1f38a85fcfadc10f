/* Opening and appending. */
#include "append_file.h"

#include "error.h"
#include "memory.h"
#include <errno.h>

/* ---- Opening --------------------------------------------------------------------------------- */

PYLOG__COLD int pylog__make_directories(const char *path, unsigned permissions) {
    char *part = pylog__copy_string(path);
    if (!part)
        return pylog__fail_memory();
    int result = 0;
    for (char *at = part + 1; *at && !result; at++) {
        if (!pylog__port_is_separator(*at) || pylog__port_is_separator(at[-1]) || at[-1] == ':')
            continue;
        char separator = *at;
        *at = '\0';
        if (pylog__port_make_directory(part, permissions))
            result = pylog__fail_os(errno, part);
        *at = separator;
    }
    pylog__free(part);
    return result;
}

static void settle(struct pylog__append_file *file) {
    file->alone = !file->regular || file->mark || file->fragment || file->buffered || file->batching ||
                  file->held.length;
}

static void place_file(struct pylog__append_file *file, pylog__file opened,
                       const struct pylog__identity *identity) {
    pylog__port_hold_forks();
    file->file = opened;
    file->is = *identity;
    pylog__port_let_fork();
}

static int64_t next_look(void) {
    enum { SECOND_OF_LOOKS = 1000000000 };
    return pylog__port_now() + SECOND_OF_LOOKS;
}

static void take_file(struct pylog__append_file *file, pylog__file opened) {
    struct pylog__file_status status;
    if (pylog__port_file_status(opened, &status))
        status = (struct pylog__file_status){ .size = -1 };
    place_file(file, opened, &(struct pylog__identity){ status.device, status.number });
    file->look_at = next_look();
    file->mark = file->codec.mark_length && status.size <= 0;
    file->fragment = false;
    file->opened = true;
    file->regular = status.size >= 0;
    settle(file);
}

static pylog__file open_path(const struct pylog__append_file *file) {
    unsigned flags = file->no_follow ? PYLOG__FILE_NO_FOLLOW : 0;
    if (!file->opened && file->mode == 'w')
        flags |= PYLOG__FILE_TRUNCATE;
    if (!file->opened && file->mode == 'x')
        flags |= PYLOG__FILE_EXCLUSIVE;
    if (file->make_directories && pylog__make_directories(file->path, file->directory_permissions))
        return PYLOG__NO_FILE;
    pylog__file opened = pylog__port_file_open(file->path, flags, file->permissions);
    if (opened == PYLOG__NO_FILE)
        pylog__fail_os(errno, file->path);
    return opened;
}

PYLOG__COLD int pylog__append_file_reopen(struct pylog__append_file *file) {
    pylog__file opened = open_path(file);
    if (opened == PYLOG__NO_FILE)
        return -1;
    if (opened != file->file) /* else others have closed it, and its number is free to be given again */
        pylog__append_file_close(file);
    take_file(file, opened);
    return 0;
}

int pylog__append_file_open(struct pylog__append_file *file) {
    return file->file == PYLOG__NO_FILE ? pylog__append_file_reopen(file) : 0;
}

PYLOG__COLD int pylog__append_file_close(struct pylog__append_file *file) {
    if (file->file == PYLOG__NO_FILE)
        return 0;
    pylog__append_file_look(file);
    int result = pylog__append_file_flush(file);
    int error = errno;
    pylog__file closing = pylog__port_place(&file->file, PYLOG__NO_FILE);
    if (closing != PYLOG__NO_FILE)
        pylog__port_file_close(closing);
    errno = error;
    return result;
}

/* ---- Losing it ------------------------------------------------------------------------------- */

static void lose_file(struct pylog__append_file *file) {
    pylog__port_place(&file->file, PYLOG__NO_FILE);
    file->lost = true;
}

PYLOG__COLD bool pylog__append_file_look(struct pylog__append_file *file) {
    if (file->file == PYLOG__NO_FILE)
        return false;
    file->look_at = next_look();
    if (pylog__port_is_same(file->file, &file->is))
        return false;
    lose_file(file);
    return true;
}

/* After a write that failed: was that because the number is not the file's any more? Then it has been opened
 * again. */
PYLOG__COLD static bool has_found_again(struct pylog__append_file *file) {
    if (errno != EBADF || file->file == PYLOG__NO_FILE)
        return false;
    lose_file(file);
    return pylog__append_file_open(file) == 0;
}

PYLOG__COLD bool pylog__append_file_was_lost(struct pylog__append_file *file) {
    const bool lost = file->lost;
    file->lost = false;
    if (lost)
        pylog__fail_as("OSError", EBADF,
                       "[Errno %d] Bad file descriptor: '%s': the program has closed it, which is not its own; "
                       "it is opened again",
                       EBADF, file->path);
    return lost;
}

PYLOG__COLD void pylog__append_file_after_fork(struct pylog__append_file *file) {
    pylog__append_file_forget(file);
    if (file->file != PYLOG__NO_FILE && !pylog__port_is_same(file->file, &file->is))
        lose_file(file);
    file->lost = false; /* that is how it was in the parent */
}

/* ---- Making ---------------------------------------------------------------------------------- */

PYLOG__COLD char *pylog__absolute_path(const char *path) {
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
PYLOG__COLD static int parse_mode(const char *mode, char *out) {
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
    if (kinds > 1)
        return pylog__fail_value("must have exactly one of create/read/write/append mode");
    if (!kinds)
        return pylog__fail_value(
            "Must have exactly one of create/read/write/append mode and at most one plus");
    return *out == 'r' ? pylog__fail_value("invalid mode: '%s': a log is written to", mode) : 0;
}

PYLOG__COLD static int check_permissions(const struct pylog_file_options *options) {
    enum { OF_FILES = 0777, OF_DIRECTORIES = 07777 };
    if (options->permissions > OF_FILES)
        return pylog__fail_value("bad permissions of a file: 0%o", options->permissions);
    if (options->directory_permissions > OF_DIRECTORIES)
        return pylog__fail_value("bad permissions of a directory: 0%o", options->directory_permissions);
    return 0;
}

/* To hold records back; false without memory. */
static bool make_room(struct pylog__append_file *file, size_t size) {
    char *storage = size < SIZE_MAX ? pylog__allocate(size + 1) : NULL;
    if (!storage)
        return false;
    pylog__buffer_init(&file->held, storage, size + 1);
    file->held.fixed = true;
    return true;
}

PYLOG__COLD int pylog__append_file_init(struct pylog__append_file *file, const char *path,
                                        const struct pylog_file_options *options,
                                        pylog__codec_find_function *find_codec) {
    *file = (struct pylog__append_file){
        .file = PYLOG__NO_FILE,
        .make_directories = options->make_directories,
        .no_follow = options->no_follow,
        .permissions = options->permissions,
        .directory_permissions = options->directory_permissions,
    };
    if (!path)
        return pylog__fail_type("a file name is needed, not NULL");
    if (check_permissions(options))
        return -1;
    if (parse_mode(options->mode ? options->mode : "a", &file->mode) ||
        (find_codec && find_codec(options->encoding, options->errors, &file->codec)))
        return -1;
    file->path = pylog__absolute_path(path);
    if (!file->path)
        return -1;
    file->buffered = options->buffer_size;
    if (!file->buffered || make_room(file, options->buffer_size))
        return 0;
    pylog__free(file->path);
    return pylog__fail_memory();
}

void pylog__append_file_release(struct pylog__append_file *file) {
    pylog__append_file_close(file);
    pylog__free(file->held.data);
    pylog__free(file->path);
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* One write; again, if a signal came before it. */
static ptrdiff_t write_once(const struct pylog__append_file *file, const char *bytes, size_t length) {
    ptrdiff_t taken;
    do
        taken = pylog__port_file_write(file->file, bytes, length);
    while (taken < 0 && errno == EINTR);
    return taken;
}

/* After the first write took less. */
PYLOG__COLD enum pylog__appended pylog__append_file_write_again(const struct pylog__append_file *file,
                                                                ptrdiff_t taken, const char *text,
                                                                size_t length) {
    if (taken < 0 && errno == EINTR)
        taken = write_once(file, text, length);
    if (taken == (ptrdiff_t)length)
        return PYLOG__APPENDED;
    if (taken < 0)
        return errno == EBADF ? PYLOG__APPEND_ALONE : PYLOG__APPEND_FAILED;
    return taken ? PYLOG__APPEND_REST : PYLOG__APPEND_ALONE;
}

/* As much as can be written: to a file once, because others may append meanwhile; to a pipe or a device until
 * it takes no more. -1, if it was nothing. */
static ptrdiff_t append(const struct pylog__append_file *file, const char *bytes, size_t length) {
    size_t taken = 0;
    ptrdiff_t now;
    do {
        now = write_once(file, bytes + taken, length - taken);
        taken += now > 0 ? (size_t)now : 0;
    } while (!file->regular && now > 0 && taken < length);
    if (now == 0)
        errno = EIO;
    return taken ? (ptrdiff_t)taken : -1;
}

/* Write what must come first, and the text. -1, or how much of the text is in the file: a fragment, if it is
 * not all of it. */
PYLOG__COLD static ptrdiff_t write_behind(struct pylog__append_file *file, const char *text, size_t length) {
    char storage[1024];
    struct pylog_buffer whole;
    pylog__buffer_init(&whole, storage, sizeof storage);
    if (file->mark && pylog__port_file_size(file->file) <= 0) /* else another process was first */
        pylog__put(&whole, file->codec.mark, file->codec.mark_length);
    if (file->fragment)
        pylog__encode(&file->codec, "\n", 1, &whole);
    ptrdiff_t before = (ptrdiff_t)whole.length, taken = -1;
    pylog__put(&whole, text, length);
    if (whole.failed)
        pylog__fail_memory();
    else
        taken = append(file, whole.data, whole.length);
    pylog__buffer_release(&whole);
    if (taken < before)
        return taken < 0 ? -1 : 0;
    file->mark = file->fragment = false;
    return taken - before;
}

static ptrdiff_t write_some(struct pylog__append_file *file, const char *text, size_t length) {
    bool first = !file->mark && !file->fragment;
    ptrdiff_t taken = first ? append(file, text, length) : write_behind(file, text, length);
    if (taken > 0)
        file->fragment = taken < (ptrdiff_t)length;
    return taken;
}

enum { MOST_ATTEMPTS = 8 };

/* A record of which only a part was written is written again, whole. */
static int write_through(struct pylog__append_file *file, const char *text, size_t length) {
    ptrdiff_t taken = 0;
    for (int attempts = 0; taken >= 0 && taken < (ptrdiff_t)length && attempts < MOST_ATTEMPTS; attempts++)
        taken = write_some(file, text, length);
    if (taken < 0 && has_found_again(file))
        taken = write_some(file, text, length);
    settle(file);
    if (taken == (ptrdiff_t)length)
        return 0;
    if (taken >= 0)
        errno = EIO;
    return -1;
}

/* ---- Holding back ---------------------------------------------------------------------------- */

/* The length of the whole lines among the first `length` bytes. What is held begins with a whole character,
 * so that in wide encodings, too, only a newline looks like one. */
PYLOG__COLD static size_t whole_lines(const struct pylog__append_file *file, size_t length) {
    char storage[8];
    struct pylog_buffer newline;
    pylog__buffer_init(&newline, storage, sizeof storage);
    pylog__encode(&file->codec, "\n", 1, &newline);
    length -= length % newline.length;
    while (length && memcmp(file->held.data + length - newline.length, newline.data, newline.length) != 0)
        length -= newline.length;
    return length;
}

/* Write once, and keep what is not in the file whole. Returns how much of it is in the file, or -1. */
static ptrdiff_t flush_some(struct pylog__append_file *file) {
    ptrdiff_t taken = write_some(file, file->held.data, file->held.length);
    if (taken <= 0)
        return taken;
    size_t whole = (size_t)taken < file->held.length ? whole_lines(file, (size_t)taken) : (size_t)taken;
    file->fragment = (size_t)taken > whole;
    file->held.length -= whole;
    memmove(file->held.data, file->held.data + whole, file->held.length);
    return (ptrdiff_t)whole;
}

/* Of many records those that are in the file whole are not written again. */
int pylog__append_file_flush(struct pylog__append_file *file) {
    ptrdiff_t whole = 0;
    if (!file->held.length)
        return 0;
    if (pylog__append_file_ready(file, pylog__port_now()))
        return -1;
    for (int attempts = 0; whole >= 0 && file->held.length && attempts < MOST_ATTEMPTS; attempts++) {
        whole = flush_some(file);
        if (whole < 0 && has_found_again(file))
            whole = 0;
        if (whole > 0)
            attempts = 0;
    }
    settle(file);
    if (!file->held.length)
        return 0;
    if (whole >= 0)
        errno = EIO;
    return -1;
}

void pylog__append_file_forget(struct pylog__append_file *file) {
    file->held.length = 0;
}

static size_t room(const struct pylog__append_file *file) {
    return file->held.capacity - 1 - file->held.length;
}

/* A flush that fails may have made room all the same. */
static int hold(struct pylog__append_file *file, const char *text, size_t length) {
    if (length > room(file) && pylog__append_file_flush(file) && length > room(file))
        return -1;
    if (length >= file->held.capacity)
        return write_through(file, text, length);
    memcpy(file->held.data + file->held.length, text, length);
    file->held.length += length;
    return 0;
}

/* What is not held back comes behind what was. */
int pylog__append_file_write_alone(struct pylog__append_file *file, bool rest, const char *text,
                                   size_t length) {
    file->fragment |= rest;
    if (file->buffered || pylog__append_file_is_mine(file))
        return hold(file, text, length);
    return pylog__append_file_flush(file) ? -1 : write_through(file, text, length);
}

/* Without memory nothing is held back. */
int pylog__append_file_batch(struct pylog__append_file *file, bool on) {
    enum { BATCH_SIZE = 64 * 1024 };
    if (file->buffered)
        return 0;
    file->batching = on && (file->held.data || make_room(file, BATCH_SIZE));
    file->batcher = pylog__port_thread_id();
    settle(file);
    return on ? 0 : pylog__append_file_flush(file);
}

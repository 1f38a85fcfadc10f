/* Opening and appending. */
#include "append_write.h"
#include "append_file.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
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
    file->fragment = file->unended = file->unknown = file->stuck = file->inherited = false;
    file->opened = true;
    file->regular = status.size >= 0;
    pylog__append_file_look_at_end(file);
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
    pylog__append_end_parts(file, NULL);
    int result = pylog__append_file_flush(file);
    int error = errno;
    pylog__append_close_lanes(file);
    pylog__file closing = pylog__port_place(&file->file, PYLOG__NO_FILE);
    if (closing != PYLOG__NO_FILE)
        pylog__port_file_close(closing);
    errno = error;
    return result;
}

/* ---- Losing it ------------------------------------------------------------------------------- */

static void lose_file(struct pylog__append_file *file) {
    pylog__append_close_lanes(file);
    pylog__port_place(&file->file, PYLOG__NO_FILE);
    file->lost = true;
}

PYLOG__COLD bool pylog__append_file_look(struct pylog__append_file *file) {
    if (file->file == PYLOG__NO_FILE)
        return false;
    file->look_at = next_look();
    if (pylog__port_is_same(file->file, &file->is)) {
        pylog__append_forget_lost_lanes(file);
        pylog__append_file_look_at_end(file);
        return false;
    }
    lose_file(file);
    return true;
}

PYLOG__COLD bool pylog__append_found_again(struct pylog__append_file *file) {
    if (errno != EBADF || file->file == PYLOG__NO_FILE)
        return false;
    lose_file(file);
    return pylog__append_file_open(file) == 0;
}

PYLOG__COLD bool pylog__append_file_was_lost(struct pylog__append_file *file) {
    const bool lost = file->lost;
    file->lost = false;
    if (lost)
        pylog__fail_as(
            "OSError", EBADF,
            "[Errno %d] Bad file descriptor: '%s': the program has closed it, which is not its own; "
            "it is opened again",
            EBADF, file->path);
    return lost;
}

/* A thread of the child may get the number of one that has not come along: it has no batch. */
PYLOG__COLD void pylog__append_file_after_fork(struct pylog__append_file *file) {
    file->held.length = 0;
    file->batching = pylog__append_file_is_mine(file);
    atomic_store_explicit(&file->parts, NULL, memory_order_relaxed);
    for (size_t i = 0; i < PYLOG__APPEND_LANES; i++)
        atomic_store_explicit(&file->lanes[i].busy, false, memory_order_relaxed);
    pylog__append_close_lanes(file);
    if (file->file != PYLOG__NO_FILE && !pylog__port_is_same(file->file, &file->is))
        lose_file(file);
    file->lost = false; /* that is how it was in the parent */
    file->inherited = file->file != PYLOG__NO_FILE && file->regular;
    pylog__append_settle(file);
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
PYLOG__COLD static int parse_mode(const struct pylog_file_options *options, char *out) {
    const char *mode = options->mode ? options->mode : "a";
    size_t kinds = 0;
    for (const char *at = mode; *at; at++) {
        if (!strchr("awxrbt+", *at) || strchr(at + 1, *at))
            return pylog__fail_value("invalid mode: '%s'", mode);
        if (strchr("awxr", *at)) {
            *out = *at;
            kinds++;
        }
    }
    const bool binary = strchr(mode, 'b');
    if (binary && strchr(mode, 't'))
        return pylog__fail_value("can't have text and binary mode at once");
    if (kinds > 1)
        return pylog__fail_value("must have exactly one of create/read/write/append mode");
    if (binary && (options->encoding || options->errors))
        return pylog__fail_value("binary mode doesn't take an %s argument",
                                 options->encoding ? "encoding" : "errors");
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
static bool make_append_room(struct pylog__append_file *file, size_t size) {
    char *storage = size < SIZE_MAX ? pylog__allocate(size + 1) : NULL;
    if (!storage)
        return false;
    pylog__buffer_init(&file->held, storage, size + 1);
    file->held.fixed = true;
    return true;
}

static void note_newline(struct pylog__append_file *file) {
    struct pylog_buffer newline;
    char storage[8];
    pylog__buffer_init(&newline, storage, sizeof storage);
    pylog__encode(&file->codec, "\n", 1, &newline);
    memcpy(file->newline, newline.data, newline.length);
    file->newline_length = newline.length;
}

static size_t size_of(const char *name) {
    return name ? strlen(name) + 1 : 0;
}

static char *add_name(char *at, const char *name) {
    return name ? (char *)memcpy(at, name, strlen(name) + 1) + strlen(name) + 1 : at;
}

/* False without memory. */
PYLOG__COLD static bool keep_names(struct pylog__append_file *file, const struct pylog_file_options *options) {
    const char *mode = options->mode, *encoding = options->encoding, *errors = options->errors;
    const size_t size = size_of(mode) + size_of(encoding) + size_of(errors);
    file->given = size ? pylog__allocate(size) : NULL;
    if (file->given)
        add_name(add_name(add_name(file->given, mode), encoding), errors);
    file->has_mode = mode;
    file->has_encoding = encoding;
    file->has_errors = errors;
    return file->given || !size;
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
    if (pylog__check_members(options) || check_permissions(options) ||
        pylog__interval_check("flush_interval", options->flush_interval))
        return -1;
    if (parse_mode(options, &file->mode) ||
        (find_codec && find_codec(options->encoding, options->errors, &file->codec)))
        return -1;
    note_newline(file);
    file->path = pylog__absolute_path(path);
    if (!file->path)
        return -1;
    file->buffered = options->buffer_size;
    if (keep_names(file, options) && (!file->buffered || make_append_room(file, options->buffer_size)))
        return 0;
    pylog__free(file->given);
    pylog__free(file->path);
    return pylog__fail_memory();
}

void pylog__append_file_release(struct pylog__append_file *file) {
    pylog__append_file_close(file);
    pylog__free(file->held.data);
    pylog__free(file->given);
    pylog__free(file->path);
}

/* ---- Holding back ---------------------------------------------------------------------------- */

/* The length of the whole lines among the first `length` bytes. What is held begins with a whole character,
 * so that in wide encodings, too, only a newline looks like one. */
PYLOG__COLD static size_t whole_lines(const struct pylog__append_file *file, size_t length) {
    length -= length % file->newline_length;
    while (length && !pylog__append_ends_line(file, file->held.data, length))
        length -= file->newline_length;
    return length;
}

/* Keep what is not in the file whole. Of many records those that are in it whole are not written again. */
static size_t forget_written(struct pylog__append_file *file, const struct pylog__append_part *part) {
    size_t whole = part->taken == file->held.length ? part->taken : whole_lines(file, part->taken);
    if (part->taken > whole)
        pylog__append_end(file, file->held.data + whole, part->taken - whole, part->end);
    file->held.length -= whole;
    memmove(file->held.data, file->held.data + whole, file->held.length);
    return whole;
}

int pylog__append_file_flush(struct pylog__append_file *file) {
    enum pylog__pushed pushed = PYLOG__PUSHED_APART;
    if (!file->held.length)
        return 0;
    if (pylog__append_file_ready(file, pylog__port_now()))
        return -1;
    for (int i = 0; pushed == PYLOG__PUSHED_APART && i < PYLOG__APPEND_MOST_ATTEMPTS; i++) {
        struct pylog__append_part part = { .lines = true };
        pushed = pylog__append_push(file, file->held.data, file->held.length, &part);
        if (forget_written(file, &part))
            i = 0;
        if (pushed == PYLOG__PUSHED_FAILED && pylog__append_found_again(file))
            pushed = PYLOG__PUSHED_APART;
    }
    pylog__append_settle(file);
    if (pushed == PYLOG__PUSHED_APART)
        errno = EIO;
    return pushed == PYLOG__PUSHED_ALL ? 0 : -1;
}

static size_t room(const struct pylog__append_file *file) {
    return file->held.capacity - 1 - file->held.length;
}

/* A flush that fails may have made room all the same. */
static int hold_record(struct pylog__append_file *file, const char *text, size_t length) {
    if (length > room(file) && pylog__append_file_flush(file) && length > room(file))
        return -1;
    if (length >= file->held.capacity)
        return pylog__append_record(file, text, length, &(struct pylog__append_part){ 0 });
    memcpy(file->held.data + file->held.length, text, length);
    file->held.length += length;
    return 0;
}

/* What is not held back comes behind what was. */
int pylog__append_file_write_alone(struct pylog__append_file *file, struct pylog__append_part *part,
                                   const char *text, size_t length) {
    struct pylog__append_part mine = { 0 };
    pylog__append_end_parts(file, part);
    if (part && !part->ended) {
        mine = *part;
        file->limited = pylog__port_file_is_limited();
    }
    if (!file->buffered && !pylog__append_file_is_mine(file))
        return pylog__append_file_flush(file) ? -1 : pylog__append_record(file, text, length, &mine);
    if (mine.taken)
        pylog__append_end(file, text, mine.taken, mine.end);
    return hold_record(file, text, length);
}

/* Without memory nothing is held back. */
int pylog__append_file_batch(struct pylog__append_file *file, bool on) {
    enum { BATCH_SIZE = 64 * 1024 };
    if (file->buffered)
        return 0;
    file->batching = on && (file->held.data || make_append_room(file, BATCH_SIZE));
    file->batcher = pylog__thread_mark();
    pylog__append_settle(file);
    return on ? 0 : pylog__append_file_flush(file);
}

/* ---- What it tells --------------------------------------------------------------------------------------------- */

/* The name at hand, and go on to the next one. */
static const char *next_name(const char **at, bool has) {
    const char *name = has ? *at : NULL;
    if (has)
        *at += strlen(name) + 1;
    return name;
}

void pylog__append_file_state(const struct pylog__append_file *file, struct pylog_file_state *out) {
    const char *at = file->given;
    const char *mode = next_name(&at, file->has_mode);
    out->mode = mode ? mode : "a";
    out->encoding = next_name(&at, file->has_encoding);
    out->errors = next_name(&at, file->has_errors);
    out->open = file->file != PYLOG__NO_FILE;
}

/* Writing records to a file that is appended to: append_write.h says how. */
#include "append_write.h"

#include "../base/error.h"
#include "../base/memory.h"

void pylog__append_settle(struct pylog__append_file *file) {
    file->alone = !file->regular || file->mark || file->fragment || file->unended || file->unknown ||
                  file->limited || file->inherited || file->buffered || file->batching || file->held.length ||
                  file->newline_length > 1;
}

/* ---- With the lock held exclusively ---------------------------------------------------------- */

/* A pipe or a device that takes nothing is waited for; if that was in vain, it is not again until it takes
 * something. */
static bool has_room(struct pylog__append_file *file, int64_t *deadline) {
    if (errno != EAGAIN || file->regular || file->stuck)
        return false;
    if (!*deadline)
        *deadline = pylog__deadline(PYLOG__APPEND_SECONDS);
    if (pylog__port_file_wait(file->file, *deadline) == 0)
        return true;
    file->stuck = errno == EAGAIN;
    return false;
}

/* One write; again, if a signal came before it. */
static ptrdiff_t write_once(struct pylog__append_file *file, const char *bytes, size_t length,
                            int64_t *deadline) {
    struct pylog__quiet quiet;
    const bool guarded = !file->regular || file->limited;
    ptrdiff_t taken;
    if (guarded)
        pylog__port_quiet_begin(&quiet);
    do
        taken = pylog__port_file_write(file->file, bytes, length);
    while (taken < 0 && (errno == EINTR || has_room(file, deadline)));
    if (guarded)
        pylog__port_quiet_end(&quiet, taken < 0 ? errno : 0);
    if (taken > 0)
        file->stuck = false;
    return taken;
}

static bool begins_with_something(struct pylog__append_file *file, const char *text, size_t length) {
    if (file->unended && !pylog__append_ends_line(file, text, length))
        file->unended = false; /* these are no lines */
    return file->mark || file->fragment || file->unended;
}

/* Write the text, and before it a byte order mark or the end of a fragment, as the file needs it. Returns how many bytes
 * of the text are in the file: fewer than `length` are a fragment. -1 with the error set. */
PYLOG__COLD static ptrdiff_t write_behind(struct pylog__append_file *file, const char *text, size_t length,
                                          int64_t *deadline) {
    char storage[1024];
    struct pylog_buffer whole;
    pylog__buffer_init(&whole, storage, sizeof storage);
    if (file->mark && pylog__port_file_size(file->file) <= 0) /* else another process was first */
        pylog__put(&whole, file->codec.mark, file->codec.mark_length);
    if (file->fragment || file->unended) {
        pylog__put(&whole, "\0\0\0", file->pad);
        pylog__put(&whole, file->newline, file->newline_length);
    }
    ptrdiff_t before = (ptrdiff_t)whole.length, taken = -1;
    pylog__put(&whole, text, length);
    if (whole.failed)
        pylog__fail_memory();
    else
        taken = write_once(file, whole.data, whole.length, deadline);
    pylog__buffer_release(&whole);
    if (taken < before)
        return taken < 0 ? -1 : 0;
    file->mark = file->fragment = file->unended = false;
    return taken - before;
}

/* After a write that continued a record, or wrote a part of it. Returns false if another process has written in between:
 * then these bytes do not belong to the record's beginning, and are ended as a fragment. */
static bool note_part(struct pylog__append_file *file, const char *text, size_t now,
                      struct pylog__append_part *part) {
    int64_t before = part->end, end = pylog__port_file_position(file->file);
    if (part->taken && end != before + (int64_t)now) {
        pylog__append_end(file, text + part->taken, now, end);
        return false;
    }
    part->end = end;
    return true;
}

/* A child of fork shares the opened file, and its position, with the parent: open the file again, where that is
 * possible. Keeps errno. */
PYLOG__COLD static void open_own(struct pylog__append_file *file) {
    int error = errno;
    pylog__file own = pylog__port_file_open_again(file->file, file->path, false);
    file->inherited = false;
    if (own != PYLOG__NO_FILE) {
        pylog__port_file_close(pylog__port_place(&file->file, own));
    }
    errno = error;
}

/* Of many records the rest of the one that was cut goes into the file by itself: another process may come before
 * it, and then this record alone is to be written again. Into a pipe all of them go on, within one deadline: what came
 * between cannot be told there. */
static size_t end_of_rest(const struct pylog__append_file *file, const char *text, size_t length,
                          const struct pylog__append_part *part) {
    size_t width = file->newline_length, end = part->taken - part->taken % width + width;
    if (!part->taken || !part->lines || !file->regular)
        return length;
    while (end < length && !pylog__append_ends_line(file, text, end))
        end += width;
    return end < length ? end : length;
}

enum pylog__pushed pylog__append_push(struct pylog__append_file *file, const char *text, size_t length,
                                      struct pylog__append_part *part) {
    int64_t deadline = 0;
    if (file->inherited)
        open_own(file);
    for (int idle = 0; part->taken < length;) {
        const bool begun = part->taken;
        if (begun && file->regular && part->lines && part->taken % file->newline_length == 0 &&
            pylog__append_ends_line(file, text, part->taken))
            return PYLOG__PUSHED_APART;
        if (begun && file->regular && !pylog__append_is_last(file, text, part->taken, part->end))
            return PYLOG__PUSHED_APART;
        const size_t end = end_of_rest(file, text, length, part);
        ptrdiff_t now = !begun && begins_with_something(file, text, length)
                            ? write_behind(file, text, length, &deadline)
                            : write_once(file, text + part->taken, end - part->taken, &deadline);
        if (now == 0 && ++idle == PYLOG__APPEND_MOST_ATTEMPTS)
            errno = EIO;
        if (now < 0 || idle == PYLOG__APPEND_MOST_ATTEMPTS)
            return PYLOG__PUSHED_FAILED;
        if (now == 0)
            continue;
        if (file->regular && (begun || now < (ptrdiff_t)length) && !note_part(file, text, (size_t)now, part))
            return PYLOG__PUSHED_APART;
        part->taken += (size_t)now;
        idle = 0;
    }
    return PYLOG__PUSHED_ALL;
}

int pylog__append_record(struct pylog__append_file *file, const char *text, size_t length,
                         struct pylog__append_part *part) {
    enum pylog__pushed pushed = PYLOG__PUSHED_APART;
    bool again = true;
    for (int i = 0; pushed == PYLOG__PUSHED_APART && i < PYLOG__APPEND_MOST_ATTEMPTS; i++) {
        pushed = pylog__append_push(file, text, length, part);
        if (pushed == PYLOG__PUSHED_FAILED && again && pylog__append_found_again(file)) {
            again = false;
            pushed = PYLOG__PUSHED_APART;
        }
        if (pushed != PYLOG__PUSHED_ALL && part->taken)
            pylog__append_end(file, text, part->taken, part->end);
        *part = (struct pylog__append_part){ 0 };
    }
    if (pushed == PYLOG__PUSHED_ALL && length >= PYLOG__APPEND_LARGE)
        pylog__append_look_behind(file, file->file, text, length);
    pylog__append_settle(file);
    if (pushed == PYLOG__PUSHED_APART)
        errno = EIO;
    return pushed == PYLOG__PUSHED_ALL ? 0 : -1;
}

/* ---- Beside others --------------------------------------------------------------------------- */

/* They stand on the stacks of their writers, who cannot go on before they have the lock. */
static void push_part(struct pylog__append_file *file, struct pylog__append_part *part) {
    struct pylog__append_part *first = atomic_load_explicit(&file->parts, memory_order_relaxed);
    do
        part->next = first;
    while (!atomic_compare_exchange_weak_explicit(&file->parts, &first, part, memory_order_release,
                                                  memory_order_relaxed));
}

void pylog__append_end_parts(struct pylog__append_file *file, const struct pylog__append_part *but) {
    struct pylog__append_part *part = atomic_load_explicit(&file->parts, memory_order_relaxed);
    if (!part)
        return;
    part = atomic_exchange_explicit(&file->parts, NULL, memory_order_acquire);
    for (; part; part = part->next) {
        if (part == but)
            continue;
        pylog__append_end(file, part->text, part->taken, part->end);
        part->ended = true;
    }
}

/* The lane is this thread's, until it is given back here. */
PYLOG__COLD enum pylog__appended pylog__append_file_write_more(struct pylog__append_file *file,
                                                               struct pylog__append_lane *lane,
                                                               ptrdiff_t taken, const char *text,
                                                               size_t length,
                                                               struct pylog__append_part *part) {
    const pylog__file through = pylog__append_lane_file(file, lane);
    enum pylog__appended result = PYLOG__APPENDED;
    while (taken < 0 && errno == EINTR)
        taken = pylog__port_file_write(through, text, length);
    if (taken < 0) {
        const bool closed = errno == EBADF; /* by others; the file is looked at by whoever has it alone */
        result = closed ? PYLOG__APPEND_ALONE : PYLOG__APPEND_FAILED;
        lane->open = lane->open && !closed;
    } else if (taken == 0) {
        result = PYLOG__APPEND_ALONE;
    } else if (taken < (ptrdiff_t)length) {
        *part = (struct pylog__append_part){ .text = text, .taken = (size_t)taken };
        part->end = pylog__port_file_position(through);
        push_part(file, part);
        result = PYLOG__APPEND_REST;
    } else if (length >= PYLOG__APPEND_LARGE) {
        pylog__append_look_behind(file, through, text, length);
    }
    atomic_store_explicit(&lane->busy, false, memory_order_release);
    return result;
}

static bool open_lane(struct pylog__append_file *file, struct pylog__append_lane *lane) {
    if (lane->open)
        return true;
    pylog__file opened = pylog__port_file_open_again(file->file, file->path, false);
    pylog__port_hold_forks();
    lane->open = opened != PYLOG__NO_FILE;
    lane->file = opened;
    pylog__port_let_fork();
    return lane->open;
}

static struct pylog__append_lane *find_append_lane(struct pylog__append_file *file) {
    enum { ROUNDS = 50 };
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < PYLOG__APPEND_LANES; i++)
            if (!atomic_load_explicit(&file->lanes[i].busy, memory_order_relaxed) &&
                !atomic_exchange_explicit(&file->lanes[i].busy, true, memory_order_acquire))
                return &file->lanes[i];
        pylog__port_relax();
    }
    return NULL;
}

/* Without a lane the record waits for the lock. */
PYLOG__COLD enum pylog__appended pylog__append_file_write_aside(struct pylog__append_file *file,
                                                                const char *text, size_t length,
                                                                struct pylog__append_part *part) {
    struct pylog__append_lane *lane = find_append_lane(file);
    if (!lane)
        return PYLOG__APPEND_ALONE;
    if (lane != file->lanes && !open_lane(file, lane)) {
        atomic_store_explicit(&lane->busy, false, memory_order_release);
        return PYLOG__APPEND_ALONE;
    }
    ptrdiff_t taken = pylog__port_file_write(pylog__append_lane_file(file, lane), text, length);
    return pylog__append_file_write_more(file, lane, taken, text, length, part);
}

static void close_lane(struct pylog__append_file *file, struct pylog__append_lane *lane) {
    pylog__port_hold_forks();
    const bool open = lane->open;
    lane->open = false;
    pylog__port_let_fork();
    if (open && pylog__port_is_same(lane->file, &file->is))
        pylog__port_file_close(lane->file);
}

void pylog__append_close_lanes(struct pylog__append_file *file) {
    for (size_t i = 1; i < PYLOG__APPEND_LANES; i++)
        if (file->lanes[i].open)
            close_lane(file, &file->lanes[i]);
}

void pylog__append_forget_lost_lanes(struct pylog__append_file *file) {
    for (size_t i = 1; i < PYLOG__APPEND_LANES; i++)
        file->lanes[i].open = file->lanes[i].open && pylog__port_is_same(file->lanes[i].file, &file->is);
}

/* ---- Fragments ------------------------------------------------------------------------------------------------- */

bool pylog__append_ends_line(const struct pylog__append_file *file, const char *bytes, size_t length) {
    size_t width = file->newline_length;
    return length >= width && length % width == 0 &&
           memcmp(bytes + length - width, file->newline, width) == 0;
}

/* ---- The file, opened again ------------------------------------------------------------------ */

static pylog__file open_anywhere(const struct pylog__append_file *file) {
    return pylog__port_file_open_again(file->file, file->path, true);
}

/* Its last bytes are enough: a record that others have appended ends with a newline. */
static bool stands_before(pylog__file again, const char *bytes, size_t length, int64_t end) {
    char found[256];
    size_t most = length < sizeof found ? length : sizeof found;
    return end >= (int64_t)length &&
           pylog__port_file_read_at(again, found, most, end - (int64_t)most) == (ptrdiff_t)most &&
           memcmp(found, bytes + length - most, most) == 0;
}

/* Has it a newline that ends there? What was written before in a narrower encoding may count, too. */
static bool has_newline_before(const struct pylog__append_file *file, pylog__file again, int64_t end,
                               bool narrower) {
    char found[4];
    size_t width = file->newline_length;
    return end % (int64_t)width == 0 &&
           pylog__port_file_read_at(again, found, width, end - (int64_t)width) == (ptrdiff_t)width &&
           (memcmp(found, file->newline, width) == 0 || (narrower && found[width - 1] == '\n'));
}

static bool put_newline_before(const struct pylog__append_file *file, pylog__file again, int64_t end) {
    struct pylog__quiet quiet;
    size_t width = file->newline_length;
    pylog__port_quiet_begin(&quiet);
    ptrdiff_t taken = pylog__port_file_write_at(again, file->newline, width, end - (int64_t)width);
    pylog__port_quiet_end(&quiet, taken < 0 ? errno : 0);
    return taken == (ptrdiff_t)width;
}

/* ---- One's own ------------------------------------------------------------------------------- */

PYLOG__COLD bool pylog__append_is_last(const struct pylog__append_file *file, const char *bytes,
                                       size_t length, int64_t end) {
    if (end < 0 || pylog__port_file_size(file->file) != end)
        return false;
    pylog__file again = open_anywhere(file);
    if (again == PYLOG__NO_FILE)
        return false;
    bool last = stands_before(again, bytes, length, end);
    pylog__port_file_close(again);
    return last;
}

/* In wide encodings half a character cannot be overwritten. */
static bool end_in_place(const struct pylog__append_file *file, const char *bytes, size_t length,
                         int64_t end) {
    size_t width = file->newline_length;
    if (!file->regular || end < 0 || length < width || end % (int64_t)width)
        return false;
    pylog__file again = open_anywhere(file);
    if (again == PYLOG__NO_FILE)
        return false;
    bool done = stands_before(again, bytes, length, end) && put_newline_before(file, again, end);
    pylog__port_file_close(again);
    return done;
}

PYLOG__COLD void pylog__append_end(struct pylog__append_file *file, const char *bytes, size_t length,
                                   int64_t end) {
    int error = errno;
    if (file->file != PYLOG__NO_FILE && !pylog__append_ends_line(file, bytes, length) &&
        !end_in_place(file, bytes, length, end)) {
        file->fragment = true;
        file->pad = file->newline_length - (size_t)(end < 0 ? (int64_t)length : end) % file->newline_length;
        file->pad %= file->newline_length;
    }
    errno = error;
}

/* ---- Those of others ------------------------------------------------------------------------- */

/* A write that is under way looks like a fragment: it is waited for. What is not written in lines, by a
 * handler with another terminator say, is told from fragments when the first record comes (append_write.c).
 */
static bool ends_within_line(const struct pylog__append_file *file, pylog__file again, int64_t *size) {
    enum { LOOKS = 3 };
    for (int i = 0; i < LOOKS; i++) {
        *size = pylog__port_file_size(again);
        if (*size <= (int64_t)file->codec.mark_length || has_newline_before(file, again, *size, true))
            return false;
        pylog__port_file_await_writes(again);
    }
    return true;
}

PYLOG__COLD void pylog__append_file_look_at_end(struct pylog__append_file *file) {
    int64_t size = file->regular ? pylog__port_file_size(file->file) : -1;
    int error = errno;
    file->limited = file->regular && pylog__port_file_is_limited();
    if (size > 0 && !file->fragment) {
        pylog__file again = open_anywhere(file);
        file->unknown = again == PYLOG__NO_FILE;
        file->unended = !file->unknown && ends_within_line(file, again, &size);
        file->pad = (file->newline_length - (size_t)size % file->newline_length) % file->newline_length;
        if (!file->unknown)
            pylog__port_file_close(again);
    }
    errno = error;
    pylog__append_settle(file);
}

/* Its writer is dead, or ends it in the same way. */
PYLOG__COLD void pylog__append_look_behind(const struct pylog__append_file *file, pylog__file through,
                                           const char *text, size_t length) {
    if (!file->regular || !pylog__append_ends_line(file, text, length))
        return;
    int64_t end = pylog__port_file_position(through), start = end - (int64_t)length;
    if (start <= (int64_t)file->codec.mark_length || start % (int64_t)file->newline_length)
        return;
    pylog__file again = open_anywhere(file);
    if (again == PYLOG__NO_FILE)
        return;
    if (stands_before(again, text, length, end) && !has_newline_before(file, again, start, false))
        put_newline_before(file, again, start);
    pylog__port_file_close(again);
}

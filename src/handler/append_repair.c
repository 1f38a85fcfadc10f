/* Fragments in a file that is appended to: finding and ending them. */
#include "append_write.h"

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

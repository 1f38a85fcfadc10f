/* How records get into a file that is appended to, between append_file.c and its two helpers.
 *
 * A write may be cut short: the disk is full, a limit is reached, a signal comes. What it has left is a
 * fragment, and the kernel, which does the appending, goes on with the next record right behind it. No record
 * may stay there:
 *
 * - Who has made a fragment knows where it ends. Each write that runs beside others goes through an opening
 * of the file of its own (a lane), whose position nobody else moves. So a record costs one write and nothing
 *   more, and only after a fault the position is asked for.
 * - Then the lock is taken exclusively. If the fragment is still the end of the file, its record goes on
 * where it was cut. If not, the last byte of the fragment is overwritten with a newline: it is a line of its
 * own then, whatever has been appended behind it, and the record is written again, whole.
 * - Where that cannot be done (the file cannot be opened again, a pipe), the next record begins with a
 * newline.
 *
 * A fragment that another process has left, which was killed say, is seen when the file is opened, when it is
 * looked at once a second, and behind a large record of one's own. */
#ifndef PYLOG_HANDLER_APPEND_WRITE_H
#define PYLOG_HANDLER_APPEND_WRITE_H

#include "append_file.h"

#pragma GCC visibility push(hidden)

/* All of these with the lock held exclusively. */

/* Say anew whether a write needs it. */
void pylog__append_settle(struct pylog__append_file *file);

/* ---- append_write.c -------------------------------------------------------------------------- */

/* Write the text, with what must come before it in the file; or, after a `part` of it, the rest.
 * ALL: it is in the file. APART: another process has written in between, or may have; or the part of several records
 * ended with one of them. FAILED: errno says why. `part` then says how many bytes stand in the file in one piece. */
enum pylog__pushed { PYLOG__PUSHED_ALL, PYLOG__PUSHED_APART, PYLOG__PUSHED_FAILED };
enum pylog__pushed pylog__append_push(struct pylog__append_file *file, const char *text, size_t length,
                                      struct pylog__append_part *part);
enum { PYLOG__APPEND_MOST_ATTEMPTS = 8 };
/* Write a record, or the rest of it. Returns 0, or -1 with errno: then the file has no whole line of it. */
int pylog__append_record(struct pylog__append_file *file, const char *text, size_t length,
                         struct pylog__append_part *part);
/* End the fragments of writers that wait for the lock, except this one. */
void pylog__append_end_parts(struct pylog__append_file *file, const struct pylog__append_part *but);
/* Close all lanes but the first; or forget those whose descriptors somebody else has closed. */
void pylog__append_close_lanes(struct pylog__append_file *file);
void pylog__append_forget_lost_lanes(struct pylog__append_file *file);

/* ---- append_file.c --------------------------------------------------------------------------- */

/* After a write that failed: true if the descriptor was not this file's any more, and the file has been opened again. */
bool pylog__append_found_again(struct pylog__append_file *file);

/* ---- Fragments ------------------------------------------------------------------------- */

/* Are these bytes the last ones of the file, and is `end` its length? */
bool pylog__append_is_last(const struct pylog__append_file *file, const char *bytes, size_t length,
                           int64_t end);
/* End a fragment with a newline. The bytes are the fragment, and end at `end` in the file (-1: unknown). Keeps errno. */
void pylog__append_end(struct pylog__append_file *file, const char *bytes, size_t length, int64_t end);
/* Does the text end with a newline? */
bool pylog__append_ends_line(const struct pylog__append_file *file, const char *bytes, size_t length);
/* After a large record was written through `through`: end the fragment right before it, if there is one. With the lock
 * held shared at least. */
void pylog__append_look_behind(const struct pylog__append_file *file, pylog__file through, const char *text,
                               size_t length);

#pragma GCC visibility pop

#endif

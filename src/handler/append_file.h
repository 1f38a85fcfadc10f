/* A file that records are appended to, so that none is lost. All file handlers are built on it.
 *
 * A record is one write to a regular file that was opened for append. Several threads and processes may write at once.
 * Everything else is done by one thread alone: opening, writing to devices and pipes, and what follows a fault. For that
 * the file's owner has a lock. pylog__append_file_write needs it shared, all other functions exclusively. */
#ifndef PYLOG_HANDLER_APPEND_FILE_H
#define PYLOG_HANDLER_APPEND_FILE_H

#include "../port/lock.h"
#include "../codec/codec.h"

#pragma GCC visibility push(hidden)

enum {
    PYLOG__APPEND_LANES = 8, /* how many threads write to a file at once */
    /* After a record of so many bytes the writer looks whether a fragment stands before it in the file. */
    PYLOG__APPEND_LARGE = 32 * 1024,
    PYLOG__APPEND_SECONDS = 10 /* a pipe or device that takes nothing is waited for so long */
};

/* A record of which a write has put only a part into the file, until a thread with the lock has completed or ended it. */
struct pylog__append_part {
    struct pylog__append_part *next;
    const char *text;
    size_t taken;
    int64_t end; /* in the file; -1: unknown */
    bool ended;  /* the part has been ended with a newline: it is a line of its own */
    bool lines;  /* the text is several records, each a line */
};

/* The file, opened once more, so that another thread can write at the same time. */
struct pylog__append_lane {
    pylog__file file;
    bool open;        /* false for the first lane, whose file is that of struct pylog__append_file */
    atomic_bool busy; /* a thread writes through it */
};

struct pylog__append_file {
    char *path; /* absolute */
    char *given; /* mode, encoding and errors, as given, one after the other with their NULs; NULL: none was */
    bool has_mode, has_encoding, has_errors;
    char mode;  /* 'a', 'w' or 'x' */
    struct pylog__codec codec;
    char newline[4]; /* in the encoding */
    size_t newline_length;
    bool make_directories;
    bool no_follow;                              /* the path may not end in a link */
    unsigned permissions, directory_permissions; /* of what is made; 0: less the umask */
    pylog__file file;                            /* PYLOG__NO_FILE: not open */
    struct pylog__identity is;                   /* the open file */
    int64_t look_at; /* when to look whether the descriptor is still this file's; nanoseconds since the epoch */
    bool lost;       /* it was not, and that is still to be reported */
    bool opened;     /* it has been open once: from then on 'w' and 'x' append */
    bool regular;    /* it is no pipe and no device */
    bool alone;      /* writes need the exclusive lock: it is not regular, or one of these is set */
    bool mark;       /* a byte order mark must be written first */
    bool fragment;   /* an incomplete line must be ended first */
    bool unended;    /* the same, unless the text shows that records are no lines */
    size_t pad;      /* how many bytes the last character of that line lacks */
    bool unknown;    /* what stands in the file cannot be read */
    bool limited;    /* a write may raise a signal (SIGXFSZ) */
    bool inherited;  /* the descriptor is shared with the parent of fork, which moves the position, too */
    bool stuck;      /* this pipe or device was waited for in vain */
    struct pylog__append_lane lanes[PYLOG__APPEND_LANES];
    _Atomic(struct pylog__append_part *) parts; /* of writers who wait for the lock */
    struct pylog_buffer held; /* records that will be written together; no data: there have been none yet */
    bool buffered;            /* records of all threads are held back */
    bool batching;            /* those of one thread are, until its batch ends */
    uint64_t batcher;         /* that thread's mark */
};

/* The file is not opened yet. `find_codec` may be NULL where the options have no encoding and no errors. Returns 0, or -1
 * with EINVAL (a bad mode, encoding or errors, with Python's sentence) or ENOMEM. Then there is nothing to release. */
int pylog__append_file_init(struct pylog__append_file *file, const char *path,
                            const struct pylog_file_options *options, pylog__codec_find_function *find_codec);
/* Close and release it. A structure of zeroes with PYLOG__NO_FILE is fine. */
void pylog__append_file_release(struct pylog__append_file *file);

/* Open it, unless it is open. Once it has been open, the mode is "a". Returns 0, or -1 with the system's error. */
int pylog__append_file_open(struct pylog__append_file *file);

/* A program may close descriptors that are not its own (all of them, say). Then the system gives the number to another
 * file. So the library looks what the number stands for: when a write fails with EBADF, at most once a second before a
 * write, and before closing. A number that is not this file's any more is forgotten, and not closed.
 * Is it time to look? `now` is in nanoseconds since the epoch; a record's time will do. */
static inline bool pylog__append_file_is_unseen(const struct pylog__append_file *file, int64_t now) {
    return now >= file->look_at;
}
/* Look now. Returns true if the file was lost. It is not open then. */
bool pylog__append_file_look(struct pylog__append_file *file);
/* Look, if it is time, and open the file, unless it is open. Returns what pylog__append_file_open does. */
static inline int pylog__append_file_ready(struct pylog__append_file *file, int64_t now) {
    if (pylog__append_file_is_unseen(file, now))
        pylog__append_file_look(file);
    return file->file == PYLOG__NO_FILE ? pylog__append_file_open(file) : 0;
}
/* Was it lost, and has that not been reported yet? If so, the error is set, for the report. If not, errno is kept. */
bool pylog__append_file_was_lost(struct pylog__append_file *file);
/* In the child of fork: forget the records that are held back or being written, which are the parent's, and a descriptor
 * that is not this file's. */
void pylog__append_file_after_fork(struct pylog__append_file *file);
/* Write what is held back, and close the file. If writing fails (-1), the file is closed all the same, and the records
 * are still held. */
int pylog__append_file_close(struct pylog__append_file *file);
/* Open the path anew, and close the former file. If that fails (-1), the former file stays in use. */
int pylog__append_file_reopen(struct pylog__append_file *file);

/* Look whether the file ends within a line, and how large it may become. Opening it does so. */
void pylog__append_file_look_at_end(struct pylog__append_file *file);

static inline pylog__file pylog__append_lane_file(const struct pylog__append_file *file,
                                                  const struct pylog__append_lane *lane) {
    return lane == file->lanes ? file->file : lane->file;
}

/* Append a record of the time `now`, with the lock held shared.
 * APPENDED: it is in the file. FAILED: it is not, and errno says why. In the other two cases the caller takes the lock
 * exclusively and calls pylog__append_file_write_alone. ALONE: nothing was written, because the file is perhaps not open,
 * or needs the exclusive lock. REST: a part was written; `part` says which, and must live until then. */
enum pylog__appended { PYLOG__APPENDED, PYLOG__APPEND_ALONE, PYLOG__APPEND_REST, PYLOG__APPEND_FAILED };
enum pylog__appended pylog__append_file_write_more(struct pylog__append_file *file,
                                                   struct pylog__append_lane *lane, ptrdiff_t taken,
                                                   const char *text, size_t length,
                                                   struct pylog__append_part *part);
enum pylog__appended pylog__append_file_write_aside(struct pylog__append_file *file, const char *text,
                                                    size_t length, struct pylog__append_part *part);
static inline enum pylog__appended pylog__append_file_write(struct pylog__append_file *file, int64_t now,
                                                            const char *text, size_t length,
                                                            struct pylog__append_part *part) {
    if (file->file == PYLOG__NO_FILE || file->alone || pylog__append_file_is_unseen(file, now))
        return PYLOG__APPEND_ALONE;
    if (atomic_exchange_explicit(&file->lanes->busy, true, memory_order_acquire))
        return pylog__append_file_write_aside(file, text, length, part);
    ptrdiff_t taken = pylog__port_file_write(file->file, text, length);
    if (taken != (ptrdiff_t)length || length >= PYLOG__APPEND_LARGE)
        return pylog__append_file_write_more(file, file->lanes, taken, text, length, part);
    atomic_store_explicit(&file->lanes->busy, false, memory_order_release);
    return PYLOG__APPENDED;
}
/* Append a whole record to the open file, or hold it back in the buffer. `part` is the part of it that has been written,
 * or NULL. Returns 0, or -1 with errno: then the record is neither in the file nor in the buffer. */
int pylog__append_file_write_alone(struct pylog__append_file *file, struct pylog__append_part *part,
                                   const char *text, size_t length);

/* Write what is held back. Returns 0, or -1 with errno: then it is still held. */
int pylog__append_file_flush(struct pylog__append_file *file);
/* Is this a batch of the calling thread's, which then has the lock exclusively? */
static inline bool pylog__append_file_is_mine(const struct pylog__append_file *file) {
    return file->batching && file->batcher == pylog__thread_mark();
}
/* What this thread appends until the end of its batch may be held back. -1 with errno at the end, if it could
 * not be written: then it is held still. Nothing changes for a file that holds all records back. */
int pylog__append_file_batch(struct pylog__append_file *file, bool on);
/* Where records may be put by this thread, within a batch; NULL: nowhere. */
static inline struct pylog_buffer *pylog__append_file_held(struct pylog__append_file *file) {
    return file->batching && file->file != PYLOG__NO_FILE ? &file->held : NULL;
}

/* How it is opened, and whether it is open; the strings are the file's. */
void pylog__append_file_state(const struct pylog__append_file *file, struct pylog_file_state *out);

/* Make all directories of the path but the last component, with these permissions (0: 0777 less the umask).
 * 0, or -1 with the error set. */
int pylog__make_directories(const char *path, unsigned permissions);

/* The absolute path in memory of its own, or NULL with the error set. */
char *pylog__absolute_path(const char *path);

#pragma GCC visibility pop

#endif

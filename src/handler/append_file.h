/* A file that records are appended to, so that none is lost: what all file handlers stand on.
 *
 * A record is one write to a regular file opened for append, which several threads and processes may do at
 * once. Everything else (opening, devices and pipes, what follows a fault) is done by one thread alone: the
 * owner of the file has a lock for that, held shared for pylog__append_file_write, and exclusively for all
 * other functions. */
#ifndef PYLOG_HANDLER_APPEND_FILE_H
#define PYLOG_HANDLER_APPEND_FILE_H

#include "../port/lock.h"
#include "../codec/codec.h"

#pragma GCC visibility push(hidden)

enum {
    PYLOG__APPEND_LANES = 8, /* how many threads write to a file at once */
    PYLOG__APPEND_LARGE =
        32 * 1024,             /* of a record so long it is looked at what stands before it in the file */
    PYLOG__APPEND_SECONDS = 10 /* how long a pipe or device that takes nothing is waited for */
};

/* What a write that was cut short has left of a record, until somebody with the lock has seen to it. */
struct pylog__append_part {
    struct pylog__append_part *next;
    const char *text;
    size_t taken;
    int64_t end; /* in the file; -1: unknown */
    bool ended;  /* it is a line of its own */
    bool lines;  /* the text is many records, of a line each */
};

/* An opening of the file, for one thread at a time. */
struct pylog__append_lane {
    pylog__file file;
    bool open; /* the first one is not: that is the file itself */
    atomic_bool busy;
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
    int64_t look_at; /* nanoseconds since the epoch: whether the number is still that file's */
    bool lost;       /* it was not; to be told */
    bool opened;     /* has been open once: 'w' and 'x' have done their work */
    bool regular;    /* no pipe and no device */
    bool alone;      /* writes need the exclusive lock: it is not regular, or something must come first: */
    bool mark;       /* a byte order mark */
    bool fragment;   /* the end of a line that is incomplete */
    bool unended;    /* the same, if records are lines */
    size_t pad;      /* how many bytes that line's last character lacks */
    bool unknown;    /* or it cannot be looked at what stands in it */
    bool limited;    /* or a write may raise a signal */
    bool inherited;  /* or it is the opening of the parent of fork, which moves its position, too */
    bool stuck;      /* this pipe or device was waited for in vain */
    struct pylog__append_lane lanes[PYLOG__APPEND_LANES];
    _Atomic(struct pylog__append_part *) parts; /* of writers who wait for the lock */
    struct pylog_buffer held; /* records that are to be written together; without data none have been */
    bool buffered;            /* all are */
    bool batching;            /* those of this thread are, until its batch ends: */
    uint64_t batcher;         /* its mark */
};

/* Not open yet; `find_codec` may be NULL where the options have no encoding and no errors. 0, or -1 with
 * EINVAL (a bad mode, encoding or errors, by Python's sentences) or ENOMEM; there is nothing to release then.
 */
int pylog__append_file_init(struct pylog__append_file *file, const char *path,
                            const struct pylog_file_options *options, pylog__codec_find_function *find_codec);
/* Closes it, too. Also of zeroes with PYLOG__NO_FILE. */
void pylog__append_file_release(struct pylog__append_file *file);

/* Open it, unless it is open; with the mode "a" if it has been open before. 0, or -1 with the system's error.
 */
int pylog__append_file_open(struct pylog__append_file *file);

/* Others close descriptors that are not theirs, all of them say, and the number is given to a file of the
 * program's. It is looked at when a write says that it is not open, at most once a second before a write, and
 * before it is closed. Where it is not the file's any more it is forgotten, and not closed.
 * Is it time to look, at `now`: nanoseconds since the epoch, a record's time will do. */
static inline bool pylog__append_file_is_unseen(const struct pylog__append_file *file, int64_t now) {
    return now >= file->look_at;
}
/* Look now. True: the file was lost, and is not open. */
bool pylog__append_file_look(struct pylog__append_file *file);
/* Look if it is time, and open it, unless it is open; as pylog__append_file_open. */
static inline int pylog__append_file_ready(struct pylog__append_file *file, int64_t now) {
    if (pylog__append_file_is_unseen(file, now))
        pylog__append_file_look(file);
    return file->file == PYLOG__NO_FILE ? pylog__append_file_open(file) : 0;
}
/* Was it lost, and has not been told yet? Then the error is set, to be told; keeps errno if not. */
bool pylog__append_file_was_lost(struct pylog__append_file *file);
/* In the child of fork: what is held back or being written is the parent's, and so is a number that is not
 * this file's. */
void pylog__append_file_after_fork(struct pylog__append_file *file);
/* Writes what is held back first; if that fails (-1), it is closed all the same, and they are held still. */
int pylog__append_file_close(struct pylog__append_file *file);
/* Open the path anew and leave the former file; if that fails (-1), it stays in use. */
int pylog__append_file_reopen(struct pylog__append_file *file);

/* Look whether the file ends within a line, and how large it may become: so it is done when it is opened. */
void pylog__append_file_look_at_end(struct pylog__append_file *file);

static inline pylog__file pylog__append_lane_file(const struct pylog__append_file *file,
                                                  const struct pylog__append_lane *lane) {
    return lane == file->lanes ? file->file : lane->file;
}

/* Append a record of the time `now`, with the lock held shared. ALONE: it is not open perhaps, and has to be
 * had alone; REST: only a part was written, and `part` says which. Then pylog__append_file_write_alone has to
 * be called, with the part, which lives until then. FAILED: errno says why. */
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
/* Append a record to the open file, whole, also after a part of it (else NULL), or hold it back in the buffer
 * until that is full. 0, or -1 with errno: then it is neither in the file nor in the buffer. */
int pylog__append_file_write_alone(struct pylog__append_file *file, struct pylog__append_part *part,
                                   const char *text, size_t length);

/* Write what is held back. 0, or -1 with errno: then it is held still. */
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

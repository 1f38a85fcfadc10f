/* What the two rotating handlers share: a file that is appended to until it is due, then moved away and begun
 * anew.
 *
 * No record is lost by a rotation that fails. The file is moved while it is open (but for a rotator of the
 * program's, see pylog__rotation_move); where it cannot be moved, or the new one cannot be made, records go
 * on into the open one. The failure is reported once, and tried again later.
 *
 * Several processes that rotate the same file agree by a lock file: who has locked it looks first whether
 * another one has rotated meanwhile. The lock is held for each record, so that a rotator can be sure that it
 * has them all. It is waited for a second. Then, and as long as a pause lasts that gets longer each time,
 * records are appended without it, and nothing is rotated. */
#ifndef PYLOG_HANDLERS_ROTATION_H
#define PYLOG_HANDLERS_ROTATION_H

#include "file_writer.h"

#pragma GCC visibility push(hidden)

struct pylog__rotation;

/* How a file is rotated; all are called with the handler's lock held, and with several processes the file's.
 */
struct pylog__rotation_rules {
    /* Is the file due before this record of `length` bytes is written? It may not be open. */
    bool (*due)(pylog_handler *handler, struct pylog__rotation *rotation, const struct pylog_record *record,
                size_t length);
    /* The same by Python's shouldRollover, which does not ask whether there are to be backups. */
    bool (*should)(pylog_handler *handler, struct pylog__rotation *rotation, const struct pylog_record *record,
                   size_t length);
    /* Move the file to the name of a backup. 0; 1: there is nothing to be done now; -1 with errno. */
    int (*move)(struct pylog__rotation *rotation);
    /* There is a new file: this process has moved the former one, or another has. NULL: that is all the same.
     */
    void (*renewed)(struct pylog__rotation *rotation);
    /* Remove backups that are too many; 0, or -1 with errno. */
    int (*prune)(struct pylog__rotation *rotation);
};

/* The options that both handlers have. */
struct pylog__rotation_options {
    const struct pylog_file_options *file;
    int backup_count;
    pylog_namer *namer;
    pylog_rotator *rotator;
    void *data;
    bool rotate_at_start, several_processes;
    double max_age;
    uint64_t max_total_bytes;
};

/* Begins the data of both handlers; under the handler's lock. */
struct pylog__rotation {
    const struct pylog__rotation_rules *rules;
    struct pylog__file_writer writer;
    struct pylog__rotation_options options; /* without `file`; `data` is the namer's */
    void *rotator_data;
    bool delay;                             /* a file that is begun by hand is opened by the next record */
    bool start_pending;                     /* the rotation at the start is still to come */
    /* Set to the depth of the operation that does it (pylog_handler_depth); 0: none does. */
    unsigned rolling; /* the file is being rotated: what is logged meanwhile does not rotate */
    unsigned making;  /* the rotation at the start is under way: nobody has the handler yet */
    unsigned locked;  /* the lock file is locked */
    bool moved;       /* the open file has been moved away, and there is no new one yet */
    bool failing;     /* has been reported; not again before it has succeeded */
    int64_t retry_at; /* on the monotonic clock: no attempt before that */
    int64_t size;     /* of the open file, with what has been written since; -1: not known */
    uint64_t unasked; /* bytes written since the system was asked for it */
    char *lock_path;
    pylog__file lock_file;
    struct pylog__identity lock_is; /* the lock file that is open */
    bool lock_failing;     /* has been reported; not again before the lock was had */
    int64_t lock_pause;    /* nanoseconds; as long as it is not waited for any more, */
    int64_t lock_patience; /* until this time of the monotonic clock */
};

/* 0, or -1 with the error set, nothing to be released. The file is not opened yet. */
int pylog__rotation_init(struct pylog__rotation *rotation, const struct pylog__rotation_rules *rules,
                         const char *filename, const struct pylog__rotation_options *options);
void pylog__rotation_release(struct pylog__rotation *rotation);

/* The last step of making a handler, unless it is to be done by the first record: rotate at the start, and
 * open the file. NULL with the error set, the handler released. */
pylog_handler *pylog__rotation_start(pylog_handler *handler, const struct pylog_file_options *options);

/* ---- Operations of the handlers -------------------------------------------------------------- */

int pylog__rotation_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                          size_t length);
void pylog__rotation_close(pylog_handler *handler);
size_t pylog__rotation_describe(const pylog_handler *handler, char *buffer, size_t size);
int pylog__rotation_flush(pylog_handler *handler);
void pylog__rotation_after_fork(pylog_handler *handler);
void pylog__rotation_after_unwinding(pylog_handler *handler);
extern const struct pylog_file_ops pylog__rotation_file;

/* Rotate now, with the handler's lock held. 0, also if there is nothing to be done, or -1 with the error set. */
int pylog__rotation_do_rollover(const pylog_handler *handler, struct pylog__rotation *rotation);
/* The rotation of a handler; NULL with the error set if its file is not rotated. */
struct pylog__rotation *pylog__rotation_of(const pylog_handler *handler);

/* ---- For the rules --------------------------------------------------------------------------- */

/* Append the name of the backup of that suffix: the file's path, ".", suffix; or what the namer makes of it.
 * 0, or -1 with errno. */
int pylog__rotation_name(const struct pylog__rotation *rotation, const char *suffix,
                         struct pylog_buffer *out);
/* Move the file to this name, if there is a file: rename it, or call the rotator, for which it is closed. 0,
 * or -1 with the error set. */
int pylog__rotation_move(struct pylog__rotation *rotation, const char *to);
/* The open file's length in bytes, with what is held back; it is opened, if it is not. -1: it cannot be, or
 * is no regular file. The system is asked only after this handler has written `unasked` bytes (0: in any
 * case); until then, what others append is not known. */
int64_t pylog__rotation_size(struct pylog__rotation *rotation, uint64_t unasked);

/* Rename and remove with the error set. A file that is not there is removed already. */
int pylog__rename_file(const char *from, const char *to);
int pylog__remove_file(const char *path);
bool pylog__file_exists(const char *path);

/* Asked from the newest backup to the oldest: does this one stay? After the first that does not, none does.
 */
struct pylog__retention {
    uint64_t count, bytes; /* how many may follow */
    int64_t oldest;        /* nanoseconds since the epoch */
};
struct pylog__retention pylog__retention_begin(const struct pylog__rotation_options *options);
bool pylog__retention_keeps(struct pylog__retention *left, const struct pylog__file_status *backup);

#pragma GCC visibility pop

#endif

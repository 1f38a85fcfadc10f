/* More handlers: Python's `logging.handlers`.
 *
 *     #include <pylog/handlers.h>
 *
 * Each is made by a function of its own, and is a pylog_handler like any other. The rules at the head of pylog.h hold here,
 * too. Structures of options are copied, with the strings in them. The arguments of a callback are valid during the
 * call. */
#ifndef PYLOG_HANDLERS_H
#define PYLOG_HANDLERS_H

#include <pylog.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Files that rotate ----------------------------------------------------------------------- */
/* These handlers append as the file handler does. pylog_file_handler_base_filename and _reopen work on them, too.
 * Unlike Python: a rotation that fails loses no record, for those that follow go into the file that
 * is open; it is reported once, and tried again after a second at the earliest. */

/* Name a backup: append the name to `name`. `default_name` is the name that it would have: the file's, ".", and a number or
 * a date. The same `default_name` must always give the same name. Returns 0, or -1 with errno (see pylog_fail). Lock
 * held. */
typedef int pylog_namer(const char *default_name, pylog_buffer *name, void *data);
/* Make the backup `dest` of the file `source`, and remove `source`: compress it, say (examples/rotate_gzip.c). The file is
 * closed meanwhile. It need not exist. Returns 0, or -1 with errno: then `source` should still be there. Lock held: log
 * calls of other threads wait. */
typedef int pylog_rotator(const char *source, const char *dest, void *data);

struct pylog_rotating_options {
    struct pylog_file_options file; /* with max_bytes or rotate_at_start the mode is "a", as in Python */
    uint64_t max_bytes;             /* only a single record makes the file as long as this; 0: no limit */
    int backup_count;               /* how many to keep, as NAME.1 (the newest), NAME.2, ...
                                     * 0: as in Python the file is not rotated and GROWS FOREVER, whatever
                                     * max_bytes says, unless there is max_age or max_total_bytes */
    pylog_namer *namer;             /* of every backup */
    pylog_rotator *rotator;         /* makes the newest backup; the others are renamed. NULL: a rename */
    void *data;                     /* handed to namer and rotator */

    /* C only, all of it: */
    bool count_bytes;       /* max_bytes are bytes. false: as in Python, bytes that are in the file, and then
                             * the characters of the record and one for its end */
    bool rotate_at_start;   /* also when the handler is made, if the file is not empty */
    bool several_processes; /* others rotate this file as well, all with this option: see below */
    double max_age;         /* seconds: remove backups that were last written to before that; 0: none; below 0: EINVAL */
    uint64_t max_total_bytes; /* remove the oldest backups until all together have no more bytes; 0: none */
    uint64_t reserved[4];
};

/* Append to a file, and begin a new one when a record would not fit: Python's RotatingFileHandler. An empty file is never
 * rotated, and neither is a pipe or a device.
 *
 * Several processes can append to one file. Only one of them may rotate it, unless each has set several_processes: then they
 * lock the file NAME.lock for each record (three system calls more), no record is lost, and max_bytes holds for all
 * together. A child of fork may go on using its parent's handler.
 * NAME.lock can be opened by the file's owner only (0600; see `permissions`). A process that keeps it locked does not stop
 * the others: a log call waits for a second, then appends without rotating, and reports that once. After that the lock is
 * tried without waiting, for a second, and longer each time, up to a minute. A rotator of the program's may miss such
 * records.
 *
 * Returns NULL with EINVAL (a bad mode, encoding or errors; a buffer with several_processes), ENOMEM, or what opening the
 * file has given. A rotation at the start that fails is only reported. */
PYLOG_API pylog_handler *pylog_rotating_file_handler_new(const char *filename,
                                                         const struct pylog_rotating_options *options);

struct pylog_time_of_day {
    int hour, minute, second;
};

struct pylog_timed_rotating_options {
    struct pylog_file_options file;          /* its mode is always "a" */
    const char *when;                        /* the unit, in any case: "S", "M", "H" (NULL), "D", "midnight",
                                              * "W0" (Monday) to "W6" */
    int interval;                            /* how many of them; 0: 1 */
    int backup_count;                        /* how many to keep; 0: all of them */
    bool utc;                                /* midnight and dates are those of UTC; false: of local time */
    const struct pylog_time_of_day *at_time; /* for "midnight" and "W0" to "W6"; NULL: midnight, which for
                                              * "W0" to "W6" is the one that ends the day, as in Python */
    pylog_namer *namer;
    pylog_rotator *rotator;
    void *data; /* handed to namer and rotator */

    /* C only, all of it: */
    uint64_t max_bytes;   /* rotate also before the file gets as long as this, in bytes; 0: no limit */
    bool rotate_at_start; /* as in struct pylog_rotating_options */
    bool several_processes;
    double max_age;
    uint64_t max_total_bytes;
    uint64_t reserved[4];
};

/* Append to a file, and begin a new one at certain times: Python's TimedRotatingFileHandler. The time is looked at when a
 * record comes.
 * - "S" to "D" count from the making of the handler, or from when an existing file was last written to. The others are
 *   times of day, and follow changes to summer time.
 * - A backup is called NAME.2024-03-10 (with the time, for "S" to "H"), by when it should have begun.
 * - If there is a backup of that name already, the file is not rotated. Unlike Python: a date that is taken already is passed
 *   over, and the file is rotated when the next time has come.
 * - With max_bytes or rotate_at_start there may be several backups of a date. They are called NAME.2024-03-10.1 and so on;
 *   later ones have higher numbers.
 * Returns NULL as pylog_rotating_file_handler_new, with EINVAL also for `when`, `interval` and `at_time` (`Invalid rollover
 * interval specified: X`, ...). Unlike Python: an interval below 1 is refused, and what is
 * refused has made no file. */
PYLOG_API pylog_handler *
pylog_timed_rotating_file_handler_new(const char *filename,
                                      const struct pylog_timed_rotating_options *options);
/* When would a file that is begun at `now` be rotated? Both are seconds since the epoch. Python's computeRollover. Returns -1
 * with EINVAL if this is no such handler. Any thread. */
PYLOG_API int64_t pylog_timed_rotating_file_handler_compute_rollover(const pylog_handler *handler,
                                                                     int64_t now);

/* Visit the backups that the next rotation would remove, the oldest first: Python's getFilesToDelete. `visit` is called for
 * each path, without a lock. A result other than 0 ends the visit, and is returned. Else returns 0, or -1 with EINVAL (this
 * is no such handler), ENOMEM, ETIMEDOUT (see pylog_handler_flush), or what reading the directory has given.
 * Unlike Python: there are none where nothing would be removed, without a backup_count. */
PYLOG_API int pylog_timed_rotating_file_handler_get_files_to_delete(pylog_handler *handler,
                                                                    int (*visit)(const char *path, void *data),
                                                                    void *data);

/* The next functions are for both kinds of rotating handlers, also while other threads log: Python's BaseRotatingHandler.
 * They wait for log calls under way. All return -1 with EINVAL if this is no rotating handler, or with ETIMEDOUT (see
 * pylog_handler_flush).
 *
 * Rotate now, whatever the size or the time: doRollover. Returns 0, also if nothing was rotated, because no backups are kept
 * or the date is taken. Returns -1 with errno of renaming or opening: then the former file stays in use. EDEADLK: called
 * within a namer or rotator of this handler.
 * Unlike Python: without backups the file stays as it is, also with the mode "w". */
PYLOG_API int pylog_base_rotating_handler_do_rollover(pylog_handler *handler);
/* Would the file be rotated before this record? Python's shouldRollover. Returns 1, 0 or -1; EINVAL also for a wrong format.
 * As in Python it is 1 also if no backups are kept, although nothing is rotated then. */
PYLOG_API int pylog_base_rotating_handler_should_rollover(pylog_handler *handler, const struct pylog_record *record);
/* Change what the options have said. NULL: none. Namer and rotator each have data of their own. Existing backups keep their
 * names. The setters return 0. */
PYLOG_API int pylog_base_rotating_handler_set_namer(pylog_handler *handler, pylog_namer *namer, void *data);
PYLOG_API int pylog_base_rotating_handler_set_rotator(pylog_handler *handler, pylog_rotator *rotator, void *data);
PYLOG_API int pylog_base_rotating_handler_set_backup_count(pylog_handler *handler, int backup_count);
PYLOG_API int pylog_base_rotating_handler_backup_count(pylog_handler *handler);
/* The same for maxBytes, of a RotatingFileHandler alone. */
PYLOG_API int pylog_rotating_file_handler_set_max_bytes(pylog_handler *handler, uint64_t max_bytes);
PYLOG_API int64_t pylog_rotating_file_handler_max_bytes(pylog_handler *handler);

/* Append to a file that another program rotates, such as logrotate: Python's WatchedFileHandler. Before each record the
 * handler looks whether the path still leads to the open file. If not, it opens the path anew. If that fails, the record
 * goes into the former file, and the failure is reported once. On Windows, where open files cannot be moved, it is a file
 * handler. Returns what pylog_file_handler_new does. */
PYLOG_API pylog_handler *pylog_watched_file_handler_new(const char *filename,
                                                        const struct pylog_file_options *options);

/* ---- Memory ---------------------------------------------------------------------------------- */

/* Keep records until there are `capacity` of them, and then forget them. Flush and close forget them, too. Python's
 * BufferingHandler, a base for others: see pylog_memory_handler_new.
 * Returns NULL with ENOMEM. A child of fork begins with an empty one. */
PYLOG_API pylog_handler *pylog_buffering_handler_new(size_t capacity);
/* Its capacity, 0 with EINVAL if this is no buffering handler; and how many records it keeps now, Python's
 * len(buffer): -1 with EINVAL, or ETIMEDOUT (see pylog_handler_flush). For memory handlers: see below. */
PYLOG_API size_t pylog_buffering_handler_capacity(const pylog_handler *handler);
PYLOG_API int64_t pylog_buffering_handler_count(pylog_handler *handler);

struct pylog_memory_options {
    int flush_level;        /* a record of this level or above flushes; 0: ERROR */
    pylog_handler *target;  /* gets the records; NULL: none yet. Counted */
    bool no_flush_on_close; /* Python's flushOnClose=False: what is kept is not flushed by close and shutdown
                             */

    /* C only: */
    size_t max_records; /* without a target: how many to keep at most, the newest; 0: 10,000, or `capacity` if
                         * that is more */
    bool keep_newest;   /* a full buffer is not flushed, but forgets its oldest record: a flight recorder, see
                         * examples/flight_recorder.c */
    uint64_t reserved[4];
};

/* Keep records, and hand them all to the target when there are `capacity` of them, when one has the flush_level, at flush
 * and at close: Python's MemoryHandler. The target's filters are asked, its level is not. After close there is no target:
 * records that come then are kept. In pylog_handler_get_stats a record is emitted when the target has it, and dropped when
 * it is forgotten. Unlike Python: without a target the
 * number of records is bounded, and a child of fork begins with none: what is kept is the parent's to write.
 * The target's lock is taken with this handler's held. Returns NULL with ENOMEM. */
PYLOG_API pylog_handler *pylog_memory_handler_new(size_t capacity,
                                                  const struct pylog_memory_options *options);
/* Set the target, or NULL: setTarget. Waits for a flush under way. Returns 0, or -1 with EINVAL (this is no
 * memory handler, or its own target) or ETIMEDOUT (another thread is stuck in it, see pylog_handler_flush). */
PYLOG_API int pylog_memory_handler_set_target(pylog_handler *handler, pylog_handler *target);
/* The target, counted; NULL with errno 0 if there is none. What it was made with: capacity, and flush level. How many
 * records it keeps now: Python's len(buffer).
 * If this is no memory handler, errno is EINVAL, and the result NULL, 0 or -1. Those that look at what changes wait for
 * log calls under way: NULL or -1 with ETIMEDOUT as above. */
PYLOG_API pylog_handler *pylog_memory_handler_target(pylog_handler *handler);
PYLOG_API size_t pylog_memory_handler_capacity(const pylog_handler *handler);
PYLOG_API int pylog_memory_handler_flush_level(const pylog_handler *handler);
PYLOG_API int64_t pylog_memory_handler_count(pylog_handler *handler);
/* Forget what is kept, as Python's buffer.clear(): `dropped` in pylog_handler_get_stats. Returns how many they were, or -1
 * as above. */
PYLOG_API int64_t pylog_memory_handler_discard(pylog_handler *handler);

/* ---- Queues ---------------------------------------------------------------------------------- */

/* With a queue the threads that log do not write. A queue handler puts each record into the queue, which takes some ten
 * nanoseconds and no lock. A listener takes the records out in a thread of its own, and hands them to the handlers that
 * write. pylog_basic_config does all of it in one line, with `.queue`; examples/queue.c does it by hand.
 *
 * Each thread that logs has a ring of its own in the queue. The call copies the arguments of the format into it; the
 * listener formats the text. Records of one thread come out in the order of their calls. Those of several threads come out
 * in the order of their times, as far as they are in the queue together. A record is never cut: one that is too large for
 * the ring goes by the heap.
 *
 * What is in a queue when the process is killed is lost. Without a queue nothing is. At exit it is written, whichever thread
 * exits, also within a handler of the listener. Before a fork the listener gets up to a second to write what is queued, as
 * long as it gets on, so daemon(3) loses nothing; but not if the fork is made within a handler or filter. A plugin may be
 * unloaded while its records are in a queue: they carry the texts of their calls.
 *
 * A log call within a handler never waits for room, because the listener may be waiting for that handler. Its thread gets a
 * larger ring, up to sixteen times the capacity and at least 1 MiB. Beyond that the record is dropped and counted. After
 * pylog_shutdown log calls do the listener's work. Then such a record is handed to the handlers when its thread has left
 * the handler.
 *
 * The listener sleeps while there is nothing to do. After its last record it first pauses, for 50 microseconds up to 0.8
 * milliseconds, in which a record waits. Then it sleeps until a log call wakes it. */
typedef struct pylog_queue_listener pylog_queue_listener;

/* What a log call does whose thread's ring is full. Whatever is dropped is counted (pylog_queue_get_stats), and
 * told in the log itself when there is room again: a WARNING of the logger "pylog", `12 records dropped`. */
enum pylog_overflow {
    PYLOG_BLOCK = 0,   /* wait until there is room, or for `timeout` and then drop this record. If nothing
                        * takes records from the queue, no listener and no thread that has called
                        * pylog_queue_get, that is an error, which is reported as a handler's errors are. So
                        * it is, with the default `timeout`, if nothing at all has been taken for 10 seconds; the next
                        * records are then dropped at once, until something is taken again */
    PYLOG_DROP_NEWEST, /* drop this record */
    PYLOG_DROP_OLDEST, /* drop the thread's oldest records until there is room. Takes a lock at each record */
    PYLOG_DROP_BELOW   /* drop records below `drop_level` when the ring is three quarters full; those of the
                        * level and above as PYLOG_BLOCK */
};

/* Where a record's time comes from. */
enum pylog_clock {
    PYLOG_CLOCK_REALTIME = 0, /* the system's clock, at each call */
    PYLOG_CLOCK_TSC           /* the processor's counter, which takes half as long to read; the listener makes
                               * the time of it, exact to some 100 nanoseconds while the system's clock is not
                               * set. Where the counter is not invariant, and for records that filters, a
                               * factory or other handlers look at, the system's clock */
};

struct pylog_queue_options {
    size_t capacity; /* bytes for each thread, rounded up to a power of two, at least 1 KiB; 0: 256 KiB. A
                      * record takes 56 bytes, 8 for each argument, and the texts of strings */
    enum pylog_overflow overflow;
    int drop_level; /* for PYLOG_DROP_BELOW; 0: WARNING */
    double timeout; /* for which a log call waits for room before it drops its record; 0: as long as records are taken
                     * from the queue, and 10 seconds without that */
    enum pylog_clock clock;
    uint64_t reserved[4];
};

/* Make a queue; NULL options: all defaults. Whoever makes one holds a reference; handlers and listeners take
 * another. Returns NULL with EINVAL (capacity above 1 GiB, a wrong overflow, clock or time-out) or ENOMEM.
 * Memory for a thread's ring is taken at its first record; when the thread ends, the next new one gets it, and
 * of those that are empty and nobody's two are kept.
 * In the child of a fork a queue is empty: what was in it is the parent's. Its listener, if it was started,
 * starts anew with the child's first record. Unlike Python: a queue is bounded, and holds records alone. */
PYLOG_API pylog_queue *pylog_queue_new(const struct pylog_queue_options *options);
PYLOG_API pylog_queue *pylog_queue_ref(pylog_queue *queue); /* returns it */
/* The last one drops what is still in the queue. */
PYLOG_API void pylog_queue_unref(pylog_queue *queue);

/* For a program that reads its queue itself: the next record. The caller releases it with pylog_record_free.
 * Waits for a record up to `timeout`; 0: 10 seconds. Even with PYLOG_NO_WAIT it waits for other readers, a tenth of a second
 * at most. A thread that waits can be cancelled (pthread_cancel): it ends within a quarter of a second, and has taken
 * nothing. Returns NULL with EAGAIN (there is none), EDEADLK (called within a handler of the queue's listener), EINVAL (it is
 * no time-out) or ENOMEM. Any thread.
 * Unlike Python: without a time-out a reader waits for 10 seconds, and not for ever. */
PYLOG_API struct pylog_record *pylog_queue_get(pylog_queue *queue, double timeout);

/* Put a copy of a record into the queue, unchanged: Python's queue.put(record). For handlers of the program's own that
 * prepare their records themselves; see pylog_queue_handler_new. A full queue does what its options say; within a handler it
 * does not wait, as a log call there. Returns 0; 1 if the record was dropped; or -1 with EINVAL (NULL, a wrong format),
 * EAGAIN (`queue.Full`) or ENOMEM. Any thread. */
PYLOG_API int pylog_queue_put(pylog_queue *queue, const struct pylog_record *record);

struct pylog_queue_stats {
    uint64_t put;     /* records that were put into the queue */
    uint64_t taken;   /* records that were taken out */
    uint64_t dropped; /* records dropped by overflow: before they were put, or after (PYLOG_DROP_OLDEST) */
    uint64_t blocked; /* calls that had to wait for room */
    uint64_t reserved[4];
};
PYLOG_API void pylog_queue_get_stats(const pylog_queue *queue, struct pylog_queue_stats *out);

/* A handler that puts records into the queue: Python's QueueHandler.
 * As in Python's prepare, the message is merged with its arguments, and exception and stack become a part of it. (The
 * listener does so later, where nobody can tell the difference.) With a formatter its text becomes the message. Filters run
 * at the call. A record that cannot be put is an error, reported as Python's `queue.Full`. pylog_queue_get_stats counts the
 * records; pylog_handler_get_stats counts errors alone. What handlers of the queue's listener log goes to them at once,
 * without the formatter.
 * Unlike Python: what a level is called, and whether threads are logged, is asked by the listener.
 * Returns NULL with EINVAL (no queue) or ENOMEM. */
PYLOG_API pylog_handler *pylog_queue_handler_new(pylog_queue *queue);
/* The handler's listener, Python's attribute `listener`: borrowed, valid as long as the handler has it. NULL if it has none,
 * or with EINVAL if this is no queue handler. The setter gives a listener to the handler, which stops it when it is closed,
 * and frees it with itself. NULL takes the listener away: then it is the caller's again. Returns 0, or -1 with EINVAL. Setup
 * only. */
PYLOG_API pylog_queue_listener *pylog_queue_handler_listener(const pylog_handler *handler);
PYLOG_API int pylog_queue_handler_set_listener(pylog_handler *handler, pylog_queue_listener *listener);

struct pylog_queue_listener_options {
    bool respect_handler_level; /* false, as in Python: the handlers' levels are not asked */
    double stop_timeout;        /* for which stopping may take; 0: until all is written, but no longer than 10
                                 * seconds (called within a handler: 1) in which no record is. A number of seconds
                                 * holds at exit, too; PYLOG_FOREVER does not: then it is as 0 */

    /* Called for each record before the handlers get it: what a subclass of QueueListener does in handle or prepare. It
     * may change the record, by pylog_record_set, and return 0 to keep it from the handlers. Runs in the thread that
     * hands the records on, as a filter does; what it logs to the queue itself goes to the handlers without it.
     * NULL: all are handed on as they are */
    int (*handle)(struct pylog_record *record, void *data);
    void *data; /* handed to `handle`; borrowed until the listener is freed */
    uint64_t reserved[4];
};

/* A listener that hands the queue's records to these handlers: Python's QueueListener. It is not started yet. The list ends
 * with NULL; the handlers are counted.
 * What a handler of the listener logs goes to the handlers at once, and not through the queue. File handlers write the
 * records of one pass over the queue together. A handler may end its thread (pthread_exit): the handlers behind it do not
 * get that record, and another thread goes on with the next one. A C++ exception out of a handler is an error of that
 * handler, and the listener goes on: see "Threads, processes, signals" in pylog.h.
 * Returns NULL with EINVAL (no queue or handlers, a wrong time-out) or ENOMEM. */
PYLOG_API pylog_queue_listener *pylog_queue_listener_new(pylog_queue *queue, pylog_handler *const *handlers,
                                                         const struct pylog_queue_listener_options *options);
/* Start its thread, in which all signals are blocked. Unlike Python: a queue has one listener at a time.
 * Returns 0; or -1 with EINVAL (`Listener already started`, as in Python since 3.14; another one has been),
 * or from making the thread. */
PYLOG_API int pylog_queue_listener_start(pylog_queue_listener *listener);
/* Have everything written that was put before this call, and end the thread. Its own handlers must not call it. Returns 0,
 * also if it was not started; or -1 with ETIMEDOUT when `stop_timeout` is over: what is left stays in the queue.
 *
 * pylog_shutdown stops all listeners. It waits 10 seconds for those whose stop_timeout is no number of seconds. After that
 * each log call hands its record to the handlers itself. How many records are left in the queue then, or at exit, is told
 * on stderr. exit called in a handler gives back the locks that the calling thread has, so that the listener can write what
 * is queued for that very handler. Called in a handler of the listener itself, exit writes what is queued; log calls of
 * other threads do the listener's work from then on. */
PYLOG_API int pylog_queue_listener_stop(pylog_queue_listener *listener);
/* Stop the listener, and give up its references to handlers and queue. NULL is fine. */
PYLOG_API void pylog_queue_listener_free(pylog_queue_listener *listener);

/* ---- Sockets --------------------------------------------------------------------------------- */

enum {
    PYLOG_DEFAULT_TCP_LOGGING_PORT = 9020,
    PYLOG_DEFAULT_UDP_LOGGING_PORT = 9021,
    PYLOG_DEFAULT_HTTP_LOGGING_PORT = 9022,
    PYLOG_DEFAULT_SOAP_LOGGING_PORT = 9023,
    PYLOG_SYSLOG_UDP_PORT = 514,
    PYLOG_SYSLOG_TCP_PORT = 514,
    PYLOG_UNIX = -1 /* as port: host is the path of a Unix socket */
};

/* How a program carries bytes to a peer itself: by TLS, say (examples/openssl_transport.c). The handler calls one function at
 * a time. `timeout` is the time that is left: seconds, PYLOG_FOREVER or PYLOG_NO_WAIT, never 0. A function that fails returns
 * NULL or -1 with errno; ETIMEDOUT when the time is up. None may raise SIGPIPE. */
struct pylog_transport {
    /* A connection, ready to be used. `data` is the member below. */
    void *(*connect)(const char *host, int port, double timeout, void *data);
    /* From now on in TLS: SMTP's STARTTLS. 0, or -1. NULL: refused. */
    int (*start_tls)(void *connection, const char *host);
    /* How many bytes were taken, at least one. */
    ptrdiff_t (*send)(void *connection, const void *bytes, size_t length, double timeout);
    /* How many bytes have come; 0: the peer has ended the connection. PYLOG_NO_WAIT asks for what is there already, else
     * ETIMEDOUT. NULL: a handler that only sends learns of the peer's end by sending. */
    ptrdiff_t (*recv)(void *connection, void *bytes, size_t size, double timeout);
    /* End the connection and release it. */
    void (*close)(void *connection);
    void *data;
    /* Release the connection without a word to the peer: it is the parent's, and this is a child of fork.
     * NULL: it is left alone, unreleased. */
    void (*abandon)(void *connection);
    uint64_t reserved[4];
};

/* Send each record over TCP (or a Unix stream socket, with PYLOG_UNIX) as a length of four bytes and the
 * pickle of its fields, for Python's logging.makeLogRecord: Python's SocketHandler. It connects at the first
 * record, and again when the peer has gone, at once and then after pauses (see set_retry). What can be sent
 * to no peer is dropped, as Python does, but counted: see pylog_handler_get_stats. A record that was cut short is
 * sent again whole over the next connection. After a fork the child makes a connection of its own.
 * A log call takes no longer than the time-out (see set_timeout), name lookup and waiting for other threads
 * included. Unlike Python: after a time-out the handler pauses before it tries again.
 * Returns NULL with EINVAL (no host, a port above 65535) or ENOMEM. */
PYLOG_API pylog_handler *pylog_socket_handler_new(const char *host, int port);
/* The same bytes, one datagram a record, over UDP (or a Unix datagram socket): Python's DatagramHandler. A
 * datagram that the system refuses to send is reported as an error, one that the peer's system has refused is
 * counted as dropped; others may be lost without a trace.
 * Unlike Python: a UDP peer at whose port nobody listens is reported once, and each refused datagram is counted as
 * dropped. Unlike Python: IPv6 works, and the name is looked
 * up at the first record and after errors, not at each record. Errors as pylog_socket_handler_new. */
PYLOG_API pylog_handler *pylog_datagram_handler_new(const char *host, int port);

/* All of these are for both handlers; each waits for log calls under way. They return 0, or -1 with EINVAL (this is no
 * socket handler) or ETIMEDOUT (a log call is stuck, see pylog_handler_flush).
 *
 * Should an error end the connection instead of being reported (default: false)? closeOnError. */
PYLOG_API int pylog_socket_handler_set_close_on_error(pylog_handler *handler, bool close_on_error);
/* The pause after a failed attempt to connect, in seconds: `start`, then `factor` times the former one, at
 * most `max` (default: 1, 2, 30; attempts at 0, 1, 3, 7, 15, 31, 61, 91, ...). retryStart, retryFactor,
 * retryMax. */
PYLOG_API int pylog_socket_handler_set_retry(pylog_handler *handler, double start, double factor,
                                             double max);
/* What has been set, and what has become of it. Returns 0, or -1 with EINVAL (this is no socket handler) or ETIMEDOUT. */
struct pylog_socket_state {
    bool connected; /* Python's `sock` is not None */
    bool close_on_error;
    double retry_start, retry_factor, retry_max;
    double retry_period; /* the pause, in seconds, after an attempt to connect that failed; 0: the last one did not */
    double retry_time;   /* when that pause ends, in seconds since the epoch; 0: Python's None */
    double timeout;
    uint64_t reserved[4];
};
PYLOG_API int pylog_socket_handler_state(pylog_handler *handler, struct pylog_socket_state *out);
/* C only: how long a log call may take (0: 1 second, as Python's makeSocket). With PYLOG_NO_WAIT no name is looked up, so
 * that the host has to be a number, and what the peer does not take at once is not sent. Also EINVAL if the time-out is
 * none. */
PYLOG_API int pylog_socket_handler_set_timeout(pylog_handler *handler, double timeout);
/* C only: keep up to this many bytes of records (their pickles, and a size_t for each) while there is no
 * peer, and send them first when there is one again, or at a flush; when it is full, records are dropped and
 * counted. 0 (default): none. What is kept already is dropped. Returns 0, or -1 with EINVAL or ENOMEM. */
PYLOG_API int pylog_socket_handler_set_buffer(pylog_handler *handler, size_t bytes);
/* C only: carry the bytes by these functions, copied, instead of TCP; NULL: TCP again. An open connection is
 * closed. Returns 0, or -1 with EINVAL (connect, send or close is NULL; a datagram handler). */
PYLOG_API int pylog_socket_handler_set_transport(pylog_handler *handler,
                                                 const struct pylog_transport *transport);
/* Append what is sent for a record: makePickle. Keys and types are Python's: `msg` is the whole message,
 * `args` and `exc_info` are None, `exc_text` has the error's text. Returns 0, or -1 with EINVAL (a wrong
 * format) or ENOMEM. Any thread. */
PYLOG_API int pylog_socket_handler_make_pickle(const struct pylog_record *record, pylog_buffer *out);

/* ---- Syslog ---------------------------------------------------------------------------------- */

/* Facilities. The numbers are those of <syslog.h>, so LOG_DAEMON and PYLOG_SYSLOG_DAEMON are the same. Only the kernel's
 * differs: LOG_KERN is 0, and 0 is the default here. Configurations take Python's names and numbers.
 * Unlike Python: the numbers of facilities are those of <syslog.h>, which are eight times Python's. */
enum {
    PYLOG_SYSLOG_DEFAULT = 0, /* LOG_USER */
    PYLOG_SYSLOG_KERN = -1,
    PYLOG_SYSLOG_USER = 1 << 3,
    PYLOG_SYSLOG_MAIL = 2 << 3,
    PYLOG_SYSLOG_DAEMON = 3 << 3,
    PYLOG_SYSLOG_AUTH = 4 << 3,
    PYLOG_SYSLOG_SYSLOG = 5 << 3,
    PYLOG_SYSLOG_LPR = 6 << 3,
    PYLOG_SYSLOG_NEWS = 7 << 3,
    PYLOG_SYSLOG_UUCP = 8 << 3,
    PYLOG_SYSLOG_CRON = 9 << 3,
    PYLOG_SYSLOG_AUTHPRIV = 10 << 3,
    PYLOG_SYSLOG_FTP = 11 << 3,
    PYLOG_SYSLOG_NTP = 12 << 3,
    PYLOG_SYSLOG_SECURITY = 13 << 3,
    PYLOG_SYSLOG_CONSOLE = 14 << 3,
    PYLOG_SYSLOG_SOLCRON = 15 << 3,
    PYLOG_SYSLOG_LOCAL0 = 16 << 3,
    PYLOG_SYSLOG_LOCAL1 = 17 << 3,
    PYLOG_SYSLOG_LOCAL2 = 18 << 3,
    PYLOG_SYSLOG_LOCAL3 = 19 << 3,
    PYLOG_SYSLOG_LOCAL4 = 20 << 3,
    PYLOG_SYSLOG_LOCAL5 = 21 << 3,
    PYLOG_SYSLOG_LOCAL6 = 22 << 3,
    PYLOG_SYSLOG_LOCAL7 = 23 << 3
};

enum pylog_socktype { PYLOG_SOCK_DEFAULT = 0, PYLOG_SOCK_DGRAM, PYLOG_SOCK_STREAM };

struct pylog_syslog_options {
    const char *address; /* NULL: "localhost"; with port PYLOG_UNIX the path of a socket, "/dev/log" say */
    int port;            /* 0: 514 */
    int facility;        /* LOG_DAEMON and so on; 0: LOG_USER */
    enum pylog_socktype socktype; /* DEFAULT: UDP; for a Unix socket datagrams, else a stream */
    const char *ident;            /* put before the text as it is, "app: " say; NULL: nothing */
    bool no_append_nul;           /* Python's append_nul = False: without it a NUL byte ends each message */
    double timeout;               /* that a log call may take; 0: 5 seconds. Python has PYLOG_FOREVER */

    /* C only, all of it: */
    bool octet_counting;  /* RFC 6587: each message after its length, and without a NUL; means a stream */
    bool rfc5424;         /* the header of RFC 5424: time in UTC, host, APP-NAME (ident), PROCID, MSGID (the
                           * logger's name), extra fields as structured data; no NUL. On a stream this means
                           * octet_counting */
    const char *hostname; /* in that header; NULL: the machine's */
    const char *structured_data_id; /* of the extra fields; NULL: "fields@32473"; "": leave them out */
    /* Python's mapPriority: the priority (0 emerg to 7 debug) for a level's name. NULL: DEBUG, INFO, WARNING, ERROR and
     * CRITICAL have theirs, and another level has that of the nearest of them below it, or debug. Several threads may
     * call it at once. */
    int (*map_priority)(const char *levelname, void *data);
    void *data; /* handed to map_priority */
    uint64_t reserved[4];
};

/* Send each record's text to syslog, as `<PRI>`, ident, text: Python's SysLogHandler. It connects now: a Unix
 * socket that is not there is tried again at each record, a name that cannot be looked up and a TCP peer
 * that refuses are errors. NULL options: all defaults. It connects again when the peer has gone, and sends
 * the record again. Unlike Python: the priority goes by the level's number, not by its name.
 * Unlike Python: a TCP connection that has failed is made anew, after pauses in which
 * records are dropped and counted (1 second, then twice as long, at most 30). Unlike Python: a log call takes
 * no longer than the time-out, 5 seconds by default, also if nobody reads what comes to the socket, /dev/log
 * say; after that there is such a pause, too. A record that cannot be sent is an error, which is reported.
 * Returns NULL with EINVAL (socktype and octet_counting or rfc5424 contradict each other, a wrong facility, time-out or
 * port), ENOMEM, or from connecting. */
PYLOG_API pylog_handler *pylog_syslog_handler_new(const struct pylog_syslog_options *options);
/* Change the ident, NULL: nothing. Waits for log calls under way. Returns 0, or -1 with EINVAL (this is no syslog
 * handler), ENOMEM, or ETIMEDOUT (see pylog_handler_flush). */
PYLOG_API int pylog_syslog_handler_set_ident(pylog_handler *handler, const char *ident);

/* ---- Mail and HTTP --------------------------------------------------------------------------- */

/* Both handlers have a conversation of its own with the server for each record, as Python's have. Several
 * threads may have theirs at once, and wait for nobody else's. A log call takes no longer than the time-out,
 * in which connecting, the name lookup and the answer are included; what has not been done by then, or fails,
 * is an error, which is reported and counted in pylog_handler_get_stats: nothing is sent again, and the next
 * record tries anew. There `reconnects` counts how often a record got through after one that did not. */

struct pylog_smtp_options {
    const char *mailhost;
    int port; /* 0: 25 */
    const char *fromaddr;
    const char *const *toaddrs; /* ends with NULL */
    const char *subject;
    const char *username, *password; /* for AUTH PLAIN or LOGIN; NULL: none */
    bool secure;    /* STARTTLS before they are sent, as Python only then; needs a transport with start_tls */
    double timeout; /* that a log call may take; 0: 5 seconds */
    /* Python's getSubject: append the subject and return 0, or -1 with errno. Several threads may call it at
     * once. NULL: `subject`. */
    int (*get_subject)(const struct pylog_record *record, pylog_buffer *subject, void *data);
    void *data;                              /* handed to get_subject */
    const struct pylog_transport *transport; /* copied; NULL: TCP */
    uint64_t reserved[4];
};

/* Send each record as a mail: Python's SMTPHandler. Headers and text are those of CPython's EmailMessage: a
 * subject and names of people that are not ASCII are encoded, an address that is not asks the server for
 * SMTPUTF8; the text is sent as it is while its lines have no more than 78 bytes, and else as
 * quoted-printable or base64. A recipient whom the server refuses does not keep the others from their mail,
 * and only if it refuses all is that an error, as in Python. A subject with a line break is an error.
 * Unlike Python: wrong addresses are errors of this function. AUTH knows no CRAM-MD5. The time-out is for the
 * whole log call, not for each answer; once the server has taken the mail, nothing is an error any more;
 * names and passwords need not be ASCII; text that is not UTF-8 is sent as it is.
 * Unlike Python: a line that begins "From " is sent as it is, for CPython's `>From ` is meant for mailbox files.
 * Returns NULL with EINVAL (no mailhost, fromaddr or toaddrs; an address with blanks, brackets or control
 * characters; a line break in the subject; `secure` without start_tls; a port above 65535; a wrong time-out) or ENOMEM. */
PYLOG_API pylog_handler *pylog_smtp_handler_new(const struct pylog_smtp_options *options);

struct pylog_http_options {
    const char *method;              /* "GET" or "POST", in any case; NULL: "GET" */
    bool secure;                     /* https, port 443; needs a transport, which does the TLS */
    const char *username, *password; /* for Basic authorization; NULL: none */
    double timeout; /* that a log call may take; 0: 5 seconds. Python has PYLOG_FOREVER */
    /* Python's mapLogRecord: call put(out, field) for each field that is to be sent; it keeps nothing. Return
     * 0, or -1 with errno. Several threads may call it at once. NULL: all fields of the record. */
    int (*map_record)(const struct pylog_record *record, int (*put)(void *out, struct pylog_field field),
                      void *out, void *data);
    void *data;                              /* handed to map_record */
    const struct pylog_transport *transport; /* copied; NULL: TCP */
    uint64_t reserved[4];
};

/* Send each record to a web server, its fields as a form: in the URL (GET) or as the body (POST). Python's
 * HTTPHandler. `host` is "host" or "host:port" (80), `url` the path, "/log" say. NULL options: all defaults.
 * The request is CPython's, byte for byte: every field of the record, the message as format and arguments
 * apart. As in Python any answer will do, an error's status too; its headers must have come. The rest is read
 * for no longer than a second, so that the server can end it.
 * Unlike Python: a log call takes no longer than the time-out, 5 seconds by default.
 * Unlike Python: a URL or host with blanks or control characters is an error of this function, not of each record;
 * so is one that is not ASCII. An empty URL is "/" for GET, too. Bytes that are not UTF-8 are quoted as they are.
 * Returns NULL with EINVAL (`method must be GET or POST`, ...) or ENOMEM. */
PYLOG_API pylog_handler *pylog_http_handler_new(const char *host, const char *url,
                                                const struct pylog_http_options *options);
/* Change the method, "GET" (NULL) or "POST". Waits for log calls under way. Returns 0, or -1 with EINVAL (another
 * method; this is no HTTP handler) or ETIMEDOUT (see pylog_handler_flush).
 * Unlike Python: another method is an error here, and is not sent as if it were a POST without a body. */
PYLOG_API int pylog_http_handler_set_method(pylog_handler *handler, const char *method);

/* ---- The event log of Windows ---------------------------------------------------------------- */

struct pylog_nt_event_log_options {
    const char *dllname; /* the file with the texts of the messages; NULL: the system's EventCreate.exe */
    const char *logtype; /* NULL: "Application" */
    uint64_t reserved[4];
};

/* Send each record to the event log, under a source of that name: Python's NTEventLogHandler. DEBUG and INFO
 * are information, WARNING is a warning, everything else an error; message 1, category 0. The source is
 * written to the registry, which may be forbidden to this program: then it uses the one that is there. NULL
 * options: all defaults.
 * Unlike Python: texts beyond 31,839 characters, which the event log refuses, are cut there. On other systems
 * this function fails, where Python prints a sentence and makes a handler that does nothing.
 * Returns NULL with EINVAL (no name), ENOMEM, ENOSYS (not on Windows), or from the system. */
PYLOG_API pylog_handler *pylog_nt_event_log_handler_new(const char *appname,
                                                        const struct pylog_nt_event_log_options *options);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif

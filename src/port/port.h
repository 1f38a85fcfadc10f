/* What pylog asks of an operating system: this contract, kept by posix*.c and windows*.c. No other file
 * knows which system it runs on.
 *
 * Unless said otherwise a function that fails returns -1 (or NULL, or false) with errno set, on Windows
 * too; paths are UTF-8; any thread may call; nothing allocates (windows.c: but for the length of a call). */
#ifndef PYLOG_PORT_H
#define PYLOG_PORT_H

#include "order.h"

#include <errno.h>
#include <pylog/namespace.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The types of Windows are pointers, and named here without its header, which names too much. */
#ifdef _WIN32
struct pylog__mutex {
    void *native; /* SRWLOCK */
};
struct pylog__condition {
    void *native; /* CONDITION_VARIABLE */
};
#define PYLOG__MUTEX_INIT                                                                                    \
    { 0 }
#define PYLOG__TLS_FAST
#else
#include <pthread.h>
#include <unistd.h>
struct pylog__mutex {
    pthread_mutex_t native;
#if PYLOG__CHECKS_LOCKS
    const char *place; /* which one it is, for order.c */
#endif
};
struct pylog__condition {
    pthread_cond_t native;
};
#if PYLOG__CHECKS_LOCKS
#define PYLOG__MUTEX_INIT                                                                                    \
    { PTHREAD_MUTEX_INITIALIZER, __FILE__ }
#else
#define PYLOG__MUTEX_INIT                                                                                    \
    { PTHREAD_MUTEX_INITIALIZER }
#endif
/* Thread-locals of the library are small, and read at each record. glibc alone has room for them in a module that
 * is loaded by a running program; other loaders refuse it. */
#if defined(__GLIBC__)
#define PYLOG__TLS_FAST __attribute__((tls_model("initial-exec")))
#else
#define PYLOG__TLS_FAST
#endif
#endif

#pragma GCC visibility push(hidden)

/* ---- Time ------------------------------------------------------------------------------------ */

/* Nanoseconds since the epoch, UTC; and of a clock that is never set, for waiting. */
int64_t pylog__port_now(void);
int64_t pylog__port_monotonic(void);
/* When that many seconds from now are over, on the latter; 0, or less, or more than some thirty years: never. */
static inline int64_t pylog__deadline(double seconds) {
    return seconds > 0 && seconds < 1e9 ? pylog__port_monotonic() + (int64_t)(seconds * 1e9) : INT64_MAX;
}

/* A counter of the processor that runs at one speed, on all processors alike, whatever they do: only where
 * pylog__port_has_ticks() says so. Reading it takes half the time of a clock. */
bool pylog__port_has_ticks(void);
static inline uint64_t pylog__port_ticks(void) {
#if defined(__x86_64__) || defined(__i386__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return 0;
#endif
}

/* Memory that will be written to soon; any address. */
static inline void pylog__port_prefetch(const void *at) {
#if defined(__GNUC__)
    __builtin_prefetch(at, 1);
#endif
}

/* Have pages for memory that will be written to, so that the first writer need not wait for them. It does not
 * matter who uses it meanwhile, and where it cannot be done, nothing is. */
#ifdef _WIN32
static inline void pylog__port_populate(void *memory, size_t size) {
    (void)memory, (void)size;
}
#else
void pylog__port_populate(void *memory, size_t size);
#endif

/* For a loop that waits for another processor. */
static inline void pylog__port_relax(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

struct pylog__calendar {
    int64_t year;
    int month, day;           /* 1 to 12, 1 to 31 */
    int hour, minute, second; /* second up to 60 */
    int weekday, yearday;     /* 0 = Sunday; 0 = 1 January */
    int dst;                  /* above 0: daylight saving time; 0: not; below: unknown */
    long utc_offset;          /* seconds east of Greenwich */
    const char *zone;         /* abbreviation; valid as long as the process */
};

/* Local time, where the system computes it without a lock that a child of fork could find taken: Windows, which has no
 * fork. NULL elsewhere: local_time.h computes it by the rules that the next two functions lead to. */
struct pylog__port_local_time {
    int (*local_time)(int64_t seconds, struct pylog__calendar *out); /* 0, or -1 */
    int64_t (*make_time)(const struct pylog__calendar *local);       /* as mktime; -1 if there is none */
    void (*read_again)(void);                                        /* TZ has been changed */
};
extern const struct pylog__port_local_time *const pylog__port_local_time;

/* The value of TZ, -1 if it is not set; as pylog__port_environment, but for programs with others' rights, too. */
ptrdiff_t pylog__port_zone_variable(char *out, size_t size);
/* The file that may have the rules of this value of TZ, NULL if it is not set. False: none may, or the path does not
 * fit. A program with rights that whoever started it has not looks in the system's directory alone, as in libc. */
bool pylog__port_zone_path(const char *value, char *out, size_t size);

/* ---- Threads --------------------------------------------------------------------------------- */

#if PYLOG__CHECKS_LOCKS
void pylog__mutex_init_at(struct pylog__mutex *mutex, const char *place);
#define pylog__mutex_init(mutex) pylog__mutex_init_at(mutex, __FILE__ ":" #mutex)
#else
void pylog__mutex_init(struct pylog__mutex *mutex);
#endif
void pylog__mutex_destroy(struct pylog__mutex *mutex);
void pylog__mutex_lock(struct pylog__mutex *mutex);
void pylog__mutex_unlock(struct pylog__mutex *mutex);

void pylog__condition_init(struct pylog__condition *condition);
void pylog__condition_destroy(struct pylog__condition *condition);
/* Wait for a broadcast, at most until `deadline` on the monotonic clock (INT64_MAX: for ever). Returns
 * false when the time is up. May wake without reason. The thread cannot be cancelled meanwhile. */
bool pylog__condition_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline);
void pylog__condition_broadcast(struct pylog__condition *condition);

/* Keep pthread_cancel away from the calling thread, until what this has returned is given back; and be a place
 * where a thread that was cancelled ends. Nothing where threads cannot be cancelled. */
#if defined(_WIN32) || defined(__ANDROID__)
inline int pylog__port_cancel_off(void) {
    return 0;
}
inline void pylog__port_cancel_restore(int before) {
    (void)before;
}
static inline void pylog__port_cancel_here(void) {
}
#else
inline int pylog__port_cancel_off(void) {
    int before = PTHREAD_CANCEL_ENABLE;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    return before;
}
inline void pylog__port_cancel_restore(int before) {
    pthread_setcancelstate(before, NULL);
}
static inline void pylog__port_cancel_here(void) {
    pthread_testcancel();
}
#endif

/* Run a task in a thread of its own, detached, that cannot be cancelled, and in which all signals are blocked. It is the caller's, the
 * start of what the function works on perhaps, and lives until that has been called. 0, or -1. */
struct pylog__task {
    void (*run)(struct pylog__task *self);
    bool goes_on; /* it is run again, by the same thread, if a C++ exception has come out of it (unwind.h); else that ends */
};
int pylog__port_thread_start(struct pylog__task *task);

/* Has this process one thread alone, so that nobody changes the environment meanwhile, or cancels it? False where that is not known. */
bool pylog__port_has_one_thread(void);
/* Python's threading.get_ident(): pthread_self() or the Windows thread id; and the process id. */
uint64_t pylog__port_thread_id(void);
int64_t pylog__port_process_id(void);
bool pylog__port_is_main_thread(void);

/* Have hook->run called when the calling thread ends; it may release thread-locals, and may not log.
 * False without memory, or if the thread is ending already: the hook will then not be called. The hook
 * is the caller's and lives until it has run. */
struct pylog__thread_exit {
    void (*run)(void);
    struct pylog__thread_exit *next;
};
bool pylog__port_at_thread_exit(struct pylog__thread_exit *hook);

/* A barrier on the rare side that spares the frequent one: after pylog__port_barrier() has returned, each
 * other thread either shows the stores that it made before an instant during the call, or sees ours in
 * its loads after that instant. Only where pylog__port_has_barrier() says so; elsewhere both sides need
 * sequentially consistent accesses. False if it failed after all (a sandbox was set up meanwhile). */
bool pylog__port_has_barrier(void);
bool pylog__port_barrier(void);

/* Have these called around fork, in the way of pthread_atfork; 0, or -1 with ENOMEM. The port's own locks
 * are held across fork inside of it. Once, by a constructor. Nothing where there is no fork. */
int pylog__port_at_fork(void (*prepare)(void), void (*parent)(void), void (*child)(void));

/* A mutex of the port's own, a leaf, that is held across fork and made anew in the child; then `child` is called,
 * which may be NULL. Static, and entered for ever, by a constructor. */
struct pylog__fork_lock {
    struct pylog__mutex *mutex;
    void (*child)(void);
    struct pylog__fork_lock *next;
};
void pylog__port_hold_across_fork(struct pylog__fork_lock *lock);

/* Have this called when the process ends by exit, a return from main or quick_exit (where there is that). */
void pylog__port_at_exit(void (*run)(void));

/* Have the module that the library is in stay mapped for ever, whoever unloads it: called while it is loaded. */
#ifdef _WIN32
static inline void pylog__port_stay_loaded(void) { /* windows.c has done so */
}
#else
void pylog__port_stay_loaded(void);
#endif

/* ---- Environment ----------------------------------------------------------------------------- */

/* The value of an environment variable, -1 if there is none. Returns its length, and writes it with a NUL if
 * that fits into size. */
ptrdiff_t pylog__port_environment(const char *name, char *out, size_t size);

/* What this process was called: argv[0] of its main, handed over in the same way. -1 where the system does not tell, and in
 * programs that do not trust their environment. */
ptrdiff_t pylog__port_program(char *out, size_t size);

/* Has this process the rights of root? Never on Windows. */
bool pylog__port_is_privileged(void);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* errno, and the system's own last error where it has one: a log call keeps both. */
struct pylog__port_error {
    int error;
    unsigned long system;
};
#ifdef _WIN32
struct pylog__port_error pylog__port_save_error(void);
void pylog__port_restore_error(struct pylog__port_error saved);
#else
static inline struct pylog__port_error pylog__port_save_error(void) {
    return (struct pylog__port_error){ .error = errno };
}
static inline void pylog__port_restore_error(struct pylog__port_error saved) {
    errno = saved.error;
}
#endif

/* The text of an errno value in the C locale. Writes to buffer, or returns a constant. */
const char *pylog__port_error_text(int error, char *buffer, size_t size);

/* Call `frame` for each frame of this thread's stack, the outermost first, without the innermost `skip`. For none, where
 * that cannot be told, or not without a lock that a child of fork may find taken. */
void pylog__port_stack(unsigned skip, void (*frame)(const char *text, void *data), void *data);

/* ---- Signals --------------------------------------------------------------------------------- */

/* Between begin and end no write of this thread's sends the program SIGPIPE or SIGXFSZ. `raised` is the errno
 * of a write that has failed in between, else 0: EPIPE and EFBIG are what came with a signal. It is taken back,
 * unless the program had one pending already. A signal from elsewhere waits meanwhile, and is delivered then.
 * Both keep errno; they may be nested, and cost two system calls. */
struct pylog__quiet {
    unsigned char blocked, pending; /* before: 1 is SIGPIPE, 2 is SIGXFSZ */
};
#ifdef _WIN32
static inline void pylog__port_quiet_begin(struct pylog__quiet *quiet) {
    quiet->blocked = quiet->pending = 0;
}
static inline void pylog__port_quiet_end(const struct pylog__quiet *quiet, int raised) {
    (void)quiet, (void)raised;
}
#else
void pylog__port_quiet_begin(struct pylog__quiet *quiet);
void pylog__port_quiet_end(const struct pylog__quiet *quiet, int raised);
#endif

/* ---- Descriptors: files and sockets by their numbers ----------------------------------------- */

/* What is opened here is never descriptor 0, 1 or 2, and child programs do not inherit it.
 *
 * A child of fork has copies of the memory and of the table of descriptors. The kernel makes them one after
 * the other while other threads go on: without more ado the child may find a number in its memory that its
 * table lacks, or has for a file of the program's. So a number comes into its owner's place after it was
 * opened and leaves it before it is closed, and both wait for a fork under way. A number that the child finds
 * is then its own; one that it does not find may stay open in it, unused. */

/* Put a file or socket, or none, into the place where its owner keeps it. Returns what was there. */
intptr_t pylog__port_place(intptr_t *place, intptr_t descriptor);
/* For more than one word: no fork happens between the two. For moments, no system call within. */
void pylog__port_hold_forks(void);
void pylog__port_let_fork(void);

/* What a descriptor stands for: others, who close whatever is open, may give its number away. */
struct pylog__identity {
    uint64_t device, number; /* the same for the same file or socket, as long as it exists or is open */
};
/* Zeroes if it is not open. Keeps errno, as the next one. */
void pylog__port_identify(intptr_t descriptor, struct pylog__identity *out);
/* Does it still stand for that? If not, it must not be closed: it is nobody's, or somebody else's. */
bool pylog__port_is_same(intptr_t descriptor, const struct pylog__identity *identity);

/* ---- Files ----------------------------------------------------------------------------------- */

typedef intptr_t pylog__file;
#define PYLOG__NO_FILE ((pylog__file)-1)

/* NO_FOLLOW: the path's last component may not be a link (ELOOP). */
enum { PYLOG__FILE_TRUNCATE = 1, PYLOG__FILE_EXCLUSIVE = 2, PYLOG__FILE_NO_FOLLOW = 4 };

/* Open for appending, creating the file, with these permissions (0: 0666 less the umask; Windows has none);
 * other processes may append, rename and delete meanwhile. Does not wait: a FIFO without a reader fails with
 * ENXIO. What is no regular file may take nothing at the moment, and fail with EAGAIN. */
pylog__file pylog__port_file_open(const char *path, unsigned flags, unsigned permissions);
/* Append in one system call; returns how many bytes were taken. */
#ifdef _WIN32
ptrdiff_t pylog__port_file_write(pylog__file file, const void *bytes, size_t length);
#else
static inline ptrdiff_t pylog__port_file_write(pylog__file file, const void *bytes, size_t length) {
    return write((int)file, bytes, length);
}
#endif
void pylog__port_file_close(pylog__file file);
/* Open a file that is there for reading, from its start; and read, 0 at its end. If nothing comes, from a FIFO
 * say, each gives up after 5 seconds, with ETIMEDOUT. */
pylog__file pylog__port_file_open_to_read(const char *path);
ptrdiff_t pylog__port_file_read(pylog__file file, void *bytes, size_t size);
/* Its length in bytes; -1 if it is no regular file. */
int64_t pylog__port_file_size(pylog__file file);

/* Another opening of the same file, whatever its name means by now: for appending, or (`anywhere`) to read and
 * write at any place, for which it has to be a regular file. */
pylog__file pylog__port_file_open_again(pylog__file file, const char *path, bool anywhere);
/* Where in the file the last write through this opening has ended; -1 if that is not known. */
int64_t pylog__port_file_position(pylog__file file);
/* Of an opening `anywhere`: how many bytes were read, or written. */
ptrdiff_t pylog__port_file_read_at(pylog__file file, void *bytes, size_t size, int64_t offset);
ptrdiff_t pylog__port_file_write_at(pylog__file file, const void *bytes, size_t length, int64_t offset);
/* Wait until a write of another process to this file, if one is under way, is over; where that can be had. */
void pylog__port_file_await_writes(pylog__file file);
/* Has the process a limit on the size of files? Then a write may raise a signal. */
bool pylog__port_file_is_limited(void);
/* Wait until a pipe or a device takes more; -1 with EAGAIN at the deadline (monotonic), or with its error. */
int pylog__port_file_wait(pylog__file file, int64_t deadline);

/* What is known of a file. */
struct pylog__file_status {
    uint64_t device, number; /* as in struct pylog__identity */
    int64_t size;            /* bytes; -1: no regular file */
    int64_t modified;        /* nanoseconds since the epoch */
};
int pylog__port_file_status(pylog__file file, struct pylog__file_status *out);
/* Of what the path names; links are followed. */
int pylog__port_path_status(const char *path, struct pylog__file_status *out);
/* Are files moved and removed here while programs have them open, as logrotate does? */
bool pylog__port_moves_open_files(void);

/* A file that is there under the new name is replaced. */
int pylog__port_rename(const char *from, const char *to);
int pylog__port_remove(const char *path);
/* Call `entry` with each name in a directory, in no order, until it returns other than 0; returns what it
 * returned last. */
int pylog__port_list_directory(const char *path, int (*entry)(const char *name, void *data), void *data);

/* A file to be locked, made if it is missing, for its owner and for those who may write to a file of these
 * permissions; links are not followed. The lock is had by one opening of the file at a time, in all processes
 * of the machine, and ends with its process; a child of fork has its parent's opening. Waits until `deadline`
 * on the monotonic clock, and fails with ETIMEDOUT; 0: does not wait. */
pylog__file pylog__port_lock_open(const char *path, unsigned permissions);
int pylog__port_lock(pylog__file file, int64_t deadline);
void pylog__port_unlock(pylog__file file);

/* 0, also if it exists already. With these permissions if it is made; 0: 0777 less the umask. */
int pylog__port_make_directory(const char *path, unsigned permissions);
/* The absolute, normalised path (Python's os.path.abspath). Returns its length, and writes it with a NUL if
 * that fits into size. */
ptrdiff_t pylog__port_absolute_path(const char *path, char *out, size_t size);
/* Is this character a path separator? */
bool pylog__port_is_separator(char c);

#pragma GCC visibility pop

#endif

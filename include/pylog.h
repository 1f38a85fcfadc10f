/* pylog: Python's `logging` for C.
 *
 *     #include <pylog.h>
 *
 *     int main(void) {
 *         pylog_basic_config(&(struct pylog_config){ .filename = "app.log", .level = PYLOG_INFO });
 *         pylog_info(pylog_get_logger("app.db"), "connected to %s in %d ms", "localhost", 7);
 *     }
 *
 * appends `INFO:app.db:connected to localhost in 7 ms` to app.log. Loggers have dotted names and form a
 * tree; a record goes to the handlers of its logger and of that logger's ancestors; each handler has a
 * level, filters and a formatter. Names, behaviour and output are those of Python's module `logging`;
 * where they cannot be, a line here begins with `Unlike Python:`.
 *
 * Rules that hold everywhere:
 *
 * - There is no init call and nothing to tear down: pylog_shutdown runs at exit.
 * - A function that can fail returns 0 or -1, or a pointer or NULL, sets errno (EINVAL where Python
 *   raises ValueError, TypeError or KeyError; ENOMEM; or what the system said) and leaves a sentence in
 *   pylog_last_error(). A failed call changes nothing.
 * - Any function may be called from any thread, unless its comment says *setup only*.
 *   None may be called from a signal handler. See "Threads, processes, signals" for all that may happen.
 * - Handlers, formatters and filters are counted: who creates one, or gets one back, holds a reference
 *   and gives it up with `_unref`; what stores one takes its own. `_unref(NULL)` is fine.
 * - Strings passed in are copied. Strings passed out are borrowed, as long as the comment says: what they belong to
 *   is the caller's to keep. A string that another thread could free is copied into a buffer of the caller's.
 * - Strings are UTF-8. Bytes that are not are passed on as they are, or escaped where an encoding is set.
 * - Text is rendered as in the C locale, whatever setlocale says.
 *   Unlike printf: a decimal comma never appears in a log.
 * - Time-outs are seconds. 0 is the default, which the comment of the place tells; PYLOG_NO_WAIT is not to wait at all,
 *   and PYLOG_FOREVER to wait without a bound. NaN and all else below 0 is EINVAL. While pylog_shutdown runs, at exit
 *   too, no wait lasts longer than that, which has 10 seconds. After it PYLOG_FOREVER means 10 seconds.
 * - A function that fills `out[capacity]` returns how many there are, and fills no more than fit.
 * - Options: NULL means all defaults, and every default is spelled 0 or NULL.
 * - Structures grow. Those for options, operations and transports, and those that the library fills in, end with
 *   `reserved` words, in whose place later versions may have new members. They have to be 0, as `{ .filename = name }`
 *   leaves them: initialise the whole structure, not one member after the other. So a compiled program runs with a later
 *   library as it is. It runs with an earlier one, too, as long as it sets no member that this does not know: that is
 *   EINVAL. Values are not extended: struct pylog_field, pylog_site, pylog_exc_info, pylog_level_name, pylog_time_of_day.
 */
#ifndef PYLOG_H
#define PYLOG_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ---- Version --------------------------------------------------------------------------------- */

#define PYLOG_VERSION_MAJOR 0
#define PYLOG_VERSION_MINOR 1
#define PYLOG_VERSION_PATCH 0
#define PYLOG_VERSION_STRING "0.1.0"
#define PYLOG_VERSION_NUMBER (PYLOG_VERSION_MAJOR * 10000 + PYLOG_VERSION_MINOR * 100 + PYLOG_VERSION_PATCH)

/* ---- How the library is built and linked ----------------------------------------------------- */

/* Define PYLOG_NAMESPACE (say, as `mylib_`) for the library and for everything that includes this file,
 * and every symbol is renamed: a private copy that no other copy in the program can collide with. */
#ifdef PYLOG_NAMESPACE
#include <pylog/namespace.h>
#endif

/* Nothing needs to be defined for a static library or for sources that are copied in. A shared library
 * is built with PYLOG_BUILD_SHARED, and its users define PYLOG_USE_SHARED (CMake and pkg-config do).
 * A private copy that is not a shared library shows no symbol to other modules: a plugin exports its own functions
 * alone. PYLOG_STATIC, defined as PYLOG_NAMESPACE is, hides the symbols under their own names. */
#if defined(_WIN32) && defined(PYLOG_BUILD_SHARED)
#define PYLOG_API __declspec(dllexport)
#elif defined(_WIN32) && defined(PYLOG_USE_SHARED)
#define PYLOG_API __declspec(dllimport)
#elif defined(_WIN32)
#define PYLOG_API
#elif !defined(PYLOG_BUILD_SHARED) && !defined(PYLOG_USE_SHARED) && (defined(PYLOG_NAMESPACE) || defined(PYLOG_STATIC))
#define PYLOG_API __attribute__((visibility("hidden")))
#else
#define PYLOG_API __attribute__((visibility("default")))
#endif

#if defined(__cplusplus)
#define PYLOG_INLINE inline
#elif defined(_WIN32) || defined(__GNUC_GNU_INLINE__)
#define PYLOG_INLINE static inline
#else
#define PYLOG_INLINE PYLOG_API inline
#endif

/* Format strings are checked by the rules of printf, which pylog keeps on every system. */
#if defined(__MINGW32__) && !defined(__clang__)
#define PYLOG__PRINTF(fmt, first) __attribute__((format(gnu_printf, fmt, first)))
#else
#define PYLOG__PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pylog_logger pylog_logger;
typedef struct pylog_handler pylog_handler;
typedef struct pylog_formatter pylog_formatter;
typedef struct pylog_filter pylog_filter;
typedef struct pylog_buffer pylog_buffer;
typedef struct pylog_buffering_formatter pylog_buffering_formatter;
struct pylog_record;
typedef struct pylog_queue pylog_queue;

/* Time-outs besides numbers of seconds: see above. */
#define PYLOG_FOREVER 1e9 /* anything longer is for ever, too: infinity, say */
#define PYLOG_NO_WAIT (-1e9)

/* ---- Levels ---------------------------------------------------------------------------------- */

/* Any other int is a level, too. Levels up to 0 are disabled, as in Python, until pylog_disable is called with a lower one.
 * PYLOG_NOTSET means the parent's level on a logger, and the default in options.
 * C only: PYLOG_ALL means everything, also in options, where 0 cannot say so. */
enum {
    PYLOG_NOTSET = 0,
    PYLOG_ALL = 1,
    PYLOG_DEBUG = 10,
    PYLOG_INFO = 20,
    PYLOG_WARNING = 30,
    PYLOG_WARN = 30,
    PYLOG_ERROR = 40,
    PYLOG_CRITICAL = 50,
    PYLOG_FATAL = 50
};

/* ---- Logging --------------------------------------------------------------------------------- */

/* A field that a program adds to a record: Python's `extra`. An array of fields ends with a NULL key. */
enum pylog_type {
    PYLOG_TYPE_NONE,
    PYLOG_TYPE_BOOL,
    PYLOG_TYPE_INT,
    PYLOG_TYPE_UINT,
    PYLOG_TYPE_FLOAT,
    PYLOG_TYPE_STR
};
struct pylog_field {
    const char *key;
    enum pylog_type type;
    union {
        bool b;
        int64_t i;
        uint64_t u;
        double f;
        const char *s; /* NULL prints as None */
    } value;
};

/* Make a field; keys and strings are borrowed. */
PYLOG_INLINE struct pylog_field pylog_field_none(const char *key) {
    struct pylog_field field = { key, PYLOG_TYPE_NONE, { 0 } };
    return field;
}
PYLOG_INLINE struct pylog_field pylog_field_bool(const char *key, bool value) {
    struct pylog_field field = { key, PYLOG_TYPE_BOOL, { 0 } };
    field.value.b = value;
    return field;
}
PYLOG_INLINE struct pylog_field pylog_field_int(const char *key, int64_t value) {
    struct pylog_field field = { key, PYLOG_TYPE_INT, { 0 } };
    field.value.i = value;
    return field;
}
PYLOG_INLINE struct pylog_field pylog_field_uint(const char *key, uint64_t value) {
    struct pylog_field field = { key, PYLOG_TYPE_UINT, { 0 } };
    field.value.u = value;
    return field;
}
PYLOG_INLINE struct pylog_field pylog_field_float(const char *key, double value) {
    struct pylog_field field = { key, PYLOG_TYPE_FLOAT, { 0 } };
    field.value.f = value;
    return field;
}
PYLOG_INLINE struct pylog_field pylog_field_str(const char *key, const char *value) {
    struct pylog_field field = { key, PYLOG_TYPE_STR, { 0 } };
    field.value.s = value;
    return field;
}

/* A list of fields, valid until the end of the block (in C++: until the thread evaluates it again):
 * PYLOG_FIELDS(pylog_field_str("user", u), pylog_field_int("port", 22)). */
#define PYLOG_FIELDS(...) PYLOG__FIELDS(__VA_ARGS__)

/* A place in the source. PYLOG_HERE is the place where it is written. It is valid until the end of the block. */
struct pylog_site {
    const char *pathname;
    const char *func_name;
    int lineno;
};
#define PYLOG_HERE PYLOG__HERE

/* An error to be printed below the message: the `traceback`, unchanged, if there is one, and then `type: message`.
 * All may be NULL. Without a type the text is Python's `NoneType: None`. */
struct pylog_exc_info {
    const char *type;
    const char *message;
    const char *traceback;
};

/* The keyword arguments of a log call. Everything is borrowed for the length of the call. */
struct pylog_call {
    const struct pylog_exc_info *exc_info; /* Python's exc_info= */
    const struct pylog_field *extra;       /* Python's extra=; a key that a record has already is left out
                                            * and reported: Attempt to overwrite 'name' in LogRecord */
    const struct pylog_site *site;         /* NULL: where the macro stands. A wrapper hands on its caller's
                                            * PYLOG_HERE, as with Python's stacklevel= */
    bool stack_info;                       /* append this thread's stack below the message. In the child of a
                                            * process with threads it has no frames, unless the parent has
                                            * logged a stack before */
    const char *stack_text; /* append this as the stack, whatever `stack_info` says: of another language, say */
    const char *exc_text;   /* append this as the error's text, and do not make one of `exc_info`: Python's
                             * record.exc_text */
    uint64_t reserved[2]; /* must be 0; not checked, so that a call costs nothing for it */
};

/* Log a message: logger.debug(...) and so on. The logger may be NULL, which is the module itself
 * (logging.debug(...)): the root logger, with pylog_basic_config(NULL) run first if it has no handlers.
 *
 * The format is printf's, checked by the compiler. Under -Wformat-security that holds for a format that is no literal,
 * too; but gcc says nothing where it has found this header in a system's folder, or by -isystem. (CMake names an
 * installed pylog so before CMake 3.25, unless CMAKE_NO_SYSTEM_FROM_IMPORTED is set.) Arguments are not
 * evaluated if the logger does not log the level. %m is the error text of errno at the call; %ls is written as UTF-8;
 * %.*s reads no further than its precision; %n and unknown conversions are refused, which the handler reports. NULL,
 * as format or for %s, is `(null)`. A message may have any length; newlines, NUL bytes and bytes that are
 * no UTF-8 are written as they are.
 * Unlike Python: %% is one percent sign even without arguments.
 *
 * When the call returns, every handler has the record, and the file and stream handlers have handed it
 * to the operating system; with a queue (`.queue`) or a buffer (`.buffer_size`) it may still be in memory.
 * A call returns nothing, never aborts, and keeps errno and pylog_last_error()
 * as they were; what goes wrong in a handler goes to pylog_handler_handle_error. Without memory a record
 * is cut short and marked `[truncated: out of memory]`.
 * Any thread, also from within handlers and filters. Not from a signal handler. */
#define pylog_log(logger, level, ...) PYLOG__LOG_AT(logger, level, __VA_ARGS__)
#define pylog_debug(logger, ...) PYLOG__LOG(logger, PYLOG_DEBUG, __VA_ARGS__)
#define pylog_info(logger, ...) PYLOG__LOG(logger, PYLOG_INFO, __VA_ARGS__)
#define pylog_warning(logger, ...) PYLOG__LOG(logger, PYLOG_WARNING, __VA_ARGS__)
#define pylog_error(logger, ...) PYLOG__LOG(logger, PYLOG_ERROR, __VA_ARGS__)
#define pylog_critical(logger, ...) PYLOG__LOG(logger, PYLOG_CRITICAL, __VA_ARGS__)

/* Log at ERROR with what errno says at the call as exc_info, under the name of Python's class for it:
 * `FileNotFoundError: [Errno 2] No such file or directory`. errno 0 gives `NoneType: None`.
 * errno is read before any argument is evaluated. Otherwise as pylog_error: Python's logger.exception. */
#define pylog_exception(logger, ...) PYLOG__EXCEPTION(logger, __VA_ARGS__)

/* Log with keyword arguments: pylog_log_with(logger, level, &(struct pylog_call){ ... }, fmt, ...).
 * The call is evaluated only if the level is logged, like every argument. It may be NULL. */
#define pylog_log_with(logger, level, ...) PYLOG__LOG_WITH(logger, level, __VA_ARGS__)

/* The same as functions, for a program's own log function and for other languages. `call` may be NULL;
 * without a site the record says `(unknown file)`, 0, `(unknown function)`, as Python does.
 * pylog_log_text takes `length` bytes as they are, NUL bytes included, and no format. */
PYLOG_API void pylog_vlog(pylog_logger *logger, int level, const struct pylog_call *call, const char *fmt,
                          va_list args) PYLOG__PRINTF(4, 0);
PYLOG_API void pylog_log_text(pylog_logger *logger, int level, const struct pylog_call *call,
                              const char *text, size_t length);

/* Define PYLOG_MIN_LEVEL before this file is included, and calls with a constant level below it vanish
 * from the program. Not defined: none does. */

/* PYLOG_MODULE_LOGGER(logger, "app.db"); at file scope is Python's `logger = getLogger(__name__)`: it
 * defines `static pylog_logger *logger(void)`, which looks the name up once. */
#define PYLOG_MODULE_LOGGER(function, name)                                                           \
    __attribute__((unused)) static pylog_logger *function(void) {                                     \
        static pylog_logger *found;                                                                   \
        return pylog__module_logger(&found, name);                                                    \
    }                                                                                                 \
    PYLOG__TAKE_SEMICOLON

#include <pylog/call.h>

/* The body of every log call. It stands here because call.h is a system header to the compiler, where gcc says nothing of
 * a format that is no literal. `value` is declared first: the level, or errno. `level` is what PYLOG_MIN_LEVEL is
 * compared with, `passed` the same without a second evaluation, `fixed` the level that the site keeps. `call` is the
 * function with its arguments. The format is left out of the site where the call is compiled away: gcc -O0 keeps
 * constants that nothing refers to. */
#define PYLOG__CALL(value, logger, level, passed, fixed, format, call)                                \
    do {                                                                                              \
        const int value;                                                                              \
        pylog_logger *const pylog__logger = (logger);                                                 \
        if (PYLOG__COMPILED(level) && pylog__may_log(pylog__logger, passed)) {                        \
            PYLOG__BEFORE_STATIC                                                                      \
            static struct pylog__call_site PYLOG__DEFINED_SITE = {                                    \
                { __FILE__, __func__, __LINE__ }, fixed,                                              \
                PYLOG__COMPILED(level) && __builtin_constant_p(format) ? (format) : NULL, NULL };     \
            PYLOG__AFTER_STATIC                                                                       \
            call;                                                                                     \
        }                                                                                             \
    } while (0)
#define PYLOG__LOG(logger, level, ...)                                                                \
    PYLOG__CALL(pylog__level = level, logger, level, pylog__level, level, PYLOG__FIRST(__VA_ARGS__),  \
                pylog__log(pylog__logger, &pylog__site, __VA_ARGS__))
#define PYLOG__LOG_AT(logger, level, ...)                                                             \
    PYLOG__CALL(pylog__level = (level), logger, level, pylog__level, 0, PYLOG__FIRST(__VA_ARGS__),    \
                pylog__log_at(pylog__logger, &pylog__site, pylog__level, __VA_ARGS__))
#define PYLOG__LOG_WITH(logger, level, ...)                                                           \
    PYLOG__CALL(pylog__level = (level), logger, level, pylog__level, 0, PYLOG__NO_LITERAL,            \
                pylog__log_with(pylog__logger, &pylog__site, pylog__level, __VA_ARGS__))
#define PYLOG__EXCEPTION(logger, ...)                                                                 \
    PYLOG__CALL(pylog__error = errno, logger, PYLOG_ERROR, PYLOG_ERROR, PYLOG_ERROR,                  \
                PYLOG__FIRST(__VA_ARGS__),                                                            \
                pylog__exception(pylog__logger, &pylog__site, pylog__error, __VA_ARGS__))
#ifndef __cplusplus
#define PYLOG__HERE (&(const struct pylog_site){ __FILE__, __func__, __LINE__ })
#define PYLOG__FIELDS(...) ((const struct pylog_field[]){ __VA_ARGS__, { NULL, PYLOG_TYPE_NONE, { 0 } } })
#endif

/* ---- Configuring, once, at start-up ---------------------------------------------------------- */

/* The format of a log that says nothing else: Python's BASIC_FORMAT. */
#define PYLOG_BASIC_FORMAT "%(levelname)s:%(name)s:%(message)s"

/* Python's basicConfig(**kwargs). */
struct pylog_config {
    const char *filename;             /* log to this file; NULL or "": to `stream` */
    const char *filemode;             /* NULL: "a"; "w" truncates, "x" refuses an existing file */
    const char *format;               /* NULL: PYLOG_BASIC_FORMAT, in the style that is chosen */
    const char *datefmt;              /* for strftime; NULL: "%Y-%m-%d %H:%M:%S" and ",123" */
    char style;                       /* of `format`: '%', '{' or '$'; 0: '%' */
    int level;                        /* of the root; 0: left alone; PYLOG_ALL: everything. For -v see
                                       * pylog_level_from_verbosity */
    const char *level_name;           /* instead of level: "DEBUG" */
    FILE *stream;                     /* NULL: stderr */
    pylog_handler *const *handlers;   /* instead of filename and stream; ends with NULL. Those without a
                                       * formatter get the new one */
    bool force;                       /* remove and close the root's handlers first, those of an earlier
                                       * pylog_info(NULL, ...) say. At the start of a program: true */
    const char *encoding;             /* of the file: see struct pylog_file_options */
    const char *errors;               /* NULL: "backslashreplace" if there is an encoding */

    /* C only: put a queue before the handlers, so that log calls do not wait for them: pylog_queue_new(NULL), see
     * pylog/handlers.h. A listener is started now, and hands the records to the handlers. At exit, and when the root's
     * handlers are replaced, it writes what is left. basic_config takes a reference of its own. A queue that the program
     * needs until it ends need not be given back. NULL, also of a pylog_queue_new that has failed: no queue */
    pylog_queue *queue;
    uint64_t reserved[4];
};

/* Give the root logger a handler and a formatter: Python's logging.basicConfig.
 * Returns 0 if that was done. Returns 1 if the root had handlers already: then nothing was done, errno is EALREADY, and
 * pylog_last_error() says so. (Never with `force`.) Returns -1 with errno EINVAL (`'stream' and 'filename' should not be
 * specified together`, ...), ENOMEM, or what opening the file has given.
 * Unlike Python: on error nothing has changed, and the file has not been created if another argument
 * was wrong. */
PYLOG_API int pylog_basic_config(const struct pylog_config *config);

/* Suppress every call of this level and below in all loggers: Python's logging.disable, where the default
 * is PYLOG_CRITICAL. PYLOG_NOTSET ends it. */
PYLOG_API void pylog_disable(int level);
/* The level that pylog_disable was told last, PYLOG_NOTSET (0) at first: Python's root.manager.disable. */
PYLOG_API int pylog_manager_disable(void);

/* Stop the listeners of queues, which write what is left (see pylog_queue_listener_stop). Then flush and close all
 * handlers, the newest first. Python's logging.shutdown.
 * The library registers it with atexit and at_quick_exit when it is first used. It may be called at any time, and again.
 * Logging afterwards still works.
 * It takes 10 seconds at most, unless a listener's stop_timeout is longer. No time-out of a handler lasts longer than that.
 * A handler that another thread is stuck in is given up, and that is reported on stderr. A handler that cannot be flushed
 * is not closed. Streams are not touched: they were flushed at each record. */
PYLOG_API void pylog_shutdown(void);

/* Wait until the records in queues have been written, and flush every handler, the newest first. Before an abort(), say.
 * `timeout` bounds the waits for listeners, and for handlers that other threads are using. 0: the waits together have no
 * bound, but each ends when nothing has happened for 10 seconds: a listener has written nothing (within a handler: for 1
 * second), or a handler's lock has not changed hands.
 * Returns 0, or -1 with errno EINVAL (it is no time-out), ETIMEDOUT, or what the first handler that failed has given. All
 * others are flushed. */
PYLOG_API int pylog_flush(double timeout);

/* The sentence about this thread's last failed call. It is Python's own text where Python has one; "" if no call has failed.
 * Valid until this thread's next failed call. */
PYLOG_API const char *pylog_last_error(void);

/* What kind of error that was, as Python's exceptions are: what errno alone does not tell. And the name of Python's class
 * for it, valid for ever: "ValueError", "FileNotFoundError", ...; "" if none failed. */
enum pylog_error_kind {
    PYLOG_KIND_NONE,   /* none failed */
    PYLOG_KIND_VALUE,  /* ValueError, and those below it: a UnicodeEncodeError, say */
    PYLOG_KIND_TYPE,   /* TypeError: another kind of object, NULL where something is needed */
    PYLOG_KIND_KEY,    /* LookupError, KeyError, IndexError: there is nothing of that name */
    PYLOG_KIND_OS,     /* OSError, and those below it, such as TimeoutError: an error of the system's */
    PYLOG_KIND_MEMORY, /* MemoryError */
    PYLOG_KIND_OTHER   /* another one: RuntimeError, RecursionError, AttributeError, queue.Full, ... */
};
PYLOG_API enum pylog_error_kind pylog_last_error_kind(void);
PYLOG_API const char *pylog_last_error_class(void);

/* C only: say why a callback of the program's own has failed, where a function in Python raises an exception. It
 * sets errno to `error`, an errno value (0 counts as EINVAL), and pylog_last_error() to the sentence. It returns -1,
 * so that a callback can end with it:
 *
 *     return pylog_fail(EIO, "the printer %s is out of paper", name);
 *
 * The format is that of a log call, but %m is the text of `error`. The class of the error is ValueError for EINVAL,
 * MemoryError for ENOMEM, and OSError, or what Python has below it, for all others.
 * Where the sentence goes:
 * - a handler, formatter, namer or rotator: into the report of the handler's error (pylog_handler_handle_error). It
 *   stands there even if errno has changed before the callback returns.
 * - a filter: into such a report, too. Its return value alone decides what becomes of the record, so that a filter
 *   which ends with pylog_fail keeps it. A logger's filter has no handler: it is reported on stderr, and so are a
 *   record factory and the `process` of an adapter.
 * - a factory of a configuration: into pylog_last_error() of the configuration that failed, with the place before it.
 * - `verify` of pylog_listen: to `done`, with `error`; without `done` on stderr.
 * Elsewhere, and where the program calls such a function by hand, it is what pylog_last_error() gives.
 * Any thread. */
PYLOG_API int pylog_fail(int error, const char *format, ...) PYLOG__PRINTF(2, 3);

/* ---- Threads, processes, signals -------------------------------------------------------------------------
 *
 * A log call returns, whatever other threads, child processes, signal handlers or an exit do. It does not end
 * the program. What it has reported as written is in the file, as a line of its own. Every wait of the
 * library's own has a bound. What is given up then is counted (pylog_handler_get_stats, pylog_queue_get_stats) and
 * told on stderr.
 *
 * Threads. Any thread may log, also within a handler, a filter, a formatter or a factory.
 * - pthread_cancel does nothing within a log call. It takes effect when the call's work is done.
 * - A callback of the program's may end its thread (pthread_exit), throw a C++ exception or leave by longjmp.
 *   The library's locks are given back: at the end of the thread, when the exception passes the call, or at
 *   the thread's next call after a longjmp. The memory that the call was using is lost. On processors other
 *   than x86-64 and ARM64 an exception is treated as a longjmp. A handler with state of its own: see after_unwinding.
 * - In the library's own threads (a queue's listener, a flush that is due, pylog_listen, pylog_config_watch) nobody
 *   catches a C++ exception. There it is told as an error of the handler whose write or emit has thrown it, with the
 *   lock held. Out of all else (a filter, a formatter, a flush, a factory) it is told on stderr, as no handler's error.
 *   The record counts as handled, and the library goes on with the next one. On other processors it ends the program.
 * - 16 KiB of stack are enough for a log call, 24 KiB with the mail and HTTP handlers.
 *
 * Child processes. A child of fork may log at once, and so may the program's own handlers of pthread_atfork.
 * - The child's records go into the same files, through openings of the child's own. It never writes into, or
 *   closes, a descriptor that is not the log's.
 * - What is in a queue or a buffer at the fork is written by the parent, once. Before it forks, the library lets
 *   the listeners write for up to a second, so daemon(3) loses nothing. Not when the fork is made within a
 *   handler or filter.
 * - vfork, posix_spawn and exec need no care: all descriptors are closed on exec.
 * - The child takes no lock of libc's that another thread may have held. So in the child of a process with
 *   threads `stack_info` has no frames, unless the parent has logged a stack before.
 *
 * Exit. exit(), a return from main and quick_exit() run pylog_shutdown, in any thread, also in a handler. They
 * write what is queued, and take 10 seconds at most, also with PYLOG_FOREVER: then every wait ends with the shutdown,
 * and what is left is counted and told. _exit(), abort() and a signal that kills the program write
 * nothing: call pylog_flush before. Logging after pylog_shutdown, from destructors say, still works.
 *
 * Signals. No function may be called from a signal handler, but any signal may interrupt one.
 * - SIGPIPE and SIGXFSZ of the library's own writes never reach the program. Those that it raises itself do. A
 *   limit of the size of files that is lowered below the size of an open file is noticed within a second.
 * - The library's threads block all signals.
 *
 * Plugins. A plugin that logs through its host's pylog may be unloaded at any time, also while its records are
 * in a queue. A library that has pylog inside (its sources, the static or the shared library) is not unmapped by
 * dlclose: it pins itself while it is loaded. Call pylog_shutdown before dlclose to have its files closed.
 *
 * How long a call waits at most, unless it is told otherwise:
 *
 *     a handler that another thread is using      10 s without any progress; then the record is dropped
 *     a pipe or device that takes nothing         10 s; then not at all until it takes something
 *     a full queue                                10 s without any progress of its listener
 *     a socket 1 s; syslog, HTTP and mail 5 s     then the handler pauses, or drops the record
 *     a lock file (several_processes)             1 s; then the record is appended without rotating
 *     pylog_flush, pylog_handler_flush            10 s without any progress
 *     pylog_shutdown, exit                        10 s in all
 *     a new configuration, pylog_stop_listening   10 s; within a handler 1 s
 *     fork                                        1 s
 *
 *     what ends it        flushes                       closes files   waits for queues
 *     _unref (the last)   its handler                   yes            no
 *     pylog_handler_close its handler                   yes            no
 *     pylog_handler_flush its handler                   no             no
 *     pylog_flush         all handlers                  no             yes
 *     pylog_shutdown      all handlers                  yes            yes, and ends the listeners
 *     exit, quick_exit    as pylog_shutdown
 *     _exit, abort, kill  nothing                       the system     no */

/* ---- Loggers --------------------------------------------------------------------------------- */
/* Loggers belong to the tree and live as long as the process: a pointer may be kept. Everywhere below
 * NULL is the root, and an adapter stands for its logger. */

/* The logger of this dotted name. The first call makes it. NULL, "" and "root" are the root. Names are case-sensitive, and
 * any string will do. Never NULL: without memory it is the root, with errno ENOMEM.
 * Unlike Python: a logger named "r", "ro" or "roo" becomes the parent of children that were made before it, as any other
 * does. */
PYLOG_API pylog_logger *pylog_get_logger(const char *name);

/* Would this logger log the level: Python's isEnabledFor. One load and one comparison. */
PYLOG_INLINE bool pylog_is_enabled_for(pylog_logger *logger, int level) {
    return level > pylog__suppressed(logger ? logger : pylog_get_logger(NULL));
}

/* The logger's own level, PYLOG_NOTSET (0) unless set. */
PYLOG_API void pylog_logger_set_level(pylog_logger *logger, int level);
PYLOG_API int pylog_logger_level(const pylog_logger *logger);
/* Its own level, or that of the nearest ancestor that has one. 0 if none has. */
PYLOG_API int pylog_logger_get_effective_level(const pylog_logger *logger);

/* The name as it was given, valid for ever. And the nearest ancestor that exists; NULL for the root. */
PYLOG_API const char *pylog_logger_name(const pylog_logger *logger);
PYLOG_API pylog_logger *pylog_logger_parent(const pylog_logger *logger);

/* Do records go on to the handlers of the ancestors (default: true)?
 * The setter returns 0, or -1 with ENOMEM. */
PYLOG_API bool pylog_logger_propagate(const pylog_logger *logger);
PYLOG_API int pylog_logger_set_propagate(pylog_logger *logger, bool propagate);

/* A disabled logger logs nothing; its children are not affected. */
PYLOG_API bool pylog_logger_disabled(const pylog_logger *logger);
PYLOG_API void pylog_logger_set_disabled(pylog_logger *logger, bool disabled);

/* Add a handler, unless the logger has it already; remove it, if the logger has it. They take a reference, and give it up.
 * Both may be called from within a handler. A log call under way ends with the handlers that it began with.
 * Unlike Python: a handler that removes itself does not make the next one be skipped.
 * Returns 0, or -1 with EINVAL (NULL) or ENOMEM. */
PYLOG_API int pylog_logger_add_handler(pylog_logger *logger, pylog_handler *handler);
PYLOG_API int pylog_logger_remove_handler(pylog_logger *logger, pylog_handler *handler);
/* C only: remove all of the logger's own handlers, in one step: Python's `logger.handlers.clear()`. Gives up their
 * references, so that a handler which nobody else holds is closed. Returns 0, or -1 with ENOMEM: then it has them all
 * still. Any thread, also from within a handler. */
PYLOG_API int pylog_logger_clear_handlers(pylog_logger *logger);

/* The logger's own handlers, in the order they were added; each one written to out is counted. */
PYLOG_API size_t pylog_logger_handlers(const pylog_logger *logger, pylog_handler **out, size_t capacity);

/* Does a record of this logger reach any handler, its own or an ancestor's? */
PYLOG_API bool pylog_logger_has_handlers(const pylog_logger *logger);

/* As for handlers. A logger's filters see the records made at this logger, not those of its children. */
PYLOG_API int pylog_logger_add_filter(pylog_logger *logger, pylog_filter *filter);
PYLOG_API int pylog_logger_remove_filter(pylog_logger *logger, pylog_filter *filter);

/* The logger's own filters, in the order they were added: Python's filters. Each one written to out is counted. */
PYLOG_API size_t pylog_logger_filters(const pylog_logger *logger, pylog_filter **out, size_t capacity);

/* Do the logger's filters let the record pass? They may change it. */
PYLOG_API bool pylog_logger_filter(pylog_logger *logger, struct pylog_record *record);

/* Filter the record and give it to the handlers, whatever its level; nothing if the logger is disabled. */
PYLOG_API void pylog_logger_handle(pylog_logger *logger, struct pylog_record *record);

/* A record as a log call of this logger would make it; `call` may be NULL. Free it with pylog_record_free.
 * NULL with EINVAL (an extra field that would overwrite one, a wrong format) or ENOMEM. */
PYLOG_API struct pylog_record *pylog_logger_make_record(pylog_logger *logger, int level,
                                                        const struct pylog_call *call, const char *fmt, ...)
    PYLOG__PRINTF(4, 5);

/* The same of a va_list, and of `length` bytes as they are, which are no format: see pylog_vlog and pylog_log_text. */
PYLOG_API struct pylog_record *pylog_logger_make_record_v(pylog_logger *logger, int level,
                                                          const struct pylog_call *call, const char *fmt,
                                                          va_list args) PYLOG__PRINTF(4, 0);
PYLOG_API struct pylog_record *pylog_logger_make_record_text(pylog_logger *logger, int level,
                                                             const struct pylog_call *call, const char *text,
                                                             size_t length);

/* pylog_get_logger(name + "." + suffix); on the root, of the suffix alone. */
PYLOG_API pylog_logger *pylog_logger_get_child(pylog_logger *logger, const char *suffix);
/* The direct children that exist, in no particular order. */
PYLOG_API size_t pylog_logger_get_children(const pylog_logger *logger, pylog_logger **out, size_t capacity);

/* Call `visit` for each logger of the tree but the root, in the order of Python's root.manager.loggerDict. The logger is
 * NULL for a placeholder: a name that so far is only a prefix of others. The name is valid during the call. No lock is
 * held: `visit` may log and make loggers, which it does not see. Stops at the first call that does not return 0, and
 * returns what it returned; -1 with ENOMEM, and no call, without memory. */
PYLOG_API int pylog_visit_loggers(int (*visit)(const char *name, pylog_logger *logger, void *data), void *data);

/* `<Logger app.db (WARNING)>`, with the effective level. Returns the full length, as snprintf. */
PYLOG_API size_t pylog_logger_repr(const pylog_logger *logger, char *buffer, size_t size);

/* A pointer that the program can keep with the logger. */
PYLOG_API void *pylog_logger_data(const pylog_logger *logger);
PYLOG_API void pylog_logger_set_data(pylog_logger *logger, void *data);

/* A logger that adds fields to what is logged through it: Python's LoggerAdapter. It is a pylog_logger *,
 * so that every log call takes it; set_level and the rest act on its logger, which may be an adapter too.
 * As in Python, without merge_extra the fields of the adapter replace those of the call (and of an outer
 * adapter); with merge_extra both are there, and the call's win.
 * Unlike Python: `process` gets the finished record, and NULL fields merge as an empty list.
 * Returns NULL with EINVAL (a key that a record has already) or ENOMEM. Fields are copied. */
struct pylog_adapter_options {
    bool merge_extra;
    void (*process)(struct pylog_record *record, void *data); /* may change it: pylog_record_set */
    void *data;
    uint64_t reserved[4];
};
PYLOG_API pylog_logger *pylog_logger_adapter_new(pylog_logger *logger, const struct pylog_field *extra,
                                                 const struct pylog_adapter_options *options);
/* No thread may use the adapter, or an adapter made of it, now or later. */
PYLOG_API void pylog_logger_adapter_free(pylog_logger *adapter);

/* ---- Handlers -------------------------------------------------------------------------------- */

/* Write to a stream, NULL: stderr. Python's StreamHandler. Each record stands where it was logged among the
 * program's own output; the stream stays the program's and is never closed. The stream is flushed, and the record
 * is one write(2) to its descriptor, with the stream locked (by fwrite and fflush if it has none): so a signal, a
 * short write or a child that ends by exit() writes nothing twice. A record that is cut short for good is reported,
 * and the next one begins on a line of its own. A stream that another thread has locked, and a descriptor that does
 * not block whose reader sleeps, are waited for 10 seconds; after that the lock is done without, and the record is
 * given up and reported, and so are the next ones at once, until the reader takes something. A descriptor that
 * blocks is waited for, as by printf. Returns NULL with ENOMEM. */
PYLOG_API pylog_handler *pylog_stream_handler_new(FILE *stream);
/* Change the stream. Returns the old one; or NULL with errno 0, if the handler has this one already, or has none. Returns
 * NULL with ETIMEDOUT if another thread is stuck in the handler (see pylog_handler_flush): then nothing has changed. */
PYLOG_API FILE *pylog_stream_handler_set_stream(pylog_handler *handler, FILE *stream);
/* The stream it writes to. NULL with EINVAL if this is no stream handler. */
PYLOG_API FILE *pylog_stream_handler_stream(const pylog_handler *handler);

struct pylog_file_options {
    const char *mode;      /* NULL: "a"; "w" truncates when it is first opened, "x" refuses an existing one.
                            * Unlike Python: a mode with b writes text, as it is, and one with r is refused.
                            * Unlike Python: a wrong mode is refused when the handler is made, also with delay */
    const char *encoding;  /* utf-8, utf-8-sig, utf-16, utf-32 (and -le, -be), and all encodings of one byte per
                            * character that Python has: ascii, latin-1, cp1251, koi8-r, mac-roman, cp437, ..., under
                            * all of Python's names for them.
                            * Unlike Python: NULL means that the bytes are written as they are */
    const char *errors;    /* what to do with a character that the encoding lacks: strict (NULL; the record
                            * is not written, and reported), ignore, replace, backslashreplace,
                            * xmlcharrefreplace, surrogateescape (bytes that are no UTF-8 are written as they
                            * are), surrogatepass.
                            * Unlike Python: other encodings (shift_jis, gbk, utf-7) and namereplace are refused,
                            * and a wrong name is refused when the handler is made, also with delay */
    bool delay;            /* open at the first record */
    bool make_directories; /* C only: make the missing directories of the path */
    size_t buffer_size;    /* C only: bytes to be held back and written together; 0: none, one write per record */
    int flush_level;       /* of a buffer: a record of this level or above is written at once; 0: ERROR */
    double flush_interval; /* of a buffer: seconds after which it is written at the latest; 0: no limit; below 0: EINVAL */

    /* C only. Permissions hold for what is made, by rotations and openings later, too, whatever the umask is; what is
     * there already keeps its own. Windows has none */
    unsigned permissions;           /* of files, 0600 say; 0: as in Python, 0666 less the umask. A lock file (see
                                     * several_processes) is for its owner, and for others who may write here */
    unsigned directory_permissions; /* of make_directories, 0700 say; 0: 0777 less the umask */
    bool no_follow; /* refuse a link in the place of the file, ELOOP, at each opening: where others may write to
                     * the directory, theirs could have any file of yours appended to, or emptied by mode "w".
                     * Directories of the path may be links */
    uint64_t reserved[4];
};

/* Append to a file: Python's FileHandler. Each record is one write(2) to a file that was opened for append, so several
 * threads and processes can share it. Newlines are "\n" on every system. The descriptor is closed on exec, and is never
 * 0, 1 or 2.
 *
 * Short writes (full disk, signal, a file system that takes little at a time). The record goes on where it was cut. If
 * others have appended meanwhile, the fragment's last byte becomes a newline and the record is written again, whole: no
 * record stands in the line of a fragment. That needs a file that may be opened again and read. Elsewhere the next record
 * of the handler begins with a newline.
 * A fragment that a killed process has left is ended when the file is opened, by the next record of 32 KiB or more, and by
 * the next record of a handler that has not looked for a second. A smaller record that follows at once is in its line.
 * Unlike Python: before the first record a file that does not end with a newline gets one.
 *
 * Opening. Unlike Python: a closed handler opens its file again for the next record also if its mode is "w" or "x", and
 * then appends. Opening never waits. Unlike Python: a FIFO that nobody reads fails with ENXIO instead of blocking; with
 * `delay` each record tries again.
 *
 * Pipes and devices. One that takes nothing is waited for, 10 seconds for a record. Then that is reported, and the next
 * records do not wait until something is taken. SIGPIPE and SIGXFSZ of these writes do not reach the program. A limit of
 * the size of files that is set while the file is open is noticed within a second.
 *
 * Lost descriptors. A program that closes all descriptors, to become a daemon say, closes the log's, too. The handler
 * notices that at the next record, opens the file again, and reports it once. If the program has been given the number for
 * a file of its own, that is noticed within a second; until then records may stand in that file.
 *
 * With a buffer, records are handed to the system when it is full, at flush_level, after flush_interval (by a thread that
 * is started when it is first needed), and at flush, close and shutdown. A crash of the process loses what is in it. A
 * child of fork begins with an empty buffer, because the records in it are the parent's to write.
 *
 * Returns NULL with EINVAL (a bad mode, encoding or errors), ENOMEM, or what opening the file has given, with a sentence
 * that has path and reason. */
PYLOG_API pylog_handler *pylog_file_handler_new(const char *filename, const struct pylog_file_options *options);
/* Close the file and open it again by its name, after something else has moved it away. For every handler that writes to a
 * file, as the next function is.
 * Returns 0, or -1 with EINVAL (it is no such handler), ETIMEDOUT (another thread is stuck in it, see pylog_handler_flush),
 * or what opening the file has given. Then the old file stays in use. */
PYLOG_API int pylog_file_handler_reopen(pylog_handler *handler);
/* Do so for every handler in the process whose file is open, those behind queues too: what a daemon does at SIGHUP,
 * after logrotate has moved its files. Handlers whose file is not open are passed over: their next record opens it.
 * Call it in a thread, when a flag tells that the signal has come, not in the signal's handler.
 * All are tried. Returns 0, or -1 with errno and the sentence of the first one that failed, newest handler first. Waits
 * 10 seconds at most for handlers that other threads are stuck in, all together, and a tenth of a second for each one
 * after that; such a handler has failed with ETIMEDOUT. Any thread, no lock of the program's held that a handler wants. */
PYLOG_API int pylog_reopen_all(void);
/* The absolute path, as long as the handler lives. */
PYLOG_API const char *pylog_file_handler_base_filename(const pylog_handler *handler);
/* How the file of such a handler is opened, under Python's names, and whether it is open now. The strings are as
 * given, and valid as long as the handler. Waits for log calls under way.
 * Returns 0, or -1 with EINVAL (this is no file handler) or ETIMEDOUT (see pylog_handler_flush). */
struct pylog_file_state {
    const char *mode;     /* "a" if none was given */
    const char *encoding; /* NULL: none was given */
    const char *errors;   /* likewise */
    bool open;            /* false, where Python's `stream` is None: the next record opens it */
    uint64_t reserved[4];
};
PYLOG_API int pylog_file_handler_state(pylog_handler *handler, struct pylog_file_state *out);

/* Drop every record: Python's NullHandler. For libraries that want no output of the last resort. Its filters do not run, so
 * they change no record. */
PYLOG_API pylog_handler *pylog_null_handler_new(void);

PYLOG_API pylog_handler *pylog_handler_ref(pylog_handler *handler); /* returns it */
/* The last reference closes the handler and destroys it. */
PYLOG_API void pylog_handler_unref(pylog_handler *handler);

/* Records below this level are not handled; PYLOG_NOTSET (0) at first. */
PYLOG_API void pylog_handler_set_level(pylog_handler *handler, int level);
PYLOG_API int pylog_handler_level(const pylog_handler *handler);

/* NULL is the default formatter, `%(message)s`. Returns 0, or -1 with ENOMEM. */
PYLOG_API int pylog_handler_set_formatter(pylog_handler *handler, pylog_formatter *formatter);
PYLOG_API pylog_formatter *pylog_handler_formatter(const pylog_handler *handler); /* counted; NULL: default */
/* C only: make the formatter from a format in `%` style. Errors as pylog_formatter_new. */
PYLOG_API int pylog_handler_set_format(pylog_handler *handler, const char *fmt, const char *datefmt);

/* As for loggers. A handler's filters see every record that reaches the handler. */
PYLOG_API int pylog_handler_add_filter(pylog_handler *handler, pylog_filter *filter);
PYLOG_API int pylog_handler_remove_filter(pylog_handler *handler, pylog_filter *filter);
PYLOG_API size_t pylog_handler_filters(const pylog_handler *handler, pylog_filter **out, size_t capacity);

/* A name by which pylog_get_handler_by_name finds the handler; NULL takes it away. As in Python the last
 * one to take a name has it. Returns 0, or -1 with ENOMEM. */
PYLOG_API int pylog_handler_set_name(pylog_handler *handler, const char *name);
/* The name; "" if it has none. Returns the full length, as snprintf. */
PYLOG_API size_t pylog_handler_name(const pylog_handler *handler, char *buffer, size_t size);

/* Write out what the handler holds back. Returns 0, or -1 with errno from writing, or with ETIMEDOUT if another thread is
 * stuck in the handler: its lock has not changed hands for 10 seconds. */
PYLOG_API int pylog_handler_flush(pylog_handler *handler);
/* Let go of files and connections, and of the name. After it has returned, no operation of the handler
 * runs in another thread. Again: nothing. Unlike Python: a closed handler of the program's own gets no
 * more records, unless it has no `close` operation or says PYLOG_HANDLER_REOPENS. If another thread is stuck in it (see
 * pylog_handler_flush), it is not closed, which is counted in `errors` and told on stderr. */
PYLOG_API void pylog_handler_close(pylog_handler *handler);

/* `<FileHandler /var/log/app.log (NOTSET)>`. Returns the full length, as snprintf. */
PYLOG_API size_t pylog_handler_repr(const pylog_handler *handler, char *buffer, size_t size);

/* C only: what became of the records since the handler was made. */
struct pylog_handler_stats {
    uint64_t emitted;    /* handed on without an error */
    uint64_t dropped;    /* given up without trying: closed, too deeply nested, or the handler's own reasons */
    uint64_t errors;     /* reported through pylog_handler_handle_error, or its operation did not return */
    uint64_t reconnects; /* connections or files opened again */
    uint64_t reserved[4];
};
PYLOG_API void pylog_handler_get_stats(const pylog_handler *handler, struct pylog_handler_stats *out);

/* C only: be called instead of the message on stderr when the handler fails. `error` is an errno value,
 * `text` the sentence, valid during the call. The callback may log to other handlers. NULL: stderr again.
 * Returns 0, or -1 with ENOMEM. */
PYLOG_API int pylog_handler_set_error_callback(
    pylog_handler *handler,
    void (*callback)(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                     void *data),
    void *data);

/* Should handlers report errors on stderr (default: true)? Python's logging.raiseExceptions. */
PYLOG_API void pylog_set_raise_exceptions(bool on);

/* ---- Handlers of your own -------------------------------------------------------------------- */

enum {
    PYLOG_HANDLER_SHARED_WRITE = 1, /* write and emit may run in several threads: the lock is held shared */
    PYLOG_HANDLER_REOPENS = 2,      /* write and emit may be called after close, and open again */
    PYLOG_HANDLER_NO_FLUSH_ON_CLOSE = 4, /* pylog_shutdown does not flush it first: flushOnClose = False */
    PYLOG_HANDLER_LOCKLESS = 8, /* write and emit run without the lock, also while another thread flushes or closes it */
    PYLOG_HANDLER_NO_FILTERS = 16 /* it can have filters, but they are not asked: as NullHandler */
};

/* Operations of a handler that writes to a file or a stream, besides those of all handlers. Each may be NULL. */
struct pylog_file_ops {
    /* A queue's listener has several records at hand. Between batch(true) and batch(false) the handler may hold back what
     * this thread writes, but not what other threads write. It may return a buffer: then the thread appends the records'
     * text there, as long as it holds the lock, instead of calling `write`. What does not fit is written; so is all, if it
     * returns NULL. The lock is held, exclusively from the first call on. batch(true) may be called again and again. */
    pylog_buffer *(*batch)(pylog_handler *handler, bool on);

    /* What pylog_file_handler_base_filename, _reopen and _state do. No lock held; lock held, returns 0 or -1 with
     * errno; lock held. */
    const char *(*base_filename)(const pylog_handler *handler);
    int (*reopen)(pylog_handler *handler);
    void (*state)(const pylog_handler *handler, struct pylog_file_state *out);
    uint64_t reserved[4];
};

/* What a handler does. One of write and emit is required, the rest may be NULL. The base has checked the
 * level and run the filters before; it counts, and it reports an operation that returns -1 with errno, or with the
 * sentence of pylog_fail. write and emit return 1 where the handler counts the record itself, because it has dropped
 * it or keeps it for later.
 * An operation may log, change the tree, close its handler or drop the last reference to it. One that logs
 * to its own handler is served 32 deep; beyond that records are dropped, counted and reported. */
struct pylog_handler_ops {
    const char *name; /* the class's name, for repr */
    unsigned flags;

    /* Take one record as `length` bytes of text: formatted outside the lock, terminated, encoded.
     * The handler's lock is held (shared, if the flags say so). May block. */
    int (*write)(pylog_handler *handler, const struct pylog_record *record, const char *text, size_t length);

    /* Instead of write: take the record itself; keep it with pylog_record_copy. Lock held. May block. */
    int (*emit)(pylog_handler *handler, const struct pylog_record *record);

    /* Write out what is held back. Lock held. May block. */
    int (*flush)(pylog_handler *handler);

    /* Let go of files and connections. Called at most once; again only after the handler has been used again. Lock
     * held. */
    void (*close)(pylog_handler *handler);

    /* Release `data`, after the last reference is gone. Called once, on any thread, no lock held. */
    void (*destroy)(void *data);

    /* Write the text that stands between name and level in repr. Returns the full length, as snprintf. No lock held. */
    size_t (*describe)(const pylog_handler *handler, char *buffer, size_t size);

    /* In the child of a fork: forget what is held back, because the parent writes it. There is only this thread. Nothing
     * may be logged, and no lock taken. */
    void (*after_fork)(pylog_handler *handler);

    /* An operation of this thread has not returned: it has thrown a C++ exception, ended the thread, called exit, or
     * jumped out by longjmp, which is noticed at the thread's next call. Let go of what it was using. Lock held as the
     * operation had it; nothing may be logged, nor thrown. It may come more than once, and also where no operation was
     * running: a thread has ended between pylog_handler_acquire and pylog_handler_release. If the operation was running
     * within another one of the same handler, the outer one may go on: pylog_handler_depth tells them apart. */
    void (*after_unwinding)(pylog_handler *handler);

    /* For a handler that writes to a file or a stream. NULL: it does not. */
    const struct pylog_file_ops *file;
    uint64_t reserved[4];
};

/* A handler with these operations. They, and those for files, must live as long as the handler. NULL with EINVAL or ENOMEM:
 * then `data` is still the caller's. */
PYLOG_API pylog_handler *pylog_handler_new(const struct pylog_handler_ops *ops, void *data);
PYLOG_API void *pylog_handler_data(const pylog_handler *handler);
/* The operations that the handler was made with. By them a type knows its own handlers. */
PYLOG_API const struct pylog_handler_ops *pylog_handler_operations(const pylog_handler *handler);

/* The text that `write` gets: what ends it ("\n"; Python's terminator), and its encoding (NULL: bytes as they are; see struct
 * pylog_file_options). Returns 0, or -1 with EINVAL or ENOMEM. */
PYLOG_API int pylog_handler_set_terminator(pylog_handler *handler, const char *terminator);
PYLOG_API int pylog_handler_set_encoding(pylog_handler *handler, const char *encoding, const char *errors);

/* The steps of handling a record, as in Python: filter, format, lock and emit.
 * pylog_handler_handle does them all, except for the level, and returns whether the filters let it pass.
 * pylog_handler_format appends the formatted text to out: 0, or -1 with EINVAL or ENOMEM.
 * pylog_handler_emit formats and writes without filters: 0, or -1 after the error has been reported.
 * Unlike Python: a log call does not wait for ever for a handler that another thread is stuck in. When the lock has not
 * changed hands for 10 seconds, the record is given up and reported (TimeoutError, `a handler is in use by another
 * thread`, ETIMEDOUT; counted in `errors`), and those that come next at once, until that thread leaves the handler. The
 * other handlers get them. A slow handler loses nothing, as long as each call of it takes less than 10 seconds. */
PYLOG_API bool pylog_handler_handle(pylog_handler *handler, struct pylog_record *record);
PYLOG_API bool pylog_handler_filter(pylog_handler *handler, struct pylog_record *record);
PYLOG_API int pylog_handler_format(pylog_handler *handler, const struct pylog_record *record,
                                   pylog_buffer *out);
PYLOG_API int pylog_handler_emit(pylog_handler *handler, const struct pylog_record *record);

/* Report that handling the record failed, by errno and pylog_last_error(): through the error callback, or
 * on stderr as Python does (`--- Logging error ---`). Unlike Python: one line stands for the traceback.
 * Unlike Python: on stderr a handler's first error is shown at once, and then at most one in a second, with the number
 * of those left out, which are told when it is closed, too. The callback and the counters see each of them.
 * Unlike Python: control characters in what is shown are escaped. */
PYLOG_API void pylog_handler_handle_error(pylog_handler *handler, const struct pylog_record *record);

/* The handler's lock, exclusively; may be taken again by its owner. Python's acquire and release. Waits without a
 * bound, as in Python. Log calls that wait for the caller meanwhile give up after 10 seconds, see pylog_handler_emit. */
PYLOG_API void pylog_handler_acquire(pylog_handler *handler);
/* C only: the same, with a time-out; 0: as a log call does it, until the lock has not changed hands for 10 seconds.
 * Returns 0, or -1 with EINVAL (the time-out is none) or ETIMEDOUT, and the lock is not taken. */
PYLOG_API int pylog_handler_acquire_within(pylog_handler *handler, double timeout);
PYLOG_API void pylog_handler_release(pylog_handler *handler);
/* C only: how many times the calling thread holds the lock exclusively. 1 in an operation of the handler, 2 in an operation
 * that is called within the first one, 0 outside. */
PYLOG_API unsigned pylog_handler_depth(const pylog_handler *handler);
/* C only: call `step` with the lock held. Waits for the lock as pylog_handler_acquire_within(handler, 0) does. The lock is
 * given back also if `step` does not return, as in an operation (see after_unwinding). Returns what `step` returns, or -1
 * with ETIMEDOUT: then `step` was not called. */
PYLOG_API int pylog_handler_call_locked(pylog_handler *handler, int (*step)(pylog_handler *handler, void *data),
                                        void *data);

/* For handlers that hold records back: have the handler flushed after `seconds`. (This is no time-out: 0 is at once.) A
 * thread of the library does it. It is started when it is first needed, and sleeps while nothing is due. If an earlier
 * flush has been asked for, that stands. A flush that fails is reported, and tried again after the same time, but at least
 * a second. Returns 0, or -1 with EINVAL (NaN, below 0), or with errno if the system has no thread: then nothing will be
 * flushed. */
PYLOG_API int pylog_handler_flush_later(pylog_handler *handler, double seconds);

/* Add to the handler's statistics: records that it has handed on after write or emit returned 1 for them, records that it
 * has given up, and connections that it has made anew. */
PYLOG_API void pylog_handler_count_emitted(pylog_handler *handler, uint64_t records);
PYLOG_API void pylog_handler_count_dropped(pylog_handler *handler, uint64_t records);
PYLOG_API void pylog_handler_count_reconnect(pylog_handler *handler);

/* ---- Formatters ------------------------------------------------------------------------------ */

enum pylog_converter { PYLOG_LOCALTIME, PYLOG_GMTIME };

struct pylog_formatter_options {
    const char *datefmt;                /* for strftime; NULL or "": default_time_format and milliseconds */
    char style;                         /* '%', '{' or '$'; 0: '%' */
    bool no_validate;                   /* Python's validate=False: wrong formats fail when they are used */
    const struct pylog_field *defaults; /* for fields that the record lacks */
    uint64_t reserved[4];
};

/* A formatter for one of Python's three styles, NULL or "": `%(message)s`. The format is parsed here, once.
 * Fields are those of Python's LogRecord under their Python names (%(funcName)s), and extra fields.
 * Unlike Python: {} fields have no attributes or indices ({a.b}, {a[0]}).
 * Unlike Python: the widths of a format may come to 65536 in all, and a width that is taken from a field to 4096,
 * so that no configuration makes lines without end.
 * Returns NULL with EINVAL (`Invalid format 'foo' for '%' style`, `Style must be one of: %,{,$`, ...)
 * or ENOMEM. */
PYLOG_API pylog_formatter *pylog_formatter_new(const char *fmt, const struct pylog_formatter_options *options);

/* A formatter written in C: `format` appends the text to `out` and returns 0, or -1 with errno (see pylog_fail).
 * Unlike Python: it may run in several threads at once, because formatting happens outside the lock.
 * `destroy` (or NULL) gets `data` when the last reference is gone. NULL with EINVAL or ENOMEM. */
PYLOG_API pylog_formatter *pylog_formatter_new_callback(
    int (*format)(const struct pylog_record *record, pylog_buffer *out, void *data), void *data,
    void (*destroy)(void *data));

PYLOG_API pylog_formatter *pylog_formatter_ref(pylog_formatter *formatter); /* returns it */
PYLOG_API void pylog_formatter_unref(pylog_formatter *formatter);

/* What it was made of: the format (that of the style if there was none), the style, the datefmt (NULL: none), and
 * the defaults (ended by a NULL key, never NULL). NULL as formatter is the default one. Valid as long as the
 * formatter. One that is written in C has no format (NULL) and no style (0).
 * Unlike Python: an empty datefmt is told as none. */
PYLOG_API const char *pylog_formatter_fmt(const pylog_formatter *formatter);
PYLOG_API char pylog_formatter_style(const pylog_formatter *formatter);
PYLOG_API const char *pylog_formatter_datefmt(const pylog_formatter *formatter);
PYLOG_API const struct pylog_field *pylog_formatter_defaults(const pylog_formatter *formatter);

/* Append the whole text of a record: the fields, then exception and stack on lines of their own.
 * Returns 0, or -1 with EINVAL (`Formatting field not found in record: 'nope'`) or ENOMEM.
 * As in Python the exception's text is worked out once, by the first formatter, and kept in the record. */
PYLOG_API int pylog_formatter_format(pylog_formatter *formatter, const struct pylog_record *record,
                                     pylog_buffer *out);

/* The parts of it. format_time takes a datefmt, or NULL for the default format and milliseconds; it knows
 * all of glibc's conversions, in the C locale. All return 0, or -1 with ENOMEM. */
PYLOG_API int pylog_formatter_format_time(pylog_formatter *formatter, const struct pylog_record *record,
                                          const char *datefmt, pylog_buffer *out);
PYLOG_API int pylog_formatter_format_exception(pylog_formatter *formatter,
                                               const struct pylog_exc_info *exc_info, pylog_buffer *out);
PYLOG_API int pylog_formatter_format_stack(pylog_formatter *formatter, const char *stack_info,
                                           pylog_buffer *out);
PYLOG_API bool pylog_formatter_uses_time(const pylog_formatter *formatter);
/* The line alone, without error and stack: formatMessage. -1 also with EINVAL, as pylog_formatter_format, and for one
 * that is written in C.
 * Unlike Python: a message and an asctime that the record lacks are worked out. */
PYLOG_API int pylog_formatter_format_message(pylog_formatter *formatter, const struct pylog_record *record,
                                             pylog_buffer *out);

/* Steps of a formatter that a program does itself, as a subclass of Python's Formatter. Each appends to `out` and returns
 * 0, or -1 with errno. NULL: the formatter's own. pylog_formatter_format_time and the others are always those, so that
 * a step can call the one that it replaces. format_time is asked for a format with asctime, and given the formatter's
 * datefmt; what format_exception makes is kept in the record for the formatters that come next, as in Python.
 * All may run in several threads at once. */
struct pylog_formatter_methods {
    int (*format_time)(pylog_formatter *formatter, const struct pylog_record *record, const char *datefmt,
                       pylog_buffer *out, void *data);
    int (*format_message)(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out,
                          void *data);
    int (*format_exception)(pylog_formatter *formatter, const struct pylog_exc_info *exc_info, pylog_buffer *out,
                            void *data);
    int (*format_stack)(pylog_formatter *formatter, const char *stack_info, pylog_buffer *out, void *data);
    void *data;
    void (*destroy)(void *data); /* gets `data` when the last reference is gone; NULL: nothing to do */
    uint64_t reserved[4];
};
/* As pylog_formatter_new, with some of its steps replaced; the methods are copied. Returns NULL as that one does, `data`
 * then is still the caller's. */
PYLOG_API pylog_formatter *pylog_formatter_new_subclass(const char *fmt,
                                                        const struct pylog_formatter_options *options,
                                                        const struct pylog_formatter_methods *methods);

/* Local time (the default) or UTC; "%Y-%m-%d %H:%M:%S"; "%s,%03d" with the text and the milliseconds, NULL
 * or "": no milliseconds. All return 0, or -1 with ENOMEM; set_default_msec_format also with EINVAL, for a milliseconds format with other conversions than one %s and one %d, or a width above 65536. */
PYLOG_API int pylog_formatter_set_converter(pylog_formatter *formatter, enum pylog_converter converter);
PYLOG_API int pylog_formatter_set_default_time_format(pylog_formatter *formatter, const char *fmt);
PYLOG_API int pylog_formatter_set_default_msec_format(pylog_formatter *formatter, const char *fmt);

/* Go by what TZ says now: Python's time.tzset(). The rules of the zone are read here, and when a formatter or a
 * handler that goes by local time is made, from zoneinfo or from TZ itself; a log call computes with them, asks libc
 * for nothing, and needs no file, so that it is right in a child of fork and after chroot. TZ is what libc knows: a
 * POSIX string (`CET-1CEST,M3.5.0,M10.5.0/3`), a name of zoneinfo, or a path; not set: /etc/localtime; what is none:
 * UTC. A program that changes TZ while other threads run calls this after libc's tzset; with one thread it need not,
 * where libc tells that (glibc). Threads that are logging may show the old zone until the second is over.
 * Returns 0, or -1 with ENOMEM. Any thread, while none changes the environment. */
PYLOG_API int pylog_tzset(void);

/* Format many records at once, one after the other, between a header and a footer: BufferingFormatter.
 * NULL: the default line formatter. _format returns 0, or -1 with errno; no records give no text at all. */
PYLOG_API pylog_buffering_formatter *pylog_buffering_formatter_new(pylog_formatter *line_formatter);
PYLOG_API void pylog_buffering_formatter_free(pylog_buffering_formatter *formatter);
/* Setup only. Either may be NULL. The callbacks return 0, or -1 with errno. */
PYLOG_API void pylog_buffering_formatter_set_callbacks(
    pylog_buffering_formatter *formatter,
    int (*header)(const struct pylog_record *const *records, size_t count, pylog_buffer *out, void *data),
    int (*footer)(const struct pylog_record *const *records, size_t count, pylog_buffer *out, void *data),
    void *data);
PYLOG_API int pylog_buffering_formatter_format(pylog_buffering_formatter *formatter,
                                               const struct pylog_record *const *records, size_t count,
                                               pylog_buffer *out);

/* Text that grows. `data` is followed by a NUL and valid until the next change; append and printf return 0,
 * or -1 with ENOMEM (printf also EINVAL), and then leave the text as it was; after ENOMEM nothing more is
 * taken until it is cleared. One thread at a time. */
PYLOG_API pylog_buffer *pylog_buffer_new(void); /* NULL with ENOMEM */
PYLOG_API void pylog_buffer_free(pylog_buffer *buffer);
PYLOG_API const char *pylog_buffer_data(const pylog_buffer *buffer);
PYLOG_API size_t pylog_buffer_length(const pylog_buffer *buffer);
PYLOG_API int pylog_buffer_append(pylog_buffer *buffer, const char *bytes, size_t length);
PYLOG_API int pylog_buffer_printf(pylog_buffer *buffer, const char *fmt, ...) PYLOG__PRINTF(2, 3);
PYLOG_API void pylog_buffer_clear(pylog_buffer *buffer);

/* ---- Filters --------------------------------------------------------------------------------- */

/* Let pass the records of the logger of that name and of its descendants; NULL or "": all of them.
 * NULL with ENOMEM. */
PYLOG_API pylog_filter *pylog_filter_new(const char *name);
/* A filter written in C: 0 drops the record, anything else keeps it. It may change the record, by
 * pylog_record_set, for all that comes after; so it can add context. Runs in any thread, and in several
 * at once. One that fails says why with pylog_fail. NULL with EINVAL or ENOMEM. */
PYLOG_API pylog_filter *pylog_filter_new_callback(int (*filter)(struct pylog_record *record, void *data),
                                                  void *data, void (*destroy)(void *data));
/* The same, for a filter that may put another record in the place of the one it gets, as a filter in Python that returns
 * one: to hide a password in one file and not in the other. It returns NULL to drop the record, the record itself to
 * keep it, or one that it has made (pylog_record_copy, changed by pylog_record_set). That one is what later filters see,
 * and then the handler, or all handlers if it is a logger's filter. The library frees it when they are done. */
PYLOG_API pylog_filter *pylog_filter_new_replacing(
    struct pylog_record *(*filter)(struct pylog_record *record, void *data), void *data,
    void (*destroy)(void *data));
PYLOG_API pylog_filter *pylog_filter_ref(pylog_filter *filter); /* returns it */
PYLOG_API void pylog_filter_unref(pylog_filter *filter);

/* Run this one filter by hand: Python's filter.filter(record). Does it let the record pass? This one,
 * pylog_logger_filter and pylog_handler_filter tell no more: a record that a filter puts in its place is freed. */
PYLOG_API bool pylog_filter_filter(pylog_filter *filter, struct pylog_record *record);

/* ---- Records --------------------------------------------------------------------------------- */

/* What is known when a record is made, under Python's names. Only the library makes records; one is valid
 * during the call that passes it. created_ns may be written to, the rest is changed by pylog_record_set.
 * A record is used by one thread at a time. */
struct pylog_record {
    const char *name;
    int levelno;
    const char *levelname;
    const char *msg; /* the format as given */
    const char *pathname, *func_name;
    int lineno;
    int64_t created_ns;                    /* nanoseconds since the epoch, UTC */
    const struct pylog_exc_info *exc_info; /* NULL: none */
    const char *stack_info;                /* NULL: none */
    const struct pylog_field *extra;       /* never NULL; ends with a NULL key */
}; /* more members follow, private */

/* Change a field by its Python name ("levelno", "threadName", ...), or add an extra field. Setting "msg"
 * drops the arguments. The string is copied. Returns 0, or -1 with EINVAL (a type that the field cannot
 * have) or ENOMEM. */
PYLOG_API int pylog_record_set(struct pylog_record *record, struct pylog_field field);
/* Read any field by its Python name, extra ones included; strings are valid until the record changes.
 * Returns 0, or -1 with EINVAL if there is none of that name (as Python: `message` and `asctime` are there
 * only after a formatter has put them there). */
PYLOG_API int pylog_record_get(const struct pylog_record *record, const char *key, struct pylog_field *out);
/* Call `visit` for each field that the record has now, in the order of Python's record.__dict__, extra ones
 * included. `length` is that of a string, in which there may be NUL bytes; strings are valid until the record
 * changes. Stops at the first call that does not return 0, and returns what it returned. */
PYLOG_API int pylog_record_visit(const struct pylog_record *record,
                                 int (*visit)(struct pylog_field field, size_t length, void *data),
                                 void *data);

/* The message with its arguments, formatted once: Python's getMessage. `length` gets its bytes, among which there may
 * be NUL bytes; NULL: it is not needed. Valid until the record changes. NULL with EINVAL if the format is wrong. */
PYLOG_API const char *pylog_record_message(const struct pylog_record *record, size_t *length);
/* What is worked out on demand. Strings are valid as long as the record; NULL where Python has None. */
PYLOG_API const char *pylog_record_filename(const struct pylog_record *record);
PYLOG_API const char *pylog_record_module(const struct pylog_record *record);
PYLOG_API double pylog_record_created(const struct pylog_record *record);          /* seconds since the epoch */
PYLOG_API double pylog_record_msecs(const struct pylog_record *record);            /* whole ones, 0 to 999 */
PYLOG_API double pylog_record_relative_created(const struct pylog_record *record); /* ms since the first use */
PYLOG_API uint64_t pylog_record_thread(const struct pylog_record *record);         /* 0: None */
/* Until then, or until the calling thread is named anew. */
PYLOG_API const char *pylog_record_thread_name(const struct pylog_record *record);
PYLOG_API int64_t pylog_record_process(const struct pylog_record *record); /* 0: None */
PYLOG_API const char *pylog_record_process_name(const struct pylog_record *record);
PYLOG_API const char *pylog_record_task_name(const struct pylog_record *record);

/* `<LogRecord: app.db, 20, db.c, 42, "connected to %s">`. Returns the full length, as snprintf. */
PYLOG_API size_t pylog_record_repr(const struct pylog_record *record, char *buffer, size_t size);

/* Keep a record, with all fields as they are now: one allocation. NULL with ENOMEM, or EINVAL if the
 * message's format is wrong. */
PYLOG_API struct pylog_record *pylog_record_copy(const struct pylog_record *record);
/* Free a record from pylog_record_copy, pylog_make_log_record or pylog_logger_make_record. */
PYLOG_API void pylog_record_free(struct pylog_record *record);

/* A record of these fields: Python's makeLogRecord, for what comes from elsewhere. What is not given is as
 * in Python (`name` None, `levelname` "Level None", ...). Free it with pylog_record_free.
 * NULL with EINVAL (a type that a field cannot have) or ENOMEM. */
PYLOG_API struct pylog_record *pylog_make_log_record(const struct pylog_field *fields);

/* ---- Rarely used ----------------------------------------------------------------------------- */

/* Name a level, both ways: the level's name is the new one, older names still mean the level.
 * Returns 0, or -1 with EINVAL (NULL) or ENOMEM. */
PYLOG_API int pylog_add_level_name(int level, const char *name);
/* "INFO", valid for ever; "Level 15" if it has no name, valid until this thread's next call. */
PYLOG_API const char *pylog_get_level_name(int level);
/* The level of a name, case-sensitive. Returns 0, or -1 with EINVAL: `Unknown level: 'foo'`. */
PYLOG_API int pylog_level_from_name(const char *name, int *level);
/* C only: levels as people write them, on a command line or in a variable of the environment. A name is taken in any
 * case ("info", "INFO", "warn"), also one that pylog_add_level_name has given; if two names differ only in case, the
 * one that is written so is meant. A whole number that an int can hold is a level too ("20"). Blanks around it do not
 * count. Returns 0, or -1 with EINVAL (`Unknown level: 'loud'`, or NULL), and *level is as it was. Any thread. */
PYLOG_API int pylog_parse_level(const char *text, int *level);
/* C only: set the levels of loggers by a text such as "warning,app.db=debug". Its parts stand between commas, each a
 * level as above for the root, or the name of a logger, `=` and a level. Blanks and empty parts do not count; if a
 * logger is named twice, the later part wins. Loggers that are missing are made, and those that are disabled are
 * enabled. All other loggers stay as they are; so does everything with "" or NULL.
 * Returns 0, or -1 with ENOMEM, or EINVAL and a sentence that says which part is wrong: `Unknown level: 'loud' in
 * 'app=loud': line 1 column 5`. Then no level has changed. Any thread. */
PYLOG_API int pylog_set_levels(const char *spec);
/* C only: the level for a command line with so many -v, less so many -q: PYLOG_WARNING for 0, PYLOG_INFO for 1,
 * PYLOG_DEBUG for 2, PYLOG_ALL for 3 and more; PYLOG_ERROR for -1, PYLOG_CRITICAL for -2 and less.
 * (PYLOG_WARNING - 10 * verbose would be 0 for -vvv: in options that is the default, which is quieter than -vv.)
 *
 *     while ((option = getopt(argc, argv, "qv")) != -1)
 *         verbosity += option == 'v' ? 1 : -1;
 *     pylog_basic_config(&(struct pylog_config){ .level = pylog_level_from_verbosity(verbosity) });
 */
PYLOG_API int pylog_level_from_verbosity(int verbosity);
/* All names that mean a level, each valid for ever. */
struct pylog_level_name {
    int level;
    const char *name;
};
PYLOG_API size_t pylog_get_level_names_mapping(struct pylog_level_name *out, size_t capacity);

/* The handler of that name, counted, or NULL. */
PYLOG_API pylog_handler *pylog_get_handler_by_name(const char *name);
/* The names of all handlers that can be found by them, in no particular order. Each is ended by a NUL, and the next one
 * follows it. Returns the full length of them all, the NULs included; 0: there are none. If the buffer is smaller, they
 * are cut, and its last byte is a NUL.
 *
 *     char names[1000];
 *     size_t length = pylog_get_handler_names(names, sizeof names);
 *     for (const char *name = names; name < names + length && name < names + sizeof names; name += strlen(name) + 1)
 *         puts(name);
 */
PYLOG_API size_t pylog_get_handler_names(char *buffer, size_t size);

/* Call `visit` for each handler that there is, the newest first: the program's, those of a configuration, and the last
 * resort if it has been made. The handler is there during the call; pylog_handler_ref keeps it. No lock is held. Stops
 * at the first call that does not return 0, and returns what it returned. */
PYLOG_API int pylog_visit_handlers(int (*visit)(pylog_handler *handler, void *data), void *data);

/* What gets records of WARNING and above that reach no handler: at first, stderr with the message alone.
 * NULL: none, and `No handlers could be found for logger "app"` is printed once. The getter counts it.
 * Returns 0, or -1 with ENOMEM. */
PYLOG_API pylog_handler *pylog_get_last_resort(void);
PYLOG_API int pylog_set_last_resort(pylog_handler *handler);

/* Send warnings to the logger `py.warnings`, at WARNING (false, the default: to stderr); and give one, as
 * Python's warnings.warn: pylog_show_warning("DeprecationWarning", "use %s instead", "b"). */
PYLOG_API void pylog_capture_warnings(bool capture);
#define pylog_show_warning(category, ...) pylog__show_warning(PYLOG_HERE, category, __VA_ARGS__)
PYLOG_API void pylog__show_warning(const struct pylog_site *site, const char *category, const char *fmt, ...)
    PYLOG__PRINTF(3, 4);

/* Be called for each new logger: what Python does with setLoggerClass. The logger is in the tree already;
 * no lock is held. NULL: no more. Returns 0, or -1 with ENOMEM. */
PYLOG_API int pylog_set_logger_class(void (*init)(pylog_logger *logger, void *data), void *data);

/* Be called when a record is made, before any filter sees it; may change its fields, created_ns included:
 * what Python does with setLogRecordFactory. NULL: no more. Returns 0, or -1 with ENOMEM. */
PYLOG_API int pylog_set_log_record_factory(void (*factory)(struct pylog_record *record, void *data),
                                            void *data);

/* Python's logThreads, logProcesses, logMultiprocessing and logAsyncioTasks (all true): false makes thread
 * and threadName, process, processName, or taskName None. */
PYLOG_API void pylog_set_log_threads(bool on);
PYLOG_API void pylog_set_log_processes(bool on);
PYLOG_API void pylog_set_log_multiprocessing(bool on);
PYLOG_API void pylog_set_log_asyncio_tasks(bool on);

/* The names in %(threadName)s, of this thread (default "MainThread", "Thread-1", ...), and in
 * %(processName)s ("MainProcess"); NULL is the default again. Return 0, or -1 with ENOMEM.
 * The callback tells the current %(taskName)s, NULL for None, in a string that lives as long as the log
 * call; set it before other threads log. */
PYLOG_API int pylog_set_thread_name(const char *name);
PYLOG_API int pylog_set_process_name(const char *name);
PYLOG_API void pylog_set_task_name_callback(const char *(*task_name)(void *data), void *data);

/* PYLOG_VERSION_NUMBER of the library that is linked. */
PYLOG_API int pylog_version(void);

/* Use this function for all memory: (data, NULL, size) allocates, (data, ptr, size) resizes, and
 * (data, ptr, 0) frees. It may not call pylog.
 * *Setup only*: returns -1 with EBUSY after the library has been used. */
PYLOG_API int pylog_set_allocator(void *(*allocate)(void *data, void *ptr, size_t size), void *data);

#ifdef __cplusplus
} /* extern "C" */
#endif

#include <pylog/parts.h>

#endif

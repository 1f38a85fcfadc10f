/* Configuration by text: Python's `logging.config`.
 *
 *     #include <pylog/config.h>
 *
 *     int main(void) {
 *         if (pylog_dict_config_file("logging.json"))
 *             fprintf(stderr, "%s\n", pylog_last_error());
 *     }
 *
 * A file that configures a Python program configures a C program. Where it names classes and functions of the
 * program, C has what the program has registered under these names.
 *
 * Whatever is configured here comes into force whole, or not at all. The text is checked first, to the last
 * key; then handlers are made and files opened; then the tree of loggers is changed, in one step, while other
 * threads log: each record goes the old way or the new one. A function that returns -1 has changed nothing
 * and left nothing open. pylog_last_error() then says where, what, and in which line:
 *
 *     loggers.app.levle: unknown key; did you mean level? (line 9, column 13)
 *     handlers.h.level: Unable to configure handler 'h': Unknown level: 'LOUD' (line 4, column 18)
 *
 * Unlike Python: an error shows no password. Values of keys like password, secret, token and credentials,
 * users in URLs, and what stands in the arguments of a handler in an INI file, where that cannot be told
 * apart, are `***` in it; control characters of the text are escaped.
 *
 * As in Python, keys that mean nothing are let pass: at the top, in formatters, filters, loggers and the root,
 * and in the sections of an INI file. Handlers and `()` get them as arguments.
 *
 * Unlike Python: a key that is mistyped by one letter is an error, and a configuration that is refused has not
 * closed the handlers of the one in force. Mistyped is a key that begins with a letter and becomes one that
 * means something when one letter is changed, put in or left out, or two of them change places. Capitals are
 * taken for small letters there: `Level` is mistyped, too. All keys that mean nothing are errors after
 * pylog_config_set_strict(true).
 *
 * Unlike Python: a configuration is refused that asks for much more than its text has, by long lists of handlers
 * or filters, or by names and cfg:// paths that lead to others. Reading one takes a few seconds at the most.
 *
 * errno is EINVAL where something is wrong with the text, ENOMEM, or what opening a file or connecting gave.
 * All functions may be called from any thread; one configuration is applied at a time. */
#ifndef PYLOG_CONFIG_H
#define PYLOG_CONFIG_H

#include <pylog.h>
#include <pylog/handlers.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PYLOG_DEFAULT_LOGGING_CONFIG_PORT = 9030 };

/* ---- From a dictionary ----------------------------------------------------------------------- */

/* Configure by a dictionary, as JSON: Python's dictConfig(json.loads(...)). The schema is Python's version 1,
 * whole: formatters, filters, handlers, loggers, root, incremental, disable_existing_loggers, `class` and
 * `()`, attributes under `.`, ext:// and cfg://.
 *
 * - A `class` is one of Python's (logging.StreamHandler, logging.handlers.RotatingFileHandler, ...), whose
 *   arguments have Python's names (maxBytes, when, mailhost, ...), or has been registered. What only C has in
 *   the options structures is there under its name in C (make_directories, buffer_size, max_age, rfc5424,
 *   ...). atTime is a string: "02:30".
 * - ext:// means sys.stdout, sys.stderr, a registered stream, or a constant (ext://logging.INFO,
 *   ext://logging.handlers.SysLogHandler.LOG_LOCAL0, ext://socket.SOCK_STREAM, ext://time.gmtime).
 * - An attribute under `.` has the name of an argument, or is terminator, closeOnError, retryStart,
 *   retryFactor, retryMax, ident, append_nul, or namer or rotator (registered ones, with ext://); of a
 *   formatter datefmt, converter, default_time_format or default_msec_format.
 *   Unlike Python: ext:// and cfg:// mean something under `.`, too.
 * - A QueueHandler makes its queue. As `queue` it takes {"()": "queue.Queue"} with what is in struct
 *   pylog_queue_options: capacity, overflow ("block", "drop_newest", "drop_oldest", "drop_below"),
 *   drop_level, timeout, clock ("realtime", "tsc"). Python's maxsize is let pass.
 *   Unlike Python: its listener is running when this function returns, and is stopped, after it has handed on
 *   what is queued, by the next configuration or at exit.
 * - `secure` of a SMTPHandler or HTTPHandler needs TLS, which the program has to bring: a factory that is
 *   registered under the name of that class gives the handler its transport. Else it is an error.
 * - A `timeout` is Python's: None waits for ever, and what is below 0 is an error. 0 is none for a SysLogHandler and an
 *   error for a SMTPHandler, as in Python; where only C has one, 0 is the default.
 * - cfg:// paths may lead to any key at the top.
 *
 * As in Python, the handlers that there are get closed, and lose their names, the program's own as well.
 * Loggers that are not named are disabled, unless disable_existing_loggers is false; those below one that is
 * named lose level and handlers instead. What is not said about a named logger (its level, filters) stays.
 * Unlike Python: a handler that some logger keeps is flushed, and closed only if it opens again for the next
 * record.
 * A file of mode "w" is emptied after the change, when nothing can fail any more.
 * The new handlers are there until the next configuration, and can be had by pylog_get_handler_by_name.
 *
 * It waits for log calls that other threads are in, before it closes what they may be writing to: hold no
 * lock that a handler wants. From within a handler, and if one hangs for more than ten seconds, handlers are
 * closed later. It waits for another thread's configuration, too: ten seconds at the most, then ETIMEDOUT;
 * from within a handler, filter or formatter, which that one may be waiting for, one second, then EDEADLK.
 * Within a factory or anything else that a configuration calls it is EDEADLK at once. Returns 0, or -1. */
PYLOG_API int pylog_dict_config(const char *json);
/* The same from `length` bytes, which need no NUL behind them. */
PYLOG_API int pylog_dict_config_text(const char *text, size_t length);
/* The same from a file. An error begins with its name. */
PYLOG_API int pylog_dict_config_file(const char *path);

/* ---- From an INI file ------------------------------------------------------------------------ */

struct pylog_file_config_options {
    const struct pylog_field *defaults; /* for %(name)s in the file: Python's defaults= */
    bool keep_existing_loggers;         /* Python's disable_existing_loggers=False */
    const char *encoding;               /* of the bytes: utf-8 (NULL), or as in struct pylog_file_options */
    uint64_t reserved[4];
};

/* Configure by an INI file: Python's fileConfig. Sections and keys are Python's.
 *
 * In args, kwargs and defaults may stand numbers, strings, None, True, False, tuples, lists and dicts of them,
 * sys.stdout, sys.stderr, the constants of logging and of its handlers. They may be put together:
 * - + - * of numbers, ** << >> of whole ones, signs, brackets: 10*1024*1024, 1 << 20. A whole number has 64
 *   bits, on the way, too.
 * - + of strings; strings that follow each other: 'logs/' + 'a.log'.
 * - os.environ['X'], os.environ.get('X', 'd'), os.getenv('X', 'd'), os.path.join('a', 'b'), sys.argv[0],
 *   tuple(), list(), dict(level=1). In a program that is set-user-id, set-group-id or has capabilities of its
 *   own there are no variables and no sys.argv. What is read of them may be 16 MiB long in all.
 *
 * Unlike Python: args, kwargs and defaults are no code, but literals with a few operators and calls. The list
 * above has all of them. What else stands there is an error that says where, and what would be taken.
 * Returns 0, or -1; ENOENT with `P doesn't exist`. */
PYLOG_API int pylog_file_config(const char *path, const struct pylog_file_config_options *options);
/* The same from `length` bytes, which need no NUL behind them: Python's fileConfig(io.StringIO(text)). */
PYLOG_API int pylog_file_config_text(const char *text, size_t length,
                                     const struct pylog_file_config_options *options);

/* ---- Keys that mean nothing ------------------------------------------------------------------ */

/* C only: have every key that means nothing be an error that tells its place, or not (the default). At the top
 * of a dictionary a key passes that a cfg:// path leads to; in a section of an INI file one that is used as
 * %(key)s in it or in DEFAULT. A section `formatter_x`, `handler_x` or `logger_x` must be named by `keys`;
 * other sections are let pass: other programs may read the same file. It holds for what is configured from
 * now on. */
PYLOG_API void pylog_config_set_strict(bool strict);

/* ---- What stands for code -------------------------------------------------------------------- */

/* What makes an object for a `class` or a `()`. It gets the keyword arguments in the order of the text, ended
 * by a NULL key and valid during the call: numbers, booleans, None, strings (those with ext:// as they are:
 * see pylog_config_stream); lists and dicts are strings of JSON (see pylog_config_kind_of), in which cfg://
 * and the constants of ext:// have been replaced by what they mean. A formatter's `class` gets fmt, datefmt and
 * style, validate and defaults if they are given, as in Python. In an INI file the arguments in `args` are
 * called "0", "1" and so on. It returns a new reference; NULL, with errno, or after pylog_fail with a
 * sentence, refuses the configuration. It may not configure. */
typedef pylog_handler *pylog_handler_factory(const struct pylog_field *kwargs, void *data);
typedef pylog_formatter *pylog_formatter_factory(const struct pylog_field *kwargs, void *data);
typedef pylog_filter *pylog_filter_factory(const struct pylog_field *kwargs, void *data);

/* For factories, of the very list that they are called with: what stands under `.`, Python's attributes, are its last
 * fields. The first of them; the field with the NULL key if there are none. */
PYLOG_API const struct pylog_field *pylog_config_attributes(const struct pylog_field *kwargs);
/* And what a field of the list is in the text: a list, tuple or dict, which is a string of JSON in the field, or a value
 * as it is. */
enum pylog_config_kind { PYLOG_CONFIG_VALUE, PYLOG_CONFIG_LIST, PYLOG_CONFIG_TUPLE, PYLOG_CONFIG_DICT };
PYLOG_API enum pylog_config_kind pylog_config_kind_of(const struct pylog_field *kwargs,
                                                      const struct pylog_field *field);

/* Have a dotted name stand for a factory, or in ext:// for a stream, until it is given another meaning, or
 * NULL: none. Names of Python's own may be registered, too.
 * Return 0, or -1 with EINVAL (no name) or ENOMEM. */
PYLOG_API int pylog_config_register_handler(const char *dotted_name, pylog_handler_factory *factory,
                                            void *data);
PYLOG_API int pylog_config_register_formatter(const char *dotted_name, pylog_formatter_factory *factory,
                                              void *data);
PYLOG_API int pylog_config_register_filter(const char *dotted_name, pylog_filter_factory *factory,
                                           void *data);
PYLOG_API int pylog_config_register_stream(const char *dotted_name, FILE *stream);
/* The same for what ext:// means under the attributes `namer` and `rotator` of a handler whose file is
 * rotated. One that has both hands them the same `data`: they are registered with that. */
PYLOG_API int pylog_config_register_namer(const char *dotted_name, pylog_namer *namer, void *data);
PYLOG_API int pylog_config_register_rotator(const char *dotted_name, pylog_rotator *rotator, void *data);

/* A class that is neither Python's own nor registered is an error that says by which of these functions it is
 * made known. C only: after pylog_config_ignore_unknown_classes(true) something else takes its place, and its
 * arguments are not looked at: a NullHandler; the default formatter, which gives the message alone; or a filter
 * that lets all records pass, also those that the filter of the file would have kept back, or cleared of
 * passwords. That holds for a `class` and a `()`, from now on. Each name is told on stderr once, a hundred of
 * them at the most, unless pylog_set_raise_exceptions(false) forbids it. Names in Python's modules logging, sys,
 * socket and time are errors as before. So are handlers of an INI file whose class begins with `handlers.` or
 * `config.`, which means logging.handlers and logging.config there; a program that has such a module registers
 * its classes. So are names without a dot, queues, listeners, streams and what ext:// means. */
PYLOG_API void pylog_config_ignore_unknown_classes(bool ignore);

/* The stream that a name means, with ext:// before it or without: for factories. NULL with EINVAL:
 * `Cannot resolve 'nope': No module named 'nope'; ...`. */
PYLOG_API FILE *pylog_config_stream(const char *dotted_name);

/* ---- From elsewhere -------------------------------------------------------------------------- */

struct pylog_listen_options {
    /* What is to be applied instead of the received bytes, appended to out; -1 rejects them. NULL: they are
     * applied as they came. Called in the listening thread. pylog_fail says why it rejects them. */
    int (*verify)(const char *bytes, size_t length, pylog_buffer *out, void *data);
    void *data;

    /* C only, all of it: */

    /* Called when a configuration has been applied (0, ""), and when it, or a client, was refused: with an errno value
     * and the sentence, which is not printed on stderr then. EPERM: `verify` has rejected it, and not said why. In the
     * listening thread, without a lock; it may log and configure. NULL: what is refused is printed, but for what
     * `verify` rejects without saying why */
    void (*done)(int error, const char *text, void *data);
    double timeout;   /* within which a client must have sent its whole text; 0: 30 seconds */
    bool any_user;    /* clients of other users are served, too */
    const char *path; /* listen at a Unix socket of this path, instead of a port. The file of a socket that
                       * nobody listens at is replaced, and the file removed at the end */
    unsigned mode;    /* the permissions of that file; 0: 0600. If they are given, whoever they let in is
                       * served */
    uint64_t reserved[4];
};

/* Listen on the loopback address, or at a Unix socket, in a thread of the library, for configurations:
 * Python's listen. A client sends the length in four bytes, big-endian, and the text: JSON for dict_config,
 * or INI for file_config; the connection is closed when it has been applied. What is refused (more than 16
 * MiB, too) is reported on stderr, and the next client served; one does not wait for another. When there are
 * more than 63, the one that came first has to go. Port 0: PYLOG_DEFAULT_LOGGING_CONFIG_PORT; below 0: any
 * that is free.
 *
 * Who configures may have any file written that the program can write, and an INI configuration may read the
 * program's environment, by os.environ, and have it logged or sent. Unlike Python: clients of another user
 * than the program's are refused, but for root's, if the system tells whose they are. For Unix sockets all
 * systems do, but for Windows, which has none here; for TCP only Linux does, and only while the client keeps
 * the connection open. One that closes before it has been looked at, as clients of Python's do, is therefore
 * refused by a program with the rights of root that has no `verify`, and taken by others. Where that is not
 * enough, listen at a path, or see verify. As root without verify at a port, there is a RuntimeWarning, once.
 *
 * Unlike Python: the thread is running when this function returns. A child of fork does not listen. Returns
 * the port, 0 for a path, or -1 with EADDRINUSE, EALREADY (one at a time), EINVAL (a wrong time-out), ENAMETOOLONG,
 * EAFNOSUPPORT (no Unix sockets here), ... */
PYLOG_API int pylog_listen(int port, const struct pylog_listen_options *options);
/* Stop, and wait until the last configuration has been applied, for ten seconds at the most: stopListening.
 * pylog_shutdown does so, too. It does not wait within verify, a factory, a handler, a filter or a formatter,
 * for which that configuration may be waiting. Returns 0; or -1 with ETIMEDOUT: the thread is left to itself,
 * and another one can listen when it has come back. */
PYLOG_API int pylog_stop_listening(void);

/* C only: configure by environment variables. For the prefix "PYLOG" (NULL):
 *
 * - PYLOG_CONFIG=/etc/app/logging.json: a file for dict_config; for file_config, if it ends in .ini, .cfg or
 * .conf;
 * - PYLOG_LEVELS=warning,app=info,app.db=debug: levels of the root and of loggers, set after that by
 * pylog_set_levels.
 *
 * Both are checked first. In a program that is set-user-id, set-group-id or has capabilities of its own the
 * variables are not believed: it is as if there were none (secure_getenv). Returns 0, also if there is
 * neither, or -1; the error names the variable. */
PYLOG_API int pylog_config_from_env(const char *prefix);

/* C only: apply a file, chosen by its name as above, and again whenever it has changed and then stayed as it
 * is for one look, of which there is one every `interval` seconds (0: 1; it is no time-out), by a thread of the library. A
 * changed file that is refused is reported on stderr, and what is in force stays; a missing one is waited
 * for. One file is watched at a time: the next one takes its place; NULL: none any more, also after
 * pylog_shutdown, and in a child of fork, which has the configuration of its parent and may watch again.
 * Returns 0, or -1 if the file cannot be applied now, or with EINVAL for the interval: what has been watched
 * until now still is. With NULL it waits for a file that is being applied, as pylog_stop_listening does. */
PYLOG_API int pylog_config_watch(const char *path, double interval);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif

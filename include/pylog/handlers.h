/* More handlers: Python's `logging.handlers`.
 *
 *     #include <pylog/handlers.h>
 *
 * Each is made by a function of its own and is a pylog_handler like any other; the rules at the head of
 * pylog.h hold here, too. Options structures are copied, with the strings in them; what a callback is handed
 * is valid during the call. */
#ifndef PYLOG_HANDLERS_H
#define PYLOG_HANDLERS_H

#include <pylog.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Files that rotate ------------------------------------------------------------------------ */

/* ---- Memory ----------------------------------------------------------------------------------- */

/* ---- Sockets ---------------------------------------------------------------------------------- */

enum {
    PYLOG_DEFAULT_TCP_LOGGING_PORT = 9020,
    PYLOG_DEFAULT_UDP_LOGGING_PORT = 9021,
    PYLOG_DEFAULT_HTTP_LOGGING_PORT = 9022,
    PYLOG_DEFAULT_SOAP_LOGGING_PORT = 9023,
    PYLOG_SYSLOG_UDP_PORT = 514,
    PYLOG_SYSLOG_TCP_PORT = 514,
    PYLOG_UNIX = -1 /* as port: host is the path of a Unix socket */
};

/* A program's own way to carry bytes to a peer: TLS, say (examples/openssl_transport.c). The handler calls
 * one function at a time, with time-outs in seconds (0: as long as it takes, but see recv). A function that
 * fails returns NULL or -1 with errno, ETIMEDOUT when the time is up; none may raise SIGPIPE. */
struct pylog_transport {
    /* A connection, ready to be used. `data` is the member below. */
    void *(*connect)(const char *host, int port, double timeout, void *data);
    /* From now on in TLS: SMTP's STARTTLS. 0, or -1. NULL: refused. */
    int (*start_tls)(void *connection, const char *host);
    /* How many bytes were taken, at least one. */
    ptrdiff_t (*send)(void *connection, const void *bytes, size_t length, double timeout);
    /* How many bytes have come; 0: the peer has ended the connection. A negative time-out asks for what is
     * there already, else ETIMEDOUT. NULL: a handler that only sends learns of the peer's end by sending. */
    ptrdiff_t (*recv)(void *connection, void *bytes, size_t size, double timeout);
    /* End the connection and release it. */
    void (*close)(void *connection);
    void *data;
    /* Release the connection without a word to the peer: it is the parent's, and this is a child of fork.
     * NULL: it is left alone, unreleased. */
    void (*abandon)(void *connection);
};

/* Send each record over TCP (or a Unix stream socket, with PYLOG_UNIX) as a length of four bytes and the
 * pickle of its fields, for Python's logging.makeLogRecord: Python's SocketHandler. It connects at the first
 * record, and again when the peer has gone, at once and then after pauses (see set_retry). What can be sent
 * to no peer is dropped, as Python does, but counted: see pylog_handler_stats. A record that was cut short is
 * sent again whole over the next connection. After a fork the child makes a connection of its own.
 * A log call takes no longer than the time-out (see set_timeout), name lookup and waiting for other threads
 * included. Unlike Python: after a time-out the handler pauses before it tries again.
 * Returns NULL with EINVAL (no host, a port above 65535) or ENOMEM. */
PYLOG_API pylog_handler *pylog_socket_handler_new(const char *host, int port);
/* The same bytes, one datagram a record, over UDP (or a Unix datagram socket): Python's DatagramHandler. A
 * datagram that the system refuses to send is reported as an error, one that the peer's system has refused is
 * counted as dropped; others may be lost without a trace. Unlike Python: IPv6 works, and the name is looked
 * up at the first record and after errors, not at each record. Errors as pylog_socket_handler_new. */
PYLOG_API pylog_handler *pylog_datagram_handler_new(const char *host, int port);

/* All of these are for both handlers; each waits for log calls under way.
 *
 * Should an error end the connection instead of being reported (default: false)? closeOnError. */
PYLOG_API void pylog_socket_handler_set_close_on_error(pylog_handler *handler, bool close_on_error);
/* The pause after a failed attempt to connect, in seconds: `start`, then `factor` times the former one, at
 * most `max` (default: 1, 2, 30; attempts at 0, 1, 3, 7, 15, 31, 61, 91, ...). retryStart, retryFactor,
 * retryMax. */
PYLOG_API void pylog_socket_handler_set_retry(pylog_handler *handler, double start, double factor,
                                              double max);
/* C only: how long a log call may take, in seconds (default: 1, as Python's makeSocket; 0: no bound). */
PYLOG_API void pylog_socket_handler_set_timeout(pylog_handler *handler, double timeout);
/* C only: keep up to this many bytes of records (their pickles) while there is no peer, and send them first
 * when there is one again, or at a flush; when it is full, records are dropped and counted. 0 (default):
 * none. What is kept already is dropped. Returns 0, or -1 with EINVAL or ENOMEM. */
PYLOG_API int pylog_socket_handler_set_buffer(pylog_handler *handler, size_t bytes);
/* C only: carry the bytes by these functions, copied, instead of TCP; NULL: TCP again. An open connection is
 * closed. Returns 0, or -1 with EINVAL (connect, send or close is NULL; a datagram handler). */
PYLOG_API int pylog_socket_handler_set_transport(pylog_handler *handler,
                                                 const struct pylog_transport *transport);
/* Append what is sent for a record: makePickle. Keys and types are Python's: `msg` is the whole message,
 * `args` and `exc_info` are None, `exc_text` has the error's text. Returns 0, or -1 with EINVAL (a wrong
 * format) or ENOMEM. Any thread. */
PYLOG_API int pylog_socket_handler_make_pickle(const struct pylog_record *record, pylog_buffer *out);

/* ---- Syslog ----------------------------------------------------------------------------------- */

/* Python's LOG_KERN and so on, plus one. */
enum pylog_syslog_facility {
    PYLOG_SYSLOG_DEFAULT = 0, /* user */
    PYLOG_SYSLOG_KERN = 1,
    PYLOG_SYSLOG_USER,
    PYLOG_SYSLOG_MAIL,
    PYLOG_SYSLOG_DAEMON,
    PYLOG_SYSLOG_AUTH,
    PYLOG_SYSLOG_SYSLOG,
    PYLOG_SYSLOG_LPR,
    PYLOG_SYSLOG_NEWS,
    PYLOG_SYSLOG_UUCP,
    PYLOG_SYSLOG_CRON,
    PYLOG_SYSLOG_AUTHPRIV,
    PYLOG_SYSLOG_FTP,
    PYLOG_SYSLOG_NTP,
    PYLOG_SYSLOG_SECURITY,
    PYLOG_SYSLOG_CONSOLE,
    PYLOG_SYSLOG_SOLCRON,
    PYLOG_SYSLOG_LOCAL0,
    PYLOG_SYSLOG_LOCAL1,
    PYLOG_SYSLOG_LOCAL2,
    PYLOG_SYSLOG_LOCAL3,
    PYLOG_SYSLOG_LOCAL4,
    PYLOG_SYSLOG_LOCAL5,
    PYLOG_SYSLOG_LOCAL6,
    PYLOG_SYSLOG_LOCAL7
};

enum pylog_socktype { PYLOG_SOCK_DEFAULT = 0, PYLOG_SOCK_DGRAM, PYLOG_SOCK_STREAM };

struct pylog_syslog_options {
    const char *address; /* NULL: "localhost"; with port PYLOG_UNIX the path of a socket, "/dev/log" say */
    int port;            /* 0: 514 */
    enum pylog_syslog_facility facility;
    enum pylog_socktype socktype; /* DEFAULT: UDP; for a Unix socket datagrams, else a stream */
    const char *ident;            /* put before the text as it is, "app: " say; NULL: nothing */
    bool no_append_nul;           /* Python's append_nul = False: without it a NUL byte ends each message */
    double timeout;               /* seconds that a log call may take; 0: no bound, as Python */

    /* C only, all of it: */
    bool octet_counting;  /* RFC 6587: each message after its length, and without a NUL; means a stream */
    bool rfc5424;         /* the header of RFC 5424: time in UTC, host, APP-NAME (ident), PROCID, MSGID (the
                           * logger's name), extra fields as structured data; no NUL. On a stream this means
                           * octet_counting */
    const char *hostname; /* in that header; NULL: the machine's */
    const char *structured_data_id; /* of the extra fields; NULL: "fields@32473"; "": leave them out */
    /* Python's mapPriority: the priority (0 emerg to 7 debug) for a level's name; NULL: DEBUG, INFO, WARNING,
     * ERROR and CRITICAL have theirs, others are warnings. Several threads may call it at once. */
    int (*map_priority)(const char *levelname, void *data);
    void *data; /* handed to map_priority */
};

/* Send each record's text to syslog, as `<PRI>`, ident, text: Python's SysLogHandler. It connects now: a Unix
 * socket that is not there is tried again at each record, a name that cannot be looked up and a TCP peer
 * that refuses are errors. NULL options: all defaults. It connects again when the peer has gone, and sends
 * the record again. Unlike Python: a TCP connection that has failed is made anew, after pauses in which
 * records are dropped and counted (1 second, then twice as long, at most 30). A record that cannot be sent is
 * an error, which is reported. Returns NULL with EINVAL (socktype and octet_counting or rfc5424 contradict
 * each other, a wrong facility or port), ENOMEM, or from connecting. */
PYLOG_API pylog_handler *pylog_syslog_handler_new(const struct pylog_syslog_options *options);

/* ---- Mail and HTTP ---------------------------------------------------------------------------- */

/* ---- The event log of Windows ----------------------------------------------------------------- */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif

/* Peers that take nothing any more: a log call to each kind of network handler, with its default time-out,
 * comes back after that, and the next one does not wait at all, or no longer than that. */
#define _GNU_SOURCE

#include <loopback.h>
#include <parallel.h>
#include <port/port.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS = 4, MOST_RECORDS = 100000 };
static const double shortest = 4, longest = 9.5; /* seconds; the time-out is 5 */

struct trial {
    const char *name;
    enum loopback_kind kind;
    struct loopback *peer;
    pylog_handler *handler;
    double slowest; /* of all calls */
    size_t records; /* until one waited */
};

static struct trial trials[KINDS] = {
    { .name = "syslog, a Unix socket that nobody reads", .kind = LOOPBACK_UNIX_DATAGRAM },
    { .name = "syslog, a Unix stream that nobody reads", .kind = LOOPBACK_UNIX_STREAM },
    { .name = "syslog, a TCP peer that reads nothing", .kind = LOOPBACK_TCP },
    { .name = "HTTP, a server that does not answer", .kind = LOOPBACK_TCP },
};

static pylog_handler *make_handler(size_t index) {
    const struct trial *trial = &trials[index];
    struct pylog_syslog_options options = { .address = loopback_host(trial->peer),
                                            .port = loopback_port(trial->peer),
                                            .socktype = trial->kind == LOOPBACK_UNIX_DATAGRAM
                                                            ? PYLOG_SOCK_DGRAM
                                                            : PYLOG_SOCK_STREAM };
    char host[64];
    if (index < KINDS - 1)
        return pylog_syslog_handler_new(&options);
    snprintf(host, sizeof host, "%s:%d", loopback_host(trial->peer), loopback_port(trial->peer));
    return pylog_http_handler_new(host, "/log", NULL);
}

static double timed_call(pylog_logger *logger, const char *text) {
    int64_t before = pylog__port_monotonic();
    pylog_error(logger, "%s", text);
    return (double)(pylog__port_monotonic() - before) / 1e9;
}

/* Until a call has waited, and one more. */
static void *log_until_one_waits(void *number) {
    struct trial *trial = &trials[(size_t)number];
    char text[4096], name[16];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    snprintf(name, sizeof name, "kind%zu", (size_t)number);
    pylog_logger *logger = pylog_get_logger(name);
    pylog_logger_set_propagate(logger, false);
    pylog_logger_add_handler(logger, trial->handler);
    for (double took = 0; took < shortest && trial->records < MOST_RECORDS; trial->records++) {
        took = timed_call(logger, text);
        if (took > trial->slowest)
            trial->slowest = took;
    }
    if ((size_t)number == KINDS - 1)
        return number; /* it waits for each record's answer */
    double again = timed_call(logger, text);
    if (again > shortest)
        trial->slowest = 1000;
    return number;
}

int main(void) {
    static const struct loopback_manners deaf = { .deaf = true };
    int failures = 0;
    must_end_within(100);
    pylog_set_raise_exceptions(false);
    for (size_t i = 0; i < KINDS; i++) {
        trials[i].peer = loopback_start(trials[i].kind, &deaf);
        trials[i].handler = trials[i].peer ? make_handler(i) : NULL;
        if (!trials[i].handler) {
            printf("%s: %s\n", trials[i].name, pylog_last_error());
            return 1;
        }
    }
    run_in_threads(KINDS, log_until_one_waits);
    for (size_t i = 0; i < KINDS; i++) {
        struct pylog_handler_stats stats;
        pylog_handler_get_stats(trials[i].handler, &stats);
        bool good =
            trials[i].slowest > shortest && trials[i].slowest < longest && stats.errors + stats.dropped;
        printf("%s: after %zu records one took %.2f s, errors %llu, dropped %llu%s\n", trials[i].name,
               trials[i].records, trials[i].slowest, (unsigned long long)stats.errors,
               (unsigned long long)stats.dropped, good ? "" : " FAILED");
        failures += !good;
        pylog_handler_unref(trials[i].handler);
        loopback_stop(trials[i].peer);
    }
    return failures;
}

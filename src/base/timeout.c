/* When time-outs end. */
#include "timeout.h"

#include "error.h"

static const int64_t timeout_second = INT64_C(1000000000);

/* The deadline of a shutdown under way. */
enum { NOT_BEGUN = 0, HAS_ENDED = 1 };
static _Atomic int64_t shutdown_ends = NOT_BEGUN;

int pylog__timeout_check(const char *name, double timeout) {
    if (timeout >= 0 || timeout == PYLOG_NO_WAIT)
        return 0;
    return pylog__fail_value("'%s' must be a non-negative number of seconds, PYLOG_FOREVER or PYLOG_NO_WAIT", name);
}

int pylog__interval_check(const char *name, double seconds) {
    return seconds >= 0 ? 0 : pylog__fail_value("'%s' must be a non-negative number of seconds", name);
}

static int64_t bound_by_shutdown(int64_t end, int64_t now) {
    int64_t ends = atomic_load_explicit(&shutdown_ends, memory_order_relaxed);
    if (ends == NOT_BEGUN)
        return end;
    if (ends == HAS_ENDED)
        return end == INT64_MAX ? now + 10 * timeout_second : end;
    int64_t latest = ends > now + timeout_second / 4 ? ends : now + timeout_second / 4;
    return end < latest ? end : latest;
}

int64_t pylog__timeout_end(double timeout, int64_t usual) {
    if (timeout == 0)
        return usual;
    const int64_t now = pylog__port_monotonic();
    if (timeout < 0)
        return now;
    return bound_by_shutdown(timeout < PYLOG_FOREVER ? now + (int64_t)(timeout * 1e9) : INT64_MAX, now);
}

void pylog__timeouts_shut_down(int64_t deadline) {
    atomic_store_explicit(&shutdown_ends, deadline, memory_order_relaxed);
}

void pylog__timeouts_have_shut_down(void) {
    pylog__timeouts_shut_down(HAS_ENDED);
}

void pylog__timeouts_reset(void) {
    pylog__timeouts_shut_down(NOT_BEGUN);
}

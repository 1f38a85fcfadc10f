/* Looking up names for as long as a caller can wait.
 *
 * getaddrinfo knows no time-out. So it runs in a thread, which has a slot of static memory for the question
 * and the answer; a caller who cannot wait any longer leaves both behind. Who asks the same question waits at
 * the same slot: a name server that does not answer costs one thread, not one for each record. */
#include "compiler.h"
#include "net.h"

#include <errno.h>
#include <string.h>

enum { SLOTS = 8, LONGEST_HOST = 255 };
static const int64_t answer_lives = 60 * INT64_C(1000000000);

struct slot {
    enum { IDLE, RUNNING, ANSWERED } state;
    unsigned waiting; /* callers */
    char host[LONGEST_HOST + 1];
    int port;
    enum pylog__net_kind kind;
    struct pylog__addresses answer;
    int error; /* errno that belongs to it; 0: it is an answer */
    int64_t answered;
};

/* A leaf, held for moments, and across fork. */
static struct pylog__mutex resolve_mutex = PYLOG__MUTEX_INIT;
static struct pylog__condition lookups_changed;
static struct slot lookup_slots[SLOTS];

static void hold_lookups(void) {
    pylog__mutex_lock(&resolve_mutex);
}

static void let_lookups_go(void) {
    pylog__mutex_unlock(&resolve_mutex);
}

/* The threads of the lookups are not in the child. */
static void start_again_in_child(void) {
    pylog__condition_init(&lookups_changed);
    memset(lookup_slots, 0, sizeof lookup_slots);
}

PYLOG__AT_LOAD static void enter_resolve_lock(void) {
    static struct pylog__fork_lock lock = { .mutex = &resolve_mutex, .child = start_again_in_child };
    pylog__condition_init(&lookups_changed);
    pylog__port_hold_across_fork(&lock);
}

static void *look_up_host(void *data) {
    struct slot *slot = data;
    struct pylog__addresses answer;
    int error = pylog__net_lookup(slot->host, slot->port, slot->kind, false, &answer) ? errno : 0;
    hold_lookups();
    slot->answer = answer;
    slot->error = error;
    slot->answered = pylog__port_monotonic();
    slot->state = ANSWERED;
    pylog__condition_broadcast(&lookups_changed);
    let_lookups_go();
    return NULL;
}

/* ---- All of these with the mutex held -------------------------------------------------------- */

static bool is_fresh(const struct slot *slot) {
    return slot->state == RUNNING ||
           (slot->state == ANSWERED && pylog__port_monotonic() - slot->answered < answer_lives);
}

static struct slot *find_same(const char *host, int port, enum pylog__net_kind kind) {
    for (struct slot *slot = lookup_slots; slot < lookup_slots + SLOTS; slot++)
        if (is_fresh(slot) && slot->port == port && slot->kind == kind && strcmp(slot->host, host) == 0)
            return slot;
    return NULL;
}

static struct slot *find_unused(void) {
    struct slot *answered = NULL;
    for (struct slot *slot = lookup_slots; slot < lookup_slots + SLOTS; slot++) {
        if (slot->state == IDLE)
            return slot;
        if (slot->state == ANSWERED && !slot->waiting)
            answered = slot;
    }
    return answered;
}

static struct slot *ask(const char *host, int port, enum pylog__net_kind kind) {
    struct slot *slot = find_same(host, port, kind);
    if (slot)
        return slot;
    slot = find_unused();
    if (!slot) {
        errno = EAGAIN;
        return NULL;
    }
    strcpy(slot->host, host);
    slot->port = port;
    slot->kind = kind;
    slot->state = RUNNING;
    if (pylog__net_start_thread(look_up_host, slot)) {
        slot->state = IDLE;
        return NULL;
    }
    return slot;
}

static int wait_for_answer(struct slot *slot, int64_t deadline, struct pylog__addresses *out) {
    bool in_time = true;
    slot->waiting++;
    while (slot->state == RUNNING && in_time)
        in_time = pylog__condition_wait(&lookups_changed, &resolve_mutex, deadline);
    slot->waiting--;
    int error = ETIMEDOUT;
    if (slot->state == ANSWERED) {
        *out = slot->answer;
        error = slot->error;
        slot->state = slot->waiting ? ANSWERED : IDLE;
    }
    errno = error;
    return error ? -1 : 0;
}

/* ------------------------------------------------------------------------------------------------ */

int pylog__net_resolve(const char *host, int port, enum pylog__net_kind kind, int64_t deadline,
                       struct pylog__addresses *out) {
    out->count = 0;
    if (pylog__net_lookup(host, port, kind, true, out) == 0)
        return 0;
    out->code = 0;
    out->text = NULL;
    if (strlen(host) > LONGEST_HOST) {
        errno = ENAMETOOLONG;
        return -1;
    }
    hold_lookups();
    struct slot *slot = ask(host, port, kind);
    int result = slot ? wait_for_answer(slot, deadline, out) : -1;
    let_lookups_go();
    return result;
}

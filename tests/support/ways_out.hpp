// How code of the program's, which the library has called, does not return: it throws an exception, jumps out, ends its
// thread, or is cancelled. For programs of tests/stress, each of which has this once.
#ifndef SUPPORT_WAYS_OUT_HPP
#define SUPPORT_WAYS_OUT_HPP

#include <csetjmp>
#include <pthread.h>
#include <pylog.h>

extern "C" {
#include <stress.h>
}

namespace {

enum way { THROW, JUMP, EXIT, CANCEL, WAYS };
const char *const way_names[] = { "throw", "longjmp", "pthread_exit", "pthread_cancel" };

thread_local bool leaves; // the next time that leave is called
thread_local jmp_buf outside;
thread_local way how;

void leave() {
    if (!leaves)
        return;
    leaves = false;
    switch (how) {
    case THROW: throw 1;
    case JUMP: longjmp(outside, 1);
    case EXIT: pthread_exit(nullptr);
    default: pthread_cancel(pthread_self()); pthread_testcancel(); // the thread ends when the call has done its work
    }
}

// A thread that does something and leaves it on the way. It is still there afterwards, if it can be, until it is ended.
struct leaver {
    way how;
    void (*act)(const void *data);
    const void *data;
    void (*next)(); // after a jump the thread's next call gives back what it had
    pthread_t thread;
    pthread_barrier_t left, checked;
};

bool is_ended(const leaver *self) {
    return self->how == EXIT || self->how == CANCEL;
}

void act_and_leave(leaver *self) {
    leaves = true;
    self->act(self->data);
    leaves = false;
}

void *leaving(void *data) {
    leaver *self = static_cast<leaver *>(data);
    how = self->how;
    if (how == THROW) {
        try {
            act_and_leave(self);
        } catch (int) {
        }
    } else if (how == JUMP) {
        if (setjmp(outside) == 0)
            act_and_leave(self);
        self->next();
    } else {
        act_and_leave(self);
        pthread_testcancel();
    }
    pthread_barrier_wait(&self->left);
    pthread_barrier_wait(&self->checked);
    return nullptr;
}

// Returns when it has left.
void begin_leaving(leaver *self) {
    pthread_barrier_init(&self->left, nullptr, 2);
    pthread_barrier_init(&self->checked, nullptr, 2);
    self->thread = start_thread(leaving, self);
    if (is_ended(self))
        join_thread(self->thread);
    else
        pthread_barrier_wait(&self->left);
}

void end_leaving(leaver *self) {
    if (is_ended(self))
        return;
    pthread_barrier_wait(&self->checked);
    join_thread(self->thread);
}

// A logger whose records nobody gets.
void make_quiet_logger(const char *name) {
    pylog_handler *null = pylog_null_handler_new();
    pylog_logger_add_handler(pylog_get_logger(name), null);
    pylog_logger_set_propagate(pylog_get_logger(name), false);
    pylog_handler_unref(null);
}

// Each way out of each place, in a child of its own that ends within so many seconds, with status 0.
struct scenario {
    way how;
    size_t place;
};

int leave_all(size_t places, const char *(*name)(size_t place), int (*run)(void *scenario), double seconds) {
    size_t hung = 0, bad = 0, count = 0;
    pylog_set_raise_exceptions(false);
    for (int w = 0; w < WAYS; w++) {
        for (size_t place = 0; place < places; place++) {
            scenario now = { static_cast<way>(w), place };
            struct stress_end end = stress_in_child(run, &now, seconds);
            count++;
            hung += end.hung;
            bad += !end.hung && end.status != 0;
            stress_check(!end.hung && end.status == 0, "%s out of %s: %s%d", way_names[w], name(place),
                         end.hung ? "hung, " : "status ", end.status);
        }
    }
    stress_figure("%zu ways out: %zu hung, %zu bad", count, hung, bad);
    return stress_end();
}

} // namespace

#endif

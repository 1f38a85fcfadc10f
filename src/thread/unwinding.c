/* Giving back what calls had that do not return. */
#include "unwinding.h"

#include "../port/compiler.h"
#include "../base/error.h"
#include "../base/memory.h"

extern inline void pylog__call_shield(struct pylog__thread *thread);
extern inline void pylog__call_begin_at(struct pylog__thread *thread, void *frame);
extern inline void pylog__call_end(struct pylog__thread *thread);
extern inline unsigned pylog__hold(struct pylog__thread *thread, void *object, void (*give_back)(void *object));
extern inline void pylog__unhold(struct pylog__thread *thread, unsigned at, const void *object);

/* Without memory the deeper ones are not written down. */
PYLOG__COLD void pylog__calls_make_room(struct pylog__thread *thread) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__more_calls *more = thread->more ? NULL : pylog__allocate(sizeof *more);
    pylog__port_restore_error(saved);
    if (!more)
        return;
    memcpy(more->holds, thread->first_holds, sizeof thread->first_holds);
    memcpy(more->marks, thread->first_marks, sizeof thread->first_marks);
    thread->more = more;
    thread->holds = more->holds;
    thread->marks = more->marks;
    thread->most_holds = PYLOG__MOST_HOLDS;
    thread->most_calls = PYLOG__MOST_CALLS;
}

/* ---- Holds ----------------------------------------------------------------------------------- */

static void take_out_frame(struct pylog__thread *thread, unsigned at) {
    unsigned last = thread->hold_count < thread->most_holds ? thread->hold_count : thread->most_holds;
    for (; at + 1 < last; at++)
        thread->holds[at] = thread->holds[at + 1];
    thread->hold_count--;
}

void pylog__unhold_slowly(struct pylog__thread *thread, unsigned at, const void *object) {
    while (at > 0 &&
           (at >= thread->hold_count || at >= thread->most_holds || thread->holds[at].object != object))
        at--;
    if (at < thread->hold_count)
        take_out_frame(thread, at);
}

bool pylog__unhold_last(struct pylog__thread *thread, const void *object, void (*give_back)(void *object)) {
    unsigned at = thread->hold_count < thread->most_holds ? thread->hold_count : thread->most_holds;
    while (at-- > 0) {
        if (thread->holds[at].object == object && thread->holds[at].give_back == give_back) {
            take_out_frame(thread, at);
            return true;
        }
    }
    return false;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

/* What is given back may begin calls of its own: so each is forgotten first. */
static void go_back_to(struct pylog__thread *thread, const struct pylog__call_mark *mark) {
    while (thread->hold_count > mark->holds) {
        unsigned at = --thread->hold_count;
        if (at < thread->most_holds)
            thread->holds[at].give_back(thread->holds[at].object);
    }
    thread->nesting = mark->nesting;
    while (thread->sections > mark->sections)
        pylog__section_leave(thread);
}

/* The first of the calls that are gone, which had what the others had, and before them. */
static void abandon_from(struct pylog__thread *thread, unsigned first) {
    struct pylog__call_mark mark = thread->marks[first];
    struct pylog__port_error saved = pylog__port_save_error();
    bool unshield = thread->shielded && first == 0;
    int state = thread->cancel_state;
    thread->calls = first;
    thread->shielded = thread->shielded && first != 0;
    go_back_to(thread, &mark);
    if (unshield)
        pylog__port_cancel_restore(state);
    pylog__port_restore_error(saved);
}

static unsigned written_down(const struct pylog__thread *thread) {
    return thread->calls < thread->most_calls ? thread->calls : thread->most_calls;
}

/* A program may have several stacks for one thread, and go from one to another; nothing is said of them. */
static bool is_on_stack(struct pylog__thread *thread, const void *frame) {
    if (!thread->stack_asked && !pylog__port_stack_bounds(&thread->stack_low, &thread->stack_high))
        thread->stack_low = 0, thread->stack_high = UINTPTR_MAX;
    thread->stack_asked = true;
    return (uintptr_t)frame >= thread->stack_low && (uintptr_t)frame < thread->stack_high;
}

/* Frames lie the lower the later they are. */
static bool is_gone(struct pylog__thread *thread, const struct pylog__call_mark *mark, const void *frame) {
    if (!is_on_stack(thread, mark->frame) || !is_on_stack(thread, frame))
        return false;
    return (uintptr_t)mark->frame <= (uintptr_t)frame ||
           pylog__port_look_for_return_address(mark->frame) != mark->returns;
}

void pylog__calls_check(struct pylog__thread *thread, const void *frame) {
    unsigned first = written_down(thread);
    while (first > 0 && is_gone(thread, &thread->marks[first - 1], frame))
        first--;
    if (first < written_down(thread))
        abandon_from(thread, first);
}

void pylog__calls_abandon_to(struct pylog__thread *thread, unsigned sections) {
    const struct pylog__call_mark mark = { .sections = sections };
    thread->calls = 0;
    go_back_to(thread, &mark);
}

void pylog__calls_abandon(struct pylog__thread *thread) {
    pylog__calls_abandon_to(thread, 0);
}

/* An exception passes by this frame: this call's, and those within it. */
static void unwinding_passes(void *frame) {
    struct pylog__thread *thread = pylog__current_thread;
    unsigned first = written_down(thread);
    while (first > 0 && (uintptr_t)thread->marks[first - 1].frame <= (uintptr_t)frame)
        first--;
    if (first < written_down(thread))
        abandon_from(thread, first);
}

PYLOG__AT_LOAD static void enter_unwinding(void) {
    pylog__port_at_unwinding(unwinding_passes);
    pylog__thread_gives_back = pylog__calls_abandon;
}

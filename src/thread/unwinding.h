/* Giving back what a call of the library holds when the call does not return. A callback of the program may end the thread
 * (pthread_exit, pthread_cancel), throw a C++ exception, or leave by longjmp.
 *
 * A hold is a lock, or anything else that must be given back. Each call that may take holds writes a mark: its stack frame,
 * and how many sections, nested handlers and holds the thread had before. Holds and marks are kept in the thread's data,
 * not on its stack. If the call does not return, its holds are given back
 * - at the end of the thread (thread.c), or
 * - when an exception passes the call's frame: by the frame's personality routine. That needs unwind tables, but not
 *   -fexceptions. On systems without it an exception is treated as a longjmp;
 * - after a longjmp by the thread's next call. That one finds out that the former frame is gone: the new frame lies at the
 *   same address or further up, or the return address in the former frame has changed. Memory that the former call was
 *   using is lost.
 *
 * During a call the thread cannot be cancelled. A log call is a cancellation point, when its work is done.
 *
 * A thread of the library catches what handlers throw (port/unwind.h), gives all back, and goes on. The thread of a queue's
 * listener ends instead, as by pthread_exit, and another one takes its place. */
#ifndef PYLOG_THREAD_UNWINDING_H
#define PYLOG_THREAD_UNWINDING_H

#include "../port/unwind.h"
#include "thread.h"

#pragma GCC visibility push(hidden)

/* The inline functions are not static, so that a compiler that saves space can call the copy in unwinding.c. */

/* Between call_begin and call_end the caller may take holds. Both stand in the same function. It must not be inlined into
 * one that goes on after an exception. */
#define pylog__call_begin(thread)                                                                            \
    do {                                                                                                     \
        PYLOG__UNWINDS_HERE;                                                                                 \
        pylog__call_begin_at(thread, __builtin_frame_address(0));                                            \
    } while (0)

/* Give back the holds of calls whose frames are gone. `frame` is the caller's. */
void pylog__calls_check(struct pylog__thread *thread, const void *frame);
/* Give back the holds of all calls of the thread, because it ends. */
void pylog__calls_abandon(struct pylog__thread *thread);
/* The same, but leave so many sections open. */
void pylog__calls_abandon_to(struct pylog__thread *thread, unsigned sections);

/* Allocate more places for holds and marks, because the first ones are full. */
void pylog__calls_make_room(struct pylog__thread *thread);

/* Switch cancellation off. Not needed in a process with one thread, which could only cancel itself. */
inline void pylog__call_shield(struct pylog__thread *thread) {
    if (pylog__port_has_one_thread())
        return;
    thread->cancel_state = pylog__port_cancel_off();
    thread->shielded = true;
}

inline void pylog__call_begin_at(struct pylog__thread *thread, void *frame) {
    if (thread->calls)
        pylog__calls_check(thread, frame);
    if (!thread->calls)
        pylog__call_shield(thread);
    if (thread->calls == thread->most_calls && thread->hold_count <= thread->most_holds)
        pylog__calls_make_room(thread);
    if (thread->calls < thread->most_calls) {
        struct pylog__call_mark *mark = &thread->marks[thread->calls];
        mark->frame = frame;
        mark->returns = pylog__return_address_in(frame);
        mark->sections = thread->sections;
        mark->nesting = thread->nesting;
        mark->holds = thread->hold_count;
    }
    thread->calls++;
}

inline void pylog__call_end(struct pylog__thread *thread) {
    if (--thread->calls || !thread->shielded)
        return;
    thread->shielded = false;
    pylog__port_cancel_restore(thread->cancel_state);
}

/* The end of a log call, which is a cancellation point. */
static inline void pylog__log_call_end(struct pylog__thread *thread) {
    bool shielded = thread->shielded;
    pylog__call_end(thread);
    if (shielded && !thread->calls)
        pylog__port_cancel_here();
}

/* Write down a hold. Returns its index, for pylog__unhold. */
inline unsigned pylog__hold(struct pylog__thread *thread, void *object,
                                   void (*give_back)(void *object)) {
    unsigned at = thread->hold_count++;
    if (at == thread->most_holds && thread->calls <= thread->most_calls)
        pylog__calls_make_room(thread);
    if (at < thread->most_holds)
        thread->holds[at] = (struct pylog__hold){ object, give_back };
    return at;
}

/* Take it out again. Other holds may have been taken or given back meanwhile. */
void pylog__unhold_slowly(struct pylog__thread *thread, unsigned at, const void *object);
inline void pylog__unhold(struct pylog__thread *thread, unsigned at, const void *object) {
    if (thread->hold_count == at + 1)
        thread->hold_count = at;
    else
        pylog__unhold_slowly(thread, at, object);
}
/* The same for a hold that no other thread waits for, such as a reference. `give_back` has to decrement `lock_free`. */
static inline unsigned pylog__hold_no_lock(struct pylog__thread *thread, void *object,
                                           void (*give_back)(void *object)) {
    thread->lock_free++;
    return pylog__hold(thread, object, give_back);
}
static inline void pylog__unhold_no_lock(struct pylog__thread *thread, unsigned at, const void *object) {
    pylog__unhold(thread, at, object);
    thread->lock_free--;
}

/* Take out the last hold on this object with this `give_back`. Returns false if there is none. */
bool pylog__unhold_last(struct pylog__thread *thread, const void *object, void (*give_back)(void *object));

#pragma GCC visibility pop

#endif

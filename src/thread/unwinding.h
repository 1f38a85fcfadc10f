/* What a thread gives back when a call of the library's does not return: because code of the program's, which
 * it has called, ends the thread (pthread_exit, pthread_cancel), throws a C++ exception, or jumps out by
 * longjmp.
 *
 * Each call that may hold something writes down, in the thread and not on its stack, where its frame is and
 * what the thread had before: its sections, how deep handlers are nested, its holds. A hold is a lock, or
 * whatever else must be given back. Then
 * - the end of a thread gives back all that the thread has (thread.c);
 * - an exception passes by the frame, and the frame's personality routine gives back what the call has taken.
 *   That needs unwind tables, and no -fexceptions. Where there is none of it (below), it is as with longjmp:
 * - the next call of the same thread finds that the frame of a former one is gone, and gives back what that
 *   had. It is gone if this call's frame lies where that one was, or further up; or if its return address
 * does not stand in it any more. Memory that the call was using is lost then.
 *
 * Meanwhile the thread cannot be cancelled; a log call ends it when it has done its work.
 *
 * A thread of the library's catches what its handlers throw (port/unwind.h), gives all back, and goes on; that of a
 * queue's listener ends instead, as by pthread_exit, and another one takes its place. */
#ifndef PYLOG_THREAD_UNWINDING_H
#define PYLOG_THREAD_UNWINDING_H

#include "../port/unwind.h"
#include "thread.h"

#pragma GCC visibility push(hidden)

/* The inline functions are not static: where the compiler is to save space, it calls the one in unwinding.c. */

/* Between these two the caller may hold something. In the same function, which is not to be inlined into one
 * that goes on after an exception: so in one that others call. */
#define pylog__call_begin(thread)                                                                            \
    do {                                                                                                     \
        PYLOG__UNWINDS_HERE;                                                                                 \
        pylog__call_begin_at(thread, __builtin_frame_address(0));                                            \
    } while (0)

/* Give back what calls had whose frames are gone. `frame` is the caller's. */
void pylog__calls_check(struct pylog__thread *thread, const void *frame);
/* Give back what all calls of the thread have, and all else: the thread ends. */
void pylog__calls_abandon(struct pylog__thread *thread);
/* The same, but so many sections stay open. */
void pylog__calls_abandon_to(struct pylog__thread *thread, unsigned sections);

/* Get more places for holds and marks: the first ones are full. */
void pylog__calls_make_room(struct pylog__thread *thread);

/* Switch cancellation off. A thread that is alone in its process could only cancel itself. */
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

/* Of a log call, which is a cancellation point. */
static inline void pylog__log_call_end(struct pylog__thread *thread) {
    bool shielded = thread->shielded;
    pylog__call_end(thread);
    if (shielded && !thread->calls)
        pylog__port_cancel_here();
}

/* Write down a hold; returns its place, for taking it out. */
inline unsigned pylog__hold(struct pylog__thread *thread, void *object,
                                   void (*give_back)(void *object)) {
    unsigned at = thread->hold_count++;
    if (at == thread->most_holds && thread->calls <= thread->most_calls)
        pylog__calls_make_room(thread);
    if (at < thread->most_holds)
        thread->holds[at] = (struct pylog__hold){ object, give_back };
    return at;
}

/* The program may have let go of another one meanwhile, or taken one. */
void pylog__unhold_slowly(struct pylog__thread *thread, unsigned at, const void *object);
inline void pylog__unhold(struct pylog__thread *thread, unsigned at, const void *object) {
    if (thread->hold_count == at + 1)
        thread->hold_count = at;
    else
        pylog__unhold_slowly(thread, at, object);
}
/* The same for what no other thread waits for: a reference, say. `give_back` counts it in `lock_free` no more. */
static inline unsigned pylog__hold_no_lock(struct pylog__thread *thread, void *object,
                                           void (*give_back)(void *object)) {
    thread->lock_free++;
    return pylog__hold(thread, object, give_back);
}
static inline void pylog__unhold_no_lock(struct pylog__thread *thread, unsigned at, const void *object) {
    pylog__unhold(thread, at, object);
    thread->lock_free--;
}

/* Take out the last hold on this object that is given back in this way; false if there is none. */
bool pylog__unhold_last(struct pylog__thread *thread, const void *object, void (*give_back)(void *object));

#pragma GCC visibility pop

#endif

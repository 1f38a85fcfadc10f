// Ways out of places that a table lists. For programs of tests/stress, each of which has this once.
#ifndef SUPPORT_PLACES_HPP
#define SUPPORT_PLACES_HPP

#include "ways_out.hpp"

namespace {

// Each place takes the same course: `make`; a thread calls `act` and leaves; `check`; while it is
// still there, another thread calls `act`; the end.
struct place {
    const char *name;
    void (*make)();
    bool (*act)();   // and calls the callback; true: it has done its work
    bool (*check)(); // what must be so after the callback has left: what it had is given back, say; nullptr: nothing
};

const place *places_now;
void (*next_now)();
way way_now;

void act_at(const void *where) {
    static_cast<const place *>(where)->act();
}

void *act_again(void *data) {
    return static_cast<const place *>(data)->act() ? data : nullptr;
}

int run_place(void *data) {
    const scenario *now = static_cast<scenario *>(data);
    const place *where = &places_now[now->place];
    leaver thread = { now->how, act_at, where, next_now, {}, {}, {} };
    void *done = nullptr;
    way_now = now->how;
    make_quiet_logger("other");
    where->make();
    begin_leaving(&thread);
    bool holds = !where->check || where->check();
    pthread_join(start_thread(act_again, const_cast<place *>(where)), &done);
    end_leaving(&thread);
    pylog_shutdown();
    return !done ? 1 : !holds ? 2 : 0;
}

const char *name_of_place(size_t where) {
    return places_now[where].name;
}

// `next` is what a thread calls that has jumped out.
int leave_places(const place *places, size_t count, void (*next)(), double seconds) {
    places_now = places;
    next_now = next;
    return leave_all(count, name_of_place, run_place, seconds);
}

} // namespace

#endif

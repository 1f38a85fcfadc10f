/* The lock of a handler: who is let in, who waits, and that nobody waits in vain. */
#define _POSIX_C_SOURCE 200809L

#include <fixture.h>
#include <parallel.h>
#include <port/lock.h>
#include <sched.h>
#include <unistd.h>

static struct pylog__lock lock;

static int64_t in_milliseconds(int64_t milliseconds) {
    return pylog__port_monotonic() + milliseconds * 1000000;
}

static int set_up(void) {
    pylog__lock_init(&lock);
    return 0;
}

static int tear_down(void) {
    pylog__lock_destroy(&lock);
    return 0;
}

static const struct fixture fixture = { .seconds = 30, .set_up = set_up, .tear_down = tear_down };

/* ---- What another thread gets ---------------------------------------------------------------- */

struct attempt {
    atomic_bool taken;
    bool nested;
};

static void *take_shared(void *data) {
    struct attempt *attempt = data;
    pylog__lock_shared(&lock, attempt->nested);
    atomic_store(&attempt->taken, true);
    pylog__lock_release_shared(&lock);
    return NULL;
}

static void *try_exclusive(void *data) {
    struct attempt *attempt = data;
    attempt->taken = pylog__lock_exclusive(&lock, 0, in_milliseconds(20));
    if (attempt->taken)
        pylog__lock_release_exclusive(&lock);
    return NULL;
}

static bool others_get_it_exclusively(void) {
    struct attempt attempt = { false, false };
    join_thread(start_thread(try_exclusive, &attempt));
    return attempt.taken;
}

static void assert_free(void) {
    assert_true(others_get_it_exclusively());
    assert_int_equal(atomic_load(&lock.state), 0);
    assert_int_equal(lock.waiting, 0);
    assert_int_equal(lock.depth, 0);
    assert_null(atomic_load(&lock.owner));
}

/* A thread that wants the exclusive side, and waits for it until it is told to give it back. */
struct wanting {
    pthread_t thread;
    atomic_bool taken;
    struct gate release;
    int64_t deadline;
};

static void *want_exclusive(void *data) {
    struct wanting *wanting = data;
    if (!pylog__lock_exclusive(&lock, 0, wanting->deadline))
        return NULL;
    atomic_store(&wanting->taken, true);
    gate_pass(&wanting->release);
    pylog__lock_release_exclusive(&lock);
    return NULL;
}

static void start_wanting(struct wanting *wanting, int64_t deadline) {
    *wanting = (struct wanting){ .release = GATE_CLOSED, .deadline = deadline };
    wanting->thread = start_thread(want_exclusive, wanting);
}

static bool somebody_waits(void) {
    pylog__mutex_lock(&lock.mutex);
    bool waits = lock.waiting != 0;
    pylog__mutex_unlock(&lock.mutex);
    return waits;
}

static void wait_until_somebody_waits(void) {
    while (!somebody_waits())
        sleep_milliseconds(1);
}

static void finish_wanting(struct wanting *wanting) {
    gate_open(&wanting->release);
    join_thread(wanting->thread);
}

/* ---- The rules ------------------------------------------------------------------------------- */

static void shared_holders_are_in_together_and_keep_an_exclusive_one_out(void **state) {
    (void)state;
    struct attempt attempt = { false, false };
    pylog__lock_shared(&lock, false);
    join_thread(start_thread(take_shared, &attempt));
    assert_true(attempt.taken);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_free();
}

static void an_exclusive_holder_keeps_everybody_out(void **state) {
    (void)state;
    struct attempt plain = { false, false }, nested = { false, true };
    assert_true(pylog__lock_exclusive(&lock, 0, INT64_MAX));
    assert_true(pylog__lock_is_mine(&lock));
    pthread_t first = start_thread(take_shared, &plain), second = start_thread(take_shared, &nested);
    assert_false(others_get_it_exclusively());
    assert_false(atomic_load(&plain.taken));
    assert_false(atomic_load(&nested.taken));
    pylog__lock_release_exclusive(&lock);
    assert_false(pylog__lock_is_mine(&lock));
    join_thread(first);
    join_thread(second);
    assert_true(plain.taken && nested.taken);
    assert_free();
}

static void its_owner_may_take_both_sides_again_and_the_last_release_frees_it(void **state) {
    (void)state;
    assert_true(pylog__lock_exclusive(&lock, 0, INT64_MAX));
    assert_true(pylog__lock_exclusive(&lock, 0, 0));
    pylog__lock_shared(&lock, false);
    assert_true(pylog__lock_exclusive(&lock, 1, 0));
    pylog__lock_release_exclusive(&lock);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_exclusive(&lock);
    assert_false(others_get_it_exclusively());
    assert_true(pylog__lock_is_mine(&lock));
    pylog__lock_release_exclusive(&lock);
    assert_free();
}

static void a_shared_holder_that_wants_it_alone_gets_its_holds_back_afterwards(void **state) {
    (void)state;
    struct attempt attempt = { false, false };
    pylog__lock_shared(&lock, false);
    pylog__lock_shared(&lock, true);
    assert_true(pylog__lock_exclusive(&lock, 2, INT64_MAX));
    pthread_t reader = start_thread(take_shared, &attempt);
    assert_false(others_get_it_exclusively());
    assert_false(atomic_load(&attempt.taken));
    pylog__lock_release_exclusive(&lock);
    join_thread(reader);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_free();
}

static atomic_int within, most_within;
static pthread_barrier_t both_hold_it;

static void *hold_shared_then_alone(void *unused) {
    (void)unused;
    pylog__lock_shared(&lock, false);
    pthread_barrier_wait(&both_hold_it);
    pylog__lock_exclusive(&lock, 1, INT64_MAX);
    int now = atomic_fetch_add(&within, 1) + 1;
    if (now > atomic_load(&most_within))
        atomic_store(&most_within, now);
    sleep_milliseconds(2);
    atomic_fetch_sub(&within, 1);
    pylog__lock_release_exclusive(&lock);
    pylog__lock_release_shared(&lock);
    return NULL;
}

static void shared_holders_that_all_want_it_alone_get_it_one_after_the_other(void **state) {
    (void)state;
    enum { THREADS = 4 };
    pthread_barrier_init(&both_hold_it, NULL, THREADS);
    atomic_store(&most_within, 0);
    run_in_threads(THREADS, hold_shared_then_alone);
    pthread_barrier_destroy(&both_hold_it);
    assert_int_equal(most_within, 1);
    assert_free();
}

static void who_waits_for_it_alone_keeps_new_holders_out_but_not_nested_ones(void **state) {
    (void)state;
    struct attempt plain = { false, false }, nested = { false, true };
    struct wanting wanting;
    pylog__lock_shared(&lock, false);
    start_wanting(&wanting, INT64_MAX);
    wait_until_somebody_waits();
    pthread_t newcomer = start_thread(take_shared, &plain);
    join_thread(start_thread(take_shared, &nested));
    assert_true(nested.taken);
    pylog__lock_shared(&lock, true);
    pylog__lock_release_shared(&lock);
    sleep_milliseconds(20);
    assert_false(atomic_load(&plain.taken));
    assert_false(atomic_load(&wanting.taken));
    pylog__lock_release_shared(&lock);
    finish_wanting(&wanting);
    join_thread(newcomer);
    assert_true(wanting.taken);
    assert_true(plain.taken);
    assert_free();
}

/* ---- Time ------------------------------------------------------------------------------------ */

static void waiting_ends_at_the_deadline_and_not_before(void **state) {
    (void)state;
    struct wanting wanting;
    start_wanting(&wanting, INT64_MAX);
    while (!atomic_load(&wanting.taken))
        sleep_milliseconds(1);
    int64_t deadline = in_milliseconds(30);
    assert_false(pylog__lock_exclusive(&lock, 0, deadline));
    assert_true(pylog__port_monotonic() >= deadline);
    assert_false(pylog__lock_exclusive(&lock, 0, 0));
    assert_false(pylog__lock_is_mine(&lock));
    finish_wanting(&wanting);
    assert_free();
}

static void a_deadline_in_the_past_is_enough_for_a_free_lock(void **state) {
    (void)state;
    assert_true(pylog__lock_exclusive(&lock, 0, 0));
    pylog__lock_release_exclusive(&lock);
    assert_free();
}

static void who_gives_up_lets_those_in_that_it_kept_out(void **state) {
    (void)state;
    struct attempt plain = { false, false };
    struct wanting wanting;
    pylog__lock_shared(&lock, false);
    start_wanting(&wanting, in_milliseconds(1000));
    wait_until_somebody_waits();
    join_thread(start_thread(take_shared, &plain));
    assert_true(plain.taken);
    finish_wanting(&wanting);
    assert_false(wanting.taken);
    pylog__lock_release_shared(&lock);
    assert_free();
}

/* Holds it shared until it is told to give it back. */
static void *hold_shared(void *data) {
    struct wanting *holding = data;
    pylog__lock_shared(&lock, false);
    atomic_store(&holding->taken, true);
    gate_pass(&holding->release);
    pylog__lock_release_shared(&lock);
    return NULL;
}

static void who_gives_up_has_its_own_holds_again(void **state) {
    (void)state;
    struct wanting holding = { .release = GATE_CLOSED };
    holding.thread = start_thread(hold_shared, &holding);
    while (!atomic_load(&holding.taken))
        sleep_milliseconds(1);
    pylog__lock_shared(&lock, false);
    pylog__lock_shared(&lock, true);
    assert_false(pylog__lock_exclusive(&lock, 2, in_milliseconds(20)));
    assert_false(pylog__lock_is_mine(&lock));
    finish_wanting(&holding);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_free();
}

/* ---- Many at once ---------------------------------------------------------------------------- */

static atomic_bool enough;
static atomic_size_t shared_turns;

/* Two of them overlap all the time, so that the lock is hardly ever free. */
static void *hold_shared_again_and_again(void *unused) {
    (void)unused;
    while (!atomic_load(&enough)) {
        pylog__lock_shared(&lock, false);
        for (int i = 0; i < 200; i++)
            atomic_fetch_add(&shared_turns, 1);
        pylog__lock_release_shared(&lock);
    }
    return NULL;
}

static void who_wants_it_alone_is_not_starved(void **state) {
    (void)state;
    enum { READERS = 3, TURNS = 200 };
    pthread_t readers[READERS];
    size_t taken = 0;
    atomic_store(&enough, false);
    for (size_t i = 0; i < READERS; i++)
        readers[i] = start_thread(hold_shared_again_and_again, NULL);
    for (size_t i = 0; i < TURNS; i++) {
        if (!pylog__lock_exclusive(&lock, 0, in_milliseconds(5000)))
            break;
        taken++;
        pylog__lock_release_exclusive(&lock);
    }
    atomic_store(&enough, true);
    for (size_t i = 0; i < READERS; i++)
        join_thread(readers[i]);
    assert_int_equal(taken, TURNS);
    assert_free();
}

/* What only an exclusive holder may change: the two are always equal for everybody else. */
static size_t first, second;
static atomic_size_t violations, exclusive_turns;
static atomic_int readers, writers;

static void check(bool right) {
    if (!right)
        atomic_fetch_add(&violations, 1);
}

/* Now and then somebody else runs while the lock is held: then the others really wait. */
static void dawdle(void) {
    static _Thread_local unsigned turn;
    if (++turn % 8 == 0)
        sched_yield();
}

static void read_both(void) {
    atomic_fetch_add(&readers, 1);
    dawdle();
    check(atomic_load(&writers) == 0);
    check(first == second);
    atomic_fetch_sub(&readers, 1);
}

static void write_both(void) {
    check(atomic_fetch_add(&writers, 1) == 0);
    check(atomic_load(&readers) == 0);
    check(first == second);
    first++;
    dawdle();
    second++;
    atomic_fetch_add(&exclusive_turns, 1);
    atomic_fetch_sub(&writers, 1);
}

static void turn_shared(void) {
    pylog__lock_shared(&lock, false);
    read_both();
    pylog__lock_release_shared(&lock);
}

static void turn_nested(void) {
    pylog__lock_shared(&lock, false);
    pylog__lock_shared(&lock, true);
    read_both();
    pylog__lock_release_shared(&lock);
    read_both();
    pylog__lock_release_shared(&lock);
}

static void turn_exclusive(void) {
    pylog__lock_exclusive(&lock, 0, INT64_MAX);
    write_both();
    pylog__lock_exclusive(&lock, 0, INT64_MAX);
    pylog__lock_shared(&lock, true);
    write_both();
    pylog__lock_release_shared(&lock);
    pylog__lock_release_exclusive(&lock);
    write_both();
    pylog__lock_release_exclusive(&lock);
}

static void turn_timed(void) {
    if (!pylog__lock_exclusive(&lock, 0, pylog__port_monotonic() + 20000))
        return;
    write_both();
    pylog__lock_release_exclusive(&lock);
}

static void turn_from_shared_to_exclusive(void) {
    pylog__lock_shared(&lock, false);
    read_both();
    if (pylog__lock_exclusive(&lock, 1, pylog__port_monotonic() + 50000)) {
        write_both();
        pylog__lock_release_exclusive(&lock);
    }
    read_both();
    pylog__lock_release_shared(&lock);
}

static void *take_turns(void *number) {
    static void (*const turns[])(void) = { turn_shared,    turn_shared, turn_nested,
                                           turn_exclusive, turn_timed,  turn_from_shared_to_exclusive };
    unsigned random = (unsigned)(uintptr_t)number * 7919 + 1;
    for (size_t i = 0; i < 12000 * test_scale(); i++) {
        random = random * 1103515245 + 12345;
        turns[(random >> 16) % (sizeof turns / sizeof *turns)]();
    }
    return NULL;
}

static void in_a_throng_the_rules_hold_and_nobody_is_forgotten(void **state) {
    (void)state;
    run_in_threads(4, take_turns);
    assert_int_equal(violations, 0);
    assert_true(exclusive_turns > 0);
    assert_int_equal(first, exclusive_turns);
    assert_free();
}

/* ---- Patience -------------------------------------------------------------------------------- */

enum { PATIENCE = 400, LONGER = 100000 }; /* milliseconds; the second is longer than any test may take */

/* Those who wait read it with the lock's mutex. */
static void be_patient_for(int64_t milliseconds) {
    pylog__mutex_lock(&lock.mutex);
    pylog__lock_patience = milliseconds * 1000000;
    pylog__mutex_unlock(&lock.mutex);
}

static int be_impatient(void) {
    int result = set_up();
    be_patient_for(PATIENCE);
    return result;
}

static int be_patient_again(void) {
    pylog__lock_patience = INT64_C(10000000000);
    return tear_down();
}

static const struct fixture impatient = { .seconds = 30, .set_up = be_impatient, .tear_down = be_patient_again };

/* How many milliseconds an attempt takes that must fail. */
static int64_t milliseconds_in_vain(bool shared) {
    int64_t before = pylog__port_monotonic();
    bool taken =
        shared ? pylog__lock_shared(&lock, false) : pylog__lock_exclusive(&lock, 0, PYLOG__PATIENTLY);
    assert_false(taken);
    return (pylog__port_monotonic() - before) / 1000000;
}

static void start_holding(struct wanting *holding, void *(*hold)(void *)) {
    *holding = (struct wanting){ .release = GATE_CLOSED, .deadline = INT64_MAX };
    holding->thread = start_thread(hold, holding);
    while (!atomic_load(&holding->taken))
        sleep_milliseconds(1);
}

static void patience_with_one_who_is_stuck_ends_and_the_next_ones_do_not_wait(void **state) {
    struct wanting stuck;
    (void)state;
    for (int shared_first = 0; shared_first < 2; shared_first++) {
        be_patient_for(PATIENCE);
        start_holding(&stuck, want_exclusive);
        assert_true(milliseconds_in_vain(shared_first) >= PATIENCE);
        be_patient_for(LONGER);
        milliseconds_in_vain(false);
        milliseconds_in_vain(true);
        finish_wanting(&stuck);
        assert_free();
    }
    be_patient_for(PATIENCE);
    start_holding(&stuck, want_exclusive);
    assert_true(milliseconds_in_vain(true) >= PATIENCE);
    finish_wanting(&stuck);
}

static void all_who_wait_for_one_who_is_stuck_give_up_together(void **state) {
    struct wanting stuck, first_one;
    (void)state;
    start_holding(&stuck, want_exclusive);
    start_wanting(&first_one, PYLOG__PATIENTLY);
    wait_until_somebody_waits();
    be_patient_for(LONGER);
    milliseconds_in_vain(true);
    finish_wanting(&first_one);
    assert_false(first_one.taken);
    finish_wanting(&stuck);
    assert_free();
}

enum { THREADS = 8, A_WHILE = 300 };

static void *hold_for_a_while(void *unused) {
    if (!pylog__lock_exclusive(&lock, 0, PYLOG__PATIENTLY))
        return unused;
    sleep_milliseconds(A_WHILE);
    second++;
    pylog__lock_release_exclusive(&lock);
    if (!pylog__lock_shared(&lock, false))
        return unused;
    atomic_fetch_add(&shared_turns, 1);
    pylog__lock_release_shared(&lock);
    return unused;
}

static void patience_begins_anew_whenever_the_lock_is_given_back(void **state) {
    (void)state;
    be_patient_for(5 * A_WHILE);
    second = 0;
    atomic_store(&shared_turns, 0);
    run_in_threads(THREADS, hold_for_a_while);
    assert_int_equal(second, THREADS);
    assert_int_equal(shared_turns, THREADS);
    first = second = 0;
    assert_free();
}

static void one_who_is_stuck_with_the_shared_side_keeps_out_those_who_want_it_alone(void **state) {
    struct attempt attempt = { false, false };
    struct wanting stuck;
    (void)state;
    start_holding(&stuck, hold_shared);
    assert_true(milliseconds_in_vain(false) >= PATIENCE);
    join_thread(start_thread(take_shared, &attempt));
    assert_true(attempt.taken);
    be_patient_for(LONGER); /* it takes a hundredth of that to find out */
    milliseconds_in_vain(false);
    finish_wanting(&stuck);
    assert_true(pylog__lock_exclusive(&lock, 0, PYLOG__PATIENTLY));
    pylog__lock_release_exclusive(&lock);
    assert_free();
}

static void who_waits_for_it_alone_for_ever_does_not_keep_the_others_out_for_ever(void **state) {
    struct attempt attempt = { false, false };
    struct wanting stuck, wanting;
    (void)state;
    start_holding(&stuck, hold_shared);
    start_wanting(&wanting, INT64_MAX);
    wait_until_somebody_waits();
    join_thread(start_thread(take_shared, &attempt));
    assert_true(attempt.taken);
    finish_wanting(&stuck);
    finish_wanting(&wanting);
    assert_true(wanting.taken);
    assert_free();
}

static void who_gives_up_has_its_own_holds_again_beside_one_who_is_stuck(void **state) {
    struct wanting stuck;
    (void)state;
    start_holding(&stuck, want_exclusive);
    atomic_fetch_add(&lock.state, 1); /* as if he had come in when this thread let go of its hold */
    assert_false(pylog__lock_exclusive(&lock, 1, PYLOG__PATIENTLY));
    assert_int_equal(atomic_load(&lock.state) & PYLOG__LOCK_HOLDERS, 1);
    finish_wanting(&stuck);
    assert_false(others_get_it_exclusively());
    pylog__lock_release_shared(&lock);
    assert_free();
}

/* ---- fork ------------------------------------------------------------------------------------ */

/* What the check returns in a child of fork; a child that hangs is killed. */
static int in_child_of_fork(int (*run)(void)) {
    pid_t child = fork();
    if (child == 0) {
        alarm(5);
        _exit(run());
    }
    return wait_for_child(child);
}

static int take_it_anew(void) {
    pylog__lock_after_fork(&lock, 0);
    if (!pylog__lock_exclusive(&lock, 0, 0))
        return 1;
    pylog__lock_release_exclusive(&lock);
    pylog__lock_shared(&lock, false);
    pylog__lock_release_shared(&lock);
    return atomic_load(&lock.state) != 0;
}

static void a_child_of_fork_has_it_free_whoever_held_or_wanted_it(void **state) {
    (void)state;
    struct wanting holding, waiting;
    start_wanting(&holding, INT64_MAX);
    while (!atomic_load(&holding.taken))
        sleep_milliseconds(1);
    start_wanting(&waiting, INT64_MAX);
    wait_until_somebody_waits();
    assert_int_equal(in_child_of_fork(take_it_anew), 0);
    finish_wanting(&holding);
    finish_wanting(&waiting);
    assert_free();
}

static int release_twice(void) {
    pylog__lock_after_fork(&lock, 0);
    if (!pylog__lock_is_mine(&lock) || lock.depth != 1)
        return 1;
    pylog__lock_release_exclusive(&lock);
    if (!pylog__lock_is_mine(&lock))
        return 2;
    pylog__lock_release_exclusive(&lock);
    return atomic_load(&lock.state) == 0 ? 0 : 3;
}

static void a_child_of_fork_keeps_what_the_forking_thread_owned(void **state) {
    (void)state;
    pylog__lock_exclusive(&lock, 0, INT64_MAX);
    pylog__lock_exclusive(&lock, 0, INT64_MAX);
    assert_int_equal(in_child_of_fork(release_twice), 0);
    pylog__lock_release_exclusive(&lock);
    pylog__lock_release_exclusive(&lock);
    assert_free();
}

static int hold_shared_still(void) {
    pylog__lock_after_fork(&lock, 2);
    if (!pylog__lock_exclusive(&lock, 2, 0))
        return 1;
    pylog__lock_release_exclusive(&lock);
    pylog__lock_release_shared(&lock);
    if (atomic_load(&lock.state) == 0)
        return 2;
    pylog__lock_release_shared(&lock);
    return atomic_load(&lock.state) == 0 ? 0 : 3;
}

static void a_child_of_fork_keeps_what_the_forking_thread_held_shared(void **state) {
    (void)state;
    struct wanting waiting;
    pylog__lock_shared(&lock, false);
    pylog__lock_shared(&lock, true);
    start_wanting(&waiting, INT64_MAX);
    wait_until_somebody_waits();
    assert_int_equal(in_child_of_fork(hold_shared_still), 0);
    pylog__lock_release_shared(&lock);
    pylog__lock_release_shared(&lock);
    finish_wanting(&waiting);
    assert_free();
}

static const struct CMUnitTest tests[] = {
    TEST(shared_holders_are_in_together_and_keep_an_exclusive_one_out),
    TEST(an_exclusive_holder_keeps_everybody_out),
    TEST(its_owner_may_take_both_sides_again_and_the_last_release_frees_it),
    TEST(a_shared_holder_that_wants_it_alone_gets_its_holds_back_afterwards),
    TEST(shared_holders_that_all_want_it_alone_get_it_one_after_the_other),
    TEST(who_waits_for_it_alone_keeps_new_holders_out_but_not_nested_ones),
    TEST(waiting_ends_at_the_deadline_and_not_before),
    TEST(a_deadline_in_the_past_is_enough_for_a_free_lock),
    TEST(who_gives_up_lets_those_in_that_it_kept_out),
    TEST(who_gives_up_has_its_own_holds_again),
    TEST(in_a_throng_the_rules_hold_and_nobody_is_forgotten),
    TEST(who_wants_it_alone_is_not_starved),
    TEST(a_child_of_fork_has_it_free_whoever_held_or_wanted_it),
    TEST(a_child_of_fork_keeps_what_the_forking_thread_owned),
    TEST(a_child_of_fork_keeps_what_the_forking_thread_held_shared),
    TEST_IN(impatient, patience_with_one_who_is_stuck_ends_and_the_next_ones_do_not_wait),
    TEST_IN(impatient, all_who_wait_for_one_who_is_stuck_give_up_together),
    TEST_IN(impatient, patience_begins_anew_whenever_the_lock_is_given_back),
    TEST_IN(impatient, one_who_is_stuck_with_the_shared_side_keeps_out_those_who_want_it_alone),
    TEST_IN(impatient, who_waits_for_it_alone_for_ever_does_not_keep_the_others_out_for_ever),
    TEST_IN(impatient, who_gives_up_has_its_own_holds_again_beside_one_who_is_stuck),
};
TEST_MAIN

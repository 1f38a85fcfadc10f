/* Sections and retirement: nothing that an open section could see is released, and at last everything is.
 * All tests run with the port's barrier, if there is one, and without it. */
#define _POSIX_C_SOURCE 200809L

#include <fixture.h>
#include <parallel.h>
#include <stdlib.h>
#include <thread/thread.h>

/* A snapshot as the library has them, that tells what became of it. */
struct object {
    struct pylog__retired retired;
    atomic_bool *released; /* NULL: nobody wants to know */
    size_t value, same;    /* always equal */
};

static _Atomic(struct object *) published;
static atomic_size_t made, released_in_all, released_within_a_section;

static void release(struct pylog__retired *self) {
    struct object *object = (struct object *)self;
    if (object->released)
        atomic_store(object->released, true);
    if (pylog__thread()->sections)
        atomic_fetch_add(&released_within_a_section, 1);
    atomic_fetch_add(&released_in_all, 1);
    object->value = 0;
    free(object);
}

static struct object *make(size_t value, atomic_bool *released) {
    struct object *object = malloc(sizeof *object);
    if (!object)
        abort();
    *object = (struct object){ { .release = release }, released, value, value };
    if (released)
        atomic_store(released, false);
    atomic_fetch_add(&made, 1);
    return object;
}

/* Publish an object in the place of the former one, which is retired. */
static void replace(struct object *object) {
    pylog__tree_lock();
    struct object *before = atomic_load_explicit(&published, memory_order_relaxed);
    pylog__publish(&published, object);
    pylog__retire(before ? &before->retired : NULL);
    pylog__tree_unlock();
}

static void change_something(void) {
    pylog__tree_lock();
    pylog__tree_unlock();
}

static void set_up(bool barrier) {
    must_end_within(30);
    pylog__sections_use_barrier(barrier);
    made = released_in_all = released_within_a_section = 0;
}

static int with_barrier(void **state) {
    (void)state;
    set_up(true);
    return 0;
}

static int without_barrier(void **state) {
    (void)state;
    set_up(false);
    return 0;
}

/* Whatever a test does, in the end all is released, and never by a thread that might hold a lock. */
static int tear_down(void **state) {
    (void)state;
    replace(NULL);
    change_something();
    must_end_within(0);
    pylog__sections_use_barrier(true);
    return made != released_in_all || released_within_a_section != 0;
}

/* ---- A reader that stands still ---------------------------------------------------------------- */

struct reader {
    pthread_t thread;
    bool leaving;           /* the thread is at its end: the library does not list it any more */
    struct gate leave, end; /* of the section, and of the thread: an ending thread releases, too */
    atomic_bool within;
    size_t value, same;
};

static void read_slowly(struct reader *reader) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    struct object *object = pylog__snapshot(&published);
    atomic_store(&reader->within, true);
    gate_pass(&reader->leave);
    reader->value = object->value;
    reader->same = object->same;
    pylog__section_leave(thread);
    atomic_store(&reader->within, false);
    gate_pass(&reader->end);
}

/* Made after the library's own key, so that its destructor runs after the library's. */
static pthread_key_t late_key;

static void *run_reader(void *data) {
    struct reader *reader = data;
    pylog__thread();
    if (reader->leaving)
        pthread_setspecific(late_key, reader);
    else
        read_slowly(reader);
    return NULL;
}

static void start_reader(struct reader *reader, bool leaving) {
    *reader = (struct reader){ .leaving = leaving, .leave = GATE_CLOSED, .end = GATE_CLOSED };
    reader->thread = start_thread(run_reader, reader);
    while (!atomic_load(&reader->within))
        sleep_milliseconds(1);
}

static void end_section(struct reader *reader) {
    gate_open(&reader->leave);
    while (atomic_load(&reader->within))
        sleep_milliseconds(1);
}

static void finish_reader(struct reader *reader) {
    end_section(reader);
    gate_open(&reader->end);
    join_thread(reader->thread);
}

/* ---- Readers that do not stand still --------------------------------------------------------------- */

enum { READERS = 3 };
static atomic_size_t differences;
static atomic_bool enough;

static void read_once(void) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    struct object *object = pylog__snapshot(&published);
    if (!object->value || object->value != object->same)
        atomic_fetch_add(&differences, 1);
    pylog__section_leave(thread);
}

static void *read_until_enough(void *unused) {
    (void)unused;
    while (!atomic_load(&enough))
        read_once();
    return NULL;
}

/* ---- One thing after the other ----------------------------------------------------------------- */

static void without_an_open_section_an_object_is_released_at_once(void **state) {
    (void)state;
    atomic_bool released;
    replace(make(1, &released));
    assert_false(released);
    replace(make(2, NULL));
    assert_true(released);
}

static void what_an_open_section_could_see_stays(void **state) {
    (void)state;
    atomic_bool first, second;
    struct reader reader;
    replace(make(1, &first));
    start_reader(&reader, false);
    replace(make(2, &second));
    replace(make(3, NULL));
    change_something();
    assert_false(first);
    assert_false(second);
    finish_reader(&reader);
    assert_int_equal(reader.value, 1);
    assert_int_equal(reader.same, 1);
    change_something();
    assert_true(first && second);
}

static void a_section_that_began_later_keeps_nothing_back(void **state) {
    (void)state;
    atomic_bool first, second;
    struct reader early, late;
    replace(make(1, &first));
    start_reader(&early, false);
    replace(make(2, &second));
    start_reader(&late, false);
    finish_reader(&early);
    change_something();
    assert_true(first);
    replace(make(3, NULL));
    assert_false(second);
    finish_reader(&late);
    assert_int_equal(late.value, 2);
    change_something();
    assert_true(second);
}

static void the_oldest_of_several_sections_decides(void **state) {
    (void)state;
    enum { FOUR = 4 };
    struct reader readers[FOUR];
    atomic_bool released[FOUR];
    replace(make(0, &released[0]));
    for (size_t i = 0; i < FOUR; i++) {
        start_reader(&readers[i], false);
        replace(i + 1 < FOUR ? make(i + 1, &released[i + 1]) : make(9, NULL));
    }
    for (size_t i = FOUR; i-- > 1;) {
        finish_reader(&readers[i]);
        change_something();
        assert_int_equal(readers[i].value, i);
        assert_false(released[0]);
        assert_false(released[i]);
    }
    finish_reader(&readers[0]);
    change_something();
    for (size_t i = 0; i < FOUR; i++)
        assert_true(released[i]);
}

static void what_is_retired_within_a_section_is_released_when_it_ends(void **state) {
    (void)state;
    atomic_bool released;
    struct pylog__thread *thread = pylog__thread();
    replace(make(1, &released));
    pylog__section_enter(thread);
    struct object *seen = pylog__snapshot(&published);
    replace(make(2, NULL));
    change_something();
    assert_false(released);
    assert_int_equal(seen->value, 1);
    pylog__section_leave(thread);
    assert_true(released);
}

static void sections_are_nested_and_the_outermost_counts(void **state) {
    (void)state;
    atomic_bool released;
    struct pylog__thread *thread = pylog__thread();
    replace(make(1, &released));
    pylog__section_enter(thread);
    pylog__section_enter(thread);
    replace(make(2, NULL));
    pylog__section_leave(thread);
    change_something();
    assert_false(released);
    pylog__section_leave(thread);
    assert_true(released);
}

/* A thread within a section may hold a handler's lock, under which no destructor may run. */
static void a_thread_within_a_section_releases_nothing_of_others(void **state) {
    (void)state;
    atomic_bool released;
    struct reader reader;
    struct pylog__thread *thread = pylog__thread();
    replace(make(1, &released));
    start_reader(&reader, false);
    replace(make(2, NULL));
    pylog__section_enter(thread);
    end_section(&reader);
    change_something();
    assert_false(released);
    pylog__section_leave(thread);
    assert_true(released);
    finish_reader(&reader);
}

static void nothing_is_retired_where_there_was_nothing(void **state) {
    (void)state;
    pylog__tree_lock();
    pylog__retire(NULL);
    pylog__tree_unlock();
}

static struct object *last_of_two;

static void release_first_of_two(struct pylog__retired *self) {
    pylog__tree_lock();
    pylog__retire(&last_of_two->retired);
    pylog__tree_unlock();
    release(self);
}

static void a_destructor_may_retire_something_itself(void **state) {
    (void)state;
    atomic_bool first, last;
    struct object *object = make(1, &first);
    object->retired.release = release_first_of_two;
    last_of_two = make(2, &last);
    replace(object);
    replace(NULL);
    assert_true(first);
    assert_true(last);
}

/* ---- Waiting ------------------------------------------------------------------------------------ */

static int64_t in_milliseconds(int64_t milliseconds) {
    return pylog__port_monotonic() + milliseconds * 1000000;
}

static void *end_section_later(void *reader) {
    sleep_milliseconds(30);
    gate_open(&((struct reader *)reader)->leave);
    return NULL;
}

static void waits_until_open_sections_have_ended(void **state) {
    (void)state;
    replace(make(1, NULL));
    for (int leaving = 0; leaving < 2; leaving++) {
        struct reader reader;
        start_reader(&reader, leaving);
        pthread_t ending = start_thread(end_section_later, &reader);
        assert_true(pylog__synchronize(in_milliseconds(10000)));
        bool over = reader.leave.open;
        join_thread(ending);
        finish_reader(&reader);
        assert_true(over);
    }
}

static void without_open_sections_it_does_not_wait(void **state) {
    (void)state;
    assert_true(pylog__synchronize(0));
}

static void a_section_that_hangs_is_waited_for_until_the_deadline(void **state) {
    (void)state;
    struct reader reader;
    replace(make(1, NULL));
    start_reader(&reader, false);
    int64_t deadline = in_milliseconds(20);
    bool synchronized = pylog__synchronize(deadline);
    bool waited = pylog__port_monotonic() >= deadline;
    finish_reader(&reader);
    assert_false(synchronized);
    assert_true(waited);
    assert_true(pylog__synchronize(0));
}

static void sections_that_begin_meanwhile_are_not_waited_for(void **state) {
    (void)state;
    pthread_t readers[2];
    atomic_store(&enough, false);
    replace(make(1, NULL));
    for (size_t i = 0; i < 2; i++)
        readers[i] = start_thread(read_until_enough, NULL);
    for (size_t i = 0; i < 200; i++)
        assert_true(pylog__synchronize(in_milliseconds(10000)));
    atomic_store(&enough, true);
    for (size_t i = 0; i < 2; i++)
        join_thread(readers[i]);
}

/* ---- Threads that come and go ------------------------------------------------------------------ */

static void a_thread_at_its_end_is_safe_in_its_sections(void **state) {
    (void)state;
    atomic_bool released;
    struct reader reader;
    replace(make(1, &released));
    start_reader(&reader, true);
    replace(make(2, NULL));
    change_something();
    assert_false(released);
    finish_reader(&reader);
    assert_int_equal(reader.value, 1);
    change_something();
    assert_true(released);
}

static void *replace_it_and_leave(void *unused) {
    (void)unused;
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    replace(make(2, NULL));
    pylog__section_leave(thread);
    return NULL;
}

static void a_thread_that_has_ended_keeps_nothing_back(void **state) {
    (void)state;
    atomic_bool released;
    replace(make(1, &released));
    join_thread(start_thread(replace_it_and_leave, NULL));
    change_something();
    assert_true(released);
}

static void *end_within_a_section(void *unused) {
    (void)unused;
    pylog__section_enter(pylog__thread());
    pthread_exit(NULL);
}

static void a_thread_that_was_ended_within_a_section_keeps_nothing_back(void **state) {
    (void)state;
    atomic_bool released;
    replace(make(1, &released));
    join_thread(start_thread(end_within_a_section, NULL));
    replace(make(2, NULL));
    assert_true(released);
}

/* ---- Many at once ------------------------------------------------------------------------------ */

/* A thread that reads when it is listed, and when it is not any more. */
static void *read_and_end(void *unused) {
    (void)unused;
    read_once();
    pthread_setspecific(late_key, &enough);
    return NULL;
}

static void read_in_destructor(void *data) {
    if (data == &enough)
        read_once();
    else
        read_slowly(data);
}

static void replace_often(size_t times) {
    struct pylog__thread *thread = pylog__thread();
    for (size_t i = 1; i <= times; i++) {
        bool within = i % 3 == 0;
        if (within)
            pylog__section_enter(thread);
        replace(make(i, NULL));
        if (within)
            pylog__section_leave(thread);
        if (i % 100 == 0)
            join_thread(start_thread(read_and_end, NULL));
    }
}

static void readers_never_see_what_has_been_released(void **state) {
    (void)state;
    pthread_t readers[READERS];
    atomic_store(&enough, false);
    atomic_store(&differences, 0);
    replace(make(1, NULL));
    for (size_t i = 0; i < READERS; i++)
        readers[i] = start_thread(read_until_enough, NULL);
    replace_often(8000 * test_scale());
    atomic_store(&enough, true);
    for (size_t i = 0; i < READERS; i++)
        join_thread(readers[i]);
    assert_int_equal(differences, 0);
}

int main(void) {
    pylog__thread();
    pthread_key_create(&late_key, read_in_destructor);
#define WITH(name)                                                                                           \
    { #name " (barrier)", name, with_barrier, tear_down, NULL }
#define WITHOUT(name)                                                                                        \
    { #name " (no barrier)", name, without_barrier, tear_down, NULL }
#define IN_BOTH(name) WITH(name), WITHOUT(name)
    const struct CMUnitTest tests[] = {
        IN_BOTH(without_an_open_section_an_object_is_released_at_once),
        IN_BOTH(what_an_open_section_could_see_stays),
        IN_BOTH(a_section_that_began_later_keeps_nothing_back),
        IN_BOTH(the_oldest_of_several_sections_decides),
        IN_BOTH(what_is_retired_within_a_section_is_released_when_it_ends),
        IN_BOTH(sections_are_nested_and_the_outermost_counts),
        IN_BOTH(a_thread_within_a_section_releases_nothing_of_others),
        IN_BOTH(nothing_is_retired_where_there_was_nothing),
        IN_BOTH(waits_until_open_sections_have_ended),
        IN_BOTH(without_open_sections_it_does_not_wait),
        IN_BOTH(a_section_that_hangs_is_waited_for_until_the_deadline),
        IN_BOTH(sections_that_begin_meanwhile_are_not_waited_for),
        IN_BOTH(a_destructor_may_retire_something_itself),
        IN_BOTH(a_thread_at_its_end_is_safe_in_its_sections),
        IN_BOTH(a_thread_that_has_ended_keeps_nothing_back),
        IN_BOTH(a_thread_that_was_ended_within_a_section_keeps_nothing_back),
        IN_BOTH(readers_never_see_what_has_been_released),
    };
    return cmocka_run_group_tests_name("section", tests, NULL, NULL);
}

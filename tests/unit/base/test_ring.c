/* The ring: entries come out as they went in, in one piece each, and never more
 * than fit. */
#include <fixture.h>
#include <parallel.h>
#include <base/ring.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = sizeof(struct pylog__entry), KIND = 7 };

/* An entry whose bytes follow from the number. */
static void write_entry(struct pylog__ring *ring, char *at, size_t size, uint32_t number) {
    ((struct pylog__entry *)(void *)at)->tag = pylog__entry_tag(size, KIND);
    memcpy(at + HEADER, &number, sizeof number);
    memset(at + HEADER + sizeof number, (int)(number % 251), size - HEADER - sizeof number);
    pylog__ring_commit(ring, size, memory_order_release);
}

/* Put one as a putter does: try, make room, try again. */
static bool put(struct pylog__ring *ring, size_t size, size_t fill, uint32_t number) {
    for (int attempt = 0; attempt < 2; attempt++) {
        size_t room;
        char *at = pylog__ring_room(ring, &room);
        if (size <= room) {
            write_entry(ring, at, size, number);
            return true;
        }
        if (!attempt && !pylog__ring_make_room(ring, size, fill))
            return false;
    }
    return false;
}

static uint64_t head_of(const struct pylog__ring *ring) {
    return atomic_load_explicit(&ring->head, memory_order_acquire);
}

/* Take the next entry, and look whether it is that one, whole. -1: there is
 * none; 0: it is not. */
static int take(struct pylog__ring *ring, uint32_t number) {
    struct pylog__entry *entry = pylog__ring_first(ring, head_of(ring));
    if (!entry)
        return -1;
    const char *bytes = (const char *)entry + HEADER;
    bool same = pylog__entry_kind(entry) == KIND && memcmp(bytes, &number, sizeof number) == 0;
    for (size_t i = sizeof number; i < pylog__entry_size(entry) - HEADER; i++)
        same &= (unsigned char)bytes[i] == number % 251;
    pylog__ring_advance(ring, entry);
    return same;
}

static void begin(struct pylog__ring *ring, size_t capacity, size_t fill) {
    *ring = (struct pylog__ring){ .end = NULL };
    assert_true(pylog__ring_init(ring, capacity, fill));
    assert_int_equal((uintptr_t)ring->memory % 64, 0);
}

/* ---- One thread
 * ------------------------------------------------------------------------------
 */

/* What is done in a ring of 1024 bytes: sizes are put, 0 takes one; and what
 * pylog__ring_used says then. The last put has the outcome `fits`. */
static const struct steps {
    const char *name;
    size_t fill;
    size_t sizes[16];
    bool fits;
    size_t used;
} steps[] = {
    { "one entry", 1024, { 48 }, true, 48 },
    { "exactly full", 1024, { 256, 256, 256, 256 }, true, 1024 },
    { "one too many", 1024, { 256, 256, 256, 256, 16 }, false, 1024 },
    { "one too many by 16 bytes", 1024, { 256, 256, 256, 240, 32 }, false, 1008 },
    { "fits to the byte", 1024, { 256, 256, 256, 240, 16 }, true, 1024 },
    { "room behind the end", 1024, { 256, 256, 256, 0, 0, 256 }, true, 512 },
    { "a filling at the end", 1024, { 256, 256, 256, 240, 0, 32 }, true, 1024 - 256 + 32 },
    { "just enough behind a filling", 1024, { 256, 256, 256, 240, 32, 0, 256 }, true, 1024 },
    { "no room behind a filling", 1024, { 240, 256, 256, 256, 0, 256 }, false, 768 },
    { "a filling that leaves just enough", 1024, { 16, 256, 256, 256, 224, 0, 32 }, false, 992 },
    { "three quarters and no more", 768, { 256, 256, 256, 16 }, false, 768 },
    { "three quarters, after one was taken", 768, { 256, 256, 256, 0, 256 }, true, 768 },
    { "three quarters count the filling", 768, { 256, 256, 0, 256, 240, 32 }, false, 752 },
};

static void puts_as_much_as_fits(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct pylog__ring ring;
        uint32_t put_so_far = 0, taken = 0;
        bool fits = false;
        begin(&ring, 1024, steps[i].fill);
        size_t count = 16;
        while (!steps[i].sizes[count - 1])
            count--;
        for (size_t at = 0; at < count; at++) {
            size_t size = steps[i].sizes[at];
            if (!size && take(&ring, taken++) != 1)
                fail_msg("%s: another entry comes out", steps[i].name);
            if (size && (fits = put(&ring, size, steps[i].fill, put_so_far)))
                put_so_far++;
        }
        if (fits != steps[i].fits || pylog__ring_used(&ring) != steps[i].used)
            fail_msg("%s: %s, %zu bytes used", steps[i].name, fits ? "fits" : "does not fit",
                     pylog__ring_used(&ring));
        while (taken < put_so_far)
            if (take(&ring, taken++) != 1)
                fail_msg("%s: another entry comes out at the end", steps[i].name);
        assert_int_equal(take(&ring, 0), -1);
        assert_int_equal(pylog__ring_used(&ring), 0);
        pylog__ring_release(&ring);
    }
}

static void a_ring_that_was_filled_in_part_can_be_filled_further(void **state) {
    struct pylog__ring ring;
    uint32_t number = 0;
    (void)state;
    begin(&ring, 1024, 768);
    while (put(&ring, 64, 768, number))
        number++;
    assert_int_equal(pylog__ring_used(&ring), 768);
    while (put(&ring, 64, 1024, number))
        number++;
    assert_int_equal(pylog__ring_used(&ring), 1024);
    assert_int_equal(take(&ring, 0), 1);
    assert_false(put(&ring, 64, 768, number));
    pylog__ring_release(&ring);
}

/* As a log call does, which knows only the least size before it writes; in rings of some size. */
static void while_the_taker_keeps_up_there_is_room_for_strings(void **state) {
    enum { LEAST = 48, LAPS = 50 };
    static const size_t capacities[] = { 8192, 65536 };
    (void)state;
    for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++) {
        struct pylog__ring ring;
        begin(&ring, capacities[i], capacities[i]);
        for (uint32_t number = 0; head_of(&ring) < LAPS * capacities[i]; number++) {
            size_t besides, size = LEAST + number * 7 % 33 * 16; /* to as much as there must be */
            char *at = pylog__ring_room_for(&ring, LEAST, &besides);
            assert_non_null(at);
            assert_in_range(besides, PYLOG__RING_STRINGS, capacities[i] - LEAST);
            assert_true(at + LEAST + besides <= ring.memory + capacities[i]);
            write_entry(&ring, at, size, number);
            assert_int_equal(take(&ring, number), 1);
        }
        pylog__ring_release(&ring);
    }
}

/* Put an entry as a log call does, and if there is too little room, as what comes behind it does. */
static bool put_call(struct pylog__ring *ring, size_t size, size_t fill, uint32_t number) {
    size_t besides;
    char *at = pylog__ring_room_for(ring, size, &besides);
    if (!at)
        return put(ring, size, fill, number);
    write_entry(ring, at, size, number);
    return true;
}

/* How many entries fit into a ring into which so many have been put before. */
static size_t fits_after(size_t capacity, size_t fill, size_t size, uint32_t before) {
    struct pylog__ring ring;
    uint32_t number = 0;
    begin(&ring, capacity, fill);
    for (; number < before; number++) {
        assert_true(put_call(&ring, size, fill, number));
        assert_int_equal(take(&ring, number), 1);
    }
    while (put_call(&ring, size, fill, number))
        number++;
    pylog__ring_release(&ring);
    return number - before;
}

static void room_for_strings_costs_little_in_a_large_ring_and_nothing_in_a_small_one(void **state) {
    enum { SIZE = 64, SMALL = 4096, LARGE = 65536 };
    (void)state;
    for (uint32_t before = 0; before <= LARGE / SIZE; before++) {
        for (size_t fill = LARGE / 4 * 3; fill <= LARGE; fill += LARGE / 4)
            assert_in_range(fits_after(LARGE, fill, SIZE, before), (fill - PYLOG__RING_STRINGS) / SIZE,
                            fill / SIZE);
        assert_int_equal(fits_after(SMALL, SMALL, SIZE, before), SMALL / SIZE);
        assert_int_equal(fits_after(SMALL, SMALL / 4 * 3, SIZE, before), SMALL / SIZE / 4 * 3);
    }
}

static void the_taker_stops_where_it_was_told(void **state) {
    struct pylog__ring ring;
    (void)state;
    begin(&ring, 1024, 1024);
    assert_true(put(&ring, 32, 1024, 0));
    uint64_t end = head_of(&ring);
    assert_true(put(&ring, 32, 1024, 1));
    struct pylog__entry *entry = pylog__ring_first(&ring, end);
    assert_non_null(entry);
    pylog__ring_advance(&ring, entry);
    assert_null(pylog__ring_first(&ring, end));
    assert_int_equal(take(&ring, 1), 1);
    pylog__ring_release(&ring);
}

/* A small generator, so that each run does the same. */
static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static void whatever_is_put_and_taken_the_order_stays(void **state) {
    (void)state;
    for (size_t capacity = 1024; capacity <= 8192; capacity *= 2) {
        struct pylog__ring ring;
        uint32_t chance = (uint32_t)capacity, put_so_far = 0, taken = 0;
        begin(&ring, capacity, capacity);
        for (int i = 0; i < 20000; i++) {
            size_t size = 16 + next_random(&chance) % (capacity / 64) * 16;
            if (next_random(&chance) % 2 && put(&ring, size, capacity, put_so_far))
                put_so_far++;
            if (next_random(&chance) % 2) {
                int came = take(&ring, taken);
                assert_int_equal(came, taken < put_so_far ? 1 : -1);
                taken += came == 1;
            }
            assert_true(pylog__ring_used(&ring) <= capacity);
        }
        assert_true(taken > 5000);
        pylog__ring_release(&ring);
    }
}

/* ---- Two threads
 * -----------------------------------------------------------------------------
 */

enum { MANY = 100000 };
static struct pylog__ring shared;

static void *put_many(void *data) {
    uint32_t chance = 1;
    for (uint32_t number = 0; number < MANY; number++) {
        size_t size = 16 + next_random(&chance) % 16 * 16;
        while (!(number % 2 ? put : put_call)(&shared, size, shared.capacity, number))
            sched_yield();
    }
    return data;
}

static void puts_while_another_takes(size_t capacity) {
    bool right = true;
    begin(&shared, capacity, capacity);
    must_end_within(30);
    pthread_t putter = start_thread(put_many, NULL);
    for (uint32_t taken = 0; taken < MANY;) {
        int came = take(&shared, taken);
        right &= came != 0;
        taken += came >= 0;
        if (came < 0)
            sched_yield();
    }
    join_thread(putter);
    must_end_within(0);
    assert_true(right);
    pylog__ring_release(&shared);
}

static void one_thread_puts_while_another_takes(void **state) {
    (void)state;
    puts_while_another_takes(4096);
    puts_while_another_takes(8192);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(puts_as_much_as_fits),
    cmocka_unit_test(a_ring_that_was_filled_in_part_can_be_filled_further),
    cmocka_unit_test(while_the_taker_keeps_up_there_is_room_for_strings),
    cmocka_unit_test(room_for_strings_costs_little_in_a_large_ring_and_nothing_in_a_small_one),
    cmocka_unit_test(the_taker_stops_where_it_was_told),
    cmocka_unit_test(whatever_is_put_and_taken_the_order_stays),
    cmocka_unit_test(one_thread_puts_while_another_takes),
};
TEST_MAIN

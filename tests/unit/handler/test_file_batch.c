/* Batches: what a listener writes to files between two passes is written together, and nothing that is
 * promised of a file handler is given up for it. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- write(2), as a test wants it ------------------------------------------------------------ */

static atomic_size_t write_calls;
static atomic_bool disk_full;

/* What the next writes do: take so many bytes at most; 0: fail with ENOSPC; -1: with EINTR. Then all is well
 * again. */
static struct {
    int most[16];
    size_t count;
} planned;

static void plan(int most) {
    planned.most[planned.count++] = most;
}

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    size_t call = atomic_fetch_add(&write_calls, 1);
    int most = call < planned.count ? planned.most[call] : (int)length;
    if (atomic_load(&disk_full) || most <= 0) {
        errno = most < 0 ? EINTR : ENOSPC;
        return -1;
    }
    return __real_write(file, bytes, length < (size_t)most ? length : (size_t)most);
}

/* ---- What the tests share -------------------------------------------------------------------- */

static int set_up(void) {
    planned.count = 0;
    atomic_store(&write_calls, 0);
    atomic_store(&disk_full, false);
    return 0;
}

static const struct fixture fixture = {
    .seconds = 30, .directory = "file_batch", .in_directory = true, .set_up = set_up
};

/* A queue that leads into this handler, and then into one that is stuck. */
struct batch {
    struct queued queued;
    struct stuck stuck;
    pylog_queue_listener *listener;
    pylog_handler *file;
};

static void begin_batch(struct batch *batch, pylog_handler *file) {
    batch->stuck = (struct stuck){ .gate = GATE_CLOSED };
    batch->file = file;
    batch->queued = queued_with(NULL, stuck_new(&batch->stuck));
    pylog_handler_set_error_callback(file, report, NULL);
    batch->listener = pylog_queue_listener_new(
        batch->queued.queue, (pylog_handler *[]){ file, batch->queued.capture, NULL }, NULL);
}

/* The listener has given the first of so many records to the file, and its batch goes on. */
static void hold(struct batch *batch, const char *text, int count) {
    for (int i = 0; i < count; i++)
        pylog_info(NULL, "%s %d", text, i);
    assert_int_equal(pylog_queue_listener_start(batch->listener), 0);
    wait_until(&batch->stuck.entered, 1);
}

static void end_batch(struct batch *batch) {
    gate_open(&batch->stuck.gate);
    assert_int_equal(pylog_queue_listener_stop(batch->listener), 0);
    pylog_queue_listener_free(batch->listener);
    queued_end(&batch->queued);
    pylog_handler_unref(batch->file);
}

static void log_many(int count) {
    for (int i = 0; i < count; i++)
        pylog_info(NULL, "record number %d", i);
}

/* The lines of a file that hold such records: how many, and whether they are in order, each once. Others are
 * fragments, which are counted. */
static size_t count_in_order(const char *path, size_t *fragments) {
    char *text = read_whole_file(path), expected[32];
    size_t next = 0;
    *fragments = 0;
    for (char *at = text, *end; at && *at; at = end + 1) {
        end = strchr(at, '\n');
        assert_non_null(end);
        *end = '\0';
        snprintf(expected, sizeof expected, "record number %zu", next);
        if (strcmp(at, expected) == 0)
            next++;
        else
            ++*fragments;
    }
    free(text);
    return next;
}

/* ---- Few writes ------------------------------------------------------------------------------ */

static void many_records_are_few_writes(void **state) {
    size_t fragments;
    (void)state;
    pylog_handler *file = pylog_file_handler_new("log", NULL);
    struct queued queued = queued_with(&(struct pylog_queue_options){ .capacity = 1 << 20 }, file);
    log_many(5000);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(count_in_order("log", &fragments), 5000);
    assert_true(atomic_load(&write_calls) <= 3); /* of 64 KiB */
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(file, &stats);
    assert_int_equal(stats.emitted, 5000);
    queued_end(&queued);
}

static void without_a_listener_each_record_is_a_write(void **state) {
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new("log", NULL));
    pylog_logger_add_handler(NULL, queued.capture);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    pylog_logger_remove_handler(NULL, queued.handler);
    log_many(10);
    assert_int_equal(atomic_load(&write_calls), 10);
    pylog_logger_remove_handler(NULL, queued.capture);
    queued_end(&queued);
}

static void a_record_larger_than_a_batch_is_whole_and_in_its_place(void **state) {
    (void)state;
    static char large[200000];
    memset(large, 'x', sizeof large - 1);
    struct queued queued = queued_with(NULL, pylog_file_handler_new("log", NULL));
    pylog_info(NULL, "before");
    pylog_info(NULL, "%s", large);
    pylog_info(NULL, "after");
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    char *text = read_whole_file("log");
    assert_int_equal(strlen(text), sizeof large + sizeof "before" + sizeof "after");
    assert_memory_equal(text, "before\nxxx", 10);
    assert_string_equal(text + strlen(text) - 9, "xx\nafter\n");
    free(text);
    queued_end(&queued);
}

/* ---- Other threads --------------------------------------------------------------------------- */

static void others_records_are_in_the_file_behind_what_is_held(void **state) {
    struct batch batch;
    (void)state;
    begin_batch(&batch, pylog_file_handler_new("log", NULL));
    hold(&batch, "held", 1);
    files_assert("log", "");
    files_log(batch.file, "direct");
    files_assert("log", "held 0\ndirect\n");
    files_log(batch.file, "again");
    files_assert("log", "held 0\ndirect\nagain\n");
    end_batch(&batch);
    files_assert("log", "held 0\ndirect\nagain\n");
}

/* Several handlers may write to it, and each record has its turn there. */
static void a_stream_beside_others_gets_each_record_at_once(void **state) {
    struct batch batch;
    (void)state;
    FILE *stream = fopen("log", "ab");
    begin_batch(&batch, pylog_stream_handler_new(stream));
    hold(&batch, "taken", 2);
    files_assert("log", "taken 0\n");
    files_log(batch.file, "direct");
    files_assert("log", "taken 0\ndirect\n");
    end_batch(&batch);
    fclose(stream);
    files_assert("log", "taken 0\ndirect\ntaken 1\n");
}

static void flushing_ends_with_all_of_it_in_the_file(void **state) {
    struct batch batch;
    (void)state;
    begin_batch(&batch, pylog_file_handler_new("log", NULL));
    hold(&batch, "held", 3);
    gate_open(&batch.stuck.gate);
    assert_int_equal(pylog_flush(0), 0);
    files_assert("log", "held 0\nheld 1\nheld 2\n");
    end_batch(&batch);
}

/* ---- Bad days -------------------------------------------------------------------------------- */

static void a_batch_that_is_cut_short_is_completed(void **state) {
    static const struct {
        int most[6];
        size_t count;
        size_t most_fragments;
    } rows[] = {
        { { 1 }, 1, 1 },
        { { 100 }, 1, 1 },
        { { 17 }, 1, 1 }, /* a whole line */
        { { -1 }, 1, 0 },
        { { -1, -1, 5, -1 }, 4, 1 },
        { { 10, 10, 10, 10, 10 }, 5, 5 },
        { { 1000, 30, 1, 2 }, 4, 4 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t fragments;
        remove("log");
        struct queued queued = queued_with(NULL, pylog_file_handler_new("log", NULL));
        pylog_handler_set_error_callback(queued.capture, report, NULL);
        log_many(500);
        planned.count = 0;
        for (size_t n = 0; n < rows[i].count; n++)
            plan(rows[i].most[n]);
        atomic_store(&write_calls, 0);
        assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
        assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
        if (count_in_order("log", &fragments) != 500 || fragments > rows[i].most_fragments)
            fail_msg("row %zu: %zu fragments", i, fragments);
        assert_int_equal(atomic_load(&reported.count), 0);
        queued_end(&queued);
    }
}

static void on_a_full_disk_a_batch_is_held_and_reported(void **state) {
    size_t fragments;
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new("log", NULL));
    pylog_handler_set_error_callback(queued.capture, report, NULL);
    log_many(500);
    plan(1000); /* a part of it, and then nothing more */
    plan(0);
    atomic_store(&write_calls, 0);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(atomic_load(&reported.count), 1);
    for (int i = 500; i < 510; i++)
        pylog_info(NULL, "record number %d", i);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(count_in_order("log", &fragments), 510);
    assert_int_equal(fragments, 1);
    queued_end(&queued);
}

static void what_a_full_disk_costs_is_counted(void **state) {
    size_t fragments;
    struct pylog_handler_stats stats;
    (void)state;
    pylog_handler *file = pylog_file_handler_new("log", NULL);
    struct queued queued = queued_with(&(struct pylog_queue_options){ .capacity = 1 << 20 }, file);
    pylog_handler_set_error_callback(file, report, NULL);
    atomic_store(&disk_full, true);
    log_many(5000); /* more than is held */
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    atomic_store(&disk_full, false);
    pylog_handler_get_stats(file, &stats);
    size_t held = (size_t)stats.emitted;
    assert_true(held > 2000 && held < 5000);
    assert_true(stats.errors >= 5000 - held); /* each of the others, and the end of the batch */
    assert_int_equal(stats.errors, atomic_load(&reported.count));
    pylog_info(NULL, "record number %zu", held);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(count_in_order("log", &fragments), held + 1);
    assert_int_equal(fragments, 0);
    queued_end(&queued);
}

/* ---- Files that change within a batch -------------------------------------------------------- */

static void a_file_rotates_within_a_batch_as_without_one(void **state) {
    char name[32];
    (void)state;
    struct pylog_rotating_options options = { .max_bytes = 200, .backup_count = 9 };
    pylog_handler *direct = pylog_rotating_file_handler_new("direct", &options);
    struct queued queued = queued_with(NULL, pylog_rotating_file_handler_new("queued", &options));
    pylog_logger_add_handler(NULL, direct);
    log_many(60);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    pylog_logger_remove_handler(NULL, direct);
    pylog_handler_unref(direct);
    queued_end(&queued);
    for (int i = 0; i <= 5; i++) {
        snprintf(name, sizeof name, i ? "direct.%d" : "direct", i);
        char *text = read_whole_file(name);
        assert_non_null(text);
        snprintf(name, sizeof name, i ? "queued.%d" : "queued", i);
        files_assert(name, text);
        free(text);
    }
}

static void a_watched_file_may_be_moved_within_a_batch(void **state) {
    struct batch batch;
    (void)state;
    begin_batch(&batch, pylog_watched_file_handler_new("log", NULL));
    hold(&batch, "held", 3);
    assert_int_equal(rename("log", "moved"), 0);
    gate_open(&batch.stuck.gate);
    end_batch(&batch);
    files_assert("moved", "held 0\n");
    files_assert("log", "held 1\nheld 2\n");
}

static void a_file_may_be_opened_again_within_a_batch(void **state) {
    struct batch batch;
    (void)state;
    begin_batch(&batch, pylog_file_handler_new("log", NULL));
    hold(&batch, "held", 2);
    assert_int_equal(rename("log", "moved"), 0);
    assert_int_equal(pylog_file_handler_reopen(batch.file), 0);
    files_assert("moved", "held 0\n");
    end_batch(&batch);
    files_assert("log", "held 1\n");
}

static void closing_within_a_batch_writes_what_is_held(void **state) {
    struct batch batch;
    (void)state;
    begin_batch(&batch, pylog_file_handler_new("log", NULL));
    hold(&batch, "held", 2);
    pylog_handler_close(batch.file);
    files_assert("log", "held 0\n");
    end_batch(&batch);
    files_assert("log", "held 0\nheld 1\n");
}

static void a_child_forgets_what_is_held(void **state) {
    struct batch batch;
    (void)state;
    begin_batch(&batch, pylog_file_handler_new("log", NULL));
    hold(&batch, "held", 2);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        files_log(batch.file, "child");
        batch.stuck.gate = (struct gate)GATE_CLOSED;
        gate_open(&batch.stuck.gate);
        pylog_shutdown();
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    files_assert("log", "child\n");
    end_batch(&batch);
    files_assert("log", "child\nheld 0\nheld 1\n");
}

static const struct CMUnitTest tests[] = {
    TEST(many_records_are_few_writes),
    TEST(without_a_listener_each_record_is_a_write),
    TEST(a_record_larger_than_a_batch_is_whole_and_in_its_place),
    TEST(others_records_are_in_the_file_behind_what_is_held),
    TEST(a_stream_beside_others_gets_each_record_at_once),
    TEST(flushing_ends_with_all_of_it_in_the_file),
    TEST(a_batch_that_is_cut_short_is_completed),
    TEST(on_a_full_disk_a_batch_is_held_and_reported),
    TEST(what_a_full_disk_costs_is_counted),
    TEST(a_file_rotates_within_a_batch_as_without_one),
    TEST(a_watched_file_may_be_moved_within_a_batch),
    TEST(a_file_may_be_opened_again_within_a_batch),
    TEST(closing_within_a_batch_writes_what_is_held),
    TEST(a_child_forgets_what_is_held),
};
TEST_MAIN

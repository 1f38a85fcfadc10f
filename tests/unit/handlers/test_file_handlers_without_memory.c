/* Rotating and watched files, and memory handlers, when memory runs out at each allocation in turn: a handler
 * is not made, or what it does fails and says so; nothing is leaked. */
#define _POSIX_C_SOURCE 200809L

#include <failing_allocator.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>

#define LOG "memoryless/log"

static void ignore(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)record, (void)error, (void)text, (void)data;
}

static pylog_handler *rotating(void) {
    return pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){
                 .max_bytes = 3, .backup_count = 9, .max_total_bytes = 1000, .several_processes = true });
}

/* A path that is longer than what fits on the stack. */
static int make_long_name(const char *default_name, pylog_buffer *name, void *data) {
    (void)data;
    return pylog_buffer_printf(name, "%s.%0200d", default_name, 0);
}

static pylog_handler *named(void) {
    return pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 9, .namer = make_long_name });
}

static pylog_handler *timed(void) {
    return pylog_timed_rotating_file_handler_new(
        LOG, &(struct pylog_timed_rotating_options){ .when = "D", .max_bytes = 3, .backup_count = 20 });
}

static pylog_handler *watched(void) {
    return pylog_watched_file_handler_new(LOG, &(struct pylog_file_options){ .buffer_size = 100 });
}

static pylog_handler *memory(void) {
    return pylog_memory_handler_new(2, NULL);
}

static pylog_handler *buffering(void) {
    return pylog_buffering_handler_new(2);
}

/* Five records, not all of which need come through. */
static void use(pylog_handler *(*make)(void)) {
    pylog_handler *handler = make();
    if (!handler) {
        assert_int_equal(errno, ENOMEM);
        return;
    }
    pylog_handler_set_error_callback(handler, ignore, NULL);
    pylog_set_raise_exceptions(false);
    for (int i = 0; i < 5; i++)
        files_log(handler, "record");
    pylog_handler_flush(handler);
    pylog_handler_unref(handler);
}

static void fail_at_each(pylog_handler *(*make)(void)) {
    bool failed = true;
    for (size_t n = 1; failed; n++) {
        files_begin("memoryless");
        files_write(LOG ".1", "backup\n");
        failing_allocator_begin();
        failing_allocator_fail_at(n);
        use(make);
        failed = failing_allocator_has_failed();
        failing_allocator_end();
        assert_int_equal(failing_allocator_blocks(), 0);
        if (n > 400)
            fail_msg("%zu allocations do not end", n);
    }
    files_end("memoryless");
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    fail_at_each(rotating);
    fail_at_each(named);
    fail_at_each(timed);
    fail_at_each(watched);
    fail_at_each(memory);
    fail_at_each(buffering);
}

static const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation_may_fail) };
TEST_MAIN

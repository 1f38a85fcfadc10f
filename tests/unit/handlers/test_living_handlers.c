/* Handlers that are asked and changed while they are in use: rotation by hand, namers, limits, idents and methods. The
 * pairs `rotating_files` and `timed_files` compare rotation with Python's. */
#define _POSIX_C_SOURCE 200809L

#include <files.h>
#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <pylog/handlers.h>
#include <scripted_peer.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIR "living"
#define LOG DIR "/log"

static const struct fixture fixture = { .seconds = 60, .directory = DIR };

static pylog_handler *rotating(const struct pylog_rotating_options *options) {
    pylog_handler *handler = pylog_rotating_file_handler_new(LOG, options);
    assert_non_null(handler);
    return handler;
}

static int should_roll(pylog_handler *handler, const char *text) {
    struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", text)));
    const int result = pylog_base_rotating_handler_should_rollover(handler, record);
    pylog_record_free(record);
    return result;
}

/* ---- Rotation by hand */

static void a_rollover_that_fails_says_so_and_loses_nothing(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .backup_count = 1 });
    (void)state;
    files_log(handler, "one");
    assert_int_equal(mkdir(LOG ".1", 0777), 0);
    files_write(LOG ".1/in_the_way", "");
    assert_int_equal(pylog_base_rotating_handler_do_rollover(handler), -1);
    assert_true(errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR);
    files_log(handler, "two");
    files_assert(LOG, "one\ntwo\n");
    unlink(LOG ".1/in_the_way");
    rmdir(LOG ".1");
    assert_int_equal(pylog_base_rotating_handler_do_rollover(handler), 0);
    files_log(handler, "three");
    files_assert(LOG ".1", "one\ntwo\n");
    files_assert(LOG, "three\n");
    pylog_handler_unref(handler);
}

static void what_is_held_back_goes_into_the_file_that_is_moved(void **state) {
    pylog_handler *handler =
        rotating(&(struct pylog_rotating_options){ .file.buffer_size = 4096, .backup_count = 1 });
    (void)state;
    files_log(handler, "one");
    files_assert(LOG, "");
    assert_int_equal(pylog_base_rotating_handler_do_rollover(handler), 0);
    files_assert(LOG ".1", "one\n");
    files_assert(LOG, "");
    pylog_handler_unref(handler);
}

static void with_a_lock_file_a_rollover_leaves_it_unlocked(void **state) {
    const struct pylog_rotating_options options = { .several_processes = true, .backup_count = 2 };
    pylog_handler *one = rotating(&options), *other = rotating(&options);
    (void)state;
    files_log(one, "one");
    assert_int_equal(pylog_base_rotating_handler_do_rollover(one), 0);
    files_log(other, "two");
    assert_int_equal(pylog_base_rotating_handler_do_rollover(other), 0);
    files_log(one, "three");
    files_assert(LOG ".2", "one\n");
    files_assert(LOG ".1", "two\n");
    files_assert(LOG, "three\n");
    pylog_handler_unref(one);
    pylog_handler_unref(other);
}

static int again; /* what the rollover within the namer has given */
static int roll_within(const char *default_name, pylog_buffer *name, void *handler) {
    again = pylog_base_rotating_handler_do_rollover(*(pylog_handler **)handler) == -1 ? errno : 0;
    return pylog_buffer_printf(name, "%s", default_name);
}

static void a_namer_cannot_rotate_its_own_file(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .backup_count = 1 });
    (void)state;
    again = 0;
    assert_int_equal(pylog_base_rotating_handler_set_namer(handler, roll_within, &handler), 0);
    files_log(handler, "one");
    assert_int_equal(pylog_base_rotating_handler_do_rollover(handler), 0);
    assert_int_equal(again, EDEADLK);
    files_assert(LOG ".1", "one\n");
    pylog_handler_unref(handler);
}

static void a_date_that_is_taken_is_passed_over(void **state) {
    const int64_t begun = 1700000000;
    (void)state;
    files_write(LOG, "old\n");
    files_set_time(LOG, begun);
    files_write(LOG ".2023-11-14", "taken\n");
    pylog_handler *handler = pylog_timed_rotating_file_handler_new(
        LOG, &(struct pylog_timed_rotating_options){ .when = "D", .utc = true });
    assert_int_equal(should_roll(handler, "x"), 1);
    assert_int_equal(pylog_base_rotating_handler_do_rollover(handler), 0);
    assert_int_equal(should_roll(handler, "x"), 0);
    files_assert(LOG, "old\n");
    files_assert(LOG ".2023-11-14", "taken\n");
    pylog_handler_unref(handler);
}

static void where_bytes_count_they_are_those_of_the_encoding(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){
        .file.encoding = "utf-16-le", .max_bytes = 20, .backup_count = 1, .count_bytes = true });
    (void)state;
    files_log(handler, "12");
    assert_int_equal(should_roll(handler, "1234"), 0);    /* 6 + 10 */
    assert_int_equal(should_roll(handler, "12345"), 0);   /* 6 + 12 */
    assert_int_equal(should_roll(handler, "123456"), 1);  /* 6 + 14 */
    pylog_handler_unref(handler);
}

static void a_record_that_cannot_be_formatted_is_an_error(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .backup_count = 1, .max_bytes = 10 });
    (void)state;
    pylog_handler_set_format(handler, "%(nope)s", NULL);
    errno = 0;
    assert_int_equal(should_roll(handler, "x"), -1);
    assert_int_equal(errno, EINVAL);
    pylog_handler_unref(handler);
}

/* ---- Changes */

static int name_by_data(const char *default_name, pylog_buffer *name, void *data) {
    return pylog_buffer_printf(name, "%s.%s", default_name, (const char *)data);
}

static int rotate_by_data(const char *source, const char *dest, void *data) {
    char path[4096];
    snprintf(path, sizeof path, "%s.%s", dest, (const char *)data);
    return rename(source, path);
}

static void namer_and_rotator_have_data_of_their_own(void **state) {
    char first[] = "first", namers[] = "n", rotators[] = "r";
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){
        .backup_count = 3, .namer = name_by_data, .rotator = rotate_by_data, .data = first });
    (void)state;
    files_log(handler, "one");
    pylog_base_rotating_handler_do_rollover(handler);
    pylog_base_rotating_handler_set_namer(handler, name_by_data, namers);
    files_log(handler, "two");
    pylog_base_rotating_handler_do_rollover(handler);
    pylog_base_rotating_handler_set_rotator(handler, rotate_by_data, rotators);
    files_log(handler, "three");
    pylog_base_rotating_handler_do_rollover(handler);
    assert_string_equal(files_in(DIR), "log log.1.first.first log.1.n.first log.1.n.r ");
    pylog_handler_unref(handler);
}

static int refuse(const char *path, void *data) {
    ++*(int *)data;
    (void)path;
    return 7;
}

static void a_list_of_files_ends_where_it_is_told_to(void **state) {
    int calls = 0;
    (void)state;
    files_write(LOG ".2023-11-11", "");
    files_write(LOG ".2023-11-12", "");
    files_write(LOG ".2023-11-13", "");
    pylog_handler *handler = pylog_timed_rotating_file_handler_new(
        LOG, &(struct pylog_timed_rotating_options){ .when = "D", .utc = true, .backup_count = 1 });
    assert_int_equal(pylog_timed_rotating_file_handler_get_files_to_delete(handler, refuse, &calls), 7);
    assert_int_equal(calls, 1);
    assert_int_equal(pylog_timed_rotating_file_handler_get_files_to_delete(handler, NULL, NULL), -1);
    assert_string_equal(pylog_last_error(), "a function to be called is needed, not NULL");
    pylog_base_rotating_handler_set_backup_count(handler, 0);
    calls = 0;
    assert_int_equal(pylog_timed_rotating_file_handler_get_files_to_delete(handler, refuse, &calls), 0);
    assert_int_equal(calls, 0);
    pylog_handler_unref(handler);
}

enum { WRITERS = 3, NUMBERS = 200 };
static pylog_handler *shared;

static void *log_lines(void *number) {
    const size_t writer = (size_t)(uintptr_t)number;
    char line[LINE_SIZE];
    for (size_t i = 0; i < NUMBERS; i++) {
        compose_line(line, writer, i, 60);
        files_log(shared, line);
    }
    return NULL;
}

static void *change_all(void *unused) {
    char a[] = "a", b[] = "b";
    (void)unused;
    for (int i = 0; i < 60; i++) {
        pylog_base_rotating_handler_set_namer(shared, name_by_data, i % 2 ? a : b);
        pylog_base_rotating_handler_set_backup_count(shared, 100 + i % 5);
        pylog_rotating_file_handler_set_max_bytes(shared, i % 3 ? 3000 : 0);
        pylog_base_rotating_handler_do_rollover(shared);
    }
    pylog_base_rotating_handler_set_namer(shared, NULL, NULL);
    return NULL;
}

static void changes_beside_log_calls_lose_no_record(void **state) {
    struct tally tally = tally_new(WRITERS, NUMBERS, 60);
    (void)state;
    shared = rotating(&(struct pylog_rotating_options){ .backup_count = 100, .max_bytes = 3000 });
    pthread_t changer = start_thread(change_all, NULL);
    run_in_threads(WRITERS, log_lines);
    join_thread(changer);
    pylog_handler_unref(shared);
    char names[65536];
    snprintf(names, sizeof names, "%s", files_in(DIR));
    for (char *rest = names, *name; (name = strtok_r(rest, " ", &rest));) {
        char path[256];
        snprintf(path, sizeof path, DIR "/%s", name);
        tally_file(&tally, path);
    }
    assert_int_equal(tally_missing(&tally), 0);
    assert_int_equal(tally.twice, 0);
    assert_int_equal(tally.torn, 0);
    tally_free(&tally);
}

static void an_ident_that_was_changed_is_sent(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_UDP, NULL);
    char ident[] = "new: ";
    size_t length;
    (void)state;
    pylog_handler *handler = pylog_syslog_handler_new(&(struct pylog_syslog_options){
        .address = loopback_host(peer), .port = loopback_port(peer), .ident = "old: ", .no_append_nul = true });
    static const char *const sent[] = { "<14>old: x", "<14>new: x", "<14>x" };
    for (size_t i = 0; i < 3; i++) {
        if (i)
            assert_int_equal(pylog_syslog_handler_set_ident(handler, i == 1 ? ident : NULL), 0);
        ident[0] = i == 1 ? 'X' : ident[0];
        files_log(handler, "x");
        assert_true(loopback_wait_for_messages(peer, i + 1));
        char *bytes = loopback_take_last(peer, &length);
        assert_string_equal(bytes, sent[i]);
        free(bytes);
    }
    pylog_handler_unref(handler);
    loopback_stop(peer);
}

static void a_method_that_was_changed_is_used(void **state) {
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    struct scripted_peer *peer =
        scripted_peer_start((struct script_step[]){ { "\r\n\r\n", answer, 0 }, { 0 } }, 0);
    char host[32];
    (void)state;
    snprintf(host, sizeof host, "127.0.0.1:%d", scripted_peer_port(peer));
    pylog_handler *handler =
        pylog_http_handler_new(host, "/log", &(struct pylog_http_options){ .method = "POST" });
    assert_int_equal(pylog_http_handler_set_method(handler, "get"), 0);
    files_log(handler, "x");
    char *request = scripted_peer_take(peer, 1);
    assert_int_equal(strncmp(request, "GET /log?", 9), 0);
    free(request);
    assert_int_equal(pylog_http_handler_set_method(handler, "PUT"), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "method must be GET or POST");
    pylog_handler_unref(handler);
    scripted_peer_stop(peer);
}

/* ---- Other handlers */

static void assert_refused(int result, const char *sentence) {
    assert_int_equal(result, -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), sentence);
    errno = 0;
}

static void a_handler_of_another_kind_is_not_changed(void **state) {
    pylog_handler *file = pylog_file_handler_new(LOG, NULL), *handlers[] = { file, NULL };
    int calls = 0;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = handlers[i];
        assert_refused(pylog_base_rotating_handler_do_rollover(handler), "this is no rotating handler");
        assert_refused(should_roll(handler, "x"), "this is no rotating handler");
        assert_refused(pylog_base_rotating_handler_set_namer(handler, NULL, NULL), "this is no rotating handler");
        assert_refused(pylog_base_rotating_handler_set_rotator(handler, NULL, NULL),
                       "this is no rotating handler");
        assert_refused(pylog_base_rotating_handler_set_backup_count(handler, 1), "this is no rotating handler");
        assert_refused(pylog_base_rotating_handler_backup_count(handler), "this is no rotating handler");
        assert_refused(pylog_rotating_file_handler_set_max_bytes(handler, 1),
                       "this is no rotating file handler");
        assert_refused((int)pylog_rotating_file_handler_max_bytes(handler), "this is no rotating file handler");
        assert_refused(pylog_timed_rotating_file_handler_get_files_to_delete(handler, refuse, &calls),
                       "this is no timed rotating file handler");
        assert_refused(pylog_syslog_handler_set_ident(handler, "x"), "this is no syslog handler");
        assert_refused(pylog_http_handler_set_method(handler, "GET"), "this is no HTTP handler");
    }
    pylog_handler_unref(file);
}

static const struct CMUnitTest tests[] = {
    TEST(a_rollover_that_fails_says_so_and_loses_nothing),
    TEST(what_is_held_back_goes_into_the_file_that_is_moved),
    TEST(with_a_lock_file_a_rollover_leaves_it_unlocked),
    TEST(a_namer_cannot_rotate_its_own_file),
    TEST(a_date_that_is_taken_is_passed_over),
    TEST(where_bytes_count_they_are_those_of_the_encoding),
    TEST(a_record_that_cannot_be_formatted_is_an_error),
    TEST(namer_and_rotator_have_data_of_their_own),
    TEST(a_list_of_files_ends_where_it_is_told_to),
    TEST(changes_beside_log_calls_lose_no_record),
    TEST(an_ident_that_was_changed_is_sent),
    TEST(a_method_that_was_changed_is_used),
    TEST(a_handler_of_another_kind_is_not_changed),
};
TEST_MAIN

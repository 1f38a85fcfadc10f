/* The fixture of unit tests. */
#define _POSIX_C_SOURCE 200809L

#include "fixture.h"

#include "failing_allocator.h"
#include "files.h"
#include "parallel.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct reported reported;

/* The allocator that the one of the test has replaced is put back, also where a test has failed in between. */
static bool counting;

static char home[PATH_MAX];

static int reset(void) {
    if (counting)
        failing_allocator_end();
    else
        pylog__reset();
    bool lost = counting && failing_allocator_bytes();
    counting = false;
    return lost ? -1 : 0;
}

static int call(int (*function)(void)) {
    return function ? function() : 0;
}

int fixture_begin(void **state) {
    const struct fixture *fixture = *state;
    if (fixture->seconds)
        must_end_within(fixture->seconds);
    reset();
    forget_reports();
    if (fixture->directory)
        files_begin(fixture->directory);
    if (fixture->in_directory && (!getcwd(home, sizeof home) || chdir(fixture->directory)))
        return -1;
    if (fixture->counts_memory)
        failing_allocator_begin();
    counting = fixture->counts_memory;
    return call(fixture->set_up);
}

int fixture_end(void **state) {
    const struct fixture *fixture = *state;
    int result = call(fixture->tear_down);
    result |= reset();
    result |= call(fixture->clean_up);
    if (fixture->in_directory)
        result |= chdir(home);
    if (fixture->directory)
        files_end(fixture->directory);
    if (fixture->seconds)
        must_end_within(0);
    return result;
}

const char *fixture_home(void) {
    return home;
}

const char *name_of_tests(const char *file) {
    static char name[64];
    const char *slash = strrchr(file, '/');
    const char *base = slash ? slash + 1 : file;
    base += strncmp(base, "test_", 5) == 0 ? 5 : 0;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
    return name;
}

void forget_reports(void) {
    atomic_store(&reported.count, 0);
    atomic_store(&reported.error, 0);
    reported.text[0] = '\0';
}

static atomic_flag in_use = ATOMIC_FLAG_INIT; /* reported.text */

void report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text, void *data) {
    (void)handler, (void)record, (void)data;
    atomic_store(&reported.error, error);
    if (!atomic_flag_test_and_set(&in_use)) {
        snprintf(reported.text, sizeof reported.text, "%s", text);
        atomic_flag_clear(&in_use);
    }
    atomic_fetch_add(&reported.count, 1);
}

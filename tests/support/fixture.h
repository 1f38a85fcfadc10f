/* What all unit tests share: cmocka, the fixture around a test, the program's end, and what handlers report. */
#ifndef SUPPORT_FIXTURE_H
#define SUPPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <logger/reset.h>
#include <pylog.h>
#include <stdatomic.h>

/* What is around each test of a file. Zeroes: the library is as if it had not been used yet, before and after. */
struct fixture {
    unsigned seconds;       /* the program is killed if the test takes longer; 0: for ever */
    const char *directory;  /* an empty one while the test runs, see files_begin */
    bool in_directory;      /* and it is the current one */
    bool counts_memory;     /* the library's memory comes from failing_allocator.h; the test fails if any is not given back */
    int (*set_up)(void);    /* after that; 0, or the test fails */
    int (*tear_down)(void); /* before the library is reset again */
    int (*clean_up)(void);  /* after it has been reset */
};

/* A test within the fixture of the file, `static const struct fixture fixture`. For cmocka_unit_test there is none. */
#define TEST(name) TEST_IN(fixture, name)
#define TEST_IN(fixture, name) { #name, name, fixture_begin, fixture_end, (void *)(uintptr_t)&fixture }

/* The program, which runs the array `tests`. */
#define TEST_MAIN                                                                                            \
    int main(void) {                                                                                         \
        return cmocka_run_group_tests_name(name_of_tests(__FILE__), tests, NULL, NULL);                      \
    }

/* Called around a test with the test's state. A test with many cases calls the two between them, or fixture_begin alone
 * if nothing is left of a case but what a reset takes away. */
int fixture_begin(void **state);
int fixture_end(void **state);

/* The directory that was current before that of the fixture. */
const char *fixture_home(void);

/* `dir/test_x.c`: x. */
const char *name_of_tests(const char *file);

/* What handlers have reported since the test began, in any thread. If two report at once, the text is that of either. */
struct reported {
    atomic_size_t count;
    atomic_int error; /* the last one */
    char text[512];
};
extern struct reported reported;
void forget_reports(void);
/* An error callback for pylog_handler_set_error_callback, which notes it there. */
void report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text, void *data);

#endif

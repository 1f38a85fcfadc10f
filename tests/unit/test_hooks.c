/* Hooks: what floors above the core do at shutdown and in a child of fork. */
#define _POSIX_C_SOURCE 200809L

#include <core/hooks.h>
#include <core/reset.h>
#include <parallel.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int shutdowns, forks;

static void count_shutdown(void) {
    shutdowns++;
}

static void count_fork(void) {
    forks++;
}

static struct pylog__hooks both = { .shut_down = count_shutdown, .after_fork = count_fork };
static struct pylog__hooks neither;

static void hooks_are_run_once_however_often_they_are_added(void **state) {
    (void)state;
    shutdowns = forks = 0;
    for (int i = 0; i < 3; i++) {
        pylog__hooks_add(&both);
        pylog__hooks_add(&neither);
    }
    pylog_shutdown();
    assert_int_equal(shutdowns, 1);
    pylog_shutdown();
    assert_int_equal(shutdowns, 2);
    assert_int_equal(forks, 0);
}

static void they_are_run_in_a_child_of_fork_and_not_in_the_parent(void **state) {
    (void)state;
    shutdowns = forks = 0;
    pylog__hooks_add(&both);
    pid_t child = fork();
    if (child == 0)
        _exit(forks == 1 ? 0 : 1);
    assert_int_equal(wait_for_child(child), 0);
    assert_int_equal(forks, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hooks_are_run_once_however_often_they_are_added),
        cmocka_unit_test(they_are_run_in_a_child_of_fork_and_not_in_the_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* An exception of the program's that nobody catches, in a thread of the library's: it is told as a handler's error. */
#include "../port/compiler.h"
#include "../base/error.h"
#include "../thread/unwinding.h"
#include "handler.h"

static _Thread_local bool uncaught;             /* and not yet told */
static _Thread_local pylog_handler *innermost; /* whose error it is; NULL: nobody's, as far as is known */

bool pylog__note_uncaught(pylog_handler *handler) {
    if (!uncaught || innermost)
        return false;
    innermost = handler;
    return true;
}

/* Code of the program's is called, which may do whatever it likes. */
static void tell_uncaught(void) {
    pylog_handler *handler = innermost;
    uncaught = false;
    innermost = NULL;
    pylog__fail_as("RuntimeError", ECANCELED,
                   "a C++ exception that nobody catches was thrown in a thread of the library's");
    if (handler)
        pylog_handler_handle_error(handler, NULL);
    else
        pylog__print_error(NULL);
}

/* In a thread of the library's, whose frames are gone. It is told when nothing points to them any more; the section
 * keeps the handler until then. */
static void end_uncaught(void) {
    struct pylog__thread *thread = pylog__thread();
    uncaught = true;
    thread->calls = 0;
    pylog__section_enter(thread);
    pylog__calls_abandon_to(thread, 1);
    tell_uncaught();
    pylog__section_leave(thread);
    pylog__error_clear();
}

PYLOG__AT_LOAD static void enter_uncaught(void) {
    pylog__port_at_uncaught(end_uncaught);
}

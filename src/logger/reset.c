/* Beginning again, for tests. */
#include "reset.h"

#include "../base/error.h"
#include "../message/format.h"
#include "../time/local_time.h"
#include "../base/memory.h"
#include "../handler/handler.h"
#include "../thread/hooks.h"
#include "../record/intern.h"
#include "../record/level.h"
#include "logger.h"

void pylog__reset(void) {
    pylog__hooks_reset();
    pylog_capture_warnings(false);
    pylog_set_raise_exceptions(true);
    pylog__record_factory_reset();
    pylog__tree_reset();
    pylog__last_resort_reset();
    pylog__levels_reset();
    pylog__fields_reset();
    pylog__intern_reset();
    pylog__formats_reset();
    pylog_set_thread_name(NULL);
    pylog__thread_reset();
    pylog__error_clear();
    pylog__zones_reset();
    pylog__memory_reset();
}

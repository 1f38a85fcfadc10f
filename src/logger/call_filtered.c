/* The way of a record past its logger's filters, for all log calls. By itself, so that a program links no more than its
 * own calls need. */
#include "call_record.h"

PYLOG__COLD void pylog__dispatch_filtered(pylog_logger *logger, const struct pylog__filters *filters,
                                          struct pylog__record *record) {
    pylog__error_begin_callback();
    struct pylog_record *passed = pylog__filters_run(filters, &record->head);
    if (pylog__callback_has_failed())
        pylog__print_error(&record->head);
    if (!passed)
        return;
    pylog__call_handlers_inline(logger, pylog__record(passed));
    pylog__filtered_release(passed, &record->head);
}

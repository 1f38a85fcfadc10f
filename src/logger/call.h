/* Log calls, as the rest of the core uses them. */
#ifndef PYLOG_LOGGER_CALL_H
#define PYLOG_LOGGER_CALL_H

#include "logger.h"

#pragma GCC visibility push(hidden)

/* Complete a record by the keyword arguments of a call, the factory and the adapter, as Python makes one: the
 * factory sees it without the extra fields, which may not overwrite what it has set. 0, or -1 if some of them
 * are missing. Inside a section. */
int pylog__complete_record(struct pylog__record *record, const pylog_logger *logger,
                           const struct pylog_call *call);

/* The module itself, as Python's logging.info(): the root, with a handler. Is the level still to be logged?
 */
bool pylog__prepare_module(int level);

/* For a record that reaches no handler. Inside a section. */
void pylog__handle_by_last_resort(const pylog_logger *logger, struct pylog__record *record);

/* Log what the source says but for the logger's name; `call` is NULL if there are no keyword arguments. */
void pylog__log_source(pylog_logger *logger, struct pylog__record_source *source,
                       const struct pylog_call *call);

/* Have a record handled: the logger's filters, then the handlers, or the last resort. Inside a section. */
void pylog__dispatch(pylog_logger *logger, struct pylog__record *record);
/* The same, where the logger has filters and is not disabled. */
struct pylog__filters;
PYLOG__COLD void pylog__dispatch_filtered(pylog_logger *logger, const struct pylog__filters *filters,
                                          struct pylog__record *record);

/* A format that is no literal may be another one the next time. */
static inline void pylog__take_format(struct pylog__record_source *source, struct pylog__call_site *site,
                                      const char *fmt) {
    bool literal = site->fmt != NULL;
    source->msg = literal || fmt ? fmt : "(null)";
    source->format = pylog__format_of_place(&site->format, &site->site, source->msg, literal);
}

#pragma GCC visibility pop

#endif

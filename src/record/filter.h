/* Filters, and the lists of them that loggers and handlers have: Python's Filterer. */
#ifndef PYLOG_RECORD_FILTER_H
#define PYLOG_RECORD_FILTER_H

#include "../thread/thread.h"

#pragma GCC visibility push(hidden)

/* An immutable list; NULL is the empty one. */
struct pylog__filters;
typedef _Atomic(struct pylog__filters *) pylog__filter_slot;

/* Add a filter unless it is there, remove it if it is: 0, or -1 with EINVAL or ENOMEM. Takes the tree's lock.
 */
int pylog__filters_add(pylog__filter_slot *slot, pylog_filter *filter);
int pylog__filters_remove(pylog__filter_slot *slot, pylog_filter *filter);
/* In two steps, the first of which may fail for want of memory (false): a list of those in `kept` and of
 * these, each of them once. Then one of the other two takes it: with the tree locked, or not. */
bool pylog__filters_prepare(const struct pylog__filters *kept, pylog_filter *const *added, size_t count,
                            struct pylog__filters **out);
void pylog__filters_publish(pylog__filter_slot *slot, struct pylog__filters *filters);
void pylog__filters_discard(struct pylog__filters *filters);
/* Remove all. */
void pylog__filters_clear(pylog__filter_slot *slot);

/* Run them in order, inside a section. Returns the record to go on with: this one, or one that a filter has
 * put in its place; NULL as soon as one drops it. Who is done with it hands it to the second function. */
struct pylog_record *pylog__filters_run(const struct pylog__filters *filters, struct pylog_record *record);
void pylog__filtered_release(struct pylog_record *passed, const struct pylog_record *record);
/* Do they let the record pass, whatever they put in its place? */
bool pylog__filters_pass(pylog__filter_slot *slot, struct pylog_record *record);

/* Write out as many as fit, counted; returns how many there are. Takes the tree's lock. */
size_t pylog__filters_copy(pylog__filter_slot *slot, pylog_filter **out, size_t capacity);

#pragma GCC visibility pop

#endif

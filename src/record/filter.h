/* Filters, and the lists of them that loggers and handlers have: Python's Filterer. */
#ifndef PYLOG_RECORD_FILTER_H
#define PYLOG_RECORD_FILTER_H

#include "../thread/thread.h"

#pragma GCC visibility push(hidden)

/* An immutable list; NULL is the empty one. */
struct pylog__filters;
typedef _Atomic(struct pylog__filters *) pylog__filter_slot;

/* Add a filter, unless the list has it; remove a filter, if the list has it. 0, or -1 with EINVAL or ENOMEM. They take the
 * tree's lock. */
int pylog__filters_add(pylog__filter_slot *slot, pylog_filter *filter);
int pylog__filters_remove(pylog__filter_slot *slot, pylog_filter *filter);
/* Change a list in two steps. The first makes a list of the filters in `kept` and in `added`, each of them once. It returns
 * false without memory. The second step publishes that list (with the tree locked), or discards it (without). */
bool pylog__filters_prepare(const struct pylog__filters *kept, pylog_filter *const *added, size_t count,
                            struct pylog__filters **out);
void pylog__filters_publish(pylog__filter_slot *slot, struct pylog__filters *filters);
void pylog__filters_discard(struct pylog__filters *filters);
/* Remove all. */
void pylog__filters_clear(pylog__filter_slot *slot);

/* Run the filters in order, inside a section. Returns the record to go on with: this one, or one that a filter has put in
 * its place. Returns NULL as soon as a filter drops the record. The caller gives the result to pylog__filtered_release. */
struct pylog_record *pylog__filters_run(const struct pylog__filters *filters, struct pylog_record *record);
void pylog__filtered_release(struct pylog_record *passed, const struct pylog_record *record);
/* Do the filters let the record pass? A record that they put in its place is released. */
bool pylog__filters_pass(pylog__filter_slot *slot, struct pylog_record *record);

/* Write as many filters as fit, counted, to `out`. Returns how many there are. Takes the tree's lock. */
size_t pylog__filters_copy(pylog__filter_slot *slot, pylog_filter **out, size_t capacity);

#pragma GCC visibility pop

#endif

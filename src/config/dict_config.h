/* The parts of the reading of a dictionary's schema, and of it as text. */
#ifndef PYLOG_CONFIG_DICT_CONFIG_H
#define PYLOG_CONFIG_DICT_CONFIG_H

#include "plan.h"

#pragma GCC visibility push(hidden)

/* As pylog_dict_config, of a text of that length; errors begin with `source: `, unless that is NULL. */
int pylog__dict_config_text(const char *text, size_t length, const char *source);
/* For tests: read and check it, and make nothing. */
int pylog__dict_config_check(const char *text, size_t length);

/* The dict of handlers, or of those of the configuration in force that get other levels. All functions here
 * return 0, or -1 with the error set and the reader where it is. */
int pylog__read_handlers(struct pylog__plan *plan, const struct pylog__node_value *handlers);
int pylog__read_incremental_handlers(struct pylog__plan *plan, const struct pylog__node_value *handlers);

/* ---- Entries (dict_entries.c) ------------------------------------------------------------------ */

/* One formatter, filter, handler or logger: its id, and the dict that says what it is. */
typedef int pylog__read_entry(struct pylog__plan *plan, const char *id,
                              const struct pylog__node_value *entry);

/* Call `read` for an entry of a dict, at its place; what fails has `Unable to configure <kind> '<id>': `
 * before it. Returns what `read` returned. */
int pylog__read_at(struct pylog__plan *plan, const char *kind, const struct pylog__node_value *value,
                   pylog__read_entry *read);
/* The same for all entries, in order. */
int pylog__read_each(struct pylog__plan *plan, const char *kind, const struct pylog__node_value *dict,
                     pylog__read_entry *read);

/* TypeError, unless it is a dict. */
int pylog__check_dict(const struct pylog__node_value *value);
/* pylog__check_key for each of its keys. */
int pylog__check_keys(struct pylog__plan *plan, const struct pylog__node_value *dict,
                      const char *const *known);

/* What an entry with a `()` or `class` calls: `name` is what it is called by, and all of its other keys are
 * its keywords, but for `.` and those that are left out, the last of which is NULL. */
int pylog__read_call(struct pylog__plan *plan, const struct pylog__node_value *entry,
                     const struct pylog__node_value *name, const char *const *left_out,
                     struct pylog__call *out);

/* Put a copy of a value into another dict, under that key. */
int pylog__put_entry_copy(struct pylog__plan *plan, struct pylog__node_value *dict, const char *key,
                          const struct pylog__node_value *value);
/* The name of a class, or of what is called; TypeError unless it is a string. */
int pylog__read_class_name(struct pylog__plan *plan, const struct pylog__node_value *value, const char **out);

/* The level under that key: has_level is false if there is none, or None. */
int pylog__read_level_of(struct pylog__plan *plan, const struct pylog__node_value *entry, bool *has_level,
                         int *level);

/* Lists of ids, as Python iterates over them: a string is one of its characters. NULL if there are none. */
int pylog__read_filter_ids(struct pylog__plan *plan, const struct pylog__node_value *entry,
                           struct pylog__filter_plan ***out);
int pylog__read_handler_ids(struct pylog__plan *plan, const struct pylog__node_value *entry,
                            struct pylog__handler_plan ***out);

#pragma GCC visibility pop

#endif

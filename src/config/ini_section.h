/* The sections of an INI file, as fileConfig reads them: texts, expressions and lists of names, at their
 * places. */
#ifndef PYLOG_CONFIG_INI_SECTION_H
#define PYLOG_CONFIG_INI_SECTION_H

#include "plan.h"

#pragma GCC visibility push(hidden)

/* A section that is being read. */
struct pylog__ini_section {
    struct pylog__plan *plan;
    const char *name;
};

/* Functions that fail return -1 with the error set, and leave the reader where they failed.
 *
 * Go to the section of this kind and id: `handler_` and `file`. KeyError if there is none. */
int pylog__ini_enter(struct pylog__plan *plan, const char *kind, const char *id,
                     struct pylog__ini_section *out, struct pylog__mark *mark);
/* Go to a key of it. And back from either. */
struct pylog__mark pylog__ini_enter_key(const struct pylog__ini_section *section, const char *key);
void pylog__ini_leave(const struct pylog__ini_section *section, struct pylog__mark mark);

/* Keys of the section itself that mean nothing, but for those that its values refer to, or those of DEFAULT:
 * as pylog__check_key. */
int pylog__ini_check_keys(const struct pylog__ini_section *section, const char *const *known);

/* The value as it stands in the file, or in DEFAULT; NULL if there is none. */
const struct pylog__node_value *pylog__ini_raw(const struct pylog__ini_section *section, const char *key);
/* The text of a key, interpolated; NULL in *out if there is none, or KeyError. */
int pylog__ini_text(const struct pylog__ini_section *section, const char *key,
                    const struct pylog__node_value **out);
int pylog__ini_required(const struct pylog__ini_section *section, const char *key,
                        const struct pylog__node_value **out);

/* What a text means as an expression, which must be a dict or else a tuple or list. */
int pylog__ini_literal(const struct pylog__ini_section *section, const char *key,
                       const struct pylog__node_value *text, bool dict, const struct pylog__node_value **out);
int pylog__ini_optional_literal(const struct pylog__ini_section *section, const char *key, bool dict,
                                const struct pylog__node_value **out);

/* The level under `level`, if there is one; and Python's int(text) of a key, of which only whether it is zero
 * is wanted: *out stays as it is if there is none. */
int pylog__ini_level(const struct pylog__ini_section *section, bool *has_level, int *level);
int pylog__ini_switch(const struct pylog__ini_section *section, const char *key, bool *out);

/* Names between commas, with the document's memory; an empty text has none. */
struct pylog__ini_names {
    char **list;
    size_t count;
};
int pylog__ini_split(struct pylog__plan *plan, const struct pylog__node_value *value,
                     struct pylog__ini_names *out);
/* The `keys` of [formatters], [handlers] or [loggers]. */
int pylog__ini_keys(struct pylog__plan *plan, const char *section_name, struct pylog__ini_names *out);

#pragma GCC visibility pop

#endif

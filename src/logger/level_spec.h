/* Levels of many loggers in one line, as an environment variable has them: `warning,app=info,app.db=debug`.
 */
#ifndef PYLOG_LOGGER_LEVEL_SPEC_H
#define PYLOG_LOGGER_LEVEL_SPEC_H

#include <pylog.h>

#pragma GCC visibility push(hidden)

/* Called for each part in order; the name is not followed by a NUL, and is "" for the root, whose level
 * stands alone (or after `root=`). 0, or -1 with the error set, which ends the parse. */
typedef int pylog__level_spec_each(const char *name, size_t length, int level, void *data);

/* Parts are separated by commas, blanks around names and levels do not count, and a part may be empty. A
 * level is a name in any case, one given by pylog_add_level_name too, or a number. If a logger is named
 * twice, both are passed on. All of the text is checked before `each` (may be NULL) is called. 0; or -1 with
 * what `each` has set, ENOMEM, or ValueError and a sentence that has the part and its column: `Unknown level:
 * 'loud' in 'app=loud': line 1 column 5`. */
int pylog__level_spec_parse(const char *spec, pylog__level_spec_each *each, void *data);

/* All of them, to be set later: the loggers are made when they are read, and then nothing can fail any more. */
struct pylog__level_settings {
    struct pylog__level_setting *list;
    size_t count, capacity;
};
/* 0, or -1 as above. To be released in either case. */
int pylog__level_settings_read(const char *spec, struct pylog__level_settings *out);
/* A configuration may have disabled a logger that it does not name: it is enabled. */
void pylog__level_settings_apply(const struct pylog__level_settings *settings);
void pylog__level_settings_release(struct pylog__level_settings *settings);

#pragma GCC visibility pop

#endif

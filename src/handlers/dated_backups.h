/* The backups of a file that are called by dates: base.2024-03-10, and base.2024-03-10.1 and so on where a
 * date has more than one. */
#ifndef PYLOG_HANDLERS_DATED_BACKUPS_H
#define PYLOG_HANDLERS_DATED_BACKUPS_H

#include "rollover.h"
#include "rotation.h"

#pragma GCC visibility push(hidden)

struct pylog__backup {
    char *path;
    size_t date; /* where in the path it stands, and how long it is */
    size_t date_length;
    int number; /* 0: none */
};
struct pylog__backups {
    struct pylog__backup *items;
    size_t count, capacity;
};

/* Those in the directory of the file, the newest first; with `numbered` also those that have a number. 0, or
 * -1 with the error set; to be released either way. */
int pylog__backups_list(const struct pylog__rotation *rotation, const struct pylog__rollover *rule,
                        bool numbered, struct pylog__backups *out);
void pylog__backups_release(struct pylog__backups *backups);

#pragma GCC visibility pop

#endif

/* What a file handler tells of its file. */
#include "append_file.h"

/* The name at hand, and go on to the next one. */
static const char *next_name(const char **at, bool has) {
    const char *name = has ? *at : NULL;
    if (has)
        *at += strlen(name) + 1;
    return name;
}

void pylog__append_file_state(const struct pylog__append_file *file, struct pylog_file_state *out) {
    const char *at = file->given;
    const char *mode = next_name(&at, file->has_mode);
    out->mode = mode ? mode : "a";
    out->encoding = next_name(&at, file->has_encoding);
    out->errors = next_name(&at, file->has_errors);
    out->open = file->file != PYLOG__NO_FILE;
}

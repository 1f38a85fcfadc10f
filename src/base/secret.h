/* Passwords and the like, which no error may show. */
#ifndef PYLOG_BASE_SECRET_H
#define PYLOG_BASE_SECRET_H

#include <pylog/namespace.h>
#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

/* Does a key of this name have such a value: `password`, `api_token`, `credentials`, ... */
bool pylog__is_secret_name(const char *name);
/* Is there, by the look of it, one in this text: a word as above, or a URL with a user. */
bool pylog__has_secret(const char *bytes, size_t length);

/* Put *** into the last error wherever this stands in it; if it is shorter than three bytes, it is left. */
void pylog__error_hide(const char *secret);
/* Put *** in place of `user:password` in the URLs of the last error. */
void pylog__error_hide_users(void);

#pragma GCC visibility pop

#endif

/* The last error of a thread: errno, the name of Python's exception, and its sentence. */
#ifndef PYLOG_BASE_ERROR_H
#define PYLOG_BASE_ERROR_H

#include "../port/port.h"
#include <pylog.h>
#include <pylog/namespace.h>

#pragma GCC visibility push(hidden)

/* Each sets errno and the sentence, and returns -1. The format knows %s, %d, %zu, %c and %.*s. */
int pylog__fail_value(const char *fmt, ...) PYLOG__PRINTF(1, 2); /* ValueError, EINVAL */
int pylog__fail_type(const char *fmt, ...) PYLOG__PRINTF(1, 2);  /* TypeError, EINVAL */
int pylog__fail_key(const char *fmt, ...) PYLOG__PRINTF(1, 2);   /* KeyError, EINVAL */
int pylog__fail_as(const char *kind, int error, const char *fmt, ...) PYLOG__PRINTF(3, 4);
int pylog__fail_memory(void); /* MemoryError, ENOMEM */
/* OSError or the subclass Python has for it: `[Errno 2] No such file or directory: '/x'`; no path if NULL. */
int pylog__fail_os(int error, const char *path);

/* Python's exception class for an errno value: "FileNotFoundError", "OSError", ... */
const char *pylog__error_class(int error);

/* The last error as Python prints it last: kind "ValueError" and sentence. "" if there was none. */
const char *pylog__error_kind(void);
const char *pylog__error_text(void);
int pylog__error_code(void); /* the errno value; 0 if there was none */

/* A log call leaves the last error as it was: it takes it away, and puts it back. */
struct pylog__error {
    const char *kind;
    char *text;
    int code; /* the errno value it came with */
    bool owned;
    bool own; /* the program's own, by pylog_fail: it stands, whatever errno says by now */
};
extern _Thread_local PYLOG__TLS_FAST struct pylog__error pylog__last_error;
void pylog__error_replace(struct pylog__error error); /* and release the former one */

static inline struct pylog__error pylog__error_take(void) {
    struct pylog__error taken = { 0 };
    if (pylog__last_error.text) {
        taken = pylog__last_error;
        pylog__last_error = (struct pylog__error){ 0 };
    }
    return taken;
}

static inline void pylog__error_restore(struct pylog__error saved) {
    if (saved.text || pylog__last_error.text)
        pylog__error_replace(saved);
}

/* Has a callback of the program's said why it failed, since this was asked to begin? */
static inline void pylog__error_begin_callback(void) {
    pylog__last_error.own = false;
}
static inline bool pylog__callback_has_failed(void) {
    return pylog__last_error.own;
}

void pylog__error_forget(void); /* when there is one */
static inline void pylog__error_clear(void) {
    if (pylog__last_error.text)
        pylog__error_forget();
}

#pragma GCC visibility pop

#endif

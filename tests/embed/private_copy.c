/* A library with a pylog of its own: built twice, as first_ and as second_, by private_copies.sh. */
#include <pylog.h>

#define JOIN_NOW(prefix, name) prefix##name
#define JOIN(prefix, name)     JOIN_NOW(prefix, name)
#define TEXT_NOW(name)         #name
#define TEXT(name)             TEXT_NOW(name)

void *JOIN(PYLOG_NAMESPACE, start)(void);
void JOIN(PYLOG_NAMESPACE, work)(void);

void *JOIN(PYLOG_NAMESPACE, start)(void) {
    pylog_basic_config(
        &(struct pylog_config){ .format = TEXT(PYLOG_NAMESPACE) " %(levelname)s:%(name)s:%(message)s",
                                .level = PYLOG_DEBUG,
                                .stream = stdout });
    return pylog_get_logger("app");
}

void JOIN(PYLOG_NAMESPACE, work)(void) {
    pylog_debug(pylog_get_logger("app"), "in a tree of its own");
    pylog_log_with(NULL, PYLOG_INFO, &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_int("n", 1)) },
                   "module");
}

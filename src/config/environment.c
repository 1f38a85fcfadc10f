/* Configuring by environment variables. Both are checked before anything is changed. */
#include "environment.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../logger/level_spec.h"
#include <string.h>

static bool ends_in(const char *path, const char *end) {
    size_t length = strlen(path), end_length = strlen(end);
    return length >= end_length && strcmp(path + length - end_length, end) == 0;
}

int pylog__configure_by_file(const char *path) {
    static const char *const ini[] = { ".ini", ".cfg", ".conf" };
    for (size_t i = 0; i < sizeof ini / sizeof *ini; i++)
        if (ends_in(path, ini[i]))
            return pylog_file_config(path, NULL);
    return pylog_dict_config_file(path);
}

/* ---- Variables ------------------------------------------------------------------------------- */

/* A variable of the environment, under the name that it has for this prefix. */
struct variable {
    char *name;
    char *value; /* NULL: there is none, or it is empty */
};

static void release_variable(struct variable *variable) {
    pylog__free(variable->name);
    pylog__free(variable->value);
}

static char *join(const char *prefix, const char *rest) {
    size_t prefix_length = strlen(prefix), rest_length = strlen(rest);
    char *name = pylog__allocate(prefix_length + rest_length + 1);
    if (!name)
        return NULL;
    memcpy(name, prefix, prefix_length);
    memcpy(name + prefix_length, rest, rest_length + 1);
    return name;
}

/* Another thread may make it longer meanwhile, against the rules: then it is asked for again. */
static int read_variable_value(struct variable *variable) {
    size_t size = 0;
    for (;;) {
        ptrdiff_t length = pylog__port_environment(variable->name, variable->value, size);
        if (length <= 0) {
            pylog__free(variable->value);
            variable->value = NULL;
            return 0;
        }
        if ((size_t)length < size)
            return 0;
        size = (size_t)length + 1;
        char *larger = pylog__resize(variable->value, size);
        if (!larger)
            return pylog__fail_memory();
        variable->value = larger;
    }
}

static int read_variable(const char *prefix, const char *rest, struct variable *out) {
    out->name = join(prefix, rest);
    return out->name ? read_variable_value(out) : pylog__fail_memory();
}

static int fail_in(const struct variable *variable) {
    if (pylog__error_code() == ENOMEM)
        return -1;
    return pylog__fail_as(pylog__error_kind(), pylog__error_code(), "%s: %s", variable->name,
                          pylog__error_text());
}

/* ---- Both ------------------------------------------------------------------------------------ */

/* Levels are read first, and set last. */
static int configure(const struct variable *config, const struct variable *spec) {
    struct pylog__level_settings levels;
    int result = 0;
    if (pylog__level_settings_read(spec->value ? spec->value : "", &levels))
        result = fail_in(spec);
    else if (config->value && pylog__configure_by_file(config->value))
        result = fail_in(config);
    else
        pylog__level_settings_apply(&levels);
    pylog__level_settings_release(&levels);
    return result;
}

int pylog_config_from_env(const char *prefix) {
    struct variable config = { .name = NULL }, spec = { .name = NULL };
    int result = -1;
    if (!prefix)
        prefix = "PYLOG";
    if (read_variable(prefix, "_CONFIG", &config) == 0 && read_variable(prefix, "_LEVELS", &spec) == 0)
        result = configure(&config, &spec);
    int error = errno;
    release_variable(&config);
    release_variable(&spec);
    errno = error;
    return result;
}

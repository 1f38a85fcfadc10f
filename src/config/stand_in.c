/* Classes that nobody has registered: what is made instead. */
#include "stand_in.h"

#include "../handler/handler.h"
#include "../handler/tell.h"
#include "../base/error.h"
#include "../base/value.h"
#include <stdatomic.h>

static atomic_bool ignoring;

void pylog_config_ignore_unknown_classes(bool on) {
    atomic_store(&ignoring, on);
}

struct stand_in {
    const char *name;
};

static void tell_once(const struct stand_in *wanted, const char *instead) {
    char storage[256];
    struct pylog_buffer line;
    if (!pylog__raise_exceptions() || !pylog__first_time(wanted->name))
        return;
    pylog__buffer_init(&line, storage, sizeof storage);
    pylog__put_string(&line, "pylog: nothing is registered as ");
    pylog__put_harmless(&line, wanted->name, strlen(wanted->name));
    pylog__put_string(&line, ": ");
    pylog__put_string(&line, instead);
    pylog__put_char(&line, '\n');
    pylog__tell(line.data, line.length);
    pylog__buffer_release(&line);
}

static void *make_formatter_instead(const void *arguments) {
    tell_once(arguments, "the default formatter takes its place");
    return pylog_formatter_new(NULL, NULL);
}

static void *make_filter_instead(const void *arguments) {
    tell_once(arguments, "a filter that lets all records pass takes its place");
    return pylog_filter_new(NULL);
}

static void *make_handler_instead(const void *arguments) {
    tell_once(arguments, "a NullHandler takes its place");
    return pylog_null_handler_new();
}

static const struct pylog__class stand_ins[] = {
    { .kind = PYLOG__FORMATTER_CLASS, .name = "logging.Formatter", .make = make_formatter_instead },
    { .kind = PYLOG__FILTER_CLASS, .name = "logging.Filter", .make = make_filter_instead },
    { .kind = PYLOG__HANDLER_CLASS, .name = "logging.NullHandler", .make = make_handler_instead },
};

static bool begins_with(const char *name, const char *module) {
    return strncmp(name, module, strlen(module)) == 0;
}

/* A handler's class in an INI file is looked for in the module logging: handlers.X is logging.handlers.X. */
static bool is_in_logging(const struct pylog__reader *reader, enum pylog__class_kind kind, const char *name) {
    return reader->in_logging && kind == PYLOG__HANDLER_CLASS &&
           (begins_with(name, "handlers.") || begins_with(name, "config."));
}

/* Names of Python's own modules are mistyped, if they are not known; and a name without a dot is no class. */
static bool may_stand_in(const struct pylog__reader *reader, enum pylog__class_kind kind, const char *name) {
    return atomic_load(&ignoring) && kind != PYLOG__QUEUE_CLASS && strchr(name, '.') &&
           !pylog__is_in_python(name) && !is_in_logging(reader, kind, name);
}

bool pylog__stands_in(const struct pylog__reader *reader, enum pylog__class_kind kind, const char *name) {
    struct pylog__factory unused;
    name = pylog__without_ext(name);
    return may_stand_in(reader, kind, name) && !pylog__find_factory(kind, name, &unused) &&
           !pylog__find_class(reader, name);
}

int pylog__stand_in(struct pylog__reader *reader, enum pylog__class_kind kind, const char *name,
                    struct pylog__construction *out) {
    if (!may_stand_in(reader, kind, name))
        return 0;
    struct stand_in *wanted = pylog__document_allocate(reader->document, sizeof *wanted);
    if (!wanted)
        return -1;
    wanted->name = name;
    out->arguments = wanted;
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
        if (stand_ins[i].kind == kind)
            out->class = &stand_ins[i];
    return 1;
}

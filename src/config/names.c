/* Names and what they mean. */
#include "names.h"

#include "../thread/hooks.h"
#include "../port/compiler.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/value.h"

/* ---- Registered ------------------------------------------------------------------------------ */

enum { STREAM = PYLOG__QUEUE_CLASS, NAMER, ROTATOR, TOLD, NAMED_KINDS };

struct entry {
    struct entry *next;
    struct pylog__factory factory;
    char name[];
};
static struct pylog__mutex known_names = PYLOG__MUTEX_INIT; /* a leaf, held for moments */
static struct entry *registered_entries[NAMED_KINDS]; /* under it */

static bool names_held; /* for a fork; under the mutex */

static void names_hold(void) {
    pylog__mutex_lock(&known_names);
    names_held = true;
}

static void names_let_go(void) {
    names_held = false;
    pylog__mutex_unlock(&known_names);
}

/* Not held: the hooks were entered when the fork was under way. */
static void names_after_fork(void) {
    if (names_held)
        names_let_go();
    else
        pylog__mutex_init(&known_names);
}

PYLOG__AT_LOAD static void enter_names_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_FLUSHER,
                                         .prepare = names_hold,
                                         .parent = names_let_go,
                                         .child = names_after_fork };
    pylog__hooks_add(&hooks);
}

static struct entry **find(unsigned kind, const char *name) {
    struct entry **at = &registered_entries[kind];
    while (*at && strcmp((*at)->name, name) != 0)
        at = &(*at)->next;
    return at;
}

static struct entry *make_entry(const char *name, struct pylog__factory factory) {
    size_t length = strlen(name);
    struct entry *entry = pylog__allocate(sizeof *entry + length + 1);
    if (!entry)
        return NULL;
    entry->next = NULL;
    entry->factory = factory;
    memcpy(entry->name, name, length + 1);
    return entry;
}

/* Takes the former one away, and puts this one (unless NULL) in its place. */
static void replace(unsigned kind, const char *name, struct entry *now) {
    pylog__mutex_lock(&known_names);
    struct entry **at = find(kind, name), *before = *at;
    if (before)
        *at = before->next;
    if (now) {
        now->next = *at;
        *at = now;
    }
    pylog__mutex_unlock(&known_names);
    pylog__free(before);
}

static int enter_name(unsigned kind, const char *name, struct pylog__factory factory, bool present) {
    if (!name || !*name)
        return pylog__fail_type("a name is needed to register something under");
    struct entry *entry = present ? make_entry(name, factory) : NULL;
    if (present && !entry)
        return pylog__fail_memory();
    replace(kind, name, entry);
    return 0;
}

int pylog_config_register_handler(const char *dotted_name, pylog_handler_factory *factory, void *data) {
    return enter_name(PYLOG__HANDLER_CLASS, dotted_name,
                      (struct pylog__factory){ .is.handler = factory, .data = data }, factory != NULL);
}

int pylog_config_register_formatter(const char *dotted_name, pylog_formatter_factory *factory, void *data) {
    return enter_name(PYLOG__FORMATTER_CLASS, dotted_name,
                      (struct pylog__factory){ .is.formatter = factory, .data = data }, factory != NULL);
}

int pylog_config_register_filter(const char *dotted_name, pylog_filter_factory *factory, void *data) {
    return enter_name(PYLOG__FILTER_CLASS, dotted_name,
                      (struct pylog__factory){ .is.filter = factory, .data = data }, factory != NULL);
}

int pylog_config_register_stream(const char *dotted_name, FILE *stream) {
    return enter_name(STREAM, dotted_name, (struct pylog__factory){ .is.stream = stream }, stream != NULL);
}

int pylog_config_register_namer(const char *dotted_name, pylog_namer *namer, void *data) {
    return enter_name(NAMER, dotted_name, (struct pylog__factory){ .is.namer = namer, .data = data },
                      namer != NULL);
}

int pylog_config_register_rotator(const char *dotted_name, pylog_rotator *rotator, void *data) {
    return enter_name(ROTATOR, dotted_name, (struct pylog__factory){ .is.rotator = rotator, .data = data },
                      rotator != NULL);
}

static bool look_up_name(unsigned kind, const char *name, struct pylog__factory *out) {
    pylog__mutex_lock(&known_names);
    const struct entry *entry = *find(kind, name);
    if (entry)
        *out = entry->factory;
    pylog__mutex_unlock(&known_names);
    return entry != NULL;
}

bool pylog__find_factory(enum pylog__class_kind kind, const char *name, struct pylog__factory *out) {
    return kind != PYLOG__QUEUE_CLASS && look_up_name(kind, name, out);
}

bool pylog__find_namer(const char *name, struct pylog__factory *out) {
    return look_up_name(NAMER, name, out);
}

bool pylog__find_rotator(const char *name, struct pylog__factory *out) {
    return look_up_name(ROTATOR, name, out);
}

FILE *pylog__find_stream(const char *name) {
    struct pylog__factory found;
    if (look_up_name(STREAM, name, &found))
        return found.is.stream;
    if (strcmp(name, "sys.stdout") == 0 || strcmp(name, "sys.__stdout__") == 0)
        return stdout;
    if (strcmp(name, "sys.stderr") == 0 || strcmp(name, "sys.__stderr__") == 0)
        return stderr;
    return NULL;
}

FILE *pylog_config_stream(const char *dotted_name) {
    const char *name = dotted_name ? dotted_name : "";
    if (strncmp(name, "ext://", 6) == 0)
        name += 6;
    FILE *stream = pylog__find_stream(name);
    if (!stream)
        pylog__fail_unresolved(name, "stream");
    return stream;
}

enum { MOST_TOLD = 100 };

/* Is there room for a name that is not there yet? */
static bool is_to_be_told(const char *name) {
    size_t told = 0;
    pylog__mutex_lock(&known_names);
    const struct entry *at = registered_entries[TOLD];
    for (; at && strcmp(at->name, name) != 0; at = at->next)
        told++;
    pylog__mutex_unlock(&known_names);
    return !at && told < MOST_TOLD;
}

/* Without memory it may be the first time again. */
bool pylog__first_time(const char *name) {
    if (!is_to_be_told(name))
        return false;
    struct entry *entry = make_entry(name, (struct pylog__factory){ .data = NULL });
    if (entry)
        replace(TOLD, name, entry);
    return true;
}

void pylog__names_reset(void) {
    for (unsigned kind = 0; kind < NAMED_KINDS; kind++)
        while (registered_entries[kind])
            replace(kind, registered_entries[kind]->name, NULL);
}

/* ---- Constants ------------------------------------------------------------------------------- */

#define SYSLOG "logging.handlers.SysLogHandler.LOG_"

/* Facilities are Python's numbers, which begin with 0. */
static const struct constant {
    const char *name;
    int value;
} constants[] = {
    { "logging.CRITICAL", 50 },
    { "logging.FATAL", 50 },
    { "logging.ERROR", 40 },
    { "logging.WARNING", 30 },
    { "logging.WARN", 30 },
    { "logging.INFO", 20 },
    { "logging.DEBUG", 10 },
    { "logging.NOTSET", 0 },
    { "logging.handlers.DEFAULT_TCP_LOGGING_PORT", 9020 },
    { "logging.handlers.DEFAULT_UDP_LOGGING_PORT", 9021 },
    { "logging.handlers.DEFAULT_HTTP_LOGGING_PORT", 9022 },
    { "logging.handlers.DEFAULT_SOAP_LOGGING_PORT", 9023 },
    { "logging.handlers.SYSLOG_UDP_PORT", 514 },
    { "logging.handlers.SYSLOG_TCP_PORT", 514 },
    { "socket.SOCK_STREAM", 1 },
    { "socket.SOCK_DGRAM", 2 },
    { SYSLOG "EMERG", 0 },
    { SYSLOG "ALERT", 1 },
    { SYSLOG "CRIT", 2 },
    { SYSLOG "ERR", 3 },
    { SYSLOG "WARNING", 4 },
    { SYSLOG "NOTICE", 5 },
    { SYSLOG "INFO", 6 },
    { SYSLOG "DEBUG", 7 },
    { SYSLOG "KERN", 0 },
    { SYSLOG "USER", 1 },
    { SYSLOG "MAIL", 2 },
    { SYSLOG "DAEMON", 3 },
    { SYSLOG "AUTH", 4 },
    { SYSLOG "SYSLOG", 5 },
    { SYSLOG "LPR", 6 },
    { SYSLOG "NEWS", 7 },
    { SYSLOG "UUCP", 8 },
    { SYSLOG "CRON", 9 },
    { SYSLOG "AUTHPRIV", 10 },
    { SYSLOG "FTP", 11 },
    { SYSLOG "NTP", 12 },
    { SYSLOG "SECURITY", 13 },
    { SYSLOG "CONSOLE", 14 },
    { SYSLOG "SOLCRON", 15 },
    { SYSLOG "LOCAL0", 16 },
    { SYSLOG "LOCAL1", 17 },
    { SYSLOG "LOCAL2", 18 },
    { SYSLOG "LOCAL3", 19 },
    { SYSLOG "LOCAL4", 20 },
    { SYSLOG "LOCAL5", 21 },
    { SYSLOG "LOCAL6", 22 },
    { SYSLOG "LOCAL7", 23 },
};

bool pylog__find_constant(const char *name, int *out) {
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (strcmp(constants[i].name, name) != 0)
            continue;
        *out = constants[i].value;
        return true;
    }
    return false;
}

/* ---- What means nothing ---------------------------------------------------------------------- */

/* How much of the name is a module that Python would have found; 0: not even its first part. */
static size_t known_module(const char *name) {
    static const char *const modules[] = { "logging.handlers.", "logging.config.",
                                           "logging.",          "sys.",
                                           "socket.",           "time." };
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        size_t length = strlen(modules[i]);
        if (strncmp(name, modules[i], length) == 0)
            return length - 1;
    }
    return 0;
}

bool pylog__is_in_python(const char *name) {
    return known_module(name) != 0;
}

/* A module that Python has does not have that name. */
static int fail_in_module(const char *name, size_t module, const char *quoted) {
    if (strncmp(name, "logging", module) == 0)
        return pylog__fail_value("Cannot resolve %s: No module named %s", quoted, quoted);
    return pylog__fail_value("Cannot resolve %s: No module named %s; '%.*s' is not a package", quoted, quoted,
                             (int)module, name);
}

static int fail_in_no_module(const char *name, const char *what, const char *quoted) {
    const int first = (int)strcspn(name, ".");
    if (!what)
        return pylog__fail_value("Cannot resolve %s: No module named '%.*s'", quoted, first, name);
    return pylog__fail_value("Cannot resolve %s: No module named '%.*s'; make it known by "
                             "pylog_config_register_%s(\"%s\", ...)",
                             quoted, first, name, what, name);
}

int pylog__fail_unresolved(const char *name, const char *what) {
    char storage[256];
    struct pylog_buffer quoted;
    pylog__buffer_init(&quoted, storage, sizeof storage);
    pylog__put_quoted(&quoted, name, strlen(name));
    size_t module = known_module(name);
    if (quoted.failed)
        pylog__fail_memory();
    else if (module)
        fail_in_module(name, module, pylog__buffer_text(&quoted));
    else
        fail_in_no_module(name, what, pylog__buffer_text(&quoted));
    pylog__buffer_release(&quoted);
    return -1;
}

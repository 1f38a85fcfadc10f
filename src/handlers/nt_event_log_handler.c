/* A handler for the event log of Windows: Python's NTEventLogHandler. */
#include "../port/event_log.h"
#include "../base/error.h"
#include "../base/reserved.h"
#include <pylog/handlers.h>

static enum pylog__event_type type_of(int level) {
    if (level == PYLOG_DEBUG || level == PYLOG_INFO)
        return PYLOG__EVENT_INFORMATION;
    return level == PYLOG_WARNING ? PYLOG__EVENT_WARNING : PYLOG__EVENT_ERROR;
}

static int event_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                       size_t length) {
    if (pylog__event_report(pylog_handler_data(handler), type_of(record->levelno), text, length))
        return pylog__fail_os(errno, NULL);
    return 0;
}

static const struct pylog_handler_ops event_ops = {
    .name = "NTEventLogHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE,
    .write = event_write,
    .destroy = pylog__event_source_close,
};

static pylog_handler *make_event_log(const char *appname) {
    pylog__event_source source = pylog__event_source_open(appname);
    if (!source) {
        pylog__fail_os(errno, NULL);
        return NULL;
    }
    pylog_handler *handler = pylog_handler_new(&event_ops, source);
    if (!handler) {
        pylog__event_source_close(source);
        return NULL;
    }
    if (pylog_handler_set_terminator(handler, "")) {
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}

/* A program that may not write to the registry may still use a source that is there. */
pylog_handler *pylog_nt_event_log_handler_new(const char *appname,
                                              const struct pylog_nt_event_log_options *options) {
    static const struct pylog_nt_event_log_options defaults = { .dllname = NULL };
    if (!options)
        options = &defaults;
    if (!appname || !*appname) {
        pylog__fail_type("a name is needed for the source of the events");
        return NULL;
    }
    if (pylog__check_members(options))
        return NULL;
    const char *log = options->logtype ? options->logtype : "Application";
    if (pylog__event_log_register(appname, options->dllname, log) && errno != EACCES) {
        pylog__fail_os(errno, NULL);
        return NULL;
    }
    return make_event_log(appname);
}

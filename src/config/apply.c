/* Carrying a plan out: everything is made, then files are opened, then the tree is changed, in one step. What
 * fails on the way is undone. What is left to do after the step cannot fail: handlers of the former
 * configuration are closed, and files of mode "w" emptied. */
#include "../handler/handler.h"
#include "../thread/hooks.h"
#include "../logger/reconfigure.h"
#include "../thread/unwinding.h"
#include "../formatter/time_format.h"
#include "../port/compiler.h"
#include "../handler/append_file.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "plan.h"
#include <pylog/handlers.h>

/* ---- One at a time --------------------------------------------------------------------------- */

static struct {
    struct pylog__mutex mutex;
    struct pylog__condition changed;
    bool prepared, busy;
    bool closes; /* who keeps it busy waits for the handlers that others are in */
} configuring = { .mutex = PYLOG__MUTEX_INIT };
static _Thread_local bool configures; /* it is this thread that keeps it busy */

/* What who keeps it busy has made so far: for the case that a callback of the program's does not return. */
static struct {
    struct pylog__document document;
    struct pylog__plan plan;
    bool planned; /* there is a plan, */
    bool applied; /* and it has come into force */
    struct pylog__closing *former;
    pylog_handler **kept;
} under_way;

/* In a child of fork it is busy if, and only if, its only thread is at it. */
static void apply_after_fork(void) {
    pylog__mutex_init(&configuring.mutex);
    pylog__condition_init(&configuring.changed);
    configuring.busy = configures;
    configuring.closes = false;
    if (!configures)
        memset(&under_way, 0, sizeof under_way); /* another thread's */
}

/* Within a handler: until the other one waits for that, at the latest. */
static bool take_before(int64_t deadline, bool within) {
    bool in_time = true;
    pylog__mutex_lock(&configuring.mutex);
    if (!configuring.prepared)
        pylog__condition_init(&configuring.changed);
    configuring.prepared = true;
    while (configuring.busy && in_time && !(within && configuring.closes))
        in_time = pylog__condition_wait(&configuring.changed, &configuring.mutex, deadline);
    configures = !configuring.busy;
    configuring.busy = true;
    pylog__mutex_unlock(&configuring.mutex);
    return configures;
}

/* The handlers of the configuration in force, counted: they can be had by their names, whether a logger has
 * them or not. Under the lock. */
static struct {
    pylog_handler **handlers;
    size_t count;
} in_force;

static void release_in_force(void) {
    pylog__release_handlers(in_force.handlers, in_force.count);
    in_force.handlers = NULL;
    in_force.count = 0;
}

PYLOG__AT_LOAD static void enter_apply_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_CONFIG,
                                         .child = apply_after_fork,
                                         .reset = release_in_force };
    pylog__hooks_add(&hooks);
}

static void stop_configuring(void *unused) {
    (void)unused;
    configures = false;
    pylog__mutex_lock(&configuring.mutex);
    configuring.busy = configuring.closes = false;
    pylog__condition_broadcast(&configuring.changed);
    pylog__mutex_unlock(&configuring.mutex);
}

static void undo_files(struct pylog__plan *plan);
static void discard_closing(struct pylog__closing *closing);

static void release_plan(void) {
    if (under_way.planned && !under_way.applied)
        undo_files(&under_way.plan);
    if (under_way.former)
        discard_closing(under_way.former);
    pylog__free(under_way.kept);
    if (under_way.planned)
        pylog__plan_end(&under_way.plan);
    pylog__document_release(&under_way.document);
    memset(&under_way, 0, sizeof under_way);
}

/* Python's exception would leave half of it. */
static void abandon_configuring(void *unused) {
    struct pylog__error kept = pylog__error_take();
    release_plan();
    pylog__error_restore(kept);
    stop_configuring(unused);
}

struct pylog__document *pylog__configured_document(void) {
    return &under_way.document;
}

struct pylog__plan *pylog__configured_plan(struct pylog__document *document) {
    pylog__plan_begin(&under_way.plan, document);
    under_way.planned = true;
    return &under_way.plan;
}

static int begin_configuring(bool within) {
    static const int64_t longest_within = INT64_C(1000000000);
    if (configures)
        return pylog__fail_as("RuntimeError", EDEADLK,
                              "a configuration is being applied by this very thread");
    if (take_before(pylog__port_monotonic() + (within ? longest_within : PYLOG__LONGEST_CONFIGURING), within))
        return 0;
    if (within)
        return pylog__fail_as("RuntimeError", EDEADLK,
                              "another thread is applying a configuration, and may wait for this handler");
    return pylog__fail_as("TimeoutError", ETIMEDOUT,
                          "another thread is applying a configuration, for more than 10 seconds");
}

/* The thread cannot be cancelled meanwhile. */
__attribute__((noinline)) int pylog__configure(int (*work)(void *data), void *data) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    int result = begin_configuring(thread->sections != 0);
    if (!result) {
        unsigned hold = pylog__hold(thread, &configuring, abandon_configuring);
        result = work(data);
        int error = errno;
        struct pylog__error kept = pylog__error_take();
        release_plan();
        pylog__error_restore(kept);
        pylog__unhold(thread, hold, &configuring);
        stop_configuring(NULL);
        errno = error;
    }
    pylog__call_end(thread);
    return result;
}

static void announce_closing(void) {
    pylog__mutex_lock(&configuring.mutex);
    configuring.closes = true;
    pylog__condition_broadcast(&configuring.changed);
    pylog__mutex_unlock(&configuring.mutex);
}

bool pylog__may_wait_for_configuring(void) {
    return !configures && !pylog__thread()->sections;
}

/* ---- Making ---------------------------------------------------------------------------------- */

/* What Python says around the cause, and where it was written down. */
static int fail_applying(struct pylog__plan *plan, const char *before, const struct pylog__plan_id *what) {
    pylog__reader_leave(&plan->reader, (struct pylog__mark){ .length = 0, .at = NULL });
    pylog__reader_enter(&plan->reader, what->path, what->at);
    return plan->plain ? -1 : pylog__wrap_error(before, what->id);
}

static int make_formatters(struct pylog__plan *plan) {
    for (struct pylog__formatter_plan *at = plan->formatters; at; at = at->next) {
        at->made = pylog__construct(&at->construction);
        if (!at->made)
            return fail_applying(plan, "Unable to configure formatter", &at->is);
    }
    return 0;
}

static int make_filters(struct pylog__plan *plan) {
    for (struct pylog__filter_plan *at = plan->filters; at; at = at->next) {
        at->made = pylog__construct(&at->construction);
        if (!at->made)
            return fail_applying(plan, "Unable to configure filter", &at->is);
    }
    return 0;
}

static int make_listener(struct pylog__plan *plan, struct pylog__handler_plan *handler, pylog_queue *queue) {
    const struct pylog_queue_listener_options options = { .respect_handler_level =
                                                              handler->respect_handler_level };
    size_t count = 0;
    while (handler->handlers[count])
        count++;
    pylog_handler **handlers = pylog__plan_list(plan, count);
    for (size_t i = 0; handlers && i < count; i++)
        handlers[i] = handler->handlers[i]->made;
    pylog_queue_listener *listener = handlers ? pylog_queue_listener_new(queue, handlers, &options) : NULL;
    if (!listener)
        return -1;
    if (pylog_queue_handler_set_listener(handler->made, listener) == 0)
        return 0;
    pylog_queue_listener_free(listener);
    return -1;
}

/* The handlers of the listener are made already. */
static int make_planned_queue(struct pylog__plan *plan, struct pylog__handler_plan *handler) {
    pylog_queue *queue = pylog__construct(&handler->queue);
    if (!queue)
        return -1;
    *(pylog_queue **)handler->construction.arguments = queue;
    handler->made = pylog__construct(&handler->construction);
    int result = handler->made && handler->handlers ? make_listener(plan, handler, queue) : 0;
    pylog_queue_unref(queue);
    return handler->made ? result : -1;
}

static int construct_handler(struct pylog__plan *plan, struct pylog__handler_plan *handler) {
    if (pylog__plan_has_queue(handler))
        return make_planned_queue(plan, handler);
    handler->made = pylog__construct(&handler->construction);
    return handler->made ? 0 : -1;
}

static int make_planned_handler(struct pylog__plan *plan, struct pylog__handler_plan *handler) {
    if (construct_handler(plan, handler))
        return -1;
    if (handler->formatter && pylog_handler_set_formatter(handler->made, handler->formatter->made))
        return -1;
    if (handler->has_level)
        pylog_handler_set_level(handler->made, handler->level);
    for (struct pylog__filter_plan **filter = handler->filters; filter && *filter; filter++)
        if (pylog_handler_add_filter(handler->made, (*filter)->made))
            return -1;
    return 0;
}

/* Targets may stand behind the handlers that have them. */
static int make_handlers(struct pylog__plan *plan) {
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        if (make_planned_handler(plan, at))
            return fail_applying(plan, "Unable to configure handler", &at->is);
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        if (at->target && pylog_memory_handler_set_target(at->made, at->target->made))
            return fail_applying(plan, "Unable to configure handler", &at->is);
    return 0;
}

/* From here on records that are put into their queues are handed on; none are put before the step. */
static int start_listeners(struct pylog__plan *plan) {
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        if (at->handlers && pylog_queue_listener_start(pylog_queue_handler_listener(at->made)))
            return fail_applying(plan, "Unable to configure handler", &at->is);
    return 0;
}

/* ---- Files ----------------------------------------------------------------------------------- */

static struct pylog__opening opening_of(const struct pylog__handler_plan *handler) {
    const struct pylog__construction *construction = &handler->construction;
    bool writes_file = construction->class && construction->class->opening;
    return writes_file ? construction->class->opening(construction->arguments) : (struct pylog__opening){ 0 };
}

static int open_file(pylog_handler *handler) {
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    int result = pylog_handler_operations(handler)->file->reopen(handler);
    pylog_handler_release(handler);
    return result;
}

/* Can the file be opened that is to be emptied later? */
static int try_file(const char *path, const struct pylog__opening *opening) {
    if (opening->makes_directories && pylog__make_directories(path, opening->directory_permissions))
        return -1;
    pylog__file file =
        pylog__port_file_open(path, opening->no_follow ? PYLOG__FILE_NO_FOLLOW : 0, opening->permissions);
    if (file == PYLOG__NO_FILE)
        return pylog__fail_os(errno, path);
    pylog__port_file_close(file);
    return 0;
}

static int open_one(struct pylog__handler_plan *handler) {
    struct pylog__file_status status;
    struct pylog__opening opening = opening_of(handler);
    if (!opening.at_once)
        return 0;
    const char *path = pylog_file_handler_base_filename(handler->made);
    handler->created = pylog__port_path_status(path, &status) != 0;
    return opening.truncates ? try_file(path, &opening) : open_file(handler->made);
}

static int open_files(struct pylog__plan *plan) {
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        if (open_one(at))
            return fail_applying(plan, "Unable to configure handler", &at->is);
    return 0;
}

/* Files that have not been there before, and are empty, are removed. */
static void undo_files(struct pylog__plan *plan) {
    struct pylog__file_status status;
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next) {
        if (!at->made || !at->created)
            continue;
        const char *path = pylog_file_handler_base_filename(at->made);
        pylog_handler_close(at->made);
        if (pylog__port_path_status(path, &status) == 0 && status.size == 0)
            pylog__port_remove(path);
    }
}

/* Unless a record has come first, and emptied the file. It could be opened before, so failing now is reported
 * as it is when a record finds the file gone. */
static void empty_files(struct pylog__plan *plan) {
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next) {
        struct pylog__opening opening = opening_of(at);
        if (opening.at_once && opening.truncates && open_file(at->made))
            pylog_handler_handle_error(at->made, NULL);
    }
}

/* ---- Handlers that there are ----------------------------------------------------------------- */

static void count_one(pylog_handler *handler, void *data) {
    (void)handler;
    ++*(size_t *)data;
}

struct collecting {
    struct pylog__closing *closing;
    size_t capacity;
};

static void collect_one(pylog_handler *handler, void *data) {
    struct collecting *collecting = data;
    struct pylog__closing *closing = collecting->closing;
    if (closing->count < collecting->capacity)
        closing->handlers[closing->count++] = pylog_handler_ref(handler);
}

/* All handlers, the newest first, as Python closes them. NULL without memory. */
static struct pylog__closing *collect_handlers(void) {
    struct collecting collecting = { .capacity = 0 };
    pylog__handlers_visit(count_one, &collecting.capacity);
    collecting.closing = pylog__closing_new(collecting.capacity);
    if (collecting.closing)
        pylog__handlers_visit(collect_one, &collecting);
    else
        pylog__fail_memory();
    return collecting.closing;
}

static void mark_planned(const struct pylog__plan *plan, bool planned) {
    for (const struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        at->made->planned = planned;
}

/* A factory may have returned a handler that was there before. */
static void spare_planned(const struct pylog__plan *plan, struct pylog__closing *closing) {
    size_t count = 0;
    mark_planned(plan, true);
    for (size_t i = 0; i < closing->count; i++) {
        if (closing->handlers[i]->planned)
            pylog_handler_unref(closing->handlers[i]);
        else
            closing->handlers[count++] = closing->handlers[i];
    }
    closing->count = count;
    mark_planned(plan, false);
}

static void discard_closing(struct pylog__closing *closing) {
    for (size_t i = 0; i < closing->count; i++)
        pylog_handler_unref(closing->handlers[i]);
    pylog__free(closing);
}

/* ---- The step -------------------------------------------------------------------------------- */

static size_t count_handlers(const struct pylog__plan *plan) {
    size_t count = 0;
    for (const struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        count++;
    return count;
}

/* What has been made of a list of handlers, or of filters. */
static int made_handlers(struct pylog__plan *plan, struct pylog__handler_plan **list,
                         struct pylog__logger_change *out) {
    while (list && list[out->handler_count])
        out->handler_count++;
    pylog_handler **made = pylog__plan_list(plan, out->handler_count);
    for (size_t i = 0; made && i < out->handler_count; i++)
        made[i] = list[i]->made;
    out->handlers = made;
    return made ? 0 : -1;
}

static int made_filters(struct pylog__plan *plan, struct pylog__filter_plan **list,
                        struct pylog__logger_change *out) {
    while (list && list[out->filter_count])
        out->filter_count++;
    pylog_filter **made = pylog__plan_list(plan, out->filter_count);
    for (size_t i = 0; made && i < out->filter_count; i++)
        made[i] = list[i]->made;
    out->filters = made;
    return made ? 0 : -1;
}

static int fill_change(struct pylog__plan *plan, const struct pylog__logger_plan *logger,
                       struct pylog__logger_change *out) {
    *out = (struct pylog__logger_change){ .name = logger->name,
                                          .level = logger->level,
                                          .propagate = logger->propagate };
    out->set |= logger->has_level ? PYLOG__SET_LEVEL : 0;
    out->set |= logger->has_propagate ? PYLOG__SET_PROPAGATE : 0;
    out->set |= logger->name ? PYLOG__SET_DISABLED : 0;
    out->set |= plan->incremental ? 0 : PYLOG__SET_HANDLERS | PYLOG__ADD_FILTERS;
    return made_handlers(plan, logger->handlers, out) || made_filters(plan, logger->filters, out) ? -1 : 0;
}

static int fill_loggers(struct pylog__plan *plan, struct pylog__reconfiguration *out) {
    for (const struct pylog__logger_plan *at = plan->loggers; at; at = at->next)
        out->logger_count++;
    struct pylog__logger_change *changes =
        pylog__document_allocate(plan->reader.document, (out->logger_count + 1) * sizeof *changes);
    if (!changes)
        return -1;
    out->loggers = changes;
    for (const struct pylog__logger_plan *at = plan->loggers; at; at = at->next)
        if (fill_change(plan, at, changes++))
            return -1;
    return 0;
}

static int fill_names(struct pylog__plan *plan, struct pylog__reconfiguration *out) {
    out->name_count = count_handlers(plan);
    struct pylog__handler_name *names =
        pylog__document_allocate(plan->reader.document, (out->name_count + 1) * sizeof *names);
    if (!names)
        return -1;
    out->names = names;
    for (const struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        *names++ = (struct pylog__handler_name){ .handler = at->made, .name = at->is.id };
    return 0;
}

static int make_all(struct pylog__plan *plan, struct pylog__reconfiguration *step) {
    if (pylog__read_zone_for_formatters(false) || make_formatters(plan) || make_filters(plan) ||
        make_handlers(plan))
        return -1;
    step->existing = plan->keep_existing_loggers ? PYLOG__EXISTING_ENABLED : PYLOG__EXISTING_DISABLED;
    step->forgets_names = step->leaves_replaced = true;
    return fill_loggers(plan, step) || fill_names(plan, step) || open_files(plan) || start_listeners(plan)
               ? -1
               : 0;
}

static void keep_handlers(const struct pylog__plan *plan, pylog_handler **handlers) {
    release_in_force();
    in_force.handlers = handlers;
    for (const struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        handlers[in_force.count++] = pylog_handler_ref(at->made);
}

static int replace_configuration(struct pylog__plan *plan) {
    struct pylog__reconfiguration step = { .logger_count = 0 };
    under_way.former = collect_handlers();
    if (!under_way.former)
        return -1;
    under_way.kept = pylog__allocate((count_handlers(plan) + 1) * sizeof *under_way.kept);
    if (!under_way.kept)
        return pylog__fail_memory();
    if (make_all(plan, &step) || pylog__reconfigure(&step))
        return -1;
    struct pylog__closing *former = under_way.former;
    spare_planned(plan, former);
    keep_handlers(plan, under_way.kept);
    under_way.applied = true;
    under_way.former = NULL;
    under_way.kept = NULL;
    announce_closing();
    pylog__close_unseen(former);
    empty_files(plan);
    return 0;
}

static int change_levels(struct pylog__plan *plan) {
    struct pylog__reconfiguration step = { .existing = PYLOG__EXISTING_LEFT };
    if (fill_loggers(plan, &step) || pylog__reconfigure(&step))
        return -1;
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        if (at->has_level)
            pylog_handler_set_level(at->made, at->level);
    return 0;
}

int pylog__plan_apply(struct pylog__plan *plan) {
    return plan->incremental ? change_levels(plan) : replace_configuration(plan);
}

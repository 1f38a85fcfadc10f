/* Writing a configuration down. */
#include "plan.h"

#include "../base/error.h"
#include "../base/value.h"
#include "classes.h"

void pylog__plan_begin(struct pylog__plan *plan, struct pylog__document *document) {
    *plan = (struct pylog__plan){ .plain = false };
    pylog__reader_begin(&plan->reader, document);
    plan->formatters_end = &plan->formatters;
    plan->filters_end = &plan->filters;
    plan->handlers_end = &plan->handlers;
    plan->loggers_end = &plan->loggers;
}

/* Closing what has been made may fail, too: that is not what the caller is told. */
void pylog__plan_end(struct pylog__plan *plan) {
    struct pylog__error kept = pylog__error_take();
    for (struct pylog__handler_plan *at = plan->handlers; at; at = at->next)
        pylog_handler_unref(at->made);
    for (struct pylog__formatter_plan *at = plan->formatters; at; at = at->next)
        pylog_formatter_unref(at->made);
    for (struct pylog__filter_plan *at = plan->filters; at; at = at->next)
        pylog_filter_unref(at->made);
    pylog__reader_end(&plan->reader);
    pylog__error_restore(kept);
}

static int identify(struct pylog__plan *plan, const char *id, struct pylog__plan_id *out) {
    const struct pylog_buffer *path = &plan->reader.path;
    out->id = id;
    out->path = pylog__document_copy(plan->reader.document, path->data, path->length);
    out->at = plan->reader.at;
    return out->path ? 0 : -1;
}

/* Where that id hangs in an index, or would. */
static struct pylog__plan_id **place_of(struct pylog__plan_id **index, const char *id) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const char *at = id; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    for (; *index && strcmp((*index)->id, id) != 0; hash <<= 1)
        index = &(*index)->below[hash >> 63];
    return index;
}

/* The first one of an id is found by it. */
static void enter_id(struct pylog__plan_id **index, struct pylog__plan_id *is) {
    struct pylog__plan_id **place = place_of(index, is->id);
    if (!*place)
        *place = is;
}

struct pylog__formatter_plan *pylog__plan_formatter(struct pylog__plan *plan, const char *id,
                                                    const struct pylog__call *call) {
    struct pylog__formatter_plan *made = pylog__document_allocate(plan->reader.document, sizeof *made);
    if (!made || identify(plan, id, &made->is) ||
        pylog__construction_read(&plan->reader, PYLOG__FORMATTER_CLASS, call, &made->construction))
        return NULL;
    *plan->formatters_end = made;
    plan->formatters_end = &made->next;
    enter_id(&plan->formatter_index, &made->is);
    return made;
}

struct pylog__filter_plan *pylog__plan_filter(struct pylog__plan *plan, const char *id,
                                              const struct pylog__call *call) {
    struct pylog__filter_plan *made = pylog__document_allocate(plan->reader.document, sizeof *made);
    if (!made || identify(plan, id, &made->is) ||
        pylog__construction_read(&plan->reader, PYLOG__FILTER_CLASS, call, &made->construction))
        return NULL;
    *plan->filters_end = made;
    plan->filters_end = &made->next;
    enter_id(&plan->filter_index, &made->is);
    return made;
}

struct pylog__handler_plan *pylog__plan_handler(struct pylog__plan *plan, const char *id,
                                                const struct pylog__call *call) {
    struct pylog__handler_plan *made = pylog__document_allocate(plan->reader.document, sizeof *made);
    if (!made || identify(plan, id, &made->is) ||
        pylog__construction_read(&plan->reader, PYLOG__HANDLER_CLASS, call, &made->construction))
        return NULL;
    *plan->handlers_end = made;
    plan->handlers_end = &made->next;
    enter_id(&plan->handler_index, &made->is);
    return made;
}

static void *fail_to_find(const char *id) {
    pylog__fail_quoted("", id, strlen(id));
    if (pylog__error_code() != ENOMEM)
        pylog__fail_key("%s", pylog__error_text());
    return NULL;
}

struct pylog__handler_plan *pylog__plan_existing_handler(struct pylog__plan *plan, const char *id) {
    struct pylog__handler_plan *made = pylog__document_allocate(plan->reader.document, sizeof *made);
    if (!made)
        return NULL;
    made->made = pylog_get_handler_by_name(id);
    if (!made->made || identify(plan, id, &made->is)) {
        pylog_handler_unref(made->made);
        return made->made ? NULL : fail_to_find(id);
    }
    *plan->handlers_end = made;
    plan->handlers_end = &made->next;
    enter_id(&plan->handler_index, &made->is);
    return made;
}

/* Each logger above it is looked for by its name. */
static int spend_name(struct pylog__plan *plan, const char *name) {
    size_t length = 0, levels = 1;
    for (; name && name[length]; length++)
        levels += name[length] == '.';
    return pylog__document_spend(plan->reader.document, levels, 1 + length / 4);
}

struct pylog__logger_plan *pylog__plan_logger(struct pylog__plan *plan, const char *name) {
    struct pylog__logger_plan *made = pylog__document_allocate(plan->reader.document, sizeof *made);
    if (!made || spend_name(plan, name))
        return NULL;
    made->name = name;
    *plan->loggers_end = made;
    plan->loggers_end = &made->next;
    return made;
}

/* The plan of that id, whose first member it is. */
static void *find_id(struct pylog__plan_id *index, const char *id) {
    struct pylog__plan_id *found = *place_of(&index, id);
    return found ? found : fail_to_find(id);
}

struct pylog__formatter_plan *pylog__plan_find_formatter(const struct pylog__plan *plan, const char *id) {
    return find_id(plan->formatter_index, id);
}

struct pylog__filter_plan *pylog__plan_find_filter(const struct pylog__plan *plan, const char *id) {
    return find_id(plan->filter_index, id);
}

bool pylog__plan_knows_handler(const struct pylog__plan *plan, const char *id) {
    struct pylog__plan_id *index = plan->handler_index;
    return *place_of(&index, id) != NULL;
}

struct pylog__handler_plan *pylog__plan_find_handler(const struct pylog__plan *plan, const char *id) {
    return find_id(plan->handler_index, id);
}

void *pylog__plan_list(struct pylog__plan *plan, size_t count) {
    return pylog__document_allocate(plan->reader.document, (count + 1) * sizeof(void *));
}

bool pylog__plan_has_target(const struct pylog__handler_plan *handler) {
    return handler->construction.class == &pylog__memory_class;
}

bool pylog__plan_has_queue(const struct pylog__handler_plan *handler) {
    return handler->construction.class == &pylog__queue_handler_class;
}

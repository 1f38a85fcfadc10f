/* Records that a program makes of fields, and its record factory. */
#include "../base/error.h"
#include "../base/memory.h"
#include "record.h"

/* ---- Records made of fields ------------------------------------------------------------------ */

/* Python's makeLogRecord makes a record of None and empty strings before it puts the fields in. */
static int fill_from_fields(struct pylog__record *record, const struct pylog_field *fields) {
    record->head.levelname = "Level None";
    record->levelname_length = sizeof "Level None" - 1;
    record->head.func_name = NULL;
    struct pylog__value none = { .kind = PYLOG__NONE };
    if (pylog__record_override(record, PYLOG__FIELD_LEVELNO, none))
        return -1;
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    pylog__error_begin_callback();
    pylog__record_run_factory(record);
    pylog__section_leave(thread);
    if (pylog__callback_has_failed())
        return -1;
    for (; fields && fields->key; fields++)
        if (pylog_record_set(&record->head, *fields))
            return -1;
    return 0;
}

struct pylog_record *pylog_make_log_record(const struct pylog_field *fields) {
    static const struct pylog_site nowhere = { "", "", 0 };
    struct pylog__record_source source = { .site = &nowhere, .msg = "" };
    struct pylog__record record;
    struct pylog__scratch scratch;
    pylog__record_init(&record, pylog__thread(), &source, &scratch);
    struct pylog_record *copy = fill_from_fields(&record, fields) ? NULL : pylog_record_copy(&record.head);
    pylog__record_release(&record);
    return copy;
}

/* ---- The factory ----------------------------------------------------------------------------- */

static void release_factory(struct pylog__retired *self) {
    pylog__free(self);
}

static void replace_factory(struct pylog__record_maker *now) {
    pylog__tree_lock();
    struct pylog__record_maker *before = atomic_load_explicit(&pylog__record_factory, memory_order_relaxed);
    pylog__publish(&pylog__record_factory, now);
    pylog__change_fast_paths();
    pylog__retire(before ? &before->retired : NULL);
    pylog__tree_unlock();
}

int pylog_set_log_record_factory(void (*fill)(struct pylog_record *record, void *data), void *data) {
    struct pylog__record_maker *made = fill ? pylog__allocate(sizeof *made) : NULL;
    if (fill && !made)
        return pylog__fail_memory();
    if (made)
        *made =
            (struct pylog__record_maker){ .retired.release = release_factory, .fill = fill, .data = data };
    replace_factory(made);
    return 0;
}

void pylog__record_factory_reset(void) {
    replace_factory(NULL);
}

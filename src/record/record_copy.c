/* Records that outlive their log call. */
#include "../base/error.h"
#include "../base/memory.h"
#include "record.h"

/* ---- Copies ---------------------------------------------------------------------------------- */

/* Fields that depend on the thread or on switches are worked out when a record is kept. */
static const enum pylog__field_id captured[] = {
    PYLOG__FIELD_THREAD,  PYLOG__FIELD_THREAD_NAME, PYLOG__FIELD_PROCESS_NAME,
    PYLOG__FIELD_PROCESS, PYLOG__FIELD_TASK_NAME,
};
enum { CAPTURED = sizeof captured / sizeof *captured };

/* The single block of a copy: measured in a first pass, with `base` NULL, and filled in a second. */
struct block {
    char *base;
    size_t size;
};

static void *place(struct block *block, const void *bytes, size_t size) {
    void *at = block->base ? block->base + block->size : NULL;
    if (at && bytes)
        memcpy(at, bytes, size);
    block->size += size;
    return at;
}

static const char *place_string(struct block *block, const char *string) {
    return string ? place(block, string, strlen(string) + 1) : NULL;
}

static const char *place_bytes(struct block *block, const char *bytes, size_t length) {
    char *at = place(block, bytes, length);
    place(block, "", 1);
    return at;
}

static void align(struct block *block) {
    block->size += -block->size & (_Alignof(max_align_t) - 1);
}

static void place_override(struct block *block, struct pylog__record *copy, enum pylog__field_id id,
                           struct pylog__value value) {
    align(block);
    struct pylog__override *set = place(block, NULL, sizeof *set);
    if (value.kind == PYLOG__STR || value.kind == PYLOG__TUPLE)
        value.as.s = place_bytes(block, value.as.s, value.length);
    if (!set)
        return;
    *set = (struct pylog__override){ .next = copy->overrides, .id = id, .value = value };
    copy->overrides = set;
}

static void place_overrides(struct block *block, struct pylog__record *copy, const struct pylog__record *from,
                            const struct pylog__value values[CAPTURED]) {
    for (size_t i = 0; i < CAPTURED; i++)
        place_override(block, copy, captured[i], values[i]);
    for (const struct pylog__override *set = from->overrides; set; set = set->next) {
        bool again = false;
        for (size_t i = 0; i < CAPTURED; i++)
            again |= set->id == captured[i];
        for (const struct pylog__override *before = from->overrides; before != set; before = before->next)
            again |= set->id == before->id;
        if (!again)
            place_override(block, copy, set->id, set->value);
    }
}

static void place_exc_info(struct block *block, struct pylog__record *copy,
                           const struct pylog_exc_info *info) {
    if (!info)
        return;
    struct pylog_exc_info placed = { .type = place_string(block, info->type),
                                     .message = place_string(block, info->message),
                                     .traceback = place_string(block, info->traceback) };
    if (!copy)
        return;
    copy->exc_info = placed;
    copy->head.exc_info = &copy->exc_info;
}

static void place_extra(struct block *block, struct pylog__record *copy, const struct pylog_field *extra) {
    align(block);
    char *at = place(block, NULL, pylog__fields_size(extra));
    if (at)
        copy->head.extra = pylog__fields_place(extra, at);
}

struct texts {
    const char *message, *args;
    size_t message_length, args_length;
    struct pylog__value captured[CAPTURED];
};

/* Both passes take the same way, so that they agree about the size. In the first, `copy` is NULL. */
static void place_record(struct block *block, const struct pylog__record *from, const struct texts *texts) {
    struct pylog__record *copy = place(block, NULL, sizeof *copy);
    struct pylog__record scratch; /* stands for the copy while there is only its size */
    struct pylog__record *to = copy ? copy : &scratch;
    *to = (struct pylog__record){ .head = from->head,
                                  .state = PYLOG__MESSAGE_READY,
                                  .formatted = from->formatted,
                                  .incomplete = from->incomplete,
                                  .error = from->error,
                                  .message_length = texts->message_length,
                                  .name_length = from->name_length,
                                  .levelname_length = from->levelname_length,
                                  .asctime_length = from->asctime_length };
    place_extra(block, to, from->head.extra);
    place_overrides(block, to, from, texts->captured);
    place_exc_info(block, copy, from->head.exc_info);
    to->head.name = place_string(block, from->head.name);
    to->head.levelname = place_string(block, from->head.levelname);
    bool text = from->state == PYLOG__MESSAGE_TEXT;
    to->head.msg = place_bytes(block, from->head.msg, text ? texts->message_length : strlen(from->head.msg));
    to->head.pathname = place_string(block, from->head.pathname);
    to->head.func_name = place_string(block, from->head.func_name);
    to->head.stack_info = place_string(block, from->head.stack_info);
    to->message = text ? to->head.msg : place_bytes(block, texts->message, texts->message_length);
    to->state = text ? PYLOG__MESSAGE_TEXT : PYLOG__MESSAGE_READY;
    to->args_text = texts->args ? place_bytes(block, texts->args, texts->args_length) : pylog__no_args;
    to->asctime = from->asctime ? place_bytes(block, from->asctime, from->asctime_length) : NULL;
}

static int work_out(struct pylog__record *from, struct texts *texts) {
    struct pylog__value args;
    texts->message = pylog__record_message(from, &texts->message_length);
    if (!texts->message)
        return -1;
    pylog__record_value(from, PYLOG__FIELD_ARGS, &args);
    if (from->args && !from->args_text)
        return pylog__fail_memory();
    texts->args = args.kind == PYLOG__NONE ? NULL : args.as.s;
    texts->args_length = args.length;
    for (size_t i = 0; i < CAPTURED; i++)
        pylog__record_value(from, captured[i], &texts->captured[i]);
    return 0;
}

static size_t measure(const struct pylog__record *from, const struct texts *texts) {
    struct block block = { .base = NULL };
    place_record(&block, from, texts);
    return block.size;
}

size_t pylog__record_copy_into(const struct pylog__record *from, void *memory, size_t size) {
    struct texts texts;
    if (work_out(pylog__record(&from->head), &texts))
        return 0;
    size_t needed = measure(from, &texts);
    struct block block = { .base = memory };
    if (memory && needed <= size)
        place_record(&block, from, &texts);
    return needed;
}

struct pylog_record *pylog_record_copy(const struct pylog_record *record) {
    const struct pylog__record *from = pylog__record(record);
    struct texts texts;
    if (work_out(pylog__record(record), &texts))
        return NULL;
    struct block block = { .base = pylog__allocate(measure(from, &texts)) };
    if (!block.base) {
        pylog__fail_memory();
        return NULL;
    }
    place_record(&block, from, &texts);
    return (struct pylog_record *)(void *)block.base;
}

void pylog_record_free(struct pylog_record *record) {
    if (record)
        pylog__record_release(pylog__record(record));
    pylog__free(record);
}

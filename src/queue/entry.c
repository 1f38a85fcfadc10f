/* What stands in an entry. */
#include "entry.h"

#include "../base/memory.h"
#include "../handler/handler.h"

/* A record, or a pointer to something. */
struct payload_entry {
    struct pylog__queue_entry head;
    _Alignas(PYLOG__ENTRY_ALIGNMENT) char payload[];
};

static void begin(char *at, unsigned kind, size_t size, int64_t created) {
    struct pylog__queue_entry *head = (struct pylog__queue_entry *)(void *)at;
    head->entry.tag = pylog__entry_tag(size, kind);
    head->created = created;
}

/* ---- Writing --------------------------------------------------------------------------------- */

bool pylog__entry_is_call(const struct pylog__record *record) {
    const struct pylog_record *head = &record->head;
    return !record->formatted && !head->exc_info && !head->stack_info && !head->extra->key && record->place &&
           record->format && pylog__format_packing(record->format)->deferrable && !pylog__has_task_names();
}

PYLOG__COLD size_t pylog__entry_write_call(char *at, size_t room, const struct pylog__record *record) {
    struct pylog__call_entry *entry = (struct pylog__call_entry *)(void *)at;
    size_t fixed = offsetof(struct pylog__call_entry, packed), left = room > fixed ? room - fixed : 0;
    size_t packed = pylog__format_pack(record->format, *record->args, record->error, entry->packed, left);
    size_t size = pylog__entry_round(fixed + packed);
    if (size <= room) {
        begin(at, PYLOG__ENTRY_CALL, size, record->head.created_ns);
        entry->head.level = record->head.levelno;
        entry->name = record->head.name;
        entry->format = record->format;
    }
    return size;
}

PYLOG__COLD size_t pylog__entry_write_copy(char *at, size_t room, const struct pylog__record *record) {
    size_t fixed = sizeof(struct payload_entry), left = room > fixed ? room - fixed : 0;
    size_t copied = pylog__record_copy_into(record, left ? at + fixed : NULL, left);
    size_t size = copied ? pylog__entry_round(fixed + copied) : 0;
    if (size && size <= room)
        begin(at, PYLOG__ENTRY_COPY, size, record->head.created_ns);
    return size;
}

static size_t write_pointer(char *at, size_t room, unsigned kind, void *owned, int64_t created) {
    size_t size = pylog__entry_round(sizeof(struct payload_entry) + sizeof owned);
    if (size <= room) {
        begin(at, kind, size, created);
        memcpy(at + sizeof(struct payload_entry), &owned, sizeof owned);
    }
    return size;
}

PYLOG__COLD size_t pylog__entry_write_heap(char *at, size_t room, struct pylog_record *owned) {
    return write_pointer(at, room, PYLOG__ENTRY_HEAP, owned, owned->created_ns);
}

/* Whose the entries are has to be known before any of them, whatever their time. */
PYLOG__COLD size_t pylog__entry_write_producer_id(char *at, size_t room, struct pylog__producer_id *owned) {
    return write_pointer(at, room, PYLOG__ENTRY_PRODUCER_ID, owned, INT64_MIN);
}

PYLOG__COLD void pylog__entry_prepare(struct pylog__record *prepared, struct pylog__override *no_exc_text,
                                      const struct pylog__record *record, const char *text, size_t length) {
    *prepared = *record;
    prepared->state = PYLOG__MESSAGE_TEXT;
    prepared->head.msg = prepared->message = text;
    prepared->message_length = length;
    prepared->args = NULL;
    prepared->args_text = pylog__no_args;
    prepared->head.exc_info = NULL;
    prepared->head.stack_info = NULL;
    prepared->blocks = NULL;
    prepared->scratch = NULL;
    *no_exc_text = (struct pylog__override){ .next = record->overrides, .id = PYLOG__FIELD_EXC_TEXT };
    if (record->overrides)
        prepared->overrides = no_exc_text;
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* The message is made now, by the rules of the log call; msg is the message, and there are no arguments. */
static int open_call(struct pylog__call_entry *entry, int64_t created,
                     const struct pylog__producer_id *producer_id, struct pylog__record *record,
                     struct pylog__scratch *scratch) {
    struct pylog__record_source source = { .name = entry->name,
                                           .name_length = strlen(entry->name),
                                           .level = entry->head.level,
                                           .site = &entry->format->site,
                                           .created_ns = created };
    pylog__record_init(record, pylog__thread(), &source, scratch);
    pylog__scratch_begin(record->thread, scratch);
    record->state = PYLOG__MESSAGE_TEXT;
    record->args_text = pylog__no_args;
    record->formatted = true; /* as after Python's prepare */
    record->producer_id = producer_id;
    int result = pylog__format_put_packed(entry->format, entry->packed, &scratch->buffer);
    if (!result)
        pylog__finish_text(&scratch->buffer, "", 0);
    record->head.msg = record->message = pylog__buffer_text(&scratch->buffer);
    record->message_length = scratch->buffer.length;
    return result;
}

static char *payload(struct pylog__queue_entry *entry) {
    return ((struct payload_entry *)(void *)entry)->payload;
}

static void *pointer_in(struct pylog__queue_entry *entry) {
    void *owned;
    memcpy(&owned, payload(entry), sizeof owned);
    return owned;
}

/* Whoever has it may fork, and then the entry is emptied in the child: the pointer stands there no more. */
static void *take_pointer(struct pylog__queue_entry *entry, unsigned kind) {
    static void *const nothing;
    if (pylog__entry_kind(&entry->entry) != kind)
        return NULL;
    void *owned = pointer_in(entry);
    memcpy(payload(entry), &nothing, sizeof nothing);
    return owned;
}

PYLOG__HOT struct pylog__record *pylog__entry_open(struct pylog__queue_entry *entry, int64_t created,
                                                   const struct pylog__producer_id *producer_id,
                                                   struct pylog__record *record,
                                                   struct pylog__scratch *scratch) {
    if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_COPY)
        return (struct pylog__record *)(void *)payload(entry);
    if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_HEAP)
        return pylog__record(take_pointer(entry, PYLOG__ENTRY_HEAP));
    if (open_call((struct pylog__call_entry *)(void *)entry, created, producer_id, record, scratch) == 0)
        return record;
    pylog__print_error(&record->head);
    pylog__record_release(record);
    return NULL;
}

void pylog__entry_close(struct pylog__queue_entry *entry, struct pylog__record *opened) {
    if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_HEAP)
        pylog_record_free(&opened->head);
    else
        pylog__record_release(opened);
}

void pylog__entry_leave(struct pylog__queue_entry *entry, struct pylog__record *opened) {
    if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_CALL ||
        pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_TICKED)
        pylog__record_release(opened);
    else if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_HEAP)
        memcpy(payload(entry), &opened, sizeof opened);
}

struct pylog_record *pylog__entry_take_heap(struct pylog__queue_entry *entry) {
    return take_pointer(entry, PYLOG__ENTRY_HEAP);
}

struct pylog__producer_id *pylog__entry_take_producer_id(struct pylog__queue_entry *entry) {
    return take_pointer(entry, PYLOG__ENTRY_PRODUCER_ID);
}

/* What a copy owns has come to it while it was handled; nobody has. */
PYLOG__COLD void pylog__entry_discard(struct pylog__queue_entry *entry) {
    pylog_record_free(pylog__entry_take_heap(entry));
    pylog__free(pylog__entry_take_producer_id(entry));
}

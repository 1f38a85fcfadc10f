/* Records: making, reading and changing them. */
#include "record.h"
#include "level.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../message/printf.h"
#include <stdio.h>

/* ---- Text that may be cut short -------------------------------------------------------------- */

const char pylog__truncated[] = "[truncated: out of memory]";

/* What did not fit into memory is missing: end with the mark and the tail, within what there is. */
void pylog__end_truncated(struct pylog_buffer *buffer, const char *tail, size_t length) {
    size_t room = buffer->capacity - 1, mark = strlen(pylog__truncated);
    if (length > room - mark)
        length = 0;
    size_t most = room - mark - length, keep = buffer->length < most ? buffer->length : most;
    while (keep && keep < buffer->length && ((unsigned char)buffer->data[keep] & 0xC0) == 0x80)
        keep--;
    memcpy(buffer->data + keep, pylog__truncated, mark);
    memcpy(buffer->data + keep + mark, tail, length);
    buffer->length = keep + mark + length;
}

/* ---- Making ---------------------------------------------------------------------------------- */

_Atomic(struct pylog__record_maker *) pylog__record_factory;
void (*pylog__fast_paths_changed)(void);

const struct pylog_site pylog__unknown_site = { "(unknown file)", "(unknown function)", 0 };

void pylog__record_name_level(struct pylog__record *record) {
    int length = snprintf(record->levelname, sizeof record->levelname, "Level %d", record->head.levelno);
    record->levelname_length = (size_t)length;
    record->head.levelname = record->levelname;
}

/* msg must end with a NUL. */
void pylog__record_set_text(struct pylog__record *record, const char *text, size_t length) {
    struct pylog_buffer *buffer = &record->scratch->buffer;
    pylog__scratch_begin(record->thread, record->scratch);
    pylog__put(buffer, text, length);
    pylog__finish_text(buffer, "", 0);
    record->head.msg = record->message = pylog__buffer_text(buffer);
    record->message_length = buffer->length;
    record->state = PYLOG__MESSAGE_TEXT;
}

void pylog__record_release_blocks(struct pylog__record *record) {
    while (record->blocks) {
        struct pylog__record_block *block = record->blocks;
        record->blocks = block->next;
        pylog__free(block);
    }
}

void *pylog__record_allocate(struct pylog__record *record, size_t size) {
    struct pylog__record_block *block = pylog__allocate(sizeof *block + size);
    if (!block)
        return NULL;
    block->next = record->blocks;
    record->blocks = block;
    return block + 1;
}

char *pylog__record_copy_bytes(struct pylog__record *record, const char *bytes, size_t length) {
    char *copy = pylog__record_allocate(record, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

/* ---- The message ----------------------------------------------------------------------------- */

int pylog__record_put_message(struct pylog__record *record, struct pylog_buffer *out) {
    va_list args;
    va_copy(args, *record->args);
    int result = pylog__format_message(out, record->head.msg, args, record->error);
    va_end(args);
    return result;
}

int pylog__record_format_message(struct pylog__record *record) {
    return pylog__record_format_here(record);
}

/* ---- Values that were set ---------------------------------------------------------------------- */

void pylog__record_drop_override(struct pylog__record *record, enum pylog__field_id id) {
    for (struct pylog__override **at = &record->overrides; *at; at = &(*at)->next) {
        if ((*at)->id == id) {
            *at = (*at)->next;
            return;
        }
    }
}

int pylog__record_override(struct pylog__record *record, enum pylog__field_id id, struct pylog__value value) {
    struct pylog__override *set = pylog__record_allocate(record, sizeof *set);
    if (!set)
        return pylog__fail_memory();
    pylog__record_drop_override(record, id);
    *set = (struct pylog__override){ .next = record->overrides, .id = id, .value = value };
    record->overrides = set;
    return 0;
}

/* ---- stack_info ------------------------------------------------------------------------------------------------ */

static void put_frame(const char *text, void *data) {
    struct pylog_buffer *out = data;
    pylog__put_string(out, "\n  ");
    pylog__put_string(out, text);
}

/* Python's header, the frames that the system knows, and the place of the call last, as Python has it. */
void pylog__record_add_stack(struct pylog__record *record) {
    enum { OWN_FRAMES = 3 };
    char storage[1024], place[32];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_string(&out, "Stack (most recent call last):");
    pylog__port_stack(OWN_FRAMES, put_frame, &out);
    pylog__put_string(&out, "\n  File \"");
    pylog__put_string(&out, pylog__or_none(record->head.pathname));
    snprintf(place, sizeof place, "\", line %d, in ", record->head.lineno);
    pylog__put_string(&out, place);
    pylog__put_string(&out, pylog__or_none(record->head.func_name));
    pylog__finish_text(&out, "", 0);
    const char *kept = pylog__record_copy_bytes(record, out.data, out.length);
    record->head.stack_info = kept ? kept : pylog__truncated;
    pylog__buffer_release(&out);
}

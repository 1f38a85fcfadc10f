/* What programs ask of rotating handlers, and change in them while they are in use. */
#include "../base/error.h"
#include "rotation.h"

/* Namers, rotators and formatters are the program's, and need not return. */
static int do_rollover(pylog_handler *handler, void *rotation) {
    return pylog__rotation_do_rollover(handler, rotation);
}

int pylog_base_rotating_handler_do_rollover(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog__rotation_of(handler);
    return rotation ? pylog_handler_call_locked(handler, do_rollover, rotation) : -1;
}

/* The record as it would stand in the file. */
static int put_measured_line(pylog_handler *handler, const struct pylog__rotation *rotation,
                             const struct pylog_record *record, struct pylog_buffer *out) {
    char storage[512];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    int result = pylog_handler_format(handler, record, &text);
    pylog__put_char(&text, '\n');
    if (!result)
        result = pylog__encode(&rotation->writer.append.codec, text.data, text.length, out);
    if (!result && (text.failed || out->failed))
        result = pylog__fail_memory();
    pylog__buffer_release(&text);
    return result;
}

struct question {
    struct pylog__rotation *rotation;
    const struct pylog_record *record;
    size_t length;
};

static int ask_rules(pylog_handler *handler, void *data) {
    const struct question *asked = data;
    return asked->rotation->rules->should(handler, asked->rotation, asked->record, asked->length);
}

int pylog_base_rotating_handler_should_rollover(pylog_handler *handler, const struct pylog_record *record) {
    struct pylog__rotation *rotation = pylog__rotation_of(handler);
    char storage[512];
    struct pylog_buffer line;
    if (!rotation)
        return -1;
    if (!record)
        return pylog__fail_type("a record is needed, not NULL");
    pylog__buffer_init(&line, storage, sizeof storage);
    int result = put_measured_line(handler, rotation, record, &line);
    struct question question = { rotation, record, line.length };
    if (!result)
        result = pylog_handler_call_locked(handler, ask_rules, &question);
    pylog__buffer_release(&line);
    return result;
}

int pylog_base_rotating_handler_set_namer(pylog_handler *handler, pylog_namer *namer, void *data) {
    struct pylog__rotation *rotation = pylog__rotation_of(handler);
    if (!rotation || pylog_handler_acquire_within(handler, 0))
        return -1;
    rotation->options.namer = namer;
    rotation->options.data = data;
    pylog_handler_release(handler);
    return 0;
}

int pylog_base_rotating_handler_set_rotator(pylog_handler *handler, pylog_rotator *rotator, void *data) {
    struct pylog__rotation *rotation = pylog__rotation_of(handler);
    if (!rotation || pylog_handler_acquire_within(handler, 0))
        return -1;
    rotation->options.rotator = rotator;
    rotation->rotator_data = data;
    pylog_handler_release(handler);
    return 0;
}

int pylog_base_rotating_handler_set_backup_count(pylog_handler *handler, int backup_count) {
    struct pylog__rotation *rotation = pylog__rotation_of(handler);
    if (!rotation || pylog_handler_acquire_within(handler, 0))
        return -1;
    rotation->options.backup_count = backup_count;
    pylog_handler_release(handler);
    return 0;
}

int pylog_base_rotating_handler_backup_count(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog__rotation_of(handler);
    if (!rotation || pylog_handler_acquire_within(handler, 0))
        return -1;
    const int count = rotation->options.backup_count;
    pylog_handler_release(handler);
    return count;
}

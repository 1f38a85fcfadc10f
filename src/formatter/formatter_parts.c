/* What not every line needs: times as they come, exceptions and stacks, fields of any kind. */
#include "formatter.h"

#include "../base/error.h"

/* ---- Time ------------------------------------------------------------------------------------ */

/* Into memory of the record; if there is none, the mark of missing text stands for it. */
static void move_asctime(struct pylog__record *record, struct pylog_buffer *text) {
    size_t length = text->length;
    char *kept = pylog__record_allocate(record, length + 1);
    if (kept)
        memcpy(kept, text->data, length);
    pylog__buffer_release(text);
    pylog__buffer_init(text, kept ? kept : record->asctime_storage,
                       kept ? length + 1 : sizeof record->asctime_storage);
    text->length = kept ? length : 0;
    text->failed = !kept;
    pylog__finish_text(text, "", 0);
}

/* Once, and kept in the record: as in Python it is a field of the record from here on. */
int pylog__formatter_make_asctime(pylog_formatter *formatter, struct pylog__record *record) {
    const struct pylog__time_format *time_format = pylog__snapshot(&formatter->time_format);
    struct pylog_buffer text;
    int unused;
    pylog__buffer_init(&text, record->asctime_storage, sizeof record->asctime_storage);
    int result = formatter->datefmt ? pylog__put_cached_second(&text, time_format, formatter->datefmt,
                                                               pylog__record_second(record, &unused))
                                    : pylog__put_default_time(&text, time_format, record);
    pylog__finish_text(&text, "", 0);
    if (text.owned)
        move_asctime(record, &text);
    record->asctime = pylog__buffer_text(&text);
    record->asctime_length = text.length;
    return result;
}

/* ---- Exception and stack --------------------------------------------------------------------- */

void pylog__put_exception(struct pylog_buffer *out, const struct pylog_exc_info *info) {
    if (info->traceback && *info->traceback) {
        size_t length = strlen(info->traceback);
        pylog__put(out, info->traceback, length);
        if (info->traceback[length - 1] != '\n')
            pylog__put_char(out, '\n');
    }
    if (!info->type) {
        pylog__put_string(out, "NoneType: None");
        return;
    }
    pylog__put_string(out, info->type);
    if (info->message && *info->message) {
        pylog__put_string(out, ": ");
        pylog__put_string(out, info->message);
    }
}

/* Worked out by the first formatter, kept in the record for the next ones; without memory it is not kept. */
static void keep_exception_text(struct pylog__record *record) {
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_exception(&text, record->head.exc_info);
    char *kept = text.failed ? NULL : pylog__record_allocate(record, text.length + 1);
    if (kept) {
        memcpy(kept, pylog__buffer_text(&text), text.length + 1);
        struct pylog__value value = { .kind = PYLOG__STR, .as.s = kept, .length = text.length };
        pylog__record_override(record, PYLOG__FIELD_EXC_TEXT, value);
    }
    pylog__buffer_release(&text);
}

static bool exception_text(struct pylog__record *record, struct pylog__value *text) {
    pylog__record_value(record, PYLOG__FIELD_EXC_TEXT, text);
    return text->kind == PYLOG__STR && text->length;
}

static void begin_below(struct pylog_buffer *out, size_t start) {
    if (out->length == start || out->data[out->length - 1] != '\n')
        pylog__put_char(out, '\n');
}

void pylog__put_exception_and_stack(struct pylog_buffer *out, size_t start, struct pylog__record *record) {
    struct pylog__value text;
    if (!exception_text(record, &text) && record->head.exc_info)
        keep_exception_text(record);
    if (exception_text(record, &text)) {
        begin_below(out, start);
        pylog__put(out, text.as.s, text.length);
    } else if (record->head.exc_info) {
        begin_below(out, start);
        pylog__put_exception(out, record->head.exc_info);
    }
    if (record->head.stack_info && *record->head.stack_info) {
        begin_below(out, start);
        pylog__put_string(out, record->head.stack_info);
    }
}

/* ---- Fields ---------------------------------------------------------------------------------- */

struct field_source {
    const pylog_formatter *formatter;
    struct pylog__record *record;
};

/* The record's own fields first, then the extra ones, then the defaults. */
static bool find_field(const struct field_source *from, int id, const char *key, struct pylog__value *out) {
    if (id >= 0 && pylog__record_value(from->record, (enum pylog__field_id)id, out))
        return true;
    return pylog__fields_find(from->record->head.extra, key, out) ||
           pylog__fields_find(from->formatter->defaults, key, out);
}

static int look_up_field(void *data, const char *key, struct pylog__value *out) {
    return find_field(data, pylog__field_find(key), key, out) ? 0 : -1;
}

/* If memory was missing for the field, its text is missing, too, and marked so. */
static int missing_field(const struct pylog__record *record, struct pylog_buffer *out, const char *key) {
    if (record->incomplete) {
        out->failed = true;
        return 0;
    }
    return pylog__fail_quoted("Formatting field not found in record: ", key, strlen(key));
}

int pylog__put_field(struct pylog_buffer *out, const struct pylog__piece *piece,
                     const pylog_formatter *formatter, struct pylog__record *record) {
    struct field_source from = { formatter, record };
    struct pylog__value value;
    if (piece->kind == PYLOG__WRONG)
        return pylog__fail_as(piece->error_kind, EINVAL, "%s", piece->text);
    if (!find_field(&from, piece->id, piece->text, &value))
        return missing_field(record, out, piece->text);
    if (piece->spec)
        return pylog__piece_format(piece, &value, look_up_field, &from, out);
    if (value.kind == PYLOG__STR)
        pylog__put(out, value.as.s, value.length);
    else
        pylog__put_str(out, &value);
    return 0;
}

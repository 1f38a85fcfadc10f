/* What programs change in a record and ask of it. */
#include "../base/error.h"
#include "../base/memory.h"
#include "record.h"
#include <stdio.h>

/* ---- Changing -------------------------------------------------------------------------------- */

/* Python works out filename and module once, when the record is made: they do not follow the pathname. */
static int set_pathname(struct pylog__record *record, const char *pathname) {
    static const enum pylog__field_id derived[] = { PYLOG__FIELD_FILENAME, PYLOG__FIELD_MODULE };
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        struct pylog__value value;
        pylog__record_value(record, derived[i], &value);
        if (pylog__record_override(record, derived[i], value))
            return -1;
    }
    record->head.pathname = pathname;
    return 0;
}

static int set_exc_info(struct pylog__record *record, const char *text) {
    record->exc_info = (struct pylog_exc_info){ .type = text };
    record->head.exc_info = text ? &record->exc_info : NULL;
    return 0;
}

static int set_msg(struct pylog__record *record, const char *text) {
    record->head.msg = record->message = text;
    record->message_length = strlen(text);
    record->state = PYLOG__MESSAGE_TEXT;
    record->args = NULL;
    record->args_text = NULL;
    return 0;
}

static int64_t number_of(struct pylog__value value) {
    if (value.kind == PYLOG__BOOL)
        return value.as.b;
    return value.kind == PYLOG__UINT ? (int64_t)value.as.u : value.as.i;
}

/* The nearest int. */
static int set_int(struct pylog__record *record, enum pylog__field_id id, struct pylog__value from) {
    bool beyond = from.kind == PYLOG__UINT && from.as.u > INT32_MAX;
    int64_t number = beyond ? INT32_MAX : number_of(from);
    int value = number > INT32_MAX ? INT32_MAX : number < INT32_MIN ? INT32_MIN : (int)number;
    pylog__record_drop_override(record, id);
    *(id == PYLOG__FIELD_LEVELNO ? &record->head.levelno : &record->head.lineno) = value;
    return 0;
}

static struct pylog__value as_float(struct pylog__value value) {
    if (value.kind == PYLOG__FLOAT)
        return value;
    double number = value.kind == PYLOG__UINT ? (double)value.as.u : (double)number_of(value);
    return (struct pylog__value){ .kind = PYLOG__FLOAT, .as.f = number };
}

/* Fields that stand in the record are changed there, the others are overridden. Strings are the record's. */
static int set_value(struct pylog__record *record, enum pylog__field_id id, struct pylog__value value) {
    const char *text = value.kind == PYLOG__STR ? value.as.s : NULL;
    switch (id) {
    case PYLOG__FIELD_NAME:
        record->head.name = text;
        record->name_length = value.length;
        return 0;
    case PYLOG__FIELD_MSG: return set_msg(record, text);
    case PYLOG__FIELD_ARGS: record->args_text = text ? text : pylog__no_args; return 0;
    case PYLOG__FIELD_LEVELNAME:
        record->head.levelname = text;
        record->levelname_length = value.length;
        return 0;
    case PYLOG__FIELD_PATHNAME: return set_pathname(record, text);
    case PYLOG__FIELD_EXC_INFO: return set_exc_info(record, text);
    case PYLOG__FIELD_STACK_INFO: record->head.stack_info = text; return 0;
    case PYLOG__FIELD_FUNC_NAME: record->head.func_name = text; return 0;
    case PYLOG__FIELD_LEVELNO:
    case PYLOG__FIELD_LINENO: return set_int(record, id, value);
    case PYLOG__FIELD_CREATED:
    case PYLOG__FIELD_MSECS:
    case PYLOG__FIELD_RELATIVE_CREATED: return pylog__record_override(record, id, as_float(value));
    case PYLOG__FIELD_ASCTIME:
        record->asctime = text;
        record->asctime_length = value.length;
        return 0;
    case PYLOG__FIELD_FILENAME:
    case PYLOG__FIELD_MODULE:
    case PYLOG__FIELD_EXC_TEXT:
    case PYLOG__FIELD_THREAD:
    case PYLOG__FIELD_THREAD_NAME:
    case PYLOG__FIELD_PROCESS_NAME:
    case PYLOG__FIELD_PROCESS:
    case PYLOG__FIELD_TASK_NAME:
    case PYLOG__FIELD_MESSAGE: return pylog__record_override(record, id, value);
    case PYLOG__FIELD_COUNT: break;
    }
    return 0;
}

static int set_extra(struct pylog__record *record, struct pylog_field field) {
    const struct pylog_field *old = record->head.extra;
    size_t count = pylog__fields_count(old), at = 0;
    while (at < count && strcmp(old[at].key, field.key) != 0)
        at++;
    struct pylog_field *extra = pylog__record_allocate(record, (count + 2) * sizeof *extra);
    const char *key = pylog__record_copy_bytes(record, field.key, strlen(field.key));
    if (!extra || !key)
        return pylog__fail_memory();
    memcpy(extra, old, count * sizeof *extra);
    extra[count] = extra[count + (at == count)] = pylog_field_none(NULL);
    field.key = key;
    extra[at] = field;
    record->head.extra = extra;
    return 0;
}

int pylog_record_set(struct pylog_record *public_record, struct pylog_field field) {
    struct pylog__record *record = pylog__record(public_record);
    if (!record || !field.key)
        return pylog__fail_type("a record and a key are needed");
    int id = pylog__field_find(field.key);
    struct pylog__value value;
    record->place = NULL;
    if (field.type == PYLOG_TYPE_STR && !field.value.s)
        field = pylog_field_none(field.key);
    bool wrong = (unsigned)field.type > PYLOG_TYPE_STR;
    if (wrong || (id >= 0 && !pylog__field_takes((enum pylog__field_id)id, field.type)))
        return pylog__fail_type("%s cannot be a value of this type", field.key);
    if (field.type == PYLOG_TYPE_STR) {
        field.value.s = pylog__record_copy_bytes(record, field.value.s, strlen(field.value.s));
        if (!field.value.s)
            return pylog__fail_memory();
    }
    if (id < 0)
        return set_extra(record, field);
    pylog__field_value(&field, &value);
    return set_value(record, (enum pylog__field_id)id, value);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool is_text(const struct pylog__value *value) {
    return value->kind == PYLOG__STR || value->kind == PYLOG__TUPLE;
}

/* Values may be a part of a longer string; what is given out ends with a NUL. NULL without memory. */
static const char *terminated(struct pylog__record *record, const struct pylog__value *value) {
    const char *text = value->as.s;
    if (text[value->length])
        text = pylog__record_copy_bytes(record, text, value->length);
    if (!text)
        pylog__fail_memory();
    return text;
}

static struct pylog_field as_field(struct pylog__record *record, const char *key,
                                   const struct pylog__value *value) {
    switch (value->kind) {
    case PYLOG__NONE: break;
    case PYLOG__BOOL: return pylog_field_bool(key, value->as.b);
    case PYLOG__INT: return pylog_field_int(key, value->as.i);
    case PYLOG__UINT: return pylog_field_uint(key, value->as.u);
    case PYLOG__FLOAT: return pylog_field_float(key, value->as.f);
    case PYLOG__STR:
    case PYLOG__TUPLE: return pylog_field_str(key, terminated(record, value));
    }
    return pylog_field_none(key);
}

int pylog_record_get(const struct pylog_record *public_record, const char *key, struct pylog_field *out) {
    struct pylog__record *record = pylog__record(public_record);
    struct pylog__value value;
    if (!record || !key || !out)
        return pylog__fail_type("a record, a key and a place are needed");
    int id = pylog__field_find(key);
    bool found = id >= 0 ? pylog__record_value(record, (enum pylog__field_id)id, &value)
                         : pylog__fields_find(record->head.extra, key, &value);
    if (!found)
        return pylog__fail_key("'%s'", key);
    struct pylog_field field = as_field(record, key, &value);
    if (field.type == PYLOG_TYPE_STR && !field.value.s)
        return -1;
    *out = field;
    return 0;
}

const char *pylog_record_message(const struct pylog_record *record, size_t *length) {
    size_t unwanted;
    return pylog__record_message(pylog__record(record), length ? length : &unwanted);
}

static const char *string_field(const struct pylog_record *record, enum pylog__field_id id) {
    struct pylog__value value;
    pylog__record_value(pylog__record(record), id, &value);
    return is_text(&value) ? terminated(pylog__record(record), &value) : NULL;
}

static double float_field(const struct pylog_record *record, enum pylog__field_id id) {
    struct pylog__value value;
    pylog__record_value(pylog__record(record), id, &value);
    return value.as.f;
}

static int64_t int_field(const struct pylog_record *record, enum pylog__field_id id) {
    struct pylog__value value;
    pylog__record_value(pylog__record(record), id, &value);
    return value.kind == PYLOG__NONE ? 0 : number_of(value);
}

const char *pylog_record_filename(const struct pylog_record *record) {
    return string_field(record, PYLOG__FIELD_FILENAME);
}

const char *pylog_record_module(const struct pylog_record *record) {
    return string_field(record, PYLOG__FIELD_MODULE);
}

double pylog_record_created(const struct pylog_record *record) {
    return float_field(record, PYLOG__FIELD_CREATED);
}

double pylog_record_msecs(const struct pylog_record *record) {
    return float_field(record, PYLOG__FIELD_MSECS);
}

double pylog_record_relative_created(const struct pylog_record *record) {
    return float_field(record, PYLOG__FIELD_RELATIVE_CREATED);
}

uint64_t pylog_record_thread(const struct pylog_record *record) {
    return (uint64_t)int_field(record, PYLOG__FIELD_THREAD);
}

const char *pylog_record_thread_name(const struct pylog_record *record) {
    return string_field(record, PYLOG__FIELD_THREAD_NAME);
}

int64_t pylog_record_process(const struct pylog_record *record) {
    return int_field(record, PYLOG__FIELD_PROCESS);
}

const char *pylog_record_process_name(const struct pylog_record *record) {
    return string_field(record, PYLOG__FIELD_PROCESS_NAME);
}

const char *pylog_record_task_name(const struct pylog_record *record) {
    return string_field(record, PYLOG__FIELD_TASK_NAME);
}

size_t pylog_record_repr(const struct pylog_record *record, char *buffer, size_t size) {
    struct pylog__value level;
    pylog__record_value(pylog__record(record), PYLOG__FIELD_LEVELNO, &level);
    char number[16] = "None";
    if (level.kind != PYLOG__NONE)
        snprintf(number, sizeof number, "%d", record->levelno);
    int length = snprintf(buffer, size, "<LogRecord: %s, %s, %s, %d, \"%s\">", pylog__or_none(record->name),
                          number, pylog__or_none(record->pathname), record->lineno, record->msg);
    return length < 0 ? 0 : (size_t)length;
}

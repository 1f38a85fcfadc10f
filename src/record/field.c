/* The fields of a record: one table of names, types and ways to get them. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../message/printf.h"
#include "intern.h"
#include "record.h"
#include <stdio.h>

/* What a field may be set to. */
enum {
    NONE_FIELD = 1 << PYLOG_TYPE_NONE,
    INT_FIELD = 1 << PYLOG_TYPE_INT | 1 << PYLOG_TYPE_UINT | 1 << PYLOG_TYPE_BOOL,
    FLOAT_FIELD = 1 << PYLOG_TYPE_FLOAT | INT_FIELD,
    STR_FIELD = 1 << PYLOG_TYPE_STR
};

static const struct {
    char name[sizeof "relativeCreated"];
    unsigned char types;
} field_table[PYLOG__FIELD_COUNT] = {
    [PYLOG__FIELD_NAME] = { "name", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_MSG] = { "msg", STR_FIELD },
    [PYLOG__FIELD_ARGS] = { "args", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_LEVELNAME] = { "levelname", STR_FIELD },
    [PYLOG__FIELD_LEVELNO] = { "levelno", INT_FIELD },
    [PYLOG__FIELD_PATHNAME] = { "pathname", STR_FIELD },
    [PYLOG__FIELD_FILENAME] = { "filename", STR_FIELD },
    [PYLOG__FIELD_MODULE] = { "module", STR_FIELD },
    [PYLOG__FIELD_EXC_INFO] = { "exc_info", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_EXC_TEXT] = { "exc_text", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_STACK_INFO] = { "stack_info", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_LINENO] = { "lineno", INT_FIELD },
    [PYLOG__FIELD_FUNC_NAME] = { "funcName", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_CREATED] = { "created", FLOAT_FIELD },
    [PYLOG__FIELD_MSECS] = { "msecs", FLOAT_FIELD },
    [PYLOG__FIELD_RELATIVE_CREATED] = { "relativeCreated", FLOAT_FIELD },
    [PYLOG__FIELD_THREAD] = { "thread", INT_FIELD | NONE_FIELD },
    [PYLOG__FIELD_THREAD_NAME] = { "threadName", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_PROCESS_NAME] = { "processName", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_PROCESS] = { "process", INT_FIELD | NONE_FIELD },
    [PYLOG__FIELD_TASK_NAME] = { "taskName", STR_FIELD | NONE_FIELD },
    [PYLOG__FIELD_MESSAGE] = { "message", STR_FIELD },
    [PYLOG__FIELD_ASCTIME] = { "asctime", STR_FIELD },
};

const struct pylog_field pylog__no_fields[1] = { { NULL, PYLOG_TYPE_NONE, { 0 } } };

const char *pylog__field_name(enum pylog__field_id id) {
    return field_table[id].name;
}

int pylog__field_find(const char *key) {
    for (int id = 0; id < PYLOG__FIELD_COUNT; id++)
        if (field_table[id].name[0] == key[0] && strcmp(field_table[id].name, key) == 0)
            return id;
    return -1;
}

bool pylog__field_takes(enum pylog__field_id id, enum pylog_type type) {
    return (field_table[id].types & 1u << type) != 0;
}

bool pylog__field_is_reserved(const char *key) {
    return pylog__field_find(key) >= 0;
}

/* ---- Switches -------------------------------------------------------------------------------- */

static atomic_bool log_threads = true, log_processes = true, log_multiprocessing = true,
                   log_asyncio_tasks = true;

void pylog_set_log_threads(bool on) {
    atomic_store_explicit(&log_threads, on, memory_order_relaxed);
}

void pylog_set_log_processes(bool on) {
    atomic_store_explicit(&log_processes, on, memory_order_relaxed);
}

void pylog_set_log_multiprocessing(bool on) {
    atomic_store_explicit(&log_multiprocessing, on, memory_order_relaxed);
}

void pylog_set_log_asyncio_tasks(bool on) {
    atomic_store_explicit(&log_asyncio_tasks, on, memory_order_relaxed);
}

static bool is_on(atomic_bool *setting) {
    return atomic_load_explicit(setting, memory_order_relaxed);
}

static _Atomic(const char *) process_name; /* interned; NULL: the default */

int pylog_set_process_name(const char *name) {
    const char *kept = name ? pylog__intern(name) : NULL;
    if (name && !kept)
        return pylog__fail_memory();
    atomic_store_explicit(&process_name, kept, memory_order_release);
    return 0;
}

static const char *current_process_name(void) {
    const char *set = atomic_load_explicit(&process_name, memory_order_acquire);
    return set ? set : "MainProcess";
}

const char *(*pylog__task_name_callback)(void *data);
static void *task_name_data;

void pylog_set_task_name_callback(const char *(*task_name)(void *data), void *data) {
    pylog__tree_lock();
    pylog__task_name_callback = task_name;
    task_name_data = data;
    pylog__change_fast_paths();
    pylog__tree_unlock();
}

void pylog__fields_reset(void) {
    pylog_set_log_threads(true);
    pylog_set_log_processes(true);
    pylog_set_log_multiprocessing(true);
    pylog_set_log_asyncio_tasks(true);
    pylog_set_task_name_callback(NULL, NULL);
    pylog_set_process_name(NULL);
}

/* ---- Values ---------------------------------------------------------------------------------- */

static bool set_none(struct pylog__value *out) {
    *out = (struct pylog__value){ .kind = PYLOG__NONE };
    return true;
}

static bool set_bytes(struct pylog__value *out, const char *bytes, size_t length) {
    *out = (struct pylog__value){ .kind = PYLOG__STR, .as.s = bytes, .length = length };
    return true;
}

static bool set_string(struct pylog__value *out, const char *string) {
    return string ? set_bytes(out, string, strlen(string)) : set_none(out);
}

static bool set_value_int(struct pylog__value *out, int64_t value) {
    *out = (struct pylog__value){ .kind = PYLOG__INT, .as.i = value };
    return true;
}

static bool set_float(struct pylog__value *out, double value) {
    *out = (struct pylog__value){ .kind = PYLOG__FLOAT, .as.f = value };
    return true;
}

static bool set_tuple(struct pylog__value *out, const char *text) {
    *out = (struct pylog__value){ .kind = PYLOG__TUPLE, .as.s = text, .length = strlen(text) };
    return true;
}

void pylog__field_value(const struct pylog_field *field, struct pylog__value *out) {
    set_none(out); /* for a type that is none, too */
    switch (field->type) {
    case PYLOG_TYPE_NONE: break;
    case PYLOG_TYPE_BOOL: *out = (struct pylog__value){ .kind = PYLOG__BOOL, .as.b = field->value.b }; break;
    case PYLOG_TYPE_INT: set_value_int(out, field->value.i); break;
    case PYLOG_TYPE_UINT: *out = (struct pylog__value){ .kind = PYLOG__UINT, .as.u = field->value.u }; break;
    case PYLOG_TYPE_FLOAT: set_float(out, field->value.f); break;
    case PYLOG_TYPE_STR: set_string(out, field->value.s); break;
    }
}

/* Python's os.path.basename, by the rules of the system the program runs on. */
static const char *base_name(const char *pathname) {
    const char *base = pathname;
    for (const char *at = pathname; *at; at++)
        if (pylog__port_is_separator(*at))
            base = at + 1;
    return base;
}

/* Python's os.path.splitext(filename)[0]: leading dots are part of the name. */
static size_t module_length(const char *filename) {
    size_t leading = strspn(filename, ".");
    const char *dot = strrchr(filename + leading, '.');
    return dot ? (size_t)(dot - filename) : strlen(filename);
}

/* Whole ones. created, a double, may have been rounded up to the next second: then they are 0, as in CPython.
 */
static double milliseconds(int64_t created_ns) {
    int64_t rest = created_ns % 1000000000;
    int64_t second = created_ns / 1000000000 - (rest < 0);
    double whole = (double)((rest < 0 ? rest + 1000000000 : rest) / 1000000);
    return whole == 999.0 && (int64_t)((double)created_ns / 1e9) != second ? 0.0 : whole;
}

/* The difference need not fit in an int64_t: a factory may have set any time. */
static double milliseconds_between(int64_t start, int64_t created_ns) {
    return created_ns >= start ? (double)((uint64_t)created_ns - (uint64_t)start) / 1e6
                               : -((double)((uint64_t)start - (uint64_t)created_ns) / 1e6);
}

static double float_value(struct pylog__record *record, enum pylog__field_id id) {
    struct pylog__value value;
    pylog__record_value(record, id, &value);
    return value.as.f;
}

/* Clamp to -most..most; NaN becomes 0. */
static double within(double number, double most) {
    if (number > most)
        return most;
    return number >= -most ? number : number < -most ? -most : 0.0;
}

/* Integers do, unless the record is within the last millisecond of a second: there the double may be rounded up. */
int64_t pylog__record_second(struct pylog__record *record, int *milliseconds) {
    int64_t second = record->head.created_ns / 1000000000;
    int64_t rest = record->head.created_ns % 1000000000;
    if (!record->overrides && rest >= 0 && rest < 999000000) {
        *milliseconds = (int)(rest / 1000000);
        return second;
    }
    double created = within(float_value(record, PYLOG__FIELD_CREATED), 9e18);
    *milliseconds = (int)within(float_value(record, PYLOG__FIELD_MSECS), INT32_MAX);
    second = (int64_t)created;
    return second - (created < (double)second);
}

static void put_arguments(const struct pylog__record *record, struct pylog_buffer *out) {
    va_list args;
    va_copy(args, *record->args);
    pylog__format_arguments(out, record->head.msg, args);
    va_end(args);
}

const char pylog__no_args[] = "None";

/* Arguments as text, worked out once; without memory the mark. */
static const char *arguments_text(struct pylog__record *record) {
    if (record->args_text || !record->args)
        return record->args_text ? record->args_text : "()";
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    put_arguments(record, &text);
    char *kept = text.failed ? NULL : pylog__record_allocate(record, text.length + 1);
    if (kept)
        record->args_text = memcpy(kept, pylog__buffer_text(&text), text.length + 1);
    pylog__buffer_release(&text);
    return kept ? kept : pylog__truncated;
}

/* Python shows a tuple of type, error and traceback; C has their text. */
static bool exc_info_value(struct pylog__record *record, struct pylog__value *out) {
    const struct pylog_exc_info *info = record->head.exc_info;
    if (!info)
        return set_none(out);
    const char *type = info->type ? info->type : "NoneType", *message = info->type ? info->message : "None";
    size_t size = strlen(type) + (message ? strlen(message) : 0) + sizeof "(: )";
    char *text = pylog__record_allocate(record, size);
    if (!text)
        return set_tuple(out, pylog__truncated);
    snprintf(text, size, message && *message ? "(%s: %s)" : "(%s%s)", type, message ? message : "");
    return set_tuple(out, text);
}

static struct pylog__override *find_override(const struct pylog__record *record, enum pylog__field_id id) {
    for (struct pylog__override *set = record->overrides; set; set = set->next)
        if (set->id == id)
            return set;
    return NULL;
}

static bool message_value(struct pylog__record *record, struct pylog__value *out) {
    size_t length;
    const char *message = record->formatted ? pylog__record_message(record, &length) : NULL;
    return message ? set_bytes(out, message, length) : false;
}

static bool filename_value(struct pylog__record *record, struct pylog__value *out) {
    const char *pathname = record->head.pathname;
    return set_string(out, pathname ? base_name(pathname) : NULL);
}

/* The module goes with the filename that the record was made with. */
static bool module_value(struct pylog__record *record, struct pylog__value *out) {
    if (!record->head.pathname)
        return set_string(out, "Unknown module");
    const char *filename = base_name(record->head.pathname);
    return set_bytes(out, filename, module_length(filename));
}

static bool thread_value(const struct pylog__record *record, struct pylog__value *out) {
    if (!is_on(&log_threads))
        return set_none(out);
    uint64_t id = record->producer_id ? record->producer_id->id : pylog__thread()->id;
    *out = (struct pylog__value){ .kind = PYLOG__UINT, .as.u = id };
    return true;
}

static bool name_of_thread_value(const struct pylog__record *record, struct pylog__value *out) {
    if (!is_on(&log_threads))
        return set_none(out);
    return set_string(out, record->producer_id ? record->producer_id->name : pylog__thread_name(pylog__thread()));
}

static bool task_name_value(struct pylog__value *out) {
    bool asked = pylog__has_task_names() && is_on(&log_asyncio_tasks);
    return set_string(out, asked ? pylog__task_name_callback(task_name_data) : NULL);
}

static bool process_value(struct pylog__value *out) {
    return is_on(&log_processes) ? set_value_int(out, pylog__process_id()) : set_none(out);
}

/* What nobody has set is worked out; what is asked of the current thread is the record's thread's. */
static bool computed_value(struct pylog__record *record, enum pylog__field_id id, struct pylog__value *out) {
    const struct pylog_record *head = &record->head;
    switch (id) {
    case PYLOG__FIELD_NAME:
        return head->name ? set_bytes(out, head->name, record->name_length) : set_none(out);
    case PYLOG__FIELD_MSG:
        return record->state == PYLOG__MESSAGE_TEXT ? set_bytes(out, head->msg, record->message_length)
                                                    : set_string(out, head->msg);
    case PYLOG__FIELD_ARGS:
        return record->args_text == pylog__no_args ? set_none(out) : set_tuple(out, arguments_text(record));
    case PYLOG__FIELD_LEVELNAME: return set_bytes(out, head->levelname, record->levelname_length);
    case PYLOG__FIELD_LEVELNO: return set_value_int(out, head->levelno);
    case PYLOG__FIELD_PATHNAME: return set_string(out, head->pathname);
    case PYLOG__FIELD_FILENAME: return filename_value(record, out);
    case PYLOG__FIELD_MODULE: return module_value(record, out);
    case PYLOG__FIELD_EXC_INFO: return exc_info_value(record, out);
    case PYLOG__FIELD_EXC_TEXT: return set_none(out);
    case PYLOG__FIELD_STACK_INFO: return set_string(out, head->stack_info);
    case PYLOG__FIELD_LINENO: return set_value_int(out, head->lineno);
    case PYLOG__FIELD_FUNC_NAME: return set_string(out, head->func_name);
    case PYLOG__FIELD_CREATED: return set_float(out, (double)head->created_ns / 1e9);
    case PYLOG__FIELD_MSECS: return set_float(out, milliseconds(head->created_ns));
    case PYLOG__FIELD_RELATIVE_CREATED:
        return set_float(out, milliseconds_between(pylog__start_time(), head->created_ns));
    case PYLOG__FIELD_THREAD: return thread_value(record, out);
    case PYLOG__FIELD_THREAD_NAME: return name_of_thread_value(record, out);
    case PYLOG__FIELD_PROCESS_NAME:
        return set_string(out, is_on(&log_multiprocessing) ? current_process_name() : NULL);
    case PYLOG__FIELD_PROCESS: return process_value(out);
    case PYLOG__FIELD_TASK_NAME: return task_name_value(out);
    case PYLOG__FIELD_MESSAGE: return message_value(record, out);
    case PYLOG__FIELD_ASCTIME:
        return record->asctime ? set_bytes(out, record->asctime, record->asctime_length) : false;
    case PYLOG__FIELD_COUNT: break;
    }
    return false;
}

bool pylog__record_value(struct pylog__record *record, enum pylog__field_id id, struct pylog__value *out) {
    struct pylog__override *set = record->overrides ? find_override(record, id) : NULL;
    if (!set)
        return computed_value(record, id, out);
    *out = set->value;
    return true;
}

/* ---- Lists of fields ------------------------------------------------------------------------- */

size_t pylog__fields_count(const struct pylog_field *list) {
    size_t count = 0;
    while (list && list[count].key)
        count++;
    return count;
}

bool pylog__fields_find(const struct pylog_field *list, const char *key, struct pylog__value *out) {
    for (; list && list->key; list++) {
        if (strcmp(list->key, key) == 0) {
            pylog__field_value(list, out);
            return true;
        }
    }
    return false;
}

int pylog__fields_check(const struct pylog_field *list) {
    for (; list && list->key; list++)
        if (pylog__field_is_reserved(list->key))
            return pylog__fail_key("Attempt to overwrite '%s' in LogRecord", list->key);
    return 0;
}

static char *place_field_string(char **end, const char *string) {
    char *placed = *end;
    size_t size = strlen(string) + 1;
    memcpy(placed, string, size);
    *end += size;
    return placed;
}

static const char *string_of(const struct pylog_field *field) {
    return field->type == PYLOG_TYPE_STR && field->value.s ? field->value.s : NULL;
}

size_t pylog__fields_size(const struct pylog_field *list) {
    size_t count = pylog__fields_count(list), size = (count + 1) * sizeof *list;
    for (size_t i = 0; i < count; i++)
        size += strlen(list[i].key) + 1 + (string_of(&list[i]) ? strlen(list[i].value.s) + 1 : 0);
    return size;
}

struct pylog_field *pylog__fields_place(const struct pylog_field *list, void *memory) {
    size_t count = pylog__fields_count(list);
    struct pylog_field *placed = memory;
    char *end = (char *)(placed + count + 1);
    for (size_t i = 0; i < count; i++) {
        placed[i] = list[i];
        placed[i].key = place_field_string(&end, list[i].key);
        if (string_of(&list[i]))
            placed[i].value.s = place_field_string(&end, list[i].value.s);
    }
    placed[count] = pylog_field_none(NULL);
    return placed;
}

struct pylog_field *pylog__fields_copy(const struct pylog_field *list) {
    void *memory = pylog__allocate(pylog__fields_size(list));
    return memory ? pylog__fields_place(list, memory) : NULL;
}

/* The inline functions of the header, for whoever needs them as functions. */
extern inline struct pylog_field pylog_field_none(const char *key);
extern inline struct pylog_field pylog_field_bool(const char *key, bool value);
extern inline struct pylog_field pylog_field_int(const char *key, int64_t value);
extern inline struct pylog_field pylog_field_uint(const char *key, uint64_t value);
extern inline struct pylog_field pylog_field_float(const char *key, double value);
extern inline struct pylog_field pylog_field_str(const char *key, const char *value);

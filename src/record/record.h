/* Records: struct pylog_record, which is public, and behind it the library's own members.
 *
 * A record lives on the stack of its log call, and its message is not formatted until somebody asks for it. A copy
 * (pylog_record_copy) is a single block of memory, in which everything is formatted. */
#ifndef PYLOG_RECORD_RECORD_H
#define PYLOG_RECORD_RECORD_H

#include "../message/format.h"
#include "../base/value.h"
#include "level.h"
#include "../thread/thread.h"
#include <stdarg.h>

#pragma GCC visibility push(hidden)

/* The fields of a record, in the order of Python's record.__dict__. Whatever shows all fields walks this list. */
enum pylog__field_id {
    PYLOG__FIELD_NAME,
    PYLOG__FIELD_MSG,
    PYLOG__FIELD_ARGS,
    PYLOG__FIELD_LEVELNAME,
    PYLOG__FIELD_LEVELNO,
    PYLOG__FIELD_PATHNAME,
    PYLOG__FIELD_FILENAME,
    PYLOG__FIELD_MODULE,
    PYLOG__FIELD_EXC_INFO,
    PYLOG__FIELD_EXC_TEXT,
    PYLOG__FIELD_STACK_INFO,
    PYLOG__FIELD_LINENO,
    PYLOG__FIELD_FUNC_NAME,
    PYLOG__FIELD_CREATED,
    PYLOG__FIELD_MSECS,
    PYLOG__FIELD_RELATIVE_CREATED,
    PYLOG__FIELD_THREAD,
    PYLOG__FIELD_THREAD_NAME,
    PYLOG__FIELD_PROCESS_NAME,
    PYLOG__FIELD_PROCESS,
    PYLOG__FIELD_TASK_NAME,
    PYLOG__FIELD_MESSAGE, /* this one and the next exist after a formatter has run */
    PYLOG__FIELD_ASCTIME,
    PYLOG__FIELD_COUNT
};

extern const struct pylog_field pylog__no_fields[1];

/* A value that somebody has set for a field. It replaces the one that the library would work out. */
struct pylog__override {
    struct pylog__override *next;
    enum pylog__field_id id;
    struct pylog__value value;
};

/* Memory that lives as long as the record. */
struct pylog__record_block {
    struct pylog__record_block *next;
};

enum pylog__message_state {
    PYLOG__MESSAGE_PENDING, /* not formatted yet: msg and args are there */
    PYLOG__MESSAGE_TEXT,    /* msg is text: the message itself, as `message` is */
    PYLOG__MESSAGE_READY    /* formatted */
};

/* The thread that a record comes from, if another thread handles it. */
struct pylog__producer_id {
    struct pylog__producer_id *next; /* in a list of a queue, of those that it will release */
    uint64_t id;
    char name[];
};

struct pylog__record {
    struct pylog_record head; /* must be first */
    struct pylog__thread *thread;
    const struct pylog__producer_id *producer_id; /* the thread that it comes from; NULL: the one that handles it */
    const struct pylog__call_site *place; /* the site of the log call; NULL once something of the record has been changed,
                                           * and for records that no macro has made */
    enum pylog__message_state state;
    bool formatted;                     /* a formatter has run, so `message` is a field */
    bool incomplete;                    /* extra fields are missing for want of memory */
    int error;                          /* errno at the call, for %m */
    va_list *args;                      /* of the log call; NULL: none */
    const struct pylog__format *format; /* msg, parsed; NULL: not parsed */
    const char *args_text;              /* instead of args: Python's str(args); pylog__no_args for None */
    const char *message;
    size_t message_length;
    size_t name_length, levelname_length; /* of the strings in head */
    const char *asctime;                  /* NULL: not yet */
    size_t asctime_length;
    struct pylog__override *overrides;
    struct pylog__record_block *blocks;
    struct pylog_exc_info exc_info; /* storage for head.exc_info, if the record has made it */
    char levelname[24];             /* storage for head.levelname, if the level has no name */
    char asctime_storage[48];
    struct pylog__scratch *scratch; /* the message's buffer, on the stack of the log call; NULL: this is a copy */
};

static inline struct pylog__record *pylog__record(const struct pylog_record *record) {
    return (struct pylog__record *)(uintptr_t)record;
}

/* What a log call knows of its record. */
struct pylog__record_source {
    const char *name;
    size_t name_length;
    int level;
    const struct pylog_site *site;        /* NULL: unknown */
    const struct pylog__call_site *place; /* the call site that `site` is a part of; NULL: it lives for this call only */
    int64_t created_ns;                   /* 0: now */
    const char *msg;                      /* NULL: it will be set later */
    size_t text_length;                   /* of msg, if args is NULL */
    va_list *args;                        /* NULL: msg is text, not a format */
    const struct pylog__format *format;   /* msg, parsed; NULL: not parsed */
    int error;
};
extern const struct pylog_site pylog__unknown_site;

/* Set the levelname of a level without a name. Set a text as message; it need not end with a NUL. */
void pylog__record_name_level(struct pylog__record *record);
void pylog__record_set_text(struct pylog__record *record, const char *text, size_t length);

/* Fill in a record. It borrows everything, also the scratch, which has not been begun yet. */
static inline void pylog__record_init(struct pylog__record *record, struct pylog__thread *thread,
                                      const struct pylog__record_source *source,
                                      struct pylog__scratch *scratch) {
    const struct pylog_site *site = source->site ? source->site : &pylog__unknown_site;
    struct pylog_record *head = &record->head;
    head->name = source->name;
    head->levelno = source->level;
    head->levelname = pylog__level_name(source->level, &record->levelname_length);
    head->msg = source->msg;
    head->pathname = site->pathname;
    head->func_name = site->func_name;
    head->lineno = site->lineno;
    head->created_ns = source->created_ns ? source->created_ns : pylog__port_now();
    head->exc_info = NULL;
    head->stack_info = NULL;
    head->extra = pylog__no_fields;
    record->thread = thread;
    record->producer_id = NULL;
    record->place = source->place;
    record->state = PYLOG__MESSAGE_PENDING;
    record->formatted = false;
    record->incomplete = false;
    record->error = source->error;
    record->args = source->args;
    record->format = source->format;
    record->args_text = NULL;
    record->name_length = source->name_length;
    record->asctime = NULL;
    record->overrides = NULL;
    record->blocks = NULL;
    record->scratch = scratch;
    scratch->buffer.owned = false;
    if (!head->levelname)
        pylog__record_name_level(record);
    if (!source->args && source->msg)
        pylog__record_set_text(record, source->msg, source->text_length);
}
/* Release what the record owns, but not the record. */
void pylog__record_release_blocks(struct pylog__record *record);
static inline void pylog__record_release(struct pylog__record *record) {
    if (record->scratch)
        pylog__scratch_end(record->thread, record->scratch);
    if (record->blocks)
        pylog__record_release_blocks(record);
}

/* Memory that lives as long as the record; NULL without memory. */
void *pylog__record_allocate(struct pylog__record *record, size_t size);
/* A copy of the bytes in such memory, with a NUL behind them. */
char *pylog__record_copy_bytes(struct pylog__record *record, const char *bytes, size_t length);

/* Python shows "None" for a missing string. */
static inline const char *pylog__or_none(const char *string) {
    return string ? string : "None";
}

/* Append a terminator. If text is missing for want of memory, append a note that says so before it. */
extern const char pylog__truncated[]; /* the note */
void pylog__end_truncated(struct pylog_buffer *buffer, const char *tail, size_t length);

static inline void pylog__finish_text(struct pylog_buffer *buffer, const char *tail, size_t length) {
    size_t at = buffer->length;
    if (length == 1 && at + 1 < buffer->capacity && !buffer->failed) {
        buffer->data[at] = *tail;
        buffer->length = at + 1;
        return;
    }
    pylog__put(buffer, tail, length);
    if (buffer->failed)
        pylog__end_truncated(buffer, tail, length);
}

/* The longer way to append the message: of a format that was not parsed. */
int pylog__record_put_message(struct pylog__record *record, struct pylog_buffer *out);

/* Format the message, if that has not been done. 0, or -1 with the error set if the format is wrong. The inline copy is
 * for the formatter's template, where nearly every record is formatted. */
int pylog__record_format_message(struct pylog__record *record);
PYLOG__ALWAYS_INLINE int pylog__record_format_here(struct pylog__record *record) {
    struct pylog_buffer *buffer = &record->scratch->buffer;
    if (!buffer->owned) {
        pylog__scratch_begin(record->thread, record->scratch);
    } else {
        buffer->length = 0;
        buffer->failed = false;
    }
    if (record->format && record->args
            ? pylog__format_put(record->format, *record->args, record->error, buffer)
            : pylog__record_put_message(record, buffer))
        return -1;
    if (buffer->failed)
        pylog__end_truncated(buffer, "", 0);
    record->message = pylog__buffer_text(buffer);
    record->message_length = buffer->length;
    record->state = PYLOG__MESSAGE_READY;
    return 0;
}

/* The message; NULL with the error set if the format is wrong. */
static inline const char *pylog__record_message(struct pylog__record *record, size_t *length) {
    if (record->state == PYLOG__MESSAGE_PENDING && pylog__record_format_message(record))
        return NULL;
    *length = record->message_length;
    return record->message;
}

/* Put this thread's stack into stack_info. */
void pylog__record_add_stack(struct pylog__record *record);

/* Have a field show this value instead of what would be worked out. The value must live as long as the
 * record. 0, or -1 with ENOMEM. */
int pylog__record_override(struct pylog__record *record, enum pylog__field_id id, struct pylog__value value);
void pylog__record_drop_override(struct pylog__record *record, enum pylog__field_id id);

/* Copy a record into memory that is aligned for everything, unless it is too small (NULL: it is). Returns how
 * much it takes, or 0 with the error set. The copy is released by pylog__record_release. */
size_t pylog__record_copy_into(const struct pylog__record *record, void *memory, size_t size);

/* A log call's fast path: the arguments go into a queue, and no record is made. One word says which calls take
 * it, so that it can be read and replaced at once: the queue's number, and below it the lowest level. */
#define PYLOG__NO_FAST_PATH (UINT64_MAX << 32) /* no queue has this number */

/* Called when something has changed that decides whether a log call needs a record, and that no logger owns:
 * the record factory, the task names' callback, a handler's level, filters or formatter. NULL as long as no
 * logger reaches a queue (logger/route.c). Read and set with the tree locked. */
extern void (*pylog__fast_paths_changed)(void);
static inline void pylog__change_fast_paths(void) {
    if (pylog__fast_paths_changed)
        pylog__fast_paths_changed();
}

/* The program's record factory; NULL: none. */
struct pylog__record_maker {
    struct pylog__retired retired;
    void (*fill)(struct pylog_record *record, void *data);
    void *data;
};
extern _Atomic(struct pylog__record_maker *) pylog__record_factory;
/* Let it see the record. Inside a section. */
static inline void pylog__record_run_factory(struct pylog__record *record) {
    struct pylog__record_maker *factory = pylog__snapshot(&pylog__record_factory);
    if (factory)
        factory->fill(&record->head, factory->data);
}
static inline bool pylog__has_record_factory(void) {
    return pylog__snapshot(&pylog__record_factory) != NULL;
}
void pylog__record_factory_reset(void); /* for tests */

/* ---- Fields (field.c) ------------------------------------------------------------------------ */

const char *pylog__field_name(enum pylog__field_id id);
/* The field of that Python name; -1 if it is none. */
int pylog__field_find(const char *key);

/* The second since the epoch, and the whole milliseconds in it, as Python rounds them. */
int64_t pylog__record_second(struct pylog__record *record, int *milliseconds);

/* What args_text is, as an address, when args are None: how they come out of a queue. */
extern const char pylog__no_args[];

/* The value of a field; false if the record has none (message, asctime). A wrong message is false as well,
 * with the error set. */
bool pylog__record_value(struct pylog__record *record, enum pylog__field_id id, struct pylog__value *out);

/* May the field be set to a value of this type? */
bool pylog__field_takes(enum pylog__field_id id, enum pylog_type type);
/* The value in a field that a program has made. */
void pylog__field_value(const struct pylog_field *field, struct pylog__value *out);

/* The value of an extra field, NULL-terminated list; false if there is none of that key. */
bool pylog__fields_find(const struct pylog_field *fields, const char *key, struct pylog__value *out);
size_t pylog__fields_count(const struct pylog_field *fields);

/* A key that may not be used for an extra field: the record has it already. */
bool pylog__field_is_reserved(const char *key);
/* -1 with Python's sentence if one of the keys is reserved. */
int pylog__fields_check(const struct pylog_field *fields);

/* May the task of a thread have a name? */
extern const char *(*pylog__task_name_callback)(void *data);
static inline bool pylog__has_task_names(void) {
    return pylog__task_name_callback != NULL;
}

/* Copy a list of fields with keys and strings, into one block of pylog__allocate; NULL without memory. The
 * other two are its halves: how large the block must be, and the copying. */
struct pylog_field *pylog__fields_copy(const struct pylog_field *fields);
size_t pylog__fields_size(const struct pylog_field *fields);
struct pylog_field *pylog__fields_place(const struct pylog_field *fields, void *memory);

/* ---- Switches (field.c): Python's logThreads and so on --------------------------------------- */

void pylog__fields_reset(void); /* for tests */

#pragma GCC visibility pop

#endif

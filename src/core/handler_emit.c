/* A record on its way through a handler: filters, text, lock, operation; and what happens when it fails.
 *
 * Text is made outside the lock. A handler may be entered again from within itself: a handler, filter or
 * formatter that logs is served, up to a depth, beyond which records are dropped and counted. */
#include "../text/error.h"
#include "../text/utf8.h"
#include "formatter.h"
#include "handler.h"

enum { DEEPEST = 32 };

static void count(_Atomic uint64_t *counter) {
    atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

void pylog_handler_count_emitted(pylog_handler *handler, uint64_t records) {
    atomic_fetch_add_explicit(&handler->emitted, records, memory_order_relaxed);
}

/* ---- The operation, under the lock ------------------------------------------------------------------------
 */

/* May a closed handler be used: only if it can open again, or has nothing to close. */
PYLOG__COLD static bool open_again(pylog_handler *handler) {
    if (handler->ops->close && !(handler->ops->flags & PYLOG_HANDLER_REOPENS))
        return false;
    atomic_store_explicit(&handler->closed, false, memory_order_relaxed);
    return true;
}

/* `text` is NULL for handlers that want the record itself. */
PYLOG__ALWAYS_INLINE int operate(pylog_handler *handler, const struct pylog_record *record, const char *text,
                                 size_t length) {
    if (atomic_load_explicit(&handler->closed, memory_order_relaxed) && !open_again(handler)) {
        count(&handler->dropped);
        return 0;
    }
    int result =
        text ? handler->ops->write(handler, record, text, length) : handler->ops->emit(handler, record);
    if (!result)
        count(&handler->emitted);
    return result;
}

static __attribute__((noinline)) int
operate_unlocked(pylog_handler *handler, const struct pylog_record *record, const char *text, size_t length) {
    return operate(handler, record, text, length);
}

PYLOG__ALWAYS_INLINE int operate_locked(pylog_handler *handler, struct pylog__thread *thread,
                                        const struct pylog_record *record, const char *text, size_t length) {
    unsigned kind = handler->ops->flags & (PYLOG_HANDLER_LOCKLESS | PYLOG_HANDLER_SHARED_WRITE);
    if (kind & PYLOG_HANDLER_LOCKLESS)
        return operate_unlocked(handler, record, text, length);
    /* several threads may be at work in it, unless one has its lock for a batch */
    bool shared = kind && !atomic_load_explicit(&handler->batching, memory_order_relaxed);
    struct pylog__hold hold = { &handler->lock, shared, thread->holds };
    if (hold.shared)
        pylog__lock_shared(&handler->lock, thread->holds != NULL);
    else
        pylog__lock_exclusive(&handler->lock, 0, INT64_MAX);
    thread->holds = &hold;
    int result = operate(handler, record, text, length);
    thread->holds = hold.outer;
    if (hold.shared)
        pylog__lock_release_shared(&handler->lock);
    else
        pylog__lock_release_exclusive(&handler->lock);
    return result;
}

/* For what is not text as it is. */
static __attribute__((noinline)) int operate_apart(pylog_handler *handler, struct pylog__thread *thread,
                                                   const struct pylog_record *record, const char *text,
                                                   size_t length) {
    return operate_locked(handler, thread, record, text, length);
}

pylog_buffer *pylog__handler_batch(pylog_handler *handler, bool on) {
    if (!handler->ops->batch)
        return NULL;
    pylog_handler_acquire(handler);
    atomic_store_explicit(&handler->batching, on, memory_order_relaxed);
    pylog_buffer *text = handler->ops->batch(handler, on);
    pylog_handler_release(handler);
    return text;
}

/* ---- The text ---------------------------------------------------------------------------------------------
 */

/* Without memory for the whole text in its encoding: its beginning, and the mark. */
PYLOG__COLD static void encode_beginning(const struct pylog__setup *setup, const struct pylog_buffer *text,
                                         struct pylog_buffer *out) {
    enum { BEGINNING = 64 };
    char storage[BEGINNING + 64];
    struct pylog_buffer beginning;
    pylog__buffer_init(&beginning, storage, sizeof storage);
    pylog__put(
        &beginning, text->data,
        pylog__utf8_prefix(text->data, text->length < BEGINNING ? text->length : BEGINNING, BEGINNING));
    beginning.failed = true;
    pylog__finish_text(&beginning, setup->terminator, setup->terminator_length);
    out->failed = false;
    out->length = 0;
    pylog__encode(&setup->codec, beginning.data, beginning.length, out);
}

PYLOG__COLD static int write_encoded(pylog_handler *handler, struct pylog__thread *thread,
                                     const struct pylog__setup *setup, const struct pylog_record *record,
                                     const struct pylog_buffer *text) {
    struct pylog__scratch encoded;
    pylog__scratch_begin(thread, &encoded);
    int result = pylog__encode(&setup->codec, text->data, text->length, &encoded.buffer);
    if (encoded.buffer.failed)
        encode_beginning(setup, text, &encoded.buffer);
    if (!result)
        result = operate_apart(handler, thread, record, encoded.buffer.data, encoded.buffer.length);
    pylog__scratch_end(thread, &encoded);
    return result;
}

PYLOG__ALWAYS_INLINE int write_text(pylog_handler *handler, struct pylog__thread *thread,
                                    const struct pylog_record *record) {
    const struct pylog__setup *setup = pylog__snapshot(&handler->setup);
    struct pylog__scratch line;
    struct pylog_buffer *text = &line.buffer;
    pylog__scratch_begin(thread, &line);
    int result = pylog__formatter_format(setup->formatter, record, text);
    if (!result || text->failed) {
        pylog__finish_text(text, setup->terminator, setup->terminator_length);
        result = !setup->codec.encode ? operate_locked(handler, thread, record, text->data, text->length)
                                      : write_encoded(handler, thread, setup, record, text);
    }
    pylog__scratch_end(thread, &line);
    return result;
}

/* ---- Handling -------------------------------------------------------------------------------- */

PYLOG__COLD static int drop_nested(pylog_handler *handler, struct pylog__thread *thread,
                                   const struct pylog_record *record) {
    count(&handler->dropped);
    if (thread->nesting > DEEPEST)
        return -1; /* the report of this is what logs */
    pylog__fail_as("RecursionError", EDEADLK, "maximum recursion depth exceeded");
    thread->nesting++;
    pylog_handler_handle_error(handler, record);
    thread->nesting--;
    return -1;
}

PYLOG__HOT int pylog__handler_emit(pylog_handler *handler, struct pylog__thread *thread,
                                   const struct pylog_record *record) {
    if (thread->nesting >= DEEPEST)
        return drop_nested(handler, thread, record);
    pylog__error_clear();
    thread->nesting++;
    int result = handler->ops->write ? write_text(handler, thread, record)
                                     : operate_apart(handler, thread, record, NULL, 0);
    if (result < 0)
        pylog_handler_handle_error(handler, record);
    thread->nesting--;
    return result < 0 ? -1 : 0;
}

/* ---- Batches --------------------------------------------------------------------------------- */

/* Whether the texts are at hand is asked with the lock, each time: others may have ended their batch
 * meanwhile, or closed the handler. */
static bool take_hold(struct pylog__batch *batch) {
    pylog_handler *handler = batch->handler;
    if (batch->holding)
        return true;
    pylog__lock_exclusive(&handler->lock, 0, INT64_MAX);
    atomic_store_explicit(&handler->batching, true, memory_order_relaxed);
    batch->text = handler->ops->batch(handler, true);
    if (!batch->text) {
        pylog__lock_release_exclusive(&handler->lock);
        return false;
    }
    batch->hold = (struct pylog__hold){ &handler->lock, false, batch->thread->holds };
    batch->thread->holds = &batch->hold;
    batch->holding = true;
    batch->emitted = 0;
    return true;
}

static void let_go(struct pylog__batch *batch) {
    batch->holding = false;
    pylog_handler_count_emitted(batch->handler, batch->emitted);
    batch->thread->holds = batch->hold.outer;
    pylog__lock_release_exclusive(&batch->handler->lock);
}

void pylog__batch_pause(struct pylog__batch *batch) {
    if (!batch->holding)
        return;
    let_go(batch);
    pylog__section_leave(batch->thread);
}

/* Is the text what the library's code alone makes of the record, and nothing else to be done with it? */
static bool is_plain(const struct pylog__batch *batch, const struct pylog__setup *setup) {
    return batch->joins && !pylog__snapshot(&batch->handler->filters) && !setup->codec.encode &&
           pylog__formatter_is_built_in(setup->formatter);
}

/* Append the text to what is held back. False if that cannot be; nothing has been done then. */
static bool append(struct pylog__batch *batch, const struct pylog__setup *setup,
                   const struct pylog__record *record) {
    pylog_buffer *text = batch->text;
    size_t length = text->length;
    if (atomic_load_explicit(&batch->handler->closed, memory_order_relaxed))
        return false;
    int result = pylog__formatter_format(setup->formatter, &record->head, text);
    pylog__put(text, setup->terminator, setup->terminator_length);
    if (!result && !text->failed) {
        batch->emitted++;
        return true;
    }
    text->length = length;
    text->failed = false;
    return false;
}

PYLOG__HOT void pylog__batch_handle(struct pylog__batch *batch, struct pylog__record *record) {
    if (!batch->holding)
        pylog__section_enter(batch->thread);
    const struct pylog__setup *setup = pylog__snapshot(&batch->handler->setup);
    if (is_plain(batch, setup) && take_hold(batch) && append(batch, setup, record)) {
        if (pylog__lock_is_wanted(&batch->handler->lock))
            pylog__batch_pause(batch);
        return;
    }
    if (batch->holding)
        let_go(batch);
    pylog__handler_handle(batch->handler, record);
    pylog__section_leave(batch->thread);
}

bool pylog_handler_handle(pylog_handler *handler, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    bool passed = pylog__handler_handle(handler, pylog__record(record));
    pylog__section_leave(thread);
    return passed;
}

bool pylog_handler_filter(pylog_handler *handler, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    bool passed = pylog__filters_pass(&handler->filters, record);
    pylog__section_leave(thread);
    return passed;
}

int pylog_handler_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    int result = pylog__handler_emit(handler, thread, record);
    pylog__section_leave(thread);
    return result;
}

int pylog_handler_format(pylog_handler *handler, const struct pylog_record *record, pylog_buffer *out) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    int result = pylog_formatter_format(pylog__snapshot(&handler->setup)->formatter, record, out);
    pylog__section_leave(thread);
    return result;
}

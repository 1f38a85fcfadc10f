/* A record on its way through a handler: filters, text, lock, operation; and what happens when it fails.
 *
 * Text is made outside the lock. A handler may be entered again from within itself: a handler, filter or
 * formatter that logs is served, up to a depth, beyond which records are dropped and counted. */
#include "handler.h"

#include "../base/error.h"
#include "../base/utf8.h"
#include "../formatter/formatter.h"
#include "../thread/unwinding.h"

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
    bool taken = shared ? pylog__lock_shared(&handler->lock, thread->hold_count > thread->lock_free)
                        : pylog__lock_exclusive(&handler->lock, 0, PYLOG__PATIENTLY);
    if (!taken)
        return pylog__handler_fail_in_use();
    unsigned hold = pylog__hold(thread, &handler->lock,
                                shared ? pylog__give_back_shared : pylog__give_back_exclusive);
    int result = operate(handler, record, text, length);
    pylog__unhold(thread, hold, &handler->lock);
    if (shared)
        pylog__lock_release_shared(&handler->lock);
    else
        pylog__lock_release_exclusive(&handler->lock);
    return result;
}

/* For handlers that take the record itself, and for encoded text. */
static __attribute__((noinline)) int operate_apart(pylog_handler *handler, struct pylog__thread *thread,
                                                   const struct pylog_record *record, const char *text,
                                                   size_t length) {
    return operate_locked(handler, thread, record, text, length);
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

/* Nothing is formatted for a handler that is closed for good. */
static bool is_closed_for_good(const pylog_handler *handler) {
    return atomic_load_explicit(&handler->closed, memory_order_relaxed) &&
           handler->ops->close && !(handler->ops->flags & PYLOG_HANDLER_REOPENS);
}

PYLOG__ALWAYS_INLINE int write_text(pylog_handler *handler, struct pylog__thread *thread,
                                    const struct pylog_record *record) {
    if (is_closed_for_good(handler)) {
        count(&handler->dropped);
        return 0;
    }
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

bool pylog__handler_handle_filtered(pylog_handler *handler, const struct pylog__filters *filters,
                                    struct pylog__record *record) {
    pylog__error_begin_callback();
    struct pylog_record *passed = pylog__filters_run(filters, &record->head);
    if (pylog__callback_has_failed())
        pylog_handler_handle_error(handler, &record->head);
    if (!passed)
        return false;
    pylog__handler_emit(handler, pylog__thread(), passed);
    pylog__filtered_release(passed, &record->head);
    return true;
}

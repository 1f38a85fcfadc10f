/* Many records for one handler: its lock is kept from one to the next, and texts are put together. */
#include "../formatter/formatter.h"
#include "handler.h"
#include "../thread/unwinding.h"

static void note_batch(pylog_handler *handler, bool on) {
    atomic_store_explicit(&handler->batching, on, memory_order_relaxed);
    handler->batcher = pylog__thread_mark();
}

/* If another thread is stuck in it there is no batch. What one holds back that cannot be ended is written with the next
 * record that gets through, or when it is closed. */
pylog_buffer *pylog__handler_batch(pylog_handler *handler, bool on) {
    if (!pylog__has_file_operation(handler, batch))
        return NULL;
    if (pylog_handler_acquire_within(handler, 0))
        return NULL;
    note_batch(handler, on);
    pylog_buffer *text = handler->ops->file->batch(handler, on);
    pylog_handler_release(handler);
    return text;
}

/* Whether the texts are at hand is asked with the lock, each time: others may have ended their batch
 * meanwhile, or closed the handler. */
static bool take_hold(struct pylog__batch *batch) {
    pylog_handler *handler = batch->handler;
    if (batch->holding)
        return true;
    if (!pylog__lock_exclusive(&handler->lock, 0, PYLOG__PATIENTLY))
        return false;
    note_batch(handler, true);
    batch->text = handler->ops->file->batch(handler, true);
    if (!batch->text) {
        pylog__lock_release_exclusive(&handler->lock);
        return false;
    }
    batch->hold = pylog__hold(batch->thread, &handler->lock, pylog__give_back_exclusive);
    batch->holding = true;
    batch->emitted = 0;
    return true;
}

static void let_batch_go(struct pylog__batch *batch) {
    batch->holding = false;
    pylog_handler_count_emitted(batch->handler, batch->emitted);
    pylog__unhold(batch->thread, batch->hold, &batch->handler->lock);
    pylog__lock_release_exclusive(&batch->handler->lock);
}

void pylog__batch_pause(struct pylog__batch *batch) {
    if (!batch->holding)
        return;
    let_batch_go(batch);
    pylog__section_leave(batch->thread);
}

/* Is the text what the library's code alone makes of the record, and nothing else to be done with it? */
static bool is_plain(const struct pylog__batch *batch, const struct pylog__setup *setup) {
    return batch->joins && !pylog__snapshot(&batch->handler->filters) && !setup->codec.encode &&
           pylog__formatter_is_built_in(setup->formatter);
}

/* Append the text to what is held back. False if that cannot be; nothing has been done then. */
static bool append_to_batch(struct pylog__batch *batch, const struct pylog__setup *setup,
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
    if (is_plain(batch, setup) && take_hold(batch) && append_to_batch(batch, setup, record)) {
        if (pylog__lock_is_wanted(&batch->handler->lock))
            pylog__batch_pause(batch);
        return;
    }
    if (batch->holding)
        let_batch_go(batch);
    pylog__handler_handle(batch->handler, record);
    pylog__section_leave(batch->thread);
}

/* Pauses that grow. */
#include "backoff.h"

static const double longest_pause = 1e9; /* seconds; more does not fit in a deadline */

bool pylog__backoff_is_due(const struct pylog__backoff *backoff, int64_t now) {
    return !backoff->waiting || now >= backoff->next;
}

void pylog__backoff_failed(struct pylog__backoff *backoff, int64_t now) {
    double pause = backoff->start;
    if (backoff->waiting) {
        pause = backoff->pause * backoff->factor;
        if (pause > backoff->max)
            pause = backoff->max;
    }
    backoff->pause = pause > 0 ? pause : 0;
    double bounded = backoff->pause < longest_pause ? backoff->pause : longest_pause;
    backoff->next = now + (int64_t)(bounded * 1e9);
    backoff->waiting = true;
}

void pylog__backoff_succeeded(struct pylog__backoff *backoff) {
    backoff->waiting = false;
}

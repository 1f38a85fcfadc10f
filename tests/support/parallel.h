/* What tests with several threads and processes share: starting and joining, a bound on time, and lines that
 * tell who wrote them, so that a file shows whether one is torn, missing or there twice. */
#ifndef SUPPORT_PARALLEL_H
#define SUPPORT_PARALLEL_H

#include <pthread.h>
#include <pylog.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How much more work than usual is wanted: PYLOG_TEST_SCALE, at least 1. */
size_t test_scale(void);

/* Have the program killed by SIGALRM unless it is done in time; 0: no more. It ends what hangs, and nothing is measured
 * by it: in truth there is three times as long, for a busy machine. */
void must_end_within(unsigned seconds);
void sleep_milliseconds(long milliseconds);

/* A thread; it ends the program if it cannot be had. */
pthread_t start_thread(void *(*run)(void *data), void *data);
void join_thread(pthread_t thread);
/* Run in `count` threads at once, each with its number as data, and wait for them all. */
void run_in_threads(size_t count, void *(*run)(void *number));

/* A gate that threads wait at until it is opened. */
struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool open;
};
#define GATE_CLOSED                                                                                          \
    { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false }
void gate_open(struct gate *gate);
void gate_close(struct gate *gate);
void gate_pass(struct gate *gate);

/* AddressSanitizer's allocator has locks that a child of fork may find taken for ever, if the parent has
 * threads that use it; libc's has not. */
bool allocator_survives_fork(void);

/* Wait for a child process: its exit status, or 1000 and the signal that killed it. */
int wait_for_child(int process);

enum { LINE_SIZE = 4096 };
/* `<writer number xxx>`, of a length that follows from the two; up to `longest` bytes, less than LINE_SIZE.
 */
void compose_line(char *out, size_t writer, size_t number, size_t longest);

/* What is in files of such lines. Each line may have other text around the <...>. */
struct tally {
    size_t writers, numbers, longest; /* as they were composed; numbers below `numbers` */
    unsigned char *seen;
    size_t lines, twice;
    size_t torn; /* not exactly one whole <...> of a known writer; the first one is printed */
    bool cut;    /* the last line is not ended; it is torn, too */
};
struct tally tally_new(size_t writers, size_t numbers, size_t longest);
void tally_file(struct tally *tally, const char *path);
void tally_line(struct tally *tally, const char *path, char *line); /* one line, of a file that has others, too */
size_t tally_missing(const struct tally *tally); /* of all writers times numbers */
bool tally_has(const struct tally *tally, size_t writer, size_t number);
void tally_free(struct tally *tally);
/* An error callback, with a tally as its data, which counts the lines that a handler has lost. */
void tally_reported(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                    void *tally);

/* How many of the lines `record 0`, `record 1`, ... below `count` are not in the file exactly once. */
size_t count_wrong_records(const char *path, size_t count);

#ifdef __cplusplus
}
#endif

#endif

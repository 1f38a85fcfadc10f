/* Threads are cancelled while they log, by one handler of each kind, or wait for room in a queue: the others and exit go
 * on, each call that has returned is in the file, and none of the lines is torn. */
#define _POSIX_C_SOURCE 200809L

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 3, ROUNDS = 6, LONGEST = 300, MOST = 1 << 20 };

static const char *const kinds[] = { "file", "buffered", "rotating", "stream", "memory", "queue", "full queue" };
enum { KINDS = sizeof kinds / sizeof *kinds };

static atomic_size_t returned[THREADS + 1];
static const char *const path = "cancelled.log";

static pylog_handler *target(void) {
    return pylog_file_handler_new(path, NULL);
}

static int slow_emit(pylog_handler *handler, const struct pylog_record *record) {
    sleep_milliseconds(1);
    return pylog_handler_emit(pylog_handler_data(handler), record);
}

static pylog_handler *queued(bool slow) {
    static const struct pylog_handler_ops operations = { .name = "Slow", .emit = slow_emit };
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024 });
    pylog_handler *last = slow ? pylog_handler_new(&operations, target()) : target();
    pylog_queue_listener_start(pylog_queue_listener_new(queue, (pylog_handler *[]){ last, NULL }, NULL));
    return pylog_queue_handler_new(queue);
}

static pylog_handler *make(const char *kind) {
    if (strcmp(kind, "file") == 0)
        return target();
    if (strcmp(kind, "buffered") == 0)
        return pylog_file_handler_new(path, &(struct pylog_file_options){ .buffer_size = 4096 });
    if (strcmp(kind, "rotating") == 0)
        return pylog_rotating_file_handler_new(
            path, &(struct pylog_rotating_options){ .max_bytes = 200000, .backup_count = 400 });
    if (strcmp(kind, "stream") == 0)
        return pylog_stream_handler_new(fopen(path, "a"));
    if (strcmp(kind, "memory") == 0)
        return pylog_memory_handler_new(10, &(struct pylog_memory_options){ .target = target() });
    return queued(strcmp(kind, "full queue") == 0);
}

static void *log_on(void *data) {
    size_t writer = (size_t)(uintptr_t)data;
    char line[LINE_SIZE];
    while (returned[writer] < MOST) {
        compose_line(line, writer, returned[writer], LONGEST);
        pylog_warning(NULL, "%s", line);
        returned[writer]++;
    }
    return NULL;
}

static int judge(const char *kind) {
    struct tally tally = tally_new(THREADS + 1, MOST, LONGEST);
    char backup[64];
    tally_file(&tally, path);
    for (int i = 1; strcmp(kind, "rotating") == 0 && i <= 400; i++) {
        snprintf(backup, sizeof backup, "%s.%d", path, i);
        if (access(backup, F_OK) == 0)
            tally_file(&tally, backup);
    }
    size_t missing = 0;
    for (size_t writer = 0; writer <= THREADS; writer++)
        for (size_t number = 0; number < returned[writer]; number++)
            missing += !tally_has(&tally, writer, number);
    if (missing || tally.torn || tally.twice)
        fprintf(stderr, "%s: of %zu lines %zu missing, %zu torn, %zu twice\n", kind, tally.lines, missing, tally.torn,
                tally.twice);
    int result = missing || tally.torn || tally.twice;
    tally_free(&tally);
    return result;
}

static int run(void *data) {
    const char *kind = data;
    char line[LINE_SIZE];
    pthread_t threads[THREADS];
    (void)!system("rm -f cancelled.log*");
    pylog_logger_add_handler(NULL, make(kind));
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, (void *)(uintptr_t)i);
    sleep_milliseconds(5 + (long)(getpid() % 10));
    for (size_t i = 0; i < THREADS; i++)
        pthread_cancel(threads[i]);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    compose_line(line, THREADS, 0, LONGEST);
    pylog_warning(NULL, "%s", line);
    returned[THREADS]++;
    pylog_shutdown();
    return judge(kind);
}

int main(void) {
    size_t rounds = ROUNDS * test_scale(), hung = 0, bad = 0;
    char name[32];
    for (size_t kind = 0; kind < KINDS; kind++) {
        for (size_t round = 0; round < rounds; round++) {
            snprintf(name, sizeof name, "%s", kinds[kind]);
            struct stress_end end = stress_in_child(run, name, 20);
            hung += end.hung;
            bad += !end.hung && end.status != 0;
            stress_check(!end.hung && end.status == 0, "%s: %s, status %d", name, end.hung ? "hung" : "ended", end.status);
        }
    }
    stress_figure("%d kinds of handlers, %zu rounds each: %zu hung, %zu with lines missing, torn or doubled", KINDS, rounds,
                  hung, bad);
    return stress_end();
}

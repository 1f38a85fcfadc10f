/* Fork while threads log, by one handler of each kind that keeps something: the child logs, too, by the same handlers
 * and ends. Each record of parents and children is there once, as a line of its own. */
#define _POSIX_C_SOURCE 200809L

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

enum { THREADS = 3, CHILD_RECORDS = 4, FORKS = 200, LONGEST = 200, MOST = 1 << 20 };

static const char *const names[] = { "file", "buffered", "queued" };
enum { KINDS = 3 };
static pylog_logger *loggers[KINDS];
static atomic_size_t counts[THREADS];
static atomic_bool stopped;

static void add(size_t kind, pylog_handler *handler) {
    loggers[kind] = pylog_get_logger(names[kind]);
    pylog_logger_set_propagate(loggers[kind], false);
    pylog_logger_add_handler(loggers[kind], handler);
    pylog_logger_set_level(loggers[kind], PYLOG_INFO);
}

static pylog_handler *file_handler(const char *path, size_t buffer_size) {
    remove(path);
    return pylog_file_handler_new(path, &(struct pylog_file_options){ .buffer_size = buffer_size });
}

static void set_up(void) {
    add(0, file_handler("file.log", 0));
    add(1, file_handler("buffered.log", 65536));
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_handler *target = file_handler("queued.log", 0);
    add(2, pylog_queue_handler_new(queue));
    pylog_queue_listener_start(pylog_queue_listener_new(queue, (pylog_handler *[]){ target, NULL }, NULL));
}

static void log_one(size_t writer, size_t number) {
    char line[LINE_SIZE];
    compose_line(line, writer, number, LONGEST);
    for (size_t kind = 0; kind < KINDS; kind++)
        pylog_info(loggers[kind], "%s", line);
}

static void *log_on(void *data) {
    size_t writer = (size_t)(uintptr_t)data;
    while (!atomic_load(&stopped) && counts[writer] < MOST) {
        log_one(writer, counts[writer]);
        counts[writer]++;
        sleep_milliseconds(1);
    }
    return NULL;
}

static int child(size_t number) {
    for (size_t i = 0; i < CHILD_RECORDS; i++)
        log_one(THREADS, number * CHILD_RECORDS + i);
    return pylog_flush(10) == 0 ? 0 : 1;
}

int main(void) {
    size_t forks = FORKS * test_scale(), hung = 0, died = 0, lost = 0, twice = 0, torn = 0, most = 0;
    pthread_t threads[THREADS];
    set_up();
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, (void *)(uintptr_t)i);
    for (size_t i = 0; i < forks; i++) {
        int process = fork();
        if (process == 0)
            _exit(child(i));
        struct stress_end end = stress_wait_for(process, 20);
        hung += end.hung;
        died += end.status != 0;
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    pylog_shutdown();

    for (size_t i = 0; i < THREADS; i++)
        most = counts[i] > most ? counts[i] : most;
    most = forks * CHILD_RECORDS > most ? forks * CHILD_RECORDS : most;
    for (size_t kind = 0; kind < KINDS; kind++) {
        char path[32];
        struct tally tally = tally_new(THREADS + 1, most, LONGEST);
        snprintf(path, sizeof path, "%s.log", names[kind]);
        tally_file(&tally, path);
        for (size_t writer = 0; writer <= THREADS; writer++)
            for (size_t i = 0; i < (writer < THREADS ? counts[writer] : forks * CHILD_RECORDS); i++)
                lost += !tally_has(&tally, writer, i);
        twice += tally.twice;
        torn += tally.torn;
        tally_free(&tally);
    }
    stress_figure("%zu forks: %zu hung, %zu died, %zu records lost, %zu twice, %zu torn", forks, hung, died, lost, twice,
                  torn);
    stress_check(hung + died + lost + twice + torn == 0, "all of it is 0");
    return stress_end();
}

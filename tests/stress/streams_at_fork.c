/* A stream handler on a stream of the program's, in three threads, while the program forks children that log a record
 * and end by exit(), which writes what is in their streams. Each record is there once. */
#define _GNU_SOURCE

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FORKS = 300, LONGEST = 100, THREADS = 3, CHILDREN = THREADS, WRITERS };

static atomic_size_t counts[WRITERS];
static size_t most; /* lines of a writer */
static atomic_bool stopped;
static pylog_logger *logger;

static void log_line(size_t writer, size_t number) {
    char line[LINE_SIZE];
    compose_line(line, writer, number, LONGEST);
    pylog_info(logger, "%s", line);
}

static void *log_on(void *data) {
    size_t writer = (size_t)(uintptr_t)data;
    while (!atomic_load(&stopped) && counts[writer] < most) {
        log_line(writer, counts[writer]);
        if (++counts[writer] % 16 == 0)
            sleep_milliseconds(1);
    }
    return NULL;
}

static void fork_children(size_t forks) {
    size_t hung = 0, died = 0;
    for (size_t i = 0; i < forks; i++) {
        int process = fork();
        if (process == 0) {
            log_line(CHILDREN, i);
            exit(0);
        }
        struct stress_end end = stress_wait_for(process, 20);
        hung += end.hung;
        died += !end.hung && end.status != 0;
        counts[CHILDREN]++;
    }
    stress_figure("%zu forks: %zu hung, %zu died", forks, hung, died);
    stress_check(hung + died == 0, "children end");
}

static void check_lines(void) {
    size_t lost = 0, records = 0;
    struct tally tally = tally_new(WRITERS, most, LONGEST);
    tally_file(&tally, "forks.log");
    for (size_t writer = 0; writer < WRITERS; writer++) {
        records += counts[writer];
        for (size_t i = 0; i < counts[writer]; i++)
            lost += !tally_has(&tally, writer, i);
    }
    stress_figure("%zu lines: %zu lost, %zu twice, %zu torn", records, lost, tally.twice, tally.torn);
    stress_check(lost + tally.twice + tally.torn == 0, "forks lose, double and tear nothing");
    tally_free(&tally);
}

int main(void) {
    pthread_t threads[THREADS];
    most = test_scale() << 18;
    remove("forks.log");
    FILE *stream = fopen("forks.log", "a");
    pylog_handler *handler = pylog_stream_handler_new(stream);
    logger = pylog_get_logger("app");
    pylog_logger_set_level(logger, PYLOG_INFO);
    pylog_logger_set_propagate(logger, false);
    pylog_logger_add_handler(logger, handler);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, (void *)(uintptr_t)i);
    fork_children(FORKS * test_scale());
    atomic_store(&stopped, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
    fclose(stream);
    check_lines();
    return stress_end();
}

/* A stream handler on a stream of the program's, which other threads print to as well: a timer interrupts the
 * writes to a pipe with a slow reader, and the program forks children that end by exit(). Each record, and
 * each line of the program's, is there once. */
#define _GNU_SOURCE

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

enum { LONG = 3000, SHORT = 100, MOST = 1 << 18, THREADS = 3, PRINTER = THREADS, CHILDREN, WRITERS };

static atomic_size_t counts[WRITERS];
static atomic_bool stopped;
static FILE *stream;
static pylog_logger *logger;

/* ---- A slow reader, and a signal every millisecond ---- */

static int pipe_ends[2];

static void *read_slowly(void *unused) {
    char bytes[3000];
    ssize_t came;
    FILE *copy = fopen("read.log", "w");
    while ((came = read(pipe_ends[0], bytes, sizeof bytes)) != 0) {
        if (came > 0)
            fwrite(bytes, 1, (size_t)came, copy);
        sleep_milliseconds(1);
    }
    fclose(copy);
    return unused;
}

static void tick(int unused) {
    (void)unused;
}

static void set_timer(long microseconds) {
    sigaction(SIGALRM, &(struct sigaction){ .sa_handler = tick }, NULL);
    setitimer(ITIMER_REAL, &(struct itimerval){ { 0, microseconds }, { 0, microseconds } }, NULL);
}

static size_t count_faults(const char *path, size_t longest) {
    size_t lost = 0, records = 0;
    struct tally tally = tally_new(WRITERS, MOST, longest);
    tally_file(&tally, path);
    for (size_t writer = 0; writer < WRITERS; writer++)
        for (size_t i = 0; i < counts[writer]; i++)
            lost += !tally_has(&tally, writer, i);
    for (size_t writer = 0; writer < WRITERS; writer++)
        records += counts[writer];
    stress_figure("%s: %zu lines: %zu lost, %zu twice, %zu torn", path, records, lost, tally.twice,
                  tally.torn);
    size_t faults = lost + tally.twice + tally.torn;
    tally_free(&tally);
    return faults;
}

static void interrupt_writes(size_t records, bool printing) {
    sigset_t alarm;
    char line[LINE_SIZE];
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    if (pipe(pipe_ends) != 0)
        abort();
    pthread_sigmask(SIG_BLOCK, &alarm, NULL); /* the reader's */
    pthread_t reader = start_thread(read_slowly, NULL);
    pthread_sigmask(SIG_UNBLOCK, &alarm, NULL);
    stream = fdopen(pipe_ends[1], "w");
    pylog_handler *handler = pylog_stream_handler_new(stream);
    pylog_logger_add_handler(logger, handler);
    set_timer(1000);
    for (size_t i = 0; i < records; i++) {
        compose_line(line, 0, i, LONG);
        pylog_info(logger, "%s", line);
        counts[0]++;
        if (!printing)
            continue;
        compose_line(line, PRINTER, i, LONG);
        fprintf(stream, "%s\n", line);
        counts[PRINTER]++;
    }
    set_timer(0);
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
    fclose(stream);
    join_thread(reader);
    close(pipe_ends[0]);
    stress_check(count_faults("read.log", LONG) == 0, "interrupted writes lose, double and tear nothing");
    for (size_t i = 0; i < WRITERS; i++)
        counts[i] = 0;
}

/* ---- Children ---- */

static void *log_on(void *data) {
    size_t writer = (size_t)(uintptr_t)data;
    char line[LINE_SIZE];
    while (!atomic_load(&stopped) && counts[writer] < MOST) {
        compose_line(line, writer, counts[writer], SHORT);
        pylog_info(logger, "%s", line);
        if (++counts[writer] % 16 == 0)
            sleep_milliseconds(1);
    }
    return NULL;
}

static void fork_children(size_t forks) {
    pthread_t threads[THREADS];
    size_t hung = 0, died = 0;
    remove("forks.log");
    stream = fopen("forks.log", "a");
    pylog_handler *handler = pylog_stream_handler_new(stream);
    pylog_logger_add_handler(logger, handler);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, (void *)(uintptr_t)i);
    for (size_t i = 0; i < forks; i++) {
        int process = fork();
        if (process == 0) {
            char line[LINE_SIZE];
            compose_line(line, CHILDREN, i, SHORT);
            pylog_info(logger, "%s", line);
            exit(0); /* which writes what is in its streams */
        }
        struct stress_end end = stress_wait_for(process, 20);
        hung += end.hung;
        died += end.status != 0;
        counts[CHILDREN]++;
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
    fclose(stream);
    stress_figure("%zu forks: %zu hung, %zu died", forks, hung, died);
    stress_check(hung + died == 0, "children end");
    stress_check(count_faults("forks.log", SHORT) == 0, "forks lose, double and tear nothing");
}

int main(void) {
    logger = pylog_get_logger("app");
    pylog_logger_set_level(logger, PYLOG_INFO);
    pylog_logger_set_propagate(logger, false);
    interrupt_writes(200 * test_scale(), false);
    interrupt_writes(200 * test_scale(), true);
    fork_children(300 * test_scale());
    return stress_end();
}

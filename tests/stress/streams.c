/* A stream handler on a stream of the program's, which the program prints to as well: a timer interrupts the writes
 * to a pipe with a slow reader. Each record, and each line of the program's, is there once. */
#define _GNU_SOURCE

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

enum { LONGEST = 3000, LOGGED = 0, PRINTED };

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

static void check_lines(size_t writers, size_t records) {
    struct tally tally = tally_new(writers, records, LONGEST);
    tally_file(&tally, "read.log");
    size_t lost = tally_missing(&tally);
    stress_figure("read.log: %zu lines: %zu lost, %zu twice, %zu torn", writers * records, lost, tally.twice,
                  tally.torn);
    stress_check(lost + tally.twice + tally.torn == 0, "interrupted writes lose, double and tear nothing");
    tally_free(&tally);
}

static void interrupt_writes(pylog_logger *logger, size_t records, bool printing) {
    sigset_t alarm;
    char line[LINE_SIZE];
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    if (pipe(pipe_ends) != 0)
        abort();
    pthread_sigmask(SIG_BLOCK, &alarm, NULL); /* the reader's */
    pthread_t reader = start_thread(read_slowly, NULL);
    pthread_sigmask(SIG_UNBLOCK, &alarm, NULL);
    FILE *stream = fdopen(pipe_ends[1], "w");
    pylog_handler *handler = pylog_stream_handler_new(stream);
    pylog_logger_add_handler(logger, handler);
    set_timer(1000);
    for (size_t i = 0; i < records; i++) {
        compose_line(line, LOGGED, i, LONGEST);
        pylog_info(logger, "%s", line);
        if (!printing)
            continue;
        compose_line(line, PRINTED, i, LONGEST);
        fprintf(stream, "%s\n", line);
    }
    set_timer(0);
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
    fclose(stream);
    join_thread(reader);
    close(pipe_ends[0]);
    check_lines(printing ? 2 : 1, records);
}

int main(void) {
    pylog_logger *logger = pylog_get_logger("app");
    pylog_logger_set_level(logger, PYLOG_INFO);
    pylog_logger_set_propagate(logger, false);
    interrupt_writes(logger, 200 * test_scale(), false);
    interrupt_writes(logger, 200 * test_scale(), true);
    return stress_end();
}

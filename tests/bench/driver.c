/* The command line of the programs that are measured, and records by the thousand in one or more threads. */
#include "driver.h"
#include "measure.h"
#include "ticks.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 64 };

static const char *const message_names[BENCH_MESSAGES] = { "M1", "M3", "M10" };
static unsigned long dropped;

const char *const bench_host = "192.168.1.77";
const char *const bench_user = "alice";

void bench_fail(const char *what) {
    perror(what);
    exit(1);
}

void bench_dropped(unsigned long records) {
    dropped = records;
}

void bench_use_core(int core) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET((unsigned)core, &cores);
    sched_setaffinity(0, sizeof cores, &cores); /* a machine with one core has no choice */
}

const char *bench_expensive(long i) {
    static _Thread_local char text[64];
    snprintf(text, sizeof text, "%s (%.6g of %d)", bench_host, BENCH_DURATION(i), BENCH_INT(i));
    return text;
}

const char *bench_further_file(const char *file, int number) {
    static char path[4096];
    snprintf(path, sizeof path, "%s.%d", file, number);
    return path;
}

static void put_digits(char *out, int digits, int value) {
    for (; digits > 0; value /= 10)
        out[--digits] = (char)('0' + value % 10);
}

void bench_time_text(char *out, const struct tm *time, int milliseconds) {
    memcpy(out, "0000-00-00 00:00:00,000", BENCH_TIME_LENGTH);
    put_digits(out, 4, time->tm_year + 1900);
    put_digits(out + 5, 2, time->tm_mon + 1);
    put_digits(out + 8, 2, time->tm_mday);
    put_digits(out + 11, 2, time->tm_hour);
    put_digits(out + 14, 2, time->tm_min);
    put_digits(out + 17, 2, time->tm_sec);
    put_digits(out + 20, 3, milliseconds);
}

/* ---- Threads --------------------------------------------------------------------------------- */

struct worker {
    pthread_t thread;
    pthread_barrier_t *start_line;
    bench_body *body;
    long first, last;
    int64_t started, ended;
};

static void *work(void *data) {
    struct worker *worker = data;
    pthread_barrier_wait(worker->start_line);
    worker->started = bench_now();
    worker->body(worker->first, worker->last);
    worker->ended = bench_now();
    return NULL;
}

/* From the first thread's start to the last one's end. */
static int64_t run_threads(bench_body *body, long first, long last, int count) {
    struct worker workers[MOST_THREADS];
    pthread_barrier_t start_line;
    pthread_barrier_init(&start_line, NULL, (unsigned)count);
    for (int i = 0; i < count; i++) {
        workers[i] = (struct worker){ .start_line = &start_line, .body = body, .first = first, .last = last };
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            bench_fail("pthread_create");
    }
    int64_t started = INT64_MAX, ended = 0;
    for (int i = 0; i < count; i++) {
        pthread_join(workers[i].thread, NULL);
        started = workers[i].started < started ? workers[i].started : started;
        ended = workers[i].ended > ended ? workers[i].ended : ended;
    }
    pthread_barrier_destroy(&start_line);
    return ended - started;
}

static int64_t run(bench_body *body, long first, long last, int threads) {
    if (threads > 1)
        return run_threads(body, first, last, threads);
    int64_t started = bench_now();
    body(first, last);
    return bench_now() - started;
}

/* ---- What is printed ------------------------------------------------------------------------- */

/* The peak of resident memory in KiB: /proc knows it of this program alone, getrusage of those before it,
 * too. */
static long peak_memory(void) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long peak = 0;
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld", &peak) == 1)
            break;
    if (status)
        fclose(status);
    return peak;
}

void bench_finish(const struct bench_scenario *scenario) {
    if (scenario->finish)
        scenario->finish();
}

void bench_print_rest(long records) {
    printf("records %ld dropped %lu memory %ld\n", records, dropped, peak_memory());
}

static void measure_records(const struct bench_scenario *scenario, int message, int threads, long count,
                            const char *file) {
    bench_body *body = scenario->bodies[message];
    long warm_up = count / 10 < BENCH_WARM_UP ? count / 10 : BENCH_WARM_UP;
    long share = (count - warm_up) / threads;
    if (scenario->set_up)
        scenario->set_up(file);
    body(0, warm_up);

    int64_t elapsed = run(body, warm_up, warm_up + share, threads);
    int64_t finishing = bench_now();
    bench_finish(scenario);
    elapsed += bench_now() - finishing;
    printf("ns %.4f ", (double)elapsed / (double)(share * threads));
    bench_print_rest(warm_up + share * threads);
}

/* ---- The command line ------------------------------------------------------------------------ */

static void list(void) {
    printf("version %s\n", bench_version());
    for (const struct bench_scenario *scenario = bench_scenarios; scenario->name; scenario++) {
        printf("scenario %s", scenario->name);
        for (int i = 0; i < BENCH_MESSAGES; i++)
            if (scenario->bodies[i])
                printf(" %s", message_names[i]);
        printf("\n");
    }
}

static const struct bench_scenario *find_scenario(const char *name) {
    const struct bench_scenario *scenario = bench_scenarios;
    while (scenario->name && strcmp(scenario->name, name) != 0)
        scenario++;
    return scenario->name ? scenario : NULL;
}

static int find_message(const char *name) {
    int message = 0;
    while (message < BENCH_MESSAGES && strcmp(message_names[message], name) != 0)
        message++;
    return message;
}

static int usage(const char *program) {
    fprintf(
        stderr,
        "usage: %s list | SCENARIO MESSAGE THREADS COUNT FILE | call|delivery SCENARIO MESSAGE COUNT FILE\n",
        program);
    return 2;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "list") == 0) {
        list();
        return 0;
    }
    if (argc != 6)
        return usage(argv[0]);
    bool calls = strcmp(argv[1], "call") == 0, deliveries = strcmp(argv[1], "delivery") == 0;
    char **what = argv + (calls || deliveries ? 2 : 1);
    const struct bench_scenario *scenario = find_scenario(what[0]);
    int message = find_message(what[1]);
    int threads = calls || deliveries ? 1 : atoi(argv[3]);
    long count = atol(argv[4]);
    if (!scenario || message == BENCH_MESSAGES || !scenario->bodies[message] || threads < 1 ||
        threads > MOST_THREADS || count < threads)
        return usage(argv[0]);
    if (calls)
        bench_measure_calls(scenario, message, count, argv[5]);
    else if (deliveries)
        bench_measure_deliveries(scenario, message, count, argv[5]);
    else
        measure_records(scenario, message, threads, count, argv[5]);
    return 0;
}

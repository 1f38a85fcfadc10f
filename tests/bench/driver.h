/* What the programs that are measured share: a tiny command line, threads that start together, and the
 * messages. Each program logs through one library:
 *
 * - PROGRAM list
 *   prints its version, and the scenarios with their messages.
 * - PROGRAM SCENARIO MESSAGE THREADS COUNT FILE
 *   logs COUNT records, and prints how long each took, until the last one is in FILE. The first tenth, but no
 *   more than 1000, warms up.
 * - PROGRAM call SCENARIO MESSAGE COUNT FILE
 *   prints how long the caller waits for a call: percentiles of COUNT batches of 20 calls.
 * - PROGRAM delivery SCENARIO MESSAGE COUNT FILE
 *   prints how long it is from a single call until FILE has grown, COUNT times.
 *
 * What is printed is one line of names and values: `ns 512.3 records 100000 dropped 0 memory 1532`, or the
 * percentiles `p50 9.1 p90 ... worst 812.0 records ...` in ns. Memory is the peak of what is resident, in
 * KiB.
 *
 * The records that warm up are 0, 1, ... of the main thread; then each thread logs its share, with numbers
 * that go on from there. So the lines of a scenario are the same for every library, but for their order. */
#ifndef BENCH_DRIVER_H
#define BENCH_DRIVER_H

#ifdef __cplusplus
extern "C" {
#endif

/* Log the records with these numbers, up to but without `last`, in the calling thread. */
typedef void bench_body(long first, long last);

enum { BENCH_M1, BENCH_M3, BENCH_M10, BENCH_MESSAGES };

struct bench_scenario {
    const char *name;
    bench_body *bodies[BENCH_MESSAGES];
    void (*set_up)(const char *file); /* or NULL; not measured */
    void (*finish)(void);             /* or NULL; measured: when it returns, the system has every record */
};

/* Each program defines these; a scenario without a name ends the list. */
extern const struct bench_scenario bench_scenarios[];
const char *bench_version(void);

/* Say what failed, with errno, and exit. */
void bench_fail(const char *what);

/* How many records the library dropped; called by `finish`. */
void bench_dropped(unsigned long records);

/* From here on the calling thread, and each that it starts, runs on this core if it can: the thread that a
 * queue has for itself is started on core 1 by a caller that then goes on on core 0. */
void bench_use_core(int core);

/* The path of the second and the third file of a scenario that has them: FILE.2, FILE.3. The next call
 * overwrites it. */
const char *bench_further_file(const char *file, int number);

/* ---- Messages -------------------------------------------------------------------------------- */

extern const char *const bench_host; /* twelve bytes, like an address */
extern const char *const bench_user;
const char *bench_expensive(long i); /* a description that takes a while to make */

#define BENCH_INT(i)      ((int)(i))
#define BENCH_UNSIGNED(i) ((unsigned)((i)&255))
#define BENCH_LONG(i)     ((i)*1021)
#define BENCH_CHAR(i)     ((char)('a' + ((i)&15)))
#define BENCH_DURATION(i) ((double)((i)&1023) * 0.317)
#define BENCH_RATIO(i)    ((double)((i)&127) / 128)

#define BENCH_M3_ARGUMENTS(i) BENCH_INT(i), bench_host, BENCH_DURATION(i)
#define BENCH_M10_ARGUMENTS(i)                                                                               \
    BENCH_INT(i), BENCH_UNSIGNED(i), bench_user, bench_host, 8080, BENCH_CHAR(i), BENCH_UNSIGNED(i),         \
        BENCH_LONG(i), BENCH_DURATION(i), BENCH_RATIO(i)

#define BENCH_PRINTF_M1(i) "Hello logger: msg number %d", BENCH_INT(i)
#define BENCH_PRINTF_M3(i) "request %d from %s took %.3f ms", BENCH_M3_ARGUMENTS(i)
#define BENCH_PRINTF_M10(i)                                                                                  \
    "job %d of %u: user %s at %s:%d, code %c, flags 0x%04x, %ld bytes in %.3f ms, load %.2f",                \
        BENCH_M10_ARGUMENTS(i)
#define BENCH_PRINTF_EXPENSIVE(i) "request %d from %s", BENCH_INT(i), bench_expensive(i)

#define BENCH_FMT_M1(i) "Hello logger: msg number {}", BENCH_INT(i)
#define BENCH_FMT_M3(i) "request {} from {} took {:.3f} ms", BENCH_M3_ARGUMENTS(i)
#define BENCH_FMT_M10(i)                                                                                     \
    "job {} of {}: user {} at {}:{}, code {}, flags 0x{:04x}, {} bytes in {:.3f} ms, load {:.2f}",           \
        BENCH_M10_ARGUMENTS(i)
#define BENCH_FMT_EXPENSIVE(i) "request {} from {}", BENCH_INT(i), bench_expensive(i)

/* ---- Loops ----------------------------------------------------------------------------------- */

/* What is in memory is read anew for each record, and no call moves out of the loop. */
#define BENCH_BARRIER() __asm__ volatile("" ::: "memory")

/* BENCH_LOOP(name, statement using i) defines the body `name`. BENCH_LOCALS, the program's, is what stands
 * before the loop: a logger in a variable of its own, as a function would have it. */
#define BENCH_LOOP(name, ...)                                                                                \
    static void name(long first, long last) {                                                                \
        BENCH_LOCALS                                                                                         \
        for (long i = first; i < last; i++) {                                                                \
            BENCH_BARRIER();                                                                                 \
            __VA_ARGS__;                                                                                     \
        }                                                                                                    \
    }

/* BENCH_LOOPS(name, CALL) defines name_m1, name_m3 and name_m10 of CALL(format, arguments...), where the
 * format is printf's; BENCH_FMT_LOOPS the same with {}. */
#define BENCH_LOOPS(name, CALL)                                                                              \
    BENCH_LOOP(name##_m1, CALL(BENCH_PRINTF_M1(i)))                                                          \
    BENCH_LOOP(name##_m3, CALL(BENCH_PRINTF_M3(i)))                                                          \
    BENCH_LOOP(name##_m10, CALL(BENCH_PRINTF_M10(i)))
#define BENCH_FMT_LOOPS(name, CALL)                                                                          \
    BENCH_LOOP(name##_m1, CALL(BENCH_FMT_M1(i)))                                                             \
    BENCH_LOOP(name##_m3, CALL(BENCH_FMT_M3(i)))                                                             \
    BENCH_LOOP(name##_m10, CALL(BENCH_FMT_M10(i)))

#define BENCH_BODIES(name)                                                                                   \
    { name##_m1, name##_m3, name##_m10 }
#define BENCH_ONLY_M3(body)                                                                                  \
    { 0, body, 0 }

/* ---- Sizes of queues ------------------------------------------------------------------------- */

/* Bytes of a ring (pylog's default), and records of a queue of those peers whose queues count records. The
 * small one overflows; the large one holds every record of a run that nobody takes. */
enum {
    BENCH_QUEUE = 1 << 18,
    BENCH_SMALL_QUEUE = 1 << 16,
    BENCH_LARGE_QUEUE = 1 << 24,
    BENCH_QUEUE_RECORDS = 8192,
    BENCH_SMALL_QUEUE_RECORDS = 512
};

/* ---- The line -------------------------------------------------------------------------------- */

#define BENCH_LOGGER       "bench"
#define BENCH_DEEP_LOGGER  "n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n" /* 20 levels */
#define BENCH_MANY_LOGGERS 10000
#define BENCH_FEW_LOGGERS 16
#define BENCH_TIME_LENGTH  23

/* `2026-11-20 10:55:01,123`, for libraries that leave the layout of a line to the program; no NUL. */
struct tm;
void bench_time_text(char *out, const struct tm *time, int milliseconds);

#ifdef __cplusplus
}
#endif

#endif

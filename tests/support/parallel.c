/* Threads, child processes and lines for tests. */
#define _DEFAULT_SOURCE

#include "parallel.h"

#include "capture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* For ThreadSanitizer: threads may be running when a program ends, a child of fork may start some, and the
 * end of a program need not wait for reports. */
const char *__tsan_default_options(void);
const char *__tsan_default_options(void) {
    return "report_thread_leaks=0:die_after_fork=0:atexit_sleep_ms=0";
}

size_t test_scale(void) {
    const char *scale = getenv("PYLOG_TEST_SCALE");
    int value = scale ? atoi(scale) : 1;
    return value > 1 ? (size_t)value : 1;
}

void must_end_within(unsigned seconds) {
    alarm(3 * seconds * (unsigned)test_scale());
}

void sleep_milliseconds(long milliseconds) {
    struct timespec span = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
    while (nanosleep(&span, &span) != 0 && errno == EINTR) {
    }
}

/* ---- Threads --------------------------------------------------------------------------------- */

pthread_t start_thread(void *(*run)(void *data), void *data) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, data) != 0)
        abort();
    return thread;
}

void join_thread(pthread_t thread) {
    if (pthread_join(thread, NULL) != 0)
        abort();
}

void run_in_threads(size_t count, void *(*run)(void *number)) {
    enum { MOST = 16 };
    pthread_t threads[MOST];
    if (count > MOST)
        abort();
    for (size_t i = 0; i < count; i++)
        threads[i] = start_thread(run, (void *)(uintptr_t)i);
    for (size_t i = 0; i < count; i++)
        join_thread(threads[i]);
}

static void gate_set(struct gate *gate, bool open) {
    pthread_mutex_lock(&gate->mutex);
    gate->open = open;
    pthread_cond_broadcast(&gate->changed);
    pthread_mutex_unlock(&gate->mutex);
}

void gate_open(struct gate *gate) {
    gate_set(gate, true);
}

void gate_close(struct gate *gate) {
    gate_set(gate, false);
}

void gate_pass(struct gate *gate) {
    pthread_mutex_lock(&gate->mutex);
    while (!gate->open)
        pthread_cond_wait(&gate->changed, &gate->mutex);
    pthread_mutex_unlock(&gate->mutex);
}

/* ---- Processes ------------------------------------------------------------------------------- */

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ADDRESS_SANITIZER true
#endif
#endif
#if !defined(WITH_ADDRESS_SANITIZER) && defined(__SANITIZE_ADDRESS__)
#define WITH_ADDRESS_SANITIZER true
#elif !defined(WITH_ADDRESS_SANITIZER)
#define WITH_ADDRESS_SANITIZER false
#endif

bool allocator_survives_fork(void) {
    return !WITH_ADDRESS_SANITIZER;
}

#if WITH_ADDRESS_SANITIZER
/* Is this thread (its directory in /proc/self/task) at work? */
static bool is_at_work(const char *thread) {
    char path[64], text[256] = "";
    snprintf(path, sizeof path, "/proc/self/task/%.20s/stat", thread);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file == -1)
        return false; /* it has ended */
    const bool read_some = read(file, text, sizeof text - 1) > 0;
    close(file);
    const char *state = read_some ? strrchr(text, ')') : NULL;
    return state && state[1] && state[2] != 'S';
}

static bool others_are_at_work(void) {
    bool found = false;
    DIR *threads = opendir("/proc/self/task");
    struct dirent *thread;
    while (threads && !found && (thread = readdir(threads)) != NULL)
        found = thread->d_name[0] != '.' && atol(thread->d_name) != syscall(SYS_gettid) && is_at_work(thread->d_name);
    if (threads)
        closedir(threads);
    return found;
}

/* So a fork waits until the other threads sleep, but no longer than a second: some never do. */
static void wait_for_others_to_sleep(void) {
    for (int i = 0; i < 1000 && others_are_at_work(); i++)
        sleep_milliseconds(1);
}

/* What is registered first is called last before a fork: the library's locks are taken by then. */
static __attribute__((constructor(101))) void fork_beside_sleeping_threads(void) {
    pthread_atfork(wait_for_others_to_sleep, NULL, NULL);
}
#endif

/* LeakSanitizer asks this at exit. A child of fork has lost its parent's threads, also one that was just
 * ending, and with them the memory that they would have freed: what leaks is looked for in the parent alone.
 */
static pid_t first_process;
static __attribute__((constructor)) void note_first_process(void) {
    first_process = getpid();
}
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) {
    return getpid() != first_process;
}

int wait_for_child(int process) {
    int status;
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR)
            abort();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

void compose_line(char *out, size_t writer, size_t number, size_t longest) {
    int start = snprintf(out, LINE_SIZE, "<%zu %zu ", writer, number);
    size_t length = (size_t)start, wanted = (number * 37 + writer * 11) % longest;
    while (length + 1 < wanted)
        out[length++] = (char)('a' + writer % 26);
    memcpy(out + length, ">", 2);
}

struct tally tally_new(size_t writers, size_t numbers, size_t longest) {
    struct tally tally = { .writers = writers, .numbers = numbers, .longest = longest };
    tally.seen = calloc(writers * numbers + 1, 1);
    if (!tally.seen)
        abort();
    return tally;
}

static bool count_line(struct tally *tally, char *line) {
    char expected[LINE_SIZE];
    char *start = strchr(line, '<'), *end = strchr(line, '>');
    size_t writer, number;
    if (!start || !end || sscanf(start, "<%zu %zu ", &writer, &number) != 2 || writer >= tally->writers ||
        number >= tally->numbers)
        return false;
    compose_line(expected, writer, number, tally->longest);
    if (strncmp(start, expected, strlen(expected)) != 0 || strpbrk(start + strlen(expected), "<>"))
        return false;
    unsigned char *seen = &tally->seen[writer * tally->numbers + number];
    tally->twice += *seen;
    *seen = 1;
    return true;
}

static void count_torn(struct tally *tally, const char *path, const char *line) {
    if (!tally->torn++)
        fprintf(stderr, "%s: torn line: %s\n", path, line);
}

void tally_line(struct tally *tally, const char *path, char *line) {
    char *end = strchr(line, '\n');
    if (end)
        *end = '\0';
    tally->lines++;
    if (!end || !count_line(tally, line))
        count_torn(tally, path, line);
}

/* A last line that is not ended is torn, too. */
void tally_file(struct tally *tally, const char *path) {
    char *content = read_whole_file(path);
    if (!content)
        return;
    for (char *line = content, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        tally->lines++;
        if (!end) {
            tally->cut = true;
            count_torn(tally, path, line);
            break;
        }
        *end = '\0';
        if (!count_line(tally, line))
            count_torn(tally, path, line);
    }
    free(content);
}

size_t tally_missing(const struct tally *tally) {
    size_t missing = 0;
    for (size_t i = 0; i < tally->writers * tally->numbers; i++)
        missing += !tally->seen[i];
    return missing;
}

bool tally_has(const struct tally *tally, size_t writer, size_t number) {
    return tally->seen[writer * tally->numbers + number];
}

void tally_free(struct tally *tally) {
    free(tally->seen);
    tally->seen = NULL;
}

size_t count_wrong_records(const char *path, size_t count) {
    unsigned char *times = calloc(count, 1);
    char line[100];
    size_t wrong = 0, number;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "record %zu", &number) == 1 && number < count)
            times[number]++;
    if (file)
        fclose(file);
    for (size_t i = 0; i < count; i++)
        wrong += times[i] != 1;
    free(times);
    return wrong;
}

void tally_reported(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                    void *tally) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    struct tally *lost = tally;
    size_t writer, number;
    (void)handler, (void)text, (void)error;
    if (!record || sscanf(pylog_record_message(record, NULL), "<%zu %zu ", &writer, &number) != 2)
        return;
    pthread_mutex_lock(&mutex);
    lost->seen[writer * lost->numbers + number] = 1;
    pthread_mutex_unlock(&mutex);
}

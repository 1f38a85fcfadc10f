/* Fragments made by the system itself: a process that is killed in the middle of a large write, while another one
 * goes on; and a disk that is full again and again, under four threads. No record stands in the line of a
 * fragment, none is twice there, and none is missing that was not reported. */
#define _GNU_SOURCE

#include <logger/reset.h>
#include <parallel.h>
#include <pylog.h>

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WRITERS = 4, NUMBERS = 20000 };

static _Atomic uint32_t *done; /* by each process: so many calls have returned */
static atomic_uchar *reported; /* of each record of each thread */

/* ---- What stands in the file ----------------------------------------------------------------- */

struct found {
    size_t joined, twice, missing, fragments;
};

static unsigned char seen[WRITERS][NUMBERS];

/* `<writer number xxx>` */
static void note_line(const char *line, size_t length, struct found *found) {
    unsigned writer, number;
    const bool whole = length && line[length - 1] == '>' && sscanf(line, "<%u %u ", &writer, &number) == 2 &&
                       writer < WRITERS && number < NUMBERS;
    if (length > 1 && memchr(line + 1, '<', length - 1))
        found->joined++;
    else if (whole)
        seen[writer][number]++;
    else
        found->fragments++;
}

static struct found read_lines(const char *path) {
    struct found found = { 0 };
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    FILE *file = fopen(path, "r");
    memset(seen, 0, sizeof seen);
    while (file && (length = getline(&line, &size, file)) > 0) {
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        note_line(line, (size_t)length, &found);
    }
    free(line);
    if (file)
        fclose(file);
    return found;
}

/* ---- Killed ---------------------------------------------------------------------------------- */

enum { LARGE = 1024 * 1024 };

static void write_large(unsigned writer, unsigned count) {
    char *text = malloc(LARGE);
    pylog_logger_add_handler(NULL, pylog_file_handler_new("fragments.log", NULL));
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    for (unsigned i = 0; i < count && text; i++) {
        size_t length = LARGE / 4 + (size_t)i * 7919 % (LARGE / 2);
        memset(text, 'a' + (int)writer, length);
        int begin = snprintf(text, 32, "<%u %u ", writer, i);
        text[begin] = 'x';
        text[length - 1] = '>';
        pylog_log_text(NULL, PYLOG_INFO, NULL, text, length);
        atomic_store(&done[writer], i + 1);
    }
    _exit(0);
}

static pid_t start_writer(unsigned writer, unsigned count) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        write_large(writer, count);
    return child;
}

static size_t kill_one_of_two(unsigned round) {
    remove("fragments.log");
    atomic_store(&done[0], 0);
    atomic_store(&done[1], 0);
    pid_t victim = start_writer(0, 1000), survivor = start_writer(1, 30);
    while (!atomic_load(&done[0]) || !atomic_load(&done[1]))
        sched_yield();
    const struct timespec span = { .tv_nsec = (long)(round * 7919 % 40) * 100000 };
    nanosleep(&span, NULL); /* up to 4 ms */
    kill(victim, SIGKILL);
    wait_for_child(victim);
    wait_for_child(survivor);
    struct found found = read_lines("fragments.log");
    for (unsigned writer = 0; writer < 2; writer++)
        for (unsigned i = 0; i < atomic_load(&done[writer]); i++)
            found.missing += seen[writer][i] != 1;
    return found.joined + found.missing;
}

static size_t run_kills(void) {
    size_t wrong = 0, rounds = 12 * test_scale();
    for (unsigned i = 0; i < rounds; i++)
        wrong += kill_one_of_two(i);
    printf("killed in the middle of large writes: %zu rounds, %zu records joined or missing\n", rounds, wrong);
    remove("fragments.log");
    return wrong;
}

/* ---- A full disk ----------------------------------------------------------------------------- */

static void note_reported(pylog_handler *handler, const struct pylog_record *record, int error,
                          const char *text, void *data) {
    unsigned writer, number;
    (void)handler, (void)error, (void)text, (void)data;
    if (record && sscanf(pylog_record_message(record, NULL), "<%u %u ", &writer, &number) == 2)
        atomic_store(&reported[writer * NUMBERS + number], 1);
}

static size_t numbers;
static atomic_bool over;
static struct gate full = GATE_CLOSED; /* once */

static void *write_small(void *writer) {
    char text[512];
    for (size_t i = 0; i < numbers; i++) {
        int length = snprintf(text, sizeof text, "<%zu %zu ", (size_t)(uintptr_t)writer, i);
        memset(text + length, 'x', 300);
        snprintf(text + length + (i * 31 + (size_t)(uintptr_t)writer * 17) % 300, 2, ">");
        pylog_info(NULL, "%s", text);
        if (i % 50 == 0)
            sleep_milliseconds(1); /* so that it meets more than one full disk */
    }
    return NULL;
}

/* Takes the last of the room, and gives it back. */
static void *fill_and_empty(void *unused) {
    static char block[4096];
    while (!atomic_load(&over)) {
        FILE *file = fopen("small/filler", "w");
        for (int i = 0; file && i < 4096 && fwrite(block, 1, sizeof block, file) == sizeof block; i++)
            ;
        if (file)
            fclose(file);
        gate_open(&full);
        sleep_milliseconds(2);
        remove("small/filler");
        sleep_milliseconds(2);
    }
    return unused;
}

static size_t count_small(void) {
    struct found found = read_lines("small/log");
    size_t missing = 0, refused = 0;
    for (size_t writer = 0; writer < WRITERS; writer++)
        for (size_t i = 0; i < numbers; i++) {
            const bool lost = atomic_load(&reported[writer * NUMBERS + i]);
            refused += lost;
            missing += !seen[writer][i] && !lost;
            found.twice += seen[writer][i] > 1;
        }
    printf("a disk that is full now and then: %zu refused, %zu fragments; joined %zu, missing %zu, twice %zu\n",
           refused, found.fragments, found.joined, missing, found.twice);
    return found.joined + missing + found.twice + (refused == 0);
}

static size_t fill_disk(void) {
    pylog_handler *file = pylog_file_handler_new("small/log", NULL);
    pylog_handler_set_error_callback(file, note_reported, NULL);
    pylog_set_raise_exceptions(false);
    pylog_logger_add_handler(NULL, file);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    numbers = 3000 * test_scale() < NUMBERS ? 3000 * test_scale() : NUMBERS;
    pthread_t filler = start_thread(fill_and_empty, NULL);
    gate_pass(&full);
    run_in_threads(WRITERS, write_small);
    atomic_store(&over, true);
    join_thread(filler);
    pylog_handler_close(file);
    size_t wrong = count_small();
    pylog__reset();
    pylog_handler_unref(file);
    return wrong;
}

/* In a process with mounts of its own. */
static int run_full_disk(void) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
            (mkdir("small", 0777) && access("small", F_OK)) || mount("small", "small", "tmpfs", 0, "size=8m"))
            exit(77);
        int wrong = fill_disk() != 0;
        umount("small");
        exit(wrong);
    }
    int status = wait_for_child(child);
    if (status == 77)
        printf("SKIPPED: a disk that is full now and then: nothing may be mounted here\n");
    return status == 77 ? 0 : status;
}

int main(void) {
    must_end_within(100 * (unsigned)test_scale());
    done = mmap(NULL, sizeof *done * 2, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    reported = calloc(WRITERS * NUMBERS, sizeof *reported);
    if (done == MAP_FAILED || !reported)
        return 1;
    size_t wrong = run_kills();
    int status = run_full_disk();
    free(reported);
    return wrong || status ? 1 : 0;
}

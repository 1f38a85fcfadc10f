/* Random programs under random faults: threads that log, by handlers of all kinds, while files rotate and are opened anew,
 * the program forks, configures and flushes, and system calls of the library's fail, are cut short, delayed or
 * interrupted (shim.h). Afterwards each record whose call has returned must be in its place, whole, as a line of its
 * own, once; or have been reported to the handler's callback, or counted as dropped. Nothing may hang, no descriptor and
 * no memory be left.
 *
 *     stress_faults                      programs of each kind of faults, of fixed seeds
 *     stress_faults SEED SECONDS [KIND]  programs from this seed on (of one kind) for so long; at 0 seconds that one alone
 *
 * STRESS_PLACES="file memory" in the environment has these alone. A failure tells its seed. With a kind that ends in
 * "-alone" a program has one thread, and does the same each time. Under a sanitizer none forks. */
#define _GNU_SOURCE

#include "shim.h"

#include <pylog/config.h>
#include <logger/reset.h>

#include <dirent.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>

/* ---- What is known of a program, in memory that its children share --------------------------------- */

enum { THREADS = 3, CHILDREN = 12, WRITERS = THREADS + CHILDREN, NUMBERS = 400, LONGEST = 300, PLACES = 10 };

struct place {
    const char *name;              /* of its logger; its file is NAME.log */
    atomic_size_t dropped;         /* as queues and handlers count */
    atomic_size_t reported;        /* to its callback, without a record */
    atomic_uchar state[WRITERS][NUMBERS]; /* of RETURNED, REPORTED */
};
enum { RETURNED = 1, REPORTED = 2 };

struct program {
    unsigned long long seed;
    unsigned faults;
    bool alone;
    struct place places[PLACES];
    atomic_size_t cut_before_newline; /* by the shim; see judge_twice */
    atomic_size_t children, records, forks, hung_children, bad_children, descriptors_left, bytes_left, flush_failed;
};
static struct program *program;

/* The library's memory, counted without a lock, which a child of fork could find taken. */
static atomic_size_t bytes_taken;

static void *count_memory(void *data, void *old, size_t size) {
    size_t before = old ? malloc_usable_size(old) : 0;
    (void)data;
    if (size == 0) {
        free(old);
        atomic_fetch_sub(&bytes_taken, before);
        return NULL;
    }
    void *now = realloc(old, size);
    if (now)
        atomic_fetch_add(&bytes_taken, malloc_usable_size(now) - before);
    return now;
}

/* ---- Places: a logger, a handler, a file ----------------------------------------------------------- */

static pylog_logger *loggers[PLACES];
static pylog_handler *handlers[PLACES], *targets[PLACES];
static pylog_queue *queues[PLACES];
static pylog_queue_listener *listeners[PLACES];
static FILE *stream;
static int pipe_ends[2];
static pthread_t reader;

/* The record that this is about: by its text. */
static void note_report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                        void *data) {
    struct place *place = data;
    size_t writer, number;
    const char *message = record ? pylog_record_message(record, NULL) : NULL;
    (void)handler, (void)error, (void)text;
    if (getenv("STRESS_KEEP"))
        fprintf(stderr, "%s: %s: %s\n", place->name, text, message ? message : "no record");
    if (message && sscanf(message, "<%zu %zu ", &writer, &number) == 2 && writer < WRITERS && number < NUMBERS)
        atomic_fetch_or(&place->state[writer][number], REPORTED);
    else
        atomic_fetch_add(&place->reported, 1);
}

static unsigned chance(unsigned long long *state, unsigned below) {
    return stress_random(state, below);
}

static void *read_pipe(void *data) {
    char bytes[4096];
    FILE *file = fopen("stream.log", "w");
    shim_own = true;
    for (ssize_t count; file && (count = read(pipe_ends[0], bytes, sizeof bytes)) != 0;)
        if (count > 0)
            fwrite(bytes, 1, (size_t)count, file);
    if (file)
        fclose(file);
    return data;
}

static pylog_handler *make_stream(void) {
    if (pipe(pipe_ends) != 0)
        abort();
    stream = fdopen(pipe_ends[1], "w");
    reader = start_thread(read_pipe, NULL);
    return pylog_stream_handler_new(stream);
}

static pylog_handler *make_queue(size_t at, enum pylog_overflow overflow, const char *path) {
    struct pylog_queue_options options = { .capacity = 4096, .overflow = overflow, .timeout = 5 };
    queues[at] = pylog_queue_new(&options);
    targets[at] = pylog_file_handler_new(path, NULL);
    if (!queues[at] || !targets[at])
        return NULL;
    listeners[at] = pylog_queue_listener_new(queues[at], (pylog_handler *[]){ targets[at], NULL }, NULL);
    if (!listeners[at] || pylog_queue_listener_start(listeners[at]))
        return NULL;
    return pylog_queue_handler_new(queues[at]);
}

static pylog_handler *make_memory(size_t at, const char *path) {
    targets[at] = pylog_file_handler_new(path, NULL);
    return pylog_memory_handler_new(5, &(struct pylog_memory_options){ .target = targets[at] });
}

static const char *const names[PLACES] = { "file",   "buffered", "rotating", "shared",      "timed",
                                           "watched", "stream",  "memory",   "queue_block", "queue_drop" };

static pylog_handler *make(size_t at, unsigned long long *state) {
    char path[32];
    snprintf(path, sizeof path, "%s.log", names[at]);
    switch (at) {
    case 0:
        return pylog_file_handler_new(path, NULL);
    case 1:
        return pylog_file_handler_new(path, &(struct pylog_file_options){ .buffer_size = 2000, .flush_interval = 0.05 });
    case 2:
        return pylog_rotating_file_handler_new(
            path, &(struct pylog_rotating_options){ .max_bytes = 3000, .backup_count = 1000 });
    case 3:
        return pylog_rotating_file_handler_new(
            path, &(struct pylog_rotating_options){
                      .max_bytes = 3000, .backup_count = 1000, .several_processes = true });
    case 4:
        return pylog_timed_rotating_file_handler_new(
            path, &(struct pylog_timed_rotating_options){ .when = "S", .max_bytes = 3000 });
    case 5:
        return pylog_watched_file_handler_new(path, NULL);
    case 6:
        return make_stream();
    case 7:
        return make_memory(at, path);
    case 8:
        return make_queue(at, PYLOG_BLOCK, path);
    default:
        return make_queue(at, (enum pylog_overflow)(1 + chance(state, 3)), path);
    }
}

static bool is_in(size_t at) {
    return loggers[at];
}

static void set_up_place(size_t at, unsigned long long *state) {
    handlers[at] = make(at, state);
    if (!handlers[at])
        return;
    loggers[at] = pylog_get_logger(names[at]);
    pylog_logger_set_level(loggers[at], PYLOG_DEBUG);
    pylog_logger_set_propagate(loggers[at], false);
    pylog_handler_set_error_callback(handlers[at], note_report, &program->places[at]);
    if (targets[at])
        pylog_handler_set_error_callback(targets[at], note_report, &program->places[at]);
    pylog_logger_add_handler(loggers[at], handlers[at]);
}

/* A few of the places; a program of one thread has those alone that need no thread of the library's. */
static void set_up(unsigned long long *state) {
    const char *only = getenv("STRESS_PLACES");
    for (size_t at = 0; at < PLACES; at++)
        if (only ? strstr(only, names[at]) != NULL
                 : chance(state, 2) && !(program->alone && (at == 1 || at == 6 || at >= 8)))
            set_up_place(at, state);
}

static size_t dropped_at(size_t at) {
    struct pylog_handler_stats stats;
    struct pylog_queue_stats queue = { .dropped = 0 };
    size_t count = 0;
    for (int i = 0; i < 2; i++) {
        const pylog_handler *handler = i ? targets[at] : handlers[at];
        if (!handler)
            continue;
        pylog_handler_get_stats(handler, &stats);
        count += stats.dropped;
    }
    if (queues[at])
        pylog_queue_get_stats(queues[at], &queue);
    return count + (size_t)queue.dropped;
}

/* ---- What threads and children do ------------------------------------------------------------------ */

static void log_one(size_t at, size_t writer, size_t number) {
    char line[LINE_SIZE];
    compose_line(line, writer, number, LONGEST);
    pylog_log(loggers[at], number % 7 ? PYLOG_INFO : PYLOG_ERROR, "%s", line);
    atomic_fetch_or(&program->places[at].state[writer][number], RETURNED);
    atomic_fetch_add(&program->records, 1);
}

static size_t some_place(unsigned long long *state) {
    for (size_t tries = 0; tries < 100; tries++) {
        size_t at = chance(state, PLACES);
        if (is_in(at))
            return at;
    }
    return PLACES;
}

static void flush_all(void) {
    atomic_store(&shim_on, false);
    if (pylog_flush(8) != 0) {
        fprintf(stderr, "flush: %s\n", pylog_last_error());
        atomic_fetch_add(&program->flush_failed, 1);
    }
}

/* A closed memory handler has none, and keeps its records until there is one. */
static void set_target_again(void) {
    for (size_t at = 0; at < PLACES; at++)
        if (is_in(at) && targets[at] && !queues[at])
            pylog_memory_handler_set_target(handlers[at], targets[at]);
}

/* Two processes may not rotate one file without saying so; and no system cuts a record on a pipe short that has room in
 * it, as the shim does: what another process puts behind it cannot be parted from it. */
static bool is_for_one_process(size_t at) {
    return at == 2 || at == 4 || (at == 6 && (program->faults & SHIM_SHORT));
}

/* Its own counts are added to its parent's. */
static void run_child(size_t number, unsigned long long *state) {
    size_t before[PLACES];
    for (size_t at = 0; at < PLACES; at++)
        before[at] = is_in(at) ? dropped_at(at) : 0;
    unsigned records = 1 + chance(state, 20);
    set_target_again();
    bool exits = chance(state, 2);
    for (size_t i = 0; i < records; i++) {
        size_t at = some_place(state);
        if (at < PLACES && !is_for_one_process(at))
            log_one(at, THREADS + number, i);
    }
    if (exits)
        atomic_store(&shim_on, false), pylog_shutdown();
    else
        flush_all();
    for (size_t at = 0; at < PLACES; at++)
        if (is_in(at))
            atomic_fetch_add(&program->places[at].dropped, dropped_at(at) - before[at]);
    _exit(0);
}

static void fork_one(unsigned long long *state) {
    size_t number = atomic_fetch_add(&program->children, 1);
    if (number >= CHILDREN)
        return;
    int child = fork();
    if (child == 0)
        run_child(number, state);
    if (child < 0)
        return;
    struct stress_end end = stress_wait_for(child, 15);
    atomic_fetch_add(&program->forks, 1);
    atomic_fetch_add(&program->hung_children, end.hung);
    atomic_fetch_add(&program->bad_children, !end.hung && end.status != 0);
}

static void configure(unsigned long long *state) {
    if (chance(state, 2))
        pylog_basic_config(&(struct pylog_config){ .filename = "root.log", .force = true });
    else
        pylog_dict_config("{\"version\": 1, \"disable_existing_loggers\": false, \"handlers\": {\"file\": {\"class\": "
                          "\"logging.FileHandler\", \"filename\": \"root.log\"}}, \"root\": {\"handlers\": [\"file\"]}}");
}

/* As logrotate does. */
static void move_watched(void) {
    static atomic_uint moves;
    char path[64];
    snprintf(path, sizeof path, "watched.log.%d.%u", (int)getpid(), atomic_fetch_add(&moves, 1));
    rename("watched.log", path);
}

static void do_other(unsigned long long *state) {
    size_t at = some_place(state);
    switch (chance(state, 10)) {
    case 0:
        if (stress_child_may_allocate())
            fork_one(state);
        break;
    case 1:
        configure(state);
        set_target_again();
        break;
    case 2:
        pylog_flush(0.5);
        break;
    case 3:
        if (at < 6)
            pylog_file_handler_reopen(handlers[at]);
        break;
    case 4:
        if (at < PLACES)
            pylog_handler_flush(handlers[at]);
        break;
    case 5:
        if (at == 5)
            move_watched();
        break;
    case 6:
        if (at < PLACES && !queues[at])
            pylog_handler_close(handlers[at]);
        set_target_again();
        break;
    default:
        pylog_logger_set_level(loggers[at < PLACES ? at : 0], PYLOG_DEBUG);
    }
}

static void *run_thread(void *data) {
    size_t writer = (size_t)(uintptr_t)data;
    unsigned long long state = program->seed * 31 + writer;
    shim_state = program->seed * 17 + writer + 1;
    for (size_t number = 0; number < NUMBERS; number++) {
        size_t at = some_place(&state);
        if (at < PLACES)
            log_one(at, writer, number);
        if (chance(&state, 30) == 0)
            do_other(&state);
    }
    return NULL;
}

static void ignore_signal(int number) {
    (void)number;
}

/* A signal each millisecond, for any thread, which interrupts what it waits for. */
static void interrupt(bool on) {
    struct sigaction action = { .sa_handler = ignore_signal };
    struct itimerval every = { { 0, on ? 1000 : 0 }, { 0, on ? 1000 : 0 } };
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &every, NULL);
}

static void tear_down(void) {
    for (size_t at = 0; at < PLACES; at++) {
        if (is_in(at))
            atomic_fetch_add(&program->places[at].dropped, dropped_at(at));
        if (is_in(at))
            pylog_logger_remove_handler(loggers[at], handlers[at]);
        pylog_handler_unref(handlers[at]);
        pylog_queue_listener_free(listeners[at]);
        pylog_queue_unref(queues[at]);
        pylog_handler_unref(targets[at]);
    }
    if (stream) {
        fclose(stream);
        join_thread(reader);
        close(pipe_ends[0]);
    }
}

static int run_program(void *data) {
    unsigned long long state = program->seed;
    char directory[64];
    (void)data;
    snprintf(directory, sizeof directory, "program-%llu", program->seed);
    if ((mkdir(directory, 0777) != 0 && errno != EEXIST) || chdir(directory) != 0 || !freopen("stderr", "w", stderr))
        return 3;
    setvbuf(stderr, NULL, _IONBF, 0);
    int descriptors = stress_open_descriptors();
    pylog_set_allocator(count_memory, NULL);
    shim_own = false;
    shim_cut_before_newline = &program->cut_before_newline;
    shim_seed = program->seed, shim_faults = program->faults;
    set_up(&state);
    atomic_store(&shim_on, true);
    if (shim_faults & SHIM_INTERRUPT && !program->alone)
        interrupt(true);
    if (program->alone)
        run_thread(NULL);
    shim_own = true;
    if (!program->alone)
        run_in_threads(THREADS, run_thread);
    shim_own = false;
    interrupt(false);
    flush_all();
    pylog_shutdown();
    tear_down();
    pylog_basic_config(&(struct pylog_config){ .handlers = (pylog_handler *[]){ NULL }, .force = true });
    pylog__reset();
    int left = stress_open_descriptors() - descriptors;
    atomic_store(&program->descriptors_left, left > 0 ? (size_t)left : 0);
    /* threads of the library that are ending give their memory back by themselves */
    for (int i = 0; i < 1000 && atomic_load(&bytes_taken); i++)
        sleep_milliseconds(1);
    atomic_store(&program->bytes_left, atomic_load(&bytes_taken));
    return 0;
}

/* ---- The oracle ------------------------------------------------------------------------------------- */

static struct totals {
    size_t programs, records, forks, hung, died, lost, twice, joined, fragments, descriptors, memory, flushes;
} totals;

struct lines {
    unsigned char seen[WRITERS][NUMBERS];
    size_t twice, joined, fragments;
};

/* A whole record, or a part of one, which a fault has cut off; with nothing of another one. */
static void judge_line(struct lines *lines, const char *path, char *line) {
    char expected[LINE_SIZE];
    size_t writer, number, length = strlen(line);
    if (length && line[length - 1] == '\n')
        line[--length] = '\0';
    if (!length)
        return;
    if (sscanf(line, "<%zu %zu ", &writer, &number) == 2 && writer < WRITERS && number < NUMBERS) {
        compose_line(expected, writer, number, LONGEST);
        if (strcmp(line, expected) == 0) {
            lines->twice += lines->seen[writer][number]++ > 0;
            if (lines->seen[writer][number] == 2 && getenv("STRESS_KEEP"))
                printf("%s: twice: %s\n", path, line);
            return;
        }
    }
    const char *ends = strchr(line, '>');
    if (!strchr(line + 1, '<') && (!ends || (line[0] != '<' && !ends[1]))) {
        lines->fragments++;
    } else if (strstr(line, "records dropped") == NULL && strstr(line, "record dropped") == NULL) {
        lines->joined++;
        printf("%s: joined: %s\n", path, line);
    }
}

static void judge_file(struct lines *lines, const char *path) {
    char *line = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "r");
    while (file && getline(&line, &size, file) >= 0)
        judge_line(lines, path, line);
    if (file)
        fclose(file);
    free(line);
}

static void judge_files(struct lines *lines, const char *directory, const char *name) {
    char path[512], beginning[64];
    DIR *opened = opendir(directory);
    snprintf(beginning, sizeof beginning, "%s.log", name);
    for (struct dirent *entry; opened && (entry = readdir(opened));) {
        if (strncmp(entry->d_name, beginning, strlen(beginning)) != 0 || strstr(entry->d_name, ".lock"))
            continue;
        snprintf(path, sizeof path, "%s/%.200s", directory, entry->d_name);
        judge_file(lines, path);
    }
    if (opened)
        closedir(opened);
}

/* A record stands there twice in one case alone: its write was cut just before its newline, and another process wrote
 * on, and ended the line, before this one could. Then nobody can tell that it was whole. */
static size_t judge_twice(size_t twice) {
    size_t cut = atomic_load(&program->cut_before_newline), excused = twice < cut ? twice : cut;
    atomic_fetch_sub(&program->cut_before_newline, excused);
    return twice - (atomic_load(&program->forks) ? excused : 0);
}

static bool judge_place(struct place *place, const char *directory, bool tell) {
    struct lines *lines = calloc(1, sizeof *lines);
    size_t lost = 0, first_writer = 0, first_number = 0;
    if (!lines)
        abort();
    judge_files(lines, directory, place->name);
    for (size_t writer = 0; writer < WRITERS; writer++)
        for (size_t number = 0; number < NUMBERS; number++)
            if (atomic_load(&place->state[writer][number]) == RETURNED && !lines->seen[writer][number]) {
                lost++;
                first_writer = writer, first_number = number;
            }
    size_t counted = atomic_load(&place->dropped) + atomic_load(&place->reported);
    if (lost && lost > counted && tell)
        printf("%s: lost %zu (%zu counted), the last one <%zu %zu>\n", place->name, lost, counted, first_writer,
               first_number);
    lost = lost > counted ? lost - counted : 0;
    lines->twice = judge_twice(lines->twice);
    bool good = lost + lines->twice + lines->joined == 0;
    totals.lost += lost, totals.twice += lines->twice, totals.joined += lines->joined;
    totals.fragments += lines->fragments;
    free(lines);
    return good;
}

static void remove_directory(const char *directory) {
    char path[512];
    DIR *opened = opendir(directory);
    for (struct dirent *entry; opened && (entry = readdir(opened));) {
        snprintf(path, sizeof path, "%s/%.200s", directory, entry->d_name);
        remove(path);
    }
    if (opened)
        closedir(opened);
    remove(directory);
}

static const struct kind {
    const char *name;
    unsigned faults;
    bool ready, ready_alone; /* it is run without being asked for, with several threads and with one */
} kinds[] = {
    { "none", 0, true, true },
    { "short", SHIM_SHORT, true, true },
    { "interrupt", SHIM_INTERRUPT, true, true },
    { "errors", SHIM_ERRORS, true, true },
    { "delay", SHIM_DELAY, true, true },
    { "lack", SHIM_LACK, true, true },
    { "all", SHIM_SHORT | SHIM_INTERRUPT | SHIM_ERRORS | SHIM_DELAY | SHIM_LACK, true, true },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void run_and_judge(unsigned long long seed, const struct kind *kind, bool alone) {
    char directory[64];
    memset(program, 0, sizeof *program);
    program->seed = seed;
    program->faults = kind->faults;
    program->alone = alone;
    for (size_t at = 0; at < PLACES; at++)
        program->places[at].name = names[at];
    snprintf(directory, sizeof directory, "program-%llu", seed);
    remove_directory(directory);
    struct stress_end end = stress_in_child(run_program, NULL, 40);
    bool good = !end.hung && end.status == 0 && !program->hung_children && !program->bad_children;
    for (size_t at = 0; at < PLACES; at++)
        good &= judge_place(&program->places[at], directory, true);
    good &= !program->descriptors_left && !program->bytes_left && !program->flush_failed;
    totals.programs++;
    totals.records += program->records, totals.forks += program->forks;
    totals.hung += end.hung + program->hung_children;
    totals.died += (!end.hung && end.status != 0) + program->bad_children;
    totals.descriptors += program->descriptors_left, totals.memory += program->bytes_left;
    totals.flushes += program->flush_failed;
    stress_check(good,
                 "again by: stress_faults %llu 0 %s%s (hung %d, status %d, children hung %zu, bad %zu, descriptors %zu, "
                 "bytes %zu, flushes failed %zu)",
                 seed, kind->name, alone ? "-alone" : "", end.hung, end.status, program->hung_children,
                 program->bad_children, program->descriptors_left, program->bytes_left, program->flush_failed);
    if (good && !getenv("STRESS_KEEP"))
        remove_directory(directory);
}

static double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void run_for(unsigned long long seed, double seconds, const char *name) {
    double begun = seconds_now();
    do {
        for (size_t i = 0; i < KINDS; i++) {
            char alone[32];
            snprintf(alone, sizeof alone, "%s-alone", kinds[i].name);
            if (name ? strcmp(name, kinds[i].name) == 0 : kinds[i].ready)
                run_and_judge(seed, &kinds[i], false);
            if (name ? strcmp(name, alone) == 0 : kinds[i].ready_alone)
                run_and_judge(seed, &kinds[i], true);
        }
        seed++;
    } while (seconds_now() - begun < seconds);
}

int main(int argc, char **argv) {
    shim_own = true;
    program = mmap(NULL, sizeof *program, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (program == MAP_FAILED)
        return 1;
    if (argc >= 3)
        run_for(strtoull(argv[1], NULL, 10), atof(argv[2]), argc > 3 ? argv[3] : NULL);
    else
        run_for(test_scale() > 1 ? (unsigned long long)time(NULL) : 1, 5.0 * (double)test_scale(), NULL);
    stress_figure("%zu programs, %zu records, %zu forks: %zu hung, %zu died, %zu lost, %zu twice, %zu joined, %zu flushes "
                  "failed, %zu descriptors and %zu bytes left; %zu fragments",
                  totals.programs, totals.records, totals.forks, totals.hung, totals.died, totals.lost, totals.twice,
                  totals.joined, totals.flushes, totals.descriptors, totals.memory, totals.fragments);
    return stress_end();
}

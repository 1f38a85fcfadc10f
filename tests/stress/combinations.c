/* Whatever a program does from wherever the library calls it ends: each of ACTIONS in each of PLACES, once and again
 * and again, while other threads log. Each combination is a process of its own, which must end within a bound; what
 * the others have logged meanwhile must be in the file, each record whole and once. Under a sanitizer those that fork
 * are left out. PYLOG_TEST_SCALE runs them so many times.
 *
 *     stress_combinations                      all of them
 *     stress_combinations PLACE                those of one place
 *     stress_combinations PLACE ACTION TIMES   one, in this process: for a debugger */
#define _GNU_SOURCE

#include <pylog/config.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- What the parent learns, by memory that all share -------------------------------------------- */

enum { THREADS = 2, MOST_RECORDS = 3000, LONGEST = 120, AGAIN = 1, TIMES = 2, PATIENCE = 15, SLOW = 5 };

struct seen {
    atomic_size_t returned[THREADS]; /* log calls that have returned */
    atomic_size_t acts;              /* how often the action was begun, */
    atomic_size_t ended;             /* and has ended */
    atomic_size_t inner_hung;        /* children of fork that did not end */
};
static struct seen *all_seen, *seen;
static size_t own_number;
static atomic_bool logging_ends;
static bool again;
static pid_t own_process;

/* ---- Actions ------------------------------------------------------------------------------------- */

static char log_path[64], queued_path[64];
static void act(void);

static void do_flush(void) {
    pylog_flush(0);
}

static void do_flush_briefly(void) {
    pylog_flush(0.2);
}

static void do_basic_config(void) {
    pylog_basic_config(&(struct pylog_config){ .filename = log_path, .format = "%(message)s", .force = true });
}

static void compose_dict(char *out, size_t size, const char *more) {
    snprintf(out, size,
             "{\"version\": 1, \"disable_existing_loggers\": false,"
             " \"formatters\": {\"plain\": {\"format\": \"%%(message)s\"}},"
             " \"handlers\": {\"file\": {\"class\": \"logging.FileHandler\", \"filename\": \"%s\","
             " \"formatter\": \"plain\"}%s},"
             " \"root\": {\"level\": \"DEBUG\", \"handlers\": [\"file\"]}}",
             log_path, more);
}

static void do_dict_config(void) {
    char text[1024];
    compose_dict(text, sizeof text, "");
    pylog_dict_config(text);
}

static void do_listen(void) {
    pylog_listen(-1, NULL);
    pylog_stop_listening();
}

static char watched_path[64];

static void write_watched(const char *more) {
    char text[1024], path[80];
    compose_dict(text, sizeof text, more);
    snprintf(path, sizeof path, "%s.new", watched_path);
    FILE *file = fopen(path, "w");
    if (!file)
        return;
    fputs(text, file);
    fclose(file);
    rename(path, watched_path);
}

static void do_watch(void) {
    write_watched("");
    pylog_config_watch(watched_path, 0.01);
    pylog_config_watch(NULL, 0);
}

static void do_fork(void) {
    pid_t child = fork();
    if (child == 0) {
        pylog_info(pylog_get_logger("place"), "child");
        _exit(0);
    }
    if (child > 0 && stress_wait_for(child, PATIENCE - 3).hung)
        atomic_fetch_add(&seen->inner_hung, 1);
}

static void do_exit(void) {
    exit(0);
}

static void do_quick_exit(void) {
    quick_exit(0);
}

static void do_change_handlers(void) {
    pylog_handler *handler = pylog_null_handler_new();
    pylog_logger_add_handler(pylog_get_logger("place"), handler);
    pylog_logger_remove_handler(pylog_get_logger("place"), handler);
    pylog_handler_unref(handler);
}

static void do_log(void) {
    pylog_info(pylog_get_logger("place"), "inner");
}

static void do_set_level(void) {
    pylog_logger_set_level(pylog_get_logger("place"), PYLOG_DEBUG);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
}

static void do_close_handler(void) {
    pylog_handler *handlers[8];
    size_t count = pylog_logger_handlers(pylog_get_logger("place"), handlers, 8);
    for (size_t i = 0; i < count; i++) {
        pylog_handler_close(handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
}

static const struct action {
    const char *name;
    void (*run)(void);
    bool once; /* it ends the process: twice would be undefined */
} actions[] = {
    { "flush", do_flush, false },
    { "flush_with_timeout", do_flush_briefly, false },
    { "shutdown", pylog_shutdown, false },
    { "basic_config", do_basic_config, false },
    { "dict_config", do_dict_config, false },
    { "listen_and_stop", do_listen, false },
    { "watch_and_stop", do_watch, false },
    { "fork", do_fork, false },
    { "exit", do_exit, true },
    { "quick_exit", do_quick_exit, true },
    { "change_handlers", do_change_handlers, false },
    { "close_handlers", do_close_handler, false },
    { "log", do_log, false },
    { "set_level", do_set_level, false },
};
enum { ACTIONS = sizeof actions / sizeof *actions };

static const struct action *action;
static atomic_bool exits; /* this process, by the action */
static _Thread_local bool acting;

/* What each place calls. */
static void act(void) {
    enum { MOST_ACTS = 6 };
    if (acting || getpid() != own_process)
        return;
    size_t before = atomic_load(&seen->acts);
    do
        if (before >= (again && !action->once ? MOST_ACTS : 1))
            return;
    while (!atomic_compare_exchange_weak(&seen->acts, &before, before + 1));
    acting = true;
    atomic_store(&exits, action->once);
    action->run();
    acting = false;
    atomic_fetch_add(&seen->ended, 1);
}

/* ---- Places -------------------------------------------------------------------------------------- */

static int emit_acting(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    act();
    return 0;
}

static int write_acting(pylog_handler *handler, const struct pylog_record *record, const char *text, size_t length) {
    (void)handler, (void)record, (void)text, (void)length;
    act();
    return 0;
}

static int emit_failing(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    errno = EIO;
    return -1;
}

static int emit_nothing(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}

static int flush_acting(pylog_handler *handler) {
    (void)handler;
    act();
    return 0;
}

static void close_acting(pylog_handler *handler) {
    (void)handler;
    act();
}

static void destroy_acting(void *data) {
    (void)data;
    act();
}

static int filter_acting(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    act();
    return 1;
}

static int format_acting(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    act();
    return pylog_buffer_append(out, record->msg, strlen(record->msg));
}

static void report_acting(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                          void *data) {
    (void)handler, (void)record, (void)error, (void)text, (void)data;
    act();
}

static void factory_acting(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    act();
}

static const struct pylog_handler_ops emitting = { .name = "Emitting", .emit = emit_acting };
static const struct pylog_handler_ops sharing = { .name = "Sharing",
                                                  .flags = PYLOG_HANDLER_SHARED_WRITE,
                                                  .write = write_acting };
static const struct pylog_handler_ops writing = { .name = "Writing", .write = write_acting };
static const struct pylog_handler_ops failing = { .name = "Failing", .emit = emit_failing };
static const struct pylog_handler_ops taking = { .name = "Taking", .emit = emit_nothing };
static const struct pylog_handler_ops flushing = { .name = "Flushing",
                                                   .flags = PYLOG_HANDLER_REOPENS,
                                                   .emit = emit_nothing,
                                                   .flush = flush_acting };
static const struct pylog_handler_ops closing = { .name = "Closing",
                                                  .flags = PYLOG_HANDLER_REOPENS,
                                                  .emit = emit_nothing,
                                                  .close = close_acting };
static const struct pylog_handler_ops destroying = { .name = "Destroying",
                                                     .emit = emit_nothing,
                                                     .destroy = destroy_acting };

static void add(pylog_handler *handler) {
    pylog_logger_add_handler(pylog_get_logger("place"), handler);
    pylog_handler_unref(handler);
}

/* Two of them: threads that each hold one and want the other must not wait for ever. */
static void put_into_emit(void) {
    add(pylog_handler_new(&emitting, NULL));
    add(pylog_handler_new(&emitting, NULL));
}

static void put_into_write(void) {
    add(pylog_handler_new(&writing, NULL));
    add(pylog_handler_new(&writing, NULL));
}

static void put_into_shared_write(void) {
    add(pylog_handler_new(&sharing, NULL));
    add(pylog_handler_new(&sharing, NULL));
}

static void put_into_filter(void) {
    pylog_filter *filter = pylog_filter_new_callback(filter_acting, NULL, NULL);
    pylog_logger_add_filter(pylog_get_logger("place"), filter);
    pylog_filter_unref(filter);
}

static void put_into_handler_filter(void) {
    pylog_filter *filter = pylog_filter_new_callback(filter_acting, NULL, NULL);
    pylog_handler *handler = pylog_handler_new(&taking, NULL);
    pylog_handler_add_filter(handler, filter);
    pylog_filter_unref(filter);
    add(handler);
}

static void put_into_formatter(void) {
    pylog_handler *handler = pylog_handler_new(&writing, NULL);
    pylog_formatter *formatter = pylog_formatter_new_callback(format_acting, NULL, NULL);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    add(handler);
}

static void put_into_error_callback(void) {
    pylog_handler *handler = pylog_handler_new(&failing, NULL);
    pylog_handler_set_error_callback(handler, report_acting, NULL);
    add(handler);
}

/* A queue, whose listener hands the records to this handler, and to a file that must have them all; a small one, so that
 * callers wait for room. */
static void queue_before(pylog_handler *handler) {
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024 });
    pylog_handler *file = pylog_file_handler_new(queued_path, NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, (pylog_handler *[]){ file, handler, NULL }, NULL);
    pylog_handler *queued = pylog_queue_handler_new(queue);
    pylog_handler_unref(handler);
    pylog_handler_unref(file);
    pylog_queue_handler_set_listener(queued, listener);
    pylog_queue_listener_start(listener);
    pylog_queue_unref(queue);
    add(queued);
}

static void put_into_listener(void) {
    queue_before(pylog_handler_new(&emitting, NULL));
}

/* The same handler directly, too. */
static void put_on_both_sides(void) {
    pylog_handler *handler = pylog_handler_new(&emitting, NULL);
    pylog_logger_add_handler(pylog_get_logger("place"), handler);
    queue_before(handler);
}

static void put_into_listener_filter(void) {
    pylog_filter *filter = pylog_filter_new_callback(filter_acting, NULL, NULL);
    pylog_handler *handler = pylog_handler_new(&taking, NULL);
    pylog_handler_add_filter(handler, filter);
    pylog_filter_unref(filter);
    queue_before(handler);
}

static void put_into_memory(void) {
    pylog_handler *target = pylog_handler_new(&emitting, NULL);
    add(pylog_memory_handler_new(3, &(struct pylog_memory_options){ .target = target }));
    pylog_handler_unref(target);
}

static void put_into_flush(void) {
    add(pylog_handler_new(&flushing, NULL));
}

static void trigger_flush(void) {
    pylog_flush(1);
}

static void put_into_close(void) {
    add(pylog_handler_new(&closing, NULL));
}

static void trigger_close(void) {
    pylog_handler *handlers[8];
    size_t count = pylog_logger_handlers(pylog_get_logger("place"), handlers, 8);
    for (size_t i = 0; i < count; i++) {
        pylog_handler_close(handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
}

static void trigger_destroy(void) {
    pylog_handler *handler = pylog_handler_new(&destroying, NULL);
    pylog_logger_add_handler(pylog_get_logger("place"), handler);
    pylog_logger_remove_handler(pylog_get_logger("place"), handler);
    pylog_handler_unref(handler);
}

static void put_into_factory(void) {
    pylog_set_log_record_factory(factory_acting, NULL);
}

static void put_into_atexit(void) {
    atexit(act);
}

static void put_into_prepare(void) {
    pthread_atfork(act, NULL, NULL);
}

static void put_into_parent(void) {
    pthread_atfork(NULL, act, NULL);
}

static void act_in_child(void) {
    own_process = getpid();
    act();
}

static void put_into_child(void) {
    pthread_atfork(NULL, NULL, act_in_child);
}

static void trigger_fork(void) {
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    if (child > 0 && stress_wait_for(child, PATIENCE - 3).hung)
        atomic_fetch_add(&seen->inner_hung, 1);
}

static pthread_key_t thread_key;

static void end_thread_acting(void *data) {
    (void)data;
    act();
}

static void put_into_thread_exit(void) {
    pthread_key_create(&thread_key, end_thread_acting);
}

static void *log_and_end(void *data) {
    pthread_setspecific(thread_key, &thread_key);
    pylog_info(pylog_get_logger("place"), "ends");
    return data;
}

static void trigger_thread_exit(void) {
    join_thread(start_thread(log_and_end, NULL));
}

static pthread_t main_thread;

/* The watcher makes it, and it is at work in the watcher's thread alone. */
static pylog_handler *factory_of_watcher(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    if (!pthread_equal(pthread_self(), main_thread))
        act();
    return pylog_handler_new(&taking, NULL);
}

static void close_of_watcher(pylog_handler *handler) {
    (void)handler;
    if (!pthread_equal(pthread_self(), main_thread))
        act();
}

static pylog_handler *factory_of_closing(const struct pylog_field *kwargs, void *data) {
    static const struct pylog_handler_ops operations = { .name = "Closing",
                                                         .emit = emit_nothing,
                                                         .close = close_of_watcher };
    (void)kwargs, (void)data;
    return pylog_handler_new(&operations, NULL);
}

static void begin_watching(void) {
    main_thread = pthread_self();
    write_watched(", \"place\": {\"()\": \"acting\"}");
    pylog_config_watch(watched_path, 0.01);
}

static void put_into_watcher(void) {
    pylog_config_register_handler("acting", factory_of_watcher, NULL);
    begin_watching();
}

static void put_into_watcher_close(void) {
    pylog_config_register_handler("acting", factory_of_closing, NULL);
    begin_watching();
}

static void trigger_watcher(void) {
    static int turn;
    char more[64];
    snprintf(more, sizeof more, ", \"place\": {\"()\": \"acting\", \"turn\": %d}", turn++);
    write_watched(more);
    sleep_milliseconds(20);
}

static const struct place {
    const char *name;
    void (*early)(void);   /* before the library is used */
    void (*set_up)(void);  /* when the root has its handler */
    void (*trigger)(void); /* again and again while others log; NULL: they come there themselves */
    bool undefined_exit;   /* exit may not be called here: C, or POSIX, says that it is undefined */
    bool at_end;           /* it is entered when the process ends */
    bool queued;           /* there is a queue, and a file behind it */
} places[] = {
    { .name = "emit", .set_up = put_into_emit },
    { .name = "write", .set_up = put_into_write },
    { .name = "shared_write", .set_up = put_into_shared_write },
    { .name = "filter", .set_up = put_into_filter },
    { .name = "handler_filter", .set_up = put_into_handler_filter },
    { .name = "formatter", .set_up = put_into_formatter },
    { .name = "error_callback", .set_up = put_into_error_callback },
    { .name = "listener", .set_up = put_into_listener, .queued = true },
    { .name = "both_sides_of_a_queue", .set_up = put_on_both_sides, .queued = true },
    { .name = "listener_filter", .set_up = put_into_listener_filter, .queued = true },
    { .name = "memory_target", .set_up = put_into_memory },
    { .name = "flush", .set_up = put_into_flush, .trigger = trigger_flush },
    { .name = "close", .set_up = put_into_close, .trigger = trigger_close },
    { .name = "destroy", .trigger = trigger_destroy },
    { .name = "record_factory", .set_up = put_into_factory },
    { .name = "watcher", .set_up = put_into_watcher, .trigger = trigger_watcher },
    { .name = "watcher_close", .set_up = put_into_watcher_close, .trigger = trigger_watcher },
    { .name = "early_atexit", .early = put_into_atexit, .undefined_exit = true, .at_end = true },
    { .name = "late_atexit", .set_up = put_into_atexit, .undefined_exit = true, .at_end = true },
    { .name = "atfork_prepare", .early = put_into_prepare, .trigger = trigger_fork },
    { .name = "atfork_parent", .early = put_into_parent, .trigger = trigger_fork },
    { .name = "atfork_child", .early = put_into_child, .trigger = trigger_fork },
    { .name = "thread_exit", .set_up = put_into_thread_exit, .trigger = trigger_thread_exit },
};
enum { PLACES = sizeof places / sizeof *places, COMBINATIONS = PLACES * ACTIONS * TIMES };

/* ---- One combination ----------------------------------------------------------------------------- */

static void *log_on(void *data) {
    size_t writer = (size_t)(uintptr_t)data;
    char line[LINE_SIZE];
    for (size_t i = 0; i < MOST_RECORDS && !atomic_load(&logging_ends); i++) {
        compose_line(line, writer, i, LONGEST);
        pylog_info(pylog_get_logger("place"), "%s", line);
        atomic_store(&seen->returned[writer], i + 1);
        if (i > 100)
            sleep_milliseconds(1);
    }
    return NULL;
}

static bool is_done(const struct place *place) {
    if (place->at_end || action->once)
        return place->at_end || atomic_load(&seen->acts);
    return atomic_load(&seen->ended) >= (again ? 3u : 1u);
}

static void combine(const struct place *place) {
    pthread_t threads[THREADS];
    own_process = getpid();
    snprintf(log_path, sizeof log_path, "combination-%zu.log", own_number);
    snprintf(watched_path, sizeof watched_path, "combination-%zu.json", own_number);
    snprintf(queued_path, sizeof queued_path, "combination-%zu.queued", own_number);
    remove(log_path);
    remove(queued_path);
    if (place->early)
        place->early();
    pylog_basic_config(&(struct pylog_config){ .filename = log_path, .format = "%(message)s", .level = PYLOG_DEBUG });
    if (place->set_up)
        place->set_up();
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, (void *)(uintptr_t)i);
    /* an action may end what brings it there, so that it does not come again */
    for (int i = 0; i < (place->trigger == trigger_watcher ? 100 : 500) && !is_done(place); i++) {
        if (place->trigger)
            place->trigger();
        sleep_milliseconds(2);
    }
    sleep_milliseconds(5);
    atomic_store(&logging_ends, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    while (atomic_load(&exits)) /* to exit twice is undefined: another thread does it */
        pause();
}

/* Children are numbered through all rounds. */
static const struct place *place_of(size_t number) {
    return &places[number % COMBINATIONS / TIMES / ACTIONS];
}

static const struct action *action_of(size_t number) {
    return &actions[number / TIMES % ACTIONS];
}

static bool is_again(size_t number) {
    return number % TIMES == AGAIN;
}

static void choose(size_t number) {
    own_number = number;
    seen = &all_seen[number];
    action = action_of(number);
    again = is_again(number);
}

static const char *only_place;

static bool forks_beside_threads(size_t number) {
    return action_of(number)->run == do_fork || place_of(number)->trigger == trigger_fork;
}

static bool is_left_out(size_t number) {
    const struct place *place = place_of(number);
    return (only_place && strcmp(only_place, place->name) != 0) ||
           (action_of(number)->once && (place->undefined_exit || is_again(number))) ||
           (forks_beside_threads(number) && !stress_child_may_allocate());
}

static int run(size_t number) {
    char path[64];
    if (is_left_out(number))
        return 0;
    choose(number);
    snprintf(path, sizeof path, "combination-%zu.err", number);
    if (!freopen(path, "w", stderr))
        return 1;
    setvbuf(stderr, NULL, _IONBF, 0);
    combine(place_of(number));
    exit(0);
}

/* ---- All ----------------------------------------------------------------------------------------- */

static struct totals {
    size_t combinations, hung, died, slow, without, lost, twice, torn;
} totals;

static const char *name_of(size_t number) {
    static char text[96];
    snprintf(text, sizeof text, "%s in %s%s", action_of(number)->name, place_of(number)->name,
             is_again(number) ? ", again and again" : "");
    return text;
}

static void judge_file(size_t number, const char *ending) {
    char path[64];
    size_t lost = 0;
    struct tally tally = tally_new(THREADS, MOST_RECORDS, LONGEST);
    snprintf(path, sizeof path, "combination-%zu.%s", number, ending);
    char *content = NULL;
    FILE *file = fopen(path, "r");
    if (file) {
        size_t size = 0;
        while (getline(&content, &size, file) >= 0)
            if (content[0] == '<')
                tally_line(&tally, path, content);
        fclose(file);
    }
    free(content);
    for (size_t writer = 0; writer < THREADS; writer++)
        for (size_t i = 0; i < atomic_load(&all_seen[number].returned[writer]); i++)
            lost += !tally_has(&tally, writer, i);
    stress_check(!lost && !tally.twice && !tally.torn, "%s: %zu lost, %zu twice, %zu torn in .%s", name_of(number),
                 lost, tally.twice, tally.torn, ending);
    totals.lost += lost, totals.twice += tally.twice, totals.torn += tally.torn;
    tally_free(&tally);
    if (!getenv("STRESS_KEEP"))
        remove(path);
}

static void judge(size_t number, const struct stress_end *end) {
    const struct seen *what = &all_seen[number];
    char path[64];
    if (is_left_out(number))
        return;
    bool hung = end->hung || atomic_load(&what->inner_hung);
    totals.combinations++;
    totals.hung += hung;
    totals.died += !end->hung && end->status != 0;
    totals.without += atomic_load(&what->acts) == 0;
    if (hung)
        stress_check(false, "%s: hung%s", name_of(number), end->hung ? "" : " (a child)");
    else if (stress_check(end->status == 0, "%s: status %d", name_of(number), end->status) && end->seconds > SLOW) {
        totals.slow++;
        printf("slow: %s: %.1f s\n", name_of(number), end->seconds);
    }
    stress_check(atomic_load(&what->acts) > 0, "%s: never came there", name_of(number));
    judge_file(number, "log");
    if (place_of(number)->queued && action_of(number)->run != do_close_handler)
        judge_file(number, "queued");
    snprintf(path, sizeof path, "combination-%zu.err", number);
    if (!getenv("STRESS_KEEP"))
        remove(path);
    snprintf(path, sizeof path, "combination-%zu.json", number);
    remove(path);
}

static size_t find_number(char **argv) {
    for (size_t number = 0; number < COMBINATIONS; number++)
        if (strcmp(argv[1], place_of(number)->name) == 0 &&
            strcmp(argv[2], action_of(number)->name) == 0 &&
            is_again(number) == (strcmp(argv[3], "1") != 0))
            return number;
    fprintf(stderr, "no such place or action\n");
    exit(2);
}

int main(int argc, char **argv) {
    size_t count = COMBINATIONS * test_scale();
    struct stress_end *ends = calloc(count, sizeof *ends);
    all_seen = mmap(NULL, count * sizeof *all_seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (all_seen == MAP_FAILED || !ends)
        return 1;
    if (argc == 4) {
        choose(find_number(argv));
        combine(place_of(own_number));
        return 0;
    }
    only_place = argc == 2 ? argv[1] : NULL;
    stress_in_children(count, 4, run, PATIENCE, ends);
    for (size_t i = 0; i < count; i++)
        judge(i, &ends[i]);
    stress_figure("%zu combinations: %zu hung, %zu died, %zu slow, %zu never came there; records: %zu lost, %zu twice, "
                  "%zu torn",
                  totals.combinations, totals.hung, totals.died, totals.slow, totals.without, totals.lost,
                  totals.twice, totals.torn);
    free(ends);
    return stress_end();
}

/* Fork while other threads of the program are in functions of libc that take a lock of libc's own, which the
 * child may then find taken for ever: the child logs by each kind of handler, with the time, with a stack and
 * with reports of errors, and no child hangs. */
#define _GNU_SOURCE /* dl_iterate_phdr, newlocale */

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <libintl.h>
#include <link.h>
#include <locale.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FORKS = 30, RECORDS = 2, CLOSED_PORT = 9 };

static atomic_bool stopped;
static FILE *other_stream;

/* ---- What the program's threads are in ------------------------------------------------------- */

static void be_in_time(void) {
    struct tm tm;
    const time_t when = 1000000000;
    tzset();
    localtime_r(&when, &tm);
    mktime(&tm);
}

static void be_in_translations(void) {
    bindtextdomain("none", "/");
    textdomain("none");
    (void)!strerror(EIO);
    (void)!gettext("a text");
}

static void be_in_locales(void) {
    locale_t locale = newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0);
    if (locale)
        freelocale(locale);
}

static int see_module(struct dl_phdr_info *info, size_t size, void *data) {
    (void)info, (void)size, (void)data;
    return 0;
}

static void be_in_the_loader(void) {
    dl_iterate_phdr(see_module, NULL);
    void *self = dlopen(NULL, RTLD_NOW);
    if (self)
        dlclose(self);
}

static void be_in_the_allocator(void) {
    for (size_t size = 1; size < 1 << 18; size *= 3)
        free(malloc(size));
}

static void be_in_streams(void) {
    fprintf(other_stream, "%d\n", 7);
    fflush(NULL);
    FILE *file = fopen("/dev/null", "w");
    if (file)
        fclose(file);
}

static void be_in_names(void) {
    struct addrinfo *found = NULL;
    if (getaddrinfo("localhost", "80", NULL, &found) == 0)
        freeaddrinfo(found);
}

static void (*const places[])(void) = {
    be_in_time,          be_in_translations, be_in_locales, be_in_the_loader,
    be_in_the_allocator, be_in_streams,      be_in_names,
};
enum { PLACES = sizeof places / sizeof *places };

static void *stay(void *data) {
    void (*const *place)(void) = data;
    while (!atomic_load(&stopped))
        (*place)();
    return NULL;
}

/* ---- What the child does --------------------------------------------------------------------- */

static void next_second(struct pylog_record *record, void *data) {
    int64_t *second = data;
    record->created_ns = (*second)++ * 1000000000;
}

static void add(pylog_handler *handler) {
    pylog_formatter *formatter = pylog_formatter_new(
        "%(asctime)s %(message)s", &(struct pylog_formatter_options){ .datefmt = "%c %Z %z %s" });
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
}

static void add_all(FILE *stream) {
    static const char *const to[] = { "b@localhost", NULL };
    remove("rotating.log");
    remove("timed.log");
    remove("file.log");
    add(pylog_file_handler_new("file.log", NULL));
    add(pylog_stream_handler_new(stream));
    add(pylog_rotating_file_handler_new(
        "rotating.log", &(struct pylog_rotating_options){ .max_bytes = 200, .backup_count = 2 }));
    add(pylog_timed_rotating_file_handler_new("timed.log",
                                              &(struct pylog_timed_rotating_options){ .when = "S" }));
    add(pylog_file_handler_new("/dev/full", NULL));
    add(pylog_socket_handler_new("localhost", CLOSED_PORT));
    add(pylog_smtp_handler_new(&(struct pylog_smtp_options){ .mailhost = "localhost",
                                                             .port = CLOSED_PORT,
                                                             .fromaddr = "a@localhost",
                                                             .toaddrs = to,
                                                             .subject = "s",
                                                             .timeout = 0.05 }));
}

static void log_a_stack(const char *text) {
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .stack_info = true }, "%s", text);
}

static int child(void) {
    for (int i = 0; i < RECORDS; i++)
        log_a_stack("from the child");
    return 0;
}

static size_t lines_with(const char *path, const char *text) {
    static char line[65536];
    size_t lines = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        lines += strstr(line, text) != NULL;
    if (file)
        fclose(file);
    return lines;
}

int main(void) {
    const size_t forks = FORKS * test_scale();
    size_t hung = 0, died = 0;
    double longest = 0;
    int64_t second = 0;
    pthread_t threads[PLACES];
    setenv("TZ", "Europe/Berlin", 1);
    const int reports = open("reports.log", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    const int terminal = dup(2);
    FILE *stream = fopen("stream.log", "w");
    other_stream = fopen("/dev/null", "w");
    if (reports < 0 || terminal < 0 || !stream || !other_stream)
        stress_skip("files cannot be opened here");
    dup2(reports, 2);
    add_all(stream);
    pylog_set_log_record_factory(next_second, &second);
    for (size_t i = 0; i < PLACES; i++)
        threads[i] = start_thread(stay, (void *)(uintptr_t)&places[i]);
    for (size_t i = 0; i < forks && hung < 3; i++, second += RECORDS) {
        if (i == forks / 2)
            log_a_stack("from the parent"); /* from now on children see frames, too */
        const int process = fork();
        if (process == 0)
            _exit(child());
        const struct stress_end end = stress_wait_for(process, 20);
        hung += end.hung;
        died += end.status != 0;
        longest = end.seconds > longest ? end.seconds : longest;
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < PLACES; i++)
        join_thread(threads[i]);
    dup2(terminal, 2);
    const size_t file = lines_with("file.log", "from the child"),
                 streamed = lines_with("stream.log", "from the child"),
                 told = lines_with("reports.log", "No space left on device");
    stress_figure("%zu forks: %zu hung, %zu died, %zu of %zu records in the file, %zu in the stream, %zu "
                  "reports of a full "
                  "device, the slowest child %.2f s",
                  forks, hung, died, file, forks * RECORDS, streamed, told, longest);
    stress_check(hung + died == 0, "no child hangs");
    stress_check(file == forks * RECORDS && streamed == forks * RECORDS, "each record is there");
    stress_check(told >= forks, "each child has told of the full device");
    return stress_end();
}

/* Fork while threads rotate, reopen, configure and connect: the numbers of descriptors change all the time. The child
 * opens files and a socket of its own at once, which get the lowest numbers, and logs. No record of it may be in any
 * of them, and none of them may be closed or replaced. */
#define _DEFAULT_SOURCE

#include <pylog.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 2, BURST = 16, FORKS = 250, LEAST = 20, ENOUGH = 20 /* seconds */, FILES = 3, ALL_WELL = 0, CLOSED = 2, WRITTEN_TO = 3, KILLED = 1000 };

static pylog_handler *handler;
static atomic_bool stopped;
static atomic_size_t acts;

/* ---- What changes descriptors ---------------------------------------------------------------- */

static void rotate(void) {
    pylog_info(NULL, "parent %0300d", 1);
}

static void reopen(void) {
    pylog_file_handler_reopen(handler);
}

static void configure(void) {
    static const char format[] = "{\"version\":1,\"handlers\":{\"h\":{\"class\":\"logging.FileHandler\",\"filename\":"
                                 "\"%s.log\"}},\"root\":{\"handlers\":[\"h\"],\"level\":\"INFO\"}}";
    char text[sizeof format + 16];
    snprintf(text, sizeof text, format, atomic_load(&acts) % 2 ? "one" : "other");
    pylog_dict_config(text);
    sleep_milliseconds(2);
}

static void reconnect(void) {
    pylog_handler_close(handler);
    pylog_info(NULL, "parent");
}

static pylog_handler *make_rotating(void) {
    return pylog_rotating_file_handler_new(
        "rotated.log",
        &(struct pylog_rotating_options){ .max_bytes = 600, .backup_count = 1, .several_processes = true });
}

static pylog_handler *make_file(void) {
    return pylog_file_handler_new("reopened.log", NULL);
}

/* Nobody reads there. */
static pylog_handler *make_socket(void) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int made = socket(AF_INET, SOCK_DGRAM, 0);
    if (made < 0 || bind(made, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(made, (struct sockaddr *)&address, &length) != 0)
        return NULL;
    return pylog_syslog_handler_new(
        &(struct pylog_syslog_options){ .address = "127.0.0.1", .port = ntohs(address.sin_port) });
}

static const struct kind {
    const char *name;
    pylog_handler *(*make)(void);
    void (*act)(void);
} kinds[] = {
    { "rotate", make_rotating, rotate },
    { "reopen", make_file, reopen },
    { "dict_config", make_file, configure },
    { "reconnect", make_socket, reconnect },
};

static void *act_on(void *data) {
    const struct kind *kind = data;
    while (!atomic_load(&stopped)) {
        kind->act();
        if (atomic_fetch_add(&acts, 1) % BURST == 0)
            sleep_milliseconds(1); /* the forks want the processor, too */
    }
    return NULL;
}

/* ---- The child ------------------------------------------------------------------------------- */

static int look_at_file(int file, const char *path) {
    struct stat opened, named;
    if (fstat(file, &opened) != 0 || stat(path, &named) != 0 || opened.st_ino != named.st_ino)
        return CLOSED;
    return opened.st_size == 4 ? ALL_WELL : WRITTEN_TO;
}

static int look_at_socket(const int *pair) {
    char byte;
    if (recv(pair[0], &byte, 1, MSG_DONTWAIT) >= 0 || recv(pair[1], &byte, 1, MSG_DONTWAIT) >= 0)
        return WRITTEN_TO;
    return errno == EAGAIN ? ALL_WELL : CLOSED;
}

static int child(void) {
    int files[FILES], pair[2], found = ALL_WELL;
    char path[16];
    alarm(30); /* counted as hung */
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "own.%d", i);
        files[i] = open(path, O_CREAT | O_RDWR | O_TRUNC, 0600);
        if (write(files[i], "DATA", 4) != 4)
            return 1;
    }
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) != 0)
        return 1;
    pylog_info(NULL, "child");
    for (int i = 0; i < FILES && !found; i++) {
        snprintf(path, sizeof path, "own.%d", i);
        found = look_at_file(files[i], path);
    }
    return found ? found : look_at_socket(pair);
}

static void fork_meanwhile(const struct kind *kind) {
    size_t forks = FORKS * test_scale(), count = 0, closed = 0, written = 0, hung = 0, died = 0;
    pthread_t threads[THREADS];
    handler = kind->make();
    if (!stress_check(handler, "there is a handler: %s", pylog_last_error()))
        return;
    pylog_logger_add_handler(NULL, handler);
    atomic_store(&stopped, false);
    atomic_store(&acts, 0);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(act_on, (void *)(uintptr_t)kind);
    time_t end = time(NULL) + (time_t)(ENOUGH * test_scale()); /* on a busy machine forks have to wait for the threads */
    for (; count < forks && hung < 3 && (count < LEAST || time(NULL) < end); count++) {
        int process = fork();
        if (process == 0)
            _exit(child());
        int status = wait_for_child(process);
        hung += status == KILLED + SIGALRM;
        closed += status == CLOSED;
        written += status == WRITTEN_TO;
        died += status != KILLED + SIGALRM && status != ALL_WELL && status != CLOSED && status != WRITTEN_TO;
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    stress_figure("%s: %zu forks, %zu changes: %zu foreign descriptors closed, %zu written to, %zu hung, %zu died",
                  kind->name, count, atomic_load(&acts), closed, written, hung, died);
    stress_check(closed + written + hung + died == 0, "%s: all of it is 0", kind->name);
}

int main(void) {
    pylog_logger_set_level(NULL, PYLOG_INFO);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        fork_meanwhile(&kinds[i]);
    return stress_end();
}

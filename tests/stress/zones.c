/* Fork while other threads of the program are in libc's localtime, mktime and tzset, whose lock the child
 * then finds taken for ever: the child logs with the time, in new seconds, and no child hangs. */
#define _XOPEN_SOURCE 700

#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { FORKS = 200, SECONDS = 3 };

static atomic_bool stopped;
static int64_t second;

static void next_second(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = second++ * 1000000000;
}

static void *convert(void *data) {
    struct tm tm;
    for (time_t when = 0; !atomic_load(&stopped); when = (when + 86400 * 3) % 2000000000) {
        localtime_r(&when, &tm);
        mktime(&tm);
    }
    return data;
}

static void *set_zone_again(void *data) {
    while (!atomic_load(&stopped))
        tzset();
    return data;
}

static pylog_handler *file_with_format(const char *path, const char *format, const char *datefmt) {
    remove(path);
    pylog_handler *handler = pylog_file_handler_new(path, NULL);
    pylog_formatter *formatter =
        pylog_formatter_new(format, &(struct pylog_formatter_options){ .datefmt = datefmt });
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

/* By all ways to a local time; the last one makes a formatter, which looks at the zone. */
static int child(void) {
    pylog_handler *timed = pylog_timed_rotating_file_handler_new(
        "timed.log", &(struct pylog_timed_rotating_options){ .when = "midnight" });
    pylog_logger_add_handler(NULL, timed);
    for (int i = 0; i < SECONDS; i++)
        pylog_warning(NULL, "child");
    pylog_formatter_unref(pylog_formatter_new("%(asctime)s", NULL));
    return pylog_flush(10) == 0 && pylog_tzset() == 0 ? 0 : 1;
}

static size_t lines_in(const char *path) {
    size_t lines = 0;
    FILE *file = fopen(path, "r");
    for (int c; file && (c = getc(file)) != EOF;)
        lines += c == '\n';
    if (file)
        fclose(file);
    return lines;
}

int main(void) {
    const size_t forks = FORKS * test_scale();
    size_t hung = 0, died = 0;
    setenv("TZ", "Europe/Berlin", 1);
    remove("timed.log");
    file_with_format("default.log", "%(asctime)s %(message)s", NULL);
    file_with_format("datefmt.log", "%(asctime)s %(message)s", "%c %Z %z %s");
    pylog_set_log_record_factory(next_second, NULL);
    pthread_t threads[] = { start_thread(convert, NULL), start_thread(convert, NULL),
                            start_thread(set_zone_again, NULL) };
    for (size_t i = 0; i < forks && hung < 3; i++, second += SECONDS) {
        const int process = fork();
        if (process == 0)
            _exit(child());
        const struct stress_end end = stress_wait_for(process, 10);
        hung += end.hung;
        died += end.status != 0;
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        join_thread(threads[i]);
    const size_t right =
        (size_t)(lines_in("default.log") == forks * SECONDS) + (lines_in("datefmt.log") == forks * SECONDS);
    stress_figure("%zu forks: %zu hung, %zu died, %zu of 2 files complete", forks, hung, died, right);
    stress_check(hung + died == 0, "no child hangs");
    stress_check(right == 2, "each record is there");
    return stress_end();
}

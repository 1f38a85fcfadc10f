/* Rotation by time: when, and how a file that is there already and long overdue is called; one handler a row.
 * Only in zones without summer time: the name depends on whether it is summer now. */
#include "support.h"
#include <fcntl.h>
#include <pylog/handlers.h>
#include <sys/stat.h>

enum { ZONE, WHEN, INTERVAL, UTC, AT, MTIME, BACKUP_COUNT, HOOKS, FILES };

/* "dir/log.DATE" becomes "dir/DATE.log". */
static int log_last(const char *default_name, pylog_buffer *name, void *data) {
    const char *log = strstr(default_name, "log.");
    (void)data;
    return pylog_buffer_printf(name, "%.*s%s.log", (int)(log - default_name), default_name, log + 4);
}

static void make(const char *path, int64_t seconds) {
    const struct timespec times[2] = { { .tv_sec = (time_t)seconds }, { .tv_sec = (time_t)seconds } };
    FILE *file = fopen(path, "wb");
    fputs("old\n", file);
    fclose(file);
    utimensat(AT_FDCWD, path, times, 0);
}

static void print_row(const struct row *row) {
    for (int i = 0; i < row->count; i++) {
        fputs(i ? " " : "", stdout);
        print_escaped(row->cells[i]);
    }
    putchar('\n');
}

static int print_name(const char *path, void *data) {
    (void)data;
    printf(" %s", strrchr(path, '/') + 1);
    return 0;
}

static void use_by_hand(pylog_handler *handler, bool roll) {
    struct pylog_record *record =
        pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "first");
    if (pylog_base_rotating_handler_backup_count(handler)) {
        fputs("    to be deleted:", stdout);
        pylog_timed_rotating_file_handler_get_files_to_delete(handler, print_name, NULL);
        putchar('\n');
    }
    if (roll)
        pylog_base_rotating_handler_do_rollover(handler);
    printf("    %s\n", pylog_base_rotating_handler_should_rollover(handler, record) ? "due" : "not due");
    pylog_record_free(record);
}

static void use(pylog_handler *handler, int64_t mtime, bool roll) {
    static const char *const messages[] = { "first", "second" };
    printf("    %" PRId64 " %" PRId64 "\n", mtime,
           pylog_timed_rotating_file_handler_compute_rollover(handler, mtime));
    use_by_hand(handler, roll);
    for (int i = 0; i < 2; i++) {
        struct pylog_record *record =
            pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "%s", messages[i]);
        pylog_handler_handle(handler, record);
        pylog_record_free(record);
    }
    pylog_handler_unref(handler);
}

static void run(const struct row *row) {
    const int64_t mtime = strtoll(row->cells[MTIME], NULL, 10);
    struct pylog_time_of_day at = { 0, 0, 0 };
    if (row->cells[AT])
        sscanf(row->cells[AT], "%d:%d:%d", &at.hour, &at.minute, &at.second);
    const struct pylog_timed_rotating_options options = {
        .file.encoding = "utf-8",
        .when = row->cells[WHEN],
        .interval = atoi(row->cells[INTERVAL]),
        .backup_count = atoi(row->cells[BACKUP_COUNT]),
        .utc = strcmp(row->cells[UTC], "1") == 0,
        .at_time = row->cells[AT] ? &at : NULL,
        .namer = strchr(row->cells[HOOKS], 'n') ? log_last : NULL,
    };
    print_row(row);
    set_zone(row->cells[ZONE]);
    mkdir("dir", 0777);
    make("dir/log", mtime);
    for (int i = FILES; i < row->count; i++) {
        char path[128];
        snprintf(path, sizeof path, "dir/%s", row->cells[i]);
        make(path, mtime);
    }
    pylog_handler *handler = pylog_timed_rotating_file_handler_new("dir/log", &options);
    if (handler)
        use(handler, mtime, strchr(row->cells[HOOKS], 'r') != NULL);
    else
        printf("    %s\n", pylog_last_error());
    print_and_remove_directory("dir");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("timed_files", run);
    return 0;
}

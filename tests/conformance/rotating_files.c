/* Rotation by size and by hand: limits, counts, namers, rotators and encodings; one handler a row. */
#include "support.h"
#include <pylog/handlers.h>
#include <sys/stat.h>

enum { MAX_BYTES, BACKUP_COUNT, HOOKS, MODE, ENCODING, ERRORS, STEPS };

static int add_test(const char *default_name, pylog_buffer *name, void *data) {
    (void)data;
    return pylog_buffer_printf(name, "%s.test", default_name);
}

static int add_rotated(const char *source, const char *dest, void *data) {
    char path[4096];
    (void)data;
    snprintf(path, sizeof path, "%s.rotated", dest);
    return rename(source, path);
}

static void write_file(const char *path, const char *content) {
    FILE *file = fopen(path, "wb");
    fputs(content, file);
    fclose(file);
}

static struct pylog_record *make_record(const char *message) {
    return pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "%s", message);
}

static void should_roll(pylog_handler *handler, const char *step) {
    struct pylog_record *record = make_record(step + 7);
    const int result = pylog_base_rotating_handler_should_rollover(handler, record);
    printf("    %s %s\n", step, result == 1 ? "True" : result == 0 ? "False" : pylog_last_error());
    pylog_record_free(record);
}

static void print_files(void) {
    struct dirent **entries;
    const int count = scandir("dir", &entries, NULL, alphasort);
    fputs("   ", stdout);
    for (int i = 0; i < count; free(entries[i++]))
        if (entries[i]->d_name[0] != '.')
            printf(" %s", entries[i]->d_name);
    putchar('\n');
    free(entries);
}

/* What is to be changed; false if it is something else. */
static bool change(pylog_handler *handler, const char *step) {
    if (strncmp(step, "max ", 4) == 0) {
        pylog_rotating_file_handler_set_max_bytes(handler, strtoull(step + 4, NULL, 10));
        printf("    %d\n", (int)pylog_rotating_file_handler_max_bytes(handler));
    } else if (strncmp(step, "count ", 6) == 0) {
        pylog_base_rotating_handler_set_backup_count(handler, atoi(step + 6));
        printf("    %d\n", pylog_base_rotating_handler_backup_count(handler));
    } else if (strncmp(step, "namer ", 6) == 0) {
        pylog_base_rotating_handler_set_namer(handler, strcmp(step + 6, "on") == 0 ? add_test : NULL, NULL);
    } else if (strncmp(step, "rotator ", 8) == 0) {
        pylog_base_rotating_handler_set_rotator(handler, strcmp(step + 8, "on") == 0 ? add_rotated : NULL, NULL);
    } else {
        return false;
    }
    return true;
}

/* `close`, `make NAME`, `roll`, `should MESSAGE`, what is to be changed, or a message to be logged. */
static void take(pylog_handler *handler, const char *step) {
    if (strcmp(step, "close") == 0) {
        pylog_handler_close(handler);
    } else if (strncmp(step, "make ", 5) == 0) {
        char path[64];
        snprintf(path, sizeof path, "dir/%s", step + 5);
        write_file(path, "made\n");
    } else if (strcmp(step, "roll") == 0) {
        pylog_base_rotating_handler_do_rollover(handler);
    } else if (strncmp(step, "should ", 7) == 0) {
        should_roll(handler, step);
    } else if (strcmp(step, "files") == 0) {
        print_files();
    } else if (!change(handler, step)) {
        struct pylog_record *record = make_record(step);
        pylog_handler_handle(handler, record);
        pylog_record_free(record);
    }
}

static void print_row(const struct row *row) {
    for (int i = 0; i < row->count; i++) {
        fputs(i ? " " : "", stdout);
        print_escaped(row->cells[i]);
    }
    putchar('\n');
}

static void run(const struct row *row) {
    const struct pylog_rotating_options options = {
        .file = { .mode = row->cells[MODE], .encoding = row->cells[ENCODING], .errors = row->cells[ERRORS],
                  .delay = strchr(row->cells[HOOKS], 'd') != NULL },
        .max_bytes = strtoull(row->cells[MAX_BYTES], NULL, 10),
        .backup_count = atoi(row->cells[BACKUP_COUNT]),
        .namer = strchr(row->cells[HOOKS], 'n') ? add_test : NULL,
        .rotator = strchr(row->cells[HOOKS], 'r') ? add_rotated : NULL,
    };
    print_row(row);
    mkdir("dir", 0777);
    write_file("dir/log", "old\n");
    pylog_handler *handler = pylog_rotating_file_handler_new("dir/log", &options);
    for (int i = STEPS; i < row->count; i++)
        take(handler, row->cells[i]);
    pylog_handler_close(handler);
    print_and_remove_directory("dir");
    print_reported_errors();
    pylog_handler_unref(handler);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("rotating_files", run);
    return 0;
}

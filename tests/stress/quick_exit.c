/* quick_exit writes what a queue holds, as exit does. */
#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdio.h>
#include <stdlib.h>

enum { RECORDS = 100 };

static void log_all(void) {
    remove("quick.log");
    pylog_basic_config(&(struct pylog_config){ .filename = "quick.log", .queue = pylog_queue_new(NULL) });
    for (int i = 0; i < RECORDS; i++)
        pylog_warning(NULL, "%d", i);
}

static int leave_quickly(void *unused) {
    (void)unused;
    log_all();
    quick_exit(0);
}

static int count_lines(void) {
    int lines = 0;
    FILE *file = fopen("quick.log", "r");
    for (int c; file && (c = getc(file)) != EOF;)
        lines += c == '\n';
    if (file)
        fclose(file);
    return lines;
}

int main(void) {
    struct stress_end end = stress_in_child(leave_quickly, NULL, 20);
    stress_check(!end.hung && end.status == 0, "it ends");
    stress_check(count_lines() == RECORDS, "all is written");
    stress_figure("%d of %d records", count_lines(), RECORDS);
    return stress_end();
}

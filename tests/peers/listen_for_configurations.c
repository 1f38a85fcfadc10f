/* Listens for configurations, says on which port, and logs through some loggers for each line on stdin; until
 * its end. */
#include <pylog/config.h>
#include <stdio.h>

int main(void) {
    static const char *const names[] = { "", "app", "app.db", "other" };
    char line[64];
    int port = pylog_listen(-1, NULL);
    if (port < 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    printf("%d\n", port);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            for (int level = PYLOG_DEBUG; level <= PYLOG_CRITICAL; level += 10)
                pylog_log(pylog_get_logger(names[i]), level, "%s at %d", names[i], level);
        printf("logged\n");
        fflush(stdout);
    }
    return pylog_stop_listening() ? 1 : 0;
}

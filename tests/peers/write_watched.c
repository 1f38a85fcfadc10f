/* Write lines to a watched file, as a daemon would that knows nothing of logrotate: write_watched PATH NAME
 * COUNT. Each line has the name and a number; after every tenth there is a pause of a millisecond. */
#define _POSIX_C_SOURCE 200809L

#include <pylog/handlers.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
    if (argc != 4)
        return 2;
    pylog_handler *handler = pylog_watched_file_handler_new(argv[1], NULL);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return EXIT_FAILURE;
    }
    pylog_logger_add_handler(NULL, handler);
    for (int i = 0; i < atoi(argv[3]); i++) {
        pylog_warning(NULL, "%s %06d", argv[2], i);
        if (i % 10 == 9)
            nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    }
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    fprintf(stderr, "%s: opened again %d times\n", argv[2], (int)stats.reconnects);
    return stats.errors == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

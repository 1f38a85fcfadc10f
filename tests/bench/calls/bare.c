/* A hundred calls of a function that is told level, file and line, and whose format is checked, behind a
 * comparison: the least that a logger of C needs. */
#include <stdio.h>

enum { INFO = 20 };
extern int suppressed;
void log_at(int level, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void calls(FILE *logger, int number, const char *host, double duration);

void calls(FILE *logger, int number, const char *host, double duration) {
    (void)logger, (void)number, (void)host, (void)duration;
#define CALL(n)                                                                                              \
    do {                                                                                                     \
        if (INFO > suppressed)                                                                               \
            log_at(INFO, __FILE__, __LINE__, "request " #n ": %d from %s took %.3f ms", number, host,        \
                   duration);                                                                                \
    } while (0)
#include "hundred.h"
}

/* A hundred calls of a function that is told level, file and line, and neither has its format checked nor
 * stands behind a comparison: the least that a macro for log calls can be. */
enum { INFO = 20 };
void log_at(int level, const char *file, int line, const char *fmt, ...);
void calls(int number, const char *host, double duration);

void calls(int number, const char *host, double duration) {
    (void)number, (void)host, (void)duration;
#define CALL(n)                                                                                              \
    log_at(INFO, __FILE__, __LINE__, "request " #n ": %d from %s took %.3f ms", number, host, duration)
#include "hundred.h"
}

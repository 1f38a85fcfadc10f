/* A hundred log calls, for the time that they take to compile and the code that they become. */
#include <log4c.h>

void calls(log4c_category_t *logger, int number, const char *host, double duration);

void calls(log4c_category_t *logger, int number, const char *host, double duration) {
    (void)logger, (void)number, (void)host, (void)duration;
#define CALL(n) log4c_category_info(logger, "request " #n ": %d from %s took %.3f ms", number, host, duration)
#include "hundred.h"
}

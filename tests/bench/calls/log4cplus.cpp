// A hundred log calls, for the time that they take to compile and the code that they become.
#include <log4cplus/logger.h>
#include <log4cplus/loggingmacros.h>

void calls(const log4cplus::Logger &logger, int number, const char *host, double duration);

void calls(const log4cplus::Logger &logger, int number, const char *host, double duration) {
    (void)logger, (void)number, (void)host, (void)duration;
#define CALL(n) LOG4CPLUS_INFO_FMT(logger, "request " #n ": %d from %s took %.3f ms", number, host, duration)
#include "hundred.h"
}

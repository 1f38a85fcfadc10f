// A hundred log calls, for the time that they take to compile and the code that they become.
#include <spdlog/spdlog.h>

void calls(spdlog::logger *logger, int number, const char *host, double duration);

void calls(spdlog::logger *logger, int number, const char *host, double duration) {
    (void)logger, (void)number, (void)host, (void)duration;
#define CALL(n) logger->info("request " #n ": {} from {} took {:.3f} ms", number, host, duration)
#include "hundred.h"
}

// A hundred log calls, for the time that they take to compile and the code that they become.
#include <glog/logging.h>

void calls(int number, const char *host, double duration);

void calls(int number, const char *host, double duration) {
    (void)number, (void)host, (void)duration;
#define CALL(n) LOG(INFO) << "request " #n ": " << number << " from " << host << " took " << duration << " ms"
#include "hundred.h"
}

// glog: unbuffered but where lines are buffered, with a prefix that makes its lines like everybody's. Its
// debug calls are VLOG(1).
#include "../driver.h"

#include <cstdio>
#include <ctime>
#include <glog/logging.h>
#include <iomanip>
#include <unistd.h>

const char *bench_version() {
    return BENCH_GLOG_VERSION;
}

static void prefix(std::ostream &out, const google::LogMessageInfo &info, void *) {
    char text[BENCH_TIME_LENGTH];
    bench_time_text(text, &info.time.tm(), static_cast<int>(info.time.usec() / 1000));
    out.write(text, BENCH_TIME_LENGTH) << " - " BENCH_LOGGER " - " << info.severity << " -";
}

// What glog writes when it opens a file is cut off again.
static void set_up_file(const char *file) {
    google::InitGoogleLogging(BENCH_LOGGER, prefix);
    FLAGS_logbuflevel = -1;
    FLAGS_timestamp_in_logfile_name = false;
    google::SetLogDestination(google::INFO, file);
    google::SetLogSymlink(google::INFO, "");
    LOG(INFO) << "opened";
    if (truncate(file, 0) != 0)
        bench_fail(file);
}

static void set_up_buffered(const char *file) {
    set_up_file(file);
    FLAGS_logbuflevel = google::INFO;
}

static void finish_buffered() {
    google::FlushLogFiles(google::INFO);
}

static void set_up(const char *) {
    google::InitGoogleLogging(BENCH_LOGGER, prefix);
}

#define BENCH_LOCALS
#define M1(i) "Hello logger: msg number " << BENCH_INT(i)
#define M3(i)                                                                                                \
    "request " << BENCH_INT(i) << " from " << bench_host << " took " << std::fixed << std::setprecision(3)   \
               << BENCH_DURATION(i) << " ms"
#define M10(i)                                                                                               \
    "job " << BENCH_INT(i) << " of " << BENCH_UNSIGNED(i) << ": user " << bench_user << " at " << bench_host \
           << ':' << 8080 << ", code " << BENCH_CHAR(i) << ", flags 0x" << std::hex << std::setfill('0')     \
           << std::setw(4) << BENCH_UNSIGNED(i) << std::dec << ", " << BENCH_LONG(i) << " bytes in "         \
           << std::fixed << std::setprecision(3) << BENCH_DURATION(i) << " ms, load "                        \
           << std::setprecision(2) << BENCH_RATIO(i)

BENCH_LOOP(info_m1, LOG(INFO) << M1(i))
BENCH_LOOP(info_m3, LOG(INFO) << M3(i))
BENCH_LOOP(info_m10, LOG(INFO) << M10(i))
BENCH_LOOP(debug_m1, VLOG(1) << M1(i))
BENCH_LOOP(debug_m3, VLOG(1) << M3(i))
BENCH_LOOP(debug_m10, VLOG(1) << M10(i))
BENCH_LOOP(debug_expensive, VLOG(1) << "request " << BENCH_INT(i) << " from " << bench_expensive(i))

const struct bench_scenario bench_scenarios[] = {
    { "disabled", BENCH_BODIES(debug), set_up, nullptr },
    { "disabled-expensive", BENCH_ONLY_M3(debug_expensive), set_up, nullptr },
    { "file", BENCH_BODIES(info), set_up_file, nullptr },
    { "buffered", BENCH_BODIES(info), set_up_buffered, finish_buffered },
    { nullptr, { nullptr, nullptr, nullptr }, nullptr, nullptr },
};

// log4cplus: its printf macros, and appenders that flush each record but where lines are buffered. The
// appenders stand at the root.
#include "../driver.h"

#include <log4cplus/asyncappender.h>
#include <log4cplus/fileappender.h>
#include <log4cplus/initializer.h>
#include <log4cplus/layout.h>
#include <log4cplus/logger.h>
#include <log4cplus/loggingmacros.h>
#include <log4cplus/nullappender.h>
#include <log4cplus/version.h>

static log4cplus::Logger logger;

const char *bench_version() {
    return log4cplus::versionStr;
}

static void initialize() {
    static log4cplus::Initializer initializer;
    log4cplus::Logger::getRoot().setLogLevel(log4cplus::INFO_LOG_LEVEL);
    logger = log4cplus::Logger::getInstance(BENCH_LOGGER);
}

static log4cplus::SharedAppenderPtr with_layout(log4cplus::Appender *given, const char *name) {
    log4cplus::SharedAppenderPtr appender(given);
    appender->setLayout(std::unique_ptr<log4cplus::Layout>(
        new log4cplus::PatternLayout("%D{%Y-%m-%d %H:%M:%S,%q} - " + std::string(name) + " - %p - %m%n")));
    return appender;
}

static void add(log4cplus::Appender *appender, const char *name) {
    log4cplus::Logger::getRoot().addAppender(with_layout(appender, name));
}

static void add_file(const char *file, const char *name, bool flush = true) {
    add(new log4cplus::FileAppender(file, std::ios_base::app, flush), name);
}

static void set_up_null(const char *) {
    initialize();
    add(new log4cplus::NullAppender, "%c");
}

static void set_up_file(const char *file) {
    initialize();
    add_file(file, "%c");
}

static void set_up_buffered(const char *file) {
    initialize();
    add_file(file, "%c", false);
}

// Appenders are drained and closed.
static void finish() {
    log4cplus::Logger::shutdown();
}

static void set_up_async(const char *file, unsigned records, bool flush) {
    initialize();
    const auto appender = with_layout(new log4cplus::FileAppender(file, std::ios_base::app, flush), "%c");
    bench_use_core(1);
    const log4cplus::SharedAppenderPtr queue(new log4cplus::AsyncAppender(appender, records));
    bench_use_core(0);
    log4cplus::Logger::getRoot().addAppender(queue);
}

static void set_up_queued(const char *file) {
    set_up_async(file, BENCH_QUEUE_RECORDS, false);
}

static void set_up_delivered(const char *file) {
    set_up_async(file, BENCH_QUEUE_RECORDS, true);
}

static void set_up_block(const char *file) {
    set_up_async(file, BENCH_SMALL_QUEUE_RECORDS, false);
}

static void set_up_three(const char *file) {
    set_up_file(file);
    add_file(bench_further_file(file, 2), "%c");
    add_file(bench_further_file(file, 3), "%c");
}

static void set_up_deep(const char *file) {
    initialize();
    logger = log4cplus::Logger::getInstance(BENCH_DEEP_LOGGER);
    add_file(file, BENCH_LOGGER);
}

#define BENCH_LOCALS
#define INFO(...)  LOG4CPLUS_INFO_FMT(logger, __VA_ARGS__)
#define DEBUG(...) LOG4CPLUS_DEBUG_FMT(logger, __VA_ARGS__)

BENCH_LOOPS(info, INFO)
BENCH_LOOPS(debug, DEBUG)
BENCH_LOOP(debug_expensive, DEBUG(BENCH_PRINTF_EXPENSIVE(i)))

const struct bench_scenario bench_scenarios[] = {
    { "disabled", BENCH_BODIES(debug), set_up_null, nullptr },
    { "disabled-deep", BENCH_BODIES(debug), set_up_deep, nullptr },
    { "disabled-expensive", BENCH_ONLY_M3(debug_expensive), set_up_null, nullptr },
    { "null", BENCH_BODIES(info), set_up_null, nullptr },
    { "file", BENCH_BODIES(info), set_up_file, nullptr },
    { "buffered", BENCH_BODIES(info), set_up_buffered, finish },
    { "queued", BENCH_BODIES(info), set_up_queued, finish },
    { "delivered", BENCH_BODIES(info), set_up_delivered, finish },
    { "overload-block", BENCH_BODIES(info), set_up_block, finish },
    { "three-handlers", BENCH_BODIES(info), set_up_three, nullptr },
    { "deep", BENCH_BODIES(info), set_up_deep, nullptr },
    { nullptr, { nullptr, nullptr, nullptr }, nullptr, nullptr },
};

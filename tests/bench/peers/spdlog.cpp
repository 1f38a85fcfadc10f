// spdlog: thread-safe sinks, a flush after each record but where lines are buffered; and its thread pool.
#include "../driver.h"

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>
#include <spdlog/version.h>

static std::shared_ptr<spdlog::logger> logger;
static std::shared_ptr<spdlog::details::thread_pool> pool;

const char *bench_version() {
    static const std::string version = std::to_string(SPDLOG_VER_MAJOR) + "." +
                                       std::to_string(SPDLOG_VER_MINOR) + "." +
                                       std::to_string(SPDLOG_VER_PATCH);
    return version.c_str();
}

// spdlog's own level names are in small letters.
class upper_level final : public spdlog::custom_flag_formatter {
  public:
    void format(const spdlog::details::log_msg &message, const std::tm &,
                spdlog::memory_buf_t &out) override {
        static const spdlog::string_view_t names[] = { "TRACE",   "DEBUG", "INFO",
                                                       "WARNING", "ERROR", "CRITICAL" };
        const spdlog::string_view_t name = names[message.level];
        out.append(name.data(), name.data() + name.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::unique_ptr<custom_flag_formatter>(new upper_level);
    }
};

enum class flush { each_record, when_full };

static void use(std::shared_ptr<spdlog::logger> given, flush when) {
    logger = std::move(given);
    auto formatter = std::unique_ptr<spdlog::pattern_formatter>(new spdlog::pattern_formatter);
    formatter->add_flag<upper_level>('*').set_pattern("%Y-%m-%d %T,%e - %n - %* - %v");
    logger->set_formatter(std::move(formatter));
    logger->set_level(spdlog::level::info);
    logger->flush_on(when == flush::each_record ? spdlog::level::trace : spdlog::level::off);
}

static void set_up(std::vector<spdlog::sink_ptr> sinks, flush when = flush::each_record) {
    use(std::make_shared<spdlog::logger>(BENCH_LOGGER, sinks.begin(), sinks.end()), when);
}

static spdlog::sink_ptr file_sink(const char *file) {
    return std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
}

static void set_up_null(const char *) {
    set_up({ std::make_shared<spdlog::sinks::null_sink_mt>() });
}

static void set_up_file(const char *file) {
    set_up({ file_sink(file) });
}

static void set_up_buffered(const char *file) {
    set_up({ file_sink(file) }, flush::when_full);
}

static void finish_buffered() {
    logger->flush();
}

static void set_up_pool(const char *file, size_t records, spdlog::async_overflow_policy overflow,
                        flush when) {
    bench_use_core(1);
    pool = std::make_shared<spdlog::details::thread_pool>(records, 1);
    bench_use_core(0);
    use(std::make_shared<spdlog::async_logger>(BENCH_LOGGER, file_sink(file), pool, overflow), when);
}

static void set_up_queued(const char *file) {
    set_up_pool(file, BENCH_QUEUE_RECORDS, spdlog::async_overflow_policy::block, flush::when_full);
}

static void set_up_delivered(const char *file) {
    set_up_pool(file, BENCH_QUEUE_RECORDS, spdlog::async_overflow_policy::block, flush::each_record);
}

static void set_up_block(const char *file) {
    set_up_pool(file, BENCH_SMALL_QUEUE_RECORDS, spdlog::async_overflow_policy::block, flush::when_full);
}

static void set_up_oldest(const char *file) {
    set_up_pool(file, BENCH_SMALL_QUEUE_RECORDS, spdlog::async_overflow_policy::overrun_oldest,
                flush::when_full);
}

// The pool's end waits for the last record.
static void finish_queued() {
    pool.reset();
    logger->sinks().front()->flush();
}

static void finish_oldest() {
    bench_dropped(pool->overrun_counter());
    finish_queued();
}

static void set_up_three(const char *file) {
    const std::string second = bench_further_file(file, 2), third = bench_further_file(file, 3);
    set_up({ file_sink(file), file_sink(second.c_str()), file_sink(third.c_str()) });
}

#define BENCH_LOCALS spdlog::logger *const to = logger.get();
#define INFO(...)    to->info(__VA_ARGS__)
#define DEBUG(...)   to->debug(__VA_ARGS__)

BENCH_FMT_LOOPS(info, INFO)
BENCH_FMT_LOOPS(debug, DEBUG)
BENCH_LOOP(debug_expensive, DEBUG(BENCH_FMT_EXPENSIVE(i)))

const struct bench_scenario bench_scenarios[] = {
    { "disabled", BENCH_BODIES(debug), set_up_null, nullptr },
    { "disabled-expensive", BENCH_ONLY_M3(debug_expensive), set_up_null, nullptr },
    { "null", BENCH_BODIES(info), set_up_null, nullptr },
    { "file", BENCH_BODIES(info), set_up_file, nullptr },
    { "three-handlers", BENCH_BODIES(info), set_up_three, nullptr },
    { "buffered", BENCH_BODIES(info), set_up_buffered, finish_buffered },
    { "queued", BENCH_BODIES(info), set_up_queued, finish_queued },
    { "delivered", BENCH_BODIES(info), set_up_delivered, finish_queued },
    { "overload-block", BENCH_BODIES(info), set_up_block, finish_queued },
    { "overload-oldest", BENCH_BODIES(info), set_up_oldest, finish_oldest },
    { nullptr, { nullptr, nullptr, nullptr }, nullptr, nullptr },
};

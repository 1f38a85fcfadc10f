// spdlog: thread-safe sinks, a flush after each record.
#include "../driver.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>
#include <spdlog/version.h>

static std::shared_ptr<spdlog::logger> logger;

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

static void set_up(std::vector<spdlog::sink_ptr> sinks) {
    logger = std::make_shared<spdlog::logger>(BENCH_LOGGER, sinks.begin(), sinks.end());
    auto formatter = std::unique_ptr<spdlog::pattern_formatter>(new spdlog::pattern_formatter);
    formatter->add_flag<upper_level>('*').set_pattern("%Y-%m-%d %T,%e - %n - %* - %v");
    logger->set_formatter(std::move(formatter));
    logger->set_level(spdlog::level::info);
    logger->flush_on(spdlog::level::trace);
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
    { nullptr, { nullptr, nullptr, nullptr }, nullptr, nullptr },
};

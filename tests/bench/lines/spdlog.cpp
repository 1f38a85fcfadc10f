// A whole program: start, configure, log one line, exit.
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

int main(int argc, char **argv) {
    if (argc != 2)
        return 1;
    auto logger = spdlog::basic_logger_mt("bench", argv[1]);
    logger->set_pattern("%Y-%m-%d %T,%e - %n - INFO - %v");
    logger->flush_on(spdlog::level::trace);
    logger->info("Hello logger: msg number {}", 0);
}

// A whole program: start, configure, log one line, exit.
#include <log4cplus/fileappender.h>
#include <log4cplus/initializer.h>
#include <log4cplus/layout.h>
#include <log4cplus/logger.h>
#include <log4cplus/loggingmacros.h>

int main(int argc, char **argv) {
    if (argc != 2)
        return 1;
    log4cplus::Initializer initializer;
    log4cplus::SharedAppenderPtr appender(new log4cplus::FileAppender(argv[1], std::ios_base::app, true));
    appender->setLayout(std::unique_ptr<log4cplus::Layout>(
        new log4cplus::PatternLayout("%D{%Y-%m-%d %H:%M:%S,%q} - %c - %p - %m%n")));
    log4cplus::Logger::getRoot().addAppender(appender);
    log4cplus::Logger logger = log4cplus::Logger::getInstance("bench");
    LOG4CPLUS_INFO_FMT(logger, "Hello logger: msg number %d", 0);
}

/* A whole program: start, configure, log one line, exit. */
#include <pylog.h>

int main(int argc, char **argv) {
    if (argc != 2 || pylog_basic_config(&(struct pylog_config){
                         .filename = argv[1],
                         .format = "%(asctime)s - %(name)s - %(levelname)s - %(message)s",
                         .level = PYLOG_INFO }) != 0)
        return 1;
    pylog_info(pylog_get_logger("bench"), "Hello logger: msg number %d", 0);
}

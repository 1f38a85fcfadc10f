/* A program that is configured by CONFIGURE, statements that set `failed`; in C and in C++. */
#include <pylog/handlers.h>
#include <string.h>

/* What the compiler does not see. */
const struct pylog_config *from_elsewhere(const struct pylog_config *config);
const struct pylog_config *from_elsewhere(const struct pylog_config *config) {
    static const struct pylog_config *volatile elsewhere;
    elsewhere = config;
    return elsewhere;
}

int main(int argc, char **argv) {
    int failed = argc != 2;
    const char *file = argv[1];
    CONFIGURE;
    if (failed) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_warning(pylog_get_logger("app"), "caf\303\251 %d", 7);
    return 0;
}

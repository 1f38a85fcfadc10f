/* The program that each way of embedding builds and runs. */
#include <pylog.h>
#include <string.h>

int main(void) {
    char version[64];
    snprintf(version, sizeof version, "%d.%d.%d", PYLOG_VERSION_MAJOR, PYLOG_VERSION_MINOR,
             PYLOG_VERSION_PATCH);
    if (strcmp(version, PYLOG_VERSION_STRING) != 0 || pylog_version() != PYLOG_VERSION_NUMBER) {
        fprintf(stderr, "header %s is not library %d\n", version, pylog_version());
        return 1;
    }
    pylog_basic_config(&(struct pylog_config){ .level = PYLOG_INFO, .stream = stdout });
    pylog_info(pylog_get_logger("app"), "embedded in %d line", 1);
    pylog_debug(NULL, "not shown");
    return 0;
}

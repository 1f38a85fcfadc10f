/* A log call that -Wformat-security warns of, with the header of an installed pylog. */
#include <pylog.h>

void log_foreign_text(const char *text);

void log_foreign_text(const char *text) {
    pylog_info(NULL, text);
}

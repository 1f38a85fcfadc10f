/* Sends events of all kinds to the event log of Windows. Prints what became of them. */
#include <pylog/handlers.h>
#include <string.h>

int main(void) {
    static char long_text[200001];
    pylog_handler *handler = pylog_nt_event_log_handler_new("pylog_test", NULL);
    if (!handler) {
        printf("no handler: %s\n", pylog_last_error());
        return 1;
    }
    pylog_logger *log = pylog_get_logger("app");
    pylog_logger_set_level(log, 1);
    pylog_logger_add_handler(log, handler);
    pylog_debug(log, "debug");
    pylog_info(log, "connected to %s in %d ms", "localhost", 7);
    pylog_warning(log, "h\xC3\xA9llo \xE2\x82\xAC \xF0\x9F\x98\x80");
    pylog_error(log, "not UTF-8: \xFF");
    pylog_critical(log, "%s", "");
    for (size_t i = 0; i + 4 < sizeof long_text; i += 4)
        memcpy(long_text + i, "\xF0\x9F\x98\x80", 4);
    pylog_log(log, 35, "%s", long_text);

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    printf("%d events, %d errors\n", (int)stats.emitted, (int)stats.errors);
    pylog_handler_unref(handler);
    return stats.emitted != 6;
}

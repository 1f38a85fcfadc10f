/* A whole program: start, configure, log one line, exit. */
#include <log4c.h>
#include <log4c/appender_type_stream2.h>
#include <stdio.h>

int main(int argc, char **argv) {
    FILE *stream = argc == 2 ? fopen(argv[1], "a") : NULL;
    if (!stream || log4c_init() != 0)
        return 1;
    log4c_layout_t *layout = log4c_layout_get("dated");
    log4c_appender_t *appender = log4c_appender_get("bench");
    log4c_appender_set_type(appender, &log4c_appender_type_stream2);
    log4c_appender_set_layout(appender, layout);
    log4c_stream2_set_fp(appender, stream);
    log4c_category_t *category = log4c_category_get("bench");
    log4c_category_set_priority(category, LOG4C_PRIORITY_INFO);
    log4c_category_set_appender(category, appender);
    log4c_category_info(category, "Hello logger: msg number %d", 0);
    return log4c_fini();
}

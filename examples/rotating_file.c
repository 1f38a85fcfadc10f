/* A file that begins anew before it gets as long as 32 bytes. What was in it is kept as app.log.1, what was
 * in that as app.log.2, and older records are gone.
 *
 * Output:
 *     app.log:
 *         INFO:request 7
 *     app.log.1:
 *         INFO:request 5
 *         INFO:request 6
 *     app.log.2:
 *         INFO:request 3
 *         INFO:request 4
 *     app.log.3: there is none
 */
#include <pylog/handlers.h>

static void show(const char *path) {
    char line[64];
    FILE *file = fopen(path, "r");
    printf("%s:%s\n", path, file ? "" : " there is none");
    while (file && fgets(line, sizeof line, file))
        printf("    %s", line);
    if (file)
        fclose(file);
}

int main(void) {
    const struct pylog_rotating_options options = { .max_bytes = 32, .backup_count = 2 };
    pylog_handler *handler = pylog_rotating_file_handler_new("app.log", &options);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_handler_set_format(handler, "%(levelname)s:%(message)s", NULL);
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);

    for (int i = 1; i <= 7; i++)
        pylog_info(pylog_get_logger("app"), "request %d", i);

    const char *const paths[] = { "app.log", "app.log.1", "app.log.2", "app.log.3" };
    for (int i = 0; i < 4; i++)
        show(paths[i]);
}

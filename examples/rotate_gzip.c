/* A file that begins anew before it gets longer than 200 bytes. What was in it is compressed by gzip, and the
 * three newest of such files are kept: app.log.1.gz, app.log.2.gz and app.log.3.gz.
 *
 * Output:
 *     app.log.1.gz: 9 lines, from INFO:app:request 27 to INFO:app:request 35
 *     app.log.2.gz: 9 lines, from INFO:app:request 18 to INFO:app:request 26
 *     app.log.3.gz: 9 lines, from INFO:app:request 09 to INFO:app:request 17
 *
 * app.log:
 *     INFO:app:request 36
 *     INFO:app:request 37
 *     INFO:app:request 38
 *     INFO:app:request 39
 *     INFO:app:request 40
 */
#define _POSIX_C_SOURCE 200809L

#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static int add_gz(const char *default_name, pylog_buffer *name, void *data) {
    (void)data;
    return pylog_buffer_printf(name, "%s.gz", default_name);
}

/* Copy the file into a command's input. A program that knows where its names come from can leave out quoting.
 */
static int pipe_file(const char *path, const char *command) {
    char block[4096];
    size_t length;
    FILE *from = fopen(path, "rb"), *to = from ? popen(command, "w") : NULL;
    while (to && (length = fread(block, 1, sizeof block, from)) > 0)
        fwrite(block, 1, length, to);
    int failed = !to || ferror(from) || ferror(to);
    if (to && pclose(to) != 0)
        failed = 1;
    if (from)
        fclose(from);
    return failed ? -1 : 0;
}

/* Only when the compressed file is complete is the other one removed. */
static int compress(const char *source, const char *dest, void *data) {
    pylog_buffer *command = pylog_buffer_new();
    (void)data;
    int result = command ? pylog_buffer_printf(command, "gzip -9 >'%s'", dest) : -1;
    if (!result)
        result = pipe_file(source, pylog_buffer_data(command));
    pylog_buffer_free(command);
    return result || remove(source) != 0 ? -1 : 0;
}

static void show(const char *path) {
    char command[64], first[64] = "", line[64];
    int lines = 0;
    snprintf(command, sizeof command, "gzip -dc %s", path);
    FILE *from = popen(command, "r");
    for (; from && fgets(line, sizeof line, from); lines++) {
        line[strcspn(line, "\n")] = '\0';
        if (!lines)
            strcpy(first, line);
    }
    if (from && pclose(from) == 0)
        printf("%s: %d lines, from %s to %s\n", path, lines, first, line);
}

int main(void) {
    pylog_handler *handler = pylog_rotating_file_handler_new(
        "app.log", &(struct pylog_rotating_options){
                       .max_bytes = 200, .backup_count = 3, .namer = add_gz, .rotator = compress });
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return EXIT_FAILURE;
    }
    pylog_basic_config(
        &(struct pylog_config){ .handlers = (pylog_handler *const[]){ handler, NULL }, .level = PYLOG_INFO });
    pylog_handler_unref(handler);

    for (int i = 0; i <= 40; i++)
        pylog_info(pylog_get_logger("app"), "request %02d", i);

    show("app.log.1.gz");
    show("app.log.2.gz");
    show("app.log.3.gz");
}

#define _POSIX_C_SOURCE 200809L

#include "configs.h"
#include <handler_names.h>

#include <errno.h>
#include <pylog/config.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static FILE *file;
static long looked_at; /* so much of it */

void configs_begin(void) {
    file = tmpfile();
    looked_at = 0;
    assert_non_null(file);
    assert_int_equal(pylog_config_register_stream("sys.stdout", file), 0);
}

void configs_end(void) {
    assert_int_equal(pylog_config_register_stream("sys.stdout", NULL), 0);
    fclose(file);
}

FILE *printed_file(void) {
    return file;
}

const char *printed(void) {
    static char text[512];
    fflush(file);
    fseek(file, looked_at, SEEK_SET);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    looked_at = ftell(file);
    return text;
}

const char *json_of(const char *text) {
    static char json[4096];
    assert_true(strlen(text) < sizeof json);
    strcpy(json, text);
    for (char *at = json; *at; at++)
        if (*at == '\'')
            *at = '"';
    return json;
}

int apply_json(const char *text) {
    return pylog_dict_config(json_of(text));
}

void assert_refused(int result, const char *sentence) {
    assert_int_equal(result, -1);
    assert_int_equal(errno, EINVAL);
    if (!strstr(pylog_last_error(), sentence))
        fail_msg("\"%s\" is not in \"%s\"", sentence, pylog_last_error());
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    assert_int_equal(names_of_handlers(NULL, 0), 0);
}

void log_info_and_error(const char *name) {
    pylog_info(pylog_get_logger(name), "1");
    pylog_error(pylog_get_logger(name), "2");
}

int lowest_free_descriptor(void) {
    int descriptor = dup(0);
    close(descriptor);
    return descriptor;
}

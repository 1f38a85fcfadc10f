/* What factories of a configuration are given: arguments, lists and dicts among them, and attributes. */
#include "support.h"
#include "../support/handler_names.h"

#include <pylog/config.h>

static const char config[] =
    "{ \"version\": 1, \"limits\": {\"lines\": [10, 20]}, \"name\": \"grün\","
    "  \"handlers\": {"
    "    \"plain\": {\"()\": \"__main__.Shown\", \"text\": \"a\", \"number\": 7, \"level\": \"ERROR\"},"
    "    \"nested\": {\"()\": \"__main__.Shown\", \"list\": [\"x\", 1, null], \"dict\": {\"k\": \"v\"},"
    "                 \"text\": \"[1, 2]\"},"
    "    \"referring\": {\"()\": \"__main__.Shown\", \"limits\": \"cfg://limits.lines\","
    "                    \"first\": \"cfg://limits.lines[0]\"},"
    "    \"characters\": {\"()\": \"__main__.Shown\", \"third\": \"cfg://name[2]\","
    "                     \"same\": \"cfg://name\"},"
    "    \"attributes\": {\"()\": \"__main__.Shown\", \"text\": \"a\","
    "                     \".\": {\"colour\": \"red\", \"size\": 3, \"sizes\": [3, 4]}}},"
    "  \"root\": {\"handlers\": [\"plain\", \"nested\", \"referring\", \"characters\", \"attributes\"]}}";

static void destroy(void *text) {
    free(text);
}

static int drop(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    (void)record;
    return 0;
}

static const struct pylog_handler_ops shown = { .name = "Shown", .emit = drop, .destroy = destroy };

static void put(char *text, const char *more) {
    strncat(text, more, 999 - strlen(text));
}

static void put_field(char *text, const struct pylog_field *kwargs, const struct pylog_field *field) {
    char number[32];
    static const char *const kinds[] = { [PYLOG_CONFIG_VALUE] = " value ",
                                         [PYLOG_CONFIG_LIST] = " list ",
                                         [PYLOG_CONFIG_TUPLE] = " tuple ",
                                         [PYLOG_CONFIG_DICT] = " dict " };
    snprintf(number, sizeof number, "%" PRId64, field->value.i);
    put(text, field >= pylog_config_attributes(kwargs) ? "   . " : "   ");
    put(text, field->key);
    put(text, kinds[pylog_config_kind_of(kwargs, field)]);
    put(text, field->type == PYLOG_TYPE_STR ? field->value.s : number);
    put(text, "\n");
}

static pylog_handler *make_shown(const struct pylog_field *kwargs, void *data) {
    (void)data;
    char *text = calloc(1, 1000);
    for (const struct pylog_field *field = kwargs; text && field->key; field++)
        put_field(text, kwargs, field);
    return text ? pylog_handler_new(&shown, text) : NULL;
}

int main(int argc, char **argv) {
    pylog_handler *handlers[5];
    begin(argc, argv);
    pylog_config_register_handler("__main__.Shown", make_shown, NULL);
    if (pylog_dict_config(config) != 0)
        puts(pylog_last_error());
    size_t count = pylog_logger_handlers(NULL, handlers, 5);
    for (size_t i = 0; i < count; i++) {
        printf("%s\n%s", name_of_handler(handlers[i]), (char *)pylog_handler_data(handlers[i]));
        pylog_handler_unref(handlers[i]);
    }
    return 0;
}

/* The functions that take options which ask for parts of the library, with all parts. Programs call these
 * where their compiler takes no shortcut: see pylog/parts.h. */
#define PYLOG__WHOLE
#include <pylog.h>

static const struct pylog__parts all_parts = {
    .find_style = pylog__style_find,
    .find_codec = pylog__codec_find,
    .put_time = pylog__put_time,
};

int pylog_basic_config(const struct pylog_config *config) {
    return pylog__basic_config(config, &all_parts);
}

pylog_handler *pylog_file_handler_new(const char *filename, const struct pylog_file_options *options) {
    return pylog__file_handler_new(filename, options, &all_parts);
}

pylog_formatter *pylog_formatter_new(const char *fmt, const struct pylog_formatter_options *options) {
    return pylog__formatter_new(fmt, options, &all_parts);
}

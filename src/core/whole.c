/* The functions that take options which ask for parts of the library, with all parts. Programs call these
 * where their compiler takes no shortcut: see pylog/parts.h. */
#include "formatter.h"
#include "queue.h"

int pylog_basic_config(const struct pylog_config *config) {
    static const struct pylog__parts all = { pylog__style_find, pylog__codec_find, pylog__queue_handler_make,
                                             pylog__queue_handler_listen };
    return pylog__basic_config(config, &all);
}

pylog_handler *pylog_file_handler_new(const char *filename, const struct pylog_file_options *options) {
    return pylog__file_handler_new(filename, options, pylog__codec_find);
}

pylog_formatter *pylog_formatter_new(const char *fmt, const struct pylog_formatter_options *options) {
    return pylog__formatter_new(fmt, options, pylog__style_find);
}

/* How a handler's text is to be: what few programs say in this way. */
#include "handler.h"

int pylog_handler_set_format(pylog_handler *handler, const char *fmt, const char *datefmt) {
    struct pylog_formatter_options options = { .datefmt = datefmt };
    pylog_formatter *formatter = pylog_formatter_new(fmt, &options);
    if (!formatter)
        return -1;
    int result = pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    return result;
}

int pylog_handler_set_encoding(pylog_handler *handler, const char *encoding, const char *errors) {
    struct pylog__codec codec;
    if (pylog__codec_find(encoding, errors, &codec))
        return -1;
    return pylog__handler_set_codec(handler, &codec);
}

/* Which parts of the library a program with the static library has in it. pylog.h includes this file; nothing in
 * it is for direct use.
 *
 * Queues, encodings, strftime, and the styles { and $ are linked into a program only if it may ask for them. Three functions
 * take options that do: here each becomes a call that hands the parts over, and where the compiler sees that an
 * option is not set, its part is not mentioned. A compiler that does not optimise calls the function
 * itself, which has all of them (src/core/whole.c). */
#ifndef PYLOG_PARTS_H
#define PYLOG_PARTS_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct pylog__style;
struct pylog__codec;
struct pylog__calendar;

typedef const struct pylog__style *pylog__find_style(char name);
typedef int pylog__find_codec(const char *encoding, const char *errors, struct pylog__codec *out);
typedef void pylog__put_time_function(pylog_buffer *out, const char *fmt, const struct pylog__calendar *time);

/* Each may be NULL where the options do not ask for it. */
struct pylog__parts {
    pylog__find_style *find_style; /* of a style that is not % */
    pylog__find_codec *find_codec;
    pylog__put_time_function *put_time; /* of a datefmt */
    /* A handler with a queue of its own; and its listener, made and started. */
    pylog_handler *(*make_queue)(const struct pylog_queue_options *options);
    int (*listen)(pylog_handler *queue_handler, pylog_handler *const *writers);
};

PYLOG_API const struct pylog__style *pylog__style_find(char name);
PYLOG_API int pylog__codec_find(const char *encoding, const char *errors, struct pylog__codec *out);
PYLOG_API void pylog__put_time(pylog_buffer *out, const char *fmt, const struct pylog__calendar *time);
PYLOG_API pylog_handler *pylog__queue_handler_make(const struct pylog_queue_options *options);
PYLOG_API int pylog__queue_handler_listen(pylog_handler *queue_handler, pylog_handler *const *writers);

PYLOG_API int pylog__basic_config(const struct pylog_config *config, const struct pylog__parts *parts);
PYLOG_API pylog_handler *pylog__file_handler_new(const char *filename, const struct pylog_file_options *options,
                                                 const struct pylog__parts *parts);
PYLOG_API pylog_formatter *pylog__formatter_new(const char *fmt, const struct pylog_formatter_options *options,
                                                const struct pylog__parts *parts);

#if defined(__OPTIMIZE__) && !defined(PYLOG_USE_SHARED) && !defined(PYLOG__WHOLE)
#define PYLOG__SHORTCUT extern inline __attribute__((__gnu_inline__))
#define PYLOG__NO_PARTS { NULL, NULL, NULL, NULL, NULL }

PYLOG__SHORTCUT int pylog_basic_config(const struct pylog_config *config) {
    struct pylog__parts parts = PYLOG__NO_PARTS;
    if (config && config->style && config->style != '%')
        parts.find_style = pylog__style_find;
    if (config && (config->encoding || config->errors))
        parts.find_codec = pylog__codec_find;
    if (config && config->datefmt)
        parts.put_time = pylog__put_time;
    if (config && config->queue) {
        parts.make_queue = pylog__queue_handler_make;
        parts.listen = pylog__queue_handler_listen;
    }
    return pylog__basic_config(config, &parts);
}

PYLOG__SHORTCUT pylog_handler *pylog_file_handler_new(const char *filename, const struct pylog_file_options *options) {
    struct pylog__parts parts = PYLOG__NO_PARTS;
    if (options && (options->encoding || options->errors))
        parts.find_codec = pylog__codec_find;
    return pylog__file_handler_new(filename, options, &parts);
}

PYLOG__SHORTCUT pylog_formatter *pylog_formatter_new(const char *fmt, const struct pylog_formatter_options *options) {
    struct pylog__parts parts = PYLOG__NO_PARTS;
    if (options && options->style && options->style != '%')
        parts.find_style = pylog__style_find;
    if (options && options->datefmt)
        parts.put_time = pylog__put_time;
    return pylog__formatter_new(fmt, options, &parts);
}
#endif

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif

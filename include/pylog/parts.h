/* Which parts of the library a program with the static library has in it. pylog.h includes this file; nothing in
 * it is for direct use.
 *
 * Encodings, strftime, and the styles { and $ are linked into a program only if it may ask for them. Three
 * functions take options that do: here each becomes a call that hands the parts over, and where the compiler sees
 * that an option is not set, its part is not mentioned. A compiler that does not optimise calls the function itself,
 * which has all of them (src/logger/whole.c). */
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

typedef const struct pylog__style *pylog__style_find_function(char name);
typedef int pylog__codec_find_function(const char *encoding, const char *errors, struct pylog__codec *out);
typedef void pylog__put_time_function(pylog_buffer *out, const char *fmt, const struct pylog__calendar *time);

/* Each may be NULL where the options do not ask for it. */
struct pylog__parts {
    pylog__style_find_function *find_style; /* of a style that is not % */
    pylog__codec_find_function *find_codec;
    pylog__put_time_function *put_time; /* of a datefmt */
};

PYLOG_API const struct pylog__style *pylog__style_find(char name);
PYLOG_API int pylog__codec_find(const char *encoding, const char *errors, struct pylog__codec *out);
PYLOG_API void pylog__put_time(pylog_buffer *out, const char *fmt, const struct pylog__calendar *time);

PYLOG_API int pylog__basic_config(const struct pylog_config *config, const struct pylog__parts *parts);
PYLOG_API pylog_handler *pylog__file_handler_new(const char *filename, const struct pylog_file_options *options,
                                                 const struct pylog__parts *parts);
PYLOG_API pylog_formatter *pylog__formatter_new(const char *fmt, const struct pylog_formatter_options *options,
                                                const struct pylog__parts *parts);

/* What is handed on is a copy: if the address of the program's own options left it, the compiler could not tell any
 * more what is in them. */
#if defined(__OPTIMIZE__) && !defined(PYLOG_USE_SHARED) && !defined(PYLOG__WHOLE)
#define PYLOG__SHORTCUT extern inline __attribute__((__gnu_inline__, __always_inline__))
#define PYLOG__NO_PARTS { NULL, NULL, NULL }

PYLOG__SHORTCUT int pylog_basic_config(const struct pylog_config *config) {
    struct pylog__parts parts = PYLOG__NO_PARTS;
    if (!config)
        return pylog__basic_config(NULL, &parts);
    if (config->style && config->style != '%')
        parts.find_style = pylog__style_find;
    if (config->encoding || config->errors)
        parts.find_codec = pylog__codec_find;
    if (config->datefmt)
        parts.put_time = pylog__put_time;
    struct pylog_config copy = *config;
    return pylog__basic_config(&copy, &parts);
}

PYLOG__SHORTCUT pylog_handler *pylog_file_handler_new(const char *filename, const struct pylog_file_options *options) {
    struct pylog__parts parts = PYLOG__NO_PARTS;
    if (!options)
        return pylog__file_handler_new(filename, NULL, &parts);
    if (options->encoding || options->errors)
        parts.find_codec = pylog__codec_find;
    struct pylog_file_options copy = *options;
    return pylog__file_handler_new(filename, &copy, &parts);
}

PYLOG__SHORTCUT pylog_formatter *pylog_formatter_new(const char *fmt, const struct pylog_formatter_options *options) {
    struct pylog__parts parts = PYLOG__NO_PARTS;
    if (!options)
        return pylog__formatter_new(fmt, NULL, &parts);
    if (options->style && options->style != '%')
        parts.find_style = pylog__style_find;
    if (options->datefmt)
        parts.put_time = pylog__put_time;
    struct pylog_formatter_options copy = *options;
    return pylog__formatter_new(fmt, &copy, &parts);
}
#endif

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif

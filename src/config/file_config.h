/* fileConfig of a text. */
#ifndef PYLOG_CONFIG_FILE_CONFIG_H
#define PYLOG_CONFIG_FILE_CONFIG_H

#include <pylog/config.h>

#pragma GCC visibility push(hidden)

/* As pylog_file_config, of a text of that length; errors begin with `source: `, unless that is NULL. */
int pylog__file_config_text(const char *text, size_t length, const char *source,
                            const struct pylog_file_config_options *options);

#pragma GCC visibility pop

#endif

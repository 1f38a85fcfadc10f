/* Configuring by a file that is only known by its name. */
#ifndef PYLOG_CONFIG_ENVIRONMENT_H
#define PYLOG_CONFIG_ENVIRONMENT_H

#include <pylog/config.h>

#pragma GCC visibility push(hidden)

/* pylog_file_config, if the name ends in .ini, .cfg or .conf; else pylog_dict_config_file. */
int pylog__configure_by_file(const char *path);

#pragma GCC visibility pop

#endif

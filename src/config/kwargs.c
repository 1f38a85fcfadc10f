/* What a factory may ask of its arguments: see read_factory in construct.c, which lays them out. */
#include <pylog/config.h>

static const struct pylog_field *end_of(const struct pylog_field *kwargs) {
    while (kwargs->key)
        kwargs++;
    return kwargs;
}

const struct pylog_field *pylog_config_attributes(const struct pylog_field *kwargs) {
    return kwargs + end_of(kwargs)->value.u;
}

enum pylog_config_kind pylog_config_kind_of(const struct pylog_field *kwargs, const struct pylog_field *field) {
    const unsigned char *kinds = (const unsigned char *)(end_of(kwargs) + 1);
    return (enum pylog_config_kind)kinds[field - kwargs];
}

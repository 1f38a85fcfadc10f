/* The inline functions of the header, for whoever needs them as functions. */
#include <pylog.h>

extern inline struct pylog_field pylog_none(const char *key);
extern inline struct pylog_field pylog_bool(const char *key, bool value);
extern inline struct pylog_field pylog_int(const char *key, int64_t value);
extern inline struct pylog_field pylog_uint(const char *key, uint64_t value);
extern inline struct pylog_field pylog_float(const char *key, double value);
extern inline struct pylog_field pylog_str(const char *key, const char *value);
extern inline int pylog__suppressed(const pylog_logger *logger);
extern inline bool pylog__may_log(const pylog_logger *logger, int level);
extern inline bool pylog_is_enabled_for(pylog_logger *logger, int level);

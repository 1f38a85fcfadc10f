/* The inline functions of the header, for whoever needs them as functions. */
#include <pylog.h>

extern inline int pylog__suppressed(const pylog_logger *logger);
extern inline bool pylog__may_log(const pylog_logger *logger, int level);
extern inline bool pylog_is_enabled_for(pylog_logger *logger, int level);

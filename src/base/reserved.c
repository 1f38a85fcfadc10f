/* Structures of programs that were compiled with a later header. */
#include "reserved.h"

#include "error.h"

int pylog__check_reserved(const uint64_t *words, size_t count) {
    while (count--)
        if (words[count])
            return pylog__fail_value("a reserved member is not 0: pylog " PYLOG_VERSION_STRING " is older than its header");
    return 0;
}

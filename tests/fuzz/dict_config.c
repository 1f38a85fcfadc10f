/* The reader of the schema of dictionaries, from text to a plan of which nothing is made: what it refuses, it
 * says why. */
#include <config/dict_config.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (pylog__dict_config_check((const char *)data, size) && !*pylog_last_error())
        abort();
    return 0;
}

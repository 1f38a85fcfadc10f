/* Python's pickle, protocol 1, of one dict from strings to simple values: byte for byte what CPython writes
 * for values that are objects of their own (where one object occurs twice, CPython refers back to the first).
 */
#ifndef PYLOG_WIRE_PICKLE_H
#define PYLOG_WIRE_PICKLE_H

#include "../base/value.h"

#pragma GCC visibility push(hidden)

struct pylog__pickle {
    struct pylog_buffer *out;
    size_t mark; /* the offset of the MARK that begins the present batch of pairs */
    size_t pairs;
    uint32_t memo; /* the next number for a string */
};

/* begin, any number of pairs, end. Without memory the buffer has failed. */
void pylog__pickle_begin(struct pylog__pickle *pickle, struct pylog_buffer *out);
void pylog__pickle_pair(struct pylog__pickle *pickle, const char *key, const struct pylog__value *value);
void pylog__pickle_end(struct pylog__pickle *pickle);

#pragma GCC visibility pop

#endif

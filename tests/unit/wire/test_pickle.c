/* The pickle of a dict, compared byte for byte with CPython's (tables/pickles.py). */
#include <fixture.h>
#include <pylog.h>
#include <stdio.h>
#include <string.h>
#include <wire/pickle.h>

#include "tables/pickles.h"

static void pickles_each_dict_as_CPython_does(void **state) {
    (void)state;
    for (size_t row = 0; row < sizeof pickles / sizeof *pickles; row++) {
        char storage[16];
        struct pylog_buffer out;
        struct pylog__pickle pickle;
        pylog__buffer_init(&out, storage, sizeof storage);
        pylog__pickle_begin(&pickle, &out);
        for (size_t i = 0; i < pickles[row].count; i++)
            pylog__pickle_pair(&pickle, pickles[row].items[i].key, &pickles[row].items[i].value);
        pylog__pickle_end(&pickle);
        if (out.length != pickles[row].length || memcmp(out.data, pickles[row].pickle, out.length) != 0)
            fail_msg("%s: not CPython's %zu bytes but %zu others", pickles[row].name, pickles[row].length,
                     out.length);
        pylog__buffer_release(&out);
    }
}

static uint64_t checksum(const char *bytes, size_t length) {
    uint64_t value = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < length; i++)
        value = (value ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return value;
}

static void puts_a_thousand_pairs_into_a_batch(void **state) {
    (void)state;
    for (size_t row = 0; row < sizeof many_pairs / sizeof *many_pairs; row++) {
        char storage[16], key[24];
        struct pylog_buffer out;
        struct pylog__pickle pickle;
        pylog__buffer_init(&out, storage, sizeof storage);
        pylog__pickle_begin(&pickle, &out);
        for (size_t i = 0; i < many_pairs[row].pairs; i++) {
            snprintf(key, sizeof key, "k%zu", i);
            pylog__pickle_pair(&pickle, key,
                               &(struct pylog__value){ .kind = PYLOG__INT, .as.i = (int64_t)i });
        }
        pylog__pickle_end(&pickle);
        if (out.length != many_pairs[row].length ||
            checksum(out.data, out.length) != many_pairs[row].checksum)
            fail_msg("%zu pairs: %zu bytes that are not CPython's", many_pairs[row].pairs, out.length);
        pylog__buffer_release(&out);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(pickles_each_dict_as_CPython_does),
    cmocka_unit_test(puts_a_thousand_pairs_into_a_batch),
};
TEST_MAIN

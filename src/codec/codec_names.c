/* The names of encodings, as Python looks them up. */
#include "codec_names.h"
#include "codec.h"
#include "../base/error.h"

_Static_assert(sizeof own_names + sizeof charmap_names + sizeof lacking_names + sizeof binary_names <=
                   6 * 1024,
               "the tables are small");

static bool is_codec_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/* Python's normalisation: lower case, and one underscore for whatever stands between letters, digits and
 * dots. False if no name that we know is as long. */
static bool normalise(const char *name, char out[LONGEST_NAME + 1]) {
    size_t length = 0;
    bool gap = false;
    for (; *name; name++) {
        if (!is_codec_digit(*name) && !is_upper(*name) && !is_lower(*name) && *name != '.') {
            gap = length > 0;
            continue;
        }
        if (length + gap + 1 > LONGEST_NAME)
            return false;
        if (gap)
            out[length++] = '_';
        gap = false;
        out[length++] = (char)(is_upper(*name) ? *name - 'A' + 'a' : *name);
    }
    out[length] = '\0';
    return length > 0;
}

/* The number of the line that has the name, as an alias or as the name of a module, which stands first; -1:
 * none. */
static int line_of_name(const char *lines, const char *name, bool alias) {
    const size_t length = strlen(name);
    int number = 0;
    bool first = true;
    for (const char *word = lines, *end; *word; word = end + 1) {
        end = word + strcspn(word, " \n");
        if (first != alias && (size_t)(end - word) == length && memcmp(word, name, length) == 0)
            return number;
        first = *end == '\n';
        number += first;
    }
    return -1;
}

static bool find_in(const char *lines, int first, const char *name, bool alias, enum pylog__encoding *out) {
    int number = line_of_name(lines, name, alias);
    if (number < 0)
        return false;
    *out = (enum pylog__encoding)(first + (first < PYLOG__LACKING ? number : 0));
    return true;
}

static bool find_encoding_name(const char *name, bool alias, enum pylog__encoding *out) {
    return find_in(own_names, PYLOG__UTF8, name, alias, out) ||
           find_in(charmap_names, PYLOG__CHARMAPS, name, alias, out) ||
           find_in(lacking_names, PYLOG__LACKING, name, alias, out) ||
           find_in(binary_names, PYLOG__BINARY, name, alias, out);
}

/* As Python, take dots for underscores in aliases alone: `iso8859.1` is latin-1, `utf.8` is nothing. */
static bool find_encoding(const char *given, enum pylog__encoding *out) {
    char name[LONGEST_NAME + 1] = "";
    if (!normalise(given, name))
        return false;
    if (find_encoding_name(name, true, out))
        return true;
    char dotless[LONGEST_NAME + 1];
    for (size_t i = 0; i < sizeof name; i++)
        dotless[i] = name[i] == '.' ? '_' : name[i];
    return find_encoding_name(dotless, true, out) || find_encoding_name(name, false, out);
}

int pylog__encoding_find(const char *name, enum pylog__encoding *out) {
    if (!find_encoding(name, out))
        return pylog__fail_as("LookupError", EINVAL, "unknown encoding: %s", name);
    if (*out == PYLOG__LACKING)
        return pylog__fail_as(
            "LookupError", EINVAL,
            "encoding %s is not supported: use utf-8, utf-16, utf-32, or an encoding of one "
            "byte per character",
            name);
    if (*out == PYLOG__BINARY)
        return pylog__fail_as("LookupError", EINVAL,
                              "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs",
                              name);
    return 0;
}

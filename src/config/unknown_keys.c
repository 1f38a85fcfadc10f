/* Keys that mean nothing: which are let pass, which are errors, and what may have been meant. */
#include "reader.h"

#include "../base/error.h"
#include <pylog/config.h>
#include <stdatomic.h>

static atomic_bool strict;

void pylog_config_set_strict(bool on) {
    atomic_store(&strict, on);
}

bool pylog__config_is_strict(void) {
    return atomic_load(&strict);
}

static char small_letter(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* ---- What is nearly a name that means something -------------------------------------------------- */

static bool same(const char *a, const char *b) {
    while (*a && small_letter(*a) == small_letter(*b))
        a++, b++;
    return small_letter(*a) == small_letter(*b);
}

static bool goes_on(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Behind the character there, which may be more than a byte; at the end, still there. */
static const char *behind(const char *at) {
    at += *at != '\0';
    while (goes_on(*at))
        at++;
    return at;
}

bool pylog__is_nearly(const char *written, const char *name) {
    const char *a = written, *b = name;
    while (*a && small_letter(*a) == small_letter(*b))
        a++, b++;
    while (a > written && (goes_on(*a) || goes_on(*b)))
        a--, b--;
    const char *next_a = behind(a), *next_b = behind(b);
    if (!*a || !*b)
        return !*next_a && !*next_b;
    bool swapped = a[1] && small_letter(a[0]) == small_letter(b[1]) && small_letter(a[1]) == small_letter(b[0]);
    return same(next_a, b) || same(a, next_b) || same(next_a, next_b) || (swapped && same(a + 2, b + 2));
}

/* What begins with another character, `_level` say, has been put aside on purpose. */
static bool begins_word(const char *key) {
    return small_letter(*key) >= 'a' && small_letter(*key) <= 'z';
}

static bool is_mistyped(const char *key, const char *const *known) {
    while (begins_word(key) && *known && !pylog__is_nearly(key, *known))
        known++;
    return begins_word(key) && *known;
}

/* ---- Checking ------------------------------------------------------------------------------------ */

bool pylog__is_among(const char *key, const char *const *names) {
    while (*names && strcmp(*names, key) != 0)
        names++;
    return *names != NULL;
}

bool pylog__key_passes(const char *key, const char *const *known) {
    return pylog__is_among(key, known) || !(pylog__config_is_strict() || is_mistyped(key, known));
}

int pylog__check_key(struct pylog__reader *reader, const struct pylog__node_value *value,
                     const char *const *known) {
    if (pylog__key_passes(value->key, known))
        return 0;
    pylog__reader_enter(reader, value->key, value);
    return pylog__fail_unknown_key(reader, value->key, known);
}

/* ---- What may have been meant ------------------------------------------------------------------------ */

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

enum { LONGEST_KNOWN_KEY = 40 };

/* How many characters have to be changed, put in or left out: Levenshtein's distance, capitals aside. The
 * second name is not too long. */
static size_t distance(const char *a, const char *b) {
    size_t length = strlen(b), row[LONGEST_KNOWN_KEY + 1];
    for (size_t i = 0; i <= length; i++)
        row[i] = i;
    for (size_t line = 1; *a; a++, line++) {
        size_t diagonal = row[0];
        row[0] = line;
        for (size_t i = 1; i <= length; i++) {
            size_t change = diagonal + (small_letter(*a) != small_letter(b[i - 1]));
            diagonal = row[i];
            row[i] = least(change, least(row[i], row[i - 1]) + 1);
        }
    }
    return row[length];
}

/* Does it begin as the other does, and have some of its letters, in order: fmt for format? */
static bool abbreviates(const char *key, const char *known) {
    if (small_letter(*key) != small_letter(*known) || !key[0] || !key[1] || !key[2])
        return false;
    for (; *known; known++)
        key += small_letter(*key) == small_letter(*known);
    return !*key;
}

/* The name that is most like what somebody has written, among those it has been compared with. */
struct likeness {
    const char *written, *name;
    size_t distance; /* that a name must be nearer than */
};

static struct likeness likeness_of(const char *written) {
    size_t length = strlen(written);
    return (struct likeness){ .written = written,
                              .distance = length > LONGEST_KNOWN_KEY ? 0 : least((length + 2) / 3, 3) + 1 };
}

static void compare_with(struct likeness *likeness, const char *name) {
    if (strlen(name) > LONGEST_KNOWN_KEY)
        return;
    size_t now = likeness->distance ? distance(likeness->written, name) : 0;
    if (now < likeness->distance) {
        likeness->distance = now;
        likeness->name = name;
    } else if (!likeness->name && abbreviates(likeness->written, name)) {
        likeness->name = name;
    }
}

/* The hint: `before`, and what may have been meant. */
static int put_hint(struct pylog__reader *reader, const char *before, const struct likeness *likeness) {
    char storage[128];
    struct pylog_buffer text;
    if (!likeness->name)
        return 0;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_string(&text, before);
    pylog__put_string(&text, "did you mean ");
    pylog__put_string(&text, likeness->name);
    pylog__put_char(&text, '?');
    reader->hint = pylog__document_copy(reader->document, text.data, text.length);
    pylog__buffer_release(&text);
    return reader->hint ? 0 : -1;
}

int pylog__fail_unknown_key(struct pylog__reader *reader, const char *key, const char *const *known) {
    struct likeness likeness = likeness_of(key);
    for (; *known; known++)
        compare_with(&likeness, *known);
    reader->hint = "unknown key";
    return put_hint(reader, "unknown key; ", &likeness) ? -1 : pylog__fail_value("%s", "");
}

int pylog__hint_at_key(struct pylog__reader *reader, const char *id, const struct pylog__node_value *dict) {
    struct likeness likeness = likeness_of(id);
    const struct pylog__node_value *at = pylog__node_is(dict, PYLOG__NODE_DICT) ? dict->as.items.first : NULL;
    for (; at && id[0] && id[1]; at = at->next)
        compare_with(&likeness, at->key);
    put_hint(reader, "", &likeness);
    return -1;
}

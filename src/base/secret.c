#include "secret.h"

#include "buffer.h"
#include "error.h"
#include <string.h>

static const char hidden[] = "***";

/* ---- What is one ----------------------------------------------------------------------------- */

static char lower_secret(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool begins_with_word(const char *at, const char *end, const char *word) {
    while (*word && at < end && lower_secret(*at) == *word)
        at++, word++;
    return !*word;
}

static bool has_secret_word(const char *bytes, size_t length) {
    static const char *const words[] = { "password", "passwd", "passphrase", "pwd",     "secret",
                                         "token",    "auth",   "credential", "api_key", "apikey" };
    const char *end = bytes + length;
    for (const char *at = bytes; at < end; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (begins_with_word(at, end, words[i]))
                return true;
    return false;
}

bool pylog__is_secret_name(const char *name) {
    return has_secret_word(name, strlen(name));
}

/* Where the user of a URL begins, and the @ after him; NULL: there is none from `at` on. */
static const char *find_user(const char *at, const char *end, const char **after) {
    for (; end - at > 3; at++) {
        if (memcmp(at, "://", 3) != 0)
            continue;
        const char *user = at + 3;
        for (*after = user; *after < end && !strchr("/ '\"", **after); ++*after)
            if (**after == '@')
                return user;
    }
    return NULL;
}

bool pylog__has_secret(const char *bytes, size_t length) {
    const char *after;
    return has_secret_word(bytes, length) || find_user(bytes, bytes + length, &after);
}

/* ---- Hiding it in an error ------------------------------------------------------------------- */

static void replace_error_text(struct pylog_buffer *text) {
    const char *kind = pylog__error_kind();
    int code = pylog__error_code();
    if (text->failed)
        pylog__fail_memory();
    else
        pylog__fail_as(kind, code, "%s", pylog__buffer_text(text));
    pylog__buffer_release(text);
}

void pylog__error_hide(const char *secret) {
    enum { SHORTEST_SECRET = 3 };
    char storage[512];
    struct pylog_buffer out;
    const char *text = pylog__error_text();
    size_t length = strlen(secret);
    if (length < SHORTEST_SECRET || strcmp(secret, hidden) == 0 || !strstr(text, secret))
        return;
    pylog__buffer_init(&out, storage, sizeof storage);
    for (const char *found; (found = strstr(text, secret)) != NULL; text = found + length) {
        pylog__put(&out, text, (size_t)(found - text));
        pylog__put_string(&out, hidden);
    }
    pylog__put_string(&out, text);
    replace_error_text(&out);
}

void pylog__error_hide_users(void) {
    char storage[512];
    struct pylog_buffer out;
    const char *text = pylog__error_text(), *end = text + strlen(text), *user, *after;
    if (!find_user(text, end, &after))
        return;
    pylog__buffer_init(&out, storage, sizeof storage);
    while ((user = find_user(text, end, &after)) != NULL) {
        pylog__put(&out, text, (size_t)(user - text));
        pylog__put_string(&out, hidden);
        text = after;
    }
    pylog__put_string(&out, text);
    replace_error_text(&out);
}

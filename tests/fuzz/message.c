/* printf's formats: any can be taken apart or is refused, and those that ask for arguments of one type alone
 * are formatted. */
#include <limits.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <message/printf.h>
#include <message/printf_spec.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_ARGUMENTS = 6 };

static void *allocate(void *data, void *block, size_t size) {
    (void)data;
    if (size)
        return size > 20000 ? NULL : realloc(block, size);
    free(block);
    return NULL;
}

/* libc needs as much memory as a precision says, and this machine may not have it. */
static bool has_long_number(const char *fmt) {
    size_t digits = 0;
    for (; *fmt && digits < 6; fmt++)
        digits = *fmt >= '0' && *fmt <= '9' ? digits + 1 : 0;
    return digits == 6;
}

struct wanted {
    bool wrong;   /* a conversion is refused */
    bool unusual; /* arguments are of several types, too many, or numbered */
    enum pylog__argument_type type;
    int count;
};

static void want(struct wanted *wanted, enum pylog__argument_type type) {
    if (type == PYLOG__NOTHING)
        return;
    if (wanted->count && wanted->type != type)
        wanted->unusual = true;
    wanted->type = type;
    wanted->unusual |= ++wanted->count > MOST_ARGUMENTS;
}

static struct wanted take_apart(const char *fmt) {
    struct wanted wanted = { .count = 0 };
    for (const char *at = strchr(fmt, '%'); at; at = strchr(at, '%')) {
        struct pylog__conversion conversion;
        at = pylog__conversion_parse(at + 1, &conversion);
        if (!at) {
            if (conversion.wrong < fmt || conversion.wrong > fmt + strlen(fmt))
                abort();
            wanted.wrong = true;
            return wanted;
        }
        wanted.unusual |= pylog__conversion_is_numbered(&conversion);
        wanted.unusual |=
            conversion.width == INT_MAX || conversion.precision == INT_MAX; /* are refused later */
        if (conversion.width_from)
            want(&wanted, PYLOG__INT_ARGUMENT);
        if (conversion.precision_from)
            want(&wanted, PYLOG__INT_ARGUMENT);
        if (conversion.value_from)
            want(&wanted, pylog__conversion_type(&conversion));
    }
    return wanted;
}

static void format(bool wrong, const char *fmt, ...) {
    char storage[16];
    struct pylog_buffer out;
    va_list args;
    pylog__buffer_init(&out, storage, sizeof storage);
    va_start(args, fmt);
    if ((pylog__format_message(&out, fmt, args, 2) != 0) != wrong)
        abort();
    va_end(args);
    pylog__buffer_release(&out);
}

static void format_with(enum pylog__argument_type type, const char *fmt) {
    switch (type) {
    case PYLOG__NOTHING:
    case PYLOG__ERROR_ARGUMENT: format(false, fmt); break;
    case PYLOG__INT_ARGUMENT: format(false, fmt, -5, 3, 0, 70000, -1, 65); break;
    case PYLOG__LONG_ARGUMENT: format(false, fmt, -5L, 3L, 0L, 70000L, -1L, 65L); break;
    case PYLOG__LONG_LONG_ARGUMENT: format(false, fmt, LLONG_MIN, 3LL, 0LL, 70000LL, -1LL, 65LL); break;
    case PYLOG__DOUBLE_ARGUMENT: format(false, fmt, -0.5, 1e300, 0.0, 5e-324, 123.456, -1e22); break;
    case PYLOG__POINTER_ARGUMENT: format(false, fmt, NULL, fmt, NULL, fmt, fmt, fmt); break;
    case PYLOG__STRING_ARGUMENT: format(false, fmt, "", "m\303\251", (char *)NULL, fmt, "\377", "x"); break;
    case PYLOG__INTMAX_ARGUMENT:
    case PYLOG__SIZE_ARGUMENT:
    case PYLOG__PTRDIFF_ARGUMENT:
    case PYLOG__LONG_DOUBLE_ARGUMENT:
    case PYLOG__WIDE_STRING_ARGUMENT: break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    pylog_set_allocator(allocate, NULL);
    char *fmt = malloc(size + 1);
    if (!fmt)
        abort();
    if (size)
        memcpy(fmt, data, size);
    fmt[size] = '\0';
    struct wanted wanted = take_apart(fmt);
    if (wanted.wrong && !wanted.count && !wanted.unusual)
        format(true, fmt);
    if (!wanted.wrong && !wanted.unusual && !has_long_number(fmt))
        format_with(wanted.type, fmt);
    free(fmt);
    return 0;
}

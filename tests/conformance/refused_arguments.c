/* What FileHandler and basicConfig say of wrong arguments, one by one and together: every mode of up to four letters,
 * and each combination of arguments. Each sentence is printed where it is met first, and its number for each case.
 *
 * Unlike Python: a mode with b writes text, as it is, and one with r is refused. So no accepted mode with r is shown. */
#include "support.h"

static char seen[40][160];
static int seen_count;

/* The number of what was said; "": nothing. */
static int outcome(const char *said) {
    for (int i = 0; i < seen_count; i++)
        if (strcmp(seen[i], said) == 0)
            return i;
    snprintf(seen[seen_count], sizeof seen[0], "%s", said);
    printf("%d: ", seen_count);
    print_without_directory(*said ? said : "accepted");
    putchar('\n');
    return seen_count++;
}

/* The sentence; "" if it is accepted. */
static const char *make(const char *mode, const char *encoding, const char *errors) {
    const struct pylog_file_options options = { .mode = mode, .encoding = encoding, .errors = errors };
    pylog_handler *handler = pylog_file_handler_new("case.txt", &options);
    if (!handler)
        return pylog_last_error();
    pylog_handler_close(handler);
    pylog_handler_unref(handler);
    return "";
}

/* That is said of most of them. */
static bool invalid(const char *mode) {
    for (const char *at = mode; *at; at++)
        if (*at == 'q' || strchr(at + 1, *at))
            return true;
    return false;
}

static size_t show_mode(char *line, size_t length, const char *mode, const char *encoding, const char *errors) {
    char expected[40];
    if (strchr(mode, 'x'))
        remove("case.txt");
    const char *said = make(mode, encoding, errors);
    if (invalid(mode)) {
        snprintf(expected, sizeof expected, "invalid mode: '%s'", mode);
        if (strcmp(said, expected) == 0)
            return length;
        return length + (size_t)sprintf(line + length, " %s:%s", mode, *said ? said : "accepted");
    }
    if (strchr(mode, 'r') && (!*said || strstr(said, ": a log is written to")))
        return length;
    return length + (size_t)sprintf(line + length, " %s:%d", mode, outcome(said));
}

static void modes(const char *encoding, const char *errors) {
    static const char letters[] = "awxrb+tq";
    static char line[1 << 20];
    size_t length = 0;
    for (unsigned count = 0; count < 5; count++) {
        for (unsigned number = 0; number < 1u << 3 * count; number++) {
            char mode[5] = "";
            for (unsigned i = 0; i < count; i++)
                mode[i] = letters[number >> 3 * (count - 1 - i) & 7];
            length = show_mode(line, length, mode, encoding, errors);
        }
    }
    printf("modes with encoding %s and errors %s:%s\n", encoding ? encoding : "none", errors ? errors : "none", line);
}

enum { KEYS = 9, OUTER = 6, MOST_VALUES = 5 };
static const struct {
    const char *key, *values[MOST_VALUES + 1];
    size_t count;
} keys[KEYS] = {
    { "filename", { NULL, "case.txt" }, 2 },
    { "filemode", { NULL, "w", "q", "wb", "wb+a" }, 5 },
    { "encoding", { NULL, "utf-8", "nope" }, 3 },
    { "errors", { NULL, "replace" }, 2 },
    { "stream", { NULL, "stderr" }, 2 },
    { "handlers", { NULL, "one" }, 2 },
    { "style", { NULL, "?" }, 2 },
    { "format", { NULL, "%(x" }, 2 },
    { "level", { NULL, "foo" }, 2 },
};

static const char *configure(const char *const values[KEYS]) {
    pylog_handler *handlers[2] = { pylog_stream_handler_new(NULL) }, *left;
    const struct pylog_config config = {
        .filename = values[0],
        .filemode = values[1],
        .encoding = values[2],
        .errors = values[3],
        .stream = values[4] ? stderr : NULL,
        .handlers = values[5] ? handlers : NULL,
        .style = values[6] ? *values[6] : '\0',
        .format = values[7],
        .level_name = values[8],
    };
    const char *said = pylog_basic_config(&config) ? pylog_last_error() : "";
    while (pylog_logger_handlers(NULL, &left, 1)) {
        pylog_logger_remove_handler(NULL, left);
        pylog_handler_close(left);
        pylog_handler_unref(left);
    }
    pylog_handler_unref(handlers[0]);
    return said;
}

/* Fill the values of the keys from `first` on, before `end`; false when all combinations are over. */
static bool choose(unsigned number, int first, int end, const char *values[KEYS]) {
    for (int i = end - 1; i >= first; i--) {
        values[i] = keys[i].values[number % keys[i].count];
        number /= (unsigned)keys[i].count;
    }
    return number == 0;
}

/* A line for each combination of some arguments, in which one number is for each of those of the others. */
static void combinations(void) {
    const char *values[KEYS];
    for (unsigned outer = 0; choose(outer, 0, OUTER, values); outer++) {
        int numbers[8];
        for (unsigned inner = 0; choose(inner, OUTER, KEYS, values); inner++)
            numbers[inner] = outcome(configure(values));
        for (int i = 0; i < OUTER; i++)
            if (values[i])
                printf("%s=%s ", keys[i].key, values[i]);
        for (int i = 0; i < 8; i++)
            printf("%d%s", numbers[i], i < 7 ? " " : "\n");
    }
}

int main(int argc, char **argv) {
    begin(argc, argv);
    modes(NULL, NULL);
    modes("utf-8", NULL);
    modes(NULL, "strict");
    modes("utf-8", "strict");
    combinations();
    return 0;
}

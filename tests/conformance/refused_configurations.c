/* Configurations that are wrong, and what is said about each; one text a row. C says where, too: that stands
 * in the row. */
#include "support.h"

#include <pylog/config.h>

enum { KIND, BEFORE, TEXT };

static int apply(const struct row *row) {
    if (strcmp(row->cells[KIND], "dict") == 0)
        return pylog_dict_config(row->cells[TEXT]);
    FILE *file = fopen("refused.ini", "wb");
    fputs(row->cells[TEXT], file);
    fclose(file);
    return pylog_file_config("refused.ini", NULL);
}

/* Go past the beginning of the text, if it is there. */
static const char *past(const char *text, const char *beginning) {
    size_t length = strlen(beginning);
    return strncmp(text, beginning, length) == 0 ? text + length : text;
}

/* The sentence, with `before` set apart, and without the file in front and the line at the end. */
static void print_error(const char *before) {
    char text[1024];
    snprintf(text, sizeof text, "%s", past(pylog_last_error(), "refused.ini: "));
    char *line = strstr(text, " (line ");
    if (line)
        *line = '\0';
    const char *sentence = past(text, before);
    print_escaped(sentence == text && *before ? "elsewhere" : before);
    fputs(" - ", stdout);
    print_without_directory(past(sentence, ": "));
    putchar('\n');
}

static void run(const struct row *row) {
    if (apply(row) == 0)
        puts("accepted");
    else
        print_error(row->cells[BEFORE]);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("refused_configurations", run);
    return 0;
}

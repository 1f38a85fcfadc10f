/* Messages: the formats that printf and Python's % share. What only one of them has is not here: printf has
 * %p, %a, %m, %ls and more length letters; Python has %r and %(key)s, and writes %#o as 0o10. */
#include "support.h"

#include <limits.h>
#include <math.h>

static void strings(pylog_logger *log) {
    static char many[301];
    memset(many, 'x', 300);
    pylog_error(log, "%s", "text");
    pylog_error(log, "%s %s", "one", "two");
    pylog_error(log, "%10s|%-10s|%s|%*s|%-*s|%*s|", "abc", "abc", "", 5, "ab", 5, "ab", -5, "ab");
    pylog_error(log, "%c%c%c %5c|%-5c|", 'a', 'B', '!', 'a', 'b');
    pylog_error(log, "embedded\nnewline\tand tab %s", "a\nb");
    pylog_error(log, "quotes ' \" and \\ %s %s", "it's", "say \"hi\"");
    pylog_error(log, "h\xc3\xa9llo \xe2\x82\xac %s", "\xc3\xbc\xf0\x9f\x98\x80");
    pylog_error(log, "{} {x} $x ${y} %s", "braces");
    pylog_error(log, "%s%s%s%s%s%s%s%s%s%s%s%s", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    pylog_error(log, "%s", many);
    pylog_log_text(log, PYLOG_ERROR, NULL, "", 0);
    pylog_error(log, "%s", "");
}

static void integers(pylog_logger *log) {
    pylog_error(log, "%d %i %u", 1, -2, 3U);
    pylog_error(log, "%5d|%-5d|%05d|%+d|% d|%.3d|%8.3d|%-8.3d|", 42, 42, 42, 42, 42, 42, 42, 42);
    pylog_error(log, "%+5d|%-+5d|%+05d|% 05d|%05d|%.0d|", 42, 42, 42, 42, -42, 42);
    pylog_error(log, "%x %X %#x %#X %08x %#010x %-8x|", 255U, 255U, 255U, 255U, 255U, 255U, 255U);
    pylog_error(log, "%o %5o|%-5o|%05o", 8U, 8U, 8U, 8U);
    pylog_error(log, "%ld %hd %lu", -2147483647L - 1, (short)-5, 4294967295UL);
    pylog_error(log, "%ld %ld %lu", LONG_MAX, LONG_MIN, ULONG_MAX);
    pylog_error(log, "%*d|%-*d|%*d|%0*d|", 5, 42, 5, 42, -5, 42, 5, 42);
}

static void floats(pylog_logger *log) {
    const double inf = HUGE_VAL, nan_ = nan("");
    pylog_error(log, "%f %.3f %10.2f|%-10.2f|%010.2f|%+f|% f", 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5);
    pylog_error(log, "%e %E %.2e %g %G %.3g %#g", 12345.678, 12345.678, 12345.678, 12345.678, 1e-10,
                12345.678, 1.0);
    pylog_error(log, "%f %f %F %e %g %10f|%-10f|", inf, -inf, inf, nan_, nan_, inf, nan_);
    pylog_error(log, "%.0f %.0f %.0f %.1f %.2f %#.0f", 0.5, 1.5, 2.5, 0.25, 1.005, 3.0);
    pylog_error(log, "%.20f %f %g %g %f", 0.1, 1e100, 123456789.0, 1e5, -0.0);
    pylog_error(log, "%.*f|%*.*f|%*.2f|", 2, 1.5, 8, 3, 1.5, 8, 2.675);
    pylog_error(log, "%.3f %.3f %.6f %.9f", 1e15 + 0.3, 0.0005, 1e-7, 123456.789012345);
}

static void percent_signs(pylog_logger *log) {
    pylog_error(log, "100%% %s", "done");
    pylog_error(log, "%d%%", 50);
    pylog_error(log, "%%%s%%", "x");
}

static void set_style(pylog_handler *handler, const char *format, char style) {
    pylog_formatter *formatter =
        pylog_formatter_new(format, &(struct pylog_formatter_options){ .style = style });
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler *handler = print_to_stdout(log, "<%(message)s> %(msg)s %(args)s");
    pylog_error(log, "plain");
    strings(log);
    integers(log);
    floats(log);
    percent_signs(log);

    /* Unlike Python: %% is one percent sign even without arguments. */
    pylog_handler_set_formatter(handler, NULL);
    pylog_error(log, "100%%");

    /* Shown without the arguments: C reads no further than the precision. */
    pylog_error(log, "%.2s|%10.2s|%-10.2s|%.0s|%.s|%.10s|%.*s|%*.*s|", "abc", "abc", "abc", "abc", "abc",
                "abc", 2, "abc", 5, 2, "abc");

    /* The style of the formatter has nothing to do with that of the message. */
    set_style(handler, "{message}", '{');
    pylog_error(log, "%s {x}", "a");
    set_style(handler, "$message", '$');
    pylog_error(log, "%s $x", "a");

    /* A wrong format is reported, and nothing is written. */
    const char *volatile wrong = "%d and %";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    pylog_error(log, wrong, 1);
#pragma GCC diagnostic pop
    print_reported_errors();

    /* NUL bytes stay in the text. */
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
    handler = pylog_file_handler_new("nul.log", NULL);
    pylog_logger_add_handler(log, handler);
    pylog_log_text(log, PYLOG_ERROR, NULL, "a\0b\0", 4);
    print_file("nul.log");
    pylog_handler_unref(handler);
    return 0;
}

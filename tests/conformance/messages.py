"""Messages: the formats that printf and Python's % share."""
import logging

from support import begin, print_file, print_reported_errors, print_to_stdout


def strings(log):
    log.error("%s", "text")
    log.error("%s %s", "one", "two")
    log.error("%10s|%-10s|%s|%*s|%-*s|%*s|", "abc", "abc", "", 5, "ab", 5, "ab", -5, "ab")
    log.error("%c%c%c %5c|%-5c|", "a", "B", "!", "a", "b")
    log.error("embedded\nnewline\tand tab %s", "a\nb")
    log.error("quotes ' \" and \\ %s %s", "it's", 'say "hi"')
    log.error("h\u00e9llo \u20ac %s", "\u00fc\U0001f600")
    log.error("{} {x} $x ${y} %s", "braces")
    log.error("%s%s%s%s%s%s%s%s%s%s%s%s", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")
    log.error("%s", "x" * 300)
    log.error("")
    log.error("%s", "")


def integers(log):
    log.error("%d %i %u", 1, -2, 3)
    log.error("%5d|%-5d|%05d|%+d|% d|%.3d|%8.3d|%-8.3d|", 42, 42, 42, 42, 42, 42, 42, 42)
    log.error("%+5d|%-+5d|%+05d|% 05d|%05d|%.0d|", 42, 42, 42, 42, -42, 42)
    log.error("%x %X %#x %#X %08x %#010x %-8x|", 255, 255, 255, 255, 255, 255, 255)
    log.error("%o %5o|%-5o|%05o", 8, 8, 8, 8)
    log.error("%ld %hd %lu", -(2**31), -5, 2**32 - 1)
    log.error("%ld %ld %lu", 2**63 - 1, -(2**63), 2**64 - 1)
    log.error("%*d|%-*d|%*d|%0*d|", 5, 42, 5, 42, -5, 42, 5, 42)


def floats(log):
    log.error("%f %.3f %10.2f|%-10.2f|%010.2f|%+f|% f", 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5)
    log.error("%e %E %.2e %g %G %.3g %#g", 12345.678, 12345.678, 12345.678, 12345.678, 1e-10, 12345.678, 1.0)
    log.error("%f %f %F %e %g %10f|%-10f|", INF, -INF, INF, NAN, NAN, INF, NAN)
    log.error("%.0f %.0f %.0f %.1f %.2f %#.0f", 0.5, 1.5, 2.5, 0.25, 1.005, 3.0)
    log.error("%.20f %f %g %g %f", 0.1, 1e100, 123456789.0, 1e5, -0.0)
    log.error("%.*f|%*.*f|%*.2f|", 2, 1.5, 8, 3, 1.5, 8, 2.675)
    log.error("%.3f %.3f %.6f %.9f", 1e15 + 0.3, 0.0005, 1e-7, 123456.789012345)


def percent_signs(log):
    log.error("100%% %s", "done")
    log.error("%d%%", 50)
    log.error("%%%s%%", "x")


INF, NAN = float("inf"), float("nan")

begin()
log = logging.getLogger("app")
handler = print_to_stdout(log, "<%(message)s> %(msg)s %(args)s")
log.error("plain")
strings(log)
integers(log)
floats(log)
percent_signs(log)

# Unlike Python: %% is one percent sign even without arguments. So Python is given a single one here.
handler.setFormatter(None)
log.error("100%")

# Shown without the arguments: C reads no further than the precision.
log.error("%.2s|%10.2s|%-10.2s|%.0s|%.s|%.10s|%.*s|%*.*s|", "abc", "abc", "abc", "abc", "abc", "abc", 2, "abc", 5, 2,
          "abc")

# The style of the formatter has nothing to do with that of the message.
handler.setFormatter(logging.Formatter("{message}", style="{"))
log.error("%s {x}", "a")
handler.setFormatter(logging.Formatter("$message", style="$"))
log.error("%s $x", "a")

# A wrong format is reported, and nothing is written.
log.error("%d and %", 1)
print_reported_errors()

# NUL bytes stay in the text.
log.removeHandler(handler)
log.addHandler(logging.FileHandler("nul.log"))
log.error("a\0b\0")
print_file("nul.log")

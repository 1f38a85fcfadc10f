/* Made by printf.py: wrong formats, and CPython's ValueError. */
static const struct {
    const char *format, *error;
} format_errors[] = {
    { "%", "incomplete format" },
    { "100%", "incomplete format" },
    { "%5", "incomplete format" },
    { "%-", "incomplete format" },
    { "%.3", "incomplete format" },
    { "%l", "incomplete format" },
    { "%.", "incomplete format" },
    { "abc %y", "unsupported format character 'y' (0x79) at index 5" },
    { "%y", "unsupported format character 'y' (0x79) at index 1" },
    { "%-10.3y", "unsupported format character 'y' (0x79) at index 6" },
    { "%ly", "unsupported format character 'y' (0x79) at index 2" },
    { "%!", "unsupported format character '!' (0x21) at index 1" },
    { "%\037", "unsupported format character '\037' (0x1f) at index 1" },
    { "%\177", "unsupported format character '?' (0x7f) at index 1" },
    { "%\012", "unsupported format character '?' (0xa) at index 1" },
    { "\303\251%\303\251", "unsupported format character '?' (0xe9) at index 2" },
    { "h\342\202\254llo %\360\237\230\200", "unsupported format character '?' (0x1f600) at index 7" },
    { "\377%\376", "unsupported format character '?' (0xdcfe) at index 2" },
    { "%k %d", "unsupported format character 'k' (0x6b) at index 1" },
    { "%99999999999999999999d", "width too big" },
    { "%.99999999999d", "precision too big" },
    { "%v%", "unsupported format character 'v' (0x76) at index 1" },
    { "% ", "incomplete format" },
};

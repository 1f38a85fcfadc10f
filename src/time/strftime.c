/* strftime, without libc: the same on every system and in every locale. What it does in detail (flags,
 * widths, modifiers, how it treats what is no conversion) is what glibc does. */
#include "time.h"

#include "local_time.h"
#include "../base/number.h"
#include "../base/utf8.h"

/* ---- Conversions ----------------------------------------------------------------------------- */

struct date_directive {
    const char *text; /* from the percent sign on */
    size_t length;
    char pad; /* '_', '-' or '0'; 0: as the conversion has it */
    bool upper, other_case;
    size_t width;    /* in characters */
    char modifier;   /* 'E', 'O' or 0 */
    char conversion; /* 0 at the end of the format */
};

static int hour_of_twelve(int hour) {
    return hour % 12 ? hour % 12 : 12;
}

static int monday_based(int weekday) {
    return (weekday + 6) % 7;
}

/* The ISO 8601 week of a day, and the year that this week belongs to: those of its Thursday. */
static int iso_week(const struct pylog__calendar *time, int64_t *year) {
    int thursday = time->yearday + 3 - monday_based(time->weekday);
    *year = time->year;
    if (thursday < 0) {
        *year -= 1;
        thursday += pylog__days_in_year(*year);
    } else if (thursday >= pylog__days_in_year(*year)) {
        thursday -= pylog__days_in_year(*year);
        *year += 1;
    }
    return thursday / 7 + 1;
}

struct number {
    int64_t value;
    size_t digits; /* at least so many */
    char pad;
};

static struct number two_digits(int64_t value) {
    return (struct number){ value, 2, '0' };
}

static struct number any_digits(int64_t value) {
    return (struct number){ value, 1, '0' };
}

static struct number space_padded(int64_t value) {
    return (struct number){ value, 2, '_' };
}

/* The number that a conversion shows; no digits if it shows none. */
static struct number number_for(char conversion, const struct pylog__calendar *time) {
    int64_t iso_year;
    const int week = iso_week(time, &iso_year);
    switch (conversion) {
    case 'C': return any_digits(pylog__floor_quotient(time->year, 100));
    case 'd': return two_digits(time->day);
    case 'e': return space_padded(time->day);
    case 'g': return two_digits(pylog__floor_remainder(iso_year, 100));
    case 'G': return any_digits(iso_year);
    case 'H': return two_digits(time->hour);
    case 'I': return two_digits(hour_of_twelve(time->hour));
    case 'j': return (struct number){ time->yearday + 1, 3, '0' };
    case 'k': return space_padded(time->hour);
    case 'l': return space_padded(hour_of_twelve(time->hour));
    case 'm': return two_digits(time->month);
    case 'M': return two_digits(time->minute);
    case 'S': return two_digits(time->second);
    case 'u': return any_digits(monday_based(time->weekday) + 1);
    case 'U': return two_digits((time->yearday + 7 - time->weekday) / 7);
    case 'V': return two_digits(week);
    case 'w': return any_digits(time->weekday);
    case 'W': return two_digits((time->yearday + 7 - monday_based(time->weekday)) / 7);
    case 'y': return two_digits(pylog__floor_remainder(time->year, 100));
    case 'Y': return any_digits(time->year);
    default: return (struct number){ 0 };
    }
}

/* The word that a conversion stands for, in the C locale; NULL if for none. */
static const char *word_of(char conversion, const struct pylog__calendar *time) {
    static const char days[][sizeof "Wednesday"] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
                                                     "Thursday", "Friday", "Saturday" };
    static const char months[][sizeof "September"] = { "January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December" };
    switch (conversion) {
    case 'a':
    case 'A': return days[time->weekday];
    case 'b':
    case 'h':
    case 'B': return months[time->month - 1];
    case 'p':
    case 'P': return time->hour < 12 ? "AM" : "PM";
    case 'Z': return time->zone ? time->zone : "";
    case 'n': return "\n";
    case 't': return "\t";
    case '%': return "%";
    default: return NULL;
    }
}

/* The format that a conversion is short for, in the C locale; NULL if for none. */
static const char *expansion_of(char conversion) {
    switch (conversion) {
    case 'c': return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x': return "%m/%d/%y";
    case 'F': return "%Y-%m-%d";
    case 'R': return "%H:%M";
    case 'r': return "%I:%M:%S %p";
    case 'T':
    case 'X': return "%H:%M:%S";
    default: return NULL;
    }
}

enum { EXPANSION_LIMIT = 1024 }; /* longer than any expansion becomes */

/* ---- Output ---------------------------------------------------------------------------------- */

static bool is_one_of(char c, const char *set) {
    return c && strchr(set, c);
}

/* Pad what stands in the buffer from `start` on to a width, at offset `at`. */
static void pad_date(struct pylog_buffer *out, size_t start, size_t at, size_t width, char fill) {
    const size_t length = pylog__utf8_count(out->data + start, out->length - start);
    if (length < width)
        pylog__buffer_insert(out, at, fill, width - length);
}

/* Spaces stand before the sign, zeroes behind it. */
static void put_number(struct pylog_buffer *out, const struct date_directive *directive, struct number number) {
    const size_t start = out->length;
    const char fill = directive->pad ? directive->pad : number.pad;
    const size_t digits = directive->width > number.digits ? directive->width : number.digits;
    pylog__put_int(out, number.value);
    if (fill == '_')
        pad_date(out, start, start, digits, ' ');
    else if (fill == '0')
        pad_date(out, start, start + (number.value < 0), digits, '0');
}

static void pad_directive(struct pylog_buffer *out, size_t start, const struct date_directive *directive) {
    pad_date(out, start, start, directive->width, directive->pad == '0' ? '0' : ' ');
}

/* +hhmm: glibc gives the width to the sign, and then to the number again. */
static void put_offset(struct pylog_buffer *out, const struct date_directive *directive, long offset) {
    const size_t sign = out->length;
    const long minutes = (offset < 0 ? -offset : offset) / 60;
    pylog__put_char(out, offset < 0 ? '-' : '+');
    pad_directive(out, sign, directive);
    const size_t digits = out->length;
    put_number(out, directive, (struct number){ minutes / 60 * 100 + minutes % 60, 4, '0' });
    pad_directive(out, digits, directive);
}

static void change_case(struct pylog_buffer *out, size_t start, const struct date_directive *directive) {
    const char conversion = directive->conversion;
    const bool lower = conversion == 'P' || (directive->other_case && is_one_of(conversion, "pZ"));
    const bool upper = directive->upper || (directive->other_case &&
                                            is_one_of(conversion, directive->modifier ? "AbBh" : "aAbBh"));
    for (size_t i = start; i < out->length; i++) {
        char *c = &out->data[i];
        if (lower && *c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
        else if (!lower && upper && *c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
}

/* Does glibc know this conversion with this modifier? */
static bool may_be_modified(char conversion, char modifier) {
    return !is_one_of(conversion, modifier == 'E' ? "ABDFGHIMSUVWabdeghjklmw" : "ADFXYacx");
}

static void put_format(struct pylog_buffer *out, const char *fmt, const struct pylog__calendar *time,
                       size_t limit);

static void put_conversion(struct pylog_buffer *out, const struct date_directive *directive,
                           const struct pylog__calendar *time) {
    const char conversion = directive->conversion;
    const bool known = !directive->modifier || may_be_modified(conversion, directive->modifier);
    const struct number number = number_for(conversion, time);
    const char *word = word_of(conversion, time);
    const char *expansion = expansion_of(conversion);
    if (known && number.digits)
        put_number(out, directive, number);
    else if (known && word)
        pylog__put(out, word, is_one_of(conversion, "abh") ? 3 : strlen(word));
    else if (known && expansion)
        put_format(out, expansion, time, EXPANSION_LIMIT);
    else if (known && conversion == 's')
        pylog__put_int(out, pylog__make_time(time));
    else if (known && conversion == 'z')
        put_offset(out, directive, time->utc_offset);
    else
        pylog__put(out, directive->text, directive->length);
}

static void put_directive(struct pylog_buffer *out, const struct date_directive *directive,
                          const struct pylog__calendar *time) {
    const size_t start = out->length;
    if (directive->conversion == 'z' && time->dst < 0)
        return; /* an unknown offset leaves nothing, not even the width */
    put_conversion(out, directive, time);
    change_case(out, start, directive);
    pad_directive(out, start, directive);
}

static size_t smaller_size(size_t a, size_t b) {
    return a < b ? a : b;
}

static const char *parse_date_flags(const char *at, struct date_directive *out) {
    for (; is_one_of(*at, "_-0^#"); at++) {
        if (*at == '^')
            out->upper = true;
        else if (*at == '#')
            out->other_case = true;
        else
            out->pad = *at;
    }
    return at;
}

/* Read what begins with this percent sign; a width counts up to `limit`. */
static struct date_directive parse_date_directive(const char *text, size_t limit) {
    struct date_directive out = { .text = text };
    const char *at = parse_date_flags(text + 1, &out);
    for (; *at >= '0' && *at <= '9'; at++)
        out.width = smaller_size(out.width * 10 + (size_t)(*at - '0'), limit);
    if (is_one_of(*at, "EO"))
        out.modifier = *at++;
    out.conversion = *at;
    size_t used = 0;
    if (*at)
        pylog__utf8_next(at, strlen(at), &used);
    out.length = (size_t)(at - text) + used;
    return out;
}

/* Too much for the limit leaves nothing. */
static void put_format(struct pylog_buffer *out, const char *fmt, const struct pylog__calendar *time,
                       size_t limit) {
    const size_t start = out->length;
    while (*fmt) {
        const size_t literal = strcspn(fmt, "%");
        pylog__put(out, fmt, literal);
        fmt += literal;
        if (*fmt) {
            const struct date_directive directive = parse_date_directive(fmt, limit);
            put_directive(out, &directive, time);
            fmt += directive.length;
        }
        const size_t length = out->length - start;
        if (length >= limit && pylog__utf8_count(out->data + start, length) >= limit) {
            out->length = start;
            return;
        }
    }
}

/* Python tries with 1024 characters, then with twice as many, until these are 256 times as many as the
 * format has; text that is as long still is no text. */
void pylog__put_time(struct pylog_buffer *out, const char *fmt, const struct pylog__calendar *time) {
    const size_t most = 256 * pylog__utf8_count(fmt, strlen(fmt));
    size_t limit = 1024;
    while (limit < most)
        limit *= 2;
    put_format(out, fmt, time, limit);
}

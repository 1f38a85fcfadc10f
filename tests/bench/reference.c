/* The yardsticks: an empty loop, one write(2) of a ready line, and a bare file writer with a formatter of its
 * own but without loggers, records, filters, locks or choices. What it takes is what a logger cannot go below
 * by much. Its lines are also what the lines of every library are compared with. */
#include "driver.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_SIZE = 1024, FILES = 3 };

static int files[FILES];
static int open_files;
static int level = 20;

const char *bench_version(void) {
    return "of this tree";
}

/* ---- Text: the conversions that the messages have -------------------------------------------- */

static char *put_text(char *out, const char *text) {
    size_t length = strlen(text);
    memcpy(out, text, length);
    return out + length;
}

/* At least `width` digits. */
static char *put_decimal(char *out, uint64_t value, int width) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899";
    char digits[24], *first = digits + sizeof digits;
    for (; value >= 100; value /= 100)
        memcpy(first -= 2, pairs + 2 * (value % 100), 2);
    if (value >= 10)
        memcpy(first -= 2, pairs + 2 * value, 2);
    else
        *--first = (char)('0' + value);
    while (digits + sizeof digits - first < width)
        *--first = '0';
    size_t length = (size_t)(digits + sizeof digits - first);
    memcpy(out, first, length);
    return out + length;
}

static char *put_hexadecimal(char *out, unsigned value, int width) {
    for (int shift = 4 * (width - 1); shift >= 0; shift -= 4)
        *out++ = "0123456789abcdef"[value >> shift & 15];
    return out;
}

static char *put_signed(char *out, int64_t value) {
    if (value >= 0)
        return put_decimal(out, (uint64_t)value, 1);
    *out++ = '-';
    return put_decimal(out, 0 - (uint64_t)value, 1);
}

/* Up to three decimals, exact and rounded half to even. The mantissa has 53 bits, so a thousand times it
 * fits; values that are too large for that, negative or not finite are left to libc. */
static char *put_fixed(char *out, double value, int decimals) {
    static const uint64_t powers[] = { 1, 10, 100, 1000 };
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int exponent = (int)(bits >> 52) - 1075;
    if (exponent >= 0 || decimals > 3)
        return out + sprintf(out, "%.*f", decimals, value);

    uint64_t scaled = ((bits & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52) * powers[decimals];
    uint64_t rounded = 0;
    if (exponent > -64) {
        uint64_t half = (uint64_t)1 << (-exponent - 1);
        uint64_t rest = scaled & (2 * half - 1);
        rounded = scaled >> -exponent;
        rounded += rest > half || (rest == half && (rounded & 1));
    }
    uint64_t whole = decimals == 3 ? rounded / 1000 : rounded / powers[decimals];
    out = put_decimal(out, whole, 1);
    *out++ = '.';
    return put_decimal(out, rounded - whole * powers[decimals], decimals);
}

__attribute__((format(printf, 2, 0))) static char *put_message(char *out, const char *format,
                                                               va_list arguments) {
    while (*format) {
        const char *percent = strchrnul(format, '%');
        memcpy(out, format, (size_t)(percent - format));
        out += percent - format;
        if (!*percent)
            break;
        format = percent + 2;
        switch (percent[1]) {
        case 'd': out = put_signed(out, va_arg(arguments, int)); break;
        case 'u': out = put_decimal(out, va_arg(arguments, unsigned), 1); break;
        case 's': out = put_text(out, va_arg(arguments, const char *)); break;
        case 'c': *out++ = (char)va_arg(arguments, int); break;
        case 'l': out = put_signed(out, va_arg(arguments, long)), format++; break;
        case '0':
            out = put_hexadecimal(out, va_arg(arguments, unsigned), percent[2] - '0'), format += 2;
            break;
        case '.': out = put_fixed(out, va_arg(arguments, double), percent[2] - '0'), format += 2; break;
        default: bench_fail(percent);
        }
    }
    return out;
}

/* The text of the current second is kept by each thread. */
static char *put_time(char *out) {
    static _Thread_local time_t second = -1;
    static _Thread_local char text[BENCH_TIME_LENGTH];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec != second) {
        struct tm broken_down;
        localtime_r(&now.tv_sec, &broken_down);
        bench_time_text(text, &broken_down, 0);
        second = now.tv_sec;
    }
    memcpy(out, text, BENCH_TIME_LENGTH - 3);
    return put_decimal(out + BENCH_TIME_LENGTH - 3, (uint64_t)now.tv_nsec / 1000000, 3);
}

/* ---- Writers --------------------------------------------------------------------------------- */

static void write_line(const char *line, size_t length) {
    for (int i = 0; i < open_files; i++)
        if (write(files[i], line, length) != (ssize_t)length)
            bench_fail("write");
}

__attribute__((format(printf, 3, 0))) static void vlog_line(const char *name, const char *tail,
                                                            const char *format, va_list arguments) {
    char line[LINE_SIZE];
    char *out = put_time(line);
    out = put_text(out, " - ");
    out = put_text(out, name);
    out = put_text(out, " - INFO - ");
    out = put_message(out, format, arguments);
    out = put_text(out, tail);
    *out++ = '\n';
    write_line(line, (size_t)(out - line));
}

__attribute__((noinline, format(printf, 1, 2))) static void log_line(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vlog_line(BENCH_LOGGER, "", format, arguments);
    va_end(arguments);
}

__attribute__((noinline, format(printf, 1, 2))) static void log_with_field(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vlog_line(BENCH_LOGGER, " - alice", format, arguments);
    va_end(arguments);
}

__attribute__((noinline, format(printf, 2, 3))) static void log_as(long number, const char *format, ...) {
    char name[32];
    va_list arguments;
    va_start(arguments, format);
    snprintf(name, sizeof name, BENCH_LOGGER ".%05ld", number);
    vlog_line(name, "", format, arguments);
    va_end(arguments);
}

/* A line as long as most, written again and again. */
__attribute__((noinline, format(printf, 3, 4))) static void write_copies(long first, long last,
                                                                         const char *format, ...) {
    char line[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    char *out = put_text(put_time(line), " - " BENCH_LOGGER " - INFO - ");
    out = put_message(out, format, arguments);
    *out++ = '\n';
    for (long i = first; i < last; i++)
        write_line(line, (size_t)(out - line));
    va_end(arguments);
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

static void open_next(const char *file) {
    int opened = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (opened < 0)
        bench_fail(file);
    files[open_files++] = opened;
}

static void open_three(const char *file) {
    open_next(file);
    open_next(bench_further_file(file, 2));
    open_next(bench_further_file(file, 3));
}

#define BENCH_LOCALS
#define IF_ENABLED(...)                                                                                      \
    if (__atomic_load_n(&level, __ATOMIC_RELAXED) <= 10)                                                     \
    log_line(__VA_ARGS__)

BENCH_LOOP(empty, (void)0)
BENCH_LOOPS(disabled, IF_ENABLED)
BENCH_LOOPS(line, log_line)
BENCH_LOOP(field, log_with_field(BENCH_PRINTF_M3(i)))
BENCH_LOOP(many, log_as(i % BENCH_MANY_LOGGERS, BENCH_PRINTF_M3(i)))

static void copies_m1(long first, long last) {
    write_copies(first, last, BENCH_PRINTF_M1(last - 1));
}
static void copies_m3(long first, long last) {
    write_copies(first, last, BENCH_PRINTF_M3(last - 1));
}
static void copies_m10(long first, long last) {
    write_copies(first, last, BENCH_PRINTF_M10(last - 1));
}

const struct bench_scenario bench_scenarios[] = {
    { "empty", { empty, empty, empty }, NULL, NULL },
    { "disabled", BENCH_BODIES(disabled), NULL, NULL },
    { "write", BENCH_BODIES(copies), open_next, NULL },
    { "write-three", BENCH_BODIES(copies), open_three, NULL },
    { "file", BENCH_BODIES(line), open_next, NULL },
    { "three-handlers", BENCH_BODIES(line), open_three, NULL },
    { "field", BENCH_ONLY_M3(field), open_next, NULL },
    { "many-loggers", BENCH_ONLY_M3(many), open_next, NULL },
    { NULL, { NULL, NULL, NULL }, NULL, NULL },
};

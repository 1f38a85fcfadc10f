/* How a formatter shows the time of a record: a second, rendered once per thread, and milliseconds. */
#include "time_format.h"

#include "../base/error.h"
#include "../time/local_time.h"
#include "../base/memory.h"
#include "../base/number.h"
#include "../message/printf.h"

/* ---- Making ---------------------------------------------------------------------------------- */

static void release_time_format(struct pylog__retired *self) {
    pylog__free(self);
}

/* A conversion that ends with `wanted`, flags and numbers before it; NULL if there is something else. */
static const char *skip_conversion(const char *at, char wanted) {
    bool fits = true;
    at += strspn(at + 1, "-+ #") + 1;
    for (size_t number = 0; *at && strchr("-+ #0123456789.", *at); at++) {
        bool digit = *at >= '0' && *at <= '9';
        number = digit && fits ? number * 10 + (size_t)(*at - '0') : 0;
        fits = fits && number <= PYLOG__WIDEST_FORMAT;
    }
    return fits && *at == wanted ? at + 1 : NULL;
}

/* One %s for the text, then one %d for the milliseconds, and nothing else that printf would look at. */
bool pylog__is_msec_format(const char *fmt) {
    const char *conversions = "sd";
    while ((fmt = strchr(fmt, '%')) != NULL) {
        if (fmt[1] == '%') {
            fmt += 2;
        } else {
            fmt = *conversions ? skip_conversion(fmt, *conversions++) : NULL;
            if (!fmt)
                return false;
        }
    }
    return *conversions == '\0';
}

static size_t separator_length(const char *fmt) {
    if (!fmt || strncmp(fmt, "%s", 2) != 0)
        return 0;
    size_t length = strcspn(fmt + 2, "%");
    return strcmp(fmt + 2 + length, "%03d") == 0 ? length : 0;
}

/* Ids of the default format in local time and UTC, and of nobody: formatters that are left as they are made
 * share what a thread has rendered. */
enum { LOCAL_ID = 1, UTC_ID, FIRST_ID };
#define NO_ID UINT64_MAX

static uint64_t own_id(const struct pylog__time_format *format) {
    const struct pylog__time_choice *choice = &format->choice;
    bool usual = strcmp(choice->second_format, "%Y-%m-%d %H:%M:%S") == 0 && choice->msec_format &&
                 strcmp(choice->msec_format, "%s,%03d") == 0;
    if (!usual)
        return format->id;
    return choice->converter == PYLOG_GMTIME ? UTC_ID : LOCAL_ID;
}

struct pylog__time_format *pylog__time_format_make(const struct pylog__time_choice *choice) {
    static _Atomic uint64_t ids = FIRST_ID;
    size_t size = strlen(choice->second_format) + 1;
    size_t msec_size = choice->msec_format ? strlen(choice->msec_format) + 1 : 0;
    struct pylog__time_format *format = pylog__allocate(sizeof *format + size + msec_size);
    if (!format)
        return NULL;
    *format = (struct pylog__time_format){ .retired.release = release_time_format,
                                           .id = atomic_fetch_add_explicit(&ids, 1, memory_order_relaxed),
                                           .choice = *choice,
                                           .separator_length = separator_length(choice->msec_format) };
    format->choice.second_format = memcpy(format->text, choice->second_format, size);
    if (choice->msec_format)
        format->choice.msec_format = memcpy(format->text + size, choice->msec_format, msec_size);
    format->own_id = own_id(format);
    format->direct_id = format->separator_length ? format->own_id : NO_ID;
    return format;
}

/* ---- Printing -------------------------------------------------------------------------------- */

int pylog__put_second(struct pylog_buffer *out, pylog__put_time_function *put_time, const char *fmt,
                      enum pylog_converter converter, int64_t second) {
    struct pylog__calendar time;
    if (converter == PYLOG_GMTIME)
        pylog__utc_time(second, &time);
    else if (pylog__local_time(second, &time))
        return pylog__fail_as("OverflowError", EOVERFLOW, "timestamp out of range for platform time_t");
    put_time(out, fmt, &time);
    return 0;
}

static const struct pylog__rendered_second *find_rendered(const struct pylog__thread *thread, uint64_t owner,
                                                          int64_t second) {
    for (size_t i = 0; i < PYLOG__RENDERED; i++)
        if (thread->rendered[i].owner == owner && thread->rendered[i].second == second)
            return &thread->rendered[i];
    return NULL;
}

/* Kept with room for milliseconds and a NUL. A second of no record's `created_ns` is not kept: its
 * nanoseconds may be beyond what counts them. */
static void keep_rendered(struct pylog__thread *thread, uint64_t owner, int64_t second, const char *text,
                          size_t length) {
    struct pylog__rendered_second *kept = &thread->rendered[thread->next_rendered];
    if (length + 4 > sizeof kept->text || second >= INT64_MAX / 1000000000 ||
        second <= INT64_MIN / 1000000000)
        return;
    thread->next_rendered = (thread->next_rendered + 1) % PYLOG__RENDERED;
    *kept = (struct pylog__rendered_second){ .owner = owner, .second = second, .length = length };
    memcpy(kept->text, text, length);
}

/* A second is rendered once per thread and format, not once per record. The separator of the milliseconds,
 * which follows it, is kept with it. */
int pylog__put_cached_second(struct pylog_buffer *out, const struct pylog__time_format *format,
                             const char *fmt, int64_t second) {
    struct pylog__thread *thread = pylog__thread();
    uint64_t owner = fmt == format->choice.second_format ? format->own_id : format->id;
    const struct pylog__rendered_second *kept = find_rendered(thread, owner, second);
    if (kept) {
        pylog__put(out, kept->text, kept->length);
        return 0;
    }
    size_t start = out->length;
    if (pylog__put_second(out, format->choice.put_time, fmt, format->choice.converter, second))
        return -1;
    if (fmt == format->choice.second_format && format->separator_length)
        pylog__put(out, format->choice.msec_format + 2, format->separator_length);
    if (!out->failed)
        keep_rendered(thread, owner, second, out->data + start, out->length - start);
    return 0;
}

/* printf, for a format that was checked when it was set. */
static int put_checked(struct pylog_buffer *out, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int result = pylog__format_message(out, fmt, args, 0);
    va_end(args);
    return result;
}

static int put_with_msec_format(struct pylog_buffer *out, const struct pylog__time_format *format,
                                int64_t second, int milliseconds) {
    char storage[64];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    int result = pylog__put_second(&text, format->choice.put_time, format->choice.second_format,
                                   format->choice.converter, second);
    if (!result)
        result = put_checked(out, format->choice.msec_format, pylog__buffer_text(&text), milliseconds);
    pylog__buffer_release(&text);
    return result;
}

int pylog__put_default_time(struct pylog_buffer *out, const struct pylog__time_format *format,
                            struct pylog__record *record) {
    int ms;
    int64_t second = pylog__record_second(record, &ms);
    bool usual = format->separator_length && ms >= 0 && ms <= 999;
    if (format->choice.msec_format && !usual)
        return put_with_msec_format(out, format, second, ms);
    if (pylog__put_cached_second(out, format, format->choice.second_format, second))
        return -1;
    char digits[3];
    pylog__write_three_digits(digits, (uint32_t)(usual ? ms : 0));
    pylog__put(out, digits, usual ? sizeof digits : 0);
    return 0;
}

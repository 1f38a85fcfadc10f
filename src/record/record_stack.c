/* stack_info. A backtrace goes through the functions between here and the log call, so they have unwind
 * tables in every build (CMakeLists.txt). */
#include "record.h"

static void put_frame(const char *text, void *data) {
    struct pylog_buffer *out = data;
    pylog__put_string(out, "\n  ");
    pylog__put_string(out, text);
}

/* Python's header, the frames that the system knows, and the place of the call last, as Python has it. */
void pylog__record_add_stack(struct pylog__record *record) {
    enum { OWN_FRAMES = 3 };
    char storage[1024], place[32];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_string(&out, "Stack (most recent call last):");
    pylog__port_stack(OWN_FRAMES, put_frame, &out);
    pylog__put_string(&out, "\n  File \"");
    pylog__put_string(&out, pylog__or_none(record->head.pathname));
    snprintf(place, sizeof place, "\", line %d, in ", record->head.lineno);
    pylog__put_string(&out, place);
    pylog__put_string(&out, pylog__or_none(record->head.func_name));
    pylog__finish_text(&out, "", 0);
    const char *kept = pylog__record_copy_bytes(record, out.data, out.length);
    record->head.stack_info = kept ? kept : pylog__truncated;
    pylog__buffer_release(&out);
}

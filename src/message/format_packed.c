/* Arguments that are carried from thread to thread: packed by the one, rendered by the other. */
#include "format_steps.h"

/* How much of a string is carried; `before` is the argument before it. */
static size_t part_of(const struct pylog__format_parameter *parameter, const char *string, int64_t before) {
    int64_t most = parameter->most == PYLOG__AS_THE_ARGUMENT_BEFORE_SAYS ? before : parameter->most;
    return pylog__bounded_length(string, most < 0 ? -1 : (int)most);
}

/* A string up to `length`, where there may be no NUL. */
static void pack_part(char *at, const char *string, size_t length) {
    pylog__pack_integer(at, 0);
    memcpy(at, string, length);
    at[length] = '\0';
}

/* One argument, if there is room for it. Returns how much it takes; *value is it, and was the one before. */
static size_t pack_one(const struct pylog__format_parameter *parameter, struct pylog__arguments *from,
                       char *at, size_t room, union pylog__argument *value) {
    int64_t before = value->integer;
    pylog__argument_read(from, parameter->type, value);
    const char *string = parameter->type == PYLOG__STRING_ARGUMENT ? value->pointer : NULL;
    size_t length = string ? part_of(parameter, string, before) : 0;
    size_t size = pylog__slots_round(length + 1);
    if (size > room)
        return size;
    if (string)
        pack_part(at, string, length);
    else if (parameter->type == PYLOG__STRING_ARGUMENT)
        pylog__pack_null(at);
    else if (parameter->type == PYLOG__DOUBLE_ARGUMENT)
        pylog__pack_real(at, value->real);
    else if (parameter->type == PYLOG__POINTER_ARGUMENT)
        pylog__pack_integer(at, (int64_t)(intptr_t)value->pointer);
    else
        pylog__pack_integer(at, value->integer);
    return size;
}

PYLOG__COLD size_t pylog__format_pack(const struct pylog__format *format, va_list args, int error, char *room,
                                      size_t size) {
    struct pylog__arguments from = { .packed = NULL, .error = error };
    union pylog__argument value = { .integer = 0 };
    size_t used = 0;
    va_copy(from.list, args);
    for (size_t i = 0; i < format->parameter_count; i++) {
        size_t left = used < size ? size - used : 0;
        used += pack_one(&format->parameters[i], &from, left ? room + used : room, left, &value);
    }
    va_end(from.list);
    return used;
}

PYLOG__HOT int pylog__format_put_packed(const struct pylog__format *format, const char *packed,
                                        struct pylog_buffer *out) {
    struct pylog__arguments from = { .packed = packed };
    return pylog__steps_render(format, &from, out);
}

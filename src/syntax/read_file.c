/* Reading a whole file. */
#include "read_file.h"

#include "../base/error.h"
#include "node.h"

static int read_all(pylog__file file, const char *path, struct pylog_buffer *out) {
    enum { PIECE = 16384 };
    for (size_t total = 0;;) {
        char *room = pylog__buffer_room(out, PIECE);
        if (!room)
            return pylog__fail_memory();
        ptrdiff_t came = pylog__port_file_read(file, room, PIECE);
        if (came < 0)
            return pylog__fail_os(errno, path);
        if (came == 0)
            return 0;
        out->length += (size_t)came;
        total += (size_t)came;
        if (total > PYLOG__LONGEST_TEXT)
            return pylog__fail_value("%s is too long: more than %d bytes", path, (int)PYLOG__LONGEST_TEXT);
    }
}

int pylog__read_file(const char *path, struct pylog_buffer *out) {
    pylog__file file = pylog__port_file_open_to_read(path);
    if (file == PYLOG__NO_FILE)
        return pylog__fail_os(errno, path);
    int result = read_all(file, path, out);
    pylog__port_file_close(file);
    return result;
}

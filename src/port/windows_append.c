/* What becomes of bytes in a file that is appended to, on Windows: a write is taken whole or not at all, so
 * that there is nothing to mend. */
#include "port.h"

#ifdef _WIN32

#include <windows.h>

pylog__file pylog__port_file_open_again(pylog__file file, const char *path, bool anywhere) {
    HANDLE copy;
    (void)path;
    if (!anywhere && DuplicateHandle(GetCurrentProcess(), (HANDLE)file, GetCurrentProcess(), &copy, 0, FALSE,
                                     DUPLICATE_SAME_ACCESS))
        return (pylog__file)copy;
    const HANDLE opened = anywhere ? ReOpenFile((HANDLE)file, GENERIC_READ | GENERIC_WRITE,
                                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, 0)
                                   : INVALID_HANDLE_VALUE;
    if (opened == INVALID_HANDLE_VALUE)
        errno = EACCES;
    return (pylog__file)opened;
}

/* The system does not tell where it has appended. */
int64_t pylog__port_file_position(pylog__file file) {
    (void)file;
    return -1;
}

static OVERLAPPED at_offset(int64_t offset) {
    OVERLAPPED at = { 0 };
    at.Offset = (DWORD)offset;
    at.OffsetHigh = (DWORD)((uint64_t)offset >> 32);
    return at;
}

ptrdiff_t pylog__port_file_read_at(pylog__file file, void *bytes, size_t size, int64_t offset) {
    OVERLAPPED at = at_offset(offset);
    DWORD came;
    if (ReadFile((HANDLE)file, bytes, size < INT32_MAX ? (DWORD)size : INT32_MAX, &came, &at))
        return (ptrdiff_t)came;
    errno = EIO;
    return -1;
}

ptrdiff_t pylog__port_file_write_at(pylog__file file, const void *bytes, size_t length, int64_t offset) {
    OVERLAPPED at = at_offset(offset);
    DWORD taken;
    if (WriteFile((HANDLE)file, bytes, length < INT32_MAX ? (DWORD)length : INT32_MAX, &taken, &at))
        return (ptrdiff_t)taken;
    errno = EIO;
    return -1;
}

void pylog__port_file_await_writes(pylog__file file) {
    (void)file;
}

bool pylog__port_file_is_limited(void) {
    return false;
}

int pylog__port_file_wait(pylog__file file, int64_t deadline) {
    (void)file, (void)deadline;
    errno = EAGAIN;
    return -1;
}

#endif

/* Paths and files on Windows. */
#ifdef _WIN32
/* What is younger than Windows 7 is looked up by name. */
#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#endif

#include "port.h"

#ifdef _WIN32

#include "windows_shared.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

/* ---- Paths ----------------------------------------------------------------------------------- */

/* The full path, with `reserve` units free before it. Another thread may change the current directory, and
 * so the length, at any time. */
static WCHAR *full_path(const WCHAR *path, size_t reserve) {
    WCHAR *full = NULL;
    DWORD size = 0;
    for (;;) {
        const DWORD needed = GetFullPathNameW(path, size, full ? full + reserve : NULL, NULL);
        if (needed && needed < size)
            return full;
        free(full);
        full = needed ? malloc((reserve + needed) * sizeof *full) : NULL;
        size = needed;
        if (!full) {
            if (!needed)
                pylog__windows_fail();
            return NULL;
        }
    }
}

/* Windows takes paths of more than 260 units only if they begin with `\\?\`, are absolute and normalised. */
enum { LONGEST_PLAIN_PATH = 247, PREFIX_ROOM = 8 };

static WCHAR *lengthen(const WCHAR *path) {
    WCHAR *full = full_path(path, PREFIX_ROOM);
    if (!full)
        return NULL;
    const WCHAR *from = full + PREFIX_ROOM;
    const bool share = from[0] == L'\\' && from[1] == L'\\';
    const WCHAR *prefix = share ? L"\\\\?\\UNC\\" : L"\\\\?\\";
    from += share ? 2 : 0;
    wmemcpy(full, prefix, wcslen(prefix));
    wmemmove(full + wcslen(prefix), from, wcslen(from) + 1);
    return full;
}

/* The path in the form that the system takes; a block to be freed, or NULL with errno. */
static WCHAR *system_path(const char *path) {
    WCHAR *wide = pylog__windows_to_wide(path);
    if (!wide || wcslen(wide) <= LONGEST_PLAIN_PATH || wcsncmp(wide, L"\\\\?\\", 4) == 0)
        return wide;
    WCHAR *longer = lengthen(wide);
    free(wide);
    return longer;
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* No process is ever the copy of another one. */
void pylog__port_hold_forks(void) {}

void pylog__port_let_fork(void) {}

intptr_t pylog__port_place(intptr_t *place, intptr_t descriptor) {
    const intptr_t former = *place;
    *place = descriptor;
    return former;
}

/* There is no closing of all handles that are open: a handle stays what it is. */
void pylog__port_identify(intptr_t descriptor, struct pylog__identity *out) {
    (void)descriptor;
    *out = (struct pylog__identity){ 0, 0 };
}

bool pylog__port_is_same(intptr_t descriptor, const struct pylog__identity *identity) {
    (void)descriptor, (void)identity;
    return true;
}

static pylog__file open_handle(const char *path, DWORD access, DWORD how) {
    const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    WCHAR *wide = system_path(path);
    if (!wide)
        return PYLOG__NO_FILE;
    const HANDLE file = CreateFileW(wide, access, share, NULL, how, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        pylog__windows_fail();
    free(wide);
    return (pylog__file)file;
}

/* 0 if the path names no link, or nothing. */
static int refuse_link(const char *path) {
    WCHAR *wide = system_path(path);
    if (!wide)
        return -1;
    const DWORD attributes = GetFileAttributesW(wide);
    free(wide);
    if (attributes == INVALID_FILE_ATTRIBUTES || !(attributes & FILE_ATTRIBUTE_REPARSE_POINT))
        return 0;
    errno = ELOOP;
    return -1;
}

pylog__file pylog__port_file_open(const char *path, unsigned flags, unsigned permissions) {
    const DWORD how = flags & PYLOG__FILE_EXCLUSIVE  ? CREATE_NEW
                      : flags & PYLOG__FILE_TRUNCATE ? CREATE_ALWAYS
                                                     : OPEN_ALWAYS;
    (void)permissions;
    if (flags & PYLOG__FILE_NO_FOLLOW && refuse_link(path))
        return PYLOG__NO_FILE;
    return open_handle(path, FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE, how);
}

pylog__file pylog__port_file_open_to_read(const char *path) {
    return open_handle(path, GENERIC_READ, OPEN_EXISTING);
}

ptrdiff_t pylog__port_file_read(pylog__file file, void *bytes, size_t size) {
    const DWORD most = size < INT32_MAX ? (DWORD)size : INT32_MAX;
    DWORD came;
    return ReadFile((HANDLE)file, bytes, most, &came, NULL) ? (ptrdiff_t)came : pylog__windows_fail();
}

ptrdiff_t pylog__port_file_write(pylog__file file, const void *bytes, size_t length) {
    const DWORD most = length < INT32_MAX ? (DWORD)length : INT32_MAX;
    DWORD written;
    return WriteFile((HANDLE)file, bytes, most, &written, NULL) ? (ptrdiff_t)written : pylog__windows_fail();
}

void pylog__port_file_close(pylog__file file) {
    CloseHandle((HANDLE)file);
}

int64_t pylog__port_file_size(pylog__file file) {
    LARGE_INTEGER size;
    if (GetFileType((HANDLE)file) != FILE_TYPE_DISK) {
        errno = EINVAL;
        return -1;
    }
    return GetFileSizeEx((HANDLE)file, &size) ? size.QuadPart : pylog__windows_fail();
}

static bool take_status(HANDLE file, struct pylog__file_status *out) {
    BY_HANDLE_FILE_INFORMATION found;
    if (!GetFileInformationByHandle(file, &found))
        return false;
    const bool regular =
        GetFileType(file) == FILE_TYPE_DISK && !(found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);
    const FILETIME time = found.ftLastWriteTime;
    *out = (struct pylog__file_status){
        .device = found.dwVolumeSerialNumber,
        .number = (uint64_t)found.nFileIndexHigh << 32 | found.nFileIndexLow,
        .size = regular ? (int64_t)((uint64_t)found.nFileSizeHigh << 32 | found.nFileSizeLow) : -1,
        .modified = (((int64_t)time.dwHighDateTime << 32 | time.dwLowDateTime) - FILETIME_OF_EPOCH) * 100,
    };
    return true;
}

int pylog__port_file_status(pylog__file file, struct pylog__file_status *out) {
    return take_status((HANDLE)file, out) ? 0 : pylog__windows_fail();
}

int pylog__port_path_status(const char *path, struct pylog__file_status *out) {
    const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    WCHAR *wide = system_path(path);
    if (!wide)
        return -1;
    const HANDLE file =
        CreateFileW(wide, FILE_READ_ATTRIBUTES, share, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    const int result = file != INVALID_HANDLE_VALUE && take_status(file, out) ? 0 : pylog__windows_fail();
    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    free(wide);
    return result;
}

bool pylog__port_moves_open_files(void) {
    return false;
}

int pylog__port_rename(const char *from, const char *to) {
    WCHAR *wide_from = system_path(from);
    WCHAR *wide_to = wide_from ? system_path(to) : NULL;
    const int result = !wide_to                                                     ? -1
                       : MoveFileExW(wide_from, wide_to, MOVEFILE_REPLACE_EXISTING) ? 0
                                                                                    : pylog__windows_fail();
    free(wide_to);
    free(wide_from);
    return result;
}

int pylog__port_remove(const char *path) {
    WCHAR *wide = system_path(path);
    const int result = !wide ? -1 : DeleteFileW(wide) ? 0 : pylog__windows_fail();
    free(wide);
    return result;
}

/* The path with `\\*` after it. */
static HANDLE find_first(const char *path, WIN32_FIND_DATAW *found) {
    HANDLE search = INVALID_HANDLE_VALUE;
    WCHAR *directory = system_path(path);
    const size_t length = directory ? wcslen(directory) : 0;
    WCHAR *pattern = directory ? malloc((length + 3) * sizeof *pattern) : NULL;
    if (pattern) {
        wmemcpy(pattern, directory, length);
        wmemcpy(pattern + length, L"\\*", 3);
        search = FindFirstFileW(pattern, found);
        if (search == INVALID_HANDLE_VALUE)
            pylog__windows_fail();
    }
    free(pattern);
    free(directory);
    return search;
}

int pylog__port_list_directory(const char *path, int (*entry)(const char *name, void *data), void *data) {
    WIN32_FIND_DATAW found;
    const HANDLE search = find_first(path, &found);
    int result = search == INVALID_HANDLE_VALUE ? -1 : 0;
    for (bool more = !result; more && !result; more = FindNextFileW(search, &found)) {
        char *name = pylog__windows_to_utf8(found.cFileName);
        result = name ? entry(name, data) : -1;
        free(name);
    }
    if (search != INVALID_HANDLE_VALUE)
        FindClose(search);
    return result;
}

pylog__file pylog__port_lock_open(const char *path, unsigned permissions) {
    (void)permissions;
    return open_handle(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS);
}

int pylog__port_lock(pylog__file file, int64_t deadline) {
    const DWORD how = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
    OVERLAPPED from_start = { .Offset = 0 };
    while (!LockFileEx((HANDLE)file, how, 0, 1, 0, &from_start)) {
        if (GetLastError() != ERROR_LOCK_VIOLATION && GetLastError() != ERROR_IO_PENDING)
            return pylog__windows_fail();
        if (deadline <= 0 || pylog__port_monotonic() >= deadline) {
            errno = ETIMEDOUT;
            return -1;
        }
        Sleep(1);
    }
    return 0;
}

void pylog__port_unlock(pylog__file file) {
    OVERLAPPED from_start = { .Offset = 0 };
    UnlockFileEx((HANDLE)file, 0, 1, 0, &from_start);
}

/* A directory that exists is no failure, whatever Windows says of it: `C:\` is denied. */
int pylog__port_make_directory(const char *path, unsigned permissions) {
    (void)permissions;
    WCHAR *wide = system_path(path);
    if (!wide)
        return -1;
    int result = CreateDirectoryW(wide, NULL) ? 0 : pylog__windows_fail();
    if (result) {
        const int error = errno;
        const DWORD attributes = GetFileAttributesW(wide);
        if (attributes == INVALID_FILE_ATTRIBUTES)
            errno = error;
        else if (attributes & FILE_ATTRIBUTE_DIRECTORY)
            result = 0;
        else
            errno = ENOTDIR;
    }
    free(wide);
    return result;
}

bool pylog__port_is_separator(char c) {
    return c == '/' || c == '\\';
}

/* Python drops a separator at the end, but of `C:\` and `\\server\share\`. */
static void drop_last_separator(WCHAR *path) {
    const size_t in_root = wcsncmp(path, L"\\\\", 2) == 0 ? 4 : 1;
    const size_t length = wcslen(path);
    size_t separators = 0;
    for (size_t i = 0; i < length; i++)
        separators += path[i] == L'\\';
    if (separators > in_root && path[length - 1] == L'\\')
        path[length - 1] = L'\0';
}

static char *absolute_path(const char *path) {
    WCHAR *wide = pylog__windows_to_wide(*path ? path : ".");
    WCHAR *full = wide ? full_path(wide, 0) : NULL;
    if (full)
        drop_last_separator(full);
    char *text = full ? pylog__windows_to_utf8(full) : NULL;
    free(full);
    free(wide);
    return text;
}

ptrdiff_t pylog__port_absolute_path(const char *path, char *out, size_t size) {
    return pylog__windows_hand_over(absolute_path(path), out, size);
}

#endif

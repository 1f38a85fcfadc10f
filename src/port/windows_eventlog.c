/* The contract of event_log.h in terms of advapi32. */
#include "event_log.h"

#ifdef _WIN32

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <errno.h>
#include <stdlib.h>

static int fail_event_log(LONG error) {
    switch (error) {
    case ERROR_ACCESS_DENIED: errno = EACCES; break;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY: errno = ENOMEM; break;
    case ERROR_INVALID_PARAMETER: errno = EINVAL; break;
    case ERROR_LOG_FILE_FULL: errno = ENOSPC; break;
    case ERROR_CALL_NOT_IMPLEMENTED: errno = ENOSYS; break;
    default: errno = EIO; break;
    }
    return -1;
}

/* To be freed; NULL with errno. Bytes that are not UTF-8 become U+FFFD. */
static WCHAR *to_wide(const char *text, size_t length) {
    int bytes = length > INT_MAX ? INT_MAX : (int)length;
    int units = bytes ? MultiByteToWideChar(CP_UTF8, 0, text, bytes, NULL, 0) : 0;
    WCHAR *wide = malloc(((size_t)units + 1) * sizeof *wide);
    if (!wide)
        return NULL;
    if (units)
        MultiByteToWideChar(CP_UTF8, 0, text, bytes, wide, units);
    wide[units] = L'\0';
    return wide;
}

/* ---- Registering ----------------------------------------------------------------------------- */

static LONG set_values(HKEY key, const WCHAR *message_file) {
    const DWORD types = EVENTLOG_ERROR_TYPE | EVENTLOG_WARNING_TYPE | EVENTLOG_INFORMATION_TYPE;
    const DWORD size = (DWORD)((wcslen(message_file) + 1) * sizeof *message_file);
    LONG error = RegSetValueExW(key, L"EventMessageFile", 0, REG_EXPAND_SZ, (const BYTE *)message_file, size);
    if (error == ERROR_SUCCESS)
        error = RegSetValueExW(key, L"TypesSupported", 0, REG_DWORD, (const BYTE *)&types, sizeof types);
    return error;
}

static int register_wide(const WCHAR *source, const WCHAR *message_file, const WCHAR *log) {
    static const WCHAR services[] = L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\";
    const size_t length = wcslen(services) + wcslen(log) + 1 + wcslen(source) + 1;
    WCHAR *path = malloc(length * sizeof *path);
    HKEY key;
    if (!path)
        return -1;
    wcscpy(path, services);
    wcscat(path, log);
    wcscat(path, L"\\");
    wcscat(path, source);
    LONG error = RegCreateKeyExW(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, KEY_SET_VALUE, NULL, &key, NULL);
    free(path);
    if (error == ERROR_SUCCESS) {
        error = set_values(key, message_file);
        RegCloseKey(key);
    }
    return error == ERROR_SUCCESS ? 0 : fail_event_log(error);
}

/* EventCreate's messages 1 to 1000 are `%1`. */
int pylog__event_log_register(const char *source, const char *message_file, const char *log) {
    if (!message_file)
        message_file = "%SystemRoot%\\System32\\EventCreate.exe";
    WCHAR *wide_source = to_wide(source, strlen(source));
    WCHAR *wide_file = to_wide(message_file, strlen(message_file));
    WCHAR *wide_log = to_wide(log, strlen(log));
    const int result =
        wide_source && wide_file && wide_log ? register_wide(wide_source, wide_file, wide_log) : -1;
    const int error = errno;
    free(wide_source);
    free(wide_file);
    free(wide_log);
    errno = error;
    return result;
}

/* ---- Reporting ------------------------------------------------------------------------------- */

pylog__event_source pylog__event_source_open(const char *source) {
    WCHAR *wide = to_wide(source, strlen(source));
    if (!wide)
        return NULL;
    const HANDLE opened = RegisterEventSourceW(NULL, wide);
    const LONG error = (LONG)GetLastError();
    free(wide);
    if (!opened)
        fail_event_log(error);
    return opened;
}

void pylog__event_source_close(pylog__event_source source) {
    DeregisterEventSource(source);
}

/* Not between the two halves of a character. */
static void cut(WCHAR *text) {
    size_t length = wcslen(text);
    if (length <= PYLOG__EVENT_LONGEST_TEXT)
        return;
    length = PYLOG__EVENT_LONGEST_TEXT;
    if ((text[length - 1] & 0xFC00) == 0xD800)
        length--;
    text[length] = L'\0';
}

int pylog__event_report(pylog__event_source source, enum pylog__event_type type, const char *text,
                        size_t length) {
    WCHAR *wide = to_wide(text, length);
    if (!wide)
        return -1;
    cut(wide);
    const WCHAR *texts[] = { wide };
    const BOOL done = ReportEventW(source, (WORD)type, 0, 1, NULL, 1, 0, texts, NULL);
    const LONG error = (LONG)GetLastError();
    free(wide);
    return done ? 0 : fail_event_log(error);
}

#else

#include <errno.h>

int pylog__event_log_register(const char *source, const char *message_file, const char *log) {
    (void)source, (void)message_file, (void)log;
    errno = ENOSYS;
    return -1;
}

pylog__event_source pylog__event_source_open(const char *source) {
    (void)source;
    errno = ENOSYS;
    return NULL;
}

void pylog__event_source_close(pylog__event_source source) {
    (void)source;
}

int pylog__event_report(pylog__event_source source, enum pylog__event_type type, const char *text,
                        size_t length) {
    (void)source, (void)type, (void)text, (void)length;
    errno = ENOSYS;
    return -1;
}

#endif

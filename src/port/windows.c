/* The contract of port.h on Windows 7 and later, built with mingw-w64.
 *
 * Unlike those of POSIX these files allocate: texts go to the system in UTF-16, of any length, in blocks that
 * are freed before the function returns. */
#ifdef _WIN32
/* What is younger than Windows 7 is looked up by name. */
#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#endif

#include "port.h"
#include "unwind.h"

#ifdef _WIN32

#include "windows_shared.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
#include <windows.h>

/* ---- Set when the module is loaded, before anything else of it runs -------------------------- */

static DWORD main_thread;
static DWORD fiber_slot;
static pthread_key_t exit_key;
static bool have_exit_key;
static void(WINAPI *system_time)(FILETIME *now);

static void WINAPI run_fiber_exit(void *value);
static void run_exit_hooks(void *value);

/* Windows 8 has a clock that is better than 15 ms. */
static void find_clock(void) {
    typedef void(WINAPI * clock_function)(FILETIME *);
    const HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    const FARPROC found = kernel ? GetProcAddress(kernel, "GetSystemTimePreciseAsFileTime") : NULL;
    system_time = found ? (clock_function)(void (*)(void))found : GetSystemTimeAsFileTime;
}

/* A shared library stays mapped for ever: threads that end later will call run_fiber_exit. */
static void stay_loaded(void) {
    HMODULE module;
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                       (const WCHAR *)(const void *)&main_thread, &module);
}

__attribute__((constructor(101))) static void at_load(void) {
    main_thread = GetCurrentThreadId();
    fiber_slot = FlsAlloc(run_fiber_exit);
    have_exit_key = pthread_key_create(&exit_key, run_exit_hooks) == 0;
    find_clock();
    stay_loaded();
}

/* ---- Errors ---------------------------------------------------------------------------------- */

struct pylog__port_error pylog__port_save_error(void) {
    return (struct pylog__port_error){ .error = errno, .system = GetLastError() };
}

void pylog__port_restore_error(struct pylog__port_error saved) {
    errno = saved.error;
    SetLastError(saved.system);
}

static const struct {
    DWORD system;
    int error;
} errno_values[] = {
    { ERROR_FILE_NOT_FOUND, ENOENT },
    { ERROR_PATH_NOT_FOUND, ENOENT },
    { ERROR_INVALID_DRIVE, ENOENT },
    { ERROR_BAD_NETPATH, ENOENT },
    { ERROR_BAD_NET_NAME, ENOENT },
    { ERROR_BAD_PATHNAME, ENOENT },
    { ERROR_FILENAME_EXCED_RANGE, ENOENT },
    { ERROR_TOO_MANY_OPEN_FILES, EMFILE },
    { ERROR_ACCESS_DENIED, EACCES },
    { ERROR_WRITE_PROTECT, EACCES },
    { ERROR_SHARING_VIOLATION, EACCES },
    { ERROR_LOCK_VIOLATION, EACCES },
    { ERROR_NETWORK_ACCESS_DENIED, EACCES },
    { ERROR_CANNOT_MAKE, EACCES },
    { ERROR_NOT_READY, EACCES },
    { ERROR_DELETE_PENDING, EACCES },
    { ERROR_INVALID_HANDLE, EBADF },
    { ERROR_NOT_ENOUGH_MEMORY, ENOMEM },
    { ERROR_OUTOFMEMORY, ENOMEM },
    { ERROR_NOT_ENOUGH_QUOTA, ENOMEM },
    { ERROR_FILE_EXISTS, EEXIST },
    { ERROR_ALREADY_EXISTS, EEXIST },
    { ERROR_DIR_NOT_EMPTY, ENOTEMPTY },
    { ERROR_NOT_SAME_DEVICE, EXDEV },
    { ERROR_DISK_FULL, ENOSPC },
    { ERROR_HANDLE_DISK_FULL, ENOSPC },
    { ERROR_BROKEN_PIPE, EPIPE },
    { ERROR_NO_DATA, EPIPE },
    { ERROR_DIRECTORY, ENOTDIR },
    { ERROR_NO_UNICODE_TRANSLATION, EILSEQ },
    { ERROR_IO_DEVICE, EIO },
    { ERROR_GEN_FAILURE, EIO },
    { ERROR_CRC, EIO },
    { ERROR_OPERATION_ABORTED, EINTR },
};

static int errno_of(DWORD error) {
    for (size_t i = 0; i < sizeof errno_values / sizeof *errno_values; i++)
        if (errno_values[i].system == error)
            return errno_values[i].error;
    return EINVAL;
}

int pylog__windows_fail(void) {
    errno = errno_of(GetLastError());
    return -1;
}

/* The texts of the C runtime are English in every locale. */
const char *pylog__port_error_text(int error, char *buffer, size_t size) {
    const struct pylog__port_error saved = pylog__port_save_error();
    snprintf(buffer, size, "%s", strerror(error));
    pylog__port_restore_error(saved);
    return buffer;
}

/* ---- Time ------------------------------------------------------------------------------------ */

#define NANOSECONDS           INT64_C(1000000000)
#define SECONDS_PER_400_YEARS INT64_C(12622780800)
#define SECONDS_PER_DAY       86400

int64_t pylog__port_now(void) {
    FILETIME now;
    system_time(&now);
    return (((int64_t)now.dwHighDateTime << 32 | now.dwLowDateTime) - FILETIME_OF_EPOCH) * 100;
}

int64_t pylog__port_monotonic(void) {
    LARGE_INTEGER count, frequency;
    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    const int64_t seconds = count.QuadPart / frequency.QuadPart;
    const int64_t rest = count.QuadPart % frequency.QuadPart;
    return seconds * NANOSECONDS + rest * NANOSECONDS / frequency.QuadPart;
}

static int64_t floor_quotient(int64_t value, int64_t by) {
    return value / by - (value % by < 0);
}

/* The runtime's names of the zone, standard and summer, in UTF-8. */
enum { ZONE_UNITS = 64, ZONE_SIZE = 3 * ZONE_UNITS + 1 };
static char zone_names[2][ZONE_SIZE];
static INIT_ONCE zone_once = INIT_ONCE_STATIC_INIT;

static void read_windows_zone(void) {
    _tzset();
    for (int i = 0; i < 2; i++) {
        WCHAR wide[ZONE_UNITS + 1] = L"";
        MultiByteToWideChar(CP_ACP, 0, _tzname[i], -1, wide, ZONE_UNITS);
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, zone_names[i], ZONE_SIZE, NULL, NULL);
    }
}

static BOOL CALLBACK read_zone_first(INIT_ONCE *once, void *parameter, void **context) {
    (void)once, (void)parameter, (void)context;
    read_windows_zone();
    return TRUE;
}

/* The runtime knows the years 1970 to 3000. Others are moved by whole cycles of the calendar: dates and
 * days of the week repeat after 400 years, and so do the rules of the zone. */
static int windows_local_time(int64_t seconds, struct pylog__calendar *out) {
    const int64_t cycles = floor_quotient(seconds - SECONDS_PER_DAY, SECONDS_PER_400_YEARS);
    const __time64_t moved = seconds - cycles * SECONDS_PER_400_YEARS;
    struct tm local;
    const errno_t error = _localtime64_s(&local, &moved);
    if (error) {
        errno = error;
        return -1;
    }
    InitOnceExecuteOnce(&zone_once, read_zone_first, NULL, NULL);
    struct tm as_utc = local;
    *out = (struct pylog__calendar){
        .year = local.tm_year + 1900 + 400 * cycles,
        .month = local.tm_mon + 1,
        .day = local.tm_mday,
        .hour = local.tm_hour,
        .minute = local.tm_min,
        .second = local.tm_sec,
        .weekday = local.tm_wday,
        .yearday = local.tm_yday,
        .dst = local.tm_isdst,
        .utc_offset = (long)(_mkgmtime64(&as_utc) - moved),
        .zone = zone_names[local.tm_isdst > 0],
    };
    return 0;
}

static int64_t windows_make_time(const struct pylog__calendar *local) {
    const int64_t cycles = floor_quotient(local->year - 1971, 400);
    struct tm moved = {
        .tm_year = (int)(local->year - 400 * cycles - 1900),
        .tm_mon = local->month - 1,
        .tm_mday = local->day,
        .tm_hour = local->hour,
        .tm_min = local->minute,
        .tm_sec = local->second,
        .tm_isdst = local->dst,
    };
    const __time64_t seconds = _mktime64(&moved);
    return seconds == -1 ? -1 : seconds + cycles * SECONDS_PER_400_YEARS;
}

static const struct pylog__port_local_time windows_time = { windows_local_time, windows_make_time,
                                                            read_windows_zone };
const struct pylog__port_local_time *const pylog__port_local_time = &windows_time;

ptrdiff_t pylog__port_zone_variable(char *out, size_t size) {
    (void)out, (void)size;
    return -1;
}

bool pylog__port_zone_path(const char *value, char *out, size_t size) {
    (void)value, (void)out, (void)size;
    return false;
}

/* ---- Threads --------------------------------------------------------------------------------- */

void pylog__mutex_init(struct pylog__mutex *mutex) {
    InitializeSRWLock((PSRWLOCK)&mutex->native);
}

void pylog__mutex_destroy(struct pylog__mutex *mutex) {
    (void)mutex;
}

void pylog__mutex_lock(struct pylog__mutex *mutex) {
    AcquireSRWLockExclusive((PSRWLOCK)&mutex->native);
}

void pylog__mutex_unlock(struct pylog__mutex *mutex) {
    ReleaseSRWLockExclusive((PSRWLOCK)&mutex->native);
}

void pylog__condition_init(struct pylog__condition *condition) {
    InitializeConditionVariable((PCONDITION_VARIABLE)&condition->native);
}

void pylog__condition_destroy(struct pylog__condition *condition) {
    (void)condition;
}

/* Milliseconds until then, rounded up; a wait that is longer than the system can count wakes up before. */
static DWORD milliseconds_until(int64_t deadline) {
    if (deadline == INT64_MAX)
        return INFINITE;
    const int64_t now = pylog__port_monotonic();
    if (deadline <= now)
        return 0;
    const int64_t wait = (deadline - now - 1) / 1000000 + 1;
    return wait < INFINITE ? (DWORD)wait : INFINITE - 1;
}

bool pylog__condition_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline) {
    const DWORD wait = milliseconds_until(deadline);
    return SleepConditionVariableSRW((PCONDITION_VARIABLE)&condition->native, (PSRWLOCK)&mutex->native, wait,
                                     0) ||
           pylog__port_monotonic() < deadline;
}

void pylog__condition_broadcast(struct pylog__condition *condition) {
    WakeAllConditionVariable((PCONDITION_VARIABLE)&condition->native);
}

static DWORD WINAPI run_task(void *address) {
    struct pylog__task *task = address;
    task->run(task);
    return 0;
}

int pylog__port_thread_start(struct pylog__task *task) {
    const HANDLE thread = CreateThread(NULL, 0, run_task, task, 0, NULL);
    if (!thread)
        return pylog__windows_fail();
    CloseHandle(thread);
    return 0;
}

uint64_t pylog__port_thread_id(void) {
    return GetCurrentThreadId();
}

int64_t pylog__port_process_id(void) {
    return GetCurrentProcessId();
}

bool pylog__port_has_one_thread(void) {
    return false;
}

bool pylog__port_is_main_thread(void) {
    return GetCurrentThreadId() == main_thread;
}

/* gcc keeps thread-locals in memory that belongs to a pthread key. It is freed when a thread made by
 * pthread_create returns, long before Windows calls back for fibers; a key made earlier, as at_load does, has
 * its destructor called before. Threads made otherwise, and compilers with thread-locals of their own, are
 * the fiber slot's. Whichever comes first runs the hooks; would it come too late, the list is empty. */
static _Thread_local struct pylog__thread_exit *exit_hooks;
static _Thread_local bool exiting;

/* The main thread has no fiber callback: it would be called in ExitProcess, when other threads have been
 * stopped wherever they were. */
static bool watch_thread(void *value) {
    const bool by_key = have_exit_key && pthread_setspecific(exit_key, value) == 0;
    const bool by_slot = !pylog__port_is_main_thread() && FlsSetValue(fiber_slot, value);
    return by_key || by_slot;
}

static void run_exit_hooks(void *value) {
    (void)value;
    watch_thread(NULL);
    exiting = true;
    while (exit_hooks) {
        struct pylog__thread_exit *hook = exit_hooks;
        exit_hooks = hook->next;
        hook->run();
    }
}

static void WINAPI run_fiber_exit(void *value) {
    run_exit_hooks(value);
}

bool pylog__port_at_thread_exit(struct pylog__thread_exit *hook) {
    if (exiting || !watch_thread(hook))
        return false;
    hook->next = exit_hooks;
    exit_hooks = hook;
    return true;
}

bool pylog__port_has_barrier(void) {
    return true;
}

bool pylog__port_barrier(void) {
    FlushProcessWriteBuffers();
    return true;
}

int pylog__port_at_fork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
    (void)prepare, (void)parent, (void)child;
    return 0;
}

void pylog__port_hold_across_fork(struct pylog__fork_lock *lock) {
    (void)lock;
}

/* The C runtime of Windows 7 has no quick_exit. */
void pylog__port_at_exit(void (*run)(void)) {
    atexit(run);
}

bool pylog__port_stack_bounds(uintptr_t *low, uintptr_t *high) {
    (void)low, (void)high;
    return false;
}

/* ---- Text in UTF-16 -------------------------------------------------------------------------- */

wchar_t *pylog__windows_to_wide(const char *text) {
    const int units = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, NULL, 0);
    if (units == 0) {
        pylog__windows_fail();
        return NULL;
    }
    WCHAR *wide = malloc((size_t)units * sizeof *wide);
    if (wide)
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, wide, units);
    return wide;
}

char *pylog__windows_to_utf8(const wchar_t *wide) {
    const int size = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    if (size == 0) {
        pylog__windows_fail();
        return NULL;
    }
    char *text = malloc((size_t)size);
    if (text)
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, size, NULL, NULL);
    return text;
}

/* Its text may be changed by another thread meanwhile, and then be too long. */
static char *environment(const WCHAR *name) {
    WCHAR *value = NULL;
    DWORD size = 0, needed = GetEnvironmentVariableW(name, NULL, 0);
    for (; needed > size; needed = GetEnvironmentVariableW(name, value, size)) {
        free(value);
        value = calloc(needed, sizeof *value);
        if (!value)
            return NULL;
        size = needed;
    }
    char *text = value ? pylog__windows_to_utf8(value) : NULL;
    free(value);
    return text;
}

ptrdiff_t pylog__windows_hand_over(char *text, char *out, size_t size) {
    const size_t length = text ? strlen(text) : 0;
    if (text && length < size)
        memcpy(out, text, length + 1);
    const ptrdiff_t result = text ? (ptrdiff_t)length : -1;
    free(text);
    return result;
}

ptrdiff_t pylog__port_environment(const char *name, char *out, size_t size) {
    WCHAR *wide = pylog__windows_to_wide(name);
    char *value = wide ? environment(wide) : NULL;
    free(wide);
    return pylog__windows_hand_over(value, out, size);
}

/* The first word of the command line, which may be in quotes. */
ptrdiff_t pylog__port_program(char *out, size_t size) {
    char *text = pylog__windows_to_utf8(GetCommandLineW());
    if (text && *text == '"') {
        memmove(text, text + 1, strlen(text));
        text[strcspn(text, "\"")] = '\0';
    } else if (text) {
        text[strcspn(text, " \t")] = '\0';
    }
    return pylog__windows_hand_over(text, out, size);
}

bool pylog__port_is_privileged(void) {
    return false;
}

/* ---- Stack ----------------------------------------------------------------------------------- */

/* The file name of a module, without directories; a block to be freed, or NULL. */
static char *module_name(HMODULE module) {
    WCHAR *path = NULL;
    DWORD size = MAX_PATH, length;
    do {
        WCHAR *larger = realloc(path, size * sizeof *path);
        if (!larger) {
            free(path);
            return NULL;
        }
        path = larger;
        length = GetModuleFileNameW(module, path, size);
        size *= 2;
    } while (length >= size / 2);
    const WCHAR *name = length ? wcsrchr(path, L'\\') : NULL;
    char *text = name ? pylog__windows_to_utf8(name + 1) : NULL;
    free(path);
    return text;
}

/* In the way of glibc: `program.exe(+0x1234) [0x140001234]`. */
static char *describe_frame(const void *address) {
    HMODULE module = NULL;
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       (const WCHAR *)address, &module);
    char *name = module ? module_name(module) : NULL;
    const uintptr_t offset = (uintptr_t)address - (uintptr_t)module;
    const char *shown = name ? name : "?";
    const int length = snprintf(NULL, 0, "%s(+0x%zx) [0x%zx]", shown, offset, (uintptr_t)address);
    char *text = malloc((size_t)length + 1);
    if (text)
        snprintf(text, (size_t)length + 1, "%s(+0x%zx) [0x%zx]", shown, offset, (uintptr_t)address);
    free(name);
    return text;
}

enum { MOST_FRAMES = 256 };

void pylog__port_stack(unsigned skip, void (*frame)(const char *text, void *data), void *data) {
    void *addresses[MOST_FRAMES];
    const unsigned count = CaptureStackBackTrace(skip + 1, MOST_FRAMES, addresses, NULL);
    for (unsigned i = count; i-- > 0;) {
        char *text = addresses[i] ? describe_frame(addresses[i]) : NULL;
        if (text)
            frame(text, data);
        free(text);
    }
}

#endif

/* How a log call is compiled. pylog.h includes this file; nothing in it is for direct use.
 *
 * A call becomes one load, one comparison and one branch; behind the branch stand a static description
 * of the place (struct pylog__call_site) and one call of a function that the compiler checks as printf.
 *
 * The file is a system header to the compiler, so that a program's own warnings stay about the program:
 * a log call in an inline function defines a static there, and `level >= PYLOG_MIN_LEVEL` may be
 * constant. The call itself is written in pylog.h: see PYLOG__CALL. */
#ifndef PYLOG_CALL_H
#define PYLOG_CALL_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The place of a call, and what the library remembers about it. */
struct pylog__call_site {
    struct pylog_site site;
    int level;       /* of a call that passes none */
    const char *fmt; /* the format, if it is a literal; NULL: known at run time only */
    void *format;    /* zeroed: where the library keeps the parsed format */
};

/* The suppressed level of calls that name no logger (NULL). While the root has no handlers it is
 * INT_MIN, because such a call then runs basic_config first, even if it is not logged. */
PYLOG_API extern int pylog__module_suppressed;

PYLOG_API void pylog__log(pylog_logger *logger, struct pylog__call_site *site, const char *fmt, ...)
    PYLOG__PRINTF(3, 4);
PYLOG_API void pylog__log_at(pylog_logger *logger, struct pylog__call_site *site, int level, const char *fmt,
                             ...) PYLOG__PRINTF(4, 5);
PYLOG_API void pylog__log_with(pylog_logger *logger, struct pylog__call_site *site, int level,
                               const struct pylog_call *call, const char *fmt, ...) PYLOG__PRINTF(5, 6);
PYLOG_API void pylog__exception(pylog_logger *logger, struct pylog__call_site *site, int error,
                                const char *fmt, ...) PYLOG__PRINTF(4, 5);
PYLOG_API pylog_logger *pylog__module_logger(pylog_logger **found, const char *name);

/* Read an int that other threads may change, with no order: a relaxed atomic load. gcc makes the same
 * instruction of a volatile read, whole for an aligned int, and takes some 7 per cent less time over a file
 * that is full of calls. ThreadSanitizer has to see what is meant. */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define PYLOG__READ(pointer) (*(const volatile int *)(pointer))
#else
#define PYLOG__READ(pointer) __atomic_load_n(pointer, __ATOMIC_RELAXED)
#endif

/* A logger begins with its suppressed level: the highest level that does not pass. */
#ifdef __cplusplus
#define PYLOG__LEVEL_OF(logger) static_cast<const int *>(static_cast<const void *>(logger))
#else
#define PYLOG__LEVEL_OF(logger) ((const int *)(const void *)(logger))
#endif
PYLOG_INLINE int pylog__suppressed(const pylog_logger *logger) {
    return PYLOG__READ(PYLOG__LEVEL_OF(logger));
}

/* The address is chosen, and not which of two loads is done: compilers would follow both ways through all
 * calls of a function, to find that a logger which is not NULL at the first is not at the others. */
PYLOG_INLINE bool pylog__may_log(const pylog_logger *logger, int level) {
    const int *suppressed = logger ? PYLOG__LEVEL_OF(logger) : &pylog__module_suppressed;
    return level > PYLOG__READ(suppressed);
}

#ifdef __cplusplus
} /* extern "C" */
#endif

/* ---- Macros, in whose expansions the compiler is to find nothing to say: see above ------------ */

#ifdef PYLOG_MIN_LEVEL
#define PYLOG__COMPILED(level) (!__builtin_constant_p(level) || (level) >= (PYLOG_MIN_LEVEL))
#else
#define PYLOG__COMPILED(level) 1
#endif

#define PYLOG__FIRST(...) PYLOG__FIRST_OF(__VA_ARGS__, 0)
#define PYLOG__FIRST_OF(first, ...) first

#define PYLOG__NO_LITERAL ((const char *)NULL)

#if defined(__clang__)
#define PYLOG__BEFORE_STATIC                                                                          \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wstatic-local-in-inline\"")
#define PYLOG__AFTER_STATIC _Pragma("clang diagnostic pop")
#else
#define PYLOG__BEFORE_STATIC
#define PYLOG__AFTER_STATIC
#endif

/* The name of a call's site, where it is defined: gcc looks here whether it may be static in an inline function. */
#define PYLOG__DEFINED_SITE pylog__site

/* A declaration without a meaning, for a macro that is a definition and is followed by a semicolon. */
#ifdef __cplusplus
#define PYLOG__TAKE_SEMICOLON static_assert(true, "")
#else
#define PYLOG__TAKE_SEMICOLON _Static_assert(1, "")
#endif

/* Values that live until the end of the block. C has compound literals for that, see pylog.h; C++ gets
 * storage of the thread, filled anew each time the expression is evaluated. */
#ifdef __cplusplus
#define PYLOG__HERE                                                                                   \
    ([](const char *pylog__function) -> const struct pylog_site * {                                   \
        static const struct pylog_site pylog__here = { __FILE__, pylog__function, __LINE__ };         \
        return &pylog__here;                                                                          \
    }(__func__))
#define PYLOG__FIELDS(...)                                                                            \
    ([&]() -> const struct pylog_field * {                                                            \
        const struct pylog_field pylog__given[] = { __VA_ARGS__, pylog_field_none(NULL) };            \
        static thread_local struct pylog_field pylog__kept[sizeof pylog__given / sizeof *pylog__given]; \
        for (size_t pylog__i = 0; pylog__i < sizeof pylog__given / sizeof *pylog__given; pylog__i++)  \
            pylog__kept[pylog__i] = pylog__given[pylog__i];                                           \
        return pylog__kept;                                                                           \
    }())
#endif

#endif

/* More handlers: Python's `logging.handlers`.
 *
 *     #include <pylog/handlers.h>
 *
 * Each is made by a function of its own and is a pylog_handler like any other; the rules at the head of pylog.h
 * hold here, too. Options structures are copied, with the strings in them; what a callback is handed is valid
 * during the call. */
#ifndef PYLOG_HANDLERS_H
#define PYLOG_HANDLERS_H

#include <pylog.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Files that rotate ------------------------------------------------------------------------ */

/* ---- Memory ----------------------------------------------------------------------------------- */

/* ---- Sockets ---------------------------------------------------------------------------------- */

/* ---- Syslog ----------------------------------------------------------------------------------- */

/* ---- Mail and HTTP ---------------------------------------------------------------------------- */

/* ---- The event log of Windows ----------------------------------------------------------------- */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif

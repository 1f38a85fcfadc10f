/* The end of the process: pylog_flush and pylog_shutdown are here, and what exit does. */
#ifndef PYLOG_THREAD_LIFECYCLE_H
#define PYLOG_THREAD_LIFECYCLE_H

#pragma GCC visibility push(hidden)

/* Have pylog_shutdown's work done when the program exits. The hooks of the handlers ask for it at the first use. */
void pylog__shut_down_at_exit(void);

#pragma GCC visibility pop

#endif

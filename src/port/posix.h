/* What the POSIX files of this folder share. */
#ifndef PYLOG_PORT_POSIX_H
#define PYLOG_PORT_POSIX_H

#pragma GCC visibility push(hidden)

/* Descriptors 0, 1 and 2 are the program's, also where it has closed them: what it prints would come into the
 * log, or go to a peer. Returns this descriptor, or another one for the same, which is closed on exec, too.
 * -1 stays -1; -1 with errno if there is none to be had. */
int pylog__posix_not_standard(int descriptor);

/* Sleep for so many microseconds, less than a second; a signal ends it. */
void pylog__posix_nap(long microseconds);

#pragma GCC visibility pop

#endif

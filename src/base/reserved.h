/* Members that later versions may have in the place of reserved ones: see "Structures grow" at the head of pylog.h.
 *
 * A new member takes the first words of `reserved`, whole ones, also if it is smaller (a union with a uint64_t, say), and
 * never the padding of others, in which an older program may have anything. Its default is 0. When a structure has no
 * words left, it ends with a new `reserved` behind them, and that is a new major version. */
#ifndef PYLOG_BASE_RESERVED_H
#define PYLOG_BASE_RESERVED_H

#include <pylog/namespace.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* 0, or -1 with EINVAL: a member is set that this version does not know. */
int pylog__check_reserved(const uint64_t *words, size_t count);
#define pylog__check_members(structure)                                                                      \
    pylog__check_reserved((structure)->reserved, sizeof(structure)->reserved / sizeof *(structure)->reserved)

#pragma GCC visibility pop

#endif

"""Write src/base/printable.h: the code points that CPython's str.isprintable() says no to.

    PYENV_VERSION=3.13.0 python3 tests/unit/tables/printable.py > src/base/printable.h
"""

import sys
import unicodedata

HEAD = '''\
/* Which code points beyond ASCII Python prints as they are in repr(): str.isprintable() of CPython
 * {python}, Unicode {unicode}. Written by tests/unit/tables/printable.py.
 *
 * They are the borders: the first code point that is not printable, the next one that is, and so on. What
 * stands here is how far each is from the one before, seven bits a byte, the lowest first; a byte of 0x80 or
 * more is not the last one of its number. Every {run} borders a run begins, so that few bytes must be read. */
#ifndef PYLOG_BASE_PRINTABLE_H
#define PYLOG_BASE_PRINTABLE_H

#include <stdint.h>

'''

TAIL = '''\

#endif'''

RUN = 64  # even, so that every run begins with a border behind which nothing is printable


def borders():
    printable = True
    for point in range(0x80, sys.maxunicode + 1):
        if chr(point).isprintable() != printable:
            printable = not printable
            yield point


def number(value):
    while value >= 0x80:
        yield value & 0x7F | 0x80
        value >>= 7
    yield value


def packed():
    """The bytes of all borders, and of each run the border before its first one and where it begins."""
    distances, runs, last = [], [], 0
    for count, point in enumerate(borders()):
        if count % RUN == 0:
            runs.append((last, len(distances)))
        distances.extend(number(point - last))
        last = point
    return distances, runs


def print_table(head, items):
    print(head, end=' {\n')
    line = ' ' * 4
    for item in items:
        if len(line) + len(item) + 1 > 110:
            print(line.rstrip())
            line = ' ' * 4
        line += item + ', '
    print(line.rstrip())
    print('};')


def main():
    python = '%d.%d' % sys.version_info[:2]
    distances, runs = packed()
    print(HEAD.format(python=python, unicode=unicodedata.unidata_version, run=RUN), end='')
    print_table('static const uint8_t printable_distances[] =', map(str, distances))
    print()
    print('/* The border before the run, and the place of its first distance. */')
    print_table('static const struct {\n    uint32_t before, place;\n} printable_runs[] =',
                (f'{{ 0x{before:X}, {place} }}' for before, place in runs))
    print(TAIL)


if __name__ == "__main__":
    main()

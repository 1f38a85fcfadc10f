"""Write src/text/printable.h: the code points that CPython's str.isprintable() says no to.

    PYENV_VERSION=3.13.0 python3 tests/unit/tables/printable.py > src/text/printable.h
"""

import sys
import unicodedata

HEAD = '''\
/* Which code points beyond ASCII Python prints as they are in repr(): str.isprintable() of CPython
 * {python}, Unicode {unicode}. Written by tests/unit/tables/printable.py.
 *
 * They are the borders: the first code point that is not printable, the next one that is, and so on. */
#ifndef PYLOG_TEXT_PRINTABLE_H
#define PYLOG_TEXT_PRINTABLE_H

#include <stdint.h>

static const uint32_t printable_borders[] = {{'''

TAIL = '''\
};

#endif'''


def borders():
    printable = True
    for point in range(0x80, sys.maxunicode + 1):
        if chr(point).isprintable() != printable:
            printable = not printable
            yield point


def main():
    python = '%d.%d' % sys.version_info[:2]
    print(HEAD.format(python=python, unicode=unicodedata.unidata_version))
    line = ' ' * 4
    for point in borders():
        item = f'0x{point:X}, '
        if len(line) + len(item) > 110:
            print(line.rstrip())
            line = ' ' * 4
        line += item
    print(line.rstrip())
    print(TAIL)


if __name__ == "__main__":
    main()

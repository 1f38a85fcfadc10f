"""Writes charmap_tables.h and codec_names.h, beside it, from CPython 3.13: python3 charmaps.py

A charmap is told by what it has unlike another one, in runs of consecutive characters: each charmap is made of the one
that it shares most with. What the library makes of it is compared with CPython by tests/unit/test_codec.c."""
import contextlib
import encodings.aliases
import io
import pathlib
import pkgutil
import textwrap

# What src/codec/codec.c has functions for, in the order of enum pylog__encoding.
OWN = ["utf_8", "utf_8_sig", "ascii", "latin_1", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"]
UNDEFINED = 0xFFFE
HERE = pathlib.Path(__file__).parent
IDENTITY = list(range(256))


def modules():
    found = [module.name for module in pkgutil.iter_modules(encodings.__path__)]
    return sorted(name for name in found if name not in ("aliases", "mbcs", "oem"))


def is_charmap(name):
    """Is it one with a table, and to be had under its own name? (iso8859_1 is an alias of latin_1.)"""
    module = __import__("encodings." + name, fromlist=["*"])
    has_table = hasattr(module, "decoding_table") or hasattr(module, "decoding_map")
    return has_table and encodings.aliases.aliases.get(name, name) == name


def is_text(name):
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=name)
    except LookupError as error:
        assert "is not a text encoding" in str(error), error
        return False
    return True


CHARMAPS = [name for name in modules() if is_charmap(name)]
LACKING = [name for name in modules() if name not in CHARMAPS and name not in OWN and name != "iso8859_1"]


def points(name):
    """The characters of all bytes; where two bytes are one character, the last one is what it is written as."""
    found = []
    for byte in range(256):
        try:
            found.append(ord(bytes([byte]).decode(name)))
        except UnicodeDecodeError:
            found.append(UNDEFINED)
    written = {point: byte for byte, point in enumerate(found) if point != UNDEFINED}
    assert found[0] == 0, name
    assert all(ord(character) in written for character in "?\\&#;0123456789abcdefuxU"), name
    for point in range(0x110000):
        assert written.get(point) == (chr(point).encode(name, "ignore") or [None])[0], (name, point)
    return found


def runs(table, base):
    """(first byte, how many, first character) where the table is unlike the base."""
    found, byte = [], 0
    while byte < 256:
        first, step = byte, 0 if table[byte] == UNDEFINED else 1
        byte += 1
        if table[first] == base[first]:
            continue
        while byte < 256 and table[byte] == table[byte - 1] + step:
            byte += 1
        while table[byte - 1] == base[byte - 1]:
            byte -= 1
        found.append((first, byte - first, table[first]))
    return found


def order(tables):
    """(charmap, the one that it is made of, its runs), so that each stands behind the one that it is made of."""
    best = {name: (len(runs(table, IDENTITY)), name, None) for name, table in tables.items()}
    while best:
        _, name, base = min(best.values(), key=lambda entry: entry[:2])
        del best[name]
        yield name, base, runs(tables[name], tables[base] if base else IDENTITY)
        for other in best:
            best[other] = min(best[other], (len(runs(tables[other], tables[name])), other, name), key=lambda e: e[0])


def filled(items, width=112):
    line = "   "
    for item in items:
        if len(line) + len(item) + 2 > width:
            yield line
            line = "   "
        line += " " + item + ","
    yield line


def write_charmaps(ordered, tables):
    names = [name for name, _, _ in ordered]
    print("/* Made by charmaps.py; not edited by hand. */")
    print("#ifndef PYLOG_CODEC_CHARMAP_TABLES_H\n#define PYLOG_CODEC_CHARMAP_TABLES_H\n\n#include <stdbool.h>\n#include <stdint.h>\n")
    print("/* Consecutive bytes that are consecutive characters, or all of them none. */")
    print("static const struct charmap_run {\n    unsigned char first, count;\n    uint16_t point;\n} charmap_runs[] = {")
    for name, _, own in ordered:
        print("    /* %s */" % name)
        print("\n".join(filled("{ 0x%02x, %d, 0x%04x }" % run for run in own)))
    print("};\n")
    print("/* `base`: the number of the charmap that it is made of, 255: each byte is the character of that number. */")
    print("static const struct charmap_parts {\n    uint16_t end; /* of its runs */\n    unsigned char base;")
    print("    bool ascii; /* ASCII stays as it is */\n} charmaps[] = {")
    end = 0
    for name, base, own in ordered:
        end += len(own)
        ascii_stays = tables[name][:128] == IDENTITY[:128] and not set(tables[name][128:]) & set(IDENTITY[:128])
        print("    { %d, %d, %s }, /* %s */" % (end, names.index(base) if base else 255, str(ascii_stays).lower(), name))
    print("};\n\n#endif")


def write_names(charmaps):
    print("/* Made by charmaps.py; not edited by hand. */")
    print("#ifndef PYLOG_CODEC_CODEC_NAMES_H\n#define PYLOG_CODEC_CODEC_NAMES_H\n")
    print("/* An encoding is a line: what Python's module is called, then its aliases. */")
    lists = {"own_names": OWN, "charmap_names": charmaps, "lacking_names": [name for name in LACKING if is_text(name)],
             "binary_names": [name for name in LACKING if not is_text(name)]}
    longest = 0
    for what, names in lists.items():
        print("static const char %s[] =" % what)
        for number, name in enumerate(names):
            words = [name] + sorted(alias for alias, module in encodings.aliases.aliases.items()
                                    if module == name and alias == alias.lower())
            longest = max([longest] + [len(word) for word in words])
            lines = textwrap.wrap(" ".join(words), 100, break_on_hyphens=False)
            ends = [" "] * (len(lines) - 1) + ["\\n"]
            print("\n".join('    "%s%s"' % pair for pair in zip(lines, ends)) + ";\n" * (number + 1 == len(names)))
    print("enum { LONGEST_NAME = %d };\n\n#endif" % longest)


def main():
    tables = {name: points(name) for name in CHARMAPS}
    ordered = list(order(tables))
    for file, write in (("charmap_tables.h", lambda: write_charmaps(ordered, tables)),
                        ("codec_names.h", lambda: write_names([name for name, _, _ in ordered]))):
        with open(HERE / file, "w") as out, contextlib.redirect_stdout(out):
            write()


main()

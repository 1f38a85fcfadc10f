"""Writes codec.h: what CPython writes to a file in each encoding. python3 codec.py > codec.h"""
import codecs
import encodings.aliases
import io

ENCODINGS = ["utf-8", "utf-8-sig", "ascii", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be",
             "utf-32", "utf-32-le", "utf-32-be"]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace"]
TEXTS = [
    b"", b"a", b"plain ASCII text, longer than eight bytes\n", b"nul \0 inside", b"\x7f\x01",
    "é".encode(), "ł".encode(), "€".encode(), "𝄞".encode(), "aé".encode(), "łódź".encode(),
    "éł€𝄞 ü".encode(), "a łóż b łóż".encode(), "7 bytes\u0142".encode(), "8 bytes!\u0142".encode(),
    "9 bytes!!\u0142".encode(), "fifteen bytes!!\u0142é".encode(),
    "\x80\x81\x8d\x8f\x90\x9d\x9f\xa0".encode(), "‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".encode(),
    "\ufeffmark".encode(), "\ud7ff\ue000\uffff\U00010000\U0010ffff".encode(),
    b"\xff", b"ab\xff\xfez", b"\xc3", b"ab\xe2\x82", b"\xe2\x82z", b"\xf0\x9d\x84", b"\x80\xbf",
    b"\xc0\x80", b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80", "é".encode() + b"\xff" + "ł".encode(), "é".encode() + b"z\xff",
    b"\xffz\xff", "\U0001d11e".encode() * 2 + b"\x81",
]


def c_string(data):
    """Bytes as a C literal in octal, so that no escape runs into the next character."""
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


def written(encoding, errors, text):
    """What a write adds to a file that is not empty."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="\n")
    file.write("x")
    file.flush()
    start = len(raw.getvalue())
    file.write(text)
    file.flush()
    return raw.getvalue()[start:]


def cases():
    for encoding in ENCODINGS:
        for errors in ERRORS:
            for number, data in enumerate(TEXTS):
                try:
                    result = written(encoding, errors, data.decode("utf-8", "surrogateescape"))
                    yield '{ "%s", "%s", %d, "%s", NULL }' % (encoding, errors, number, result.hex())
                except UnicodeEncodeError as error:
                    yield '{ "%s", "%s", %d, NULL, %s }' % (encoding, errors, number,
                                                            c_string(str(error).encode()))


def marks():
    for encoding in ENCODINGS:
        raw = io.BytesIO()
        file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
        file.write("x")
        file.flush()
        yield '{ "%s", "%s" }' % (encoding, raw.getvalue()[:-len(written(encoding, "strict", "x"))].hex())


def names():
    """Every name of our encodings, spelled in several ways; and names that are none."""
    ours = {codecs.lookup(name).name: name for name in ENCODINGS}
    known = [alias for alias, module in encodings.aliases.aliases.items()
             if module.replace("_", "-") in ENCODINGS or module in ("latin_1", "cp1252")]
    known += [name.replace("-", "_") for name in ENCODINGS] + ["iso8859_1"]
    spelled = []
    for name in known:
        spelled += [name, name.upper(), name.replace("_", "-"), name.replace("_", " "), name.title(),
                    name.replace("_", "."), name.replace("_", ""), "-" + name + "_", name.replace("_", "-_ ")]
    spelled += ["utf\u00e98", "\u20acutf8", "utf.8", "u t f 8", "latin.1", "iso.8859.1", ".utf8", "utf8.", "", "_",
                "nope", "utf-9", "unicodelittleunmarkedx", "iso_8859-1:1987", "ANSI_X3.4-1968"]
    for name in sorted(set(spelled)):
        try:
            found = codecs.lookup(name).name
        except LookupError as error:
            yield "{ %s, NULL, %s }" % (c_string(name.encode()), c_string(str(error).encode()))
            continue
        if found in ours:
            yield "{ %s, \"%s\", NULL }" % (c_string(name.encode()), ours[found])


def table(declaration, rows):
    print("\nstatic const struct %s = {" % declaration)
    for row in rows:
        print("    %s," % row)
    print("};")


print("/* Written by codec.py with CPython; not edited by hand. */")
table("{\n    const char *bytes;\n    size_t length;\n} codec_texts[]",
      ("{ %s, %d }" % (c_string(data), len(data)) for data in TEXTS))
print("\n/* What is written, in hexadecimal, or the sentence of the UnicodeEncodeError. */", end="")
table("{\n    const char *encoding, *errors;\n    int text;\n    const char *hex, *error;\n} codec_cases[]", cases())
table("{\n    const char *encoding, *hex;\n} codec_marks[]", marks())
print("\n/* The encoding that Python finds, or the sentence of the LookupError. */", end="")
table("{\n    const char *name, *encoding, *error;\n} codec_names[]", names())

"""Writes codec.h: what CPython writes to a file in each encoding. python3 codec.py > codec.h"""
import codecs
import encodings.aliases
import io
import pkgutil

ENCODINGS = ["utf-8", "utf-8-sig", "ascii", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be",
             "utf-32", "utf-32-le", "utf-32-be", "cp1251", "mac-arabic", "cp037"]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]
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
    "Журнал: ошибка №7 — 10%, 5 €".encode(), "ж!אا [20%] ■▒".encode(), "€".encode() * 3 + b"\xff\xfe!",
    b"\xff\xfe" + "€中".encode() + b"z", "日本".encode() + b"\xed\xb2\x80\n",
]


def charmaps():
    """Python's encodings of one byte per character, but latin-1 under another name."""
    for module in sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)):
        if module not in ("mbcs", "oem", "iso8859_1") and any(
                hasattr(__import__("encodings." + module, fromlist=["*"]), table)
                for table in ("decoding_table", "decoding_map")):
            yield module


EVERY = [name for name in ENCODINGS if name.replace("-", "_") not in charmaps()] + list(charmaps())


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
        for errors in ERRORS if encoding in ("utf-8", "ascii", "cp1251", "utf-16-le") else ERRORS[:4]:
            for number, data in enumerate(TEXTS):
                try:
                    result = written(encoding, errors, data.decode("utf-8", "surrogateescape"))
                    yield '{ "%s", "%s", %d, "%s", NULL }' % (encoding, errors, number, result.hex())
                except UnicodeEncodeError as error:
                    yield '{ "%s", "%s", %d, NULL, %s }' % (encoding, errors, number,
                                                            c_string(str(error).encode()))


def digest(parts):
    """FNV-1a of all parts, a zero byte behind each."""
    value = 0xCBF29CE484222325
    for byte in b"".join(part + b"\0" for part in parts):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return "0x%016x" % value


def all_results(encoding, errors):
    for data in TEXTS:
        try:
            yield written(encoding, errors, data.decode("utf-8", "surrogateescape"))
        except UnicodeEncodeError as error:
            yield str(error).encode()


def decoded(encoding):
    for byte in range(256):
        try:
            yield bytes([byte]).decode(encoding).encode()
        except UnicodeDecodeError as error:
            yield str(error).encode()


def results():
    for encoding in EVERY:
        for errors in ERRORS:
            yield '{ "%s", "%s", %s }' % (encoding, errors, digest(all_results(encoding, errors)))


def points():
    text = "".join(chr(point) for point in range(0x10000) if not 0xD800 <= point < 0xE000)
    for encoding in EVERY:
        yield '{ "%s", %s, %s }' % (encoding, digest([written(encoding, "backslashreplace", text)]),
                                    digest(decoded(encoding)) if encoding in ("ascii", "latin-1", *charmaps()) else 0)


def marks():
    for encoding in ENCODINGS:
        raw = io.BytesIO()
        file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
        file.write("x")
        file.flush()
        yield '{ "%s", "%s" }' % (encoding, raw.getvalue()[:-len(written(encoding, "strict", "x"))].hex())


def names():
    """Every name of every encoding, spelled in several ways; and names that are none."""
    known = set()
    for alias, module in encodings.aliases.aliases.items():
        known |= {alias, module}
    known |= {module.name for module in pkgutil.iter_modules(encodings.__path__)} - {"aliases"}
    spelled = sorted(known)
    for name in sorted(known)[::3] + ["utf_8", "utf_8_sig", "iso8859_1", "iso_8859_1", "ansi_x3.4_1968"]:
        spelled += [name.upper(), name.replace("_", "-"), name.replace("_", " "), name.title(), name.replace("_", "."),
                    name.replace("_", ""), "-" + name + "_", name.replace("_", "-_ ")]
    spelled += ["utf\u00e98", "\u20acutf8", "utf.8", "u t f 8", "latin.1", "iso.8859.1", ".utf8", "utf8.", "", "_",
                "nope", "utf-9", "unicodelittleunmarkedx", "iso_8859-1:1987", "ANSI_X3.4-1968", "csHPRoman8", "cp12511",
                "cp1251 koi8_r", "cp1251\nkoi8_r", "1251\n"]
    ours = {codecs.lookup(name).name: name for name in EVERY}
    for name in sorted(set(spelled)):
        literal = c_string(name.encode())
        try:
            io.TextIOWrapper(io.BytesIO(), encoding=name)
        except LookupError as error:
            yield "{ %s, NULL, %s }" % (literal, c_string(str(error).encode()))
            continue
        found = codecs.lookup(name).name
        if found in ours:
            yield '{ %s, "%s", NULL }' % (literal, ours[found])
            continue
        lacking = ("encoding %s is not supported: use utf-8, utf-16, utf-32, or an encoding of one byte per character"
                   % name)
        yield "{ %s, NULL, %s }" % (literal, c_string(lacking.encode()))


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
print("\n/* Digests of all results of that kind. */", end="")
table("{\n    const char *encoding, *errors;\n    uint64_t digest;\n} codec_results[]", results())
print("\n/* Digests of all characters up to U+FFFF, written, and of all bytes, read; 0: more than one byte makes one. */", end="")
table("{\n    const char *encoding;\n    uint64_t written, read;\n} codec_points[]", points())
table("{\n    const char *encoding, *hex;\n} codec_marks[]", marks())
print("\n/* The encoding that Python finds, or the sentence of the LookupError; ours where it is lacking here. */", end="")
table("{\n    const char *name, *encoding, *error;\n} codec_names[]", names())

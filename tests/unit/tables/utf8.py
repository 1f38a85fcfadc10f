"""Writes utf8.h: the characters of CPython in bytes that may not be UTF-8. python3 utf8.py > utf8.h"""

TEXTS = [
    b"", b"a", b"\0", b"\x7f", "\u0080\u07ff\u0800\uffff\U00010000\U0010ffff".encode(), "h\u00e9llo \u20ac".encode(),
    "\ud7ff\ue000".encode(), b"\x80", b"\xbf\x80", b"\xc0\x80", b"\xc1\xbf", b"\xc2", b"\xc2a", b"\xc2\xc2\x80",
    b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xe0\xa0\x80", b"\xe2\x82", b"\xe2\x82a", b"\xe2(\xa1", b"\xed\x9f\xbf",
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xef\xbf\xbf", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf", b"\xf0\x90\x80\x80",
    b"\xf0\x90\x80", b"\xf0\x90", b"\xf0\x90\x80a", b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80",
    b"\xff\xfe", b"a\xffb\xc3\xa9\xc3",
]


def c_string(data):
    """Bytes as a C literal in octal, so that no escape runs into the next character."""
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


print("/* Made by utf8.py: bytes, how many they are, and the characters that CPython finds in them. */")
print("static const struct {\n    const char *bytes;\n    size_t length, count;\n    uint32_t points[16];\n} rows[] = {")
for text in TEXTS:
    points = text.decode("utf-8", "surrogateescape")
    shown = ", ".join("0x%x" % ord(point) for point in points) or "0"
    print("    { %s, %d, %d, { %s } }," % (c_string(text), len(text), len(points), shown))
print("};")

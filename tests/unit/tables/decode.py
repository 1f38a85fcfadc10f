"""Writes decode.h: what CPython reads in each encoding. python3 decode.py > decode.h"""
ROWS = [
    ("ascii", b"plain"), ("ascii", b"ab\xe4c"), ("latin-1", b"\xe4\xff\x80z"), ("cp1252", b"\x80\x9fz\xe4"),
    ("cp1252", b"ab\x81"), ("utf-8-sig", b"\xef\xbb\xbfa\xc3\xa4"), ("utf-8-sig", b"a\xc3\xa4"), ("utf-8", b"a\xc3\xa4"),
    ("utf-16", b"\xff\xfea\0\xe4\0"), ("utf-16", b"\xfe\xff\0a\0\xe4"), ("utf-16", b"a\0b\0"),
    ("utf-16-le", b"\x34\xd8\x1e\xdda\0"), ("utf-16-be", b"\xd8\x34\xdd\x1e\0a"), ("utf-16-le", b"\xff\xfea\0"),
    ("utf-16-le", b"a\0b"), ("utf-16-le", b"a\0\x34\xd8"), ("utf-16-le", b"a\0\x1e\xdd"), ("utf-16-le", b"\x34\xd8a\0"),
    ("utf-16-be", b"\0a\xd8"), ("utf-16-be", b"\xdd\x1e"), ("utf-16", b"\xff\xfe\x1e\xdd"), ("utf-16", b""),
    ("utf-32", b"\xff\xfe\0\0a\0\0\0"), ("utf-32", b"\0\0\xfe\xff\0\1\xd1\x1e"), ("utf-32", b"a\0\0\0"),
    ("utf-32-le", b"\x1e\xd1\1\0"), ("utf-32-be", b"\0\0\0a"), ("utf-32-le", b"a\0\0\0b\0"),
    ("ascii", b"\x7f"), ("ascii", b"\x80"), ("utf-16-le", b"\xff\xd7"), ("utf-16-le", b"\0\xe0"), ("utf-16-le", b"\0\xd8\0\xdc"),
    ("utf-16-le", b"\xff\xdb\xff\xdf"), ("utf-16-le", b"\0\xd8\xff\xdb"), ("utf-16-le", b"\0\xd8\0\xe0"), ("utf-16-le", b"\0\xdca\0"),
    ("utf-16-le", b"\xff\xdfa\0"), ("utf-16-le", b"\xff\xdb"), ("utf-32-le", b"\xff\xff\x10\0"), ("utf-32-le", b"\xff\xd7\0\0"),
    ("utf-32-le", b"\xff\xdf\0\0"), ("utf-32-le", b"\0\xe0\0\0"),
    ("utf-32-le", b"\0\0\x11\0"), ("utf-32-le", b"\0\xd8\0\0"), ("utf-32-be", b"\0\0\0a\0\x11\0\0"),
]


def c_string(data):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


print("/* Made by decode.py: bytes in an encoding, and what they are in UTF-8, or the error. */")
print("static const struct {\n    const char *encoding, *bytes;\n    size_t length;\n    const char *text, *error;\n} rows[] = {")
for encoding, data in ROWS:
    text = error = "NULL"
    try:
        text = c_string(data.decode(encoding).encode("utf-8"))
    except UnicodeDecodeError as wrong:
        error = c_string(str(wrong).encode())
    print('    { "%s", %s, %d, %s, %s },' % (encoding, c_string(data), len(data), text, error))
print("};")

"""Writes values.h: what CPython's repr() and ascii() make of strings. python3 values.py > values.h"""
import sys

TEXTS = [
    b"", b"plain", b"it's", b'say "so"', b"it's \"both\"", b"'", b'"', b"\\", b"a\\n\n\r\t\v\f\b\a\x1b\x7f", b"nul\0inside",
    "é\u0301ł€".encode(), "\x80\x9f\xa0\xad\xff".encode(), "\u200b\u2028\u2029\ufeff\u3000".encode(), "\U0001f600\U0001f9ff".encode(),
    "\U000e0001\U000e0100\U0010ffff\U000f0000".encode(), "\ue000\ufffd\ufffe\uffff".encode(), "日本語 한국어 عربى".encode(),
    "\u0378\u0379\U0001f7da\U00011f5a\U000323b0".encode(), b"\xff", b"a\xffb", b"\xc3", b"\xe2\x82", b"\xe2\x82\xac\xe2\x82",
    b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xf0\x9f\x98", b"'\xff\"", "é'".encode(), "é\"'".encode(),
] + [bytes([byte]) for byte in range(1, 256)] + [
    # both sides of where escapes get longer, and of what is no text
    ("a%sb" % chr(point)).encode() for border in (0x80, 0xa0, 0x100, 0x800, 0x10000) for point in (border - 1, border, border + 1)
] + ["\ud7ff\ue000\U0010ffff".encode()]

BLOCK = 4096


def c_string(data):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


def encode(text):
    return text.encode("utf-8", "surrogateescape")


def main():
    print("/* Written by values.py with CPython %d.%d; not edited by hand. */\n" % sys.version_info[:2])
    print("static const struct {\n    const char *bytes;\n    size_t length;\n    const char *repr;\n    const char *ascii;\n"
          "} value_texts[] = {")
    for data in TEXTS:
        text = data.decode("utf-8", "surrogateescape")
        print("    { %s, %d, %s, %s }," % (c_string(data), len(data), c_string(encode(repr(text))), c_string(encode(ascii(text)))))
    print("};\n")
    print("/* For each block of %d code points: how many are printable, and the sum of their offsets in it. */" % BLOCK)
    print("enum { VALUE_BLOCK = %d };\n\nstatic const struct {\n    unsigned count;\n    unsigned sum;\n} value_printable[] = {" % BLOCK)
    for start in range(0, sys.maxunicode + 1, BLOCK):
        offsets = [offset for offset in range(BLOCK) if chr(start + offset).isprintable()]
        print("    { %d, %d }," % (len(offsets), sum(offsets)))
    print("};")


if __name__ == "__main__":
    main()

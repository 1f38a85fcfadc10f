"""Write pickles.h: dicts, and CPython's pickle of them in protocol 1. Run from this directory: python3 pickles.py"""
import pickle
import struct


def c_string(data):
    text = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data)
    return '"%s"' % text


def fresh(text):
    """An object of its own, so that pickle does not refer to another one."""
    return (text + "x")[:-1]


def c_item(key, value):
    key = c_string(key.encode("utf-8", "surrogateescape"))
    if value is None:
        return "{ %s, { .kind = PYLOG__NONE }, }" % key
    if isinstance(value, bool):
        return "{ %s, { .kind = PYLOG__BOOL, .as.b = %s } }" % (key, str(value).lower())
    if isinstance(value, int) and value >= 2**63:
        return "{ %s, { .kind = PYLOG__UINT, .as.u = UINT64_C(%d) } }" % (key, value)
    if isinstance(value, int):
        number = "INT64_MIN" if value == -(2**63) else "INT64_C(%d)" % value
        return "{ %s, { .kind = PYLOG__INT, .as.i = %s } }" % (key, number)
    if isinstance(value, float):
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        return "{ %s, { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x%016x) } } /* its bits */" % (key, bits)
    data = value.encode("utf-8", "surrogateescape")
    return "{ %s, { .kind = PYLOG__STR, .as.s = %s, .length = %d } }" % (key, c_string(data), len(data))


INTEGERS = [0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -1, -(2**31), -(2**31) - 1, 2**32, 2**53, 2**63 - 1,
            -(2**63), 2**63, 2**64 - 1, 140737353971520]
FLOATS = [0.0, -0.0, 1.5, -2.25, 1677903920.9999985, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf")]
STRINGS = ["plain text", "h\u00e9llo \u20ac \U0001f600", "line\nand \x00 NUL", "\udcff alone", "ab\udc80\udce9cd", "q" * 300]
CASES = [
    ("an empty dict", {}),
    ("one pair", {"key": 1}),
    ("one pair with a string", {"key": fresh("value")}),
    ("none and the booleans", {"none": None, "yes": True, "no": False}),
    ("integers", {"i%d" % i: n for i, n in enumerate(INTEGERS)}),
    ("floats", {"f%d" % i: n for i, n in enumerate(FLOATS)}),
    ("strings", {"s%d" % i: fresh(n) for i, n in enumerate(STRINGS)}),
    ("keys that are not ASCII", {"schl\u00fcssel": 1, "\u9375": 2}),
]
MANY = [254, 255, 256, 257, 999, 1000, 1001, 2000, 2001]  # k0: 0, k1: 1, ...: an unmarked number of pairs


def checksum(data):
    """FNV-1a, 64 bits: what is too long to be kept here is compared by it."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


with open("pickles.h", "w") as out:
    out.write("/* Made by pickles.py: dicts, and CPython's pickle.dumps(d, 1) of them. */\n")
    out.write("struct pickle_item {\n    const char *key;\n    struct pylog__value value;\n};\n")
    for number, (name, items) in enumerate(CASES):
        rows = [c_item(k, v) for k, v in items.items()] or ["{ NULL, { .kind = PYLOG__NONE } }"]
        out.write("static const struct pickle_item items_%d[] = {\n    %s,\n};\n" % (number, ",\n    ".join(rows)))
    out.write("static const struct {\n    const char *name;\n    const struct pickle_item *items;\n    size_t count;\n"
              "    const char *pickle;\n    size_t length;\n} pickles[] = {\n")
    for number, (name, items) in enumerate(CASES):
        data = pickle.dumps(items, 1)
        out.write("    { %s, items_%d, %d,\n      %s, %d },\n" % (c_string(name.encode()), number, len(items), c_string(data), len(data)))
    out.write("};\n")
    out.write("/* Of so many pairs k0: 0, k1: 1, ...: the length of the pickle and its FNV-1a. */\n")
    out.write("static const struct {\n    size_t pairs, length;\n    uint64_t checksum;\n} many_pairs[] = {\n")
    for count in MANY:
        data = pickle.dumps({"k%d" % i: i for i in range(count)}, 1)
        out.write("    { %d, %d, UINT64_C(0x%016x) },\n" % (count, len(data), checksum(data)))
    out.write("};\n")

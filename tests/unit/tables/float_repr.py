"""Write float_repr.h: doubles and CPython's repr of them. Run from this directory: python3 float_repr.py"""
import math
import random
import struct


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def to_bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def values():
    yield from (0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1 / 3, 2 / 3, 0.1 + 0.2, 123.0, 1234.5678, 1.5e300, math.pi)
    yield from (math.inf, -math.inf, math.nan, from_bits(0xFFF8000000000001))
    yield from (1700000000.123456, 1700000000.0, 1.234e-05, 9007199254740991.0, 9007199254740993.0)
    for power in range(-30, 31):  # both sides of each change of notation
        ten = float("1e%d" % power)
        yield from (ten, math.nextafter(ten, 0), math.nextafter(ten, math.inf), -1.5 * ten)
    for power in (308, 300, 100, 23, -100, -300, -307, -308, -310, -320, -323):
        yield float("1e%d" % power)
    for power in [*range(-60, 60), *range(-1074, -1000, 7), *range(-1000, 1024, 23), -1022, -1023, 1023]:
        yield 2.0**power
    for bits in (1, 2, 3, 7, 10, 0xFFFFFFFFFFFFF, 0x10000000000000, 0x10000000000001, 0x7FEFFFFFFFFFFFFF):
        yield from_bits(bits)
    # where half of the interval around the value has no shorter decimal, ties of reading back, and 2**n + ulp
    for text in ("5e-324", "9.5367431640625e-07", "4.35", "8.41", "9.5", "2.5", "1e23", "6.0221407599999995e+23"):
        yield float(text)
    for power in range(-40, 60, 9):
        yield from (math.nextafter(2.0**power, 0), math.nextafter(2.0**power, math.inf))
    chance = random.Random(20)
    for _ in range(120):
        yield from_bits(chance.getrandbits(64) & ~(1 << 62) if chance.random() < 0.5 else chance.getrandbits(64))
    for digits in range(1, 18):
        yield round(chance.uniform(0, 1000), digits)


rows, seen = [], set()
for value in values():
    bits = to_bits(value)
    if bits not in seen:
        seen.add(bits)
        rows.append('    { UINT64_C(0x%016x), "%s" },' % (bits, repr(value)))
with open("float_repr.h", "w") as out:
    out.write("/* Made by float_repr.py: the bits of a double, and CPython's repr of it. */\n")
    out.write("static const struct {\n    uint64_t bits;\n    const char *text;\n} float_reprs[] = {\n")
    out.write("\n".join(rows) + "\n};\n")

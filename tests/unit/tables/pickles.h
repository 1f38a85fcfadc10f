/* Made by pickles.py: dicts, and CPython's pickle.dumps(d, 1) of them. */
struct pickle_item {
    const char *key;
    struct pylog__value value;
};
static const struct pickle_item items_0[] = {
    { NULL, { .kind = PYLOG__NONE } },
};
static const struct pickle_item items_1[] = {
    { "key", { .kind = PYLOG__INT, .as.i = INT64_C(1) } },
};
static const struct pickle_item items_2[] = {
    { "key", { .kind = PYLOG__STR, .as.s = "value", .length = 5 } },
};
static const struct pickle_item items_3[] = {
    { "none", { .kind = PYLOG__NONE }, },
    { "yes", { .kind = PYLOG__BOOL, .as.b = true } },
    { "no", { .kind = PYLOG__BOOL, .as.b = false } },
};
static const struct pickle_item items_4[] = {
    { "i0", { .kind = PYLOG__INT, .as.i = INT64_C(0) } },
    { "i1", { .kind = PYLOG__INT, .as.i = INT64_C(1) } },
    { "i2", { .kind = PYLOG__INT, .as.i = INT64_C(255) } },
    { "i3", { .kind = PYLOG__INT, .as.i = INT64_C(256) } },
    { "i4", { .kind = PYLOG__INT, .as.i = INT64_C(65535) } },
    { "i5", { .kind = PYLOG__INT, .as.i = INT64_C(65536) } },
    { "i6", { .kind = PYLOG__INT, .as.i = INT64_C(2147483647) } },
    { "i7", { .kind = PYLOG__INT, .as.i = INT64_C(2147483648) } },
    { "i8", { .kind = PYLOG__INT, .as.i = INT64_C(-1) } },
    { "i9", { .kind = PYLOG__INT, .as.i = INT64_C(-2147483648) } },
    { "i10", { .kind = PYLOG__INT, .as.i = INT64_C(-2147483649) } },
    { "i11", { .kind = PYLOG__INT, .as.i = INT64_C(4294967296) } },
    { "i12", { .kind = PYLOG__INT, .as.i = INT64_C(9007199254740992) } },
    { "i13", { .kind = PYLOG__INT, .as.i = INT64_C(9223372036854775807) } },
    { "i14", { .kind = PYLOG__INT, .as.i = INT64_MIN } },
    { "i15", { .kind = PYLOG__UINT, .as.u = UINT64_C(9223372036854775808) } },
    { "i16", { .kind = PYLOG__UINT, .as.u = UINT64_C(18446744073709551615) } },
    { "i17", { .kind = PYLOG__INT, .as.i = INT64_C(140737353971520) } },
};
static const struct pickle_item items_5[] = {
    { "f0", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x0000000000000000) } } /* its bits */,
    { "f1", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x8000000000000000) } } /* its bits */,
    { "f2", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x3ff8000000000000) } } /* its bits */,
    { "f3", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0xc002000000000000) } } /* its bits */,
    { "f4", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x41d900b20c3ffffa) } } /* its bits */,
    { "f5", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x0000000000000001) } } /* its bits */,
    { "f6", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x7fefffffffffffff) } } /* its bits */,
    { "f7", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0x7ff0000000000000) } } /* its bits */,
    { "f8", { .kind = PYLOG__FLOAT, .as.u = UINT64_C(0xfff0000000000000) } } /* its bits */,
};
static const struct pickle_item items_6[] = {
    { "s0", { .kind = PYLOG__STR, .as.s = "plain text", .length = 10 } },
    { "s1", { .kind = PYLOG__STR, .as.s = "h\303\251llo \342\202\254 \360\237\230\200", .length = 15 } },
    { "s2", { .kind = PYLOG__STR, .as.s = "line\012and \000 NUL", .length = 14 } },
    { "s3", { .kind = PYLOG__STR, .as.s = "\377 alone", .length = 7 } },
    { "s4", { .kind = PYLOG__STR, .as.s = "ab\200\351cd", .length = 6 } },
    { "s5", { .kind = PYLOG__STR, .as.s = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", .length = 300 } },
};
static const struct pickle_item items_7[] = {
    { "schl\303\274ssel", { .kind = PYLOG__INT, .as.i = INT64_C(1) } },
    { "\351\215\265", { .kind = PYLOG__INT, .as.i = INT64_C(2) } },
};
static const struct {
    const char *name;
    const struct pickle_item *items;
    size_t count;
    const char *pickle;
    size_t length;
} pickles[] = {
    { "an empty dict", items_0, 0,
      "}q\000.", 4 },
    { "one pair", items_1, 1,
      "}q\000X\003\000\000\000keyq\001K\001s.", 17 },
    { "one pair with a string", items_2, 1,
      "}q\000X\003\000\000\000keyq\001X\005\000\000\000valueq\002s.", 27 },
    { "none and the booleans", items_3, 3,
      "}q\000(X\004\000\000\000noneq\001NX\003\000\000\000yesq\002I01\012X\002\000\000\000noq\003I00\012u.", 45 },
    { "integers", items_4, 18,
      "}q\000(X\002\000\000\000i0q\001K\000X\002\000\000\000i1q\002K\001X\002\000\000\000i2q\003K\377X\002\000\000\000i3q\004M\000\001X\002\000\000\000i4q\005M\377\377X\002\000\000\000i5q\006J\000\000\001\000X\002\000\000\000i6q\007J\377\377\377\177X\002\000\000\000i7q\010L2147483648L\012X\002\000\000\000i8q\011J\377\377\377\377X\002\000\000\000i9q\012J\000\000\000\200X\003\000\000\000i10q\013L-2147483649L\012X\003\000\000\000i11q\014L4294967296L\012X\003\000\000\000i12q\015L9007199254740992L\012X\003\000\000\000i13q\016L9223372036854775807L\012X\003\000\000\000i14q\017L-9223372036854775808L\012X\003\000\000\000i15q\020L9223372036854775808L\012X\003\000\000\000i16q\021L18446744073709551615L\012X\003\000\000\000i17q\022L140737353971520L\012u.", 375 },
    { "floats", items_5, 9,
      "}q\000(X\002\000\000\000f0q\001G\000\000\000\000\000\000\000\000X\002\000\000\000f1q\002G\200\000\000\000\000\000\000\000X\002\000\000\000f2q\003G\077\370\000\000\000\000\000\000X\002\000\000\000f3q\004G\300\002\000\000\000\000\000\000X\002\000\000\000f4q\005GA\331\000\262\014\077\377\372X\002\000\000\000f5q\006G\000\000\000\000\000\000\000\001X\002\000\000\000f6q\007G\177\357\377\377\377\377\377\377X\002\000\000\000f7q\010G\177\360\000\000\000\000\000\000X\002\000\000\000f8q\011G\377\360\000\000\000\000\000\000u.", 168 },
    { "strings", items_6, 6,
      "}q\000(X\002\000\000\000s0q\001X\012\000\000\000plain textq\002X\002\000\000\000s1q\003X\017\000\000\000h\303\251llo \342\202\254 \360\237\230\200q\004X\002\000\000\000s2q\005X\016\000\000\000line\012and \000 NULq\006X\002\000\000\000s3q\007X\011\000\000\000\355\263\277 aloneq\010X\002\000\000\000s4q\011X\012\000\000\000ab\355\262\200\355\263\251cdq\012X\002\000\000\000s5q\013X,\001\000\000qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq\014u.", 460 },
    { "keys that are not ASCII", items_7, 2,
      "}q\000(X\012\000\000\000schl\303\274sselq\001K\001X\003\000\000\000\351\215\265q\002K\002u.", 37 },
};
/* Of so many pairs k0: 0, k1: 1, ...: the length of the pickle and its FNV-1a. */
static const struct {
    size_t pairs, length;
    uint64_t checksum;
} many_pairs[] = {
    { 254, 3198, UINT64_C(0x8876f36399c11eaf) },
    { 255, 3211, UINT64_C(0xc20a455e1af3f386) },
    { 256, 3227, UINT64_C(0x57e5c2afcb9e94fc) },
    { 257, 3244, UINT64_C(0x25137b639393f4bc) },
    { 999, 15858, UINT64_C(0x7ea54d2504e4bfc4) },
    { 1000, 15877, UINT64_C(0xf2ef6f8771c5b0b5) },
    { 1001, 15895, UINT64_C(0x9ebbcd7015c80b6e) },
    { 2000, 33879, UINT64_C(0xe349000be7585c08) },
    { 2001, 33897, UINT64_C(0x479239f83fcd0c2c) },
};

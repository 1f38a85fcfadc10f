/* Made by decode.py: bytes in an encoding, and what they are in UTF-8, or the error. */
static const struct {
    const char *encoding, *bytes;
    size_t length;
    const char *text, *error;
} rows[] = {
    { "ascii", "plain", 5, "plain", NULL },
    { "ascii", "ab\344c", 4, NULL, "'ascii' codec can't decode byte 0xe4 in position 2: ordinal not in range(128)" },
    { "latin-1", "\344\377\200z", 4, "\303\244\303\277\302\200z", NULL },
    { "cp1252", "\200\237z\344", 4, "\342\202\254\305\270z\303\244", NULL },
    { "cp1252", "ab\201", 3, NULL, "'charmap' codec can't decode byte 0x81 in position 2: character maps to <undefined>" },
    { "utf-8-sig", "\357\273\277a\303\244", 6, "a\303\244", NULL },
    { "utf-8-sig", "a\303\244", 3, "a\303\244", NULL },
    { "utf-8", "a\303\244", 3, "a\303\244", NULL },
    { "utf-16", "\377\376a\000\344\000", 6, "a\303\244", NULL },
    { "utf-16", "\376\377\000a\000\344", 6, "a\303\244", NULL },
    { "utf-16", "a\000b\000", 4, "ab", NULL },
    { "utf-16-le", "4\330\036\335a\000", 6, "\360\235\204\236a", NULL },
    { "utf-16-be", "\3304\335\036\000a", 6, "\360\235\204\236a", NULL },
    { "utf-16-le", "\377\376a\000", 4, "\357\273\277a", NULL },
    { "utf-16-le", "a\000b", 3, NULL, "'utf-16-le' codec can't decode byte 0x62 in position 2: truncated data" },
    { "utf-16-le", "a\0004\330", 4, NULL, "'utf-16-le' codec can't decode bytes in position 2-3: unexpected end of data" },
    { "utf-16-le", "a\000\036\335", 4, NULL, "'utf-16-le' codec can't decode bytes in position 2-3: illegal encoding" },
    { "utf-16-le", "4\330a\000", 4, NULL, "'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate" },
    { "utf-16-be", "\000a\330", 3, NULL, "'utf-16-be' codec can't decode byte 0xd8 in position 2: truncated data" },
    { "utf-16-be", "\335\036", 2, NULL, "'utf-16-be' codec can't decode bytes in position 0-1: illegal encoding" },
    { "utf-16", "\377\376\036\335", 4, NULL, "'utf-16-le' codec can't decode bytes in position 2-3: illegal encoding" },
    { "utf-16", "", 0, "", NULL },
    { "utf-32", "\377\376\000\000a\000\000\000", 8, "a", NULL },
    { "utf-32", "\000\000\376\377\000\001\321\036", 8, "\360\235\204\236", NULL },
    { "utf-32", "a\000\000\000", 4, "a", NULL },
    { "utf-32-le", "\036\321\001\000", 4, "\360\235\204\236", NULL },
    { "utf-32-be", "\000\000\000a", 4, "a", NULL },
    { "utf-32-le", "a\000\000\000b\000", 6, NULL, "'utf-32-le' codec can't decode bytes in position 4-5: truncated data" },
    { "utf-32-le", "\000\000\021\000", 4, NULL, "'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)" },
    { "utf-32-le", "\000\330\000\000", 4, NULL, "'utf-32-le' codec can't decode bytes in position 0-3: code point in surrogate code point range(0xd800, 0xe000)" },
    { "utf-32-be", "\000\000\000a\000\021\000\000", 8, NULL, "'utf-32-be' codec can't decode bytes in position 4-7: code point not in range(0x110000)" },
};

/* The names of encodings, as in Python's encodings/aliases.py, and the upper half of cp1252. */
#ifndef PYLOG_TEXT_CODEC_TABLES_H
#define PYLOG_TEXT_CODEC_TABLES_H

#include "codec.h"

enum { LONGEST_NAME = sizeof "unicodelittleunmarked" - 1 };

/* The names stand in the tables: pointers to them would have to be relocated whenever a program starts. */
struct encoding_name {
    char name[LONGEST_NAME + 1];
    unsigned char encoding;
};

/* What Python's modules in `encodings` are called. */
static const struct encoding_name module_names[] = {
    { "utf_8", PYLOG__UTF8 },        { "utf_8_sig", PYLOG__UTF8_SIG }, { "ascii", PYLOG__ASCII },
    { "latin_1", PYLOG__LATIN1 },    { "cp1252", PYLOG__CP1252 },      { "utf_16", PYLOG__UTF16 },
    { "utf_16_le", PYLOG__UTF16LE }, { "utf_16_be", PYLOG__UTF16BE },  { "utf_32", PYLOG__UTF32 },
    { "utf_32_le", PYLOG__UTF32LE }, { "utf_32_be", PYLOG__UTF32BE },
};

static const struct encoding_name alias_names[] = {
    { "u8", PYLOG__UTF8 },
    { "utf", PYLOG__UTF8 },
    { "utf8", PYLOG__UTF8 },
    { "utf8_ucs2", PYLOG__UTF8 },
    { "utf8_ucs4", PYLOG__UTF8 },
    { "cp65001", PYLOG__UTF8 },
    { "646", PYLOG__ASCII },
    { "ansi_x3.4_1968", PYLOG__ASCII },
    { "ansi_x3_4_1968", PYLOG__ASCII },
    { "ansi_x3.4_1986", PYLOG__ASCII },
    { "cp367", PYLOG__ASCII },
    { "csascii", PYLOG__ASCII },
    { "ibm367", PYLOG__ASCII },
    { "iso646_us", PYLOG__ASCII },
    { "iso_646.irv_1991", PYLOG__ASCII },
    { "iso_ir_6", PYLOG__ASCII },
    { "us", PYLOG__ASCII },
    { "us_ascii", PYLOG__ASCII },
    { "8859", PYLOG__LATIN1 },
    { "cp819", PYLOG__LATIN1 },
    { "csisolatin1", PYLOG__LATIN1 },
    { "ibm819", PYLOG__LATIN1 },
    { "iso8859", PYLOG__LATIN1 },
    { "iso8859_1", PYLOG__LATIN1 },
    { "iso_8859_1", PYLOG__LATIN1 },
    { "iso_8859_1_1987", PYLOG__LATIN1 },
    { "iso_ir_100", PYLOG__LATIN1 },
    { "l1", PYLOG__LATIN1 },
    { "latin", PYLOG__LATIN1 },
    { "latin1", PYLOG__LATIN1 },
    { "1252", PYLOG__CP1252 },
    { "windows_1252", PYLOG__CP1252 },
    { "u16", PYLOG__UTF16 },
    { "utf16", PYLOG__UTF16 },
    { "utf_16le", PYLOG__UTF16LE },
    { "unicodelittleunmarked", PYLOG__UTF16LE },
    { "utf_16be", PYLOG__UTF16BE },
    { "unicodebigunmarked", PYLOG__UTF16BE },
    { "u32", PYLOG__UTF32 },
    { "utf32", PYLOG__UTF32 },
    { "utf_32le", PYLOG__UTF32LE },
    { "utf_32be", PYLOG__UTF32BE },
};

/* The characters of the bytes 0x80 to 0x9F in cp1252; 0 where there is none. Above, it is latin-1. */
static const uint16_t cp1252_characters[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

#endif

/* Encodings of a file, as in Python's open(encoding=, errors=). */
#ifndef PYLOG_CODEC_CODEC_H
#define PYLOG_CODEC_CODEC_H

#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

enum pylog__encoding {
    PYLOG__RAW, /* bytes as they are */
    PYLOG__UTF8,
    PYLOG__UTF8_SIG,
    PYLOG__ASCII,
    PYLOG__LATIN1,
    PYLOG__UTF16, /* native byte order */
    PYLOG__UTF16LE,
    PYLOG__UTF16BE,
    PYLOG__UTF32,
    PYLOG__UTF32LE,
    PYLOG__UTF32BE,
    PYLOG__CHARMAPS,      /* the first of those of one byte per character (charmap.h) */
    PYLOG__LACKING = 254, /* never in a codec: Python's others, of text, */
    PYLOG__BINARY         /* and of bytes */
};
enum pylog__codec_errors {
    PYLOG__STRICT,
    PYLOG__IGNORE,
    PYLOG__REPLACE,
    PYLOG__BACKSLASHREPLACE,
    PYLOG__XMLCHARREFREPLACE,
    PYLOG__SURROGATEESCAPE,
    PYLOG__SURROGATEPASS
};
/* All zero: RAW. Only pylog__codec_find makes others, so that what does not call it has no encodings. */
struct pylog__codec {
    enum pylog__encoding encoding;
    enum pylog__codec_errors errors;
    int (*encode)(const struct pylog__codec *codec, const char *text, size_t length,
                  struct pylog_buffer *out); /* NULL: bytes stay as they are */
    char mark[4];                            /* what Python writes at the start of a new file */
    size_t mark_length;
};

/* pylog__codec_find (declared in pylog/parts.h): Python's names and aliases, in any case; NULL encoding with
 * NULL errors is RAW, NULL encoding with errors is utf-8, NULL errors are strict. 0, or -1 with EINVAL:
 * `unknown encoding: nope` (LookupError), `unknown error handler name 'nope'`. */

/* The encoding of a name. 0, or -1 with EINVAL and such a sentence. */
int pylog__encoding_find(const char *name, enum pylog__encoding *out);

/* Append the text in the encoding, without a byte order mark. Invalid UTF-8 counts as the lone surrogates of
 * Python's surrogateescape. 0, or -1 with EINVAL and Python's UnicodeEncodeError sentence (kind
 * "UnicodeEncodeError"), the buffer then as it was. The sentence calls utf-16 and utf-32 by their byte order
 * (`utf-16-le`), as Python does except in the first write to a file. */
static inline int pylog__encode(const struct pylog__codec *codec, const char *text, size_t length,
                                struct pylog_buffer *out) {
    if (codec->encode)
        return codec->encode(codec, text, length, out);
    pylog__put(out, text, length);
    return 0;
}

#pragma GCC visibility pop

#endif

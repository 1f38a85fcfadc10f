/* Messages as CPython makes them. Written by mail.py. */
static const struct {
    const char *from, *to, *subject, *text;
    size_t text_length;
    bool utf8;
    const char *message;
} mails[] = {
    {"me@example.com",
     "you@example.com",
     "Log",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\nContent-Type: tex"
     "t/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Versio"
     "n: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "  blanks  around  ",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:   blanks  around  "
     "\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding"
     ": 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "a\011tab",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a\011tab\r\nContent-Typ"
     "e: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-"
     "Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "F\303\244hler in app",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?F=C3=A4h"
     "ler\?= in app\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Trans"
     "fer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?=C3=BC\?="
     "\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding"
     ": 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?w7zDvMO8"
     "w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\?=\r\n =\?utf-8\?b\?w7zDvMO"
     "8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\?=\r\n =\?utf-8\?"
     "b\?w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\?=\r\n"
     " =\?utf-8\?b\?w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7z"
     "DvMO8\?=\r\n =\?utf-8\?b\?w7zDvMO8w7zDvMO8w7w=\?=\r\nContent-Type: text/plain; "
     "charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r"
     "\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "\351\224\231\350\257\257\357\274\232\346\225\260\346\215\256\345\272\223\350\277\236\346\216\245\345\244\261\350\264\245\357\274\214\346\255\243\345\234\250\351\207\215\350\257\225\357\274\214\350\257\267\347\250\215\345\200\231\343\200\202\351\224\231\350\257\257\357\274\232\346"
     "\225\260\346\215\256\345\272\223\350\277\236\346\216\245\345\244\261\350\264\245\357\274\214\346\255\243\345\234\250\351\207\215\350\257\225\357\274\214\350\257\267\347\250\215\345\200\231\343\200\202",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?6ZSZ6K+v"
     "77ya5pWw5o2u5bqT6L+e5o6l5aSx6LSl77yM5q2j5Zyo6YeN\?=\r\n =\?utf-8\?b\?6K+V77y"
     "M6K+356iN5YCZ44CC6ZSZ6K+v77ya5pWw5o2u5bqT6L+e5o6l5aSx6LSl\?=\r\n =\?utf-8\?"
     "b\?77yM5q2j5Zyo6YeN6K+V77yM6K+356iN5YCZ44CC\?=\r\nContent-Type: text/plain"
     "; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r"
     "\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "\342\235\214 build failed",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?4p2M\?= b"
     "uild failed\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transf"
     "er-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274ber alles und \303\274berall",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?=C3=BCbe"
     "r_alles_und_=C3=BCberall\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r"
     "\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "Ein Fehler ist aufgetreten im Modul f\303\274r \303\234bertragung, und zwar so lan"
     "ge dass es umbricht",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Ein Fehler ist auf"
     "getreten im Modul =\?utf-8\?q\?f=C3=BCr_=C3=9Cbertra\?=\r\n =\?utf-8\?q\?gung=2"
     "C\?= und zwar so lange dass es umbricht\r\nContent-Type: text/plain; char"
     "set=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "plain then a very long ASCII subject that goes on and on until it must"
     " be folded somewhere",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: plain then a very "
     "long ASCII subject that goes on and on until it\r\n must be folded somew"
     "here\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Enco"
     "ding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "ERROR in app.db: connection to db.example.com failed (timeout), see lo"
     "g",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n ERROR in app.db:"
     " connection to db.example.com failed (timeout), see log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word x",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word x\r\nContent-Type: text/p"
     "lain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: "
     "1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word wx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word wx\r\nContent-Type: text/"
     "plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version:"
     " 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word wox",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word wox\r\nContent-Type: text"
     "/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version"
     ": 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word worx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word worx\r\nContent-Type: tex"
     "t/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Versio"
     "n: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word wordx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word wordx\r\nContent-Type: "
     "text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ver"
     "sion: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "x",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word x\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "wx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word wx\r\nContent-Type"
     ": text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-V"
     "ersion: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "wox",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word wox\r\nContent-Typ"
     "e: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-"
     "Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "worx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word worx\r\nContent-Ty"
     "pe: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME"
     "-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "wordx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word wordx\r\nContent-T"
     "ype: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIM"
     "E-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "word x",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word word x\r\nContent-"
     "Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMI"
     "ME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "word wx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n word word word w"
     "ord word word word word word word word word word word word wx\r\nContent"
     "-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nM"
     "IME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "word wox",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word word\r\n word wox\r\nConten"
     "t-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\n"
     "MIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "word worx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word word\r\n word worx\r\nConte"
     "nt-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r"
     "\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent-Type: text/plain; "
     "charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r"
     "\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent-Type: tex"
     "t/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Versio"
     "n: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n xxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent-Type: "
     "text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ver"
     "sion: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n xxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent-"
     "Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMI"
     "ME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject:\r\n xxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent"
     "-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nM"
     "IME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?xxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\?=\r\n =\?utf-8\?q\?xxxxxx"
     "xxxxxxxxxxxxxxx\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-"
     "Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?xxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\?=\r\n =\?utf-8\?q\?xxxxxx"
     "xxxxxxxxxxxxxxxx\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent"
     "-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?xxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\?=\r\n =\?utf-8\?q\?xxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\?=\r\n =\?utf-"
     "8\?q\?xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\?"
     "=\r\n =\?utf-8\?q\?xxxxxxxxxxxxx\?=\r\nContent-Type: text/plain; charset=\"utf-"
     "8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274nd so w"
     "eiter",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \r\n =\?utf-8\?q\?=C3=BCnd\?= so "
     "weiter\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-En"
     "coding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274nd "
     "so weiter",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \r\n =\?utf-8\?q\?=C3=BCnd\?="
     " so weiter\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfe"
     "r-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "a question\? =and equals= \303\274nd_unterstrich",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a question\? =and e"
     "quals= =\?utf-8\?q\?=C3=BCnd=5Funterstrich\?=\r\nContent-Type: text/plain; c"
     "harset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\n"
     "x\r\n"},
    {"me@example.com",
     "you@example.com",
     "word word word word word word word word word word word word word word "
     "word word word word word word word word word word word word word word "
     "word word word word word word word word word word word word end",
     "x",
     1, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: word word word wor"
     "d word word word word word word word word word word\r\n word word word w"
     "ord word word word word word word word word word word word\r\n word word"
     " word word word word word word word word word end\r\nContent-Type: text/"
     "plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version:"
     " 1.0\r\n\r\nx\r\n"},
    {"me",
     "you",
     "Log",
     "x",
     1, false,
     "From: me\r\nTo: you\r\nSubject: Log\r\nContent-Type: text/plain; charset=\"ut"
     "f-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"App <app@example.com>",
     "a@example.com,b@example.com",
     "Log",
     "x",
     1, false,
     "From: App <app@example.com>\r\nTo: a@example.com,b@example.com\r\nSubject:"
     " Log\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Enco"
     "ding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"\"App, Inc\" <app@example.com>",
     "Zo\303\253 <z@example.com>,b@example.com",
     "Log",
     "x",
     1, false,
     "From: \"App, Inc\" <app@example.com>\r\nTo: =\?utf-8\?q\?Zo=C3=AB\?= <z@exampl"
     "e.com>,b@example.com\r\nSubject: Log\r\nContent-Type: text/plain; charset="
     "\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"J\303\274rgen M\303\274ller <j@example.com>",
     "\"M\303\274ller, Zo\303\253\" <z@example.com>",
     "Log",
     "x",
     1, false,
     "From: =\?utf-8\?q\?J=C3=BCrgen_M=C3=BCller\?= <j@example.com>\r\nTo: =\?utf-8"
     "\?q\?M=C3=BCller=2C_Zo=C3=AB\?= <z@example.com>\r\nSubject: Log\r\nContent-Ty"
     "pe: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME"
     "-Version: 1.0\r\n\r\nx\r\n"},
    {"a@b",
     "user0@example.com,user1@example.com,user2@example.com,user3@example.co"
     "m,user4@example.com,user5@example.com,user6@example.com,user7@example."
     "com",
     "Log",
     "x",
     1, false,
     "From: a@b\r\nTo: user0@example.com,user1@example.com,user2@example.com,u"
     "ser3@example.com,user4@example.com,user5@example.com,user6@example.com"
     ",user7@example.com\r\nSubject: Log\r\nContent-Type: text/plain; charset=\"u"
     "tf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"a@b",
     "Person Number 0 <user0@example.com>,Person Number 1 <user1@example.com"
     ">,Person Number 2 <user2@example.com>,Person Number 3 <user3@example.c"
     "om>,Person Number 4 <user4@example.com>",
     "Log",
     "x",
     1, false,
     "From: a@b\r\nTo: Person Number 0 <user0@example.com>,Person Number 1 <us"
     "er1@example.com>,Person\r\n Number 2 <user2@example.com>,Person Number 3"
     " <user3@example.com>,Person\r\n Number 4 <user4@example.com>\r\nSubject: L"
     "og\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encodi"
     "ng: 7bit\r\nMIME-Version: 1.0\r\n\r\nx\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "",
     0, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "Hello",
     5, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nHello\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "Hello \342\234\223",
     9, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nHello \342\234\223\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "two\nlines\n",
     10, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\ntwo\r\nlines\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "a\rb\r\nc\n\nd",
     9, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\na\r\nb\r\nc\r\n\r\nd\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     ".\n..\n.dot",
     9, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n.\r\n..\r\n.dot\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx",
     78, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxx\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx",
     79, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxx\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx",
     1000, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274",
     78, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274",
     80, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-"
     "Version: 1.0\r\n\r\nw7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvM"
     "O8w7zDvMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7wK\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274"
     "\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274\303\274",
     800, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-"
     "Version: 1.0\r\n\r\nw7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvM"
     "O8w7zDvMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7"
     "zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\r\nw7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvM"
     "O8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7"
     "zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\r\nw7zDvMO8w7zDvMO8w7zDvM"
     "O8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7"
     "zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\r\nw7zDvM"
     "O8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD"
     "\r\nvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8"
     "w7zDvMO8\r\nw7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD"
     "vMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8"
     "w7zDvMO8w7zDvMO8w7zDvMO8\r\nw7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD"
     "vMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8"
     "w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\r\nw7zDvMO8w7zDvMO8w7zDvMO8w7zD"
     "vMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD\r\nvMO8w7zDvMO8w7zDvMO8"
     "w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8\r\nw7wK\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "a long line with one \303\274 in it, and otherwise only words of ASCII, up t"
     "o its very end",
     84, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\na long line with one =C3=BC in it, and other"
     "wise only words of ASCII, up to i=\r\nts very end\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx ",
     74, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxx \r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxx ",
     75, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxx \r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxx ",
     76, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxx \r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx ",
     77, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx \r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxx ",
     78, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\n=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxx \r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx ",
     79, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\n=3Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxx=20\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx ",
     80, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\n=3Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxx=20\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx ",
     81, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\n=3Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxx=20\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx ",
     82, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\n=3Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxx=20\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx ",
     83, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\n=3Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxx=20\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzz",
     161, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyy=3Dzzzz=\r\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "y=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzz",
     162, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyy=3Dzzz=\r\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzz",
     163, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyy=3Dzz=\r\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzz",
     164, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyy=3Dz=\r\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzz",
     165, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy=3D=\r\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzz",
     166, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy=\r\n=3Dzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzz",
     167, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy=\r\n=3Dzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzz",
     168, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy=\r\n=3Dzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
     169, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy=\r\ny=3Dzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyy=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
     170, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
     "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy=\r\nyy=3Dzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
     "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz=\r\nzzzzzzzzzzzzzzzzzz\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011"
     "\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011",
     90, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\n\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011"
     "\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011\011=\r\n\011\011\011\011\011\011\011\011\011\011\011\011=09\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "line 0 of a text that is long enough not to be left as it is, for it g"
     "oes on\nline 1 of a text that is long enough not to be left as it is, f"
     "or it goes on\nline 2 of a text that is long enough not to be left as i"
     "t is, for it goes on\nline 3 of a text that is long enough not to be le"
     "ft as it is, for it goes on\nline 4 of a text that is long enough not t"
     "o be left as it is, for it goes on\nline 5 of a text that is long enoug"
     "h not to be left as it is, for it goes on\nline 6 of a text that is lon"
     "g enough not to be left as it is, for it goes on\nline 7 of a text that"
     " is long enough not to be left as it is, for it goes on\nline 8 of a te"
     "xt that is long enough not to be left as it is, for it goes on\nline 9 "
     "of a text that is long enough not to be left as it is, for it goes on\n"
     "line 10 of a text that is long enough not to be left as it is, for it "
     "goes on\nline 11 of a text that is long enough not to be left as it is,"
     " for it goes on",
     925, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nline 0 of a text that is long enough not to be left as i"
     "t is, for it goes on\r\nline 1 of a text that is long enough not to be l"
     "eft as it is, for it goes on\r\nline 2 of a text that is long enough not"
     " to be left as it is, for it goes on\r\nline 3 of a text that is long en"
     "ough not to be left as it is, for it goes on\r\nline 4 of a text that is"
     " long enough not to be left as it is, for it goes on\r\nline 5 of a text"
     " that is long enough not to be left as it is, for it goes on\r\nline 6 o"
     "f a text that is long enough not to be left as it is, for it goes on\r\n"
     "line 7 of a text that is long enough not to be left as it is, for it g"
     "oes on\r\nline 8 of a text that is long enough not to be left as it is, "
     "for it goes on\r\nline 9 of a text that is long enough not to be left as"
     " it is, for it goes on\r\nline 10 of a text that is long enough not to b"
     "e left as it is, for it goes on\r\nline 11 of a text that is long enough"
     " not to be left as it is, for it goes on\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "\321\201\321\202\321\200\320\276\320\272\320\260 0\n\321\201\321\202\321\200\320\276\320\272\320\260 1\n\321\201\321\202\321\200\320\276\320\272\320\260 2\n\321\201\321\202\321\200\320\276\320\272\320\260 3\n\321\201\321\202\321\200\320\276\320\272"
     "\320\260 4\n\321\201\321\202\321\200\320\276\320\272\320\260 5\n\321\201\321\202\321\200\320\276\320\272\320\260 6\n\321\201\321\202\321\200\320\276\320\272\320\260 7\n\321\201\321\202\321\200\320\276\320\272\320\260 8\n\321\201\321\202\321"
     "\200\320\276\320\272\320\260 9\n\321\201\321\202\321\200\320\276\320\272\320\260 10\n\321\201\321\202\321\200\320\276\320\272\320\260 11\n\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217"
     "\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217"
     "\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217"
     "\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217",
     382, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-"
     "Version: 1.0\r\n\r\n0YHRgtGA0L7QutCwIDAK0YHRgtGA0L7QutCwIDEK0YHRgtGA0L7Qut"
     "CwIDIK0YHRgtGA0L7QutCw\r\nIDMK0YHRgtGA0L7QutCwIDQK0YHRgtGA0L7QutCwIDUK0Y"
     "HRgtGA0L7QutCwIDYK0YHRgtGA0L7Q\r\nutCwIDcK0YHRgtGA0L7QutCwIDgK0YHRgtGA0L"
     "7QutCwIDkK0YHRgtGA0L7QutCwIDEwCtGB0YLR\r\ngNC+0LrQsCAxMQrRj9GP0Y/Rj9GP0Y"
     "/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP\r\n0Y/Rj9GP0Y/Rj9GP0Y/Rj9"
     "GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/R\r\nj9GP0Y/Rj9GP0Y"
     "/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP\r\n0Y/Rj9"
     "GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rjwo=\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "control \001\177 control \001\177 control \001\177 control \001\177 control \001\177 control \001\177 cont"
     "rol \001\177 control \001\177 control \001\177 control \001\177 ",
     110, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-"
     "Version: 1.0\r\n\r\nY29udHJvbCABfyBjb250cm9sIAF/IGNvbnRyb2wgAX8gY29udHJvbC"
     "ABfyBjb250cm9sIAF/IGNv\r\nbnRyb2wgAX8gY29udHJvbCABfyBjb250cm9sIAF/IGNvbn"
     "Ryb2wgAX8gY29udHJvbCABfyAK\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "From here",
     9, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nFrom here\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "From\nFrom there\n>From x\n From y\n\nFrom z\n",
     40, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nFrom\r\nFrom there\r\n>From x\r\n From y\r\n\r\nFrom z\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "From \303\274ber\nFrom da",
     18, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nFrom \303\274ber\r\nFrom da\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "From xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx\nFrom there",
     106, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printa"
     "ble\r\nMIME-Version: 1.0\r\n\r\nFrom xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxx\r\nFrom there\r\n"},
    {"me@example.com",
     "you@example.com",
     "Log",
     "From \321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321"
     "\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321"
     "\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\321\217\nFrom there",
     196, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Log\r\nContent-Type:"
     " text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-"
     "Version: 1.0\r\n\r\nRnJvbSDRj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y"
     "/Rj9GP0Y/Rj9GP0Y/Rj9GP\r\n0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9"
     "GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/R\r\nj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y"
     "/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP\r\n0Y/Rj9GP0Y/Rj9GP0Y8KRnJvbSB0aG"
     "VyZQo=\r\n"},
    {"j\303\274rgen@ex\303\244mple.com",
     "Zo\303\253 <z@example.com>",
     "F\303\244hler in einem Betreff, der so lang ist, dass er gefaltet wird",
     "\303\274",
     2, true,
     "From: j\303\274rgen@ex\303\244mple.com\r\nTo: Zo\303\253 <z@example.com>\r\nSubject: F\303\244hler"
     " in einem Betreff, der so lang ist, dass er gefaltet wird\r\nContent-Typ"
     "e: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nMIME-"
     "Version: 1.0\r\n\r\n\303\274\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, \346\227\245\346\234\254\350\252\236 error m\303\263dulo Zeit, Zeit, a \346\227\245\346\234\254\350\252\236 \303\274bel in \346\227\245\346\234\254\350"
     "\252\236 m\303\263dulo error",
     "Zeit, \346\227\245\346\234\254\350\252\236 error m\303\263dulo Zeit, Zeit, a \346\227\245\346\234\254\350\252\236 \303\274bel in \346\227\245\346\234\254\350"
     "\252\236 m\303\263dulo error Zeit, \346\227\245\346\234\254\350\252\236 error m\303\263dulo Zeit, Zeit, a \346\227\245\346\234\254\350\252\236"
     " \303\274bel in \346\227\245\346\234\254\350\252\236 m\303\263dulo error Zeit, \346\227\245\346\234\254\350\252\236 error m\303\263dulo Zeit, "
     "Zeit, a \346\227\245\346\234\254\350\252\236 \303\274bel in \346\227\245\346\234\254\350\252\236 m\303\263dulo error",
     260, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, =\?utf-8\?b\?5p"
     "el5pys6KqeIGVycm9yIG3Ds2R1bG8gWmVpdCwgWmVpdCwg\?=\r\n =\?utf-8\?b\?YSDml6Xmn"
     "Kzoqp4gw7xiZWwgaW4g5pel5pys6KqeIG3Ds2R1bG8=\?= error\r\nContent-Type: tex"
     "t/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Vers"
     "ion: 1.0\r\n\r\nWmVpdCwg5pel5pys6KqeIGVycm9yIG3Ds2R1bG8gWmVpdCwgWmVpdCwgYS"
     "Dml6XmnKzoqp4gw7xi\r\nZWwgaW4g5pel5pys6KqeIG3Ds2R1bG8gZXJyb3IgWmVpdCwg5p"
     "el5pys6KqeIGVycm9yIG3Ds2R1\r\nbG8gWmVpdCwgWmVpdCwgYSDml6XmnKzoqp4gw7xiZW"
     "wgaW4g5pel5pys6KqeIG3Ds2R1bG8gZXJy\r\nb3IgWmVpdCwg5pel5pys6KqeIGVycm9yIG"
     "3Ds2R1bG8gWmVpdCwgWmVpdCwgYSDml6XmnKzoqp4g\r\nw7xiZWwgaW4g5pel5pys6KqeIG"
     "3Ds2R1bG8gZXJyb3IK\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo \303\274bel \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 a in a xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo \303\274bel \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 a in a xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx \346\227\245\346\234\254\350\252\236 m\303\263dulo \303\274bel \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 a in a xxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx \346\227\245\346\234\254\350\252\236 m\303\263dulo \303\274bel \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 a "
     "in a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     245, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIG3Ds2R1bG8gw7xiZWwg5pel5pys6KqeIOaXpeacrA==\?=\r\n =\?utf-8\?b\?6Kqe\?= "
     "a in a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent-Type: text/plain; chars"
     "et=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n5p"
     "el5pys6KqeIG3Ds2R1bG8gw7xiZWwg5pel5pys6KqeIOaXpeacrOiqniBhIGluIGEgeHh4"
     "eHh4\r\neHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IOaXpeacrOiqniBtw7NkdWxvIMO8YmVs"
     "IOaXpeacrOiq\r\nniDml6XmnKzoqp4gYSBpbiBhIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"
     "eHh4eHh4eCDml6XmnKzo\r\nqp4gbcOzZHVsbyDDvGJlbCDml6XmnKzoqp4g5pel5pys6Kqe"
     "IGEgaW4gYSB4eHh4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4eHh4eHgK\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 error in error connection \346\227\245\346\234\254\350\252\236 Zeit, Zeit, connection a",
     "\346\227\245\346\234\254\350\252\236 error in error connection \346\227\245\346\234\254\350\252\236 Zeit, Zeit, connection a"
     " \346\227\245\346\234\254\350\252\236 error in error connection \346\227\245\346\234\254\350\252\236 Zeit, Zeit, connection "
     "a \346\227\245\346\234\254\350\252\236 error in error connection \346\227\245\346\234\254\350\252\236 Zeit, Zeit, connection"
     " a",
     212, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIGVycm9yIGluIGVycm9yIGNvbm5lY3Rpb24g5pel5pys\?=\r\n =\?utf-8\?b\?6Kqe\?= "
     "Zeit, Zeit, connection a\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nC"
     "ontent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n5pel5pys6KqeIGV"
     "ycm9yIGluIGVycm9yIGNvbm5lY3Rpb24g5pel5pys6KqeIFplaXQsIFplaXQs\r\nIGNvbm5"
     "lY3Rpb24gYSDml6XmnKzoqp4gZXJyb3IgaW4gZXJyb3IgY29ubmVjdGlvbiDml6XmnKzo\r"
     "\nqp4gWmVpdCwgWmVpdCwgY29ubmVjdGlvbiBhIOaXpeacrOiqniBlcnJvciBpbiBlcnJvc"
     "iBjb25u\r\nZWN0aW9uIOaXpeacrOiqniBaZWl0LCBaZWl0LCBjb25uZWN0aW9uIGEK\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection",
     "m\303\263dulo in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo i"
     "n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo in xxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection",
     182, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?m=C3=B3d"
     "ulo_in_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_m=C3=B3dulo\?=\r\n connection\r\nCont"
     "ent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quot"
     "ed-printable\r\nMIME-Version: 1.0\r\n\r\nm=C3=B3dulo in xxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx m=C3=B3dulo connection m=C3=B3d=\r\nulo in xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx m=C3=B3dulo connection m=C3=B3dulo in x=\r\nxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxx m=C3=B3dulo connection\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274bel a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m\303\263dulo a in error",
     "\303\274bel a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m\303\263dulo a in error \303\274be"
     "l a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m\303\263dulo a in error \303\274bel a "
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m\303\263dulo a in error",
     197, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?=C3=BCbe"
     "l_a_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_a_Zeit=2C_m\?=\r\n =\?utf-8\?q\?=C3=B3dul"
     "o\?= a in error\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tra"
     "nsfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\n=C3=BCbel a xxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m=C3=B3dulo a in error =C3=\r\n=BCbe"
     "l a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m=C3=B3dulo a in error =C3="
     "BC=\r\nbel a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, m=C3=B3dulo a in err"
     "or\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo in a \303\274bel \346\227\245\346\234\254\350\252\236 connection error",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo in a \303\274bel \346\227\245\346\234\254\350\252\236 connection error \346\227\245\346\234\254\350\252\236 m\303\263d"
     "ulo in a \303\274bel \346\227\245\346\234\254\350\252\236 connection error \346\227\245\346\234\254\350\252\236 m\303\263dulo in a \303\274bel"
     " \346\227\245\346\234\254\350\252\236 connection error",
     167, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIG3Ds2R1bG8gaW4gYSDDvGJlbCDml6XmnKzoqp4=\?=\r\n connection error\r\nCon"
     "tent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: bas"
     "e64\r\nMIME-Version: 1.0\r\n\r\n5pel5pys6KqeIG3Ds2R1bG8gaW4gYSDDvGJlbCDml6Xm"
     "nKzoqp4gY29ubmVjdGlvbiBlcnJvciDm\r\nl6XmnKzoqp4gbcOzZHVsbyBpbiBhIMO8YmVs"
     "IOaXpeacrOiqniBjb25uZWN0aW9uIGVycm9yIOaX\r\npeacrOiqniBtw7NkdWxvIGluIGEg"
     "w7xiZWwg5pel5pys6KqeIGNvbm5lY3Rpb24gZXJyb3IK\r\n"},
    {"me@example.com",
     "you@example.com",
     "a in",
     "a in a in a in",
     14, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a in\r\nContent-Type"
     ": text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-V"
     "ersion: 1.0\r\n\r\na in a in a in\r\n"},
    {"me@example.com",
     "you@example.com",
     "a error a \346\227\245\346\234\254\350\252\236 a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in \346\227\245\346\234\254\350\252"
     "\236 m\303\263dulo",
     "a error a \346\227\245\346\234\254\350\252\236 a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in \346\227\245\346\234\254\350\252"
     "\236 m\303\263dulo a error a \346\227\245\346\234\254\350\252\236 a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx i"
     "n \346\227\245\346\234\254\350\252\236 m\303\263dulo a error a \346\227\245\346\234\254\350\252\236 a \303\274bel xxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx in \346\227\245\346\234\254\350\252\236 m\303\263dulo",
     239, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a error a =\?utf-8\?"
     "b\?5pel5pys6KqeIGEgw7xiZWw=\?=\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in =\?utf"
     "-8\?b\?5pel5pys6KqeIG3Ds2R1bG8=\?=\r\nContent-Type: text/plain; charset=\"ut"
     "f-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nYSBlcnJv"
     "ciBhIOaXpeacrOiqniBhIMO8YmVsIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\n"
     "eCBpbiDml6XmnKzoqp4gbcOzZHVsbyBhIGVycm9yIGEg5pel5pys6KqeIGEgw7xiZWwgeH"
     "h4eHh4\r\neHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IGluIOaXpeacrOiqniBtw7NkdWxvIG"
     "EgZXJyb3IgYSDm\r\nl6XmnKzoqp4gYSDDvGJlbCB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eH"
     "h4eHh4eHggaW4g5pel5pys\r\n6KqeIG3Ds2R1bG8K\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel a error"
     " a error connection \303\274bel a a \346\227\245\346\234\254\350\252\236 in",
     "\346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel a error"
     " a error connection \303\274bel a a \346\227\245\346\234\254\350\252\236 in \346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel a error a error connection \303\274bel a"
     " a \346\227\245\346\234\254\350\252\236 in \346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xx \303\274bel a error a error connection \303\274bel a a \346\227\245\346\234\254\350\252\236 in",
     338, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIMO8YmVsIOaXpeacrOiqng==\?=\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\?utf-"
     "8\?q\?=C3=BCbel\?= a error a error\r\n connection =\?utf-8\?b\?w7xiZWwgYSBhIOa"
     "XpeacrOiqng==\?= in\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent"
     "-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n5pel5pys6KqeIMO8YmVsI"
     "OaXpeacrOiqniB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHgg\r\nw7xiZWwgYSBlc"
     "nJvciBhIGVycm9yIGNvbm5lY3Rpb24gw7xiZWwgYSBhIOaXpeacrOiqniBpbiDm\r\nl6Xmn"
     "Kzoqp4gw7xiZWwg5pel5pys6KqeIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eCD"
     "D\r\nvGJlbCBhIGVycm9yIGEgZXJyb3IgY29ubmVjdGlvbiDDvGJlbCBhIGEg5pel5pys6Kq"
     "eIGluIOaX\r\npeacrOiqniDDvGJlbCDml6XmnKzoqp4geHh4eHh4eHh4eHh4eHh4eHh4eHh"
     "4eHh4eHh4eHh4IMO8\r\nYmVsIGEgZXJyb3IgYSBlcnJvciBjb25uZWN0aW9uIMO8YmVsIGE"
     "gYSDml6XmnKzoqp4gaW4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo in error error error \303\274"
     "bel \303\274bel error Zeit, connection m\303\263dulo a error",
     "m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo in error error error \303\274"
     "bel \303\274bel error Zeit, connection m\303\263dulo a error m\303\263dulo xxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxx m\303\263dulo in error error error \303\274bel \303\274bel error Zeit,"
     " connection m\303\263dulo a error m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263"
     "dulo in error error error \303\274bel \303\274bel error Zeit, connection m\303\263dulo a"
     " error",
     356, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?m=C3=B3d"
     "ulo_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_m=C3=B3dulo\?= in\r\n error error erro"
     "r =\?utf-8\?q\?=C3=BCbel_=C3=BCbel_error_Zeit=2C_connection_m\?=\r\n =\?utf-8"
     "\?q\?=C3=B3dulo\?= a error\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nCo"
     "ntent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nm=C3=B"
     "3dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo in error error error "
     "=\r\n=C3=BCbel =C3=BCbel error Zeit, connection m=C3=B3dulo a error m=C3"
     "=B3dulo xx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo in error error e"
     "rror =C3=BCbel =C3=\r\n=BCbel error Zeit, connection m=C3=B3dulo a error"
     " m=C3=B3dulo xxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxx m=C3=B3dulo in error er"
     "ror error =C3=BCbel =C3=BCbel error Ze=\r\nit, connection m=C3=B3dulo a "
     "error\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo",
     "Zeit, \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo Zeit, \346\227\245\346\234\254\350\252\236"
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo Zeit, \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxx m\303\263dulo",
     164, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, =\?utf-8\?b\?5p"
     "el5pys6KqeIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\?=\r\n =\?utf-8\?q\?xxxx_m=C3"
     "=B3dulo\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer"
     "-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nWmVpdCwg5pel5pys6KqeIHh4eHh4eH"
     "h4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eCBtw7NkdWxvIFpl\r\naXQsIOaXpeacrOiqniB4eH"
     "h4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHggbcOzZHVsbyBaZWl0\r\nLCDml6XmnKzoqp"
     "4geHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IG3Ds2R1bG8K\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo m\303\263dulo connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection e"
     "rror m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection m\303\263dulo xxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo error error",
     "m\303\263dulo m\303\263dulo connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection e"
     "rror m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection m\303\263dulo xxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo error error m\303\263dulo"
     " m\303\263dulo connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection error m\303"
     "\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection m\303\263dulo xxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo error error m\303\263dulo m\303\263dul"
     "o connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection error m\303\263dulo x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection m\303\263dulo xxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx m\303\263dulo connection m\303\263dulo error error",
     608, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?m=C3=B3d"
     "ulo_m=C3=B3dulo\?= connection\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connecti"
     "on error =\?utf-8\?q\?m=C3=B3dulo\?=\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx conn"
     "ection =\?utf-8\?q\?m=C3=B3dulo\?=\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\?utf-"
     "8\?q\?m=C3=B3dulo_connection_m=C3=B3dulo\?=\r\n error error\r\nContent-Type: "
     "text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printab"
     "le\r\nMIME-Version: 1.0\r\n\r\nm=C3=B3dulo m=C3=B3dulo connection xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx connection =\r\nerror m=C3=B3dulo xxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx connection m=C3=B3dulo xxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxx"
     " m=C3=B3dulo connection m=C3=B3dulo error error m=C3=\r\n=B3dulo m=C3=B3"
     "dulo connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection erro=\r\nr m=C"
     "3=B3dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection m=C3=B3dulo xxxxxxx"
     "xx=\r\nxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo connection m=C3=B3dulo error er"
     "ror m=C3=B3d=\r\nulo m=C3=B3dulo connection xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xx connection error m=\r\n=C3=B3dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx conn"
     "ection m=C3=B3dulo xxxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxx m=C3=B3dulo conne"
     "ction m=C3=B3dulo error error\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo Zeit, m\303\263dulo m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     " \346\227\245\346\234\254\350\252\236 \303\274bel a",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo Zeit, m\303\263dulo m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     " \346\227\245\346\234\254\350\252\236 \303\274bel a \346\227\245\346\234\254\350\252\236 m\303\263dulo Zeit, m\303\263dulo m\303\263dulo xxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxx \346\227\245\346\234\254\350\252\236 \303\274bel a \346\227\245\346\234\254\350\252\236 m\303\263dulo Zeit, m\303\263dulo "
     "m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \346\227\245\346\234\254\350\252\236 \303\274bel a",
     266, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIG3Ds2R1bG8gWmVpdCwgbcOzZHVsbyBtw7NkdWxv\?=\r\n xxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx =\?utf-8\?b\?5pel5pys6KqeIMO8YmVs\?= a\r\nContent-Type: text/plain"
     "; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1."
     "0\r\n\r\n5pel5pys6KqeIG3Ds2R1bG8gWmVpdCwgbcOzZHVsbyBtw7NkdWxvIHh4eHh4eHh4e"
     "Hh4eHh4eHh4\r\neHh4eHh4eHh4eHh4eCDml6XmnKzoqp4gw7xiZWwgYSDml6XmnKzoqp4gb"
     "cOzZHVsbyBaZWl0LCBt\r\nw7NkdWxvIG3Ds2R1bG8geHh4eHh4eHh4eHh4eHh4eHh4eHh4e"
     "Hh4eHh4eHh4IOaXpeacrOiqniDD\r\nvGJlbCBhIOaXpeacrOiqniBtw7NkdWxvIFplaXQsI"
     "G3Ds2R1bG8gbcOzZHVsbyB4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4eHh4eHh4eHgg5pel5"
     "pys6KqeIMO8YmVsIGEK\r\n"},
    {"me@example.com",
     "you@example.com",
     "a in",
     "a in a in a in",
     14, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a in\r\nContent-Type"
     ": text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-V"
     "ersion: 1.0\r\n\r\na in a in a in\r\n"},
    {"me@example.com",
     "you@example.com",
     "error connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx m\303\263dulo \303\274bel a \346\227\245\346\234\254\350\252\236 connection a xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx Zeit,",
     "error connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx m\303\263dulo \303\274bel a \346\227\245\346\234\254\350\252\236 connection a xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx Zeit, error connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \303\274bel a \346\227\245\346\234\254\350\252\236 connection a x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, error connection xxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \303\274bel a \346\227\245\346\234\254"
     "\350\252\236 connection a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit,",
     473, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error connection x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx in\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\?ut"
     "f-8\?b\?bcOzZHVsbyDDvGJlbCBhIOaXpeacrA==\?=\r\n =\?utf-8\?b\?6Kqe\?= connection"
     " a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit,\r\nContent-Type: text/plain; cha"
     "rset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Versio"
     "n: 1.0\r\n\r\nerror connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in xxxxxxxxx"
     "xxxxxxxxxxxxxxxxx=\r\nxxxx m=C3=B3dulo =C3=BCbel a =E6=97=A5=E6=9C=AC=E8"
     "=AA=9E connection a xxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxx Zeit, error conn"
     "ection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\n in xxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxx m=C3=B3dulo =C3=BCbel a =E6=97=A5=E6=9C=AC=\r\n=E8=AA=9E connection"
     " a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, error connection =\r\nxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo =\r\n"
     "=C3=BCbel a =E6=97=A5=E6=9C=AC=E8=AA=9E connection a xxxxxxxxxxxxxxxxx"
     "xxxxxxx=\r\nxxxxxx Zeit,\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection in \346\227\245\346\234\254\350\252\236 m\303\263"
     "dulo",
     "\346\227\245\346\234\254\350\252\236 a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection in \346\227\245\346\234\254\350\252\236 m\303\263"
     "dulo \346\227\245\346\234\254\350\252\236 a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection in \346\227\245\346\234\254\350\252"
     "\236 m\303\263dulo \346\227\245\346\234\254\350\252\236 a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection in \346\227\245"
     "\346\234\254\350\252\236 m\303\263dulo",
     224, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6Kqe\?= a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection\r\n in =\?utf-8\?b\?5pel"
     "5pys6KqeIG3Ds2R1bG8=\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nCon"
     "tent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n5pel5pys6KqeIGEge"
     "Hh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IGNvbm5lY3Rpb24gaW4g\r\n5pel5pys6"
     "KqeIG3Ds2R1bG8g5pel5pys6KqeIGEgeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\ne"
     "Hh4IGNvbm5lY3Rpb24gaW4g5pel5pys6KqeIG3Ds2R1bG8g5pel5pys6KqeIGEgeHh4eHh"
     "4eHh4\r\neHh4eHh4eHh4eHh4eHh4eHh4eHh4IGNvbm5lY3Rpb24gaW4g5pel5pys6KqeIG3"
     "Ds2R1bG8K\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274"
     "bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel",
     110, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx =\?utf-8\?q\?=C3=BCbel\?=\r\nContent-Type: text/plain; charset="
     "\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1."
     "0\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel xxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx =C3=\r\n=BCbel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel\r\n"},
    {"me@example.com",
     "you@example.com",
     "error \303\274bel connection connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo error m\303\263dulo",
     "error \303\274bel connection connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo error m\303\263dulo error \303\274bel connection"
     " connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx m\303\263dulo error m\303\263dulo error \303\274bel connection connection xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo error m\303\263d"
     "ulo",
     353, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error =\?utf-8\?q\?=C"
     "3=BCbel\?= connection connection\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx =\?utf-8\?q\?m\?=\r\n =\?utf-8\?q\?=C3=B3dulo_error_m"
     "=C3=B3dulo\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Trans"
     "fer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nerror =C3=BCbel c"
     "onnection connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxx=\r\nxxxxxxx"
     "xxxxxxxxxxxxxxx m=C3=B3dulo error m=C3=B3dulo error =C3=BCbel connecti"
     "=\r\non connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx m=\r\n=C3=B3dulo error m=C3=B3dulo error =C3=BCbel connection c"
     "onnection xxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxx m=C3=B3dulo error m=C3=B3=\r\ndulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "error \346\227\245\346\234\254\350\252\236 in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx m\303\263dulo",
     "error \346\227\245\346\234\254\350\252\236 in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx m\303\263dulo error \346\227\245\346\234\254\350\252\236 in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo error \346\227\245\346\234\254\350\252\236 in xxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo",
     266, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error =\?utf-8\?b\?5p"
     "el5pys6Kqe\?= in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n xxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx =\?utf-8\?q\?m=C3=B3dulo\?=\r\nContent-Type: text/plain; charset=\""
     "utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0"
     "\r\n\r\nerror =E6=97=A5=E6=9C=AC=E8=AA=9E in xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "x xxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo error =E6=97=A5=E6=9C="
     "AC=E8=AA=9E in xxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx m=C3=B3dulo error =E6=\r\n=97=A5=E6=9C=AC=E8=AA=9E in xxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxxx m=C3=B3dulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo \303\274bel",
     "m\303\263dulo \303\274bel m\303\263dulo \303\274bel m\303\263dulo \303\274bel",
     41, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?m=C3=B3d"
     "ulo_=C3=BCbel\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tr"
     "ansfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\nm\303\263dulo \303\274bel m\303\263dulo \303\274be"
     "l m\303\263dulo \303\274bel\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, connection Zeit, connection error in error in connection Zeit, \346"
     "\227\245\346\234\254\350\252\236",
     "Zeit, connection Zeit, connection error in error in connection Zeit, \346"
     "\227\245\346\234\254\350\252\236 Zeit, connection Zeit, connection error in error in connectio"
     "n Zeit, \346\227\245\346\234\254\350\252\236 Zeit, connection Zeit, connection error in error in "
     "connection Zeit, \346\227\245\346\234\254\350\252\236",
     236, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, connection Z"
     "eit, connection error in error in connection Zeit, \r\n =\?utf-8\?b\?5pel5p"
     "ys6Kqe\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-"
     "Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nZeit, connection Zeit"
     ", connection error in error in connection Zeit, =E6=97=\r\n=A5=E6=9C=AC="
     "E8=AA=9E Zeit, connection Zeit, connection error in error in con=\r\nnec"
     "tion Zeit, =E6=97=A5=E6=9C=AC=E8=AA=9E Zeit, connection Zeit, connecti"
     "on e=\r\nrror in error in connection Zeit, =E6=97=A5=E6=9C=AC=E8=AA=9E\r\n"},
    {"me@example.com",
     "you@example.com",
     "error a in Zeit, error",
     "error a in Zeit, error error a in Zeit, error error a in Zeit, error",
     68, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error a in Zeit, e"
     "rror\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Enco"
     "ding: 7bit\r\nMIME-Version: 1.0\r\n\r\nerror a in Zeit, error error a in Zei"
     "t, error error a in Zeit, error\r\n"},
    {"me@example.com",
     "you@example.com",
     "a in in Zeit, connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \346\227\245\346\234\254"
     "\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo",
     "a in in Zeit, connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \346\227\245\346\234\254"
     "\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo a in in Zeit, connection xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxx m\303\263dulo a in in Zeit, connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "x m\303\263dulo \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo",
     338, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a in in Zeit, conn"
     "ection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\?utf-8\?q\?m\?=\r\n =\?utf-8\?b\?w7NkdW"
     "xvIOaXpeacrOiqniB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHgg\?=\r\n =\?utf-8"
     "\?q\?m=C3=B3dulo\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-T"
     "ransfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\na in in Zeit,"
     " connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo =E6=97=A5=\r\n=E6"
     "=9C=AC=E8=AA=9E xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo a in in Zei"
     "t, c=\r\nonnection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo =E6=97=A5="
     "E6=9C=AC=E8=AA=\r\n=9E xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo a in i"
     "n Zeit, connection xxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo =E6=9"
     "7=A5=E6=9C=AC=E8=AA=9E xxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxx m=C3=B3dulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "a \303\274bel \303\274bel \303\274bel a connection",
     "a \303\274bel \303\274bel \303\274bel a connection a \303\274bel \303\274bel \303\274bel a connection a \303\274"
     "bel \303\274bel \303\274bel a connection",
     98, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a =\?utf-8\?b\?w7xiZW"
     "wgw7xiZWwgw7xiZWw=\?= a connection\r\nContent-Type: text/plain; charset=\""
     "utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nYSDDvG"
     "JlbCDDvGJlbCDDvGJlbCBhIGNvbm5lY3Rpb24gYSDDvGJlbCDDvGJlbCDDvGJlbCBhIGNv"
     "\r\nbm5lY3Rpb24gYSDDvGJlbCDDvGJlbCDDvGJlbCBhIGNvbm5lY3Rpb24K\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel error \346\227\245\346\234\254\350\252\236 in Zeit, in connection con"
     "nection",
     "\346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel error \346\227\245\346\234\254\350\252\236 in Zeit, in connection con"
     "nection \346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel error \346\227\245\346\234\254\350\252\236 in Zeit, in connec"
     "tion connection \346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel error \346\227\245\346\234\254\350\252\236 in Zeit, i"
     "n connection connection",
     233, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIFplaXQsIGVycm9yIMO8YmVsIGVycm9yIOaXpeacrA==\?=\r\n =\?utf-8\?b\?6Kqe\?= "
     "in Zeit, in connection connection\r\nContent-Type: text/plain; charset=\""
     "utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n5pel5p"
     "ys6KqeIFplaXQsIGVycm9yIMO8YmVsIGVycm9yIOaXpeacrOiqniBpbiBaZWl0LCBpbiBj"
     "\r\nb25uZWN0aW9uIGNvbm5lY3Rpb24g5pel5pys6KqeIFplaXQsIGVycm9yIMO8YmVsIGVy"
     "cm9yIOaX\r\npeacrOiqniBpbiBaZWl0LCBpbiBjb25uZWN0aW9uIGNvbm5lY3Rpb24g5pel"
     "5pys6KqeIFplaXQs\r\nIGVycm9yIMO8YmVsIGVycm9yIOaXpeacrOiqniBpbiBaZWl0LCBp"
     "biBjb25uZWN0aW9uIGNvbm5l\r\nY3Rpb24K\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     "Zeit, m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, m\303\263dulo xxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxx Zeit, m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     134, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, =\?utf-8\?q\?m="
     "C3=B3dulo\?= xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nContent-Type: text/plain; "
     "charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Ver"
     "sion: 1.0\r\n\r\nZeit, m=C3=B3dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, m="
     "C3=B3dulo xxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxx Zeit, m=C3=B3dulo xxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxx\r\n"},
    {"me@example.com",
     "you@example.com",
     "a m\303\263dulo \303\274bel error error a Zeit, connection \346\227\245\346\234\254\350\252\236 Zeit,",
     "a m\303\263dulo \303\274bel error error a Zeit, connection \346\227\245\346\234\254\350\252\236 Zeit, a m\303\263du"
     "lo \303\274bel error error a Zeit, connection \346\227\245\346\234\254\350\252\236 Zeit, a m\303\263dulo \303\274be"
     "l error error a Zeit, connection \346\227\245\346\234\254\350\252\236 Zeit,",
     188, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a =\?utf-8\?q\?m=C3=B"
     "3dulo_=C3=BCbel_error_error_a_Zeit=2C_connection_\?=\r\n =\?utf-8\?b\?5pel5p"
     "ys6Kqe\?= Zeit,\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tra"
     "nsfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nYSBtw7NkdWxvIMO8YmVsIGVyc"
     "m9yIGVycm9yIGEgWmVpdCwgY29ubmVjdGlvbiDml6XmnKzoqp4g\r\nWmVpdCwgYSBtw7Nkd"
     "WxvIMO8YmVsIGVycm9yIGVycm9yIGEgWmVpdCwgY29ubmVjdGlvbiDml6Xm\r\nnKzoqp4gW"
     "mVpdCwgYSBtw7NkdWxvIMO8YmVsIGVycm9yIGVycm9yIGEgWmVpdCwgY29ubmVjdGlv\r\nb"
     "iDml6XmnKzoqp4gWmVpdCwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \346\227\245\346\234\254\350\252\236 a a \303\274bel xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx in \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 a m\303\263dulo a",
     "connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \346\227\245\346\234\254\350\252\236 a a \303\274bel xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx in \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 a m\303\263dulo a conn"
     "ection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \346\227\245\346\234\254\350\252\236 a a \303\274bel xxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxx in \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 a m\303\263dulo a connecti"
     "on xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \346\227\245\346\234\254\350\252\236 a a \303\274bel xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx in \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 a m\303\263dulo a",
     407, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: connection xxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx =\?utf-8\?b\?w7xiZWwg5pel\?=\r\n =\?utf-8\?q\?=E6=9C=AC"
     "=E8=AA=9E_a_a_=C3=BCbel_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_i\?=\r\n =\?utf-8\?b"
     "\?biDDvGJlbCDDvGJlbCDml6XmnKzoqp4gYSBtw7NkdWxv\?= a\r\nContent-Type: text/"
     "plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Versio"
     "n: 1.0\r\n\r\nY29ubmVjdGlvbiB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHggw7xi"
     "ZWwg5pel5pys6Kqe\r\nIGEgYSDDvGJlbCB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"
     "eHggaW4gw7xiZWwgw7xiZWwg\r\n5pel5pys6KqeIGEgbcOzZHVsbyBhIGNvbm5lY3Rpb24g"
     "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\neHh4eHh4IMO8YmVsIOaXpeacrOiqniBhIGEg"
     "w7xiZWwgeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\neHh4eHh4IGluIMO8YmVsIMO8YmVs"
     "IOaXpeacrOiqniBhIG3Ds2R1bG8gYSBjb25uZWN0aW9uIHh4\r\neHh4eHh4eHh4eHh4eHh4"
     "eHh4eHh4eHh4eHh4eCDDvGJlbCDml6XmnKzoqp4gYSBhIMO8YmVsIHh4\r\neHh4eHh4eHh4"
     "eHh4eHh4eHh4eHh4eHh4eHh4eCBpbiDDvGJlbCDDvGJlbCDml6XmnKzoqp4gYSBt\r\nw7Nk"
     "dWxvIGEK\r\n"},
    {"me@example.com",
     "you@example.com",
     "in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel",
     "in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel in xxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx \303\274bel in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel",
     119, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in xxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx =\?utf-8\?q\?=C3=BCbel\?=\r\nContent-Type: text/plain; chars"
     "et=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version:"
     " 1.0\r\n\r\nin xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel in xxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx=\r\n =C3=BCbel in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCb"
     "el\r\n"},
    {"me@example.com",
     "you@example.com",
     "a a \303\274bel \346\227\245\346\234\254\350\252\236 error error Zeit, in a in \303\274bel",
     "a a \303\274bel \346\227\245\346\234\254\350\252\236 error error Zeit, in a in \303\274bel a a \303\274bel \346\227\245\346\234\254\350\252"
     "\236 error error Zeit, in a in \303\274bel a a \303\274bel \346\227\245\346\234\254\350\252\236 error error Zeit"
     ", in a in \303\274bel",
     155, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a a =\?utf-8\?b\?w7xi"
     "ZWwg5pel5pys6KqeIGVycm9yIGVycm9yIFplaXQsIGluIGEg\?=\r\n =\?utf-8\?q\?in_=C3="
     "BCbel\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-E"
     "ncoding: base64\r\nMIME-Version: 1.0\r\n\r\nYSBhIMO8YmVsIOaXpeacrOiqniBlcnJv"
     "ciBlcnJvciBaZWl0LCBpbiBhIGluIMO8YmVsIGEgYSDD\r\nvGJlbCDml6XmnKzoqp4gZXJy"
     "b3IgZXJyb3IgWmVpdCwgaW4gYSBpbiDDvGJlbCBhIGEgw7xiZWwg\r\n5pel5pys6KqeIGVy"
     "cm9yIGVycm9yIFplaXQsIGluIGEgaW4gw7xiZWwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "connection in in \303\274bel connection m\303\263dulo",
     "connection in in \303\274bel connection m\303\263dulo connection in in \303\274bel conne"
     "ction m\303\263dulo connection in in \303\274bel connection m\303\263dulo",
     125, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: connection in in ="
     "\?utf-8\?q\?=C3=BCbel_connection_m=C3=B3dulo\?=\r\nContent-Type: text/plain;"
     " charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Ve"
     "rsion: 1.0\r\n\r\nconnection in in =C3=BCbel connection m=C3=B3dulo connec"
     "tion in in =C3=BCbel =\r\nconnection m=C3=B3dulo connection in in =C3=BC"
     "bel connection m=C3=B3dulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo \346\227\245\346\234\254\350\252\236 a "
     "m\303\263dulo a Zeit, Zeit,",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connection m\303\263dulo \346\227\245\346\234\254\350\252\236 a "
     "m\303\263dulo a Zeit, Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo connectio"
     "n m\303\263dulo \346\227\245\346\234\254\350\252\236 a m\303\263dulo a Zeit, Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxx m\303\263dulo connection m\303\263dulo \346\227\245\346\234\254\350\252\236 a m\303\263dulo a Zeit, Zeit,",
     275, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx =\?utf-8\?q\?m=C3=B3dulo_connection_m\?=\r\n =\?utf-8\?b\?w7NkdWxv"
     "IOaXpeacrOiqniBhIG3Ds2R1bG8=\?= a Zeit, Zeit,\r\nContent-Type: text/plain"
     "; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1."
     "0\r\n\r\neHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IG3Ds2R1bG8gY29ubmVjdGlvb"
     "iBtw7NkdWxv\r\nIOaXpeacrOiqniBhIG3Ds2R1bG8gYSBaZWl0LCBaZWl0LCB4eHh4eHh4e"
     "Hh4eHh4eHh4eHh4eHh4\r\neHh4eHh4eHggbcOzZHVsbyBjb25uZWN0aW9uIG3Ds2R1bG8g5"
     "pel5pys6KqeIGEgbcOzZHVsbyBh\r\nIFplaXQsIFplaXQsIHh4eHh4eHh4eHh4eHh4eHh4e"
     "Hh4eHh4eHh4eHh4eCBtw7NkdWxvIGNvbm5l\r\nY3Rpb24gbcOzZHVsbyDml6XmnKzoqp4gY"
     "SBtw7NkdWxvIGEgWmVpdCwgWmVpdCwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "error \303\274bel Zeit, in connection a \346\227\245\346\234\254\350\252\236 in \346\227\245\346\234\254\350\252\236 connection m\303"
     "\263dulo connection in",
     "error \303\274bel Zeit, in connection a \346\227\245\346\234\254\350\252\236 in \346\227\245\346\234\254\350\252\236 connection m\303"
     "\263dulo connection in error \303\274bel Zeit, in connection a \346\227\245\346\234\254\350\252\236 in \346\227\245"
     "\346\234\254\350\252\236 connection m\303\263dulo connection in error \303\274bel Zeit, in connectio"
     "n a \346\227\245\346\234\254\350\252\236 in \346\227\245\346\234\254\350\252\236 connection m\303\263dulo connection in",
     269, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error =\?utf-8\?q\?=C"
     "3=BCbel_Zeit=2C_in_connection_a_=E6=97=A5\?=\r\n =\?utf-8\?b\?5pys6KqeIGluIO"
     "aXpeacrOiqniBjb25uZWN0aW9uIG3Ds2R1bG8=\?= connection\r\n in\r\nContent-Type"
     ": text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME"
     "-Version: 1.0\r\n\r\nZXJyb3Igw7xiZWwgWmVpdCwgaW4gY29ubmVjdGlvbiBhIOaXpeacr"
     "OiqniBpbiDml6XmnKzoqp4g\r\nY29ubmVjdGlvbiBtw7NkdWxvIGNvbm5lY3Rpb24gaW4gZ"
     "XJyb3Igw7xiZWwgWmVpdCwgaW4gY29u\r\nbmVjdGlvbiBhIOaXpeacrOiqniBpbiDml6Xmn"
     "Kzoqp4gY29ubmVjdGlvbiBtw7NkdWxvIGNvbm5l\r\nY3Rpb24gaW4gZXJyb3Igw7xiZWwgW"
     "mVpdCwgaW4gY29ubmVjdGlvbiBhIOaXpeacrOiqniBpbiDm\r\nl6XmnKzoqp4gY29ubmVjd"
     "GlvbiBtw7NkdWxvIGNvbm5lY3Rpb24gaW4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo in \346\227\245\346\234\254\350\252\236 \303\274bel error",
     "m\303\263dulo in \346\227\245\346\234\254\350\252\236 \303\274bel error m\303\263dulo in \346\227\245\346\234\254\350\252\236 \303\274bel error m\303\263d"
     "ulo in \346\227\245\346\234\254\350\252\236 \303\274bel error",
     98, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?bcOzZHVs"
     "byBpbiDml6XmnKzoqp4gw7xiZWw=\?= error\r\nContent-Type: text/plain; charse"
     "t=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nbcO"
     "zZHVsbyBpbiDml6XmnKzoqp4gw7xiZWwgZXJyb3IgbcOzZHVsbyBpbiDml6XmnKzoqp4gw"
     "7xi\r\nZWwgZXJyb3IgbcOzZHVsbyBpbiDml6XmnKzoqp4gw7xiZWwgZXJyb3IK\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, Zeit, \346\227\245\346\234\254\350\252\236 error Zeit,",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, Zeit, \346\227\245\346\234\254\350\252\236 error Zeit, xxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx Zeit, Zeit, \346\227\245\346\234\254\350\252\236 error Zeit, xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx Zeit, Zeit, \346\227\245\346\234\254\350\252\236 error Zeit,",
     194, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx Zeit, Zeit, =\?utf-8\?b\?5pel5pys6Kqe\?=\r\n error Zeit,\r\nConte"
     "nt-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quote"
     "d-printable\r\nMIME-Version: 1.0\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit,"
     " Zeit, =E6=97=A5=E6=9C=AC=E8=AA=9E error =\r\nZeit, xxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx Zeit, Zeit, =E6=97=A5=E6=9C=AC=E8=AA=9E =\r\nerror Zeit, xxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, Zeit, =E6=97=A5=E6=9C=AC=E8=\r\n=AA=9E "
     "error Zeit,\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274bel in m\303\263dulo error a in in \346\227\245\346\234\254\350\252\236",
     "\303\274bel in m\303\263dulo error a in in \346\227\245\346\234\254\350\252\236 \303\274bel in m\303\263dulo error a in i"
     "n \346\227\245\346\234\254\350\252\236 \303\274bel in m\303\263dulo error a in in \346\227\245\346\234\254\350\252\236",
     122, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?w7xiZWwg"
     "aW4gbcOzZHVsbyBlcnJvciBhIGluIGluIOaXpeacrOiqng==\?=\r\nContent-Type: text"
     "/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Versi"
     "on: 1.0\r\n\r\nw7xiZWwgaW4gbcOzZHVsbyBlcnJvciBhIGluIGluIOaXpeacrOiqniDDvGJ"
     "lbCBpbiBtw7NkdWxv\r\nIGVycm9yIGEgaW4gaW4g5pel5pys6KqeIMO8YmVsIGluIG3Ds2R"
     "1bG8gZXJyb3IgYSBpbiBpbiDm\r\nl6XmnKzoqp4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 \303\274bel",
     "\346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 \303\274bel",
     47, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIMO8YmVs\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tra"
     "nsfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\n\346\227\245\346\234\254\350\252\236 \303\274bel \346\227\245\346\234\254\350\252\236 \303"
     "\274bel \346\227\245\346\234\254\350\252\236 \303\274bel\r\n"},
    {"me@example.com",
     "you@example.com",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel in Zeit, a",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel in Zeit, a xxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx \303\274bel in Zeit, a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel in Zeit"
     ", a",
     143, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: xxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxx =\?utf-8\?q\?=C3=BCbel\?= in Zeit, a\r\nContent-Type: text/plai"
     "n; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-"
     "Version: 1.0\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel in Zeit, a xx"
     "xxxxxxxxxxxxxxxxxxxxxxx=\r\nxxxxx =C3=BCbel in Zeit, a xxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx =C3=BCbel in Zeit, a\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit,",
     "Zeit, Zeit, Zeit,",
     17, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit,\r\nContent-Typ"
     "e: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7bit\r\nMIME-"
     "Version: 1.0\r\n\r\nZeit, Zeit, Zeit,\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel m\303\263dulo \346\227\245\346\234\254\350\252\236",
     "Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel m\303\263dulo \346\227\245\346\234\254\350\252\236 Zeit, xxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel m\303\263dulo \346\227\245\346\234\254\350\252\236 Zeit, xxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxx \303\274bel m\303\263dulo \346\227\245\346\234\254\350\252\236",
     182, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, xxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxx =\?utf-8\?q\?=C3=BCbel_m=C3=B3dul\?=\r\n =\?utf-8\?b\?byDml6"
     "XmnKzoqp4=\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Trans"
     "fer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nWmVpdCwgeHh4eHh4eHh4eHh4eHh"
     "4eHh4eHh4eHh4eHh4eHh4IMO8YmVsIG3Ds2R1bG8g5pel5pys\r\n6KqeIFplaXQsIHh4eHh"
     "4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eCDDvGJlbCBtw7NkdWxvIOaX\r\npeacrOiqniB"
     "aZWl0LCB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHggw7xiZWwgbcOzZHVs\r\nbyD"
     "ml6XmnKzoqp4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 Zeit, xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxx a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx",
     "Zeit, in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 Zeit, xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxx a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error xxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxx Zeit, in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \303\274bel \346\227\245\346\234\254"
     "\350\252\236 Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxx a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error xxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxx Zeit, in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel "
     "\303\274bel \346\227\245\346\234\254\350\252\236 Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, \346\227\245\346\234\254\350\252\236 x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx a \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx e"
     "rror xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     665, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, in xxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxx =\?utf-8\?b\?w7xiZWwgw7xi\?=\r\n =\?utf-8\?b\?ZWwg5pel5py"
     "s6KqeIFplaXQsIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\?=\r\n =\?utf-8\?b\?eHh4eC"
     "BaZWl0LCDml6XmnKzoqp4geHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\?=\r\n =\?utf-8\?q\?x"
     "xxxxx_a_=C3=BCbel\?= xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error\r\n xxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxx\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nConten"
     "t-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nZeit, in x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel =C3=BCbel =E6=97=A5=E6=9C=\r\n=A"
     "C=E8=AA=9E Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, =E6=97=A5=E6=9C="
     "AC=E8=\r\n=AA=9E xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a =C3=BCbel xxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx=\r\nxxx error xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, in xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxx =C3=BCbel =C3=BCbel =E6=97=A5=E6=9C=AC"
     "=E8=AA=9E Zeit, xxxxxxxxxxxxxxxxxxx=\r\nxxxxxxxxxxx Zeit, =E6=97=A5=E6=9"
     "C=AC=E8=AA=9E xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\r\na =C3=BCbel xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx error xxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxx Zeit, in "
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel =C3=BCbel =E6=97=A5=E6=\r\n=9C="
     "AC=E8=AA=9E Zeit, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx Zeit, =E6=97=A5=E6=9C"
     "=AC=\r\n=E8=AA=9E xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a =C3=BCbel xxxxxxxxxxx"
     "xxxxxxxxxxxxx=\r\nxxxxxx error xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236",
     "\346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236",
     29, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6Kqe\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-En"
     "coding: 8bit\r\nMIME-Version: 1.0\r\n\r\n\346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236",
     "\346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236",
     29, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6Kqe\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-En"
     "coding: 8bit\r\nMIME-Version: 1.0\r\n\r\n\346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236\r\n"},
    {"me@example.com",
     "you@example.com",
     "in \303\274bel in error m\303\263dulo",
     "in \303\274bel in error m\303\263dulo in \303\274bel in error m\303\263dulo in \303\274bel in error "
     "m\303\263dulo",
     77, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in =\?utf-8\?q\?=C3=B"
     "Cbel_in_error_m=C3=B3dulo\?=\r\nContent-Type: text/plain; charset=\"utf-8\""
     "\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\nin \303\274bel in er"
     "ror m\303\263dulo in \303\274bel in error m\303\263dulo in \303\274bel in error m\303\263dulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, error connection Zeit, \303\274bel connection xxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx a",
     "Zeit, error connection Zeit, \303\274bel connection xxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx a Zeit, error connection Zeit, \303\274bel connection xxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx a Zeit, error connection Zeit, \303\274bel connection xxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxx a",
     236, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, error connec"
     "tion Zeit, =\?utf-8\?q\?=C3=BCbel\?= connection\r\n xxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx a\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-"
     "Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nZeit, error connectio"
     "n Zeit, =C3=BCbel connection xxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxxx a Zeit,"
     " error connection Zeit, =C3=BCbel connection xxxxxxxxxxxxxxxxxxxxx=\r\nx"
     "xxxxxxxx a Zeit, error connection Zeit, =C3=BCbel connection xxxxxxxxx"
     "xxxxxx=\r\nxxxxxxxxxxxxxxx a\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, m\303\263dulo in connection a \346\227\245\346\234\254\350\252\236",
     "Zeit, m\303\263dulo in connection a \346\227\245\346\234\254\350\252\236 Zeit, m\303\263dulo in connection a "
     "\346\227\245\346\234\254\350\252\236 Zeit, m\303\263dulo in connection a \346\227\245\346\234\254\350\252\236",
     119, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, =\?utf-8\?b\?bc"
     "OzZHVsbyBpbiBjb25uZWN0aW9uIGEg5pel5pys6Kqe\?=\r\nContent-Type: text/plain"
     "; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1."
     "0\r\n\r\nWmVpdCwgbcOzZHVsbyBpbiBjb25uZWN0aW9uIGEg5pel5pys6KqeIFplaXQsIG3Ds"
     "2R1bG8gaW4g\r\nY29ubmVjdGlvbiBhIOaXpeacrOiqniBaZWl0LCBtw7NkdWxvIGluIGNvb"
     "m5lY3Rpb24gYSDml6Xm\r\nnKzoqp4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "error m\303\263dulo \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 connection a in m\303\263dulo a in error a"
     " Zeit, connection",
     "error m\303\263dulo \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 connection a in m\303\263dulo a in error a"
     " Zeit, connection error m\303\263dulo \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 connection a in m\303"
     "\263dulo a in error a Zeit, connection error m\303\263dulo \346\227\245\346\234\254\350\252\236 \346\227\245\346\234\254\350\252\236 "
     "connection a in m\303\263dulo a in error a Zeit, connection",
     263, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error =\?utf-8\?b\?bc"
     "OzZHVsbyDml6XmnKzoqp4g5pel5pys6Kqe\?= connection a\r\n in =\?utf-8\?q\?m=C3="
     "B3dulo\?= a in error a Zeit, connection\r\nContent-Type: text/plain; char"
     "set=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nZ"
     "XJyb3IgbcOzZHVsbyDml6XmnKzoqp4g5pel5pys6KqeIGNvbm5lY3Rpb24gYSBpbiBtw7N"
     "kdWxv\r\nIGEgaW4gZXJyb3IgYSBaZWl0LCBjb25uZWN0aW9uIGVycm9yIG3Ds2R1bG8g5pe"
     "l5pys6KqeIOaX\r\npeacrOiqniBjb25uZWN0aW9uIGEgaW4gbcOzZHVsbyBhIGluIGVycm9"
     "yIGEgWmVpdCwgY29ubmVj\r\ndGlvbiBlcnJvciBtw7NkdWxvIOaXpeacrOiqniDml6XmnKz"
     "oqp4gY29ubmVjdGlvbiBhIGluIG3D\r\ns2R1bG8gYSBpbiBlcnJvciBhIFplaXQsIGNvbm5"
     "lY3Rpb24K\r\n"},
    {"me@example.com",
     "you@example.com",
     "in \303\274bel error connection Zeit, Zeit, m\303\263dulo error m\303\263dulo in a \303\274bel",
     "in \303\274bel error connection Zeit, Zeit, m\303\263dulo error m\303\263dulo in a \303\274bel"
     " in \303\274bel error connection Zeit, Zeit, m\303\263dulo error m\303\263dulo in a \303\274be"
     "l in \303\274bel error connection Zeit, Zeit, m\303\263dulo error m\303\263dulo in a \303\274b"
     "el",
     212, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in =\?utf-8\?q\?=C3=B"
     "Cbel_error_connection_Zeit=2C_Zeit=2C_m=C3=B3dulo\?=\r\n error =\?utf-8\?q\?"
     "m=C3=B3dulo_in_a_=C3=BCbel\?=\r\nContent-Type: text/plain; charset=\"utf-8"
     "\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\ni"
     "n =C3=BCbel error connection Zeit, Zeit, m=C3=B3dulo error m=C3=B3dulo"
     " in a =\r\n=C3=BCbel in =C3=BCbel error connection Zeit, Zeit, m=C3=B3du"
     "lo error m=C3=B3=\r\ndulo in a =C3=BCbel in =C3=BCbel error connection Z"
     "eit, Zeit, m=C3=B3dulo err=\r\nor m=C3=B3dulo in a =C3=BCbel\r\n"},
    {"me@example.com",
     "you@example.com",
     "in Zeit, Zeit, error in m\303\263dulo \346\227\245\346\234\254\350\252\236 error error error",
     "in Zeit, Zeit, error in m\303\263dulo \346\227\245\346\234\254\350\252\236 error error error in Zeit, Z"
     "eit, error in m\303\263dulo \346\227\245\346\234\254\350\252\236 error error error in Zeit, Zeit, error"
     " in m\303\263dulo \346\227\245\346\234\254\350\252\236 error error error",
     179, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in Zeit, Zeit, err"
     "or in =\?utf-8\?b\?bcOzZHVsbyDml6XmnKzoqp4=\?= error\r\n error error\r\nConten"
     "t-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64"
     "\r\nMIME-Version: 1.0\r\n\r\naW4gWmVpdCwgWmVpdCwgZXJyb3IgaW4gbcOzZHVsbyDml6X"
     "mnKzoqp4gZXJyb3IgZXJyb3IgZXJy\r\nb3IgaW4gWmVpdCwgWmVpdCwgZXJyb3IgaW4gbcO"
     "zZHVsbyDml6XmnKzoqp4gZXJyb3IgZXJyb3Ig\r\nZXJyb3IgaW4gWmVpdCwgWmVpdCwgZXJ"
     "yb3IgaW4gbcOzZHVsbyDml6XmnKzoqp4gZXJyb3IgZXJy\r\nb3IgZXJyb3IK\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a \303\274bel m\303\263dulo error connectio"
     "n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \346\227\245\346\234\254\350\252\236 a",
     "m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a \303\274bel m\303\263dulo error connectio"
     "n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \346\227\245\346\234\254\350\252\236 a m\303\263dulo xxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx a \303\274bel m\303\263dulo error connection xxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxx \346\227\245\346\234\254\350\252\236 a m\303\263dulo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a \303\274bel m\303\263"
     "dulo error connection xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \346\227\245\346\234\254\350\252\236 a",
     344, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?m=C3=B3d"
     "ulo_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_a_=C3=BCbel_m\?=\r\n =\?utf-8\?q\?=C3=B3d"
     "ulo_error_connection_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_\?=\r\n =\?utf-8\?b\?5pe"
     "l5pys6Kqe\?= a\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tran"
     "sfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nm=C3=B3dulo xxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxx a =C3=BCbel m=C3=B3dulo error conn=\r\nection"
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =E6=97=A5=E6=9C=AC=E8=AA=9E a m=C3=B3d"
     "u=\r\nlo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a =C3=BCbel m=C3=B3dulo error co"
     "nnection xx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxx =E6=97=A5=E6=9C=AC=E8=AA=9E"
     " a m=C3=B3dulo xxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxx a =C3=BCbel m=C3=B3du"
     "lo error connection xxxxxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxx =E6=97=A5=E6=9C="
     "AC=E8=AA=9E a\r\n"},
    {"me@example.com",
     "you@example.com",
     "in m\303\263dulo \346\227\245\346\234\254\350\252\236 m\303\263dulo connection in",
     "in m\303\263dulo \346\227\245\346\234\254\350\252\236 m\303\263dulo connection in in m\303\263dulo \346\227\245\346\234\254\350\252\236 m\303\263dul"
     "o connection in in m\303\263dulo \346\227\245\346\234\254\350\252\236 m\303\263dulo connection in",
     128, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in =\?utf-8\?b\?bcOzZ"
     "HVsbyDml6XmnKzoqp4gbcOzZHVsbw==\?= connection in\r\nContent-Type: text/pl"
     "ain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version:"
     " 1.0\r\n\r\naW4gbcOzZHVsbyDml6XmnKzoqp4gbcOzZHVsbyBjb25uZWN0aW9uIGluIGluIG"
     "3Ds2R1bG8g5pel\r\n5pys6KqeIG3Ds2R1bG8gY29ubmVjdGlvbiBpbiBpbiBtw7NkdWxvIO"
     "aXpeacrOiqniBtw7NkdWxv\r\nIGNvbm5lY3Rpb24gaW4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "error connection m\303\263dulo \303\274bel in m\303\263dulo Zeit, in in a \346\227\245\346\234\254\350\252\236",
     "error connection m\303\263dulo \303\274bel in m\303\263dulo Zeit, in in a \346\227\245\346\234\254\350\252\236 erro"
     "r connection m\303\263dulo \303\274bel in m\303\263dulo Zeit, in in a \346\227\245\346\234\254\350\252\236 error co"
     "nnection m\303\263dulo \303\274bel in m\303\263dulo Zeit, in in a \346\227\245\346\234\254\350\252\236",
     197, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error connection ="
     "\?utf-8\?q\?m=C3=B3dulo_=C3=BCbel_in_m=C3=B3dulo\?=\r\n Zeit, in in a =\?utf-"
     "8\?b\?5pel5pys6Kqe\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent"
     "-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nZXJyb3IgY29ubmVjdGlvb"
     "iBtw7NkdWxvIMO8YmVsIGluIG3Ds2R1bG8gWmVpdCwgaW4gaW4gYSDm\r\nl6XmnKzoqp4gZ"
     "XJyb3IgY29ubmVjdGlvbiBtw7NkdWxvIMO8YmVsIGluIG3Ds2R1bG8gWmVpdCwg\r\naW4ga"
     "W4gYSDml6XmnKzoqp4gZXJyb3IgY29ubmVjdGlvbiBtw7NkdWxvIMO8YmVsIGluIG3Ds2R"
     "1\r\nbG8gWmVpdCwgaW4gaW4gYSDml6XmnKzoqp4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "in \303\274bel error \303\274bel m\303\263dulo",
     "in \303\274bel error \303\274bel m\303\263dulo in \303\274bel error \303\274bel m\303\263dulo in \303\274bel err"
     "or \303\274bel m\303\263dulo",
     86, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in =\?utf-8\?q\?=C3=B"
     "Cbel_error_=C3=BCbel_m=C3=B3dulo\?=\r\nContent-Type: text/plain; charset="
     "\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\naW4gw"
     "7xiZWwgZXJyb3Igw7xiZWwgbcOzZHVsbyBpbiDDvGJlbCBlcnJvciDDvGJlbCBtw7NkdWx"
     "v\r\nIGluIMO8YmVsIGVycm9yIMO8YmVsIG3Ds2R1bG8K\r\n"},
    {"me@example.com",
     "you@example.com",
     "error a a a \303\274bel \303\274bel m\303\263dulo error error",
     "error a a a \303\274bel \303\274bel m\303\263dulo error error error a a a \303\274bel \303\274bel m\303"
     "\263dulo error error error a a a \303\274bel \303\274bel m\303\263dulo error error",
     131, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error a a a =\?utf-"
     "8\?q\?=C3=BCbel_=C3=BCbel_m=C3=B3dulo\?= error error\r\nContent-Type: text/"
     "plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nM"
     "IME-Version: 1.0\r\n\r\nerror a a a =C3=BCbel =C3=BCbel m=C3=B3dulo error "
     "error error a a a =C3=BCbel=\r\n =C3=BCbel m=C3=B3dulo error error error"
     " a a a =C3=BCbel =C3=BCbel m=C3=B3dul=\r\no error error\r\n"},
    {"me@example.com",
     "you@example.com",
     "error \346\227\245\346\234\254\350\252\236 connection in m\303\263dulo \303\274bel",
     "error \346\227\245\346\234\254\350\252\236 connection in m\303\263dulo \303\274bel error \346\227\245\346\234\254\350\252\236 connection"
     " in m\303\263dulo \303\274bel error \346\227\245\346\234\254\350\252\236 connection in m\303\263dulo \303\274bel",
     131, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error =\?utf-8\?b\?5p"
     "el5pys6KqeIGNvbm5lY3Rpb24gaW4gbcOzZHVsbyDDvGJl\?=\r\n =\?utf-8\?q\?l\?=\r\nCont"
     "ent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base"
     "64\r\nMIME-Version: 1.0\r\n\r\nZXJyb3Ig5pel5pys6KqeIGNvbm5lY3Rpb24gaW4gbcOzZ"
     "HVsbyDDvGJlbCBlcnJvciDml6XmnKzo\r\nqp4gY29ubmVjdGlvbiBpbiBtw7NkdWxvIMO8Y"
     "mVsIGVycm9yIOaXpeacrOiqniBjb25uZWN0aW9u\r\nIGluIG3Ds2R1bG8gw7xiZWwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "connection Zeit, connection Zeit, a a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx error error \303\274bel \303\274bel a",
     "connection Zeit, connection Zeit, a a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx error error \303\274bel \303\274bel a connection Zei"
     "t, connection Zeit, a a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx error error \303\274bel \303\274bel a connection Zeit, connection "
     "Zeit, a a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "x error error \303\274bel \303\274bel a",
     377, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: connection Zeit, c"
     "onnection Zeit, a a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n xxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx error error =\?utf-8\?q\?=C3=BCbel_=C3=BCbel\?= a\r\nContent-T"
     "ype: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-pr"
     "intable\r\nMIME-Version: 1.0\r\n\r\nconnection Zeit, connection Zeit, a a xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxx error e"
     "rror =C3=BCbel =C3=BCbel a connection Zeit, con=\r\nnection Zeit, a a xx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxx=\r\nxx error e"
     "rror =C3=BCbel =C3=BCbel a connection Zeit, connection Zeit, a a xx=\r\n"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error erro"
     "r =C3=\r\n=BCbel =C3=BCbel a\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo a m\303\263dulo a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit,",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo a m\303\263dulo a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, \346"
     "\227\245\346\234\254\350\252\236 m\303\263dulo a m\303\263dulo a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit, \346\227"
     "\245\346\234\254\350\252\236 m\303\263dulo a m\303\263dulo a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Zeit,",
     206, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIG3Ds2R1bG8gYSBtw7NkdWxv\?= a\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a Ze"
     "it,\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encod"
     "ing: base64\r\nMIME-Version: 1.0\r\n\r\n5pel5pys6KqeIG3Ds2R1bG8gYSBtw7NkdWxv"
     "IGEgeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\neHh4IGEgWmVpdCwg5pel5pys6Kqe"
     "IG3Ds2R1bG8gYSBtw7NkdWxvIGEgeHh4eHh4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4eHh4"
     "IGEgWmVpdCwg5pel5pys6KqeIG3Ds2R1bG8gYSBtw7NkdWxvIGEgeHh4\r\neHh4eHh4eHh4"
     "eHh4eHh4eHh4eHh4eHh4eHh4IGEgWmVpdCwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "m\303\263dulo m\303\263dulo a \303\274bel",
     "m\303\263dulo m\303\263dulo a \303\274bel m\303\263dulo m\303\263dulo a \303\274bel m\303\263dulo m\303\263dulo a \303\274be"
     "l",
     71, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?m=C3=B3d"
     "ulo_m=C3=B3dulo_a_=C3=BCbel\?=\r\nContent-Type: text/plain; charset=\"utf-"
     "8\"\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\nm\303\263dulo m\303\263d"
     "ulo a \303\274bel m\303\263dulo m\303\263dulo a \303\274bel m\303\263dulo m\303\263dulo a \303\274bel\r\n"},
    {"me@example.com",
     "you@example.com",
     "error error in m\303\263dulo \346\227\245\346\234\254\350\252\236 a Zeit,",
     "error error in m\303\263dulo \346\227\245\346\234\254\350\252\236 a Zeit, error error in m\303\263dulo \346\227\245\346\234\254"
     "\350\252\236 a Zeit, error error in m\303\263dulo \346\227\245\346\234\254\350\252\236 a Zeit,",
     122, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error error in =\?u"
     "tf-8\?b\?bcOzZHVsbyDml6XmnKzoqp4=\?= a Zeit,\r\nContent-Type: text/plain; c"
     "harset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n"
     "\r\nZXJyb3IgZXJyb3IgaW4gbcOzZHVsbyDml6XmnKzoqp4gYSBaZWl0LCBlcnJvciBlcnJv"
     "ciBpbiBt\r\nw7NkdWxvIOaXpeacrOiqniBhIFplaXQsIGVycm9yIGVycm9yIGluIG3Ds2R1"
     "bG8g5pel5pys6Kqe\r\nIGEgWmVpdCwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "error \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \303\274bel xxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxx connection a a error connection \303\274bel connection e"
     "rror xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo",
     "error \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel \303\274bel xxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxx connection a a error connection \303\274bel connection e"
     "rror xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo error \346\227\245\346\234\254\350\252\236 xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx \303\274bel \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connec"
     "tion a a error connection \303\274bel connection error xxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx m\303\263dulo error \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel"
     " \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection a a error connection "
     "\303\274bel connection error xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo",
     551, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error =\?utf-8\?b\?5p"
     "el5pys6KqeIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\?=\r\n =\?utf-8\?q\?xxxx_=C3="
     "BCbel_=C3=BCbel\?= xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n connection a a erro"
     "r connection =\?utf-8\?q\?=C3=BCbel\?= connection error\r\n xxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxx =\?utf-8\?q\?m=C3=B3dulo\?=\r\nContent-Type: text/plain; char"
     "set=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version"
     ": 1.0\r\n\r\nerror =E6=97=A5=E6=9C=AC=E8=AA=9E xxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx =C3=BCbel =\r\n=C3=BCbel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx connection a"
     " a error connection =C3=\r\n=BCbel connection error xxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx m=C3=B3dulo error =E6=\r\n=97=A5=E6=9C=AC=E8=AA=9E xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx =C3=BCbel =C3=BCbel x=\r\nxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxx connection a a error connection =C3=BCbel conne=\r\nction error xxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo error =E6=97=A5=E6=9C=\r\n=AC=E8"
     "=AA=9E xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel =C3=BCbel xxxxxxxxxxxx"
     "x=\r\nxxxxxxxxxxxxxxxxx connection a a error connection =C3=BCbel connec"
     "tion error =\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m=C3=B3dulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "a \346\227\245\346\234\254\350\252\236 Zeit, error",
     "a \346\227\245\346\234\254\350\252\236 Zeit, error a \346\227\245\346\234\254\350\252\236 Zeit, error a \346\227\245\346\234\254\350\252\236 Zeit, erro"
     "r",
     71, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a =\?utf-8\?b\?5pel5p"
     "ys6Kqe\?= Zeit, error\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nConte"
     "nt-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\na \346\227\245\346\234\254\350\252\236 Zeit, err"
     "or a \346\227\245\346\234\254\350\252\236 Zeit, error a \346\227\245\346\234\254\350\252\236 Zeit, error\r\n"},
    {"me@example.com",
     "you@example.com",
     "connection \303\274bel Zeit,",
     "connection \303\274bel Zeit, connection \303\274bel Zeit, connection \303\274bel Zeit,",
     68, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: connection =\?utf-8"
     "\?q\?=C3=BCbel\?= Zeit,\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nConte"
     "nt-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\nconnection \303\274bel Zeit"
     ", connection \303\274bel Zeit, connection \303\274bel Zeit,\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274bel m\303\263dulo",
     "\303\274bel m\303\263dulo \303\274bel m\303\263dulo \303\274bel m\303\263dulo",
     41, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?q\?=C3=BCbe"
     "l_m=C3=B3dulo\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tr"
     "ansfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\n\303\274bel m\303\263dulo \303\274bel m\303\263dul"
     "o \303\274bel m\303\263dulo\r\n"},
    {"me@example.com",
     "you@example.com",
     "error error xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx m\303\263dulo \303\274bel error \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 m\303\263dulo",
     "error error xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxx m\303\263dulo \303\274bel error \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 m\303\263dulo error error xxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \303\274be"
     "l error \303\274bel \303\274bel \346\227\245\346\234\254\350\252\236 m\303\263dulo error error xxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx m\303\263dulo \303\274bel error \303\274bel \303\274"
     "bel \346\227\245\346\234\254\350\252\236 m\303\263dulo",
     371, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error error xxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxx\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\?utf-8\?q\?m="
     "C3=B3dulo_=C3=BCbel_error_=C3=BC\?=\r\n =\?utf-8\?b\?YmVsIMO8YmVsIOaXpeacrOi"
     "qniBtw7NkdWxv\?=\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tr"
     "ansfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nZXJyb3IgZXJyb3IgeHh4eHh4"
     "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IHh4eHh4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4"
     "eHh4eCBtw7NkdWxvIMO8YmVsIGVycm9yIMO8YmVsIMO8YmVsIOaXpeacrOiq\r\nniBtw7Nk"
     "dWxvIGVycm9yIGVycm9yIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eCB4eHh4\r\n"
     "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHggbcOzZHVsbyDDvGJlbCBlcnJvciDDvGJlbC"
     "DDvGJl\r\nbCDml6XmnKzoqp4gbcOzZHVsbyBlcnJvciBlcnJvciB4eHh4eHh4eHh4eHh4eH"
     "h4eHh4eHh4eHh4\r\neHh4eHggeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IG3Ds2"
     "R1bG8gw7xiZWwgZXJyb3Ig\r\nw7xiZWwgw7xiZWwg5pel5pys6KqeIG3Ds2R1bG8K\r\n"},
    {"me@example.com",
     "you@example.com",
     "a Zeit, a \303\274bel a Zeit, a \346\227\245\346\234\254\350\252\236 a Zeit, error Zeit, \303\274bel a",
     "a Zeit, a \303\274bel a Zeit, a \346\227\245\346\234\254\350\252\236 a Zeit, error Zeit, \303\274bel a a Zeit"
     ", a \303\274bel a Zeit, a \346\227\245\346\234\254\350\252\236 a Zeit, error Zeit, \303\274bel a a Zeit, a \303\274"
     "bel a Zeit, a \346\227\245\346\234\254\350\252\236 a Zeit, error Zeit, \303\274bel a",
     191, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: a Zeit, a =\?utf-8\?"
     "b\?w7xiZWwgYSBaZWl0LCBhIOaXpeacrOiqng==\?= a Zeit,\r\n error Zeit, =\?utf-8"
     "\?q\?=C3=BCbel\?= a\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-T"
     "ransfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nYSBaZWl0LCBhIMO8YmVsIGE"
     "gWmVpdCwgYSDml6XmnKzoqp4gYSBaZWl0LCBlcnJvciBaZWl0LCDD\r\nvGJlbCBhIGEgWmV"
     "pdCwgYSDDvGJlbCBhIFplaXQsIGEg5pel5pys6KqeIGEgWmVpdCwgZXJyb3Ig\r\nWmVpdCw"
     "gw7xiZWwgYSBhIFplaXQsIGEgw7xiZWwgYSBaZWl0LCBhIOaXpeacrOiqniBhIFplaXQs\r"
     "\nIGVycm9yIFplaXQsIMO8YmVsIGEK\r\n"},
    {"me@example.com",
     "you@example.com",
     "connection connection in in m\303\263dulo \303\274bel \303\274bel",
     "connection connection in in m\303\263dulo \303\274bel \303\274bel connection connection "
     "in in m\303\263dulo \303\274bel \303\274bel connection connection in in m\303\263dulo \303\274bel \303\274"
     "bel",
     143, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: connection connect"
     "ion in in =\?utf-8\?b\?bcOzZHVsbyDDvGJlbCDDvGJl\?=\r\n =\?utf-8\?q\?l\?=\r\nConten"
     "t-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted"
     "-printable\r\nMIME-Version: 1.0\r\n\r\nconnection connection in in m=C3=B3du"
     "lo =C3=BCbel =C3=BCbel connection connec=\r\ntion in in m=C3=B3dulo =C3="
     "BCbel =C3=BCbel connection connection in in m=C3=\r\n=B3dulo =C3=BCbel ="
     "C3=BCbel\r\n"},
    {"me@example.com",
     "you@example.com",
     "error Zeit, a in error",
     "error Zeit, a in error error Zeit, a in error error Zeit, a in error",
     68, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: error Zeit, a in e"
     "rror\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Enco"
     "ding: 7bit\r\nMIME-Version: 1.0\r\n\r\nerror Zeit, a in error error Zeit, a "
     "in error error Zeit, a in error\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, \303\274bel \346\227\245\346\234\254\350\252\236 error \346\227\245\346\234\254\350\252\236",
     "Zeit, \303\274bel \346\227\245\346\234\254\350\252\236 error \346\227\245\346\234\254\350\252\236 Zeit, \303\274bel \346\227\245\346\234\254\350\252\236 error \346\227\245\346"
     "\234\254\350\252\236 Zeit, \303\274bel \346\227\245\346\234\254\350\252\236 error \346\227\245\346\234\254\350\252\236",
     113, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, =\?utf-8\?b\?w7"
     "xiZWwg5pel5pys6KqeIGVycm9yIOaXpeacrOiqng==\?=\r\nContent-Type: text/plain"
     "; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1."
     "0\r\n\r\nWmVpdCwgw7xiZWwg5pel5pys6KqeIGVycm9yIOaXpeacrOiqniBaZWl0LCDDvGJlb"
     "CDml6XmnKzo\r\nqp4gZXJyb3Ig5pel5pys6KqeIFplaXQsIMO8YmVsIOaXpeacrOiqniBlc"
     "nJvciDml6XmnKzoqp4K\r\n"},
    {"me@example.com",
     "you@example.com",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo connection \346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel \346\227\245\346\234\254\350\252\236 xxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxx error error a Zeit, a in m\303\263dulo",
     "\346\227\245\346\234\254\350\252\236 m\303\263dulo connection \346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel \346\227\245\346\234\254\350\252\236 xxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxx error error a Zeit, a in m\303\263dulo \346\227\245\346\234\254\350\252\236"
     " m\303\263dulo connection \346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxx error error a Zeit, a in m\303\263dulo \346\227\245\346\234\254\350\252\236 m\303\263dulo "
     "connection \346\227\245\346\234\254\350\252\236 Zeit, error \303\274bel \346\227\245\346\234\254\350\252\236 xxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxx error error a Zeit, a in m\303\263dulo",
     392, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?5pel5pys"
     "6KqeIG3Ds2R1bG8gY29ubmVjdGlvbiDml6XmnKzoqp4=\?=\r\n Zeit, error =\?utf-8\?b"
     "\?w7xiZWwg5pel5pys6Kqe\?= xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n error error a"
     " Zeit, a in =\?utf-8\?q\?m=C3=B3dulo\?=\r\nContent-Type: text/plain; charset"
     "=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n5pel"
     "5pys6KqeIG3Ds2R1bG8gY29ubmVjdGlvbiDml6XmnKzoqp4gWmVpdCwgZXJyb3Igw7xiZW"
     "wg\r\n5pel5pys6KqeIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eCBlcnJvciBlcn"
     "JvciBhIFpl\r\naXQsIGEgaW4gbcOzZHVsbyDml6XmnKzoqp4gbcOzZHVsbyBjb25uZWN0aW"
     "9uIOaXpeacrOiqniBa\r\nZWl0LCBlcnJvciDDvGJlbCDml6XmnKzoqp4geHh4eHh4eHh4eH"
     "h4eHh4eHh4eHh4eHh4eHh4eHh4\r\nIGVycm9yIGVycm9yIGEgWmVpdCwgYSBpbiBtw7NkdW"
     "xvIOaXpeacrOiqniBtw7NkdWxvIGNvbm5l\r\nY3Rpb24g5pel5pys6KqeIFplaXQsIGVycm"
     "9yIMO8YmVsIOaXpeacrOiqniB4eHh4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4eHh4eHggZX"
     "Jyb3IgZXJyb3IgYSBaZWl0LCBhIGluIG3Ds2R1bG8K\r\n"},
    {"me@example.com",
     "you@example.com",
     "in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error \346\227\245\346\234\254\350\252\236 m\303\263dulo m\303\263dulo \303\274be"
     "l m\303\263dulo in in error error \346\227\245\346\234\254\350\252\236 Zeit,",
     "in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error \346\227\245\346\234\254\350\252\236 m\303\263dulo m\303\263dulo \303\274be"
     "l m\303\263dulo in in error error \346\227\245\346\234\254\350\252\236 Zeit, in xxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxx error \346\227\245\346\234\254\350\252\236 m\303\263dulo m\303\263dulo \303\274bel m\303\263dulo in in error erro"
     "r \346\227\245\346\234\254\350\252\236 Zeit, in xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx error \346\227\245\346\234\254\350\252\236 m\303"
     "\263dulo m\303\263dulo \303\274bel m\303\263dulo in in error error \346\227\245\346\234\254\350\252\236 Zeit,",
     341, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in xxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx error =\?utf-8\?b\?5pel5pys6KqeIG0=\?=\r\n =\?utf-8\?q\?=C3=B3d"
     "ulo_m=C3=B3dulo_=C3=BCbel_m=C3=B3dulo_in_in_error_error_\?=\r\n =\?utf-8\?b"
     "\?5pel5pys6Kqe\?= Zeit,\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nCont"
     "ent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\naW4geHh4eHh4eHh4eH"
     "h4eHh4eHh4eHh4eHh4eHh4eHh4IGVycm9yIOaXpeacrOiqniBtw7NkdWxv\r\nIG3Ds2R1bG"
     "8gw7xiZWwgbcOzZHVsbyBpbiBpbiBlcnJvciBlcnJvciDml6XmnKzoqp4gWmVpdCwg\r\naW"
     "4geHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IGVycm9yIOaXpeacrOiqniBtw7Nk"
     "dWxv\r\nIG3Ds2R1bG8gw7xiZWwgbcOzZHVsbyBpbiBpbiBlcnJvciBlcnJvciDml6XmnKzo"
     "qp4gWmVpdCwg\r\naW4geHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IGVycm9yIOaX"
     "peacrOiqniBtw7NkdWxv\r\nIG3Ds2R1bG8gw7xiZWwgbcOzZHVsbyBpbiBpbiBlcnJvciBl"
     "cnJvciDml6XmnKzoqp4gWmVpdCwK\r\n"},
    {"me@example.com",
     "you@example.com",
     "in in Zeit, a \303\274bel m\303\263dulo Zeit, Zeit, error error in \303\274bel xxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxx \303\274bel",
     "in in Zeit, a \303\274bel m\303\263dulo Zeit, Zeit, error error in \303\274bel xxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxx \303\274bel in in Zeit, a \303\274bel m\303\263dulo Zeit, Zeit, er"
     "ror error in \303\274bel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \303\274bel in in Zeit, a "
     "\303\274bel m\303\263dulo Zeit, Zeit, error error in \303\274bel xxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxx \303\274bel",
     293, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: in in Zeit, a =\?ut"
     "f-8\?q\?=C3=BCbel_m=C3=B3dulo\?= Zeit, Zeit, error\r\n error in =\?utf-8\?q\?="
     "C3=BCbel_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_=C3=BCbel\?=\r\nContent-Type: tex"
     "t/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r"
     "\nMIME-Version: 1.0\r\n\r\nin in Zeit, a =C3=BCbel m=C3=B3dulo Zeit, Zeit, "
     "error error in =C3=BCbel xxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel i"
     "n in Zeit, a =C3=BCbel m=C3=B3dulo Zeit=\r\n, Zeit, error error in =C3=B"
     "Cbel xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx =C3=BCbel in =\r\nin Zeit, a =C3=BCb"
     "el m=C3=B3dulo Zeit, Zeit, error error in =C3=BCbel xxxxxxx=\r\nxxxxxxxx"
     "xxxxxxxxxxxxxxx =C3=BCbel\r\n"},
    {"me@example.com",
     "you@example.com",
     "Zeit, a Zeit, a",
     "Zeit, a Zeit, a Zeit, a Zeit, a Zeit, a Zeit, a",
     47, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: Zeit, a Zeit, a\r\nC"
     "ontent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 7"
     "bit\r\nMIME-Version: 1.0\r\n\r\nZeit, a Zeit, a Zeit, a Zeit, a Zeit, a Zeit"
     ", a\r\n"},
    {"me@example.com",
     "you@example.com",
     "\303\274bel in in error \303\274bel error \346\227\245\346\234\254\350\252\236 Zeit, xxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx",
     "\303\274bel in in error \303\274bel error \346\227\245\346\234\254\350\252\236 Zeit, xxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxx \303\274bel in in error \303\274bel error \346\227\245\346\234\254\350\252\236 Zeit, xxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxx \303\274bel in in error \303\274bel error \346\227\245\346\234\254\350\252\236 Zeit, xxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxx",
     230, false,
     "From: me@example.com\r\nTo: you@example.com\r\nSubject: =\?utf-8\?b\?w7xiZWwg"
     "aW4gaW4gZXJyb3Igw7xiZWwgZXJyb3Ig5pel5pys6Kqe\?=\r\n Zeit, xxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxx\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Tr"
     "ansfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\nw7xiZWwgaW4gaW4gZXJyb3Ig"
     "w7xiZWwgZXJyb3Ig5pel5pys6KqeIFplaXQsIHh4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4"
     "eHh4eHh4eCDDvGJlbCBpbiBpbiBlcnJvciDDvGJlbCBlcnJvciDml6XmnKzo\r\nqp4gWmVp"
     "dCwgeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4IMO8YmVsIGluIGluIGVycm9y\r\n"
     "IMO8YmVsIGVycm9yIOaXpeacrOiqniBaZWl0LCB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eH"
     "h4eHh4\r\neHgK\r\n"},
};

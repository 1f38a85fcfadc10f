"""Writes fields.h: what CPython's format styles make of a record. python3 fields.py > fields.h"""
import itertools
import logging
import random
import re
import sys
from ast import literal_eval

RECORD = {
    "name": "app.db",
    "levelname": "WARNING",
    "levelno": 30,
    "lineno": 42,
    "message": "hello",
    "accents": "héllo€",
    "quotes": "it's \"so\"\n\t\\",
    "broken": b"ab\xff\xc3z\xe2\x82".decode("utf-8", "surrogateescape"),
    "empty": "",
    "letter": "é",
    "emoji": "\U0001f600",
    "created": 1700000000.123456,
    "msecs": 123.0,
    "relativeCreated": 0.00001234,
    "taskName": None,
    "args": ("x",),
    "wide": ("é",),
    "yes": True,
    "no": False,
    "zero": 0,
    "minus": -1234567,
    "process": 4711,
    "thread": 140736223332096,
    "biggest": 2**64 - 1,
    "smallest": -2**63,
    "nul": 0.0,
    "minusnul": -0.0,
    "half": 2.5,
    "negative": -1234567.891,
    "small": 1e-7,
    "huge": 1e300,
    "tenth": 0.1,
    "sixteen": 1e16,
    "inf": float("inf"),
    "mininf": float("-inf"),
    "nan": float("nan"),
    "asctime": "2023-11-14 22:13:20,123",
    "s": "x",
    "dots": ".3",
    "spec": ">8",
}

PERCENT = r"""
%(levelname)-8s| %(levelname)8s| %(levelname).4s| %(levelname)-10.3s|
%(lineno)5d| %(lineno)-5d| %(lineno)05d| %(lineno)+d| %(lineno)+5d| %(lineno)5.3d| %(lineno)-+6d| %(lineno)0-5d|
%(lineno)x %(lineno)X %(lineno)#x %(lineno)o %(lineno)#o %(lineno)#X %(lineno)f %(lineno)e %(lineno)g %(levelno)c
%(created)f %(created).3f %(created)d %(created)s %(created)e %(created)g %(created)G %(created)+.1E
%(created)#.0f %(created)20.2f %(created)r %(created)a %(created)i %(created)u %(created)o
%(msecs)d %(msecs)03d %(msecs)s %(msecs)f %(relativeCreated)s %(relativeCreated)d
%(taskName)s %(exc_info)s %(args)s %(args)r %(args)a %(wide)s %(wide)a %(wide)8.4s|
%(accents).3s %(accents)8s| %(accents)-8s| %(accents)r %(accents)a %(accents).0s| %(accents)8.2r| %(accents)9.4a|
%(message)r %(message)a %(quotes)r %(quotes)a %(broken)s %(broken)r %(broken)a %(broken)10s| %(broken).3s| %(broken)10r|
%(lineno)ld %(message)ls %(created)Lf %(lineno)hd %(lineno)lld %(lineno)hhd %(lineno)l %(lineno)h
%(created)x %(created)X %(message)d %(message)i %(message)u %(message)x %(message)f %(message)g %(message)c %(message)o
%(letter)c %(emoji)c %(letter)5c| %(letter)-5c| %(letter)05c| %(letter).0c| %(empty)c %(lineno)05c| %(lineno)#+c
%(created)c %(taskName)c %(args)c %(yes)c %(biggest)c %(minus)c %(smallest)c %(thread)c %(taskName)d %(taskName)x
%(taskName)f %(args)d %(args)x %(args)f %(taskName)r %(taskName)10s| %(yes)s %(yes)d %(yes)x %(yes)f %(yes)r %(yes)5.2s|
%(nope)s %(nope)d %(nope)S %(nope) %(nope %(name)s%(nope)s %(name)S %(name)Z %(asctime)Z %(asctime)b %(asctime)_
%(inf)d %(nan)d %(mininf)i %(inf)f %(inf)F %(nan)F %(mininf)010f %(inf)010.2f %(nan)+f %(inf)#g %(inf)s %(nan)s %(mininf)s
%(huge)d %(huge)s %(huge)g %(huge)f %(huge).3e %(sixteen)s %(sixteen)d %(negative)d %(negative)010d %(negative)+.2f
%(half).0f %(half)#.0f %(half)d %(minusnul)d %(minusnul)f %(minusnul)s %(minusnul)+g %(small)s %(small)f %(small)d
%(tenth).20f %(tenth).60f %(tenth)s %(tenth).17g %(tenth).0e %(tenth)#.0e %(tenth).30G %(zero).0d %(zero)#x %(zero)#o %(zero)+d
%(biggest)d %(biggest)x %(biggest)#o %(biggest)f %(biggest)s %(smallest)d %(smallest)x %(smallest)#X %(smallest)g %(smallest)s
%(minus)#x %(minus)#012x| %(minus)#-12x| %(minus).10d %(minus)+d %(minus)012d %(minus)-12d| %(minus)#.10o %(minus)20.10d|
%(lineno)*d %(message)*d %(lineno)*.*d %(lineno).*f %(message).*s %(lineno)*% %(message)*% %(yes)*d %(created)*d %(lineno)* %(message)*
%(lineno)*S %(nope)*d %(name)s%*d %*d %* %.*d %*%
%(lineno)% %(lineno)5% %(lineno)h% %(message)s% %(message)s%% %(message)s%5 %(message)s%5% %(message)s%-% %(message)s%l
%(message)s%s %(message)s%d %(message)s%S %(message)s%é %(message)s%(s %(message)s%.  %(message)s%é%(message)s
%(message)s%(s)s %d %5.3i|%(nope)s %#x %X %o %c %f %+G %u %é %Z %5% %-% %.2% %l% % %5 %l %% %%%% 100%% %%(message)s %%%(message)s
no%fields fields %message %(message) %(message)\t %(a.b)s %(a(b)c)s %(a(b)s %() %()s %((message)s %(s)s)
%(lineno)\x1fx %(lineno)\x01 %(lineno)\x7f %(lineno)é é%(lineno)y €€%(lineno)😀 %(lineno)€s
%(lineno)999999999999999999999d %(lineno).99999999999d %(lineno)9223372036854775808d %(lineno).2147483648d
%(lineno).2147483647d %(name)999999999999999999999S %(nope)999999999999999999999d %(lineno)*.99999999999f
%(lineno)20.10f| %(lineno)+-10.2e| %(process)#+027.23X %(process)-34.33o| %(foo)#.*g %(asctime)-15s %(asctime)#15s
%(asctime)*.3s %(asctime)*s %(asctime)* %(asctime)*3s %(foo)#12.3*f %(foo)0*.8*f {asctime} ${message} ${%(message)s}
%(LINENO)d %(lineno)D %(lineno)I %(message)A %(message)R %(levelno)C %(accents).100s| %(accents)0100.2s|
%(message)\ns %(acc\nents)s %(é)s %(a\u00a0b)s %(message)+++--##000\u0020s
""".split()

PERCENT += [
    "", "%(lineno) d|", "%(lineno) +d|", "%(lineno)+ d|", "%(message)s %", "%(message)s %s", "%(message)s % d",
    "100%% %(message)s", "%(message) 5s|", "%(taskName)5s|%(msecs)03.0f", "no fields", "%(lineno)- 6d|",
    "%(levelname)-15s - %(message) 5s - %(process)03d - %(module) - %(asctime)*.3s",
    "%(asctime)*s - %(asctime)*.3s - %(process)-34.33o", "%(message)s % (lineno)d", "%(message)s\n%(name)s",
    "%(asctime)s - %(name)s - %(levelname)s - %(message)s", "%(levelname)s:%(name)s:%(message)s",
    "%( message)s", "%(message )s", "%(message)s%(message)s", " %(message)s ", "%(minus) 012d|%(minus)+12d|",
]

BRACE = r"""
{levelname:<8}| {levelname:>8}| {levelname:^9}| {levelname:*^11}| {levelname:.3}| {lineno:05d} {lineno:x} {lineno:#x}
{lineno:#b} {lineno:08b} {lineno:,} {lineno:_} {lineno:=+8}| {lineno:^+8}| {created:.3f} {created} {created:,.2f}
{created:_.2f} {created:%} {created:020.3f} {message!r} {message!s:>10} {message!a} {accents!a} {message:{lineno}}| {{x}}
{msecs:3d} {taskName:>5} {taskName!s:>5} {taskName:} {taskName!r} {args} {args!r:>8} {args:>8} {wide!a} {args!s:.3}
{} {0} {0}{message} {message}{} {}{message} {message}{1} {message}{99999999999999999999} {99999999999999999999x}
{message:{}} {message:{0}} {message:{nope}} {message:{accents}} {message:{spec}}| {message:{lineno:d}}| {message:{lineno!r}}|
{message:{lineno:{lineno}}} {message:.{levelno}}| {message:{lineno}.3}| {message:*^{lineno}.{levelno}}| {lineno:{lineno}d}|
{nope:{nope}} {message:{nope!z}} {message:{lineno!z}} {message!z:{nope}} {message:{msecs}} {created:{dots}} {created:{lineno}{dots}f}
{taskName:{lineno}} {taskName:{nope}} {taskName:{empty}} {taskName!r:{lineno}}| {accents!a:{lineno}}| {args:{empty}} {lineno:{empty}}
{message:{{}}} {message:{lineno}{{}}} {message:{lineno:}} {message:{lineno!r:}} {message:{lineno!}} {message:{lineno!rr}} {message:{ }}
{message:{ {message:{lineno {message:{lineno} {message:}} {message:x}} {message:}}} {message}} {{message}} {{{message}}}
{ } } { {message {message{ {message[ {message[x {message[] {message! {message!r {message!} {message!}} {message!rr} {message!r
{message!z} {message!Z} {message!é} {message!\x01} {message!\x7f} {message!R} {message!z:5} {nope!z} {message!r:} {message!:5}
{a-b} {name-thing} {nope} {nope!r:4} {nope:Q} {message:Q} {message:QQ} {message:>>>} {foo/bar} {é} {a\u00a0b}
{message:s} {message:d} {message:,} {message:_} {message:+} {message:-} {message:z} {message:#} {message:=5} {message:05}| {message:<05}|
{message:>05}| {message:^05}| {message:0<8}| {message:0>8}| {message:.} {message:.2.} {message:.2}| {message:8.2}| {message:é^9}|
{message:😀^9}| {message:😀<} {accents:8}| {accents:>8}| {accents:.2}| {accents:^9.4}| {accents:s}| {accents!r:>12}| {accents!a:^20}|
{broken} {broken!r} {broken!a} {broken:8}| {broken:.3}| {broken:é>9}| {empty} {empty:5}| {empty!r:5}|
{message:é} {message:\x01} {message:\x7f} {message:5\t} {message:,_} {message:_,} {message:,,} {message:,s} {message:_s} {message:zs}
{lineno:,s} {lineno:s} {lineno:.2d} {lineno:.2} {lineno:zd} {lineno:z} {lineno:+c} {lineno:-c} {lineno:#c} {lineno:,c} {lineno:_c} {lineno:,x} {lineno:,b}
{lineno:_x} {lineno:,n} {lineno:_n} {lineno:n} {lineno:é} {lineno:q} {lineno:!} {lineno:,\x01} {lineno:,\x7f} {lineno:,é} {lineno:,q} {lineno:_q}
{lineno:c} {lineno:5c}| {lineno:05c}| {lineno:^5c}| {lineno:<5c}| {lineno:=5c}| {process:c} {minus:c} {smallest:c} {biggest:c} {thread:c}
{lineno:x<5}| {lineno:<} {lineno:-} {lineno:=} {lineno:0=5} {lineno:<08}| {lineno:^08}| {lineno:*<08}| {lineno:=08} {lineno:=8}| {lineno:😀=+9}|
{lineno:+.2f} {lineno:e} {lineno:E} {lineno:g} {lineno:G} {lineno:F} {lineno:%} {lineno:.1%} {lineno:#X} {lineno:#o} {lineno:08.3f} {lineno:zf}
{lineno:010,} {lineno:011,} {lineno:012,} {lineno:013,} {lineno:+012_x} {lineno:#012_b} {lineno:#013_b} {lineno:*=12,}| {lineno:0=12,} {lineno:0<12,}|
{minus:,} {minus:_} {minus:015,} {minus:+,} {minus:_x} {minus:#_x} {minus:#_b} {minus:020_b} {minus:,.2f} {minus:,d} {minus:_d} {minus:=15,}|
{biggest:,} {biggest:_x} {biggest:_b} {biggest:_o} {biggest} {biggest:n} {smallest:,} {smallest:#x} {smallest:_X} {smallest} {smallest:e} {biggest:e}
{yes} {yes:} {yes:5}| {yes:d} {yes:s} {yes:x} {yes:f} {yes:q} {yes:c} {yes:,} {yes!s:6}| {yes!r} {no:05} {no:%} {yes:n} {yes:<5}| {yes:.1}
{created:d} {created:s} {created:x} {created:c} {created:b} {created:,n} {created:q} {created:é} {created:\x7f} {created:\x80} {created:!}
{created:,} {created:_} {created:,e} {created:_g} {created:,%} {created:,.3} {created:n} {created:.4n} {created:20}| {created:<20}| {created:020}
{created:.0} {created:.1} {created:.3} {created:.10} {created:.11} {created:.17} {created:#.3} {created:#} {created:#.0f} {created:#g} {created:#.0e}
{msecs} {msecs:.1} {msecs:.2} {msecs:.3} {msecs:.4} {msecs:#.3} {msecs:#.4} {msecs:#} {msecs:g} {msecs:#g} {msecs:.0%} {msecs:#.0%} {msecs:03.0f}
{nul:.1} {nul:.2} {nul:#.1} {nul:} {nul:g} {nul:z} {minusnul:z} {minusnul:z.1f} {minusnul:zg} {minusnul:ze} {minusnul:z%} {minusnul:-z} {minusnul:+z}
{minusnul} {minusnul:+} {minusnul:.1} {minusnul:f} {minusnul:06} {small:z.2f} {small:.3} {small:#} {small:.10f} {small:%} {small:,} {small:#.3}
{sixteen} {sixteen:#} {sixteen:,} {sixteen:.16} {sixteen:.17} {sixteen:.18} {sixteen:f} {sixteen:,.1f} {sixteen:#.17} {huge} {huge:.3} {huge:,.0f} {huge:g}
{half:.0} {half:.0f} {half:.1} {half:.2} {half:+.2} {half:_^+9.2}| {tenth} {tenth:.20} {tenth:.20f} {tenth:%} {tenth:.30e} {tenth:.99}
{negative:,} {negative:_.1f} {negative:020,} {negative:021,.2f} {negative:022,.2f} {negative:=20}| {negative:.3} {negative:.0%} {negative:z.2f}
{inf} {inf:,} {inf:%} {inf:F} {inf:E} {inf:G} {inf:n} {inf:010} {inf:010,.2f} {inf:0=+10,.2f} {inf:.3} {inf:#} {inf:^7}| {mininf:z} {mininf:010} {mininf}
{nan} {nan:+} {nan:+010} {nan:z} {nan:F} {nan:.2} {nan:d} {nan:%} {nan:*^9}|
{lineno:99999999999999999999} {lineno:.99999999999999999999} {created:.99999999999} {message:.99999999999}| {message:9223372036854775808}
{process:.2ff} {process:.2Z} {process!s:<##30,12g} {process!s:<#30#,12g} {process!s:{{w}},{{p}}} {process {process} process}
{{foo!r:4.2} {{foo!r:4.2}} {foo:{{w}}.{{p}}}} {foo!X:{{w}}.{{p}}} {foo!a:random} {foo!a:ran{dom} {foo!a:ran{d}om} {foo.!a:d} {asctime!s:#30,15f}
{asctime!aa:15} {asctime!a:15} {asctime!s:15} {asctime:15} {customfield!s:#<30} {process!r:4.2} {process!s:{w},.{p}} {foo:12.{p}} {foo:{w}.6}
{asctimes} {{asctime}} {{asctime}}{message} %(asctime)s {message:\n>8} {message:>8\n} {message:5\n} {message\n} {\nmessage}
{message:<\n} {lineno:+-5} {lineno:+z#05,.3f} {created:+z#015,.3f} {created:z+} {created:#z} {created:0#} {created:,05} {created:._} {lineno:_,d} {lineno:,_d}
""".split()

BRACE += [
    "", "no fields", "{ message}", "{message }", "{a b}", "{message: }", "{message: <8}|", "{message:5 }", "{message! }",
    "{lineno: d}", "{lineno: =+9}|", "{lineno:, }", "{created: }", "{created: 012,.1f}", "{created:5 }", "{lineno: c}",
    "$%{message}%$ - {asctime!a:15} - {process}", "{process!s:<#30,.12f}- {process:=+#30,.1d} - {name:^30}",
    "{asctime} {{literal}} {levelname:<8} {message}", "a{{b}}c{message}", "{message!s:>10} {lineno:>5}|", "{{}} {message}",
    "{levelname}:{name}:{message}", "{message:{lineno} {message:>8}", "{message} {", "{message} }", "x{message}y{name}z",
]

DOLLAR = r"""
$levelname ${levelname}:$name $message$lineno ${message}x $message.$name $created $msecs $taskName $args $yes $accents
$ x$ ${message ${levelname:8} $1 $é $_ $nope ${nope} $nope$ $$ $$$$ $$$ $$message $$$message ${} ${1} ${é} $messageé $MESSAGE
$asctime ${asctime} $asctimes $$asctime ${asctimes} ${asctime}-- ${asctime {asctime} %(asctime)s $bar$$ $$%${message}%$$
a\nb$ a\r\nb$1 \n\n$ a\u2028é\u2028€$! a\x1cb\x0bc\x0c$ a\x85b$. €$ a\rb$ \r$ \n$
""".split()

DOLLAR += [
    "", "no fields", "$ x", "x $", "$$ $message", "$message $", "$message\n $ x", "$message\n é $\n$", "$message\r\n\r $",
    "$bar $$$", "bar $", "foo $.", "$bar $$", "$bar $$$$", "${asctime} - $message", "$levelname:$name:$message",
    "$message\u2028a $", "$message\x1d\x1e\x85$", "${ message}", "${message }",
]

PERCENT_PARTS = (
    ["", "-", "0", "+", " ", "#", "#0", "-0", "+0", "# ", "-+#", "0+ #"],
    ["", "1", "9", "24"],
    ["", ".", ".0", ".1", ".5", ".12"],
    list("diouxXeEfFgGcrsa"),
)
BRACE_PARTS = (
    ["", "<", ">", "^", "=", "*<", "é>", "€^", "0=", "+="],
    ["", "+", "-", " "],
    ["", "", "", "z"],
    ["", "", "#"],
    ["", "0"],
    ["", "1", "9", "14", "25"],
    ["", "", ",", "_"],
    ["", "", ".0", ".1", ".4", ".9"],
    ["", "", "b", "c", "d", "e", "E", "f", "F", "g", "G", "n", "o", "s", "x", "X", "%"],
)
STRINGS = ["accents", "message"]
NUMBERS = ["lineno", "zero", "minus", "thread", "yes", "created", "msecs", "half", "minusnul", "negative", "tenth", "inf", "nan"]


def unescape(text):
    """The lists above are split at white space: what is white in a format is written as an escape."""
    return re.sub(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt])", lambda found: literal_eval('"%s"' % found[0]), text)


def combinations(parts, count, shape, keys):
    """So many of all combinations, always the same ones."""
    chance = random.Random(7)
    for _ in range(count):
        yield shape % (chance.choice(keys), "".join(chance.choice(part) for part in parts))


def c_string(text):
    data = text.encode("utf-8", "surrogateescape")
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


def c_double(value):
    if value != value:
        return "(double)NAN"
    if value in (float("inf"), float("-inf")):
        return "(double)INFINITY" if value > 0 else "-(double)INFINITY"
    return repr(value)


def c_value(value):
    if value is None:
        return "{ .kind = PYLOG__NONE }"
    if isinstance(value, bool):
        return "{ .kind = PYLOG__BOOL, .as.b = %s }" % str(value).lower()
    if isinstance(value, int):
        if value >= 2**63:
            return "{ .kind = PYLOG__UINT, .as.u = %dU }" % value
        return "{ .kind = PYLOG__INT, .as.i = %s }" % ("INT64_MIN" if value == -2**63 else value)
    if isinstance(value, float):
        return "{ .kind = PYLOG__FLOAT, .as.f = %s }" % c_double(value)
    kind = "PYLOG__STR" if isinstance(value, str) else "PYLOG__TUPLE"
    text = value if isinstance(value, str) else repr(value)
    return "{ .kind = %s, .as.s = %s, .length = %d }" % (
        kind, c_string(text), len(text.encode("utf-8", "surrogateescape")))


def result(style, fmt, validate):
    """(stage, kind of error or None, sentence or text)"""
    record = logging.makeLogRecord({})
    record.__dict__.clear()
    record.__dict__.update(RECORD)
    try:
        made = logging._STYLES[style][0](fmt)
        if validate:
            made.validate()
    except Exception as error:
        return "MADE", type(error).__name__, str(error)
    try:
        return "FORMATTED", None, made.format(record)
    except Exception as error:
        return "FORMATTED", type(error).__name__, str(error)


def rows(style, formats):
    seen = set()
    for fmt in formats:
        fmt = unescape(fmt)
        if fmt in seen:
            continue
        seen.add(fmt)
        outcome = result(style, fmt, True)
        yield style, fmt, "true", outcome
        if outcome[0] == "MADE":
            yield style, fmt, "false", result(style, fmt, False)


def print_rows():
    percent = itertools.chain(PERCENT, combinations(PERCENT_PARTS, 700, "%%(%s)%s|", STRINGS + NUMBERS + ["taskName"]))
    brace = itertools.chain(BRACE, combinations(BRACE_PARTS, 900, "{%s:%s}|", NUMBERS),
                            combinations(BRACE_PARTS, 250, "{%s:%s}|", STRINGS))
    for style, fmt, validate, (stage, kind, text) in itertools.chain(
            rows("%", percent), rows("{", brace), rows("$", DOLLAR)):
        if "\0" in text:
            continue
        kind = '"%s"' % kind if kind else "NULL"
        print("    { '%s', %s, %s, %s, %s, %s }," % (style, c_string(fmt), validate, stage, kind, c_string(text)))


def print_times():
    for style in logging._STYLES:
        for fmt in ["asctime", "%(asctime)", "%(asctime)s", "%%(asctime)s", "%(asctimes)s", "%(asctime", "{asctime}", "{asctime",
                    "{asctimes}", "{{asctime}}", "{asctime:8}", "{ asctime}", "$asctime", "${asctime}", "${asctime",
                    "$asctimes", "$$asctime", "${asctimes}", "%(message)s", "{message}", "$message", ""]:
            print("    { '%s', %s, %s }," % (style, c_string(fmt), str(logging._STYLES[style][0](fmt).usesTime()).lower()))


def main():
    print("/* Written by fields.py with CPython %d.%d; not edited by hand. */\n" % sys.version_info[:2])
    print("static const struct {\n    const char *key;\n    struct pylog__value value;\n} field_record[] = {")
    for key, value in RECORD.items():
        print("    { %s, %s }," % (c_string(key), c_value(value)))
    print("};\n")
    print("/* A kind of error and its sentence, or the text, when the template is made or when it is used. */")
    print("static const struct {\n    char style;\n    const char *format;\n    bool validate;\n"
          "    enum { MADE, FORMATTED } stage;\n    const char *error_kind;\n    const char *text;\n} field_rows[] = {")
    print_rows()
    print("};\n")
    print("/* Python's usesTime(). */")
    print("static const struct {\n    char style;\n    const char *format;\n    bool uses_time;\n} field_times[] = {")
    print_times()
    print("};")


if __name__ == "__main__":
    main()

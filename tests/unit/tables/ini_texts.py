"""Writes ini_texts.h: what CPython's configparser makes of files. PYENV_VERSION=3.13.0 python3 ini_texts.py >ini_texts.h"""
import configparser
import io

from parsed_texts import changed, print_rows

LOGGING = """[loggers]
keys=root,app

[handlers]
keys = console , file

[formatters]
keys: plain

[logger_root]
level=WARNING
handlers=console

[logger_app]
Qualname=app
HANDLERS=console,file
propagate=0

; a comment
[handler_file]
class=handlers.RotatingFileHandler
args=('%(logdir)s/app.log',
      'a',
    # another
      1000)
kwargs={'delay': True}

[formatter_plain]
format=%(asctime)s %(message)s
[DEFAULT]
logdir=/var/log
"""
TEXTS = [
    LOGGING, LOGGING.replace("\n", "\r\n"), "", "\n", "# x\n", "a=b\n", "a=b", " \n a=b\r\n", "\ufeff[a]\nb=c\n", "[a]", "[a]\n[a]\n", "[a]\n[b]\n[a]\n", "[]\n", "[]]\nb=c",
    "[ a ]\nb=c\n", "[a]b]\nc=d\n", "[a] x\nb=c\n", "[a]]x[\nb=c", "[a\nb=c\n", " [a]\nb=c\n", "[a]\n[\nb=c\n", "[A]\nB=C\n[a]\nb=c\n",
    "[a]\nb", "[a]\nb\nc\n d\n", "[a]\n=b\n", "[a]\n=b\n c\n", "[a]\n=b\n=c\n", "[a]\nb=\n", "[a]\nb=c=d:e\n", "[a]\nb:c=d\n", "[a]\nb = c \n", "[a]\n\tb\t=\tc\t\n", "[a]\nb c=d\n",
    "[a]\nb=1\nb=2\n", "[a]\nb=1\nB=2\n", "[a]\nb\nb=1\nB:2\nc\n", "[a]\nb=1\n[c]\nb=2\n", "[DEFAULT]\na=1\n[DEFAULT]\nb=2\n", "[DEFAULT]\na=1\n[DEFAULT]\na=2\n", "[default]\na=1\n[b]\nc=%(a)s",
    "[a]\nb=1\n  2\n\t3\n4=5\n", "[a]\nb=1\n\n\n  2\n\n\nc=3\n\n", "[a]\nb=1\n# x\n  2\n", "[a]\nb=1\n  # x\n  2\n", "[a]\nb=1\n   ; x\n\n  2\n\n", "[a]\nb=\n  1\n  2\n", "[a]\n  b=1\n  c=2\n    3\n d=4\n",
    "[a]\n  b=1\n[c]\n", "[a]\n  b=1\n   [c]\n", "[a]\nb=1\n [c]\n  d=2\n", "[a]\nb=1 # x\nc=2 ; y\n#d=3\n;e=4\nf=#5\n", "[a]\n\n  b=1\n\n 2\n", "[a]\nb=1\n  \n  2", "[a]\n# x\n  b=1\n", "[a]\nb=1\r c=2\rd=3",
    "[a]\nb=1\n \u20032\u00a0\nc\u00a0=\u20033\u2003\n", "[a]\nh\u00e9=\u20ac\n", "[h\u00e9]\nb\n", "[a]\nb=1\x0c2\n\x0cc=3\n", "[a]\n\x1cb=1\x1f\n", "[a]\n\u2028b=1\n", "[a]\nb='''x\n y'''\n", "[a]\n'\n\"\n'\"\\\n",
    "[a]\nb=%%\nc=%\nd=%x\ne=100%\nf=%(\ng=%(b\nh=%(b)\ni=%(b)d\nj=%()s\nk=%(zz)s\nl=x%(b)sy%(b)s%%z\n", "[a]\nb=%(c)s\nc=%(b)s\n", "[a]\nb=%(b)s\n", "[a]\nb=%(B)s%(C)s\nc=x\n",
    "[a]\nb=%(c)s\nc=<%(d)s>\nd=%%(e)s\n[DEFAULT]\ne=5\n", "[a]\nb=%(c)s\n[DEFAULT]\nc=%(d)s\n[x]\nd=1\n", "[a]\nd=2\nb=%(c)s\n[DEFAULT]\nc=%(d)s\n", "[DEFAULT]\na=%(b)s\nb=1\n[c]\nb=2\n",
    "[a]\n" + "".join("b%d=%%(b%d)s\n" % (i, i + 1) for i in range(12)) + "b12=x", "[a]\nb=1\n %(c)s\n 2\nc=3\n 4\n", "[a]\nb=%(c\n d)s\nc=1\n", "[a]\nb=\u20ac%(h\u00e9)s%\u20ac\nh\u00e9=1\n", "[a]\nb='%(c)s'\nc=\"%%'\nd=%(x)s'\n",
    "[a]\n" + "\n".join("line %d" % i for i in range(9, 13)) + "\n" * 95 + "x\n", "\n" * 11 + "x\n", "\n" * 8 + "[a]\n[a]", "\n" * 120 + "[a]\nb=1\nb=1",
]
LETTERS = list("[]=:#; \n\t%()sab\r'\"") + ["\n ", "\n\n", "[a]\n", "%(b)s", "%%", "\nb=", "\u20ac", "\u00a0"]


def read(text, **options):
    parser = configparser.ConfigParser(**options)
    parser.read_file(io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"), "it's.ini")
    return parser


def sections(text, parser):
    """The repr of everything, as it stands there, in the order in which sections come first."""
    names = list(read(text, default_section=None, strict=False)._sections)
    return repr({name: dict(parser._defaults if name == "DEFAULT" else parser._sections[name]) for name in names})


def name_of(error):
    return "configparser." + type(error).__name__


def row(text):
    length = len(text.encode())
    try:
        return (text, length, None, sections(text, read(text)))
    except configparser.Error as error:
        return (text, length, name_of(error), str(error))


def values(number, text):
    parser = read(text)
    for section in ["DEFAULT", *parser.sections(), "missing"]:
        for key in dict.fromkeys([*(parser[section] if section in parser else ()), "missing"]):
            try:
                yield (number, section, key, None, parser[section][key])
            except configparser.Error as error:
                yield (number, section, key, name_of(error), str(error))
            except KeyError as error:
                yield (number, section, key, "KeyError", str(error))


rows = [row(text) for text in changed(TEXTS, LETTERS, 300, 3)]
print("/* Made by ini_texts.py: texts, and what CPython's configparser makes of them: repr of all, or error. */")
print_rows("static const struct {\n    const char *text;\n    size_t length;\n    const char *kind, *result;\n} rows[]", rows)
print("\n/* Values in texts of these rows, or the errors there. */")
print_rows("static const struct {\n    size_t row;\n    const char *section, *key, *kind, *result;\n} values[]",
           [value for number, (text, _, kind, _) in enumerate(rows) if not kind and len(text) < 400 for value in values(number, text)])

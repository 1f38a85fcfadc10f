"""Writes literals.h: what CPython's parser makes of literals and dotted names, checked against ast.literal_eval.
PYENV_VERSION=3.13.0 python3 literals.py >literals.h

Left out: what pylog refuses and Python takes, for which test_literal.c has its errors, and keys that are equal
in Python but have not the same text.
"""
import ast
import keyword
import re
import warnings

from parsed_texts import changed, print_rows

TEXTS = [
    "", " ", "\n", "# x", "None", "True", "False", "none", "0", "00", "0_0", "007", "0_7", "1", "-1", "+1", "- 1", "--1", "-None", "1_000", "1__0",
    "1_", "_1", "0x", "0xff", "0XFF", "0x_ff", "0xfg", "0x_", "0o17", "0o18", "0O7", "0b101", "0b102", "0b", "0B1", "1.", ".5", ".", "1.5", "-1.5e3",
    "1e5", "1e", "1e+", "1E-5", "1_0.0_1e1_0", "1_.5", "1._5", "1e_5", "012.5", "012e1", "0.0", "-0.0", "1e400", "1e-400", "1.5x", "1j", "1.5j", "0x1j",
    "9223372036854775807", "-9223372036854775808", "0x7fffffffffffffff", "-0x8000000000000000", "1.2.3", "1if", "1 if 1 else 2",
    "''", '""', "'a'", '"a"', "'a", "'a\nb'", "'''a\nb'''", '"""a"b""c"""', "''''a'''", "'''a'", "r'\\n'", "R'\\''", "r'\\\\'", "r'\\'", "u'a'", "U'a'", "ur'a'",
    "b'a'", "B'a'", "br'a'", "Rb'a'", "f'a'", "F'{x}'", "rf'a'", "x'a'", "'a' 'b'", "'a'\"b\"", "'a' r'\\n' 'c'", "'a'\n'b'", "('a'\n 'b')", "'a' b'b'", "'a' 1",
    "'\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"'", "'\\x41\\x4'", "'\\x41'", "'\\u20ac\\U0001f600'", "'\\u20a'", "'\\U00110000'", "'\\101\\1\\18\\377'", "'\\q\\C:\\d'", "'C:\\logs\\x'",
    "'a\\\nb'", "'h\u00e9llo \u20ac'", "'\\\u00e9'", "r'\\\n'", "'\\N{DASH}'", "'\\8'", "'%(asctime)s %(message)s'", "('app.log', 'a', 1000, 5)", "(sys.stdout,)",
    "()", "( )", "(,)", "(1)", "((1))", "(1,)", "(1,2)", "(1,2,)", "(1,,2)", "(1 2)", "1,", "1,2", "1,2,", ",", "1, 2 # x", "1\n,2", "1,\n2", "(1", "(1,", "(1]", "[1)", "(", ")",
    "[]", "[1]", "[1,]", "[[1], (2,), {}]", "[1", "[1 for x in y]", "[*x]", "{}", "{'a': 1}", "{'a': 1,}", "{'a': 1, 'a': 2}", "{'a'}", "{'a', 'b'}", "{'a': }", "{'a' 1}",
    "{1: 2, 'b': (3,), (1, 'x'): None, None: True, 1.5: x}", "{[1]: 2}", "{{}: 2}", "{**x}", "{'a': 1", "(\n  1, # one\n  2,\n\n  # end\n)", "(1,\\\n 2)", "1 \\\n , 2",
    "sys.stdout", "handlers.SysLogHandler.LOG_USER", "logging.INFO", "_x1", "a.", "a..b", ".a", "a.1", "a.b.c()", "f(x)", "f()", "open('x')", "x[0]", "x y", "1 + 2", "'a' % 1", "'a' * 3", "not x",
    "lambda: 0", "x if y else z", "...", "a or b", "a == b", "a := 1", "a = 1", "$", "?", "!", "a;b", "`a`", "\u00e9 + 1", "'a'.upper()", "'a'[0]", "(1).real", "__import__('os')", "*x", "@x", "~1",
    "('mailhost', 'from@abc', ['user1@abc', 'user2@xyz'], 'Logger Subject')", "(('localhost', handlers.SYSLOG_UDP_PORT), handlers.SysLogHandler.LOG_USER)", "{'maxBytes': 1_000_000, 'delay': True}",
    "('python.log', 'D', 1, 10, None, False, False)", "(os.path.join('a', 'b'),)", "('http://x/y', '/log', 'GET')",
]
LETTERS = list("()[]{}'\",:.+-_ \n\\#0129eExjrubaT") + ["'''", '"""', "None", "x.y", "\\n", "\u20ac", "0x1f", "1.5", "(1,)", "'a'", ", ", "\\x41"]


class Refused(Exception):
    pass


class LeftOut(Exception):
    pass


def dotted(node):
    if isinstance(node, ast.Attribute):
        return dotted(node.value) + "." + node.attr
    if not isinstance(node, ast.Name):
        raise Refused
    return node.id


def number(node, sign):
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        raise Refused
    value = -node.value if sign == "-" else node.value
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise LeftOut
    return repr(value)


def convert(node, note):
    """The repr of a value, where a key is the repr of its str()."""
    note(node)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return number(node, "")
    if isinstance(node, ast.Constant) and (node.value is None or type(node.value) in (bool, str)):
        if isinstance(node.value, str) and ("\0" in node.value or any(0xD800 <= ord(c) < 0xE000 for c in node.value)):
            raise LeftOut
        return repr(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return number(node.operand, "-" if isinstance(node.op, ast.USub) else "+")
    if isinstance(node, (ast.Name, ast.Attribute)):
        return dotted(node)
    if isinstance(node, (ast.Tuple, ast.List)):
        items = [convert(item, note) for item in node.elts]
        if isinstance(node, ast.List):
            return "[%s]" % ", ".join(items)
        return "(%s)" % (items[0] + "," if len(items) == 1 else ", ".join(items))
    if isinstance(node, ast.Dict):
        return convert_dict(node, note)
    raise Refused


def convert_dict(node, note):
    keys = []
    for key in node.keys:
        if key is None or isinstance(key, (ast.List, ast.Dict)):
            raise Refused
        text = convert(key, lambda _: None)
        keys.append(key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else text)
    if len(set(keys)) < len(keys):
        raise LeftOut
    return "{%s}" % ", ".join("%r: %s" % (key, convert(item, note)) for key, item in zip(keys, node.values))


def check_by_literal_eval(text, shown):
    """The repr is that of literal_eval's value, where that takes the text and keys are strings."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return
    if "{" not in text and repr(value) != shown:
        raise AssertionError(text, value, shown)


def has_keyword(text):
    """pylog takes keywords for names."""
    words = re.findall(r"\w+", re.sub(r"'[^']*'|\"[^\"]*\"", "", text))
    return bool(set(words) & (set(keyword.kwlist) - {"None", "True", "False"}))


def row(text):
    length = len(text.encode())
    if has_keyword(text) and text not in TEXTS:
        return None
    found = []
    stripped = text.lstrip(" \t")

    def note(node):
        lines = stripped.split("\n")
        column = len(lines[node.lineno - 1].encode()[: node.col_offset].decode())
        before = len(text) - len(stripped) if node.lineno == 1 else 0
        found.append("%d:%d" % (node.lineno, column + 1 + before))

    try:
        shown = convert(ast.parse(stripped, mode="eval").body, note)
    except LeftOut:
        return None
    except Refused:
        return (text, length, None, None)
    except SyntaxError as error:
        return None if isinstance(error, IndentationError) else (text, length, None, None)
    except ValueError:
        return None
    check_by_literal_eval(stripped, shown)
    if re.search(r"[a-zA-Z_]\s+\.|\.\s+[a-zA-Z_]|\)\s*\.", text):
        return None
    return (text, length, shown, " ".join(found))


warnings.simplefilter("ignore")
print("/* Made by literals.py: texts, and repr and places of what CPython makes of them; NULL if it refuses them. */")
print_rows("static const struct {\n    const char *text;\n    size_t length;\n    const char *repr, *places;\n} rows[]",
           filter(None, map(row, changed(TEXTS, LETTERS, 900, 2))))

"""Writes literals.h: what CPython makes of literals, dotted names, and the expressions that are taken, checked against
ast.literal_eval and eval, with VARIABLES in the environment.
PYENV_VERSION=3.13.0 python3 literals.py >literals.h

Left out: what pylog refuses and Python takes, for which test_literal.c has its errors, and keys that are equal
in Python but have not the same text.
"""
import ast
import keyword
import operator
import os
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
TEXTS += [
    "1+2", "1 + 2*3", "(1+2)*3", "2*3+1", "1-2-3", "1-(2-3)", "10*1024*1024", "('a.log', 'a', 10*1024*1024, 5)", "5 * 10 ** 6", "2**3**2", "(2**3)**2", "-2**2",
    "(-2)**2", "2**-1", "2**+1", "2** - -1", "0**0", "0**5", "(-1)**9223372036854775807", "1**9223372036854775807", "True**2", "2**62", "2**63", "-2**63", "(-2)**63", "3**39", "3**40",
    "1<<20", "1 << 62", "1 << 63", "-1 << 63", "0 << 9223372036854775807", "1 << -1", "1 >> 1", "-1 >> 70", "-9 >> 1", "1 << 2 << 3", "1 << 2 + 3", "1 + 1 << 3", "1 >> -1", "256 >> 2 * 2",
    "1.5 + 1", "1 - .5", "2 * 1.5", "1e300 * 1e300", ".1 + .2", "-.0 + 0", "1.5 << 1", "1.5 ** 2", "2 ** .5", "True + True", "-True", "+False", "--1", "-+-1", "- - 2 ** 2", "-(1)", "-(1 + 2)", "-(-9223372036854775807)",
    "---9223372036854775808", "9223372036854775807 + 1", "-9223372036854775808 - 1", "9223372036854775807 * 2", "- 9223372036854775807 - 1", "4611686018427387904 * -2", "1 / 2", "1 // 2", "5 % 3", "1 | 2", "1 & 2", "1 ^ 2", "1 < 2",
    "'a' + 'b'", "'logs/' + 'a.log'", "'a' 'b' + 'c' 'd'", "'a' + 1", "1 + 'a'", "'a' - 'b'", "'a' * 2", "2 * 'a'", "-'a'", "+'a'", "'a' + ('b' + 'c') + 'd'", "('a' + 'b') + 'c'", "'a' + None", "None + 1", "x + 1", "1 + x", "-x",
    "(1) + 2", "(1) ** 2", "(1) * (2)", "(1,) + (2,)", "[1] + [2]", "{} + {}", "[1 + 1, -(2), (3) * 4]", "{'a' + 'b': 1 + 1}", "{1 + 1: 2}", "(1 +\n 2)", "1 +\n2", "1 + \\\n 2", "1 +", "+", "* 2", "1 * * 2", "1 ** ** 2", "1 + + 2", "1 - - 2", "1 += 2",
    "1 + 2, 3 * 4", "('a' +\n 'b', # c\n 1 <<\n 3)", "1 < < 2", "1 > 2", "a -> b",
    "os.environ['PYLOG_WORD']", "os.environ[ 'PYLOG_WORD' ]", "os.environ['PYLOG_' + 'WORD']", "os.environ['PYLOG_MISSING']", "os.environ[1]", "os.environ[]", "os.environ['PYLOG_WORD',]", "os.environ['a', 'b']", "os.environ['PYLOG_WORD'",
    "os.environ.get('PYLOG_WORD')", "os.environ.get('PYLOG_WORD', 1)", "os.environ.get('PYLOG_MISSING')", "os.environ.get('PYLOG_MISSING', 'd')", "os.environ.get('PYLOG_MISSING', [1, (2,)])", "os.environ.get('PYLOG_MISSING', 1 + 1)",
    "os.environ.get()", "os.environ.get(1)", "os.environ.get('a', 'b', 'c')", "os.environ.get('PYLOG_EMPTY', 'd')", "os.environ.get('PYLOG_EQUAL=a')", "os.environ.get('')", "os.environ.get('PYLOG_EQUAL')", "os.environ.get('PYLOG_MISSING', default=1)",
    "os.getenv('PYLOG_WORD')", "os.getenv('PYLOG_MISSING', 'd') + '/x'", "os.getenv('PYLOG_MISSING') + '/x'", "os.getenv ('PYLOG_WORD' , )", "os.getenv('PYLOG_WORD') + '/' 'x' + '.log'", "os.getenv(os.getenv('PYLOG_NAME'))", "os.getenv('PYLOG_MISSING', os.getenv('PYLOG_WORD'))",
    "os.path.join('a', 'b')", "os.path.join('a/', 'b', 'c')", "os.path.join('a', '/b', 'c')", "os.path.join('', 'b')", "os.path.join('a', '')", "os.path.join('a', '', '')", "os.path.join('a')", "os.path.join('')", "os.path.join()", "os.path.join('a', 1)", "os.path.join('/', '/')",
    "(os.path.join(os.environ['PYLOG_WORD'], 'a.log'), 'a')", "os.path.join(os.getenv('PYLOG_MISSING', '/tmp'), 'x' + 'y')", "os.path.join(['a'])", "os.path.join(\n'a',\n'b',\n)", "os.path.joint('a')", "os.path",
    "tuple()", "list()", "dict()", "tuple( )", "(tuple(), list(), dict())", "dict(a=1)", "dict(a=1, b=(2, 3),)", "dict( a = 1 + 1 )", "dict(a=1, a=2)", "dict(1)", "dict({})", "dict(a==1)", "dict(a)", "dict(a=)", "dict(1=2)", "dict(**{})", "tuple([1, 2])", "list((1, x))", "tuple((1,))",
    "tuple('ab')", "list(1, 2)", "list({})", "tuple(()) + 1", "set()", "int('1')", "str(1)", "open('x', 'w')", "sys.argv[1]", "sys.argv", "sys.exit()", "os.system('x')", "None()", "True[0]", "tuple[1]", "os.environ('x')", "os.getenv['x']", "().x()", "getenv('x')",
]
VARIABLES = {"PYLOG_WORD": "a w\u00f6rd", "PYLOG_EMPTY": "", "PYLOG_EQUAL": "a=b", "PYLOG_NAME": "PYLOG_WORD"}
LETTERS = list("()[]{}'\",:.+-_ \n\\#0129eExjrubaT") + ["'''", '"""', "None", "x.y", "\\n", "\u20ac", "0x1f", "1.5", "(1,)", "'a'", ", ", "\\x41", "**", "*", "<<", ">>", " + ", " - ", "2**", "-(", "63", "os.getenv('PYLOG_WORD')", "dict(a=1)"]


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


OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Pow: operator.pow, ast.LShift: operator.lshift, ast.RShift: operator.rshift}


def checked(value):
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise LeftOut
    return value


def sign(node):
    """Of a chain of signs the result alone has to have 64 bits."""
    value = sign(node.operand) if isinstance(node.operand, ast.UnaryOp) else node.operand.value if isinstance(node.operand, ast.Constant) else compute(node.operand)
    if type(value) not in (int, float, bool) or not isinstance(node.op, (ast.USub, ast.UAdd)):
        raise Refused
    return -value if isinstance(node.op, ast.USub) else +value


def combine(node):
    left, right = compute(node.left), compute(node.right)
    kind = type(node.op)
    if kind not in OPERATORS:
        raise Refused
    if kind is ast.Add and isinstance(left, str) and isinstance(right, str):
        return left + right
    if type(left) not in (int, float, bool) or type(right) not in (int, float, bool):
        raise Refused
    if kind in (ast.Pow, ast.LShift, ast.RShift):
        if float in (type(left), type(right)) or right < 0:
            raise Refused
        if kind is ast.Pow and abs(left) < 2:
            right = min(right, 2 - right % 2)
        elif kind is not ast.RShift and left and right > 1000:
            raise LeftOut
        elif kind is ast.LShift and not left:
            return 0
        right = min(right, 1000)
    return checked(OPERATORS[kind](left, right))


def compute(node):
    """The value of a string, a number or None, or of what makes one; anything else is refused."""
    if isinstance(node, ast.Constant) and (node.value is None or type(node.value) in (bool, str, int, float)):
        return checked(node.value)
    if isinstance(node, ast.UnaryOp):
        return checked(sign(node))
    if isinstance(node, ast.BinOp):
        return combine(node)
    if isinstance(node, (ast.Call, ast.Subscript)):
        made = call(node)
        if not isinstance(made, ast.AST):
            return made
        return compute(made)
    raise Refused


def call(node):
    """What a call gives, as a value or as a node."""
    if isinstance(node, ast.Subscript):
        if dotted(node.value) != "os.environ":
            raise Refused
        name = compute(node.slice)
        if name not in VARIABLES:
            raise Refused
        return VARIABLES[name]
    name, arguments = dotted(node.func), node.args
    if name in ("os.getenv", "os.environ.get") and 1 <= len(arguments) <= 2 and not node.keywords:
        variable = compute(arguments[0])
        if not isinstance(variable, str):
            raise Refused
        return VARIABLES[variable] if variable in VARIABLES else arguments[1] if arguments[1:] else None
    if name == "os.path.join" and not node.keywords:
        try:
            return os.path.join(*map(compute, arguments))
        except TypeError:
            raise Refused
    if name in ("tuple", "list") and not node.keywords and len(arguments) < 2:
        elements = arguments[0].elts if arguments and isinstance(arguments[0], (ast.Tuple, ast.List)) else []
        if arguments and not isinstance(arguments[0], (ast.Tuple, ast.List)):
            raise Refused
        return {"tuple": ast.Tuple, "list": ast.List}[name](elements)
    if name == "dict" and not arguments and all(keyword.arg for keyword in node.keywords):
        return ast.Dict([ast.Constant(keyword.arg) for keyword in node.keywords], [keyword.value for keyword in node.keywords])
    raise Refused


def convert(node, note):
    """The repr of a value, where a key is the repr of its str()."""
    note(node)
    if isinstance(node, (ast.Call, ast.Subscript)):
        made = call(node)
        if isinstance(made, ast.AST):
            return convert(made, lambda child: child is made or note(child))
        return repr(made)
    if isinstance(node, (ast.Constant, ast.UnaryOp, ast.BinOp)):
        value = compute(node)
        if isinstance(value, str) and ("\0" in value or any(0xD800 <= ord(c) < 0xE000 for c in value)):
            raise LeftOut
        return repr(value)
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
        if text[0] in "[{":
            raise Refused
        keys.append(ast.literal_eval(text) if text[0] in "'\"" else text)
    if len(set(keys)) < len(keys):
        raise LeftOut
    return "{%s}" % ", ".join("%r: %s" % (key, convert(item, note)) for key, item in zip(keys, node.values))


def check_by_eval(text, shown):
    """The repr is that of the value, where there are no names and keys are strings."""
    try:
        value = eval(text, {"os": os})
    except NameError:
        return
    if "{" not in text and not re.search("<(module|class|function|bound)", repr(value)) and repr(value) != shown:
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
    check_by_eval(stripped, shown)
    if re.search(r"[a-zA-Z_]\s+\.|\.\s+[a-zA-Z_]|\)\s*\.|-[-+( ]*\(\s*9223372036854775808", text):
        return None
    return (text, length, shown, " ".join(found))


os.environ.update(VARIABLES)
warnings.simplefilter("ignore")
print("/* Made by literals.py: texts, and repr and places of what CPython makes of them; NULL if it refuses them. */")
print_rows("static const struct {\n    const char *text;\n    size_t length;\n    const char *repr, *places;\n} rows[]",
           filter(None, map(row, changed(TEXTS, LETTERS, 1500, 2))))

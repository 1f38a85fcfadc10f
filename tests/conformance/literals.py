"""What stands in `args` of INI files; one a row of the table `literals_random`. CPython evaluates each as fileConfig does.

Unlike Python: args, kwargs and defaults are no code, but literals with a few operators and calls. What is not among them,
or would be a whole number of more than 64 bits on the way, is left out openly: both say `refused`."""
import ast
import io
import logging
import logging.config
import os
import sys
import types
import warnings

from support import begin, escaped, rows

VARIABLES = {"LITERAL_WORD": "w\u00f6rd", "LITERAL_EMPTY": "", "LITERAL_PATH": "/var/log"}


class Refused(Exception):
    """By what is unlike Python."""


# ---- What is taken, in a small evaluator of the same tree that Python evaluates ----

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Pow, ast.LShift, ast.RShift)
CALLS = ("os.getenv", "os.environ.get", "os.path.join", "tuple", "list", "dict")


def value_of(node):
    value = eval(compile(ast.fix_missing_locations(ast.Expression(node)), "", "eval"), vars(logging))
    if isinstance(value, int) and not -2**63 <= value < 2**63:
        raise Refused
    return value


def check_operator(node):
    left, right = check(node.left), check(node.right)
    numbers = all(isinstance(value, (int, float)) for value in (left, right))
    whole = all(isinstance(value, int) for value in (left, right))
    if not isinstance(node.op, OPERATORS) or not (numbers or isinstance(left, str) and isinstance(node.op, ast.Add)):
        raise Refused
    if isinstance(node.op, ast.Pow) and (not whole or right < 0 or right > 64 and abs(left) > 1):
        raise Refused
    if isinstance(node.op, ast.LShift) and whole and left and right > 64:
        raise Refused


def check_sign(node):
    if not isinstance(node.op, (ast.USub, ast.UAdd)):
        raise Refused
    between = source[node.col_offset:node.operand.col_offset]
    if isinstance(node.operand, ast.Constant) and b"(" not in between:  # there is one number more below zero
        if not isinstance(node.operand.value, (int, float)):
            raise Refused
    else:
        check(node.operand)


def check_call(node):
    if ast.unparse(node.func) not in CALLS:
        raise Refused
    values = [check(each) for each in node.args + [keyword.value for keyword in node.keywords]]
    name = ast.unparse(node.func)
    if (name == "dict") != bool(node.keywords) and values:
        raise Refused
    if name in ("tuple", "list") and not all(isinstance(value, (tuple, list)) for value in values):
        raise Refused


def check(node):
    if isinstance(node, (ast.Tuple, ast.List)):
        for each in node.elts:
            check(each)
    elif isinstance(node, ast.Dict):
        for each in node.keys + node.values:
            check(each)
    elif isinstance(node, ast.BinOp):
        check_operator(node)
    elif isinstance(node, ast.UnaryOp):
        check_sign(node)
    elif isinstance(node, ast.Call):
        check_call(node)
    elif isinstance(node, ast.Subscript):
        if ast.unparse(node.value) != "os.environ" or not isinstance(check(node.slice), str):
            raise Refused
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, (bytes, complex)) or node.value is ...:
            raise Refused
    elif not isinstance(node, (ast.Name, ast.Attribute)):
        raise Refused
    return value_of(node)


# ---- What a handler gets ----

def shown(value):
    """As JSON, where it is a list or a dict; there a str is in quotes."""
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (quoted(str(key)), inner(each)) for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join(map(inner, value))
    return "%.17g" % value if isinstance(value, float) else str(value)


def quoted(text):
    escape = lambda c: "\\" + c if c in '"\\' else "\\u%04x" % ord(c) if c < " " else c
    return '"%s"' % "".join(map(escape, text))


def inner(value):
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value) if isinstance(value, float) else shown(value)


class Handler(logging.NullHandler):
    def __init__(self, *args):
        super().__init__()
        for each in args:
            print("   ", escaped(shown(each)))


def run(literal):
    global source
    source = ("(%s,)" % literal).encode()
    text = ("[formatters]\nkeys=\n[handlers]\nkeys=h\n[loggers]\nkeys=root\n[logger_root]\nhandlers=h\n"
            "[handler_h]\nclass=literals.Handler\nargs=(%s,)\n" % literal)
    print(escaped(literal))
    try:
        check(ast.parse(source, mode="eval").body)
        logging.config.fileConfig(io.StringIO(text))
    except (Refused, SyntaxError, TypeError, ValueError, KeyError, ArithmeticError, AttributeError, NameError):
        print("    refused")


begin()
warnings.simplefilter("ignore")
sys.modules["literals"] = types.ModuleType("literals")
sys.modules["literals"].Handler = Handler
os.environ.update(VARIABLES)
for row in rows("literals_random"):
    run(*row)

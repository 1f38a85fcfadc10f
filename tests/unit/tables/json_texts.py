"""Writes json_texts.h: what CPython's json.loads makes of texts. PYENV_VERSION=3.13.0 python3 json_texts.py >json_texts.h

Left out: what pylog refuses and Python takes (surrogates without their other half, NUL in strings, integers of
more than 64 bits); test_json.c has them.
"""
import json
import json.decoder
import json.scanner
import re

from parsed_texts import changed, print_rows

TEXTS = [
    "", " ", "null", " true\n", "false", "nul", "nullx", "None", "NaN", "Infinity", "-Infinity", "-Inf", "-", "+1", "0", "-0",
    "1", "-1", "01", "00", "1.", "1.5", "-0.0", ".5", "1e5", "1E+5", "1e-5", "1e", "1e+", "1.e5", "1.5e3", "123456789012345678",
    "9223372036854775807", "-9223372036854775808", "1e400", "-1e400", "1e-400", "1.7976931348623157e308", "5e-324",
    "2.2250738585072011e-308", "0.1", "0.30000000000000004", "123456789.123456789e-10", "0." + "0" * 400 + "1e400",
    "1" + "0" * 400 + "e-400", "1e99999999999999999999", "1e-99999999999999999999", "0e99999999999999999999",
    '"', '"a', '"a"', '"a" "b"', '"\\', '"\\"', '"\\""', '"\\q"', '"\\u"', '"\\u1"', '"\\u12"', '"\\u123"', '"\\u1234', '"\\u00e9"',
    '"\\u00E9"', '"\\u00g9"', '"\\u+123"', '"\\ud83d\\ude00"', '"\\ud83d\\u12"', '"\\ud83d\\ude0', '"\\b\\f\\n\\r\\t\\/\\\\\\""',
    '"a\nb"', '"\t"', '"\x1f"', '"\x7f\x80\u2028"', '"h\u00e9llo \u20ac \U0001f600"', '"\u20ac\\q"', '"\u20ac\\u12\u20ac\u20ac"', "'a'",
    '\ufeff{}', '\u00e9', '"\u00e9" x', "[", "[]", "[ ]", "[1", "[1,", "[1,]", "[1 ,]", "[,]", "[1 2]", "[1,2]", " [ 1 , 2 ] ", "[[[]]]", "[}", "]",
    "{", "{}", "{ }", "{,}", "{1:2}", '{"a"}', '{"a":}', '{"a":1', '{"a":1,', '{"a":1,}', '{"a":1 ,\n}', '{"a" 1}', '{"a":1 "b":2}',
    '{"a":1,"a":2}', '{"a":{"x":1},"b":2,"a":[]}', '{"":""}', '{"a":1,b:2}', "{'a':1}", '{"a":[1,{"b":null}],"c":"d"}', "// x\n1", "1 // x",
    "[1]\n]", "{}{}", '{"a":1]', '[1}', '["\\u0061", "\\\\u0061"]', "\v1", "\u00a01", "1\x00", "[1,\x00]",
    '{\n  "version": 1,\n  "formatters": {"f": {"format": "%(message)s \u20ac"}},\n  "root": {"level": "INFO", "handlers": ["h"]}\n}\n',
    '{"version": 1,\r\n "handlers": {"h": {"class": "logging.StreamHandler", "level": 10.5e0}}}',
]
LETTERS = list('{}[]:,"\\ \n\t0123456789eE+-.uabtfn') + ['"a"', "null", "\\u00e9", "\u20ac", "\x01", "1.5", "[1]", "{}", ",]"]


def is_left_out(text, value):
    if isinstance(value, str):
        return "\0" in value or any(0xD800 <= ord(c) < 0xE000 for c in value)
    if isinstance(value, list):
        return any(is_left_out(text, item) for item in value)
    if isinstance(value, dict):
        return any(is_left_out(text, item) for pair in value.items() for item in pair)
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def places(text):
    """Line and column of each value, a container's before its items'; None if a key is there twice."""
    decoder, found, twice = json.JSONDecoder(), [], []
    scan = json.scanner.py_make_scanner(decoder)

    def note(string, at):
        found.append("%d:%d" % (string.count("\n", 0, at) + 1, at - string.rfind("\n", 0, at)))
        return scan(string, at)

    def collect(pairs):
        twice.extend(pairs[len(dict(pairs)) :])
        return dict(pairs)

    decoder.parse_array = lambda at, _: json.decoder.JSONArray(at, note)
    decoder.parse_object = lambda at, strict, *_: json.decoder.JSONObject(at, strict, note, None, collect)
    scan = json.scanner.py_make_scanner(decoder)
    note(text, len(text) - len(text.lstrip(" \t\n\r")))
    return None if twice else " ".join(found)


def may_be_refused_earlier(text):
    """By pylog, for what Python takes, before it comes to what Python refuses."""
    lower = text.lower()
    surrogate = "\\ud" in lower and "\\ud83d\\ude00" not in lower
    return text not in TEXTS and (surrogate or "\\u0000" in lower or re.search("[0-9]{19}", text))


def row(text):
    length = len(text.encode())
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return None if may_be_refused_earlier(text) else (text, length, str(error), None, None)
    return None if is_left_out(text, value) else (text, length, None, repr(value), places(text))


print("/* Made by json_texts.py: texts, and CPython's error; or repr and places of what it makes of them. */")
print_rows("static const struct {\n    const char *text;\n    size_t length;\n    const char *error, *repr, *places;\n} rows[]",
           filter(None, map(row, changed(TEXTS, LETTERS, 700, 1))))

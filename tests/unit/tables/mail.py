"""Write mail.h: messages as CPython's EmailMessage makes them.

Left out: subjects for which CPython writes words that RFC 2047 forbids, empty ones, or two without a blank
between them; and those for which it thereby loses a blank.

Unlike Python: a line that begins "From " is sent as it is, for CPython's `>From ` is meant for mailbox files. CPython's
generator does so if it is told to.

    PYENV_VERSION=3.13.0 python3 mail.py >mail.h
"""
import email.generator
import io
import random
from email.message import EmailMessage

TO = ["you@example.com"]


def c_string(data):
    if isinstance(data, str):
        data = data.encode()
    out, escaped = [], False
    for byte in data:
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif char == "?":
            out.append("\\?")
        elif char == "\n":
            out.append("\\n")
        elif char == "\r":
            out.append("\\r")
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    pieces = ["".join(out[i : i + 70]) for i in range(0, len(out), 70)] or [""]
    return "\n     ".join('"%s"' % piece for piece in pieces)


def message(sender, to, subject, text, utf8):
    made = EmailMessage()
    made["From"] = sender
    made["To"] = ",".join(to)
    made["Subject"] = subject
    made.set_content(text)
    out = io.BytesIO()
    policy = made.policy.clone(utf8=utf8) if utf8 else None
    email.generator.BytesGenerator(out, mangle_from_=False, policy=policy).flatten(made, linesep="\r\n")
    return out.getvalue()


def subjects():
    yield "Log"
    yield ""
    yield "  blanks  around  "
    yield "a\ttab"
    yield "Fähler in app"
    yield "ü"
    yield "ü" * 100
    yield "错误：数据库连接失败，正在重试，请稍候。错误：数据库连接失败，正在重试，请稍候。"
    yield "\N{CROSS MARK} build failed"
    yield "über alles und überall"
    yield "Ein Fehler ist aufgetreten im Modul für Übertragung, und zwar so lange dass es umbricht"
    yield "plain then a very long ASCII subject that goes on and on until it must be folded somewhere"
    yield "ERROR in app.db: connection to db.example.com failed (timeout), see log"
    for length in range(66, 80):
        yield ("word " * 20)[: length - 1] + "x"
    for length in (60, 69, 70, 76, 77, 78, 79, 200):
        yield "x" * length
    for length in (55, 60, 64):
        yield "x" * length + " ünd so weiter"
    yield "a question? =and equals= ünd_unterstrich"
    yield "word " * 40 + "end"


def senders():
    yield "me", ["you"]
    yield "App <app@example.com>", ["a@example.com", "b@example.com"]
    yield '"App, Inc" <app@example.com>', ["Zoë <z@example.com>", "b@example.com"]
    yield "Jürgen Müller <j@example.com>", ['"Müller, Zoë" <z@example.com>']
    yield "a@b", ["user%d@example.com" % i for i in range(8)]
    yield "a@b", ["Person Number %d <user%d@example.com>" % (i, i) for i in range(5)]


def texts():
    yield ""
    yield "Hello"
    yield "Hello ✓"
    yield "two\nlines\n"
    yield "a\rb\r\nc\n\nd"
    yield ".\n..\n.dot"
    yield "x" * 78
    yield "x" * 79
    yield "x" * 1000
    yield "ü" * 39
    yield "ü" * 40
    yield "ü" * 400
    yield "a long line with one ü in it, and otherwise only words of ASCII, up to its very end"
    for length in range(74, 84):
        yield "=" + "x" * (length - 2) + " "
    for length in range(70, 80):
        yield "y" * length + "=" + "z" * 90
    yield "\t" * 90
    yield "\n".join("line %d of a text that is long enough not to be left as it is, for it goes on" % i for i in range(12))
    yield "\n".join("строка %d" % i for i in range(12)) + "\n" + "я" * 100
    yield "control \x01\x7f " * 10
    yield "From here"
    yield "From\nFrom there\n>From x\n From y\n\nFrom z\n"
    yield "From über\nFrom da"
    yield "From " + "x" * 90 + "\nFrom there"
    yield "From " + "я" * 90 + "\nFrom there"


def forbidden(header):
    return b"?q??=" in header or b"?==?" in header


def rows():
    for subject in subjects():
        yield "me@example.com", TO, subject, "x", False
    for sender, to in senders():
        yield sender, to, "Log", "x", False
    for text in texts():
        yield "me@example.com", TO, "Log", text, False
    yield "jürgen@exämple.com", ["Zoë <z@example.com>"], "Fähler in einem Betreff, der so lang ist, dass er gefaltet wird", "ü", True
    chance = random.Random(4)
    for _ in range(80):
        words = [chance.choice(["error", "in", "übel", "módulo", "日本語", "a", "x" * 30, "connection", "Zeit,"])
                 for _ in range(chance.randint(1, 16))]
        yield "me@example.com", TO, " ".join(words), " ".join(words * 3), False


print("/* Messages as CPython makes them. Written by mail.py. */")
print("static const struct {")
print("    const char *from, *to, *subject, *text;")
print("    size_t text_length;")
print("    bool utf8;")
print("    const char *message;")
print("} mails[] = {")
for sender, to, subject, text, utf8 in rows():
    if forbidden(message(sender, to, subject, text, utf8).split(b"\r\n\r\n")[0]):
        continue
    print("    {%s,\n     %s,\n     %s,\n     %s,\n     %d, %s,\n     %s}," % (
        c_string(sender), c_string(",".join(to)), c_string(subject), c_string(text), len(text.encode()),
        "true" if utf8 else "false", c_string(message(sender, to, subject, text, utf8))))
print("};")

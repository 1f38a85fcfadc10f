"""What json_texts.py, literals.py and ini_texts.py share: texts that are changed at random, and rows of C."""
import random


def c_string(text):
    """As a C literal in octal, so that no escape runs into the next character; None is NULL."""
    if text is None:
        return "NULL"
    data = text.encode() if isinstance(text, str) else text
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


def c_json(text):
    """As a C literal, with ' for its quotes, which it must not have."""
    assert "'" not in text, text
    return c_string(text.replace('"', "'"))


def changed(texts, letters, count, seed):
    """The texts, and as many more with a piece taken out, put in or replaced here and there."""
    chance = random.Random(seed)
    made = dict.fromkeys(texts)
    while len(made) < len(texts) + count:
        text = chance.choice(texts)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(letters + [""]) + text[at + chance.choice((0, 1, 1, 4)) :]
        made[text] = None
    return list(made)


def print_rows(declaration, rows):
    print(declaration + " = {")
    for row in rows:
        print("    { %s }," % ", ".join(str(cell) if isinstance(cell, int) else c_string(cell) for cell in row))
    print("};")

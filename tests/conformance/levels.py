"""Level names, both ways: a script of small commands, one a row."""
import logging

from support import begin, escaped, rows


def name_of(level):
    print("   ", escaped(logging.getLevelName(int(level))))


def level_of(name):
    try:
        logging.getLogger("levels").setLevel(name)
        print("   ", logging.getLogger("levels").level)
    except ValueError as error:
        print("   ", escaped(str(error)))


def mapping():
    for name, level in sorted(logging.getLevelNamesMapping().items()):
        print("   ", escaped(name), level)


def record_of(level):
    record = logging.getLogger("levels").makeRecord("levels", int(level), "", 0, "text", (), None)
    logging.addLevelName(int(level), "renamed later")
    print("   ", escaped(record.levelname), escaped(logging.getLevelName(int(level))))


COMMANDS = {
    "name": name_of,
    "level": level_of,
    "add": lambda level, name: logging.addLevelName(int(level), name),
    "mapping": mapping,
    "record": record_of,
}

begin()
for command, *arguments in rows("levels"):
    print(command, *map(escaped, arguments))
    COMMANDS[command](*arguments)

"""File handlers: encodings and errors, modes, delay, reopening; one file a row."""
import logging
import os

from support import begin, escaped, print_file, print_reported_errors, rows, without_directory


def options_of(cells):
    mode, encoding, errors, delay = cells
    return dict(mode=mode or "a", encoding=encoding, errors=errors, delay=delay == "1")


def run(before, mode, encoding, errors, delay, *steps):
    print(*map(escaped, (before, mode, encoding, errors, delay) + steps))
    with open("case.txt", "wb") as file:
        file.write((before or "").encode("utf-8", "surrogateescape"))
    if before is None:
        os.remove("case.txt")
    try:
        handler = logging.FileHandler("case.txt", **options_of((mode, encoding, errors, delay)))
    except (ValueError, OSError, LookupError) as error:
        print("   ", escaped(without_directory(str(error))))
        return
    for step in steps:
        take(handler, step)
    handler.close()
    print_file("case.txt")
    print_reported_errors()


def take(handler, step):
    """`close`, `print`, or a message to be logged."""
    if step == "close":
        handler.close()
    elif step == "print":
        print_file("case.txt")
    else:
        handler.handle(logging.getLogger("app").makeRecord("app", 20, "", 0, "%s", (step,), None))


begin()
for row in rows("files"):
    run(*row)

"""Rotation by size: limits, counts, namers, rotators and encodings; one handler a row."""
import logging
import logging.handlers
import os

from support import begin, escaped, print_and_remove_directory, print_reported_errors, rows


def namer(name):
    return name + ".test"


def rotator(source, dest):
    os.rename(source, dest + ".rotated")


def take(handler, step):
    """`close`, `make NAME`, or a message to be logged."""
    if step == "close":
        handler.close()
    elif step.startswith("make "):
        with open(os.path.join("dir", step[5:]), "w") as file:
            file.write("made\n")
    else:
        handler.handle(logging.getLogger("app").makeRecord("app", 20, "", 0, "%s", (step,), None))


def run(max_bytes, backup_count, hooks, mode, encoding, errors, *steps):
    print(*map(escaped, (max_bytes, backup_count, hooks, mode, encoding, errors) + steps))
    os.mkdir("dir")
    with open("dir/log", "w") as file:
        file.write("old\n")
    handler = logging.handlers.RotatingFileHandler(
        "dir/log", mode=mode or "a", maxBytes=int(max_bytes), backupCount=int(backup_count), encoding=encoding,
        errors=errors)
    if "n" in hooks:
        handler.namer = namer
    if "r" in hooks:
        handler.rotator = rotator
    for step in steps:
        take(handler, step)
    handler.close()
    print_and_remove_directory("dir")
    print_reported_errors()


begin()
for row in rows("rotating_files"):
    run(*row)

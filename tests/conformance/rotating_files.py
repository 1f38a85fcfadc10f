"""Rotation by size and by hand: limits, counts, namers, rotators and encodings; one handler a row."""
import logging
import logging.handlers
import os

from support import begin, escaped, print_and_remove_directory, print_reported_errors, rows


def namer(name):
    return name + ".test"


def rotator(source, dest):
    os.rename(source, dest + ".rotated")


def take(handler, step):
    """`close`, `make NAME`, `roll`, `should MESSAGE`, what is to be changed, or a message to be logged."""
    if step == "close":
        handler.close()
    elif step == "roll":
        handler.doRollover()
    elif step.startswith("should "):
        record = logging.getLogger("app").makeRecord("app", 20, "", 0, "%s", (step[7:],), None)
        print("   ", step, bool(handler.shouldRollover(record)))
    elif step.startswith("max "):
        handler.maxBytes = int(step[4:])
        print("   ", handler.maxBytes)
    elif step.startswith("count "):
        handler.backupCount = int(step[6:])
        print("   ", handler.backupCount)
    elif step.startswith("namer "):
        handler.namer = namer if step == "namer on" else None
    elif step.startswith("rotator "):
        handler.rotator = rotator if step == "rotator on" else None
    elif step == "files":
        print("   ", *sorted(os.listdir("dir")))
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
        errors=errors, delay="d" in hooks)
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

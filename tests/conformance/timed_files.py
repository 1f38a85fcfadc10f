"""Rotation by time: when, and how a file that is there already and long overdue is called; one handler a row. Only in
zones without summer time: the name depends on whether it is summer now."""
import datetime
import logging
import logging.handlers
import os

from support import begin, escaped, print_and_remove_directory, rows, set_zone


def log_last(name):
    return name.replace("log.", "") + ".log"


def make(path, time):
    with open(path, "w") as file:
        file.write("old\n")
    os.utime(path, (time, time))


def run(zone, when, interval, utc, at, mtime, backup_count, hooks, *files):
    print(*map(escaped, (zone, when, interval, utc, at, mtime, backup_count, hooks) + files))
    set_zone(zone)
    os.mkdir("dir")
    make("dir/log", int(mtime))
    for name in files:
        make(os.path.join("dir", name), int(mtime))
    try:
        handler = logging.handlers.TimedRotatingFileHandler(
            "dir/log", when=when or "h", interval=int(interval), backupCount=int(backup_count), encoding="utf-8",
            utc=utc == "1", atTime=at and datetime.time.fromisoformat(at))
    except ValueError as error:
        print("   ", error)
        print_and_remove_directory("dir")
        return
    if "n" in hooks:
        handler.namer = log_last
    print("   ", int(mtime), handler.computeRollover(int(mtime)))
    if int(backup_count):
        print("    to be deleted:", *map(os.path.basename, handler.getFilesToDelete()))
    if "r" in hooks:
        handler.doRollover()
    record = logging.getLogger("app").makeRecord("app", 20, "", 0, "first", (), None)
    print("   ", "due" if handler.shouldRollover(record) else "not due")
    for message in ("first", "second"):
        handler.handle(logging.getLogger("app").makeRecord("app", 20, "", 0, message, (), None))
    handler.close()
    print_and_remove_directory("dir")


begin()
for row in rows("timed_files"):
    run(*row)

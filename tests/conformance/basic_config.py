"""basicConfig: every argument and every conflict, one call on an empty root logger a row.

A failed call is only shown by its error here, because:
Unlike Python: on error nothing has changed, and the file has not been created if another argument was wrong.
"""
import logging
import os
import sys

from support import begin, escaped, print_file, print_stderr, rows, without_directory

root = logging.getLogger()


def custom_handlers(names):
    """`plain` has no formatter, `own` has one; both write to stdout."""
    made = []
    for name in names.split(","):
        handler = logging.StreamHandler(sys.stdout)
        if name == "own":
            handler.setFormatter(logging.Formatter("own:%(message)s"))
        made.append(handler)
    return made


def arguments(cells):
    """`key=value` cells as keyword arguments; `before` is a handler that the root has already."""
    options = dict(cell.split("=", 1) for cell in cells)
    if "level" in options:
        options["level"] = int(options["level"])
    if "level_name" in options:
        options["level"] = options.pop("level_name")
    if "force" in options:
        options["force"] = options["force"] == "1"
    if "stream" in options:
        options["stream"] = {"stdout": sys.stdout, "stderr": sys.stderr}[options["stream"]]
    if "handlers" in options:
        options["handlers"] = custom_handlers(options["handlers"])
    return options


def configure(options):
    if options.pop("before", None):
        root.addHandler(logging.NullHandler())
    had_handlers = bool(root.handlers) and not options.get("force")
    try:
        logging.basicConfig(**options)
    except (ValueError, OSError, LookupError) as error:
        print("    -1", escaped(without_directory(str(error))))
        return False
    print("   ", int(had_handlers))
    return True


def show():
    print("    level", root.level)
    for handler in root.handlers:
        print("   ", without_directory(repr(handler)))
    root.error("caf\u00e9 %s", "error")
    logging.getLogger("app.db").info("info")


def clean_up():
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.WARNING)


def run(*cells):
    print(*map(escaped, cells))
    with open("old.log", "w") as file:
        file.write("old\n")
    if configure(arguments(cells)):
        show()
        clean_up()
        print_file("old.log")
        print_file("new.log")
        print_stderr()
    clean_up()
    if os.path.exists("new.log"):
        os.remove("new.log")


begin()
for row in rows("basic_config"):
    run(*row)

"""Starts a program that listens for configurations, sends it some as Python's documentation tells to, and prints what
the program logs after each. python3 send_configurations.py COMMAND..."""
import json
import socket
import struct
import subprocess
import sys

STREAM = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "f"}
FORMATTERS = {"f": {"format": "%(levelname)-8s|%(name)s|%(message)s"}}


def as_json(**rest):
    return json.dumps({"version": 1, "formatters": FORMATTERS, "handlers": {"h": STREAM}, **rest}, ensure_ascii=False)


INI = """[loggers]
keys=root,app
[handlers]
keys=h
[formatters]
keys=f
[logger_root]
level=WARNING
handlers=h
[logger_app]
level=INFO
qualname=app
handlers=
[handler_h]
class=StreamHandler
args=(sys.stdout,)
formatter=f
[formatter_f]
format=%(name)s: %(levelname)s: \u00e9\u20ac %(message)s
"""

NAMED = as_json(loggers={"app": {"level": "ERROR"}, "app.db": {}}, root={"level": "INFO", "handlers": ["h"]})

# What is sent in how many pieces; `None`: nothing but a connection that is closed.
CONFIGURATIONS = [
    ("a dictionary", as_json(root={"level": "DEBUG", "handlers": ["h"]}), 1),
    ("an INI file", INI, 1),
    ("in pieces", NAMED, 7),
    ("a wrong level", as_json(root={"level": "LOUD", "handlers": ["h"]}), 1),
    ("an unknown class", json.dumps({"version": 1, "handlers": {"h": {"class": "logging.NoHandler"}}}), 1),
    ("no configuration", "nonsense", 1),
    ("JSON that is no dict", "[1, 2]", 1),
    ("nothing", "", 1),
    ("a closed connection", None, 1),
    ("after refused ones", NAMED, 1),
    ("incremental", json.dumps({"version": 1, "incremental": True, "root": {"level": "CRITICAL"}}), 1),
    ("much", as_json(root={"level": "ERROR", "handlers": ["h"]}) + " " * 200000, 1),
    ("an INI file in pieces", INI.replace("WARNING", "ERROR"), 50),
]
# After a refused one, CPython has changed half of what it says, and closed the handlers of the one in force.
REFUSED = {"a wrong level", "an unknown class", "no configuration", "JSON that is no dict", "nothing",
           "a closed connection"}


def send(port, text, pieces):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if text is None:
            return
        data = text.encode("utf-8")
        data = struct.pack(">L", len(data)) + data
        step = len(data) // pieces + 1
        for at in range(0, len(data), step):
            connection.sendall(data[at:at + step])
        if connection.recv(1):
            sys.exit("the server says something")


def main():
    with subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as program:
        port = int(program.stdout.readline())
        for name, text, pieces in CONFIGURATIONS:
            print("==", name, flush=True)
            send(port, text, pieces)
            program.stdin.write("log\n")
            program.stdin.flush()
            for line in program.stdout:
                if line == "logged\n":
                    break
                if name not in REFUSED:
                    print(line, end="")
        program.stdin.close()
    sys.exit(program.returncode)


main()

"""Make expected/NAME.txt from every NAME.py here: what CPython 3.13 prints.

    python3.13 tests/conformance/generate.py [NAME...]

Run it after changing a program or a table. With --check nothing is written, and differences are named.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HELPERS = {"generate", "support", "random_tables"}
ENVIRONMENT = {"LC_ALL": "C", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def programs():
    names = sorted(name[:-3] for name in os.listdir(HERE) if name.endswith(".py"))
    return [name for name in names if name not in HELPERS]


def output(name):
    """What the program prints, run in an empty directory."""
    command = [sys.executable, os.path.join(HERE, name + ".py"), os.path.join(HERE, "tables")]
    with tempfile.TemporaryDirectory() as directory:
        run = subprocess.run(command, cwd=directory, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, check=False)
        if run.returncode != 0:
            with open(os.path.join(directory, "stderr.txt"), errors="replace") as errors:
                sys.exit("%s.py failed:\n%s" % (name, errors.read()))
        return run.stdout


def main(arguments):
    if sys.version_info[:2] != (3, 13) or sys.implementation.name != "cpython":
        sys.exit("expectations come from CPython 3.13, and this is " + sys.version)
    check = "--check" in arguments
    different = []
    for name in [name for name in arguments if name != "--check"] or programs():
        path = os.path.join(HERE, "expected", name + ".txt")
        text = output(name)
        if check:
            with open(path, "rb") as file:
                if file.read() != text:
                    different.append(name)
        else:
            with open(path, "wb") as file:
                file.write(text)
    if different:
        sys.exit("differ from what CPython prints: " + " ".join(different))


if __name__ == "__main__":
    main(sys.argv[1:])

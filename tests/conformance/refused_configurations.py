"""Configurations that are wrong, and what is said about each; one text a row. C says where, too: that stands in the row."""
import configparser
import json
import logging.config

from support import begin, escaped, rows, without_directory


def sentences(error):
    """What an exception and its causes say, each thing once."""
    said = ""
    while error:
        if isinstance(error, KeyError) or not said.endswith(str(error)):
            said += ": " * bool(said) + str(error)
        error = error.__cause__
    return said


def apply(kind, text):
    if kind == "dict":
        logging.config.dictConfig(json.loads(text))
        return
    with open("refused.ini", "w") as file:
        file.write(text)
    logging.config.fileConfig("refused.ini")


def run(kind, before, text):
    try:
        apply(kind, text)
        print("accepted")
    except (ValueError, KeyError, RuntimeError, configparser.Error) as error:
        print(escaped(before), "-", without_directory(sentences(error)))


begin()
for row in rows("refused_configurations"):
    run(*row)

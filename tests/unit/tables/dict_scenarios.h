/* Made by dict_scenarios.py: configurations (with ' for double quotes), commands, and what CPython prints. */
static const struct {
    const char *name, *steps[24], *output;
} scenarios[] = {
    { "root alone",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "log root 10 one",
        "log a 20 two",
        "names",
        "state root",
        NULL },
      "root DEBUG one\012"
      "a INFO two\012"
      "console\012"
      "root 10 10 1 0 1\012" },
    { "one logger",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'level': 'INFO'}}}",
        "log a 10 no",
        "log a 20 yes",
        "log a.b 10 no",
        "log b 10 yes",
        "state a",
        NULL },
      "a INFO yes\012"
      "b DEBUG yes\012"
      "a 20 20 1 0 0\012" },
    { "existing loggers are disabled",
      { "get a",
        "get b.c",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        "log b.c 50 no",
        "state a",
        "state b.c",
        "state b",
        NULL },
      "root WARNING r\012"
      "a.b INFO ab\012"
      "a.b.c WARNING abc\012"
      "ab WARNING x\012"
      "a 0 10 1 1 0\012"
      "b.c 0 10 1 1 0\012"
      "b 0 10 1 0 0\012" },
    { "existing loggers are kept",
      { "get a",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'disable_existing_loggers': false}",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        "state a",
        NULL },
      "root WARNING r\012"
      "a INFO a\012"
      "a.b INFO ab\012"
      "a.b.c WARNING abc\012"
      "ab WARNING x\012"
      "a 0 10 1 0 0\012" },
    { "disabled loggers are enabled again",
      { "get a",
        "get b",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "state a",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'disable_existing_loggers': false}",
        "state a",
        "state b",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        NULL },
      "a 0 10 1 1 0\012"
      "a 0 10 1 0 0\012"
      "b 0 10 1 0 0\012"
      "root WARNING r\012"
      "a INFO a\012"
      "a.b INFO ab\012"
      "a.b.c WARNING abc\012"
      "ab WARNING x\012" },
    { "children of a named logger are reset",
      { "get a",
        "get a.b",
        "get a.b.c",
        "get ab",
        "set a.b level 50",
        "set a.b propagate 0",
        "set a.b disabled 1",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {}}}",
        "state a",
        "state a.b",
        "state a.b.c",
        "state ab",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        NULL },
      "a 0 10 1 0 0\012"
      "a.b 0 10 1 1 0\012"
      "a.b.c 0 10 1 0 0\012"
      "ab 0 10 1 1 0\012"
      "root WARNING r\012"
      "a INFO a\012"
      "a.b.c WARNING abc\012" },
    { "children that are named, too",
      { "get a",
        "get a.b",
        "get a.b.c",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a.b': {'level': 40}, 'a': {'propagate': false}}}",
        "state a",
        "state a.b",
        "state a.b.c",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        NULL },
      "a 0 10 0 0 0\012"
      "a.b 40 40 1 0 0\012"
      "a.b.c 0 40 1 0 0\012"
      "root WARNING r\012"
      "ab WARNING x\012" },
    { "children of what was only a prefix",
      { "get a.b.c",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'level': 40}}}",
        "state a.b.c",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        NULL },
      "a.b.c 0 40 1 0 0\012"
      "root WARNING r\012"
      "ab WARNING x\012" },
    { "a named logger that has been disabled",
      { "set a disabled 1",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {}}}",
        "state a",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        NULL },
      "a 0 10 1 0 0\012"
      "root WARNING r\012"
      "a INFO a\012"
      "a.b INFO ab\012"
      "a.b.c WARNING abc\012"
      "ab WARNING x\012" },
    { "what is not said stays",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'level': 40, 'propagate': false, 'handlers': ['console']}}}",
        "state a",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {}}}",
        "state a",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {}}",
        "state root",
        "state a",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        NULL },
      "a 40 40 0 0 1\012"
      "a 40 40 0 0 0\012"
      "root WARNING r\012"
      "ab WARNING x\012"
      "root 10 10 1 0 1\012"
      "a 40 40 0 1 0\012"
      "root WARNING r\012" },
    { "handlers are replaced",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'handlers': ['console']}}}",
        "log a 30 twice",
        "{'version': 1, 'handlers': {'other': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 40}}, 'loggers': {'a': {'handlers': ['other']}}}",
        "log a 30 once",
        "log a 40 x",
        "names",
        "state a",
        "state root",
        NULL },
      "a WARNING twice\012"
      "a WARNING twice\012"
      "a WARNING once\012"
      "x\012"
      "a ERROR x\012"
      "other\012"
      "a 0 10 1 0 1\012"
      "root 10 10 1 0 1\012" },
    { "the same handler twice",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'handlers': ['console', 'console'], 'propagate': false}}}",
        "log a 30 once",
        "state a",
        NULL },
      "a WARNING once\012"
      "a 0 10 0 0 1\012" },
    { "ids from a dict and from a string",
      { "{'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 40}}, 'loggers': {'a': {'handlers': {'c': 1}}, 'b': {'handlers': 'cd'}}}",
        "log a 30 once",
        "log b 40 twice",
        "state b",
        NULL },
      "once\012"
      "twice\012"
      "twice\012"
      "b 0 30 1 0 2\012" },
    { "a logger called root",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'root': {'level': 'ERROR'}}}",
        "log a 30 x",
        "log a 40 y",
        "state root",
        NULL },
      "a WARNING x\012"
      "a ERROR y\012"
      "root 10 10 1 0 1\012" },
    { "only the logger root",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': null, 'loggers': {'root': {'level': 'ERROR', 'handlers': ['console']}}}",
        "log a 40 y",
        "state root",
        NULL },
      "a ERROR y\012"
      "root 40 40 1 0 1\012" },
    { "an empty root",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "{'version': 1, 'root': {}}",
        "state root",
        "log a 10 x",
        "names",
        NULL },
      "root 10 10 1 0 1\012"
      "a DEBUG x\012"
      "\012" },
    { "no root",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "{'version': 1}",
        "state root",
        "log a 30 x",
        "names",
        NULL },
      "root 10 10 1 0 1\012"
      "a WARNING x\012"
      "\012" },
    { "an unnamed logger",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'': {'level': 40}}}",
        "log a 30 x",
        "log root 40 y",
        "state root",
        NULL },
      "a WARNING x\012"
      "root ERROR y\012"
      "root 10 10 1 0 1\012" },
    { "versions",
      { "{'version': 1.0, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "log a 30 x",
        "{'version': true, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "log a 30 y",
        NULL },
      "a WARNING x\012" },
    { "levels",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'level': 15}, 'b': {'level': true}, 'c': {'level': 0}, 'd': {'level': null}, 'e': {'level': -5}, 'f': {'level': 'FATAL'}, 'g': {'level': 'WARN'}}}",
        "state a",
        "state b",
        "state c",
        "state d",
        "state e",
        "state f",
        "state g",
        "log a 14 x",
        "log a 15 y",
        "log f 40 x",
        "log g 30 y",
        NULL },
      "a 15 15 1 0 0\012"
      "b 1 1 1 0 0\012"
      "c 0 10 1 0 0\012"
      "d 0 10 1 0 0\012"
      "e -5 -5 1 0 0\012"
      "f 50 50 1 0 0\012"
      "g 30 30 1 0 0\012"
      "a Level 15 y\012"
      "g WARNING y\012" },
    { "propagate",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'propagate': false}, 'b': {'propagate': 0}, 'c': {'propagate': 'no'}, 'd': {'propagate': null}, 'e': {'propagate': []}}}",
        "state a",
        "state b",
        "state c",
        "state d",
        "state e",
        NULL },
      "a 0 10 0 0 0\012"
      "b 0 10 0 0 0\012"
      "c 0 10 1 0 0\012"
      "d 0 10 1 0 0\012"
      "e 0 10 0 0 0\012" },
    { "styles",
      { "{'version': 1, 'formatters': {'p': {'format': '%(message)s|%(name)5s|%(levelno)03d'}, 'b': {'format': '{message}|{name:>5}|{levelno:03}', 'style': '{'}, 'd': {'format': '$message|${name}|$$', 'style': '$'}, 'n': {}, 'e': {'format': ''}, 'z': {'format': null, 'datefmt': null, 'style': '{'}}, 'handlers': {'p': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'p'}, 'b': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'b'}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'd'}, 'n': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'n'}, 'e': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'e'}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'z'}}, 'root': {'handlers': ['p', 'b', 'd', 'n', 'e', 'z']}}",
        "log a 30 x",
        NULL },
      "x|    a|030\012"
      "x|    a|030\012"
      "x|a|$\012"
      "x\012"
      "x\012"
      "x\012" },
    { "a format that is not validated",
      { "{'version': 1, 'formatters': {'f': {'format': 'no field', 'validate': false}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}}, 'root': {'handlers': ['c']}}",
        "log a 30 x",
        NULL },
      "no field\012" },
    { "defaults",
      { "{'version': 1, 'formatters': {'f': {'format': '%(app)s %(n)d %(f)s %(t)s %(z)s %(l)s %(d)s %(message)s', 'defaults': {'app': 'shop', 'n': 5, 'f': 1.5, 't': true, 'z': null, 'l': [1, 'x'], 'd': {'a': null}, 'name': 'no'}}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}}, 'root': {'handlers': ['c']}}",
        "log a 30 x",
        NULL },
      "shop 5 1.5 True None [1, 'x'] {'a': None} x\012" },
    { "no defaults",
      { "{'version': 1, 'formatters': {'f': {'format': '%(message)s!', 'defaults': null}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}}, 'root': {'handlers': ['c']}}",
        "log a 30 x",
        NULL },
      "x!\012" },
    { "a formatter's class",
      { "{'version': 1, 'formatters': {'f': {'class': 'logging.Formatter', 'format': '%(message)s!'}, 'g': {'class': '', 'format': '%(message)s\077'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'g'}}, 'root': {'handlers': ['c', 'd']}}",
        "log a 30 x",
        NULL },
      "x!\012"
      "x\077\012" },
    { "a formatter's factory",
      { "{'version': 1, 'formatters': {'f': {'()': 'logging.Formatter', 'fmt': '{message}!', 'style': '{'}, 'g': {'()': 'logging.Formatter', 'format': '%(message)s\077'}, 'h': {'()': 'ext://logging.Formatter', 'fmt': '%(message)s%(x)s', 'defaults': {'x': '.'}, 'validate': true}}, 'handlers': {'f': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}, 'g': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'g'}, 'h': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'h'}}, 'root': {'handlers': ['f', 'g', 'h']}}",
        "log a 30 x",
        NULL },
      "x!\012"
      "x\077\012"
      "x.\012" },
    { "a formatter's attributes",
      { "{'version': 1, 'formatters': {'f': {'()': 'logging.Formatter', 'fmt': '%(asctime)s %(message)s', '.': {'default_time_format': 'T', 'default_msec_format': null}}, 'g': {'()': 'logging.Formatter', 'fmt': '%(asctime)s %(message)s', '.': {'datefmt': 'D'}}}, 'handlers': {'f': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}, 'g': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'g'}}, 'root': {'handlers': ['f', 'g']}}",
        "log a 30 x",
        NULL },
      "T x\012"
      "D x\012" },
    { "no formatter",
      { "{'version': 1, 'formatters': {}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': null}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': ''}}, 'root': {'handlers': ['c', 'd']}}",
        "log a 30 x",
        NULL },
      "x\012"
      "x\012" },
    { "filters",
      { "{'version': 1, 'filters': {'a': {'name': 'a'}, 'all': {}, 'b': {'()': 'logging.Filter', 'name': 'a.b'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'filters': ['a', 'all'], 'formatter': 'f'}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'filters': ['b']}}, 'formatters': {'f': {'format': 'c %(name)s %(message)s'}}, 'loggers': {'b': {'filters': ['a']}, 'a': {'filters': ['a']}}, 'root': {'handlers': ['c', 'd'], 'filters': ['all']}}",
        "log root 30 r",
        "log a 20 a",
        "log a.b 20 ab",
        "log a.b.c 30 abc",
        "log ab 30 x",
        "log b 50 no",
        NULL },
      "c a.b.c abc\012"
      "abc\012" },
    { "filters of a logger stay",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'filters': {'b': {'name': 'b'}}, 'loggers': {'a': {'filters': ['b']}}}",
        "log a 30 no",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {}}}",
        "log a 30 no",
        NULL },
      "" },
    { "filters of a logger that is not named stay",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'filters': {'b': {'name': 'b'}}, 'loggers': {'a': {'filters': ['b']}}, 'disable_existing_loggers': false}",
        "log a 30 no",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'disable_existing_loggers': false}",
        "log a 30 no",
        "log b 30 yes",
        NULL },
      "b WARNING yes\012" },
    { "a handler's factory",
      { "{'version': 1, 'handlers': {'c': {'()': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 'ERROR'}}, 'root': {'handlers': ['c']}}",
        "log a 30 x",
        "log a 40 y",
        NULL },
      "y\012" },
    { "a handler's class as an object",
      { "{'version': 1, 'handlers': {'c': {'class': 'ext://logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['c']}}",
        "log a 30 x",
        NULL },
      "x\012" },
    { "a terminator",
      { "{'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', '.': {'terminator': '!\134n'}}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', '.': {'terminator': ''}}, 'e': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', '.': {}}}, 'root': {'handlers': ['c', 'd', 'e']}}",
        "log a 30 x",
        NULL },
      "x!\012"
      "xx\012" },
    { "constants",
      { "{'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 'ext://logging.ERROR'}}, 'root': {'handlers': ['c'], 'level': 'ext://logging.DEBUG'}}",
        "log a 30 x",
        "log a 40 y",
        "state root",
        NULL },
      "y\012"
      "root 10 10 1 0 1\012" },
    { "files",
      { "{'version': 1, 'handlers': {'a': {'class': 'logging.FileHandler', 'filename': 'a.log'}, 'w': {'class': 'logging.FileHandler', 'filename': 'w.log', 'mode': 'w'}, 'd': {'class': 'logging.FileHandler', 'filename': 'd.log', 'delay': true}, 'l': {'class': 'logging.FileHandler', 'filename': 'l.log', 'encoding': 'latin-1'}}, 'root': {'handlers': ['a', 'w', 'l']}}",
        "files",
        "log a 30 \303\251",
        "cat a.log",
        "cat w.log",
        "bytes l.log",
        "{'version': 1, 'handlers': {'w': {'class': 'logging.FileHandler', 'filename': 'w.log', 'mode': 'w'}, 'a': {'class': 'logging.FileHandler', 'filename': 'a.log'}}, 'root': {'handlers': ['w', 'a']}}",
        "files",
        "cat w.log",
        "cat a.log",
        "log a 30 y",
        "cat w.log",
        "cat a.log",
        NULL },
      "a.log l.log w.log\012"
      "\303\251\012"
      "\303\251\012"
      "e90a\012"
      "a.log l.log w.log\012"
      "\303\251\012"
      "\303\251\012" },
    { "rotating files",
      { "{'version': 1, 'handlers': {'r': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'r.log', 'maxBytes': 4, 'backupCount': 2}}, 'root': {'handlers': ['r']}}",
        "log a 30 x",
        "log a 30 y",
        "log a 30 z",
        "log a 30 1",
        "log a 30 2",
        "files",
        "cat r.log",
        "cat r.log.1",
        "cat r.log.2",
        NULL },
      "r.log r.log.1 r.log.2\012"
      "2\012"
      "1\012"
      "z\012" },
    { "errors of encodings",
      { "{'version': 1, 'handlers': {'ignore': {'class': 'logging.FileHandler', 'filename': 'ignore', 'encoding': 'ascii', 'errors': 'ignore'}, 'replace': {'class': 'logging.FileHandler', 'filename': 'replace', 'encoding': 'ascii', 'errors': 'replace'}, 'backslashreplace': {'class': 'logging.FileHandler', 'filename': 'backslashreplace', 'encoding': 'ascii', 'errors': 'backslashreplace'}, 'xmlcharrefreplace': {'class': 'logging.FileHandler', 'filename': 'xmlcharrefreplace', 'encoding': 'ascii', 'errors': 'xmlcharrefreplace'}}, 'root': {'handlers': ['ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace']}}",
        "log a 30 a\303\251b",
        "cat ignore",
        "cat replace",
        "cat backslashreplace",
        "cat xmlcharrefreplace",
        NULL },
      "ab\012"
      "a\077b\012"
      "a\134xe9b\012"
      "a&#233;b\012" },
    { "encodings",
      { "{'version': 1, 'handlers': {'u': {'class': 'logging.handlers.WatchedFileHandler', 'filename': 'u', 'encoding': 'utf-16-le', 'mode': 'a'}, 'r': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'r', 'encoding': 'utf-8-sig', 'errors': null}, 't': {'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 't', 'encoding': 'cp1252', 'errors': 'replace'}, 'w': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'w', 'encoding': 'ascii', 'errors': 'ignore', 'mode': 'w'}}, 'root': {'handlers': ['u', 'r', 't', 'w']}}",
        "log a 30 \342\202\254\303\251",
        "bytes u",
        "bytes r",
        "bytes t",
        "bytes w",
        NULL },
      "ac20e9000a00\012"
      "efbbbfe282acc3a90a\012"
      "80e90a\012"
      "0a\012" },
    { "files that are there",
      { "{'version': 1, 'handlers': {'f': {'class': 'logging.FileHandler', 'filename': 'f'}, 'g': {'class': 'logging.FileHandler', 'filename': 'g'}, 'h': {'class': 'logging.FileHandler', 'filename': 'h'}}, 'root': {'handlers': ['f', 'g', 'h']}}",
        "log a 30 old",
        "{'version': 1, 'handlers': {'a': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'f', 'mode': 'w'}, 'b': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'g', 'mode': 'w', 'maxBytes': 1000, 'backupCount': 1}, 'c': {'class': 'logging.handlers.WatchedFileHandler', 'filename': 'h', 'mode': 'w', 'delay': true}, 'd': {'class': 'logging.FileHandler', 'filename': 'i', 'mode': 'x'}}, 'root': {'handlers': ['a', 'b', 'c', 'd']}}",
        "files",
        "cat f",
        "cat g",
        "cat h",
        "log a 30 new",
        "cat f",
        "cat g",
        "cat h",
        "cat i",
        NULL },
      "f g h i\012"
      "old\012"
      "old\012"
      "old\012"
      "old\012" },
    { "handlers that nobody has",
      { "{'version': 1, 'handlers': {'f': {'class': 'logging.FileHandler', 'filename': 'f'}}}",
        "files",
        "log a 10 x",
        NULL },
      "f\012" },
    { "rotation without backups",
      { "{'version': 1, 'handlers': {'r': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'r', 'maxBytes': 4, 'delay': 1}, 's': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 's', 'maxBytes': 10.0, 'backupCount': 1}}, 'root': {'handlers': ['r', 's']}}",
        "files",
        "log a 30 x",
        "log a 30 y",
        "log a 30 0123456789",
        "files",
        "cat r",
        "cat s",
        "cat s.1",
        NULL },
      "s\012"
      "r s s.1\012"
      "x\012"
      "y\012"
      "0123456789\012"
      "0123456789\012"
      "x\012"
      "y\012" },
    { "times of rotation",
      { "{'version': 1, 'handlers': {'s': {'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'x', 'when': 's', 'interval': 5}, 'h': {'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'x', 'utc': true}, 'd': {'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'x', 'when': 'D', 'interval': 3, 'utc': true}, 'm': {'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'x', 'when': 'midnight', 'utc': true, 'backupCount': 2}, 'w': {'class': 'logging.handlers.TimedRotatingFileHandler', 'filename': 'x', 'when': 'W3', 'utc': 1, 'atTime': null}}, 'root': {'handlers': ['s', 'h', 'd', 'm', 'w']}}",
        "rollover s 1710000000",
        "rollover h 1710000000",
        "rollover d 1710000000",
        "rollover m 1710000000",
        "rollover w 1710000000",
        "files",
        NULL },
      "1710000005\012"
      "1710003600\012"
      "1710259200\012"
      "1710028800\012"
      "1710460800\012"
      "x\012" },
    { "memory",
      { "{'version': 1, 'handlers': {'m': {'class': 'logging.handlers.MemoryHandler', 'capacity': 3, 'target': 'z', 'flushLevel': 'ERROR'}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'root': {'handlers': ['m'], 'level': 0}}",
        "log a 30 1",
        "log a 30 2",
        "print -",
        "log a 30 3",
        "print -",
        "log a 30 4",
        "log a 40 5",
        "print -",
        "log a 30 6",
        "flush m",
        "names",
        NULL },
      "-\012"
      "a WARNING 1\012"
      "a WARNING 2\012"
      "a WARNING 3\012"
      "-\012"
      "a WARNING 4\012"
      "a ERROR 5\012"
      "-\012"
      "a WARNING 6\012"
      "m z\012" },
    { "memory that is closed by the next configuration",
      { "{'version': 1, 'handlers': {'m': {'class': 'logging.handlers.MemoryHandler', 'capacity': 30, 'target': 'z'}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['m']}}",
        "log a 30 1",
        "print -",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        NULL },
      "-\012"
      "1\012" },
    { "memory that is not flushed",
      { "{'version': 1, 'handlers': {'m': {'class': 'logging.handlers.MemoryHandler', 'capacity': 30, 'target': 'z', 'flushOnClose': false}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['m']}}",
        "log a 30 1",
        "print -",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        NULL },
      "-\012" },
    { "memory of which the target comes first",
      { "{'version': 1, 'handlers': {'m': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'a', 'flushLevel': 50}, 'a': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['m']}}",
        "log a 30 1",
        NULL },
      "1\012" },
    { "a level of its own",
      { "{'version': 1, 'handlers': {'m': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'z', 'level': 'ERROR'}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 'CRITICAL'}}, 'root': {'handlers': ['m']}}",
        "log a 30 no",
        "log a 40 yes",
        NULL },
      "yes\012" },
    { "nothing",
      { "{'version': 1, 'handlers': {'n': {'class': 'logging.NullHandler', 'level': 5}}, 'root': {'handlers': ['n']}}",
        "log a 30 x",
        "state root",
        "level n",
        NULL },
      "root 30 30 1 0 1\012"
      "5\012" },
    { "paths",
      { "{'version': 1, 'formatters': {'f': 'cfg://formatters.g', 'g': {'format': 'cfg://text[1]'}}, 'text': ['no', '%(message)s!', {'a b': ['INFO']}], 'handlers': {'c': {'class': 'cfg://handlers.d[class]', 'stream': 'cfg://where', 'formatter': 'f', 'level': 'cfg://text[2][a b][0]'}, 'd': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'g'}}, 'where': 'cfg://handlers.d.stream', 'root': 'cfg://loggers.a', 'loggers': {'a': {'level': 'cfg://text[2][a b][0]', 'handlers': 'cfg://list', 'propagate': false}}, 'list': ['c', 'd']}",
        "log a 30 x",
        "state a",
        "state root",
        NULL },
      "x!\012"
      "x!\012"
      "a 20 20 0 0 2\012"
      "root 20 20 1 0 2\012" },
    { "other prefixes",
      { "{'version': 1, 'formatters': {'f': {'format': 'http://x %(message)s'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'}}, 'root': {'handlers': ['c']}}",
        "log a 30 x",
        NULL },
      "http://x x\012" },
    { "incremental",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}, 'loggers': {'a': {'level': 'INFO'}}}",
        "set b disabled 1",
        "{'version': 1, 'incremental': true, 'handlers': {'console': {'level': 'ERROR'}}, 'loggers': {'a': {'level': 'DEBUG', 'propagate': false}, 'b': {}, 'c.d': {'level': 5}}, 'root': {'level': 'CRITICAL'}}",
        "state a",
        "state b",
        "state c.d",
        "state root",
        "level console",
        "names",
        "log c.d 40 x",
        "log c.d 30 y",
        NULL },
      "a 10 10 0 0 0\012"
      "b 0 50 1 0 0\012"
      "c.d 5 5 1 0 0\012"
      "root 50 50 1 0 1\012"
      "40\012"
      "console\012"
      "c.d ERROR x\012" },
    { "incremental without levels",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "{'version': 1, 'incremental': true, 'handlers': {'console': {'level': 0}}, 'loggers': {'a': {'level': 0}}, 'root': {}}",
        "level console",
        "state a",
        "state root",
        NULL },
      "0\012"
      "a 0 10 1 0 0\012"
      "root 10 10 1 0 1\012" },
    { "incremental with everything",
      { "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}}, 'root': {'level': 'DEBUG', 'handlers': ['console']}}",
        "{'version': 1, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 40}}, 'root': {'level': 30, 'handlers': []}, 'incremental': true}",
        "level console",
        "state root",
        "log a 40 x",
        NULL },
      "40\012"
      "root 30 30 1 0 1\012"
      "a ERROR x\012" },
    { "a queue",
      { "{'version': 1, 'handlers': {'q': {'class': 'logging.handlers.QueueHandler', 'handlers': ['z', 'y'], 'respect_handler_level': true}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain'}, 'y': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 'ERROR'}}, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'root': {'handlers': ['q']}}",
        "start q",
        "log a 30 x",
        "log a 40 y",
        "stop q",
        "names",
        NULL },
      "a WARNING x\012"
      "a ERROR y\012"
      "y\012"
      "q y z\012" },
    { "a queue that is specified",
      { "{'version': 1, 'handlers': {'q': {'class': 'logging.handlers.QueueHandler', 'queue': {'()': 'queue.Queue', 'maxsize': 100}, 'listener': 'logging.handlers.QueueListener', 'handlers': ['z'], 'level': 'ERROR', 'formatter': 'plain'}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain', 'level': 50}}, 'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'}}, 'root': {'handlers': ['q']}}",
        "start q",
        "log a 30 x",
        "log a 40 y",
        "stop q",
        NULL },
      "a ERROR a ERROR y\012" },
    { "a queue by its name",
      { "{'version': 1, 'handlers': {'a': {'class': 'logging.handlers.QueueHandler', 'queue': 'queue.SimpleQueue', 'listener': 'ext://logging.handlers.QueueListener', 'handlers': ['z']}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['a']}}",
        "start a",
        "log a 30 x",
        "stop a",
        NULL },
      "x\012" },
    { "Django's default",
      { "{'version': 1, 'disable_existing_loggers': false, 'filters': {'require_debug_false': {'()': 'logging.Filter', 'name': 'django.request'}, 'require_debug_true': {'()': 'logging.Filter'}}, 'formatters': {'django.server': {'()': 'logging.Formatter', 'format': '[{server_time}] {message}', 'style': '{', 'defaults': {'server_time': 'now'}}}, 'handlers': {'console': {'level': 'INFO', 'filters': ['require_debug_true'], 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}, 'django.server': {'level': 'INFO', 'class': 'logging.StreamHandler', 'formatter': 'django.server', 'stream': 'ext://sys.stdout'}, 'mail_admins': {'level': 'ERROR', 'filters': ['require_debug_false'], 'class': 'logging.FileHandler', 'filename': 'mails'}}, 'loggers': {'django': {'handlers': ['console', 'mail_admins'], 'level': 'INFO'}, 'django.server': {'handlers': ['django.server'], 'level': 'INFO', 'propagate': false}}}",
        "log django 20 up",
        "log django.request 40 500",
        "log django.db 40 slow",
        "log django.server 20 GET",
        "log other 20 no",
        "cat mails",
        NULL },
      "up\012"
      "500\012"
      "slow\012"
      "[now] GET\012"
      "500\012" },
    { "Django's manual",
      { "{'version': 1, 'disable_existing_loggers': false, 'formatters': {'verbose': {'format': '{levelname} {name} {message}', 'style': '{'}, 'simple': {'format': '{levelname} {message}', 'style': '{'}}, 'filters': {'special': {'()': 'logging.Filter', 'name': 'myproject'}, 'require_debug_true': {'()': 'logging.Filter'}}, 'handlers': {'console': {'level': 'INFO', 'filters': ['require_debug_true'], 'class': 'logging.StreamHandler', 'formatter': 'simple', 'stream': 'ext://sys.stdout'}, 'mail_admins': {'level': 'ERROR', 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'verbose', 'filters': ['special']}}, 'loggers': {'django': {'handlers': ['console'], 'propagate': true}, 'django.request': {'handlers': ['mail_admins'], 'level': 'ERROR', 'propagate': false}, 'myproject.custom': {'handlers': ['console', 'mail_admins'], 'level': 'INFO', 'filters': ['special']}}}",
        "log django 30 x",
        "log django.request 40 no",
        "log myproject.custom 20 hello",
        "log myproject.custom 40 oh",
        "log django.request 30 no",
        NULL },
      "WARNING x\012"
      "INFO hello\012"
      "ERROR oh\012"
      "ERROR myproject.custom oh\012" },
    { "Django's file",
      { "{'version': 1, 'disable_existing_loggers': false, 'handlers': {'file': {'level': 'DEBUG', 'class': 'logging.FileHandler', 'filename': 'debug.log'}}, 'loggers': {'django': {'handlers': ['file'], 'level': 'DEBUG', 'propagate': true}}}",
        "log django 10 x",
        "log django.db 10 y",
        "log other 30 -",
        "cat debug.log",
        NULL },
      "x\012"
      "y\012" },
    { "Flask's manual",
      { "{'version': 1, 'formatters': {'default': {'format': '[%(name)s] %(levelname)s in %(module)s: %(message)s'}}, 'handlers': {'wsgi': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'default'}}, 'root': {'level': 'INFO', 'handlers': ['wsgi']}}",
        "log werkzeug 20 GET",
        "log app 10 no",
        NULL },
      "[werkzeug] INFO in dict_scenarios: GET\012" },
    { "uvicorn's default",
      { "{'version': 1, 'disable_existing_loggers': false, 'formatters': {'default': {'()': 'logging.Formatter', 'fmt': '%(levelname)s: %(message)s'}, 'access': {'()': 'logging.Formatter', 'fmt': '%(levelname)s: - %(message)s'}}, 'handlers': {'default': {'formatter': 'default', 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}, 'access': {'formatter': 'access', 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'loggers': {'uvicorn': {'handlers': ['default'], 'level': 'INFO', 'propagate': false}, 'uvicorn.error': {'level': 'INFO'}, 'uvicorn.access': {'handlers': ['access'], 'level': 'INFO', 'propagate': false}}}",
        "log uvicorn.error 20 Started",
        "log uvicorn.access 20 GET",
        "log uvicorn 10 no",
        "state uvicorn.access",
        NULL },
      "INFO: Started\012"
      "INFO: - GET\012"
      "uvicorn.access 20 20 0 0 1\012" },
    { "gunicorn's default",
      { "{'version': 1, 'disable_existing_loggers': false, 'root': {'level': 'INFO', 'handlers': ['console']}, 'loggers': {'gunicorn.error': {'level': 'INFO', 'handlers': ['error_console'], 'propagate': true, 'qualname': 'gunicorn.error'}, 'gunicorn.access': {'level': 'INFO', 'handlers': ['console'], 'propagate': true, 'qualname': 'gunicorn.access'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'generic', 'stream': 'ext://sys.stdout'}, 'error_console': {'class': 'logging.StreamHandler', 'formatter': 'generic', 'stream': 'ext://sys.stdout'}}, 'formatters': {'generic': {'format': '[%(levelname)s] %(message)s', 'datefmt': '[%Y-%m-%d %H:%M:%S %z]', 'class': 'logging.Formatter'}}}",
        "log gunicorn.error 20 Booting",
        "log gunicorn.access 20 GET",
        "log app 20 x",
        NULL },
      "[INFO] Booting\012"
      "[INFO] Booting\012"
      "[INFO] GET\012"
      "[INFO] GET\012"
      "[INFO] x\012" },
    { "Sanic's default",
      { "{'version': 1, 'disable_existing_loggers': false, 'loggers': {'sanic.root': {'level': 'INFO', 'handlers': ['console']}, 'sanic.error': {'level': 'INFO', 'handlers': ['error_console'], 'propagate': true, 'qualname': 'sanic.error'}, 'sanic.access': {'level': 'INFO', 'handlers': ['access_console'], 'propagate': true, 'qualname': 'sanic.access'}, 'sanic.server': {'level': 'INFO', 'handlers': ['console'], 'propagate': true, 'qualname': 'sanic.server'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'generic', 'stream': 'ext://sys.stdout'}, 'error_console': {'class': 'logging.StreamHandler', 'formatter': 'generic', 'stream': 'ext://sys.stdout'}, 'access_console': {'class': 'logging.StreamHandler', 'formatter': 'access', 'stream': 'ext://sys.stdout'}}, 'formatters': {'generic': {'format': '[%(levelname)s] %(message)s', 'datefmt': '[%Y-%m-%d %H:%M:%S %z]', 'class': 'logging.Formatter'}, 'access': {'format': '- (%(name)s)[%(levelname)s]: %(message)s', 'datefmt': '[%Y-%m-%d %H:%M:%S %z]', 'class': 'logging.Formatter'}}}",
        "log sanic.root 20 up",
        "log sanic.error 40 no",
        "log sanic.access 20 GET",
        "log sanic.server 10 no",
        NULL },
      "[INFO] up\012"
      "[ERROR] no\012"
      "- (sanic.access)[INFO]: GET\012" },
    { "Scrapy's default",
      { "get twisted.web",
        "get other",
        "{'version': 1, 'disable_existing_loggers': false, 'loggers': {'filelock': {'level': 'ERROR'}, 'hpack': {'level': 'ERROR'}, 'scrapy': {'level': 'DEBUG'}, 'twisted': {'level': 'ERROR'}}}",
        "state filelock",
        "state scrapy",
        "state twisted",
        "state twisted.web",
        "state other",
        "state root",
        NULL },
      "filelock 40 40 1 0 0\012"
      "scrapy 10 10 1 0 0\012"
      "twisted 40 40 1 0 0\012"
      "twisted.web 0 40 1 0 0\012"
      "other 0 30 1 0 0\012"
      "root 30 30 1 0 0\012" },
    { "Synapse's sample",
      { "{'version': 1, 'formatters': {'precise': {'format': '%(name)s - %(module)s - %(levelname)s - %(request)s - %(message)s', 'defaults': {'request': 'GET-1'}}}, 'handlers': {'file': {'class': 'logging.handlers.TimedRotatingFileHandler', 'formatter': 'precise', 'filename': 'homeserver.log', 'when': 'midnight', 'backupCount': 3, 'encoding': 'utf8'}, 'buffer': {'class': 'logging.handlers.MemoryHandler', 'target': 'file', 'capacity': 10, 'flushLevel': 30}, 'console': {'class': 'logging.StreamHandler', 'formatter': 'precise', 'stream': 'ext://sys.stdout'}}, 'loggers': {'synapse.storage.SQL': {'level': 'INFO'}, 'twisted': {'handlers': ['file'], 'propagate': false}}, 'root': {'level': 'INFO', 'handlers': ['buffer']}, 'disable_existing_loggers': false}",
        "log synapse.http 20 one",
        "log synapse.storage.SQL 10 no",
        "cat homeserver.log",
        "log synapse.http 30 two",
        "log twisted 40 three",
        "cat homeserver.log",
        NULL },
      "synapse.http - dict_scenarios - INFO - GET-1 - one\012"
      "synapse.http - dict_scenarios - WARNING - GET-1 - two\012"
      "twisted - dict_scenarios - ERROR - GET-1 - three\012" },
    { "Airflow's default",
      { "{'version': 1, 'disable_existing_loggers': false, 'formatters': {'airflow': {'format': '{%(name)s} %(levelname)s - %(message)s', 'class': 'logging.Formatter'}, 'airflow_coloured': {'format': '%(levelname)s - %(message)s', 'class': 'logging.Formatter'}, 'source_processor': {'format': '[SOURCE:DAG_PROCESSOR] {%(name)s} %(levelname)s - %(message)s', 'class': 'logging.Formatter'}}, 'filters': {'mask_secrets': {'()': 'logging.Filter'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'airflow_coloured', 'stream': 'ext://sys.stdout', 'filters': ['mask_secrets']}, 'task': {'class': 'logging.FileHandler', 'formatter': 'airflow', 'filename': 'task.log', 'filters': ['mask_secrets']}, 'processor': {'class': 'logging.handlers.RotatingFileHandler', 'formatter': 'airflow', 'filename': 'processor.log', 'mode': 'a', 'maxBytes': 104857600, 'backupCount': 5, 'filters': ['mask_secrets']}}, 'loggers': {'airflow.task': {'handlers': ['task'], 'level': 'INFO', 'propagate': true, 'filters': ['mask_secrets']}, 'airflow.processor': {'handlers': ['processor'], 'level': 'INFO', 'propagate': false}, 'flask_appbuilder': {'handlers': ['console'], 'level': 'WARNING', 'propagate': true}}, 'root': {'handlers': ['console'], 'level': 'INFO', 'filters': ['mask_secrets']}}",
        "log airflow.task 20 run",
        "log airflow.processor 20 parse",
        "log flask_appbuilder 30 warn",
        "log airflow.task.op 10 no",
        "cat task.log",
        "cat processor.log",
        NULL },
      "INFO - run\012"
      "WARNING - warn\012"
      "WARNING - warn\012"
      "{airflow.task} INFO - run\012"
      "{airflow.processor} INFO - parse\012" },
    { "the manual of Python",
      { "{'version': 1, 'formatters': {'brief': {'format': '%(message)s'}, 'precise': {'format': '%(levelname)-8s %(name)-15s %(message)s'}}, 'filters': {'allow_foo': {'name': 'foo'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'brief', 'level': 'INFO', 'filters': ['allow_foo'], 'stream': 'ext://sys.stdout'}, 'file': {'class': 'logging.handlers.RotatingFileHandler', 'formatter': 'precise', 'filename': 'logconfig.log', 'maxBytes': 1024, 'backupCount': 3}}, 'root': {'level': 'DEBUG', 'handlers': ['console', 'file']}}",
        "log foo.bar 20 seen",
        "log bar 20 hidden",
        "log foo 10 detail",
        "cat logconfig.log",
        NULL },
      "seen\012"
      "INFO     foo.bar         seen\012"
      "INFO     bar             hidden\012"
      "DEBUG    foo             detail\012" },
    { "the queue of Python's cookbook",
      { "{'version': 1, 'disable_existing_loggers': true, 'formatters': {'simple': {'format': '%(levelname)s: %(message)s'}, 'detailed': {'format': '[%(levelname)s|%(module)s] %(message)s'}}, 'handlers': {'stdout': {'class': 'logging.StreamHandler', 'level': 'WARNING', 'formatter': 'simple', 'stream': 'ext://sys.stdout'}, 'file': {'class': 'logging.handlers.RotatingFileHandler', 'level': 'DEBUG', 'formatter': 'simple', 'filename': 'my_app.log', 'maxBytes': 10000, 'backupCount': 3}, 'queue_handler': {'class': 'logging.handlers.QueueHandler', 'handlers': ['stdout', 'file'], 'respect_handler_level': true}}, 'loggers': {'root': {'level': 'DEBUG', 'handlers': ['queue_handler']}}}",
        "start queue_handler",
        "log app 10 detail",
        "log app 30 warning",
        "stop queue_handler",
        "cat my_app.log",
        NULL },
      "WARNING: warning\012"
      "DEBUG: detail\012"
      "WARNING: warning\012" },
    { "Celery's formats",
      { "{'version': 1, 'disable_existing_loggers': false, 'formatters': {'worker': {'format': '[%(levelname)s/%(processName)s] %(message)s'}, 'task': {'format': '[%(levelname)s/%(processName)s] %(task_name)s[%(task_id)s]: %(message)s', 'defaults': {'task_name': '\077\077\077', 'task_id': '\077\077\077'}}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'worker', 'stream': 'ext://sys.stdout'}, 'tasks': {'class': 'logging.handlers.WatchedFileHandler', 'formatter': 'task', 'filename': 'tasks.log', 'encoding': 'utf-8', 'delay': 0}}, 'loggers': {'celery': {'level': 'WARNING', 'handlers': ['console'], 'propagate': false}, 'celery.task': {'level': 'INFO', 'handlers': ['tasks'], 'propagate': true}}}",
        "log celery.task.x 20 done",
        "log celery.worker 30 lost",
        "log celery 20 no",
        "cat tasks.log",
        NULL },
      "[INFO/MainProcess] done\012"
      "[WARNING/MainProcess] lost\012"
      "[INFO/MainProcess] \077\077\077[\077\077\077]: done\012" },
};

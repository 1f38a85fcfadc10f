"""Configurations as projects document them or come with them, with built-in classes in the place of the projects' own, and
times left out of their formats; then what their programs would log. For dict_scenarios.py."""

DJANGO_DEFAULT = {
    "version": 1, "disable_existing_loggers": False,
    "filters": {"require_debug_false": {"()": "logging.Filter", "name": "django.request"}, "require_debug_true": {"()": "logging.Filter"}},
    "formatters": {"django.server": {"()": "logging.Formatter", "format": "[{server_time}] {message}", "style": "{", "defaults": {"server_time": "now"}}},
    "handlers": {
        "console": {"level": "INFO", "filters": ["require_debug_true"], "class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
        "django.server": {"level": "INFO", "class": "logging.StreamHandler", "formatter": "django.server", "stream": "ext://sys.stdout"},
        "mail_admins": {"level": "ERROR", "filters": ["require_debug_false"], "class": "logging.FileHandler", "filename": "mails"},
    },
    "loggers": {
        "django": {"handlers": ["console", "mail_admins"], "level": "INFO"},
        "django.server": {"handlers": ["django.server"], "level": "INFO", "propagate": False},
    },
}
DJANGO_VERBOSE = {
    "version": 1, "disable_existing_loggers": False,
    "formatters": {
        "verbose": {"format": "{levelname} {name} {message}", "style": "{"},
        "simple": {"format": "{levelname} {message}", "style": "{"},
    },
    "filters": {"special": {"()": "logging.Filter", "name": "myproject"}, "require_debug_true": {"()": "logging.Filter"}},
    "handlers": {
        "console": {"level": "INFO", "filters": ["require_debug_true"], "class": "logging.StreamHandler", "formatter": "simple", "stream": "ext://sys.stdout"},
        "mail_admins": {"level": "ERROR", "class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "verbose", "filters": ["special"]},
    },
    "loggers": {
        "django": {"handlers": ["console"], "propagate": True},
        "django.request": {"handlers": ["mail_admins"], "level": "ERROR", "propagate": False},
        "myproject.custom": {"handlers": ["console", "mail_admins"], "level": "INFO", "filters": ["special"]},
    },
}
DJANGO_FILE = {
    "version": 1, "disable_existing_loggers": False,
    "handlers": {"file": {"level": "DEBUG", "class": "logging.FileHandler", "filename": "debug.log"}},
    "loggers": {"django": {"handlers": ["file"], "level": "DEBUG", "propagate": True}},
}
FLASK = {
    "version": 1,
    "formatters": {"default": {"format": "[%(name)s] %(levelname)s in %(module)s: %(message)s"}},
    "handlers": {"wsgi": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "default"}},
    "root": {"level": "INFO", "handlers": ["wsgi"]},
}
UVICORN = {
    "version": 1, "disable_existing_loggers": False,
    "formatters": {
        "default": {"()": "logging.Formatter", "fmt": "%(levelname)s: %(message)s"},
        "access": {"()": "logging.Formatter", "fmt": "%(levelname)s: - %(message)s"},
    },
    "handlers": {
        "default": {"formatter": "default", "class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
        "access": {"formatter": "access", "class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        "uvicorn": {"handlers": ["default"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"level": "INFO"},
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
GUNICORN = {
    "version": 1, "disable_existing_loggers": False,
    "root": {"level": "INFO", "handlers": ["console"]},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": True, "qualname": "gunicorn.error"},
        "gunicorn.access": {"level": "INFO", "handlers": ["console"], "propagate": True, "qualname": "gunicorn.access"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stdout"},
        "error_console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stdout"},
    },
    "formatters": {"generic": {"format": "[%(levelname)s] %(message)s", "datefmt": "[%Y-%m-%d %H:%M:%S %z]", "class": "logging.Formatter"}},
}
SANIC = {
    "version": 1, "disable_existing_loggers": False,
    "loggers": {
        "sanic.root": {"level": "INFO", "handlers": ["console"]},
        "sanic.error": {"level": "INFO", "handlers": ["error_console"], "propagate": True, "qualname": "sanic.error"},
        "sanic.access": {"level": "INFO", "handlers": ["access_console"], "propagate": True, "qualname": "sanic.access"},
        "sanic.server": {"level": "INFO", "handlers": ["console"], "propagate": True, "qualname": "sanic.server"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stdout"},
        "error_console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stdout"},
        "access_console": {"class": "logging.StreamHandler", "formatter": "access", "stream": "ext://sys.stdout"},
    },
    "formatters": {
        "generic": {"format": "[%(levelname)s] %(message)s", "datefmt": "[%Y-%m-%d %H:%M:%S %z]", "class": "logging.Formatter"},
        "access": {"format": "- (%(name)s)[%(levelname)s]: %(message)s", "datefmt": "[%Y-%m-%d %H:%M:%S %z]", "class": "logging.Formatter"},
    },
}
SCRAPY = {
    "version": 1, "disable_existing_loggers": False,
    "loggers": {"filelock": {"level": "ERROR"}, "hpack": {"level": "ERROR"}, "scrapy": {"level": "DEBUG"}, "twisted": {"level": "ERROR"}},
}
SYNAPSE = {
    "version": 1,
    "formatters": {"precise": {"format": "%(name)s - %(module)s - %(levelname)s - %(request)s - %(message)s", "defaults": {"request": "GET-1"}}},
    "handlers": {
        "file": {"class": "logging.handlers.TimedRotatingFileHandler", "formatter": "precise", "filename": "homeserver.log", "when": "midnight", "backupCount": 3, "encoding": "utf8"},
        "buffer": {"class": "logging.handlers.MemoryHandler", "target": "file", "capacity": 10, "flushLevel": 30},
        "console": {"class": "logging.StreamHandler", "formatter": "precise", "stream": "ext://sys.stdout"},
    },
    "loggers": {"synapse.storage.SQL": {"level": "INFO"}, "twisted": {"handlers": ["file"], "propagate": False}},
    "root": {"level": "INFO", "handlers": ["buffer"]},
    "disable_existing_loggers": False,
}
AIRFLOW = {
    "version": 1, "disable_existing_loggers": False,
    "formatters": {
        "airflow": {"format": "{%(name)s} %(levelname)s - %(message)s", "class": "logging.Formatter"},
        "airflow_coloured": {"format": "%(levelname)s - %(message)s", "class": "logging.Formatter"},
        "source_processor": {"format": "[SOURCE:DAG_PROCESSOR] {%(name)s} %(levelname)s - %(message)s", "class": "logging.Formatter"},
    },
    "filters": {"mask_secrets": {"()": "logging.Filter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "airflow_coloured", "stream": "ext://sys.stdout", "filters": ["mask_secrets"]},
        "task": {"class": "logging.FileHandler", "formatter": "airflow", "filename": "task.log", "filters": ["mask_secrets"]},
        "processor": {"class": "logging.handlers.RotatingFileHandler", "formatter": "airflow", "filename": "processor.log", "mode": "a",
                      "maxBytes": 104857600, "backupCount": 5, "filters": ["mask_secrets"]},
    },
    "loggers": {
        "airflow.task": {"handlers": ["task"], "level": "INFO", "propagate": True, "filters": ["mask_secrets"]},
        "airflow.processor": {"handlers": ["processor"], "level": "INFO", "propagate": False},
        "flask_appbuilder": {"handlers": ["console"], "level": "WARNING", "propagate": True},
    },
    "root": {"handlers": ["console"], "level": "INFO", "filters": ["mask_secrets"]},
}
PYTHON_MANUAL = {
    "version": 1,
    "formatters": {"brief": {"format": "%(message)s"}, "precise": {"format": "%(levelname)-8s %(name)-15s %(message)s"}},
    "filters": {"allow_foo": {"name": "foo"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "brief", "level": "INFO", "filters": ["allow_foo"], "stream": "ext://sys.stdout"},
        "file": {"class": "logging.handlers.RotatingFileHandler", "formatter": "precise", "filename": "logconfig.log", "maxBytes": 1024, "backupCount": 3},
    },
    "root": {"level": "DEBUG", "handlers": ["console", "file"]},
}
PYTHON_QUEUE = {
    "version": 1, "disable_existing_loggers": True,
    "formatters": {"simple": {"format": "%(levelname)s: %(message)s"}, "detailed": {"format": "[%(levelname)s|%(module)s] %(message)s"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "simple", "stream": "ext://sys.stdout"},
        "file": {"class": "logging.handlers.RotatingFileHandler", "level": "DEBUG", "formatter": "simple", "filename": "my_app.log", "maxBytes": 10000, "backupCount": 3},
        "queue_handler": {"class": "logging.handlers.QueueHandler", "handlers": ["stdout", "file"], "respect_handler_level": True},
    },
    "loggers": {"root": {"level": "DEBUG", "handlers": ["queue_handler"]}},
}
CELERY = {
    "version": 1, "disable_existing_loggers": False,
    "formatters": {"worker": {"format": "[%(levelname)s/%(processName)s] %(message)s"}, "task": {"format": "[%(levelname)s/%(processName)s] %(task_name)s[%(task_id)s]: %(message)s", "defaults": {"task_name": "???", "task_id": "???"}}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "worker", "stream": "ext://sys.stdout"},
        "tasks": {"class": "logging.handlers.WatchedFileHandler", "formatter": "task", "filename": "tasks.log", "encoding": "utf-8", "delay": 0},
    },
    "loggers": {"celery": {"level": "WARNING", "handlers": ["console"], "propagate": False}, "celery.task": {"level": "INFO", "handlers": ["tasks"], "propagate": True}},
}

PROJECTS = {
    "Django's default": [DJANGO_DEFAULT, "log django 20 up", "log django.request 40 500", "log django.db 40 slow", "log django.server 20 GET", "log other 20 no", "cat mails"],
    "Django's manual": [DJANGO_VERBOSE, "log django 30 x", "log django.request 40 no", "log myproject.custom 20 hello", "log myproject.custom 40 oh", "log django.request 30 no"],
    "Django's file": [DJANGO_FILE, "log django 10 x", "log django.db 10 y", "log other 30 -", "cat debug.log"],
    "Flask's manual": [FLASK, "log werkzeug 20 GET", "log app 10 no"],
    "uvicorn's default": [UVICORN, "log uvicorn.error 20 Started", "log uvicorn.access 20 GET", "log uvicorn 10 no", "state uvicorn.access"],
    "gunicorn's default": [GUNICORN, "log gunicorn.error 20 Booting", "log gunicorn.access 20 GET", "log app 20 x"],
    "Sanic's default": [SANIC, "log sanic.root 20 up", "log sanic.error 40 no", "log sanic.access 20 GET", "log sanic.server 10 no"],
    "Scrapy's default": ["get twisted.web", "get other", SCRAPY, *("state " + name for name in ["filelock", "scrapy", "twisted", "twisted.web", "other", "root"])],
    "Synapse's sample": [SYNAPSE, "log synapse.http 20 one", "log synapse.storage.SQL 10 no", "cat homeserver.log", "log synapse.http 30 two", "log twisted 40 three", "cat homeserver.log"],
    "Airflow's default": [AIRFLOW, "log airflow.task 20 run", "log airflow.processor 20 parse", "log flask_appbuilder 30 warn", "log airflow.task.op 10 no", "cat task.log", "cat processor.log"],
    "the manual of Python": [PYTHON_MANUAL, "log foo.bar 20 seen", "log bar 20 hidden", "log foo 10 detail", "cat logconfig.log"],
    "the queue of Python's cookbook": [PYTHON_QUEUE, "start queue_handler", "log app 10 detail", "log app 30 warning", "stop queue_handler", "cat my_app.log"],
    "Celery's formats": [CELERY, "log celery.task.x 20 done", "log celery.worker 30 lost", "log celery 20 no", "cat tasks.log"],
}

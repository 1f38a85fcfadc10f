"""Adapters: whose fields win, merging, nesting, process, and what is passed on to the logger."""
import logging

from support import begin, print_to_stdout


class Prefixing(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        msg, kwargs = super().process(msg, kwargs)
        return "[%s] %s" % (self.extra["user"], msg), kwargs


class Shouting(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return "%s!" % msg, kwargs


def whose_fields(log):
    adapter = logging.LoggerAdapter(log, {"user": "adapter", "port": 1})
    adapter.error("the adapter's")
    adapter.error("the adapter's alone", extra={"user": "call", "host": "call"})
    merging = logging.LoggerAdapter(log, {"user": "adapter", "port": 1}, merge_extra=True)
    merging.error("the adapter's")
    merging.error("both, the call's win", extra={"user": "call", "host": "call"})
    logging.LoggerAdapter(log, {}).error("none", extra={"user": "call"})
    log.error("the logger's", extra={"user": "call"})


def nested(log):
    inner, outer = {"user": "inner", "port": 1}, {"user": "outer", "host": "outer"}
    for merge_inner in False, True:
        for merge_outer in False, True:
            adapter = logging.LoggerAdapter(logging.LoggerAdapter(log, inner, merge_inner), outer, merge_outer)
            adapter.error("merge %d %d", merge_inner, merge_outer)
            adapter.error("merge %d %d, call", merge_inner, merge_outer, extra={"user": "call", "host": "call"})
    three = logging.LoggerAdapter(logging.LoggerAdapter(logging.LoggerAdapter(log, {"user": "1", "port": 1}, True),
                                                        {"host": "2"}, True), {"user": "3"}, True)
    three.error("three")


def processing(log):
    adapter = Prefixing(log, {"user": "alice"})
    adapter.error("%d files", 3)
    adapter.warning("plain")
    Shouting(adapter, {}).error("nested %s", "text")


def passed_on(log):
    """Everything but logging itself is the logger's."""
    child = logging.getLogger("app.child")
    adapter = logging.LoggerAdapter(logging.LoggerAdapter(child, {"user": "u"}), {"user": "v"})
    print(adapter.name, adapter.getEffectiveLevel(), adapter.isEnabledFor(30), adapter.isEnabledFor(29),
          adapter.hasHandlers())
    print(repr(adapter), repr(child))
    adapter.setLevel(logging.INFO)
    print(child.level, adapter.getEffectiveLevel(), adapter.isEnabledFor(20), adapter.isEnabledFor(19))
    adapter.info("now")
    adapter.debug("not now")
    adapter.log(15, "nor this")
    child.disabled = True
    print(adapter.isEnabledFor(50))
    adapter.critical("nor this")
    child.disabled = False
    logging.disable(logging.ERROR)
    print(adapter.isEnabledFor(40), adapter.isEnabledFor(50))
    adapter.error("nor this")
    adapter.critical("but this")
    logging.disable(logging.NOTSET)
    child.propagate = False
    print(adapter.hasHandlers())
    child.propagate = True
    log.setLevel(logging.ERROR)
    child.setLevel(logging.NOTSET)
    print(adapter.getEffectiveLevel())
    adapter.warning("not now")
    adapter.error("with an error", exc_info=(ValueError, ValueError("v"), None))
    log.setLevel(logging.NOTSET)


begin()
log = logging.getLogger("app")
handler = print_to_stdout(log, "")
handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s user=%(user)s port=%(port)s host=%(host)s",
                                       defaults={"user": "-", "port": "-", "host": "-"}))
for part in whose_fields, nested, processing, passed_on:
    print("##", part.__name__)
    part(log)

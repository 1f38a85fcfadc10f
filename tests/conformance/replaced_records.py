"""Filters that put another record in the place of the one they get: for one handler, for all, one after the other."""
import copy
import logging
import logging.handlers
import queue
import sys

from support import begin, print_file

logger = logging.getLogger("app")


def hide(record):
    """A copy without the password."""
    hidden = copy.copy(record)
    hidden.msg = record.getMessage().replace("secret", "******")
    hidden.args = None
    return hidden


def mark(record):
    """A copy that says so; at a level of its own."""
    marked = copy.copy(record)
    marked.marks = getattr(record, "marks", 0) + 1
    marked.levelno, marked.levelname = 10, "marked"
    return marked


def drop(record):
    return False


def file_handler(path, *filters):
    handler = logging.FileHandler(path)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(marks)s %(message)s", defaults={"marks": "-"}))
    for each in filters:
        handler.addFilter(each)
    return handler


def with_handlers(title, *handlers):
    print("%s:" % title)
    for handler in handlers:
        logger.addHandler(handler)
    logger.warning("the password is %s", "secret")
    logger.info("once more: %s, %d", "secret", 7)
    for handler in handlers:
        logger.removeHandler(handler)
        handler.close()
    for path in sorted({handler.baseFilename for handler in handlers if isinstance(handler, logging.FileHandler)}):
        print_file(path.rsplit("/", 1)[-1])


def one_file_of_two():
    with_handlers("one file of two", file_handler("a1.log", hide), file_handler("a2.log"))


def one_after_the_other():
    with_handlers("one after the other", file_handler("b1.log", mark, hide, mark), file_handler("b2.log", hide, mark, drop),
                  file_handler("b3.log", drop, hide), file_handler("b4.log"))


def of_the_logger():
    logger.addFilter(mark)
    serious = file_handler("c1.log", hide)
    serious.setLevel(20)
    with_handlers("of the logger", serious, file_handler("c2.log", hide), file_handler("c3.log"))
    logger.removeFilter(mark)


def of_an_adapter():
    print("of an adapter:")
    handler = file_handler("d.log", mark)
    logger.addHandler(handler)
    logging.LoggerAdapter(logger, {"marks": 5}).error("secret")
    logger.removeHandler(handler)
    handler.close()
    print_file("d.log")


def through_memory():
    target = file_handler("e1.log", mark)
    handler = logging.handlers.MemoryHandler(10, target=target)
    handler.addFilter(hide)
    with_handlers("through memory", handler, file_handler("e2.log"))
    target.close()
    print_file("e1.log")


def through_a_queue():
    target = file_handler("f1.log", mark)
    waiting = queue.Queue()
    handler = logging.handlers.QueueHandler(waiting)
    handler.addFilter(hide)
    listener = logging.handlers.QueueListener(waiting, target, file_handler("f2.log"))
    with_handlers("through a queue", handler)
    listener.start()
    listener.stop()
    target.close()
    print_file("f1.log")
    print_file("f2.log")


begin()
logger.setLevel(logging.DEBUG)
logger.propagate = False
one_file_of_two()
one_after_the_other()
of_the_logger()
of_an_adapter()
through_memory()
through_a_queue()

"""A syslog handler's ident and an HTTP handler's method, changed between two records."""
import logging
import logging.handlers
import socket
import threading

from support import begin, escaped


def ident():
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.bind(("127.0.0.1", 0))
    log = logging.getLogger("syslog")
    log.propagate = False
    handler = logging.handlers.SysLogHandler(peer.getsockname())
    log.addHandler(handler)
    for text in ("", "app: ", "another: ", ""):
        handler.ident = text
        log.warning("to syslog")
        print(escaped(peer.recv(1000)))
    log.removeHandler(handler)
    handler.close()


def serve(listening):
    """Print the first word of each of three requests, and whether they have a body."""
    for _ in range(3):
        connection = listening.accept()[0]
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(10000)
        print(request.split()[0].decode(), b"Content-length" in request)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
        connection.close()


def method():
    listening = socket.create_server(("127.0.0.1", 0))
    server = threading.Thread(target=serve, args=(listening,))
    server.start()
    log = logging.getLogger("http")
    log.propagate = False
    handler = logging.handlers.HTTPHandler("127.0.0.1:%d" % listening.getsockname()[1], "/log")
    log.addHandler(handler)
    for name in ("GET", "POST", "GET"):
        handler.method = name
        log.warning("to a server")
    server.join()
    log.removeHandler(handler)


begin()
ident()
method()

"""A web server that writes each request to a file as it came: http_server.py PORTFILE OUT [CERTIFICATE KEY].

It answers in another way each time: by a length, in chunks, until it closes, with an error, with an empty 204.
"""
import http.server
import itertools
import os
import ssl
import sys

port_file, out = sys.argv[1], open(sys.argv[2], "ab", buffering=0)
numbers = itertools.count()


class Recorder:
    def __init__(self, file):
        self.file, self.seen = file, b""

    def read(self, size):
        return self.note(self.file.read(size))

    def readline(self, limit):
        return self.note(self.file.readline(limit))

    def note(self, data):
        self.seen += data
        return data

    def __getattr__(self, name):
        return getattr(self.file, name)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.rfile = Recorder(self.rfile)

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-length", 0)))
        out.write(self.rfile.seen + b"\n--\n")
        self.rfile.seen = b""
        getattr(self, "answer_%d" % (next(numbers) % 5))()

    do_POST = do_GET

    def answer_0(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"thank")

    def answer_1(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nthank\r\n3\r\nyou\r\n0\r\n\r\n")

    def answer_2(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"thank you")

    def answer_3(self):
        self.send_error(500)

    def answer_4(self):
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*sys.argv[3:5])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(port_file + ".new", "w") as file:
    print(server.server_port, file=file)
os.rename(port_file + ".new", port_file)
server.serve_forever()

"""Python's receiver of logging's sockets: receiver.py KIND COUNT PORT_FILE [CERTIFICATE KEY], where KIND is tcp, tcp6,
tls, udp, unix or unixgram. Prints each record as logging.makeLogRecord makes it, field by field with types, and
ends after COUNT records. PORT_FILE gets the port; for Unix sockets it is the path of the socket, with `.sock`."""
import logging
import os
import pickle
import socket
import ssl
import struct
import sys

kind, count, port_file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
family = socket.AF_UNIX if kind.startswith("unix") else socket.AF_INET6 if kind == "tcp6" else socket.AF_INET
datagrams = kind in ("udp", "unixgram")


def exactly(connection, length):
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            sys.exit("the connection ended in the middle of a record" if data else 0)
        data += more
    return data


def show(data):
    fields = pickle.loads(data)
    assert type(fields) is dict
    for key, value in fields.items():
        print("%s: %s %s" % (key, type(value).__name__, ascii(value)))
    record = logging.makeLogRecord(fields)
    print("=> %s %s %s" % (ascii(record), ascii(record.getMessage()), ascii(logging.Formatter().format(record))), flush=True)


listener = socket.socket(family, socket.SOCK_DGRAM if datagrams else socket.SOCK_STREAM)
address = port_file + ".sock" if family == socket.AF_UNIX else ("::1" if kind == "tcp6" else "127.0.0.1", 0)
listener.bind(address)
listener.settimeout(20)
if not datagrams:
    listener.listen()
with open(port_file + ".new", "w") as out:
    out.write("-1" if family == socket.AF_UNIX else str(listener.getsockname()[1]))
os.rename(port_file + ".new", port_file)
connection = None
for number in range(count):
    if datagrams:
        data = listener.recv(65536)
        assert struct.unpack(">L", data[:4])[0] == len(data) - 4
        show(data[4:])
        continue
    if not connection:
        connection = listener.accept()[0]
        connection.settimeout(20)
        if kind == "tls":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[4], sys.argv[5])
            connection = context.wrap_socket(connection, server_side=True)
    show(exactly(connection, struct.unpack(">L", exactly(connection, 4))[0]))

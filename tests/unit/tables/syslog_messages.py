"""Write syslog_messages.h: what CPython's SysLogHandler sends. Run from this directory: python3 syslog_messages.py"""
import logging
import logging.handlers


def c_string(data):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


class Handler(logging.handlers.SysLogHandler):
    def createSocket(self):
        self.unixsocket, self.socktype, self.socket = False, None, self

    def sendall(self, data):
        self.sent = data

    def close(self):
        self.socket = None


FACILITIES = ["KERN", "USER", "MAIL", "DAEMON", "AUTH", "SYSLOG", "LPR", "NEWS", "UUCP", "CRON", "AUTHPRIV", "FTP", "NTP",
              "SECURITY", "CONSOLE", "SOLCRON"] + ["LOCAL%d" % i for i in range(8)]
ROWS = [(f, 30, None, True, "text") for f in FACILITIES]
ROWS += [("USER", level, None, True, "text") for level in (10, 20, 30, 35, 40, 50)]
ROWS += [("DAEMON", 20, "app: ", True, "h\u00e9llo \u20ac"), ("DAEMON", 20, "\u00e9", False, "two\nlines"), ("LOCAL7", 50, "", True, ""),
         ("LOCAL0", 10, "x", False, "")]
with open("syslog_messages.h", "w") as out:
    out.write("/* Made by syslog_messages.py: records, and what CPython's SysLogHandler sends for them. */\n")
    out.write("static const struct {\n    int facility;\n    int level;\n    const char *ident;\n"
              "    bool no_append_nul;\n    const char *message, *sent;\n    size_t length;\n} sent_by_python[] = {\n")
    for facility, level, ident, append_nul, message in ROWS:
        handler = Handler(facility=getattr(logging.handlers.SysLogHandler, "LOG_" + facility))
        handler.append_nul = append_nul
        if ident is not None:
            handler.ident = ident
        handler.emit(logging.LogRecord("n", level, "p", 1, message, (), None))
        out.write("    { PYLOG_SYSLOG_%s, %d, %s, %s, %s, %s, %d },\n" % (
            facility, level, "NULL" if ident is None else c_string(ident.encode()), "false" if append_nul else "true",
            c_string(message.encode()), c_string(handler.sent), len(handler.sent)))
    out.write("};\n")

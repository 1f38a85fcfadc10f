"""A mail server that writes what it gets to a file: aiosmtpd.py PORT OUT [CERTIFICATE KEY].

User `user`, password `pass`; with a certificate nothing is done before STARTTLS.
"""
import signal
import ssl
import sys

sys.path = [path for path in sys.path if not path.endswith("tests/peers")]  # this file has the library's name
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, out = int(sys.argv[1]), open(sys.argv[2], "ab", buffering=0)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        lines = ["from %s %s" % (envelope.mail_from, envelope.mail_options)]
        lines += ["to " + address for address in envelope.rcpt_tos]
        lines += ["host %s, user %s" % (session.host_name, session.auth_data)]
        out.write("\n".join(lines).encode("utf-8", "surrogateescape") + b"\n" + envelope.original_content + b"--\n")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (b"user", b"pass")
    return AuthResult(success=good, handled=True, auth_data="%s by %s" % (data.login.decode(), mechanism))


tls = {}
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*sys.argv[3:5])
    tls = {"tls_context": context, "require_starttls": True}
controller = Controller(Handler(), hostname="127.0.0.1", port=port, enable_SMTPUTF8=True,
                        auth_require_tls=bool(tls), authenticator=authenticate, **tls)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGINT])
controller.start()
print("ready", flush=True)
signal.sigwait([signal.SIGTERM, signal.SIGINT])
controller.stop()

"""Real TLS sessions (RFC 5246, RFC 8446) between two ends in memory, and the secrets that open them."""
import os
import ssl
import subprocess
import tempfile

from .talk import CLIENT

CIPHERS = [
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "AES128-GCM-SHA256",
    "AES256-SHA256",
    "ECDHE-RSA-AES128-SHA",
]


class Authority:
    """A certificate that nobody signed but itself; made once a capture."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="cleartext-tls-")
        self.key, self.certificate = (
            os.path.join(self.folder.name, name) for name in ("key.pem", "cert.pem")
        )
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "3650",
                "-subj",
                "/CN=mail.example.net",
                "-keyout",
                self.key,
                "-out",
                self.certificate,
            ],
            check=True,
            capture_output=True,
        )

    def contexts(self, draw, keylog):
        """A client's and a server's settings: the newest version, or the one before with a cipher of the
        draw."""
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
        client.keylog_filename = keylog
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(self.certificate, self.key)
        if draw.chance(0.5):
            server.maximum_version = ssl.TLSVersion.TLSv1_2
            cipher = draw.choice(CIPHERS)
            server.set_ciphers(cipher)
            client.set_ciphers(cipher)
        return client, server


class Session:
    """Two ends of one session; what they say is what crosses. `asks` is the side that says the first
    hello."""

    def __init__(self, draw, talk, authority, known, asks=CLIENT):
        self.draw, self.talk, self.asks = draw, talk, asks
        keylog = os.path.join(authority.folder.name, "keys")
        client, server = authority.contexts(draw, keylog)
        self.pipes = [(ssl.MemoryBIO(), ssl.MemoryBIO()), (ssl.MemoryBIO(), ssl.MemoryBIO())]
        self.ends = [None, None]
        self.ends[asks] = client.wrap_bio(
            *self.pipes[asks], server_hostname=draw.choice(["mail.example.net", None])
        )
        self.ends[1 - asks] = server.wrap_bio(*self.pipes[1 - asks], server_side=True)
        self.shake_hands()
        with open(keylog, encoding="ascii") as stream:
            self.secrets = "".join(line for line in stream if not line.startswith("#")) if known else ""
        client.keylog_filename = None
        os.remove(keylog)

    def shake_hands(self):
        done = [False, False]
        while not all(done):
            for side in (self.asks, 1 - self.asks):
                try:
                    self.ends[side].do_handshake()
                    done[side] = True
                except ssl.SSLWantReadError:
                    pass
                self.carry(side)
        self.swallow(self.asks)

    def carry(self, side):
        """What an end wants to send crosses, and reaches the other."""
        content = self.pipes[side][1].read()
        if content:
            self.talk.pass_on(side, content)
            self.pipes[1 - side][0].write(content)

    def swallow(self, side):
        out = b""
        try:
            while True:
                piece = self.ends[side].read(65536)
                if not piece:
                    return out
                out += piece
        except (ssl.SSLWantReadError, ssl.SSLZeroReturnError):
            return out

    def say(self, side, content):
        """Content in records of many sizes."""
        at = 0
        while at < len(content):
            count = self.draw.size(1, 16384) if self.draw.chance(0.3) else 16384
            self.ends[side].write(content[at : at + count])
            at += count
        self.carry(side)
        heard = self.swallow(1 - side)
        assert heard == content, "a session lost something"

    def close(self, first=CLIENT):
        for side in (first, 1 - first):
            try:
                self.ends[side].unwrap()
            except ssl.SSLError:
                pass
            self.carry(side)

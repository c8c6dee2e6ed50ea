"""A letter: a random MIME tree (RFC 2046), rendered, with every leaf's decoded bytes known before it is
encoded."""
import base64
import hashlib

from . import headers
from .draw import LETTERS

BINARY_TYPES = [
    "application/octet-stream",
    "image/png",
    "image/jpeg",
    "application/pdf",
    "application/zip",
    "audio/mpeg",
    "application/x-custom+thing",
]
TEXT_TYPES = ["text/plain", "text/plain", "text/html", "text/csv", "text/calendar"]


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def base64_lines(draw, content):
    """Content in base64, in lines of one width; short content at times in one line."""
    text = base64.b64encode(content)
    width = draw.choice([76, 76, 76, 60, 72, 64, 4])
    if width == 4 and len(text) > 200:
        width = 76
    return b"".join(text[i : i + width] + b"\r\n" for i in range(0, len(text), width))


def quoted_printable(draw, content, is_text):
    """RFC 2045, 6.7, with its freedoms: what is escaped, where lines are broken, blanks added on the way."""
    cautious = draw.chance(0.3)
    width = draw.choice([76, 76, 60, 40])
    padding = draw.chance(0.1)
    out = bytearray()
    lines = content.split(b"\r\n") if is_text else [content]
    for number, line in enumerate(lines):
        if number:
            out += b"\r\n"
        room = width - 1
        for i, byte in enumerate(line):
            last = i == len(line) - 1
            plain = (33 <= byte <= 126 and byte != 61) or (byte in (9, 32) and not last)
            if cautious and chr(byte) in '!"#$@[\\]^`{|}~.':
                plain = False
            piece = bytes([byte]) if plain else b"=%02X" % byte
            if len(piece) > room:
                out += b"= \t\r\n" if padding else b"=\r\n"
                room = width - 1
            out += piece
            room -= len(piece)
    return bytes(out)


class Leaf:
    """One leaf: type, name, transfer encoding, and its decoded content."""

    def __init__(self, draw, budget, top=False, transport="7bit"):
        self.lines = []
        self.type, self.filename, self.encoding = "text/plain", "", "7bit"
        if draw.chance(0.55):
            self.draw_text(draw, budget, transport)
        else:
            self.draw_binary(draw, budget, transport)
        if (
            self.encoding in ("7bit", "8bit")
            and not top
            and self.content.endswith(b"\r\n")
            and draw.chance(0.5)
        ):
            self.content = self.content[:-2]
        if self.encoding == "base64":
            self.body = base64_lines(draw, self.content)
        elif self.encoding == "quoted-printable":
            self.body = quoted_printable(draw, self.content, self.type.startswith("text/"))
            if top and not self.body.endswith(b"\r\n"):
                self.body += b"=\r\n"
        else:
            self.body = self.content
        if not top and self.encoding == "base64" and draw.chance(0.5):
            self.body = self.body[:-2]
        draw.shuffle(self.lines)

    def draw_text(self, draw, budget, transport):
        length = 0 if draw.chance(0.04) else draw.size(1, budget)
        charset = draw.choice(["us-ascii", *LETTERS])
        self.content = draw.text(length) if charset == "us-ascii" else draw.foreign_text(length, charset)
        choices = ["quoted-printable", "base64"]
        if charset == "us-ascii":
            choices = ["7bit"] * 4 + choices
        elif transport != "7bit":
            choices = ["8bit"] * 3 + choices
        self.encoding = draw.choice(choices)
        if charset == "us-ascii" and draw.chance(0.3) and self.encoding == "7bit":
            return  # RFC 2045, 5.2: no Content-Type is plain text
        self.type = draw.choice(TEXT_TYPES)
        parameters = [f"charset={draw.choice([charset, headers.quoted(charset)])}"]
        if draw.chance(0.1):
            parameters.append("format=flowed")
        self.describe(draw, parameters, 0.2)

    def draw_binary(self, draw, budget, transport):
        length = 0 if draw.chance(0.06) else draw.size(1, budget)
        self.content = draw.blob(length)
        self.type = draw.choice(BINARY_TYPES)
        self.encoding = draw.choice(["base64"] * 6 + ["quoted-printable"])
        if transport == "binary" and draw.chance(0.5):
            self.encoding = "binary"
        if length > 20000 and self.encoding == "quoted-printable":
            self.encoding = "base64"
        self.describe(draw, [], 0.85)

    def describe(self, draw, parameters, named):
        """The fields Content-Type, Content-Disposition and Content-Transfer-Encoding."""
        shown_type = draw.choice([self.type, self.type, self.type.upper(), self.type.title()])
        disposition = None
        if draw.chance(named):
            self.filename = headers.file_name(draw)
            if draw.chance(0.25):
                parameters = parameters + headers.name_parameter(draw, "name", self.filename)
                disposition = draw.choice([None, "attachment", "inline"])
            else:
                kind = draw.choice(["attachment", "attachment", "inline", "ATTACHMENT"])
                extra = headers.name_parameter(draw, "filename", self.filename)
                if draw.chance(0.1):
                    extra.insert(0, f"size={len(self.content)}")
                disposition = headers.joined(draw, kind, extra)
        self.lines.append(f"Content-Type: {headers.joined(draw, shown_type, parameters)}")
        if disposition:
            self.lines.append(f"Content-Disposition: {disposition}")
        if self.encoding != "7bit" or draw.chance(0.5):
            coding = draw.choice([self.encoding, self.encoding, self.encoding.upper(), self.encoding.title()])
            self.lines.append(f"Content-Transfer-Encoding: {coding}")
        if draw.chance(0.2):
            self.lines.append(f"Content-ID: <{draw.word()}.{draw.randint(1, 10 ** 9)}@{draw.domain()}>")

    def leaves(self):
        return [self]

    def truth(self):
        return {
            "type": self.type,
            "filename": self.filename,
            "encoding": self.encoding,
            "bytes": len(self.content),
            "sha256": sha256(self.content),
        }


class Multipart:
    """Parts between lines with a boundary (RFC 2046, 5.1), with a preamble and an epilogue at times."""

    def __init__(self, draw, budget, depth, top=False, transport="7bit"):
        kind = draw.choice(["mixed"] * 4 + ["alternative", "related", "digest", "parallel", "signed"])
        count = draw.randint(1, 4 if depth > 2 else 2)
        digest = kind == "digest"
        self.parts = [
            Enclosed(draw, budget // count, depth - 1, transport, bare=digest)
            if digest
            else draw_entity(draw, budget // count, depth - 1, transport=transport)
            for _ in range(count)
        ]
        self.boundary = draw_boundary(draw)
        shown = (
            self.boundary
            if headers.is_token(self.boundary) and draw.chance(0.5)
            else headers.quoted(self.boundary)
        )
        shown_kind = draw.choice([f"multipart/{kind}", f"Multipart/{kind.title()}"])
        extra = [f"type={headers.quoted('text/html')}"] if kind == "related" else []
        draw.shuffle(extra)
        self.lines = [f"Content-Type: {headers.joined(draw, shown_kind, extra + [f'boundary={shown}'])}"]
        self.encoding = draw.choice([None, None, "7bit", "8bit"]) if transport != "7bit" else None
        if self.encoding:
            self.lines.append(f"Content-Transfer-Encoding: {self.encoding}")
        self.body = self.render(draw, top)

    def render(self, draw, top):
        mark = b"--" + self.boundary.encode()
        out = bytearray()
        if draw.chance(0.4):
            out += b"This is a message in several parts.\r\n" + draw.text(draw.randint(0, 60))
        for part in self.parts:
            out += mark + (draw.choice([b" ", b"\t", b"  "]) if draw.chance(0.05) else b"") + b"\r\n"
            out += entity_bytes(part) + b"\r\n"
        out += mark + b"--"
        if top or draw.chance(0.6):
            out += b"\r\n"
            if draw.chance(0.15):
                out += b"epilogue: " + draw.line().encode() + b"\r\n"
        return bytes(out)

    def leaves(self):
        return [leaf for part in self.parts for leaf in part.leaves()]


class Enclosed:
    """A message inside a message (RFC 2046, 5.2.1); inside multipart/digest its type goes without saying."""

    def __init__(self, draw, budget, depth, transport="7bit", bare=False):
        self.lines = [] if bare and draw.chance(0.7) else ["Content-Type: message/rfc822"]
        self.inner = draw_entity(draw, budget, depth, transport=transport)
        fields = [
            f"From: {headers.mailbox(draw, draw.address())[0]}",
            f"Subject: {headers.phrase(draw, 1, 3)[0]}",
            f"Date: Thu, 05 Mar 2026 08:{draw.randint(10, 59)}:11 +0100",
            "MIME-Version: 1.0",
        ]
        draw.shuffle(fields)
        self.body = field_bytes(fields[: draw.randint(1, 4)] + self.inner.lines) + b"\r\n" + self.inner.body

    def leaves(self):
        return self.inner.leaves()


def draw_boundary(draw):
    unique = "".join(draw.choice("0123456789abcdefXYZ") for _ in range(draw.randint(12, 24)))
    return draw.choice(["=_", "----=_Part_", "", "next part '", "b(", "000000/", "=-=:"]) + unique


def field_bytes(lines):
    return "".join(line + "\r\n" for line in lines).encode()


def entity_bytes(entity):
    """An entity with its header, as it stands between two boundaries."""
    head = field_bytes(entity.lines)
    return head + b"\r\n" + entity.body if entity.body or head else b"\r\n"


def draw_entity(draw, budget, depth, top=False, transport="7bit"):
    """A leaf or a tree."""
    if depth > 0 and draw.chance(0.35 if not top else 0.6):
        if not top and draw.chance(0.2):
            return Enclosed(draw, budget, depth - 1, transport)
        return Multipart(draw, budget, depth, top, transport)
    return Leaf(draw, budget, top, transport)


class Mail:
    """A whole letter: its bytes, and what its header and its parts say."""

    def __init__(self, draw, budget, transport="8bit"):
        entity = draw_entity(
            draw, budget, draw.choice([0, 1, 1, 2, 3, 4, 5, 6]), top=True, transport=transport
        )
        sender, self.sender = headers.mailbox(draw, draw.address())
        to, self.to = headers.mailbox_list(
            draw, [draw.address() for _ in range(draw.choice([1, 1, 1, 2, 3, 5]))]
        )
        subject, self.subject = headers.phrase(draw, 1, 4)
        lines = [
            f"From: {sender}",
            f"{draw.choice(['To', 'To', 'TO'])}: {to}",
            f"Date: {draw.choice(['Mon', 'Tue', 'Fri'])}, {draw.randint(1, 28):02} Mar 2026 "
            f"{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:09 +0100",
            f"Message-ID: <{draw.randint(1, 10 ** 12)}.{draw.word()}@{draw.domain()}>",
            "MIME-Version: 1.0",
        ]
        if draw.chance(0.03):
            self.subject = ""
        else:
            fold = " " if "folded-at-colon" in draw.avoid else "\r\n "
            lines.append(f"Subject:{draw.choice([' ', ' ', ' ', '', fold])}{subject}")
        lines += entity.lines
        draw.shuffle(lines)
        for _ in range(draw.randint(0, 3)):
            lines.insert(
                0,
                f"Received: from {draw.domain()} (helo {draw.word()})\r\n\tby {draw.domain()} with ESMTP"
                f"\r\n\tid {draw.randint(1, 10 ** 9):x}; Mon, 02 Mar 2026 10:00:00 +0000",
            )
        if draw.chance(0.1):
            lines.append("X-Long: " + "\r\n ".join(draw.words(4, 10) for _ in range(draw.randint(2, 30))))
        self.raw = field_bytes(lines) + b"\r\n" + entity.body
        self.parts = [leaf.truth() for leaf in entity.leaves()]

    def truth(self, protocol, envelope_from="", envelope_to=()):
        """The record that a reader of the wire should write."""
        return {
            "protocol": protocol,
            "envelope_from": envelope_from,
            "envelope_to": list(envelope_to),
            "from": self.sender,
            "to": self.to,
            "subject": self.subject,
            "bytes": len(self.raw),
            "sha256": sha256(self.raw),
            "parts": self.parts,
        }

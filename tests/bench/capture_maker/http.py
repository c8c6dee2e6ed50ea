"""HTTP/1.1 (RFC 9112): bodies by length, in chunks, compressed, to the end; Basic, Digest and tokens (RFC 7617,
RFC 7616, RFC 6750), at servers and proxies; forms in three spellings, uploads, and what passes through CONNECT."""
import gzip
import json
import urllib.parse

from . import headers, imap, pop3, smtp
from .mail import sha256
from .sasl import b64

REASONS = {
    200: "OK",
    201: "Created",
    204: "No Content",
    302: "Found",
    304: "Not Modified",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    407: "Proxy Authentication Required",
}


def draw_http(draw, talk, budget, tls=None):
    """Fills a talk with some exchanges on one connection."""
    del tls
    if draw.chance(0.06) and not talk.session:
        return tunnel(draw, talk, budget)
    user, secret = draw.user(), draw.password()
    for number in range(draw.choice([1, 1, 2, 3, 5])):
        kind = draw.choice(["get", "get", "basic", "scheme", "form", "upload", "put", "empty", "pipeline"])
        if kind == "get":
            exchange(draw, talk, budget, "GET")
        elif kind == "basic":
            again = draw.chance(0.3)
            if not again or number == 0:
                user, secret = draw.user(), draw.password()
            if not basic(draw, talk, budget, user, secret):
                return None
        elif kind == "scheme":
            scheme(draw, talk)
        elif kind == "form":
            form(draw, talk)
        elif kind == "upload":
            upload(draw, talk, budget)
        elif kind == "put":
            put(draw, talk, budget)
        elif kind == "empty":
            empty(draw, talk)
        else:
            pipeline(draw, talk, budget)
        talk.mark()
    if draw.chance(0.1):
        to_the_end(draw, talk, budget)
    return None


def fields(draw, talk, method, path, *more):
    """A request's head."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {talk.server.address.join('[]') if ':' in talk.server.address else talk.server.address}",
        f"User-Agent: {draw.word()}/{draw.randint(1, 9)}.0",
        *more,
    ]
    if draw.chance(0.3):
        lines.append(f"Cookie: session={draw.randint(1, 10 ** 12):x}")
    lines[1:] = draw.sample(lines[1:], len(lines) - 1)
    return "".join(line + "\r\n" for line in lines) + "\r\n"


def path_of(draw):
    return (
        "/"
        + "/".join(draw.word() for _ in range(draw.randint(0, 3)))
        + draw.choice(["", ".html", "?q=a%20b", ".png"])
    )


def head(draw, status, *more):
    lines = [f"HTTP/1.1 {status} {REASONS[status]}", "Server: cask", *more]
    lines[1:] = draw.sample(lines[1:], len(lines) - 1)
    return ("".join(line + "\r\n" for line in lines) + "\r\n").encode()


def chunked(draw, content):
    """RFC 9112, 7.1, with extensions and a trailer at times."""
    out, at = b"", 0
    while at < len(content):
        count = draw.size(1, len(content) - at)
        size = draw.choice(["{:x}", "{:X}", "{:04x}"]).format(count)
        out += (
            size.encode()
            + (b";note=1" if draw.chance(0.1) else b"")
            + b"\r\n"
            + content[at : at + count]
            + b"\r\n"
        )
        at += count
    return out + b"0\r\n" + (b"X-Trailer: yes\r\n" if draw.chance(0.1) else b"") + b"\r\n"


def answer(draw, content, kind, status=200, *more):
    """A whole answer with a body in one of its forms."""
    more = [*more, f"Content-Type: {kind}"]
    if draw.chance(0.3):
        content = gzip.compress(content, mtime=0)
        more.append(f"Content-Encoding: {draw.choice(['gzip', 'gzip', 'x-gzip'])}")
    if draw.chance(0.4):
        return head(
            draw, status, *more, f"Transfer-Encoding: {draw.choice(['chunked', 'Chunked'])}"
        ) + chunked(draw, content)
    return (
        head(draw, status, *more, f"{draw.choice(['Content-Length', 'content-length'])}: {len(content)}")
        + content
    )


def body_of(draw, budget):
    """Something to send: (type, content), never empty."""
    if draw.chance(0.5):
        return draw.choice(["image/png", "application/octet-stream", "image/jpeg"]), draw.blob(
            draw.size(1, budget)
        )
    return (
        draw.choice(["text/html", "text/plain; charset=utf-8", "application/json", "text/css"]),
        draw.text(draw.size(1, budget)) or b"x",
    )


def note(talk, first, *parts):
    """The bodies that crossed, as parts: (type, file name, content)."""
    rows = [
        {
            "type": kind.split(";")[0],
            "filename": name,
            "encoding": "",
            "bytes": len(content),
            "sha256": sha256(content),
        }
        for kind, name, content in parts
    ]
    talk.found(
        "messages",
        {
            "protocol": "http",
            "envelope_from": "",
            "envelope_to": [],
            "from": "",
            "to": "",
            "subject": "",
            "bytes": 0,
            "sha256": "",
            "parts": rows,
        },
        first,
    )


def exchange(draw, talk, budget, method):
    first = len(talk.turns)
    kind, content = body_of(draw, budget)
    talk.client_says(fields(draw, talk, method, path_of(draw)))
    talk.server_says(answer(draw, content, kind))
    note(talk, first, (kind, "", content))


def pipeline(draw, talk, budget):
    """Several requests before the first answer."""
    first = len(talk.turns)
    bodies = [body_of(draw, budget // 4 + 1) for _ in range(draw.randint(2, 4))]
    talk.client_says("".join(fields(draw, talk, "GET", path_of(draw)) for _ in bodies))
    talk.server_says(b"".join(answer(draw, content, kind) for kind, content in bodies))
    note(talk, first, *[(kind, "", content) for kind, content in bodies])


def basic(draw, talk, budget, user, secret):
    """False: no answer came, and nothing more follows."""
    if draw.chance(0.4):
        talk.client_says(fields(draw, talk, "GET", "/private"))
        talk.server_says(head(draw, 401, 'WWW-Authenticate: Basic realm="zoo"', "Content-Length: 0"))
    first = len(talk.turns)
    line = (
        f"{draw.choice(['Authorization', 'authorization'])}: {draw.choice(['Basic', 'Basic', 'basic'])} "
        + b64(f"{user}:{secret}")
    )
    talk.client_says(fields(draw, talk, draw.choice(["GET", "DELETE"]), "/private", line))
    if draw.chance(0.04):
        talk.credential(first, "Basic", user, secret, None)
        return False
    accepted = draw.chance(0.7)
    if accepted:
        kind, content = body_of(draw, budget)
        talk.server_says(answer(draw, content, kind))
        note(talk, first, (kind, "", content))
    else:
        talk.server_says(
            head(draw, 401, 'WWW-Authenticate: Basic realm="zoo"', "Content-Length: 4") + b"no\r\n"
        )
    talk.credential(first, "Basic", user, secret, accepted)
    return True


def spelled(draw, pairs):
    """A form's fields in one of their spellings: (type, content)."""
    way = draw.choice(["url", "url", "parts", "json"])
    if way == "json":
        fields_of = dict(pairs)
        if draw.chance(0.3):
            fields_of = {"data": {"type": "session", "attributes": fields_of}, "count": 1}
        text = json.dumps(fields_of, ensure_ascii=draw.chance(0.5), indent=draw.choice([None, 2]))
        return draw.choice(["application/json", "application/json; charset=utf-8", "application/vnd.api+json"]), text.encode()
    if way == "parts":
        boundary = "".join(draw.choice("0123456789abcdef") for _ in range(30))
        if draw.chance(0.3):
            pairs = [("portrait", draw.blob(draw.randint(1, 5000))), *pairs]
        out = b""
        for name, value in pairs:
            file = '; filename="me.png"\r\nContent-Type: image/png' if isinstance(value, bytes) else ""
            out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
            out += (value if file else value.encode()) + b"\r\n"
        return f"multipart/form-data; boundary={boundary}", out + f"--{boundary}--\r\n".encode()
    content = urllib.parse.urlencode(
        pairs, quote_via=draw.choice([urllib.parse.quote, urllib.parse.quote_plus])
    )
    return "application/x-www-form-urlencoded", content.encode()


def scheme(draw, talk):
    """A token, a digest, or a log-in at a proxy."""
    first = len(talk.turns)
    kind = draw.choice(["Bearer", "Digest", "Basic"])
    user, secret, challenge, response = draw.user(), draw.password(), None, None
    proxy = kind == "Basic" or draw.chance(0.2)
    if kind == "Bearer":
        user, secret = None, "".join(draw.choice("abcdefghijklmnopqrstuvwxyz0123456789-._") for _ in range(draw.randint(8, 300)))
        words = secret
    elif kind == "Digest":
        challenge, response = draw.randbytes(12).hex() + draw.choice(["", ",", "="]), draw.randbytes(draw.choice([16, 32])).hex()
        secret = None
        words = (
            f'username="{user}", realm="zoo, north", nonce="{challenge}", uri="/", qop=auth, nc=00000001, '
            f'cnonce="x", response="{response}", algorithm=MD5'
        )
    else:
        words = b64(f"{user}:{secret}")
    talk.client_says(fields(draw, talk, "GET", "/private", f"{'Proxy-' if proxy else ''}Authorization: {kind} {words}"))
    accepted = draw.chance(0.7)
    talk.server_says(head(draw, 200 if accepted else 407 if proxy else 401, "Content-Length: 0"))
    talk.credential(first, kind, user, secret, accepted, challenge, response)


def tunnel(draw, talk, budget):
    """Another protocol, through a proxy (RFC 9110, 9.3.6)."""
    inner, port, fill = draw.choice([("smtp", 25, smtp.draw_smtp), ("pop3", 110, pop3.draw_pop3), ("imap", 143, imap.draw_imap)])
    talk.ask(f"CONNECT {draw.domain()}:{port} HTTP/1.1\r\nHost: {draw.domain()}:{port}\r\n", "HTTP/1.1 200 Connection established\r\n")
    talk.protocol = inner
    fill(draw, talk, budget)
    talk.safe = []  # from the middle, nobody knows that it was a proxy


def form(draw, talk):
    """A log-in form; whether it was accepted is only certain where the status says no."""
    first = len(talk.turns)
    user, secret = draw.choice([draw.user(), draw.address(), draw.foreign_word("utf-8")]), draw.password()
    pairs = [(draw.choice(["user", "username", "login"]), user), ("password", secret)]
    if draw.chance(0.5):
        pairs.insert(draw.randint(0, 2), ("csrf", f"{draw.randint(1, 10 ** 9):x}"))
    if draw.chance(0.3):
        pairs.append(("submit", "Log in"))
    kind, content = spelled(draw, pairs)
    talk.client_says(
        fields(draw, talk, "POST", "/login", f"Content-Type: {kind}", f"Content-Length: {len(content)}").encode() + content
    )
    status = draw.choice([302, 302, 302, 200, 401, 403])
    more = ["Content-Length: 0"] + (["Location: /home", "Set-Cookie: session=1"] if status == 302 else [])
    talk.server_says(head(draw, status, *more))
    talk.credential(first, "form", user, secret, False if status in (401, 403) else None)


def upload(draw, talk, budget):
    """multipart/form-data (RFC 7578)."""
    first = len(talk.turns)
    boundary = "----form" + "".join(draw.choice("0123456789abcdef") for _ in range(20))
    out, parts = b"", []
    for number in range(draw.randint(1, 3)):
        kind, content = body_of(draw, budget // 2 + 1)
        name = draw.word() + draw.choice([".png", ".txt", ".bin"])
        if draw.chance(0.4):
            out += f'--{boundary}\r\nContent-Disposition: form-data; name="note{number}"\r\n'.encode()
            out += f"\r\n{draw.word()}\r\n".encode()
        out += (
            (
                f'--{boundary}\r\nContent-Disposition: form-data; name="file{number}"; '
                f"filename={headers.quoted(name)}\r\nContent-Type: {kind}\r\n\r\n"
            ).encode()
            + content
            + b"\r\n"
        )
        parts.append((kind, name, content))
    out += f"--{boundary}--\r\n".encode()
    framing = [f"Content-Length: {len(out)}"]
    if draw.chance(0.2):
        framing, out = ["Transfer-Encoding: chunked"], chunked(draw, out)
    wait = draw.chance(0.2)
    talk.client_says(
        fields(
            draw,
            talk,
            "POST",
            "/upload",
            f"Content-Type: multipart/form-data; boundary={boundary}",
            *framing,
            *(["Expect: 100-continue"] if wait else []),
        )
    )
    if wait:
        talk.server_says("HTTP/1.1 100 Continue\r\n\r\n")
    talk.client_says(out)
    talk.server_says(head(draw, 201, "Content-Length: 0"))
    note(talk, first, *parts)


def put(draw, talk, budget):
    first = len(talk.turns)
    kind, content = body_of(draw, budget)
    talk.client_says(
        fields(draw, talk, "PUT", path_of(draw), f"Content-Type: {kind}", f"Content-Length: {len(content)}")
    )
    talk.client_says(content)
    talk.server_says(head(draw, 204))
    note(talk, first, (kind, "", content))


def empty(draw, talk):
    """Answers without a body, whatever their head says."""
    kind = draw.choice(["head", "304", "204"])
    talk.client_says(fields(draw, talk, "HEAD" if kind == "head" else "GET", path_of(draw)))
    talk.server_says(
        head(draw, 200, "Content-Length: 5000")
        if kind == "head"
        else head(draw, int(kind), *(["Content-Length: 700"] if kind == "304" else []))
    )


def to_the_end(draw, talk, budget):
    """A body that ends with the connection."""
    first = len(talk.turns)
    kind, content = body_of(draw, budget)
    talk.client_says(fields(draw, talk, "GET", path_of(draw), "Connection: close"))
    talk.server_says(head(draw, 200, f"Content-Type: {kind}", "Connection: close") + content)
    talk.to_the_end = True
    note(talk, first, (kind, "", content))

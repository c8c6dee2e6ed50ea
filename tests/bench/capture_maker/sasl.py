"""SASL as SMTP (RFC 4954), POP3 (RFC 5034) and IMAP (RFC 9051) carry it; the words around it are given."""
import base64
import hashlib
import hmac
import struct


def b64(content):
    if isinstance(content, str):
        content = content.encode()
    return base64.b64encode(content).decode()


class Dialect:
    """How a protocol asks for more, and how it says yes and no."""

    def __init__(self, start, more, yes, no, initial=True):
        self.start, self.more, self.yes, self.no, self.initial = start, more, yes, no, initial


CLASSIC = ["PLAIN", "PLAIN", "LOGIN", "LOGIN", "CRAM-MD5"]
OTHERS = ["XOAUTH2", "OAUTHBEARER", "SCRAM-SHA-1", "SCRAM-SHA-256", "DIGEST-MD5", "NTLM", "GSSAPI", "GSS-SPNEGO"]


def draw_mechanism(draw):
    return draw.choice(OTHERS if draw.chance(0.3) else CLASSIC)


class Exchange:
    """What both sides say of one mechanism, in turn, and what a listener learns: questions[0] is empty where the
    client begins."""

    def __init__(self, questions, answers, user, secret=None, challenge=None, response=None, begins=True):
        self.questions, self.answers = questions, answers
        self.user, self.secret, self.challenge, self.response = user, secret, challenge, response
        self.begins = begins  # the client's first words may stand in the command (RFC 4954, 4)


def draw_exchange(draw, mechanism, user, secret, refused):
    if mechanism == "PLAIN":
        authority = draw.choice(["", "", "", user, "boss"])
        words = b64(authority + "\0" + user + "\0" + secret)
        return Exchange([draw.choice(["", "", "Z28="])], [words], user, secret)
    if mechanism == "LOGIN":
        questions = draw.choice([["VXNlcm5hbWU6", "UGFzc3dvcmQ6"], ["VXNlciBOYW1lAA==", "UGFzc3dvcmQA"]])
        return Exchange(questions, [b64(user), b64(secret)], user, secret)
    if mechanism == "CRAM-MD5":
        challenge = f"<{draw.randint(1, 99999)}.{draw.randint(1, 10 ** 10)}@{draw.domain()}>"
        response = hmac.new(secret.encode(), challenge.encode(), hashlib.md5).hexdigest()
        return Exchange([b64(challenge)], [b64(f"{user} {response}")], user, None, challenge, response, False)
    if mechanism in ("XOAUTH2", "OAUTHBEARER"):
        return tokens(draw, mechanism, user, refused)
    if mechanism.startswith("SCRAM"):
        return scram(draw, user, refused)
    if mechanism == "DIGEST-MD5":
        return digest(draw, user, refused)
    if mechanism == "NTLM" or (mechanism == "GSS-SPNEGO" and draw.chance(0.5)):
        return ntlm(draw, user, wrapped=mechanism != "NTLM")
    tickets = [b64(b"\x60" + draw.randbytes(draw.randint(20, 900))) for _ in range(4)]
    return Exchange(["", tickets[1], tickets[3]], [tickets[0], "", tickets[2]], None)


def tokens(draw, mechanism, user, refused):
    """RFC 7628, and what came before it; a server that refuses says why, and the client says nothing to that."""
    secret = "ya29." + "".join(draw.choice("abcdefghijklmnopqrstuvwxyz0123456789-_") for _ in range(draw.randint(5, 300)))
    words = (
        f"user={user}\1auth=Bearer {secret}\1\1"
        if mechanism == "XOAUTH2"
        else f"n,a={user},\1host=mail\1port=143\1auth=Bearer {secret}\1\1"
    )
    why, nothing = ([b64('{"status":"400"}')], [draw.choice(["", "AQ=="])]) if refused else ([], [])
    return Exchange(["", *why], [b64(words), *nothing], user, secret)


def scram(draw, user, refused):
    """RFC 5802."""
    nonce, more, salt = (b64(draw.randbytes(12)) for _ in range(3))
    asks = f"r={nonce}{more},s={salt},i=4096"
    says = f"c=biws,r={nonce}{more},p={b64(draw.randbytes(20))}"
    name = user.replace("=", "=3D").replace(",", "=2C")
    questions, answers = ["", b64(asks)], [b64(f"n,,n={name},r={nonce}"), b64(says)]
    if not refused:
        questions.append(b64("v=" + b64(draw.randbytes(20))))
        answers.append("")
    return Exchange(questions, answers, user, None, asks, says)


def digest(draw, user, refused):
    """RFC 2831."""
    asks = f'realm="{draw.domain()}",nonce="{b64(draw.randbytes(9))}",qop="auth",charset=utf-8,algorithm=md5-sess'
    response = draw.randbytes(16).hex()
    says = f'charset=utf-8,username="{user}",nonce="x",nc=00000001,cnonce="y",digest-uri="smtp/x",response={response},qop=auth'
    questions, answers = [b64(asks)], [b64(says)]
    if not refused:
        questions.append(b64("rspauth=" + draw.randbytes(16).hex()))
        answers.append("")
    return Exchange(questions, answers, user, None, asks, response, False)


def ntlm(draw, user, wrapped):
    """MS-NLMP, 2.2.1, at times inside something that looks like SPNEGO (RFC 4178)."""
    around = b"\xa1\x82\x01\x00" if wrapped else b""
    challenge, response = draw.randbytes(8), draw.randbytes(draw.choice([24, 60, 200]))
    hello = b"NTLMSSP\0" + struct.pack("<II", 1, 0xA2088207) + bytes(16)
    asks = b"NTLMSSP\0" + struct.pack("<IHHII", 2, 0, 0, 56, 0xA2898205) + challenge + bytes(24)
    code = draw.choice(["utf-16-le", "ascii"])
    head, rest = b"NTLMSSP\0" + struct.pack("<I", 3), b""
    for part in (draw.randbytes(24), response, "ZOO".encode(code), user.encode(code), "PC".encode(code), b""):
        head += struct.pack("<HHI", len(part), len(part), 64 + len(rest))
        rest += part
    says = head + struct.pack("<I", 1 if code.startswith("utf") else 2) + rest
    return Exchange(
        [draw.choice(["", "bnRsbSBzdXBwb3J0ZWQ="]) if not wrapped else "", b64(around + asks)],
        [b64(around + hello), b64(around + says)],
        user,
        None,
        challenge.hex(),
        response.hex(),
    )


def log_in(draw, talk, dialect, mechanism, user, secret, outcome):
    """One exchange; outcome is True, False, or None where no answer comes any more. A word of the dialect may
    be a function that makes the line."""
    first = len(talk.turns)
    start = dialect.start() if callable(dialect.start) else dialect.start
    said = draw_exchange(draw, mechanism, user, secret, outcome is False)
    name = draw.choice([mechanism, mechanism, mechanism.lower(), mechanism.title()])
    line = f"{start} {name}"
    questions, answers = list(said.questions), list(said.answers)
    if dialect.initial and said.begins and draw.chance(0.5):
        line += " " + (answers.pop(0) or "=")
        questions.pop(0)
    talk.client_says(line + "\r\n")
    for question, answer in zip(questions, answers):
        talk.server_says(f"{dialect.more} {question}".rstrip() + ("\r\n" if question else " \r\n"))
        talk.client_says(answer + "\r\n")
    answer = outcome if outcome is None else draw.choice(dialect.yes if outcome else dialect.no)
    if answer is not None:
        talk.server_says(answer() if callable(answer) else answer)
    talk.credential(first, mechanism, said.user, said.secret, outcome, said.challenge, said.response)


def give_up(draw, talk, dialect):
    """The client begins, and thinks better of it: nothing is learned."""
    start = dialect.start() if callable(dialect.start) else dialect.start
    talk.client_says(f"{start} {draw.choice(['PLAIN', 'LOGIN', 'NTLM', 'GSSAPI', 'SCRAM-SHA-1'])}\r\n")
    talk.server_says(f"{dialect.more} \r\n")
    talk.client_says("*\r\n")
    answer = draw.choice(dialect.no)
    talk.server_says(answer() if callable(answer) else answer)

"""POP3 (RFC 1939) with AUTH (RFC 5034), APOP and pipelining (RFC 2449)."""
import hashlib

from . import sasl
from .mail import Mail, sha256
from .talk import stuffed

DIALECT = sasl.Dialect("AUTH", "+", ["+OK welcome\r\n", "+OK\r\n"], ["-ERR [AUTH] no\r\n", "-ERR denied\r\n"])


def draw_pop3(draw, talk, budget, tls=None):
    """Fills a talk; tls, when given, is called after STLS."""
    stamp = f"<{draw.randint(1, 99999)}.{draw.randint(1, 10 ** 10)}@{draw.domain()}>"
    talk.server_says(draw.choice([f"+OK POP3 ready {stamp}\r\n", f"+OK {stamp}\r\n"]))
    if draw.chance(0.4):
        capabilities(talk)
    if tls:
        talk.ask("STLS", "+OK begin TLS")
        tls()
        capabilities(talk)
    talk.mark()
    if not authorise(draw, talk, stamp):
        if draw.chance(0.7) and talk.turns[-1].side == 1:
            talk.ask("QUIT", "+OK bye")
        return
    talk.mark()
    mailbox(draw, talk, budget)
    if draw.chance(0.9):
        talk.ask(draw.choice(["QUIT", "quit"]), "+OK bye")


def capabilities(talk):
    talk.ask("CAPA", "+OK list follows\r\nUSER\r\nSASL PLAIN LOGIN CRAM-MD5\r\nPIPELINING\r\nUIDL\r\n.")


def authorise(draw, talk, stamp):
    """Up to three attempts; True when one was taken."""
    for _ in range(draw.choice([0, 1, 1, 1, 1, 2, 3])):
        user, secret = draw.choice([draw.user(), draw.address()]), draw.password()
        outcome = draw.choice([True, True, True, False])
        if draw.chance(0.03):
            outcome = None
        kind = draw.choice(["USER", "USER", "USER", "APOP", "SASL", "SASL"])
        if kind == "USER":
            first = len(talk.turns)
            talk.ask(
                f"{draw.choice(['USER', 'USER', 'user'])} {user}",
                draw.choice(["+OK", "+OK send your password"]),
            )
            talk.client_says(f"{draw.choice(['PASS', 'PASS', 'pass'])} {secret}\r\n")
            if outcome is not None:
                talk.server_says("+OK welcome\r\n" if outcome else "-ERR [AUTH] wrong\r\n")
            talk.credential(first, "USER/PASS", user, secret, outcome)
        elif kind == "APOP":
            digest = hashlib.md5((stamp + secret).encode()).hexdigest()
            first = len(talk.turns)
            talk.client_says(f"APOP {user} {digest}\r\n")
            if outcome is not None:
                talk.server_says("+OK maildrop ready\r\n" if outcome else "-ERR permission denied\r\n")
            talk.credential(first, "APOP", user, None, outcome, stamp, digest)
            if talk.findings:
                talk.findings[-1].greeting = True
        else:
            sasl.log_in(draw, talk, DIALECT, sasl.draw_mechanism(draw), user, secret, outcome)
        if outcome is not False:
            return outcome
        talk.mark()
    return False


def mailbox(draw, talk, budget):
    """What is done with a maildrop; only RETR brings whole letters."""
    count = draw.choice([0, 1, 1, 2, 3, 5])
    mails = [Mail(draw, budget, draw.choice(["7bit", "8bit"])) for _ in range(count)]
    total = sum(len(mail.raw) for mail in mails)
    if draw.chance(0.7):
        talk.ask("STAT", f"+OK {count} {total}")
    if draw.chance(0.5):
        talk.ask(
            "LIST",
            "\r\n".join(
                [f"+OK {count} messages"]
                + [f"{i + 1} {len(mail.raw)}" for i, mail in enumerate(mails)]
                + ["."]
            ),
        )
    if draw.chance(0.4):
        talk.ask(
            "UIDL",
            "\r\n".join(
                ["+OK"] + [f"{i + 1} {sha256(mail.raw)[:20]}" for i, mail in enumerate(mails)] + ["."]
            ),
        )
    if count and draw.chance(0.5) and len(mails) > 1:
        fetch_all(draw, talk, mails)
        return
    for number, mail in enumerate(mails, 1):
        if draw.chance(0.2):
            talk.ask(f"LIST {number}", f"+OK {number} {len(mail.raw)}")
        if draw.chance(0.15):
            head, body = mail.raw.split(b"\r\n\r\n", 1)
            top = head + b"\r\n\r\n" + b"".join(line + b"\r\n" for line in body.split(b"\r\n")[:2])
            talk.client_says(f"TOP {number} 2\r\n")
            talk.server_says(b"+OK top\r\n" + stuffed(top))
        if draw.chance(0.1):
            talk.ask(f"RETR {number + 90}", "-ERR no such message")
        first = len(talk.turns)
        talk.client_says(f"{draw.choice(['RETR', 'RETR', 'retr'])} {number}\r\n")
        talk.server_says(draw.choice([b"+OK\r\n", b"+OK %d octets\r\n" % len(mail.raw)]) + stuffed(mail.raw))
        talk.found("messages", mail.truth("pop3"), first)
        talk.mark()
        if draw.chance(0.5):
            talk.ask(f"DELE {number}", f"+OK message {number} deleted")
        if draw.chance(0.1):
            talk.ask("NOOP", "+OK")


def fetch_all(draw, talk, mails):
    """All asked for at once, and answered at once."""
    first = len(talk.turns)
    talk.client_says("".join(f"RETR {i + 1}\r\nDELE {i + 1}\r\n" for i in range(len(mails))))
    for number, mail in enumerate(mails, 1):
        talk.server_says(b"+OK %d octets\r\n" % len(mail.raw) + stuffed(mail.raw))
        talk.server_says(f"+OK message {number} deleted\r\n")
    for mail in mails:
        talk.found("messages", mail.truth("pop3"), first)
    talk.mark()

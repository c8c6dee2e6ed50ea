"""IMAP4rev1 (RFC 3501) with literals of both kinds (RFC 7888), SASL-IR (RFC 4959), IDLE (RFC 2177) and
several letters in one APPEND (RFC 3502)."""
from . import sasl
from .headers import is_token, quoted
from .mail import Mail


class Tags:
    """A tag a command, in the client's own style."""

    def __init__(self, draw):
        self.style, self.count = draw.choice(["a{:03}", "A{}", "{}", "tag{:04}", "x.{}"]), 0

    def next(self):
        self.count += 1
        return self.style.format(self.count)


def draw_imap(draw, talk, budget, tls=None):
    """Fills a talk; tls, when given, is called after STARTTLS."""
    tags = Tags(draw)
    talk.server_says(
        draw.choice(["* OK IMAP4rev1 ready\r\n", f"* OK [CAPABILITY IMAP4rev1 LITERAL+] {draw.domain()}\r\n"])
    )
    if draw.chance(0.6):
        capability(talk, tags)
    if tls:
        tag = tags.next()
        talk.ask(f"{tag} STARTTLS", f"{tag} OK begin")
        tls()
        capability(talk, tags)
    talk.mark()
    if not authorise(draw, talk, tags):
        if draw.chance(0.7) and talk.turns[-1].side == 1:
            log_out(talk, tags)
        return
    talk.mark()
    tag = tags.next()
    count = draw.choice([0, 1, 2, 3, 5])
    talk.ask(
        f"{tag} {draw.choice(['SELECT', 'select', 'EXAMINE'])} INBOX",
        f"* {count} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Deleted)\r\n* OK [UIDVALIDITY 7] ok\r\n"
        f"{tag} OK [READ-WRITE] done",
    )
    mails = [Mail(draw, budget, draw.choice(["7bit", "8bit", "8bit"])) for _ in range(count)]
    mails = list(enumerate(mails, 1))
    while mails:
        some = mails[: draw.randint(1, 3)]
        mails = mails[len(some) :]
        headers_only(draw, talk, tags, some)
        draw.choice([fetch, fetch, fetch_apart, fetch_in_pieces])(draw, talk, tags, some)
        talk.mark()
        if draw.chance(0.3):
            idle(draw, talk, tags)
    for _ in range(draw.choice([0, 0, 1, 1, 2])):
        append(draw, talk, tags, budget)
        talk.mark()
    if draw.chance(0.9):
        log_out(talk, tags)


def capability(talk, tags):
    tag = tags.next()
    talk.ask(
        f"{tag} CAPABILITY",
        "* CAPABILITY IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 IDLE\r\n"
        f"{tag} OK done",
    )


def log_out(talk, tags):
    tag = tags.next()
    talk.ask(f"{tag} LOGOUT", f"* BYE see you\r\n{tag} OK bye")


def authorise(draw, talk, tags):
    for _ in range(draw.choice([0, 1, 1, 1, 1, 2, 3])):
        user, secret = draw.choice([draw.user(), draw.address()]), draw.password()
        outcome = draw.choice([True, True, True, False])
        if draw.chance(0.03):
            outcome = None
        if draw.chance(0.5):
            log_in(draw, talk, tags, user, secret, outcome)
        else:
            tag = tags.next()
            dialect = sasl.Dialect(
                f"{tag} {draw.choice(['AUTHENTICATE', 'authenticate'])}",
                "+",
                [f"{tag} OK done\r\n", f"* CAPABILITY IMAP4rev1\r\n{tag} OK in\r\n"],
                [f"{tag} NO [AUTHENTICATIONFAILED] no\r\n"],
            )
            sasl.log_in(draw, talk, dialect, sasl.draw_mechanism(draw), user, secret, outcome)
        if outcome is not False:
            return outcome
        talk.mark()
    return False


def argument(draw, text):
    """A string in one of its forms: (form, written)."""
    forms = ["literal", "literal+"]
    if all(" " <= letter <= "~" for letter in text):
        forms += ["quoted"] * 4
    if is_token(text):
        forms += ["atom"] * 3
    form = draw.choice(forms)
    return form, text if form == "atom" else quoted(text)


def log_in(draw, talk, tags, user, secret, outcome):
    """LOGIN with its two arguments; a literal waits for the server's go-ahead, LITERAL+ does not."""
    tag, first = tags.next(), len(talk.turns)
    line = f"{tag} {draw.choice(['LOGIN', 'LOGIN', 'login'])}"
    for text in (user, secret):
        form, written = argument(draw, text)
        if form.startswith("literal"):
            plus = "+" if form == "literal+" else ""
            talk.client_says(f"{line} {{{len(text.encode())}{plus}}}\r\n")
            if not plus:
                talk.server_says(draw.choice(["+ go on\r\n", "+ \r\n", "+ OK\r\n"]))
            line = text
        else:
            line += " " + written
    talk.client_says(line + "\r\n")
    if outcome is not None:
        answers = (
            [f"{tag} OK LOGIN completed\r\n", f"* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK in\r\n"]
            if outcome
            else [f"{tag} NO [AUTHENTICATIONFAILED] wrong\r\n", f"{tag} NO no\r\n"]
        )
        talk.server_says(draw.choice(answers))
    talk.credential(first, "LOGIN", user, secret, outcome)


def span(mails):
    return f"{mails[0][0]}:{mails[-1][0]}"


def literal(draw, content):
    """As a literal, or, where it is nothing, as nothing."""
    if not content and draw.chance(0.5):
        return draw.choice([b'""', b"NIL"])
    return b"{%d}\r\n" % len(content) + content


def fetch_apart(draw, talk, tags, mails):
    """Header and text of each letter: in one answer, or in answers of their own, in either order."""
    first = len(talk.turns)
    names = draw.choice([("BODY[HEADER]", "BODY[TEXT]"), ("RFC822.HEADER", "RFC822.TEXT")])
    asked = [name.replace("[", ".PEEK[") if draw.chance(0.5) else name for name in names]
    order = draw.choice([(0, 1), (1, 0)])
    halves = []
    for _, mail in mails:
        head, text = mail.raw.split(b"\r\n\r\n", 1)
        halves.append((head + b"\r\n\r\n", text))

    def say(number, mail, which):
        items = b" ".join(names[each].encode() + b" " + literal(draw, halves[mail][each]) for each in which)
        talk.server_says(b"* %d FETCH (" % number + items + b")\r\n")

    if draw.chance(0.5):
        tag = tags.next()
        talk.client_says(f"{tag} FETCH {span(mails)} ({asked[order[0]]} {asked[order[1]]})\r\n")
        for place, (number, _) in enumerate(mails):
            say(number, place, order)
        talk.server_says(f"{tag} OK done\r\n")
    else:
        for half in order:
            tag = tags.next()
            talk.client_says(f"{tag} UID FETCH {span(mails)} {asked[half]}\r\n")
            for place, (number, _) in enumerate(mails):
                say(number, place, [half])
            talk.server_says(f"{tag} OK done\r\n")
    for _, mail in mails:
        talk.found("messages", mail.truth("imap"), first)


def fetch_in_pieces(draw, talk, tags, mails):
    """So many bytes at once, until less comes, or as much as the letter is known to have."""
    first = len(talk.turns)
    known = draw.chance(0.5)
    if known:
        tag = tags.next()
        talk.client_says(f"{tag} FETCH {span(mails)} (FLAGS RFC822.SIZE)\r\n")
        for number, mail in mails:
            talk.server_says(f"* {number} FETCH (FLAGS () RFC822.SIZE {len(mail.raw)})\r\n")
        talk.server_says(f"{tag} OK done\r\n")
    for number, mail in mails:
        size = len(mail.raw)
        count = draw.choice([max(1, size // draw.randint(1, 5)), size, size + 1, max(100, size // 9)])
        at = 0
        while at < size or not (known or at > size):
            tag = tags.next()
            piece = mail.raw[at : at + count]
            talk.client_says(f"{tag} FETCH {number} BODY.PEEK[]<{at}.{count}>\r\n")
            talk.server_says(b"* %d FETCH (BODY[]<%d> " % (number, at) + literal(draw, piece) + b")\r\n")
            talk.server_says(f"{tag} OK done\r\n")
            at += count
    for _, mail in mails:
        talk.found("messages", mail.truth("imap"), first)


def headers_only(draw, talk, tags, mails):
    """What is shown in a list of letters: no whole letter crosses."""
    if draw.chance(0.5):
        return
    tag = tags.next()
    talk.client_says(f"{tag} FETCH {span(mails)} (FLAGS ENVELOPE BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)])\r\n")
    for number, _ in mails:
        fields = f"Subject: {draw.words(1, 4)}\r\nFrom: {draw.address()}\r\n\r\n"
        subject = draw.words(1, 3)
        name = f"{{{len(subject)}}}\r\n{subject}" if draw.chance(0.3) else quoted(subject)
        talk.server_says(
            f'* {number} FETCH (FLAGS (\\Seen) ENVELOPE ("Mon, 2 Mar 2026 10:00:00 +0000" {name} '
            f"NIL NIL NIL NIL NIL NIL NIL NIL) BODY[HEADER.FIELDS (SUBJECT FROM)] {{{len(fields)}}}\r\n"
            f"{fields})\r\n"
        )
    talk.server_says(f"{tag} OK done\r\n")


def fetch(draw, talk, tags, mails):
    """Whole letters in literals, one FETCH answer each, all for one command."""
    tag, first = tags.next(), len(talk.turns)
    asked, item = draw.choice(
        [
            ("BODY[]", "BODY[]"),
            ("BODY.PEEK[]", "BODY[]"),
            ("RFC822", "RFC822"),
            ("(UID FLAGS BODY.PEEK[])", "BODY[]"),
            ("(RFC822.SIZE RFC822)", "RFC822"),
        ]
    )
    by_uid = draw.chance(0.4)
    talk.client_says(
        f"{tag} {'UID ' if by_uid else ''}{draw.choice(['FETCH', 'fetch'])} {span(mails)} {asked}\r\n"
    )
    for number, mail in mails:
        before = f"UID {number + 40} " if by_uid or "UID" in asked else ""
        before += f"RFC822.SIZE {len(mail.raw)} " if "SIZE" in asked else ""
        after = draw.choice(["", " FLAGS (\\Seen)", ' INTERNALDATE "02-Mar-2026 10:00:00 +0000"'])
        talk.server_says(
            f"* {number} FETCH ({before}{item} {{{len(mail.raw)}}}\r\n".encode()
            + mail.raw
            + f"{after})\r\n".encode()
        )
        talk.found("messages", mail.truth("imap"), first)
        if draw.chance(0.1):
            talk.server_says(f"* {draw.randint(1, 99)} EXISTS\r\n")
    talk.server_says(f"{tag} OK FETCH completed\r\n")


def idle(draw, talk, tags):
    tag = tags.next()
    talk.ask(f"{tag} IDLE", "+ idling")
    for _ in range(draw.randint(0, 3)):
        talk.server_says(f"* {draw.randint(1, 99)} {draw.choice(['EXISTS', 'RECENT', 'EXPUNGE'])}\r\n")
    talk.ask("DONE", f"{tag} OK IDLE done")


def append(draw, talk, tags, budget):
    """One letter, or several, into a folder; at times the server says no before the letter, or after it."""
    tag, first = tags.next(), len(talk.turns)
    line = f"{tag} APPEND {draw.choice(['Sent', quoted('Sent Mail')])}"
    mails = [Mail(draw, budget, draw.choice(["7bit", "8bit"])) for _ in range(draw.choice([1, 1, 1, 2, 3]))]
    for number, mail in enumerate(mails):
        line += draw.choice(["", " (\\Seen)", ' (\\Seen) "02-Mar-2026 10:00:00 +0000"'])
        plus = "+" if draw.chance(0.3) else ""
        talk.client_says(f"{line} {{{len(mail.raw)}{plus}}}\r\n")
        if not plus:
            if number == 0 and draw.chance(0.05):
                return talk.server_says(f"{tag} NO [TRYCREATE] no such folder\r\n")
            talk.server_says("+ Ready for literal data\r\n")
        talk.client_says(mail.raw)
        line = ""
    talk.client_says("\r\n")
    talk.server_says(f"{tag} {draw.choice(['OK [APPENDUID 7 9] done', 'OK done', 'NO over quota'])}\r\n")
    for mail in mails:
        talk.found("messages", mail.truth("imap"), first)
    return None

"""SMTP (RFC 5321) with pipelining (RFC 2920), AUTH (RFC 4954) and chunking (RFC 3030)."""
from . import sasl
from .mail import Mail
from .talk import stuffed

DIALECT = sasl.Dialect(
    "AUTH",
    "334",
    ["235 2.7.0 Authentication successful\r\n", "235 ok\r\n"],
    [
        "535 5.7.8 Error: authentication failed\r\n",
        "535-no\r\n535 5.7.8 such user\r\n",
        "454 4.7.0 Temporary authentication failure\r\n",
    ],
)


def draw_smtp(draw, talk, budget, tls=None):
    """Fills a talk; tls, when given, is called between STARTTLS and what follows."""
    odd = talk.server.port not in (25, 587, 465)
    hello = draw.choice(
        [
            f"220 {draw.domain()} ESMTP {draw.word()}",
            f"220-{draw.domain()} ESMTP\r\n220 be good",
            f"220 {draw.domain()} Simple Mail Transfer Service ready",
        ]
    )
    if odd and draw.chance(0.3):
        hello = f"220 {draw.domain()} ready"
    talk.server_says(hello + "\r\n")
    extended = greet(draw, talk)
    if tls:
        talk.ask("STARTTLS", "220 2.0.0 go ahead")
        tls()
        greet(draw, talk)
    talk.mark()
    for _ in range(draw.choice([0, 0, 1, 1, 1, 2, 3])):
        if draw.chance(0.08):
            sasl.give_up(draw, talk, DIALECT)
        outcome = draw.choice([True, True, True, False, False])
        silent = draw.chance(0.03)
        mechanism = sasl.draw_mechanism(draw)
        user = draw.choice([draw.user(), draw.address()])
        sasl.log_in(draw, talk, DIALECT, mechanism, user, draw.password(), None if silent else outcome)
        if silent:
            return
        talk.mark()
        if outcome:
            break
    for _ in range(draw.choice([0, 1, 1, 1, 2, 3])):
        small_talk(draw, talk)
        mail_transaction(draw, talk, budget, extended)
        talk.mark()
    if draw.chance(0.9):
        talk.ask(draw.choice(["QUIT", "quit"]), "221 2.0.0 Bye")


def greet(draw, talk):
    if draw.chance(0.15):
        if draw.chance(0.4):
            talk.ask(f"EHLO {draw.domain()}", "502 5.5.1 command not implemented")
        talk.ask(f"HELO {draw.domain()}", f"250 {draw.domain()}")
        return False
    talk.ask(
        f"{draw.choice(['EHLO', 'EHLO', 'ehlo'])} {draw.domain()}",
        f"250-{draw.domain()} greets you\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n"
        "250-CHUNKING\r\n250-BINARYMIME\r\n250-AUTH PLAIN LOGIN CRAM-MD5\r\n250 ENHANCEDSTATUSCODES",
    )
    return True


def small_talk(draw, talk):
    if draw.chance(0.1):
        talk.ask("NOOP", "250 2.0.0 Ok")
    if draw.chance(0.07):
        talk.ask(f"VRFY {draw.user()}", "252 2.1.5 cannot say")
    if draw.chance(0.07):
        talk.ask(f"{draw.word().upper()[:8]} x", "500 5.5.2 what?")
    if draw.chance(0.1):
        address = draw.address()
        talk.ask(f"MAIL FROM:<{address}>", "250 2.1.0 Ok")
        talk.ask(f"RCPT TO:<{draw.address()}>", "250 2.1.5 Ok")
        talk.ask("RSET", "250 2.0.0 Ok")


def mail_transaction(draw, talk, budget, extended):
    """MAIL, some RCPTs, and the letter; a refused recipient is no recipient."""
    first = len(talk.turns)
    chunked = extended and draw.chance(0.25)
    transport = "binary" if chunked and draw.chance(0.6) else draw.choice(["7bit", "8bit"])
    mail = Mail(draw, budget, transport)
    sender = "" if draw.chance(0.08) else draw.address()
    extra = draw.choice(["", f" SIZE={len(mail.raw)}", " BODY=8BITMIME"]) if extended else ""
    if transport == "binary":
        extra = " BODY=BINARYMIME"
    questions = [f"{draw.choice(['MAIL FROM:', 'MAIL FROM:', 'mail from:', 'MAIL FROM: '])}<{sender}>{extra}"]
    answers = ["250 2.1.0 Ok"]
    taken = []
    for number in range(draw.choice([1, 1, 1, 2, 3, 6])):
        address = draw.address()
        refused = draw.chance(0.2) and (number > 0 or chunked is False and draw.chance(0.2))
        questions.append(
            f"{draw.choice(['RCPT TO:', 'RCPT TO:', 'rcpt to: '])}<{address}>"
            + (" NOTIFY=NEVER" if extended and draw.chance(0.1) else "")
        )
        if refused:
            answers.append(
                draw.choice(
                    [
                        "550 5.1.1 no such user",
                        "550-5.7.1 we do not\r\n550 5.7.1 relay",
                        "452 4.2.2 mailbox full",
                    ]
                )
            )
        else:
            answers.append(draw.choice(["250 2.1.5 Ok", "250-let me see\r\n250 Ok", "251 will forward"]))
            taken.append(address)
    pipelined = extended and draw.chance(0.5)
    if chunked and taken:
        chunks(draw, talk, mail, questions, answers, pipelined)
    else:
        questions.append(draw.choice(["DATA", "DATA", "data"]))
        answers.append("354 End data with <CR><LF>.<CR><LF>" if taken else "554 5.5.1 no valid recipients")
        exchange(talk, questions, answers, pipelined)
        if not taken:
            return talk.ask("RSET", "250 Ok")
        talk.client_says(stuffed(mail.raw))
        talk.server_says(verdict(draw))
    talk.found("messages", mail.truth("smtp", sender, taken), first)


def verdict(draw):
    return draw.choice(
        [
            "250 2.0.0 Ok: queued as {:X}\r\n",
            "250 {:X}\r\n",
            "250-thanks\r\n250 {:X}\r\n",
            "554 5.7.1 {:X} is spam\r\n",
        ]
    ).format(draw.randint(1, 2**40))


def exchange(talk, questions, answers, pipelined):
    if pipelined:
        talk.client_says("".join(line + "\r\n" for line in questions))
        talk.server_says("".join(line + "\r\n" for line in answers))
        return
    for question, answer in zip(questions, answers):
        talk.ask(question, answer)


def chunks(draw, talk, mail, questions, answers, pipelined):
    """BDAT says how many bytes come; the last piece says so, and may be empty."""
    pieces, rest = [], mail.raw
    while rest and len(pieces) < 20:
        count = draw.size(1, len(rest))
        pieces.append(rest[:count])
        rest = rest[count:]
    if rest or draw.chance(0.3):
        pieces.append(rest)
    if pipelined:
        talk.client_says("".join(line + "\r\n" for line in questions))
        said = "".join(line + "\r\n" for line in answers)
    else:
        exchange(talk, questions, answers, False)
        said = ""
    for number, piece in enumerate(pieces):
        last = draw.choice([" LAST", " last"]) if number == len(pieces) - 1 else ""
        talk.client_says(f"BDAT {len(piece)}{last}\r\n")
        talk.client_says(piece)
        said += verdict(draw) if last else f"250 2.0.0 {len(piece)} octets received\r\n"
        if not pipelined or last:
            talk.server_says(said)
            said = ""

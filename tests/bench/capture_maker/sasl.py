"""SASL as SMTP (RFC 4954), POP3 (RFC 5034) and IMAP (RFC 9051) carry it; the words around it are given."""
import base64
import hashlib
import hmac


def b64(content):
    if isinstance(content, str):
        content = content.encode()
    return base64.b64encode(content).decode()


class Dialect:
    """How a protocol asks for more, and how it says yes and no."""

    def __init__(self, start, more, yes, no, initial=True):
        self.start, self.more, self.yes, self.no, self.initial = start, more, yes, no, initial


def log_in(draw, talk, dialect, mechanism, user, secret, outcome):
    """One exchange; outcome is True, False, or None where no answer comes any more. A word of the dialect may
    be a function that makes the line."""
    first = len(talk.turns)
    initial = dialect.initial and draw.chance(0.5)
    start = dialect.start() if callable(dialect.start) else dialect.start
    name = draw.choice([mechanism, mechanism, mechanism.lower(), mechanism.title()])
    challenge = response = None
    if mechanism == "PLAIN":
        authority = draw.choice(["", "", "", user, "boss"])
        answers = [b64(authority + "\0" + user + "\0" + secret)]
        prompts = [draw.choice(["", "", "Z28="])]
    elif mechanism == "LOGIN":
        answers = [b64(user), b64(secret)]
        prompts = draw.choice([["VXNlcm5hbWU6", "UGFzc3dvcmQ6"], ["VXNlciBOYW1lAA==", "UGFzc3dvcmQA"]])
    else:
        initial = False
        challenge = f"<{draw.randint(1, 99999)}.{draw.randint(1, 10 ** 10)}@{draw.domain()}>"
        response = hmac.new(secret.encode(), challenge.encode(), hashlib.md5).hexdigest()
        answers, prompts = [b64(f"{user} {response}")], [b64(challenge)]
        secret = None
    line = f"{start} {name}"
    if initial:
        line += " " + answers.pop(0)
        prompts.pop(0)
    talk.client_says(line + "\r\n")
    for prompt, answer in zip(prompts, answers):
        talk.server_says(f"{dialect.more} {prompt}".rstrip() + ("\r\n" if prompt else " \r\n"))
        talk.client_says(answer + "\r\n")
    answer = outcome if outcome is None else draw.choice(dialect.yes if outcome else dialect.no)
    if answer is not None:
        talk.server_says(answer() if callable(answer) else answer)
    talk.credential(first, mechanism, user, secret, outcome, challenge, response)


def give_up(draw, talk, dialect):
    """The client begins, and thinks better of it: nothing is learned."""
    start = dialect.start() if callable(dialect.start) else dialect.start
    talk.client_says(f"{start} {draw.choice(['PLAIN', 'LOGIN'])}\r\n")
    talk.server_says(f"{dialect.more} \r\n")
    talk.client_says("*\r\n")
    answer = draw.choice(dialect.no)
    talk.server_says(answer() if callable(answer) else answer)

"""smtplib sends over both hops, poplib fetches; errors are answered as the RFCs say."""
import email
import email.policy
import poplib
import smtplib
import time
from email.message import EmailMessage

letter = EmailMessage()
letter["From"] = "alice@crepes.fr"
letter["To"] = "bob@hamburger.edu"
letter["Subject"] = "From a real client"
body = "Dear Bob,\n.a line that begins with a dot\n.\nand one that is a dot\n" + "x" * 900 + "\n"
letter.set_content(body)

with smtplib.SMTP("mail.crepes.fr", 25, timeout=10) as smtp:
    smtp.send_message(letter)
    assert smtp.noop()[0] == 250
    assert smtp.docmd("FLY")[0] == 500
    assert smtp.docmd("DATA")[0] == 503
    smtp.mail("alice@crepes.fr")
    code, text = smtp.rcpt("someone@example.org")
    assert code == 550, (code, text)
    code, text = smtp.rcpt("nobody@crepes.fr")
    assert code == 550, (code, text)

# The relay works on its own; the mailbox tells when it is there. Bounded, no fixed wait.
deadline = time.monotonic() + 10
while True:
    pop = poplib.POP3("mail.hamburger.edu", 110, timeout=10)
    pop.user("bob")
    pop.pass_("hungry")
    count, size = pop.stat()
    if count or time.monotonic() > deadline:
        break
    pop.quit()
assert count == 1, count
_, lines, octets = pop.retr(1)
text = b"\r\n".join(lines).decode()
assert octets == size == len(text) + 2, (octets, size, len(text))
assert "Subject: From a real client" in text
assert text.count("Received: ") == 2, text
received = email.message_from_string(text, policy=email.policy.default).get_content().replace("\r\n", "\n")
assert received.strip() == body.strip(), received
pop.dele(1)
try:
    pop.retr(1)
    raise SystemExit("RETR of a deleted letter was answered")
except poplib.error_proto:
    pass
pop.close()  # no QUIT: nothing is deleted

pop = poplib.POP3("hamburger.edu", 110, timeout=10)
pop.user("bob@hamburger.edu")
pop.pass_("hungry")
assert pop.stat()[0] == 1
pop.dele(1)
pop.quit()
pop = poplib.POP3("hamburger.edu", 110, timeout=10)
pop.user("bob")
try:
    pop.pass_("wrong")
    raise SystemExit("a wrong password was taken")
except poplib.error_proto:
    pass
pop.quit()
pop = poplib.POP3("hamburger.edu", 110, timeout=10)
pop.user("bob")
pop.pass_("hungry")
assert pop.stat()[0] == 0
pop.quit()
print("all well")

"""imaplib reads, marks, files and removes mail that smtplib sent; a session that idles hears of it at once."""
import imaplib
import poplib
import smtplib
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage


def send(subject):
    letter = EmailMessage()
    letter["From"] = "bob@hamburger.edu"
    letter["To"] = "alice@crepes.fr"
    letter["Subject"] = subject
    letter.set_content("Chère Alice,\n.hungry\n")
    letter.add_attachment(b"\x00\x01binary" * 1000, maintype="application", subtype="octet-stream", filename="menu.bin")
    with smtplib.SMTP("mail.crepes.fr", 25, timeout=10) as smtp:
        smtp.send_message(letter)


def ok(answer):
    assert answer[0] == "OK", answer
    return answer[1]


imap = imaplib.IMAP4("mail.crepes.fr", 143, timeout=10)
for capability in ("IDLE", "UIDPLUS", "MOVE", "STARTTLS", "AUTH=CRAM-MD5", "LITERAL+"):
    assert capability in imap.capabilities, imap.capabilities
try:
    imap.login("alice", "wrong")
    raise SystemExit("a wrong password was taken")
except imaplib.IMAP4.error:
    pass
imap.login_cram_md5("alice@crepes.fr", "crepe-suzette")
assert ok(imap.select()) == [b"0"]

# IDLE, which imaplib of this age does not know: said by hand.
imap.send(b"I1 IDLE\r\n")
assert imap.readline().startswith(b"+")
send("First")
assert imap.readline() == b"* 1 EXISTS\r\n"
assert imap.readline() == b"* 1 RECENT\r\n"
imap.send(b"DONE\r\n")
assert imap.readline().startswith(b"I1 OK")

send("Zweiter Brief: Größe")
ok(imap.noop())
assert ok(imap.search(None, "UNSEEN")) == [b"1 2"]
assert ok(imap.search(None, "SUBJECT", "first")) == [b"1"]
assert ok(imap.search("UTF-8", "SUBJECT", '"größe"'.encode())) == [b"2"]
assert ok(imap.search(None, "BODY", '"hungry"')) == [b"1 2"]
fetched = ok(imap.fetch("1", "(UID FLAGS RFC822.SIZE BODY.PEEK[])"))[0]
parsed = message_from_bytes(fetched[1], policy=policy.default)
assert parsed["Subject"] == "First" and len(fetched[1]) == int(fetched[0].split(b"RFC822.SIZE ")[1].split()[0])
assert parsed.get_body().get_content().splitlines() == ["Chère Alice,", ".hungry"], parsed.get_body().get_content()
assert next(parsed.iter_attachments()).get_content() == b"\x00\x01binary" * 1000
structure = ok(imap.fetch("1", "BODYSTRUCTURE"))[0]
assert b'"menu.bin"' in structure and b'"MIXED"' in structure, structure
assert ok(imap.fetch("1", "FLAGS"))[0] == b"1 (FLAGS (\\Recent))"
part = ok(imap.fetch("1", "(BODY[1])"))[0][1]
assert b"Alice" in part

# A second session sees what the first one does.
other = imaplib.IMAP4("crepes.fr", 143, timeout=10)
ok(other.login("alice", "crepe-suzette"))
assert ok(other.select(readonly=True)) == [b"2"]
ok(imap.store("1", "+FLAGS", "(\\Flagged $Important)"))
ok(other.noop())
assert other.response("FETCH")[1] == [b"1 (FLAGS (\\Flagged \\Seen $Important))"], other.untagged_responses

folders = b"\n".join(ok(imap.list()))
assert b"\\Sent" in folders and b"\\Trash" in folders, folders
ok(imap.create("Caf&AOk-"))
ok(imap.append("Caf&AOk-", "(\\Draft)", imaplib.Time2Internaldate(1e9), b"Subject: kept\r\n\r\nKept.\r\n"))
assert b"MESSAGES 1" in ok(imap.status("Caf&AOk-", "(MESSAGES UIDNEXT)"))[0]
ok(imap.copy("1:2", "Caf&AOk-"))
ok(imap.uid("MOVE", "1", "Trash"))
assert imap.response("EXPUNGE")[1] == [b"1"]
ok(other.noop())
assert other.response("EXPUNGE")[1] == [b"1"]
ok(imap.store("1", "+FLAGS", "\\Deleted"))
assert ok(imap.expunge()) == [b"1"]
assert ok(imap.select("Caf&AOk-")) == [b"3"]
assert b"09-Sep-2001" in ok(imap.fetch("1", "INTERNALDATE"))[0]
ok(imap.rename("Caf&AOk-", "Tea"))
ok(imap.close())
ok(imap.delete("Tea"))
ok(imap.subscribe("Trash"))
assert imap.logout()[0] == "BYE"
other.shutdown()

# POP3 shows the same mailbox, and while it has it open IMAP removes nothing.
send("Third")
pop = poplib.POP3("mail.crepes.fr", 110, timeout=10)
pop.user("alice")
pop.pass_("crepe-suzette")
assert pop.stat()[0] == 1
context = ssl._create_unverified_context()
imap = imaplib.IMAP4("mail.crepes.fr", 143, timeout=10)
ok(imap.starttls(context))
ok(imap.login("alice", "crepe-suzette"))
assert ok(imap.select()) == [b"1"]
ok(imap.store("1", "+FLAGS", "\\Deleted"))
assert imap.expunge()[0] == "NO"
pop.quit()
assert ok(imap.expunge()) == [b"1"]
imap.logout()
imap = imaplib.IMAP4_SSL("mail.crepes.fr", 993, ssl_context=context, timeout=10)
ok(imap.login("alice", "crepe-suzette"))
assert ok(imap.select()) == [b"0"]
imap.logout()
print("all well")

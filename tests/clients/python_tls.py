"""smtplib, poplib, imaplib and ftplib inside TLS: the lab's authority is trusted, names are checked, every log-in works."""
import ftplib
import imaplib
import io
import poplib
import smtplib
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage

NAME = "mail.crepes.fr"
USER, PASSWORD = "alice", "crepe-suzette"
trusting = ssl.create_default_context()  # SSL_CERT_FILE names the lab's authority


def refused(error, call, *arguments, **more):
    try:
        call(*arguments, **more)
    except error:
        return
    raise SystemExit(f"{call} {arguments} was not refused")


def letter(subject, sender="alice@crepes.fr"):
    made = EmailMessage(policy=policy.SMTPUTF8)
    made["From"], made["To"], made["Subject"] = sender, "alice@crepes.fr", subject
    made.set_content("Crêpes\n", cte="8bit")
    return made


def started(host=NAME):
    smtp = smtplib.SMTP(host, 587, timeout=10)
    smtp.starttls(context=trusting)
    return smtp


for mechanism in "auth_plain", "auth_login", "auth_cram_md5":
    for smtp in started(), smtplib.SMTP_SSL(NAME, 465, context=trusting, timeout=10):
        with smtp:
            smtp.ehlo()
            assert smtp.has_extn("smtputf8") and smtp.has_extn("8bitmime") and not smtp.has_extn("starttls")
            smtp.user, smtp.password = USER, PASSWORD
            assert smtp.auth(mechanism[5:].upper().replace("_", "-"), getattr(smtp, mechanism))[0] == 235
            smtp.send_message(letter(mechanism))
with started() as smtp:
    # Letters of any alphabet, in the envelope and in the header (RFC 6531).
    smtp.send_message(letter("Größe 日本", "søren@crepes.fr"), mail_options=["SMTPUTF8", "BODY=8BITMIME"])
    smtp.ehlo()
    refused(smtplib.SMTPAuthenticationError, smtp.login, USER, "wrong")

pop = poplib.POP3(NAME, timeout=10)
assert "STLS" in pop.capa()
pop.stls(context=trusting)
assert "STLS" not in pop.capa()
pop.user(USER)
pop.pass_(PASSWORD)
assert pop.stat()[0] == 7, pop.stat()
newest = message_from_bytes(b"\r\n".join(pop.retr(7)[1]), policy=policy.default)
assert newest["Subject"] == "Größe 日本" and newest["From"] == "søren@crepes.fr", newest.items()
assert "with UTF8SMTPS id" in newest["Received"].replace("\n\t", " "), newest["Received"]
pop.quit()
pop = poplib.POP3_SSL(NAME, context=trusting, timeout=10)
pop.apop(USER, PASSWORD)
assert len(pop.uidl()[1]) == 7 and pop.top(1, 0)[1][-1] == b""
pop.quit()

for imap in imaplib.IMAP4(NAME, timeout=10), imaplib.IMAP4_SSL(NAME, ssl_context=trusting, timeout=10):
    if not isinstance(imap, imaplib.IMAP4_SSL):
        assert imap.starttls(trusting)[0] == "OK"
    imap.login_cram_md5(USER, PASSWORD)
    assert imap.select() == ("OK", [b"7"])
    assert imap.search(None, "SUBJECT", "auth")[1] == [b"1 2 3 4 5 6"]
    assert imap.append("Sent", "\\Seen", None, letter("kept").as_bytes(policy=policy.SMTP))[0] == "OK"
    imap.logout()

for passive in True, False:
    ftp = ftplib.FTP_TLS(context=trusting, timeout=20)
    ftp.connect("ftp.hamburger.edu")
    ftp.login("bob", "hungry")
    ftp.prot_p()
    ftp.set_pasv(passive)
    content = bytes(range(256)) * 40000
    ftp.storbinary("STOR python.bin", io.BytesIO(content))
    back = io.BytesIO()
    ftp.retrbinary("RETR python.bin", back.write)
    assert back.getvalue() == content
    assert "python.bin" in ftp.nlst()
    ftp.delete("python.bin")
    ftp.quit()

# Who is another than he was called, and who is vouched for by nobody, is not talked to.
strict = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
refused(ssl.SSLCertVerificationError, imaplib.IMAP4_SSL, NAME, ssl_context=strict, timeout=10)
smtp = smtplib.SMTP(NAME, 25, timeout=10)
smtp._host = "mail.hamburger.edu"
refused(ssl.SSLCertVerificationError, smtp.starttls, context=trusting)
print("all well")

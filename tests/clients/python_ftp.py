"""ftplib lists, gets, puts and is refused where it should be."""
import ftplib
import io
import os

ftp = ftplib.FTP("ftp.hamburger.edu", timeout=10)
assert ftp.getwelcome().startswith("220")
ftp.login("bob", "hungry")
assert ftp.pwd() == "/"
lines = []
ftp.retrlines("LIST", lines.append)
assert any("welcome.txt" in line for line in lines), lines
assert "welcome.txt" in ftp.nlst()

content = os.urandom(3_000_000)
ftp.storbinary("STOR big.bin", io.BytesIO(content))
back = io.BytesIO()
ftp.retrbinary("RETR big.bin", back.write)
assert back.getvalue() == content
assert ftp.size("big.bin") == len(content)

ftp.cwd("recipes")
assert ftp.pwd() == "/recipes"
text = []
ftp.retrlines("RETR crepes.txt", text.append)
assert text[0].startswith("Crepes"), text
for path in ("../../../../etc/passwd", "/etc/passwd", "no-such-file"):
    try:
        ftp.retrbinary("RETR " + path, lambda _: None)
        raise SystemExit(path + " was sent")
    except ftplib.error_perm as error:
        assert str(error).startswith("550"), error
ftp.delete("/big.bin")
ftp.quit()

guest = ftplib.FTP("ftp.hamburger.edu", timeout=10)
guest.login("anonymous", "student@example.org")
guest.retrbinary("RETR welcome.txt", lambda _: None)
try:
    guest.storbinary("STOR guest.txt", io.BytesIO(b"x"))
    raise SystemExit("a guest wrote")
except ftplib.error_perm as error:
    assert str(error).startswith("55"), error
guest.quit()

try:
    ftplib.FTP("ftp.hamburger.edu", "bob", "wrong", timeout=10)
    raise SystemExit("a wrong password was taken")
except ftplib.error_perm as error:
    assert str(error).startswith("530"), error
print("all well")

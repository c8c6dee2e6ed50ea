"""mutt: sends with an attachment, and reads the server's own Maildir, and over IMAP and POP3, with and without TLS."""
import os
import pathlib
import pty
import signal
import subprocess
import tempfile

SERVER = "mail.crepes.fr"
SUBJECTS = ["in the clear", "after STARTTLS", "on port 465"]
# The folder that the lab keeps its mail in, and from there the mailbox as the server has it.
MAILDIR = os.environ["LAB_DATA"] + "/crepes.fr/mailboxes/alice"


def mutt(folder, *arguments, text=None):
    command = ["mutt", "-F", "muttrc", *arguments]
    if text is not None:
        subprocess.run(command, input=text.encode(), cwd=folder, check=True, timeout=20)
        return
    # In a terminal, at which nobody presses a key but those that are pushed.
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvp("mutt", command)
    signal.alarm(30)
    shown = b""
    try:
        while data := os.read(terminal, 65536):
            shown += data
    except OSError:
        pass
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == 0, (arguments, status, shown[-3000:])


def press(folder, where, keys, starttls="no"):
    mutt(folder, "-e", f"set ssl_starttls={starttls} ssl_force_tls={starttls}", "-e", f'push "{keys}"', "-f", where)


def count(mailbox):
    asked = subprocess.run(["curl", "--silent", "--show-error", "--user", "alice:crepe-suzette", f"imap://{SERVER}/",
                            "--request", f"STATUS {mailbox} (MESSAGES)"], check=True, capture_output=True, timeout=20)
    return int(asked.stdout.split(b"MESSAGES ")[1].split(b")")[0])


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    os.environ.update(HOME=name, TERM="xterm")
    (folder / "menu.txt").write_text("flour and eggs\n")
    (folder / "muttrc").write_text(f"""
set folder={name} from=alice@crepes.fr realname=Alice use_envelope_from=yes hostname=laptop.crepes.fr copy=no charset=utf-8 send_charset=utf-8
set imap_user=alice imap_pass=crepe-suzette pop_user=alice pop_pass=crepe-suzette smtp_pass=crepe-suzette
set ssl_ca_certificates_file={os.environ["SSL_CERT_FILE"]} ssl_force_tls=no
set sleep_time=0 sort=mailbox-order auto_tag=yes wait_key=no confirmappend=no confirmcreate=no delete=yes move=no mark_old=no
""")
    ways = [(f"smtp://{SERVER}/", "no"), (f"smtp://alice@{SERVER}:587/", "yes"), (f"smtps://alice@{SERVER}/", "no")]
    for (url, starttls), subject in zip(ways, SUBJECTS):
        mutt(folder, "-e", f"set smtp_url={url} ssl_starttls={starttls}", "-s", subject, "-a", "menu.txt", "--", "alice@crepes.fr",
             text="Chère Alice,\n.a dot\n")
    for where, starttls in [(MAILDIR, "no"), (f"imap://{SERVER}/INBOX", "no"), (f"imap://{SERVER}/INBOX", "yes"), (f"imaps://{SERVER}/INBOX", "no"),
                            (f"pop://{SERVER}", "no"), (f"pop://{SERVER}", "yes"), (f"pops://{SERVER}", "no")]:
        copied = folder / "copied"
        copied.unlink(missing_ok=True)
        press(folder, where, f"<tag-pattern>~A<enter><copy-message>{copied}<enter><exit>", starttls)
        text = copied.read_text()
        for subject in SUBJECTS:
            assert f"\nSubject: {subject}\n" in text, (where, subject, text)
        assert text.count('filename="menu.txt"') == 3 and text.count("\n.a dot\n") == 3 and text.count("Chère Alice,") == 3, (where, text)
    press(folder, f"imap://{SERVER}/INBOX", f"<tag-pattern>~s STARTTLS<enter><save-message>imap://{SERVER}/Sent<enter><sync-mailbox><exit>", "yes")
    assert (count("Sent"), count("INBOX")) == (1, 2), "not moved by IMAP"
    press(folder, f"pops://{SERVER}", "<tag-pattern>~A<enter><delete-message><sync-mailbox><exit>")
    assert count("INBOX") == 0, "not deleted by POP3"
print("all well")

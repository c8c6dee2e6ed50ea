#!/bin/sh
# swaks: every port, every way to prove who one is, with and without TLS, an attachment, and what is refused.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf 'flour and eggs\n' > menu.txt
server=mail.crepes.fr
send() { swaks --server $server --timeout 15 --from alice@crepes.fr --to alice@crepes.fr --header "Subject: by swaks" --body "Hello." "$@" > log 2>&1; }
inside() { send --tls-verify --tls-ca-path "$SSL_CERT_FILE" "$@"; }
user="--auth-user alice --auth-password crepe-suzette"

send || fail "port 25"
send --protocol SMTP || fail "HELO"
send --pipeline || fail "several commands at once"
send --attach-type text/plain --attach-name menu.txt --attach @menu.txt || fail "an attachment"
for way in PLAIN LOGIN CRAM-MD5; do
  send --port 587 --auth $way $user || fail "$way in the clear"
  inside --tls --port 587 --auth $way $user || fail "$way after STARTTLS"
  inside --tls-on-connect --port 465 --auth $way $user || fail "$way on port 465"
done
grep -q '^=== TLS started with cipher TLSv1.3' log || fail "not TLS 1.3"
inside --tls --tls-protocol tlsv1_2 || fail "TLS 1.2"
if send --tls --tls-protocol tlsv1_1; then fail "TLS 1.1 was taken"; fi
if send --tls --tls-verify --tls-ca-path /dev/null; then fail "nobody vouched, and swaks went on"; fi
status=0; send --auth PLAIN --auth-user alice --auth-password wrong || status=$?; test $status = 28 || fail "a wrong password: $status"
status=0; send --to x@example.org || status=$?; test $status = 24 || fail "mail for elsewhere: $status"
grep -q '^<\*\* 550 5.7.1 ' log || fail "not 550 5.7.1"
status=0; send --to nobody@crepes.fr || status=$?; test $status = 24 || fail "a user that nobody is: $status"
send --to alice@crepes.fr,nobody@crepes.fr || fail "one of two is enough"
# Over both hops, and what comes back.
swaks --server $server --from alice@crepes.fr --to bob@hamburger.edu,noone@hamburger.edu --header "Subject: over both" > log 2>&1 || fail "over both hops"
python3 - << 'PYTHON'
import email, email.policy, poplib, time

def letters(host, user, password, wanted):
    deadline = time.monotonic() + 15
    while True:
        pop = poplib.POP3(host, 110, timeout=10)
        pop.user(user)
        pop.pass_(password)
        count = pop.stat()[0]
        if count >= wanted or time.monotonic() > deadline:
            found = [email.message_from_bytes(b"\r\n".join(pop.retr(n + 1)[1]), policy=email.policy.default) for n in range(count)]
            pop.quit()
            return found
        pop.quit()

assert [letter["Subject"] for letter in letters("hamburger.edu", "bob", "hungry", 1)] == ["over both"]
own = letters("crepes.fr", "alice", "crepe-suzette", 16)
assert len(own) == 16, len(own)
assert [part.get_filename() for letter in own for part in letter.iter_attachments()].count("menu.txt") == 1
notice = [letter for letter in own if letter.get_content_type() == "multipart/report"]
assert len(notice) == 1 and notice[0].get_param("report-type") == "delivery-status"
status = [part for part in notice[0].walk() if part.get_content_type() == "message/delivery-status"][0].get_payload()
assert status[0]["Reporting-MTA"] == "dns; mail.crepes.fr", status[0].items()
assert status[1]["Final-Recipient"] == "rfc822; noone@hamburger.edu" and status[1]["Action"] == "failed" and status[1]["Status"].startswith("5."), status[1].items()
assert not any(part.defects for part in notice[0].walk())
PYTHON
echo "all well"

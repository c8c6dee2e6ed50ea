#!/bin/sh
# fetchmail: POP3 and IMAP, in the clear, after STLS or STARTTLS, and on the ports that are secret from the start.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" FETCHMAILHOME="$folder"
for number in 1 2; do
  printf 'From: bob@hamburger.edu\r\nTo: alice@crepes.fr\r\nSubject: letter %s\r\n\r\n.dots\r\n' $number |
    curl --silent --show-error smtp://mail.crepes.fr --mail-from bob@hamburger.edu --mail-rcpt alice@crepes.fr --upload-file -
done
# NAME "how to poll" "what of the user"
get() {
  printf 'poll mail.crepes.fr %s\n  user alice password "%s" %s\n  mda "cat >> %s/mbox"\n' "$2" "${4:-crepe-suzette}" "$3" "$folder" > fetchmailrc
  chmod 600 fetchmailrc
  rm -f mbox .fetchids
  fetchmail --fetchmailrc fetchmailrc --nodetach --nosyslog --timeout 15 -v > log 2>&1
}
both() { get "$@" || fail "$1: $?"; grep -c '^Subject: letter' mbox | grep -qx 2 || fail "$1: not both letters"; }
trust="sslcertfile $SSL_CERT_FILE sslcertck"

both "POP3 in the clear" "protocol pop3 no dns" "sslproto '' fetchall keep"
both "a digest of the greeting" "protocol apop" "sslproto '' fetchall keep"
both "POP3 after STLS" "protocol pop3 uidl" "sslproto TLS1.2+ $trust fetchall keep"
grep -q 'POP3> STLS' log || fail "no STLS"
both "POP3 on port 995" "protocol pop3 port 995" "ssl $trust fetchall keep"
both "IMAP in the clear" "protocol imap auth password" "sslproto '' fetchall keep"
both "a digest of IMAP's challenge" "protocol imap auth cram-md5" "sslproto '' fetchall keep"
both "IMAP after STARTTLS" "protocol imap" "sslproto TLS1.2+ $trust fetchall keep"
grep -q 'IMAP> A[0-9]* STARTTLS' log || fail "no STARTTLS"
status=0; get "a wrong password" "protocol imap" "sslproto '' fetchall keep" wrong || status=$?; test $status = 3 || fail "a wrong password: $status"
status=0; get "nobody vouches" "protocol imap port 993" "ssl sslcertfile /etc/hosts sslcertck fetchall keep" || status=$?; test $status != 0 || fail "nobody vouched, and fetchmail went on"
both "IMAP on port 993, and away with them" "protocol imap port 993" "ssl $trust fetchall nokeep"
status=0; get "nothing is left" "protocol pop3" "sslproto '' fetchall keep" || status=$?; test $status = 1 || fail "something was left: $status"
echo "all well"

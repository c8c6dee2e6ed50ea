#!/bin/sh
# mbsync: a whole account there and back, marks and deletions included, in the clear, after STARTTLS, and on port 993.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
server=mail.crepes.fr
printf 'From: bob@hamburger.edu\r\nTo: alice@crepes.fr\r\nSubject: from elsewhere\r\n\r\n.dots\r\n' > letter
curl --silent --show-error smtp://$server --mail-from bob@hamburger.edu --mail-rcpt alice@crepes.fr --upload-file letter
configure() {
  cat > mbsyncrc << END
IMAPAccount lab
Host $server
User alice
Pass crepe-suzette
$1

IMAPStore far
Account lab

MaildirStore near
Path $folder/box/
Inbox $folder/box/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Remove Both
Expunge Both
CopyArrivalDate yes
SyncState *
END
}
sync() { mkdir -p box; mbsync --config=mbsyncrc --verbose all > log 2>&1; }
trust="CertificateFile $SSL_CERT_FILE"
ask() { curl --silent --show-error --user alice:crepe-suzette "imap://$server/$1" --request "$2"; }

round=0
for how in "SSLType None" "SSLType STARTTLS
$trust" "SSLType IMAPS
$trust" "SSLType IMAPS
$trust
AuthMechs CRAM-MD5"; do
  round=$((round + 1))
  configure "$how
"
  rm -rf box .mbsync
  sync || fail "round $round"
  test "$(cat box/INBOX/new/* box/INBOX/cur/* 2> /dev/null | grep -c '^Subject: from elsewhere')" = 1 || fail "round $round: not fetched"
  test -d box/Sent && test -d box/Trash || fail "round $round: no folders"
  test $round = 1 || continue
  # What is new here goes there, and what is marked there comes here.
  tr -d '\r' < letter | sed 's/elsewhere/here/' > "box/Sent/cur/1.$round.here:2,FS"
  mkdir -p box/Notes/cur box/Notes/new box/Notes/tmp
  ask INBOX 'STORE 1 +FLAGS (\Flagged \Seen)' > /dev/null
  sync || fail "round $round, again"
  ls box/INBOX/cur | grep -q ':2,.*F.*S' || fail "round $round: a mark did not come"
  ask Sent 'FETCH 1:* (FLAGS)' | grep -q 'FLAGS (\\Flagged \\Seen' || fail "round $round: a letter did not go"
  ask "" 'LIST "" Notes' | grep -q Notes || fail "round $round: a folder did not go"
  # Marked as deleted there, it is gone here, and there as well.
  ask Sent 'STORE 1:* +FLAGS (\Deleted)' > /dev/null
  sync || fail "round $round, a third time"
  test -z "$(find box/Sent/cur box/Sent/new -type f)" || fail "round $round: it is still here"
  test -z "$(ask Sent 'SEARCH ALL' | tr -dc 0-9)" || fail "round $round: it is still there"
  ask INBOX 'STORE 1 -FLAGS (\Flagged \Seen)' > /dev/null
done
configure "SSLType IMAPS
CertificateFile /etc/hosts
"
if sync; then fail "nobody vouched, and mbsync went on"; fi
echo "all well"

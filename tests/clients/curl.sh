#!/bin/sh
# curl speaks all four protocols: send by SMTP, fetch by POP3 and IMAP, list, get and put by FTP.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
curl="curl --silent --show-error --max-time 20"

printf 'From: alice@crepes.fr\r\nTo: alice@crepes.fr\r\nSubject: by curl\r\n\r\nHello.\r\n' > "$folder/letter"
$curl smtp://mail.crepes.fr/laptop --mail-from alice@crepes.fr --mail-rcpt alice@crepes.fr --upload-file "$folder/letter"
$curl pop3://mail.crepes.fr/1 --user alice:crepe-suzette > "$folder/fetched"
grep -q '^Subject: by curl' "$folder/fetched"
if $curl pop3://mail.crepes.fr/ --user alice:wrong > /dev/null 2>&1; then echo "a wrong password was taken"; exit 1; fi
if $curl smtp://mail.crepes.fr --mail-from a@b.c --mail-rcpt x@example.org --upload-file "$folder/letter" 2> /dev/null; then
  echo "mail for elsewhere was taken"; exit 1
fi

mailbox=imap://mail.crepes.fr
$curl $mailbox/ --user alice:crepe-suzette | grep -q 'LIST (\\HasNoChildren) "." INBOX'
$curl "$mailbox/INBOX;MAILINDEX=1" --user alice:crepe-suzette | grep -q '^Subject: by curl'
$curl "$mailbox/INBOX;UID=1;SECTION=TEXT" --user alice:crepe-suzette | grep -q '^Hello'
$curl "$mailbox/INBOX?SUBJECT%20curl" --user alice:crepe-suzette | grep -q '^\* SEARCH 1'
$curl $mailbox/Sent --user alice:crepe-suzette --upload-file "$folder/letter"
$curl "$mailbox/Sent;MAILINDEX=1" --user alice:crepe-suzette --login-options AUTH=CRAM-MD5 | grep -q '^Subject: by curl'
$curl "$mailbox/INBOX" --user alice:crepe-suzette --request 'STORE 1 +FLAGS (\Deleted)' | grep -q Deleted
if $curl $mailbox/ --user alice:wrong > /dev/null 2>&1; then echo "IMAP took a wrong password"; exit 1; fi

$curl ftp://bob:hungry@ftp.hamburger.edu/ | grep -q welcome.txt
head -c 2000000 /dev/urandom > "$folder/upload"
$curl ftp://bob:hungry@ftp.hamburger.edu/up/load.bin --ftp-create-dirs --upload-file "$folder/upload"
$curl ftp://bob:hungry@ftp.hamburger.edu/up/load.bin > "$folder/download"
cmp "$folder/upload" "$folder/download"
$curl "ftp://ftp.hamburger.edu/recipes/crepes.txt;type=a" | grep -q flour
echo "all well"

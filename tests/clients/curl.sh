#!/bin/sh
# curl speaks all three protocols: send by SMTP, fetch by POP3, list, get and put by FTP.
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

$curl ftp://bob:hungry@ftp.hamburger.edu/ | grep -q welcome.txt
head -c 2000000 /dev/urandom > "$folder/upload"
$curl ftp://bob:hungry@ftp.hamburger.edu/up/load.bin --ftp-create-dirs --upload-file "$folder/upload"
$curl ftp://bob:hungry@ftp.hamburger.edu/up/load.bin > "$folder/download"
cmp "$folder/upload" "$folder/download"
$curl "ftp://ftp.hamburger.edu/recipes/crepes.txt;type=a" | grep -q flour
echo "all well"

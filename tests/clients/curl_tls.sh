#!/bin/sh
# The same inside TLS and SSH: curl trusts the lab's own authority, checks names, and proves who it is in every way.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
curl="curl --silent --show-error --max-time 20"

printf 'From: alice@crepes.fr\r\nTo: alice@crepes.fr\r\nSubject: unread by Eve\r\n\r\nHello.\r\n' > "$folder/letter"
send() { $curl "$@" --mail-from alice@crepes.fr --mail-rcpt alice@crepes.fr --upload-file "$folder/letter" --user alice:crepe-suzette; }
send --ssl-reqd smtp://mail.crepes.fr/laptop --login-options AUTH=PLAIN
send --ssl-reqd smtp://mail.crepes.fr:587/laptop --login-options AUTH=LOGIN
send smtps://mail.crepes.fr/laptop --login-options AUTH=CRAM-MD5
if $curl smtp://mail.crepes.fr --user alice:wrong --mail-from alice@crepes.fr --mail-rcpt alice@crepes.fr --upload-file "$folder/letter" 2> /dev/null; then
  echo "a wrong password was taken"; exit 1
fi
if CURL_CA_BUNDLE=/dev/null $curl smtps://mail.crepes.fr 2> /dev/null; then echo "nobody vouched, and curl went on"; exit 1; fi

for way in AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=+APOP; do
  $curl --ssl-reqd pop3://mail.crepes.fr/1 --user alice:crepe-suzette --login-options "$way" | grep -q '^Subject: unread by Eve'
done
$curl pop3s://mail.crepes.fr/ --user alice:crepe-suzette | grep -q '^3 '
for way in AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5; do
  for where in "--ssl-reqd imap" imaps; do
    $curl $where://mail.crepes.fr/INBOX --user alice:crepe-suzette --login-options $way --request 'FETCH 1 (ENVELOPE)' | grep -q 'unread by Eve'
  done
done
$curl imaps://mail.crepes.fr/Sent --user alice:crepe-suzette --upload-file "$folder/letter"
$curl "imaps://mail.crepes.fr/Sent;MAILINDEX=1" --user alice:crepe-suzette | grep -q '^Subject: unread by Eve'


head -c 2000000 /dev/urandom > "$folder/upload"
for how in "--ssl-reqd ftp://" "--ssl-reqd --disable-epsv ftp://" "ftps://"; do
  ftp="$curl ${how}ftp.hamburger.edu"
  $ftp/secret/load.bin --user bob:hungry --ftp-create-dirs --upload-file "$folder/upload"
  $ftp/secret/load.bin --user bob:hungry > "$folder/download"
  cmp "$folder/upload" "$folder/download"
  $ftp/ --user bob:hungry | grep -q welcome.txt
  $ftp/secret/ --user bob:hungry --quote "DELE secret/load.bin" > /dev/null
done
sftp="$curl --insecure --user bob:hungry"
$sftp sftp://ftp.hamburger.edu/ | grep -q welcome.txt
$sftp sftp://ftp.hamburger.edu/over-ssh/load.bin --ftp-create-dirs --upload-file "$folder/upload"
$sftp sftp://ftp.hamburger.edu/over-ssh/load.bin > "$folder/download"
cmp "$folder/upload" "$folder/download"
$curl ftp://bob:hungry@ftp.hamburger.edu/over-ssh/load.bin > "$folder/download"
cmp "$folder/upload" "$folder/download"
printf 'first-' > "$folder/a1"
printf 'SECOND' > "$folder/a2"
$sftp sftp://ftp.hamburger.edu/over-ssh/appended --upload-file "$folder/a1"
$sftp sftp://ftp.hamburger.edu/over-ssh/appended --append --upload-file "$folder/a2"
if [ "$($sftp sftp://ftp.hamburger.edu/over-ssh/appended)" != first-SECOND ]; then echo "what was appended took the place of what was there"; exit 1; fi
if $curl --insecure --user bob:wrong sftp://ftp.hamburger.edu/ > /dev/null 2>&1; then echo "a wrong password was taken"; exit 1; fi
echo "all well"

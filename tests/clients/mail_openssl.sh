#!/bin/sh
# openssl s_client: STARTTLS in every protocol, the ports that are secret from the start, who vouches, and which TLS.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# PORT NAME "first words" "what must come" [OPTIONS…]
talk() {
  port=$1 name=$2 words=$3 answer=$4
  shift 4
  printf "$words" | openssl s_client -connect $name:$port -servername $name -verify_hostname $name -verify_return_error -CAfile "$SSL_CERT_FILE" -crlf -quiet "$@" > log 2>&1 || true
  grep -q "$answer" log || fail "$name:$port $*"
}
no() { if openssl s_client "$@" < /dev/null > log 2>&1; then fail "it was taken: $*"; fi; }

for domain in crepes.fr hamburger.edu; do
  name=mail.$domain
  talk 25 $name 'EHLO me\nQUIT\n' '^221 ' -starttls smtp
  talk 587 $name 'EHLO me\nQUIT\n' '^221 ' -starttls smtp
  talk 465 $name 'EHLO me\nQUIT\n' '^221 '
  talk 110 $name 'CAPA\nQUIT\n' '^+OK POP3 server signing off' -starttls pop3
  talk 995 $name 'CAPA\nQUIT\n' '^+OK POP3 server signing off'
  talk 143 $name 'a LOGOUT\n' '^a OK ' -starttls imap
  talk 993 $name 'a LOGOUT\n' '^a OK '
  openssl s_client -connect $name:993 -verify_hostname $domain -verify_return_error -CAfile "$SSL_CERT_FILE" < /dev/null > log 2>&1 || fail "its short name"
done
talk 21 ftp.hamburger.edu 'QUIT\n' '^221 ' -starttls ftp
talk 990 ftp.hamburger.edu 'QUIT\n' '^221 '
for version in 1_2 1_3; do talk 993 mail.crepes.fr 'a LOGOUT\n' '^a OK ' -tls$version; done
no -connect mail.crepes.fr:993 -tls1_1
no -connect mail.crepes.fr:993 -verify_return_error -CAfile /dev/null
no -connect mail.crepes.fr:993 -verify_return_error -CAfile "$SSL_CERT_FILE" -verify_hostname mail.hamburger.edu
# The whole chain is shown, and the authority signs for itself.
openssl s_client -connect mail.crepes.fr:995 -showcerts -CAfile "$SSL_CERT_FILE" < /dev/null > log 2>&1
openssl x509 -in log -noout -checkend 86400 > names || fail "about to run out"
for name in mail.crepes.fr crepes.fr; do openssl x509 -in log -noout -checkhost $name | grep -q 'does match' || fail "not for $name"; done
openssl x509 -in log -noout -checkip 127.0.1.25 | grep -q 'does match' || fail "not for its address"
echo "all well"

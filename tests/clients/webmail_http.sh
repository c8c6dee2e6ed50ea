#!/bin/sh
# curl and wget on the webmail: log in by form, list, write, read, delete, log out; and the mailbox list behind Basic.
set -eu
fail() { echo "$1"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
site=http://mail.crepes.fr
curl="curl --silent --show-error --max-time 20 --cookie jar --cookie-jar jar"
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" "$2" | head -n 1 | sed 's/.*value="//; s/"$//'; }

$curl --location $site/ > page
grep -q '<form' page || fail "no form"
token=$(hidden token page)
$curl --write-out '%{http_code}' --output page --data-urlencode token="$token" --data user=alice --data password=wrong $site/login > code
grep -qx 401 code || fail "a wrong password: $(cat code)"
token=$(hidden token page)
$curl --location --output page --data-urlencode token="$token" --data user=alice --data password=crepe-suzette $site/login
$curl $site/mail > page
grep -q 'alice' page || fail "not logged in"
$curl $site/write > page
token=$(hidden token page)
$curl --location --output page --data-urlencode token="$token" --data-urlencode to=alice@crepes.fr --data-urlencode 'subject=Crêpes <b>' --data-urlencode 'text=Dear Alice,
<script>alert(1)</script>' $site/write
$curl $site/mail > page
grep -q 'Crêpes &lt;b&gt;' page || fail "the letter is not there"
letter=$(grep -o 'href="/mail/[^"]*"' page | head -n 1 | sed 's/href="//; s/"//')
$curl "$site$letter" > page
grep -q '&lt;script&gt;' page || fail "not as text"
$curl --user alice:crepe-suzette $site/basic | grep -q 'alice' || fail "Basic"
$curl --output /dev/null --write-out '%{http_code}' $site/basic | grep -qx 401 || fail "no question"
# A file goes along, and comes out again as it was.
head -c 100000 /dev/urandom > blob
$curl $site/write > page
$curl --output page --form-string token="$(hidden token page)" --form-string to=alice@crepes.fr --form-string subject=file --form-string text=Look. \
  --form 'file=@blob;type=image/x-blob;filename="blöb 1.bin"' $site/write
$curl $site/mail > page
letter=$(grep -o 'href="/mail/[^"]*"' page | head -n 1 | sed 's/href="//; s/"//')
$curl "$site$letter" > page
grep -q 'blöb 1.bin' page || fail "no file"
$curl --output back "$site$(grep -o '/mail/[^"]*/part/2' page | head -n 1)"
cmp blob back
# wget keeps cookies too; three objects in one connection.
wget --quiet --page-requisites --adjust-extension --no-host-directories --directory-prefix=three $site/three || fail "three objects"
test "$(find three -type f | wc -l)" = 3 || fail "not three objects"
# Anybody's form is refused, and after the log-out nobody reads.
$curl --output /dev/null --write-out '%{http_code}' --data to=bob@hamburger.edu --data text=x $site/write | grep -qx 403 || fail "a form from elsewhere was taken"
$curl $site/mail > page
token=$(hidden token page)
$curl --location --output page --data-urlencode token="$token" $site/logout
$curl --output /dev/null --write-out '%{http_code}' $site/mail > code
grep -q '^30' code || fail "still logged in: $(cat code)"
echo "all well"

#!/bin/sh
# OpenSSH's sftp and scp: batches of commands, by password; files alone, and no shell.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '#!/bin/sh\necho "${PASSWORD:-hungry}"\n' > answer
chmod 700 answer
export SSH_ASKPASS="$folder/answer" SSH_ASKPASS_REQUIRE=force
options="-F /dev/null -oUserKnownHostsFile=$folder/known -oStrictHostKeyChecking=accept-new -oBatchMode=no -oPubkeyAuthentication=no -oNumberOfPasswordPrompts=1 -oConnectTimeout=15"
batch() { sftp $options -b - "${1:-bob}@ftp.hamburger.edu" > log 2>&1; }
mkdir -p tree/in back
head -c 3000000 /dev/urandom > tree/big
printf 'one\ntwo\n' > tree/in/text
printf 'x' > "tree/in/a b ümlaut"
head -c 1000000 tree/big > part

batch << END || fail "sftp"
pwd
mkdir ssh
cd ssh
put -R tree
ls -la tree/in
get -R tree back
rename tree/big tree/bigger
put part tree/big
reput tree/big tree/big
get tree/big again
chmod 644 tree/in/text
-df
rm tree/in/*
rmdir tree/in
rm tree/*
rmdir tree
-get none
lcd back
bye
END
diff -r tree back/tree || fail "came back otherwise"
cmp tree/big again || fail "not gone on"
cp part rest
printf 'put tree/big\nreget big rest\nrm big\nrmdir ssh\n' | batch || fail "the rest of a file"
cmp tree/big rest
printf 'get /recipes/crepes.txt\nget ../../../../welcome.txt\n' | batch bob@hamburger.edu || fail "his whole name"
grep -q flour crepes.txt && grep -q Welcome welcome.txt
if printf 'get /etc/passwd\n' | batch; then fail "something leads out"; fi
if printf 'ls\n' | PASSWORD=wrong batch; then fail "a wrong password was taken"; fi
# Whatever lies in the tree, and whatever way is tried, nothing leads out.
tree="$LAB_DATA/ftp"
mkdir outside
printf 'secret\n' > outside/file
ln -s "$folder/outside/file" "$tree/soft"
ln -s "$folder/outside" "$tree/way"
ln -s ../../.. "$tree/up"
ln outside/file "$tree/hard" 2> log || cp outside/file "$tree/hard"  # another disk
links=$(stat -c %h "$tree/hard")
for line in "get soft" "get way/file" "ls way" "cd way" "cd up" "get up/etc/passwd" "put part soft" "put part way/file" "put part way/new" "mkdir way/new" "rm way/file" \
  "rename copied way/new" "symlink /etc/passwd link" "ln soft link" "get ../../../../../etc/passwd" "get /../../etc/passwd" "ls /.." "chmod 600 way/file" "rmdir /" "rename / new" \
  "rename soft way/new" "get way/../../outside/file"; do
  if [ "$line" = "ls /.." ]; then printf 'ls /..\n' | batch && grep -q welcome.txt log || fail "above the root"; continue; fi
  if printf '%s\n' "$line" | batch; then fail "this was done: $line"; fi
done
if [ "$links" -gt 1 ]; then
  for line in "get hard" "reput part hard"; do
    if printf '%s\n' "$line" | batch; then fail "this was done: $line"; fi
  done
fi
printf 'put part hard\nrename hard harder\nrm harder\n' | batch || fail "a hard link is replaced, not written into"
test "$(cat outside/file)" = secret && test "$(ls outside)" = file || fail "something came out"
rm "$tree/soft" "$tree/way" "$tree/up"
# The time of a file goes along, and a name that is taken is not taken twice.
touch -d '2001-02-03 04:05:06 UTC' part
printf 'put -p part\nget -p part timed\nput part other\n-rename -l other part\nls -1\nrm part\nrm other\n' | batch || fail "times"
test "$(stat -c %Y timed)" = "$(stat -c %Y part)" || fail "another time"
grep -qx 'other *' log || fail "a name was taken twice"
for copy in scp "scp -s"; do
  $copy $options tree/big bob@ftp.hamburger.edu:copied > log 2>&1 || fail "$copy there"
  $copy $options bob@ftp.hamburger.edu:copied copied > log 2>&1 || fail "$copy back"
  cmp tree/big copied
done
printf 'rm copied\n' | batch || fail "away"
if ssh $options bob@ftp.hamburger.edu id > log 2>&1; then fail "a shell"; fi
# The key stays the same, and is the one in the known hosts from the first time on.
test "$(wc -l < known)" = 1 || fail "several keys"
echo "all well"

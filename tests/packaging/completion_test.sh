#!/usr/bin/env bash
# usage: completion_test.sh CHECKOUT PROGRAM bash|fish. What the shells offer at the end of a line; 77 where the shell is not there.
set -euo pipefail
completion=$1/assets/packaging/completion program=$2 shell=$3
command -v "$shell" >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/bin" "$work/my folder"
ln -s "$program" "$work/bin/cleartext"
ln -s "$program-lab" "$work/bin/cleartext-lab"
export PATH=$work/bin:$PATH HOME=$work
cd "$work"
touch "my capture.pcapng" "mine.pcapng"
failed=0

# shellcheck source=/dev/null
[ "$shell" != bash ] || . "$completion/cleartext.bash"
in_bash() {
  local COMP_WORDS=(cleartext "$@") COMP_CWORD=$# COMPREPLY
  _cleartext cleartext
  printf '%s\n' "${COMPREPLY[@]}"
}
in_fish() {
  local line=cleartext word
  for word in "$@"; do line+=" $word"; done
  fish --no-config -c "source $completion/cleartext.fish; complete -C '$line'" | cut -f 1
}

# $1: what is offered, in any order, with commas; the rest: the line's words, the last one as far as it is typed.
offers() {
  local wanted=$1 said
  shift
  said=$("in_$shell" "$@" | sed 's,/$,,; s,\\ , ,g' | sort | paste -s -d ,)
  [ "$said" = "$(tr ',' '\n' <<<"$wanted" | sort | paste -s -d ,)" ] || { echo "cleartext $*: $said, and not $wanted" >&2; failed=1; }
}

offers "play" pl
offers "--help,--pcap,--pace,--student,--token,--solve,--hand-in,--network,--format" play --
offers "--show,--save" analyze --s
offers "packets" analyze --show p
offers "csv,jsonl" grade --format ""
offers "en,de" manual --language ""
offers "en,de" --language ""
offers "push-and-pull" --lesson push
offers "push-and-pull" play push
offers "my capture.pcapng,my folder" analyze 'my\ '
offers "my folder" tour --save my
offers "own-address,own-callers" fault lift own
offers "smtp,submission,submissions,sftp" fault off s
offers "" manual --language de ""
exit "$failed"

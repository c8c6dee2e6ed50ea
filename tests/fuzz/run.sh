#!/usr/bin/env bash
# Looks for new inputs: each fuzz target for so many seconds, its corpus grown by what was new and no larger than needed,
# and a table of what was done. Exit status 1: something was found; the input lies in build-fuzz/found/NAME.
#
#   tests/fuzz/run.sh [--seconds N] [--keep] [TARGET…]     all targets and 60 seconds, if nothing else is said
#                                                          --keep: new inputs go into tests/fuzz/corpus
set -euo pipefail
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
top=$here/../..
build=$top/build-fuzz
seconds=60 keep=false targets=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2; shift ;;
    --keep) keep=true ;;
    -*) sed -n '2,7p' "$0"; exit 2 ;;
    *) targets+=("$1") ;;
  esac
  shift
done
if [ ${#targets[@]} -eq 0 ]; then
  for source in "$here"/*.cpp; do
    name=$(basename "$source" .cpp)
    [ "$name" = replay ] || targets+=("$name")
  done
fi
cd "$top"
[ -d /dev/shm ] && export TMPDIR=/dev/shm  # for the sessions' mailboxes: a busy disk takes seconds
[ -e "$build/build.ninja" ] || cmake --preset fuzz --log-level=WARNING > /dev/null
ninja -C "$build" "${targets[@]/#/fuzz_}" > "$build/run.log" 2>&1 || { grep -E 'error|FAILED' "$build/run.log" | head; exit 1; }

last() { grep -oE "$1" "$2" | tail -1 | grep -oE '[0-9]+$' || echo 0; }
status=0
printf '%-14s %12s %9s %8s %9s %8s %9s\n' target executions a-second edges features inputs findings
for name in "${targets[@]}"; do
  found=$build/found/$name log=$build/found/$name.log
  mkdir -p "$found"
  (cd "$found" && "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=8192 -timeout=20 -rss_limit_mb=2048 \
    -print_final_stats=1 . "$here/corpus/$name") > "$log" 2>&1 || status=1
  smallest=$build/found/$name.smallest
  rm -rf "$smallest" && mkdir "$smallest"
  "$build/tests/fuzz/fuzz_$name" -merge=1 "$smallest" "$here/corpus/$name" "$found" > "$log.merge" 2>&1 || true
  if $keep; then "$build/tests/fuzz/fuzz_$name" -merge=1 "$here/corpus/$name" "$smallest" > "$log.keep" 2>&1; fi
  findings=$(find "$found" -name 'crash-*' -o -name 'timeout-*' -o -name 'oom-*' -o -name 'leak-*' | wc -l)
  printf '%-14s %12s %9s %8s %9s %8s %9s\n' "$name" "$(last 'stat::number_of_executed_units: *[0-9]+' "$log")" \
    "$(last 'stat::average_exec_per_sec: *[0-9]+' "$log")" "$(last 'cov: [0-9]+' "$log")" "$(last 'ft: [0-9]+' "$log")" \
    "$(find "$smallest" -type f | wc -l)" "$findings"
done
exit $status

#!/usr/bin/env bash
# launcher_test.sh SOURCE_DIR TEST: one test of ./cleartext, as an ordinary user, in a tiny checkout that is removed.
# Nothing is installed: dpkg-query, apt-get, apt-cache and sudo are stand-ins that write down how they were called.
set -uo pipefail
umask 022

source_dir=$(readlink -f -- "$1")
test=$2
if [ "$(id -u)" -eq 0 ] && [ "${AS_ORDINARY:-}" != yes ]; then
  copy=$(mktemp -d) && chmod 755 "$copy" && trap 'rm -rf -- "$copy"' EXIT
  mkdir -p "$copy/assets" "$copy/tests/launcher"
  cp -- "$source_dir/cleartext" "$source_dir/CMakePresets.json" "$copy"
  cp -r -- "$source_dir/assets/packaging" "$copy/assets"
  cp -- "$0" "$copy/tests/launcher/launcher_test.sh"
  AS_ORDINARY=yes setpriv --reuid=65534 --regid=65534 --clear-groups \
    bash "$copy/tests/launcher/launcher_test.sh" "$copy" "$test"
  exit
fi

room=$(mktemp -d)
trap 'chmod -R u+w -- "$room"; rm -rf -- "$room"' EXIT
checkout="$room/a lab"
log=$room/calls
export HOME=$room CCACHE_DISABLE=1 DISPLAY=:none INSTALLED=all APT_KNOWS=all CALLS=$log
unset CI WAYLAND_DISPLAY QT_QPA_PLATFORM

stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"$room/bin/$1" && chmod +x "$room/bin/$1"; }

lay_out() {
  mkdir -p -- "$checkout"/{servers,engine,gui,lessons,cmake,assets} "$room/bin"
  cp -- "$source_dir/cleartext" "$source_dir/CMakePresets.json" "$checkout"
  cp -r -- "$source_dir/assets/packaging" "$checkout/assets"
  cat >"$checkout/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(tiny LANGUAGES CXX)
option(CLEARTEXT_TESTS "" ON)
add_executable(cleartext gui/main.cpp)
set_target_properties(cleartext PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
if(CLEARTEXT_TESTS)
  enable_testing()
  add_test(NAME good COMMAND ${CMAKE_COMMAND} -E true)
  add_test(NAME other COMMAND ${CMAKE_COMMAND} -E $ENV{OTHER_TEST})
endif()
CMAKE
  printf '%s\n' '#include <cstdio>' '#include <unistd.h>' 'int main(int n, char** w) {' '  char at[4096];' \
    '  std::printf("%s:", getcwd(at, sizeof at));' '  for (int i = 1; i < n; ++i) std::printf(" [%s]", w[i]);' \
    '  std::printf("\n");' '}' >"$checkout/gui/main.cpp"
  # shellcheck disable=SC2016  # the stand-ins expand these themselves
  {
    stand_in dpkg-query 'shift 3
for p; do case $INSTALLED in all) echo "installed $p";; *) case " $INSTALLED " in *" $p "*) echo "installed $p";; esac;; esac; done'
    stand_in apt-cache 'case $APT_KNOWS in all) exit 0;; esac; for p; do :; done; case " $APT_KNOWS " in *" $p "*) exit 0;; esac; exit 100'
    stand_in apt-get 'echo "apt-get $*" >>"$CALLS"'
    stand_in sudo 'echo "sudo $*" >>"$CALLS"; [ "$1" = -n ] && shift; [ "$1" = -- ] && shift; exec "$@"'
  }
  export PATH=$room/bin:$PATH OTHER_TEST=true
}

# Runs the launcher with no terminal; leaves $out, $err, $status.
launch() {
  status=0
  out=$(setsid -w "$checkout/cleartext" "$@" 2>"$room/err" </dev/null) || status=$?
  err=$(cat -- "$room/err")
}

fail() { printf 'failed: %s\nstatus %s\nstdout: %s\nstderr: %s\ncalls: %s\n' "$1" "$status" "$out" "$err" "$(cat "$log" 2>/dev/null)"; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1: \"$2\" is not \"$3\""; }
expect_text() { case $2 in *"$3"*) ;; *) fail "$1: no \"$3\"" ;; esac; }

passes_words_on_and_keeps_stdout_for_the_program() {
  launch play 'two words' --pace=1
  expect status "$status" 0
  expect stdout "$out" "$PWD: [play] [two words] [--pace=1]"
  expect_text stderr "$err" "building Cleartext"
}

# What takes time is never begun: neither the packages nor the build are asked.
second_call_is_silent_and_asks_nobody() {
  launch one
  for tool in cmake ninja dpkg-query apt-get apt-cache; do stand_in "$tool" "echo \"$tool \$*\" >>\"\$CALLS\"; exit 1"; done
  launch two
  expect stdout "$out" "$PWD: [two]"
  expect stderr "$err" ""
  [ ! -s "$log" ] || fail "the second call asked somebody"
}

rebuilds_what_has_changed() {
  launch one
  sed -i 's/\[%s\]/<%s>/' "$checkout/gui/main.cpp"
  launch two
  expect stdout "$out" "$PWD: <two>"
}

works_from_anywhere_and_leaves_the_working_folder_alone() {
  mkdir -- "$room/else where" && cd -- "$room/else where" || exit 1
  ln -s -- "$checkout/cleartext" "$room/link"
  launch one
  expect stdout "$out" "$room/else where: [one]"
  out=$("$room/link" two 2>/dev/null)
  expect "through a link" "$out" "$room/else where: [two]"
}

plays_the_first_lesson_where_there_is_no_display() {
  unset DISPLAY
  launch
  expect stdout "$out" "$PWD: [play] [alice-sends-bob]"
  expect_text stderr "$err" "no display"
}

asks_nobody_and_says_the_command_without_a_terminal() {
  INSTALLED='cmake g++' launch
  expect status "$status" 2
  expect_text stderr "$err" "sudo apt-get update && sudo apt-get install --no-install-recommends ccache ninja-build"
  expect calls "$(cat "$log" 2>/dev/null)" ""
}

installs_without_asking_where_ci_is_true() {
  CI=true INSTALLED='cmake g++' launch one
  expect status "$status" 0
  expect_text calls "$(cat "$log")" "install -y --no-install-recommends ccache ninja-build"
  expect_text calls "$(cat "$log")" "DEBIAN_FRONTEND=noninteractive"
}

takes_the_first_of_two_names_that_apt_knows() {
  printf 'old-name | new-name\nkept | other\n' >"$checkout/assets/packaging/packages.txt"
  CI=true INSTALLED=other APT_KNOWS=new-name launch
  expect_text calls "$(cat "$log")" "install -y --no-install-recommends new-name"
  case $(cat "$log") in *kept*) fail "what is there was asked for" ;; esac
}

says_so_when_the_checkout_is_read_only() {
  chmod -R a-w -- "$checkout"
  launch
  expect status "$status" 2
  expect_text stderr "$err" "read-only"
}

runs_what_somebody_else_has_built() {
  launch one
  chmod -R a-w -- "$checkout"
  launch two
  expect status "$status" 0
  expect stdout "$out" "$PWD: [two]"
}

tests_end_in_one_plain_line() {
  launch test
  expect status "$status" 0
  expect "last line" "${out##*$'\n'}" "2 passed, 0 failed"
  launch test -R good
  expect "last line with words for ctest" "${out##*$'\n'}" "1 passed, 0 failed"
}

a_failing_test_is_counted_and_fails() {
  OTHER_TEST=false launch test
  [ "$status" -ne 0 ] || fail "the status is 0"
  expect "last line" "${out##*$'\n'}" "1 passed, 1 failed"
}

two_at_once_build_in_turn() {
  "$checkout/cleartext" first >"$room/first" 2>/dev/null </dev/null &
  launch second
  wait $! || fail "the first one failed"
  expect stdout "$out" "$PWD: [second]"
  expect "the other's" "$(cat "$room/first")" "$PWD: [first]"
}

a_build_that_fails_says_so() {
  echo nonsense >>"$checkout/gui/main.cpp"
  launch
  expect status "$status" 1
  expect stdout "$out" ""
  expect_text stderr "$err" "could not be built"
}

lay_out
cd -- "$room" || exit 1
"$test"

#include "engine/grading/bundle.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "engine/grading/found.h"

namespace cleartext::grading {
namespace fs = std::filesystem;

namespace {

// The libraries by the names that Debian 12 and Ubuntu 24.04 have for them; apt takes those it knows.
constexpr std::string_view setup = R"sh(#!/bin/sh
# Runs once, when the platform builds its machine: installs the libraries that the grader needs.
set -eu
cd "$(dirname "$0")"
export DEBIAN_FRONTEND=noninteractive
apt-get update
for package in libqt6core6 libqt6core6t64 libpcap0.8 libpcap0.8t64 libssl3 libssl3t64 libyaml-cpp0.7 libyaml-cpp0.8 \
    libfmt9 zlib1g; do
  if apt-cache show "$package" >/dev/null 2>&1; then apt-get install -y --no-install-recommends "$package"; fi
done
chmod +x build/cleartext run_autograder
if ! ./build/cleartext --version; then
  echo "The program in this bundle does not run on this system. Make the bundle with a program that was built on it." >&2
  exit 1
fi
)sh";

constexpr std::string_view run = R"sh(#!/bin/sh
# Runs for each submission: its hand-ins in, one results.json out.
set -u
here=${AUTOGRADER_ROOT:-/autograder}
source=$here/source
mkdir -p "$here/results"
set --
if [ -f "$source/class.key" ]; then set -- "$@" --class-key "$source/class.key"; fi
if [ -f "$source/roster.csv" ]; then set -- "$@" --roster "$source/roster.csv"; fi
# What begins with ._ is no capture: macOS puts it into archives.
if [ -z "$(find "$here/submission" -type f -name '*.pcapng' ! -name '._*' | head -n 1)" ]; then
  echo '{"score": 0, "output": "NOTHING"}' > "$here/results/results.json"
  exit 0
fi
find "$here/submission" -type f -name '*.pcapng' ! -name '._*' -exec "$source/build/cleartext" grade "$@" --language LANGUAGE \
  --gradescope "$here/results/results.json" {} +
exit 0
)sh";

constexpr std::string_view readme =
    "Zip what is in this folder (not the folder itself) and give it to the platform as an autograder.\n"
    "Students submit the .pcapng file that Cleartext wrote for them, or several: of each lesson the best one counts. class.key is secret: "
    "it stays with the platform and with you.\n";

std::string script_in(const std::string& language) {
  std::string script(run);
  const auto put = [&](std::string_view place, const std::string& words) { script.replace(script.find(place), place.size(), words); };
  put("NOTHING", told(language, "There is no .pcapng file in this submission. Save one in Cleartext under Your turn.",
                      "In dieser Abgabe ist keine .pcapng-Datei. Speichere in Cleartext eine unter Du bist dran."));
  put("LANGUAGE", language);
  return script;
}

// What is judged by; recordings are for playing.
void copy_lessons(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const auto place = to / fs::relative(entry.path(), from);
    if (entry.is_directory()) fs::create_directories(place);
    if (entry.is_regular_file() && entry.path().filename() != "recording.pcapng")
      fs::copy_file(entry.path(), place, fs::copy_options::overwrite_existing);
  }
}

void write(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  if (!file.flush()) throw fs::filesystem_error("cannot be written", path, std::make_error_code(std::errc::io_error));
}

}  // namespace

tl::expected<void, wire::Problem> write_bundle(const std::string& folder, const BundleParts& parts) {
  try {
    const fs::path to(folder);
    fs::create_directories(to / "build");
    fs::copy_file(parts.program, to / "build" / "cleartext", fs::copy_options::overwrite_existing);
    copy_lessons(parts.lessons, to / "lessons");
    if (!parts.class_key.empty()) fs::copy_file(parts.class_key, to / "class.key", fs::copy_options::overwrite_existing);
    if (!parts.roster.empty()) fs::copy_file(parts.roster, to / "roster.csv", fs::copy_options::overwrite_existing);
    write(to / "setup.sh", setup);
    write(to / "run_autograder", script_in(parts.language));
    write(to / "README.txt", readme);
    for (const auto* script : {"setup.sh", "run_autograder"}) {
      fs::permissions(to / script, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add);
    }
  } catch (const fs::filesystem_error& error) {
    return tl::unexpected(
        wire::Problem{fmt::format("The bundle cannot be written: {}.", error.code().message()), "Choose another folder."});
  }
  return {};
}

}  // namespace cleartext::grading

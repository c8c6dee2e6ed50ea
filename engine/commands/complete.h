// What may stand at the end of a command line, for the shells' completion: `cleartext complete -- WORD… LAST`. The commands and
// options are the program's own, so that no list of them can be stale.
#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
}
namespace cleartext::commands {

// One a line: a word, and behind a tab what it means; or what the shell knows better itself: ":files", ":folders", ":programs",
// ":lessons" (the first word of each line of `cleartext lessons`).
std::vector<std::string> completions(CLI::App& app, const std::vector<std::string>& before, const std::string& last);

}  // namespace cleartext::commands

#include "servers/imap/mailbox_name.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "servers/store/mail_folders.h"
#include "servers/wire/command.h"

namespace cleartext::imap {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

constexpr std::size_t longest_pattern = 512;

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> uses{{
    {"Archive", "\\Archive"},
    {"Drafts", "\\Drafts"},
    {"Junk", "\\Junk"},
    {"Sent", "\\Sent"},
    {"Trash", "\\Trash"},
}};

// What stands between '&' and '-': UTF-16 in base64, no letter that ASCII could say, no half of a pair.
bool is_shifted(std::string_view text) {
  std::uint32_t bits = 0, high = 0;
  int held = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == alphabet.npos) return false;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
    held += 6;
    if (held < 16) continue;
    held -= 16;
    const auto unit = bits >> held & 0xffff;
    const bool leads = unit >= 0xd800 && unit < 0xdc00, follows = unit >= 0xdc00 && unit < 0xe000;
    if (follows != (high != 0) || (unit >= ' ' && unit < 127) || unit < ' ') return false;
    high = leads ? unit : 0;
  }
  // What is left over is less than a letter of the alphabet, and zero.
  return high == 0 && held < 6 && (bits & ((1u << held) - 1)) == 0;
}

}  // namespace

bool is_modified_utf7(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] < ' ' || name[at] > '~') return false;
    if (name[at] != '&') continue;
    const auto end = name.find('-', at);
    if (end == name.npos) return false;
    const auto shifted = name.substr(at + 1, end - at - 1);
    // "&AOk-&AOk-" says in two pieces what one could; "&AOk-&-" is right.
    const bool goes_on = name.substr(end + 1, 1) == "&" && name.substr(end + 1, 2) != "&-";
    if (!shifted.empty() && (goes_on || !is_shifted(shifted))) return false;
    at = end;
  }
  return true;
}

std::string canonical_name(std::string name) {
  const auto first = std::string_view(name).substr(0, name.find(store::MailFolders::separator));
  if (wire::same_word(first, store::MailFolders::inbox)) name.replace(0, first.size(), store::MailFolders::inbox);
  return name;
}

// Letter by letter, all the places at once where the pattern may be: no pattern takes longer than its length
// times the name's.
bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.size() > longest_pattern) return false;
  std::vector<bool> at(pattern.size() + 1, false);
  const auto pass_wildcards = [&] {
    for (std::size_t place = 0; place < pattern.size(); ++place) {
      if (at[place] && (pattern[place] == '*' || pattern[place] == '%')) at[place + 1] = true;
    }
  };
  at[0] = true;
  pass_wildcards();
  for (const char letter : name) {
    std::vector<bool> next(pattern.size() + 1, false);
    for (std::size_t place = 0; place < pattern.size(); ++place) {
      if (!at[place]) continue;
      const char wanted = pattern[place];
      if (wanted == '*' || (wanted == '%' && letter != store::MailFolders::separator)) next[place] = true;
      if (wanted != '*' && wanted != '%' && wanted == letter) next[place + 1] = true;
    }
    if (std::find(next.begin(), next.end(), true) == next.end()) return false;
    at = std::move(next);
    pass_wildcards();
  }
  return at[pattern.size()];
}

std::string_view special_use(std::string_view name) {
  for (const auto& [folder, use] : uses) {
    if (folder == name) return use;
  }
  return {};
}

}  // namespace cleartext::imap

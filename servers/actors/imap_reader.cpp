#include "servers/actors/imap_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace cleartext::actors {
namespace {

// "* 1 FETCH (BODY[] {310}": how many bytes follow the line.
std::optional<std::size_t> literal_after(std::string_view line) {
  const auto open = line.rfind('{');
  if (open == line.npos || !line.ends_with('}')) return std::nullopt;
  const auto digits = line.substr(open + 1, line.size() - open - 2);
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (error != std::errc{} || digits.empty() || end != digits.data() + digits.size()) return std::nullopt;
  return count;
}

}  // namespace

std::string_view ImapResponse::rest() const {
  const auto space = text.find(' ');
  return space == std::string::npos ? std::string_view() : std::string_view(text).substr(space + 1);
}

void ImapReader::clear() {
  open_ = {};
  line_.clear();
  kept_ = 0;
  in_literal_ = false;
}

bool ImapReader::take_literal(std::string_view& bytes) {
  auto& literal = open_.literals.back();
  const auto taken = std::min(bytes.size(), wanted_ - literal.size());
  literal += bytes.substr(0, taken);
  bytes.remove_prefix(taken);
  in_literal_ = literal.size() < wanted_;
  return !in_literal_;
}

// True: the response is whole.
bool ImapReader::line_ended() {
  if (line_.ends_with('\r')) line_.pop_back();
  const auto count = literal_after(line_);
  open_.text += std::exchange(line_, {});
  if (!count) return true;
  kept_ += *count;
  too_much_ = too_much_ || kept_ > most_in_literals;
  if (too_much_) return true;
  wanted_ = *count;
  open_.literals.emplace_back();
  in_literal_ = wanted_ > 0;
  return false;
}

std::optional<ImapResponse> ImapReader::next(std::string_view& bytes) {
  while (!bytes.empty()) {
    if (in_literal_) {
      if (!take_literal(bytes)) return std::nullopt;
      continue;
    }
    const auto end = bytes.find('\n');
    line_ += bytes.substr(0, end);
    too_much_ = too_much_ || line_.size() > longest_line;
    if (too_much_) {
      clear();
      bytes = {};
      return std::nullopt;
    }
    if (end == bytes.npos) {
      bytes = {};
      return std::nullopt;
    }
    bytes.remove_prefix(end + 1);
    if (!line_ended()) continue;
    kept_ = 0;
    return std::exchange(open_, {});
  }
  return std::nullopt;
}

}  // namespace cleartext::actors

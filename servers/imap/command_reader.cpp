// A line's end decides: "{12}" or "{12+}" there, outside quotes, announces bytes that belong to the command.
#include "servers/imap/command_reader.h"

#include <algorithm>

#include "servers/wire/syntax.h"

namespace cleartext::imap {

namespace {

constexpr std::size_t longest_mark = 24;  // "{18446744073709551615+}" and a CR; or a tag

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }

// A size that no number holds is as large as any: it is refused all the same.
bool literal_at_end(std::string_view line, LiteralAhead& ahead) {
  if (!line.ends_with('}')) return false;
  line.remove_suffix(1);
  ahead.waits = !line.ends_with('+');
  if (!ahead.waits) line.remove_suffix(1);
  const auto digits = line.substr(line.find_last_not_of("0123456789") + 1);
  if (digits.empty() || digits.size() == line.size() || line[line.size() - digits.size() - 1] != '{') return false;
  ahead.size = 0;
  for (const char digit : digits) {
    const auto value = static_cast<std::uint64_t>(digit - '0');
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    ahead.size = ahead.size > (most - value) / 10 ? most : ahead.size * 10 + value;
  }
  return true;
}

}  // namespace

CommandReader::Found CommandReader::next(std::string_view& bytes) {
  while (!bytes.empty()) {
    if (left_ > 0) {
      const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
      bytes.remove_prefix(piece.size());
      left_ -= piece.size();
      if (!dropped_) text_ += piece;
      if (left_ == 0) line_start_ = text_.size();
      continue;
    }
    const auto end = bytes.find('\n');
    const bool ended = end != std::string_view::npos;
    const auto piece = bytes.substr(0, ended ? end + 1 : bytes.size());
    bytes.remove_prefix(piece.size());
    const auto kept = text_.size() - line_start_;
    if (kept + piece.size() > longest_line || text_.size() - literals_ + piece.size() > longest_command) {
      if (text_.empty()) text_ = piece.substr(0, longest_mark);  // whose command it is
      note(Fault::too_long);
    }
    if (dropped_) {
      tail_ += piece.substr(piece.size() - std::min(piece.size(), longest_mark));
      tail_.erase(0, tail_.size() - std::min(tail_.size(), longest_mark));
    } else {
      text_ += piece;
    }
    if (!ended) continue;
    if (!end_of_line()) return Found::command;
    if (!dropped_) return Found::literal;
    if (ahead_.waits) return Found::command;  // it never comes, after a refusal
    left_ = ahead_.size;
    tail_.clear();
  }
  return Found::nothing;
}

bool CommandReader::end_of_line() {
  const bool was_dropped = dropped_;
  std::string& kept = was_dropped ? tail_ : text_;
  const auto start = was_dropped ? 0 : line_start_;
  kept.pop_back();
  const bool whole = kept.size() > start && kept.back() == '\r';
  if (whole) kept.pop_back();
  if (!whole) note(Fault::bare_lf);
  const auto line = std::string_view(kept).substr(start);
  const auto odd = std::find_if(line.begin(), line.end(), is_control);
  if (!was_dropped && odd != line.end()) {
    odd_ = start + static_cast<std::size_t>(odd - line.begin());
    note(Fault::control);
  }
  return !lines_only_ && literal_at_end(line, ahead_) && (was_dropped || !quoted());
}

// Whether the line ends inside quotes: a literal cannot begin there.
bool CommandReader::quoted() const {
  bool inside = false;
  for (std::size_t at = line_start_; at < text_.size(); ++at) {
    if (text_[at] == '"') inside = !inside;
    if (inside && text_[at] == '\\') ++at;
  }
  return inside;
}

// What came so far is enough to answer: tag and verb stand in front.
void CommandReader::note(Fault fault) {
  if (fault_ == Fault::none && !refused_) fault_ = fault;
  if (dropped_) return;
  dropped_ = true;
  if (fault == Fault::too_long) tail_ = text_.substr(text_.size() - std::min(text_.size() - line_start_, longest_mark));
}

void CommandReader::accept() {
  text_ += "\r\n";
  left_ = ahead_.size;
  line_start_ = text_.size();
  literals_ += static_cast<std::size_t>(ahead_.size);
}

void CommandReader::refuse() {
  if (ahead_.waits) return clear();
  refused_ = dropped_ = true;
  left_ = ahead_.size;
  tail_.clear();
}

void CommandReader::clear() {
  text_ = tail_ = {};
  line_start_ = literals_ = odd_ = 0;
  left_ = 0;
  fault_ = Fault::none;
  refused_ = dropped_ = false;
}

}  // namespace cleartext::imap

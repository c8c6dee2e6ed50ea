// What is known of a header where bytes of it are missing.
#include <utility>

#include "engine/findings/header.h"
#include "engine/findings/mime.h"

namespace cleartext::findings {

// Of a field that missing bytes cut, nothing is known: neither before them nor behind.
void MimeReader::damaged() {
  if (inner_) inner_->damaged();
  if (mode_ != Mode::header) return;
  header_torn_ = true;
  if (top_ && inside_ == 0) message_.header_whole = false;
  torn_ = taken_ == 0 && carried_.empty() ? Torn::line_perhaps : Torn::line;
  const std::string cut = std::exchange(carried_, {});
  if (cut.empty() || cut.front() == ' ' || cut.front() == '\t') drop_last_field();
}

void MimeReader::drop_last_field() {
  while (!header_.empty()) {
    const std::size_t end = header_.size() < 2 ? std::string::npos : header_.rfind('\n', header_.size() - 2);
    const std::size_t start = end == std::string::npos ? 0 : end + 1;
    const bool goes_on = header_[start] == ' ' || header_[start] == '\t';
    header_.resize(start);
    if (!goes_on) return;
  }
}

// Where a letter begins behind missing bytes, a line oftener begins there than goes on.
bool MimeReader::belongs_to_what_is_missing(std::string_view line) {
  if (torn_ == Torn::no || line.empty()) return false;
  const Torn torn = std::exchange(torn_, Torn::field);
  if (torn == Torn::line || line.front() == ' ' || line.front() == '\t') return true;
  if (torn == Torn::line_perhaps && !may_stand_in_header(line, header_.empty())) return true;
  torn_ = Torn::no;
  return false;
}

}  // namespace cleartext::findings

#include "servers/imap/searching.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "servers/mime/date.h"
#include "servers/mime/letter.h"
#include "servers/mime/words.h"
#include "servers/wire/command.h"

namespace cleartext::imap {

namespace {

using What = SearchKey::What;

constexpr std::size_t letters_at_once = 200, bytes_at_once = 4 * 1024 * 1024;

// All text that people read in a letter, decoded: in letters in the letter, too.
void add_text(std::string& text, const mime::Part& part) {
  if (part.is_text()) text += mime::text(part) + '\n';
  for (const auto& inner : part.parts) {
    if (part.type.value == "message/rfc822") {
      for (const auto& field : inner.header.fields()) text += mime::decode_words(field.value) + '\n';
    }
    add_text(text, inner);
  }
}

// One letter, and what of it was looked at so far.
class Candidate {
 public:
  Candidate(View& view, std::size_t index, const store::Mail& mail) : view_(view), index_(index), mail_(mail) {}

  bool fits(const SearchKey& key) {
    switch (key.what) {
      case What::every: return std::all_of(key.keys.begin(), key.keys.end(), [this](const SearchKey& each) { return fits(each); });
      case What::any_of: return std::any_of(key.keys.begin(), key.keys.end(), [this](const SearchKey& each) { return fits(each); });
      case What::none_of: return std::none_of(key.keys.begin(), key.keys.end(), [this](const SearchKey& each) { return fits(each); });
      case What::marked: return (mail_.letter.marks & key.marks) != 0;
      case What::unmarked: return (mail_.letter.marks & key.marks) == 0;
      case What::keyword: return has_keyword(key.words);
      case What::unkeyword: return !has_keyword(key.words);
      case What::recent: return view_.is_recent(index_);
      case What::old: return !view_.is_recent(index_);
      case What::numbers: return is_in(key.numbers, index_ + 1, view_.size());
      case What::uids: return is_in(key.numbers, mail_.uid, view_.uid(view_.size() - 1));
      case What::before: return came() < key.day;
      case What::on: return came() == key.day;
      case What::since: return came() >= key.day;
      case What::sent_before: return sent() && *sent() < key.day;
      case What::sent_on: return sent() && *sent() == key.day;
      case What::sent_since: return sent() && *sent() >= key.day;
      case What::larger: return mail_.bytes > key.size;
      case What::smaller: return mail_.bytes < key.size;
      case What::header: return in_field(key.field, key.words);
      case What::body: return text().find(key.words) != std::string::npos;
      case What::text: return all_fields().find(key.words) != std::string::npos || text().find(key.words) != std::string::npos;
    }
    return false;
  }

  std::size_t bytes_read() const { return bytes_read_; }

 private:
  bool has_keyword(const std::string& word) const {
    const auto& words = view_.folder().keywords();
    const auto found = std::find_if(words.begin(), words.end(), [&](const std::string& each) { return wire::same_word(each, word); });
    return found != words.end() && (mail_.letter.marks & store::keyword(static_cast<std::size_t>(found - words.begin()))) != 0;
  }

  static bool is_in(const NumberSet& set, std::size_t number, std::size_t last) {
    return std::any_of(set.begin(), set.end(), [&](const NumberRange& range) {
      const std::size_t a = range.first == NumberRange::last_there_is ? last : range.first;
      const std::size_t b = range.last == NumberRange::last_there_is ? last : range.last;
      return number >= std::min(a, b) && number <= std::max(a, b);
    });
  }

  Day came() { return day_of(view_.folder().date(mail_.uid).value_or(0)); }

  std::optional<Day> sent() {
    const auto* field = header().find("Date");
    const auto date = field == nullptr ? std::nullopt : mime::parse_date(*field);
    if (!date) return {};
    return day_of(date->year, date->month, date->day);
  }

  const mime::Header& header() {
    if (header_) return *header_;
    const auto text = view_.folder().header(mail_.uid);
    if (text) bytes_read_ += text->size();
    return header_.emplace(text ? std::string_view(*text) : std::string_view());
  }

  bool in_field(std::string_view name, const std::string& words) {
    const auto fields = header().fields();
    return std::any_of(fields.begin(), fields.end(), [&](const mime::Field& field) {
      return wire::same_word(field.name, name) && small_letters(mime::decode_words(field.value)).find(words) != std::string::npos;
    });
  }

  const std::string& all_fields() {
    if (fields_) return *fields_;
    std::string all;
    for (const auto& field : header().fields()) all += field.name + ": " + mime::decode_words(field.value) + '\n';
    return fields_.emplace(small_letters(all));
  }

  const std::string& text() {
    if (text_) return *text_;
    std::string all;
    if (const auto letter = view_.folder().text(mail_.uid)) {
      bytes_read_ += letter->size();
      add_text(all, mime::parse_letter(*letter));
    }
    return text_.emplace(small_letters(all));
  }

  View& view_;
  std::size_t index_;
  const store::Mail mail_;
  std::optional<mime::Header> header_;
  std::optional<std::string> fields_, text_;
  std::size_t bytes_read_ = 0;
};

class Searching final : public Task {
 public:
  Searching(View& view, SearchKey key, Numbering numbering) : view_(view), key_(std::move(key)), numbering_(numbering) {}

  Step step(std::string& out) override {
    std::size_t bytes = 0;
    for (std::size_t count = 0; count < letters_at_once && bytes < bytes_at_once; ++count, ++at_) {
      if (at_ == view_.size()) {
        out += fmt::format("* SEARCH{}\r\n", found_);
        return Step::done;
      }
      const auto* mail = view_.mail(at_);
      if (mail == nullptr) continue;
      Candidate candidate(view_, at_, *mail);
      const auto number = numbering_ == Numbering::unique ? mail->uid : at_ + 1;
      if (candidate.fits(key_)) fmt::format_to(std::back_inserter(found_), " {}", number);
      bytes += candidate.bytes_read();
    }
    return Step::breathe;
  }

  std::string answer() override { return "OK Those were found"; }

 private:
  View& view_;
  SearchKey key_;
  Numbering numbering_;
  std::size_t at_ = 0;
  std::string found_;
};

}  // namespace

std::unique_ptr<Task> searching(View& view, SearchKey key, Numbering numbering) {
  return std::make_unique<Searching>(view, std::move(key), numbering);
}

bool numbers_there(const SearchKey& key, const View& view) {
  if (key.what == What::numbers && !view.find(key.numbers, Numbering::sequence)) return false;
  return std::all_of(key.keys.begin(), key.keys.end(), [&](const SearchKey& inner) { return numbers_there(inner, view); });
}

std::string small_letters(std::string_view text) {
  std::string small(text);
  bool accented = false;  // after the byte that begins U+00C0 to U+00FF
  for (char& c : small) {
    const auto byte = static_cast<unsigned char>(c);
    const bool capital = accented ? byte >= 0x80 && byte <= 0x9e && byte != 0x97 : c >= 'A' && c <= 'Z';
    if (capital) c = static_cast<char>(byte + 0x20);
    accented = byte == 0xc3;
  }
  return small;
}

}  // namespace cleartext::imap

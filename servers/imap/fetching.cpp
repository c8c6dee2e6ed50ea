#include "servers/imap/fetching.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "servers/imap/date_text.h"
#include "servers/imap/flags.h"
#include "servers/imap/quoting.h"
#include "servers/imap/structure.h"
#include "servers/mime/letter.h"

namespace cleartext::imap {

namespace {

constexpr std::size_t enough = 64 * 1024;  // bytes at once

class Fetching final : public Task {
 public:
  Fetching(View& view, std::vector<std::size_t> which, std::vector<FetchItem> items)
      : view_(view), which_(std::move(which)), items_(std::move(items)) {
    const auto any = [this](auto test) { return std::any_of(items_.begin(), items_.end(), test); };
    reads_ = !view_.read_only() && any([](const FetchItem& item) { return item.reads; });
    tells_flags_ = any([](const FetchItem& item) { return item.what == FetchItem::What::flags; });
    needs_letter_ = any([](const FetchItem& item) { return item.needs_letter(); });
    needs_header_ = any([](const FetchItem& item) { return item.needs_header(); });
  }

  Step step(std::string& out) override {
    if (at_ == which_.size()) return Step::done;
    if (item_ == 0 && !begin(out)) return end();
    if (item_ != 0) out += ' ';
    write(out, items_[item_]);
    if (++item_ == items_.size()) {
      if (newly_read_ && !tells_flags_) write(out += ' ', flags_item());
      out += ")\r\n";
      end();
    }
    return out.size() < enough ? Step::go_on : Step::breathe;
  }

  std::string answer() override { return some_gone_ ? "NO [EXPUNGEISSUED] Some of these letters are gone" : "OK That was all"; }

 private:
  // What is told of a letter is as it was now, though it may be gone before all of it is said.
  bool begin(std::string& out) {
    const auto index = which_[at_];
    const auto* mail = view_.mail(index);
    auto& folder = view_.folder();
    const auto uid = view_.uid(index);
    letter_ = needs_letter_ ? folder.text(uid) : nullptr;
    header_ = needs_header_ ? folder.header(uid) : nullptr;
    some_gone_ = some_gone_ || mail == nullptr;
    if (mail == nullptr || (needs_letter_ && !letter_) || (needs_header_ && !header_)) return false;
    newly_read_ = reads_ && (mail->letter.marks & store::seen) == 0 && folder.mark(uid, mail->letter.marks | store::seen);
    mail = view_.mail(index);
    if (mail == nullptr) return false;
    if (newly_read_ || tells_flags_) view_.told(index);
    mail_ = *mail;
    date_ = folder.date(uid).value_or(0);
    structure_.reset();
    out += fmt::format("* {} FETCH (", index + 1);
    return true;
  }

  Step end() {
    ++at_;
    item_ = 0;
    newly_read_ = false;
    return Step::go_on;
  }

  const mime::Part& structure() {
    if (!structure_) structure_ = mime::parse_letter(*letter_);
    return *structure_;
  }

  void write(std::string& out, const FetchItem& item) {
    out += item.label;
    out += ' ';
    switch (item.what) {
      case FetchItem::What::flags:
        out += '(' + names_of(mail_.letter.marks, view_.folder().keywords(), view_.is_recent(which_[at_])) + ')';
        break;
      case FetchItem::What::uid: fmt::format_to(std::back_inserter(out), "{}", mail_.uid); break;
      case FetchItem::What::internal_date: out += date_time_text(date_); break;
      case FetchItem::What::size: fmt::format_to(std::back_inserter(out), "{}", mail_.bytes); break;
      case FetchItem::What::envelope: out += envelope_text(mime::Header(*header_)); break;
      case FetchItem::What::body: out += body_text(structure(), Detail::basic); break;
      case FetchItem::What::body_structure: out += body_text(structure(), Detail::extended); break;
      case FetchItem::What::section: write_section(out, item); break;
    }
  }

  void write_section(std::string& out, const FetchItem& item) {
    const auto text = item.needs_header() ? section_of_header(item.section) : section_text(structure(), *letter_, item.section);
    if (!text) {
      out += "NIL";
    } else if (text->empty()) {
      out += "\"\"";
    } else {
      add_literal(out, *text);
    }
  }

  // Of the letter itself: nothing but its header was read.
  std::optional<std::string> section_of_header(const Section& section) {
    mime::Part part;
    part.head = *header_;
    return section_text(part, *header_, section);
  }

  View& view_;
  std::vector<std::size_t> which_;
  std::vector<FetchItem> items_;
  bool reads_ = false, tells_flags_ = false, needs_letter_ = false, needs_header_ = false;
  std::size_t at_ = 0, item_ = 0;
  bool newly_read_ = false, some_gone_ = false;
  store::Mail mail_;
  std::time_t date_ = 0;
  store::Text letter_, header_;
  std::optional<mime::Part> structure_;  // views into the letter
};

}  // namespace

std::unique_ptr<Task> fetching(View& view, std::vector<std::size_t> which, std::vector<FetchItem> items) {
  return std::make_unique<Fetching>(view, std::move(which), std::move(items));
}

}  // namespace cleartext::imap

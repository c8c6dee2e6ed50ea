#include "servers/imap/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "servers/imap/flags.h"

namespace cleartext::imap {

View::View(std::shared_ptr<store::MailFolder> folder, std::string name, bool read_only, std::function<void()> changed)
    : folder_(std::move(folder)), name_(std::move(name)), read_only_(read_only), watcher_(folder_->watch(std::move(changed))) {
  std::string counts;
  arrived(counts);
  seen_changes_ = folder_->changes();
  keywords_ = folder_->keywords().size();
}

std::size_t View::recent() const {
  return static_cast<std::size_t>(std::count_if(known_.begin(), known_.end(), [](const Known& mail) { return mail.recent; }));
}

std::optional<std::vector<std::size_t>> View::find(const NumberSet& set, Numbering numbering) const {
  std::vector<bool> wanted(known_.size(), false);
  const auto last = numbering == Numbering::sequence ? static_cast<std::uint32_t>(known_.size()) : known_.empty() ? 0 : known_.back().uid;
  for (const auto& range : set) {
    const bool has_star = range.first == NumberRange::last_there_is || range.last == NumberRange::last_there_is;
    if (has_star && known_.empty()) continue;
    auto from = range.first == NumberRange::last_there_is ? last : range.first;
    auto to = range.last == NumberRange::last_there_is ? last : range.last;
    if (from > to) std::swap(from, to);
    if (numbering == Numbering::sequence) {
      if (to > last) return {};
      std::fill(wanted.begin() + from - 1, wanted.begin() + to, true);
      continue;
    }
    const auto less = [](const Known& mail, std::uint32_t uid) { return mail.uid < uid; };
    for (auto mail = std::lower_bound(known_.begin(), known_.end(), from, less); mail != known_.end() && mail->uid <= to; ++mail)
      wanted[static_cast<std::size_t>(mail - known_.begin())] = true;
  }
  std::vector<std::size_t> found;
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    if (wanted[index]) found.push_back(index);
  }
  return found;
}

void View::told(std::size_t index) {
  if (const auto* now = mail(index)) known_[index].told = now->changed;
}

// 7.4.1: each number is one as it is after those before it were taken away.
void View::expunged(std::string& out) {
  const auto& mails = folder_->mails();
  auto there = mails.begin();
  std::vector<Known> left;
  left.reserve(known_.size());
  for (const auto& known : known_) {
    while (there != mails.end() && there->uid < known.uid) ++there;
    if (there != mails.end() && there->uid == known.uid) {
      left.push_back(known);
    } else {
      fmt::format_to(std::back_inserter(out), "* {} EXPUNGE\r\n", left.size() + 1);
    }
  }
  known_ = std::move(left);
}

// 7.3.1 and 7.3.2. Who may change the folder is the first to know a letter, and nobody after him.
void View::arrived(std::string& out) {
  const auto before = known_.size();
  const auto last = known_.empty() ? 0 : known_.back().uid;
  std::vector<std::uint32_t> fresh;
  for (const auto& mail : folder_->mails()) {
    if (mail.uid <= last) continue;
    known_.push_back({mail.uid, mail.changed, mail.fresh});
    if (mail.fresh && !read_only_) fresh.push_back(mail.uid);
  }
  for (const auto uid : fresh) folder_->told(uid);
  if (known_.size() != before) fmt::format_to(std::back_inserter(out), "* {} EXISTS\r\n* {} RECENT\r\n", known_.size(), recent());
}

void View::news(std::string& out, News kind) {
  if (kind == News::none || seen_changes_ == folder_->changes()) return;
  if (kind == News::all) expunged(out);
  arrived(out);
  if (folder_->keywords().size() != keywords_) {
    keywords_ = folder_->keywords().size();
    out += fmt::format("* FLAGS ({})\r\n", all_names(folder_->keywords()));
  }
  for (std::size_t index = 0; index < known_.size(); ++index) {
    const auto* now = mail(index);
    if (now == nullptr || now->changed <= known_[index].told) continue;
    known_[index].told = now->changed;
    fmt::format_to(std::back_inserter(out), "* {} FETCH (FLAGS ({}))\r\n", index + 1,
                   names_of(now->letter.marks, folder_->keywords(), known_[index].recent));
  }
  if (kind == News::all) seen_changes_ = folder_->changes();
}

}  // namespace cleartext::imap

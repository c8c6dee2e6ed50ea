// The disk is the truth: what is kept here is thrown away when the last one closes the folder.
#include "servers/store/mail_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "servers/store/line_ends.h"
#include "servers/wire/command.h"

namespace cleartext::store {

MailFolder::MailFolder(std::filesystem::path folder, std::function<std::uint32_t()> new_validity, std::shared_ptr<Unsynced> unsynced,
                       std::function<bool()> held)
    : maildir_(std::move(folder), Keep::for_now),
      unsynced_(std::move(unsynced)),
      new_validity_(std::move(new_validity)),
      held_(std::move(held)) {}

const Mail* MailFolder::find(std::uint32_t uid) const {
  const auto mail = std::lower_bound(mails_.begin(), mails_.end(), uid, [](const Mail& a, std::uint32_t b) { return a.uid < b; });
  return mail == mails_.end() || mail->uid != uid ? nullptr : &*mail;
}

Mail* MailFolder::to_change(std::uint32_t uid) { return const_cast<Mail*>(find(uid)); }

Written MailFolder::look() {
  if (gone_) return {};
  // Asked before the folder is read: what changes meanwhile is found by the next look.
  auto state = maildir_.state();
  if (state.fresh == 0 || state.known == 0) {  // not there yet
    if (auto made = maildir_.make(); !made) return made;
    state = maildir_.state();
  }
  if (open_ && state == looked_) return {};
  looked_ = state.settled() ? state : MaildirState{};
  if (!std::exchange(open_, true)) {
    auto list = load_uids(maildir_.folder());
    list_changed_ = !list || !list->whole;
    uids_ = list ? std::move(*list) : UidList{new_validity_(), 1, {}, {}};
    listed_ = uids_.next;
    for (auto& [uid, id] : std::exchange(uids_.letters, {})) mails_.push_back({uid, {std::move(id), {}}});
  }
  list_changed_ = merge(maildir_.letters()) || list_changed_;
  return settle();
}

bool MailFolder::merge(std::vector<Letter> letters) {
  std::unordered_map<std::string_view, Letter*> by_id;
  for (auto& letter : letters) by_id[letter.id] = &letter;
  const auto gone = std::remove_if(mails_.begin(), mails_.end(), [&](const Mail& mail) { return !by_id.contains(mail.letter.id); });
  const bool some_gone = gone != mails_.end();
  mails_.erase(gone, mails_.end());
  if (some_gone) ++changes_;
  for (auto& mail : mails_) {
    const auto known = by_id.find(mail.letter.id);
    auto& found = *known->second;
    if (mail.letter.file.empty()) mail.fresh = found.is_new();
    if (mail.letter.marks != found.marks) mail.changed = ++changes_;
    mail.letter.marks = found.marks;
    mail.letter.file = std::move(found.file);
    if (mail.bytes == 0) mail.bytes = found.bytes;
    by_id.erase(known);
  }
  for (auto& letter : letters) {
    if (!by_id.contains(letter.id)) continue;
    by_id.erase(letter.id);
    append(std::move(letter)).changed = 0;
  }
  for (auto& mail : mails_) {  // put there by another program: count
    if (mail.bytes != 0) continue;
    if (const auto stored = maildir_.read_file(mail.letter.file)) mail.bytes = size_with_crlf(*stored);
  }
  return some_gone;
}

Mail& MailFolder::append(Letter letter) {
  ++changes_;
  const auto bytes = letter.bytes;
  const bool fresh = letter.is_new();
  return mails_.emplace_back(Mail{uids_.next++, std::move(letter), bytes, 0, fresh});
}

std::optional<Marks> MailFolder::keyword_mark(std::string_view word) {
  auto& words = uids_.keywords;
  const auto found = std::find_if(words.begin(), words.end(), [&](const std::string& known) { return wire::same_word(known, word); });
  if (found != words.end()) return keyword(static_cast<std::size_t>(found - words.begin()));
  if (words.size() == most_keywords) return {};
  words.emplace_back(word);
  if (!save_list()) {  // before a file's name says it
    words.pop_back();
    return {};
  }
  ++changes_;
  return keyword(words.size() - 1);
}

bool MailFolder::mark(std::uint32_t uid, Marks marks) {
  auto* mail = to_change(uid);
  if (mail == nullptr) return false;
  if (mail->letter.marks == marks && !mail->letter.is_new()) return true;
  if (!maildir_.mark(mail->letter, marks)) {  // somebody else marked it meanwhile
    looked_ = {};
    if (!look()) return false;
    mail = to_change(uid);
    if (mail == nullptr || !maildir_.mark(mail->letter, marks)) return false;
  }
  files_changed_ = true;
  mail->changed = ++changes_;
  return true;
}

bool MailFolder::remove(const std::vector<std::uint32_t>& uids) {
  bool all = true;
  const auto gone = std::remove_if(mails_.begin(), mails_.end(), [&](const Mail& mail) {
    if (!std::binary_search(uids.begin(), uids.end(), mail.uid)) return false;
    if (mail.letter.file.empty() || maildir_.remove_file(mail.letter.file)) return true;
    all = false;
    return false;
  });
  if (gone == mails_.end()) return all;
  mails_.erase(gone, mails_.end());
  files_changed_ = list_changed_ = true;
  ++changes_;
  return all;
}

tl::expected<std::uint32_t, wire::Problem> MailFolder::add(std::string_view message, const Delivery& delivery) {
  const auto id = maildir_.deliver(message, delivery);
  if (!id) return tl::unexpected(id.error());
  looked_ = {};
  if (auto looked = look(); !looked) return tl::unexpected(looked.error());
  for (auto mail = mails_.rbegin(); mail != mails_.rend(); ++mail) {
    if (mail->letter.id != *id) continue;
    mail->fresh = true;
    unsynced_->note(maildir_.folder() / mail->letter.file);
    files_changed_ = true;
    return mail->uid;
  }
  return tl::unexpected(wire::Problem{"The letter went away as it came.", {}});
}

Marks MailFolder::marks_from(const MailFolder& other, Marks marks) {
  Marks here = marks & ~(keyword(most_keywords) - 1);
  for (std::size_t number = 0; number < other.keywords().size(); ++number) {
    if ((marks & keyword(number)) != 0) here |= keyword_mark(std::string(other.keywords()[number])).value_or(0);
  }
  return here;
}

tl::expected<Taken, wire::Problem> MailFolder::take(MailFolder& from, const std::vector<std::uint32_t>& uids, Maildir::Way way) {
  Taken taken;
  std::vector<std::uint32_t> here, there;
  for (const auto uid : uids) {
    const auto* mail = from.find(uid);
    if (mail == nullptr) continue;
    Letter letter = mail->letter;
    letter.bytes = mail->bytes;
    auto moved = maildir_.take(from.maildir_, letter, marks_from(from, letter.marks), way);
    if (!moved) {
      if (way == Maildir::Way::move) continue;  // it stays where it is (RFC 6851, 3.3)
      remove(here);
      return tl::unexpected(moved.error());
    }
    append(std::move(*moved)).fresh = true;
    here.push_back(mails_.back().uid);
    there.push_back(uid);
    taken.emplace_back(uid, here.back());
  }
  files_changed_ = true;
  if (way == Maildir::Way::move) {
    for (const auto uid : there) from.to_change(uid)->letter.file.clear();
    from.remove(there);
  }
  return taken;
}

void MailFolder::told(std::uint32_t uid) {
  auto* mail = to_change(uid);
  if (mail == nullptr) return;
  mail->fresh = false;
  if (mail->letter.is_new()) files_changed_ = maildir_.mark(mail->letter, mail->letter.marks) || files_changed_;
}

Written MailFolder::save_list() {
  UidList list = uids_;
  for (const auto& mail : mails_) list.letters.emplace_back(mail.uid, mail.letter.id);
  auto saved = save_uids(maildir_.folder(), list, Keep::for_now);
  unsynced_->note(maildir_.folder() / uid_file);
  unsynced_->note(maildir_.folder());
  list_changed_ = !saved;
  if (saved) listed_ = uids_.next;
  return saved;
}

Written MailFolder::add_to_list() {
  UidList::Letters letters;
  for (auto mail = mails_.rbegin(); mail != mails_.rend() && mail->uid >= listed_; ++mail) letters.emplace_back(mail->uid, mail->letter.id);
  std::reverse(letters.begin(), letters.end());
  if (!add_uids(maildir_.folder(), letters)) return save_list();
  unsynced_->note(maildir_.folder() / uid_file);
  listed_ = uids_.next;
  return {};
}

// The list before the folders: a number that was told must never mean another letter.
Written MailFolder::settle() {
  Written done;
  if (gone_) return done;
  if (list_changed_) {
    done = save_list();
  } else if (listed_ < uids_.next) {
    done = add_to_list();
  }
  if (done && std::exchange(files_changed_, false)) {
    for (const char* part : {"new", "cur"}) unsynced_->note(maildir_.folder() / part);
  }
  tell();
  return done;
}

}  // namespace cleartext::store

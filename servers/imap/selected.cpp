// What may be done with the letters of the folder that is open (RFC 3501, 6.4; RFC 3691; RFC 4315; RFC 6851).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "servers/imap/fetching.h"
#include "servers/imap/imap_session.h"
#include "servers/imap/searching.h"

namespace cleartext::imap {

namespace {

constexpr const char* only_reading = "NO [CANNOT] The folder is open for reading only";
constexpr const char* some_gone = "NO [EXPUNGEISSUED] Some of these letters are gone";

constexpr std::array<std::string_view, 6> verbs = {"FETCH", "STORE", "SEARCH", "COPY", "MOVE", "EXPUNGE"};  // after UID

std::string copied(const store::MailFolder& to, const store::Taken& taken) {
  std::vector<std::uint32_t> there, here;
  for (const auto& [from_uid, to_uid] : taken) {
    there.push_back(from_uid);
    here.push_back(to_uid);
  }
  return fmt::format("OK [COPYUID {} {} {}]", to.validity(), print_numbers(there), print_numbers(here));
}

}  // namespace

// 6.4.1: everything is on the disk at all times.
ImapSession::Answer ImapSession::check(Arguments&) { return "OK Everything is on the disk"; }

// 6.4.2
ImapSession::Answer ImapSession::close(Arguments& in) {
  if (view_->read_only()) return unselect(in);
  if (view_->folder().held()) return unselect(in);
  const bool all_gone = remove_deleted(nullptr);
  (void)view_->folder().settle();
  close_folder();
  return all_gone ? "OK Closed, and what was marked is gone" : "NO [UNAVAILABLE] Closed, but some letters could not be removed";
}

// RFC 3691, 2
ImapSession::Answer ImapSession::unselect(Arguments&) {
  close_folder();
  return "OK Closed, and nothing removed";
}

std::optional<std::string> ImapSession::removal_refused() const {
  if (view_->read_only()) return only_reading;
  if (view_->folder().held()) return "NO [INUSE] The inbox is open in a POP3 session";
  return {};
}

// Letters that are marked as deleted; of those, with `which`, only these.
bool ImapSession::remove_deleted(const std::vector<std::size_t>* which) {
  std::vector<std::uint32_t> uids;
  for (std::size_t index = 0; index < view_->size(); ++index) {
    const auto* mail = view_->mail(index);
    if (mail == nullptr || (mail->letter.marks & store::deleted) == 0) continue;
    if (which == nullptr || std::binary_search(which->begin(), which->end(), index)) uids.push_back(mail->uid);
  }
  return view_->folder().remove(uids);
}

// 6.4.3
ImapSession::Answer ImapSession::expunge(Arguments&) {
  if (auto refusal = removal_refused()) return *refusal;
  return remove_deleted(nullptr) ? "OK What was marked is gone" : "NO [UNAVAILABLE] Some letters could not be removed";
}

std::optional<std::vector<std::size_t>> ImapSession::read_letters(Arguments& in, Numbering numbering) {
  const auto from = in.offset();
  const auto set = read_numbers(in);
  if (!in) return {};
  auto which = view_->find(set, numbering);
  if (!which) in.fail_at(from, fmt::format("numbers up to {}", view_->size()));
  return which;
}

// 6.4.4
ImapSession::Answer ImapSession::search_by(Arguments& in, Numbering numbering) {
  if (in.word_ahead() == "CHARSET") {
    in.word();
    in.space();
    const auto charset = in.astring("a charset");
    in.space();
    if (in && !wire::same_word(charset, "UTF-8") && !wire::same_word(charset, "US-ASCII"))
      return "NO [BADCHARSET (US-ASCII UTF-8)] I know US-ASCII and UTF-8";
  }
  auto key = read_search(in);
  in.end();
  if (!in) return in.error();
  if (!numbers_there(key, *view_)) return tl::unexpected(wire::SyntaxError{in.offset(), fmt::format("numbers up to {}", view_->size())});
  task_ = searching(*view_, std::move(key), numbering);
  return std::string();
}

// 6.4.5
ImapSession::Answer ImapSession::fetch_by(Arguments& in, Numbering numbering) {
  auto which = read_letters(in, numbering);
  in.space();
  auto items = read_fetch_items(in);
  in.end();
  if (!in) return in.error();
  const bool tells_uid = std::any_of(items.begin(), items.end(), [](const FetchItem& item) { return item.what == FetchItem::What::uid; });
  if (numbering == Numbering::unique && !tells_uid) items.insert(items.begin(), uid_item());  // 6.4.8
  task_ = fetching(*view_, std::move(*which), std::move(items));
  return std::string();
}

// 6.4.6
ImapSession::Answer ImapSession::store_by(Arguments& in, Numbering numbering) {
  const auto which = read_letters(in, numbering);
  in.space();
  const bool add = in.take('+'), remove = !add && in.take('-');
  const auto item = in.word();
  if (item != "FLAGS" && item != "FLAGS.SILENT") in.fail("FLAGS or FLAGS.SILENT");
  in.space();
  const auto flags = read_bare_flags(in);
  in.end();
  if (!in) return in.error();
  if (view_->read_only()) return only_reading;
  auto& folder = view_->folder();
  const auto given = remove ? known_marks_of(flags, folder) : marks_of(flags, folder);
  if (!given) return no_keyword(folder);
  view_->news(out_, News::marks);  // a new keyword is told before it is used
  bool all_there = true;
  for (const auto index : *which) {
    const auto* mail = view_->mail(index);
    const auto old = mail == nullptr ? 0 : mail->letter.marks;
    const auto marks = add ? old | *given : remove ? old & ~*given : (old & store::passed_on) | *given;
    if (mail == nullptr || !folder.mark(mail->uid, marks)) {
      all_there = false;
      continue;
    }
    view_->told(index);
    if (item == "FLAGS.SILENT") continue;
    const auto uid = numbering == Numbering::unique ? fmt::format("UID {} ", view_->uid(index)) : std::string();
    out_ += fmt::format("* {} FETCH ({}FLAGS ({}))\r\n", index + 1, uid, names_of(marks, folder.keywords(), view_->is_recent(index)));
  }
  return all_there ? "OK The flags are set" : some_gone;
}

// 6.4.7 and RFC 6851, 3
ImapSession::Answer ImapSession::take_by(Arguments& in, Numbering numbering, store::Maildir::Way way) {
  const auto which = read_letters(in, numbering);
  in.space();
  const auto name = in.mailbox();
  in.end();
  if (!in) return in.error();
  const bool moves = way == store::Maildir::Way::move;
  if (auto refusal = moves ? removal_refused() : std::nullopt) return *refusal;
  const auto to = folders_->open(name);
  if (!to) return not_opened(*folders_, name, "TRYCREATE");
  std::vector<std::uint32_t> uids;
  std::uint64_t bytes = 0;
  for (const auto index : *which) {
    const auto* mail = view_->mail(index);
    if (mail == nullptr) return some_gone;
    uids.push_back(view_->uid(index));
    bytes += mail->bytes;
  }
  const auto room = folders_->room().reserve(moves ? 0 : bytes);
  if (!room && !moves) return no(room.error());
  const auto taken = to->take(view_->folder(), uids, way);
  if (!taken) return no(taken.error());
  if (const auto settled = to->settle(); !settled) return no(settled.error());
  if (taken->empty()) return "OK There is nothing to take";
  if (!moves) return copied(*to, *taken) + " Copied";
  out_ += fmt::format("* {} Moved\r\n", copied(*to, *taken));
  return taken->size() == uids.size() ? "OK Moved" : "NO [UNAVAILABLE] Some letters could not be moved";
}

ImapSession::Answer ImapSession::search(Arguments& in) { return search_by(in, Numbering::sequence); }
ImapSession::Answer ImapSession::fetch(Arguments& in) { return fetch_by(in, Numbering::sequence); }
ImapSession::Answer ImapSession::store(Arguments& in) { return store_by(in, Numbering::sequence); }
ImapSession::Answer ImapSession::copy(Arguments& in) { return take_by(in, Numbering::sequence, store::Maildir::Way::copy); }
ImapSession::Answer ImapSession::move(Arguments& in) { return take_by(in, Numbering::sequence, store::Maildir::Way::move); }

// 6.4.8; EXPUNGE: RFC 4315, 2.1
ImapSession::Answer ImapSession::uid(Arguments& in) {
  const auto from = in.offset();
  const auto verb = in.word();
  if (std::find(verbs.begin(), verbs.end(), verb) == verbs.end())
    return tl::unexpected(wire::SyntaxError{from, "FETCH, STORE, SEARCH, COPY, MOVE or EXPUNGE"});
  in.space();
  if (verb == "FETCH") return fetch_by(in, Numbering::unique);
  if (verb == "SEARCH") return search_by(in, Numbering::unique);
  if (verb == "STORE") return store_by(in, Numbering::unique);
  if (verb == "COPY") return take_by(in, Numbering::unique, store::Maildir::Way::copy);
  if (verb == "MOVE") return take_by(in, Numbering::unique, store::Maildir::Way::move);
  const auto which = read_letters(in, Numbering::unique);
  in.end();
  if (!in) return in.error();
  if (auto refusal = removal_refused()) return *refusal;
  return remove_deleted(&*which) ? "OK What was marked is gone" : "NO [UNAVAILABLE] Some letters could not be removed";
}

}  // namespace cleartext::imap

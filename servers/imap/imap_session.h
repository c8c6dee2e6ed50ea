// The session itself: its states (RFC 3501, 3), what it knows, one handler a command. A handler reads its
// grammar, acts, and returns what stands behind the tag; lines without a tag go to `out_` before.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "servers/imap/arguments.h"
#include "servers/imap/command_reader.h"
#include "servers/imap/flags.h"
#include "servers/imap/session.h"
#include "servers/imap/task.h"
#include "servers/imap/view.h"
#include "servers/wire/state_set.h"

namespace cleartext::imap {

enum class State : unsigned char { not_authenticated, authenticated, selected };

struct Row;

class ImapSession final : public wire::Conversation {
 public:
  using Answer = wire::Parsed<std::string>;  // "OK done", "NO why"; empty: it comes later

  ImapSession(SessionSettings settings, MailRoom& room) : settings_(std::move(settings)), room_(room) {}
  wire::Output greet() override;
  wire::Output turn_away(std::string_view why) override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output timed_out() override;
  void wake_with(wire::Wake wake) override { wake_ = std::move(wake); }
  wire::Output woken() override;
  void closed() override;

  Answer capability(Arguments& in);
  Answer noop(Arguments& in);
  Answer logout(Arguments& in);
  Answer id(Arguments& in);
  Answer starttls(Arguments& in);
  Answer authenticate(Arguments& in);
  Answer login(Arguments& in);
  Answer select(Arguments& in);
  Answer examine(Arguments& in);
  Answer create(Arguments& in);
  Answer remove(Arguments& in);
  Answer rename(Arguments& in);
  Answer subscribe(Arguments& in);
  Answer unsubscribe(Arguments& in);
  Answer list(Arguments& in);
  Answer lsub(Arguments& in);
  Answer status(Arguments& in);
  Answer append(Arguments& in);
  Answer name_space(Arguments& in);
  Answer idle(Arguments& in);
  Answer check(Arguments& in);
  Answer close(Arguments& in);
  Answer unselect(Arguments& in);
  Answer expunge(Arguments& in);
  Answer search(Arguments& in);
  Answer fetch(Arguments& in);
  Answer store(Arguments& in);
  Answer copy(Arguments& in);
  Answer move(Arguments& in);
  Answer uid(Arguments& in);

 private:
  void run(std::string_view bytes);
  void literal_announced();
  void command();
  void obey(std::string_view line);
  void answer_line(std::string_view line);  // to a challenge, or DONE
  void complete(const Answer& answer);
  bool go_on();  // false: the task has more to say, later
  wire::Output said();

  std::string outcome(const sasl::Step& step);
  std::string log_in(const std::string& login);
  std::string refuse_login();
  std::string open_folder(Arguments& in, bool read_only);
  void close_folder();
  std::optional<std::string> removal_refused() const;
  bool remove_deleted(const std::vector<std::size_t>* which);
  std::optional<std::vector<std::size_t>> read_letters(Arguments& in, Numbering numbering);
  Answer search_by(Arguments& in, Numbering numbering);
  Answer fetch_by(Arguments& in, Numbering numbering);
  Answer store_by(Arguments& in, Numbering numbering);
  Answer take_by(Arguments& in, Numbering numbering, store::Maildir::Way way);

  SessionSettings settings_;
  MailRoom& room_;
  wire::Wake wake_;
  CommandReader reader_;
  State state_ = State::not_authenticated;
  store::MailFolders* folders_ = nullptr;  // of who has logged in
  std::optional<View> view_;               // of the folder that is selected
  std::string tag_, out_, literal_refusal_;
  const Row* row_ = nullptr;                  // of the command that is answered
  std::unique_ptr<sasl::Exchange> exchange_;  // set between AUTHENTICATE and its outcome
  std::unique_ptr<Task> task_;                // an answer that is long
  std::string held_;                          // what came behind it
  int wrong_passwords_ = 0, wrong_now_ = 0;   // in all; not yet told to the host
  bool closing_ = false, starting_tls_ = false, idling_ = false;
};

enum class Argument : unsigned char { none, needed };

struct Row {
  wire::CommandInfo info;
  wire::StateSet<State> allowed;
  Argument argument;
  News news;  // what may be told when it is done
  ImapSession::Answer (ImapSession::*handler)(Arguments& in);
};

const Row* find_row(std::string_view verb);
inline constexpr std::string_view disk_refused = "NO [UNAVAILABLE] The disk did not take it";
inline constexpr std::string_view disk_full = "NO [UNAVAILABLE] The server's disk is full";  // for now; RFC 5530, 3
inline constexpr std::string_view over_quota = "NO [OVERQUOTA] The mailbox is full";         // RFC 5530, 3
std::string no(store::Room::Full full);
// A folder that could not be opened: `missing` is the code where there is none, "NONEXISTENT" or "TRYCREATE".
std::string not_opened(const store::MailFolders& folders, std::string_view name, std::string_view missing);
std::string no_keyword(const store::MailFolder& folder);  // a new one was not taken
std::string no(const wire::Problem& problem);             // the disk's
std::string no(const store::FolderRefusal& refusal);      // "NO [ALREADYEXISTS] …" (RFC 5530)

}  // namespace cleartext::imap

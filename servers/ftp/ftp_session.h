// The session itself: log-in, current folder, and one data connection at a time. While a transfer runs or a
// port is being opened, commands wait in a queue, so a client may send them as early as it likes (only ABOR
// and STAT overtake).
#pragma once
#include <deque>
#include <memory>
#include <string>

#include "servers/ftp/ascii.h"
#include "servers/ftp/listing.h"
#include "servers/ftp/session.h"
#include "servers/ftp/telnet.h"
#include "servers/wire/line_splitter.h"
#include "servers/wire/state_set.h"
#include "servers/wire/syntax.h"

namespace cleartext::ftp {

enum class State : unsigned char { connected, user_given, logged_in, renaming };
// Passive: opening, listening, connected. Active: named (PORT), calling, connected.
enum class Data : unsigned char { none, opening, listening, named, calling, connected };
enum class Passive : unsigned char { pasv, epsv };
enum class Transfer : unsigned char { none, waiting, sending, receiving, dropping, keeping };  // dropping: what finds no room

class FtpSession final : public wire::Conversation {
 public:
  // A reply without its last CR LF, empty when it comes later; or where the argument is wrong.
  using Answer = wire::Parsed<std::string>;

  FtpSession(SessionSettings settings, const store::Accounts& accounts, store::FileTree& files)
      : settings_(std::move(settings)), accounts_(accounts), files_(files) {}
  wire::Output greet() override;
  wire::Output turn_away(std::string_view why) override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output timed_out() override;
  void closed() override;
  wire::Output data_listening(wire::Endpoint at) override;
  wire::Output data_connected() override;
  wire::Output data_received(std::string_view bytes) override;
  wire::Output data_finished() override;
  wire::Output data_sent() override;
  wire::Output data_failed() override;
  wire::Output worked() override;

  // access.cpp
  Answer user(std::string_view argument);
  Answer pass(std::string_view argument);
  Answer acct(std::string_view argument);
  Answer rein(std::string_view argument);
  Answer quit(std::string_view argument);
  Answer auth(std::string_view argument);
  Answer pbsz(std::string_view argument);
  Answer prot(std::string_view argument);
  Answer ccc(std::string_view argument);
  // folders.cpp
  Answer cwd(std::string_view argument);
  Answer cdup(std::string_view argument);
  Answer rnfr(std::string_view argument);
  Answer rnto(std::string_view argument);
  Answer dele(std::string_view argument);
  Answer rmd(std::string_view argument);
  Answer mkd(std::string_view argument);
  Answer pwd(std::string_view argument);
  Answer mdtm(std::string_view argument);
  Answer size(std::string_view argument);
  Answer mlst(std::string_view argument);
  // parameters.cpp
  Answer port(std::string_view argument);
  Answer eprt(std::string_view argument);
  Answer pasv(std::string_view argument);
  Answer epsv(std::string_view argument);
  Answer type(std::string_view argument);
  Answer stru(std::string_view argument);
  Answer mode(std::string_view argument);
  Answer allo(std::string_view argument);
  Answer rest(std::string_view argument);
  Answer opts(std::string_view argument);
  // transfer.cpp
  Answer retr(std::string_view argument);
  Answer stor(std::string_view argument);
  Answer stou(std::string_view argument);
  Answer appe(std::string_view argument);
  Answer abor(std::string_view argument);
  Answer list(std::string_view argument);
  Answer nlst(std::string_view argument);
  Answer mlsd(std::string_view argument);
  // questions.cpp
  Answer site(std::string_view argument);
  Answer syst(std::string_view argument);
  Answer stat(std::string_view argument);
  Answer help(std::string_view argument);
  Answer noop(std::string_view argument);
  Answer feat(std::string_view argument);

 private:
  using Upload = tl::expected<std::unique_ptr<store::Upload>, wire::Problem>;
  struct WaitingLine {
    std::string text;
    bool bare_lf, too_long;
  };
  bool busy() const { return data_ == Data::opening || transfer_ != Transfer::none; }
  bool running() const { return transfer_ == Transfer::sending || transfer_ == Transfer::receiving || transfer_ == Transfer::dropping; }
  bool stands(Guard guard) const { return settings_.guards.stands(guard); }
  std::string take(const wire::Line& line);   // what is said before the queue is looked at
  wire::Output work(std::string reply = {});  // says `reply`, then what waits in the queue
  std::string command(const WaitingLine& line);
  std::string path(std::string_view argument) const { return store::FileTree::resolve(folder_, argument); }

  void forget_login();
  std::string change_folder(std::string_view to);
  Answer open_passive(Passive kind);
  Answer call(const wire::Endpoint& to);
  std::string status_of_data() const;
  std::string send_text(std::string text, std::string opening_words);
  std::string receive_into(Upload upload, std::string opening_words);
  std::string begin_transfer();  // waits for the data connection, or starts
  std::string start_transfer();
  wire::Output end_transfer(std::string reply);
  wire::Output drop(std::size_t bytes);
  void keep_part();
  void drop_transfer();

  SessionSettings settings_;
  const store::Accounts& accounts_;
  store::FileTree& files_;
  Telnet telnet_;
  wire::LineSplitter lines_{4096};  // a path may be that long
  std::deque<WaitingLine> queue_;
  std::vector<wire::Effect> effects_;  // wanted by the handlers, not yet handed out
  bool closing_ = false, starting_tls_ = false;

  State state_ = State::connected;
  std::string user_, folder_ = "/", renamed_;
  bool guest_ = false, ascii_ = true, epsv_only_ = false;
  bool buffer_agreed_ = false, private_data_ = false;  // PBSZ, PROT P
  std::uint64_t restart_ = 0;
  Facts facts_ = all_facts();
  int wrong_passwords_ = 0;

  Data data_ = Data::none;
  Passive passive_ = Passive::pasv;
  wire::Endpoint callee_;  // PORT's
  Transfer transfer_ = Transfer::none;
  std::string opening_words_;                 // the 150 of the transfer that waits or runs
  std::shared_ptr<wire::DataSource> source_;  // set for a download
  std::shared_ptr<store::FileSource> file_;   // behind the source, if it is a file
  std::unique_ptr<store::Upload> upload_;     // set for an upload
  std::uint64_t received_ = 0, dropped_ = 0;
  std::chrono::system_clock::time_point dropping_since_;
  AsciiDecoder decoder_;
};

inline constexpr const char* disk_full = "452 The disk is full";

enum class Argument : unsigned char { none, optional, needed, name, name_or_none };  // a name begins after one space (RFC 3659, 2.2)

struct Row {
  wire::CommandInfo info;
  wire::StateSet<State> allowed;
  Argument argument;
  FtpSession::Answer (FtpSession::*handler)(std::string_view argument);
};

const Row* find_row(std::string_view verb);
bool is_left_out(std::string_view verb);  // known from an RFC, and not done here

}  // namespace cleartext::ftp

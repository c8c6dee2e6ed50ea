// The session itself: log-in, current folder, and one data connection at a time. While a transfer runs or a
// port is being opened, commands wait in a queue, so a client may send them as early as it likes (only ABOR
// overtakes).
#pragma once
#include <deque>
#include <memory>
#include <string>

#include "servers/ftp/ascii.h"
#include "servers/ftp/session.h"
#include "servers/wire/line_splitter.h"
#include "servers/wire/state_set.h"
#include "servers/wire/syntax.h"

namespace cleartext::ftp {

enum class State : unsigned char { connected, user_given, logged_in };
enum class Data : unsigned char { none, opening, listening, connected };
enum class Passive : unsigned char { pasv, epsv };
enum class Transfer : unsigned char { none, waiting, sending, receiving };

class FtpSession final : public wire::Conversation {
 public:
  // A reply without its last CR LF, empty when it comes later; or where the argument is wrong.
  using Answer = wire::Parsed<std::string>;

  FtpSession(SessionSettings settings, const store::Accounts& accounts, store::FileTree& files)
      : settings_(std::move(settings)), accounts_(accounts), files_(files) {}
  wire::Output greet() override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output timed_out() override;
  void closed() override;
  wire::Output data_listening(wire::Endpoint at) override;
  wire::Output data_connected() override;
  wire::Output data_received(std::string_view bytes) override;
  wire::Output data_finished() override;
  wire::Output data_sent() override;
  wire::Output data_failed() override;

  Answer user(std::string_view argument);
  Answer pass(std::string_view argument);
  Answer cwd(std::string_view argument);
  Answer cdup(std::string_view argument);
  Answer quit(std::string_view argument);
  Answer pasv(std::string_view argument);
  Answer type(std::string_view argument);
  Answer stru(std::string_view argument);
  Answer mode(std::string_view argument);
  Answer retr(std::string_view argument);
  Answer stor(std::string_view argument);
  Answer abor(std::string_view argument);
  Answer dele(std::string_view argument);
  Answer rmd(std::string_view argument);
  Answer mkd(std::string_view argument);
  Answer pwd(std::string_view argument);
  Answer list(std::string_view argument);
  Answer nlst(std::string_view argument);
  Answer syst(std::string_view argument);
  Answer help(std::string_view argument);
  Answer noop(std::string_view argument);
  Answer feat(std::string_view argument);
  Answer epsv(std::string_view argument);
  Answer mdtm(std::string_view argument);
  Answer size(std::string_view argument);

 private:
  struct WaitingLine {
    std::string text;
    bool bare_lf, too_long;
  };
  bool busy() const { return data_ == Data::opening || transfer_ != Transfer::none; }
  wire::Output work(std::string reply = {});  // says `reply`, then what waits in the queue
  std::string command(const WaitingLine& line);
  std::string path(std::string_view argument) const { return store::FileTree::resolve(folder_, argument); }
  std::string change_folder(std::string_view to);
  Answer open_passive(Passive kind);
  std::string begin_transfer();  // waits for the data connection, or starts
  std::string start_transfer();
  wire::Output end_transfer(std::string reply);
  void drop_transfer();

  SessionSettings settings_;
  const store::Accounts& accounts_;
  store::FileTree& files_;
  wire::LineSplitter lines_{4096};  // a path may be that long
  std::deque<WaitingLine> queue_;
  std::vector<wire::Effect> effects_;  // wanted by the handlers, not yet handed out
  State state_ = State::connected;
  std::string user_, folder_ = "/";
  bool guest_ = false, ascii_ = true, epsv_only_ = false, closing_ = false;
  int wrong_passwords_ = 0;

  Data data_ = Data::none;
  Passive passive_ = Passive::pasv;
  Transfer transfer_ = Transfer::none;
  std::string opening_words_;                 // the 150 of the transfer that waits or runs
  std::shared_ptr<wire::DataSource> source_;  // set for a download
  std::unique_ptr<store::Upload> upload_;     // set for an upload
  AsciiDecoder decoder_;
};

enum class Argument : unsigned char { none, optional, needed };

struct Row {
  wire::CommandInfo info;
  wire::StateSet<State> allowed;
  Argument argument;
  FtpSession::Answer (FtpSession::*handler)(std::string_view argument);
};

const Row* find_row(std::string_view verb);

}  // namespace cleartext::ftp

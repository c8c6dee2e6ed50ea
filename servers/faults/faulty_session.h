// A server's session as a teacher ordered it: the session does its work, and its words are changed, held back or cut
// off on the way out. A refusal keeps the command from the session altogether. Pure, like the session inside.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "servers/faults/command_reader.h"
#include "servers/faults/meter.h"
#include "servers/faults/orders.h"
#include "servers/wire/conversation.h"

namespace cleartext::faults {

class FaultySession final : public wire::Conversation {
 public:
  // `orders` is read each time anew, and outlives the session.
  FaultySession(std::unique_ptr<wire::Conversation> session, wire::Role role, wire::Service service, const Orders& orders)
      : session_(std::move(session)), role_(role), service_(service), orders_(orders), speech_(speech_of(service)), reader_(speech_) {}

  wire::Output greet() override;
  wire::Output turn_away(std::string_view why) override { return session_->turn_away(why); }
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output timed_out() override { return session_->timed_out(); }
  void wake_with(wire::Wake wake) override { session_->wake_with(std::move(wake)); }
  wire::Output woken() override { return said(session_->woken()); }
  wire::Output worked() override;
  void closed() override { session_->closed(); }
  wire::Output data_listening(wire::Endpoint at) override { return said(session_->data_listening(at)); }
  wire::Output data_connected() override { return said(session_->data_connected()); }
  wire::Output data_received(std::string_view bytes) override;
  wire::Output data_finished() override { return said(session_->data_finished()); }
  wire::Output data_sent() override;
  wire::Output data_failed() override;

 private:
  struct Question {  // a command that is not answered yet
    std::string verb, tag;
    std::optional<std::string> refusal;  // said when its turn comes
  };
  void listen_in(wire::Output& output);
  const Reply* reply_to(std::string_view when) const;
  const Cut* cut_at(std::string_view verb) const;
  wire::Output take(const Piece& piece);
  wire::Output refuse(const Piece& piece, const Reply& reply);
  wire::Output said(wire::Output output);
  std::vector<std::string> reword(wire::Output& output);  // what was answered
  void say_instead(const Reply& reply, std::string_view tag, std::string_view code, wire::Output& output, std::string& bytes);
  void give_up(wire::Output& output, std::string_view code);
  void spoil(wire::Output& output, const std::vector<std::string>& answered);
  const Cut* cut_after_bytes() const;
  void meter(wire::Output& output);  // what is to be sent on the data connection
  bool read_meter();                 // false: as much was sent as may pass
  void cut(wire::Output& output, Cut::Way way);

  std::unique_ptr<wire::Conversation> session_;
  wire::Role role_;
  wire::Service service_;
  const Orders& orders_;
  Speech speech_;
  CommandReader reader_;
  std::deque<Question> open_;
  std::shared_ptr<std::string> work_answer_;  // set while work is done: what the session will say then
  std::shared_ptr<wire::Output> after_work_;  // and what it has said already
  std::string later_;                         // what the client said meanwhile
  std::uint64_t passed_ = 0;                  // bytes, both ways, the data connection's with them
  std::shared_ptr<Meter> meter_;              // of a transfer that runs
  bool over_ = false, starting_tls_ = false;
  bool deaf_ = false;   // to what belongs to a command that was refused
  bool fresh_ = false;  // nothing was said since the last command
};

}  // namespace cleartext::faults

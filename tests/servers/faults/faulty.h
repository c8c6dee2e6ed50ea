// A real session behind faults, spoken to without a network; and whole, or byte by byte.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "servers/faults/fault_text.h"
#include "servers/faults/faulty_session.h"
#include "tests/servers/smtp/desk.h"

namespace cleartext::faults {

enum class Feed { whole, byte_by_byte };

// What a client sees and hears of it.
class Line {
 public:
  Line(std::unique_ptr<wire::Conversation> session, wire::Role role, wire::Service service, const Orders& orders, Feed feed = Feed::whole)
      : session_(std::move(session), role, service, orders), feed_(feed) {}

  std::string connect() { return settle(session_.greet()); }
  std::string say(const std::string& bytes) {
    std::string heard;
    const auto step = feed_ == Feed::whole ? bytes.size() : 1;
    for (std::size_t at = 0; at < bytes.size() && !closed && !reset; at += step)
      heard += settle(session_.receive(std::string_view(bytes).substr(at, step)));
    return heard;
  }
  std::string settle(const wire::Output& output) {
    std::string heard = output.bytes;
    waited += output.wait;
    for (const auto& effect : output.effects) {
      effects += effect.index() == wire::Effect(wire::CloseData{}).index() ? "close-data " : "";
      closed = closed || std::holds_alternative<wire::Close>(effect);
      reset = reset || std::holds_alternative<wire::Abort>(effect);
      if (std::holds_alternative<wire::ListenForData>(effect)) {
        effects += "listen ";
        heard += settle(session_.data_listening({0x7f000215, 50000}));
      }
      if (const auto* after = std::get_if<wire::SayAfter>(&effect)) {
        after->work->run();
        heard += after->work->answer() + settle(session_.worked());
      }
      if (std::holds_alternative<wire::SendData>(effect)) effects += "send ";
      if (std::holds_alternative<wire::ReceiveData>(effect)) effects += "receive ";
    }
    if (output.then) heard += settle(*output.then);
    return heard;
  }
  wire::Conversation& session() { return session_; }

  std::string effects;
  wire::Milliseconds waited{0};
  bool closed = false, reset = false;

 private:
  FaultySession session_;
  Feed feed_;
};

inline Ordered fault(const std::string& words) {
  static int last = 0;
  auto read = parse(words);
  EXPECT_TRUE(read) << words << ": expected " << (read ? "" : read.error().expected);
  return {++last, read.value_or(Fault(Off{}))};
}

class MailTest : public testing::TestWithParam<Feed> {
 protected:
  Line line() { return {smtp::make_session(smtp::small_server(), desk), wire::Role::hamburger, wire::Service::smtp, orders, GetParam()}; }
  Line open_line() {
    auto opened = line();
    opened.connect();
    opened.say("HELO laptop\r\n");
    return opened;
  }
  smtp::WritingDesk desk;
  Orders orders;
};

}  // namespace cleartext::faults

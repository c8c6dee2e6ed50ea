// A recording made by hand: Alice hands her letter in, the relay is in the middle of its envelope, and Bob logs in.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/recording.h"
#include "gui/lesson/script.h"

namespace cleartext::sample {

class Wire {
 public:
  explicit Wire(analysis::Recording& recording) : recording_(recording) {}
  void connect(const std::string& client, const std::string& server, std::uint16_t port, packet::Protocol protocol);
  void greet(const std::string& text) { say(wire::Side::server, text, dialogue::LineKind::greeting); }
  void client(const std::string& text) { say(wire::Side::client, text, dialogue::LineKind::command); }
  void server(const std::string& text) { say(wire::Side::server, text, dialogue::LineKind::reply); }
  void credential(const std::string& user, const std::string& secret, const std::string& mechanism, std::optional<bool> accepted);
  void letter(const std::string& subject);
  void weakness(const std::string& text);
  void rest(int milliseconds) { time_ns_ += milliseconds * 1'000'000LL; }
  void send();  // everything since the last send(), as one batch

 private:
  void say(wire::Side from, const std::string& text, dialogue::LineKind kind);
  void packet(wire::Side from, const std::string& payload, std::uint8_t flags);
  analysis::Recording& recording_;
  analysis::Batch batch_;
  stream::StreamInfo stream_;
  std::uint32_t packets_ = 0, streams_ = 0;
  std::int64_t time_ns_ = 1'700'000'000'000'000'000;
};

void alice_sends_bob(Wire& wire);

// A script that remembers what it was asked to do.
class Part : public gui::Script {
 public:
  Part();
  const lesson::Lesson& lesson() const override { return lesson_; }
  int current() const override { return current_step; }
  lesson::StepState state(int step) const override { return states[static_cast<std::size_t>(step)]; }
  std::string failure(int) const override { return failure_sentence; }
  bool finished() const override { return states.back() == lesson::StepState::seen; }
  bool playing() const override { return is_playing; }
  std::uint32_t shown_until() const override { return until; }
  std::string next_line() const override { return "DATA"; }
  void next_act() override { asked += "act "; }
  void next_command() override { asked += "command "; }
  void play(int pace) override { asked += "play" + std::to_string(pace) + " "; }
  void pause() override { asked += "pause "; }
  void back() override { asked += "back "; }
  void look_at(std::uint32_t packets) override { looked = packets; }
  void stay() override { looked.reset(); }
  void look_live() override { looked.reset(); }
  std::string answer(const lesson::Question&) const override { return "250"; }
  void say_changed() { Q_EMIT changed(); }
  void narrate(const std::string& words);  // the current step

  int current_step = 3;
  std::vector<lesson::StepState> states;
  std::string failure_sentence, asked;
  bool is_playing = false;
  std::uint32_t until = 0;
  std::optional<std::uint32_t> looked;  // the view is held at so many packets

 private:
  lesson::Lesson lesson_;
};

}  // namespace cleartext::sample

// The live script: a lesson::Player, passed on word for word.
#pragma once
#include <optional>

#include "gui/lesson/script.h"

namespace cleartext::gui {

class PlayerScript final : public Script {
  Q_OBJECT
 public:
  explicit PlayerScript(lesson::Player& player, QObject* parent = nullptr) : Script(parent), player_(player) {
    connect(&player, &lesson::Player::changed, this, &Script::changed);
    connect(&player, &lesson::Player::done, this, &Script::changed);
  }
  const lesson::Lesson& lesson() const override { return player_.lesson(); }
  int current() const override { return player_.current(); }
  lesson::StepState state(int step) const override { return player_.state(step); }
  std::string failure(int step) const override { return player_.failure(step); }
  bool finished() const override { return player_.finished(); }
  bool playing() const override { return player_.playing(); }
  std::uint32_t shown_until() const override {
    const std::optional<std::uint32_t> until = player_.shown_until();
    return !until ? 0 : *until == 0 ? no_packet : *until;
  }
  std::string next_line() const override { return player_.next_line(); }
  void next_act() override { player_.next_act(); }
  void next_command() override { player_.next_command(); }
  void play(int pace_milliseconds) override { player_.play(pace_milliseconds); }
  void pause() override { player_.pause(); }
  void back() override { player_.back(); }
  void look_at(std::uint32_t packets) override { player_.look_at(packets); }
  void stay() override { player_.stay(); }
  void look_live() override { player_.look_live(); }
  std::string answer(const lesson::Question& question) const override { return player_.answer(question); }

 private:
  lesson::Player& player_;
};

}  // namespace cleartext::gui

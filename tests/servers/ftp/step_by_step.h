// A logged-in session, fed by hand: what it says and what it wants is looked at after each step.
#pragma once
#include "tests/servers/ftp/player.h"

namespace cleartext::ftp {

inline const wire::Endpoint data_port{0x7f000215, 50000};

template <typename Effect>
const Effect* wanted(const wire::Output& output) {
  for (const auto& effect : output.effects) {
    if (const auto* found = std::get_if<Effect>(&effect)) return found;
  }
  return nullptr;
}

inline std::string sent(const wire::Output& output) {
  const auto* send = wanted<wire::SendData>(output);
  return send == nullptr ? "nothing" : read_all(*send->source);
}

class StepByStep : public testing::Test {
 protected:
  StepByStep() { begin(Site::settings()); }
  void begin(SessionSettings with) {
    session = site.session(std::move(with));
    session->receive("USER bob\r\nPASS hungry\r\nTYPE I\r\n");
  }
  wire::Output say(std::string_view bytes) { return session->receive(bytes); }
  void open_data() {
    say("PASV\r\n");
    session->data_listening(data_port);
    session->data_connected();
  }
  std::size_t files_in(const std::string& sub) const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(site.folder / sub), {}));
  }
  std::string content(const std::string& path) const { return read_all(**site.files.read(path)); }
  Site site;
  std::unique_ptr<wire::Conversation> session;
};

}  // namespace cleartext::ftp

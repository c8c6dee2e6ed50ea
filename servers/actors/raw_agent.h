// Says the lines of a script and nothing of its own, each when the server has finished its turn; then goes away. So Eve
// can say what no honest program would. Where the script asks for TLS and the server agrees it goes on inside; FTP's data
// connections are opened where PASV says; what comes over them is kept, and STOR is followed by the errand's text.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "servers/actors/turn_reader.h"
#include "servers/wire/conversation.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::actors {

struct RawErrand {
  wire::Service service = wire::Service::smtp;  // whose language is spoken there
  std::vector<std::string> lines;
  std::string upload = {};  // what is sent where the server takes a file
};

struct Said {
  std::string line;                // empty: the greeting
  std::vector<std::string> heard;  // what came back
};

class RawAgent final : public wire::Conversation {
 public:
  explicit RawAgent(RawErrand errand);
  wire::Output greet() override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output data_connected() override;
  wire::Output data_received(std::string_view bytes) override;
  wire::Output data_finished() override { return {}; }
  wire::Output data_failed() override;

  bool finished() const { return lines_.empty(); }  // every line was said
  const std::vector<Said>& turns() const { return turns_; }
  const std::string& content() const { return content_; }  // what came over data connections

 private:
  wire::Output heard(std::string_view line);
  wire::Output transfer();
  wire::Output next();
  wire::Output all_at_once();
  wire::Output letter();
  static constexpr std::size_t most_kept = 1 << 20;
  std::deque<std::string> lines_;  // still to be said
  TurnReader turn_;
  wire::LineSplitter splitter_{1 << 20};
  std::string upload_;
  bool data_open_ = false;
  std::vector<Said> turns_{1};
  std::string content_;
};

}  // namespace cleartext::actors

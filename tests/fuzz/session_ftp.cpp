// Invariants: whatever a client sends, in lines, byte by byte, or in one piece, FTP answers the same; every
// answer is a reply as RFC 959, 4.2 has it; no file outside its folder is touched, and no half upload is left
// behind.
//
// A first line "#tgra" chooses the settings: TLS, guards lifted, room for five bytes, a guest. A line "!hold"
// makes the host keep what is wanted of it, "!go" do it, and "!fail" break the data connection. In one piece
// is left out where it may differ: with such lines, and with ABOR and STAT, which overtake.
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>

#include "servers/ftp/session.h"

namespace {

using namespace cleartext;

struct Input {
  std::string settings, text;
};

class Host {
 public:
  Host(const std::filesystem::path& root, const std::string& choice) : files_(root) {
    files_.put("/pub/menu.txt", "crepes\ngalette");
    const auto chosen = [&choice](char letter) { return choice.find(letter) != std::string::npos; };
    ftp::SessionSettings settings{"ftp.hamburger.edu", {0x7f00020a, 40000}};
    settings.tls_possible = chosen('t');
    if (chosen('r')) files_.room().limit(files_.room().used() + 5);
    for (const auto& info : ftp::guards()) {
      if (chosen('g')) settings.guards.lift(info.name);
    }
    session_ = ftp::make_session(settings, accounts_, files_);
    settle(session_->greet());
    settle(session_->receive(chosen('a') ? "USER ftp\r\nPASS\r\n" : "USER bob\r\nPASS hungry\r\n"));
  }
  void say(std::string_view bytes) {
    if (!over_) settle(session_->receive(bytes));
  }
  void event(std::string_view line) {
    if (over_) return;
    if (line == "!hold\r\n") holding_ = true;
    if (line == "!fail\r\n") {
      kept_.clear();
      settle(session_->data_failed());
    }
    if (line != "!go\r\n") return;
    holding_ = false;
    while (!kept_.empty() && !holding_) {
      const auto effect = kept_.front();
      kept_.pop_front();
      bring_about(effect);
    }
  }
  std::string heard, said;  // everything; the control connection's part

 private:
  void settle(const wire::Output& output) {
    heard += output.bytes;
    said += output.bytes;
    for (const auto& effect : output.effects) {
      if (holding_)
        kept_.push_back(effect);
      else
        bring_about(effect);
    }
  }
  void bring_about(const wire::Effect& effect) {
    if (over_) return;
    if (std::holds_alternative<wire::Close>(effect) || std::holds_alternative<wire::StartTls>(effect)) {
      over_ = true;  // what follows would be the handshake
      session_->closed();
      heard += "<over>";
    } else if (std::holds_alternative<wire::CloseData>(effect)) {
      kept_.clear();
    } else if (std::holds_alternative<wire::ListenForData>(effect)) {
      settle(session_->data_listening({0x7f000215, 50000}));
      settle(session_->data_connected());
    } else if (std::holds_alternative<wire::ConnectData>(effect)) {
      settle(session_->data_connected());
    } else if (const auto* send = std::get_if<wire::SendData>(&effect)) {
      std::array<char, 100> room;
      for (std::ptrdiff_t got = 0; (got = send->source->read(room)) > 0;) {
        heard.append(room.data(), static_cast<std::size_t>(got));
      }
      settle(session_->data_sent());
    } else if (std::holds_alternative<wire::ReceiveData>(effect)) {
      settle(session_->data_received("one\r"));
      settle(session_->data_received("\ntwo"));
      settle(session_->data_finished());
    }
  }
  store::Accounts accounts_;
  store::FileTree files_;
  std::unique_ptr<wire::Conversation> session_;
  std::deque<wire::Effect> kept_;
  bool holding_ = false, over_ = false;
};

enum class Cut { lines, bytes, whole };

void feed(Host& host, std::string_view text, Cut cut) {
  if (cut == Cut::whole) return host.say(text);
  while (!text.empty()) {
    const auto line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    if (line.starts_with('!')) {
      host.event(line);
    } else if (cut == Cut::lines) {
      host.say(line);
    } else {
      for (const char& byte : line) host.say({&byte, 1});
    }
  }
}

// Times and the files' identities differ from play to play.
std::string without_chance(const std::string& heard) {
  std::string text;
  std::size_t digits = 0;
  bool identity = false;
  for (const char c : heard) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (text.ends_with("unique=")) identity = true;
    if (identity && c == ';') identity = false;
    if (identity) continue;
    text += c;
    if (digits == 14) text.replace(text.size() - 14, 14, "<time>");
  }
  return text;
}

bool are_replies(std::string_view said) {
  std::string open;  // the code of a reply of several lines
  while (!said.empty()) {
    const auto end = said.find("\r\n");
    if (end == std::string_view::npos) return false;
    const auto line = said.substr(0, end);
    said.remove_prefix(end + 2);
    const bool coded = line.size() > 3 && std::all_of(line.begin(), line.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }) &&
                       (line[3] == ' ' || line[3] == '-');
    if (std::any_of(line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; })) return false;
    if (open.empty() && !coded) return false;
    if (open.empty() && line[3] == '-')
      open = line.substr(0, 3);
    else if (coded && line[3] == ' ' && line.substr(0, 3) == open)
      open.clear();
  }
  return open.empty();
}

std::string play(const Input& input, Cut cut) {
  auto name = (std::filesystem::temp_directory_path() / "cleartext-fuzz-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  std::string heard;
  {
    Host host(folder / "root", input.settings);
    feed(host, input.text, cut);
    heard = host.heard;
    const bool telnet = host.said.find('\xff') != std::string::npos;
    if (!telnet && !are_replies(host.said)) std::abort();
  }
  if (std::distance(std::filesystem::directory_iterator(folder), {}) != 1) std::abort();
  if (input.text.find(".upload") == std::string::npos) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().filename().string().starts_with(".upload-")) std::abort();
    }
  }
  std::filesystem::remove_all(folder);
  return without_chance(heard);
}

bool may_differ_in_one_piece(const std::string& text) {
  std::string upper = text;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  // Telnet's commands may stand inside a word; and a queue has its end.
  return upper.find("ABOR") != std::string::npos || upper.find("STAT") != std::string::npos || text.starts_with('!') ||
         text.find("\n!") != std::string::npos || text.find('\xff') != std::string::npos ||
         std::count(text.begin(), text.end(), '\n') > 200;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input{{}, std::string(reinterpret_cast<const char*>(data), size)};
  if (input.text.starts_with('#')) {
    const auto end = std::min(input.text.find('\n'), size - 1) + 1;
    input.settings = input.text.substr(0, end);
    input.text.erase(0, end);
  }
  const auto in_lines = play(input, Cut::lines);
  if (in_lines != play(input, Cut::bytes)) std::abort();
  if (!may_differ_in_one_piece(input.text) && in_lines != play(input, Cut::whole)) std::abort();
  return 0;
}

#include "servers/actors/ftp_agent.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cleartext::actors {
namespace {

class TextSource final : public wire::DataSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::ptrdiff_t read(std::span<char> room) override {
    const auto count = std::min(room.size(), text_.size() - at_);
    std::copy_n(text_.data() + at_, count, room.data());
    at_ += count;
    return static_cast<std::ptrdiff_t>(count);
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<wire::Endpoint> parse_passive(std::string_view text) {
  const auto open = text.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const char* at = text.data() + open + 1;
  const char* end = text.data() + text.size();
  std::array<std::uint32_t, 6> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [next, error] = std::from_chars(at, end, numbers[i]);
    if (error != std::errc{} || numbers[i] > 255) return std::nullopt;
    at = next;
    if (at == end || *at != (i == 5 ? ')' : ',')) return std::nullopt;
    ++at;
  }
  return wire::Endpoint{numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3],
                        static_cast<std::uint16_t>(numbers[4] << 8 | numbers[5])};
}

FtpAgent::FtpAgent(FtpErrand errand) : errand_(std::move(errand)) {}

wire::Output FtpAgent::receive(std::string_view bytes) {
  // 150 and 226 may come in one piece: what each asks for is done in its turn.
  wire::Output first;
  auto* last = &first;
  while (auto reply = replies_.next(bytes)) {
    auto output = answer(*reply);
    if (output.bytes.empty() && output.effects.empty()) continue;
    if (!last->bytes.empty() || !last->effects.empty()) {
      last->then = std::make_shared<wire::Output>();
      last = last->then.get();
    }
    *last = std::move(output);
  }
  return first;
}

wire::Output FtpAgent::say(Stage next, std::string verb, std::string line) {
  stage_ = next;
  wire::Output output;
  output.bytes = std::move(line) + "\r\n";
  output.verb = std::move(verb);
  return output;
}

wire::Output FtpAgent::answer(const Reply& reply) {
  if (stage_ == Stage::goodbye) return {{}, {wire::Close{}}, {}, nullptr};
  if (stage_ == Stage::transfer) return transfer_answered(reply);
  if (reply.code >= 100 && reply.code < 200) return {};
  last_ = reply;
  if (!reply.good()) return goodbye();
  switch (stage_) {
    case Stage::greeting: return say(Stage::user, "USER", "USER " + errand_.user);
    case Stage::user:
      if (reply.code == 331) return say(Stage::password, "PASS", "PASS " + errand_.password);
      [[fallthrough]];
    case Stage::password: logged_in_ = true; return say(Stage::type, "TYPE", "TYPE I");
    case Stage::type: return say(Stage::passive, "PASV", "PASV");
    case Stage::passive: {
      const auto endpoint = parse_passive(reply.text);
      if (!endpoint) return goodbye();
      stage_ = Stage::connecting;
      return {{}, {wire::ConnectData{*endpoint}}, {}, nullptr};
    }
    case Stage::connecting:
    case Stage::transfer:
    case Stage::goodbye: break;
  }
  return {};
}

wire::Output FtpAgent::data_connected() {
  if (stage_ != Stage::connecting) return {};
  switch (errand_.what) {
    case FtpErrand::What::list:
      return say(Stage::transfer, "LIST", errand_.file.empty() ? "LIST" : "LIST " + errand_.file);
    case FtpErrand::What::get: return say(Stage::transfer, "RETR", "RETR " + errand_.file);
    case FtpErrand::What::put: return say(Stage::transfer, "STOR", "STOR " + errand_.file);
  }
  return {};
}

wire::Output FtpAgent::transfer_answered(const Reply& reply) {
  last_ = reply;
  if (reply.code >= 100 && reply.code < 200) {
    if (errand_.what == FtpErrand::What::put) {
      return {{}, {wire::SendData{std::make_shared<TextSource>(errand_.content)}}, {}, nullptr};
    }
    return {{}, {wire::ReceiveData{}}, {}, nullptr};
  }
  replied_ = true;
  if (!reply.good()) {
    auto output = goodbye();
    output.effects.emplace_back(wire::CloseData{});
    return output;
  }
  return end_if_both();
}

// A transfer is whole when the server said 226 and the data connection is closed, in either order.
wire::Output FtpAgent::end_if_both() {
  if (!replied_ || !data_over_) return {};
  done_ = true;
  return goodbye();
}

wire::Output FtpAgent::data_received(std::string_view bytes) {
  content_ += bytes;
  return {};
}

wire::Output FtpAgent::data_finished() {
  data_over_ = true;
  return end_if_both();
}

wire::Output FtpAgent::data_sent() { return data_finished(); }

wire::Output FtpAgent::data_failed() {
  if (stage_ == Stage::goodbye) return {};
  last_ = {0, "The data connection could not be opened, or it broke."};
  return goodbye();
}

}  // namespace cleartext::actors

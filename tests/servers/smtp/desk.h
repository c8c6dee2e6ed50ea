// A desk that writes down what it was given.
#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "servers/smtp/session.h"

namespace cleartext::smtp {

class WritingDesk final : public MailDesk {
 public:
  struct Taken {
    store::Envelope envelope;
    std::string hello, letter;
    bool extended;
  };
  tl::expected<void, Refusal> sender(const std::string& address) override {
    if (address.starts_with("spammer@")) return tl::unexpected(Refusal{550, "Not from you"});
    return {};
  }
  tl::expected<void, Refusal> recipient(const std::string& address) override {
    if (address.starts_with("nobody@")) return tl::unexpected(Refusal{550, "No such user here"});
    return {};
  }
  tl::expected<std::string, Refusal> accept(const store::Envelope& envelope, const std::string& hello,
                                            bool extended, wire::Endpoint, std::string_view letter) override {
    if (full) return tl::unexpected(Refusal{452, "The disk\r\nis full"});
    taken.push_back({envelope, hello, std::string(letter), extended});
    return fmt::format("Q{}", taken.size());
  }
  std::vector<Taken> taken;
  bool full = false;
};

inline SessionSettings small_server() {
  return {"mail.hamburger.edu", {0x7f00010a, 40000}, 1000};
}

}  // namespace cleartext::smtp

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
    Arrival arrival;
  };
  tl::expected<void, Refusal> sender(const std::string& address) override {
    if (address.starts_with("spammer@")) return tl::unexpected(Refusal{550, "Not from you"});
    return {};
  }
  tl::expected<void, Refusal> recipient(const std::string& address, std::uint64_t) override {
    if (address.starts_with("nobody@")) return tl::unexpected(Refusal{550, "No such user here"});
    return {};
  }
  bool check(std::string_view login, std::string_view password) override { return login == "bob" && password == "hungry"; }
  std::optional<std::string> password_of(std::string_view login) override {
    return login == "bob" ? std::optional<std::string>("hungry") : std::nullopt;
  }
  tl::expected<std::string, Refusal> accept(const store::Envelope& envelope, const Arrival& arrival, std::string_view letter) override {
    if (full) return tl::unexpected(Refusal{452, "The disk\r\nis full"});
    taken.push_back({envelope, arrival.hello, std::string(letter), arrival.extended, arrival});
    return fmt::format("Q{}", taken.size());
  }
  std::vector<Taken> taken;
  bool full = false;
};

inline SessionSettings small_server() {
  SessionSettings settings{"mail.hamburger.edu", {0x7f00010a, 40000}, 1000};
  settings.challenge = "<1.2@mail.hamburger.edu>";
  settings.tls_possible = true;
  return settings;
}

}  // namespace cleartext::smtp

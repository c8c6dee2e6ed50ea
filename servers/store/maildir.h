// A mailbox on disk: Maildir (tmp, new, cur), readable by mutt. deliver() returns only when the message is
// durable: file and folder are fsynced.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::store {

struct MailEntry {
  std::string id;       // unique for the mailbox's life (UIDL)
  std::uint64_t bytes;  // with CR LF line ends, as sent on the wire
};

class Maildir {
 public:
  explicit Maildir(std::filesystem::path folder);  // made on first delivery
  tl::expected<std::string, wire::Problem> deliver(std::string_view message);  // message has CR LF line ends
  std::vector<MailEntry> list() const;             // in order of arrival
  tl::expected<std::string, wire::Problem> read(std::string_view id) const;    // CR LF line ends
  bool remove(std::string_view id);

 private:
  std::filesystem::path folder_;
};

}  // namespace cleartext::store

// The queue of one mail server on disk: a message and its envelope stay until every recipient was taken by
// the next server. add() returns only when both are durable.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/store/disk.h"
#include "servers/wire/problem.h"

namespace cleartext::store {

struct Envelope {
  std::string from;  // empty: the null sender <>
  std::vector<std::string> to;
  bool utf8 = false;  // SMTPUTF8 was said: addresses and header may have any letter (RFC 6531)
  bool operator==(const Envelope&) const = default;
};

struct QueuedMail {
  std::string id;  // queue id, as in Received: and in the 250 after the dot
  Envelope envelope;
  int attempts = 0;
  std::string last_answer;  // why it is deferred; empty if not tried yet
};

class MailQueue {
 public:
  explicit MailQueue(std::filesystem::path folder, Keep keep = Keep::for_good);
  tl::expected<std::string, wire::Problem> add(std::string_view id, const Envelope& envelope,
                                               std::string_view message) const;  // in any thread
  std::vector<QueuedMail> list() const;                                          // in order of arrival; survives a restart
  tl::expected<std::string, wire::Problem> read(std::string_view id) const;
  std::optional<QueuedMail> find(std::string_view id) const;
  // Every recipient taken (or given up): forget it. When the power fails right then it may come back: at least once.
  bool done(std::string_view id);
  // Keeps it for those that are left, and counts the attempt.
  bool defer(std::string_view id, std::string_view answer, const std::vector<std::string>& left);

 private:
  std::filesystem::path folder_;
  Keep keep_;
};

}  // namespace cleartext::store

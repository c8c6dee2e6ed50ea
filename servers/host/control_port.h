// A door for this user's own programs: a Unix socket in a folder that is his alone, one request a connection, one answer,
// and it is over. Whoever else comes, says too much, too little or nothing in time is sent away.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "servers/wire/clock.h"
#include "servers/wire/problem.h"

namespace cleartext::host {

inline constexpr std::size_t longest_request = 8192;

class ControlPort {
 public:
  using Answerer = std::function<std::string(std::string_view line)>;  // the request, without its LF

  // `clock` runs on while the lab's stands still. What lies at `path` already is removed; so is the socket at the end.
  ControlPort(std::string path, wire::Clock& clock, Answerer answerer);
  ~ControlPort();
  ControlPort(const ControlPort&) = delete;
  ControlPort& operator=(const ControlPort&) = delete;
  tl::expected<void, wire::Problem> listen();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The other side: asks and waits for the whole answer, some seconds at most.
tl::expected<std::string, wire::Problem> ask(const std::string& path, std::string_view request);

}  // namespace cleartext::host

// A machine in the middle: whoever connects to it is connected on to another, and what each says passes through an
// editor on its way. Neither end is told.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "servers/wire/endpoint.h"
#include "servers/wire/problem.h"

namespace cleartext::host {

struct Edited {
  std::string on;    // to the server
  std::string back;  // to the client
};

struct Editor {  // of one connection
  std::function<Edited(std::string_view)> from_client;
  std::function<std::string(std::string_view)> from_server;
};

class Middle {
 public:
  Middle(const wire::Endpoint& at, const wire::Endpoint& to, std::function<Editor()> editors);
  ~Middle();  // breaks every connection
  Middle(const Middle&) = delete;
  Middle& operator=(const Middle&) = delete;
  tl::expected<void, wire::Problem> listen();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::host

// A printer on the net, as they come out of the box: port 9100 prints whatever it is sent and answers nothing. It hears its
// neighbours alone; for all others its machine seems not to be there.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "servers/wire/conversation.h"

namespace cleartext::lab {

class Printer {
 public:
  static constexpr std::size_t tray = 4096;
  std::unique_ptr<wire::Conversation> connection();
  std::uint64_t bytes() const { return bytes_; }
  const std::string& last_page() const { return page_; }  // of the last caller, its first bytes

 private:
  class Caller;
  std::uint64_t bytes_ = 0;
  std::string page_;
};

}  // namespace cleartext::lab

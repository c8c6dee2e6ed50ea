// An answer that is too long to be made in one piece. Between two steps other sessions may change the folder,
// but no number shifts: the session tells of that when the answer is whole.
#pragma once
#include <string>

#include "servers/wire/syntax.h"

namespace cleartext::imap {

constexpr std::size_t slice = 64 * 1024;  // bytes after which the connection is given time to take them

class Task {
 public:
  virtual ~Task() = default;
  virtual bool step(std::string& out) = 0;  // false: that was all
  virtual std::string answer() = 0;         // what stands behind the tag
};

}  // namespace cleartext::imap

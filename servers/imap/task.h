// An answer that is too long to be made in one piece. Between two steps other sessions may change the folder,
// but no number shifts: the session tells of that when the answer is whole.
#pragma once
#include <string>

namespace cleartext::imap {

class Task {
 public:
  // breathe: this was much; the connection is given time to take it, and other sessions theirs.
  enum class Step : unsigned char { go_on, breathe, done };
  virtual ~Task() = default;
  virtual Step step(std::string& out) = 0;
  virtual std::string answer() = 0;  // what stands behind the tag
};

}  // namespace cleartext::imap

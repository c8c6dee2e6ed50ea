// A lab's temporary folder, private to the user and gone with the lab. A killed process cannot tidy up: its folder is no
// longer locked, and the next lab removes it.
#pragma once
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::lab {

class ScratchFolder {
 public:
  // Made below `parent`, which is private to the user. Removes there what dead labs left.
  static tl::expected<ScratchFolder, wire::Problem> make(const std::string& parent);
  ScratchFolder() = default;
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&& other) noexcept;
  ~ScratchFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int lock_ = -1;  // held open while the lab lives
};

}  // namespace cleartext::lab

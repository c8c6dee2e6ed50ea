// A live capture of the lab that goes straight to a pcapng file: nobody looks at it, so no packet of it stays in memory. The file
// can be read while it grows, and all but its last second outlives whatever becomes of the program.
#pragma once
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "servers/lab/lab.h"

namespace cleartext::session {

class Tape {
 public:
  // The lab must have started, and outlive it.
  static tl::expected<Tape, wire::Problem> start(lab::Lab& lab, const std::string& path);
  ~Tape();
  Tape(Tape&&) noexcept;
  Tape& operator=(Tape&&) noexcept;
  tl::expected<void, wire::Problem> keep();  // what is captured so far is written, with the secrets before it
  const std::string& before() const;         // until then: where the file lies that had the name; empty: there was none
  std::uint64_t missed() const;              // packets that the kernel could not keep for us

 private:
  struct Impl;
  explicit Tape(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::session

// A live capture of the lab that goes straight to a pcapng file: nobody looks at it, so no packet of it stays in memory.
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
  ~Tape();  // not kept: there is no file
  Tape(Tape&&) noexcept;
  Tape& operator=(Tape&&) noexcept;
  tl::expected<void, wire::Problem> keep();  // what is captured so far is written, then the file stands under its name
  std::uint64_t missed() const;              // packets that the kernel could not keep for us

 private:
  struct Impl;
  explicit Tape(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::session

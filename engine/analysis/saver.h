// Writes letters, attachments and files into one folder. A name from the wire is only ever the end of a name
// of ours, so nothing lands outside the folder and nothing of another name is touched.
#pragma once
#include <string>
#include <tl/expected.hpp>

#include "engine/findings/findings.h"
#include "servers/wire/problem.h"

namespace cleartext::analysis {

std::string safe_name(std::string_view name);  // the last part of a path, without what a file system could misread

class Saver {
 public:
  static tl::expected<Saver, wire::Problem> into(const std::string& folder);  // made when missing
  tl::expected<void, wire::Problem> save(const findings::Message& message);
  tl::expected<void, wire::Problem> save(const findings::File& file);

 private:
  explicit Saver(std::string folder) : folder_(std::move(folder)) {}
  tl::expected<void, wire::Problem> write(const std::string& name, std::string_view content) const;
  std::string folder_;
  int messages_ = 0, files_ = 0;
};

}  // namespace cleartext::analysis

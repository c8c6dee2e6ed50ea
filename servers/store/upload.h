// An upload into an open folder: no path is looked up again, so none can be swapped under it.
#pragma once
#include <string>
#include <utility>

#include "servers/store/disk.h"
#include "servers/store/file_tree.h"

namespace cleartext::store {

class FileUpload final : public Upload {
 public:
  FileUpload(Descriptor folder, Descriptor file, std::string part, std::string name)
      : folder_(std::move(folder)), file_(std::move(file)), part_(std::move(part)), name_(std::move(name)) {}
  ~FileUpload() override;
  bool write(std::string_view bytes) override;
  bool finish() override;

 private:
  Descriptor folder_, file_;
  std::string part_, name_;
  bool finished_ = false;
};

}  // namespace cleartext::store

// Uploads into an open folder: no path is looked up again, so none can be swapped under it.
#pragma once
#include <string>
#include <utility>

#include "servers/store/disk.h"
#include "servers/store/file_tree.h"

namespace cleartext::store {

// Has a hidden name until it is whole.
class FileUpload final : public Upload {
 public:
  enum class Name { may_be_taken, is_new };  // what finish() does where a file has the name: replace it, or fail
  FileUpload(Descriptor folder, Descriptor file, std::string part, std::string name, Name rule, Keep keep, Room& room)
      : folder_(std::move(folder)),
        file_(std::move(file)),
        part_(std::move(part)),
        name_(std::move(name)),
        rule_(rule),
        keep_(keep),
        room_(room) {}
  ~FileUpload() override;
  bool write(std::string_view bytes) override;
  bool finish() override;
  void keep_part() override;

 private:
  bool take_name();
  Descriptor folder_, file_;
  std::string part_, name_;
  Name rule_;
  Keep keep_;
  Room& room_;
  bool finished_ = false;
};

// Goes on where a file ends, or at a place in it.
class Continuation final : public Upload {
 public:
  Continuation(Descriptor file, std::optional<std::uint64_t> from, FileTree::Tail tail, Keep keep, Room& room)
      : file_(std::move(file)), from_(from), tail_(tail), keep_(keep), room_(room) {}
  bool write(std::string_view bytes) override;
  bool finish() override;

 private:
  bool take_place();
  Descriptor file_;
  std::optional<std::uint64_t> from_;  // not yet gone to
  FileTree::Tail tail_;
  Keep keep_;
  Room& room_;
};

}  // namespace cleartext::store

// A file that appears under its name only when it is whole. It lies under a temporary name beside it until then, and is removed
// unless keep() or show() succeeds. It has the rights of the file whose place it takes, and one behind a symbolic link stays
// there. What is no file, a device or a pipe, stays what it is: it is given all of it at the end.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::capture {

class NewFile {
 public:
  explicit NewFile(std::string path);
  ~NewFile() { discard(); }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool open() const { return file_ >= 0; }  // else, as with the others, errno says why
  bool write(std::string_view bytes);
  bool append(NewFile& other, std::size_t from);  // what was written to another one, from this byte on
  bool show();                                    // all of it so far stands under its name
  bool keep();
  void discard();

 private:
  void open_as_new_files_are();
  bool flush();
  bool pass_on();
  std::string path_, temporary_, buffer_;
  int file_ = -1;
  bool shown_ = false;   // it has its name
  bool direct_ = false;  // what has the name is no file
};

}  // namespace cleartext::capture

// What an SFTP client is to do, and what came of it.
#pragma once
#include <string>

namespace cleartext::sftp {

struct Errand {
  enum class What { list, get, put, remove, rename, make_folder, remove_folder } what = What::list;
  std::string user, password;
  std::string path;           // on the server
  std::string content = {};   // put
  std::string new_name = {};  // rename
};

struct Outcome {
  bool done = false;
  std::string sentence;  // what came of it, or why not
  std::string content;   // got file; listing
};

}  // namespace cleartext::sftp

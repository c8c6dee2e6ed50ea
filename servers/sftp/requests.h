// What a client asks of the file tree, request by request, until it leaves.
#pragma once
#define WITH_SERVER 1
#include <libssh/server.h>
#include <libssh/sftp.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "servers/store/file_tree.h"

namespace cleartext::sftp {

// An open file or folder.
struct Handle {
  std::string path;
  std::shared_ptr<store::FileSource> source;                           // read
  bool writing = false, appends = false, fresh = false;                // fresh: made or emptied when it was opened
  std::unique_ptr<store::Upload> upload;                               // from the first WRITE on
  std::uint64_t written = 0;                                           // up to here
  bool failed = false;                                                 // a write was refused
  std::optional<std::chrono::system_clock::time_point> modified = {};  // to be set when it is closed
  bool folder = false;
  std::vector<store::FileEntry> entries;  // not told yet, last first
};

class Requests {
 public:
  Requests(sftp_session session, store::FileTree& files) : session_(session), files_(files) {}
  ~Requests();
  void answer(sftp_client_message message);

 private:
  void open(sftp_client_message message);
  void close(sftp_client_message message);
  void read(sftp_client_message message);
  void write(sftp_client_message message);
  void open_folder(sftp_client_message message);
  void read_folder(sftp_client_message message);
  void describe(sftp_client_message message);
  void describe_handle(sftp_client_message message);
  enum class Over : unsigned char { nothing, a_file };  // what a new name may replace
  void rename(sftp_client_message message, Over over);
  void set(sftp_client_message message);
  bool set_size(Handle* handle, const std::string& path, std::uint64_t bytes);  // false: that is not done here
  void real_path(sftp_client_message message);
  // `what`: where it is not there, that is said.
  void reply(sftp_client_message message, const std::string& what, const tl::expected<void, wire::Problem>& done);
  void give(sftp_client_message message, std::unique_ptr<Handle> handle);
  Handle* handle_of(sftp_client_message message);
  std::string path_of(sftp_client_message message) const;

  sftp_session session_;
  store::FileTree& files_;
  std::map<Handle*, std::unique_ptr<Handle>> handles_;
};

}  // namespace cleartext::sftp

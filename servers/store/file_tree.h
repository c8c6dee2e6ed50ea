// The file tree that FTP (and later SFTP) shows. Paths are virtual, "/" is the root; no path and no symbolic
// link leads out of it.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/store/file_source.h"
#include "servers/store/room.h"
#include "servers/wire/problem.h"

namespace cleartext::store {

struct FileEntry {
  std::string name;
  bool is_folder = false;
  std::uint64_t bytes = 0;
  std::chrono::system_clock::time_point modified;
  std::string identity;  // the same for two names of one file
};

// A file being uploaded.
class Upload {
 public:
  virtual ~Upload() = default;
  virtual bool write(std::string_view bytes) = 0;  // false: the disk refused
  virtual bool finish() = 0;                       // true: all of it is there, under its name; may wait for the disk
  virtual void keep_part() {}                      // the rest never comes; what is here gets its name, if nothing has it
};

struct NewFile {
  std::string path;
  std::unique_ptr<Upload> upload;
};

class FileTree {
 public:
  // for_good: a file that is put is on the disk when its name is given to it.
  explicit FileTree(std::filesystem::path root, Keep keep = Keep::for_now);
  Keep keep() const { return keep_; }
  void sweep() const;             // what uploads left that were cut off with the program
  Room& room() { return room_; }  // what is uploaded takes some of it
  // `path` is absolute or relative to `base`; ".." never climbs over the root. Returns a clean absolute path.
  static std::string resolve(std::string_view base, std::string_view path);
  bool is_folder(std::string_view path) const;
  tl::expected<std::vector<FileEntry>, wire::Problem> list(std::string_view path) const;  // sorted by name
  tl::expected<FileEntry, wire::Problem> find(std::string_view path) const;
  tl::expected<std::shared_ptr<FileSource>, wire::Problem> read(std::string_view path) const;
  // Written beside its name, and moved there by finish(); dropped if not finished.
  tl::expected<std::unique_ptr<Upload>, wire::Problem> write(std::string_view path);
  // The same under a name that is free: `path`, or `path` and a number.
  tl::expected<NewFile, wire::Problem> write_new(const std::string& path);
  // In place, at the end of a file or after its first `from` bytes, which alone are kept from the first write
  // on. What was written stays when the rest never comes.
  enum class Tail { cut, kept };  // what stood behind is gone with the first write, or is written over as far as the new bytes reach
  tl::expected<std::unique_ptr<Upload>, wire::Problem> write_on(std::string_view path, std::optional<std::uint64_t> from = {},
                                                                Tail tail = Tail::cut);
  tl::expected<void, wire::Problem> make_folder(std::string_view path);
  tl::expected<void, wire::Problem> remove_folder(std::string_view path);  // an empty one
  tl::expected<void, wire::Problem> remove_file(std::string_view path);
  tl::expected<void, wire::Problem> rename(std::string_view from,
                                           std::string_view to);  // a file may replace a file
  tl::expected<void, wire::Problem> set_modified(std::string_view path, std::chrono::system_clock::time_point time);
  void put(std::string_view path, std::string_view content);  // for the lab's first files

 private:
  std::filesystem::path root_;
  Keep keep_;
  Room room_;
};

}  // namespace cleartext::store

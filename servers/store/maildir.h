// A mailbox on disk: Maildir (tmp, new, cur), readable by mutt. deliver() returns only when the message is
// durable: file and folder are fsynced (where it is kept for good).
#pragma once
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/store/disk.h"
#include "servers/store/marks.h"
#include "servers/wire/problem.h"

namespace cleartext::store {

struct MailEntry {
  std::string id;       // unique for the mailbox's life (UIDL)
  std::uint64_t bytes;  // with CR LF line ends, as sent on the wire
};

// A letter's file. Whoever marks it moves it.
struct Letter {
  std::string id;
  std::string file;  // below the mailbox: "new/id", "cur/id:2,S"
  Marks marks = 0;
  std::uint64_t bytes = 0;  // with CR LF line ends; 0: the name does not tell
  bool is_new() const { return file.starts_with("new/"); }
};

struct Delivery {
  Marks marks = 0;                  // a letter without marks is new
  std::optional<std::time_t> date;  // when it came; the file's time
};

// When its two parts last changed, in nanoseconds; 0: not there. The same state again means that nothing came or went,
// if it is settled: within the coarsest clock of a file system two changes may look like one.
struct MaildirState {
  std::int64_t fresh = 0, known = 0;
  bool operator==(const MaildirState&) const = default;
  bool settled() const;
};

class Maildir {
 public:
  explicit Maildir(std::filesystem::path folder, Keep keep = Keep::for_good);  // made on first delivery
  // message has CR LF line ends; in any thread
  tl::expected<std::string, wire::Problem> deliver(std::string_view message, const Delivery& delivery = {}) const;
  std::vector<MailEntry> list() const;  // in order of arrival
  std::size_t count() const;            // kept until something changes
  MaildirState state() const;
  tl::expected<std::string, wire::Problem> read(std::string_view id) const;  // CR LF line ends
  bool remove(std::string_view id);
  bool remove(const std::vector<std::string>& ids);  // all of them; false: one would not go

  // By file, for who keeps a list. What moves or removes files is durable after sync().
  const std::filesystem::path& folder() const { return folder_; }
  Keep keep() const { return keep_; }
  std::vector<Letter> letters() const;                                                                             // in order of arrival
  tl::expected<std::string, wire::Problem> read_file(const std::string& file, std::size_t most = SIZE_MAX) const;  // LF ends
  std::optional<std::time_t> date_of(const std::string& file) const;
  bool mark(Letter& letter, Marks marks);  // and from "new" to "cur"; false: the file is not there
  bool remove_file(const std::string& file);
  enum class Way { copy, move };
  tl::expected<Letter, wire::Problem> take(const Maildir& from, const Letter& letter, Marks marks, Way way);
  Written make() const;  // its folders
  Written sync() const;

 private:
  std::string find(std::string_view id) const;  // its file; empty: none
  std::filesystem::path folder_;
  Keep keep_;
  mutable MaildirState counted_;
  mutable std::size_t files_ = 0;  // then
};

}  // namespace cleartext::store

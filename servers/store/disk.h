// What is written here for good is on the disk when the call returns: the file is synced before it gets its name, the
// folder after. What is written for now lasts as long as the machine runs. Neither is ever seen half written.
#pragma once
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "servers/wire/problem.h"

namespace cleartext::store {

// Closes its file when destroyed.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }  // who gets it closes it
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

enum class Keep : unsigned char { for_good, for_now };

using Written = tl::expected<void, wire::Problem>;

// Microseconds since 1970, but never the same twice in this process, and never less than before.
std::uint64_t next_stamp();
bool write_all(int descriptor, std::string_view bytes);
Written make_folders(const std::filesystem::path& folder, Keep keep = Keep::for_good);
Written sync_folder(const std::filesystem::path& folder, Keep keep = Keep::for_good);
// Written as `part`, then moved to `whole`; both on one disk.
Written write_durably(const std::filesystem::path& part, const std::filesystem::path& whole, std::string_view bytes,
                      Keep keep = Keep::for_good, std::optional<std::time_t> date = {});  // the file's time, now if not said
tl::expected<std::string, wire::Problem> read_whole(const std::filesystem::path& file, std::size_t most = SIZE_MAX);
// The one refusal that is told apart: whoever asked may come again when there is room.
inline constexpr std::string_view disk_is_full = "The disk is full.";
inline bool is_full(const wire::Problem& problem) { return problem.sentence == disk_is_full; }
wire::Problem full_disk();
wire::Problem disk_problem(std::string_view what, const std::filesystem::path& where, int error);

}  // namespace cleartext::store

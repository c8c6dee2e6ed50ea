// The running labs of this user: one small file each, in a folder that nobody else may enter. A process
// number is reused sooner or later, so a file also holds when its thread started; a file whose thread is gone
// is swept away.
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <sstream>

#include "servers/network/private_network.h"
#include "servers/network/text_file.h"

namespace cleartext::network {
namespace {

constexpr mode_t for_the_owner = 0700;

bool is_ours_alone(const std::string& folder) {
  struct stat about {};
  return ::lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == ::geteuid() && (about.st_mode & 0077) == 0;
}

bool make_ours(const std::string& folder) {
  return (::mkdir(folder.c_str(), for_the_owner) == 0 || errno == EEXIST) && is_ours_alone(folder);
}

// Start time in clock ticks since boot: field 22 of the thread's stat, proc(5). The name before it may hold
// anything.
std::string started(pid_t process, pid_t thread) {
  const std::string path = "/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/stat";
  const std::string text = read_text(path).value_or("");
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream fields(text.substr(name_end + 1));
  std::string field;
  for (int number = 3; number <= 22; ++number) fields >> field;
  return field;
}

long long now_since_boot() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

// Of the lab whose file is "lab-NUMBERS".
std::string control_name(const std::string& numbers) { return "/control-" + numbers; }

struct Entry {
  RunningLab lab;
  long long announced = 0;
};

// "process thread start announced mode certificate"
bool read_entry(const std::string& text, Entry& entry) {
  std::istringstream fields(text);
  std::string start;
  fields >> entry.lab.process >> entry.lab.thread >> start >> entry.announced >> entry.lab.mode;
  const bool whole = !fields.fail();
  std::getline(fields >> std::ws, entry.lab.certificate);
  return whole && entry.lab.process > 0 && entry.lab.thread > 0 && start == started(entry.lab.process, entry.lab.thread);
}

}  // namespace

std::string runtime_folder() {
  const char* session = std::getenv("XDG_RUNTIME_DIR");
  if (session != nullptr && *session == '/' && is_ours_alone(session)) {
    std::string folder = std::string(session) + "/cleartext";
    if (make_ours(folder)) return folder;
  }
  std::string folder = "/tmp/cleartext-" + std::to_string(::geteuid());
  return make_ours(folder) ? folder : std::string();
}

Announcement::Announcement(const RunningLab& lab) {
  const std::string folder = runtime_folder();
  if (folder.empty()) return;
  running_labs();  // sweeps what those left that were killed
  const std::string process = std::to_string(lab.process), thread = std::to_string(lab.thread);
  std::ostringstream text;
  text << process << ' ' << thread << ' ' << started(lab.process, lab.thread) << ' ' << now_since_boot() << ' ' << lab.mode << ' '
       << lab.certificate << '\n';
  const std::string path = folder + "/lab-" + process + "-" + thread, unfinished = path + ".new";
  if (create_text(unfinished, text.str()) && ::rename(unfinished.c_str(), path.c_str()) == 0) path_ = path;
}

Announcement::~Announcement() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

std::string control_path(const RunningLab& lab) {
  const std::string folder = runtime_folder();
  return folder.empty() ? folder : folder + control_name(std::to_string(lab.process) + "-" + std::to_string(lab.thread));
}

std::vector<RunningLab> running_labs() {
  std::vector<Entry> entries;
  const std::string folder = runtime_folder();
  if (folder.empty()) return {};
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    const std::string path = file.path().string();
    if (!file.path().filename().string().starts_with("lab-") || path.ends_with(".new")) continue;
    Entry entry;
    if (read_entry(read_text(path).value_or(""), entry)) {
      entries.push_back(entry);
    } else {
      ::unlink(path.c_str());
      ::unlink((folder + control_name(file.path().filename().string().substr(4))).c_str());
    }
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.announced > b.announced; });
  std::vector<RunningLab> labs;
  for (const Entry& entry : entries) labs.push_back(entry.lab);
  return labs;
}

}  // namespace cleartext::network

// `cleartext lessons --record`: every lesson is played once in a private network of its own, by a program of its own, and what
// was captured becomes the recording in its folder.
#include <fmt/format.h>

#include <QProcess>
#include <filesystem>

#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/lesson/recording_note.h"

namespace cleartext::commands {
namespace {

// Between two lines, so that what follows the last word of a step still belongs to it.
constexpr const char* pace_seconds = "0.05";
constexpr int patience_milliseconds = 10 * 60 * 1000;

bool record_one(const std::string& folder, const std::string& program) {
  const auto path = lesson::recording_path(folder);
  const auto fresh = path + ".new";  // the old one stays where a step is not seen
  QProcess play;
  play.setProcessChannelMode(QProcess::MergedChannels);
  play.start(q(program), {q("play"), q(folder + "/"), q("--network"), q("private"), q("--format"), q("jsonl"), q("--pace"), q(pace_seconds),
                          q("--pcap"), q(fresh)});
  const bool over = play.waitForFinished(patience_milliseconds);
  const auto said = play.readAll().toStdString();
  std::error_code error;
  if (!over || play.exitStatus() != QProcess::NormalExit || play.exitCode() != 0) {
    std::filesystem::remove(fresh, error);
    std::cerr << fmt::format("cleartext: {} was not recorded; its old recording, if any, stays.\n{}", folder, said);
    return false;
  }
  std::filesystem::rename(fresh, path, error);
  if (error) {
    refuse({fmt::format("{} cannot be written.", path), {}});
    return false;
  }
  std::cout << fmt::format("{}: {} bytes\n", path, std::filesystem::file_size(path, error)) << std::flush;
  return true;
}

}  // namespace

int record(const Lessons& wanted, const std::string& program) {
  int status = 0;
  for (const auto& folder : lessons_in(wanted.paths)) {
    if (!record_one(folder, program)) status = 1;
  }
  return status;
}

}  // namespace cleartext::commands

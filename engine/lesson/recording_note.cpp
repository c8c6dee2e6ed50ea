#include "engine/lesson/recording_note.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void add(QCryptographicHash& hash, const YAML::Node& map, std::initializer_list<const char*> words) {
  for (const char* word : words) {
    const auto node = map[word];
    if (!node.IsDefined()) continue;
    const auto text = fmt::format("{}: {}\n", word, YAML::Dump(node));
    hash.addData(QByteArray::fromStdString(text));
  }
}

// Pictures and texts that letters carry.
void add_files(QCryptographicHash& hash, const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    const bool acts =
        entry.is_regular_file(error) && !name.ends_with(".md") && !name.starts_with("lesson.yaml") && !name.starts_with("recording.pcapng");
    if (acts) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) hash.addData(QByteArray::fromStdString(fs::relative(file, folder, error).string() + "\n" + content(file)));
}

}  // namespace

std::string recording_path(const std::string& folder) { return (fs::path(folder) / "recording.pcapng").string(); }

std::string digest_of(const std::string& folder) {
  QCryptographicHash hash(QCryptographicHash::Sha256);
  try {
    const auto root = YAML::LoadFile((fs::path(folder) / "lesson.yaml").string());
    add(hash, root, {"id", "draws", "accounts", "files", "quotas", "broken"});
    for (const auto& step : root["steps"]) add(hash, step, {"id", "actions", "allows", "evidence"});
  } catch (const YAML::Exception&) {
    return {};
  }
  add_files(hash, folder);
  return hash.result().toHex().toStdString();
}

RecordingNote note_of(const Player& player, std::uint32_t packets, const std::string& program) {
  const auto& lesson = player.lesson();
  RecordingNote note{lesson.id, digest_of(lesson.folder), program, lesson.version, {}};
  const int count = static_cast<int>(lesson.steps.size());
  for (int i = 0; i < count; ++i)
    note.steps.push_back({lesson.steps[static_cast<std::size_t>(i)].id, i + 1 < count ? player.packets_before(i + 1) : packets});
  return note;
}

std::string to_json(const RecordingNote& note) {
  QJsonArray steps;
  for (const auto& step : note.steps) steps.append(QJsonObject{{q("id"), q(step.id)}, {q("packet"), static_cast<qint64>(step.packet)}});
  const QJsonObject made{{q("cleartext"), q("recording")}, {q("lesson"), q(note.lesson)},   {q("version"), note.version},
                         {q("digest"), q(note.digest)},    {q("program"), q(note.program)}, {q("steps"), steps}};
  return QJsonDocument(made).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<RecordingNote> note_from(std::string_view comment) {
  const auto object = QJsonDocument::fromJson(QByteArray(comment.data(), static_cast<qsizetype>(comment.size()))).object();
  if (object[q("cleartext")].toString() != q("recording")) return std::nullopt;
  RecordingNote note{object[q("lesson")].toString().toStdString(),
                     object[q("digest")].toString().toStdString(),
                     object[q("program")].toString().toStdString(),
                     object[q("version")].toInt(),
                     {}};
  const auto steps = object[q("steps")].toArray();
  for (const auto& step : steps) {
    const auto packet = std::clamp<qint64>(step.toObject()[q("packet")].toInteger(), 0, 0xffffffff);
    note.steps.push_back({step.toObject()[q("id")].toString().toStdString(), static_cast<std::uint32_t>(packet)});
  }
  return note;
}

std::string stale(const RecordingNote& note, const Lesson& lesson) {
  if (note.lesson != lesson.id) return fmt::format("It was made of another lesson, {}.", note.lesson);
  if (note.version != lesson.version)
    return fmt::format("It was made of version {} of the lesson; here is version {}.", note.version, lesson.version);
  const bool same_steps = std::ranges::equal(note.steps, lesson.steps, {}, &RecordingNote::StepEnd::id, &Step::id);
  if (!same_steps) return "The lesson has other steps by now.";
  if (note.digest != digest_of(lesson.folder)) return "What happens in the lesson has changed since it was made.";
  return {};
}

}  // namespace cleartext::lesson

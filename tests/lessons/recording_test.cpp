// Each lesson's recording: it is of the lesson as it is now, small enough to ship, and tells every step where no network is to be
// had. A lesson that has none yet is listed and passes.
#include <gtest/gtest.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <filesystem>

#include "engine/cracking/attempt.h"
#include "engine/grading/grade.h"
#include "engine/lesson/passages.h"
#include "engine/lesson/value.h"
#include "tests/program/program.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest = 1024 * 1024;

std::vector<std::string> lessons() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/lessons"))
    if (fs::exists(entry.path() / "lesson.yaml")) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

class EveryRecording : public testing::TestWithParam<std::string> {};

TEST_P(EveryRecording, fits_its_lesson_and_tells_every_step) {
  const auto folder = SOURCE_DIR "/lessons/" + GetParam();
  if (GetParam() == "_template") GTEST_SKIP() << "what one begins with has no recording";
  ASSERT_TRUE(fs::exists(lesson::recording_path(folder))) << GetParam() << " has no recording yet: cleartext lessons --record " << folder;
  const auto loaded = lesson::load(folder);
  ASSERT_TRUE(loaded);
  const auto recorded = lesson::read_recording(*loaded);
  ASSERT_TRUE(recorded) << recorded.error().sentence;
  EXPECT_EQ(lesson::stale(recorded->note, *loaded), "") << "cleartext lessons --record " << folder;
  EXPECT_LE(fs::file_size(recorded->path), largest);

  const OrdinaryUser user;
  const auto q = [](const std::string& text) { return QString::fromStdString(text); };
  const auto ran =
      user.run({q("play"), user.path(q("app/lessons/" + GetParam())), q("--network"), q("recorded"), q("--format"), q("jsonl")}, 60'000);
  EXPECT_EQ(ran.status, 0) << ran.err.toStdString() << ran.out.toStdString();
  const auto lines = ran.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  ASSERT_EQ(static_cast<std::size_t>(lines.size()), loaded->steps.size());
  for (int i = 0; i < lines.size(); ++i) {
    const auto step = QJsonDocument::fromJson(lines[i].toUtf8()).object();
    EXPECT_TRUE(step[q("seen")].toBool()) << lines[i].toStdString();
    EXPECT_EQ(static_cast<std::size_t>(step[q("evidence")].toVariant().toList().size()),
              loaded->steps[static_cast<std::size_t>(i)].evidence.size());
  }

  // What a step asks can be answered by then.
  const auto opened = grading::open(recorded->path);
  if (loaded->cracks) cracking::try_common_words(*opened.recording);
  for (std::size_t i = 0; i < loaded->steps.size(); ++i)
    for (const auto& question : loaded->steps[i].questions) {
      if (question.answer.kind == lesson::Value::Kind::packets) continue;  // of a step: that is known when it is over
      if (question.answer.evidence.state == "silent") continue;            // told by its last packet, and it goes on calling
      const auto right = lesson::read(question.answer, *opened.recording);
      ASSERT_FALSE(right.empty()) << question.id;
      EXPECT_LE(right.front().packet, recorded->note.steps[i].packet) << question.id << " is answered by what comes later";
    }
}

INSTANTIATE_TEST_SUITE_P(Lessons, EveryRecording, testing::ValuesIn(lessons()), [](const auto& info) {
  auto name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});

}  // namespace
}  // namespace cleartext

// What holds for every lesson, whoever wrote it. Two runs a lesson: one in the private network by the written solution, one
// on a loopback of its own by the second route; everything else is read from what they left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <filesystem>

#include "engine/cracking/attempt.h"
#include "engine/grading/grade.h"
#include "tests/program/program.h"
#include "tests/support/pcapng_blocks.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;
using grading::Result;

QString q(const std::string& text) { return QString::fromStdString(text); }

std::vector<std::string> lessons() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/lessons")) {
    if (fs::exists(entry.path() / "lesson.yaml")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class EveryLesson : public testing::TestWithParam<std::string> {
 protected:
  std::string folder() const { return SOURCE_DIR "/lessons/" + GetParam(); }
  std::string file(const char* name) const { return user.path(QString::fromUtf8(name)).toStdString(); }
  QStringList words(const char* student, const char* hand_in) const {
    return {
        q("play"), user.path(q("app/lessons/" + GetParam())), q("--student"), q(student), q("--hand-in"), q(file(hand_in)), q("--format"),
        q("jsonl")};
  }
  // Writes a copy that says something else about itself.
  void say(const char* from, const char* to, const char* name, const QJsonValue& value, std::uint32_t packets = ~0U) const {
    PcapngBlocks blocks(file(from));
    auto object = QJsonDocument::fromJson(QByteArray::fromStdString(blocks.comment())).object();
    object[QString::fromUtf8(name)] = value;
    blocks.set_comment(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
    std::uint32_t count = 0;
    std::erase_if(blocks.blocks, [&](const PcapngBlock& block) { return block.is_packet() && ++count > packets; });
    blocks.write(file(to));
  }
  grading::Rules rules() const { return {class_key, SOURCE_DIR "/lessons", "en"}; }

  OrdinaryUser user;
  std::string class_key;
};

void expect_all_passed(const Result& result) {
  for (const auto& verdict : result.verdicts) EXPECT_TRUE(verdict.passed) << verdict.task << "/" << verdict.check << ": " << verdict.note;
  EXPECT_GE(grading::total(result).most, 1);
}

void expect_honest(const Result& result) { EXPECT_TRUE(result.contradictions.empty()) << grading::integrity_note(result); }

// The last packet that a step's evidence lies in, by what `play` printed.
std::uint32_t steps_end(const Ran& ran) {
  std::uint32_t last = 0;
  for (const auto& line : ran.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
    const auto object = QJsonDocument::fromJson(line.toUtf8()).object();
    EXPECT_TRUE(object[q("seen")].toBool()) << line.toStdString();
    const auto evidence = object[q("evidence")].toVariant().toList();
    for (const auto& packet : evidence) last = std::max(last, packet.toUInt());
  }
  return last;
}

TEST_P(EveryLesson, has_nothing_wrong) {
  for (const auto& fault : lesson::inspect(folder())) ADD_FAILURE() << fault.file << ":" << fault.line << ": " << fault.sentence;
}

TEST_P(EveryLesson, plays_in_the_private_network_and_is_solved_undone_and_copied_as_it_should) {
  const auto ran = user.run(words("anna", "run/anna.pcapng") + QStringList{q("--network"), q("private"), q("--solve")}, 110'000);
  ASSERT_EQ(ran.status, 0) << ran.err.toStdString() << ran.out.toStdString();
  const auto solved = grading::grade(file("run/anna.pcapng"), rules());
  expect_all_passed(solved);
  expect_honest(solved);

  // Left undone: what the steps left is there, what the student should have done is not.
  say("run/anna.pcapng", "undone.pcapng", "answers", QJsonObject{}, steps_end(ran));
  const auto undone = grading::grade(file("undone.pcapng"), rules());
  EXPECT_EQ(undone.verdicts.size(), solved.verdicts.size());
  for (const auto& verdict : undone.verdicts)
    EXPECT_TRUE(verdict.foundation || !verdict.passed) << verdict.task << "/" << verdict.check << " passes without any work";

  // Handed in by somebody else: what was drawn is not his.
  say("run/anna.pcapng", "ben.pcapng", "student", q("ben"));
  const auto class_of_two = grading::grade_all({file("ben.pcapng")}, rules(), {{{"anna", ""}, {"ben", ""}}});
  EXPECT_THAT(grading::integrity_note(class_of_two[0]), testing::HasSubstr("anna"));

  // What the narration claims is in the capture.
  const auto loaded = lesson::load(folder(), {"anna", {}, {}});
  ASSERT_TRUE(loaded);
  const auto opened = grading::open(file("run/anna.pcapng"));
  if (loaded->cracks) cracking::try_common_words(*opened.recording);
  for (const auto& claim : loaded->claims) {
    const auto verdict = lesson::judge(claim.check, *opened.recording, {}, "en");
    EXPECT_TRUE(verdict.passed) << claim.check.id << ": " << verdict.note;
  }
}

TEST_P(EveryLesson, plays_on_loopback_and_is_solved_by_the_second_route_with_a_token) {
  class_key = "a key for this class";
  const auto token = lesson::token_for(class_key, "clara", GetParam());
  auto all = words("clara", "run/clara.pcapng") + QStringList{q("--network"), q("loopback"), q("--solve=second"), q("--token"), q(token)};
  QString command = q("ip link set lo up && exec '") + user.path(q("app/build/cleartext")) + q("'");
  for (const auto& word : all) command += q(" '") + word + q("'");
  // A loopback of its own, so that lessons do not meet at the same ports.
  const auto ran = user.run_other(q("unshare"), {q("--user"), q("--map-root-user"), q("--net"), q("sh"), q("-c"), command}, 110'000);
  ASSERT_EQ(ran.status, 0) << ran.err.toStdString() << ran.out.toStdString();
  const auto solved = grading::grade(file("run/clara.pcapng"), rules());
  expect_all_passed(solved);
  expect_honest(solved);
}

INSTANTIATE_TEST_SUITE_P(Lessons, EveryLesson, testing::ValuesIn(lessons()), [](const auto& info) {
  auto name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-'; }, '_');
  return name;
});

}  // namespace
}  // namespace cleartext

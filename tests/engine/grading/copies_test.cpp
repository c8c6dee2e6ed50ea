// Who drew the same word as another, or called in the same millisecond, copied nothing; who has two of another's words did.
#include "engine/grading/copies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <QTemporaryDir>

#include "engine/grading/who.h"
#include "tests/engine/grading/lab_wire.h"

namespace cleartext::grading {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* talk_smtp = "talk-smtp";
const Rules rules{{}, SOURCE_DIR "/lessons", "en"};

std::vector<std::string> kinds(const Result& result) { return grading::kinds(result.contradictions); }

std::string drawn(const std::string& student, const std::string& name, lesson::DrawKind kind) {
  return lesson::draw(*lesson::seed_of({student, {}, {}}, talk_smtp), name, kind);
}

struct CopiesTest : testing::Test {
  QTemporaryDir folder;

  std::string write(const std::string& student, const std::vector<WirePacket>& packets) const {
    HandIn made;
    made.student = student;
    made.lesson = talk_smtp;
    made.version = 2;
    auto path = folder.filePath(QString::fromStdString(student + ".pcapng")).toStdString();
    EXPECT_TRUE(write_hand_in(path, made, *read_back(packets).recording, {}));
    return path;
  }
  Result say(const std::string& student, const std::vector<std::string>& words, const std::string& other) const {
    LabWire wire;
    const auto talk = wire.connect(25);
    wire.say(talk, wire::Side::server, "220 ready\r\n");
    for (const auto& each : words) wire.say(talk, wire::Side::client, each + "\r\n");
    wire.close(talk);
    return grade_all({write(student, wire.packets)}, rules, {{{student, ""}, {other, ""}}}).front();
  }
};

// Two students of a large class, and a subject that the one drew as his own, the other under another name.
struct Pair {
  std::string student, other, word;
};
Pair equal_pair() {
  std::map<std::uint64_t, std::string> students;
  for (int i = 0; i < 6000; ++i) {
    const auto id = std::to_string(i);
    students.emplace(words_keys(drawn(id, "own_subject", lesson::DrawKind::subject)).front(), id);
  }
  for (int i = 0; i < 6000; ++i) {
    const auto id = std::to_string(i);
    const auto same = students.find(words_keys(drawn(id, "ghost", lesson::DrawKind::word)).front());
    if (same != students.end() && same->second != id)
      return {same->second, id, drawn(same->second, "own_subject", lesson::DrawKind::subject)};
  }
  ADD_FAILURE() << "of 6000 students no two drew the same";
  return {};
}

TEST_F(CopiesTest, what_a_student_drew_is_his_own_whoever_drew_it_under_whatever_name) {
  const auto [student, other, word] = equal_pair();
  const auto result = say(student, {"Subject: " + word}, other);
  EXPECT_THAT(kinds(result), Not(Contains("copy"))) << integrity_note(result);
  EXPECT_THAT(integrity_note(result), Not(HasSubstr("another student"))) << word;
}

TEST_F(CopiesTest, one_word_of_another_may_be_chance_and_two_are_a_copy) {
  const auto subject = drawn("ben", "own_subject", lesson::DrawKind::subject), word = drawn("ben", "dotted", lesson::DrawKind::word);
  const auto one = say("anna", {"Subject: " + subject}, "ben"), two = say("anna", {"Subject: " + subject, word}, "ben");
  EXPECT_THAT(kinds(one), Not(Contains("copy"))) << integrity_note(one);
  EXPECT_THAT(integrity_note(one), HasSubstr("which another student drew; one such word may be chance"));
  EXPECT_THAT(kinds(two), Contains("copy"));
  EXPECT_THAT(integrity_note(two), HasSubstr("which ben drew and anna did not"));
}

// Numbers, ports and times of its own; what TCP's clocks say stays.
std::vector<WirePacket> dressed(std::vector<WirePacket> packets) {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    auto& [segment, time_ms, stamp, echo, identification, ttl, hardware] = packets[i];
    time_ms += static_cast<std::int64_t>(i);
    segment.sequence += 5'000'000;
    if ((segment.flags & packet::ack) != 0) segment.acknowledgment += 5'000'000;
    for (auto* end : {&segment.from, &segment.to}) end->port = static_cast<std::uint16_t>(end->port + (end->port >= 40000 ? 500 : 0));
  }
  return packets;
}

TEST_F(CopiesTest, one_connection_of_the_same_millisecond_is_chance_and_all_of_them_are_a_copy) {
  LabWire wire, later;
  for (int i = 0; i < 4; ++i) wire.talk(25);
  const auto first = wire.packets.begin() + static_cast<std::ptrdiff_t>(wire.packets.size() / 4);
  later.connect(25);
  const auto begin = static_cast<std::ptrdiff_t>(later.packets.size());
  later.wait(98'765);
  for (int i = 0; i < 3; ++i) later.talk(25);
  auto chance = dressed({wire.packets.begin(), first});
  chance.insert(chance.end(), later.packets.begin() + begin, later.packets.end());
  const auto anna = write("anna", wire.packets);
  const auto of_chance = grade_all({anna, write("ben", dressed(chance))}, rules, {});
  EXPECT_THAT(kinds(of_chance.back()), Not(Contains("copy"))) << integrity_note(of_chance.back());
  const auto of_copy = grade_all({anna, write("carl", dressed(wire.packets))}, rules, {});
  EXPECT_THAT(kinds(of_copy.back()), Contains("copy"));
}

TEST_F(CopiesTest, a_capture_without_end_is_not_read_to_its_end) {
  LabWire wire;
  for (int i = 0; i < 4; ++i) wire.talk(25);
  const auto path = write("anna", wire.packets);
  EXPECT_TRUE(open(path).hand_in);
  EXPECT_THAT(open(path, std::filesystem::file_size(path) + 1).unreadable, HasSubstr("larger than")) << "each packet counts for more";
}

TEST_F(CopiesTest, an_id_is_the_roster_s_however_it_was_typed) {
  EXPECT_EQ(spelt("S002", {"s001", "s002"}), "s002");
  EXPECT_EQ(spelt(" s002 ", {"s001", "s002"}), "s002");
  EXPECT_EQ(spelt("S002", {"s002", "S002"}), "S002");
  EXPECT_EQ(spelt(" ÄNNE  Öl ", {"änne öl"}), "änne öl");
  EXPECT_EQ(spelt(" s003 ", {"s001"}), "s003");
  EXPECT_EQ(spelt("mu\u0308LLER", {"Müller"}), "Müller") << "in two parts, as a Mac writes it";
  EXPECT_EQ(spelt("Müller", {"Mu\u0308ller"}), "Mu\u0308ller");
  EXPECT_EQ(spelt("s0\u202e02\ufeff", {"s001", "s002"}), "s002");
  EXPECT_EQ(spelt("s\u202e9\x07", {}), "s9");
}

TEST_F(CopiesTest, a_token_that_is_another_s_is_told_as_his) {
  const Rules with_key{"top secret", SOURCE_DIR "/lessons", "en", {"anna", "ben"}};
  const auto graded = [&](const std::string& student, const std::string& whose) {
    HandIn made;
    made.student = student;
    made.lesson = talk_smtp;
    made.token_fingerprint = lesson::fingerprint(lesson::token_for("top secret", whose, talk_smtp));
    Result result;
    result.student = spelt(student, with_key.ids);
    const auto token = student_of(made, with_key, result).token;
    EXPECT_TRUE(token == lesson::token_for("top secret", result.student, talk_smtp) ||
                token == lesson::token_for("top secret", whose, talk_smtp));
    return integrity_note(result);
  };
  EXPECT_EQ(graded(" Anna", "anna"), "No contradiction found.");
  EXPECT_EQ(graded("carl", "ben"), "The token is not the one that carl was given for this lesson, but that of ben.");
  EXPECT_EQ(graded("mu\u0308ller", "müller"), "No contradiction found.");
  EXPECT_EQ(graded("müller", "mu\u0308ller"), "No contradiction found.") << "the tokens were made from a Mac's roster";
  EXPECT_EQ(graded("", "ben"), "The token is not the one that this student was given for this lesson, but that of ben.");
  EXPECT_EQ(graded("carl", "dora"), "The token is not the one that carl was given for this lesson.");
}

}  // namespace
}  // namespace cleartext::grading

// One real hand-in, tampered with in ten ways: each is found. Two hundred of them are judged in time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <filesystem>
#include <functional>

#include "engine/grading/grade.h"
#include "engine/grading/opened.h"
#include "tests/program/program.h"
#include "tests/support/pcapng_blocks.h"

namespace cleartext {
namespace {

using testing::Contains;

QString q(const std::string& text) { return QString::fromStdString(text); }

struct HandInTest : testing::Test {
  OrdinaryUser user;
  std::string file(const std::string& name) const { return user.path(q("run/" + name)).toStdString(); }

  std::string play(const std::string& student, const QStringList& more = {}) const {
    auto path = file(student + ".pcapng");
    const auto ran = user.run(QStringList{q("play"), q("alice-sends-bob"), q("--student"), q(student), q("--solve"), q("--network"),
                                          q("private"), q("--hand-in"), q(path)} +
                                  more,
                              60'000);
    EXPECT_EQ(ran.status, 0) << ran.err.toStdString();
    return path;
  }
  static std::vector<std::string> kinds(const grading::Result& result) {
    std::vector<std::string> list;
    for (const auto& each : result.contradictions) list.push_back(each.kind);
    return list;
  }
  std::vector<QJsonObject> grade(const QStringList& words) const {
    const auto ran = user.run(QStringList{q("grade"), q("--format"), q("jsonl")} + words, 60'000);
    std::vector<QJsonObject> records;
    for (const auto& line : ran.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
      records.push_back(QJsonDocument::fromJson(line.toUtf8()).object());
    return records;
  }
  static QJsonObject record(const std::vector<QJsonObject>& records, const char* check) {
    for (const auto& each : records) {
      if (each[q("check")].toString() == QString::fromUtf8(check)) return each;
    }
    ADD_FAILURE() << "no record for " << check;
    return {};
  }
};

std::uint32_t big(const std::string& frame, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(frame[at + i]);
  return value;
}
void put_big(std::string& frame, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) frame[at + i] = static_cast<char>(value >> (24 - 8 * i) & 0xff);
}

// The n-th packet that carries bytes; its frame is changed by `change`.
void change_frame(PcapngBlocks& blocks, int n, const std::function<void(std::string&)>& change) {
  constexpr std::size_t headers = 14 + 20 + 32;        // Ethernet, IPv4, TCP with time stamps
  constexpr std::size_t protocol = 14 + 9, tcp_s = 6;  // the printer's announcements are UDP
  for (auto& block : blocks.blocks) {
    if (!block.is_packet() || block.frame().size() <= headers || block.frame()[protocol] != tcp_s || --n > 0) continue;
    auto frame = block.frame();
    change(frame);
    block.set_frame(frame);
    return;
  }
}
constexpr std::size_t ip = 14, tcp = 34, stamp = tcp + 20 + 4;

TEST_F(HandInTest, ten_ways_to_tamper_are_each_found) {
  const auto path = play("anna");
  const grading::Rules rules;
  ASSERT_TRUE(grading::grade(path, rules).contradictions.empty()) << grading::integrity_note(grading::grade(path, rules));
  const auto stranger = PcapngBlocks(play("ben"));
  const std::vector<std::pair<std::string, std::function<void(PcapngBlocks&)>>> ways{
      {"time", [](auto& blocks) { blocks.packet(30).set_time_ns(blocks.packet(30).time_ns() - 9'000'000'000); }},
      {"missing", [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { put_big(frame, tcp + 4, big(frame, tcp + 4) + 400); }); }},
      {"acknowledgment",
       [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { put_big(frame, tcp + 8, big(frame, tcp + 8) + 999); }); }},
      {"length", [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { frame += "more"; }); }},
      {"tcp-clock", [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { put_big(frame, stamp, big(frame, stamp) - 90'000); }); }},
      {"address", [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { frame[ip + 12] = 10; }); }},
      {"ttl", [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { frame[ip + 8] = 57; }); }},
      {"link", [](auto& blocks) { change_frame(blocks, 9, [](auto& frame) { frame[5] = 1; }); }},
      {"section", [&](auto& blocks) { blocks.blocks.insert(blocks.blocks.end(), stranger.blocks.begin(), stranger.blocks.end()); }},
      {"letter",
       [](auto& blocks) {
         for (auto& block : blocks.blocks) {  // in one hop only, as long as before
           auto frame = block.is_packet() ? block.frame() : std::string();
           const auto at = frame.find("pickles?");
           if (at == std::string::npos) continue;
           frame.replace(at, 8, "bananas?");
           block.set_frame(frame);
           return;
         }
       }},
      {"version", [](auto& blocks) {
         auto comment = blocks.comment();
         const std::string old = "\"version\":";
         comment.insert(comment.find(old) + old.size(), "7");
         blocks.set_comment(comment);
       }}};
  for (const auto& [kind, tamper] : ways) {
    PcapngBlocks blocks(path);
    tamper(blocks);
    blocks.write(file("tampered.pcapng"));
    const auto result = grading::grade(file("tampered.pcapng"), rules);
    EXPECT_THAT(kinds(result), Contains(kind)) << grading::integrity_note(result);
    EXPECT_THAT(grading::integrity_note(result), testing::Not(testing::HasSubstr("No contradiction")));
  }
}

TEST_F(HandInTest, each_packet_with_bytes_is_missed_when_it_is_taken_out_the_last_of_a_connection_too) {
  const auto path = play("anna");
  constexpr std::size_t headers = 14 + 20 + 32, protocol = 14 + 9;
  const PcapngBlocks whole(path);
  int taken_out = 0;
  for (std::size_t i = 0; i < whole.blocks.size(); ++i) {
    const auto& block = whole.blocks[i];
    if (!block.is_packet() || block.frame().size() <= headers || block.frame()[protocol] != 6) continue;
    auto blocks = whole;
    blocks.blocks.erase(blocks.blocks.begin() + static_cast<std::ptrdiff_t>(i));
    blocks.write(file("short.pcapng"));
    const auto result = grading::grade(file("short.pcapng"), {});
    EXPECT_FALSE(result.contradictions.empty()) << "block " << i << ": " << block.frame().substr(headers);
    ++taken_out;
  }
  EXPECT_GT(taken_out, 20);
}

TEST_F(HandInTest, a_damaged_file_and_one_that_is_none_are_told_in_words) {
  const auto path = play("anna");
  const auto bytes = PcapngBlocks(path).bytes();
  std::ofstream(file("short.pcapng"), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  std::ofstream(file("text.pcapng")) << "Dear teacher, my dog ate it.";
  for (const auto& [name, words] :
       {std::pair("short.pcapng", "damaged at byte"), {"text.pcapng", "not a capture"}, {"gone.pcapng", "cannot be read"}}) {
    const auto ran = user.run({q("grade"), q(file(name))});
    EXPECT_EQ(ran.status, 1) << name;
    EXPECT_THAT(ran.out.toStdString(), testing::HasSubstr(words)) << name;
  }
}

TEST_F(HandInTest, a_copy_is_found_whoever_s_name_is_on_it) {
  const auto path = play("anna");
  QFile::copy(q(path), q(file("copy.pcapng")));
  PcapngBlocks blocks(file("copy.pcapng"));
  auto comment = blocks.comment();
  comment.replace(comment.find("\"anna\""), 6, "\"ben\"");
  blocks.set_comment(comment);
  blocks.write(file("copy.pcapng"));
  const auto results = grading::grade_all({path, file("copy.pcapng")}, {}, {});
  EXPECT_THAT(kinds(results[1]), Contains("copy"));
  EXPECT_THAT(grading::integrity_note(results[1]), testing::HasSubstr("anna handed in, and there they fit"));
  EXPECT_TRUE(results[0].contradictions.empty()) << "who was copied from is not accused: " << grading::integrity_note(results[0]);
  EXPECT_THAT(grading::integrity_note(results[0]), testing::HasSubstr("which does not fit its name; this one does"));
  EXPECT_THAT(grading::integrity_note(results[1]), testing::HasSubstr("which anna drew and ben did not"));
  EXPECT_LT(grading::total(results[1]).points, grading::total(results[0]).points);
}

// As the server's own words show: the second it tells before APOP, and the line it put on a letter.
TEST_F(HandInTest, connections_moved_to_another_hour_are_found_by_what_servers_say_of_the_time) {
  const auto path = play("anna");
  const auto moved = [&](std::int64_t from, std::int64_t seconds) {
    PcapngBlocks blocks(path);
    std::int64_t number = 0;
    for (auto& block : blocks.blocks) {
      if (block.is_packet() && ++number >= from) block.set_time_ns(block.time_ns() + seconds * 1'000'000'000);
    }
    blocks.write(file("moved.pcapng"));
    return kinds(grading::grade(file("moved.pcapng"), {}));
  };
  EXPECT_THAT(moved(1, 0), testing::IsEmpty());
  EXPECT_THAT(moved(1, 400 * 86'400), Contains("date")) << "all of it";
  std::int64_t number = 0, last_call = 0;
  for (const auto& block : PcapngBlocks(path).blocks) {
    if (!block.is_packet()) continue;
    ++number;
    const auto frame = block.frame();
    const bool is_tcp = frame.size() > tcp + 13 && frame[ip + 9] == 6;
    if (is_tcp && (frame[tcp + 13] & 0x12) == 2 && frame[tcp + 3] == 110) last_call = number;  // a SYN to port 110
  }
  ASSERT_GT(last_call, 0);
  EXPECT_THAT(moved(last_call, 3 * 3600), Contains("date"));
}

// Words, ports and numbers are ben's own, and every time is an hour later; TCP's clocks and the time between packets are anna's.
TEST_F(HandInTest, a_copy_that_was_dressed_up_is_found_beside_the_one_it_was_made_of) {
  const auto path = play("anna");
  PcapngBlocks blocks(path);
  for (auto& block : blocks.blocks) {
    if (!block.is_packet()) continue;
    block.set_time_ns(block.time_ns() + 3'600'000'000'000);
    auto frame = block.frame();
    for (const std::size_t at : {tcp, tcp + 2}) {
      if (static_cast<unsigned char>(frame[at]) >= 128) frame[at] = static_cast<char>(frame[at] ^ 1);  // a client's port
    }
    block.set_frame(frame);
  }
  auto comment = blocks.comment();
  comment.replace(comment.find("\"anna\""), 6, "\"ben\"");
  blocks.set_comment(comment);
  blocks.write(file("dressed.pcapng"));
  const auto shared = grading::grade_all({path, file("dressed.pcapng")}, {}, {});
  EXPECT_THAT(grading::integrity_note(shared[1]), testing::HasSubstr("of its connections stand in"));
  const auto alone = grading::grade_all({path, play("ben")}, {}, {});
  EXPECT_THAT(grading::integrity_note(alone[0]), testing::Eq("No contradiction found."));
}

// Whatever a copier changes, one thing that he left is enough.
TEST_F(HandInTest, of_a_copy_s_numbers_clocks_and_times_any_one_gives_it_away_and_so_do_the_server_s_names) {
  const auto path = play("anna");
  enum Kept { numbers, clocks, names };
  const auto dressed = [&](Kept kept) {
    PcapngBlocks blocks(path);
    std::uint64_t jitter = 3'600'000'000'000;
    for (auto& block : blocks.blocks) {
      if (!block.is_packet()) continue;
      block.set_time_ns(block.time_ns() + (jitter += 1'000));
      auto frame = block.frame();
      if (frame.size() < tcp + 32 || frame[ip + 9] != 6) continue;
      for (const std::size_t at : {tcp, tcp + 2})
        if (static_cast<unsigned char>(frame[at]) >= 128) frame[at] = static_cast<char>(frame[at] ^ 1);  // a client's port
      const bool is_syn = (frame[tcp + 13] & 2) != 0;
      const std::size_t clock = is_syn ? tcp + 20 + 8 : stamp;
      for (const std::size_t at : {tcp + 4, tcp + 8})
        if (kept != numbers) put_big(frame, at, big(frame, at) + 1'000'000);
      for (const std::size_t at : {clock, clock + 4})
        if (kept != clocks && big(frame, at) != 0) put_big(frame, at, big(frame, at) + 5'000'000);
      if (kept != names)
        for (auto at = frame.find(" id "); at != std::string::npos; at = frame.find(" id ", at + 1)) frame[at + 8] = 'X';
      block.set_frame(frame);
    }
    auto comment = blocks.comment();
    comment.replace(comment.find("\"anna\""), 6, "\"ben\"");
    blocks.set_comment(comment);
    blocks.write(file("dressed.pcapng"));
    return grading::integrity_note(grading::grade_all({path, file("dressed.pcapng")}, {}, {})[1]);
  };
  for (const auto kept : {numbers, clocks, names}) EXPECT_THAT(dressed(kept), testing::HasSubstr("of its connections stand in")) << kept;
}

// The narration is the same for all; what is to be found in the packets is not.
TEST_F(HandInTest, a_neighbour_s_answers_earn_next_to_nothing_and_what_he_chose_bears_his_mark) {
  PcapngBlocks ben(play("ben"));
  const auto theirs = QJsonDocument::fromJson(QByteArray::fromStdString(PcapngBlocks(play("anna")).comment())).object();
  auto comment = QJsonDocument::fromJson(QByteArray::fromStdString(ben.comment())).object();
  comment[q("answers")] = theirs[q("answers")];
  ben.set_comment(QJsonDocument(comment).toJson(QJsonDocument::Compact).toStdString());
  ben.write(file("pasted.pcapng"));
  const auto result = grading::grade_all({file("pasted.pcapng")}, {}, {{{"anna", ""}, {"ben", ""}}}).front();
  int wrong = 0;
  for (const auto& verdict : result.verdicts) wrong += verdict.passed ? 0 : verdict.most;
  EXPECT_GE(wrong, 4) << "a packet, a word and a choice";
  EXPECT_THAT(grading::integrity_note(result), testing::HasSubstr("bear the mark of anna"));
}

TEST_F(HandInTest, a_server_cannot_have_said_what_somebody_put_into_its_mouth) {
  const auto path = play("anna");
  const auto changed = [&](const std::string& from, const std::string& to) {
    PcapngBlocks blocks(path);
    for (auto& block : blocks.blocks) {
      if (!block.is_packet()) continue;
      auto frame = block.frame();
      for (auto at = frame.find(from); at != std::string::npos; at = frame.find(from, at + 1)) frame.replace(at, from.size(), to);
      block.set_frame(frame);
    }
    blocks.write(file("changed.pcapng"));
    return kinds(grading::grade(file("changed.pcapng"), {}));
  };
  EXPECT_THAT(changed("PASS hungry", "PASS hangry"), Contains("password"));
  EXPECT_THAT(changed("250 Recipient ok", "550 Recipient ok"), Contains("reply"));
}

TEST_F(HandInTest, who_had_a_server_say_yes_by_order_is_not_accused_and_the_order_is_told) {
  const auto path = play("anna");
  PcapngBlocks blocks(path);
  for (auto& block : blocks.blocks) {
    if (!block.is_packet()) continue;
    auto frame = block.frame();
    for (auto at = frame.find("PASS hungry"); at != std::string::npos; at = frame.find("PASS hungry", at + 1))
      frame.replace(at, 11, "PASS hangry");
    block.set_frame(frame);
  }
  blocks.write(file("hangry.pcapng"));
  const auto opened = grading::open(file("hangry.pcapng"));
  ASSERT_TRUE(opened.hand_in);
  auto hand_in = *opened.hand_in;
  hand_in.faults = {"reply pop3 PASS \"+OK\""};
  ASSERT_TRUE(grading::write_hand_in(file("ordered.pcapng"), hand_in, *opened.recording, {}));
  const auto result = grading::grade(file("ordered.pcapng"), {});
  EXPECT_THAT(kinds(grading::grade(file("hangry.pcapng"), {})), Contains("password"));
  EXPECT_THAT(kinds(result), testing::Not(Contains("password")));
  EXPECT_THAT(grading::integrity_note(result), testing::HasSubstr("ordered by hand (reply pop3 PASS \"+OK\")"));
}

TEST_F(HandInTest, integrity_is_told_in_german_too) {
  const auto path = play("anna");
  PcapngBlocks blocks(path);
  blocks.packet(30).set_time_ns(blocks.packet(30).time_ns() - 9'000'000'000);
  blocks.write(file("late.pcapng"));
  EXPECT_THAT(grading::integrity_note(grading::grade(file("late.pcapng"), {{}, {}, "de"})),
              testing::HasSubstr("aufgezeichnet, das vor ihm steht"));
  EXPECT_EQ(grading::integrity_note(grading::grade(path, {{}, {}, "de"})), "Kein Widerspruch gefunden.");
}

TEST_F(HandInTest, a_token_is_checked_with_the_class_key_and_believed_without) {
  std::ofstream(file("class.key")) << "top secret\n";
  std::ofstream(file("roster.csv")) << "name,id\n\"Anna, the first\",anna\nBen,ben\n";
  const auto tokens =
      user.run({q("lessons"), q("--tokens"), q("--class-key"), q(file("class.key")), q("--roster"), q(file("roster.csv"))}).out;
  const auto token = lesson::token_for("top secret", "anna", "alice-sends-bob");
  ASSERT_TRUE(tokens.contains(q("anna,alice-sends-bob," + token))) << tokens.toStdString();
  const auto path = play("anna", {q("--token"), q(token)});
  const QStringList with_key{q(path), q("--class-key"), q(file("class.key")), q("--roster"), q(file("roster.csv"))};
  EXPECT_EQ(record(grade(with_key), "total")[q("points")], record(grade({q(path)}), "total")[q("max")]);
  EXPECT_EQ(record(grade(with_key), "integrity")[q("note")].toString(), q("No contradiction found."));
  EXPECT_EQ(record(grade({q(path)}), "total")[q("points")], record(grade({q(path)}), "total")[q("max")]);
  const auto without = record(grade({q(path)}), "integrity");
  EXPECT_TRUE(without[q("note")].toString().contains(q("class key")));
  EXPECT_TRUE(without[q("kinds")].toArray().isEmpty()) << without[q("note")].toString().toStdString();
  PcapngBlocks blocks(path);
  auto comment = blocks.comment();
  blocks.set_comment(comment.replace(comment.find("\"anna\""), 6, "\" ANNA\""));
  blocks.write(file("capitals.pcapng"));
  const auto capitals = record(grade(QStringList{q(file("capitals.pcapng"))} + with_key.mid(1)), "integrity");
  EXPECT_EQ(capitals[q("note")].toString(), q("No contradiction found."));
  EXPECT_EQ(capitals[q("student")].toString(), q("anna"));
  std::ofstream(file("class.key")) << "another";
  EXPECT_TRUE(record(grade(with_key), "integrity")[q("kinds")].toArray().contains(q("token")));
}

TEST_F(HandInTest, a_platform_grades_with_a_small_bundle_of_its_own) {
  namespace fs = std::filesystem;
  const auto path = play("anna");
  const fs::path root = file("autograder");
  ASSERT_EQ(user.run({q("grade"), q("--gradescope-bundle"), q((root / "source").string())}, 60'000).status, 0);
  fs::create_directories(root / "submission");
  fs::copy_file(path, root / "submission" / "anna.pcapng");
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "source")) bytes += entry.is_regular_file() ? entry.file_size() : 0;
#ifdef NDEBUG
  EXPECT_LT(bytes, 7'000'000U);
#endif
  const auto run = "AUTOGRADER_ROOT='" + root.string() + "' sh '" + (root / "source" / "run_autograder").string() + "' >/dev/null";
  ASSERT_EQ(std::system(run.c_str()), 0);
  std::ifstream results(root / "results" / "results.json");
  const std::string text((std::istreambuf_iterator<char>(results)), {});
  const auto all = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
  EXPECT_EQ(all[q("score")].toInt(), grading::total(grading::grade(path, {})).points);
}

TEST_F(HandInTest, two_hundred_are_judged_in_ten_seconds) {
  const auto bytes = PcapngBlocks(play("anna")).bytes();
  QStringList files;
  for (int i = 0; i < 200; ++i) {
    files.append(q(file(std::to_string(i) + ".pcapng")));
    std::ofstream(files.back().toStdString(), std::ios::binary) << bytes;
  }
  const auto worked = [] {  // by programs that this test ran: seconds, whatever else the machine did meanwhile
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
  };
  const auto before = worked();
  const auto records = grade(files);
  EXPECT_LT(worked() - before, 10.0) << "on one core";
  EXPECT_EQ(records.size() % 200, 0U);
  EXPECT_GE(records.size(), 400U);
}

}  // namespace
}  // namespace cleartext

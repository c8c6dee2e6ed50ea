// The dangerous lessons cannot be pointed at anybody: a machine that is not the lab's is a mistake in a lesson, and with every
// guard lifted the servers still call nobody outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/lesson/lesson.h"
#include "tests/program/program.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

struct Aim {
  const char* lesson;
  const char* at;  // what stands in an action of this lesson
  const char* instead;
  friend void PrintTo(const Aim& aim, std::ostream* out) { *out << aim.lesson << ": " << aim.instead; }
};

class Outside : public testing::TestWithParam<Aim> {};

std::string replaced(const fs::path& path, const std::string& from, const std::string& to) {
  std::ifstream file(path);
  std::ostringstream all;
  all << file.rdbuf();
  auto text = all.str();
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST_P(Outside, a_machine_that_is_not_the_labs_is_a_mistake) {
  const auto [lesson, at, instead] = GetParam();
  const QTemporaryDir folder;
  const fs::path copy = fs::path(folder.path().toStdString()) / lesson, original = fs::path(SOURCE_DIR "/lessons") / lesson;
  fs::copy(original, copy, fs::copy_options::recursive);
  std::ofstream(copy / "lesson.yaml") << replaced(original / "lesson.yaml", at, instead);
  EXPECT_THAT(lesson::inspect(copy.string()), Contains(Field(&lesson::Fault::sentence, HasSubstr("in the lab"))));
  EXPECT_FALSE(lesson::load(copy.string()));
}

INSTANTIATE_TEST_SUITE_P(Lessons, Outside,
                         testing::Values(Aim{"what-eve-hears", "ftp: {actor: bob, user: bob,",
                                             "ftp: {actor: bob, server: ftp.example.org, user: bob,"},
                                         Aim{"what-eve-hears", "ftp: {actor: bob, user: bob, get: /recipes/hamburger.txt}",
                                             "ftp: {actor: bob, url: \"ftp://198.51.100.7/x\"}"},
                                         Aim{"what-eve-hears", "fetch: {actor: bob}", "fetch: {actor: 198.51.100.7}"},
                                         Aim{"whose-name-is-on-it", "to: mail.hamburger.edu:smtp", "to: mail.example.org:smtp"},
                                         Aim{"whose-name-is-on-it", "to: mail.crepes.fr:smtp", "to: 198.51.100.7:25"},
                                         Aim{"bounce", "target: printer.hamburger.edu", "target: printer.example.org"},
                                         Aim{"bounce", "through: ftp.hamburger.edu", "through: 198.51.100.7"},
                                         Aim{"bounce", "PORT printer.hamburger.edu:printer", "PORT printer.example.org:printer"},
                                         Aim{"bounce", "to: ftp.hamburger.edu:21", "to: ftp.example.org:21"},
                                         Aim{"cracking-offline", "to: \"mail.hamburger.edu:pop3\"", "to: \"mail.example.org:pop3\""},
                                         Aim{"getting-by", "to: \"mail.hamburger.edu:pop3\"", "to: \"mail.example.org:pop3\""}),
                         [](const auto& info) { return "aim_" + std::to_string(info.index); });

constexpr auto script = R"(id: outside
title: {en: Outside}
steps:
  - id: away
    title: {en: Away}
    seconds: 60
    hint: {en: It did not end.}
    actions:
      - order: lift own-address
      - order: lift high-ports
      - say: {as: eve, to: "ftp.hamburger.edu:21", lines: [USER anonymous, PASS x, "PORT 198,51,100,7,31,144", LIST, "EPRT |1|198.51.100.7|80|", LIST, QUIT]}
      - say: {as: eve, to: "mail.crepes.fr:25", lines: [HELO eve, "MAIL FROM:<dean@hamburger.edu>", "RCPT TO:<someone@example.org>", QUIT]}
    allows: [{actor: eve}, {actor: relay}]
    evidence:
      - line: {client: eve, from: server, code: "221"}
      - line: {client: eve, from: server, code: "221"}
)";

TEST(OutsideTheLab, nobody_is_called_with_every_guard_lifted) {
  const OrdinaryUser user;
  const fs::path folder = user.path(QStringLiteral("run")).toStdString();
  fs::create_directories(folder / "outside");
  std::ofstream(folder / "outside/lesson.yaml") << script;
  std::ofstream(folder / "outside/en.md") << "# away\n\nAway.\n";
  const auto capture = QString::fromStdString((folder / "outside.pcapng").string());
  const auto ran = user.run({QStringLiteral("play"), QString::fromStdString((folder / "outside").string()), QStringLiteral("--network"),
                             QStringLiteral("private"), QStringLiteral("--pcap"), capture},
                            60'000);
  ASSERT_EQ(ran.status, 0) << ran.err.toStdString() << ran.out.toStdString();
  EXPECT_EQ(ran.out.count(QStringLiteral("425 ")), 2) << ran.out.toStdString();
  EXPECT_TRUE(ran.out.contains(QStringLiteral("550 "))) << ran.out.toStdString();
  const auto packets = user.run({QStringLiteral("analyze"), capture, QStringLiteral("--show"), QStringLiteral("packets")});
  EXPECT_EQ(packets.status, 0);
  EXPECT_TRUE(packets.out.contains(QStringLiteral("127.0.2.21")));
  EXPECT_FALSE(packets.out.contains(QStringLiteral("→ 198.51"))) << packets.out.toStdString();
}

}  // namespace
}  // namespace cleartext

// Wrong words, missing files, refused networks: one clear sentence and the contract's exit status.
#include <gtest/gtest.h>

#include <QFile>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/program/program.h"

namespace cleartext {
namespace {

QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

struct WordsTest : ::testing::Test {
  // One sentence on stderr, nothing on stdout, no matter what.
  void refused(const char* line, int status) {
    const auto ran = user.run(words(line));
    EXPECT_EQ(ran.status, status) << line << ran.err.toStdString();
    EXPECT_TRUE(ran.err.startsWith(QStringLiteral("cleartext: ")) || ran.err.contains(QStringLiteral("lesson.yaml")))
        << ran.err.toStdString();
    EXPECT_EQ(ran.out, QString()) << line;
  }
  OrdinaryUser user;
};

TEST_F(WordsTest, wrong_usage_is_2) {
  refused("flay", 2);
  refused("play", 2);
  refused("play alice-sends-bob --pace fast", 2);
  refused("play alice-sends-bob --network moon", 2);
  refused("analyze x --show everything", 2);
  refused("serve --network recorded", 2);
  refused("shell --network recorded -- true", 2);
}

// A line of the lesson is not to blame, and white space from a table of Windows belongs to no token.
TEST_F(WordsTest, a_token_that_is_none_is_a_wrong_word_of_the_command_line) {
  const auto ran = user.run(words("play alice-sends-bob --student ann --token 12"));
  EXPECT_EQ(ran.status, 2) << ran.err.toStdString();
  EXPECT_TRUE(ran.err.startsWith(QStringLiteral("cleartext: A token is 64 hexadecimal digits."))) << ran.err.toStdString();
  const QString token(64, QLatin1Char('a'));
  const auto trimmed = user.run({QStringLiteral("play"), QStringLiteral("no-such-lesson"), QStringLiteral("--student"),
                                 QStringLiteral("ann"), QStringLiteral("--token"), token + QStringLiteral(" \r")});
  EXPECT_EQ(trimmed.status, 1) << trimmed.err.toStdString();
}

TEST_F(WordsTest, an_answer_of_no_is_1) {
  refused("play no-such-lesson", 1);
  refused("analyze /no/such/file", 1);
  refused("serve --data /proc/nowhere", 1);
}

TEST_F(WordsTest, a_display_that_cannot_be_opened_is_told) {
  const auto display = qgetenv("DISPLAY");
  const auto platform = qgetenv("QT_QPA_PLATFORM");
  qputenv("DISPLAY", ":4711");
  qputenv("QT_QPA_PLATFORM", "xcb");
  const auto ran = user.run({});
  qputenv("DISPLAY", display);
  qputenv("QT_QPA_PLATFORM", platform);
  EXPECT_EQ(ran.status, 1) << ran.err.toStdString();
  EXPECT_TRUE(ran.err.contains(QStringLiteral("display :4711 cannot be opened"))) << ran.err.toStdString();
}

TEST_F(WordsTest, what_reads_a_capture_loads_no_window_and_no_lab) {
  QProcess linker;
  linker.start(QStringLiteral("ldd"), {QStringLiteral(PROGRAM)});
  ASSERT_TRUE(linker.waitForFinished());
  const auto needed = linker.readAllStandardOutput();
  EXPECT_TRUE(needed.contains("libcrypto"));
  for (const char* heavy : {"Qt6", "libssh", "yaml"}) EXPECT_FALSE(needed.contains(heavy)) << heavy;
}

TEST_F(WordsTest, help_and_version_are_0) {
  const auto version = user.run(words("--version"));
  EXPECT_EQ(version.status, 0);
  EXPECT_TRUE(version.out.startsWith(QStringLiteral("cleartext ")));
  for (const auto* word : {"--help", "play --help", "serve --help", "shell --help", "analyze --help", "lessons --help", "doctor --help"}) {
    const auto ran = user.run(words(word));
    EXPECT_EQ(ran.status, 0) << word;
    EXPECT_FALSE(ran.out.isEmpty()) << word;
  }
}

TEST_F(WordsTest, lessons_are_listed_and_checked) {
  EXPECT_TRUE(user.run(words("lessons")).out.contains(QStringLiteral("alice-sends-bob")));
  EXPECT_EQ(user.run(words("lessons --check")).status, 0);
  QFile broken(user.path(QStringLiteral("lesson.yaml")));
  ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
  broken.write("id: x\nsteps: [\n");
  broken.close();
  const auto ran = user.run({QStringLiteral("lessons"), QStringLiteral("--check"), user.folder()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.err.contains(QStringLiteral("lesson.yaml:"))) << ran.err.toStdString();
}

TEST_F(WordsTest, lessons_are_listed_by_their_places_and_those_without_one_last) {
  const std::filesystem::path lessons(user.path(QStringLiteral("app/lessons")).toStdString());
  for (const auto& [id, place] : {std::pair("zucchini", "place: 1\n"), std::pair("aubergine", "")}) {
    std::filesystem::create_directory(lessons / id);
    std::ofstream file(lessons / id / "lesson.yaml");
    file << "id: " << id << '\n' << place << "title: {en: A lesson}\nsteps: [{id: one, title: {en: One}}]\n";
    std::ofstream(lessons / id / "en.md") << "# one\n\nNothing.\n";
  }
  const auto listed = user.run(words("lessons")).out;
  EXPECT_GE(listed.indexOf(QStringLiteral("alice-sends-bob")), 0) << listed.toStdString();
  EXPECT_LT(listed.indexOf(QStringLiteral("alice-sends-bob")), listed.indexOf(QStringLiteral("zucchini")));
  EXPECT_EQ(listed.count(QLatin1Char('\n')), listed.left(listed.indexOf(QStringLiteral("aubergine"))).count(QLatin1Char('\n')) + 1)
      << listed.toStdString();
}

TEST_F(WordsTest, doctor_speaks_and_finds_a_network) {
  const auto ran = user.run(words("doctor"));
  EXPECT_EQ(ran.status, 0) << ran.out.toStdString();
  EXPECT_TRUE(ran.out.contains(QStringLiteral("private network"))) << ran.out.toStdString();
}

TEST_F(WordsTest, serve_says_ready_and_ends_at_sigterm_with_nothing_left) {
  const auto served = user.start(words("serve --network private"));
  QString out;
  while (!out.contains(QStringLiteral("ready\n")) && served->waitForReadyRead(10000))
    out += QString::fromUtf8(served->readAllStandardOutput());
  ASSERT_TRUE(out.contains(QStringLiteral("ready\n"))) << served->readAllStandardError().toStdString();
  EXPECT_TRUE(out.contains(QStringLiteral("smtp mail.hamburger.edu 127.0.2.25 25\n")));
  EXPECT_TRUE(out.contains(QStringLiteral("pop3 mail.crepes.fr 127.0.1.25 110\n")));
  EXPECT_TRUE(out.contains(QStringLiteral("ftp ftp.hamburger.edu 127.0.2.21 21\n")));
  served->terminate();
  EXPECT_EQ(OrdinaryUser::finish(*served).status, 0);
  const auto left = run_tool(QStringLiteral("find"), {user.path(QStringLiteral("run")), QStringLiteral("-name"), QStringLiteral("lab-*")});
  EXPECT_EQ(left.out.trimmed(), QString());
}

TEST_F(WordsTest, a_shell_joins_the_lab_that_serves) {
  const auto served = user.start(words("serve --network private"));
  QString out;
  while (!out.contains(QStringLiteral("ready\n")) && served->waitForReadyRead(10000))
    out += QString::fromUtf8(served->readAllStandardOutput());
  const auto joined = user.run(words("shell -- python3 ../app/clients/greet.py hamburger.edu 25"));
  EXPECT_EQ(joined.status, 0) << joined.err.toStdString();
  EXPECT_TRUE(joined.out.startsWith(QStringLiteral("220 "))) << joined.out.toStdString();
  served->terminate();
  OrdinaryUser::finish(*served);
}

TEST_F(WordsTest, a_shell_without_a_lab_starts_one) {
  const auto ran = user.run(words("shell -- python3 ../app/clients/greet.py hamburger.edu 25"));
  EXPECT_EQ(ran.status, 0) << ran.err.toStdString();
  EXPECT_TRUE(ran.out.startsWith(QStringLiteral("220 "))) << ran.out.toStdString();
}

TEST_F(WordsTest, a_shell_gains_no_right) {
  const auto rights = words("shell -- grep NoNewPrivs /proc/self/status");
  EXPECT_EQ(user.run(rights).out.simplified(), QStringLiteral("NoNewPrivs: 1")) << "in a lab of its own";
  const auto served = user.start(words("serve --network private"));
  QString out;
  while (!out.contains(QStringLiteral("ready\n")) && served->waitForReadyRead(10000))
    out += QString::fromUtf8(served->readAllStandardOutput());
  EXPECT_EQ(user.run(rights).out.simplified(), QStringLiteral("NoNewPrivs: 1")) << "in one that it joins";
  served->terminate();
  OrdinaryUser::finish(*served);
}

TEST_F(WordsTest, a_shell_that_is_ended_leaves_nothing) {
  for (const int signal : {SIGTERM, SIGHUP}) {
    const auto shell = user.start({QStringLiteral("shell"), QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                                   QStringLiteral("echo there; exec cat /dev/zero >/dev/null")});
    QString out;
    while (!out.contains(QStringLiteral("there\n")) && shell->waitForReadyRead(10000))
      out += QString::fromUtf8(shell->readAllStandardOutput());
    ASSERT_EQ(::kill(static_cast<pid_t>(shell->processId()), signal), 0);
    EXPECT_EQ(OrdinaryUser::finish(*shell).status, 128 + SIGHUP);
    const auto left = run_tool(QStringLiteral("find"), {user.path(QStringLiteral("run")), QStringLiteral("-name"), QStringLiteral("*-*")});
    EXPECT_EQ(left.out.trimmed(), QString()) << signal;
  }
}

TEST_F(WordsTest, a_shell_hands_on_the_exit_status) {
  EXPECT_EQ(user.run(words("shell -- false")).status, 1);
  EXPECT_EQ(user.run(words("shell -- no-such-command-here")).status, 127);
}

// A class's points on a full disk are not all there: nobody may think that they are.
TEST(Said, words_that_cannot_be_written_are_told) {
  for (const QStringList& words : {QStringList{QStringLiteral("lessons")},
                                   {QStringLiteral("analyze"), QStringLiteral(SOURCE_DIR "/lessons/pop3/recording.pcapng"),
                                    QStringLiteral("--show"), QStringLiteral("summary")}}) {
    QProcess program;
    program.setStandardOutputFile(QStringLiteral("/dev/full"));
    program.start(QStringLiteral(PROGRAM), words);
    ASSERT_TRUE(program.waitForFinished());
    EXPECT_EQ(program.exitCode(), 1) << words.front().toStdString();
    EXPECT_TRUE(program.readAllStandardError().contains("standard output")) << words.front().toStdString();
  }
}

}  // namespace
}  // namespace cleartext

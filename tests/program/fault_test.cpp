// `cleartext fault` against a lab that serves: the words, the exit statuses, and what a client then meets.
#include <gtest/gtest.h>

#include <QFile>

#include "tests/program/program.h"

namespace cleartext {
namespace {

struct FaultCommand : ::testing::Test {
  void SetUp() override {
    served = user.start({QStringLiteral("serve"), QStringLiteral("--network"), QStringLiteral("private")});
    QString out;
    while (!out.contains(QStringLiteral("ready\n")) && served->waitForReadyRead(30000))
      out += QString::fromUtf8(served->readAllStandardOutput());
    ASSERT_TRUE(out.contains(QStringLiteral("ready\n"))) << served->readAllStandardError().toStdString();
  }
  void TearDown() override {
    served->terminate();
    OrdinaryUser::finish(*served);
  }
  Ran fault(const QStringList& words) const { return user.run(QStringList{QStringLiteral("fault")} + words); }
  std::string greeting(const char* host, const char* port) const {
    return user
        .run({QStringLiteral("shell"), QStringLiteral("--"), QStringLiteral("python3"), QStringLiteral("../app/clients/greet.py"),
              QString::fromUtf8(host), QString::fromUtf8(port)})
        .out.toStdString();
  }
  OrdinaryUser user;
  std::unique_ptr<QProcess> served;
};

QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

TEST_F(FaultCommand, a_server_is_switched_off_and_on_again) {
  EXPECT_EQ(fault({}).out, QString());
  const auto ordered = fault(words("off smtp@mail.hamburger.edu"));
  EXPECT_EQ(ordered.status, 0) << ordered.err.toStdString();
  EXPECT_TRUE(ordered.out.contains(QStringLiteral("  1  off smtp@mail.hamburger.edu "))) << ordered.out.toStdString();
  EXPECT_EQ(greeting("hamburger.edu", "25"), "");
  EXPECT_EQ(fault(words("list")).out, ordered.out);
  EXPECT_EQ(fault(words("withdraw 1")).status, 0);
  EXPECT_EQ(greeting("hamburger.edu", "25").substr(0, 4), "220 ");
}

TEST_F(FaultCommand, a_text_with_blanks_and_a_minus_comes_through_whole) {
  const auto ordered = fault({QStringLiteral("order"), QStringLiteral("reply"), QStringLiteral("pop3"), QStringLiteral("greeting"),
                              QStringLiteral("-ERR Closed for today"), QStringLiteral("--format"), QStringLiteral("jsonl")});
  EXPECT_EQ(ordered.status, 0) << ordered.err.toStdString();
  EXPECT_TRUE(ordered.out.contains(QStringLiteral("\"fault\":\"reply pop3 greeting \\\"-ERR Closed for today\\\"\"")))
      << ordered.out.toStdString();
  EXPECT_EQ(greeting("hamburger.edu", "110"), "-ERR Closed for today\n");
  EXPECT_EQ(fault(words("clear")).status, 0);
  EXPECT_TRUE(fault({}).out.isEmpty());
}

TEST_F(FaultCommand, wrong_words_are_2_and_an_unknown_number_is_1) {
  const auto wrong = fault(words("off smpt"));
  EXPECT_EQ(wrong.status, 2);
  EXPECT_TRUE(wrong.err.contains(QStringLiteral("character 5")) && wrong.err.contains(QStringLiteral("  off smpt\n      ^")))
      << wrong.err.toStdString();
  EXPECT_EQ(fault(words("withdraw 7")).status, 1);
  EXPECT_EQ(fault(words("clear all")).status, 2);
}

TEST_F(FaultCommand, the_state_shows_queue_mailboxes_files_and_faults) {
  fault(words("off smtp@mail.hamburger.edu"));
  user.run({QStringLiteral("shell"), QStringLiteral("--"), QStringLiteral("python3"), QStringLiteral("-c"),
            QStringLiteral("import smtplib; s = smtplib.SMTP('crepes.fr'); s.sendmail('alice@crepes.fr', ['bob@hamburger.edu', "
                           "'alice@crepes.fr'], 'Subject: x\\r\\n\\r\\nhello'); s.quit()")});
  const auto told = user.run(words("state")).out;
  EXPECT_TRUE(told.contains(QStringLiteral("mail.hamburger.edu\n  smtp 25 off, "))) << told.toStdString();
  EXPECT_TRUE(told.contains(QStringLiteral(" <alice@crepes.fr> to bob@hamburger.edu: deferred, try 2 at "))) << told.toStdString();
  EXPECT_TRUE(told.contains(QStringLiteral("mailbox alice@crepes.fr: 1 letter, "))) << told.toStdString();
  EXPECT_TRUE(told.contains(QStringLiteral("    x from <alice@crepes.fr>, "))) << told.toStdString();
  EXPECT_TRUE(told.contains(QStringLiteral("ftp.hamburger.edu\n"))) << told.toStdString();
  EXPECT_TRUE(told.contains(QStringLiteral("fault 1 off smtp@mail.hamburger.edu\n"))) << told.toStdString();
  const auto lines = user.run(words("state --format jsonl")).out;
  EXPECT_TRUE(lines.contains(QStringLiteral("\"kind\":\"letter\""))) << lines.toStdString();
  EXPECT_TRUE(lines.contains(QStringLiteral("\"state\":\"deferred\""))) << lines.toStdString();
}

TEST_F(FaultCommand, a_client_that_demands_tls_refuses_to_go_on_where_eve_took_the_offer_away) {
  const auto send = [&] {
    return user
        .run(words("shell -- curl --silent --crlf --ssl-reqd --url smtp://mail.crepes.fr/laptop --mail-from alice@crepes.fr --mail-rcpt "
                   "alice@crepes.fr -T "
                   "../app/clients/greet.py"))
        .status;
  };
  EXPECT_EQ(send(), 0);
  EXPECT_EQ(fault(words("strip-starttls")).status, 0);
  constexpr int curl_refuses = 64;  // CURLE_USE_SSL_FAILED
  EXPECT_EQ(send(), curl_refuses);
  EXPECT_EQ(fault(words("clear")).status, 0);
  EXPECT_EQ(send(), 0);
}

TEST(FaultLesson, orders_its_faults_and_takes_them_back) {
  OrdinaryUser user;
  const auto write = [&](const char* name, const char* text) {
    QFile file(user.path(QString::fromUtf8(name)));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
  };
  write("lesson.yaml",
        "id: broken\ntitle: {en: Broken}\nsteps:\n"
        "  - id: off\n    title: {en: Off}\n    hint: {en: Look.}\n    allows: [{actor: alice}]\n"
        "    actions:\n      - order: off smtp@mail.crepes.fr\n"
        "      - send: {from: alice@crepes.fr, to: alice@crepes.fr, subject: x, body: y}\n"
        "    evidence:\n      - connection: {client: alice, server: mail.crepes.fr, state: refused}\n"
        "  - id: full\n    title: {en: Full}\n    hint: {en: Look.}\n    allows: [{actor: alice}]\n"
        "    actions:\n      - withdraw: all\n      - order: full-mailbox alice\n"
        "      - send: {from: alice@crepes.fr, to: alice@crepes.fr, subject: x, body: y}\n"
        "    evidence:\n      - line: {protocol: smtp, code: \"452\"}\n");
  write("en.md", "# off\n\nText.\n\n# full\n\nText.\n");
  const auto played = user.run({QStringLiteral("play"), user.folder(), QStringLiteral("--network"), QStringLiteral("private")}, 60000);
  EXPECT_EQ(played.status, 0) << played.out.toStdString() << played.err.toStdString();
}

// As a student has it at his elbow: the lesson runs, and he asks in another terminal.
TEST(FaultLesson, what_it_breaks_in_secret_is_found_on_the_wire_alone) {
  OrdinaryUser user;
  const auto write = [&](const char* name, const char* text) {
    QFile file(user.path(QString::fromUtf8(name)));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
  };
  write("lesson.yaml",
        "id: sick\ntitle: {en: Sick}\nbroken:\n  when: start\n  of:\n"
        "    - {id: one, actions: [{order: off smtp@mail.hamburger.edu}]}\n"
        "    - {id: two, actions: [{order: off smtp@mail.hamburger.edu}]}\nsteps:\n"
        "  - id: look\n    title: {en: Look}\n    hint: {en: Look.}\n    seconds: 60\n"
        "    evidence:\n      - connection: {server: mail.hamburger.edu, state: refused}\n");
  write("en.md", "# look\n\nText.\n");
  const auto play = user.start({QStringLiteral("play"), user.folder(), QStringLiteral("--network"), QStringLiteral("private")});
  Ran listed;
  for (int tries = 0; tries < 200 && listed.err.isEmpty(); ++tries) {
    listed = user.run(words("fault list"));
    if (!listed.err.contains(QStringLiteral("find it on the wire"))) listed.err.clear();
  }
  EXPECT_EQ(listed.out, QString());
  EXPECT_EQ(listed.status, 0);
  const auto cleared = user.run(words("fault clear"));
  EXPECT_EQ(cleared.status, 0);
  EXPECT_TRUE(cleared.err.contains(QStringLiteral("it stays until the task ends"))) << cleared.err.toStdString();
  EXPECT_EQ(user.run(words("fault withdraw off smtp@mail.hamburger.edu")).status, 1);
  const auto state = user.run(words("state"));
  EXPECT_TRUE(state.out.contains(QStringLiteral("smtp 25 open"))) << state.out.toStdString();
  EXPECT_FALSE(state.out.contains(QStringLiteral("off"))) << state.out.toStdString();
  user.run(words("shell -- python3 ../app/clients/greet.py mail.hamburger.edu 25"));
  const auto ended = OrdinaryUser::finish(*play, 60000);
  EXPECT_EQ(ended.status, 0) << ended.out.toStdString() << ended.err.toStdString();
}

TEST(FaultHelp, shows_each_fault_with_an_example_and_a_lab_is_needed) {
  OrdinaryUser user;
  const auto help = user.run(words("fault --help"));
  EXPECT_EQ(help.status, 0);
  EXPECT_TRUE(help.out.contains(QStringLiteral("cleartext fault reply ftp STOR \"452 Disk full\""))) << help.out.toStdString();
  const auto alone = user.run(words("fault list"));
  EXPECT_EQ(alone.status, 1);
  EXPECT_TRUE(alone.err.contains(QStringLiteral("No lab is running"))) << alone.err.toStdString();
}

}  // namespace
}  // namespace cleartext

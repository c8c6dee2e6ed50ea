// `cleartext serve --pcap`: what was said is in the file while the lab runs and when it is gone, even killed; and what TLS hid is
// opened by the secrets in it.
#include <gtest/gtest.h>

#include <QDeadlineTimer>
#include <QFile>

#include "tests/program/program.h"

namespace cleartext {
namespace {

struct Tape : ::testing::Test {
  OrdinaryUser user;
  QString file = user.path(QStringLiteral("run/tape.pcapng"));
  std::unique_ptr<QProcess> serve() const {
    auto served =
        user.start({QStringLiteral("serve"), QStringLiteral("--network"), QStringLiteral("private"), QStringLiteral("--pcap"), file});
    QString out;
    while (!out.contains(QStringLiteral("ready\n")) && served->waitForReadyRead(30000))
      out += QString::fromUtf8(served->readAllStandardOutput());
    return served;
  }
  QString told(const char* kind) const {
    return user
        .run({QStringLiteral("analyze"), file, QStringLiteral("--show"), QString::fromUtf8(kind), QStringLiteral("--format"),
              QStringLiteral("jsonl")})
        .out;
  }
  void talk() const {
    const auto talk = user.run({QStringLiteral("shell"), QStringLiteral("--"), QStringLiteral("curl"), QStringLiteral("-s"),
                                QStringLiteral("--insecure"), QStringLiteral("-u"), QStringLiteral("bob:hungry"),
                                QStringLiteral("pop3://127.0.2.25/"), QStringLiteral("imaps://127.0.2.25/")});
    EXPECT_EQ(talk.status, 0) << talk.err.toStdString();
  }
  bool has_both() const {
    const QString found = told("credentials");
    return found.count(QStringLiteral("\"user\":\"bob\"")) == 2 && found.contains(QStringLiteral("\"decrypted\":true"));
  }
};

TEST_F(Tape, what_was_said_is_in_the_file_and_what_tls_hid_is_opened) {
  const auto served = serve();
  talk();
  served->terminate();
  EXPECT_EQ(OrdinaryUser::finish(*served).status, 0);
  EXPECT_TRUE(has_both()) << told("credentials").toStdString();
}

TEST_F(Tape, it_can_be_read_while_it_grows_and_outlives_who_wrote_it) {
  const auto served = serve();
  talk();
  bool read = false;
  const QDeadlineTimer patience(60'000);
  while (!read && !patience.hasExpired()) read = has_both();
  EXPECT_TRUE(read) << told("credentials").toStdString();
  served->kill();
  served->waitForFinished();
  EXPECT_TRUE(has_both());
}

// The same line typed again after a crash costs nobody the capture of before.
TEST_F(Tape, a_file_that_was_there_is_kept_until_the_new_one_is_whole) {
  const auto content = [](const QString& path) {
    QFile there(path);
    return there.open(QIODevice::ReadOnly) ? there.readAll() : QByteArray("nothing");
  };
  QFile old(file);
  ASSERT_TRUE(old.open(QIODevice::WriteOnly));
  old.write("yesterday's lesson");
  old.close();
  ASSERT_TRUE(QFile::setPermissions(file, QFile::permissions(file) | QFile::ReadOther | QFile::WriteOther));
  const QString first = file + QStringLiteral(".~1~"), second = file + QStringLiteral(".~2~");
  {
    const auto served = serve();
    talk();
    served->kill();
    served->waitForFinished();
    EXPECT_EQ(content(first), "yesterday's lesson");
    EXPECT_TRUE(served->readAllStandardError().contains("tape.pcapng.~1~"));
  }
  const auto served = serve();
  EXPECT_TRUE(QFile::exists(second));
  served->terminate();
  EXPECT_EQ(OrdinaryUser::finish(*served).status, 0);
  EXPECT_FALSE(QFile::exists(second));
  EXPECT_EQ(content(first), "yesterday's lesson");
}

TEST_F(Tape, a_place_where_no_file_can_be_is_refused_before_the_lab_is_ready) {
  const auto ran = user.run({QStringLiteral("serve"), QStringLiteral("--network"), QStringLiteral("private"), QStringLiteral("--pcap"),
                             QStringLiteral("/no/such/folder/x.pcapng")});
  EXPECT_EQ(ran.status, 1);
  EXPECT_FALSE(ran.out.contains(QStringLiteral("ready")));
  EXPECT_TRUE(ran.err.contains(QStringLiteral("cannot be written"))) << ran.err.toStdString();
}

TEST_F(Tape, a_file_that_may_not_be_written_stays) {
  QFile old(file);
  ASSERT_TRUE(old.open(QIODevice::WriteOnly));
  old.write("protected");
  old.close();
  ASSERT_TRUE(QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
  const auto ran =
      user.run({QStringLiteral("serve"), QStringLiteral("--network"), QStringLiteral("private"), QStringLiteral("--pcap"), file});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.err.contains(QStringLiteral("Permission denied"))) << ran.err.toStdString();
  ASSERT_TRUE(old.open(QIODevice::ReadOnly));
  EXPECT_EQ(old.readAll(), "protected");
}

}  // namespace
}  // namespace cleartext

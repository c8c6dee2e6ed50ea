// The program fails: it leaves a report, says where, and nothing of the lab stays.
#include <gtest/gtest.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <csignal>

#include "tests/program/program.h"

namespace cleartext {

TEST(CrashTest, a_failure_while_serving_leaves_a_report_for_its_user) {
  OrdinaryUser user;
  user.set(QStringLiteral("XDG_DATA_HOME"), user.path(QStringLiteral("data")));
  const auto served = user.start({QStringLiteral("serve"), QStringLiteral("--network"), QStringLiteral("private")});
  QByteArray said;
  while (!said.contains("ready") && served->waitForReadyRead(30'000)) said += served->readAllStandardOutput();
  ASSERT_TRUE(said.contains("ready")) << said.toStdString();
  ::kill(static_cast<pid_t>(served->processId()), SIGSEGV);
  const Ran ran = OrdinaryUser::finish(*served);
  EXPECT_EQ(ran.status, 128 + SIGSEGV) << ran.err.toStdString();
  const QDir reports(user.path(QStringLiteral("data/cleartext/crashes")));
  ASSERT_EQ(reports.entryList(QDir::Files).size(), 1) << ran.err.toStdString();
  const QString path = reports.filePath(reports.entryList(QDir::Files).first());
  EXPECT_TRUE(ran.err.contains(path)) << ran.err.toStdString();
  QFile report(path);
  ASSERT_TRUE(report.open(QIODevice::ReadOnly));
  const QByteArray text = report.readAll();
  EXPECT_TRUE(text.contains("SIGSEGV") && text.contains("cleartext") && text.contains("libc.so")) << text.toStdString();
}

}  // namespace cleartext

// Real clients against the servers, in the private network of an ordinary user. The scripts lie in tests/clients/.
#include <gtest/gtest.h>

#include "tests/program/program.h"

namespace cleartext {
namespace {

void client(const QString& interpreter, const char* script) {
  OrdinaryUser user;
  const auto ran = user.run({QStringLiteral("shell"), QStringLiteral("--"), interpreter, QStringLiteral("../app/clients/") + QString::fromUtf8(script)}, 60000);
  EXPECT_EQ(ran.status, 0) << ran.out.toStdString() << ran.err.toStdString();
  EXPECT_TRUE(ran.out.trimmed().endsWith(QStringLiteral("all well"))) << ran.out.toStdString() << ran.err.toStdString();
}

TEST(Clients, python_smtplib_and_poplib) { client(QStringLiteral("python3"), "python_mail.py"); }
TEST(Clients, python_imaplib) { client(QStringLiteral("python3"), "python_imap.py"); }
TEST(Clients, python_ftplib) { client(QStringLiteral("python3"), "python_ftp.py"); }
TEST(Clients, curl) { client(QStringLiteral("sh"), "curl.sh"); }
TEST(Clients, curl_inside_tls_and_ssh) { client(QStringLiteral("sh"), "secrets.sh"); }

}  // namespace
}  // namespace cleartext

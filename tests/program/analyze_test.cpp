// `cleartext analyze` of a capture that comes through a pipe: what may the process still do that reads it?
#include <gtest/gtest.h>

#include <QFile>

#include "tests/program/program.h"

namespace cleartext {
namespace {

// A pcap of one packet, an ARP question (draft-ietf-opsawg-pcap, 4 and 5): 24 octets about the file, 16 about the packet.
QByteArray one_packet() {
  return QByteArray::fromHex("d4c3b2a1020004000000000000000000ffff000001000000") + QByteArray::fromHex("00000000000000002a0000002a000000") +
         QByteArray::fromHex(
             "ffffffffffff0200000000010806000108000604000102000000000"
             "17f000001000000000000"
             "7f000002");
}

QByteArray status_line(qint64 process, const QByteArray& name) {
  QFile status(QStringLiteral("/proc/%1/status").arg(process));
  if (!status.open(QIODevice::ReadOnly)) return {};
  for (const QByteArray& line : status.readAll().split('\n'))
    if (line.startsWith(name + ":\t")) return line.mid(name.size() + 2);
  return {};
}

TEST(AnalyzeTest, a_strangers_capture_is_read_behind_a_filter) {
  OrdinaryUser user;
  const auto reader = user.start({QStringLiteral("analyze"), QStringLiteral("-"), QStringLiteral("--show"), QStringLiteral("packets")});
  reader->write(one_packet());
  ASSERT_TRUE(reader->waitForReadyRead(30000)) << reader->readAllStandardError().toStdString();
  EXPECT_EQ(status_line(reader->processId(), "Seccomp"), "2");
  EXPECT_EQ(status_line(reader->processId(), "NoNewPrivs"), "1");
  reader->closeWriteChannel();
  EXPECT_EQ(OrdinaryUser::finish(*reader).status, 0);
}

}  // namespace
}  // namespace cleartext

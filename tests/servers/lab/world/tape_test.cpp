// The tape of a lab in which nobody says anything any more.
#include <QFile>
#include <QTemporaryDir>

#include "engine/session/tape.h"
#include "tests/servers/lab/world/lab.h"

namespace cleartext::lab {
namespace {

class TapeOfLab : public LabTest {};
IN_BOTH_NETWORKS(TapeOfLab);

bool holds(const QString& path, const char* word) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) && file.readAll().contains(word);
}

TEST_P(TapeOfLab, a_secret_is_in_the_file_though_no_packet_follows_it) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("tape.pcapng"));
  const auto tape = session::Tape::start(lab, path.toStdString());
  ASSERT_TRUE(tape) << tape.error().sentence;
  for (const char* word : {"first", "second", "third"}) {
    Q_EMIT lab.secret(QStringLiteral("CLIENT_RANDOM ") + QLatin1String(word));
    EXPECT_TRUE(QTest::qWaitFor([&] { return holds(path, word); }, 20'000)) << word;
  }
}

}  // namespace
}  // namespace cleartext::lab

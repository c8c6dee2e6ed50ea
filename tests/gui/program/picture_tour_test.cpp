// The command that makes pictures of every view.
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

namespace {

bool is_blank(const QImage& image) {
  for (int y = 0; y < image.height(); y += 7)
    for (int x = 0; x < image.width(); x += 7)
      if (image.pixel(x, y) != image.pixel(0, 0)) return false;
  return true;
}

QByteArray read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("nothing at " + path.toUtf8());
}

}  // namespace

// All of them take a minute or more; those of the first look are waited for.
TEST(PictureTour, every_view_is_pictured_and_told_as_it_is_taken) {
  const QTemporaryDir folder;
  const QTemporaryDir temporary;
  const QTemporaryDir runtime;  // else Qt makes one among the temporary files
  QProcess tour;
  auto variables = QProcessEnvironment::systemEnvironment();
  variables.insert(QStringLiteral("TMPDIR"), temporary.path());
  variables.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime.path());
  tour.setProcessEnvironment(variables);
  tour.start(QStringLiteral(PROGRAM), {QStringLiteral("tour"), QStringLiteral("--save"), folder.path()});
  QByteArray told;
  while (!told.contains("dark-packets.png") && tour.waitForReadyRead(100'000)) told += tour.readAllStandardOutput();
  tour.terminate();
  EXPECT_TRUE(tour.waitForFinished());
  EXPECT_EQ(QDir(temporary.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System), QStringList()) << "left behind";
  const QDir pictures(folder.path());
  for (const char* view : {"start", "teacher", "dialogue", "packets", "ladder", "message", "readable", "servers", "plots", "side-by-side",
                           "states", "console", "mail", "files", "your-turn", "free-lab", "finder", "tour"}) {
    const QString name = QStringLiteral("light-%1.png").arg(QLatin1String(view));
    EXPECT_TRUE(told.contains(name.toUtf8())) << told.toStdString() << tour.readAllStandardError().toStdString();
    const QImage image(pictures.filePath(name));
    ASSERT_FALSE(image.isNull()) << name.toStdString();
    EXPECT_FALSE(is_blank(image)) << name.toStdString();
  }
  // The manual's pictures show the window as it is: the same buttons as today's.
  for (const auto& [view, name] : {std::pair{"dialogue", "window"}, {"console", "console"}, {"ladder", "ladder"}, {"mail", "mail"}})
    EXPECT_EQ(read(pictures.filePath(QStringLiteral("light-%1.txt").arg(QLatin1String(view)))).toStdString(),
              read(QStringLiteral(SOURCE_DIR "/assets/manual/pictures/%1.txt").arg(QLatin1String(name))).toStdString())
        << "The manual's picture " << name << " is of another window. Run assets/manual/renew-pictures and look at them.";
}

TEST(PictureTour, without_a_folder_it_says_how_it_is_used) {
  QProcess tour;
  tour.start(QStringLiteral(PROGRAM), {QStringLiteral("tour")});
  ASSERT_TRUE(tour.waitForFinished());
  EXPECT_NE(tour.exitCode(), 0);
  EXPECT_TRUE(tour.readAllStandardError().contains("--save"));
}

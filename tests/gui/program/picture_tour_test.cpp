// The command that makes pictures of every view.
#include <gtest/gtest.h>

#include <QDir>
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

}  // namespace

TEST(PictureTour, every_view_is_pictured_in_every_look) {
  const QTemporaryDir folder;
  QProcess tour;
  tour.start(QStringLiteral(PROGRAM), {QStringLiteral("tour"), QStringLiteral("--save"), folder.path()});
  ASSERT_TRUE(tour.waitForFinished(110'000)) << tour.errorString().toStdString();
  ASSERT_EQ(tour.exitCode(), 0) << tour.readAllStandardError().toStdString();
  const QDir pictures(folder.path());
  for (const char* look : {"light", "dark", "contrast", "small", "200", "presenter"}) {
    for (const char* view : {"dialogue", "packets", "ladder", "message", "console", "mail", "files"}) {
      const QString name = QStringLiteral("%1-%2.png").arg(QLatin1String(look), QLatin1String(view));
      const QImage image(pictures.filePath(name));
      ASSERT_FALSE(image.isNull()) << name.toStdString();
      EXPECT_FALSE(is_blank(image)) << name.toStdString();
    }
  }
  EXPECT_NE(QImage(pictures.filePath(QStringLiteral("light-mail.png"))), QImage(pictures.filePath(QStringLiteral("dark-mail.png"))));
  EXPECT_TRUE(pictures.exists(QStringLiteral("index.html")));
}

TEST(PictureTour, without_a_folder_it_says_how_it_is_used) {
  QProcess tour;
  tour.start(QStringLiteral(PROGRAM), {QStringLiteral("tour")});
  ASSERT_TRUE(tour.waitForFinished());
  EXPECT_NE(tour.exitCode(), 0);
  EXPECT_TRUE(tour.readAllStandardError().contains("--save"));
}

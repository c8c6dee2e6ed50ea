// What a desktop makes of our files, by the description in the package.
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QMimeDatabase>
#include <QTemporaryDir>

namespace {

// The machine's own descriptions are left out: only ours, and what Qt brings.
const QMimeDatabase& desktop() {
  static const QTemporaryDir home;
  static const bool put = [] {
    QDir(home.path()).mkpath(QStringLiteral("mime/packages"));
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("XDG_DATA_DIRS", home.path().toUtf8());
    return QFile::copy(QStringLiteral(SOURCE_DIR "/assets/packaging/desktop/cleartext.xml"),
                       home.path() + QStringLiteral("/mime/packages/cleartext.xml"));
  }();
  EXPECT_TRUE(put);
  static const QMimeDatabase database;
  return database;
}

std::string type_of(const char* name, const QByteArray& bytes) {
  return desktop().mimeTypeForFileNameAndData(QString::fromLatin1(name), bytes).name().toStdString();
}

QByteArray section(const QByteArray& comment) {
  return QByteArray::fromHex(
             "0a0d0d0a40000000"
             "4d3c2b1a01000000"
             "ffffffffffffffff"
             "01001000") +
         comment;
}

TEST(Desktop, a_hand_in_is_known_by_its_name) { EXPECT_EQ(type_of("pop3.hand-in.pcapng", section("")), "application/x-cleartext-hand-in"); }

TEST(Desktop, a_hand_in_is_known_by_its_first_words_where_the_name_says_nothing) {
  EXPECT_EQ(type_of("attachment", section(R"({"answers":{"a/b":"79"},"cleartext":"hand-in"})")), "application/x-cleartext-hand-in");
}

TEST(Desktop, a_capture_is_no_hand_in) {
  EXPECT_EQ(type_of("capture.pcapng", section("a note")), "application/x-pcapng");
  EXPECT_EQ(type_of("attachment", section("a note")), "application/x-pcapng");
}

}  // namespace

// A password in an address: dots before an audience, whatever is typed, deleted or put in between; the address stays what it is.
#include "gui/files/address_edit.h"

#include <gtest/gtest.h>

#include <QTest>

using namespace cleartext::gui;

namespace {

const QString dots = QString(6, QChar(0x2022));

TEST(AddressEdit, what_is_typed_before_an_audience_shows_no_password) {
  AddressEdit edit{QString()};
  edit.mask(true);
  QTest::keyClicks(&edit, QStringLiteral("ftp://bob:hun"));
  EXPECT_EQ(edit.text(), QStringLiteral("ftp://bob:") + dots.left(3));
  QTest::keyClicks(&edit, QStringLiteral("gry@ftp.hamburger.edu/recipes/"));
  EXPECT_EQ(edit.text(), QStringLiteral("ftp://bob:%1@ftp.hamburger.edu/recipes/").arg(dots));
  EXPECT_EQ(edit.address(), QStringLiteral("ftp://bob:hungry@ftp.hamburger.edu/recipes/"));
}

TEST(AddressEdit, a_password_is_mended_behind_its_dots) {
  AddressEdit edit(QStringLiteral("bob:hxngryy@h/"));
  edit.mask(true);
  EXPECT_EQ(edit.text(), QStringLiteral("bob:%1@h/").arg(QString(7, dots[0])));
  edit.setCursorPosition(6);
  QTest::keyClick(&edit, Qt::Key_Backspace);
  QTest::keyClicks(&edit, QStringLiteral("u"));
  EXPECT_EQ(edit.cursorPosition(), 6);
  edit.setCursorPosition(10);
  QTest::keyClick(&edit, Qt::Key_Delete);
  EXPECT_EQ(edit.address(), QStringLiteral("bob:hungry@h/"));
  EXPECT_EQ(edit.text(), QStringLiteral("bob:%1@h/").arg(dots));
  edit.setSelection(4, 6);
  QTest::keyClicks(&edit, QStringLiteral("new"));
  EXPECT_EQ(edit.address(), QStringLiteral("bob:new@h/"));
}

TEST(AddressEdit, a_port_is_no_password) {
  AddressEdit edit{QString()};
  edit.mask(true);
  QTest::keyClicks(&edit, QStringLiteral("sftp://host:2222/"));
  EXPECT_EQ(edit.text(), QStringLiteral("sftp://host:2222/"));
  edit.set_address(QStringLiteral("ftp://bob@host:2121/"));
  EXPECT_EQ(edit.text(), edit.address());
}

TEST(AddressEdit, it_comes_back_when_it_is_revealed_and_is_copied_as_dots) {
  AddressEdit edit(QStringLiteral("ftp://bob:hungry@h/a:b@c/"));
  edit.mask(true);
  EXPECT_EQ(edit.text(), QStringLiteral("ftp://bob:%1@h/a:b@c/").arg(dots));
  edit.selectAll();
  EXPECT_FALSE(edit.selectedText().contains(QStringLiteral("hungry")));
  edit.mask(false);
  EXPECT_EQ(edit.text(), QStringLiteral("ftp://bob:hungry@h/a:b@c/"));
  EXPECT_EQ(edit.address(), edit.text());
}

}  // namespace

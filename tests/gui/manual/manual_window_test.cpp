// The manual's window by hand and by key.
#include "gui/manual/manual_window.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTest>

using namespace cleartext::gui;

namespace {

struct Manual : testing::Test {
  Theme theme;
  ManualWindow window{theme, QStringLiteral("en")};

  void SetUp() override {
    theme.apply(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    window.show();
    window.activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  QString title() const { return window.book().pages()[static_cast<std::size_t>(window.page())].id; }
  void picture(const char* name) {
    if (const QString folder = qEnvironmentVariable("CLEARTEXT_PICTURES"); !folder.isEmpty())
      window.grab().save(folder + QLatin1Char('/') + QLatin1String(name));
  }
};

}  // namespace

TEST_F(Manual, a_click_in_the_contents_opens_a_page_and_back_returns) {
  picture("manual.png");
  QTreeWidgetItem* teachers = window.contents().topLevelItem(3);
  QTest::mouseClick(window.contents().viewport(), Qt::LeftButton, {}, window.contents().visualItemRect(teachers).center());
  EXPECT_EQ(title(), QStringLiteral("teachers"));
  picture("teachers.png");
  QTest::mouseClick(&window.back_button(), Qt::LeftButton);
  EXPECT_EQ(title(), QStringLiteral("README"));
  EXPECT_FALSE(window.back_button().isEnabled());
}

TEST_F(Manual, a_search_lists_what_it_found_and_enter_walks_through_it) {
  QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
  QTest::keyClicks(&window.search(), QStringLiteral("class.key"));
  QTest::keyClick(&window.search(), Qt::Key_Return);
  EXPECT_EQ(window.view().textCursor().selectedText(), QStringLiteral("class.key"));
  const int first = window.view().textCursor().position();
  picture("found.png");
  QTest::keyClick(&window.search(), Qt::Key_Return);
  EXPECT_EQ(window.view().textCursor().selectedText(), QStringLiteral("class.key"));
  EXPECT_NE(window.view().textCursor().position(), first);
  QTest::keyClick(&window.search(), Qt::Key_Escape);
  EXPECT_EQ(window.contents().topLevelItemCount(), static_cast<int>(window.book().pages().size()));
}

TEST_F(Manual, what_nothing_says_is_told) {
  window.search().setText(QStringLiteral("zeppelin"));
  ASSERT_EQ(window.contents().topLevelItemCount(), 1);
  EXPECT_FALSE(window.contents().topLevelItem(0)->text(0).isEmpty());
}

TEST_F(Manual, a_link_opens_its_page_and_one_that_leads_out_does_nothing) {
  window.follow(QStringLiteral("../../lessons/README.md#the-recording"));
  EXPECT_EQ(title(), QStringLiteral("authors"));
  EXPECT_GT(window.view().textCursor().position(), 0);
  window.follow(QStringLiteral("https://example.org/teachers.md"));
  EXPECT_EQ(title(), QStringLiteral("authors"));
}

TEST_F(Manual, it_grows_and_darkens_with_the_program) {
  const double before = window.view().document()->size().height();
  theme.set_dark(true);
  picture("dark.png");
  theme.set_dark(false);
  theme.set_scale(1.6);
  EXPECT_GT(window.view().document()->size().height(), before);
}

TEST(ManualWindow, an_owner_has_one) {
  Theme theme;
  QWidget owner;
  ManualWindow* first = ManualWindow::open(theme, &owner);
  EXPECT_EQ(ManualWindow::open(theme, &owner), first);
}

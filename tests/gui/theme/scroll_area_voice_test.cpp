// What a screen reader is told of an area that scrolls, also when it asks for a bar that has just gone.
#include "gui/theme/scroll_area_voice.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QLabel>
#include <QScrollArea>
#include <QTest>

namespace cleartext::gui {
namespace {

struct ScrollAreaVoice : ::testing::Test {
  QScrollArea area;
  QLabel* page = new QLabel(QStringLiteral("a page"));
  QAccessibleInterface* voice = nullptr;

  ScrollAreaVoice() {
    speak_for_scroll_areas();
    page->setMinimumSize(50, 2000);
    area.setWidget(page);
    area.setAccessibleName(QStringLiteral("pages"));
    area.resize(200, 200);
    area.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&area));
    voice = QAccessible::queryAccessibleInterface(&area);
  }
};

TEST_F(ScrollAreaVoice, a_bar_is_there_while_it_can_be_seen) {
  ASSERT_EQ(voice->childCount(), 2);
  EXPECT_EQ(voice->child(0)->object(), area.viewport());
  EXPECT_EQ(voice->child(1)->child(0)->role(), QAccessible::ScrollBar);
  EXPECT_EQ(voice->indexOfChild(voice->child(1)), 1);
  page->setMinimumSize(50, 50);
  page->resize(50, 50);
  QTest::qWait(0);
  EXPECT_EQ(voice->childCount(), 1);
}

// Qt's own answer takes what lies behind the end of its list.
TEST_F(ScrollAreaVoice, who_asks_for_a_bar_that_has_gone_hears_of_none) {
  page->setMinimumSize(50, 50);
  page->resize(50, 50);
  QTest::qWait(0);
  EXPECT_EQ(voice->child(1), nullptr);
  EXPECT_EQ(voice->child(1000), nullptr);
  EXPECT_EQ(voice->child(-1), nullptr);
}

TEST_F(ScrollAreaVoice, it_is_called_what_the_area_is_called) { EXPECT_EQ(voice->text(QAccessible::Name), QStringLiteral("pages")); }

}  // namespace
}  // namespace cleartext::gui

// The smallest window and large words: what has no room is folded or in a menu, and what is shown can be read.
#include <QMenu>
#include <QScrollBar>
#include <QTabBar>
#include <QTimer>

#include "gui/notebook/notebook.h"
#include "gui/wire/explanation_panel.h"
#include "gui/wire/whole_line.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/window/stage_window.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Narrow : sample::StageWindow {
  void settle() {
    for (int i = 0; i < 20; ++i) QApplication::processEvents();
  }
  QTabBar& tabs() { return *window->wire().findChild<QTabBar*>(); }
  ExplanationPanel& explanation() { return *window->wire().findChild<ExplanationPanel*>(); }
};

}  // namespace

TEST_F(Narrow, views_that_have_no_room_are_in_a_menu_and_none_is_cut) {
  window->resize(1024, 700);
  window->wire().set_title(WireTabs::Tab::message, QStringLiteral("Nachricht und Anmeldung"));
  window->wire().set_title(WireTabs::Tab::side_by_side, QStringLiteral("Seite an Seite, Zeile für Zeile"));
  settle();
  ASSERT_TRUE(window->wire().more().isVisible());
  const int last = tabs().count() - 1;
  EXPECT_FALSE(tabs().isTabVisible(last));
  for (int i = 0; i <= last; ++i) EXPECT_TRUE(!tabs().isTabVisible(i) || tabs().tabRect(i).right() <= tabs().width()) << i;
  QTimer::singleShot(0, window.get(), [] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    EXPECT_TRUE(menu->actions().last()->text().startsWith(QStringLiteral("Seite an Seite")));
    menu->setActiveAction(menu->actions().last());
    QTest::keyClick(menu, Qt::Key_Return);
  });
  QTest::mouseClick(&window->wire().more(), Qt::LeftButton);
  settle();
  EXPECT_EQ(window->wire().tab_now(), WireTabs::Tab::side_by_side);
  EXPECT_TRUE(tabs().isTabVisible(last));
  EXPECT_LE(tabs().tabRect(last).right(), tabs().width());
  window->resize(1900, 900);
  settle();
  EXPECT_FALSE(window->wire().more().isVisible());
  picture(QStringLiteral("narrow"));
}

TEST_F(Narrow, the_explanation_leaves_the_dialogue_its_room_until_there_is_something_to_explain) {
  window->resize(1024, 700);
  settle();
  EXPECT_FALSE(explanation().isVisible());
  EXPECT_GT(window->wire().dialogue().width(), window->wire().width() * 9 / 10);
  window->selection().select_line(3);
  settle();
  EXPECT_TRUE(explanation().isVisible());
  window->selection().clear();
  settle();
  EXPECT_FALSE(explanation().isVisible());
  window->resize(1600, 900);
  settle();
  EXPECT_TRUE(explanation().isVisible());
}

TEST_F(Narrow, the_notebooks_name_is_whole) {
  window->resize(1024, 700);
  settle();
  int seen = 0;
  for (const QLabel* label : window->notebook().findChildren<QLabel*>()) {
    if (label->text() != QStringLiteral("Eve's notebook")) continue;
    EXPECT_GE(label->width(), label->fontMetrics().horizontalAdvance(label->text()));
    ++seen;
  }
  EXPECT_EQ(seen, 1);
}

TEST_F(Narrow, a_line_of_one_long_word_is_explained_whole) {
  wire.connect("alice", "crepes.fr", 25, packet::Protocol::smtp);
  wire.client("Message-ID:<1795849760661155@laptop.crepes.fr.and.a.great.deal.more.of.it.than.any.card.is.wide>");
  wire.send();
  window->selection().select_line(static_cast<int>(recording.lines().size()) - 1);
  settle();
  auto* whole = explanation().findChild<WholeLine*>();
  ASSERT_TRUE(whole->isVisible());
  EXPECT_GE(whole->height(), 2 * QFontMetrics(whole->font()).height());
  EXPECT_LE(whole->document()->size().width(), whole->viewport()->width());
  EXPECT_LE(whole->document()->size().height(), whole->height() + 1);
  EXPECT_EQ(whole->verticalScrollBar()->maximum(), 0);
}

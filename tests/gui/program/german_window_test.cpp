// German words are longer: on a small screen they still leave room for Eve's notebook.
#include <QScrollArea>
#include <QScrollBar>

#include "engine/lesson/player.h"
#include "gui/language/language.h"
#include "gui/notebook/notebook.h"
#include "tests/gui/program/handwork.h"

namespace cleartext::gui {
namespace {

struct German : testing::Test {
  void SetUp() override { speak(*qApp, QStringLiteral("de")); }
  void TearDown() override { speak(*qApp, QStringLiteral("en")); }
};

}  // namespace

TEST_F(German, at_1024_by_700_the_notebook_stands_beside_the_wire) {
  Theme theme;
  session::LiveLab live({network_of_this_run, {}});
  ASSERT_TRUE(live.start());
  auto lesson = lesson::load(SOURCE_DIR "/lessons/alice-sends-bob");
  ASSERT_TRUE(lesson);
  lesson::Player player(*lesson, live.lab(), live.recording());
  MainWindow window(theme, live.recording(), &live.lab(), network_of_this_run);
  window.resize(1024, 700);
  window.show_lesson(player);
  window.show();
  player.play(0);
  ASSERT_TRUE(QTest::qWaitFor([&] { return player.finished(); }, 30'000));
  for (int i = 0; i < 20; ++i) QApplication::processEvents();
  ASSERT_EQ(window.width(), 1024);
  const Notebook& notebook = window.notebook();
  const auto stands_beside = [&] {
    for (int i = 0; i < 20; ++i) QApplication::processEvents();
    return notebook.mapTo(&window, QPoint(notebook.width(), 0)).x() <= 1024;
  };
  window.selection().select_line(3);
  EXPECT_TRUE(stands_beside());
  // With a letter that is read: what is written has no say in its room.
  auto& mail = window.mail();
  mail.show_person(MailView::Who::alice);
  mail.write();
  Q_EMIT mail.write_page().send_wanted();
  ASSERT_TRUE(QTest::qWaitFor([&] { return !mail.busy(); }, 10'000));
  mail.show_person(MailView::Who::bob);
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        if (!mail.busy() && mail.letters().rowCount() == 0) mail.fetch();
        return !mail.busy() && mail.letters().rowCount() > 0;
      },
      20'000));
  using Tab = WireTabs::Tab;
  for (const Tab tab :
       {Tab::packets, Tab::ladder, Tab::message, Tab::readable, Tab::servers, Tab::plots, Tab::side_by_side, Tab::dialogue}) {
    window.wire().show_tab(tab);
    EXPECT_TRUE(stands_beside()) << "tab " << static_cast<int>(tab);
  }
  for (int page = 1; page < window.bench().count(); ++page) {
    window.bench().show_page(page);
    EXPECT_TRUE(stands_beside()) << "page " << page;
  }
}

}  // namespace cleartext::gui

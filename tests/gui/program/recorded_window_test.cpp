// A capture from a file, no server running: every view fills as it does live.
#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QTemporaryDir>
#include <QTest>

#include "engine/analysis/feed.h"
#include "engine/lesson/player.h"
#include "engine/session/live_lab.h"
#include "gui/map/network_map.h"
#include "gui/notebook/notebook.h"
#include "gui/window/main_window.h"
#include "gui/wire/bytes_view.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/program/network.h"

namespace cleartext::gui {
namespace {

bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 15000); }

// Plays the lesson once and keeps what was captured; the lab is gone afterwards.
void record(const std::string& path) {
  session::LiveLab live({network_of_this_run, {}});
  ASSERT_TRUE(live.start());
  lesson::Player player(*lesson::load(SOURCE_DIR "/lessons/alice-sends-bob"), live.lab(), live.recording());
  player.play(0);
  ASSERT_TRUE(until([&] { return player.finished(); }));
  ASSERT_TRUE(live.save(path, packet_comments(player)));
}

int rows(QWidget& widget) {
  int most = 0;
  for (const auto* view : widget.findChildren<QAbstractItemView*>()) {
    if (view->model() != nullptr) most = std::max(most, view->model()->rowCount());
  }
  return most;
}

TEST(RecordedWindow, every_view_fills_from_a_file_with_the_servers_off) {
  const QTemporaryDir folder;
  const auto path = folder.filePath(QStringLiteral("lesson.pcapng")).toStdString();
  record(path);

  Theme theme;
  analysis::Recording recording;
  MainWindow window(theme, recording, nullptr, wire::NetworkMode::recorded);
  window.show_capture(QStringLiteral("lesson.pcapng"));
  window.show();
  analysis::Feed feed;
  QString damage = QStringLiteral("not finished");
  QObject::connect(&feed, &analysis::Feed::batch, &window,
                   [&](const std::shared_ptr<analysis::Batch>& batch) { recording.apply(std::move(*batch)); });
  QObject::connect(&feed, &analysis::Feed::finished, &window, [&](const QString& said) { damage = said; });
  feed.start_file(path);
  ASSERT_TRUE(until([&] { return damage.isEmpty(); })) << damage.toStdString();

  EXPECT_EQ(recording.streams().size(), 3U);
  EXPECT_EQ(recording.messages().size(), 3U);
  EXPECT_EQ(recording.credentials().size(), 1U);
  EXPECT_TRUE(until([&] { return rows(window.wire()) > 40; }));
  EXPECT_GE(rows(window.notebook()), 4);
  window.selection().select_credential(0);
  EXPECT_EQ(window.selection().place().packet, recording.credentials()[0].packet);
  EXPECT_EQ(window.selection().line(), recording.line_of_packet(recording.credentials()[0].packet));
}

}  // namespace
}  // namespace cleartext::gui

// Pictures to look at: CLEARTEXT_PICTURES=folder writes them. Without it this only proves that everything paints.
#include <gtest/gtest.h>

#include <QApplication>
#include <QGridLayout>
#include <QSplitter>
#include <QWidget>

#include "gui/map/network_map.h"
#include "gui/wire/bytes_view.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;

namespace {

lab::Snapshot snapshot() {
  lab::Snapshot all;
  all.queues = {{wire::Role::crepes, 1, {}}, {wire::Role::hamburger, 0, {}}};
  all.mailboxes = {{"alice@crepes.fr", 0}, {"bob@hamburger.edu", 0}};
  return all;
}

struct Stage {
  analysis::Recording recording;
  gui::Selection selection{recording};
  gui::Theme theme;
  made::Wire wire{recording};
  QWidget window;
  gui::NetworkMap* map = nullptr;
  gui::WireTabs* tabs = nullptr;
  gui::BytesView* bytes = nullptr;

  Stage(bool dark, const QSize& size, double scale, int map_height) {
    theme.set_dark(dark);
    theme.set_scale(scale);
    theme.set_rest(true);
    theme.apply(*qApp);
    map = new gui::NetworkMap(theme, selection);
    tabs = new gui::WireTabs(theme, selection);
    bytes = new gui::BytesView(theme, selection);
    auto* grid = new QGridLayout(&window);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(6);
    grid->addWidget(map, 0, 0);
    grid->addWidget(tabs, 1, 0);
    grid->addWidget(bytes, 1, 1);
    map->setFixedHeight(map_height);
    bytes->setFixedWidth(theme.px(318));
    window.resize(size);
    window.show();
  }
  void save(const QString& name) {
    QApplication::processEvents();
    const QPixmap picture = window.grab();
    EXPECT_FALSE(picture.isNull());
    const QString folder = qEnvironmentVariable("CLEARTEXT_PICTURES");
    const bool kept = folder.isEmpty() || picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    EXPECT_TRUE(kept);
  }
};

void show_relay(Stage& stage) {
  const made::Talk talk = made::half_a_relay(stage.wire);
  stage.wire.flush();
  stage.map->set_snapshot(snapshot());
  stage.tabs->set_next_line(QStringLiteral("relay"), QStringLiteral("DATA"));
  stage.selection.select_line(stage.recording.line_of_packet(talk.recipient_packet));
}

}  // namespace

TEST(Pictures, nothing_yet) {
  Stage stage(false, {1080, 860}, 1, 322);
  stage.save(QStringLiteral("empty"));
}

TEST(Pictures, the_relay_in_light_and_dark) {
  for (const bool dark : {false, true}) {
    Stage stage(dark, {1080, 860}, 1, 322);
    show_relay(stage);
    stage.save(dark ? QStringLiteral("relay-dark") : QStringLiteral("relay-light"));
  }
}

TEST(Pictures, a_small_window) {
  Stage stage(false, {900, 640}, 1, 262);
  show_relay(stage);
  stage.save(QStringLiteral("small"));
}

TEST(Pictures, large_type) {
  Stage stage(false, {1400, 1000}, 1.6, 400);
  show_relay(stage);
  stage.save(QStringLiteral("large"));
}

TEST(Pictures, a_file_is_fetched) {
  Stage stage(false, {1080, 860}, 1, 322);
  made::half_a_relay(stage.wire);
  const std::uint32_t control = made::ftp_session(stage.wire);
  stage.wire.flush();
  stage.map->set_snapshot(snapshot());
  stage.selection.select_credential(0);
  EXPECT_EQ(stage.selection.place().stream, control);
  stage.save(QStringLiteral("ftp"));
  stage.tabs->show_tab(gui::WireTabs::Tab::packets);
  stage.save(QStringLiteral("packets"));
  stage.tabs->show_tab(gui::WireTabs::Tab::dialogue);
  stage.tabs->set_filter(QStringLiteral("smtp and alice"));
  stage.save(QStringLiteral("filter"));
}

TEST(Pictures, a_letter_crosses) {
  Stage stage(true, {1600, 1000}, 1, 520);
  const made::Talk talk = made::half_a_relay(stage.wire);
  stage.wire.client(talk.relay, "DATA");
  stage.wire.server(talk.relay, "354 Enter mail, end with \".\" on a line by itself");
  std::vector<std::string> lines{"Subject: Do you like ketchup?", ""};
  for (int i = 0; i < 220; ++i) lines.push_back("How about pickles, number " + std::to_string(i) + "?");
  lines.push_back(".");
  stage.wire.letter(talk.relay, made::Side::client, lines);
  stage.wire.flush();
  stage.map->set_snapshot(snapshot());
  stage.save(QStringLiteral("letter"));
}

// The packet list as a reader uses it: filtered, put in order, with the columns of one's choice; each field leads to its bytes.
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QTest>
#include <atomic>

#include "engine/capture/packet_source.h"
#include "gui/wire/bytes_view.h"
#include "gui/wire/packet_search.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 20'000); }

// Told when its bytes may leave memory.
struct RestingFile final : capture::PacketSource {
  bool next(packet::RawPacket&) override { return false; }
  void rest() const override { ++rests; }
  mutable std::atomic<int> rests = 0;
};

struct Packets : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  std::unique_ptr<WireTabs> tabs;
  BytesView bytes{theme, selection};
  made::Talk talk;

  void SetUp() override {
    QSettings().clear();
    tabs = std::make_unique<WireTabs>(theme, selection);
    tabs->resize(1000, 600);
    tabs->show();
    bytes.show();
    tabs->show_tab(WireTabs::Tab::packets);
    talk = made::half_a_relay(wire);
    made::ftp_session(wire);
    wire.flush();
    QApplication::processEvents();
  }
  PacketTable& table() { return tabs->packets(); }
  PacketModel& model() { return static_cast<PacketModel&>(*table().model()); }
  void filter(const char* typed) {
    tabs->set_filter(QString::fromUtf8(typed));
    ASSERT_TRUE(until([&] { return !model().scanning(); }));
  }
  void order(int column, Qt::SortOrder order = Qt::AscendingOrder) {
    table().sortByColumn(column, order);
    ASSERT_TRUE(until([&] { return !model().sorting(); }));
  }
  QString cell(int row, int column) { return model().index(row, column).data().toString(); }
  QAction* action(QMenu& menu, const char* words) {
    for (QAction* one : menu.actions())
      if (one->text() == QLatin1String(words)) return one;
    return nullptr;
  }
  QString field() { return tabs->fields().currentIndex().data().toString(); }
  QModelIndex field_that_begins(const char* words, const QModelIndex& parent = {}) {
    FieldModel& fields = tabs->fields().fields();
    for (int row = 0; row < fields.rowCount(parent); ++row) {
      const QModelIndex one = fields.index(row, 0, parent);
      if (one.data().toString().startsWith(QLatin1String(words))) return one;
      if (const QModelIndex below = field_that_begins(words, one); below.isValid()) return below;
    }
    return {};
  }
};

TEST_F(Packets, a_while_after_a_search_the_files_bytes_may_leave_memory) {
  const auto file = std::make_shared<RestingFile>();
  analysis::Batch end;
  end.file = file;
  recording.apply(std::move(end));
  PacketSearch search(nullptr, 1);
  search.find(selection, *filter::parse("smtp"), 0, 100);
  EXPECT_TRUE(until([&] { return file->rests == 1; }));
  search.sort(selection, {1, 2, 3}, {PacketColumn::length, Qt::AscendingOrder, HostForm::names});
  EXPECT_TRUE(until([&] { return file->rests == 2; }));
}

TEST_F(Packets, its_fields_can_be_reached_however_little_room_there_is) {
  const auto shown = [&](bool list, bool fields) {
    return until([&] { return table().isVisible() == list && tabs->fields().isVisible() == fields; });
  };
  tabs->resize(760, 330);
  EXPECT_TRUE(shown(true, true));
  tabs->resize(470, 300);
  EXPECT_TRUE(shown(true, false));
  selection.select_packet(4);
  table().setFocus();
  QTest::keyClick(&table(), Qt::Key_Return);
  EXPECT_TRUE(shown(false, true));
  EXPECT_EQ(tabs->focusWidget(), &tabs->fields());
  QTest::keyClick(&tabs->fields(), Qt::Key_Escape);
  EXPECT_TRUE(shown(true, false));
  EXPECT_EQ(selection.place().packet, 4U);
  tabs->show_tab(WireTabs::Tab::dialogue);
  tabs->go_to_fields();
  EXPECT_TRUE(shown(false, true));
  QTest::mouseClick(&tabs->packets_page().back_to_list(), Qt::LeftButton);
  EXPECT_TRUE(shown(true, false));
  tabs->resize(760, 600);
  EXPECT_TRUE(shown(true, true));
}

// Another pane beside it takes some of its rows: the end stays in sight. Who scrolls up is led back by a button.
TEST_F(Packets, what_follows_the_wire_goes_on_when_its_room_shrinks) {
  QScrollBar& bar = *table().verticalScrollBar();
  const auto rows_in_sight = [&] { return table().viewport()->height() / table().rowHeight(0); };
  ASSERT_GT(model().rowCount(), rows_in_sight() / 2);
  tabs->resize(1000, 300);
  ASSERT_TRUE(until([&] { return bar.maximum() > 0; }));
  table().follow_newest();
  ASSERT_TRUE(table().follows());
  tabs->resize(1000, 240);
  EXPECT_TRUE(until([&] { return rows_in_sight() < 10 && table().follows(); }));
  made::ftp_session(wire);
  wire.flush();
  EXPECT_TRUE(until([&] { return table().rowAt(table().viewport()->height() - 2) == model().rowCount() - 1; }));
  auto* jump = table().findChild<JumpButton*>();
  EXPECT_FALSE(jump->isVisible());
  bar.setValue(0);
  EXPECT_TRUE(jump->isVisible());
  made::ftp_session(wire);
  wire.flush();
  QApplication::processEvents();
  EXPECT_EQ(bar.value(), 0);
  QTest::mouseClick(jump, Qt::LeftButton);
  EXPECT_TRUE(table().follows());
  EXPECT_FALSE(jump->isVisible());
}

}  // namespace

TEST_F(Packets, a_filter_shows_what_it_lets_through_and_goes_on_with_what_comes) {
  filter("ftp and payload");
  const int before = model().rowCount();
  ASSERT_GT(before, 4);
  for (int row = 0; row < before; ++row) EXPECT_TRUE(cell(row, PacketColumn::protocol).startsWith(QStringLiteral("FTP")));
  made::ftp_session(wire);
  wire.flush();
  EXPECT_TRUE(until([&] { return model().rowCount() == 2 * before; })) << model().rowCount();
  filter("host alice and not smtp");
  for (int row = 0; row < model().rowCount(); ++row) EXPECT_EQ(cell(row, PacketColumn::protocol), QStringLiteral("TCP"));
  filter("credentials");
  EXPECT_EQ(model().rowCount(), 2);
  filter("");
  EXPECT_EQ(model().rowCount(), static_cast<int>(recording.packets().size()));
}

TEST_F(Packets, what_cannot_be_read_is_marked_and_the_filter_before_stays) {
  filter("ftp");
  const int rows = model().rowCount();
  filter("ftp and port x");
  EXPECT_EQ(tabs->filter().problem(), QStringLiteral("“x” is not a number. Write one, or a range such as 110-143."));
  EXPECT_EQ(model().rowCount(), rows);
  EXPECT_EQ(tabs->filter().text(), QStringLiteral("ftp and port x"));
  filter("ftp and port 21");
  EXPECT_TRUE(tabs->filter().problem().isEmpty());
  EXPECT_LE(model().rowCount(), rows);
}

TEST_F(Packets, words_are_offered_while_one_types_and_tab_takes_one) {
  FilterEdit& box = tabs->filter();
  box.setFocus();
  QTest::keyClicks(&box, QStringLiteral("smtp ho"));
  ASSERT_FALSE(box.offered().isEmpty());
  EXPECT_EQ(box.offered().front(), QStringLiteral("host"));
  QTest::keyClick(&box, Qt::Key_Tab);
  EXPECT_EQ(box.text(), QStringLiteral("smtp host "));
  QTest::keyClicks(&box, QStringLiteral("ham"));
  EXPECT_EQ(box.offered().front(), QStringLiteral("mail.hamburger.edu"));
  QTest::keyClick(&box, Qt::Key_Tab);
  EXPECT_EQ(box.text(), QStringLiteral("smtp host mail.hamburger.edu "));
  EXPECT_TRUE(until([&] { return box.filter().typed().starts_with("smtp host mail"); }));
}

TEST_F(Packets, a_click_on_a_header_puts_them_in_order_and_what_is_selected_stays_selected) {
  QAbstractItemModelTester tester(&model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
  selection.select_packet(talk.recipient_packet);
  order(PacketColumn::length, Qt::DescendingOrder);
  for (int row = 1; row < model().rowCount(); ++row)
    EXPECT_GE(cell(row - 1, PacketColumn::length).toInt(), cell(row, PacketColumn::length).toInt());
  EXPECT_EQ(table().selected_packets(), std::vector<std::uint32_t>{talk.recipient_packet});
  for (int row = 0; row < model().rowCount(); ++row) EXPECT_EQ(model().row_of(model().number_at(row)), row);
  order(PacketColumn::source);
  for (int row = 1; row < model().rowCount(); ++row)
    EXPECT_LE(cell(row - 1, PacketColumn::source).toLower(), cell(row, PacketColumn::source).toLower());
  order(-1);
  for (int row = 0; row < model().rowCount(); ++row) EXPECT_EQ(model().number_at(row), static_cast<std::uint32_t>(row) + 1);
}

TEST_F(Packets, what_comes_later_is_put_in_order_too_and_stepping_back_takes_it_away) {
  order(PacketColumn::info);
  filter("payload");
  ASSERT_TRUE(until([&] { return !model().sorting(); }));
  made::ftp_session(wire);
  wire.flush();
  ASSERT_TRUE(until([&] { return !model().scanning() && !model().sorting(); }));
  for (int row = 1; row < model().rowCount(); ++row)
    EXPECT_LE(cell(row - 1, PacketColumn::info).toLower().left(16), cell(row, PacketColumn::info).toLower().left(16));
  selection.show_until(10);
  for (int row = 0; row < model().rowCount(); ++row) EXPECT_LE(model().number_at(row), 10U);
  selection.show_nothing();
  EXPECT_EQ(model().rowCount(), 0);
}

TEST_F(Packets, columns_times_and_hosts_are_a_choice_that_is_remembered) {
  EXPECT_TRUE(table().isColumnHidden(PacketColumn::stream));
  QMenu menu;
  table().fill_columns_menu(menu);
  action(menu, "Stream")->trigger();
  action(menu, "Length")->trigger();
  action(menu, "Addresses of hosts")->trigger();
  action(menu, "Time of day")->trigger();
  EXPECT_FALSE(table().isColumnHidden(PacketColumn::stream));
  EXPECT_TRUE(table().isColumnHidden(PacketColumn::length));
  EXPECT_EQ(cell(0, PacketColumn::source), QString::fromStdString(wire::address_text(wire::host(wire::Role::alice).address)));
  EXPECT_TRUE(cell(0, PacketColumn::time).contains(QLatin1Char(':')));
  table().selectRow(0);
  QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->text().count(QLatin1Char('\t')), 6);
  WireTabs other(theme, selection);
  EXPECT_FALSE(other.packets().isColumnHidden(PacketColumn::stream));
  EXPECT_EQ(other.packets().model()->index(0, PacketColumn::source).data(), cell(0, PacketColumn::source));
}

TEST_F(Packets, a_field_marks_its_bytes_and_bytes_open_their_field) {
  selection.select_packet(talk.recipient_packet);
  EXPECT_EQ(field(), QStringLiteral("RCPT TO:<bob@hamburger.edu>"));
  tabs->fields().setCurrentIndex(field_that_begins("Destination port"));
  EXPECT_EQ(bytes.area().marked().offset, 36U);
  EXPECT_EQ(bytes.area().marked().length, 2U);
  tabs->fields().setCurrentIndex(field_that_begins("Argument"));
  EXPECT_EQ(field(), QStringLiteral("Argument: TO:<bob@hamburger.edu>"));
  EXPECT_EQ(bytes.area().marked().length, 22U);
  EXPECT_EQ(selection.line(), recording.line_of_packet(talk.recipient_packet));
  QTest::mouseClick(bytes.area().viewport(), Qt::LeftButton, {}, bytes.area().center_of(27));
  EXPECT_TRUE(field().startsWith(QStringLiteral("Source address"))) << field().toStdString();
  EXPECT_EQ(bytes.area().marked().offset, 26U);
  selection.select_packet(1);
  EXPECT_TRUE(field().isEmpty());
  EXPECT_TRUE(field_that_begins("SYN: 1").isValid());
}

TEST_F(Packets, what_was_said_keeps_its_room_where_the_list_is_narrow) {
  tabs->show_tab(WireTabs::Tab::packets);
  for (const int width : {570, 660, 1000}) {
    tabs->resize(width, 400);
    QApplication::processEvents();
    int before = 0;
    for (int column = 0; column < PacketColumn::info; ++column)
      if (!table().isColumnHidden(column)) before += table().columnWidth(column);
    EXPECT_GE(table().viewport()->width() - before, table().viewport()->width() / 4) << width;
  }
  EXPECT_FALSE(table().isColumnHidden(PacketColumn::length));
}

TEST_F(Packets, no_heading_is_cut_where_the_list_is_narrow) {
  for (const double scale : {1.0, 2.0}) {
    theme.set_scale(scale);
    tabs->resize(570, 400);
    QApplication::processEvents();
    for (int column = 0; column < PacketColumn::info; ++column)
      if (column != PacketColumn::direction && !table().isColumnHidden(column)) {
        EXPECT_GE(table().columnWidth(column), table().horizontalHeader()->sectionSizeHint(column)) << column << " at " << scale;
      }
  }
}

TEST_F(Packets, what_is_chosen_elsewhere_stands_among_its_neighbours) {
  for (int i = 0; i < 20; ++i) made::ftp_session(wire);
  wire.flush();
  tabs->show_tab(WireTabs::Tab::packets);
  QApplication::processEvents();
  const auto stands = [&](std::uint32_t packet) {
    const QRect row = table().visualRect(model().index(model().row_of(packet), 0));
    const int high = table().viewport()->height();
    return row.top() > high / 4 && row.bottom() < high * 3 / 4;
  };
  const auto many = static_cast<std::uint32_t>(recording.packets().size());
  for (const std::uint32_t packet : {many / 2, many / 4, many / 4 * 3}) {
    selection.select_packet(packet);
    EXPECT_TRUE(stands(packet)) << packet;
  }
  selection.select_packet(many / 4 * 3 + 1);
  EXPECT_TRUE(stands(many / 4 * 3)) << "what is in sight moves nothing";
  tabs->show_tab(WireTabs::Tab::dialogue);
  selection.select_packet(many / 3);
  QApplication::processEvents();
  tabs->show_tab(WireTabs::Tab::packets);
  QApplication::processEvents();
  EXPECT_TRUE(stands(many / 3)) << "chosen while another view was shown";
}

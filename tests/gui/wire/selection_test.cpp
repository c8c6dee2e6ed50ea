// Selecting anywhere selects everywhere: packet, line, byte, credential and envelope lead to one another.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QTest>

#include "gui/map/network_map.h"
#include "gui/wire/bytes_view.h"
#include "gui/wire/filter_edit.h"
#include "gui/wire/packet_words.h"
#include "gui/wire/whole_line.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;

namespace {

struct Views : testing::Test {
  analysis::Recording recording;
  gui::Selection selection{recording};
  gui::Theme theme;
  made::Wire wire{recording};
  gui::NetworkMap map{theme, selection};
  gui::WireTabs tabs{theme, selection};
  gui::BytesView bytes{theme, selection};
  made::Talk talk;
  std::uint32_t pass = 0, letter = 0;

  void SetUp() override {
    theme.set_rest(true);
    map.resize(730, 322);
    tabs.resize(900, 600);
    bytes.resize(318, 268);
    map.show();
    tabs.show();
    bytes.show();
    talk = made::half_a_relay(wire);
    made::ftp_session(wire);
    wire.client(talk.relay, "DATA");
    letter = wire.letter(talk.relay, made::Side::client, {"Subject: hello", "", "Hello", "."});
    wire.flush();
    pass = recording.credentials()[0].packet;
    QApplication::processEvents();
  }
  // What each view shows as selected.
  QString dialogue_text() { return tabs.dialogue().currentIndex().data().toString(); }
  QString packet_number() { return tabs.packets().currentIndex().siblingAtColumn(0).data().toString(); }
  QString marked() {
    const auto packet = recording.packet(selection.place().packet);
    const gui::Marked& range = bytes.area().marked();
    return QString::fromLatin1(reinterpret_cast<const char*>(packet->bytes.data()) + range.offset, static_cast<qsizetype>(range.length));
  }
  std::uint32_t marked_on_map() {
    for (const gui::Mark& mark : map.canvas().marks())
      if (mark.selected) return mark.segment.packet;
    return 0;
  }
  void expect_all(std::uint32_t packet, const QString& line) {
    EXPECT_EQ(selection.place().packet, packet);
    EXPECT_EQ(packet_number(), QString::number(packet));
    EXPECT_EQ(dialogue_text(), line);
    EXPECT_EQ(marked(), line + QStringLiteral("\r\n"));
    EXPECT_EQ(marked_on_map(), packet);
  }
};

}  // namespace

TEST_F(Views, a_packet_selected_in_the_list) {
  tabs.packets().setCurrentIndex(tabs.packets().model()->index(static_cast<int>(talk.recipient_packet) - 1, 0));
  expect_all(talk.recipient_packet, QStringLiteral("RCPT TO:<bob@hamburger.edu>"));
}

TEST_F(Views, a_line_selected_in_the_dialogue) {
  const auto& model = *tabs.dialogue().model();
  for (int row = 0; row < model.rowCount(); ++row)
    if (model.index(row, 0).data().toString() == QLatin1String("331 Password please")) tabs.dialogue().setCurrentIndex(model.index(row, 0));
  expect_all(pass - 1, QStringLiteral("331 Password please"));
  EXPECT_EQ(selection.credential(), -1);
}

TEST_F(Views, a_byte_selected_in_the_frame) {
  selection.select_packet(talk.recipient_packet);
  selection.select_packet(letter);
  const packet::Packet packet = *recording.packet(letter);
  const auto hello = static_cast<std::uint32_t>(packet.payload_offset + std::string("Subject: hello\r\n\r\n").size());
  QTest::mouseClick(bytes.area().viewport(), Qt::LeftButton, {}, bytes.area().center_of(hello));
  expect_all(letter, QStringLiteral("Hello"));
}

TEST_F(Views, a_credential_selected_in_the_notebook) {
  selection.select_credential(0);
  expect_all(pass, QStringLiteral("PASS hungry"));
  EXPECT_EQ(selection.credential(), 0);
}

TEST_F(Views, an_envelope_selected_on_the_map) {
  selection.select_credential(0);
  for (const gui::Mark& mark : map.canvas().marks())
    if (mark.segment.letter) QTest::mouseClick(&map.canvas(), Qt::LeftButton, {}, mark.at.toPoint());
  expect_all(letter, QStringLiteral("Subject: hello"));
  EXPECT_EQ(selection.credential(), -1);
}

TEST_F(Views, a_line_over_two_packets_marks_its_part_in_each) {
  const auto first = wire.raw(talk.relay, made::Side::client, "QU");
  const auto second = wire.raw(talk.relay, made::Side::client, "IT\r\n");
  const std::uint64_t position = recording.packet(letter)->position + recording.packet(letter)->payload_length;
  wire.add_line(talk.relay, made::Side::client, "QUIT", made::LineKind::command, "QUIT", position, second);
  wire.flush();
  selection.select_packet(second);
  EXPECT_EQ(marked(), QStringLiteral("IT\r\n"));
  selection.select_packet(first);
  EXPECT_EQ(marked(), QStringLiteral("QU"));
  // Where placing is slow, lines come in portions.
  EXPECT_TRUE(QTest::qWaitFor([&] { return dialogue_text() == QLatin1String("QUIT"); }, 15000));
}

TEST_F(Views, the_sentence_says_size_end_and_acknowledgment) {
  selection.select_packet(talk.recipient_packet);
  EXPECT_EQ(bytes.sentence(),
            QStringLiteral("Payload 29 bytes, one line, ends in CR LF. Sequence 51, acknowledged by packet %1 after 0.2 ms.")
                .arg(talk.recipient_packet + 1));
  EXPECT_EQ(gui::layers_of(*recording.packet(talk.recipient_packet)), QStringLiteral("Ethernet · IP · TCP · SMTP"));
  EXPECT_EQ(gui::layers_of(*recording.packet(1)), QStringLiteral("Ethernet · IP · TCP"));
  selection.select_packet(1);
  EXPECT_EQ(bytes.sentence(), QStringLiteral("It asks for a connection (SYN)."));
}

TEST_F(Views, the_bytes_have_a_keyboard) {
  selection.select_packet(talk.recipient_packet);
  bytes.area().setFocus();
  EXPECT_FALSE(bytes.area().field_at(0).isEmpty());
  QTest::keyClick(&bytes.area(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_TRUE(QApplication::clipboard()->text().startsWith(QStringLiteral("52 43 50 54")));
  QTest::keyClick(&bytes.area(), Qt::Key_Home);
  QTest::keyClick(&bytes.area(), Qt::Key_Return);
  EXPECT_EQ(selection.place().length, 0u) << "a header byte belongs to no line";
  bytes.resize(620, 268);
  QApplication::processEvents();
  EXPECT_EQ(bytes.area().bytes_a_row(), 16);
}

TEST_F(Views, the_dialogue_follows_until_the_reader_scrolls_up) {
  tabs.resize(900, 260);
  QApplication::processEvents();
  gui::DialogueView& view = tabs.dialogue();
  view.jump_to_newest();
  QApplication::processEvents();
  EXPECT_TRUE(view.follows());
  view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
  QApplication::processEvents();
  EXPECT_FALSE(view.follows());
  wire.server(talk.relay, "250 accepted");
  wire.flush();
  QApplication::processEvents();
  EXPECT_EQ(view.verticalScrollBar()->value(), 0);
  view.jump_to_newest();
  EXPECT_TRUE(view.follows());
}

TEST_F(Views, a_line_chosen_elsewhere_is_in_sight_when_the_dialogue_is_opened) {
  gui::DialogueView& dialogue = tabs.dialogue();
  wire.client(talk.relay, "DATA");
  std::vector<std::string> lines{"Subject: long"};
  for (int i = 0; i < 60; ++i) lines.push_back("line " + std::to_string(i));
  lines.emplace_back("the last but one");
  wire.letter(talk.relay, made::Side::client, lines);
  for (int i = 0; i < 40; ++i) wire.server(talk.relay, "250 again");
  wire.flush();
  tabs.show_tab(gui::WireTabs::Tab::packets);
  QApplication::processEvents();
  int wanted = -1;
  for (std::size_t i = 0; i < recording.lines().size(); ++i)
    if (recording.lines()[i].text == "the last but one") wanted = static_cast<int>(i);
  const auto in_sight = [&] {
    return dialogue.currentIndex().isValid() && dialogue.viewport()->rect().contains(dialogue.visualRect(dialogue.currentIndex()).center());
  };
  selection.select_line(wanted);
  QApplication::processEvents();
  tabs.show_tab(gui::WireTabs::Tab::dialogue);
  EXPECT_TRUE(QTest::qWaitFor(in_sight, 5000));
  EXPECT_EQ(dialogue_text(), QStringLiteral("the last but one"));
}

TEST_F(Views, a_line_chosen_under_a_filter_stays_in_sight_without_it) {
  for (int i = 0; i < 80; ++i) wire.server(talk.relay, i == 20 ? "550 no such user" : "250 again");
  wire.flush();
  gui::DialogueView& dialogue = tabs.dialogue();
  const auto filter = [&](const QString& words) {
    tabs.focus_filter();
    for (auto* edit : tabs.findChildren<gui::FilterEdit*>())
      if (edit->isVisible()) edit->set_filter(words);
    QApplication::processEvents();
  };
  filter(QStringLiteral("\"no such\""));
  ASSERT_TRUE(QTest::qWaitFor([&] { return dialogue.model()->rowCount() == 2; }, 5000));
  const QModelIndex line = dialogue.model()->index(1, 0);
  QTest::mouseClick(dialogue.viewport(), Qt::LeftButton, {}, dialogue.visualRect(line).center());
  filter({});
  const auto in_sight = [&] {
    return dialogue.currentIndex().isValid() && dialogue.viewport()->rect().contains(dialogue.visualRect(dialogue.currentIndex()).center());
  };
  ASSERT_TRUE(QTest::qWaitFor([&] { return dialogue.model()->rowCount() > 80; }, 5000));
  EXPECT_TRUE(QTest::qWaitFor(in_sight, 5000));
  EXPECT_EQ(dialogue_text(), QStringLiteral("550 no such user"));
}

TEST_F(Views, enter_takes_what_was_typed_into_the_filter_and_no_offer) {
  tabs.focus_filter();
  gui::FilterEdit* edit = nullptr;
  for (auto* each : tabs.findChildren<gui::FilterEdit*>())
    if (each->isVisible()) edit = each;
  ASSERT_NE(edit, nullptr);
  QTest::keyClicks(edit, QStringLiteral("por"));
  QApplication::processEvents();
  QWidget* offers = QApplication::activePopupWidget();
  ASSERT_NE(offers, nullptr);
  QTest::keyClick(offers, Qt::Key_Return);
  EXPECT_EQ(edit->text(), QStringLiteral("por"));
  EXPECT_EQ(QApplication::activePopupWidget(), nullptr);
}

TEST_F(Views, escape_clears_the_filter) {
  tabs.set_filter(QStringLiteral("pass hungry"));
  EXPECT_EQ(tabs.dialogue().model()->rowCount(), 2);
  auto* box = tabs.findChild<QLineEdit*>();
  QTest::keyClick(box, Qt::Key_Escape);
  EXPECT_TRUE(box->text().isEmpty());
  EXPECT_GT(tabs.dialogue().model()->rowCount(), 20);
}

TEST_F(Views, shift_and_ctrl_select_several_packets_and_copy_takes_them_all) {
  tabs.show_tab(gui::WireTabs::Tab::packets);
  QApplication::processEvents();
  gui::PacketTable& table = tabs.packets();
  table.setFocus();
  const auto click = [&](int row, Qt::KeyboardModifiers modifiers) {
    table.scrollTo(table.model()->index(row, 0));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, table.visualRect(table.model()->index(row, 0)).center());
  };
  click(1, Qt::NoModifier);
  click(3, Qt::ShiftModifier);
  EXPECT_EQ(table.selected_packets(), (std::vector<std::uint32_t>{2, 3, 4}));
  EXPECT_EQ(selection.place().packet, 4U);
  click(5, Qt::ControlModifier);
  EXPECT_EQ(tabs.selected_packets(), (std::vector<std::uint32_t>{2, 3, 4, 6}));
  click(3, Qt::ControlModifier);
  EXPECT_EQ(table.selected_packets(), (std::vector<std::uint32_t>{2, 3, 6}));
  QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
  const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
  ASSERT_EQ(lines.size(), 3);
  EXPECT_TRUE(lines[2].startsWith(QStringLiteral("6\t")));
  selection.select_packet(9);
  EXPECT_EQ(table.selected_packets(), (std::vector<std::uint32_t>{9}));
}

TEST_F(Views, lines_that_are_selected_stand_for_their_packets) {
  gui::DialogueView& dialogue = tabs.dialogue();
  dialogue.scrollToTop();
  QTest::mouseClick(dialogue.viewport(), Qt::LeftButton, Qt::NoModifier, dialogue.visualRect(dialogue.model()->index(2, 0)).center());
  QTest::mouseClick(dialogue.viewport(), Qt::LeftButton, Qt::ControlModifier, dialogue.visualRect(dialogue.model()->index(4, 0)).center());
  EXPECT_EQ(tabs.selected_packets().size(), 2U);
  QTest::keyClick(&dialogue, Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->text().count(QLatin1Char('\n')), 2);
}

TEST_F(Views, a_long_line_is_told_whole_beside_the_dialogue) {
  const auto ftp = wire.open(wire::Role::bob, 41333, wire::Role::ftp, 21, packet::Protocol::ftp);
  const std::uint32_t packet = wire.server(ftp, "227 Entering passive mode (127,0,2,21,210,126)");
  const std::uint32_t brief = wire.server(ftp, "226 Transfer complete");
  wire.flush();
  const auto told = [&] {
    const auto* whole = tabs.findChild<gui::WholeLine*>();
    return whole->isVisibleTo(&tabs) && whole->toPlainText() == QStringLiteral("227 Entering passive mode (127,0,2,21,210,126)");
  };
  selection.select_packet(packet);
  EXPECT_TRUE(told());
  selection.select_packet(brief);
  EXPECT_FALSE(told());
}

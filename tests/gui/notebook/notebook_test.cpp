// Eve's notebook: masked until revealed, selecting leads to the evidence, and what is stepped back from is not known yet.
#include "gui/notebook/notebook.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace cleartext;
using namespace cleartext::gui;

namespace {

packet::Packet segment(std::uint32_t number) {
  packet::Packet packet;
  packet.number = number;
  packet.stream = 0;
  packet.from_client = true;
  packet.position = number * 100;
  return packet;
}

dialogue::Line command(std::uint32_t packet, const char* verb, const char* text) {
  dialogue::Line line;
  line.protocol = packet::Protocol::smtp;
  line.kind = dialogue::LineKind::command;
  line.packet = packet;
  line.verb = verb;
  line.text = text;
  line.position = packet * 100;
  line.length = 30;
  return line;
}

findings::Credential password(std::uint32_t packet) {
  findings::Credential made;
  made.protocol = packet::Protocol::pop3;
  made.packet = packet;
  made.mechanism = "USER/PASS";
  made.user = "bob";
  made.secret = "hungry";
  made.position = packet * 100;
  made.length = 13;
  return made;
}

struct Eve : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  NotebookModel model{selection};
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
  std::uint32_t heard = 0;

  template <typename Fill>
  void hear(std::uint32_t packets, Fill fill) {
    analysis::Batch batch;
    for (std::uint32_t i = 0; i < packets; ++i) batch.packets.push_back(segment(++heard));
    batch.streams = {stream::StreamInfo{}};
    fill(batch);
    recording.apply(std::move(batch));
  }
  QString at(int row, int role) { return model.index(row).data(role).toString(); }
};

}  // namespace

TEST_F(Eve, secrets_are_masked_until_revealed_and_the_mask_hides_their_length) {
  hear(2, [](auto& batch) {
    batch.credentials = {password(1), password(2)};
    batch.credentials[1].secret = "x";
  });
  EXPECT_EQ(at(0, NotebookModel::secret_role), at(1, NotebookModel::secret_role));
  EXPECT_FALSE(at(0, Qt::AccessibleTextRole).contains(QStringLiteral("hungry")));
  model.set_revealed(true);
  EXPECT_EQ(at(0, NotebookModel::secret_role), QStringLiteral("hungry"));
}

TEST_F(Eve, the_answer_to_a_login_is_written_down_when_it_comes) {
  hear(1, [](auto& batch) { batch.credentials = {password(1)}; });
  EXPECT_EQ(at(0, NotebookModel::meta_role), QStringLiteral("POP3 USER/PASS · packet 1 · not answered yet"));
  hear(1, [](auto& batch) {
    batch.credentials = {password(1)};
    batch.credentials[0].accepted = false;
    batch.credentials[0].answer_packet = 2;
  });
  EXPECT_EQ(model.rowCount(), 1);
  EXPECT_EQ(at(0, NotebookModel::meta_role), QStringLiteral("POP3 USER/PASS · packet 1 · refused"));
}

TEST_F(Eve, a_letter_is_on_its_way_until_it_is_there) {
  hear(3, [](auto& batch) {
    batch.lines = {command(1, "MAIL", "MAIL FROM:<alice@crepes.fr>"), command(2, "RCPT", "RCPT TO:<bob@hamburger.edu>"),
                   command(3, "DATA", "DATA")};
  });
  ASSERT_EQ(model.rowCount(), 1);
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("A letter, still on its way"));
  EXPECT_EQ(at(0, NotebookModel::meta_role), QStringLiteral("from alice@crepes.fr to bob@hamburger.edu"));
  hear(1, [](auto& batch) {
    findings::Message message;
    message.packet = 4;
    message.subject = "Ketchup";
    message.complete = true;
    batch.messages.push_back(message);
  });
  ASSERT_EQ(model.rowCount(), 1);
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("Ketchup"));
}

TEST_F(Eve, a_letter_to_many_names_the_first_ones) {
  hear(1, [](auto& batch) {
    findings::Message message;
    message.packet = 1;
    message.envelope_from = "alice@crepes.fr";
    for (int i = 0; i < 60; ++i) message.envelope_to.push_back("b" + std::to_string(i));
    batch.messages.push_back(message);
  });
  EXPECT_TRUE(at(0, NotebookModel::meta_role).startsWith(QStringLiteral("from alice@crepes.fr to b0, b1, b2 and 57 more")))
      << at(0, NotebookModel::meta_role).toStdString();
}

TEST_F(Eve, what_made_it_easy_stands_below_everything_else) {
  hear(1, [](auto& batch) {
    batch.weaknesses = {{0, 1, "rule", "high", "In the clear"}};
    batch.credentials = {password(1)};
    findings::File file;
    file.packet = 1;
    file.name = "exam.txt";
    file.command = "RETR";
    batch.files.push_back(file);
  });
  ASSERT_EQ(model.rowCount(), 4);
  EXPECT_EQ(at(1, Qt::DisplayRole), QStringLiteral("exam.txt"));
  EXPECT_EQ(at(2, Qt::DisplayRole), QStringLiteral("What made it easy"));
  EXPECT_EQ(at(3, Qt::DisplayRole), QStringLiteral("In the clear"));
}

TEST_F(Eve, selecting_a_row_selects_its_evidence_and_marks_it) {
  hear(3, [](auto& batch) { batch.credentials = {password(2), password(3)}; });
  model.select(1);
  EXPECT_EQ(selection.place().packet, 3U);
  EXPECT_EQ(selection.credential(), 1);
  EXPECT_EQ(model.selected_row(), 1);
  selection.select_packet(2);
  EXPECT_EQ(model.selected_row(), 0);
}

TEST_F(Eve, a_letter_is_marked_by_any_of_its_bytes_and_by_its_envelope) {
  hear(6, [](auto& batch) {
    batch.lines.push_back(command(1, "MAIL", "MAIL FROM:<alice@crepes.fr>"));
    batch.lines.push_back(command(2, "DATA", "DATA"));
    findings::Message letter;
    letter.packet = 6;
    letter.position = 300;
    letter.length = 350;
    batch.messages.push_back(letter);
  });
  selection.select_packet(4);  // in the middle of it
  EXPECT_EQ(model.selected_row(), 0);
  selection.select_packet(2);
  EXPECT_EQ(model.selected_row(), -1);
  selection.select_line(0);
  EXPECT_EQ(model.selected_row(), 0);
}

TEST_F(Eve, stepped_back_she_knows_only_what_she_knew_then) {
  hear(5, [](auto& batch) {
    batch.credentials = {password(2), password(4)};
    batch.credentials[0].accepted = true;
    batch.credentials[0].answer_packet = 3;
  });
  selection.show_until(2);
  ASSERT_EQ(model.rowCount(), 1);
  EXPECT_TRUE(at(0, NotebookModel::meta_role).endsWith(QStringLiteral("not answered yet")));
  selection.show_nothing();
  EXPECT_EQ(model.rowCount(), 0);
  selection.show_until(0);
  EXPECT_EQ(model.rowCount(), 2);
}

TEST_F(Eve, a_cleared_recording_leaves_an_empty_page) {
  Theme theme;
  Notebook notebook(theme, selection);
  hear(1, [](auto& batch) { batch.credentials = {password(1)}; });
  EXPECT_EQ(notebook.model()->rowCount(), 1);
  recording.clear();
  EXPECT_EQ(notebook.model()->rowCount(), 0);
  EXPECT_EQ(model.rowCount(), 0);
}

TEST_F(Eve, bytes_that_are_not_text_are_shown_and_never_interpreted) {
  hear(1, [](auto& batch) {
    batch.credentials = {password(1)};
    batch.credentials[0].user = "<b>\xff";
  });
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("<b>\\xff"));
}

// What is far away is not measured, what is on the screen is whole, and a selected row is brought there.
TEST_F(Eve, ten_thousand_passwords_are_a_list_like_any_other) {
  Theme theme;
  Notebook notebook(theme, selection);
  notebook.resize(320, 600);
  notebook.show();
  hear(10'000, [](auto& batch) {
    for (std::uint32_t i = 1; i <= 10'000; ++i) batch.credentials.push_back(password(i));
    batch.credentials[9'000].user = std::string(200, 'x');
  });
  QCoreApplication::processEvents();
  EXPECT_EQ(notebook.model()->rowCount(), 10'000);
  model.select(9'000);
  QCoreApplication::processEvents();
  const QRect row = notebook.view()->visualRect(notebook.model()->index(9'000));
  EXPECT_TRUE(notebook.view()->viewport()->rect().intersects(row));
  EXPECT_GT(row.height(), notebook.view()->rowHeight(1));
}

namespace {

findings::Message seen(std::uint32_t packet, std::uint32_t journey, std::uint32_t hop, const char* subject) {
  findings::Message made;
  made.protocol = packet::Protocol::smtp;
  made.packet = packet;
  made.journey = journey;
  made.hop = hop;
  made.subject = subject;
  made.complete = true;
  return made;
}

}  // namespace

TEST_F(Eve, a_copy_that_a_user_agent_puts_away_is_no_retrieval) {
  hear(8, [](auto& batch) {
    batch.streams[0].server.port = 143;
    batch.messages = {seen(1, 0, 0, "Ketchup"), seen(2, 0, 1, "Ketchup"), seen(5, 0, 2, "Ketchup")};
    batch.messages[1].protocol = batch.messages[2].protocol = packet::Protocol::imap;
    batch.messages[1].from_client = true;
    batch.messages[2].from_client = false;
  });
  const QStringList hops = model.index(0).data(NotebookModel::hops_role).toStringList();
  ASSERT_EQ(hops.size(), 3);
  EXPECT_EQ(hops[1], QStringLiteral("Copy put away 2"));
  EXPECT_EQ(hops[2], QStringLiteral("Retrieval 5"));
}

TEST_F(Eve, a_letter_that_is_seen_at_three_stations_is_one_row) {
  hear(3, [](auto& batch) { batch.messages = {seen(1, 0, 0, "Ketchup"), seen(2, 1, 0, "Mustard")}; });
  EXPECT_EQ(model.rowCount(), 2);
  EXPECT_TRUE(model.index(0).data(NotebookModel::hops_role).toStringList().isEmpty());
  hear(6, [](auto& batch) {
    batch.messages = {seen(5, 0, 1, "Ketchup"), seen(8, 0, 2, "Ketchup")};
    batch.messages[1].added = {"Received: from laptop.crepes.fr"};
  });
  ASSERT_EQ(model.rowCount(), 2);
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("Ketchup"));
  const QStringList hops = model.index(0).data(NotebookModel::hops_role).toStringList();
  ASSERT_EQ(hops.size(), 3);
  EXPECT_TRUE(hops[2].endsWith(QStringLiteral(" 8")));
  EXPECT_TRUE(
      model.index(0).data(NotebookModel::hop_details_role).toStringList()[2].contains(QStringLiteral("Received: from laptop.crepes.fr")));
  EXPECT_TRUE(at(0, Qt::AccessibleTextRole).contains(QStringLiteral("Seen 3 times")));
  model.select(0);
  EXPECT_EQ(selection.place().packet, 1U);
  model.select_next(0);
  EXPECT_EQ(selection.place().packet, 5U);
  EXPECT_EQ(model.selected_row(), 0);
  EXPECT_EQ(model.letter(0)->packet, 5U);
  model.select_next(0);
  model.select_next(0);
  EXPECT_EQ(selection.place().packet, 1U);
  selection.show_until(5);
  EXPECT_EQ(model.index(0).data(NotebookModel::hops_role).toStringList().size(), 2);
  selection.show_until(0);
  EXPECT_EQ(model.index(0).data(NotebookModel::hops_role).toStringList().size(), 3);
}

TEST_F(Eve, a_station_is_chosen_by_its_sign) {
  Theme theme;
  Notebook notebook(theme, selection);
  notebook.resize(320, 600);
  notebook.show();
  hear(9, [](auto& batch) { batch.messages = {seen(1, 0, 0, "Ketchup"), seen(5, 0, 1, "Ketchup"), seen(8, 0, 2, "Ketchup")}; });
  QCoreApplication::processEvents();
  auto* delegate = static_cast<NotebookDelegate*>(notebook.view()->itemDelegate());
  const QModelIndex row = notebook.model()->index(0);
  const QRect place = notebook.view()->visualRect(row);
  QPoint second(-1, -1);
  for (int y = place.bottom(); y > place.top() && second.x() < 0; --y)
    for (int x = place.left(); x < place.right() && second.x() < 0; ++x)
      if (delegate->hop_at(place, row, {x, y}) == 1) second = {x + 4, y - 4};
  ASSERT_GE(second.x(), 0);
  QTest::mouseClick(notebook.view()->viewport(), Qt::LeftButton, {}, second);
  EXPECT_EQ(selection.place().packet, 5U);
}

TEST_F(Eve, pages_of_the_web_are_no_journey) {
  hear(3, [](auto& batch) {
    batch.messages = {seen(1, 0, 0, ""), seen(2, 0, 0, "")};
    for (auto& page : batch.messages) page.protocol = packet::Protocol::http;
    batch.messages[0].parts = {{}};
    batch.messages[0].parts[0].filename = "menu.html";
    batch.messages[0].from_client = false;
  });
  ASSERT_EQ(model.rowCount(), 2);
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("menu.html"));
  EXPECT_TRUE(at(0, NotebookModel::meta_role).startsWith(QStringLiteral("fetched from the server")));
}

TEST_F(Eve, a_weakness_says_how_grave_it_is_in_a_word) {
  hear(2, [](auto& batch) { batch.weaknesses = {{0, 1, "rule", "high", "In the clear"}, {0, 2, "rule", "low", "An old version"}}; });
  EXPECT_EQ(at(1, NotebookModel::severity_role), QStringLiteral("high"));
  EXPECT_EQ(at(1, Qt::AccessibleTextRole), QStringLiteral("High. In the clear. packet 1"));
  EXPECT_EQ(at(2, Qt::AccessibleTextRole).left(4), QStringLiteral("Low."));
}

TEST_F(Eve, what_was_opened_with_keys_is_marked_and_a_letter_only_when_no_station_was_in_the_clear) {
  hear(9, [](auto& batch) {
    batch.credentials = {password(1), password(2)};
    batch.credentials[1].decrypted = true;
    batch.messages = {seen(5, 0, 0, "Ketchup"), seen(6, 1, 0, "Mustard"), seen(8, 1, 1, "Mustard")};
    for (auto& message : batch.messages) message.decrypted = message.packet != 8;
  });
  const auto opened = [this](int row) { return model.index(row).data(NotebookModel::opened_role).toBool(); };
  EXPECT_FALSE(opened(0));
  EXPECT_EQ(at(1, Qt::DisplayRole), QStringLiteral("Mustard"));
  EXPECT_FALSE(opened(1));
  EXPECT_TRUE(model.index(1).data(NotebookModel::hop_details_role).toStringList()[0].contains(QStringLiteral("Nobody on the way")));
  EXPECT_EQ(at(2, Qt::DisplayRole), QStringLiteral("Opened with the endpoint's keys: not hers"));
  EXPECT_TRUE(opened(3));
  EXPECT_TRUE(opened(4));
  EXPECT_TRUE(at(3, Qt::ToolTipRole).endsWith(QStringLiteral("Nobody on the way could read this.")));
  EXPECT_TRUE(at(3, Qt::AccessibleTextRole).endsWith(QStringLiteral("opened with the endpoint's keys")));
  EXPECT_EQ(model.rowCount(), 5);
}

TEST_F(Eve, a_letter_that_is_heard_in_the_clear_at_a_later_station_becomes_hers) {
  hear(9, [](auto& batch) {
    batch.messages = {seen(5, 0, 0, "Ketchup")};
    batch.messages[0].decrypted = true;
  });
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("Opened with the endpoint's keys: not hers"));
  EXPECT_EQ(at(1, Qt::DisplayRole), QStringLiteral("Ketchup"));
  hear(9, [](auto& batch) { batch.messages = {seen(12, 0, 1, "Ketchup")}; });
  ASSERT_EQ(model.rowCount(), 1);
  EXPECT_EQ(at(0, Qt::DisplayRole), QStringLiteral("Ketchup"));
  EXPECT_FALSE(model.index(0).data(NotebookModel::opened_role).toBool());
}

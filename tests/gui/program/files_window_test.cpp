// Files on the server and faults in it by hand, with a real lab behind the window; and what is taken back of both.
#include "tests/gui/program/handwork.h"

namespace cleartext::gui {
namespace {

using Files = Bench_;
using Faults = Bench_;

}  // namespace

TEST_F(Files, a_file_is_put_renamed_fetched_and_deleted) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  const auto rest = [&] { ASSERT_TRUE(until([&] { return !files.busy(); })) << files.answer().sentence().toStdString(); };
  const auto row_of = [&](const char* name) {
    for (int row = 0; row < files.files().rowCount(); ++row)
      if (files.files().file(row).name == name) return row;
    return -1;
  };
  const auto choose = [&](const char* name) { files.list().setCurrentIndex(files.files().index(row_of(name), 0)); };
  files.address().selectAll();
  QTest::keyClicks(&files.address(), QStringLiteral("ftp://bob:hungry@ftp.hamburger.edu/"));
  QTest::keyClick(&files.address(), Qt::Key_Return);
  rest();
  EXPECT_GE(row_of("welcome.txt"), 0);
  click(*files.folder_button());
  QTest::keyClicks(&files.ask_row().field(), QStringLiteral("mine"));
  QTest::keyClick(&files.ask_row().field(), Qt::Key_Return);
  rest();
  ASSERT_GE(row_of("mine"), 0) << files.answer().sentence().toStdString();
  choose("mine");
  QTest::keyClick(&files.list(), Qt::Key_Return);
  rest();
  EXPECT_EQ(files.address().text(), QStringLiteral("ftp://bob:hungry@ftp.hamburger.edu/mine/"));
  files.upload(QStringLiteral(SOURCE_DIR "/LICENSE"));
  rest();
  ASSERT_GE(row_of("LICENSE"), 0) << files.answer().sentence().toStdString();
  choose("LICENSE");
  click(*files.rename_button());
  QTest::keyClicks(&files.ask_row().field(), QStringLiteral("terms"));
  click(files.ask_row().yes_button());
  rest();
  ASSERT_GE(row_of("terms"), 0) << files.answer().sentence().toStdString();
  choose("terms");
  QObject::disconnect(&files, &FilesView::save_wanted, nullptr, nullptr);  // no dialog in a test
  QSignalSpy saved(&files, &FilesView::save_wanted);
  click(*files.download_button());
  rest();
  ASSERT_EQ(saved.count(), 1);
  QFile original(QStringLiteral(SOURCE_DIR "/LICENSE"));
  ASSERT_TRUE(original.open(QIODevice::ReadOnly));
  EXPECT_EQ(saved[0][1].toByteArray(), original.readAll());
  click(*files.remove_button());
  EXPECT_TRUE(files.ask_row().question().contains(QStringLiteral("terms")));
  click(files.ask_row().yes_button());
  rest();
  EXPECT_EQ(row_of("terms"), -1);
  click(*files.up_button());
  rest();
  EXPECT_GE(row_of("mine"), 0);
  ASSERT_TRUE(until([&] { return wire_says("RNTO") && wire_says("DELE") && wire_says("MKD"); }));
}

TEST_F(Files, all_of_it_goes_by_keyboard_and_what_was_changed_is_chosen) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  const auto rest = [&] { ASSERT_TRUE(until([&] { return !files.busy(); })) << files.answer().sentence().toStdString(); };
  const auto press = [](QWidget& button) {
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Return);
  };
  const auto chosen = [&] { return files.files().file(files.list().currentIndex().row()).name; };
  files.address().setFocus();
  QTest::keyClick(&files.address(), Qt::Key_Return);
  rest();
  EXPECT_TRUE(files.list().hasFocus());
  EXPECT_EQ(chosen(), "history");
  press(*files.folder_button());
  QTest::keyClicks(&files.ask_row().field(), QStringLiteral("mine"));
  QTest::keyClick(&files.ask_row().field(), Qt::Key_Return);
  rest();
  EXPECT_TRUE(files.list().hasFocus());
  EXPECT_EQ(chosen(), "mine");
  press(*files.remove_button());
  ASSERT_TRUE(files.ask_row().yes_button().hasFocus());
  QTest::keyClick(&files.ask_row().yes_button(), Qt::Key_Return);
  rest();
  EXPECT_TRUE(files.list().hasFocus());
  ASSERT_TRUE(until([&] { return wire_says("RMD /mine"); }));
}

TEST_F(Files, an_address_that_refuses_leaves_the_list_and_its_place) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  const auto rest = [&] { ASSERT_TRUE(until([&] { return !files.busy(); })) << files.answer().sentence().toStdString(); };
  const auto go_to = [&](const char* address) {
    files.address().setText(QLatin1String(address));
    files.address().setFocus();
    QTest::keyClick(&files.address(), Qt::Key_Return);
    rest();
  };
  go_to("ftp://bob@ftp.hamburger.edu/recipes/");
  go_to("ftp://bob:wrong@ftp.hamburger.edu/");
  EXPECT_EQ(files.answer().kind(), AnswerRow::Kind::bad);
  EXPECT_TRUE(files.address().hasFocus());
  click(*files.folder_button());
  QTest::keyClicks(&files.ask_row().field(), QStringLiteral("mine"));
  click(files.ask_row().yes_button());
  rest();
  EXPECT_TRUE(until([&] { return wire_says("MKD /recipes/mine"); })) << files.answer().sentence().toStdString();
}

TEST_F(Files, names_keep_off_the_edge_of_the_card) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  click(files.go_button());
  ASSERT_TRUE(until([&] { return !files.busy() && files.files().rowCount() > 1; })) << files.answer().sentence().toStdString();
  const QRect row = files.list().visualRect(files.files().index(1, 0));
  const QImage edge = files.list().viewport()->grab(QRect(0, row.top(), 14, row.height())).toImage();
  for (int y = 0; y < edge.height(); ++y)
    for (int x = 0; x < edge.width(); ++x) ASSERT_EQ(edge.pixel(x, y), edge.pixel(0, 0)) << x;
}

TEST_F(Files, sftp_lists_the_same_and_the_wire_tells_nothing) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  files.address().setText(QStringLiteral("sftp://bob@ftp.hamburger.edu/"));
  click(files.go_button());
  ASSERT_TRUE(until([&] { return !files.busy() && files.files().rowCount() > 0; })) << files.answer().sentence().toStdString();
  EXPECT_FALSE(wire_says("welcome.txt"));
}

TEST_F(Files, a_file_dropped_on_the_list_is_put_on_the_server) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  click(files.go_button());
  ASSERT_TRUE(until([&] { return !files.busy() && files.files().rowCount() > 0; })) << files.answer().sentence().toStdString();
  drop(files, QStringLiteral(SOURCE_DIR "/LICENSE"));
  ASSERT_TRUE(until([&] { return wire_says("STOR /LICENSE"); })) << files.answer().sentence().toStdString();
}

TEST_F(Files, what_takes_longer_than_a_second_can_be_cancelled) {
  live.lab().order(*faults::parse("silent ftp"));
  open_page(Qt::Key_4);
  auto& files = window->files();
  click(files.go_button());
  EXPECT_FALSE(files.answer().cancel_button().isVisible());
  ASSERT_TRUE(until([&] { return files.answer().cancel_button().isVisible(); }));
  EXPECT_TRUE(files.busy());
  click(files.answer().cancel_button());
  ASSERT_TRUE(until([&] { return !files.busy(); }));
  EXPECT_EQ(files.answer().sentence(), QStringLiteral("Cancelled."));
  live.lab().withdraw_all();
  click(files.go_button());
  ASSERT_TRUE(until([&] { return !files.busy() && files.files().rowCount() > 0; })) << files.answer().sentence().toStdString();
}

TEST_F(Files, a_deleted_file_comes_back_as_it_was_with_ctrl_z) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  const auto rest = [&] { ASSERT_TRUE(until([&] { return !files.busy(); })) << files.answer().sentence().toStdString(); };
  const auto has = [&](const char* name) {
    for (int row = 0; row < files.files().rowCount(); ++row)
      if (files.files().file(row).name == name) return files.list().setCurrentIndex(files.files().index(row, 0)), true;
    return false;
  };
  click(files.go_button());
  rest();
  files.upload(QStringLiteral(SOURCE_DIR "/LICENSE"));
  rest();
  ASSERT_TRUE(has("LICENSE"));
  click(*files.remove_button());
  click(files.ask_row().yes_button());
  rest();
  ASSERT_FALSE(has("LICENSE"));
  files.list().setFocus();
  QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier);
  rest();
  ASSERT_TRUE(has("LICENSE")) << files.answer().sentence().toStdString();
  QFile original(QStringLiteral(SOURCE_DIR "/LICENSE")),
      restored(QString::fromStdString((lab::site_folder_in(live.lab().data_folder()) / "LICENSE").string()));
  ASSERT_TRUE(original.open(QIODevice::ReadOnly) && restored.open(QIODevice::ReadOnly));
  EXPECT_EQ(restored.readAll(), original.readAll());
  EXPECT_FALSE(wire_says("RETR"));
}

TEST_F(Files, a_new_name_is_taken_back) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  const auto rest = [&] { ASSERT_TRUE(until([&] { return !files.busy(); })) << files.answer().sentence().toStdString(); };
  const auto names = [&] {
    QStringList all;
    for (int row = 0; row < files.files().rowCount(); ++row) all << QString::fromStdString(files.files().file(row).name);
    return all;
  };
  click(files.go_button());
  rest();
  files.list().setCurrentIndex(files.files().index(static_cast<int>(names().indexOf(QStringLiteral("welcome.txt"))), 0));
  click(*files.rename_button());
  files.ask_row().field().setText(QStringLiteral("hello.txt"));
  click(files.ask_row().yes_button());
  rest();
  ASSERT_TRUE(names().contains(QStringLiteral("hello.txt")));
  click(window->problem_bar().offered());
  rest();
  EXPECT_TRUE(names().contains(QStringLiteral("welcome.txt")) && !names().contains(QStringLiteral("hello.txt")));
}

TEST_F(Faults, what_was_switched_on_is_off_again_with_ctrl_z_and_what_was_switched_off_on) {
  const auto on_now = [&] { return live.lab().faults().size(); };
  Q_EMIT window->servers()->fault_wanted(*faults::parse("silent ftp"));
  EXPECT_EQ(on_now(), 1U);
  EXPECT_TRUE(window->problem_bar().sentence().contains(QStringLiteral("silent ftp")));
  QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(on_now(), 0U);
  Q_EMIT window->servers()->fault_wanted(*faults::parse("slow 2kB/s"));
  window->wire().show_tab(WireTabs::Tab::servers);
  ASSERT_TRUE(until([&] { return window->servers()->faults().on_now().size() == 1; }));
  click(window->servers()->faults().end_all());
  EXPECT_EQ(on_now(), 0U);
  click(window->problem_bar().offered());
  EXPECT_EQ(on_now(), 1U);
}

TEST_F(Faults, nothing_of_a_world_that_is_gone_is_taken_back) {
  Q_EMIT window->servers()->fault_wanted(*faults::parse("silent ftp"));
  QSignalSpy fresh(&live.lab(), &lab::Lab::was_reset);
  live.reset();
  ASSERT_TRUE(until([&] { return fresh.count() == 1; }));
  Q_EMIT window->servers()->end_wanted(1);
  live.lab().order(*faults::parse("silent ftp"));
  QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(live.lab().faults().size(), 1U);
}

TEST_F(Files, a_wrong_address_is_told_in_a_line) {
  open_page(Qt::Key_4);
  auto& files = window->files();
  files.address().setText(QStringLiteral("ftp://bob@"));
  click(files.go_button());
  EXPECT_FALSE(files.busy());
  EXPECT_EQ(files.answer().kind(), AnswerRow::Kind::bad);
  EXPECT_TRUE(files.answer().isVisible());
}

}  // namespace cleartext::gui

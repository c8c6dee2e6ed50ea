// What is done by hand in the window with a real lab behind it: the console, mail and files, by key and mouse.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "engine/session/live_lab.h"
#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/files/files_view.h"
#include "gui/mail/mail_view.h"
#include "gui/servers/servers_view.h"
#include "gui/window/main_window.h"
#include "gui/window/problem_bar.h"
#include "gui/wire/wire_tabs.h"
#include "servers/faults/fault_text.h"
#include "servers/lab/site_folder.h"
#include "tests/gui/program/network.h"

namespace cleartext::gui {
namespace {

struct Bench_ : testing::Test {
  Bench_() : live({network_of_this_run, {}}) {
    const auto started = live.start();
    EXPECT_TRUE(started) << started.error().sentence;
    window = std::make_unique<MainWindow>(theme, live.recording(), &live.lab(), network_of_this_run);
    window->show_free_lab();
    window->resize(1440, 900);
    window->show();
    window->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
  }
  static bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 15000); }
  bool wire_says(std::string_view words) {
    for (const auto& line : live.recording().lines())
      if (line.text.find(words) != std::string::npos) return true;
    return false;
  }
  // As the window system does it.
  static void drop(QWidget& on, const QString& path) {
    QMimeData what;
    what.setUrls({QUrl::fromLocalFile(path)});
    const QPoint middle = on.rect().center();
    QDragEnterEvent enters(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enters);
    EXPECT_TRUE(enters.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &dropped);
  }
  static void click(QWidget& button) { QTest::mouseClick(&button, Qt::LeftButton); }
  void open_page(Qt::Key digit) { QTest::keyClick(window.get(), digit, Qt::AltModifier); }
  void type(const char* line) {
    QTest::keyClicks(&window->console().input(), QString::fromLatin1(line));
    QTest::keyClick(&window->console().input(), Qt::Key_Return);
  }
  QString state() const { return window->console().picture().lit(); }

  Theme theme;
  session::LiveLab live;
  std::unique_ptr<MainWindow> window;
};

using Console = Bench_;
using Mail = Bench_;
using Files = Bench_;
using Faults = Bench_;

void connect_to(ConsoleView& console, wire::Role role, wire::Service service) {
  const auto name = wire::host(role).host_name;
  console.server().setCurrentText(QStringLiteral("%1:%2")
                                      .arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())))
                                      .arg(wire::port(service, network_of_this_run)));
  QTest::mouseClick(&console.connect_button(), Qt::LeftButton);
}

}  // namespace

TEST_F(Console, a_letter_is_sent_by_hand_and_each_line_is_on_the_wire) {
  open_page(Qt::Key_2);
  auto& console = window->console();
  ASSERT_TRUE(console.isVisible());
  connect_to(console, wire::Role::hamburger, wire::Service::smtp);
  ASSERT_TRUE(until([&] { return state() == QStringLiteral("greeted") && !console.talk().standing().waiting(); }));
  const auto say = [&](const char* line, const char* next) {
    type(line);
    ASSERT_TRUE(until([&] { return state() == QLatin1String(next) && !console.talk().standing().waiting(); }))
        << line << state().toStdString();
  };
  say("DATA", "greeted");
  EXPECT_TRUE(console.text().toPlainText().contains(QStringLiteral("Not yet. First say HELO, then MAIL, then RCPT.")))
      << console.text().toPlainText().toStdString();
  say("HELO laptop", "ready");
  say("MAIL FROM:<alice@crepes.fr>", "has sender");
  EXPECT_EQ(console.say_row().verbs().first(), QStringLiteral("RCPT"));
  say("RCPT TO:<bob@hamburger.edu>", "has envelope");
  say("DATA", "takes letter");
  for (const char* line : {"Subject: by hand", "", "Hello."}) type(line);
  say(".", "ready");
  type("QUIT");
  ASSERT_TRUE(until([&] { return !console.talk().connected(); }));
  ASSERT_TRUE(until([&] { return live.recording().messages().size() == 1 && wire_says("QUIT"); }));
  EXPECT_EQ(live.recording().messages()[0].subject, "by hand");
}

TEST_F(Console, starttls_by_hand_hides_what_follows_from_the_wire) {
  open_page(Qt::Key_2);
  auto& console = window->console();
  connect_to(console, wire::Role::hamburger, wire::Service::pop3);
  ASSERT_TRUE(until([&] { return !console.talk().standing().waiting(); }));
  type("STLS");
  ASSERT_TRUE(until([&] { return console.text().toPlainText().contains(QStringLiteral("everything is encrypted")); }));
  type("USER bob");
  type("PASS hungry");
  ASSERT_TRUE(until([&] { return state() == QStringLiteral("mailbox open"); })) << console.text().toPlainText().toStdString();
  for (const auto& credential : live.recording().credentials()) EXPECT_TRUE(credential.decrypted);
}

TEST_F(Console, line_ends_are_shown_on_demand_and_a_verb_is_taken_from_the_coach) {
  open_page(Qt::Key_2);
  auto& console = window->console();
  connect_to(console, wire::Role::ftp, wire::Service::ftp);
  ASSERT_TRUE(until([&] { return !console.talk().standing().waiting(); }));
  EXPECT_FALSE(console.text().toPlainText().contains(QStringLiteral("CR LF")));
  click(console.ends_button());
  EXPECT_TRUE(console.text().toPlainText().contains(QStringLiteral("CR LF")));
  auto* user = console.say_row().findChildren<Button*>().first();
  click(*user);
  EXPECT_EQ(console.input().text(), QStringLiteral("USER "));
  EXPECT_TRUE(console.input().hasFocus());
  click(console.hang_up_button());
  ASSERT_TRUE(until([&] { return !console.talk().connected(); }));
  EXPECT_TRUE(console.connect_button().isVisible());
}

TEST_F(Console, a_reset_of_the_lab_ends_the_call) {
  open_page(Qt::Key_2);
  auto& console = window->console();
  connect_to(console, wire::Role::crepes, wire::Service::smtp);
  ASSERT_TRUE(until([&] { return !console.talk().standing().waiting(); }));
  live.reset();
  ASSERT_TRUE(until([&] { return !console.talk().connected(); }));
}

TEST_F(Mail, alice_writes_bob_fetches_reads_and_answers) {
  open_page(Qt::Key_3);
  auto& mail = window->mail();
  ASSERT_TRUE(mail.isVisible());
  click(mail.write_button());
  EXPECT_EQ(mail.write_page().to().text(), QStringLiteral("bob@hamburger.edu"));
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Ketchup"));
  QTest::keyClicks(&mail.write_page().words(), QStringLiteral("Do you like ketchup?"));
  mail.write_page().attach(QStringLiteral(SOURCE_DIR "/LICENSE"));
  ASSERT_TRUE(until([&] { return mail.write_page().attached() == QStringList{QStringLiteral("LICENSE")}; }));
  click(mail.write_page().send_button());
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  EXPECT_EQ(mail.answer().kind(), AnswerRow::Kind::good) << mail.answer().sentence().toStdString();
  ASSERT_TRUE(until([&] { return live.recording().messages().size() == 2; }));  // handed in, relayed
  click(*mail.person().segment(1));
  ASSERT_TRUE(until([&] {
    if (mail.letters().rowCount() == 0 && !mail.busy()) click(mail.fetch_button());
    return mail.letters().rowCount() == 1;
  }));
  EXPECT_EQ(mail.letter_page().subject(), QStringLiteral("Ketchup"));
  ASSERT_TRUE(until([&] { return mail.letter_page().attached().size() == 1; }));
  EXPECT_EQ(mail.letter_page().words(), QStringLiteral("Do you like ketchup?"));
  EXPECT_EQ(mail.letter_page().attached()[0].name, QStringLiteral("LICENSE"));
  click(mail.reply_button());
  EXPECT_EQ(mail.write_page().subject().text(), QStringLiteral("Re: Ketchup"));
  QTest::keyClicks(&mail.write_page().words(), QStringLiteral("Yes."));
  QTest::keyClick(&mail.write_page().words(), Qt::Key_Return, Qt::ControlModifier);
  ASSERT_TRUE(until([&] { return wire_says("> Do you like ketchup?"); }));
}

TEST_F(Mail, what_was_left_on_the_server_is_kept_once) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Once"));
  click(mail.write_page().send_button());
  ASSERT_TRUE(until([&] { return !mail.busy() && live.recording().messages().size() == 2; }));
  mail.show_person(MailView::Who::bob);
  mail.settings().fetching = MailSettings::Fetching::imap;
  ASSERT_TRUE(until([&] {
    if (!mail.busy()) mail.fetch();
    return mail.letters().rowCount() == 1;
  }));
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  mail.fetch();
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  EXPECT_EQ(mail.letters().rowCount(), 1);
  EXPECT_TRUE(wire_says("SELECT INBOX"));
}

TEST_F(Mail, a_file_dropped_on_the_words_goes_along_also_when_send_comes_first) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Terms"));
  drop(*mail.write_page().words().viewport(), QStringLiteral(SOURCE_DIR "/LICENSE"));
  EXPECT_TRUE(mail.write_page().words().toPlainText().isEmpty());
  click(mail.write_page().send_button());  // while it is still being read
  ASSERT_TRUE(until([&] { return live.recording().messages().size() == 2; })) << mail.answer().sentence().toStdString();
  ASSERT_TRUE(until([&] { return wire_says("LICENSE"); }));
}

TEST_F(Mail, a_letter_to_nobody_is_not_sent) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  mail.write_page().to().clear();
  click(mail.write_page().send_button());
  EXPECT_FALSE(mail.busy());
  EXPECT_EQ(mail.answer().kind(), AnswerRow::Kind::bad);
}

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

TEST_F(Mail, a_letter_that_was_put_away_unsent_comes_back) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Half a letter"));
  click(mail.write_page().drop_button());
  EXPECT_FALSE(mail.write_page().isVisible());
  ProblemBar& bar = window->problem_bar();
  ASSERT_TRUE(bar.isVisible() && bar.offered().isVisible());
  click(bar.offered());
  EXPECT_TRUE(mail.write_page().isVisible());
  EXPECT_EQ(mail.write_page().subject().text(), QStringLiteral("Half a letter"));
  EXPECT_EQ(mail.write_page().to().text(), QStringLiteral("bob@hamburger.edu"));
  EXPECT_FALSE(bar.isVisible());
}

TEST_F(Mail, what_was_never_begun_or_was_sent_is_not_told_of) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  click(mail.write_page().drop_button());
  EXPECT_FALSE(window->problem_bar().isVisible());
  mail.write();
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Sent"));
  click(mail.write_page().send_button());
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  mail.write();
  EXPECT_FALSE(window->problem_bar().isVisible());
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

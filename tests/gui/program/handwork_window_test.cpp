// What is done by hand in the window with a real lab behind it: the console and mail, by key and mouse.
#include <algorithm>

#include "gui/map/network_map.h"
#include "gui/message/message_view.h"
#include "gui/presenter/presenter.h"
#include "tests/gui/program/handwork.h"

namespace cleartext::gui {
namespace {

using Console = Bench_;
using Mail = Bench_;

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

TEST_F(Console, keys_stay_with_the_line_whatever_is_clicked) {
  open_page(Qt::Key_2);
  auto& console = window->console();
  connect_to(console, wire::Role::ftp, wire::Service::ftp);
  ASSERT_TRUE(until([&] { return !console.talk().standing().waiting(); }));
  window->setFocus();  // where a click on the desk leaves the keys
  click(console.ends_button());
  EXPECT_TRUE(console.input().hasFocus());
  console.text().setFocus();
  QTest::keyClicks(&console.text(), QStringLiteral("u"));
  EXPECT_TRUE(console.input().hasFocus());
  EXPECT_EQ(console.input().text(), QStringLiteral("u"));
}

TEST_F(Console, before_an_audience_the_clickers_keys_work_and_a_line_can_still_be_typed) {
  const auto press = [this](Qt::Key key) {
    QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get(), key);
  };
  open_page(Qt::Key_2);
  ConsoleView& console = window->console();
  connect_to(console, wire::Role::hamburger, wire::Service::smtp);
  ASSERT_TRUE(until([&] { return state() == QStringLiteral("greeted"); }));
  ASSERT_TRUE(console.input().hasFocus());
  press(Qt::Key_F5);
  press(Qt::Key_0);
  ASSERT_TRUE(console.input().isVisible());
  EXPECT_FALSE(console.input().hasFocus());
  press(Qt::Key_B);
  EXPECT_TRUE(window->presenter().curtain().isVisible());
  press(Qt::Key_B);
  press(Qt::Key_Return);
  ASSERT_TRUE(console.input().hasFocus());
  press(Qt::Key_B);
  EXPECT_TRUE(window->presenter().curtain().isVisible());
  press(Qt::Key_B);
  EXPECT_TRUE(console.input().text().isEmpty());
  console.input().setFocus();
  type("HELO b1");
  EXPECT_TRUE(until([&] { return state() == QStringLiteral("ready"); }));
  press(Qt::Key_Escape);
  EXPECT_FALSE(console.input().hasFocus());
  EXPECT_TRUE(window->presenter().on());
  press(Qt::Key_2);
  EXPECT_FALSE(console.isVisible());
  press(Qt::Key_Escape);
  EXPECT_FALSE(window->presenter().on());
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

TEST_F(Mail, a_letter_begun_is_told_of_when_somebody_else_is_chosen_and_stays_while_fetching) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Half a letter"));
  click(mail.write_page().send_button());
  ASSERT_TRUE(until([&] { return !mail.busy() && live.recording().messages().size() == 2; }));
  mail.show_person(MailView::Who::bob);
  mail.write();
  QTest::keyClicks(&mail.write_page().subject(), QStringLiteral("Half an answer"));
  ASSERT_TRUE(until([&] {
    if (!mail.busy()) mail.fetch();
    return mail.letters().rowCount() == 1;
  }));
  EXPECT_TRUE(mail.write_page().isVisible());
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  EXPECT_FALSE(window->problem_bar().isVisible());
  click(*mail.person().segment(0));
  EXPECT_FALSE(mail.answer().isVisible());
  ASSERT_TRUE(window->problem_bar().isVisible() && window->problem_bar().offered().isVisible());
  open_page(Qt::Key_4);
  click(window->problem_bar().offered());
  EXPECT_TRUE(mail.write_page().isVisible());
  EXPECT_EQ(mail.write_page().subject().text(), QStringLiteral("Half an answer"));
}

TEST_F(Mail, ctrl_and_enter_send_from_every_field) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  mail.write_page().subject().setFocus();
  QTest::keyClick(&mail.write_page().subject(), Qt::Key_Return, Qt::ControlModifier);
  EXPECT_TRUE(mail.busy());
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  EXPECT_TRUE(mail.write_button().hasFocus());
}

TEST_F(Mail, of_two_letters_of_one_subject_the_chosen_one_is_answered) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  for (const char* words : {"the older", "the newer"}) {
    const auto before = live.recording().messages().size();
    mail.write();
    QTest::keyClicks(&mail.write_page().words(), QString::fromLatin1(words));
    click(mail.write_page().send_button());
    ASSERT_TRUE(until([&] { return !mail.busy() && live.recording().messages().size() == before + 2; }));
  }
  mail.show_person(MailView::Who::bob);
  ASSERT_TRUE(until([&] {
    if (!mail.busy()) mail.fetch();
    return mail.letters().rowCount() == 2;
  }));
  ASSERT_TRUE(until([&] { return !mail.busy(); }));
  mail.list().setCurrentIndex(mail.letters().index(1));
  ASSERT_TRUE(until([&] { return mail.letter_page().words() == QStringLiteral("the older"); })) << mail.letter_page().words().toStdString();
  click(mail.reply_button());
  click(mail.write_page().send_button());
  ASSERT_TRUE(until([&] { return wire_says("> the older"); }));
  EXPECT_FALSE(wire_says("> the newer"));
}

TEST_F(Mail, its_envelope_opens_on_the_map) {
  auto& mail = window->mail();
  open_page(Qt::Key_3);
  mail.write();
  click(mail.write_page().send_button());
  ASSERT_TRUE(until([&] { return !mail.busy() && live.recording().messages().size() == 2; }));
  open_page(Qt::Key_1);
  MapCanvas& map = window->map().canvas();
  const auto on_a_letter = [&] {
    const auto marks = map.marks();
    return std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return mark.selected && mark.segment.letter; });
  };
  ASSERT_TRUE(until([&] { return map.traffic_now().packets == live.recording().packets().size(); }));
  map.setFocus();
  for (int i = 0; i < 100 && !on_a_letter(); ++i) QTest::keyClick(&map, Qt::Key_Left);
  ASSERT_TRUE(on_a_letter()) << window->selection().place().packet << " of " << map.traffic_now().packets;
  QTest::keyClick(&map, Qt::Key_Return);
  ASSERT_EQ(window->wire().tab_now(), WireTabs::Tab::message);
  const QTreeWidgetItem* shown = window->findChild<MessageView*>()->tree().currentItem();
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(shown->text(0), QStringLiteral("Envelope"));
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

}  // namespace cleartext::gui

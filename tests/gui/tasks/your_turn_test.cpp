// The tasks by hand and by key: what is typed, chosen and picked is told, and how things stand is shown with its reason.
#include "gui/tasks/your_turn.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cleartext;
using namespace cleartext::gui;
using Kind = lesson::Check::Kind;

namespace {

lesson::Check check(const std::string& id, Kind kind) {
  lesson::Check made;
  made.id = id;
  made.kind = kind;
  made.says = {{"en", "Check " + id}, {"de", "Prüfung " + id}};
  if (kind == Kind::choice) made.choices = {{"left", {{"en", "Left"}}}, {"right", {{"en", "Right"}}}};
  return made;
}

lesson::Lesson two_tasks() {
  lesson::Lesson made;
  made.id = "made";
  made.draws["note"] = {lesson::DrawKind::word, "marmalade"};
  lesson::Task look;
  look.id = "look";
  look.title = {{"en", "The envelope"}};
  look.says = {{"en", "Find it."}};
  look.hints = {{{"en", "Before DATA."}}, {{"en", "RCPT TO."}}};
  look.foundations = {check("ground", Kind::seen)};
  look.checks = {check("typed", Kind::answer), check("picked", Kind::packet), check("chosen", Kind::choice)};
  lesson::Task act;
  act.id = "act";
  act.kind = lesson::Task::Kind::do_it_yourself;
  act.title = {{"en", "Your letter"}};
  act.says = {{"en", "Send Bob the word marmalade."}};
  act.checks = {check("seen", Kind::seen)};
  act.opening.emplace_back();
  made.tasks = {look, act};
  return made;
}

struct Tasks : testing::Test {
  Theme theme;
  analysis::Recording recording;
  Selection selection{recording};
  std::unique_ptr<YourTurn> pane;
  wire::NetworkMode mode = wire::NetworkMode::private_network;

  void open(const std::string& student = "4711", const lesson::Progress& progress = {}, const QString& language = QStringLiteral("en")) {
    pane = std::make_unique<YourTurn>(theme, selection, language, mode);
    pane->show_work(two_tasks(), {student, {}, {}}, progress);
    pane->resize(360, 1400);
    pane->show();
    pane->activateWindow();
    QApplication::processEvents();
  }
  CheckRow& row(const char* id) {
    for (CheckRow* each : pane->checks())
      if (each->id() == QLatin1String(id)) return *each;
    throw std::runtime_error(id);
  }
  static grading::Standing standing() {
    grading::Standing made;
    made.tasks = {{{.task = "look", .check = "ground", .passed = true, .foundation = true, .packet = 7, .note = "Seen in packet 7."},
                   {.task = "look", .check = "typed", .note = "No answer yet."},
                   {.task = "look", .check = "picked"},
                   {.task = "look", .check = "chosen"}},
                  {{.task = "act", .check = "seen", .note = "0 of 1 things were seen. Still missing: a letter."}}};
    made.tally = {1, 5, 0, 4};
    return made;
  }
};

}  // namespace

TEST_F(Tasks, who_is_not_known_yet_is_asked_before_anything_is_handed_in) {
  open("");
  QSignalSpy student(pane.get(), &YourTurn::student_wanted), hand_in(pane.get(), &YourTurn::hand_in_wanted);
  QTest::mouseClick(pane->hand_in(), Qt::LeftButton);
  EXPECT_EQ(hand_in.count(), 0);
  QTest::keyClicks(pane->student().id(), QStringLiteral("  4711 "));
  QTest::keyClick(pane->student().id(), Qt::Key_Return);
  ASSERT_EQ(student.count(), 1);
  EXPECT_EQ(student[0][0].toString(), QStringLiteral("4711"));
}

TEST_F(Tasks, who_has_tokens_for_other_lessons_is_asked_for_this_ones_and_may_go_on_without) {
  open();
  StudentBox& box = pane->student();
  pane->show_work(two_tasks(), {"4711", {}, {}}, {}, StudentBox::Token::missing);
  EXPECT_TRUE(box.asking());
  EXPECT_EQ(box.id()->text(), QStringLiteral("4711"));
  QSignalSpy wanted(pane.get(), &YourTurn::student_wanted);
  QTest::mouseClick(box.accept(), Qt::LeftButton);
  EXPECT_FALSE(box.asking()) << "without";
  EXPECT_EQ(wanted.count(), 0);
  pane->show_work(two_tasks(), {"4711", {}, {}}, {}, StudentBox::Token::missing);
  box.token()->setText(QString(64, QLatin1Char('a')));
  QTest::mouseClick(box.accept(), Qt::LeftButton);
  EXPECT_EQ(wanted.count(), 1);
}

TEST_F(Tasks, the_next_student_at_this_machine_does_not_get_the_token_of_the_one_before) {
  open();
  StudentBox& box = pane->student();
  const QString token(64, QLatin1Char('a'));
  pane->show_work(two_tasks(), {"s013", token.toStdString(), {}}, {});
  QTest::mouseClick(box.change(), Qt::LeftButton);
  EXPECT_EQ(box.token()->text(), token) << "it may be his id alone that is looked at";
  QTest::keyClicks(box.id(), QStringLiteral("s014"));
  EXPECT_EQ(box.token()->text(), QString());
  QSignalSpy wanted(pane.get(), &YourTurn::student_wanted);
  QTest::mouseClick(box.accept(), Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted.front().at(0).toString(), QStringLiteral("s014"));
  EXPECT_EQ(wanted.front().at(1).toString(), QString());
}

TEST_F(Tasks, foundations_stand_first_and_every_check_says_why_it_does_not_pass) {
  open();
  pane->show_standing(standing());
  EXPECT_EQ(pane->checks().front()->id(), QStringLiteral("ground"));
  EXPECT_TRUE(row("ground").passed());
  EXPECT_FALSE(row("typed").passed());
  EXPECT_EQ(row("typed").note(), QStringLiteral("No answer yet."));
  EXPECT_TRUE(row("typed").accessibleName().startsWith(QStringLiteral("Not yet")));
  EXPECT_EQ(pane->tasks()[0]->tally().passed, 1);
  QTest::mouseClick(pane->tasks()[1], Qt::LeftButton);
  EXPECT_EQ(row("seen").note(), QStringLiteral("0 of 1 things were seen. Still missing: a letter."));
}

TEST_F(Tasks, what_is_typed_and_chosen_is_told_once) {
  open();
  QSignalSpy answered(pane.get(), &YourTurn::answered);
  row("typed").field()->setFocus();
  QTest::keyClicks(row("typed").field(), QStringLiteral(" 221 "));
  QTest::keyClick(row("typed").field(), Qt::Key_Return);
  QTest::keyClick(row("typed").field(), Qt::Key_Return);
  QTest::mouseClick(row("chosen").choices()[1], Qt::LeftButton, {}, QPoint(8, row("chosen").choices()[1]->height() / 2));
  ASSERT_EQ(answered.count(), 2);
  EXPECT_EQ(answered[0], (QVariantList{QStringLiteral("look"), QStringLiteral("typed"), QStringLiteral("221")}));
  EXPECT_EQ(answered[1], (QVariantList{QStringLiteral("look"), QStringLiteral("chosen"), QStringLiteral("right")}));
}

// Who leaves the cursor there and reads on has answered: it is kept, whatever becomes of the program.
TEST_F(Tasks, what_is_typed_is_told_when_typing_pauses) {
  open();
  QSignalSpy answered(pane.get(), &YourTurn::answered);
  row("typed").field()->setFocus();
  QTest::keyClicks(row("typed").field(), QStringLiteral("221"));
  EXPECT_EQ(answered.count(), 0);
  ASSERT_TRUE(answered.wait(20'000));
  EXPECT_EQ(answered[0], (QVariantList{QStringLiteral("look"), QStringLiteral("typed"), QStringLiteral("221")}));
  QTest::keyClick(row("typed").field(), Qt::Key_Return);
  EXPECT_EQ(answered.count(), 1);
}

TEST_F(Tasks, a_packet_is_picked_by_whatever_is_selected_next_and_only_then) {
  open();
  QSignalSpy answered(pane.get(), &YourTurn::answered);
  selection.select({.packet = 12});
  EXPECT_EQ(answered.count(), 0);
  QTest::mouseClick(row("picked").pick(), Qt::LeftButton);
  selection.select({.packet = 44});
  selection.select({.packet = 45});
  ASSERT_EQ(answered.count(), 1);
  EXPECT_EQ(answered[0][2].toString(), QStringLiteral("44"));
  EXPECT_EQ(row("picked").field()->text(), QStringLiteral("44"));
  EXPECT_FALSE(row("picked").armed());
}

TEST_F(Tasks, escape_lets_go_of_picking) {
  open();
  QTest::mouseClick(row("picked").pick(), Qt::LeftButton);
  QTest::keyClick(row("picked").pick(), Qt::Key_Escape);
  QSignalSpy answered(pane.get(), &YourTurn::answered);
  selection.select({.packet = 44});
  EXPECT_EQ(answered.count(), 0);
}

TEST_F(Tasks, the_way_to_the_evidence_selects_its_packet_and_answers_nothing) {
  open();
  pane->show_standing(standing());
  QTest::mouseClick(row("picked").pick(), Qt::LeftButton);
  QSignalSpy answered(pane.get(), &YourTurn::answered);
  EXPECT_TRUE(row("ground").evidence()->isVisible());
  QTest::mouseClick(row("ground").evidence(), Qt::LeftButton);
  EXPECT_EQ(answered.count(), 0);
}

TEST_F(Tasks, hints_come_one_at_a_time_and_are_remembered) {
  open();
  QSignalSpy revealed(pane.get(), &YourTurn::hint_revealed);
  EXPECT_TRUE(pane->hints_shown().isEmpty());
  QTest::mouseClick(pane->hint(), Qt::LeftButton);
  EXPECT_EQ(pane->hints_shown(), QStringList({QStringLiteral("Hint 1: Before DATA.")}));
  QTest::mouseClick(pane->hint(), Qt::LeftButton);
  EXPECT_EQ(pane->hints_shown().size(), 2);
  EXPECT_FALSE(pane->hint()->isVisible());
  EXPECT_EQ(revealed.last()[1].toInt(), 2);
  lesson::Progress before;
  before.hints["look"] = 1;
  before.answers["look/typed"] = "221";
  open("4711", before);
  EXPECT_EQ(pane->hints_shown().size(), 1);
  EXPECT_EQ(row("typed").field()->text(), QStringLiteral("221"));
}

TEST_F(Tasks, what_was_drawn_is_shown_where_a_task_speaks_of_it_and_gives_no_answer_away) {
  open();
  EXPECT_FALSE(pane->drawn().contains(QStringLiteral("marmalade")));
  QTest::mouseClick(pane->next(), Qt::LeftButton);
  EXPECT_TRUE(pane->drawn().contains(QStringLiteral("marmalade")));
  EXPECT_TRUE(pane->drawn().startsWith(QStringLiteral("Word: "))) << "what it is, not what the lesson calls it";
}

TEST_F(Tasks, a_task_with_something_that_must_lie_ready_is_begun_by_a_button) {
  open();
  QSignalSpy begin(pane.get(), &YourTurn::begin_wanted);
  EXPECT_FALSE(pane->begin()->isVisible());
  QTest::mouseClick(pane->next(), Qt::LeftButton);
  ASSERT_TRUE(pane->begin()->isVisible());
  QTest::mouseClick(pane->begin(), Qt::LeftButton);
  ASSERT_EQ(begin.count(), 1);
  EXPECT_EQ(begin[0][0].toInt(), 1);
  pane->show_begun(1);
  EXPECT_FALSE(pane->begin()->isEnabled());
  QTRY_VERIFY(pane->begin()->isEnabled());  // the letter that lay ready may be gone by now
  EXPECT_EQ(pane->begin()->text(), QStringLiteral("Begin again"));
  QTest::mouseClick(pane->begin(), Qt::LeftButton);
  EXPECT_EQ(begin.count(), 2);
}

TEST_F(Tasks, nothing_is_saved_before_one_saw_what_is_in_it) {
  open();
  QSignalSpy wanted(pane.get(), &YourTurn::hand_in_wanted), save(pane.get(), &YourTurn::save_wanted);
  QTest::mouseClick(pane->hand_in(), Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(save.count(), 0);
  pane->show_hand_in({QStringLiteral("Your id, 4711."), QStringLiteral("64 packets.")});
  EXPECT_TRUE(pane->hand_in_page().words().contains(QStringLiteral("64 packets.")));
  QTest::mouseClick(pane->hand_in_page().save(), Qt::LeftButton);
  EXPECT_EQ(save.count(), 1);
  pane->show_handed_in(QStringLiteral("/tmp/x.pcapng"), 23000);
  EXPECT_TRUE(pane->hand_in_page().words().contains(QStringLiteral("/tmp/x.pcapng")));
  QTest::mouseClick(pane->hand_in_page().back(), Qt::LeftButton);
  EXPECT_FALSE(pane->handing_in());
}

TEST_F(Tasks, sentences_are_in_the_language_of_the_window) {
  open("4711", {}, QStringLiteral("de"));
  EXPECT_TRUE(row("typed").accessibleName().contains(QStringLiteral("Prüfung typed")));
}

TEST_F(Tasks, the_terminal_calls_the_server_that_the_task_is_about) {
  lesson::Lesson lesson = two_tasks();
  const auto shown = [&](const char* protocol, const char* server, const char* in_tls) {
    lesson::Evidence evidence;
    evidence.protocol = protocol;
    evidence.server = server;
    evidence.in_tls = in_tls;
    lesson.tasks[1].checks[0].seen = {{{}, evidence}};
    pane->show_work(lesson, {"4711", {}, {}}, {});
    pane->show_task(1);
    return pane->by_hand().section(QLatin1Char('\n'), -1);
  };
  open();
  EXPECT_EQ(shown("smtp", "", ""), QStringLiteral("cleartext shell -- telnet mail.hamburger.edu 25"));
  EXPECT_EQ(shown("pop3", "mail.crepes.fr", ""), QStringLiteral("cleartext shell -- telnet mail.crepes.fr 110"));
  EXPECT_EQ(shown("ftp", "", ""), QStringLiteral("cleartext shell -- telnet ftp.hamburger.edu 21"));
  EXPECT_EQ(shown("ftp", "", "yes"), QStringLiteral("cleartext shell")) << "telnet speaks no TLS";
  EXPECT_EQ(shown("ssh", "", ""), QStringLiteral("cleartext shell"));
  mode = wire::NetworkMode::loopback;
  open();
  EXPECT_EQ(shown("imap", "", ""), QStringLiteral("cleartext shell -- telnet mail.hamburger.edu 2143"));
}

TEST_F(Tasks, the_next_field_stays_where_it_is_whatever_is_said_of_the_check_above) {
  open();
  grading::Standing before = standing();
  before.tasks[0][1].note = "This is not what the capture says. Look once more at the line that ends the conversation, and count.";
  pane->show_standing(before);
  QApplication::processEvents();
  const auto at = [&] { return row("picked").field()->mapTo(pane.get(), QPoint()); };
  const QPoint then = at();
  grading::Standing after = before;
  after.tasks[0][1].passed = true;
  after.tasks[0][1].packet = 9;
  after.tasks[0][1].note =
      "A very long answer that was typed by the student, and takes more than three lines where there is little room: right. Yes, right.";
  pane->show_standing(after);
  QApplication::processEvents();
  ASSERT_TRUE(row("typed").evidence()->isVisible());
  EXPECT_EQ(at(), then);
}

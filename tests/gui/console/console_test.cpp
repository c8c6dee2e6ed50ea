// The console without a lab: the line that is typed, the coach's words, the picture of the states.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include "gui/console/coach_words.h"
#include "gui/console/console_input.h"
#include "gui/console/console_view.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

talk::Standing after(std::initializer_list<std::pair<std::string_view, std::string_view>> turns) {
  talk::Standing standing(wire::Service::smtp);
  standing.heard("220 hi");
  for (const auto& [said, heard] : turns) {
    standing.said(said);
    standing.heard(heard);
  }
  return standing;
}

struct Input : testing::Test {
  Theme theme;
  ConsoleInput input{theme};
};

}  // namespace

TEST_F(Input, tab_takes_the_grey_end_and_enter_sends_the_line) {
  QSignalSpy sent(&input, &ConsoleInput::line_entered);
  input.set_completions({QStringLiteral("DATA")});
  QTest::keyClicks(&input, QStringLiteral("DA"));
  EXPECT_EQ(input.ghost(), QStringLiteral("TA"));
  QTest::keyClick(&input, Qt::Key_Tab);
  EXPECT_EQ(input.text(), QStringLiteral("DATA"));
  QTest::keyClick(&input, Qt::Key_Return);
  ASSERT_EQ(sent.count(), 1);
  EXPECT_EQ(sent[0][0].toString(), QStringLiteral("DATA"));
  EXPECT_TRUE(input.text().isEmpty());
}

TEST_F(Input, before_an_audience_a_log_in_is_dots_while_it_is_typed_and_when_it_is_brought_back) {
  input.mask(true);
  for (const char* line : {"AUTH PLAIN AGJvYgBodW5ncnk=", "pass hungry", "a1 LOGIN bob hungry", "aHVuZ3J5"}) {
    QTest::keyClicks(&input, QString::fromLatin1(line));
    EXPECT_FALSE(input.displayText().contains(QString::fromLatin1(line).right(4))) << line;
    EXPECT_EQ(input.text(), QString::fromLatin1(line));
    input.remember(input.text());
    input.clear();
    QTest::keyClick(&input, Qt::Key_Up);
    EXPECT_FALSE(input.displayText().contains(QString::fromLatin1(line).right(4))) << line;
    input.mask(false);
    EXPECT_EQ(input.displayText(), QString::fromLatin1(line));
    input.mask(true);
    input.clear();
  }
  for (const char* line : {"HELO laptop", "STARTTLS", "MAIL FROM:<alice@crepes.fr>", "USER bob"}) {
    QTest::keyClicks(&input, QString::fromLatin1(line));
    EXPECT_EQ(input.displayText(), QString::fromLatin1(line));
    input.clear();
  }
}

TEST_F(Input, without_a_completion_tab_leads_on) {
  QWidget page;
  QLineEdit other(&page);
  input.setParent(&page);
  page.show();
  input.setFocus();
  QTest::keyClick(&input, Qt::Key_Tab);
  EXPECT_FALSE(input.hasFocus());
  input.setParent(nullptr);
}

TEST_F(Input, up_and_down_bring_back_what_was_said_and_what_was_not_sent_yet) {
  for (const char* line : {"HELO me", "NOOP"}) {
    QTest::keyClicks(&input, QString::fromLatin1(line));
    QTest::keyClick(&input, Qt::Key_Return);
  }
  QTest::keyClicks(&input, QStringLiteral("QU"));
  QTest::keyClick(&input, Qt::Key_Up);
  EXPECT_EQ(input.text(), QStringLiteral("NOOP"));
  QTest::keyClick(&input, Qt::Key_Up);
  QTest::keyClick(&input, Qt::Key_Up);
  EXPECT_EQ(input.text(), QStringLiteral("HELO me"));
  QTest::keyClick(&input, Qt::Key_Down);
  QTest::keyClick(&input, Qt::Key_Down);
  EXPECT_EQ(input.text(), QStringLiteral("QU"));
}

TEST(CoachWords, a_503_is_told_what_comes_first) {
  EXPECT_EQ(advice_words(talk::advise(after({{"HELO me", "250 ok"}, {"DATA", "503 no"}}))),
            QStringLiteral("Not yet. First say MAIL, then RCPT."));
}

TEST(CoachWords, a_wrong_form_and_a_slip_are_told_apart) {
  EXPECT_EQ(advice_words(talk::advise(after({{"HELO me", "250 ok"}, {"MAIL you", "501 no"}}))),
            QStringLiteral("The words after it do not fit. Its form is: MAIL FROM:<address>"));
  EXPECT_EQ(advice_words(talk::advise(after({{"QIUT", "500 no"}}))), QStringLiteral("The server does not know this word. Is QUIT meant?"));
}

TEST(StatePicture, the_state_is_lit_and_told_to_a_screen_reader) {
  Theme theme;
  StatePicture picture(theme);
  picture.resize(700, 86);
  picture.show_standing(after({{"HELO me", "250 ok"}, {"MAIL FROM:<a@b>", "250 ok"}}), true);
  EXPECT_EQ(picture.lit(), QStringLiteral("has sender"));
  EXPECT_TRUE(picture.accessibleDescription().startsWith(QStringLiteral("has sender. "))) << picture.accessibleDescription().toStdString();
  const QImage with_sender = picture.grab().toImage();
  picture.show_standing(after({{"HELO me", "250 ok"}}), true);
  EXPECT_NE(picture.grab().toImage(), with_sender);
  picture.show_standing(after({}), false);
  EXPECT_TRUE(picture.lit().isEmpty());
}

TEST(ConsoleView, without_a_lab_it_says_so_and_offers_nothing) {
  Theme theme;
  ConsoleView view(theme);
  view.set_lab(nullptr);
  EXPECT_FALSE(view.connect_button().isEnabled());
  EXPECT_FALSE(view.talk().connected());
}

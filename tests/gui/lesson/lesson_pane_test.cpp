// The lesson pane on a script made by hand: states, the next thing to do, questions typed and clicked.
#include "gui/lesson/lesson_pane.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace cleartext;
using namespace cleartext::gui;
using lesson::StepState;

namespace {

class Part : public Script {
 public:
  Part() {
    lesson_.title = {{"en", "A lesson"}};
    for (const char* id : {"one", "two", "three"}) {
      lesson::Step step;
      step.title = {{"en", id}};
      step.narration = {{"en", "Now `220` is said."}};
      step.evidence.emplace_back();
      step.hint = {{"en", "Reset the lab."}};
      lesson::Question question;
      question.id = id;
      question.ask = {{"en", "Which code?"}};
      question.answer.kind = lesson::Value::Kind::field;
      question.answer.field = "code";
      question.why = {{"en", "It begins with 2."}};
      step.questions = {question};
      lesson_.steps.push_back(step);
    }
    lesson_.steps[0].evidence.clear();
  }
  const lesson::Lesson& lesson() const override { return lesson_; }
  lesson::Lesson& made() { return lesson_; }
  int current() const override { return step; }
  StepState state(int i) const override { return states[static_cast<std::size_t>(i)]; }
  std::string failure(int) const override { return "1 of 2 things were seen."; }
  bool finished() const override { return states.back() == StepState::seen; }
  bool playing() const override { return is_playing; }
  std::uint32_t shown_until() const override { return 0; }
  std::string next_line() const override { return {}; }
  void next_act() override { asked += "act "; }
  void next_command() override { asked += "command "; }
  void play(int) override { asked += "play "; }
  void pause() override { asked += "pause "; }
  void back() override { asked += "back "; }
  void look_at(std::uint32_t) override {}
  void stay() override {}
  void look_live() override {}
  std::string answer(const lesson::Question&) const override { return right; }
  void show(int now, std::vector<StepState> all) {
    step = now;
    states = std::move(all);
    Q_EMIT changed();
  }
  int step = -1;
  std::vector<StepState> states{3, StepState::waiting};
  bool is_playing = false;
  std::string asked, right = "250";

 private:
  lesson::Lesson lesson_;
};

struct Pane : testing::Test {
  Theme theme;
  analysis::Recording recording;
  Selection selection{recording};
  Part part;
  LessonPane pane{theme, selection};
  void SetUp() override {
    pane.resize(350, 700);
    pane.show_script(&part);
    pane.show();
  }
  void TearDown() override { pane.show_script(nullptr); }
  static void enter(QuestionBox& box) {
    QFocusEvent in(QEvent::FocusIn, Qt::MouseFocusReason);
    QApplication::sendEvent(box.field(), &in);
  }
  void hear(const char* code) {
    analysis::Batch batch;
    packet::Packet packet;
    packet.number = static_cast<std::uint32_t>(recording.packets().size() + 1);
    packet.stream = 0;
    batch.packets = {packet};
    dialogue::Line line;
    line.from = wire::Side::server;
    line.packet = packet.number;
    line.code = code;
    line.text = std::string(code) + " ok";
    line.position = packet.number * 10;
    line.length = 8;
    batch.lines = {line};
    batch.streams = {stream::StreamInfo{}};
    recording.apply(std::move(batch));
  }
};

}  // namespace

TEST_F(Pane, before_the_first_step_the_next_thing_is_to_start) {
  EXPECT_EQ(pane.next_button()->text(), QStringLiteral("Start"));
  EXPECT_FALSE(pane.back_button()->isEnabled());
  EXPECT_TRUE(pane.play_button()->isEnabled());
  pane.next();
  EXPECT_EQ(part.asked, "act ");
}

TEST_F(Pane, steps_show_what_was_seen_what_runs_and_what_failed) {
  part.show(1, {StepState::seen, StepState::failed, StepState::waiting});
  EXPECT_EQ(pane.steps()->row(0)->state(), StepState::seen);
  EXPECT_TRUE(pane.steps()->row(1)->current());
  EXPECT_EQ(pane.steps()->row(1)->accessibleName(), QStringLiteral("Step 2, failed: two"));
  bool told = false;
  for (const auto* label : pane.findChildren<QLabel*>())
    told |= label->isVisible() && label->text() == QStringLiteral("1 of 2 things were seen. Reset the lab.");
  EXPECT_TRUE(told);
}

// Where the pane is low the steps move into what scrolls.
TEST_F(Pane, titles_of_steps_are_as_large_as_all_else_in_a_low_pane_too) {
  theme.apply(*qApp);
  theme.set_scale(1.5);
  pane.resize(350, 500);
  QCoreApplication::processEvents();
  ASSERT_NE(pane.steps()->parentWidget(), &pane);
  theme.set_scale(2.0);
  QCoreApplication::processEvents();
  for (const auto* title : pane.steps()->findChildren<QLabel*>())
    EXPECT_EQ(title->font().pointSizeF(), theme.words_px(13.5).pointSizeF()) << title->text().toStdString();
  theme.set_scale(1.0);
}

TEST_F(Pane, a_failed_step_offers_to_start_over) {
  QSignalSpy over(&pane, &LessonPane::start_over_wanted);
  part.show(1, {StepState::seen, StepState::failed, StepState::waiting});
  EXPECT_FALSE(pane.next_button()->isEnabled());
  pane.play_or_pause();
  EXPECT_EQ(over.count(), 1);
  EXPECT_EQ(part.asked, "");
}

TEST_F(Pane, while_playing_the_button_pauses) {
  part.is_playing = true;
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  EXPECT_EQ(pane.play_button()->text(), QStringLiteral("Pause"));
  pane.play_or_pause();
  EXPECT_EQ(part.asked, "pause ");
}

TEST_F(Pane, a_silent_step_says_that_nothing_crosses_the_wire) {
  const auto silent = [this] {
    for (const auto* label : pane.findChildren<QLabel*>())
      if (label->isVisible() && label->text() == QStringLiteral("Nothing crosses the wire in this step.")) return true;
    return false;
  };
  part.show(0, {StepState::seen, StepState::waiting, StepState::waiting});
  EXPECT_TRUE(silent());
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  EXPECT_FALSE(silent());
}

TEST_F(Pane, code_in_the_narration_is_written_in_the_clients_ink) {
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  const auto* narration = pane.findChild<Narration*>();
  bool found = false;
  for (auto it = narration->document()->begin().begin(); !it.atEnd(); ++it)
    if (it.fragment().text().startsWith(QStringLiteral("22")))
      found = it.fragment().charFormat().foreground().color() == theme.color(Ink::client);
  EXPECT_TRUE(found);
}

TEST_F(Pane, a_typed_answer_is_judged_and_explained) {
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  QuestionBox* box = pane.questions().front();
  QTest::keyClicks(box->field(), QStringLiteral("354"));
  QTest::keyClick(box->field(), Qt::Key_Return);
  EXPECT_FALSE(box->answered());
  box->field()->clear();
  QTest::keyClicks(box->field(), QStringLiteral("250"));
  QTest::keyClick(box->field(), Qt::Key_Return);
  EXPECT_TRUE(box->answered());
}

TEST_F(Pane, a_number_is_right_as_a_view_prints_it) {
  part.right = "2789";
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  QuestionBox* box = pane.questions().front();
  QTest::keyClicks(box->field(), QStringLiteral("2,789"));
  QTest::keyClick(box->field(), Qt::Key_Return);
  EXPECT_TRUE(box->answered());
}

TEST_F(Pane, of_a_ratio_two_digits_behind_the_point_will_do) {
  lesson::Question question;
  question.answer.kind = lesson::Value::Kind::ratio;
  QuestionBox box(theme, selection, question, QStringLiteral("en"), [](const lesson::Question&) { return std::string("1.369739130"); });
  QTest::keyClicks(box.field(), QStringLiteral("1,33"));
  QTest::keyClick(box.field(), Qt::Key_Return);
  EXPECT_FALSE(box.answered());
  box.field()->clear();
  QTest::keyClicks(box.field(), QStringLiteral("1,37"));
  QTest::keyClick(box.field(), Qt::Key_Return);
  EXPECT_TRUE(box.answered());
}

TEST_F(Pane, a_line_clicked_in_the_dialogue_is_the_answer_once_the_field_was_entered) {
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  hear("354");
  hear("250");
  selection.select_line(1);
  EXPECT_TRUE(pane.questions().front()->field()->text().isEmpty()) << "nobody answers who only looks";
  EXPECT_FALSE(pane.questions().front()->answered());
  const QString before = pane.questions().front()->field()->placeholderText();
  enter(*pane.questions().front());
  EXPECT_NE(pane.questions().front()->field()->placeholderText(), before) << "it says what a click does now";
  selection.select_line(0);
  EXPECT_EQ(pane.questions().front()->field()->text(), QStringLiteral("354"));
  EXPECT_FALSE(pane.questions().front()->answered());
  selection.select_line(1);
  EXPECT_TRUE(pane.questions().front()->answered());
}

TEST_F(Pane, where_a_packet_has_no_line_the_packet_itself_is_the_answer) {
  part.right = "2";
  part.made().steps[1].questions[0].answer.field = "packet";
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  analysis::Batch syn;
  for (const std::uint32_t number : {1U, 2U}) {
    packet::Packet packet;
    packet.number = number;
    packet.stream = 0;
    syn.packets.push_back(packet);
  }
  stream::StreamInfo stream;
  stream.client.port = 44490;
  syn.streams = {stream};
  recording.apply(std::move(syn));
  enter(*pane.questions().front());
  selection.select_packet(1);
  EXPECT_EQ(pane.questions().front()->field()->text(), QStringLiteral("1"));
  selection.select_packet(2);
  EXPECT_TRUE(pane.questions().front()->answered());
  EXPECT_EQ(value_of_packet(recording, 1, "client_port"), QStringLiteral("44490"));
}

TEST_F(Pane, who_goes_through_time_or_types_elsewhere_answers_nothing) {
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  hear("354");
  hear("250");
  hear("221");
  enter(*pane.questions().front());
  selection.hold(2);
  selection.select_line(0);
  EXPECT_TRUE(pane.questions().front()->field()->text().isEmpty());
  enter(*pane.questions().front());
  QLineEdit find;
  find.show();
  find.setFocus();
  QApplication::setActiveWindow(&find);
  selection.select_line(1);
  EXPECT_FALSE(pane.questions().front()->answered());
}

TEST_F(Pane, an_answer_that_was_not_on_the_wire_yet_is_asked_for_later) {
  part.right.clear();
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  QuestionBox* box = pane.questions().front();
  QTest::keyClicks(box->field(), QStringLiteral("250"));
  QTest::keyClick(box->field(), Qt::Key_Return);
  EXPECT_FALSE(box->answered());
  part.right = "250";
  box->check();
  EXPECT_TRUE(box->answered());
}

TEST_F(Pane, behind_the_last_step_the_students_own_turn_is_offered_and_no_key_runs_into_it) {
  QSignalSpy work(&pane, &LessonPane::work_wanted);
  part.show(2, {StepState::seen, StepState::seen, StepState::seen});
  EXPECT_FALSE(pane.next_button()->isEnabled());
  pane.set_after(LessonPane::After::work);
  EXPECT_TRUE(pane.next_button()->isEnabled());
  EXPECT_EQ(pane.next_button()->text(), QStringLiteral("Your turn"));
  pane.next();
  pane.next_act();
  EXPECT_EQ(work.count(), 0);
  EXPECT_EQ(part.asked, "");
  QTest::mouseClick(pane.next_button(), Qt::LeftButton);
  EXPECT_EQ(work.count(), 1);
}

TEST_F(Pane, answers_stay_while_the_step_runs_on) {
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  pane.questions().front()->field()->setText(QStringLiteral("250"));
  pane.questions().front()->check();
  part.show(1, {StepState::seen, StepState::seen, StepState::waiting});
  EXPECT_TRUE(pane.questions().front()->answered());
}

TEST_F(Pane, what_is_said_of_an_answer_is_in_sight) {
  part.made().steps[1].questions[0].why = {
      {"en", QString(30, QLatin1Char('w')).append(QStringLiteral(" and so on")).repeated(4).toStdString()}};
  part.made().steps[1].narration = {{"en", QStringLiteral("Now `220` is said. ").repeated(30).toStdString()}};
  part.show(1, {StepState::seen, StepState::running, StepState::waiting});
  pane.resize(350, 480);
  QApplication::processEvents();
  QuestionBox* box = pane.questions().front();
  QTest::keyClicks(box->field(), QStringLiteral("250"));
  QTest::keyClick(box->field(), Qt::Key_Return);
  auto* area = pane.findChild<QScrollArea*>();
  const auto foot = [&] { return box->mapTo(area->viewport(), QPoint(0, box->height())).y(); };
  EXPECT_TRUE(QTest::qWaitFor([&] { return box->height() > 120 && foot() <= area->viewport()->height(); }, 5000)) << foot();
}

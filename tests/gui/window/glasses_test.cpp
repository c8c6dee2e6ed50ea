// Eve's glasses: one switch closes, in every view, what only an endpoint's keys opened.
#include <gtest/gtest.h>

#include "gui/finder/finder.h"
#include "gui/notebook/notebook.h"
#include "gui/notebook/notebook_model.h"
#include "gui/notebook/notebook_view.h"
#include "gui/sidebyside/turns.h"
#include "gui/window/top_bar.h"
#include "gui/wire/dialogue_model.h"
#include "gui/wire/dialogue_rows.h"
#include "gui/wire/dialogue_view.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/window/stage_window.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Glasses : sample::StageWindow {
  std::size_t first_closed = 0;
  void SetUp() override {
    StageWindow::SetUp();
    analysis::Batch batch;
    dialogue::Line line = recording.lines().front();
    line.stream = 1;
    line.from = wire::Side::client;
    line.kind = dialogue::LineKind::command;
    line.verb = "PASS";
    line.text = "PASS marmalade-41";
    line.length = 19;
    line.position += 5'000;
    line.decrypted = true;
    batch.lines.push_back(line);
    batch.credentials = {recording.credentials().front()};
    batch.credentials[0].packet += 1;
    batch.credentials[0].user = "keyholder";
    batch.credentials[0].decrypted = true;
    batch.messages = {recording.messages().front()};
    batch.messages[0].decrypted = true;
    first_closed = recording.lines().size();
    recording.apply(std::move(batch));
    QApplication::processEvents();
  }
  template <typename View>
  static bool says(const View& view, const QString& words, int role = Qt::DisplayRole) {
    for (int row = 0; row < view.model()->rowCount(); ++row)
      if (view.model()->index(row, 0).data(role).toString().contains(words)) return true;
    return false;
  }
  bool dialogue_says(const char* words) { return says(window->wire().dialogue(), QLatin1String(words)); }
  bool notebook_says(const char* words) { return says(*window->notebook().view(), QLatin1String(words), Qt::AccessibleTextRole); }
};

}  // namespace

TEST_F(Glasses, what_the_keys_opened_is_closed_in_the_dialogue_and_gone_from_the_notebook) {
  ASSERT_TRUE(dialogue_says("marmalade-41"));
  ASSERT_TRUE(notebook_says("keyholder"));
  picture(QStringLiteral("as-endpoint"));
  QTest::mouseClick(window->top_bar().glasses(), Qt::LeftButton);
  EXPECT_TRUE(window->top_bar().glasses()->isChecked());
  EXPECT_FALSE(dialogue_says("marmalade-41"));
  EXPECT_TRUE(dialogue_says("19 bytes"));
  EXPECT_TRUE(dialogue_says("HELO")) << "what was said in the clear stays";
  EXPECT_FALSE(notebook_says("keyholder"));
  EXPECT_TRUE(notebook_says("bob")) << "what Eve has heard is hers";
  picture(QStringLiteral("through-eves-eyes"));
  press(Qt::Key_G);
  EXPECT_TRUE(dialogue_says("marmalade-41"));
  EXPECT_TRUE(notebook_says("keyholder"));
}

TEST_F(Glasses, a_copied_transcript_says_what_the_screen_says) {
  const auto& model = static_cast<const DialogueModel&>(*window->wire().dialogue().model());
  EXPECT_TRUE(model.transcript_of_stream(1).contains(QStringLiteral("marmalade-41")));
  QTest::mouseClick(window->top_bar().glasses(), Qt::LeftButton);
  EXPECT_FALSE(model.transcript_of_stream(1).contains(QStringLiteral("marmalade-41")));
  EXPECT_TRUE(model.transcript_of_stream(1).contains(QStringLiteral("19 bytes")));
}

TEST_F(Glasses, the_finder_does_not_find_a_letter_that_is_closed) {
  const auto found = [this] {
    press(Qt::Key_F, Qt::ControlModifier);
    window->finder().field().clear();
    QTest::keyClicks(&window->finder().field(), QString::fromStdString(recording.messages().back().subject));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window->finder().looking(); }));
    const QAbstractItemModel& model = window->finder().model();
    int letters = 0;
    for (int row = 0; row < model.rowCount(); ++row)
      letters += model.index(row, 0).data().toString().contains(QStringLiteral(" · ")) ? 1 : 0;
    press(Qt::Key_Escape);
    return letters;
  };
  const int before = found();
  ASSERT_GT(before, 0);
  QTest::mouseClick(window->top_bar().glasses(), Qt::LeftButton);
  EXPECT_EQ(found(), before - 1);
}

TEST_F(Glasses, a_filter_does_not_find_what_is_closed) {
  QTest::mouseClick(window->top_bar().glasses(), Qt::LeftButton);
  const auto rows_for = [this](const char* typed) {
    window->wire().set_filter(QLatin1String(typed));
    QApplication::processEvents();
    return window->wire().dialogue().model()->rowCount();
  };
  EXPECT_EQ(rows_for("text marmalade"), 0);
  EXPECT_GT(rows_for("text helo"), 0) << "what was said in the clear is found";
  EXPECT_GT(rows_for("tls"), 0) << "and what is closed as what it looks like";
  window->wire().set_filter(QStringLiteral("text marmalade"));
  press(Qt::Key_G);
  QApplication::processEvents();
  EXPECT_TRUE(dialogue_says("marmalade-41")) << "the endpoint has its keys, and the filter is asked anew";
  press(Qt::Key_G);
  QApplication::processEvents();
  EXPECT_EQ(window->wire().dialogue().model()->rowCount(), 0);
}

TEST_F(Glasses, the_words_of_the_bar_never_push_the_window_wider) {
  QWidget page;
  window->add_page(&page);
  window->resize(1024, 700);
  window->show_page(&page);
  QApplication::processEvents();
  window->show_page(nullptr);
  QApplication::processEvents();
  EXPECT_EQ(window->width(), 1024);
  press(Qt::Key_F5);
  press(Qt::Key_Escape);
  QApplication::processEvents();
  EXPECT_EQ(window->width(), 1024);
  EXPECT_TRUE(window->top_bar().glasses()->isVisible());
  window->show_page(nullptr);
}

TEST_F(Glasses, the_explanation_of_a_closed_line_gives_nothing_away) {
  window->selection().select_line(static_cast<int>(first_closed));
  press(Qt::Key_G);
  QString told;
  for (const QLabel* label : window->wire().findChildren<QLabel*>())
    if (label->isVisible()) told += label->text() + QLatin1Char('\n');
  EXPECT_TRUE(told.contains(QStringLiteral("Encrypted"))) << told.toStdString();
  EXPECT_FALSE(told.contains(QStringLiteral("PASS"))) << told.toStdString();
}

TEST_F(Glasses, a_line_of_side_by_side_is_sealed) {
  window->selection().look_as(Eyes::eve);
  const auto turns = turns_of(window->selection(), 1);
  const auto sealed = std::count_if(turns.begin(), turns.end(), [](const Turn& turn) { return turn.kind == Turn::Kind::sealed; });
  EXPECT_EQ(sealed, 1);
}

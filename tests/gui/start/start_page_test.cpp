// The start page by hand and by key, on lessons made by hand: any number of them.
#include "gui/start/start_page.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cleartext;
using namespace cleartext::gui;

namespace {

lesson::Title title(const std::string& id, int seen, int passed) {
  lesson::Title made;
  made.id = id;
  made.folder = "/lessons/" + id;
  made.title = {{"en", "Lesson " + id}, {"de", "Lektion " + id}};
  made.summary = {{"en", "What " + id + " is about, in a sentence that is long enough to be broken where the page is narrow."}};
  made.minutes = 8;
  made.steps = 2;
  made.checks = 4;
  for (int i = 0; i < seen; ++i) made.progress.steps.insert(std::to_string(i));
  made.progress.tally.passed = passed;
  return made;
}

struct Start : testing::Test {
  Theme theme;
  std::unique_ptr<StartPage> page;

  void open(const std::vector<lesson::Title>& titles, QSize size = {1024, 640}, const QString& language = QStringLiteral("en")) {
    page = std::make_unique<StartPage>(theme, wire::NetworkMode::private_network, language);
    page->show_lessons(titles);
    page->resize(size);
    page->show();
    page->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(page.get()));
    page->setFocus();
  }
};

}  // namespace

TEST_F(Start, a_click_on_a_lesson_asks_for_it) {
  open({title("one", 0, 0), title("two", 0, 0)});
  QSignalSpy wanted(page.get(), &StartPage::lesson_wanted);
  QTest::mouseClick(page->rows()[1], Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("/lessons/two"));
}

TEST_F(Start, arrow_keys_walk_through_the_lessons_and_return_opens_one) {
  open({title("one", 0, 0), title("two", 0, 0), title("three", 0, 0)});
  QSignalSpy wanted(page.get(), &StartPage::lesson_wanted);
  page->rows()[0]->setFocus();
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("/lessons/three"));
}

TEST_F(Start, who_is_new_is_offered_the_first_lesson_and_who_is_not_the_next_one) {
  open({title("one", 0, 0), title("two", 0, 0)});
  QSignalSpy wanted(page.get(), &StartPage::lesson_wanted);
  EXPECT_EQ(page->begin()->text(), QStringLiteral("Begin"));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);  // what has the focus when the page opens
  page->show_lessons({title("one", 2, 4), title("two", 1, 0)});
  EXPECT_EQ(page->begin()->text(), QStringLiteral("Go on"));
  QTest::mouseClick(page->begin(), Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 2);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("/lessons/one"));
  EXPECT_EQ(wanted[1][0].toString(), QStringLiteral("/lessons/two"));
}

TEST_F(Start, progress_is_told_in_words_also_to_who_cannot_see) {
  EXPECT_EQ(progress_words(title("one", 0, 0)), QString());
  EXPECT_EQ(progress_words(title("one", 1, 0)), QStringLiteral("1 of 2 steps"));
  EXPECT_EQ(progress_words(title("one", 2, 3)), QStringLiteral("2 of 2 steps · 3 of 4 checks"));
  open({title("one", 2, 3)});
  EXPECT_TRUE(page->rows()[0]->accessibleDescription().contains(QStringLiteral("3 of 4 checks")));
  EXPECT_TRUE(page->rows()[0]->accessibleDescription().contains(QStringLiteral("8 min")));
}

TEST_F(Start, a_lesson_that_cannot_be_read_says_where_and_is_not_offered) {
  auto broken = title("one", 0, 0);
  broken.fault = "lesson.yaml:12: A step needs an id.";
  open({broken, title("two", 0, 0)});
  QSignalSpy wanted(page.get(), &StartPage::lesson_wanted);
  QTest::mouseClick(page->rows()[0], Qt::LeftButton);
  EXPECT_EQ(wanted.count(), 0);
  EXPECT_TRUE(page->rows()[0]->accessibleDescription().contains(QStringLiteral("lesson.yaml:12")));
  QTest::mouseClick(page->begin(), Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("/lessons/two"));
}

TEST_F(Start, the_words_of_lessons_are_in_the_language_of_the_window) {
  open({title("one", 0, 0)}, {1024, 640}, QStringLiteral("de"));
  EXPECT_EQ(page->rows()[0]->text(), QStringLiteral("Lektion one"));
}

TEST_F(Start, recent_captures_are_one_click_away) {
  open({title("one", 0, 0)});
  page->show_recent({QStringLiteral("/tmp/a.pcapng"), QStringLiteral("/tmp/b.pcap")});
  QApplication::processEvents();
  QSignalSpy wanted(page.get(), &StartPage::file_wanted);
  QTest::mouseClick(page->recent()[1], Qt::LeftButton);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("/tmp/b.pcap"));
}

TEST_F(Start, sixteen_lessons_fit_a_small_window_without_a_word_cut_off) {
  std::vector<lesson::Title> many;
  for (int i = 0; i < 16; ++i) many.push_back(title(std::to_string(i), i % 3, i % 5));
  open(many, {700, 500});
  for (int i = 0; i < 20; ++i) QApplication::processEvents();
  ASSERT_EQ(page->rows().size(), 16);
  for (const auto* label : page->findChildren<QLabel*>()) {
    if (!label->isVisible() || !label->wordWrap()) continue;
    EXPECT_GE(label->height() + 1, label->heightForWidth(label->width())) << label->text().toStdString();
  }
}

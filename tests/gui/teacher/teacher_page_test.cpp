// The teacher's page by hand and by key: files in, students × checks out, the evidence of each cell, and what is exported.
#include "gui/teacher/teacher_page.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine/grading/hand_in.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

grading::Result result(const std::string& student, bool passed) {
  grading::Result made;
  made.file = "/tmp/" + student + ".pcapng";
  made.student = student;
  made.lesson = "pop3";
  made.title = "Bob picks up his mail";
  made.readable = true;
  made.says = {{"fetch/first", "Bob logged in."}, {"fetch/deleted", "DELE, then QUIT."}};
  made.verdicts = {{.task = "fetch", .check = "first", .passed = true, .foundation = true, .packet = 7, .note = "Seen in packet 7."},
                   {.task = "fetch",
                    .check = "deleted",
                    .passed = passed,
                    .points = passed ? 2 : 0,
                    .most = 2,
                    .packet = passed ? 17U : 0U,
                    .note = passed ? "Seen in packet 17." : "Still missing: DELE."}};
  made.evidence.push_back({"fetch/deleted", {"    17 C: DELE 1"}});
  return made;
}

struct Teacher : testing::Test {
  Theme theme;
  QTemporaryDir folder;
  std::unique_ptr<TeacherPage> page;

  void SetUp() override {
    QSettings().clear();
    page = std::make_unique<TeacherPage>(theme, QStringLiteral("en"));
    page->resize(1024, 640);
    page->show();
    page->activateWindow();
    QApplication::processEvents();
  }
  void show(std::vector<grading::Result> results) {
    Q_EMIT page->marking().judged(std::make_shared<const std::vector<grading::Result>>(std::move(results)));
    QApplication::processEvents();
  }
  QString hand_in(const std::string& student) {
    grading::HandIn made;
    made.student = student;
    made.lesson = "alice-sends-bob";
    made.version = 2;
    made.answers["what-eve-has/password"] = "hungry";
    QString path = folder.filePath(QString::fromStdString(student) + QStringLiteral(".pcapng"));
    EXPECT_TRUE(grading::write_hand_in(path.toStdString(), made, analysis::Recording(), {}));
    return path;
  }
  QString shown(int row, int column) const { return page->model()->index(row, column).data().toString(); }
  bool judged() {
    return QTest::qWaitFor([this] { return page->model()->rowCount() > 0; }, 20000);
  }
};

}  // namespace

TEST_F(Teacher, a_row_a_hand_in_and_a_column_a_check) {
  show({result("anna", true), result("ben", false)});
  const QAbstractItemModelTester tester(page->model());
  ASSERT_EQ(page->model()->rowCount(), 2);
  ASSERT_EQ(page->model()->columnCount(), ResultsModel::first_check + 2);
  EXPECT_EQ(shown(0, ResultsModel::student), QStringLiteral("anna"));
  EXPECT_EQ(shown(0, ResultsModel::points), QStringLiteral("2 of 2"));
  EXPECT_EQ(shown(1, ResultsModel::points), QStringLiteral("0 of 2"));
  EXPECT_EQ(shown(1, ResultsModel::integrity), QStringLiteral("nothing found"));
  EXPECT_EQ(page->model()->index(1, ResultsModel::first_check + 1).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("not passed: DELE, then QUIT."));
}

TEST_F(Teacher, arrow_keys_show_why_and_return_opens_the_packet_that_proves_it) {
  show({result("anna", true), result("ben", false)});
  QSignalSpy wanted(page.get(), &TeacherPage::evidence_wanted);
  page->table()->setFocus();
  QTest::keyClick(page->table(), Qt::Key_Right);
  EXPECT_TRUE(page->detail().contains(QStringLiteral("DELE, then QUIT.")));
  EXPECT_TRUE(page->detail().contains(QStringLiteral("17 C: DELE 1")));
  QTest::keyClick(page->table(), Qt::Key_Return);
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("/tmp/anna.pcapng"));
  EXPECT_EQ(wanted[0][1].toUInt(), 17U);
  QTest::keyClick(page->table(), Qt::Key_Down);
  EXPECT_TRUE(page->detail().contains(QStringLiteral("Still missing: DELE.")));
}

TEST_F(Teacher, what_speaks_against_a_capture_stands_in_its_row) {
  auto copied = result("ben", true);
  copied.contradictions.push_back({"copy", 3, "The secret word of anna is in this capture."});
  show({copied});
  EXPECT_EQ(shown(0, ResultsModel::integrity), QStringLiteral("1 found"));
  EXPECT_TRUE(page->detail().contains(QStringLiteral("The secret word of anna")));
}

TEST_F(Teacher, several_lessons_are_shown_one_at_a_time) {
  auto other = result("anna", true);
  other.lesson = "bounce";
  show({result("anna", true), other, result("ben", true)});
  EXPECT_TRUE(page->lesson()->isVisible());
  EXPECT_EQ(page->model()->rowCount(), 2);
  page->lesson()->setCurrentText(QStringLiteral("bounce"));
  EXPECT_EQ(page->model()->rowCount(), 1);
}

TEST_F(Teacher, a_folder_of_hand_ins_is_judged_from_the_files_with_the_roster_s_names) {
  hand_in("4711");
  hand_in("4712");
  QFile roster(folder.filePath(QStringLiteral("roster.csv")));
  ASSERT_TRUE(roster.open(QIODevice::WriteOnly));
  roster.write("id,name\n4711,Anna\n");
  roster.close();
  page->set_roster(roster.fileName());
  page->judge({folder.path()});
  ASSERT_TRUE(judged());
  EXPECT_EQ(page->model()->rowCount(), 2);
  EXPECT_EQ(shown(0, ResultsModel::student), QStringLiteral("Anna (4711)"));
  EXPECT_EQ(shown(1, ResultsModel::student), QStringLiteral("4712"));
  EXPECT_EQ(shown(1, ResultsModel::integrity), QStringLiteral("a remark"));
}

TEST_F(Teacher, results_are_exported_as_tables_as_pages_and_as_learning_platforms_take_them) {
  page->judge({hand_in("4711")});
  ASSERT_TRUE(judged());
  QSignalSpy written(&page->marking(), &Marking::written);
  const auto path = [this](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
  const auto text = [](const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  using Kind = Marking::Kind;
  page->marking().write(Kind::csv, path("results.csv"));
  page->marking().write(Kind::json_lines, path("results.jsonl"));
  page->marking().write(Kind::moodle, path("moodle.csv"));
  page->marking().write(Kind::xapi, path("xapi.json"));
  page->marking().write_gradescope(folder.path());
  page->marking().write_pages(path("pages"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return written.count() == 6; }, 20000));
  EXPECT_TRUE(text(path("results.csv")).contains("4711,alice-sends-bob,"));
  EXPECT_TRUE(text(path("results.jsonl")).contains("\"student\":\"4711\""));
  EXPECT_TRUE(text(path("moodle.csv")).contains("ID number"));
  EXPECT_TRUE(text(path("xapi.json")).contains("urn:cleartext:lesson:alice-sends-bob"));
  const QStringList of_gradescope = QDir(folder.path()).entryList({QStringLiteral("*.results.json")});
  ASSERT_EQ(of_gradescope.size(), 1);
  EXPECT_TRUE(text(folder.filePath(of_gradescope[0])).contains("max_score"));
  EXPECT_TRUE(QFile::exists(path("pages/index.html")));
}

TEST_F(Teacher, all_doubts_about_a_roster_stand_in_one_notice_where_none_hides_another) {
  QFile roster(folder.filePath(QStringLiteral("roster.csv")));
  ASSERT_TRUE(roster.open(QIODevice::WriteOnly));
  roster.write("id;name\r\n4711;M\xfcller, Anna\r\n4711;Somebody else\r\n");
  roster.close();
  page->set_roster(roster.fileName());
  QSignalSpy problem(page.get(), &TeacherPage::problem);
  page->judge({hand_in("4711")});
  ASSERT_TRUE(judged());
  ASSERT_TRUE(QTest::qWaitFor([&] { return problem.count() > 0; }, 20000));
  EXPECT_EQ(problem.count(), 1);
  EXPECT_TRUE(problem[0][0].toString().contains(QStringLiteral("Windows-1252")));
  EXPECT_TRUE(problem[0][0].toString().contains(QStringLiteral("twice")));
  EXPECT_EQ(shown(0, ResultsModel::student), QStringLiteral("M\u00fcller, Anna (4711)"));
}

TEST_F(Teacher, who_on_the_roster_has_handed_in_nothing_is_named) {
  QFile roster(folder.filePath(QStringLiteral("roster.csv")));
  ASSERT_TRUE(roster.open(QIODevice::WriteOnly));
  roster.write("id,name\n4711,Anna\n4712,Ben\n");
  roster.close();
  page->set_roster(roster.fileName());
  page->judge({hand_in("4711")});
  ASSERT_TRUE(judged());
  EXPECT_EQ(page->count(), QStringLiteral("1 hand-in \u00b7 nothing yet from Ben"));
}

TEST_F(Teacher, an_empty_folder_and_a_roster_that_is_none_are_told_in_a_sentence) {
  QSignalSpy problem(page.get(), &TeacherPage::problem);
  const QTemporaryDir empty;
  page->judge({empty.path()});
  ASSERT_TRUE(QTest::qWaitFor([&] { return problem.count() == 1; }, 20000));
  page->set_roster(empty.filePath(QStringLiteral("none.csv")));
  ASSERT_TRUE(QTest::qWaitFor([&] { return problem.count() == 2; }, 20000));
  EXPECT_FALSE(problem[1][0].toString().isEmpty());
}

// What goes out: tables that spreadsheets read, records that programs read, and what learning platforms take.
#include "engine/grading/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <fstream>

#include "engine/grading/bundle.h"
#include "engine/grading/pages.h"
#include "engine/grading/table.h"

namespace cleartext::grading {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

QString q(const char* text) { return QString::fromUtf8(text); }

Result anna(int points = 2) {
  Result result;
  result.file = "a.pcapng";
  result.student = "anna";
  result.lesson = "pop3";
  result.title = "Bob picks up his mail";
  result.readable = true;
  result.tasks = {{"fetch", "Fetch"}};
  result.says["fetch/deleted"] = "DELE, then QUIT.";
  lesson::Verdict verdict;
  verdict.task = "fetch";
  verdict.check = "deleted";
  verdict.passed = points > 0;
  verdict.points = points;
  verdict.most = 2;
  verdict.packet = 17;
  verdict.note = "Seen, \"yes\", in packet 17.";
  result.verdicts.push_back(verdict);
  result.evidence.push_back({"fetch/deleted", {"    17 C: DELE 1 <b>"}});
  return result;
}

TEST(Table, quoted_fields_hold_commas_quotes_and_line_ends) {
  const auto rows = parse_table("id,name\r\n1,\"Doe, \"\"Jo\"\"\nDoe\"\n\n2,x;y\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1], (Row{"1", "Doe, \"Jo\"\nDoe"}));
  EXPECT_EQ(rows[2], (Row{"2", "x;y"}));
}

TEST(Table, what_parts_the_first_line_parts_all) {
  const auto rows = parse_table(
      "\xef\xbb\xbf"
      "id;name\r\ns1;M\xc3\xbcller, J\xc3\xb6rg\r\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1], (Row{"s1", "M\xc3\xbcller, J\xc3\xb6rg"}));
  EXPECT_EQ(parse_table("id\tname\n1\ta,b\n")[1], (Row{"1", "a,b"}));
}

TEST(Table, what_is_written_is_read_back_and_no_field_is_a_formula) {
  const Row row{"a,b", "say \"x\"", "", "two\nlines", "-", "-3"};
  EXPECT_EQ(parse_table(table_line(row)), std::vector<Row>{row});
  EXPECT_THAT(table_line({"=cmd()"}), HasSubstr("'=cmd()"));
}

TEST(HandIn, what_is_in_it_is_told_in_the_order_of_the_tasks_and_a_choice_by_its_sentence) {
  lesson::Lesson lesson;
  lesson.title = {{"en", "Bob picks up his mail"}};
  lesson::Task task;
  task.id = "z";
  lesson::Check check;
  check.id = "why";
  check.choices = {{"no-quit-27bc", {{"en", "Nobody said QUIT."}}}};
  task.checks = {check};
  lesson.tasks = {task};
  check.choices.clear();
  check.id = "size";
  task.id = "a";
  task.checks = {check};
  lesson.tasks.push_back(task);
  HandIn hand_in;
  hand_in.answers = {{"a/size", "634"}, {"z/why", "no-quit-27bc"}};
  const auto told = contents(hand_in, lesson, analysis::Recording());
  EXPECT_THAT(told, Contains("2 answers: \u201cNobody said QUIT.\u201d, 634."));
  EXPECT_THAT(told, Contains(HasSubstr("Bob picks up his mail")));
}

TEST(Records, who_logs_in_as_bob_and_as_Bob_is_one) {
  analysis::Recording recording;
  analysis::Batch batch;
  for (const char* user : {"Bob", "alice", "bob"}) {
    findings::Credential found;
    found.user = user;
    found.secret = "hungry";
    found.packet = static_cast<std::uint32_t>(batch.credentials.size() + 1);
    batch.credentials.push_back(found);
  }
  recording.apply(std::move(batch));
  EXPECT_THAT(contents({}, {}, recording), Contains("The passwords of Bob, alice, as they crossed the wire."));
}

TEST(Records, a_record_a_check_then_the_total_then_the_integrity) {
  auto result = anna();
  result.contradictions.push_back({"ttl", 9, "Packet 9 has a time to live of 57."});
  const auto list = records(result);
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(csv_head(), "file,student,lesson,check,points,max,packet,note\r\n");
  EXPECT_EQ(csv(list[0]), "a.pcapng,anna,pop3,fetch/deleted,2,2,17,\"Seen, \"\"yes\"\", in packet 17.\"\r\n");
  EXPECT_EQ(list[1].check, "total");
  EXPECT_EQ(list[1].points, 2);
  const auto last = QJsonDocument::fromJson(QByteArray::fromStdString(jsonl(list[2]))).object();
  EXPECT_EQ(last[q("check")].toString(), q("integrity"));
  EXPECT_EQ(last[q("packet")].toInt(), 9);
  EXPECT_EQ(last[q("kinds")].toArray().first().toString(), q("ttl"));
}

TEST(Records, no_contradiction_is_never_called_genuine) {
  const auto note = records(anna()).back().note;
  EXPECT_EQ(note, "No contradiction found.");
  EXPECT_THAT(note, Not(HasSubstr("genuine")));
}

TEST(Platforms, moodle_gets_a_row_a_student_and_the_best_of_several) {
  auto worse = anna(0);
  worse.file = "b.pcapng";
  const auto rows = parse_table(moodle_csv({worse, anna()}, {{{"anna", "Anna A."}, {"ben", "Ben B."}}}));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0], (Row{"ID number", "Full name", "pop3", "pop3 (feedback)", "pop3 (integrity, not for students)"}));
  EXPECT_EQ(rows[1][0], "anna");
  EXPECT_EQ(rows[1][2], "2");
  EXPECT_EQ(rows[1][4], "No contradiction found.");
  EXPECT_EQ(rows[2][2], "-");
}

TEST(Platforms, what_moodle_shows_a_student_names_no_other) {
  auto copied = anna(0);
  copied.contradictions = {{"copy", 7, "Packet 7 holds \"Toast lama 44\", which ben drew and anna did not."},
                           {"damage", 0, "It is damaged."}};
  const auto rows = parse_table(moodle_csv({copied}, {}));
  EXPECT_THAT(rows[1][3], HasSubstr("fetch/deleted: Seen"));
  EXPECT_THAT(rows[1][3], HasSubstr("It is damaged."));
  EXPECT_THAT(rows[1][3], Not(HasSubstr("ben")));
  EXPECT_THAT(rows[1][4], HasSubstr("which ben drew"));
}

TEST(Platforms, an_xapi_statement_has_actor_verb_object_and_score_and_is_the_same_each_time) {
  const auto once = xapi_statements({anna()}, {}), again = xapi_statements({anna()}, {});
  EXPECT_EQ(once, again);
  const auto list = QJsonDocument::fromJson(QByteArray::fromStdString(once)).array();
  ASSERT_EQ(list.size(), 1);
  const auto statement = list.first().toObject();
  EXPECT_EQ(statement[q("id")].toString().size(), 36);
  EXPECT_EQ(statement[q("actor")].toObject()[q("account")].toObject()[q("name")].toString(), q("anna"));
  EXPECT_TRUE(statement[q("verb")].toObject()[q("id")].toString().startsWith(q("http")));
  EXPECT_EQ(statement[q("result")].toObject()[q("score")].toObject()[q("scaled")].toDouble(), 1.0);
}

TEST(Platforms, gradescope_gets_a_test_a_check_and_the_integrity_hidden) {
  const auto all = QJsonDocument::fromJson(QByteArray::fromStdString(gradescope_results({anna()}))).object();
  EXPECT_EQ(all[q("score")].toInt(), 2);
  const auto tests = all[q("tests")].toArray();
  ASSERT_EQ(tests.size(), 2);
  EXPECT_EQ(tests[0].toObject()[q("name")].toString(), q("DELE, then QUIT."));
  EXPECT_EQ(tests[0].toObject()[q("max_score")].toInt(), 2);
  EXPECT_EQ(tests[1].toObject()[q("visibility")].toString(), q("hidden"));
}

TEST(Platforms, of_a_submission_with_several_files_each_lesson_s_best_one_counts) {
  auto worse = anna(), other = anna(), odd = Result{};
  worse.verdicts.front().points = 0;
  worse.verdicts.front().passed = false;
  other.lesson = "imap";
  odd.file = "odd.pcapng";
  const auto all = QJsonDocument::fromJson(QByteArray::fromStdString(gradescope_results({odd, worse, anna(), other}))).object();
  EXPECT_EQ(all[q("score")].toInt(), 4);  // pop3 2, imap 2
  const auto tests = all[q("tests")].toArray();
  ASSERT_EQ(tests.size(), 6);  // a check each, and the integrity of all four files
  EXPECT_EQ(tests[0].toObject()[q("status")].toString(), q("passed"));
  EXPECT_NE(tests[0].toObject()[q("number")].toString(), tests[1].toObject()[q("number")].toString());
  EXPECT_TRUE(tests[2].toObject()[q("name")].toString().contains(q("odd.pcapng")));
  EXPECT_EQ(all[q("output")].toString().count(u'\n'), 1);
}

TEST(Pages, what_a_student_typed_stays_text) {
  auto result = anna();
  result.student = "<script>";
  const auto html = page(result, "");
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, HasSubstr("DELE 1 &lt;b&gt;"));
  EXPECT_THAT(html, HasSubstr("2 / 2"));
}

TEST(Pages, a_german_page_is_german_to_its_last_word_and_what_comes_first_has_no_points) {
  auto result = anna();
  result.language = "de";
  result.verdicts.front().foundation = true;
  const auto html = page(result, "") + overview({result}, {}) + gradescope_results({result}) + records(result).rbegin()[1].note;
  for (const char* german : {"Prüfungen bestanden", "Punkten", "Unversehrtheit", "lang=\"de\"", "Prüfungen", "kommt zuerst", "Paket",
                             "<h1>Abgaben</h1>", "Die Aufzeichnung"})
    EXPECT_THAT(html, HasSubstr(german));
  for (const char* english : {" checks", "points<", "of the capture", "Hand-ins", ">packet", "0 / 0"})
    EXPECT_THAT(html, Not(HasSubstr(english)));
}

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "bundle-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

TEST(Pages, one_a_hand_in_and_an_overview_whatever_a_student_is_called) {
  const Folder folder;
  auto odd = anna();
  odd.student = "../../etc/x y";
  ASSERT_TRUE(write_pages((folder.path / "pages").string(), {anna(), odd}, {}));
  EXPECT_TRUE(fs::exists(folder.path / "pages" / "index.html"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path / "pages"), {}), 3);
}

TEST(Bundle, the_platform_s_script_writes_one_results_file_for_one_submission) {
  const Folder folder;
  const auto root = folder.path;
  std::ofstream(root / "program") << "#!/bin/sh\necho \"$@\" > \"$ASKED\"\n";
  fs::permissions(root / "program", fs::perms::owner_all);
  fs::create_directories(root / "lessons" / "pop3");
  std::ofstream(root / "key") << "secret";
  ASSERT_TRUE(write_bundle((root / "source").string(),
                           {(root / "program").string(), (root / "lessons").string(), (root / "key").string(), "", "de"}));
  EXPECT_TRUE(fs::exists(root / "source" / "lessons" / "pop3"));
  fs::create_directories(root / "submission");
  std::ofstream(root / "submission" / "my hand-in.pcapng") << "x";
  const auto command = "AUTOGRADER_ROOT='" + root.string() + "' ASKED='" + (root / "asked").string() + "' '" +
                       (root / "source" / "run_autograder").string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream asked(root / "asked");
  const std::string words((std::istreambuf_iterator<char>(asked)), {});
  EXPECT_THAT(words, HasSubstr((root / "submission" / "my hand-in.pcapng").string()));
  EXPECT_THAT(words, HasSubstr("--class-key " + (root / "source" / "class.key").string()));
  EXPECT_THAT(words, HasSubstr(" --language de "));
  EXPECT_THAT(words, HasSubstr("--gradescope " + (root / "results" / "results.json").string()));
  std::ofstream(root / "submission" / "another.pcapng") << "x";
  std::ofstream(root / "submission" / "._another.pcapng") << "x";  // an archive's, made by macOS
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream asked_again(root / "asked");
  const std::string more((std::istreambuf_iterator<char>(asked_again)), {});
  EXPECT_THAT(more, HasSubstr((root / "submission" / "my hand-in.pcapng").string()));
  EXPECT_THAT(more, HasSubstr((root / "submission" / "another.pcapng").string()));
  EXPECT_THAT(more, Not(HasSubstr("._another")));
  fs::remove(root / "submission" / "my hand-in.pcapng");
  fs::remove(root / "submission" / "another.pcapng");
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream results(root / "results" / "results.json");
  const auto nothing = QJsonDocument::fromJson(QByteArray::fromStdString({std::istreambuf_iterator<char>(results), {}})).object();
  EXPECT_TRUE(nothing[q("output")].toString().startsWith(q("In dieser Abgabe ist keine .pcapng-Datei.")));
}

TEST(Roster, who_stands_on_it_twice_counts_once_and_is_named) {
  const auto path = (fs::temp_directory_path() / ("roster-" + std::to_string(getpid()) + ".csv")).string();
  std::ofstream(path) << "id,name\ns1,Ann\ns2,J\xf6rg\ns1,Ann again\n";
  std::vector<std::string> doubts;
  const auto roster = read_roster(path, &doubts);
  fs::remove(path);
  ASSERT_TRUE(roster);
  ASSERT_EQ(roster->size(), 2U);
  EXPECT_EQ((*roster)[1].second, "J\xc3\xb6rg");
  ASSERT_EQ(doubts.size(), 2U);
  EXPECT_THAT(doubts[0], HasSubstr("is not UTF-8"));
  EXPECT_THAT(doubts[1], HasSubstr("has the id s1 twice, for \"Ann\" and for \"Ann again\""));
}

TEST(Roster, one_id_in_two_cases_or_of_letters_in_two_parts_is_one) {
  const auto path = (fs::temp_directory_path() / ("roster-" + std::to_string(getpid()) + ".csv")).string();
  std::ofstream(path) << "id,name\ns002,Ann\nS002,Ben\n\" s002 \",Carl\nMu\u0308ller,Dora\n";
  std::vector<std::string> doubts;
  const auto roster = read_roster(path, &doubts);
  fs::remove(path);
  ASSERT_TRUE(roster);
  ASSERT_EQ(roster->size(), 2U);
  EXPECT_EQ((*roster)[1].first, "Müller");
  ASSERT_EQ(doubts.size(), 2U);
  EXPECT_THAT(doubts[0], HasSubstr("has the id s002 again as S002, for \"Ann\" and for \"Ben\""));
  EXPECT_THAT(doubts[1], HasSubstr("has the id s002 twice, for \"Ann\" and for \"Carl\""));
}

TEST(Roster, a_spreadsheet_s_unicode_text_is_read) {
  const auto path = (fs::temp_directory_path() / ("roster-" + std::to_string(getpid()) + ".txt")).string();
  for (const bool big_endian : {false, true}) {
    std::string text = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const char16_t c : std::u16string(u"id\tname\r\ns1\tJörg\r\n")) {
      const auto low = static_cast<char>(c & 0xff), high = static_cast<char>(c >> 8);
      text += big_endian ? std::string{high, low} : std::string{low, high};
    }
    std::ofstream(path) << text;
    std::vector<std::string> doubts;
    const auto roster = read_roster(path, &doubts);
    ASSERT_TRUE(roster) << roster.error().sentence;
    EXPECT_EQ(*roster, (std::vector<std::pair<std::string, std::string>>{{"s1", "Jörg"}}));
    EXPECT_TRUE(doubts.empty());
  }
  fs::remove(path);
}

}  // namespace
}  // namespace cleartext::grading

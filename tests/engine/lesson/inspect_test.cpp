// What `lessons --check` refuses: each case takes the template, which has nothing wrong, and takes something away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/lesson/judge.h"
#include "engine/lesson/lesson.h"
#include "tests/engine/lesson/made_recording.h"

namespace cleartext::lesson {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Inspect : public testing::Test {
 protected:
  Inspect() {
    std::string pattern = (fs::temp_directory_path() / "inspect-XXXXXX").string();
    base_ = mkdtemp(pattern.data());
    path_ = base_ / "_template";
    fs::copy(SOURCE_DIR "/lessons/_template", path_, fs::copy_options::recursive);
  }
  ~Inspect() override { fs::remove_all(base_); }

  std::string read(const std::string& name) const {
    std::ifstream file(path_ / name);
    return {(std::istreambuf_iterator<char>(file)), {}};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  void change(const std::string& from, const std::string& to, const std::string& name = "lesson.yaml") const {
    auto text = read(name);
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    write(name, text.replace(at, from.size(), to));
  }
  void cut(const std::string& from, const std::string& until) const {
    auto text = read("lesson.yaml");
    const auto at = text.find(from), end = text.find(until, at);
    ASSERT_NE(end, std::string::npos) << from;
    write("lesson.yaml", text.erase(at, end - at));
  }
  int line_of(const std::string& words) const {
    const auto text = read("lesson.yaml");
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(words)), '\n'));
  }
  void expect(const std::string& words, int line = 0, const std::string& file = "lesson.yaml") const {
    const auto faults = inspect(path_.string());
    std::string all;
    for (const auto& fault : faults) {
      all += fault.file + ":" + std::to_string(fault.line) + ": " + fault.sentence + "\n";
      if (fault.sentence.find(words) == std::string::npos) continue;
      EXPECT_THAT(fault.file, testing::EndsWith(file));
      if (line != 0) {
        EXPECT_EQ(fault.line, line);
      }
      return;
    }
    ADD_FAILURE() << "nothing says \"" << words << "\":\n" << all;
  }
  fs::path base_, path_;
};

TEST_F(Inspect, the_template_has_nothing_wrong) { EXPECT_TRUE(inspect(path_.string()).empty()); }

TEST_F(Inspect, a_word_with_a_slip_is_told_with_what_was_meant) {
  change("    allows:  ", "    alows:  ");
  expect("Was allows meant?", line_of("alows:"));
}

TEST_F(Inspect, a_field_that_this_kind_of_evidence_has_not) {
  change("message: {protocol: smtp, client: alice, subject: Lunch}", "message: {protocol: smtp, client: alice, subjekt: Lunch}");
  expect("Was subject meant?", line_of("subjekt"));
}

TEST_F(Inspect, a_protocol_a_host_and_a_draw_that_are_none) {
  change("protocol: pop3, client: bob, user: bob", "protocol: pop33, client: bbo, user: \"{{wort}}\"");
  expect("Was pop3 meant?");
  expect("Was bob meant?");
  expect("Was word meant?");
}

TEST_F(Inspect, one_conversation_beside_nothing) {
  change("    hint:", "    compare:\n      - line: {protocol: smtp, from: client}\n    hint:");
  expect("so compare names two", line_of("- line: {protocol: smtp, from: client}"));
}

TEST_F(Inspect, a_field_that_a_value_has_not) {
  change("field: verb", "field: werb");
  expect("Was verb meant?");
}

TEST_F(Inspect, a_prerequisite_that_is_no_lesson) {
  change("prerequisites: [alice-sends-bob]", "prerequisites: [alice-sends-bop]");
  expect("There is no lesson called alice-sends-bop. Was alice-sends-bob meant?", line_of("prerequisites:"));
}

TEST_F(Inspect, an_actor_a_stop_a_verb_and_a_step_with_a_slip) {
  const auto lesson = read("lesson.yaml");
  change("- actor: relay", "- actor: rely");
  expect("actor cannot be rely. Was relay meant?", line_of("actor: rely"));
  change("actor: rely", "actor: carol");
  change("\nsteps:", "\naccounts:\n  - {user: carol, domain: hamburger.edu, password: lava}\nsteps:");
  for (const auto& fault : inspect(path_.string())) EXPECT_THAT(fault.sentence, testing::Not(HasSubstr("carol"))) << fault.sentence;
  write("lesson.yaml", lesson);
  change("until: connect", "until: conect");
  expect("Nobody stops at conect. Was connect meant?", line_of("until: conect"));
  write("lesson.yaml", lesson);
  change("until: connect", "until: HELLO");
  expect("Nobody stops at HELLO. Was HELO meant?");
  write("lesson.yaml", lesson);
  change("verb: RETR", "verb: RETER");
  expect("has a command RETER. Was RETR meant?", line_of("verb: RETER"));
  write("lesson.yaml", lesson);
  change("claims:\n  - step: fetch", "claims:\n  - step: fetsch");
  expect("There is no step fetsch. Was fetch meant?", line_of("step: fetsch"));
}

TEST_F(Inspect, bounds_that_are_the_wrong_way_round_a_lesson_before_itself_and_an_id_that_is_not_the_folder_s) {
  const auto lesson = read("lesson.yaml");
  change("claims:\n  - step: fetch\n    check:\n", "claims:\n  - step: fetch\n    check:\n      least: 5\n      most: 3\n");
  expect("least is more than most");
  write("lesson.yaml", lesson);
  change("prerequisites: [alice-sends-bob]", "prerequisites: [_template]");
  expect("The lesson comes before itself", line_of("prerequisites: [_template]"));
  write("lesson.yaml", lesson);
  change("id: _template", "id: ../x");
  expect("../x is no id", line_of("id: ../x"));
  write("lesson.yaml", lesson);
  fs::rename(path_, base_ / "other");
  path_ = base_ / "other";
  expect("its folder is called other");
}

TEST_F(Inspect, an_alias_that_would_stand_for_a_million_words_is_refused_at_once) {
  auto bomb = std::string("a: &a [x, x, x, x, x, x, x, x, x]\n");
  for (char c = 'b'; c < 'm'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 9; ++i) bomb += (i > 0 ? ", *" : "*") + before;
    bomb += "]\n";
  }
  write("lesson.yaml", bomb + read("lesson.yaml"));
  expect("stand for more than 100000 words");
}

TEST_F(Inspect, a_second_document_a_tag_and_an_rfc_that_there_is_not_are_told) {
  const auto whole = read("lesson.yaml");
  write("lesson.yaml", whole + "---\nid: another\n");
  expect("a second YAML document begins", static_cast<int>(std::ranges::count(whole, '\n')) + 1);
  write("lesson.yaml", "---\n" + whole + "...\n");
  EXPECT_TRUE(load(path_.string()));
  write("lesson.yaml", whole);
  change("version: 1 ", "version: !!python/object:os.system 1 ");
  expect("The tag !!python/object:os.system means nothing", line_of("!!python"));
  write("lesson.yaml", whole);
  change("{rfc: 5321", "{rfc: 99999");
  expect("rfc should be a number from 1 to 9999", line_of("99999"));
}

TEST_F(Inspect, somebody_of_whom_nothing_else_in_the_lesson_speaks_is_told) {
  const auto whole = read("lesson.yaml");
  const auto look = [&](const std::string& users) {
    write("lesson.yaml", whole);
    change("claims:\n",
           "claims:\n  - {step: compose, check: {id: who, says: {en: a, de: a}, seen: [{credential: {user: " + users + "}}]}}\n");
  };
  look("bbo");
  expect("Nobody of the lab is called bbo, and nothing else in this lesson speaks of him. Was bob meant?");
  look("'bob|Alice@crepes.fr|{{word}}|mal*'");
  for (const auto& fault : inspect(path_.string()))
    EXPECT_EQ(fault.sentence.find("Nobody of the lab"), std::string::npos) << fault.sentence;
}

TEST_F(Inspect, an_alias_inside_of_what_it_stands_for_is_refused_and_any_other_is_read) {
  const auto lesson = read("lesson.yaml");
  write("lesson.yaml", "loop: &loop [a, *loop]\n" + lesson);
  expect("stands inside of what it stands for", 1);
  write("lesson.yaml", lesson);
  change("summary:", "summary: &same");
  change("\nsteps:", "\nbroken: *same\nsteps:");
  expect("The word en is not known here", line_of("summary:") + 1);
}

TEST_F(Inspect, a_narration_as_windows_saves_it) {
  std::string text = "\xef\xbb\xbf";
  for (const char c : read("en.md")) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  write("en.md", text);
  const auto faults = inspect(path_.string());
  EXPECT_TRUE(faults.empty()) << faults.front().sentence;
}

TEST_F(Inspect, a_draw_that_is_none_is_told_in_its_own_line_of_the_narration) {
  change("Header, blank line", "{{subjekt}}: header, blank line", "en.md");
  const auto text = read("en.md");
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("{{subjekt}}")), '\n');
  expect("the name subjekt. Was subject meant?", static_cast<int>(line), "en.md");
}

TEST_F(Inspect, a_draw_and_a_text_with_a_comma_want_quotation_marks) {
  const auto lesson = read("lesson.yaml");
  change("\nsteps:", "\nfiles:\n  - {name: /recipes/{{word}}.txt, content: Stir}\nsteps:");
  expect("has {{ }} outside of quotation marks", 0);
  write("lesson.yaml", lesson);
  change("\nsteps:", "\nfiles:\n  - name: {{word}}\n    content: Stir\nsteps:");
  expect("\"{{word}}\" stands in quotation marks");
  write("lesson.yaml", lesson);
  change("  - en: Follow one letter from hop to hop.\n    de: Einem Brief von Station zu Station folgen.", "  - {en: Stir, then wait}");
  expect("A text with a comma stands in quotation marks here: \"…, then wait\"");
}

TEST_F(Inspect, a_word_that_stands_twice) {
  change("minutes: 5 ", "minutes: 5\nminutes: 7 ");
  expect("The word minutes stands twice here; the first time in line " + std::to_string(line_of("minutes: 5")), line_of("minutes: 7"));
}

TEST_F(Inspect, a_text_in_another_encoding_is_named_with_its_line) {
  write("de.md", read("de.md") + "\nSch\xf6n.\n");
  const auto text = read("de.md");
  expect("not UTF-8", static_cast<int>(std::count(text.begin(), text.end(), '\n')), "de.md");
}

TEST_F(Inspect, a_file_that_leads_out_of_the_site_and_a_picture_that_lies_elsewhere) {
  change("steps:\n", "files:\n  - {name: /a/../../b.txt, content: x}\nsteps:\n");
  expect("/a/../../b.txt leads out of the FTP site", line_of("/a/../../b.txt"));
  write("en.md", read("en.md") + "\n![](../secret.png)\n");
  expect("../secret.png is not in the lesson's folder", 0, "en.md");
}

TEST_F(Inspect, a_narration_that_is_missing_in_one_language_is_said_once_and_not_as_a_slip) {
  fs::remove(path_ / "de.md");
  expect("told in the language de, and its narration de.md is missing", 0, "de.md");
  for (const auto& fault : inspect(path_.string())) EXPECT_THAT(fault.sentence, testing::Not(HasSubstr("Was en meant?")));
}

TEST_F(Inspect, a_code_that_no_server_says) {
  change("code: \"221\"", "code: \"9+OK\"");
  expect("No server says the code 9+OK", line_of("9+OK"));
}

TEST_F(Inspect, a_tab_is_named_where_it_stands_and_nothing_is_said_of_files_that_were_not_looked_at) {
  change("    allows:  ", "\tallows:  ");
  expect("indented with a tab", line_of("\tallows:"));
  EXPECT_EQ(inspect(path_.string()).size(), 1U);
}

TEST_F(Inspect, fewer_than_five_steps_with_evidence) {
  cut("  - id: call", "  - id: envelope");
  change("# call", "# gone", "en.md");
  expect("4 steps have evidence on the wire", line_of("  - id: hand-over"));
}

TEST_F(Inspect, fewer_than_three_questions_from_the_run) {
  change("          line: {protocol: pop3, client: bob, from: client, verb: RETR}\n          field: verb", "          RETR");
  expect("2 questions are answered from the run");
}

TEST_F(Inspect, fewer_than_two_tasks_of_a_kind) {
  change("    kind: look-only", "    kind: do-it-yourself");
  expect("1 tasks are look-only");
}

TEST_F(Inspect, one_hint_is_not_enough) {
  change("      - en: Two connections speak SMTP, one speaks POP3.\n        de: Zwei Verbindungen sprechen SMTP, eine spricht POP3.\n", "");
  expect("Task stations has 1 hints", line_of("  - id: stations"));
}

TEST_F(Inspect, a_task_without_solution_or_second_route) {
  cut("    solution:                  #", "  - id: password");
  expect("Task stations has no solution");
  cut("    second:                    #", "  - id: read");
  expect("Task write has no second solution");
}

TEST_F(Inspect, notes_that_are_missing_are_named_by_their_file) {
  fs::remove(path_ / "notes.de.md");
  expect("# mistakes", 0, "notes.de.md");
  change("# ask", "# asks", "notes.en.md");
  expect("Was ask meant?", 5, "notes.en.md");
}

TEST_F(Inspect, a_language_that_lacks_what_another_has) {
  change("      de: Die Stationen\n", "");
  expect("no text in the language de", line_of("en: The stations"));
  change("# letter", "# later", "de.md");
  expect("There is no step later in lesson.yaml. Was letter meant?", 0, "de.md");
  expect("Step letter has no narration.", 0, "de.md");
}

TEST_F(Inspect, a_third_language_needs_no_code) {
  fs::copy(path_ / "en.md", path_ / "fr.md");
  change("      de: Die Stationen\n", "      de: Die Stationen\n      fr: Les relais\n");
  expect("no text in the language fr");
  const auto loaded = load(path_.string());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(text(loaded->tasks[0].title, "fr"), "Les relais");
}

TEST_F(Inspect, an_answer_that_no_check_asks_for_and_one_that_is_missing) {
  change("        how-often: \"3\"", "        how-oft: \"3\"");
  expect("No check called how-oft");
  expect("Task stations has no solution");
}

TEST_F(Inspect, every_student_gets_one_of_the_faults_and_its_name) {
  const std::string broken = "broken:\n  when: start\n  of:\n    - {id: one, actions: []}\n    - {id: two, actions: []}\n\nsteps:\n";
  change("steps:\n", broken);
  change("        how-often: \"3\"", "        how-often: \"{{broken}}\"");
  std::set<std::string> seen;
  for (const auto* id : {"anna", "ben", "clara", "david", "emma", "felix", "greta", "hugo"}) {
    const auto loaded = load(path_.string(), {id, {}, {}});
    ASSERT_TRUE(loaded);
    seen.insert(loaded->broken);
    EXPECT_EQ(loaded->tasks[0].solution.answers.at("how-often").text, loaded->broken);
  }
  EXPECT_EQ(seen, (std::set<std::string>{"one", "two"}));
}

TEST_F(Inspect, a_fault_that_must_show_first_is_asked_for_by_the_choice_that_names_it) {
  const std::string broken =
      "broken:\n  when: start\n  of:\n    - {id: one, actions: [{order: full-disk}], shows: [{line: {code: \"452\"}}]}\n"
      "    - {id: two, actions: [{order: full-disk}], shows: [{line: {code: \"452\"}}]}\n\nsteps:\n";
  change("steps:\n", broken);
  change("    checks:\n",
         "    checks:\n      - id: which\n        says: {en: Which, de: Was}\n        choose:\n          right: \"{{broken}}\"\n"
         "          of: [{id: one, says: {en: a, de: a}}, {id: two, says: {en: b, de: b}}]\n");
  const auto loaded = load(path_.string(), {"anna", {}, {}});
  ASSERT_TRUE(loaded) << loaded.error().front().sentence;
  EXPECT_EQ(loaded->opening.front().secrecy, faults::Secrecy::secret);
  const auto& check = loaded->tasks.front().checks.front();
  ASSERT_EQ(check.seen.size(), 1U);
  MadeRecording made;
  const auto stream = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  const auto judged = [&](const std::string& answer) { return judge(check, made.recording(), answer, "en"); };
  for (const auto& choice : check.choices) EXPECT_EQ(judged(choice.id).note, "Not judged yet: it has not shown on the wire.");
  made.reply(stream, 3, "452", "452 no");
  EXPECT_TRUE(judged(check.value.text).passed);
  EXPECT_EQ(std::ranges::count_if(check.choices, [&](const auto& each) { return judged(each.id).passed; }), 1);
}

TEST_F(Inspect, what_is_given_is_believed_unless_it_is_a_pattern) {
  const auto drawn = load(path_.string(), {"anna", {}, {}});
  const auto given = load(path_.string(), {"anna", {}, {{"word", "my-own-11"}, {"subject", "*"}}});
  ASSERT_TRUE(drawn && given);
  EXPECT_EQ(given->draws.at("word").value, "my-own-11");
  EXPECT_EQ(given->draws.at("subject").value, drawn->draws.at("subject").value);
}

}  // namespace
}  // namespace cleartext::lesson

#include "engine/lesson/lesson.h"

#include <gtest/gtest.h>

#include "tests/engine/lesson/folder.h"

#include "engine/lesson/reader.h"
#include "servers/faults/fault_text.h"

namespace cleartext::lesson {
namespace fs = std::filesystem;
namespace {

const std::string good =
    "id: x\ntitle: {en: X}\nsteps:\n  - id: one\n    title: {en: One}\n    hint: {en: Look.}\n    evidence:\n"
    "      - line: {protocol: smtp, code: \"250\"}\n";

TEST(Lesson, every_shipped_lesson_loads) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/lessons")) {
    if (!entry.is_directory()) continue;
    const auto loaded = load(entry.path().string());
    ASSERT_TRUE(loaded) << loaded.error().front().file << ":" << loaded.error().front().line << " " << loaded.error().front().sentence;
    EXPECT_EQ(loaded->id, entry.path().filename().string());
    ++count;
  }
  EXPECT_GE(count, 1);
}

TEST(Lesson, every_shipped_step_has_words_in_both_languages) {
  const auto loaded = load(SOURCE_DIR "/lessons/alice-sends-bob");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->steps.size(), 6U);
  for (const auto& step : loaded->steps) {
    for (const auto* language : {"en", "de"}) {
      EXPECT_GT(step.narration.at(language).size(), 200U) << step.id << language;
      EXPECT_FALSE(step.title.at(language).empty());
    }
    EXPECT_FALSE(step.questions.empty()) << step.id;
  }
}

TEST(Lesson, a_small_lesson_is_read) {
  Folder folder;
  folder.write("lesson.yaml", good);
  folder.write("en.md", "# one\n\nText.\n");
  folder.write("de.md", "# one\n\nText.\n");
  const auto loaded = load(folder.path.string());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->steps[0].evidence[0].code, "250");
  EXPECT_EQ(loaded->steps[0].narration.at("en"), "\nText.\n");
}

TEST(Lesson, a_drawn_word_is_put_in_as_it_is_and_in_base64) {
  std::vector<std::string> unknown;
  const auto filled =
      fill_in("{{word}} {{base64 word}} {{base64 wort}}", {{"word", "egg"}}, [&](const std::string& name) { unknown.push_back(name); });
  EXPECT_EQ(filled, "egg ZWdn {{base64 wort}}");
  EXPECT_EQ(unknown, std::vector<std::string>{"base64 wort"});
}

TEST(Lesson, faults_are_ordered_and_withdrawn_in_their_own_words) {
  Folder folder;
  folder.write("lesson.yaml",
               good +
                   "    actions:\n      - order: off smtp@mail.hamburger.edu\n      - order: reply ftp STOR \"452 Disk full\"\n"
                   "      - withdraw: off smtp@hamburger.edu\n      - withdraw: all\n");
  folder.write("en.md", "# one\n");
  const auto loaded = load(folder.path.string());
  ASSERT_TRUE(loaded) << loaded.error()[0].sentence;
  const auto& actions = loaded->steps[0].actions;
  ASSERT_EQ(actions.size(), 4U);
  EXPECT_EQ(actions[0].kind, Action::Kind::order);
  EXPECT_TRUE(actions[1].fault == *faults::parse("reply ftp STOR \"452 Disk full\""));
  EXPECT_EQ(actions[2].kind, Action::Kind::withdraw);
  EXPECT_TRUE(actions[2].fault == actions[0].fault);
  EXPECT_FALSE(actions[3].fault);
}

TEST(Lesson, a_fault_that_is_not_understood_is_told_with_its_line_and_place) {
  for (const auto& [text, expected] : {std::pair("reply ftp STORE \"452 x\"", "order expects a command of FTP"),
                                       {"off smtp now", "nothing more at character 10 of its text, before: now"},
                                       {"off", "at character 4 of its text, where it ends"},
                                       {"[off, smtp]", "order should be one text"}}) {
    Folder folder;
    folder.write("lesson.yaml", good + "    actions:\n      - order: " + text + "\n");
    folder.write("en.md", "# one\n");
    const auto loaded = load(folder.path.string());
    ASSERT_FALSE(loaded) << text;
    ASSERT_EQ(loaded.error().size(), 1U) << text;
    EXPECT_EQ(loaded.error()[0].line, 10) << text;
    EXPECT_NE(loaded.error()[0].sentence.find(expected), std::string::npos) << loaded.error()[0].sentence;
  }
}

TEST(Lesson, a_missing_folder_is_told) {
  const auto loaded = load("/nowhere/at/all");
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error()[0].sentence.find("cannot be read"), std::string::npos);
}

TEST(Lesson, what_lies_outside_its_folder_or_has_no_end_is_not_read) {
  for (const char* to : {"/etc/hostname", "/dev/zero", "../en.md"}) {
    Folder folder;
    folder.write("lesson.yaml", good);
    fs::create_symlink(to, folder.path / "en.md");
    const auto loaded = load(folder.path.string());
    ASSERT_FALSE(loaded) << to;
    EXPECT_NE(loaded.error()[0].sentence.find("leads elsewhere"), std::string::npos) << loaded.error()[0].sentence;
  }
  Folder folder;
  folder.write("lesson.yaml", good);
  folder.write("en.md", "# one\n");
  fs::resize_file(folder.path / "en.md", 3LL << 30);  // sparse
  const auto loaded = load(folder.path.string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error()[0].sentence, "The file is larger than 1 MiB.");
}

TEST(Lesson, quotas_are_read_and_those_that_are_none_are_told) {
  Folder folder;
  folder.write("en.md", "# one\n");
  folder.write("lesson.yaml", good + "quotas: {disk: 100000}\n");
  const auto lesson = load(folder.path.string());
  ASSERT_TRUE(lesson);
  EXPECT_EQ(lesson->quotas.disk, 100'000u);
  EXPECT_FALSE(lesson->quotas.mailbox);
  for (const auto* wrong : {"quotas: {mailbox: 0}\n", "quotas: {mailbox: 20 kB}\n", "quotas: {mailboxes: 20000}\n", "quotas: 20000\n"}) {
    folder.write("lesson.yaml", good + wrong);
    const auto refused = load(folder.path.string());
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().front().line, 9) << wrong;
  }
}

TEST(Lesson, an_unknown_word_is_told_with_its_line) {
  Folder folder;
  folder.write("lesson.yaml", good + "colour: red\n");
  folder.write("en.md", "# one\n");
  const auto loaded = load(folder.path.string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error()[0].line, 9);
  EXPECT_NE(loaded.error()[0].sentence.find("colour"), std::string::npos);
}

TEST(Lesson, an_unknown_host_is_told) {
  Folder folder;
  folder.write("lesson.yaml", good + "      - connection: {client: mallory}\n");
  folder.write("en.md", "# one\n");
  const auto loaded = load(folder.path.string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error()[0].line, 9);
}

TEST(Lesson, broken_yaml_is_told_and_does_not_crash) {
  for (const auto* text :
       {"", "id: [", "steps: 5", "- a", "id: x\nsteps:\n  - 5\n", "id: x\nsteps: [{evidence: [5]}]", "title: {en: {a: b}}"}) {
    Folder folder;
    folder.write("lesson.yaml", text);
    EXPECT_FALSE(load(folder.path.string())) << text;
  }
}

}  // namespace
}  // namespace cleartext::lesson

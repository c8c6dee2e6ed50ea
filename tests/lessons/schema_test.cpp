// The schema that lies beside the lessons is the one the program reads by, and another program finds every lesson good by it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/lesson/format_words.h"
#include "tests/program/program.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;

// But for the actions, which have a table of their own.
std::string without_actions(std::string text) {
  const auto from = text.find("    \"action\": "), until = text.find("    \"solving\": ");
  EXPECT_LT(from, until);
  return text.erase(from, until - from);
}

TEST(Schema, the_file_beside_the_lessons_is_what_the_program_reads_by) {
  std::ifstream file(SOURCE_DIR "/lessons/lesson.schema.json");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(without_actions(text), without_actions(lesson::schema()))
      << "Renew it with: build/cleartext lessons --schema > lessons/lesson.schema.json";
}

TEST(Schema, another_program_finds_every_lesson_good_by_it) {
  QStringList words{QStringLiteral(SOURCE_DIR "/tests/lessons/schema_judge.py"), QStringLiteral(SOURCE_DIR "/lessons/lesson.schema.json")};
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/lessons")) {
    if (fs::exists(entry.path() / "lesson.yaml")) words.append(QString::fromStdString((entry.path() / "lesson.yaml").string()));
  }
  const auto ran = run_tool(QStringLiteral("python3"), words, 60'000);
  EXPECT_EQ(ran.status, 0) << ran.out.toStdString() << ran.err.toStdString();
}

TEST(Schema, every_object_that_a_word_names_is_there) {
  for (const auto& object : lesson::format_objects()) {
    for (const auto& word : object.words) {
      auto type = word.type;
      if (type.starts_with('[') || type.starts_with('{')) type = type.substr(1, type.size() - 2);
      const bool plain = type == "text" || type == "words" || type == "number" || type == "actions" || type == "solving" ||
                         type.find('|') != std::string_view::npos;
      EXPECT_TRUE(plain || !lesson::words_of(type).empty()) << object.name << "." << word.name;
    }
  }
}

}  // namespace
}  // namespace cleartext

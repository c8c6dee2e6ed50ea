// The worked example of lessons/README.md, put together as the page says, is a lesson.
#include <gtest/gtest.h>

#include <sstream>

#include "engine/lesson/lesson.h"
#include "tests/engine/lesson/folder.h"

namespace cleartext::lesson {
namespace {

std::vector<std::string> yaml_blocks(const std::string& path) {
  std::vector<std::string> blocks;
  std::ifstream file(path);
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = line == "```yaml";
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

TEST(WorkedExample, is_a_lesson_when_it_is_put_together) {
  std::string steps = "steps:\n", rest;
  for (const auto& block : yaml_blocks(SOURCE_DIR "/lessons/README.md")) (block.starts_with("  ") ? steps : rest) += block;
  EXPECT_NE(steps.find("questions:"), std::string::npos);
  EXPECT_NE(rest.find("quotas:"), std::string::npos);
  const Folder folder;
  folder.write("lesson.yaml", "id: example\ntitle: {en: Example, de: Beispiel}\n" + rest + steps);
  for (const auto* name : {"en.md", "de.md"}) folder.write(name, "# hand-over\n\n{{subject}}\n");
  const auto loaded = load(folder.path.string());
  std::ostringstream faults;
  if (!loaded) {
    for (const auto& fault : loaded.error()) faults << fault.line << ": " << fault.sentence << "\n";
  }
  ASSERT_TRUE(loaded) << faults.str();
  EXPECT_EQ(loaded->steps.front().questions.size(), 1U);
  EXPECT_EQ(loaded->steps.front().compare.size(), 2U);
  EXPECT_EQ(loaded->tasks.size(), 1U);
  EXPECT_EQ(loaded->files.size(), 1U);
  for (const auto& fault : inspect(folder.path.string()))
    EXPECT_EQ(fault.sentence.find("log-in-safely"), std::string::npos) << fault.sentence;
}

}  // namespace
}  // namespace cleartext::lesson

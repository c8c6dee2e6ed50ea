// Reads YAML with its places: each fault names file and line, unknown words are faults, and reading goes on after one.
#pragma once
#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

class Reader {
 public:
  Reader(std::string file, std::vector<Fault>& faults) : file_(std::move(file)), faults_(faults) {}

  void fault(const YAML::Node& at, std::string sentence);
  bool is_map(const YAML::Node& node, const std::string& what);
  void only(const YAML::Node& map, std::initializer_list<std::string_view> known);   // unknown keys are faults
  std::string text(const YAML::Node& map, const std::string& key, bool needed = false);
  int number(const YAML::Node& map, const std::string& key, int otherwise, int least, int most);
  Words words(const YAML::Node& map, const std::string& key, bool needed = false);
  Words words_at(const YAML::Node& node, const std::string& what);
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<Fault>& faults_;
};

}  // namespace cleartext::lesson

#include "engine/lesson/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "servers/mime/decode.h"

namespace cleartext::lesson {
namespace {

// {{base64 word}}: what a script has to say of {{word}} in a letter's part, or after AUTH.
constexpr std::string_view in_base64 = "base64 ";
// {{lines tips}}: how many lines {{tips}} has.
constexpr std::string_view lines_of = "lines ";

int line_of(const YAML::Node& at) { return at.IsDefined() && !at.Mark().is_null() ? at.Mark().line + 1 : 1; }

}  // namespace

void Reader::fault(const YAML::Node& at, std::string sentence) { faults_.push_back({file_, line_of(at), std::move(sentence)}); }
void Reader::gap(const YAML::Node& at, std::string sentence) { gaps_.push_back({file_, line_of(at), std::move(sentence)}); }

bool Reader::is_map(const YAML::Node& node, const std::string& what) {
  if (node.IsDefined() && node.IsMap()) return true;
  fault(node, fmt::format("{} should be a list of names and values.", what));
  return false;
}

bool Reader::is_list(const YAML::Node& map, const std::string& key) {
  const auto node = map[key];
  if (!node.IsDefined()) return false;
  if (node.IsSequence()) return true;
  fault(node, fmt::format("{} should be a list, each entry with a hyphen.", key));
  return false;
}

void Reader::only(const YAML::Node& map, std::initializer_list<std::string_view> known) { only(map, std::vector<std::string_view>(known)); }

void Reader::only(const YAML::Node& map, const std::vector<std::string_view>& known) {
  for (const auto& entry : map) {
    const auto key = entry.first.as<std::string>("");
    if (std::ranges::find(known, key) == known.end()) {
      const bool is_rest = map.Style() == YAML::EmitterStyle::Flow && entry.second.IsNull() && key.find(' ') != std::string::npos;
      if (is_rest) return fault(entry.first, fmt::format("A text with a comma stands in quotation marks here: \"…, {}\".", key));
      fault(entry.first, fmt::format("The word {} is not known here.{} Known are: {}.", key, meant(key, known), fmt::join(known, ", ")));
    }
  }
}

std::string Reader::text(const YAML::Node& map, const std::string& key, bool needed) {
  const auto node = map[key];
  if (node.IsDefined()) return text_at(node, key);
  if (needed) fault(map, fmt::format("{} is missing.", key));
  return {};
}

std::string Reader::text_at(const YAML::Node& node, const std::string& what) {
  if (node.IsScalar()) return fill(node.Scalar(), node);
  const bool is_draw = node.IsMap() && node.size() == 1 && node.begin()->first.IsMap();  // {{word}} without quotation marks
  fault(node, fmt::format("{} should be one text.{}", what, is_draw ? " \"{{word}}\" stands in quotation marks." : ""));
  return {};
}

std::string Reader::one_of(const YAML::Node& map, const std::string& key, const std::vector<std::string_view>& known, bool needed) {
  auto word = text(map, key, needed);
  if (!word.empty() && std::ranges::find(known, word) == known.end()) {
    fault(map[key], fmt::format("{} cannot be {}.{} It is one of: {}.", key, word, meant(word, known), fmt::join(known, ", ")));
  }
  return word;
}

int Reader::number(const YAML::Node& map, const std::string& key, int otherwise, int least, int most) {
  const auto node = map[key];
  if (!node.IsDefined()) return otherwise;
  const int value = node.as<int>(least - 1);
  if (value >= least && value <= most) return value;
  fault(node, fmt::format("{} should be a number from {} to {}.", key, least, most));
  return otherwise;
}

bool Reader::yes(const YAML::Node& map, const std::string& key, bool otherwise) {
  const auto node = map[key];
  if (!node.IsDefined()) return otherwise;
  bool value = otherwise;
  if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value)) fault(node, fmt::format("{} is true or false.", key));
  return value;
}

std::size_t Reader::place(const YAML::Node& map, const std::string& key, std::span<const std::string_view> words, std::size_t otherwise) {
  const auto word = one_of(map, key, {words.begin(), words.end()});
  const auto found = std::ranges::find(words, word);
  return found == words.end() ? otherwise : static_cast<std::size_t>(found - words.begin());
}

std::vector<std::string> Reader::texts(const YAML::Node& map, const std::string& key) {
  const auto node = map[key];
  if (!node.IsDefined()) return {};
  if (!node.IsSequence()) return {text_at(node, key)};
  std::vector<std::string> found;
  for (const YAML::Node& each : node) found.push_back(text_at(each, key));
  return found;
}

// Nothing outside the lesson's folder is ever sent anywhere.
std::string Reader::content_of(const YAML::Node& at, const std::string& name) {
  namespace fs = std::filesystem;
  constexpr std::uintmax_t largest = 20 << 20;
  std::error_code error;
  const auto folder = fs::weakly_canonical(fs::path(file_).parent_path(), error);
  const auto path = fs::weakly_canonical(folder / name, error);
  const auto inside = fs::relative(path, folder, error).string();
  if (error || inside.empty() || inside.starts_with("..")) {
    fault(at, fmt::format("{} is not in the lesson's folder.", name));
    return {};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file || !fs::is_regular_file(path, error) || fs::file_size(path, error) > largest) {
    fault(at, fmt::format("The lesson's folder has no file {} that is smaller than 20 MiB.", name));
    return {};
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

double Reader::real(const YAML::Node& map, const std::string& key, double otherwise) {
  const auto node = map[key];
  if (!node.IsDefined()) return otherwise;
  try {
    return YAML::Load(fill(node.as<std::string>(), node)).as<double>();
  } catch (const YAML::Exception&) {
    fault(node, fmt::format("{} should be a number.", key));
    return otherwise;
  }
}

Words Reader::words(const YAML::Node& map, const std::string& key, bool needed) {
  const auto node = map[key];
  if (node.IsDefined()) return words_at(node, key);
  if (needed) fault(map, fmt::format("{} is missing.", key));
  return {};
}

Words Reader::words_at(const YAML::Node& node, const std::string& key) {
  Words words;
  if (!is_map(node, key)) return words;
  only(node, std::vector<std::string_view>(languages_.begin(), languages_.end()));
  for (const auto& entry : node) words[entry.first.as<std::string>("")] = fill(entry.second.as<std::string>(""), entry.second);
  if (words["en"].empty()) fault(node, fmt::format("{} has no English text (en).", key));
  for (const auto& language : languages_) {
    if (language != "en" && words[language].empty()) gap(node, fmt::format("{} has no text in the language {}.", key, language));
  }
  return words;
}

std::string Reader::fill(const std::string& text, const YAML::Node& at) {
  return fill_in(text, values_, [&](const std::string& name) {
    std::vector<std::string_view> known;
    for (const auto& [each, value] : values_) known.push_back(each);
    fault(at,
          fmt::format("Nothing is drawn under the name {}.{} Names stand under draws at the lesson's start.", name, meant(name, known)));
  });
}

std::string fill_in(const std::string& text, const std::map<std::string, std::string>& values,
                    const std::function<void(const std::string&)>& unknown) {
  std::string filled;
  std::size_t at = 0;
  for (;;) {
    const auto open = text.find("{{", at), close = text.find("}}", open == std::string::npos ? at : open);
    if (open == std::string::npos || close == std::string::npos) break;
    filled += text.substr(at, open - at);
    const auto name = text.substr(open + 2, close - open - 2);
    const bool encoded = name.starts_with(in_base64), counted = name.starts_with(lines_of);
    const auto known = values.find(name.substr(encoded ? in_base64.size() : counted ? lines_of.size() : 0));
    if (known == values.end()) {
      unknown(name);
      filled += text.substr(open, close + 2 - open);
    } else {
      const auto& value = known->second;
      filled += encoded ? mime::encode_base64(value) : counted ? fmt::format("{}", 1 + std::ranges::count(value, '\n')) : value;
    }
    at = close + 2;
  }
  return filled + text.substr(at);
}

}  // namespace cleartext::lesson

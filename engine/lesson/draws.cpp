#include "engine/lesson/draws.h"

#include <fmt/format.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/lesson/word_lists.h"

namespace cleartext::lesson {
namespace {

constexpr std::size_t longest_id = 64;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Bytes32 hmac(std::string_view key, std::string_view text) {
  Bytes32 out{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(text), text.size(), out.data(), &length);
  return out;
}

Bytes32 sha256(std::string_view text) {
  Bytes32 out{};
  SHA256(bytes(text), text.size(), out.data());
  return out;
}

std::string hex(const Bytes32& value) { return fmt::format("{:02x}", fmt::join(value, "")); }

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// One draw's numbers, one after the other.
class Lot {
 public:
  Lot(const Bytes32& seed, const std::string& name) : drawn_(hmac({reinterpret_cast<const char*>(seed.data()), seed.size()}, name)) {}
  std::size_t below(std::size_t size) {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) number = number << 8 | drawn_[at_++ % drawn_.size()];
    return number % size;
  }
  std::string from(std::span<const std::string_view> list) { return std::string(list[below(list.size())]); }
  std::size_t two_digits() { return 10 + below(90); }

 private:
  Bytes32 drawn_;
  std::size_t at_ = 0;
};

std::string capital(std::string word) {
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string draw_sentence(Lot& lot) {
  const auto words = common_words();
  const auto first = capital(lot.from(words)), second = lot.from(words), third = lot.from(words);
  return fmt::format("{} {} {}.\n", first, second, third);
}

std::string draw_text(Lot& lot) {
  const auto first = draw_sentence(lot), second = draw_sentence(lot);
  return fmt::format("{}{}{}\n", first, second, 1000 + lot.below(9000));
}

// As many as were drawn, each of its own length: so sizes and packets differ, too. The last has no end: the text around it has.
std::string draw_lines(const Bytes32& seed, const std::string& name) {
  constexpr std::size_t least = 2, most = 12;
  const auto count = least + Lot(seed, name).below(most - least + 1);
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    Lot lot(seed, fmt::format("{}\n{}", name, i));
    lines += draw_sentence(lot);
  }
  lines.pop_back();
  return lines;
}

}  // namespace

std::string token_for(std::string_view class_key, const std::string& student, const std::string& lesson) {
  return hex(hmac(class_key, student + "\n" + lesson));
}

std::string fingerprint(const std::string& token) {
  std::string small;  // as token_for writes it
  for (const char c : token) small += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  return token.empty() ? std::string() : hex(sha256("cleartext token\n" + small)).substr(0, 16);
}

tl::expected<std::string, wire::Problem> read_class_key(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream all;
  if (!file || !(all << file.rdbuf())) {
    return tl::unexpected(wire::Problem{fmt::format("The class key {} cannot be read, or is empty.", path),
                                        "A class key is a file with any secret text, for example from `openssl rand -hex 32`."});
  }
  auto key = all.str();
  key.erase(key.find_last_not_of(" \t\r\n") + 1);
  if (!key.empty()) return key;
  return tl::unexpected(wire::Problem{fmt::format("The class key {} is empty.", path), {}});
}

tl::expected<Bytes32, wire::Problem> seed_of(const Student& student, const std::string& lesson) {
  const auto& id = student.id;
  if (id.size() > longest_id || std::ranges::any_of(id, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; })) {
    return tl::unexpected(wire::Problem{"A student's id is one line of at most 64 letters.", {}});
  }
  if (student.token.empty()) return sha256(id + "\n" + lesson);
  Bytes32 seed{};
  bool good = student.token.size() == 2 * seed.size();
  for (std::size_t i = 0; good && i < seed.size(); ++i) {
    const int high = digit(student.token[2 * i]), low = digit(student.token[2 * i + 1]);
    good = high >= 0 && low >= 0;
    seed[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  if (good) return seed;
  return tl::unexpected(wire::Problem{"A token is 64 hexadecimal digits.", "Copy it from the list that your teacher made."});
}

std::span<const std::string_view> draw_kinds() {
  static constexpr std::array<std::string_view, 11> kinds{"word",    "password", "weak-password", "pass-phrase", "name", "file",
                                                          "subject", "text",     "number",        "lines",       "byte"};
  return kinds;
}

std::string draw(const Bytes32& seed, const std::string& name, DrawKind kind) {
  Lot lot(seed, name);
  const auto words = common_words();
  switch (kind) {
    case DrawKind::word:
    case DrawKind::password: {
      const auto first = lot.from(words), second = lot.from(words);
      return fmt::format("{}-{}-{}", first, second, lot.two_digits());
    }
    case DrawKind::weak_password: return lot.from(weak_passwords());
    case DrawKind::pass_phrase: {
      std::string phrase = lot.from(words);
      for (int i = 0; i < 4; ++i) phrase += '-' + lot.from(words);
      return phrase;
    }
    case DrawKind::name: return lot.from(first_names());
    case DrawKind::file: {
      const auto first = lot.from(words), second = lot.from(words);
      return fmt::format("{}-{}-{}.txt", first, second, lot.two_digits());
    }
    case DrawKind::subject: {
      const auto first = lot.from(words), second = lot.from(words);
      return fmt::format("{} {} {}", capital(first), second, lot.two_digits());
    }
    case DrawKind::text: return draw_text(lot);
    case DrawKind::number: return fmt::format("{}", 100 + lot.below(900));
    case DrawKind::lines: return draw_lines(seed, name);
    case DrawKind::byte: return fmt::format("{}", 1 + lot.below(254));
  }
  return {};
}

std::size_t pick(const Bytes32& seed, const std::string& name, std::size_t size) { return Lot(seed, name).below(size); }

std::string mark_of(const Bytes32& seed) {
  return hex(hmac({reinterpret_cast<const char*>(seed.data()), seed.size()}, "mark\n")).substr(0, 8);
}

bool is_telling(DrawKind kind) {
  switch (kind) {
    case DrawKind::word:
    case DrawKind::password:
    case DrawKind::pass_phrase:
    case DrawKind::file:
    case DrawKind::subject:
    case DrawKind::text:
    case DrawKind::lines: return true;
    case DrawKind::weak_password:
    case DrawKind::name:
    case DrawKind::number:
    case DrawKind::byte: return false;
  }
  return false;
}

}  // namespace cleartext::lesson

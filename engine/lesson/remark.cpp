#include "engine/lesson/remark.h"

namespace cleartext::lesson {
namespace {

constexpr std::string_view start_and_header = "\xff\xd8\xff\xe0", comment = "\xff\xfe";
constexpr std::size_t longest = 0xffff - 2;

std::size_t length_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8 | static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

std::optional<std::string> with_remark(std::string_view jpeg, std::string_view remark) {
  if (!jpeg.starts_with(start_and_header) || jpeg.size() < 6 || remark.size() > longest) return std::nullopt;
  const auto end = start_and_header.size() + length_at(jpeg, start_and_header.size());  // of the header's segment
  if (end > jpeg.size()) return std::nullopt;
  const auto size = remark.size() + 2;  // a segment counts its own length
  std::string made(jpeg.substr(0, end));
  made += comment;
  made += static_cast<char>(size >> 8);
  made += static_cast<char>(size & 0xff);
  made += remark;
  made += jpeg.substr(end);
  return made;
}

}  // namespace cleartext::lesson

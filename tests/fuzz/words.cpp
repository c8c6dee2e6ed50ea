// Invariants: any bytes are a header, a value with parameters, or text with encoded words; nothing crashes, what comes
// out is at most four times as long, and text in which no word can begin comes out as it went in.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "engine/findings/header.h"

using namespace cleartext;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string shown = findings::decode_words(text);
  if (shown.size() > 4 * size) std::abort();
  if (text.find("=?") == std::string_view::npos && shown != text) std::abort();

  const findings::Header header(text);
  if (header.body().size() > size) std::abort();
  for (const char* name : {"From", "subject", "Content-Type", ""})
    if (header.text(name).size() > 4 * size) std::abort();

  const findings::Value value = findings::parse_value(text);
  if (value.value.size() > size) std::abort();
  if (std::any_of(value.value.begin(), value.value.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) std::abort();
  std::size_t kept = 0;
  for (const auto& [name, content] : value.parameters) kept += name.size() + content.size();
  if (kept > 4 * size) std::abort();
  return 0;
}

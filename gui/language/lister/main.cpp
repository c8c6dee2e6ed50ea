// Writes the servers' tables down in the form that lupdate reads: they are where no tr() can stand.
#include <cstdio>
#include <string>

#include "engine/talk/table_texts.h"

namespace {

std::string quoted(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    all += c;
  }
  return all + '"';
}

}  // namespace

int main() {
  std::puts("static const char* const words[] = {");
  for (const std::string_view text : cleartext::talk::table_texts())
    std::printf("QT_TRANSLATE_NOOP(\"Tables\", %s),\n", quoted(text).c_str());
  std::puts("};");
}

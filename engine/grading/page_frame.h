// What every HTML page of ours begins and ends with: it needs nothing else, reads well in light and dark, and prints.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::grading {

std::string escaped(std::string_view text);
std::string framed(const std::string& title, const std::string& body, const std::string& language = "en");

}  // namespace cleartext::grading

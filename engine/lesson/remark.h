// A remark inside a picture: so that each student's weighs something else, and looks the same.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cleartext::lesson {

// In a comment segment (COM; ITU-T T.81, B.2.4.5) behind the JFIF header, so that the first bytes stay. Empty: this is no JPEG.
std::optional<std::string> with_remark(std::string_view jpeg, std::string_view remark);

}  // namespace cleartext::lesson

// Faults that are offered ready-made, one a kind at least, in the words of `cleartext fault`.
#pragma once
#include <span>
#include <string_view>

namespace cleartext::gui {

std::span<const std::string_view> ready_faults();

}  // namespace cleartext::gui

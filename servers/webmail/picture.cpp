#include "servers/webmail/picture.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>

namespace cleartext::webmail {

namespace {

std::string number(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

// Length, name, content, checksum (PNG, 5.3).
std::string chunk(std::string content) {
  const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  return number(content.size() - 4) + content + number(sum);
}

std::string packed(const std::string& bytes) {
  std::string out(::compressBound(bytes.size()), '\0');
  auto length = static_cast<uLongf>(out.size());
  ::compress2(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(),
              Z_BEST_COMPRESSION);
  out.resize(length);
  return out;
}

}  // namespace

// Each dot near the shape is asked at 16 places: so edges are soft.
template <typename Inside>
void Picture::paint(double x, double y, double wide, double high, Inside inside, Colour colour) {
  constexpr int fine = 4;
  const int left = std::max(0, static_cast<int>(x - wide)), right = std::min(width_, static_cast<int>(x + wide) + 2);
  const int top = std::max(0, static_cast<int>(y - high)), bottom = std::min(height_, static_cast<int>(y + high) + 2);
  for (int row = top; row < bottom; ++row) {
    for (int column = left; column < right; ++column) {
      int hits = 0;
      for (int place = 0; place < fine * fine; ++place) {
        hits += inside(column + (place % fine + 0.5) / fine - x, row + (place / fine + 0.5) / fine - y) ? 1 : 0;
      }
      auto& dot = dots_[static_cast<std::size_t>(row * width_ + column)];
      const double share = hits / double(fine * fine);
      dot = {dot.red + (colour.red - dot.red) * share, dot.green + (colour.green - dot.green) * share,
             dot.blue + (colour.blue - dot.blue) * share};
    }
  }
}

void Picture::ellipse(double x, double y, double wide, double high, Colour colour) {
  paint(
      x, y, wide, high, [=](double across, double down) { return std::hypot(across / wide, down / high) < 1; }, colour);
}

void Picture::dome(double x, double y, double wide, double high, Half half, Colour colour) {
  const double side = half == Half::upper ? -1 : 1;
  paint(
      x, y, wide, high, [=](double across, double down) { return down * side > 0 && std::hypot(across / wide, down / high) < 1; }, colour);
}

void Picture::bar(double x, double y, double wide, double high, Colour colour) {
  paint(
      x, y, wide, high,
      [=](double across, double down) { return std::hypot(std::max(0.0, std::abs(across) - (wide - high)), down) < high; }, colour);
}

std::string Picture::png() const {
  std::string lines;
  for (std::size_t at = 0; at < dots_.size(); ++at) {
    if (at % static_cast<std::size_t>(width_) == 0) lines += '\0';  // no filter
    const auto& dot = dots_[at];
    for (const double part : {dot.red, dot.green, dot.blue}) lines += static_cast<char>(static_cast<unsigned char>(std::lround(part)));
  }
  const auto size = number(static_cast<std::size_t>(width_)) + number(static_cast<std::size_t>(height_));
  return std::string("\x89PNG\r\n\x1a\n") + chunk("IHDR" + size + std::string("\x08\x02\x00\x00\x00", 5)) + chunk("IDAT" + packed(lines)) +
         chunk("IEND");
}

}  // namespace cleartext::webmail

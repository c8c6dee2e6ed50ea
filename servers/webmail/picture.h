// A small picture drawn in code: shapes with soft edges, kept as PNG (https://www.w3.org/TR/png/).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace cleartext::webmail {

struct Colour {
  double red, green, blue;  // 0 to 255
};

class Picture {
 public:
  Picture(int width, int height, Colour ground) : width_(width), height_(height), dots_(static_cast<std::size_t>(width * height), ground) {}
  void ellipse(double x, double y, double wide, double high, Colour colour);  // by its centre and radii
  enum class Half : unsigned char { upper, lower };
  void dome(double x, double y, double wide, double high, Half half, Colour colour);  // half an ellipse
  void bar(double x, double y, double wide, double high, Colour colour);              // with round ends
  std::string png() const;

 private:
  template <typename Inside>
  void paint(double x, double y, double wide, double high, Inside inside, Colour colour);
  int width_, height_;
  std::vector<Colour> dots_;
};

}  // namespace cleartext::webmail

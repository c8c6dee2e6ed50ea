#include "servers/webmail/three.h"

#include <array>
#include <cmath>

#include "servers/http/escape.h"
#include "servers/webmail/picture.h"
#include "servers/webmail/webmail.h"

namespace cleartext::webmail {

namespace {

constexpr Colour paper{252, 246, 236}, plate{255, 255, 255}, rim{222, 214, 200};

constexpr std::string_view page_body =
    "<h1>Three objects</h1>\n"
    "<p>This page is one object. The pictures are two more: your browser read the page, found their names in it, and asked for each.</p>\n"
    "<div class=\"pair\">\n<figure>\n<img src=\"/three/crepe.png\" alt=\"A crepe on a plate\" width=\"320\" height=\"220\">\n"
    "<figcaption>A crepe, from crepes.fr</figcaption>\n</figure>\n"
    "<figure>\n<img src=\"/three/hamburger.png\" alt=\"A hamburger\" width=\"320\" height=\"220\">\n"
    "<figcaption>A hamburger, from hamburger.edu</figcaption>\n</figure>\n</div>\n"
    "<p>HTTP pulls, one object in one answer. A mail with the same three would push them all in one message.</p>\n";

std::string crepe() {
  Picture picture(320, 220, paper);
  picture.ellipse(160, 122, 142, 84, rim);
  picture.ellipse(160, 118, 140, 82, plate);
  picture.ellipse(160, 114, 112, 62, {236, 190, 110});
  picture.ellipse(160, 111, 106, 57, {247, 212, 142});
  for (int spot = 0; spot < 60; ++spot) {  // brown where the pan was hot
    const double angle = spot * 2.39996, far = std::sqrt(spot / 60.0);
    picture.ellipse(160 + 100 * far * std::cos(angle), 111 + 52 * far * std::sin(angle), 3 + spot % 4, 2 + spot % 3, {214, 158, 84});
  }
  picture.ellipse(160, 106, 17, 9, {255, 246, 196});
  picture.ellipse(160, 103, 13, 6, {255, 252, 224});
  return picture.png();
}

std::string hamburger() {
  Picture picture(320, 220, paper);
  picture.ellipse(160, 190, 130, 14, rim);
  picture.dome(160, 158, 112, 34, Picture::Half::lower, {214, 148, 76});
  picture.bar(160, 150, 122, 13, {104, 60, 38});
  for (int leaf = 0; leaf < 9; ++leaf) picture.ellipse(52 + leaf * 27, 133 + leaf % 2 * 5, 20, 8, {112, 176, 72});
  picture.bar(160, 124, 112, 7, {214, 62, 48});
  picture.bar(160, 114, 116, 6, {250, 198, 72});
  picture.dome(160, 110, 114, 76, Picture::Half::upper, {224, 160, 84});
  picture.dome(160, 104, 100, 62, Picture::Half::upper, {232, 172, 98});
  for (int seed = 0; seed < 22; ++seed) {
    const double angle = 0.35 + seed % 11 * 0.245, far = seed < 11 ? 0.86 : 0.55;
    picture.ellipse(160 - 100 * far * std::cos(angle), 104 - 62 * far * std::sin(angle), 4.5, 2.8, {255, 240, 208});
  }
  return picture.png();
}

}  // namespace

std::span<const Object> three_objects() {
  static const std::array<Object, 3> all{{{"/three", "text/html; charset=utf-8", std::string(page_body)},
                                          {"/three/crepe.png", "image/png", crepe()},
                                          {"/three/hamburger.png", "image/png", hamburger()}}};
  return all;
}

http::Response Webmail::object(const Visit& visit) {
  for (const auto& each : three_objects()) {
    if (visit.request.path != each.path) continue;
    if (each.type.starts_with("text/html")) return page({"Three objects", each.bytes, nullptr});
    return {200, {{"Content-Type", std::string(each.type)}}, each.bytes};
  }
  return sorry(404, "There is nothing at this address.");
}

}  // namespace cleartext::webmail

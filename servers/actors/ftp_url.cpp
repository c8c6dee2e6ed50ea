// Cut at the marks first, decoded after: a mark that is written with a percent sign is a letter.
#include "servers/actors/ftp_url.h"

#include <charconv>

#include "servers/wire/command.h"

namespace cleartext::actors {
namespace {

using wire::SyntaxError;

constexpr std::string_view scheme = "ftp://";
constexpr std::string_view guest = "anonymous", guest_address = "anonymous@example.org";

// Views know where they stand in the whole, so an error can say where it is.
struct Reader {
  std::string_view whole;

  tl::unexpected<SyntaxError> expected(std::string_view at, std::string what) const {
    return tl::unexpected(SyntaxError{static_cast<std::size_t>(at.data() - whole.data()), std::move(what)});
  }

  // A line end would be a second command.
  wire::Parsed<std::string> decode(std::string_view text) const {
    std::string plain;
    while (!text.empty()) {
      auto c = static_cast<unsigned char>(text.front());
      std::size_t length = 1;
      if (c == '%') {
        length = 3;
        const auto digits = text.substr(1, 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), c, 16);
        if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2)
          return expected(text, "two hexadecimal digits after '%'");
      }
      if (c < ' ' || c == 127) return expected(text, "a letter that can be said in a command");
      plain += static_cast<char>(c);
      text.remove_prefix(length);
    }
    return plain;
  }
};

wire::Parsed<void> read_login(const Reader& reader, std::string_view text, FtpUrl& url) {
  const auto colon = text.find(':');
  const auto user = reader.decode(text.substr(0, colon));
  if (!user) return tl::unexpected(user.error());
  if (user->empty()) return reader.expected(text, "a user's name");
  const auto password = reader.decode(colon == std::string_view::npos ? text.substr(text.size()) : text.substr(colon + 1));
  if (!password) return tl::unexpected(password.error());
  url.user = *user;
  url.password = *password;
  return {};
}

wire::Parsed<void> read_place(const Reader& reader, std::string_view text, FtpUrl& url) {
  const auto colon = text.find(':');
  const auto host = text.substr(0, colon);
  const auto odd = host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
  if (host.empty()) return reader.expected(host, "a machine's name");
  if (odd != std::string_view::npos) return reader.expected(host.substr(odd), "a letter of a machine's name");
  url.host = host;
  if (colon == std::string_view::npos) return {};
  const auto digits = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
  if (error != std::errc{} || end != digits.data() + digits.size() || url.port == 0)
    return reader.expected(digits, "a port from 1 to 65535");
  return {};
}

// Takes ";type=a" off the end.
wire::Parsed<void> read_type(const Reader& reader, std::string_view& path, FtpUrl& url) {
  const auto mark = path.rfind(';');
  if (mark == std::string_view::npos) return {};
  const auto word = path.substr(mark + 1);
  if (wire::same_word(word, "type=a"))
    url.type = FtpUrl::Type::text;
  else if (wire::same_word(word, "type=i"))
    url.type = FtpUrl::Type::binary;
  else if (wire::same_word(word, "type=d"))
    url.type = FtpUrl::Type::names;
  else if (wire::same_word(word.substr(0, 5), "type="))
    return reader.expected(word.substr(5), "a, i or d");
  else
    return {};  // a semicolon in a name
  path.remove_suffix(path.size() - mark);
  return {};
}

wire::Parsed<void> read_path(const Reader& reader, std::string_view path, FtpUrl& url) {
  if (auto read = read_type(reader, path, url); !read) return read;
  for (;;) {
    const auto slash = path.find('/');
    const auto part = reader.decode(path.substr(0, slash));
    if (!part) return tl::unexpected(part.error());
    if (slash == std::string_view::npos) {
      url.name = *part;
      return {};
    }
    if (!part->empty())
      url.folders.push_back(*part);
    else if (url.folders.empty())
      url.folders.emplace_back("/");  // "ftp://host//etc": so everybody reads it
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

wire::Parsed<FtpUrl> parse_ftp_url(std::string_view text) {
  const Reader reader{text};
  if (!wire::same_word(text.substr(0, scheme.size()), scheme)) return reader.expected(text, "ftp://");
  text.remove_prefix(scheme.size());
  const auto slash = std::min(text.find('/'), text.size());
  auto place = text.substr(0, slash);
  FtpUrl url;
  url.user = guest;
  url.password = guest_address;
  if (const auto at = place.rfind('@'); at != std::string_view::npos) {
    if (auto read = read_login(reader, place.substr(0, at), url); !read) return tl::unexpected(read.error());
    place.remove_prefix(at + 1);
  }
  if (auto read = read_place(reader, place, url); !read) return tl::unexpected(read.error());
  const auto path = text.substr(std::min(slash + 1, text.size()));
  if (auto read = read_path(reader, path, url); !read) return tl::unexpected(read.error());
  return url;
}

FtpErrand errand_for(const FtpUrl& url) {
  FtpErrand errand{FtpErrand::What::get, url.user, url.password, url.name, {}};
  errand.folders = url.folders;
  if (url.name.empty()) errand.what = FtpErrand::What::list;
  if (url.type == FtpUrl::Type::names) errand.what = FtpErrand::What::names;
  if (url.type == FtpUrl::Type::text) errand.type = FtpErrand::Type::text;
  return errand;
}

}  // namespace cleartext::actors

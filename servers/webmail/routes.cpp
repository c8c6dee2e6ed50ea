// One row an address: what is there, who may come, and what Eve learns when somebody does.
#include <algorithm>
#include <array>

#include "servers/mime/decode.h"
#include "servers/webmail/webmail.h"

namespace cleartext::webmail {

namespace {

// A row stays together, whatever its length.
// clang-format off
constexpr std::array<Row, 15> rows{{
    {{"GET", "GET /", "The front door: it leads to the mailbox.", "at any time", "RFC 9110, 15.4.3", "Which mail server the visitor uses."},
     "/", Access::anyone, &Webmail::home},
    {{"GET", "GET /login", "The form that asks for name and password.", "at any time", "RFC 9110, 9.3.1",
      "That somebody is about to log in."},
     "/login", Access::anyone, &Webmail::log_in_page},
    {{"POST", "POST /login", "Sends name and password. The answer sets a cookie, which is as good as the password until he logs out.",
      "at any time", "RFC 9110, 9.3.3; RFC 6265, 4.1", "Name and password in plain letters, and the cookie."},
     "/login", Access::anyone, &Webmail::log_in},
    {{"POST", "POST /logout", "Ends the visit: the server forgets the cookie.", "after logging in", "RFC 9110, 9.3.3", ""},
     "/logout", Access::visitor, &Webmail::log_out},
    {{"GET", "GET /mail", "The list of letters, newest first. The letters stay on the server, as with IMAP.", "after logging in",
      "RFC 9110, 9.3.1", "Who wrote to the visitor, when and about what; and the cookie, which opens the mailbox."},
     "/mail", Access::visitor, &Webmail::list},
    {{"GET", "GET /mail/{letter}", "One letter. The server took its MIME apart and wrote a page about it.", "after logging in",
      "RFC 9110, 9.3.1; RFC 2045", "The whole letter."},
     "/mail/{letter}", Access::visitor, &Webmail::read},
    {{"GET", "GET /mail/{letter}/source", "The letter as it lies in the mailbox, as POP3's RETR sends it.", "after logging in",
      "RFC 9110, 9.3.1; RFC 5322", "The whole letter, word for word, with the servers it came through."},
     "/mail/{letter}/source", Access::visitor, &Webmail::source},
    {{"GET", "GET /mail/{letter}/part/{number}",
      "A picture or another part of a letter. In the letter it was base64; here it crosses as raw bytes.", "after logging in",
      "RFC 9110, 8.3; RFC 2045, 6.8", "The picture itself."},
     "/mail/{letter}/part/{number}", Access::visitor, &Webmail::part},
    {{"POST", "POST /mail/{letter}/delete", "Deletes a letter, at once and for good.", "after logging in", "RFC 9110, 9.3.3",
      "Which letter the visitor does not keep."},
     "/mail/{letter}/delete", Access::visitor, &Webmail::remove},
    {{"GET", "GET /write", "The form for a new letter, or for an answer to one.", "after logging in", "RFC 9110, 9.3.1",
      "That somebody is about to write."},
     "/write", Access::visitor, &Webmail::write_page},
    {{"POST", "POST /write",
      "Hands a letter to the mail server, which sends it on by SMTP. Here its sender cannot be invented: it is who logged in.",
      "after logging in", "RFC 9110, 9.3.3; RFC 6409", "The whole letter and everyone it goes to, hidden copies included."},
     "/write", Access::visitor, &Webmail::write},
    {{"GET", "GET /basic", "The list of letters once more, behind HTTP's own way to log in.", "with an Authorization line", "RFC 7617",
      "Name and password with every single request, in base64, which hides nothing."},
     "/basic", Access::anyone, &Webmail::basic},
    {{"GET", "GET /three", "A page with two pictures: three objects, so three requests and three answers. A mail would carry all in one.",
      "at any time", "RFC 9110, 9.3.1", "What is looked at, and in which order."},
     "/three", Access::anyone, &Webmail::object},
    {{"GET", "GET /three/crepe.png", "The first picture of the page. The browser found its name there and asks for it.", "at any time",
      "RFC 9110, 9.3.1", "The picture itself."},
     "/three/crepe.png", Access::anyone, &Webmail::object},
    {{"GET", "GET /three/hamburger.png", "The second picture of the page.", "at any time", "RFC 9110, 9.3.1", "The picture itself."},
     "/three/hamburger.png", Access::anyone, &Webmail::object},
}};
// clang-format on

constexpr auto infos = [] {
  std::array<wire::CommandInfo, rows.size()> all{};
  for (std::size_t at = 0; at < rows.size(); ++at) all[at] = rows[at].info;
  return all;
}();

// "/a/b" -> "a", then "b": takes a word off the front.
std::string_view take_word(std::string_view& path) {
  path.remove_prefix(1);
  const auto word = path.substr(0, path.find('/'));
  path.remove_prefix(word.size());
  return word;
}

}  // namespace

std::span<const wire::CommandInfo> routes() { return infos; }

std::span<const Row> all_rows() { return rows; }

std::optional<std::vector<std::string>> matched(std::string_view pattern, std::string_view path) {
  std::vector<std::string> places;
  while (pattern.starts_with('/') && path.starts_with('/')) {
    const auto wanted = take_word(pattern), word = take_word(path);
    if (!wanted.starts_with('{')) {
      if (word != wanted) return std::nullopt;
    } else if (word.empty()) {
      return std::nullopt;
    } else {
      places.push_back(mime::decode_percent(word));
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return places;
}

}  // namespace cleartext::webmail

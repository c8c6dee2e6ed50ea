// What a person does in a web browser, one thing after the other.
#pragma once
#include <string>
#include <vector>

namespace cleartext::actors {

struct WebDeed {
  enum class What { go, log_in, open, source, answer, write, remove, log_out } what = What::go;
  std::string place = {};                             // go: "/three"
  std::string user = {}, password = {};               // log_in; go, where the place asks for them (RFC 7617)
  std::string subject = {};                           // write; open: of the letter, with * and ?
  std::string to = {}, cc = {}, bcc = {}, text = {};  // write, answer
};

struct WebErrand {
  std::string host;  // as Host: says it, "mail.hamburger.edu"
  std::vector<WebDeed> deeds;
};

}  // namespace cleartext::actors

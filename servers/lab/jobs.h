// What a person wants of an actor, as values: Lab::perform() takes any of them, and a JobResult comes back. Names of
// machines and accounts are those of the one table; what is left empty is what that person would usually do.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "servers/actors/ftp_agent.h"
#include "servers/actors/log_in.h"
#include "servers/actors/pop3_agent.h"
#include "servers/actors/web_errand.h"
#include "servers/mime/compose.h"
#include "servers/sftp/errand.h"
#include "servers/wire/hosts.h"

namespace cleartext::lab {

using actors::LogIn;
using actors::Tls;

// Who acts, from which machine, and with which account.
struct Person {
  std::string actor;          // "alice", "bob", "eve", "you"; empty: the user's own
  std::string user = {};      // "bob"; empty: the actor's own
  std::string password = {};  // empty: the right one
};

// Hands a letter to a mail server.
struct Letter {
  std::string from, to, subject, body;  // to, cc, bcc: addresses with commas; body with LF or CR LF, any length
  std::string cc = {}, bcc = {};
  std::string envelope_from = {};  // empty: from
  std::string envelope_to = {};    // empty: to, cc and bcc
  std::vector<mime::Attachment> attachments = {};
  std::string reply_to = {}, forward = {};  // a letter that this person has fetched: its subject, with * and ?, or itself
  mime::Draft::Body form = mime::Draft::Body::seven_bit;
};
struct SendJob {
  Letter letter;
  Person person = {};
  std::string server = {};                  // empty: the person's own mail server
  wire::Service via = wire::Service::smtp;  // or submission
  LogIn::How how = LogIn::How::nothing;
  Tls tls = Tls::off;
};

// Fetches what is in a mailbox, by POP3.
struct FetchJob {
  Person person;
  LogIn::How how = LogIn::How::words;
  Tls tls = Tls::off;
  actors::Pop3Errand::What what = actors::Pop3Errand::What::letters;
  actors::Pop3Errand::After after = actors::Pop3Errand::After::remove;
  actors::Pop3Errand::Ending ending = actors::Pop3Errand::Ending::quit;
};

struct FtpJob {
  using What = actors::FtpErrand::What;
  using Mode = actors::FtpErrand::Mode;
  std::string server, user, password;  // server: a name from the table, "name:port" allowed
  std::string file;                    // on the server, "" lists the folder
  What what = What::get;
  std::string content;        // put, append: what is sent
  std::string new_name = {};  // rename
  Mode mode = Mode::passive;  // PASV, EPSV, PORT, EPRT
  bool as_text = false;       // TYPE A
  std::uint64_t restart = 0;  // get, put: from this byte on
  std::string url = {};       // "ftp://user:password@server/folder/file;type=a": instead of all but mode and tls
  std::string actor = "you";
  Tls tls = Tls::off;
};

// Says IMAP lines, each as it stands in the RFC without its tag, after logging in and before LOGOUT.
struct ImapJob {
  struct Line {
    std::string text;                   // "FETCH 1 BODY[2]"
    std::optional<Letter> letter = {};  // APPEND: this one
  };
  Person person;
  LogIn::How how = LogIn::How::words;
  Tls tls = Tls::off;
  std::vector<Line> lines = {};
};

// Does things in a web browser, one after the other, on one connection.
struct WebJob {
  Person person;  // an empty password in a deed is this person's
  std::vector<actors::WebDeed> deeds;
  std::string server = {};  // empty: the person's own mail server
};

struct SftpJob {
  Person person;        // and with which account
  sftp::Errand errand;  // user and password are the person's
};

// Says a script's lines and nothing else, each when the server has finished its turn.
struct SayJob {
  std::string actor;  // "eve"
  std::string to;     // "ftp.hamburger.edu:21"
  std::vector<std::string> lines;
  Tls tls = Tls::off;       // off, or from_start; STARTTLS is a line like any other
  std::string upload = {};  // FTP: what is sent where the server takes a file
};

// Has an FTP server call other machines' ports, to learn which are open (RFC 2577, 3).
struct ScanJob {
  std::string actor;               // "eve"
  std::string through;             // "ftp.hamburger.edu"
  std::string target;              // "printer.hamburger.edu"
  std::vector<std::string> ports;  // numbers, or names of services
};

using Job = std::variant<SendJob, FetchJob, FtpJob, ImapJob, WebJob, SftpJob, SayJob, ScanJob>;

// What was said, and what came back.
struct Exchange {
  std::string said;
  std::vector<std::string> heard;
};

struct JobResult {
  std::string actor;  // "alice", "bob", "you"
  bool done = false;
  std::string sentence;                  // what came of it, or why not
  std::vector<std::string> mails;        // fetched letters
  std::string content;                   // got file, listing, part or page
  std::vector<Exchange> exchanges = {};  // IMAP's lines, a browser's requests, a script's lines
};

}  // namespace cleartext::lab

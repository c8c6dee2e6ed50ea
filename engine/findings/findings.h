// What a listener takes home: credentials, messages, files, weaknesses. Fields as the contract names them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/findings/text.h"
#include "engine/packet/packet.h"

namespace cleartext::findings {

constexpr std::size_t most_kept = 16 * 1024 * 1024;  // bytes of the content of one file or part

// SHA-256 of nothing; of letters without a Message-ID, to know them again; and of each part and file.
enum class Sums : std::uint8_t { none, letters, all };

// What is wanted of letters, pages and files.
struct Wanted {
  std::size_t kept = most_kept;  // at most so many bytes of a file or part, and raw letters at all only if that is more than 0
  bool growing = false;          // the listener hears of each piece of a part or file
  Sums sums = Sums::all;
};

struct Credential {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  std::uint32_t packet = 0;  // the one that gave the secret away
  packet::Endpoint client, server;
  std::string mechanism;  // "USER/PASS", ...
  std::string user, secret;
  std::optional<bool> accepted;  // not answered yet: empty
  std::uint32_t answer_packet = 0;
  std::uint64_t position = 0;  // of the secret's line in the client's direction
  std::uint32_t length = 0;
  bool names_user = true, shows_secret = true;  // false: this way to log in keeps it to itself
  bool encoded = false;                         // in base64
  bool decrypted = false;                       // seen with the endpoint's keys
  std::string challenge, response;              // a digest's: then there is no secret
};

struct Part {
  std::string type, filename, encoding, charset, sha256;  // sha256: of the decoded content
  std::string field;                                      // of a form (RFC 7578, 4.2)
  std::uint64_t bytes = 0;
  std::string content;                              // decoded; a recording lets go of it: see contents.h
  bool eight_bit = false;                           // though its encoding promised seven
  std::uint64_t offset = 0, length = 0;             // of its body in the message's raw bytes, still encoded
  std::uint32_t first_packet = 0, last_packet = 0;  // that brought its body
};

// The MIME tree, in the order of its headers: what holds others, or a leaf and which part it is.
struct Entity {
  std::string type;
  int depth = 0;
  std::int32_t part = -1;  // -1: it holds others
  std::uint64_t head = 0;  // where its header begins in the message's raw bytes
};

// From this byte of a letter on, what follows came in that packet, at that place of its direction's stream.
struct Mark {
  std::uint64_t offset = 0, position = 0;
  std::uint32_t packet = 0;
};

struct Message {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  std::uint32_t packet = 0;         // completed it
  packet::Endpoint client, server;  // of the connection
  std::string envelope_from;
  std::vector<std::string> envelope_to;
  bool knows_sender = true, knows_recipients = true;  // SMTP: false where what named them, or its answer, is missing
  std::string from, to, subject, date;                // header, decoded
  std::uint64_t bytes = 0;
  bool complete = false;
  bool decrypted = false;                          // seen with the endpoint's keys
  bool eight_bit = false, promised_eight = false;  // has bytes of eight bits; the envelope said so
  std::vector<Part> parts;
  std::vector<Entity> outline;
  bool header_whole = true;  // false: bytes of it are missing, and what they cut is left out of what is told of it
  std::string header;        // as it came, up to the empty line
  Text raw;                  // header and body, dot stuffing undone; of what is not kept: empty
  std::string body_sha256;   // of a letter without Message-ID
  bool from_client = true;   // direction that carried it
  std::uint64_t position = 0, length = 0;
  std::vector<Mark> marks;               // where each piece of raw came from
  std::string answer;                    // SMTP: what the server said to it
  std::string message_id, queue_id;      // what its writer and the server that took it call it
  std::uint32_t journey = 0, hop = 0;    // the same letter seen again is another hop of its journey
  std::vector<std::string> added;        // header lines that the hop before did not show
  std::string page_header, page_packed;  // of what crossed HTTP: the fields that say how to read it, and what it is packed with
};

struct File {
  std::uint32_t stream = 0;  // control
  std::uint32_t data_stream = 0;
  std::uint32_t packet = 0;
  std::string command, name, sha256;  // RETR, STOR, LIST, ...; empty: the command is missing
  std::uint64_t bytes = 0;
  std::uint64_t offset = 0;  // it goes on from here: REST (RFC 3659, 5)
  bool complete = false;
  bool decrypted = false;  // seen with the endpoint's keys
  Text content;            // at most `kept` bytes are kept, see analyzer
};

// Bytes that a log-in takes.
inline std::size_t size_of(const Credential& credential) {
  return sizeof credential + credential.user.size() + credential.secret.size() + credential.challenge.size() + credential.response.size();
}

// What came of trying a list of words on a log-in that showed a digest. Nothing of it crossed the wire.
struct Cracked {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  std::uint32_t packet = 0;  // the digest's
  std::string mechanism, user;
  bool found = false;
  std::string secret;
  std::uint64_t guesses = 0;  // up to and with the right one; all of them where none was right
};

struct Weakness {
  std::uint32_t stream = 0, packet = 0;
  std::string rule, severity, text;
};

}  // namespace cleartext::findings

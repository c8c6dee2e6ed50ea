// The people in From:, To: and Cc: (RFC 5322, 3.4), kindly read: a word that is no address is told as it is.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::mime {

struct Address {
  std::string name;     // for people, UTF-8; may be empty
  std::string address;  // "bob@hamburger.edu"
  bool operator==(const Address&) const = default;
};

constexpr std::size_t most_addresses = 1000;  // in one list; more are passed over
std::vector<Address> parse_addresses(std::string_view text);
// "Bob Hungry <bob@hamburger.edu>", as a header has it; `taken` columns of the line are used already.
std::string print(const Address& address, std::size_t taken = 0);

}  // namespace cleartext::mime

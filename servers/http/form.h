// What a form sends, files included, and what stands in addresses and cookies: names and values as letters that may
// stand there.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "servers/http/message.h"

namespace cleartext::http {

struct SentFile {
  std::string name, type, bytes;  // the name as the browser tells it, without folders; UTF-8
};

class Form {
 public:
  static constexpr std::size_t most_fields = 100;
  // application/x-www-form-urlencoded (https://url.spec.whatwg.org/#urlencoded-parsing), of a body or a query.
  explicit Form(std::string_view text);
  // Of a body; multipart/form-data, too (RFC 7578), which is how files come.
  explicit Form(const Request& request);
  std::string value(std::string_view name) const;  // the first; empty: none
  const std::vector<SentFile>& files() const { return files_; }

 private:
  void read(std::string_view text);
  void read_parts(const Request& request);
  std::vector<std::pair<std::string, std::string>> fields_;
  std::vector<SentFile> files_;
};

bool is_form(const Request& request);
std::string percent_encoded(std::string_view text);                                // all but RFC 3986's unreserved signs (2.3)
std::optional<std::string> cookie(const Request& request, std::string_view name);  // RFC 6265, 4.2

struct BasicCredentials {
  std::string user, password;
};
std::optional<BasicCredentials> basic_credentials(const Request& request);  // RFC 7617, 2

}  // namespace cleartext::http

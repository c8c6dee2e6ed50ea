// What a client asks and what a server answers, as values (RFC 9110, 6).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "servers/wire/endpoint.h"

namespace cleartext::http {

struct Field {
  std::string name, value;
  bool operator==(const Field&) const = default;
};

// Header fields in their order; names mean the same in any case (RFC 9110, 5.1).
class Fields {
 public:
  Fields() = default;
  Fields(std::initializer_list<Field> fields) : fields_(fields) {}
  void add(std::string name, std::string value) { fields_.push_back({std::move(name), std::move(value)}); }
  const std::string* find(std::string_view name) const;  // the first; nullptr: none
  std::size_t count(std::string_view name) const;
  // The words of a list, over all fields of that name (RFC 9110, 5.6.1).
  std::vector<std::string_view> list(std::string_view name) const;
  bool has_word(std::string_view name, std::string_view word) const;  // in any case
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }

 private:
  std::vector<Field> fields_;
};

struct Request {
  std::string method;       // as it came: "GET" is not "get" (RFC 9110, 9.1)
  std::string target;       // as it came
  std::string path, query;  // of the target; escapes are still in them
  int minor_version = 1;    // of HTTP/1.x
  Fields fields;
  std::string body;
  wire::Endpoint peer;
};

struct Response {
  int status = 200;
  Fields fields;  // without those that every answer has
  std::string body;
};

// Why a request is refused.
struct Refusal {
  int status;
  std::string sentence;
};

}  // namespace cleartext::http

// The site: one row an address, one handler a row. Who may come in, and whether a form is one of ours, is settled
// before a handler is called.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "servers/http/form.h"
#include "servers/webmail/page.h"
#include "servers/webmail/site.h"
#include "servers/webmail/visitors.h"

namespace cleartext::webmail {

// One request, with what is known about it when its handler is called.
struct Visit {
  const http::Request& request;
  std::vector<std::string> places;  // what stood in the row's braces
  http::Form form;                  // of a POST
  Visitor* visitor = nullptr;       // set where the row wants one
};

class Webmail final : public http::Site {
 public:
  Webmail(Settings settings, Desk& desk) : settings_(std::move(settings)), desk_(desk) {}
  std::chrono::system_clock::time_point now() const override { return desk_.now(); }
  std::string methods(std::string_view path) const override;
  std::size_t largest_body(const http::Request& request) override;
  http::Response answer(const http::Request& request) override;
  http::Response refusal(int status, std::string_view sentence) const override;

  http::Response home(const Visit& visit);
  http::Response log_in_page(const Visit& visit);
  http::Response log_in(const Visit& visit);
  http::Response log_out(const Visit& visit);
  http::Response list(const Visit& visit);
  http::Response read(const Visit& visit);
  http::Response source(const Visit& visit);
  http::Response part(const Visit& visit);
  http::Response remove(const Visit& visit);
  http::Response write_page(const Visit& visit);
  http::Response write(const Visit& visit);
  http::Response basic(const Visit& visit);
  http::Response object(const Visit& visit);

 private:
  http::Response dispatch(const http::Request& request);
  bool from_elsewhere(const http::Request& request) const;
  http::Response log_in_form(int status, std::string_view problem, std::string_view user);
  Visitor* visitor(const http::Request& request);
  http::Response page(const Page& page, int status = 200) const { return show(page, settings_.host_name, status); }
  http::Response sorry(int status, std::string_view sentence) const;
  http::Response gone(const Visit& visit) const;
  std::string rows(Mailbox& mailbox, std::span<const Entry> entries, bool with_links) const;

  Settings settings_;
  Desk& desk_;
  Visitors visitors_;
};

enum class Access : unsigned char { anyone, visitor };

struct Row {
  wire::CommandInfo info;
  std::string_view pattern;  // "/mail/{letter}"
  Access access;
  http::Response (Webmail::*handler)(const Visit& visit);
};

std::span<const Row> all_rows();
// The words that stand where the pattern has braces, decoded; nullopt: the path is another one.
std::optional<std::vector<std::string>> matched(std::string_view pattern, std::string_view path);

}  // namespace cleartext::webmail

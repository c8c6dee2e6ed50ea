// A letter is written, or answered, and handed to the mail server like any user agent's.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "servers/http/escape.h"
#include "servers/mime/answer.h"
#include "servers/mime/charset.h"
#include "servers/mime/compose.h"
#include "servers/webmail/letter_view.h"
#include "servers/webmail/webmail.h"
#include "servers/wire/syntax.h"

namespace cleartext::webmail {

namespace {

constexpr std::size_t longest_subject = 500, longest_address = 254, most_recipients = 100;
constexpr std::size_t longest_quotation = 20'000;

// What is in the form.
struct Sheet {
  std::string to, cc, bcc, subject, text, reply;
};

Sheet sheet_of(const http::Form& form) {
  const auto value = [&](std::string_view name) { return mime::valid_utf8(form.value(name)); };
  return {value("to"),   value("cc"),   value("bcc"), mime::valid_utf8(value("subject").substr(0, longest_subject)),
          value("text"), value("reply")};
}

Sheet answer_to(const mime::Part& letter, std::string_view id) {
  Sheet sheet;
  if (const auto people = mime::answer_to(letter.header); !people.empty()) sheet.to = people.front().address;
  sheet.subject = mime::answer_subject(letter.header);
  sheet.text = mime::quoted(letter.header, letter_text(letter).substr(0, longest_quotation));
  sheet.reply = id;
  return sheet;
}

std::string field(std::string_view name, std::string_view label, std::string_view value, std::string_view more) {
  return fmt::format("<label for=\"{0}\">{1}</label>\n<input id=\"{0}\" name=\"{0}\" value=\"{2}\"{3}>\n", name, label,
                     http::escaped(value), more);
}

std::string sheet_shown(const Sheet& sheet, const Visitor& visitor, std::string_view problem) {
  std::string out = fmt::format("<h1>{}</h1>\n", sheet.reply.empty() ? "Write" : "Reply");
  if (!problem.empty()) out += fmt::format("<p class=\"note bad\" role=\"alert\">{}</p>\n", http::escaped(problem));
  out += fmt::format("<form method=\"post\" action=\"/write\" enctype=\"multipart/form-data\">\n{}{}\n<p class=\"faint\">From {}</p>\n",
                     hidden_field("token", visitor.token), hidden_field("reply", sheet.reply), http::escaped(visitor.address));
  out += field("to", "To", sheet.to, " placeholder=\"bob@hamburger.edu\" autocapitalize=\"none\"");
  const bool copies = !sheet.cc.empty() || !sheet.bcc.empty();
  out += fmt::format("<details{}><summary>Copies</summary>\n", copies ? " open" : "");
  out += field("cc", "Cc", sheet.cc, " autocapitalize=\"none\"") +
         field("bcc", "Bcc, hidden from the others", sheet.bcc, " autocapitalize=\"none\"") + "</details>\n";
  out += field("subject", "Subject", sheet.subject, fmt::format(" maxlength=\"{}\"", longest_subject));
  // HTML takes away a line end right behind the tag: this one is given for it.
  out += fmt::format("<label for=\"text\">Text</label>\n<textarea id=\"text\" name=\"text\">\n{}</textarea>\n", http::escaped(sheet.text));
  out += "<label for=\"file\">Files</label>\n<input id=\"file\" name=\"file\" type=\"file\" multiple>\n";
  return out + "<div class=\"row\"><button class=\"main\">Send</button> <a class=\"button\" href=\"/mail\">Discard</a></div>\n</form>\n";
}

bool is_address(std::string_view text) {
  const auto at = text.rfind('@');
  const auto usual = [](char c) { return wire::is_plain_text(c) && std::string_view(" <>(),;:\\\"[]").find(c) == std::string_view::npos; };
  return at != text.npos && at > 0 && at + 1 < text.size() && text.size() <= longest_address &&
         std::all_of(text.begin(), text.end(), usual);
}

// Why the letter cannot go out; empty: it can.
std::string problem_with(const std::vector<mime::Address>& people, Desk& desk) {
  if (people.empty()) return "Write an address into To, such as bob@hamburger.edu.";
  if (people.size() > most_recipients) return fmt::format("A letter goes to {} people at most.", most_recipients);
  for (const auto& each : people) {
    if (!is_address(each.address))
      return fmt::format("\xe2\x80\x9c{}\xe2\x80\x9d is not an address such as bob@hamburger.edu.", each.address);
    if (const auto taken = desk.recipient(each.address); !taken) return "The mail server said: " + taken.error();
  }
  return {};
}

// What a browser says that a file is, if it can stand in a header. What is itself made of parts goes as bytes that mean
// nothing: whether it really is, nobody has looked (RFC 2045, 6.4).
std::string attached_type(std::string_view type) {
  const auto fits = [](char c) { return wire::is_letter_or_digit(c) || std::string_view("-+._/").find(c) != std::string_view::npos; };
  const bool usable = type.find('/') != std::string_view::npos && type.size() < 100 && std::all_of(type.begin(), type.end(), fits);
  return !usable || type.starts_with("multipart/") || type.starts_with("message/") ? "application/octet-stream" : std::string(type);
}

}  // namespace

http::Response Webmail::write_page(const Visit& visit) {
  const http::Form query(visit.request.query);
  Sheet sheet;
  sheet.to = mime::valid_utf8(query.value("to"));
  if (const auto id = query.value("reply"); !id.empty()) {
    const auto text = desk_.mailbox(visit.visitor->address)->letter(id);
    if (!text) return gone(visit);
    sheet = answer_to(mime::parse_letter(*text), id);
  }
  return page({"Write", sheet_shown(sheet, *visit.visitor, {}), visit.visitor});
}

http::Response Webmail::write(const Visit& visit) {
  const auto sheet = sheet_of(visit.form);
  const auto to = mime::parse_addresses(sheet.to), cc = mime::parse_addresses(sheet.cc), bcc = mime::parse_addresses(sheet.bcc);
  auto everybody = to;
  everybody.insert(everybody.end(), cc.begin(), cc.end());
  everybody.insert(everybody.end(), bcc.begin(), bcc.end());
  const auto again = [&](int status, std::string_view problem) {
    const auto files = visit.form.files().empty() ? "" : " Please choose the files again: a browser does not keep them.";
    return page({"Write", sheet_shown(sheet, *visit.visitor, std::string(problem) + files), visit.visitor}, status);
  };
  if (const auto problem = problem_with(everybody, desk_); !problem.empty()) return again(422, problem);
  mime::Draft draft{{"", visit.visitor->address},
                    to,
                    cc,
                    sheet.subject,
                    sheet.text,
                    fmt::format("<{}@{}>", settings_.token(), settings_.host_name),
                    {},
                    {},
                    desk_.now()};
  for (const auto& file : visit.form.files()) draft.attachments.push_back({file.name, attached_type(file.type), file.bytes});
  if (!sheet.reply.empty()) {
    if (const auto answered = desk_.mailbox(visit.visitor->address)->header(sheet.reply)) mime::follow(draft, mime::Header(*answered));
  }
  Outgoing letter{visit.visitor->address, {}, mime::compose(draft), visit.request.peer};
  for (const auto& each : everybody) {
    if (std::find(letter.to.begin(), letter.to.end(), each.address) == letter.to.end()) letter.to.push_back(each.address);
  }
  const auto sent = desk_.send(letter);
  if (!sent) return again(503, "The mail server said: " + sent.error());
  visit.visitor->notice = fmt::format("The mail server has taken your letter, queue id {}.", *sent);
  return go_to(303, "/mail");
}

}  // namespace cleartext::webmail

// The list, a letter, its parts, its source; and away with it.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "servers/http/escape.h"
#include "servers/mime/address.h"
#include "servers/webmail/letter_view.h"
#include "servers/webmail/webmail.h"

namespace cleartext::webmail {

namespace {

constexpr std::size_t page_size = 25;

std::size_t number_in(std::string_view text, std::size_t otherwise) {
  std::size_t value = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

std::string subject_shown(const mime::Header& header) {
  const auto subject = header.text("Subject");
  return subject.empty() ? "<span class=\"faint\">no subject</span>" : shown(subject);
}

// Name and address, always both: a name alone says nothing about who wrote.
std::string people_shown(const mime::Header& header, std::string_view field) {
  const auto* list = header.find(field);
  std::string out;
  for (const auto& each : list == nullptr ? std::vector<mime::Address>() : mime::parse_addresses(*list)) {
    if (!out.empty()) out += ", ";
    out += each.name.empty() ? shown(each.address) : fmt::format("{} &lt;{}&gt;", shown(each.name), shown(each.address));
  }
  return out;
}

std::string notice_of(Visitor& visitor) {
  const auto notice = std::exchange(visitor.notice, {});
  return notice.empty() ? std::string() : fmt::format("<p class=\"note good\" role=\"status\">{}</p>\n", http::escaped(notice));
}

std::string header_shown(const mime::Header& header) {
  std::string out = "<dl>\n";
  for (const std::string_view name : {"From", "Reply-To", "To", "Cc"}) {
    if (const auto people = people_shown(header, name); !people.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, people);
  }
  if (header.find("Date") != nullptr) out += fmt::format("<dt>Date</dt><dd>{}</dd>\n", date_shown(header));
  return out + "</dl>\n";
}

}  // namespace

std::string Webmail::rows(Mailbox& mailbox, std::span<const Entry> entries, bool with_links) const {
  if (entries.empty()) return "<p>There are no letters.</p>\n";
  std::string out = "<ul class=\"letters\">\n";
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const auto text = mailbox.header(entry->id);
    if (!text) continue;  // gone meanwhile
    const mime::Header header(*text);
    const auto tag = with_links ? fmt::format("a class=\"letter\" href=\"{}\"", place_of(entry->id)) : std::string("div class=\"letter\"");
    out +=
        fmt::format("<li{}><{}>\n<span class=\"who\">{}</span> <span class=\"what\">{}</span> <span class=\"when\">{}</span></{}></li>\n",
                    entry->unread ? " class=\"unread\"" : "", tag, sender_shown(header), subject_shown(header), date_shown(header),
                    with_links ? "a" : "div");
  }
  return out + "</ul>\n";
}

http::Response Webmail::list(const Visit& visit) {
  const auto mailbox = desk_.mailbox(visit.visitor->address);
  const auto entries = mailbox->letters();
  const auto pages = std::max<std::size_t>(1, (entries.size() + page_size - 1) / page_size);
  const auto number = std::clamp<std::size_t>(number_in(http::Form(visit.request.query).value("page"), 1), 1, pages);
  const auto end = entries.size() - (number - 1) * page_size;
  const auto first = end > page_size ? end - page_size : 0;
  const auto unread = std::count_if(entries.begin(), entries.end(), [](const Entry& each) { return each.unread; });
  auto body = notice_of(*visit.visitor) + "<div class=\"bar\"><h1>Letters" +
              (unread > 0 ? fmt::format(" <span class=\"faint\">{} unread</span>", unread) : "") +
              "</h1> <a class=\"button main\" href=\"/write\">Write</a></div>\n" +
              rows(*mailbox, std::span(entries).subspan(first, end - first), true);
  if (pages > 1) {
    body += "<p class=\"bar\">";
    body += number > 1 ? fmt::format("<a href=\"/mail?page={}\">Newer</a>", number - 1) : std::string("<span></span>");
    body += fmt::format(" <span class=\"faint\">Page {} of {}</span> ", number, pages);
    body += number < pages ? fmt::format("<a href=\"/mail?page={}\">Older</a>", number + 1) : std::string("<span></span>");
    body += "</p>\n";
  }
  return page({"Letters", std::move(body), visit.visitor});
}

http::Response Webmail::gone(const Visit& visit) const {
  return page(
      {"404 Not Found", "<h1>This letter is not here any more</h1>\n<p><a href=\"/mail\">Back to the letters</a></p>\n", visit.visitor},
      404);
}

http::Response Webmail::read(const Visit& visit) {
  const auto& id = visit.places[0];
  const auto mailbox = desk_.mailbox(visit.visitor->address);
  const auto text = mailbox->letter(id);
  if (!text) return gone(visit);
  mailbox->mark_read(id);
  const auto letter = mime::parse_letter(*text);
  const auto subject = letter.header.text("Subject");
  auto body = fmt::format(
      "<h1>{}</h1>\n{}<div class=\"bar\">\n<div class=\"bar\"><a class=\"button main\" href=\"/write?reply={}\">Reply</a>\n"
      "<form method=\"post\" action=\"{}\">{}<button>Delete</button></form></div>\n<a class=\"faint\" href=\"{}\">Source</a>\n</div>\n{}",
      subject_shown(letter.header), header_shown(letter.header), letter_name(id), place_of(id, "/delete"),
      hidden_field("token", visit.visitor->token), place_of(id, "/source"), letter_shown(letter, id));
  return page({subject.empty() ? "Letter" : subject, std::move(body), visit.visitor});
}

http::Response Webmail::source(const Visit& visit) {
  auto text = desk_.mailbox(visit.visitor->address)->letter(visit.places[0]);
  if (!text) return gone(visit);
  return stranger("text/plain", std::move(*text));
}

http::Response Webmail::part(const Visit& visit) {
  const auto text = desk_.mailbox(visit.visitor->address)->letter(visit.places[0]);
  if (!text) return gone(visit);
  const auto letter = mime::parse_letter(*text);
  const auto parts = leaves(letter);
  const auto number = number_in(visit.places[1], 0);
  if (number < 1 || number > parts.size()) return sorry(404, "The letter has no such part.");
  return part_shown(*parts[number - 1], number);
}

http::Response Webmail::remove(const Visit& visit) {
  switch (desk_.mailbox(visit.visitor->address)->remove(visit.places[0])) {
    case Mailbox::Removal::gone: return gone(visit);
    case Mailbox::Removal::busy:
      return sorry(409,
                   "Another program has the mailbox open by POP3, and until it is done nothing may be deleted. Try again in a moment.");
    case Mailbox::Removal::done: break;
  }
  visit.visitor->notice = "The letter is deleted.";
  return go_to(303, "/mail");
}

}  // namespace cleartext::webmail

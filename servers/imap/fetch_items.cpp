#include "servers/imap/fetch_items.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "servers/imap/quoting.h"

namespace cleartext::imap {

namespace {

using What = FetchItem::What;

FetchItem plain(What what, std::string label) {
  FetchItem item;
  item.what = what;
  item.label = std::move(label);
  return item;
}

FetchItem whole_section(Section::What what, bool reads, std::string label) {
  auto item = plain(What::section, std::move(label));
  item.section.what = what;
  item.reads = reads;
  return item;
}

std::vector<std::string> read_fields(Arguments& in) {
  std::vector<std::string> fields;
  in.space();
  in.need('(');
  do fields.push_back(in.astring("the name of a header field"));
  while (in && in.take_spaces() && !in.next_is(')'));
  in.need(')');
  return fields;
}

std::string print(const Section& section, std::string_view word) {
  auto text = fmt::format("BODY[{}", fmt::join(section.part, "."));
  if (!section.part.empty() && !word.empty()) text += '.';
  text += word;
  if (!section.fields.empty()) {
    std::string names;
    for (const auto& field : section.fields) names += (names.empty() ? "" : " ") + astring_of(field);
    text += fmt::format(" ({})", names);
  }
  text += ']';
  return section.piece ? text + fmt::format("<{}>", section.piece->first) : text;
}

void read_piece(Arguments& in, Section& section) {
  if (!in.take('<')) return;
  const auto from = in.number("where the piece begins");
  in.need('.');
  const auto count = in.number_above_zero("how many bytes");
  in.need('>');
  section.piece = {from, count};
}

FetchItem read_section(Arguments& in, bool reads) {
  FetchItem item;
  item.what = What::section;
  item.reads = reads;
  auto& section = item.section;
  in.need('[');
  bool more = true;
  while (in && more && in.next_is_digit()) {
    section.part.push_back(in.number_above_zero("the number of a part"));
    more = in.take('.');
  }
  const auto word = in && more ? in.word() : std::string();
  if (word == "HEADER") {
    section.what = Section::What::header;
  } else if (word == "HEADER.FIELDS" || word == "HEADER.FIELDS.NOT") {
    section.what = word == "HEADER.FIELDS" ? Section::What::fields : Section::What::fields_not;
    section.fields = read_fields(in);
  } else if (word == "TEXT") {
    section.what = Section::What::text;
  } else if (word == "MIME" && !section.part.empty()) {
    section.what = Section::What::mime;
  } else if (!word.empty() || (more && !section.part.empty())) {
    in.fail("HEADER, HEADER.FIELDS, TEXT or ']' after the section");
  }
  in.need(']');
  read_piece(in, section);
  item.label = print(section, word);
  return item;
}

FetchItem read_item(Arguments& in) {
  const auto word = in.word();
  if (word == "BODY.PEEK") return read_section(in, false);
  if (word == "BODY") return in.next_is('[') ? read_section(in, true) : plain(What::body, word);
  if (word == "FLAGS") return flags_item();
  if (word == "UID") return uid_item();
  if (word == "INTERNALDATE") return plain(What::internal_date, word);
  if (word == "RFC822.SIZE") return plain(What::size, word);
  if (word == "ENVELOPE") return plain(What::envelope, word);
  if (word == "BODYSTRUCTURE") return plain(What::body_structure, word);
  if (word == "RFC822") return whole_section(Section::What::all, true, word);
  if (word == "RFC822.HEADER") return whole_section(Section::What::header, false, word);
  if (word == "RFC822.TEXT") return whole_section(Section::What::text, true, word);
  in.fail("what to fetch: FLAGS, UID, ENVELOPE, BODY[] ...");
  return {};
}

}  // namespace

FetchItem flags_item() { return plain(What::flags, "FLAGS"); }
FetchItem uid_item() { return plain(What::uid, "UID"); }

bool FetchItem::needs_letter() const {
  if (what == What::body || what == What::body_structure) return true;
  return what == What::section && !needs_header();
}

bool FetchItem::needs_header() const {
  if (what == What::envelope) return true;
  if (what != What::section || !section.part.empty()) return false;
  return section.what == Section::What::header || section.what == Section::What::fields || section.what == Section::What::fields_not;
}

std::vector<FetchItem> read_fetch_items(Arguments& in) {
  const auto macro = in.word_ahead();
  std::vector<FetchItem> items;
  if (macro == "ALL" || macro == "FAST" || macro == "FULL") {
    in.word();
    items = {flags_item(), plain(What::internal_date, "INTERNALDATE"), plain(What::size, "RFC822.SIZE")};
    if (macro != "FAST") items.push_back(plain(What::envelope, "ENVELOPE"));
    if (macro == "FULL") items.push_back(plain(What::body, "BODY"));
    return items;
  }
  if (!in.take('(')) return {read_item(in)};
  do items.push_back(read_item(in));
  while (in && in.take_spaces() && !in.next_is(')'));
  in.need(')');
  return items;
}

}  // namespace cleartext::imap

// A part whose header was not fetched is what the letter's structure calls it; without one it is bytes of no known type
// (RFC 2046, 4.5.1), as they crossed.
#include "engine/findings/fetched_parts.h"

#include <algorithm>
#include <charconv>

#include "engine/dialogue/imap_fetch.h"
#include "engine/dialogue/line.h"

namespace cleartext::findings {

namespace {

constexpr std::size_t piece_cost = sizeof(MailHalves::Piece) + 64;
constexpr std::string_view of_no_known_type = "Content-Type: application/octet-stream\r\n\r\n";

bool turns(const dialogue::Spoken& spoken) {
  if (spoken.line.kind == dialogue::LineKind::command) return dialogue::turns_to_another_folder(spoken.line.verb);
  return spoken.answers != nullptr && spoken.last && dialogue::turns_to_another_folder(spoken.answers->verb);
}

bool is_body(std::string_view kind) { return kind.empty() || kind == "BINARY" || kind == "TEXT"; }

}  // namespace

// One letter, put together from what there is of it.
class FetchedParts::Assembly {
 public:
  Assembly(const Letter& letter, std::map<PartNumber, std::string> told, const Wanted& wanted)
      : letter_(letter), told_(std::move(told)), wanted_(wanted) {
    whole_.stream = letter.stream;
    whole_.protocol = packet::Protocol::imap;
    whole_.decrypted = letter.decrypted;
    whole_.from_client = false;
    whole_.header_whole = false;
  }

  void add_header(const MailHalves::Half& header) {
    MimeReader reader(whole_, 0, nullptr, Sums::none);
    whole_.header_whole = true;
    read(reader, {header.pieces, header.torn});
    reader.end();
    whole_.parts.clear();
    whole_.outline.clear();
  }

  // It was told already: by another name, or within what is larger and known to hold it.
  bool is_told(const Name& name) const {
    const auto holds_it = [&](const PartNumber& larger) {
      return larger.size() < name.first.size() && std::equal(larger.begin(), larger.end(), name.first.begin()) &&
             (told_.contains(larger) || letter_.sections.contains({larger, "MIME"}));
    };
    return std::ranges::any_of(added_, [&](const PartNumber& each) { return each == name.first || holds_it(each); });
  }

  void add_part(const Name& name, const Section& body) {
    if (is_told(name)) return;
    if (name.second != "TEXT") added_.push_back(name.first);
    const auto found = letter_.sections.find({name.first, name.second == "TEXT" ? "HEADER" : "MIME"});
    const Section* header = found == letter_.sections.end() ? nullptr : &found->second;
    const auto told = name.second == "TEXT" ? told_.end() : told_.find(name.first);
    const std::uint64_t before = whole_.bytes;
    std::uint64_t made = 0;  // bytes of a header that did not cross like this
    Message one;
    MimeReader reader(one, wanted_.kept, nullptr, wanted_.sums);
    if (header != nullptr && name.second != "BINARY") {
      read(reader, *header);
    } else {
      std::string text = header != nullptr ? bytes_of(*header) : told != told_.end() ? told->second : std::string(of_no_known_type);
      if (name.second == "BINARY") text = without_encoding(text);
      made = text.size();
      reader.add(text, body.pieces.front().packet);
    }
    read(reader, body);
    reader.end();
    take_over(one, before, made);
  }

  Message take() { return std::move(whole_); }

 private:
  // RFC 3516, 4.2: what is sent in binary is decoded already.
  static std::string without_encoding(std::string_view header) {
    std::string out;
    for (std::string_view rest = header; !rest.empty();) {
      const std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
      rest.remove_prefix(line.size());
      if (!dialogue::lower(line).starts_with("content-transfer-encoding:")) out += line;
    }
    return out;
  }

  static std::string bytes_of(const Section& section) {
    std::string all;
    for (const MailHalves::Piece& piece : section.pieces) all += piece.bytes;
    return all;
  }

  void read(MimeReader& reader, const Section& section) {
    for (const MailHalves::Piece& piece : section.pieces) {
      if (piece.behind_gap) reader.damaged();
      reader.add(piece.bytes, piece.packet);
      if (whole_.bytes == 0) whole_.position = piece.position;
      whole_.length = std::max(whole_.length, piece.position + piece.bytes.size() - std::min(whole_.position, piece.position));
      whole_.packet = std::max(whole_.packet, piece.packet);
      if (wanted_.kept > 0) whole_.marks.push_back({whole_.bytes, piece.position, piece.packet});
      if (wanted_.kept > 0) whole_.raw.append(piece.bytes, false);
      whole_.bytes += piece.bytes.size();
    }
    if (section.torn) reader.damaged();
  }

  // Its places count from where it begins; a header that was made takes none.
  void take_over(Message& one, std::uint64_t before, std::uint64_t made) {
    for (Entity& each : one.outline) {
      if (each.part >= 0) each.part += static_cast<std::int32_t>(whole_.parts.size());
      each.head = before + std::max(each.head, made) - made;
      whole_.outline.push_back(std::move(each));
    }
    for (Part& part : one.parts) {
      part.offset += before - made;
      whole_.parts.push_back(std::move(part));
    }
  }

  const Letter& letter_;
  std::map<PartNumber, std::string> told_;  // headers, by the structure
  std::vector<PartNumber> added_;
  Wanted wanted_;
  Message whole_;
};

FetchedParts::Name FetchedParts::name_of(const std::string& section) {
  const std::size_t open = section.find('[');
  if (open == std::string::npos || !section.ends_with(']')) return {};
  Name name{{}, section.starts_with("BINARY") ? "BINARY" : ""};
  std::string_view rest = std::string_view(section).substr(open + 1, section.size() - open - 2);
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error == std::errc() && end == word.data() + word.size()) {
      name.first.push_back(number);
      continue;
    }
    name.second = word;
    return rest.empty() ? name : Name{};
  }
  return name;
}

bool FetchedParts::is_one(const dialogue::Content& piece) {
  if (piece.protocol != packet::Protocol::imap || piece.from != wire::Side::server || piece.answers == nullptr) return false;
  const Name name = name_of(piece.answers->argument);
  return !name.first.empty() && (is_body(name.second) || name.second == "MIME" || name.second == "HEADER");
}

void FetchedParts::add(const dialogue::Content& piece) {
  if (held_ + piece.bytes.size() + piece_cost > MailHalves::most) return damaged();
  if (open_ == nullptr) {
    Letter& letter = letters_[MailHalves::number_of(piece)];
    letter.stream = piece.stream;
    letter.decrypted = piece.decrypted;
    open_ = &letter.sections[name_of(piece.answers->argument)];
    for (const MailHalves::Piece& each : std::exchange(open_->pieces, {})) {  // fetched again
      own_ -= each.bytes.size() + piece_cost;
      held_ -= each.bytes.size() + piece_cost;
    }
  }
  own_ += piece.bytes.size() + piece_cost;
  held_ += piece.bytes.size() + piece_cost;
  open_->pieces.push_back({std::string(piece.bytes), piece.position, piece.packet, piece.time_ns, std::exchange(open_->torn, false)});
}

void FetchedParts::damaged() {
  if (open_ != nullptr) open_->torn = true;
}

void FetchedParts::hear(const dialogue::Spoken& spoken) {
  constexpr std::size_t most_told = 512 * 1024;  // bytes, a conversation
  const std::string_view text = spoken.line.text;
  if (turns(spoken)) return forget_structures();
  if (spoken.line.kind != dialogue::LineKind::reply || !text.starts_with("* ")) return;
  if (dialogue::moves_numbers(text)) return forget_structures();
  std::uint32_t number = 0;
  const auto end = std::from_chars(text.data() + 2, text.data() + text.size(), number).ptr;
  if (!text.substr(static_cast<std::size_t>(end - text.data())).starts_with(" FETCH ")) return;
  const std::string_view structure = structure_in(text);
  if (structure.empty() || held_ + structure.size() > MailHalves::most) return;
  if (told_ + structure.size() > most_told) forget_structures();
  std::string& kept = structures_[number];
  told_ += structure.size() - kept.size();
  held_ += structure.size() - kept.size();
  kept = structure;
}

void FetchedParts::forget_structures() {
  structures_.clear();
  held_ -= std::exchange(told_, 0);
}

bool FetchedParts::over_with(const dialogue::Spoken& spoken) {
  if (spoken.line.kind == dialogue::LineKind::command) return !spoken.line.verb.ends_with("FETCH");
  return turns(spoken) || (spoken.line.kind == dialogue::LineKind::reply && dialogue::moves_numbers(spoken.line.text));
}

std::vector<Message> FetchedParts::take(const MailHalves& halves, const Wanted& wanted) {
  std::vector<Message> out;
  for (const auto& [number, letter] : letters_) {
    const auto structure = structures_.find(number);
    Assembly assembly(letter, structure == structures_.end() ? std::map<PartNumber, std::string>() : part_headers(structure->second),
                      wanted);
    if (const MailHalves::Half* header = halves.header(number)) assembly.add_header(*header);
    bool any = false;
    for (const auto& [name, section] : letter.sections) {
      if (!is_body(name.second) || section.pieces.empty()) continue;
      assembly.add_part(name, section);
      any = true;
    }
    if (any) out.push_back(assembly.take());
  }
  clear();
  return out;
}

void FetchedParts::clear() {
  open_ = nullptr;
  letters_.clear();
  held_ -= std::exchange(own_, 0);
}

}  // namespace cleartext::findings

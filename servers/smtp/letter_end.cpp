// What happens at the dot (RFC 5321, 4.1.1.4). The 250 makes the server answerable for the letter, so it is said when
// the letter lasts, and nothing else is said before it.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "servers/smtp/smtp_session.h"

namespace cleartext::smtp {

namespace {

// Carries the replies along: the session may be gone when the disk is done.
class Keeping final : public wire::Work {
 public:
  Keeping(Taken taken, std::string well, std::function<std::string(const Refusal&)> refused)
      : taken_(std::move(taken)), well_(std::move(well)), refused_(std::move(refused)) {}
  void run() override { kept_ = taken_.keep(); }
  std::string answer() override {
    if (!kept_) return refused_(kept_.error());
    if (taken_.kept) taken_.kept();
    return std::move(well_);
  }

 private:
  Taken taken_;
  std::string well_;
  std::function<std::string(const Refusal&)> refused_;
  tl::expected<void, Refusal> kept_;
};

std::string fault_text(const LetterReader& letter, std::size_t largest) {
  switch (letter.fault()) {
    case LetterFault::none: break;
    case LetterFault::bare_line_end:
      return fmt::format("554 Line {} of the letter has a CR or LF alone; lines end in CR LF", letter.fault_line());
    case LetterFault::line_too_long: return fmt::format("554 Line {} of the letter is too long", letter.fault_line());
    case LetterFault::too_big: return fmt::format("552 The letter is too big, {} bytes are the most", largest);
  }
  return {};
}

}  // namespace

std::string wire_form(const Refusal& refusal) {
  auto text = fmt::format("{} {}{}{}", refusal.code, refusal.finer, refusal.finer.empty() ? "" : " ", refusal.text);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

wire::Output* SmtpSession::letter_ended(wire::Output& output) {
  const auto reply = [extended = extended_ ? Extended::yes : Extended::no](std::string text) {
    return with_finer_code(std::move(text), "DATA", extended) + "\r\n";
  };
  const auto letter = std::exchange(letter_, std::nullopt);
  const auto envelope = std::exchange(envelope_, {});
  forget_letter();
  if (letter->fault() != LetterFault::none) {
    output.bytes += reply(fault_text(*letter, settings_.largest_letter));
    return &output;
  }
  auto taken = desk_.take(envelope, {hello_, extended_, settings_.secure, login_, settings_.peer}, letter->letter());
  if (!taken) {
    output.bytes += reply(wire_form(taken.error()));
    return &output;
  }
  auto well = reply(fmt::format("250 Message accepted for delivery, queue id {}", taken->id));
  if (!taken->keep) {
    output.bytes += well;
    return &output;
  }
  const auto refused = [reply](const Refusal& refusal) { return reply(wire_form(refusal)); };
  output.effects.emplace_back(wire::SayAfter{std::make_shared<Keeping>(std::move(*taken), std::move(well), refused)});
  output.then = std::make_shared<wire::Output>();
  return output.then.get();
}

}  // namespace cleartext::smtp

#include "servers/lab/mail_errands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "servers/mime/answer.h"
#include "servers/mime/charset.h"
#include "servers/wire/pattern.h"

namespace cleartext::lab {
namespace {

using Now = std::chrono::system_clock::time_point;

// A command is one line: what a person pasted into an address must not become a second one.
std::string bare(const mime::Address& address) {
  auto out = address.address;
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>'; });
  return out;
}

void add_recipients(const std::string& list, store::Envelope& envelope) {
  for (const auto& each : mime::parse_addresses(list)) {
    const auto address = bare(each);
    if (!address.empty() && std::ranges::find(envelope.to, address) == envelope.to.end()) envelope.to.push_back(address);
  }
}

store::Envelope envelope_of(const Letter& letter, const mime::Draft& draft) {
  store::Envelope envelope;
  const auto senders = mime::parse_addresses(letter.envelope_from);
  envelope.from = bare(senders.empty() ? draft.from : senders.front());
  if (!letter.envelope_to.empty()) {
    add_recipients(letter.envelope_to, envelope);
    return envelope;
  }
  for (const auto& each : draft.to) add_recipients(each.address, envelope);
  add_recipients(letter.cc, envelope);
  add_recipients(letter.bcc, envelope);  // on the envelope alone (RFC 5322, 3.6.3)
  return envelope;
}

// The last letter with such a subject.
// The letter itself stands for itself: several may have one subject, or none.
const std::string* letter_about(const std::string& pattern, std::span<const std::string> fetched) {
  if (const auto itself = std::ranges::find(fetched, pattern); itself != fetched.end()) return &*itself;
  for (auto letter = fetched.rbegin(); letter != fetched.rend(); ++letter) {
    if (wire::fits(pattern, mime::Header(*letter).text("Subject"))) return &*letter;
  }
  return nullptr;
}

void answer(const std::string& text, mime::Draft& draft) {
  const auto letter = mime::parse_letter(text);
  if (draft.to.empty()) draft.to = mime::answer_to(letter.header);
  if (draft.subject.empty()) draft.subject = mime::answer_subject(letter.header);
  const auto* part = mime::first_text(letter);
  draft.text += mime::quoted(letter.header, part == nullptr ? std::string() : mime::text(*part));
  mime::follow(draft, letter.header);
}

void pass_on(const std::string& text, mime::Draft& draft) {
  if (draft.subject.empty()) draft.subject = "Fwd: " + mime::Header(text).text("Subject");
  draft.attachments.push_back({{}, "message/rfc822", text});
}

tl::expected<mime::Draft, std::string> draft_of(const Letter& letter, std::span<const std::string> fetched) {
  mime::Draft draft;
  const auto from = mime::parse_addresses(letter.from);
  if (!from.empty()) draft.from = from.front();
  draft.to = mime::parse_addresses(letter.to);
  draft.cc = mime::parse_addresses(letter.cc);
  draft.subject = letter.subject;
  draft.text = letter.body;
  draft.attachments = letter.attachments;
  draft.headers = mime::Draft::Headers::of_1982_if_enough;
  for (const auto& [pattern, follow] : {std::pair(letter.reply_to, &answer), {letter.forward, &pass_on}}) {
    if (pattern.empty()) continue;
    const auto* earlier = letter_about(pattern, fetched);
    if (earlier == nullptr)
      return tl::unexpected(fmt::format("No letter about \"{}\" was fetched, so there is nothing to answer or to pass on.", pattern));
    follow(*earlier, draft);
  }
  return draft;
}

}  // namespace

tl::expected<Post, std::string> post_for(const Letter& letter, std::span<const std::string> fetched, std::string_view laptop, Now now) {
  auto draft = draft_of(letter, fetched);
  if (!draft) return tl::unexpected(draft.error());
  draft->date = now;
  draft->message_id = fmt::format("<{}@{}>", std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count(), laptop);
  Post post{envelope_of(letter, *draft), mime::compose(*draft), {}};
  const auto header = std::string_view(post.letter).substr(0, post.letter.find("\r\n\r\n"));
  post.envelope.utf8 =
      !mime::is_ascii(post.envelope.from) || !std::ranges::all_of(post.envelope.to, mime::is_ascii) || !mime::is_ascii(header);
  if (post.envelope.to.empty()) return tl::unexpected(std::string("The letter goes to nobody: there is no address."));
  draft->body = letter.form;
  if (auto other = mime::compose(*draft); other != post.letter) post.eight_bit = std::move(other);
  return post;
}

JobResult sent(const std::string& actor, const actors::SmtpAgent& agent, const std::string& problem) {
  if (agent.taken()) return {actor, true, "The mail server has taken the letter: " + agent.last_reply().line(), {}, {}};
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  if (!agent.why_not().empty()) return {actor, false, agent.why_not(), {}, {}};
  return {actor, false, "The mail server did not take the letter: " + agent.last_reply().line(), {}, {}};
}

JobResult fetched(const std::string& actor, const actors::Pop3Errand& errand, const actors::Pop3Agent& agent, const std::string& problem) {
  using What = actors::Pop3Errand::What;
  if (agent.finished()) {
    const auto count = errand.what == What::list ? agent.listed().size() : agent.mails().size();
    const auto* what = errand.what == What::letters ? "fetched" : errand.what == What::headers ? "looked into" : "listed";
    return {actor, true, fmt::format("{} letter{} {}.", count, count == 1 ? "" : "s", what), agent.mails(),
            fmt::format("{}", fmt::join(agent.listed(), "\n"))};
  }
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  if (!agent.why_not().empty()) return {actor, false, agent.why_not(), {}, {}};
  return {actor, false, "The mailbox could not be fetched: " + agent.refusal(), {}, {}};
}

}  // namespace cleartext::lab

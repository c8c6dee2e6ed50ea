// Where bytes are known to be missing, no rule rests on what was not heard, and no header field is told that was cut.
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/records.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::endpoint;
using tests::Talk;
using wire::Side;

const auto alice = endpoint(127, 0, 1, 10, 40000), mail = endpoint(127, 0, 1, 25, 25), pop = endpoint(127, 0, 2, 25, 110),
           imap = endpoint(127, 0, 2, 25, 143), ftp = endpoint(127, 0, 2, 21, 21);

// "C: QUIT": a segment a turn. What stands behind "|" was cut off by the capture; "L: " and "M: " are the client's and the
// server's that never reached it. Each ends in CR LF, unless in "\".
tests::Found heard(const packet::Endpoint& server, const std::vector<std::string>& turns) {
  tests::Found found;
  analysis::Analyzer analyzer(found);
  Talk talk(alice, server);
  std::size_t count = 0;
  const auto feed = [&](std::size_t cut) {
    for (; count < talk.frames.size(); ++count) {
      packet::RawPacket packet = tests::raw_packet(talk.frames[count], count);
      packet.bytes = packet.bytes.first(packet.bytes.size() - cut);
      analyzer.feed(packet);
    }
  };
  talk.open();
  feed(0);
  for (const std::string& turn : turns) {
    std::string text = turn.substr(3) + "\r\n";
    if (turn.ends_with('\\')) text.resize(text.size() - 3);
    const std::size_t mark = std::min(text.find('|'), text.size());
    if (mark < text.size()) text.erase(mark, 1);
    talk.say(turn.front() == 'C' || turn.front() == 'L' ? Side::client : Side::server, text);
    if (turn.front() == 'L' || turn.front() == 'M') ++count;
    feed(text.size() - mark);
  }
  talk.close();
  feed(0);
  analyzer.finish();
  return found;
}

std::string rules(const packet::Endpoint& server, const std::vector<std::string>& turns) {
  std::vector<std::string> out;
  for (const Weakness& weakness : heard(server, turns).weaknesses) out.push_back(weakness.rule);
  return fmt::format("{}", fmt::join(out, " "));
}

TEST(Torn, who_goes_on_in_the_clear_may_have_been_refused) {
  const std::vector<std::string> told{"S: 220 x", "C: STARTTLS", "C: MAIL FROM:<a@b>", "S: 220 go"};
  EXPECT_EQ(rules(mail, told), "command-before-encryption");
  EXPECT_EQ(rules(mail, {"S: 220 x", "C: STARTTLS", "C: MAIL FROM:<a@b>", "S: 454 no", "S: 250 ok"}), "");
  EXPECT_EQ(rules(mail, {"S: 220 x", "C: STARTTLS", "M: 454 no", "C: MAIL FROM:<a@b>", "S: 250 ok"}), "");
  EXPECT_EQ(rules(mail, {"S: 220 x", "C: STARTTLS", "S: 4|54 no", "C: MAIL FROM:<a@b>", "S: 250 ok"}), "");
  EXPECT_EQ(rules(mail, {"M: 220 x", "C: STARTTLS", "M: 454 no", "C: MAIL FROM:<a@b>", "S: 250 ok"}), "");
  EXPECT_EQ(rules(mail, {"M: 220 x", "C: STARTTLS", "M: 454 no", "C: MAIL FROM:<a@b>", "M: 250 ok"}), "");
  EXPECT_EQ(rules(pop, {"S: +OK x", "C: STLS", "M: -ERR no", "C: USER bob", "S: +OK"}), "");
  EXPECT_EQ(rules(ftp, {"S: 220 x FTP", "C: AUTH TLS", "M: 500 no", "C: USER bob", "S: 331 go on"}), "");
  EXPECT_EQ(rules(imap, {"S: * OK x", "C: a STARTTLS", "M: a NO", "C: b SELECT INBOX", "S: b OK"}), "");
}

TEST(Torn, an_offer_may_stand_in_what_is_missing) {
  // Two clients hear what the server can do; of what it says to the second one so many bytes are cut off.
  const auto told = [](const std::string& second, std::size_t cut) {
    tests::Found found;
    analysis::Analyzer analyzer(found);
    for (std::uint16_t i = 0; i < 2; ++i) {
      Talk talk(endpoint(127, 0, 1, 10, static_cast<std::uint16_t>(40000 + i)), mail);
      talk.open();
      talk.server("220 x\r\n");
      talk.client("EHLO y\r\n");
      talk.server(i == 0 ? "250-x\r\n250 STARTTLS\r\n" : "250-x\r\n" + second);
      const std::size_t answer = talk.frames.size() - 1;
      talk.client("QUIT\r\n");
      talk.close();
      for (std::size_t at = 0; at < talk.frames.size(); ++at) {
        packet::RawPacket packet = tests::raw_packet(talk.frames[at], i * 100 + at);
        if (i == 1 && at == answer) packet.bytes = packet.bytes.first(packet.bytes.size() - cut);
        analyzer.feed(packet);
      }
    }
    analyzer.finish();
    return found.weaknesses.size();
  };
  EXPECT_EQ(told("250 HELP\r\n", 0), 1u);
  EXPECT_EQ(told("250 STARTTLS\r\n", 6), 0u);
}

TEST(Torn, a_guest_whose_name_is_missing_is_not_taken_for_a_user) {
  EXPECT_EQ(rules(ftp, {"S: 220 x FTP", "L: USER anonymous", "S: 331 go on", "C: PASS a@b", "S: 230 in"}), "");
  EXPECT_EQ(rules(ftp, {"S: 220 x FTP", "C: USER bob", "S: 331 go on", "C: PASS a@b", "S: 230 in"}), "password-in-clear");
}

TEST(Torn, an_answer_that_is_missing_is_not_the_next_one) {
  const std::vector<std::string> apop{"M: +OK <1@x>", "C: APOP bob 0123456789abcdef0123456789abcdef", "M: -ERR no", "C: USER bob",
                                      "S: +OK"};
  EXPECT_TRUE(tests::log_ins(heard(pop, apop)).ends_with(" ?")) << tests::log_ins(heard(pop, apop));
}

TEST(Torn, whether_a_literal_was_wanted_is_told_by_what_follows) {
  const auto log_in = [](const std::vector<std::string>& turns) { return tests::log_ins(heard(imap, turns)); };
  EXPECT_EQ(log_in({"S: * OK", "C: a LOGIN {3}", "M: a BAD no", "C: b LOGIN bob hungry", "S: b OK in"}), "LOGIN bob/hungry yes");
  EXPECT_EQ(log_in({"S: * OK", "C: a LOGIN {3}", "M: + go", "C: bob {6}", "S: + go", "C: hungry", "S: a OK in"}), "LOGIN bob/hungry yes");
  EXPECT_EQ(log_in({"S: * OK", "C: a LOGIN {3}", "M: + go", "C: bob {6}", "M: + go", "C: hungry", "S: a OK in"}), "LOGIN bob/hungry yes");
  const auto letters = [](const std::vector<std::string>& turns) {
    std::string out;
    for (const Message& message : heard(imap, turns).messages) out += message.raw.str() + (message.complete ? "|" : " in part|");
    return out;
  };
  EXPECT_EQ(letters({"S: * OK", "C: a APPEND no {10}", "M: a NO", "C: b APPEND yes {4}", "S: + go", "C: A: b", "S: b OK"}), "A: b|");
  EXPECT_EQ(letters({"M: * OK", "C: a APPEND no {10}", "M: a NO", "C: b APPEND yes {4}", "M: + go", "C: A: b", "M: b OK"}), "A: b|");
  EXPECT_EQ(letters({"S: * OK", "C: a APPEND yes {10}", "M: + go", "C: A: b\r\n\r\nxy", "S: a OK"}), "A: b\r\n\r\nxy|");
}

std::vector<std::string> letter(const std::vector<std::string>& lines) {
  std::vector<std::string> turns{"S: 220 x", "C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<c@d>", "S: 250 ok", "C: DATA", "S: 354 go"};
  for (const std::string& line : lines) turns.push_back("C: " + line);
  turns.push_back("S: 250 taken");
  return turns;
}

TEST(Torn, half_a_line_end_is_no_bare_one) {
  EXPECT_EQ(rules(mail, letter({"From: a@b\r\n\r\ntext\r|", "."})), "");
  EXPECT_EQ(rules(mail, letter({"From: a@b\r\n\r\ntext|\r\\", "\n."})), "");
  EXPECT_EQ(rules(mail, letter({"|From: a@b\r\n\r\ntext\r\\", "\n."})), "");
  EXPECT_EQ(rules(mail, letter({"From: a@b\r\n\r\nte|xt", "more\n."})), "bare-lf-smuggling");
}

// "from | subject | names of the parts", with - for what is not known.
std::string told(const std::vector<std::string>& lines) {
  const tests::Found found = heard(mail, letter(lines));
  if (found.messages.size() != 1) return fmt::format("{} letters", found.messages.size());
  const Message& letter = found.messages[0];
  std::string out = letter.from + " | " + letter.subject + " |";
  for (const Part& part : letter.parts) out += " " + part.filename;
  if (letter.complete) out += " complete";
  std::string json;
  analysis::record(json, letter, analysis::Format::jsonl);
  EXPECT_EQ(json.find(R"("from":null)") != std::string::npos, letter.from.empty() && !letter.header_whole) << json;
  return out;
}

TEST(Torn, a_header_field_that_was_cut_is_not_told) {
  EXPECT_EQ(told({"Subject: all\r\nFrom: a@b\r\n\r\nx\r\n."}), "a@b | all |  complete");
  EXPECT_EQ(told({"Subject: all\r\nFrom: a@|b", "\r\nx\r\n."}), " | all | ");
  EXPECT_EQ(told({"Subject: all\r\nFrom: a@b,\r\n c|@d", "To: e@f\r\n\r\nx\r\n."}), " | all | ");
  EXPECT_EQ(told({"From: a@b\r\nSubject: all|\r\n of it", " and more\r\nX: y\r\n\r\nx\r\n."}), "a@b |  | ");
  EXPECT_EQ(told({"From: a@b\r\nX: y|\r\nSubject: all", "of: it\r\nSubject: other\r\n\r\nx\r\n."}), "a@b | other | ");
  EXPECT_EQ(
      told({"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Disposition: attachment; filename=re|port.pdf",
            "\r\nX: y\r\n\r\nx\r\n--x--\r\n."}),
      "a@b |  | ");
}

TEST(Torn, a_header_that_is_longer_than_any_letter_s_is_said_to_be_cut) {
  for (const std::string& field : {std::string(MimeReader::longest_header + 9, 'x'), std::string(MimeReader::longest_header - 9, 'x')}) {
    Message message;
    MimeReader reader(message, 0);
    reader.add("From: a@b\r\nX: " + field + "\r\nSubject: menu\r\n\r\nx\r\n", 1);
    reader.end();
    EXPECT_FALSE(message.header_whole);
    EXPECT_EQ(message.from, "a@b");
  }
}

TEST(Torn, a_sender_is_judged_by_a_whole_header_only) {
  // AGJvYkBiLm9yZwBodW5ncnk= is NUL bob@b.org NUL hungry.
  const auto from = [](const std::string& header, const std::string& rest) {
    return rules(mail, {"S: 220 x", "C: AUTH PLAIN AGJvYkBiLm9yZwBodW5ncnk=", "S: 235 ok", "C: MAIL FROM:<bob@b.org>", "S: 250 ok",
                        "C: RCPT TO:<c@d.example>", "S: 250 ok", "C: DATA", "S: 354 go", "C: " + header, "C: " + rest, "S: 250 ok"})
               .find("spoofed") != std::string::npos;
  };
  EXPECT_TRUE(from("From: eve@b.org", "\r\nx\r\n."));
  EXPECT_FALSE(from("From: bob@b.or|g", "\r\nx\r\n."));
  EXPECT_FALSE(from("From: eve@b.org\r\nSender: bob@b|.org", "\r\nx\r\n."));
  EXPECT_FALSE(from("From: eve@b.org\r\nTo: b|ob\r\nSender: bob@b.org", "\r\nx\r\n."));
  EXPECT_TRUE(from("From: eve@b.org\r\n\r\ntext |is cut", "x\r\n."));
}

TEST(Torn, of_two_senders_the_one_holds_that_was_not_refused) {
  const auto sender = [](const std::string& answer) {
    const tests::Found found = heard(mail, {"S: 220 x", "C: MAIL FROM:<one@c>", "S: 250 ok", "C: MAIL FROM:<two@c>", answer,
                                            "C: RCPT TO:<e@f>", "S: 250 ok", "C: DATA", "S: 354 go", "C: x\r\n.", "S: 250 ok"});
    const Message& letter = found.messages.at(0);
    return (letter.knows_sender ? letter.envelope_from : "?") + (letter.knows_recipients ? "" : "...");
  };
  EXPECT_EQ(sender("S: 503 nested"), "one@c");
  EXPECT_EQ(sender("S: 250 ok"), "two@c");
  EXPECT_EQ(sender("M: 503 nested"), "?...");
}

TEST(Torn, a_letter_that_the_server_takes_for_over_is_over) {
  const tests::Found found =
      heard(mail, {"S: 220 x", "C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<c@d>", "S: 250 ok", "C: DATA", "S: 354 go",
                   "C: Subject: one\r\n\r\n.dot\nfirst\n.", "S: 250 taken", "C: MAIL FROM:<e@b>", "S: 250 ok", "C: RCPT TO:<c@d>",
                   "S: 250 ok", "C: DATA", "S: 354 go", "C: Subject: two\r\n\r\nsecond\r\n.", "S: 250 taken"});
  ASSERT_EQ(found.messages.size(), 2u);
  EXPECT_EQ(found.messages[0].raw, "Subject: one\r\n\r\ndot\nfirst\n");
  EXPECT_TRUE(found.messages[0].complete);
  EXPECT_EQ(found.messages[1].envelope_from, "e@b");
  ASSERT_EQ(found.weaknesses.size(), 1u);
  EXPECT_EQ(found.weaknesses[0].rule, "bare-lf-smuggling");
  // Who is not answered goes on.
  const tests::Found strict = heard(mail, letter({"Subject: one\r\n\r\nfirst\n.", "more\n.\n\\", ".", "last\r\n."}));
  ASSERT_EQ(strict.messages.size(), 1u);
  EXPECT_EQ(strict.messages[0].raw, "Subject: one\r\n\r\nfirst\n.\r\nmore\n.\n.\r\nlast\r\n");
}

}  // namespace
}  // namespace cleartext::findings

// What one lost segment costs, and what may not be said of it: nothing that was heard is given another's name.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/records.h"
#include "engine/findings/decode.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::endpoint;
using tests::Frame;
using tests::Talk;
using wire::Side;

const auto alice = endpoint(127, 0, 1, 10, 40000), mail = endpoint(127, 0, 1, 25, 25), pop = endpoint(127, 0, 2, 25, 110),
           imap = endpoint(127, 0, 2, 25, 143), ftp = endpoint(127, 0, 2, 21, 21), web = endpoint(127, 0, 1, 25, 80);

// A segment a turn; those whose text is in `lost` never reach the capture.
std::vector<Frame> without(const packet::Endpoint& server, const tests::Said& said, const std::vector<std::string>& lost) {
  Talk talk(alice, server);
  talk.open();
  for (const auto& [side, text] : said) {
    talk.say(side, text);
    if (std::find(lost.begin(), lost.end(), text) != lost.end()) talk.frames.pop_back();
  }
  talk.close();
  return talk.frames;
}

tests::Said turns(const std::vector<std::string>& texts) {  // "C: QUIT"
  tests::Said said;
  for (const std::string& each : texts) said.emplace_back(each.front() == 'C' ? Side::client : Side::server, each.substr(3) + "\r\n");
  return said;
}

tests::Found heard(const packet::Endpoint& server, const std::vector<std::string>& texts, const std::vector<std::string>& lost) {
  std::vector<std::string> lines;
  for (const std::string& each : lost) lines.push_back(each + "\r\n");
  return tests::analyze(without(server, turns(texts), lines));
}

// Two files are fetched, each by a data connection of its own at the place that is announced for it.
std::string fetched(const std::vector<std::string>& lost, std::uint16_t second_port = 50002) {
  std::vector<Frame> frames;
  Talk control(alice, ftp);
  const auto say = [&](Side side, const std::string& text) {
    const std::size_t before = control.frames.size();
    control.say(side, text + "\r\n");
    if (std::find(lost.begin(), lost.end(), text) == lost.end())
      frames.insert(frames.end(), control.frames.begin() + static_cast<std::ptrdiff_t>(before), control.frames.end());
  };
  control.open();
  frames = control.frames;
  say(Side::server, "220 x FTP");
  for (const std::string name : {"one", "two"}) {
    const std::uint16_t port = name == "one" ? std::uint16_t{50001} : second_port;
    say(Side::client, "EPSV");
    say(Side::server, fmt::format("229 {} (|||{}|)", name, port));
    say(Side::client, "RETR " + name);
    say(Side::server, "150 " + name);
    Talk data(endpoint(127, 0, 1, 10, name == "one" ? 40001 : 40002), endpoint(127, 0, 2, 21, port));
    data.open();
    data.server("bytes of " + name);
    data.close();
    frames.insert(frames.end(), data.frames.begin(), data.frames.end());
    say(Side::server, "226 " + name);
  }
  std::set<std::string> names;
  for (const File& file : tests::analyze(frames).files) {
    const bool right = file.sha256 == sha256_hex("bytes of " + file.name);
    names.insert(file.command.empty() ? "unnamed" : file.name + (right ? "" : " with other bytes") + (file.complete ? "" : " in part"));
  }
  return fmt::format("{}", fmt::join(names, " "));
}

TEST(Missed, a_lost_line_of_ftp_gives_no_file_the_bytes_of_another) {
  EXPECT_EQ(fetched({}), "one two");
  EXPECT_EQ(fetched({"229 one (|||50001|)"}), "two");
  EXPECT_EQ(fetched({"229 one (|||50001|)"}, 50001), "two");
  EXPECT_EQ(fetched({"229 two (|||50002|)"}), "one");
  EXPECT_EQ(fetched({"RETR one"}), "two unnamed");
  EXPECT_EQ(fetched({"RETR one", "229 two (|||50002|)"}), "unnamed");
  EXPECT_EQ(fetched({"150 one"}), "one two");
  EXPECT_EQ(fetched({"226 one", "229 two (|||50001|)"}, 50001), "one");
  EXPECT_EQ(fetched({"229 one (|||50001|)", "150 one", "226 one", "EPSV"}), "two");
}

TEST(Missed, a_file_whose_command_is_missing_has_no_name) {
  File file;
  file.bytes = 3;
  std::string json, text;
  analysis::record(json, file, analysis::Format::jsonl);
  analysis::record(text, file, analysis::Format::text);
  EXPECT_NE(json.find(R"("command":null,"name":null,"bytes":3)"), std::string::npos) << json;
  EXPECT_NE(text.find("the command is missing"), std::string::npos) << text;
}

// "a@b > c@d, e@f", with ? for what is not known and ... where somebody may be missing.
std::string envelope(const std::vector<std::string>& commands, const std::vector<std::string>& lost) {
  std::vector<std::string> texts{"S: 220 x"};
  texts.insert(texts.end(), commands.begin(), commands.end());
  texts.insert(texts.end(), {"C: DATA", "S: 354 go", "C: Subject: s\r\n\r\nx\r\n.", "S: 250 taken"});
  const tests::Found found = heard(mail, texts, lost);
  if (found.messages.size() != 1) return fmt::format("{} letters", found.messages.size());
  const Message& letter = found.messages[0];
  return (letter.knows_sender ? letter.envelope_from : "?") + " > " + fmt::format("{}", fmt::join(letter.envelope_to, ", ")) +
         (letter.knows_recipients ? "" : "...") + (letter.complete ? "" : " in part");
}

TEST(Missed, an_envelope_names_only_who_was_agreed_on) {
  const std::vector<std::string> two{"C: MAIL FROM:<a@b>", "S: 250 from", "C: RCPT TO:<c@d>", "S: 250 c", "C: RCPT TO:<e@f>", "S: 550 e"};
  EXPECT_EQ(envelope(two, {}), "a@b > c@d");
  EXPECT_EQ(envelope(two, {"MAIL FROM:<a@b>"}), "? > c@d...");
  EXPECT_EQ(envelope(two, {"RCPT TO:<c@d>"}), "a@b > ...");
  EXPECT_EQ(envelope(two, {"250 c"}), "a@b > ...");
  EXPECT_EQ(envelope(two, {"550 e"}), "a@b > c@d...");
  EXPECT_EQ(envelope(two, {"DATA"}), "a@b > c@d...");
  EXPECT_EQ(envelope(two, {"354 go"}), "a@b > c@d");
  // Sent without waiting: whose the answers are is not known.
  EXPECT_EQ(envelope({"C: MAIL FROM:<a@b>\r\nRCPT TO:<c@d>", "C: RCPT TO:<e@f>", "C: RCPT TO:<g@h>", "S: 250 a\r\n550 c\r\n250 e\r\n550 g"},
                     {"RCPT TO:<e@f>"}),
            "? > ...");
}

TEST(Missed, what_is_not_known_of_an_envelope_is_null) {
  Message letter;
  letter.protocol = packet::Protocol::smtp;
  letter.knows_sender = letter.knows_recipients = false;
  std::string json;
  analysis::record(json, letter, analysis::Format::jsonl);
  EXPECT_NE(json.find(R"("envelope_from":null,"envelope_to":null,"envelope_complete":false)"), std::string::npos) << json;
}

std::string log_ins(const packet::Endpoint& server, const std::vector<std::string>& texts, const std::vector<std::string>& lost) {
  return tests::log_ins(heard(server, texts, lost));
}

TEST(Missed, what_may_be_the_end_of_a_line_is_no_fact) {
  // No line end stands before it, and nobody answered what is missing.
  Talk password(alice, pop), answer(alice, imap);
  password.open();
  password.server("+OK x\r\n");
  password.client("USER alice\r\n");
  password.server("+OK\r\n");
  password.client("PASS my");
  password.frames.pop_back();
  password.client("PASS word\r\n");
  password.server("+OK\r\n");
  const tests::Found one = tests::analyze(password.frames);
  EXPECT_EQ(tests::log_ins(one), "");
  EXPECT_EQ(one.lines.at(3).text, "PASS word");  // it is shown
  answer.open();
  answer.server("* OK x\r\n");
  answer.client("a LOGIN bob hungry\r\n");
  answer.server("* OK [ALERT] say ");
  answer.frames.pop_back();
  answer.server("a NO never\r\n");
  answer.server("a OK\r\n");
  EXPECT_EQ(tests::log_ins(tests::analyze(answer.frames)), "LOGIN bob/hungry yes");
}

// What is said up to a mark is captured, and what stands behind it in the same packet is not.
std::string cut_log_ins(const packet::Endpoint& server, const std::vector<std::string>& texts) {
  tests::Found found;
  analysis::Analyzer analyzer(found);
  Talk talk(alice, server);
  talk.open();
  for (const auto& [side, text] : turns(texts)) {
    std::string said = text;
    const std::size_t mark = std::min(said.find('|'), said.size());
    if (mark < said.size()) said.erase(mark, 1);
    talk.say(side, said);
    packet::RawPacket packet = tests::raw_packet(talk.frames.back(), talk.frames.size());
    packet.bytes = packet.bytes.first(packet.bytes.size() - (said.size() - mark));
    analyzer.feed(packet);
  }
  analyzer.finish();
  return tests::log_ins(found);
}

TEST(Missed, a_log_in_that_was_cut_names_its_user_and_no_secret) {
  EXPECT_EQ(cut_log_ins(pop, {"S: +OK x", "C: USER bob", "S: +OK", "C: PASS hun|gry", "S: +OK", "C: QUIT", "S: +OK"}), "USER/PASS bob/- ?");
  EXPECT_EQ(cut_log_ins(ftp, {"S: 220 x FTP", "C: USER bob", "S: 331 p", "C: PASS hun|gry", "S: 530 no"}), "USER/PASS bob/- no");
  EXPECT_EQ(cut_log_ins(ftp, {"S: 220 x FTP", "C: USER b|ob", "S: 331 p", "C: PASS hungry", "S: 230 in"}), "USER/PASS -/hungry yes");
  EXPECT_EQ(cut_log_ins(imap, {"S: * OK", "C: a LOGIN bob hun|gry", "S: a OK in"}), "LOGIN bob/- yes");
  EXPECT_EQ(cut_log_ins(imap, {"S: * OK", "C: a LOGIN \"bob \" |hungry", "S: a NO"}), "LOGIN bob /- no");
  EXPECT_EQ(cut_log_ins(imap, {"S: * OK", "C: a LOGIN bo|b hungry", "S: a OK in"}), "LOGIN -/- yes");
  EXPECT_EQ(cut_log_ins(imap, {"S: * OK", "C: a LOGIN {3+}", "C: bob {6+}", "C: hu|ngry", "S: a NO"}), "LOGIN bob/- no");
  EXPECT_EQ(cut_log_ins(imap, {"S: * OK", "C: a LOGIN {3}", "S: a BA|D no", "C: b LOGIN bob hungry", "S: b OK"}), "LOGIN bob/hungry yes");
  // Base64 of "bob 0123456789abcdef".
  EXPECT_EQ(cut_log_ins(mail, {"S: 220 x", "C: AUTH CRAM-MD5", "S: 334 PDFAeD4=", "C: Ym9iIDAxMjM0NTY3|ODlhYmNkZWY=", "S: 235 ok"}),
            "CRAM-MD5 bob/- yes");
  // Base64 of \0bob\0hungry.
  EXPECT_EQ(cut_log_ins(mail, {"S: 220 x", "C: AUTH PLAIN AGJvYgBodW|5ncnk=", "S: 235 ok", "C: QUIT", "S: 221"}), "PLAIN bob/- yes");
  EXPECT_EQ(cut_log_ins(mail, {"S: 220 x", "C: AUTH PLAIN", "S: 334 ", "C: AGJv|YgBodW5ncnk=", "S: 535 no"}), "PLAIN -/- no");
  EXPECT_EQ(cut_log_ins(
                mail, {"S: 220 x", "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: Ym9i", "S: 334 UGFzc3dvcmQ6", "C: aHVuZ3|J5", "S: 235 ok"}),
            "LOGIN bob/- yes");
}

TEST(Missed, an_answer_says_how_it_went_where_the_one_before_is_missing) {
  const std::vector<std::string> plain{"S: 220 x", "C: EHLO y", "S: 250 y", "C: AUTH PLAIN AGJvYgBodW5ncnk=", "S: 235 ok"};
  EXPECT_EQ(log_ins(mail, plain, {"250 y"}), "PLAIN bob/hungry yes");
  EXPECT_EQ(log_ins(mail, plain, {"EHLO y"}), "PLAIN bob/hungry yes");
  const std::vector<std::string> login{"S: 220 x",    "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: Ym9i", "S: 334 UGFzc3dvcmQ6",
                                       "C: aHVuZ3J5", "S: 235 ok"};
  EXPECT_EQ(log_ins(mail, login, {"334 VXNlcm5hbWU6"}), "LOGIN bob/hungry yes");
  const std::vector<std::string> twice{"S: +OK x",    "C: USER alice", "S: +OK u",       "C: PASS x1", "S: -ERR no",
                                       "C: USER bob", "S: +OK v",      "C: PASS hungry", "S: +OK in"};
  EXPECT_EQ(log_ins(pop, twice, {"+OK u"}), "USER/PASS alice/x1 no\nUSER/PASS bob/hungry yes");
  EXPECT_EQ(log_ins(pop, twice, {"-ERR no"}), "USER/PASS alice/x1 ?\nUSER/PASS bob/hungry yes");
  EXPECT_EQ(log_ins(pop, twice, {"USER bob"}), "USER/PASS alice/x1 no\nUSER/PASS -/hungry yes");
  EXPECT_EQ(log_ins(pop, twice, {"USER alice", "+OK u"}), "USER/PASS -/x1 no\nUSER/PASS bob/hungry yes");
}

std::string letters(const packet::Endpoint& server, const std::vector<std::string>& texts, const std::vector<std::string>& lost) {
  std::string out;
  for (const Message& letter : heard(server, texts, lost).messages) out += letter.subject + (letter.complete ? "" : " in part") + "|";
  return out;
}

TEST(Missed, one_lost_segment_does_not_cost_a_whole_letter) {
  const std::vector<std::string> fetch{"S: +OK x", "C: RETR 1", "S: +OK one", "S: Subject: 1", "S: ",
                                       "S: first", "S: .",      "C: RETR 2",  "S: +OK two",    "S: Subject: 2\r\n\r\nsecond\r\n.",
                                       "C: QUIT",  "S: +OK bye"};
  EXPECT_EQ(letters(pop, fetch, {}), "1|2|");
  EXPECT_EQ(letters(pop, fetch, {"+OK x"}), "1|2|");
  EXPECT_EQ(letters(pop, fetch, {"+OK two"}), "1|2 in part|");
  EXPECT_EQ(letters(pop, fetch, {"first"}), "1 in part|2|");
  EXPECT_EQ(letters(pop, fetch, {"RETR 2"}), "1|2 in part|");
  const std::vector<std::string> list{
      "S: +OK x", "C: LIST", "S: +OK list", "S: 1 20", "C: RETR 1", "S: +OK one", "S: Subject: 1\r\n\r\nx\r\n."};
  EXPECT_EQ(letters(pop, list, {}), "1|");  // no dot ends the list
  const std::vector<std::string> send{"S: 220 x",
                                      "C: MAIL FROM:<a@b>",
                                      "S: 250 a",
                                      "C: RCPT TO:<c@d>",
                                      "S: 250 c",
                                      "C: DATA",
                                      "S: 354 go",
                                      "C: Subject: 1\r\n\r\nfirst",
                                      "C: .",
                                      "S: 250 one",
                                      "C: MAIL FROM:<e@f>",
                                      "S: 250 e",
                                      "C: RCPT TO:<g@h>",
                                      "S: 250 g",
                                      "C: DATA ",
                                      "S: 354 on",
                                      "C: Subject: 2\r\n\r\nsecond\r\n.",
                                      "S: 250 two"};
  EXPECT_EQ(letters(mail, send, {"DATA"}), "1|2|");
  EXPECT_EQ(letters(mail, send, {"354 go"}), "1|2|");
  EXPECT_EQ(letters(mail, send, {"."}), "1 in part|2|");
}

TEST(Missed, a_letter_is_found_where_the_line_before_it_is_missing) {
  const std::vector<std::string> fetch{
      "S: * OK", "C: a FETCH 1 BODY[]", "S: * 1 FETCH (BODY[] {25}", "S: Subject: 1",     "S: ",  "S: (one)", "S: )",
      "S: a OK", "C: b FETCH 2 BODY[]", "S: * 2 FETCH (BODY[] {15}", "S: Subject: 2\r\n", "S: )", "S: b OK"};
  EXPECT_EQ(letters(imap, fetch, {"* 1 FETCH (BODY[] {25}"}), "1 in part|2|");
  EXPECT_EQ(letters(imap, fetch, {"* 1 FETCH (BODY[] {25}", "Subject: 1"}), "2|");
  const tests::Found found = heard(imap, fetch, {"* 1 FETCH (BODY[] {25}"});
  ASSERT_EQ(found.messages.size(), 2u);
  EXPECT_EQ(found.messages[0].parts.at(0).bytes, 7u);  // "(one)", its end, and not the answer's
  EXPECT_EQ(letters(imap, {"S: * OK", "C: a FETCH 1:2 BODY[]", "S: * 1 FETCH", "S: Subject: 1", "S: )", "S: a OK"}, {"* 1 FETCH"}), "");
  const std::vector<std::string> retrieve{"S: +OK x", "C: RETR 1", "S: +OK one", "S: Subject: 1\r\n\r\nx",
                                          "S: .",     "C: RETR 2", "S: +OK two", "S: Subject: 2\r\n\r\ny",
                                          "S: .",     "C: QUIT",   "S: +OK bye"};
  EXPECT_EQ(letters(pop, retrieve, {"RETR 2"}), "1|2 in part|");
  EXPECT_EQ(letters(pop, retrieve, {"QUIT"}), "1|2|");
}

TEST(Missed, a_header_line_of_the_web_that_a_gap_cut_gives_no_secret_away) {
  Talk talk(alice, web);
  talk.open();
  talk.client("GET /a HTTP/1.1\r\nHost: x\r\nAuthorization: Basic dXNlcjM6c2VjcmV0");
  talk.client("Mw==\r\n");
  talk.frames.pop_back();
  talk.client("\r\n");
  talk.server("HTTP/1.1 200 ok\r\nContent-Type: text/plain\r\nTransfer-Enc");
  talk.server("oding: ch");
  talk.frames.pop_back();
  talk.server("unked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  talk.close();
  const tests::Found found = tests::analyze(talk.frames);
  EXPECT_EQ(tests::log_ins(found), "Basic user3/- ?");
  for (const Message& page : found.messages) EXPECT_FALSE(page.complete);
}

std::string form_log_ins(const std::string& text) {
  Talk talk(alice, web);
  talk.open();
  const std::size_t mark = text.find('|'), end = text.rfind('|');
  talk.client("POST /l HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(text.size() - 2) + "\r\n\r\n");
  if (mark > 0) talk.client(text.substr(0, mark));
  talk.client(text.substr(mark + 1, end - mark - 1));
  talk.frames.pop_back();
  talk.client(text.substr(end + 1));
  talk.server("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
  talk.close();
  return tests::log_ins(tests::analyze(talk.frames));
}

TEST(Missed, a_form_tells_no_field_that_a_gap_cut) {
  EXPECT_EQ(form_log_ins("|user=bob|&password=hungry&x=1"), "form -/hungry no");
  EXPECT_EQ(form_log_ins("user=b|o|b&password=hungry"), "form -/hungry no");
  EXPECT_EQ(form_log_ins("user=bob&password=hun|g|ry"), "form bob/- no");
  EXPECT_EQ(form_log_ins("user=bob&password=hungry&x|=|1"), "form bob/hungry no");
}

}  // namespace
}  // namespace cleartext::findings

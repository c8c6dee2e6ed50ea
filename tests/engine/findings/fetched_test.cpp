// Letters that IMAP brings in halves and in pieces are one letter each, in whatever order they come.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/dialogue/imap_fetch.h"
#include "engine/findings/body_structure.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using dialogue::FetchItem;
using wire::Side;

const std::string header = "From: alice@crepes.fr\r\nSubject: menus\r\n\r\n", text = "One crepe.\r\nTwo crepes.\r\n",
                  letter = header + text;

std::string literal(const std::string& content) { return "{" + std::to_string(content.size()) + "}\r\n" + content; }

// "subject bytes complete" of each letter, when the server says this.
std::string letters(const std::vector<std::pair<std::string, std::string>>& rounds, std::size_t cut) {
  tests::Said said = {{Side::server, "* OK x\r\n"}};
  for (const auto& [question, answer] : rounds) {
    said.emplace_back(Side::client, question + "\r\n");
    said.emplace_back(Side::server, answer);
  }
  std::string out;
  for (const Message& message : tests::overheard(143, said, cut).messages) out += message.raw.str() + (message.complete ? "|" : "<cut>|");
  return out;
}

void expect_letters(const std::vector<std::pair<std::string, std::string>>& rounds, const std::string& wanted) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{13}, std::size_t{1} << 20})
    EXPECT_EQ(letters(rounds, cut), wanted) << "in pieces of " << cut;
}

TEST(Fetched, header_and_text_in_one_answer_are_one_letter_in_either_order) {
  for (const auto& [asked, names] : std::vector<std::pair<std::string, std::pair<std::string, std::string>>>{
           {"a FETCH 1 (BODY[HEADER] BODY[TEXT])", {"BODY[HEADER]", "BODY[TEXT]"}},
           {"a UID FETCH 7 (body.peek[header] body.peek[text])", {"BODY[HEADER]", "BODY[TEXT]"}},
           {"a FETCH 1 (RFC822.HEADER RFC822.TEXT)", {"RFC822.HEADER", "RFC822.TEXT"}}}) {
    expect_letters(
        {{asked, "* 1 FETCH (UID 7 " + names.first + " " + literal(header) + " " + names.second + " " + literal(text) + ")\r\na OK\r\n"}},
        letter + "|");
    expect_letters(
        {{asked, "* 1 FETCH (" + names.second + " " + literal(text) + " " + names.first + " " + literal(header) + " UID 7)\r\na OK\r\n"}},
        letter + "|");
  }
}

TEST(Fetched, header_and_text_in_answers_of_their_own_are_one_letter) {
  const std::string first = "* 1 FETCH (BODY[HEADER] " + literal(header) + ")\r\n",
                    second = "* 2 FETCH (BODY[HEADER] " + literal("Subject: other\r\n\r\n") + ")\r\n";
  expect_letters({{"a FETCH 1:2 BODY.PEEK[HEADER]", first + second + "a OK\r\n"},
                  {"b FETCH 1 BODY[TEXT]", "* 1 FETCH (BODY[TEXT] " + literal(text) + ")\r\nb OK\r\n"}},
                 letter + "|");
  expect_letters({{"b FETCH 1 BODY[TEXT]", "* 1 FETCH (BODY[TEXT] " + literal(text) + ")\r\nb OK\r\n"},
                  {"a FETCH 1:2 BODY.PEEK[HEADER]", first + second + "a OK\r\n"}},
                 letter + "|");
}

TEST(Fetched, halves_of_different_letters_are_not_joined) {
  const std::string text_of_2 = "* 2 FETCH (BODY[TEXT] " + literal(text) + ")\r\nb OK\r\n",
                    header_of_1 = "* 1 FETCH (BODY[HEADER] " + literal(header) + ")\r\n";
  expect_letters({{"a FETCH 1 BODY[HEADER]", header_of_1 + "a OK\r\n"}, {"b FETCH 2 BODY[TEXT]", text_of_2}}, "");
  expect_letters({{"a FETCH 1 BODY[HEADER]", header_of_1 + "a OK\r\n"},
                  {"c SELECT Sent", "c OK\r\n"},
                  {"b FETCH 1 BODY[TEXT]", "* 1 FETCH (BODY[TEXT] " + literal(text) + ")\r\nb OK\r\n"}},
                 "");
  // What is expunged before it moves it up.
  const std::string header_of_2 = "* 2 FETCH (BODY[HEADER] " + literal(header) + ")\r\n";
  expect_letters({{"a FETCH 2 BODY[HEADER]", header_of_2 + "a OK\r\n"},
                  {"c EXPUNGE", "* 1 EXPUNGE\r\nc OK\r\n"},
                  {"b FETCH 1 BODY[TEXT]", "* 1 FETCH (BODY[TEXT] " + literal(text) + ")\r\nb OK\r\n"}},
                 letter + "|");
  // Which of them vanished (RFC 7162) is told by numbers of another kind.
  expect_letters({{"a FETCH 2 BODY[HEADER]", header_of_2 + "a OK\r\n"},
                  {"c NOOP", "* VANISHED 41\r\nc OK\r\n"},
                  {"b FETCH 2 BODY[TEXT]", "* 2 FETCH (BODY[TEXT] " + literal(text) + ")\r\nb OK\r\n"}},
                 "");
}

TEST(Fetched, short_halves_come_as_strings_and_may_be_empty) {
  expect_letters({{"a FETCH 1 (BODY[HEADER] BODY[TEXT])",
                   "* 1 FETCH (BODY[HEADER] " + literal(header) + " BODY[TEXT] \"say \\\"hi\\\"\")\r\na OK\r\n"}},
                 header + "say \"hi\"|");
  for (const std::string nothing : {"\"\"", "NIL", "{0}\r\n"})
    expect_letters({{"a FETCH 1 (BODY[HEADER] BODY[TEXT])",
                     "* 1 FETCH (BODY[HEADER] " + literal(header) + " BODY[TEXT] " + nothing + ")\r\na OK\r\n"}},
                   header + "|");
}

TEST(Fetched, pieces_are_joined_until_the_last_one) {
  const auto piece = [](const std::string& name, std::size_t at, std::size_t count, const std::string& whole) {
    const std::string content = at < whole.size() ? whole.substr(at, count) : "";
    return "* 1 FETCH (" + name + "<" + std::to_string(at) + "> " + (content.empty() ? "\"\"" : literal(content)) + ")\r\n";
  };
  for (const std::size_t count : {std::size_t{10}, letter.size() / 2, letter.size(), letter.size() + 1}) {
    std::vector<std::pair<std::string, std::string>> rounds;
    std::size_t at = 0;
    do {  // a client that knows no size asks until it gets less
      rounds.emplace_back("a FETCH 1 BODY.PEEK[]<" + std::to_string(at) + "." + std::to_string(count) + ">",
                          piece("BODY[]", at, count, letter) + "a OK\r\n");
      at += count;
    } while (at <= letter.size());
    expect_letters(rounds, letter + "|");
  }
  // One that knows it does not ask again.
  const std::size_t half = letter.size() / 2;
  ASSERT_EQ(half * 2, letter.size());
  expect_letters(
      {{"s FETCH 1 RFC822.SIZE", "* 1 FETCH (RFC822.SIZE " + std::to_string(letter.size()) + ")\r\ns OK\r\n"},
       {"a FETCH 1 BODY[]<0." + std::to_string(half) + ">", piece("BODY[]", 0, half, letter) + "a OK\r\n"},
       {"b FETCH 1 BODY[]<" + std::to_string(half) + "." + std::to_string(half) + ">", piece("BODY[]", half, half, letter) + "b OK\r\n"}},
      letter + "|");
  // Of a text, too; and between its pieces something else may be asked for.
  expect_letters({{"h FETCH 1 BODY[HEADER]", "* 1 FETCH (BODY[HEADER] " + literal(header) + ")\r\nh OK\r\n"},
                  {"a FETCH 1 BODY[TEXT]<0.12>", piece("BODY[TEXT]", 0, 12, text) + "a OK\r\n"},
                  {"f FETCH 1:2 (FLAGS BODY[HEADER.FIELDS (FROM)])",
                   "* 2 FETCH (BODY[HEADER.FIELDS (FROM)] " + literal("From: x\r\n\r\n") + ")\r\nf OK\r\n"},
                  {"b FETCH 1 BODY[TEXT]<12.100>", piece("BODY[TEXT]", 12, 100, text) + "b OK\r\n"}},
                 letter + "|");
}

// Question and answer for so many bytes of a letter, from one of its bytes on; `asked`: for how many.
std::pair<std::string, std::string> a_piece(int number, const std::string& name, std::size_t at, std::size_t count, std::size_t asked = 0) {
  const std::string& whole = name == "BODY[TEXT]" ? text : letter;
  const std::string content = at < whole.size() ? whole.substr(at, count) : "", place = std::to_string(at), of = std::to_string(number);
  return {"a FETCH " + of + " " + name + "<" + place + "." + std::to_string(asked > 0 ? asked : count) + ">",
          "* " + of + " FETCH (" + name + "<" + place + "> " + (content.empty() ? "NIL" : literal(content)) + ")\r\na OK\r\n"};
}

TEST(Fetched, pieces_wait_for_those_before_them) {
  const auto all = "BODY[]";
  expect_letters({a_piece(1, all, 20, 1000), a_piece(1, all, 0, 20)}, letter + "|");
  expect_letters({a_piece(1, all, 40, 100), a_piece(1, all, 20, 20), a_piece(1, all, 0, 20)}, letter + "|");
  expect_letters({a_piece(1, all, 0, 20), a_piece(1, all, 40, 100), a_piece(1, all, 20, 20)}, letter + "|");
  // Another letter's wait on.
  expect_letters({a_piece(2, all, 20, 1000), a_piece(1, all, 20, 1000), a_piece(1, all, 0, 20), a_piece(2, all, 0, 20)},
                 letter + "|" + letter + "|");
  // The empty one behind the end tells where that is.
  expect_letters({a_piece(1, all, letter.size(), 20), a_piece(1, all, 20, letter.size() - 20), a_piece(1, all, 0, 20)}, letter + "|");
  expect_letters({{"h FETCH 1 BODY[HEADER]", "* 1 FETCH (BODY[HEADER] " + literal(header) + ")\r\nh OK\r\n"},
                  a_piece(1, "BODY[TEXT]", 12, 100),
                  a_piece(1, "BODY[TEXT]", 0, 12)},
                 letter + "|");
  // All asked for at once.
  const auto first = a_piece(1, all, 0, 20), second = a_piece(1, all, 20, 1000);
  expect_letters(
      {{first.first + "\r\nb" + second.first.substr(1), second.second.substr(0, second.second.size() - 6) + "b OK\r\n" + first.second}},
      letter + "|");
}

TEST(Fetched, pieces_that_wait_are_of_this_folder_and_of_bounded_size) {
  const auto all = "BODY[]";
  const std::string cut = letter.substr(0, 20) + "<cut>|";
  expect_letters({a_piece(1, all, 20, 1000), {"c SELECT Sent", "c OK\r\n"}, a_piece(1, all, 0, 20)}, cut);
  expect_letters({a_piece(2, all, 20, 1000), {"c EXPUNGE", "* 1 EXPUNGE\r\nc OK\r\n"}, a_piece(2, all, 0, 20)}, cut);
  std::vector<std::pair<std::string, std::string>> rounds;
  const std::string much(1 << 20, 'x');
  for (std::size_t i = 9; i > 0; --i) {
    const std::string place = std::to_string(i << 20);
    rounds.emplace_back("a FETCH 1 BODY[]<" + place + ".1048576>", "* 1 FETCH (BODY[]<" + place + "> " + literal(much) + ")\r\na OK\r\n");
  }
  rounds.emplace_back("a FETCH 1 BODY[]<0.1048576>", "* 1 FETCH (BODY[]<0> " + literal(much) + ")\r\na OK\r\n");
  const std::string found = letters(rounds, 16'000);
  EXPECT_TRUE(found.ends_with("<cut>|"));
  EXPECT_LT(found.size(), std::size_t{10} << 20);
}

TEST(Fetched, a_piece_is_no_letter_where_nobody_heard_how_much_was_asked_for) {
  const std::string piece = "BODY[]<0> " + literal(letter.substr(0, 20));
  for (const std::string& answer : {"(" + piece + ")", "(RFC822.SIZE 5000 " + piece + ")", "(" + piece + " RFC822.SIZE 5000)"})
    EXPECT_EQ(letters({{"x NOOP", "* 1 FETCH " + answer + "\r\n"}}, 1 << 20), letter.substr(0, 20) + "<cut>|") << answer;
  const std::string size = "RFC822.SIZE " + std::to_string(letter.size());
  for (const std::string& answer : {"(" + size + " BODY[]<0> " + literal(letter) + ")", "(BODY[]<0> " + literal(letter) + " " + size + ")"})
    EXPECT_EQ(letters({{"x NOOP", "* 1 FETCH " + answer + "\r\n"}}, 1 << 20), letter + "|") << answer;
}

TEST(Fetched, a_letter_whose_pieces_stop_is_not_complete) {
  expect_letters({{"a FETCH 1 BODY[]<0.10>", "* 1 FETCH (BODY[]<0> " + literal(letter.substr(0, 10)) + ")\r\na OK\r\n"},
                  {"b FETCH 1 BODY[]<10.10>", "b NO gone\r\n"}},
                 letter.substr(0, 10) + "<cut>|");
  expect_letters({{"a FETCH 1 BODY[]<0.10>", "* 1 FETCH (BODY[]<0> " + literal(letter.substr(0, 10)) + ")\r\na OK\r\n"},
                  {"b FETCH 2 BODY[]", "* 2 FETCH (BODY[] " + literal(letter) + ")\r\nb OK\r\n"}},
                 letter.substr(0, 10) + "<cut>|" + letter + "|");
}

// What is missing may have moved the numbers.
TEST(Fetched, what_is_fetched_on_either_side_of_missing_lines_is_not_joined) {
  for (const bool halves : {true, false}) {
    tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 143));
    talk.open();
    talk.server("* OK x\r\n");
    const auto ask = [&](const std::pair<std::string, std::string>& round) {
      talk.client(round.first + "\r\n");
      talk.server(round.second);
    };
    const std::string of_one = "* 2 FETCH (BODY[HEADER] " + literal(header) + ")\r\na OK\r\n",
                      of_other = "* 2 FETCH (BODY[TEXT] " + literal(text) + ")\r\nc OK\r\n";
    ask(halves ? std::pair<std::string, std::string>{"a FETCH 2 BODY[HEADER]", of_one} : a_piece(2, "BODY[]", 0, 20));
    ask({"e EXPUNGE", "* 1 EXPUNGE\r\ne OK\r\n"});
    const std::size_t lost = talk.frames.size() - 1;
    ask(halves ? std::pair<std::string, std::string>{"c FETCH 2 BODY[TEXT]", of_other} : a_piece(2, "BODY[]", 20, 1000));
    talk.close();
    for (const std::size_t missing : {lost, lost - 1}) {
      std::vector<tests::Frame> frames = talk.frames;
      frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(missing));
      for (const Message& message : tests::analyze(frames).messages) EXPECT_FALSE(message.complete) << halves << missing;
    }
  }
}

// All asked for in one breath, and answered in another.
TEST(Fetched, what_was_asked_for_before_a_folder_was_left_is_not_joined_with_what_came_after) {
  const std::string of_one = "* 2 FETCH (BODY[HEADER] " + literal(header) + ")\r\na OK\r\n",
                    of_other = "* 2 FETCH (BODY[TEXT] " + literal(text) + ")\r\nc OK\r\n";
  const std::string answers = of_one + "b OK\r\n" + of_other;
  for (const char* verb : {"SELECT B", "CLOSE", "UNSELECT"})
    expect_letters({{fmt::format("a FETCH 2 BODY[HEADER]\r\nb {}\r\nc FETCH 2 BODY[TEXT]", verb), answers}}, "");
  const auto first = a_piece(2, "BODY[]", 0, 20), second = a_piece(2, "BODY[]", 20, 1000);
  expect_letters({{first.first + "\r\nb SELECT B\r\nc" + second.first.substr(1),
                   first.second + "b OK\r\n" + second.second.substr(0, second.second.size() - 6) + "c OK\r\n"}},
                 letter.substr(0, 20) + "<cut>|");
  expect_letters({{"a FETCH 2 BODY[HEADER]", of_one}, {"e EXPUNGE", "* 1 expunge\r\ne OK\r\n"}, {"c FETCH 2 BODY[TEXT]", of_other}}, "");
}

// Its number is another letter's by then.
TEST(Fetched, pieces_of_two_letters_are_not_joined) {
  const auto all = "BODY[]";
  const std::string cut = letter.substr(0, 20) + "<cut>|";
  for (const auto& between : std::vector<std::pair<std::string, std::string>>{{"e EXPUNGE", "* 1 EXPUNGE\r\ne OK\r\n"},
                                                                              {"e NOOP", "* VANISHED 41\r\ne OK\r\n"},
                                                                              {"e SELECT Sent", "e OK\r\n"},
                                                                              {"e CLOSE", "e OK\r\n"},
                                                                              {"e UNSELECT", "e OK\r\n"}})
    expect_letters({a_piece(1, all, 0, 20), between, a_piece(1, all, 20, 1000)}, cut);
  expect_letters({a_piece(1, all, 0, 20), {"e EXPUNGE", "* 2 EXPUNGE\r\ne OK\r\n"}, a_piece(1, all, 20, 1000)}, letter + "|");
}

TEST(Fetched, an_appended_letter_is_found_with_literals_of_both_kinds) {
  for (const std::string plus : {"", "+"}) {
    tests::Said said = {{Side::server, "* OK x\r\n"},
                        {Side::client, "a APPEND Sent (\\Seen) {" + std::to_string(letter.size()) + plus + "}\r\n"}};
    if (plus.empty()) said.emplace_back(Side::server, "+ go on\r\n");
    said.emplace_back(Side::client, letter + "\r\n");
    said.emplace_back(Side::server, "a OK\r\n");
    for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
      const tests::Found found = tests::overheard(143, said, cut);
      ASSERT_EQ(found.messages.size(), 1u);
      EXPECT_EQ(found.messages[0].raw, letter);
      EXPECT_TRUE(found.messages[0].from_client);
    }
  }
}

TEST(Fetched, items_are_told_from_what_only_looks_like_them) {
  const std::vector<FetchItem> items = dialogue::fetch_items(
      "(ENVELOPE (\"BODY[] \\\"x\\\"\" (\"RFC822\" NIL)) BODY (\"TEXT\" \"PLAIN\") BODYSTRUCTURE (\"a\") RFC822.SIZE 12 body[header.fields "
      "(From \"To\")]<5> \"a\\\"b\" BINARY[1] NIL BODY[] ~{99}");
  ASSERT_EQ(items.size(), 4u);
  EXPECT_EQ(items[0].name + " " + items[0].value, "RFC822.SIZE 12");
  EXPECT_EQ(items[1].name + " " + items[1].value, "BODY[HEADER.FIELDS (FROM \"TO\")] a\"b");
  EXPECT_EQ(items[1].origin, 5u);
  EXPECT_EQ(items[2].value, "NIL");
  EXPECT_EQ(items[3].form, FetchItem::Form::literal);
  EXPECT_EQ(items[3].count, 99u);
  for (const std::string odd : {"BODY[", "BODY[] \"", "BODY[]<", "BODY[]<1", "RFC822", "((((", "BODY[] {", "BODY[] {1", "BODY[] {1} "})
    dialogue::fetch_items(odd);
}

// "from, subject: type name bytes content, ..." of each letter.
std::string parts(const std::vector<std::pair<std::string, std::string>>& rounds, std::size_t cut = 1 << 20) {
  tests::Said said = {{Side::server, "* OK x\r\n"}};
  for (const auto& [question, answer] : rounds) {
    said.emplace_back(Side::client, question + "\r\n");
    said.emplace_back(Side::server, answer);
  }
  std::string out;
  for (const Message& message : tests::overheard(143, said, cut).messages) {
    out += message.from + ", " + message.subject + ":";
    EXPECT_FALSE(message.complete);
    for (const Part& part : message.parts) {
      out += " " + part.type + " " + part.filename + " " + part.content;
      EXPECT_EQ(part.bytes, part.content.size());
      EXPECT_LE(part.offset + part.length, message.raw.size());
      const bool encoded = part.encoding == "base64";
      EXPECT_EQ(message.raw.str(part.offset, part.length), encoded ? "UE5HIQ==" : part.content);
    }
    out += "|";
  }
  return out;
}

TEST(Fetched, parts_that_are_fetched_alone_are_told_as_a_letter_that_is_not_complete) {
  const std::string mime = "Content-Type: image/png; name=p.png\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                    answer = "* 1 FETCH (UID 5 BODY[1] {5}\r\nhello BODY[2.MIME] " + literal(mime) + " BODY[2] " + literal("UE5HIQ==") +
                             ")\r\na OK\r\n",
                    told = " application/octet-stream  hello image/png p.png PNG!|";
  for (const std::size_t cut : {std::size_t{1}, std::size_t{13}, std::size_t{1} << 20})
    EXPECT_EQ(parts({{"a UID FETCH 5 (BODY.PEEK[1] BODY.PEEK[2.MIME] BODY.PEEK[2])", answer}, {"b LOGOUT", "b OK\r\n"}}, cut),
              ", :" + told);
  const std::pair<std::string, std::string> head{"a FETCH 1 BODY[HEADER]", "* 1 FETCH (BODY[HEADER] " + literal(header) + ")\r\na OK\r\n"};
  EXPECT_EQ(parts({head, {"a UID FETCH 5 (BODY[1] BODY[2.MIME] BODY[2])", answer}}), "alice@crepes.fr, menus:" + told);
  EXPECT_EQ(parts({{"a FETCH 1 BINARY[1]", "* 1 FETCH (BINARY[1] ~{5}\r\nhello)\r\na OK\r\n"}}), ", : application/octet-stream  hello|");
  EXPECT_EQ(
      parts({{"a FETCH 1 (BODY[2.MIME] BINARY[2])", "* 1 FETCH (BODY[2.MIME] " + literal(mime) + " BINARY[2] ~{4}\r\nPNG!)\r\na OK\r\n"}}),
      ", : image/png p.png PNG!|");
  EXPECT_EQ(parts({{"a FETCH 1 BODY[2.HEADER]", "* 1 FETCH (BODY[2.HEADER] " + literal("Subject: inner\r\n\r\n") + ")\r\na OK\r\n"},
                   {"b FETCH 1 BODY[2.TEXT]", "* 1 FETCH (BODY[2.TEXT] {5}\r\ninner)\r\nb OK\r\n"}}),
            ", : text/plain  inner|");
  EXPECT_EQ(parts({{"a FETCH 1 BODY[1]", "* 1 FETCH (BODY[1] {3}\r\none)\r\na OK\r\n"},
                   {"b FETCH 2 BODY[1]", "* 2 FETCH (BODY[1] {3}\r\ntwo)\r\n* 2 EXPUNGE\r\nb OK\r\n"},
                   {"c FETCH 2 BODY[1]", "* 2 FETCH (BODY[1] {5}\r\nthree)\r\nc OK\r\n"}}),
            ", : application/octet-stream  one|, : application/octet-stream  two|, : application/octet-stream  three|");
  EXPECT_EQ(parts({{"a FETCH 1 BODY[2.MIME]", "* 1 FETCH (BODY[2.MIME] " + literal(mime) + ")\r\na OK\r\n"}}), "");
}

// As Apple's, Thunderbird's and many a telephone's: first what there is, then what somebody wants to see of it.
TEST(Fetched, a_part_is_what_the_structure_called_it) {
  const std::string structure =
      "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"QUOTED-PRINTABLE\" 9 1 NIL NIL NIL NIL)(\"IMAGE\" \"PNG\" (\"NAME\" "
      "\"q.png\") NIL NIL \"BASE64\" 8 NIL (\"ATTACHMENT\" (\"FILENAME\" \"p \\\"1\\\".png\")) NIL NIL)(\"MESSAGE\" \"RFC822\" NIL NIL NIL "
      "\"7BIT\" 60 (NIL \"a (b\" NIL NIL NIL NIL NIL NIL NIL NIL) (\"TEXT\" \"HTML\" NIL NIL NIL \"BASE64\" 8 1 NIL NIL NIL) 4 NIL NIL "
      "NIL) "
      "\"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL)";
  const std::pair<std::string, std::string> first{"a FETCH 1 (BODYSTRUCTURE FLAGS)",
                                                  "* 1 FETCH (BODYSTRUCTURE " + structure + " FLAGS ())\r\na OK\r\n"},
      between{"n NOOP", "n OK\r\n"};
  const auto body = [](const std::string& section, const std::string& content) {
    return std::pair<std::string, std::string>{"b FETCH 1 BODY[" + section + "]",
                                               "* 1 FETCH (BODY[" + section + "] " + literal(content) + ")\r\nb OK\r\n"};
  };
  for (const std::size_t cut : {std::size_t{1}, std::size_t{13}, std::size_t{1} << 20}) {
    EXPECT_EQ(parts({first, between, body("2", "UE5HIQ==")}, cut), ", : image/png p \"1\".png PNG!|");
    EXPECT_EQ(parts({first, between, body("3.1", "UE5HIQ==")}, cut), ", : text/html  PNG!|");
  }
  EXPECT_EQ(parts({first, {"b FETCH 1 BINARY[2]", "* 1 FETCH (BINARY[2] ~{4}\r\nPNG!)\r\nb OK\r\n"}}), ", : image/png p \"1\".png PNG!|");
  // The same part by another name, or within a larger one, is told once.
  EXPECT_EQ(parts({first, body("2", "UE5HIQ=="), {"b FETCH 1 BINARY[2]", "* 1 FETCH (BINARY[2] ~{4}\r\nPNG!)\r\nb OK\r\n"}}),
            ", : image/png p \"1\".png PNG!|");
  // Of another folder, or of a letter that moved up, nothing is known.
  const std::string unknown = ", : application/octet-stream  hello|";
  EXPECT_EQ(parts({first, {"s SELECT Sent", "s OK\r\n"}, body("2", "hello")}), unknown);
  EXPECT_EQ(parts({first, {"e NOOP", "* 1 EXPUNGE\r\ne OK\r\n"}, body("2", "hello")}), unknown);
  EXPECT_EQ(parts({{"a FETCH 1 BODYSTRUCTURE", "* 1 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1))\r\na OK\r\n"},
                   body("1", "hello")}),
            ", : text/plain  hello|");
}

TEST(Fetched, a_structure_that_breaks_off_or_is_deeper_than_any_letter_tells_nothing) {
  for (const std::string& odd : {std::string("BODYSTRUCTURE"), std::string("BODYSTRUCTURE ("), std::string("BODYSTRUCTURE (\"TEXT\" {4}"),
                                 std::string("BODYSTRUCTURE (\"TEXT"), "BODYSTRUCTURE " + std::string(100'000, '(')})
    EXPECT_EQ(structure_in(odd), "") << odd.substr(0, 40);
  EXPECT_TRUE(part_headers("()").empty());
  EXPECT_TRUE(part_headers("x").empty());
  EXPECT_EQ(part_headers("(\"a\\\"b\" \"c\")").size(), 1U);
}

}  // namespace
}  // namespace cleartext::findings

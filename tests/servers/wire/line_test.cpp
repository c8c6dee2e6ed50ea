// Lines, command lines and transcripts: what goes in comes out, however it was cut.
#include <gtest/gtest.h>

#include "servers/wire/command.h"
#include "servers/wire/line_splitter.h"
#include "servers/wire/transcript.h"

namespace cleartext::wire {
namespace {

std::vector<std::string> lines(std::string_view bytes, std::size_t step, std::size_t longest = 64) {
  LineSplitter splitter(longest);
  std::vector<std::string> found;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    auto piece = bytes.substr(at, step);
    Line line;
    while (splitter.next(piece, line)) {
      found.push_back(std::string(line.text) + (line.bare_lf ? "|lf" : "") + (line.too_long ? "|long" : ""));
    }
    EXPECT_TRUE(piece.empty());
  }
  return found;
}

TEST(LineSplitter, lines_are_the_same_whole_and_byte_by_byte) {
  const std::string bytes = "HELO a\r\n\r\nbare\nend\r\r\n" + std::string(100, 'x') + "\r\nafter\r\n";
  const std::vector<std::string> expected{"HELO a", "", "bare|lf", "end\r", std::string(64, 'x') + "|long", "after"};
  EXPECT_EQ(lines(bytes, bytes.size()), expected);
  EXPECT_EQ(lines(bytes, 1), expected);
}

TEST(LineSplitter, a_line_of_exactly_the_longest_length_is_whole) {
  EXPECT_EQ(lines(std::string(64, 'y') + "\r\n", 1), std::vector<std::string>{std::string(64, 'y')});
}

TEST(LineSplitter, what_has_no_end_yet_is_kept) {
  LineSplitter splitter;
  std::string_view bytes = "QUI";
  Line line;
  EXPECT_FALSE(splitter.next(bytes, line));
  EXPECT_EQ(splitter.unfinished(), "QUI");
  bytes = "T\r\n";
  EXPECT_TRUE(splitter.next(bytes, line));
  EXPECT_TRUE(splitter.unfinished().empty());
}

TEST(Command, the_verb_is_upper_case_and_the_argument_as_it_came) {
  const auto command = split_command("pass  two words ");
  EXPECT_EQ(command.verb, "PASS");
  EXPECT_EQ(command.argument, "two words ");
  EXPECT_EQ(split_command("QUIT").argument, "");
  EXPECT_EQ(split_command("").verb, "");
}

TEST(Command, a_row_is_found_by_its_verb_in_any_case) {
  const CommandInfo rows[] = {{"HELO", "", "", "", "", ""}, {"QUIT", "", "", "", "", ""}};
  EXPECT_EQ(find_command(rows, "quit"), &rows[1]);
  EXPECT_EQ(find_command(rows, "QUITE"), nullptr);
}

TEST(Transcript, what_is_printed_is_parsed_back) {
  const Transcript transcript{{Side::server, "220 ready"}, {Side::client, "QUIT"}, {Side::client, ""}};
  EXPECT_EQ(print(transcript), "S: 220 ready\nC: QUIT\nC:\n");
  EXPECT_EQ(parse_transcript("# a remark\n\n" + print(transcript)), transcript);
}

TEST(Transcript, a_line_of_nobody_is_refused_with_its_number) {
  const auto parsed = parse_transcript("S: 220 ready\nX: what\n");
  ASSERT_FALSE(parsed);
  EXPECT_NE(parsed.error().sentence.find("Line 2"), std::string::npos);
}

}  // namespace
}  // namespace cleartext::wire

// Faults in words: `off smtp@mail.hamburger.edu`, `reply ftp STOR "452 Disk full"`. The same grammar in a lesson, on the
// command line, over the control socket, and in what the window shows; parse(text(fault)) is the fault again.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "servers/faults/fault.h"
#include "servers/wire/problem.h"
#include "servers/wire/syntax.h"

namespace cleartext::faults {

wire::Parsed<Fault> parse(std::string_view text);
std::string text(const Fault& fault);     // in the grammar's words
std::string meaning(const Fault& fault);  // one plain sentence: what a client now meets

std::string time_words(wire::Milliseconds time);        // "2s", "500ms"
std::string speed_words(std::uint64_t bytes_a_second);  // "2kB/s"

// What is wrong, with the text and a mark below the place.
wire::Problem problem(std::string_view text, const wire::SyntaxError& error);

// A word of a command line as a word of the grammar: in quotes where it has blanks.
std::string word(std::string_view text);

struct Form {
  std::string_view word, syntax, meaning, example;
};
std::span<const Form> forms();  // one a kind of fault, for help

}  // namespace cleartext::faults

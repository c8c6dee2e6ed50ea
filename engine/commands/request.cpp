#include "engine/commands/request.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>
#include <map>
#include <sstream>

#include "engine/commands/complete.h"
#include "servers/faults/fault_text.h"
#include "servers/wire/hosts.h"

namespace cleartext::commands {
namespace {

using Network = std::optional<wire::NetworkMode>;

// The options as they are spelled; CLI11 checks them.
struct Words {
  std::string network = "auto", format = "text";
  OpenWindow window;
  Tour tour;
  Manual manual;
  Play play;
  Serve serve;
  Shell shell;
  Lessons lessons;
  Grade grade;
  Crack crack;
  AnalyzeOptions analyze;
};

Network network_of(const std::string& word) {
  for (const auto mode : {wire::NetworkMode::private_network, wire::NetworkMode::loopback, wire::NetworkMode::recorded}) {
    if (wire::name(mode) == word) return mode;
  }
  return std::nullopt;
}

void add_network(CLI::App& command, Words& words) {
  command.add_option("--network", words.network, "Where the lab lives: private, loopback, recorded or auto")
      ->check(CLI::IsMember({"private", "loopback", "recorded", "auto"}));
}

void add_format(CLI::App& command, Words& words) {
  command.add_option("--format", words.format, "text for people, jsonl for programs")->check(CLI::IsMember({"text", "jsonl"}));
}

// As the window takes an id; this program loads no Qt.
std::string with_single_blanks(const std::string& id) {
  std::istringstream words(id);
  std::string out;
  for (std::string word; words >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

void add_play(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("play", "Play a lesson without a window, and print each step with its evidence");
  command.add_option("lesson", words.play.lesson, "The lesson's name, or its folder")->required();
  command.add_option("--pcap", words.play.pcap, "Write what was captured to this pcapng file");
  command.add_option("--pace", words.play.pace, "Seconds between two lines; 0 is as fast as it goes")->check(CLI::Range(0.0, 60.0));
  command.add_option("--student", words.play.student.id, "Whose run it is: names, passwords and words are drawn from this id")
      ->transform(with_single_blanks, "");
  command.add_option("--token", words.play.student.token, "The token that the teacher gave to this student for this lesson")
      ->transform([](std::string text) { return text.erase(text.find_last_not_of(" \t\r\n") + 1); }, "");
  command.add_flag("--solve{first}", words.play.solve, "Do the tasks too, by their written solution; --solve=second by another way")
      ->check(CLI::IsMember({"first", "second"}));
  command.add_option("--hand-in", words.play.hand_in, "Write what the student hands in to this pcapng file");
  add_network(command, words);
  add_format(command, words);
}

void add_tour(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("tour", "Make pictures of every view of the window, without one on the screen");
  command.add_option("--save", words.tour.save, "The folder for the pictures, and for a page that shows them all")->required();
  add_network(command, words);
}

void add_manual(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("manual", "Write the manual that F1 opens in the window, to read it elsewhere");
  auto* html = command.add_option("--html", words.manual.html, "Write pages and pictures into this folder");
  auto* pdf = command.add_option("--pdf", words.manual.pdf, "Write one PDF to this file");
  command.add_option("--language", words.manual.language, "Of those pages that exist in it")->check(CLI::IsMember({"en", "de"}));
  command.callback([html, pdf] {
    if (html->count() + pdf->count() == 0) throw CLI::RequiredError("--html or --pdf");
  });
}

void add_grade(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("grade", "Judge students' hand-ins again, from their captures and typed answers");
  auto& grade = words.grade;
  command.add_option("files", grade.files, "Hand-ins, or folders of them");
  command.add_option("--roster", grade.roster, "A CSV file with the columns id and name");
  command.add_option("--class-key", grade.class_key, "The file with the class key, to check what each student drew");
  command.add_option("--lessons", grade.lessons, "A folder of lessons, looked in first");
  command.add_option("--language", grade.language, "Of the notes")->check(CLI::IsMember({"en", "de"}));
  command.add_option("--format", grade.format, "csv for tables, jsonl for programs")->check(CLI::IsMember({"csv", "jsonl"}));
  command.add_option("--html", grade.html, "Write a page a student with the evidence into this folder");
  command.add_option("--moodle", grade.moodle, "Write Moodle's grade import to this file");
  command.add_option("--xapi", grade.xapi, "Write xAPI statements to this file");
  command.add_option("--gradescope", grade.gradescope, "Write an autograder's results.json for what one student handed in to this file");
  command.add_option("--gradescope-bundle", grade.bundle, "Instead of grading, write what such a platform needs into this folder");
}

// In place of CLI11's own check, which thinks in fractions and prints their largest.
std::string refuse_quota(const std::string& text) {
  constexpr std::uint64_t most = 1'000'000'000'000'000;
  std::uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  if (error == std::errc() && end == text.data() + text.size() && bytes >= 1 && bytes <= most) return {};
  return "Expected a number of bytes such as 20000, from 1 to 1000000000000000 (1 PB): " + text;
}

void add_serve(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("serve", "Run the servers until SIGINT or SIGTERM, for anyone's client");
  command.footer(
      "With --data a letter or file that was taken is on the disk. A letter for the other domain is relayed at least once:\n"
      "after a crash it may come twice, but it is never lost.");
  command.add_option("--data", words.serve.data, "Keep mail, queue and files in this folder");
  command.add_option("--pcap", words.serve.pcap, "Write what is captured to this pcapng file, as it comes");
  command.add_option("--account", words.serve.accounts, "One more user, NAME:PASSWORD@DOMAIN; may be said again")->allow_extra_args(false);
  command.add_option("--mailbox-quota", words.serve.mailbox_quota, "How many bytes each mailbox may hold; 1 GB else")
      ->check(refuse_quota, "");
  command.add_option("--disk-quota", words.serve.disk_quota, "How many bytes each server's disk may hold; 10 GB else")
      ->check(refuse_quota, "");
  add_network(command, words);
  add_format(command, words);
}

void add_analyze(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("analyze", "Read a capture file, and print what was said in it");
  command.add_option("file", words.analyze.file, "A pcap or pcapng file; - is standard input")->required();
  command.add_option("--show", words.analyze.show, "What to print")
      ->check(CLI::IsMember({"packets", "streams", "dialogue", "messages", "files", "credentials", "weaknesses", "summary"}));
  command.add_option("--save", words.analyze.save, "Save messages, attachments and files into this folder");
  command.add_option("--keylog", words.analyze.keylog, "A TLS key log file");
  command.add_flag("--no-data", words.analyze.no_data, "Leave the lines of letters and files out");
  command.add_flag("--digest", words.analyze.digest, "With --show streams: SHA-256 of each direction");
  add_format(command, words);
}

void add_crack(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("crack", "Try a list of words on the digests in a capture: POP3's APOP, and CRAM-MD5");
  command.footer(
      "Each word is tried as it is, with a capital, in capitals, with digits for letters, and each of these with a sign, digits or a year\n"
      "behind it. Only try digests of your own, or of people who asked you to.");
  command.add_option("file", words.crack.file, "A pcap or pcapng file; - is standard input")->required();
  command.add_option("--words", words.crack.words, "A file with one word a line; without it, our own list of common words");
  add_format(command, words);
}

void add_rest(CLI::App& app, Words& words) {
  auto& shell = *app.add_subcommand("shell", "Run a shell, or one command, inside the lab's network");
  shell.add_option("command", words.shell.command, "The command and its arguments, after --");
  shell.positionals_at_end();
  add_network(shell, words);
  auto& lessons = *app.add_subcommand("lessons", "List the lessons");
  lessons.add_flag("--check", words.lessons.check, "Check lessons instead: say what is wrong, with file and line");
  lessons.add_flag("--words", words.lessons.words, "Print what a lesson can make somebody do, for authors");
  lessons.add_flag("--record", words.lessons.record, "Play lessons in the private network, and renew the recordings in their folders");
  lessons.add_option("paths", words.lessons.paths, "Folders of lessons to check or to record; none: all");
  lessons.add_flag("--schema", words.lessons.schema, "Print the JSON schema of lesson.yaml, for editors");
  lessons.add_flag("--tokens", words.lessons.tokens, "Print a token a student and lesson instead, as CSV: id,lesson,token");
  lessons.add_option("--class-key", words.lessons.class_key, "The file with the class key, for --tokens");
  lessons.add_option("--roster", words.lessons.roster, "A CSV file with the columns id and name, for --tokens");
  lessons.add_option("--new", words.lessons.new_name, "Begin a lesson: a folder of this name, with everything that a lesson has");
  add_format(lessons, words);
  auto& state = *app.add_subcommand("state", "Say what each server of the running lab holds: queues, mailboxes, files, faults");
  add_format(state, words);
  auto& doctor = *app.add_subcommand("doctor", "Say which network and which capture this machine allows");
  add_format(doctor, words);
}

// All that follows the first word belongs to the fault, whatever it looks like: "-ERR no" is no option.
void add_fault(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("fault", "Break the running lab on purpose, and mend it");
  command.prefix_command();
  add_format(command, words);
  std::string text =
      "The newest running lab of this user is asked, be it the window or cleartext serve.\n\n"
      "  list              what is on, with its number (also without any word)\n"
      "  withdraw NUMBER   that one is gone; a fault's words are understood too\n"
      "  clear             all are gone\n\nFaults:\n";
  for (const auto& form : faults::forms())
    text += fmt::format("  {}\n      {}\n      cleartext fault {}\n", form.syntax, form.meaning, form.example);
  command.footer(text +
                 "\nSERVICE is smtp, submission, pop3, imap, http, ftp and so on; without a MACHINE all that run it.\n"
                 "The same words stand in a lesson: order: reply ftp STOR \"452 Disk full\"");
}

// Options may also stand behind the words.
Fault fault_of(const CLI::App& command, Format format) {
  Fault fault{command.remaining(), format};
  auto& words = fault.words;
  if (words.size() < 2 || words[words.size() - 2] != "--format") return fault;
  fault.format = words.back() == "jsonl" ? Format::jsonl : Format::text;
  words.resize(words.size() - 2);
  return fault;
}

Request chosen(const CLI::App& app, Words& words) {
  const auto network = network_of(words.network);
  const auto format = words.format == "jsonl" ? Format::jsonl : Format::text;
  words.window.network = words.tour.network = words.play.network = words.serve.network = words.shell.network = network;
  words.play.format = words.serve.format = words.lessons.format = format;
  words.analyze.format = words.crack.format = format;
  if (app.got_subcommand("play")) return words.play;
  if (app.got_subcommand("tour")) return words.tour;
  if (app.got_subcommand("manual")) return words.manual;
  if (app.got_subcommand("serve")) return words.serve;
  if (app.got_subcommand("shell")) return words.shell;
  if (app.got_subcommand("lessons")) return words.lessons;
  if (app.got_subcommand("crack")) return words.crack;
  if (app.got_subcommand("doctor")) return Doctor{format};
  if (app.got_subcommand("grade")) return words.grade;
  if (app.got_subcommand("state")) return State{format};
  if (app.got_subcommand("fault")) return fault_of(*app.get_subcommand("fault"), format);
  if (app.got_subcommand("analyze")) return words.analyze;
  return words.window;
}

}  // namespace

Parsed parse(int argc, char** argv, const std::string& version) {
  CLI::App app("Cleartext shows what e-mail and file transfer say on the wire. Without a command it opens the window.", "cleartext");
  app.set_version_flag("--version", "cleartext " + version);
  app.require_subcommand(0, 1);
  Words words;
  words.play.version = words.window.version = version;
  add_network(app, words);
  app.add_option("--open", words.window.capture, "Open the window with this capture file")->expected(0, 1);
  app.add_option("--lesson", words.window.lesson, "Open the window with this lesson: its name, or its folder");
  app.add_option("--language", words.window.language, "Of the window and its lessons; otherwise the system's")->type_name("TEXT:{en,de}");
  add_play(app, words);
  add_tour(app, words);
  add_manual(app, words);
  add_grade(app, words);
  add_crack(app, words);
  add_serve(app, words);
  add_analyze(app, words);
  add_rest(app, words);
  add_fault(app, words);
  if (argc > 3 && argv[1] == std::string_view("complete") && argv[2] == std::string_view("--")) {
    for (const auto& line : completions(app, {argv + 3, argv + argc - 1}, argv[argc - 1])) std::cout << line << '\n';
    return {std::nullopt, 0};
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answered) {
    return {std::nullopt, app.exit(answered)};
  } catch (const CLI::ParseError& wrong) {
    std::cerr << "cleartext: " << wrong.what() << "\nThe option --help shows what is understood.\n";
    return {std::nullopt, 2};
  }
  return {chosen(app, words), 0};
}

}  // namespace cleartext::commands

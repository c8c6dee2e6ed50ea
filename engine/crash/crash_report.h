// When the program itself fails: a report on the disk that people can read, and a sentence on stderr that says where. It holds the
// version, the signal, what was open and the chain of calls; no mail, no password, no captured byte.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::crash {

std::string reports_folder();                                             // of this user; empty: he has no home
void report_into(const std::string& folder, const std::string& version);  // once, early; makes the folder when it is needed
void note(std::string_view what_is_open);                                 // "lesson pop3, step 2": stands in the report; from one thread
std::string report_of(const std::string& folder, long process);           // its path; empty: there is none
void make_readable(const std::string& report);                            // names of functions as they are spelled in the source

}  // namespace cleartext::crash

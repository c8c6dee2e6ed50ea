// How many files, and so connections, this process may have open at once. Systems give 1024 at first, and more to who asks.
#pragma once
#include <cstddef>
#include <string>

namespace cleartext::host {

std::size_t raise_open_files();    // asks for as many as there may be; how many there may be
std::string few_files_sentence();  // what to tell a person where that is too few for a class; empty: it is enough

}  // namespace cleartext::host

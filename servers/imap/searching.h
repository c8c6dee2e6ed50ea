// SEARCH: letter by letter, cheap conditions first to fail; a letter's text is read only where it is asked for.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "servers/imap/search_key.h"
#include "servers/imap/task.h"
#include "servers/imap/view.h"

namespace cleartext::imap {

std::unique_ptr<Task> searching(View& view, SearchKey key, Numbering numbering);
bool numbers_there(const SearchKey& key, const View& view);  // false: a sequence number that is not there
std::string small_letters(std::string_view text);            // of ASCII, and those with accents in Latin-1's UTF-8

}  // namespace cleartext::imap

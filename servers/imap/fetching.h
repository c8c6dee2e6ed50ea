// The long answer to FETCH: item by item, letter by letter, never more of it in memory than one letter.
#pragma once
#include <memory>
#include <vector>

#include "servers/imap/fetch_items.h"
#include "servers/imap/task.h"
#include "servers/imap/view.h"

namespace cleartext::imap {

std::unique_ptr<Task> fetching(View& view, std::vector<std::size_t> which, std::vector<FetchItem> items);

}  // namespace cleartext::imap

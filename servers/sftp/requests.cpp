// The status codes are version 3's, 0 to 8 (draft-ietf-secsh-filexfer-02, 7). Files are written in order, as every client does; one that is
// new, or emptied, gets its name when it is closed and whole on the disk.
#include "servers/sftp/requests.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace cleartext::sftp {

namespace {

constexpr std::size_t longest_read = 256 * 1024, names_a_reply = 64, most_handles = 128;

sftp_attributes_struct attributes_of(const store::FileEntry& entry) {
  sftp_attributes_struct out{};
  const auto seconds = static_cast<std::uint32_t>(std::chrono::system_clock::to_time_t(entry.modified));
  out.flags = SSH_FILEXFER_ATTR_SIZE | SSH_FILEXFER_ATTR_PERMISSIONS | SSH_FILEXFER_ATTR_ACMODTIME | SSH_FILEXFER_ATTR_UIDGID;
  out.size = entry.bytes;
  out.permissions = entry.is_folder ? 0040755 : 0100644;
  out.uid = out.gid = 1000;
  out.atime = out.mtime = seconds;
  return out;
}

// As `ls -l` shows it.
std::string long_name(const store::FileEntry& entry) {
  const auto when = std::chrono::system_clock::to_time_t(entry.modified);
  const bool lately = std::chrono::system_clock::now() - entry.modified < std::chrono::hours(24 * 180);
  const std::string date = lately ? fmt::format("{:%b %e %H:%M}", fmt::gmtime(when)) : fmt::format("{:%b %e  %Y}", fmt::gmtime(when));
  return fmt::format("{}   1 lab      lab      {:>12} {} {}", entry.is_folder ? "drwxr-xr-x" : "-rw-r--r--", entry.bytes, date, entry.name);
}

store::FileEntry folder_entry(std::string name) {
  store::FileEntry entry;
  entry.name = std::move(name);
  entry.is_folder = true;
  entry.modified = std::chrono::system_clock::now();
  return entry;
}

}  // namespace

// What was not closed was not whole: it is dropped.
Requests::~Requests() {
  for (auto& [key, handle] : handles_) sftp_handle_remove(session_, key);
}

std::string Requests::path_of(sftp_client_message message) const {
  const char* name = sftp_client_message_get_filename(message);
  return store::FileTree::resolve("/", name == nullptr ? "" : name);
}

void Requests::reply(sftp_client_message message, const std::string& what, const tl::expected<void, wire::Problem>& done) {
  if (done) return void(sftp_reply_status(message, SSH_FX_OK, "done"));
  const bool there = files_.is_folder(what) || files_.find(what);
  sftp_reply_status(message, there ? SSH_FX_FAILURE : SSH_FX_NO_SUCH_FILE, done.error().sentence.c_str());
}

void Requests::answer(sftp_client_message message) {
  switch (sftp_client_message_get_type(message)) {
    case SSH_FXP_OPEN: return open(message);
    case SSH_FXP_CLOSE: return close(message);
    case SSH_FXP_READ: return read(message);
    case SSH_FXP_WRITE: return write(message);
    case SSH_FXP_OPENDIR: return open_folder(message);
    case SSH_FXP_READDIR: return read_folder(message);
    case SSH_FXP_STAT:
    case SSH_FXP_LSTAT: return describe(message);
    case SSH_FXP_FSTAT: return describe_handle(message);
    case SSH_FXP_REALPATH: return real_path(message);
    case SSH_FXP_REMOVE: return reply(message, path_of(message), files_.remove_file(path_of(message)));
    case SSH_FXP_MKDIR: return reply(message, store::FileTree::resolve(path_of(message), ".."), files_.make_folder(path_of(message)));
    case SSH_FXP_RMDIR: return reply(message, path_of(message), files_.remove_folder(path_of(message)));
    case SSH_FXP_RENAME: return rename(message, Over::nothing);
    case SSH_FXP_EXTENDED: {  // libssh announces two of OpenSSH's, of which one is done
      const char* name = sftp_client_message_get_submessage(message);
      if (name != nullptr && std::string_view(name) == "posix-rename@openssh.com") return rename(message, Over::a_file);
      sftp_reply_status(message, SSH_FX_OP_UNSUPPORTED, "this server does not do that");
      return;
    }
    case SSH_FXP_SETSTAT:
    case SSH_FXP_FSETSTAT: return set(message);
    default: sftp_reply_status(message, SSH_FX_OP_UNSUPPORTED, "this server does not do that"); return;
  }
}

void Requests::give(sftp_client_message message, std::unique_ptr<Handle> handle) {
  Handle* const key = handle.get();
  const ssh_string name = handles_.size() < most_handles ? sftp_handle_alloc(session_, key) : nullptr;
  if (name == nullptr) {
    sftp_reply_status(message, SSH_FX_FAILURE, "too many open files");
    return;
  }
  handles_[key] = std::move(handle);
  sftp_reply_handle(message, name);
  ssh_string_free(name);
}

Handle* Requests::handle_of(sftp_client_message message) {
  auto* const key = static_cast<Handle*>(sftp_handle(session_, message->handle));
  if (handles_.count(key) != 0) return key;
  sftp_reply_status(message, SSH_FX_FAILURE, "no such handle");
  return nullptr;
}

void Requests::open(sftp_client_message message) {
  const std::uint32_t wanted = sftp_client_message_get_flags(message);
  auto handle = std::make_unique<Handle>();
  handle->path = path_of(message);
  const auto known = files_.find(handle->path);
  if (known && known->is_folder) {
    sftp_reply_status(message, SSH_FX_FAILURE, "that is a folder");
    return;
  }
  if ((wanted & SSH_FXF_WRITE) == 0) {
    auto source = files_.read(handle->path);
    if (!source) {
      sftp_reply_status(message, SSH_FX_NO_SUCH_FILE, source.error().sentence.c_str());
      return;
    }
    handle->source = std::move(*source);
    return give(message, std::move(handle));
  }
  const bool parent = files_.is_folder(store::FileTree::resolve(handle->path, ".."));
  if (!known && ((wanted & SSH_FXF_CREAT) == 0 || !parent)) {
    sftp_reply_status(message, SSH_FX_NO_SUCH_FILE, "no such file");
    return;
  }
  if (known && (wanted & SSH_FXF_EXCL) != 0) {
    sftp_reply_status(message, SSH_FX_FAILURE, "there is a file of that name");
    return;
  }
  handle->writing = true;
  handle->appends = (wanted & SSH_FXF_APPEND) != 0;
  handle->fresh = !known || (wanted & SSH_FXF_TRUNC) != 0;
  handle->written = handle->fresh ? 0 : known->bytes;
  if (handle->fresh) {  // refused now, not at the first byte
    auto upload = files_.write(handle->path);
    if (!upload) {
      sftp_reply_status(message, SSH_FX_PERMISSION_DENIED, upload.error().sentence.c_str());
      return;
    }
    handle->upload = std::move(*upload);
  }
  give(message, std::move(handle));
}

void Requests::close(sftp_client_message message) {
  Handle* const handle = handle_of(message);
  if (handle == nullptr) return;
  if (handle->failed && handle->fresh) handle->upload.reset();  // what had the name before keeps it
  const bool good = (handle->upload == nullptr || handle->upload->finish()) && !handle->failed;
  if (good && handle->modified) (void)files_.set_modified(handle->path, *handle->modified);
  sftp_handle_remove(session_, handle);
  handles_.erase(handle);
  if (good)
    sftp_reply_status(message, SSH_FX_OK, "closed");
  else
    sftp_reply_status(message, SSH_FX_FAILURE, "the disk did not take all of it");
}

void Requests::read(sftp_client_message message) {
  Handle* const handle = handle_of(message);
  if (handle == nullptr) return;
  if (handle->source == nullptr) {
    sftp_reply_status(message, SSH_FX_FAILURE, "not open for reading");
    return;
  }
  std::vector<char> room(std::min<std::size_t>(message->len, longest_read));
  std::size_t have = 0;
  if (handle->source->start_at(message->offset))
    while (have < room.size()) {
      const auto got = handle->source->read(std::span(room).subspan(have));
      if (got <= 0) break;
      have += static_cast<std::size_t>(got);
    }
  if (have == 0)
    sftp_reply_status(message, SSH_FX_EOF, "the end");
  else
    sftp_reply_data(message, room.data(), static_cast<int>(have));
}

void Requests::write(sftp_client_message message) {
  Handle* const handle = handle_of(message);
  if (handle == nullptr) return;
  const std::string_view bytes(ssh_string_get_char(message->data), ssh_string_len(message->data));
  if (!handle->writing) {
    sftp_reply_status(message, SSH_FX_FAILURE, "not open for writing");
    return;
  }
  const auto at = handle->appends ? handle->written : message->offset;  // who appends names no place (6.3)
  if (!handle->upload && at <= handle->written) {                       // in what is there, or behind it
    handle->written = at;
    if (auto upload = files_.write_on(handle->path, at, store::FileTree::Tail::kept)) handle->upload = std::move(*upload);
  }
  if (!handle->upload || at != handle->written || !handle->upload->write(bytes)) {
    handle->failed = true;
    sftp_reply_status(message, SSH_FX_FAILURE, "a file is written in order here, and the disk must have room");
    return;
  }
  handle->written += bytes.size();
  sftp_reply_status(message, SSH_FX_OK, "written");
}

void Requests::open_folder(sftp_client_message message) {
  auto handle = std::make_unique<Handle>();
  handle->path = path_of(message);
  auto entries = files_.list(handle->path);
  if (!entries) {
    sftp_reply_status(message, SSH_FX_NO_SUCH_FILE, entries.error().sentence.c_str());
    return;
  }
  handle->folder = true;
  handle->entries = std::move(*entries);
  handle->entries.insert(handle->entries.begin(), {folder_entry("."), folder_entry("..")});
  std::reverse(handle->entries.begin(), handle->entries.end());
  give(message, std::move(handle));
}

void Requests::read_folder(sftp_client_message message) {
  Handle* const handle = handle_of(message);
  if (handle == nullptr) return;
  if (handle->entries.empty()) {
    sftp_reply_status(message, SSH_FX_EOF, "no more names");
    return;
  }
  for (std::size_t count = 0; count < names_a_reply && !handle->entries.empty(); ++count) {
    const store::FileEntry& entry = handle->entries.back();
    auto attributes = attributes_of(entry);
    sftp_reply_names_add(message, entry.name.c_str(), long_name(entry).c_str(), &attributes);
    handle->entries.pop_back();
  }
  sftp_reply_names(message);
}

void Requests::describe(sftp_client_message message) {
  const std::string path = path_of(message);
  const auto entry = path == "/" ? tl::expected<store::FileEntry, wire::Problem>(folder_entry("/")) : files_.find(path);
  if (!entry) {
    sftp_reply_status(message, SSH_FX_NO_SUCH_FILE, entry.error().sentence.c_str());
    return;
  }
  auto attributes = attributes_of(*entry);
  sftp_reply_attr(message, &attributes);
}

void Requests::describe_handle(sftp_client_message message) {
  Handle* const handle = handle_of(message);
  if (handle == nullptr) return;
  store::FileEntry entry;
  entry.is_folder = handle->folder;
  entry.bytes = handle->source ? handle->source->size() : handle->written;
  entry.modified = std::chrono::system_clock::now();
  if (const auto known = files_.find(handle->path); known && !handle->writing) entry = *known;
  auto attributes = attributes_of(entry);
  sftp_reply_attr(message, &attributes);
}

// draft-ietf-secsh-filexfer-02, 6.5: a name that is taken is an error; OpenSSH's own request replaces the file.
void Requests::rename(sftp_client_message message, Over over) {
  const char* name = sftp_client_message_get_data(message);
  const auto to = store::FileTree::resolve("/", name == nullptr ? "" : name);
  if (over == Over::nothing && files_.find(to)) {
    sftp_reply_status(message, SSH_FX_FAILURE, "there is a file of that name");
    return;
  }
  reply(message, path_of(message), files_.rename(path_of(message), to));
}

// A file becomes shorter, or is as long already. One that is being written has no end but where it was written to.
bool Requests::set_size(Handle* handle, const std::string& path, std::uint64_t bytes) {
  const auto known = files_.find(path);
  if (handle != nullptr && handle->writing && handle->fresh) return bytes == handle->written;
  if (handle != nullptr && handle->upload && bytes != handle->written) return false;
  if (!known || known->is_folder || bytes > known->bytes) return false;
  if (bytes == known->bytes) return true;
  auto shortened = files_.write_on(path, bytes);
  if (!shortened || !(*shortened)->finish()) return false;
  if (handle != nullptr && handle->writing) handle->written = bytes;
  return true;
}

// Programs that compare trees go by the time of a file. Owners and permissions are the lab's own; a client that sets them
// after an upload is not to stumble.
void Requests::set(sftp_client_message message) {
  const bool by_handle = sftp_client_message_get_type(message) == SSH_FXP_FSETSTAT;
  Handle* const handle = by_handle ? handle_of(message) : nullptr;
  if (by_handle && handle == nullptr) return;
  const auto path = by_handle ? handle->path : path_of(message);
  const bool has_size = message->attr != nullptr && (message->attr->flags & SSH_FILEXFER_ATTR_SIZE) != 0;
  if (has_size && by_handle && !handle->writing)
    return void(sftp_reply_status(message, SSH_FX_PERMISSION_DENIED, "the file is not open for writing"));
  if (has_size && !by_handle && !files_.find(path)) return void(sftp_reply_status(message, SSH_FX_NO_SUCH_FILE, "no such file"));
  const bool has_time = message->attr != nullptr && (message->attr->flags & SSH_FILEXFER_ATTR_ACMODTIME) != 0;
  const auto time = std::chrono::system_clock::from_time_t(has_time ? message->attr->mtime : 0);
  if (has_size && !set_size(handle, path, message->attr->size))
    return void(sftp_reply_status(message, SSH_FX_OP_UNSUPPORTED, "a file can be made shorter here, and nothing else"));
  if (by_handle && handle->writing) {
    if (has_time) handle->modified = time;
    return reply(message, path, {});
  }
  if (const auto known = files_.find(path); !known && path != "/") {
    sftp_reply_status(message, SSH_FX_NO_SUCH_FILE, known.error().sentence.c_str());
    return;
  }
  reply(message, path, has_time && path != "/" ? files_.set_modified(path, time) : tl::expected<void, wire::Problem>());
}

void Requests::real_path(sftp_client_message message) {
  const std::string path = path_of(message);
  sftp_attributes_struct nothing{};
  sftp_reply_name(message, path.c_str(), &nothing);
}

}  // namespace cleartext::sftp

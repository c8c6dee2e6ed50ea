// The jobs that actions give to actors, read out of their fields, which are known to be the right ones: a function a word.
#pragma once
#include "engine/lesson/action_words.h"
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

lab::Job read_send(const YAML::Node& map, Reader& reader);
lab::Job read_fetch(const YAML::Node& map, Reader& reader);
lab::Job read_imap(const YAML::Node& map, Reader& reader);
lab::Job read_browse(const YAML::Node& map, Reader& reader);
lab::Job read_ftp(const YAML::Node& map, Reader& reader);
lab::Job read_sftp(const YAML::Node& map, Reader& reader);
lab::Job read_say(const YAML::Node& map, Reader& reader);
lab::Job read_scan(const YAML::Node& map, Reader& reader);

lab::Letter read_letter(const YAML::Node& map, Reader& reader);
lab::Person read_person(const YAML::Node& map, Reader& reader);
std::string read_addresses(const YAML::Node& map, const std::string& key, Reader& reader);  // "alice" is her address

// One of the words, which stand in the order of the values.
template <typename Value>
Value choose(const YAML::Node& map, const std::string& key, std::span<const std::string_view> words, Value otherwise, Reader& reader) {
  return static_cast<Value>(reader.place(map, key, words, static_cast<std::size_t>(otherwise)));
}

}  // namespace cleartext::lesson

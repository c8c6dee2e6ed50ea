// TYPE A: lines end in CR LF on the wire and in LF on the disk (RFC 959, 3.1.1.1). TYPE I: bytes as they are.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "servers/wire/output.h"

namespace cleartext::ftp {

// A text that was made here: a listing. Sent as it is.
class TextSource final : public wire::DataSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::ptrdiff_t read(std::span<char> room) override;

 private:
  std::string text_;
  std::size_t at_ = 0;
};

// Reads LF as CR LF; a CR LF that is in the file stays one.
class AsciiSource final : public wire::DataSource {
 public:
  explicit AsciiSource(std::shared_ptr<wire::DataSource> file) : file_(std::move(file)) {}
  std::ptrdiff_t read(std::span<char> room) override;
  bool skip(std::uint64_t bytes);  // of the text as it is sent; false: it ends before

 private:
  std::ptrdiff_t convert_more();
  std::shared_ptr<wire::DataSource> file_;
  std::string converted_;
  std::size_t at_ = 0;
  bool after_cr_ = false;
};

// Turns CR LF into LF, however it is cut.
class AsciiDecoder {
 public:
  std::string decode(std::string_view bytes);
  std::string finish();  // a CR that was the last byte

 private:
  bool after_cr_ = false;
};

}  // namespace cleartext::ftp

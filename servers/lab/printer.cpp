#include "servers/lab/printer.h"

#include <algorithm>

namespace cleartext::lab {

class Printer::Caller final : public wire::Conversation {
 public:
  explicit Caller(Printer& printer) : printer_(printer) {}
  wire::Output receive(std::string_view bytes) override {
    if (!begun_) printer_.page_.clear();
    begun_ = true;
    printer_.bytes_ += bytes.size();
    printer_.page_ += bytes.substr(0, tray - std::min(tray, printer_.page_.size()));
    return {};
  }

 private:
  Printer& printer_;
  bool begun_ = false;
};

std::unique_ptr<wire::Conversation> Printer::connection() { return std::make_unique<Caller>(*this); }

}  // namespace cleartext::lab

#include "cli/json_text.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace sayso::cli {
namespace {

// U+007F to U+009F are written as escapes, as JSON does with those below U+0020: some terminals
// obey them.
std::string with_controls_escaped(const std::string& json) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<unsigned char>(json[i]);
    const auto next = i + 1 < json.size() ? static_cast<unsigned char>(json[i + 1]) : 0u;
    if (byte == 0x7F) {
      out += "\\u007f";
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      out += std::string("\\u00") + kHex[next >> 4] + kHex[next & 15];
      ++i;
    } else {
      out += json[i];
    }
  }
  return out;
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& json) {
  const auto replace = nlohmann::ordered_json::error_handler_t::replace;
  return with_controls_escaped(json.dump(1, ' ', false, replace)) + "\n";
}

}  // namespace sayso::cli

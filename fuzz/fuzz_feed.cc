// libFuzzer over the readers of feeds: XML, or JSON if the input begins so.

#include <cstddef>
#include <cstdint>

#include "reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_reading(bytes, bytes.starts_with('{') ? "a.json" : "a.rss");
  return 0;
}

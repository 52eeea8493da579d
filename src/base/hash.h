#pragma once
// Two hashes: SHA-256 where identity hangs on it, XXH3 where only speed and spread do.

#include <cstdint>
#include <string>
#include <string_view>

namespace sayso {

// 64 hex digits, lower case.
std::string sha256_hex(std::string_view bytes);

// The same value on every machine; not to be used where somebody may want a collision.
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace sayso

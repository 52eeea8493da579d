#pragma once
// Sixteen numbers at once, in the widest registers that the machine has.
//
//   SAYSO_WIDEST void twice(const float* x, int n, float* out) {
//     for (int i = 0; i < n; i += kLanes) {
//       const int some = std::min(kLanes, n - i);
//       store(load(x + i, some) * 2.0f, out + i, some);
//     }
//   }
//
// Problem. The program is compiled for the oldest processor that it runs on, and its inner loops
// would use a quarter of a newer one.
//
// Idea. Sixteen lanes are one register of AVX-512, two of AVX and four of SSE. The compiler writes
// a loop once for each and picks one when the program starts. All of them add in the order of the
// lanes, and products and sums are rounded each by itself, so every machine gives the same bits.
//
// Cost. Code three times, and rows whose length is no multiple of 16 pay for their end.

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SAYSO_WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define SAYSO_WIDEST
#endif
// What a loop calls has to become part of it, or it stays as narrow as it was compiled. The warning
// is about calls with vectors for arguments, of which then none are left.
#define SAYSO_INLINE inline __attribute__((always_inline))
#pragma GCC diagnostic ignored "-Wpsabi"

namespace sayso {

inline constexpr int kLanes = 16;
using Lanes = float __attribute__((vector_size(64)));
using IntLanes = std::int32_t __attribute__((vector_size(64)));
using ByteLanes = std::uint8_t __attribute__((vector_size(16)));

// The first `some` lanes, 1 to 16; the others are zero.
template <typename Vector = Lanes, typename Number>
SAYSO_INLINE Vector load(const Number* from, int some = kLanes) {
  Vector lanes{};
  if (some == kLanes) {
    std::memcpy(&lanes, from, sizeof(lanes));
  } else {
    std::memcpy(&lanes, from, static_cast<std::size_t>(some) * sizeof(Number));
  }
  return lanes;
}

template <typename Vector, typename Number>
SAYSO_INLINE void store(const Vector& lanes, Number* to, int some = kLanes) {
  if (some == kLanes) {
    std::memcpy(to, &lanes, sizeof(lanes));
  } else {
    std::memcpy(to, &lanes, static_cast<std::size_t>(some) * sizeof(Number));
  }
}

// A lane that is no number loses against one that is, if it stands in `a`.
SAYSO_INLINE Lanes larger(const Lanes& a, const Lanes& b) { return a > b ? a : b; }
SAYSO_INLINE Lanes smaller(const Lanes& a, const Lanes& b) { return a < b ? a : b; }

}  // namespace sayso

#include "text/sketch.h"

#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <string>

#include "text/bones.h"

namespace sayso {
namespace {

std::uint64_t hash_run(const std::vector<Bone>& bones, std::size_t first) {
  std::string run;
  for (std::size_t i = first; i < first + kSketchRun; ++i) (run += bones[i].letters) += ' ';
  return XXH3_64bits(run.data(), run.size());
}

// Hashes above this may be missing from a sketch that is full.
std::uint64_t known_up_to(std::span<const std::uint64_t> sketch) {
  return sketch.size() < kSketchHashes ? std::numeric_limits<std::uint64_t>::max() : sketch.back();
}

}  // namespace

std::vector<std::uint64_t> sketch(std::string_view text) {
  const std::vector<Bone> bones = bones_of(text);
  std::vector<std::uint64_t> hashes;
  for (std::size_t i = 0; i + kSketchRun <= bones.size(); ++i) hashes.push_back(hash_run(bones, i));
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kSketchHashes) hashes.resize(kSketchHashes);
  return hashes;
}

double contained(std::span<const std::uint64_t> copy, std::span<const std::uint64_t> original) {
  if (copy.empty() || original.empty()) return 0;
  const std::uint64_t limit = std::min(known_up_to(copy), known_up_to(original));
  std::size_t n_runs = 0, n_shared = 0;
  for (const std::uint64_t hash : copy) {
    if (hash > limit) break;
    ++n_runs;
    n_shared += std::binary_search(original.begin(), original.end(), hash) ? 1 : 0;
  }
  return n_runs == 0 ? 0 : static_cast<double>(n_shared) / static_cast<double>(n_runs);
}

}  // namespace sayso

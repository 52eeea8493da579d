#include "text/sketch.h"

#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <string>

#include "text/plain_words.h"

namespace sayso {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == '\'';
}

// "travelling" and "traveling" are "trvlng", "harbour" and "harbor" "hrbr", "authorise" "athrs".
std::string skeleton(const std::string& word) {
  std::string bones;
  for (const char letter : word) {
    const char plain = letter == 'z' ? 's' : letter;
    const bool digit = plain >= '0' && plain <= '9';
    if (!bones.empty() && is_vowel(plain)) continue;
    if (!digit && !bones.empty() && bones.back() == plain) continue;
    bones += plain;
  }
  return bones;
}

// "p.m." is two words of one letter, "pm" is one: single letters in a row are put together.
std::vector<std::string> skeletons(std::string_view text) {
  const Span all{0, static_cast<std::uint32_t>(text.size())};
  std::vector<std::string> bones;
  bool open = false;
  for (const PlainWord& word : plain_words(text, all)) {
    const bool single = word.word.size() == 1 && word.word[0] > '9';
    if (single && open) {
      bones.back() += word.word;
    } else {
      bones.push_back(skeleton(word.word));
    }
    open = single;
  }
  return bones;
}

std::uint64_t hash_run(const std::vector<std::string>& bones, std::size_t first) {
  std::string run;
  for (std::size_t i = first; i < first + kSketchRun; ++i) (run += bones[i]) += ' ';
  return XXH3_64bits(run.data(), run.size());
}

// Hashes above this may be missing from a sketch that is full.
std::uint64_t known_up_to(std::span<const std::uint64_t> sketch) {
  return sketch.size() < kSketchHashes ? std::numeric_limits<std::uint64_t>::max() : sketch.back();
}

}  // namespace

std::vector<std::uint64_t> sketch(std::string_view text) {
  const std::vector<std::string> bones = skeletons(text);
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

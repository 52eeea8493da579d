#include "text/bones.h"

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

}  // namespace

// "p.m." is two words of one letter, "pm" is one: single letters in a row are put together.
std::vector<Bone> bones_of(std::string_view text) {
  const Span all{0, static_cast<std::uint32_t>(text.size())};
  std::vector<Bone> bones;
  bool open = false;
  for (const PlainWord& word : plain_words(text, all)) {
    const bool single = word.word.size() == 1 && word.word[0] > '9';
    if (single && open) {
      bones.back().letters += word.word;
      bones.back().span.end = word.span.end;
    } else {
      bones.push_back({skeleton(word.word), word.span});
    }
    open = single;
  }
  return bones;
}

}  // namespace sayso

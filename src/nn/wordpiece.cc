// The steps, as `tokenizers` 0.23 does them (BertNormalizer, BertPreTokenizer, WordPiece):
//
//   1. clean      control characters are dropped, white space is a space
//   2. ideographs each stands alone
//   3. accents    canonical decomposition, then marks (Mn) are dropped
//   4. lower case
//   5. words      white space parts them, each punctuation character is one
//   6. pieces     the longest known piece first, from left to right
//
// That library's tables of categories are those of Unicode 8: characters that came later are
// neither marks nor controls nor punctuation to it, and so they are not here (`is_known`).
// evaluation/compare_tokenizer.py compares the two on real lines.

#include "nn/wordpiece.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/utf8.h"

namespace sayso {
namespace {

constexpr std::size_t kLongestWord = 100;  // characters

enum class Kind : std::uint8_t { kDropped, kSpace, kAlone, kPart };

bool is_known(char32_t c) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(c), age);
  return age[0] <= 8;
}

bool in_category(char32_t c, std::uint32_t mask) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

bool is_ideograph(char32_t c) {
  struct Block {
    char32_t first, last;
  };
  constexpr Block kBlocks[] = {{0x4E00, 0x9FFF},   {0x3400, 0x4DBF},   {0x20000, 0x2A6DF},
                               {0x2A700, 0x2B73F}, {0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF},
                               {0xF900, 0xFAFF},   {0x2F800, 0x2FA1F}};
  return std::any_of(std::begin(kBlocks), std::end(kBlocks),
                     [c](const Block& block) { return block.first <= c && c <= block.last; });
}

bool is_dropped(char32_t c) {
  if (c == 0 || c == 0xFFFD) return true;
  if (in_category(c, U_GC_CC_MASK | U_GC_CO_MASK)) return true;
  return in_category(c, U_GC_CF_MASK) && is_known(c);
}

bool is_mark(char32_t c) { return in_category(c, U_GC_MN_MASK) && is_known(c); }

Kind kind_of_ascii(char32_t c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return Kind::kSpace;
  if (c < ' ' || c == 0x7F) return Kind::kDropped;
  const bool part = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return part ? Kind::kPart : Kind::kAlone;
}

Kind kind_of(char32_t c) {
  if (c < 0x80) return kind_of_ascii(c);
  if (is_dropped(c)) return Kind::kDropped;
  if (u_isUWhiteSpace(static_cast<UChar32>(c))) return Kind::kSpace;
  if (is_ideograph(c)) return Kind::kAlone;
  return in_category(c, U_GC_P_MASK) && is_known(c) ? Kind::kAlone : Kind::kPart;
}

// Adds the decomposed, bare, lower-case form of one character; nothing for a mark.
void append_plain(std::string& out, char32_t c, const icu::Normalizer2* decomposer) {
  icu::UnicodeString decomposed;
  if (!decomposer || !decomposer->getDecomposition(static_cast<UChar32>(c), decomposed)) {
    decomposed = icu::UnicodeString(static_cast<UChar32>(c));
  }
  for (std::int32_t at = 0; at < decomposed.length();) {
    const UChar32 part = decomposed.char32At(at);
    at += U16_LENGTH(part);
    if (is_mark(static_cast<char32_t>(part))) continue;
    icu::UnicodeString lower(part);
    lower.toLower(icu::Locale::getRoot());
    lower.toUTF8String(out);
  }
}

class Tokenizer {
 public:
  Tokenizer(const Vocabulary& vocabulary, std::string_view text)
      : vocabulary_(vocabulary), text_(text) {
    UErrorCode status = U_ZERO_ERROR;
    decomposer_ = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) decomposer_ = nullptr;
  }

  std::vector<Token> run(const Span& range) {
    for (std::uint32_t at = range.begin; at < range.end;) {
      const CodePoint c = next_code_point(text_, at);
      take(c.value, {at, at + c.bytes});
      at += c.bytes;
    }
    end_word();
    return std::move(tokens_);
  }

 private:
  // A word in its plain form; for each byte of it, the character of the text that it comes from.
  struct Word {
    std::string plain;
    std::vector<Span> from;
    std::size_t n_characters = 0;
  };

  void take(char32_t c, const Span& at) {
    const Kind kind = kind_of(c);
    if (kind == Kind::kDropped) return;
    if (kind == Kind::kSpace) return end_word();
    if (c < 0x80) return add(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c, kind, at);

    plain_.clear();
    append_plain(plain_, c, decomposer_);
    if (plain_.empty()) return take_mark(at);
    for (std::size_t i = 0; i < plain_.size();) {
      const CodePoint part = next_code_point(plain_, i);
      // Punctuation is what is punctuation in its plain form: U+2260 is an equals sign with a mark.
      add(part.value, is_ideograph(c) ? Kind::kAlone : kind_of(part.value), at);
      i += part.bytes;
    }
  }

  void add(char32_t plain, Kind kind, const Span& at) {
    if (kind == Kind::kAlone) end_word();
    append_utf8(word_.plain, plain);
    word_.from.resize(word_.plain.size(), at);
    ++word_.n_characters;
    if (kind == Kind::kAlone) end_word();
  }

  // A combining mark belongs to the character before it, if it follows at once.
  void take_mark(const Span& at) {
    for (auto span = word_.from.rbegin(); span != word_.from.rend() && span->end == at.begin;
         ++span) {
      span->end = at.end;
    }
  }

  void end_word() {
    if (!word_.plain.empty()) cut_word();
    word_.plain.clear();
    word_.from.clear();
    word_.n_characters = 0;
  }

  void cut_word() {
    const std::size_t n_tokens = tokens_.size();
    if (word_.n_characters <= kLongestWord && cut_into_pieces()) return;
    tokens_.resize(n_tokens);
    tokens_.push_back(
        {{word_.from.front().begin, word_.from.back().end}, vocabulary_.unknown(), true});
  }

  // False if a part of the word is no known piece: then the whole word is unknown.
  bool cut_into_pieces() {
    const std::string_view plain = word_.plain;
    for (std::size_t begin = 0; begin < plain.size();) {
      std::size_t end = std::min(plain.size(), begin + vocabulary_.longest_bytes());
      std::optional<std::uint32_t> id;
      for (; end > begin; --end) {
        if (is_boundary(plain, end))
          id = vocabulary_.find(plain.substr(begin, end - begin), begin == 0);
        if (id) break;
      }
      if (!id) return false;
      tokens_.push_back({{word_.from[begin].begin, word_.from[end - 1].end}, *id, begin == 0});
      begin = end;
    }
    return true;
  }

  const Vocabulary& vocabulary_;
  std::string_view text_;
  const icu::Normalizer2* decomposer_ = nullptr;
  Word word_;
  std::string plain_;  // of one character
  std::vector<Token> tokens_;
};

}  // namespace

std::size_t Vocabulary::Hash::operator()(std::string_view piece) const { return hash64(piece); }

Vocabulary::Vocabulary(const std::vector<std::string>& pieces) : size_(pieces.size()) {
  constexpr std::string_view kLater = "##";
  for (std::uint32_t id = 0; id < pieces.size(); ++id) {
    const std::string_view piece = pieces[id];
    const bool later = piece.size() > kLater.size() && piece.substr(0, kLater.size()) == kLater;
    const std::string_view plain = later ? piece.substr(kLater.size()) : piece;
    (later ? later_ : first_).emplace(plain, id);
    longest_bytes_ = std::max(longest_bytes_, plain.size());
  }
  const std::optional<std::uint32_t> unknown = find("[UNK]", true), opening = find("[CLS]", true),
                                     closing = find("[SEP]", true);
  complete_ = unknown && opening && closing;
  if (!complete_) return;
  unknown_ = *unknown;
  opening_ = *opening;
  closing_ = *closing;
}

std::optional<std::uint32_t> Vocabulary::find(std::string_view piece, bool first) const {
  const Ids& ids = first ? first_ : later_;
  const auto found = ids.find(piece);
  if (found == ids.end()) return std::nullopt;
  return found->second;
}

std::vector<Token> tokenize(const Vocabulary& vocabulary, std::string_view text, Span range) {
  return Tokenizer(vocabulary, text).run(range);
}

}  // namespace sayso

#include "ingest/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"

namespace sayso {
namespace {

constexpr std::size_t kReadBytes = 1u << 14;
constexpr int kFewestWords = 10;
constexpr int kFewestLetters = 20;  // in scripts that don't separate words
constexpr double kLeastShare =
    0.15;  // of words that are the language's; English news has 0.35 to 0.5
constexpr double kLeastAdvantage = 1.1;  // over the next language

struct Words {
  std::string_view language;
  std::string_view words;  // the commonest, separated by blanks
};

// The words of each language's news that other languages in the table rarely have.
constexpr std::array kWords = {
    Words{"en",
          "the of and to in a that is was he for it with as his on be at by had not are but from "
          "or have "
          "an they which one you were her all she there would their we him been has when who will "
          "no more if "
          "out so said what its about than into them can only other new some could this after"},
    Words{"de",
          "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
          "es an "
          "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so "
          "zum war "
          "haben nur oder aber vor zur bis mehr durch sagte ich wir"},
    Words{"fr",
          "le la les de des et en du un une que est pour qui dans a par plus pas au sur ne se ce "
          "il sont "
          "avec aux d l s elle ont été son ses cette mais nous leur être fait ou comme après selon "
          "qu n"},
    Words{"es",
          "el la los las de y en que del un una se por con no para es al lo como más su sus pero "
          "ha o "
          "este entre fue son también está desde sobre según años han muy sin dijo ser"},
    Words{"it",
          "il la di e che in un è per una del della non sono con da si al le i dei gli ha nel alla "
          "come "
          "più anche ma lo delle dal questo suo nella ai stato dalla essere hanno o l d"},
    Words{"pt",
          "o a os as de e que do da em um uma para é com não no na se por mais dos das ao como foi "
          "mas "
          "seu sua ou são pelo pela ser também já está segundo à entre após nos disse"},
    Words{
        "nl",
        "de het een van en in is dat op te zijn voor met die niet aan er om ook als maar bij door "
        "naar "
        "uit nog over dan wordt heeft was hij ze zich worden tot meer kan al werd deze zegt ik we"},
    Words{"sv",
          "och att det i en som är på av för med den till inte har de ett om var jag men sig från "
          "vid "
          "så kan hade nu också efter han säger ska eller när vi ut många två under"},
    Words{"da",
          "og at det i en som er på af for med den til ikke har de et om var jeg men sig fra ved "
          "så kan "
          "havde nu også efter han siger skal eller når vi ud mange to under være blev blevet"},
    Words{"no",
          "og at det i en som er på av for med den til ikke har de et om var jeg men seg fra ved "
          "så kan "
          "hadde nå også etter han sier skal eller når vi ut mange to under være ble blitt"},
    Words{"fi",
          "ja on ei että se oli hän ovat mutta kun myös kuin niin joka mukaan sen ole jo vain tai "
          "sekä "
          "voi nyt mitä ollut sitä jos olla mukaan vuonna joka"},
    Words{"pl",
          "w i na z się nie do to że jest o jak po ale za przez od co dla są był oraz tym tak jego "
          "która "
          "ma już było tego czy który może być także"},
    Words{"cs",
          "a se v na je že to s z do o i jako ve by pro po od jsem podle ale k jsou který není byl "
          "jeho "
          "která také které už bylo když řekl"},
    Words{"tr",
          "ve bir bu da de için ile olarak çok daha en ne olan gibi sonra kadar ise her var dedi "
          "ama ya "
          "olduğu değil diye ilk"},
    Words{"id",
          "yang dan di dari untuk dengan ini itu pada dalam tidak akan ke juga oleh telah ada "
          "sebagai "
          "tersebut bisa mereka kata atau karena menjadi sudah"},
};

using LanguageSet = std::uint32_t;  // bit i is kWords[i]

const std::unordered_map<std::string_view, LanguageSet>& languages_of_words() {
  static const auto table = [] {
    std::unordered_map<std::string_view, LanguageSet> languages;
    for (std::size_t i = 0; i < kWords.size(); ++i) {
      std::string_view rest = kWords[i].words;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end > 0) languages[rest.substr(0, end)] |= LanguageSet{1} << i;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return languages;
  }();
  return table;
}

struct Counts {
  int n_words = 0;
  int n_letters = 0;
  std::array<int, kWords.size()> hits{};
  std::map<UScriptCode, int> letters;  // by script
  std::map<UChar32, int> marks;        // letters that tell apart languages of one script
};

void count_word(const std::string& word, Counts& counts) {
  ++counts.n_words;
  const auto found = languages_of_words().find(word);
  if (found == languages_of_words().end()) return;
  for (std::size_t i = 0; i < kWords.size(); ++i) counts.hits[i] += (found->second >> i) & 1u;
}

Counts count(std::string_view text) {
  Counts counts;
  std::string word;
  const auto size = static_cast<std::int32_t>(std::min(text.size(), kReadBytes));
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0 || !u_isalpha(c)) {
      if (!word.empty()) count_word(word, counts);
      word.clear();
      continue;
    }
    append_utf8(word, static_cast<char32_t>(u_tolower(c)));
    ++counts.n_letters;
    UErrorCode status = U_ZERO_ERROR;
    ++counts.letters[uscript_getScript(c, &status)];
    if (c >= 0x400 && c < 0x700) ++counts.marks[u_tolower(c)];
  }
  if (!word.empty()) count_word(word, counts);
  return counts;
}

bool has_any(const Counts& counts, std::u32string_view letters) {
  for (char32_t letter : letters) {
    if (counts.marks.contains(static_cast<UChar32>(letter))) return true;
  }
  return false;
}

std::string cyrillic_language(const Counts& counts) {
  if (has_any(counts, U"іїєґ")) return "uk";
  return has_any(counts, U"ыэ") ? "ru" : "";  // Bulgarian, Serbian and others have neither
}

// The language that a script other than Latin speaks for.
std::string language_of_script(UScriptCode script, const Counts& counts) {
  switch (script) {
    case USCRIPT_CYRILLIC:
      return cyrillic_language(counts);
    case USCRIPT_ARABIC:
      return has_any(counts, U"پچژگ") ? "fa" : "ar";
    case USCRIPT_HEBREW:
      return "he";
    case USCRIPT_GREEK:
      return "el";
    case USCRIPT_HAN:
      return counts.letters.contains(USCRIPT_HIRAGANA) ? "ja" : "zh";
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return "ja";
    case USCRIPT_HANGUL:
      return "ko";
    case USCRIPT_THAI:
      return "th";
    default:
      return "";
  }
}

std::string language_of_words(const Counts& counts) {
  if (counts.n_words < kFewestWords) return "";
  std::size_t best = 0;
  int second = 0;
  for (std::size_t i = 1; i < counts.hits.size(); ++i) {
    if (counts.hits[i] > counts.hits[best]) {
      second = counts.hits[best];
      best = i;
    } else {
      second = std::max(second, counts.hits[i]);
    }
  }
  const bool enough = counts.hits[best] >= kLeastShare * counts.n_words;
  const bool clear = counts.hits[best] >= kLeastAdvantage * second;
  return enough && clear ? std::string(kWords[best].language) : "";
}

}  // namespace

std::string guess_language(std::string_view text) {
  const Counts counts = count(text);
  UScriptCode script = USCRIPT_LATIN;
  int most = 0;
  for (const auto& [code, n] : counts.letters) {
    if (n > most) {
      script = code;
      most = n;
    }
  }
  if (script == USCRIPT_LATIN) return language_of_words(counts);
  return counts.n_letters < kFewestLetters ? "" : language_of_script(script, counts);
}

}  // namespace sayso

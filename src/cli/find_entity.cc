#include "cli/find_entity.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

namespace sayso::cli {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t kMaxNameBytes = 400;  // a longer name is compared by its beginning

icu::UnicodeString decomposed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString unicode =
      icu::UnicodeString::fromUTF8(std::string(text.substr(0, kMaxNameBytes)));
  if (U_FAILURE(status)) return unicode.foldCase();
  return normalizer->normalize(unicode, status).foldCase();
}

bool has_words_in_row(const Words& all, const Words& wanted) {
  return std::search(all.begin(), all.end(), wanted.begin(), wanted.end()) != all.end();
}

bool each_begins_a_word(const Words& all, const Words& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& beginning) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& word) { return word.starts_with(beginning); });
  });
}

std::optional<Match> match_of(const Entity& entity, const Words& wanted) {
  const Words name = folded_words(entity.name);
  if (name == wanted) return Match::kName;
  bool in_row = has_words_in_row(name, wanted);
  bool begins = each_begins_a_word(name, wanted);
  for (const std::string& alias : entity.aliases) {
    const Words words = folded_words(alias);
    if (words == wanted) return Match::kAlias;
    in_row = in_row || has_words_in_row(words, wanted);
    begins = begins || each_begins_a_word(words, wanted);
  }
  if (in_row) return Match::kWords;
  return begins ? std::optional(Match::kBeginnings) : std::nullopt;
}

// How many letters must be put in, left out or replaced to get from `a` to `b`.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replace, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// The distance of the nearest form of a name: whole, or one of its words.
std::size_t distance(const Entity& entity, const std::string& wanted) {
  const Words words = folded_words(entity.name);
  std::size_t nearest = edits(joined(words), wanted);
  for (const std::string& word : words) nearest = std::min(nearest, edits(word, wanted));
  return nearest;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  const icu::UnicodeString unicode = decomposed(text);
  Words words;
  icu::UnicodeString word;
  const auto finish = [&] {
    if (!word.isEmpty()) word.toUTF8String(words.emplace_back());
    word.remove();
  };
  for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) {
    const UChar32 c = unicode.char32At(i);
    if (u_isalnum(c)) {
      word.append(c);
    } else if (u_charType(c) != U_NON_SPACING_MARK && c != '\'' && c != 0x2019) {
      finish();
    }
  }
  finish();
  return words;
}

std::vector<EntityMatch> find_entities(const Grouping& grouping, std::string_view name) {
  const Words wanted = folded_words(name);
  std::vector<EntityMatch> matches;
  if (wanted.empty()) return matches;
  for (EntityIndex i = 0; i < grouping.entities.size(); ++i) {
    const Entity& entity = grouping.entities[i];
    if (entity.id == name) return {{i, Match::kName}};
    if (const auto match = match_of(entity, wanted)) matches.push_back({i, *match});
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const EntityMatch& a, const EntityMatch& b) { return a.match < b.match; });
  return matches;
}

std::size_t certain_match(const std::vector<EntityMatch>& matches) {
  if (matches.size() == 1) return 0;
  const auto whole_names = std::count_if(
      matches.begin(), matches.end(), [](const EntityMatch& m) { return m.match == Match::kName; });
  return whole_names == 1 ? 0 : matches.size();
}

std::vector<std::string> similar_names(const Grouping& grouping, std::string_view name) {
  const std::string wanted = joined(folded_words(name));
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const Entity& entity : grouping.entities) {
    const std::size_t away = distance(entity, wanted);
    if (away <= limit) near.emplace_back(away, entity.name);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < near.size() && i < 5; ++i) names.push_back(near[i].second);
  return names;
}

}  // namespace sayso::cli

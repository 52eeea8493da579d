#include "varied.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "group/common_stems.h"
#include "group/names.h"
#include "text/plain_words.h"

namespace sayso::benchmarks {
namespace {

constexpr std::uint64_t kPlantedIn100 = 10;  // of names, and of outlets
constexpr std::uint64_t kRareIn100 = 50;     // of rare words that are replaced
constexpr std::uint64_t kOutlets = 40;

std::uint64_t mix(std::uint64_t value) {  // splitmix64
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

std::uint64_t mix(std::uint64_t seed, std::string_view word) {
  for (const char c : word) seed = mix(seed ^ static_cast<unsigned char>(c));
  return seed;
}

// "tavoreki"
std::string invented(std::uint64_t seed) {
  constexpr std::string_view kConsonants = "bdfgklmnprstvz", kVowels = "aeiou";
  std::string word;
  for (int i = 0; i < 4; ++i) {
    word += kConsonants[seed % kConsonants.size()];
    seed /= kConsonants.size();
    word += kVowels[seed % kVowels.size()];
    seed /= kVowels.size();
  }
  return word;
}

std::vector<PlainWord> words_of(const std::string& name) {
  return plain_words(name, {0, static_cast<std::uint32_t>(name.size())});
}

bool is_replaced(const PlainWord& word) {
  return word.capital && is_telling(word.word) && !is_well_known(word.word) &&
         !is_date_word(word.word);
}

class Variant {
 public:
  Variant(const Records& article, std::uint64_t n, const Planted& planted)
      : planted_(planted), seed_(mix(mix(n), article.document)), varied_(article) {}

  Records make() {
    for (const Entity& entity : varied_.entities) note_names(entity.name);
    for (const Statement& statement : varied_.statements) {
      for (const std::string& name : statement.proposition.names) note_lower_names(name);
    }
    for (Entity& entity : varied_.entities) change(entity);
    for (Statement& statement : varied_.statements) change(statement.proposition);
    for (std::uint64_t& hash : varied_.sketch) hash = hash % 4 == 0 ? hash : mix(hash ^ seed_);
    std::sort(varied_.sketch.begin(), varied_.sketch.end());
    change_head();
    return std::move(varied_);
  }

 private:
  void note(const std::string& word) {
    const std::uint64_t roll = mix(seed_, word);
    const bool planted = roll % 100 < kPlantedIn100 && !planted_.names.empty();
    const std::string other =
        planted ? planted_.names[mix(roll) % planted_.names.size()] : invented(mix(roll));
    names_.try_emplace(word, other);
    stems_.try_emplace(stem(word), stem(other));
  }

  void note_names(const std::string& name) {
    for (const PlainWord& word : words_of(name)) {
      if (is_replaced(word)) note(word.word);
    }
  }

  void note_lower_names(const std::string& name) {
    for (PlainWord word : words_of(name)) {
      word.capital = true;
      if (is_replaced(word)) note(word.word);
    }
  }

  // Other words of the name stay as they stand.
  std::string renamed(const std::string& name, bool capitals) const {
    std::string out;
    std::size_t at = 0;
    for (const PlainWord& word : words_of(name)) {
      const auto found = names_.find(word.word);
      if (found == names_.end() || (capitals && !word.capital)) continue;
      out.append(name, at, word.span.begin - at);
      const std::size_t first = out.size();
      out += found->second;
      if (capitals) out[first] = static_cast<char>(out[first] & ~0x20);
      at = word.span.end;
    }
    return out.append(name, at, std::string::npos);
  }

  void change(Entity& entity) const {
    entity.name = renamed(entity.name, true);
    for (std::string& alias : entity.aliases) alias = renamed(alias, true);
    for (std::string& role : entity.roles) role = renamed(role, true);
  }

  std::string other_digits(std::string text) const {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] >= '1' && text[i] <= '9')
        text[i] = static_cast<char>('1' + (static_cast<std::uint64_t>(text[i] - '1') + seed_) % 9);
    }
    return text;
  }

  void change_stems(std::vector<std::string>& stems) const {
    for (std::string& one : stems) {
      const auto name = stems_.find(one);
      if (name != stems_.end()) {
        one = name->second;
      } else if (one[0] >= '0' && one[0] <= '9') {
        one = other_digits(one);
      } else if (const std::uint64_t roll = mix(seed_, one);
                 stem_weight(one) >= 1 && !is_well_known(one) && roll % 100 < kRareIn100) {
        one = invented(roll);
      }
    }
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  }

  void change(Proposition& proposition) const {
    change_stems(proposition.words);
    change_stems(proposition.context);
    change_stems(proposition.numbers);
    for (std::size_t i = 0; i < proposition.meaning.size(); ++i) {
      if (mix(seed_ + i) % 4 == 0)
        proposition.meaning[i] = static_cast<std::int8_t>(-proposition.meaning[i]);
    }
    for (std::string& name : proposition.names) name = renamed(name, false);
    std::sort(proposition.names.begin(), proposition.names.end());
    proposition.text = other_digits(renamed(proposition.text, true));
  }

  void change_head() {
    const bool planted = mix(seed_) % 100 < kPlantedIn100;
    if (!planted) varied_.outlet = "The " + invented(mix(seed_ % kOutlets)) + " Post";
    varied_.external_id += "-" + std::to_string(seed_ % 1000000007);
    varied_.address = "https://news.example/" + std::to_string(seed_);
    if (!planted_.published.empty())
      varied_.published = planted_.published[mix(seed_ + 1) % planted_.published.size()];
    varied_.document = sha256_hex(varied_.document + std::to_string(seed_));
  }

  const Planted& planted_;
  std::uint64_t seed_;
  Records varied_;
  std::unordered_map<std::string, std::string> names_, stems_;
};

}  // namespace

Planted planted_in(const std::vector<Records>& stories) {
  std::set<std::string> names, published;
  for (const Records& records : stories) {
    if (!records.published.empty()) published.insert(records.published);
    for (const Entity& entity : records.entities) {
      for (const PlainWord& word : words_of(entity.name)) {
        if (is_replaced(word)) names.insert(word.word);
      }
    }
  }
  return {{names.begin(), names.end()}, {published.begin(), published.end()}};
}

Records vary(const Records& article, std::uint64_t n, const Planted& planted) {
  return Variant(article, n, planted).make();
}

}  // namespace sayso::benchmarks

#include "extract/entity_book.h"

#include <algorithm>
#include <tuple>

#include "text/plain_words.h"

namespace sayso {
namespace {

bool is_group(EntityType type) {
  return type == EntityType::kOrganisation || type == EntityType::kOutlet ||
         type == EntityType::kPlace;
}

// "J" and "jane" may be one first name.
bool same_first_name(const std::string& a, const std::string& b) {
  if (a == b) return true;
  return (a.size() == 1 || b.size() == 1) && a.front() == b.front();
}

enum class Match { kNone, kFirstName, kSurname, kFull };

Match match_person(const std::vector<std::string>& known, const std::vector<std::string>& words) {
  if (known.empty() || words.empty()) return Match::kNone;
  if (known == words) return Match::kFull;
  if (known.size() >= 2 && words.size() >= 2) {
    const bool same = known.back() == words.back() && same_first_name(known.front(), words.front());
    return same ? Match::kFull : Match::kNone;
  }
  if (known.back() == words.back()) return Match::kSurname;
  const bool first = words.size() == 1 && known.size() >= 2 && known.front() == words.front();
  return first ? Match::kFirstName : Match::kNone;
}

// "idf" for "israel defense forces", with and without the small words.
std::vector<std::string> acronyms_of(const std::vector<std::string>& words) {
  std::string all, telling;
  for (const std::string& word : words) {
    all += word.front();
    if (word != "of" && word != "the" && word != "and" && word != "for" && word != "de")
      telling += word.front();
  }
  if (words.size() < 2) return {};
  return {all, telling};
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "Courier" for "Lowland Courier"; of an outlet also "Kystradio" for "Kystradio News". A place is
// no short form of what is called after it.
bool is_short_form(const std::vector<std::string>& brief, const std::vector<std::string>& full,
                   bool outlet) {
  if (brief.empty() || brief.size() >= full.size()) return false;
  const bool ends = std::equal(brief.rbegin(), brief.rend(), full.rbegin());
  return ends || (outlet && std::equal(brief.begin(), brief.end(), full.begin()));
}

}  // namespace

EntityIndex EntityBook::add(Draft draft) {
  drafts_.push_back(std::move(draft));
  const auto entity = static_cast<EntityIndex>(drafts_.size() - 1);
  index(entity);
  return entity;
}

void EntityBook::rename(EntityIndex entity, std::string name, std::vector<std::string> words) {
  drafts_[entity].entity.name = std::move(name);
  drafts_[entity].words = std::move(words);
  index(entity);
}

void EntityBook::index(EntityIndex entity) {
  const Draft& draft = drafts_[entity];
  if (!draft.named || draft.words.empty()) return;
  std::vector<std::string> keys = {draft.words.front(), draft.words.back()};
  if (is_group(draft.entity.type)) {
    for (std::string& acronym : acronyms_of(draft.words)) keys.push_back(std::move(acronym));
  }
  for (const std::string& key : keys) {
    std::vector<EntityIndex>& bucket = by_key_[key];
    const auto at = std::lower_bound(bucket.begin(), bucket.end(), entity);
    if (at == bucket.end() || *at != entity) bucket.insert(at, entity);
  }
}

std::vector<EntityIndex> EntityBook::sharing(const std::vector<std::string>& keys) const {
  std::vector<EntityIndex> entities;
  for (const std::string& key : keys) {
    const auto bucket = by_key_.find(key);
    if (bucket != by_key_.end())
      entities.insert(entities.end(), bucket->second.begin(), bucket->second.end());
  }
  std::sort(entities.begin(), entities.end());
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  return entities;
}

std::optional<EntityIndex> EntityBook::find_person(const std::vector<std::string>& words,
                                                   Gender gender, std::uint32_t at) const {
  std::optional<EntityIndex> best;
  std::tuple<Match, bool, std::uint32_t> best_rank{Match::kNone, false, 0};
  for (const EntityIndex i : sharing({words.front(), words.back()})) {
    const Draft& draft = drafts_[i];
    if (draft.entity.type != EntityType::kPerson || !draft.named) continue;
    const Match match = match_person(draft.words, words);
    if (match == Match::kNone) continue;
    const bool clash =
        gender != Gender::kUnknown && draft.gender != Gender::kUnknown && gender != draft.gender;
    if (clash) continue;
    const std::tuple rank{match, gender != Gender::kUnknown && gender == draft.gender,
                          last_mention(i, at).value_or(0) + 1};
    if (rank > best_rank) best = i, best_rank = rank;
  }
  return best;
}

std::optional<EntityIndex> EntityBook::find_group(const std::vector<std::string>& words,
                                                  EntityType type, bool acronym) const {
  std::vector<std::string> keys = {words.front(), words.back()};
  for (std::string& form : acronyms_of(words)) keys.push_back(std::move(form));
  std::optional<EntityIndex> short_form;
  bool several = false;
  for (const EntityIndex i : sharing(keys)) {
    const Draft& draft = drafts_[i];
    if (!draft.named || !is_group(draft.entity.type)) continue;
    if (draft.words == words) return i;
    if (acronym && has(acronyms_of(draft.words), words.front())) return i;
    if (draft.acronym && has(acronyms_of(words), draft.words.front())) return i;
    if (type == EntityType::kPlace || draft.entity.type == EntityType::kPlace) continue;
    const bool outlet = type == EntityType::kOutlet || draft.entity.type == EntityType::kOutlet;
    if (is_short_form(words, draft.words, outlet) || is_short_form(draft.words, words, outlet)) {
      several = several || short_form.has_value();
      short_form = i;
    }
  }
  return several ? std::nullopt : short_form;
}

std::optional<std::uint32_t> EntityBook::last_mention(EntityIndex entity, std::uint32_t at) const {
  int n_seen = 0;
  for (auto mention = mentions_.lower_bound(Span{at, at});
       mention != mentions_.begin() && n_seen < kMostMentionsBack; ++n_seen) {
    --mention;
    if (mention->second == entity) return mention->first.begin;
  }
  return std::nullopt;
}

void EntityBook::merge(EntityIndex from, EntityIndex into) {
  for (auto& [span, entity] : mentions_) {
    if (entity == from) entity = into;
  }
  Draft& gone = drafts_[from];
  Draft& kept = drafts_[into];
  kept.entity.aliases.push_back(gone.entity.name);
  for (std::string& alias : gone.entity.aliases) kept.entity.aliases.push_back(std::move(alias));
  for (std::string& role : gone.entity.roles) kept.entity.roles.push_back(std::move(role));
  if (!kept.entity.party) kept.entity.party = gone.entity.party;
  kept.stems.insert(kept.stems.end(), gone.stems.begin(), gone.stems.end());
  for (Draft& draft : drafts_) {
    if (draft.entity.party == from) draft.entity.party = into;
  }
  gone = Draft{};
}

NameWords read_name(std::string_view text, const Span& span, bool person) {
  NameWords name;
  const std::vector<PlainWord> words = plain_words(text, span);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    const bool leads = name.words.empty() && !last;
    if (leads && words[i].word == "the") continue;
    if (leads && person && is_title(words[i].word)) {
      if (name.gender == Gender::kUnknown) name.gender = gender_of_title(words[i].word);
      continue;
    }
    name.words.push_back(words[i].word);
  }
  if (name.words.size() == 1 && !words.empty()) {
    const std::string_view written = slice(text, words.back().span);
    name.acronym = written.size() >= 2 && std::none_of(written.begin(), written.end(),
                                                       [](char c) { return c >= 'a' && c <= 'z'; });
  }
  return name;
}

}  // namespace sayso

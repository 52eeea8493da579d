#pragma once
// The entities of one document while they are being found: names clustered by rules.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/pronouns.h"
#include "sayso/entity.h"

namespace sayso {

// A person, named or not; and what else can speak: a body, its paper, a place that stands for it.
inline bool is_someone(EntityType type) {
  return type == EntityType::kPerson || type == EntityType::kAnonymous;
}
inline bool is_body(EntityType type) {
  return type == EntityType::kOrganisation || type == EntityType::kOutlet ||
         type == EntityType::kDocument || type == EntityType::kPlace;
}

struct Draft {
  Entity entity;
  std::vector<std::string> words;  // plain words of its name, without titles and "the"
  Gender gender = Gender::kUnknown;
  bool named = false;              // has a proper name
  bool acronym = false;            // which is only an acronym: "IDF"
  bool wants_no_name = false;      // the text says that it stays unnamed
  std::string head;                // of a description: its plain head noun
  std::vector<std::string> stems;  // what is told of it, sorted
};

class EntityBook {
 public:
  std::vector<Draft>& drafts() { return drafts_; }
  const std::vector<Draft>& drafts() const { return drafts_; }
  const std::map<Span, EntityIndex>& mentions() const { return mentions_; }

  EntityIndex add(Draft draft);
  // Gives an entity other words to be found by; those that it had stay.
  void rename(EntityIndex entity, std::string name, std::vector<std::string> words);
  void mention(const Span& span, EntityIndex entity) { mentions_.emplace(span, entity); }

  // The person whom these plain words name, in the light of what stands before `at`: the same full
  // name, else the surname, else the first name; of several, one of a fitting gender, then the last
  // mentioned.
  std::optional<EntityIndex> find_person(const std::vector<std::string>& words, Gender gender,
                                         std::uint32_t at) const;
  // The organisation, outlet or place: the same name, an acronym either way, or the short form of a
  // longer name ("the Courier" for "The Halden Courier") if it is of one only.
  std::optional<EntityIndex> find_group(const std::vector<std::string>& words, EntityType type,
                                        bool acronym) const;

  // Where the entity was mentioned last before `at`; nullopt: nowhere.
  std::optional<std::uint32_t> last_mention(EntityIndex entity, std::uint32_t at) const;
  // Of the entities that `fits` accepts, the one mentioned last before `at`.
  template <typename Fits>
  std::optional<EntityIndex> latest(std::uint32_t at, Fits fits) const;

  // Everything that pointed to `from` points to `into`; `from` stays as an empty draft.
  void merge(EntityIndex from, EntityIndex into);

 private:
  // A look back ends after this many mentions, so that the whole stays linear in the article.
  static constexpr int kMostMentionsBack = 2000;

  std::vector<EntityIndex> sharing(const std::vector<std::string>& keys) const;
  void index(EntityIndex entity);

  std::vector<Draft> drafts_;
  // Names by their first and last word and by their acronyms; in order of entity.
  std::unordered_map<std::string, std::vector<EntityIndex>> by_key_;
  std::map<Span, EntityIndex> mentions_;
};

template <typename Fits>
std::optional<EntityIndex> EntityBook::latest(std::uint32_t at, Fits fits) const {
  int n_seen = 0;
  for (auto mention = mentions_.lower_bound(Span{at, at});
       mention != mentions_.begin() && n_seen < kMostMentionsBack; ++n_seen) {
    --mention;
    if (fits(mention->second, drafts_[mention->second])) return mention->second;
  }
  return std::nullopt;
}

// Plain words of a name, without a leading "the" and leading titles; tells the gender of a title.
struct NameWords {
  std::vector<std::string> words;
  Gender gender = Gender::kUnknown;
  bool acronym = false;  // "IDF", "U.N."
};
NameWords read_name(std::string_view text, const Span& span, bool person);

}  // namespace sayso

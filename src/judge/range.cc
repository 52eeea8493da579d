#include "judge/range.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sayso {
namespace {

// What is known of who stands behind one origin.
struct Profile {
  const OriginOnDay* origin = nullptr;
  std::set<std::uint32_t> documents;
  std::set<EntityIndex> organisations;  // among its speakers and their parties
  std::set<EntityIndex> loose_persons;  // speakers without a party
  bool is_open = false;                 // nobody named stands behind it
  bool is_report = false;               // an outlet's report is all there is
  bool admits = false;
  std::string name;  // to call it by
};

// What may join others is placed after those who stand by themselves.
int rank(const Profile& profile) { return profile.is_report ? 2 : profile.is_open ? 1 : 0; }

class Profiler {
 public:
  explicit Profiler(const Collection& collection)
      : collection_(collection), grouping_(*collection.grouping) {}

  Profile profile(const OriginOnDay& origin) const {
    Profile profile;
    profile.origin = &origin;
    profile.admits = origin.state.admitted;
    profile.is_open = true;
    profile.is_report = true;
    profile.name = name_of(collection_, origin);
    for (const std::uint32_t index : origin.folded.statements) {
      const GroupedStatement& grouped = grouping_.statements[index];
      if (!takes_side(grouped.statement)) continue;
      profile.documents.insert(grouped.document);
      const bool is_cited = cited_outlet(collection_, grouped).has_value();
      profile.is_report = profile.is_report && is_cited;
      if (!is_cited) add_speaker(grouped, profile);
    }
    return profile;
  }

 private:
  void add_speaker(const GroupedStatement& grouped, Profile& profile) const {
    const auto party = party_of(collection_, grouped);
    if (!party) return;
    const EntityIndex speaker = grouped.statement.speaker.value_or(*party);
    const Entity& entity = grouping_.entities[speaker];
    if (!is_unnamed(entity)) profile.is_open = false;
    if (entity.type == EntityType::kPerson && !entity.party) profile.loose_persons.insert(speaker);
    if (grouping_.entities[*party].type == EntityType::kOrganisation)
      profile.organisations.insert(*party);
  }

  const Collection& collection_;
  const Grouping& grouping_;
};

bool names_organisation(const Entity& person, const Entity& organisation) {
  if (person.roles.empty()) return true;
  return std::any_of(person.roles.begin(), person.roles.end(), [&](const std::string& role) {
    return !organisation.name.empty() && role.find(organisation.name) != std::string::npos;
  });
}

bool may_speak_for(const Grouping& grouping, const Profile& person, const Profile& organisation) {
  return std::any_of(person.loose_persons.begin(), person.loose_persons.end(),
                     [&](EntityIndex one) {
                       return std::any_of(organisation.organisations.begin(),
                                          organisation.organisations.end(), [&](EntityIndex other) {
                                            return names_organisation(grouping.entities[one],
                                                                      grouping.entities[other]);
                                          });
                     });
}

bool share_article(const Profile& a, const Profile& b) {
  return std::any_of(a.documents.begin(), a.documents.end(),
                     [&](std::uint32_t document) { return b.documents.contains(document); });
}

// The table of range.h, read from above: the first line that holds decides.
Apart compare(const Grouping& grouping, const Profile& a, const Profile& b) {
  const auto hardly = [](const char* rule, std::string detail) {
    return Apart{0, 0, false, {rule, std::move(detail)}};
  };
  const auto maybe = [](const char* rule, std::string detail) {
    return Apart{0, 0, true, {rule, std::move(detail)}};
  };
  if (a.admits || b.admits)
    return hardly("admitted", (a.admits ? a : b).name + " admits it, and has it from itself");
  const std::string by =
      stated_independent(grouping, a.origin->folded.statements, b.origin->folded.statements);
  if (!by.empty()) return hardly("stated", by + " says that the two are independent");
  if (a.is_report || b.is_report)
    return maybe("report not here",
                 "whom " + (a.is_report ? a : b).name + " has it from is not known");
  if (share_article(a, b)) return hardly("told apart", "an article has both beside each other");
  if (a.is_open || b.is_open)
    return maybe("unnamed", "who " + (a.is_open ? a : b).name + " is, the texts do not tell");
  if (may_speak_for(grouping, a, b) || may_speak_for(grouping, b, a)) {
    const bool first = may_speak_for(grouping, a, b);
    return maybe("may speak for it", "nobody says for whom " + (first ? a : b).name + " speaks");
  }
  return hardly("no tie", "no text ties " + a.name + " to " + b.name +
                              "; that they know it independently is not established");
}

bool may_be_one(const Grouping& grouping, const Profile& a, const Profile& b) {
  return compare(grouping, a, b).may_be_one;
}

// Puts each origin, the surely separate ones first, into the first group all of which it may be one
// with.
int fewest(const Grouping& grouping, std::vector<Profile> profiles) {
  std::stable_sort(profiles.begin(), profiles.end(),
                   [](const Profile& a, const Profile& b) { return rank(a) < rank(b); });
  std::vector<std::vector<const Profile*>> groups;
  for (const Profile& profile : profiles) {
    const auto fits = [&](const std::vector<const Profile*>& group) {
      return std::all_of(group.begin(), group.end(), [&](const Profile* other) {
        return may_be_one(grouping, profile, *other);
      });
    };
    const auto group = std::find_if(groups.begin(), groups.end(), fits);
    if (group == groups.end()) {
      groups.push_back({&profile});
    } else {
      group->push_back(&profile);
    }
  }
  return static_cast<int>(groups.size());
}

}  // namespace

OriginRange asserting_range(const Collection& collection, const ClaimOnDay& claim) {
  const Profiler profiler(collection);
  std::vector<Profile> profiles;
  for (const OriginOnDay& origin : claim.origins) {
    if (origin.state.asserts) profiles.push_back(profiler.profile(origin));
  }
  const int at_most = static_cast<int>(profiles.size());
  return {fewest(*collection.grouping, std::move(profiles)), at_most};
}

std::vector<Apart> pairs_apart(const Collection& collection, const ClaimOnDay& claim,
                               std::size_t most) {
  const Profiler profiler(collection);
  std::vector<std::pair<std::size_t, Profile>> profiles;
  for (std::size_t i = 0; i < claim.origins.size(); ++i) {
    if (claim.origins[i].state.asserts)
      profiles.emplace_back(i, profiler.profile(claim.origins[i]));
  }
  std::vector<Apart> pairs;
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    for (std::size_t j = i + 1; j < profiles.size() && pairs.size() < most; ++j) {
      Apart apart = compare(*collection.grouping, profiles[i].second, profiles[j].second);
      apart.a = profiles[i].first;
      apart.b = profiles[j].first;
      pairs.push_back(std::move(apart));
    }
  }
  return pairs;
}

}  // namespace sayso

#include "group/entities.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "group/dictionary.h"
#include "group/forest.h"
#include "group/names.h"
#include "group/ties.h"

namespace sayso {
namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

// An entity of one document, or its outlet, or an agency that it credits.
struct Node {
  std::uint32_t document = 0;
  const Entity* entity = nullptr;
  std::vector<WordId> words;      // of its name, without titles and articles
  std::vector<WordId> all_names;  // its name and aliases in that form, each as one word, sorted
  WordId name = 0;                // its name in that form
  bool proper = false;
  bool full = false;  // its name needs no other evidence
};

// Nodes that may go by one name, in order of (root, node).
struct Namesakes {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> nodes;
};

// The first nodes of one root that go by a name.
struct Matches {
  std::optional<std::uint32_t> full, partial;
};

struct Join {
  std::uint32_t a = 0, b = 0;  // nodes
  Reason reason;
};

bool is_named(EntityType type) {
  return type == EntityType::kPerson || type == EntityType::kOrganisation ||
         type == EntityType::kOutlet || type == EntityType::kPlace;
}

// An agency is an organisation to one reader and an outlet to another.
char type_class(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return 'P';
    case EntityType::kOrganisation:
    case EntityType::kOutlet:
      return 'O';
    case EntityType::kPlace:
      return 'L';
    case EntityType::kAnonymous:
      return 'A';
    case EntityType::kCollective:
      return 'C';
    case EntityType::kDocument:
      return 'D';
  }
  return '?';
}

class Merger {
 public:
  Merger(const std::vector<const Records*>& documents, const Relations& relations,
         const std::vector<Copy>& copies, std::vector<Ruling>& rulings)
      : documents_(documents), relations_(relations), copies_(copies), rulings_(rulings) {}

  EntityMap merge() {
    make_nodes();
    forest_.emplace(nodes_.size());
    decide();
    note_given();
    apply(decided(), By::kPerson);
    apply(given_as_one());
    apply(same_names());
    apply(partial_names());
    apply(office_holders());
    find_cites();
    apply(tied_sources());
    return make_map();
  }

 private:
  void make_nodes() {
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      const Records& records = *documents_[i];
      first_.push_back(static_cast<std::uint32_t>(nodes_.size()));
      outlet_.push_back(add_outlet(i, records.outlet));
      for (const Entity& entity : records.entities) add(i, entity);
      credits_.emplace_back();
      for (const std::string& credit : records.credits)
        credits_.back().push_back(add_outlet(i, credit));
    }
    first_.push_back(static_cast<std::uint32_t>(nodes_.size()));
  }

  std::uint32_t add(std::uint32_t document, const Entity& entity) {
    const bool person = entity.type == EntityType::kPerson;
    Node node;
    node.document = document;
    node.entity = &entity;
    node.proper = is_proper(entity.name);
    const std::vector<std::string> words = name_words(entity.name, person);
    for (const std::string& word : words) node.words.push_back(names_.id(word));
    node.name = names_.id(joined(words));
    std::set<WordId> all{node.name};
    for (const std::string& alias : entity.aliases)
      all.insert(names_.id(joined(name_words(alias, person))));
    all.erase(names_.id(""));
    node.all_names.assign(all.begin(), all.end());
    node.full = !full_key(node).empty();
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  std::uint32_t add_outlet(std::uint32_t document, const std::string& name) {
    Entity& outlet = outlets_.emplace_back();
    outlet.name = name;
    outlet.type = EntityType::kOutlet;
    return add(document, outlet);
  }

  // Entities that came with ids (given.h): "9f2c40aa#E1" is the E1 of one file.
  void note_given() {
    given_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::string& id = nodes_[i].entity->id;
      if (!id.empty()) given_[i].insert(id);
    }
  }

  std::vector<Join> given_as_one() const {
    std::map<std::string, std::uint32_t> first;
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].entity->id.empty()) continue;
      const auto [it, is_new] = first.try_emplace(nodes_[i].entity->id, i);
      if (!is_new) joins.push_back({it->second, i, {"given as one", nodes_[i].entity->name}});
    }
    return joins;
  }

  // Whoever gave the two took them for two, whatever their names are: both have ids of one file, and
  // none in common.
  bool given_as_two(std::uint32_t a, std::uint32_t b) {
    const auto& left = given_[forest_->root(a)];
    const auto& right = given_[forest_->root(b)];
    const auto scope = [](const std::string& id) {
      return std::string_view(id).substr(0, id.find('#'));
    };
    const bool common = std::any_of(left.begin(), left.end(),
                                    [&](const std::string& id) { return right.contains(id); });
    return !common && std::any_of(left.begin(), left.end(), [&](const std::string& id) {
      return std::any_of(right.begin(), right.end(),
                         [&](const std::string& other) { return scope(other) == scope(id); });
    });
  }

  // ---- what persons decided

  void decide() {
    for (std::uint32_t i = 0; i < documents_.size(); ++i) place_[documents_[i]->document] = i;
    for (std::uint32_t r = 0; r < rulings_.size(); ++r) {
      Ruling& ruling = rulings_[r];
      if (!ruling.applies() || ruling.review().of != ReviewOf::kEntity) continue;
      for (const EntityAnchor& anchor : ruling.review().entities)
        found_[r].push_back(nodes_like(anchor));
      const std::vector<std::vector<std::uint32_t>>& found = found_[r];
      if (found.empty() || found.front().empty()) {
        ruling.miss("no article here names it any more");
      } else if (ruling.review().action == ReviewAction::kMerge) {
        tie_together(ruling, r, found);
      } else if (ruling.review().action == ReviewAction::kSplit) {
        tie_apart(ruling, r, found);
      } else if (ruling.review().action != ReviewAction::kCorrect) {
        ruling.hold();
      }
    }
  }

  std::vector<std::uint32_t> nodes_like(const EntityAnchor& anchor) const {
    std::set<std::uint32_t> nodes;
    for (const EntityMention& mention : anchor.mentions) {
      const auto place = place_.find(mention.document);
      if (place == place_.end()) continue;
      const std::vector<std::uint32_t> here = nodes_like(mention, place->second);
      nodes.insert(here.begin(), here.end());
    }
    return {nodes.begin(), nodes.end()};
  }

  // Those that its document calls so; else the one whose mentions have the place in the text.
  std::vector<std::uint32_t> nodes_like(const EntityMention& mention,
                                        std::uint32_t document) const {
    std::vector<std::uint32_t> named, placed;
    for (std::uint32_t i = first_[document]; i < first_[document + 1]; ++i) {
      const Entity& entity = *nodes_[i].entity;
      if (type_class(entity.type) != type_class(mention.type)) continue;
      if (!entity.name.empty() && entity.name == mention.name) named.push_back(i);
      const auto& mentions = entity.mentions;
      const bool covers =
          mention.at && std::any_of(mentions.begin(), mentions.end(),
                                    [&](const Span& one) { return one.overlaps(*mention.at); });
      if (covers) placed.push_back(i);
    }
    return named.empty() ? placed : named;
  }

  void tie_together(Ruling& ruling, std::uint32_t by,
                    const std::vector<std::vector<std::uint32_t>>& sides) {
    std::vector<std::uint32_t> all;
    for (const auto& side : sides) {
      if (side.empty()) ruling.miss("one of them is no longer named here");
      all.insert(all.end(), side.begin(), side.end());
    }
    for (std::size_t i = 1; i < all.size(); ++i) tie(ruling, all[0], all[i], by, true);
    if (all.size() == 1) ruling.rest("one name is left of them");
  }

  // Each side is one, and they are two.
  void tie_apart(Ruling& ruling, std::uint32_t by,
                 const std::vector<std::vector<std::uint32_t>>& sides) {
    if (sides.size() < 2 || sides[1].empty()) return ruling.rest("one of the two is gone");
    tie(ruling, sides[0][0], sides[1][0], by, false);
    for (const auto& side : sides) {
      for (std::size_t i = 1; i < side.size(); ++i) tie(ruling, side[0], side[i], by, true);
    }
  }

  void tie(Ruling& ruling, std::uint32_t a, std::uint32_t b, std::uint32_t by, bool together) {
    const auto against = together ? ties_.together(a, b, by) : ties_.apart(a, b, by);
    if (against) {
      ruling.overrule(rulings_[*against]);
    } else {
      ruling.hold();
    }
  }

  std::vector<Join> decided() const {
    std::vector<Join> joins;
    for (const Tie& tie : ties_.joins())
      joins.push_back({tie.a, tie.b, {"review", rulings_[tie.by].signature()}});
    return joins;
  }

  bool kept_apart(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t root_a = forest_->root(a), root_b = forest_->root(b);
    for (const Tie& split : ties_.splits()) {
      const std::uint32_t x = forest_->root(split.a), y = forest_->root(split.b);
      if ((x == root_a && y == root_b) || (x == root_b && y == root_a)) return true;
    }
    return false;
  }

  // Full names that two different entities have by a person's decision.
  std::set<std::string> ambiguous_names() const {
    std::set<std::string> ambiguous;
    for (const Tie& split : ties_.splits()) {
      const std::set<std::string> a = full_keys(split.a), b = full_keys(split.b);
      std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                            std::inserter(ambiguous, ambiguous.end()));
    }
    return ambiguous;
  }

  std::set<std::string> full_keys(std::uint32_t of) const {
    std::set<std::string> keys;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (ties_.are_together(i, of)) keys.insert(full_key(nodes_[i]));
    }
    keys.erase("");
    return keys;
  }

  // The newest decision for whom an entity speaks holds.
  template <typename OfNode>
  void decide_parties(const OfNode& of_node, EntityMap& map) {
    std::map<EntityIndex, std::pair<std::uint32_t, std::optional<EntityIndex>>> parties;
    for (std::uint32_t r = 0; r < rulings_.size(); ++r) {
      Ruling& ruling = rulings_[r];
      const auto found = found_.find(r);
      if (!ruling.applies() || found == found_.end() || found->second.front().empty()) continue;
      for (const auto& nodes : found->second) {
        for (const std::uint32_t node : nodes) ruling.entities.push_back(of_node(node));
      }
      if (ruling.review().action != ReviewAction::kCorrect) continue;
      const EntityIndex entity = of_node(found->second[0][0]);
      std::optional<EntityIndex> party;
      if (found->second.size() > 1) {
        if (found->second[1].empty()) {
          ruling.miss("the party is no longer named here");
          continue;
        }
        party = of_node(found->second[1][0]);
      }
      if (party == entity) {
        ruling.rest("the two are one entity");
        continue;
      }
      const auto [it, is_new] = parties.try_emplace(entity, r, party);
      if (is_new || it->second.second == party) {
        ruling.hold();
      } else {
        ruling.overrule(rulings_[it->second.first]);
      }
    }
    for (const auto& [entity, decision] : parties) map.entities[entity].party = decision.second;
  }

  // A name that needs no other evidence: two words of a person, any proper name of others.
  std::string full_key(const Node& node) const {
    if (!is_named(node.entity->type) || !node.proper || node.words.empty()) return {};
    std::string type(1, type_class(node.entity->type));
    if (node.entity->type != EntityType::kPerson) return type.append(names_.word(node.name));
    return node.words.size() < 2 ? std::string{}
                                 : type.append(names_.word(node.words.front()))
                                       .append(" ")
                                       .append(names_.word(node.words.back()));
  }

  std::vector<Join> same_names() const {
    std::unordered_map<std::string, std::uint32_t> first;
    const std::set<std::string> ambiguous = ambiguous_names();
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::string key = full_key(nodes_[i]);
      if (key.empty() || ambiguous.contains(key)) continue;
      const auto [it, is_new] = first.try_emplace(key, i);
      if (!is_new) joins.push_back({it->second, i, {"same name", nodes_[i].entity->name}});
    }
    return joins;
  }

  std::vector<Join> partial_names() {
    const auto namesakes = find_namesakes();
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!is_named(nodes_[i].entity->type) || nodes_[i].words.empty()) continue;
      const bool person = nodes_[i].entity->type == EntityType::kPerson;
      if (person && nodes_[i].full) continue;
      const auto found = namesakes.find(name_key(nodes_[i], nodes_[i].name));
      if (found == namesakes.end()) continue;
      if (const auto other = only_match(i, found->second)) {
        joins.push_back({i, *other, {person ? "surname" : "other name", detail(i, *other)}});
      }
    }
    return joins;
  }

  static std::uint64_t name_key(const Node& node, WordId name) {
    return std::uint64_t{name} << 8 | static_cast<unsigned char>(type_class(node.entity->type));
  }

  std::unordered_map<std::uint64_t, Namesakes> find_namesakes() {
    std::unordered_map<std::uint64_t, Namesakes> namesakes;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const Node& node = nodes_[i];
      if (!is_named(node.entity->type) || node.words.empty()) continue;
      std::set<WordId> names(node.all_names.begin(), node.all_names.end());
      if (node.entity->type == EntityType::kPerson) {
        names.insert(node.words.back());
      } else if (const std::string acronym = acronym_of(node.entity->name); !acronym.empty()) {
        names.insert(names_.id(acronym));
      }
      if (node.entity->type == EntityType::kOrganisation && node.proper)
        add_beginnings(node, names);
      for (const WordId name : names)
        namesakes[name_key(node, name)].nodes.emplace_back(forest_->root(i), i);
    }
    for (auto& [key, list] : namesakes) std::sort(list.nodes.begin(), list.nodes.end());
    return namesakes;
  }

  // "sundreth" of "sundreth ferries".
  void add_beginnings(const Node& node, std::set<WordId>& names) {
    std::string beginning;
    bool tells = false;
    for (std::size_t i = 0; i + 1 < node.words.size(); ++i) {
      const std::string_view word = names_.word(node.words[i]);
      if (i > 0) beginning += ' ';
      beginning += word;
      tells = tells || is_telling(word);
      if (tells) names.insert(names_.id(beginning));
    }
  }

  // The one entity in this and related documents that goes by this name; none if there are two.
  // A person whose full name is known goes before those of whom there is a surname only.
  std::optional<std::uint32_t> only_match(std::uint32_t at, const Namesakes& namesakes) {
    const bool person = nodes_[at].entity->type == EntityType::kPerson;
    std::vector<std::uint32_t> full, partial;  // one of each entity
    for (auto it = namesakes.nodes.begin(); it != namesakes.nodes.end();) {
      const std::uint32_t root = it->first;
      const auto end = std::upper_bound(it, namesakes.nodes.end(), std::pair(root, ~0u));
      if (root != forest_->root(at) && !given_as_two(at, it->second)) {
        const Matches found = matches_among(at, it, end);
        if (found.full) full.push_back(*found.full);
        if (found.partial) partial.push_back(*found.partial);
      }
      if (person && full.size() > 1) return std::nullopt;
      it = end;
    }
    if (!full.empty()) return longest_of(full);
    return partial.size() == 1 ? std::optional(partial.front()) : std::nullopt;
  }

  // What another document says goes before the document's own words.
  template <typename Iterator>
  Matches matches_among(std::uint32_t at, Iterator it, Iterator end) const {
    const std::uint32_t document = nodes_[at].document;
    Matches elsewhere, here;
    for (; it != end && !elsewhere.full; ++it) {
      const std::uint32_t i = it->second;
      const bool own = nodes_[i].document == document;
      auto& found = nodes_[i].full ? (own ? here.full : elsewhere.full)
                                   : (own ? here.partial : elsewhere.partial);
      if (found || !may_be(at, i)) continue;
      if (own || relations_.are_related(document, nodes_[i].document)) found = i;
    }
    return {elsewhere.full ? elsewhere.full : here.full,
            elsewhere.partial ? elsewhere.partial : here.partial};
  }

  // The only one; or of bodies the one whose name all others begin, so that they are its short forms.
  std::optional<std::uint32_t> longest_of(const std::vector<std::uint32_t>& nodes) const {
    std::uint32_t longest = nodes.front();
    for (const std::uint32_t node : nodes) {
      if (nodes_[node].words.size() > nodes_[longest].words.size()) longest = node;
    }
    const bool only = std::all_of(nodes.begin(), nodes.end(), [&](std::uint32_t node) {
      return node == longest || begins(nodes_[node], nodes_[longest]);
    });
    return only ? std::optional(longest) : std::nullopt;
  }

  // "The director of Port Halden" in one article, Ylva Dragsund, director of Port Halden, in another:
  // an office has one holder. A source that is called by less ("a port official") stays without a
  // name.
  std::vector<Join> office_holders() {
    const auto holders_of = find_holders();
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::vector<std::string> office = office_of(nodes_[i]);
      if (office.empty()) continue;
      const auto found = holders_of.find(office_keys(office).front());
      if (found == holders_of.end()) continue;
      std::map<std::uint32_t, std::uint32_t> holders;  // root to node
      const std::uint32_t document = nodes_[i].document;
      for (const std::uint32_t other : found->second) {
        const std::uint32_t place = nodes_[other].document;
        const bool near = place == document || relations_.are_related(document, place);
        if (near && holds(nodes_[other], office)) holders.try_emplace(forest_->root(other), other);
        if (holders.size() > 1) break;
      }
      if (holders.size() == 1)
        joins.push_back(
            {i, holders.begin()->second, {"office", detail(i, holders.begin()->second)}});
    }
    return joins;
  }

  // Persons under each post and whose it is that one of their roles names.
  std::unordered_map<std::string, std::vector<std::uint32_t>> find_holders() const {
    std::unordered_map<std::string, std::vector<std::uint32_t>> holders;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].entity->type != EntityType::kPerson || !nodes_[i].proper) continue;
      std::set<std::string> keys;
      for (const std::string& role : nodes_[i].entity->roles) {
        for (std::string& key : office_keys(telling_words(role))) keys.insert(std::move(key));
      }
      for (const std::string& key : keys) holders[key].push_back(i);
    }
    return holders;
  }

  // "director halden" of {director, halden, port}.
  static std::vector<std::string> office_keys(const std::vector<std::string>& words) {
    std::vector<std::string> keys;
    for (const std::string& office : words) {
      if (!is_office(office)) continue;
      for (const std::string& whose : words) {
        if (!is_office(whose) && is_telling(whose)) keys.push_back(office + ' ' + whose);
      }
    }
    return keys;
  }

  // The words of a description that names an office and whose it is, sorted; else none.
  static std::vector<std::string> office_of(const Node& node) {
    if (node.entity->type != EntityType::kAnonymous || !is_definite(node.entity->name)) return {};
    std::vector<std::string> words = telling_words(node.entity->name);
    const bool office = std::any_of(words.begin(), words.end(), is_office);
    const bool whose = std::any_of(words.begin(), words.end(), [](const std::string& word) {
      return !is_office(word) && is_telling(word);
    });
    return office && whose ? words : std::vector<std::string>{};
  }

  static bool is_definite(std::string_view name) {
    return name.starts_with("the ") || name.starts_with("The ");
  }

  static std::vector<std::string> telling_words(std::string_view phrase) {
    std::vector<std::string> words = name_words(phrase);
    std::erase_if(words, [](const std::string& word) { return is_small_word(word); });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
  }

  static bool holds(const Node& node, const std::vector<std::string>& office) {
    if (node.entity->type != EntityType::kPerson || !node.proper) return false;
    return std::any_of(
        node.entity->roles.begin(), node.entity->roles.end(), [&](const std::string& role) {
          const std::vector<std::string> words = telling_words(role);
          return std::includes(words.begin(), words.end(), office.begin(), office.end());
        });
  }

  bool may_be(std::uint32_t at, std::uint32_t other) const {
    const Node& a = nodes_[at];
    const Node& b = nodes_[other];
    if (type_class(a.entity->type) != type_class(b.entity->type) || a.words.empty() ||
        b.words.empty())
      return false;
    const bool named = std::binary_search(b.all_names.begin(), b.all_names.end(), a.name);
    if (a.entity->type == EntityType::kPerson)
      return a.words.size() == 1 && a.proper ? a.words[0] == b.words.back() : named;
    if (named || begins(a, b)) return true;
    return is_acronym(a.entity->name) && names_.word(a.name) == acronym_of(b.entity->name);
  }

  // "Sundreth" for Sundreth Ferries, "the League" for the League of Deck Hands.
  bool begins(const Node& a, const Node& b) const {
    return a.proper && b.proper && a.words.size() < b.words.size() &&
           std::equal(a.words.begin(), a.words.end(), b.words.begin()) &&
           a.entity->type == EntityType::kOrganisation &&
           b.entity->type == EntityType::kOrganisation &&
           std::any_of(
               a.words.begin(), a.words.end(),
               [&](WordId word) { return is_telling(names_.word(word)); });
  }

  std::string detail(std::uint32_t a, std::uint32_t b) const {
    return nodes_[a].entity->name + " = " + nodes_[b].entity->name;
  }

  // Outlets on whose word a document has something.
  void find_cites() {
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      std::set<std::uint32_t> roots;
      const auto add_cited = [&](EntityIndex entity) {
        if (entity < documents_[i]->entities.size())
          roots.insert(forest_->root(node_of(i, entity)));
      };
      for (const Citation& citation : documents_[i]->citations) add_cited(citation.outlet);
      roots.erase(forest_->root(outlet_[i]));
      cited_roots_.emplace_back(roots.begin(), roots.end());
    }
  }

  std::uint32_t node_of(std::uint32_t document, EntityIndex entity) const {
    return first_[document] + 1 + entity;
  }

  std::vector<Join> tied_sources() {
    std::vector<Join> joins;
    for (const auto& [a, b] : tied_documents()) {
      for (std::uint32_t i = first_[a]; i < first_[a + 1]; ++i) {
        if (is_named(nodes_[i].entity->type)) continue;
        const auto other = only_compatible(i, b);
        if (other && only_compatible(*other, a) == i)
          joins.push_back({i, *other, {"tied source", detail(i, *other)}});
      }
    }
    return joins;
  }

  // Copies, and documents of which one cites the other's outlet; of these only such as describe
  // somebody in a word that both have, since no others can have a source in common.
  std::set<std::pair<std::uint32_t, std::uint32_t>> tied_documents() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> tied;
    const auto tie = [&](std::uint32_t a, std::uint32_t b) {
      tied.insert({a, b});
      tied.insert({b, a});
    };
    for (const Copy& copy : copies_) tie(copy.original, copy.copy);
    const auto described = described_by();
    for (std::uint32_t a = 0; a < documents_.size(); ++a) {
      for (const std::uint32_t b : alike_in_cited(a, described)) {
        if (b != a && relations_.are_related(a, b)) tie(a, b);
      }
    }
    return tied;
  }

  // Of each cited outlet the documents that describe a source in a word.
  using Described = std::map<std::pair<std::uint32_t, WordId>, std::vector<std::uint32_t>>;
  Described described_by() {
    std::set<std::uint32_t> cited;
    for (const auto& roots : cited_roots_) cited.insert(roots.begin(), roots.end());
    Described described;
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      const std::uint32_t outlet = forest_->root(outlet_[i]);
      if (!cited.contains(outlet)) continue;
      for (const WordId word : described_words(i)) described[{outlet, word}].push_back(i);
    }
    return described;
  }

  std::set<WordId> described_words(std::uint32_t document) const {
    std::set<WordId> words;
    for (std::uint32_t i = first_[document]; i < first_[document + 1]; ++i) {
      if (!is_named(nodes_[i].entity->type))
        words.insert(nodes_[i].words.begin(), nodes_[i].words.end());
    }
    return words;
  }

  std::set<std::uint32_t> alike_in_cited(std::uint32_t document, const Described& described) const {
    std::set<std::uint32_t> alike;
    if (cited_roots_[document].empty()) return alike;
    for (const WordId word : described_words(document)) {
      for (const std::uint32_t outlet : cited_roots_[document]) {
        const auto found = described.find({outlet, word});
        if (found != described.end()) alike.insert(found->second.begin(), found->second.end());
      }
    }
    return alike;
  }

  std::optional<std::uint32_t> only_compatible(std::uint32_t at, std::uint32_t document) const {
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = first_[document]; i < first_[document + 1]; ++i) {
      if (nodes_[i].entity->type != nodes_[at].entity->type ||
          !descriptions_agree(nodes_[at], nodes_[i]))
        continue;
      if (found) return std::nullopt;
      found = i;
    }
    return found;
  }

  // "a customs official" and "a senior customs official": all words of one are in the other.
  static bool descriptions_agree(const Node& a, const Node& b) {
    const std::set<WordId> left(a.words.begin(), a.words.end()),
        right(b.words.begin(), b.words.end());
    if (left.empty() || right.empty()) return false;
    return std::includes(left.begin(), left.end(), right.begin(), right.end()) ||
           std::includes(right.begin(), right.end(), left.begin(), left.end());
  }

  // What a person decides goes before what somebody gave.
  enum class By { kEvidence, kPerson };

  void apply(std::vector<Join> joins, By by = By::kEvidence) {
    for (Join& join : joins) {
      const std::uint32_t a = forest_->root(join.a), b = forest_->root(join.b);
      if (a == b || kept_apart(a, b) || (by == By::kEvidence && given_as_two(a, b))) continue;
      forest_->join(a, b);
      given_[std::min(a, b)].merge(given_[std::max(a, b)]);
      joins_.push_back(std::move(join));
    }
  }

  EntityMap make_map() {
    EntityMap map;
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) members[forest_->root(i)].push_back(i);
    std::map<std::uint32_t, EntityIndex> index;
    for (const auto& [root, nodes] : members) {
      index[root] = static_cast<EntityIndex>(map.entities.size());
      map.entities.push_back(join_nodes(nodes));
      map.entities.back().id = std::string("E").append(std::to_string(map.entities.size()));
    }
    const auto of_node = [&](std::uint32_t node) { return index.at(forest_->root(node)); };
    for (std::uint32_t i = 0; i < documents_.size(); ++i) map_document(i, of_node, map);
    for (const auto& [root, nodes] : members) set_party(index.at(root), nodes, of_node, map);
    decide_parties(of_node, map);
    for (Join& join : joins_) map.merges.push_back({of_node(join.a), std::move(join.reason)});
    return map;
  }

  template <typename OfNode>
  void map_document(std::uint32_t document, const OfNode& of_node, EntityMap& map) {
    map.outlets.push_back(of_node(outlet_[document]));
    map.of_record.emplace_back();
    for (EntityIndex i = 0; i < documents_[document]->entities.size(); ++i) {
      map.of_record.back().push_back(of_node(node_of(document, i)));
    }
    std::set<EntityIndex> credited, cited;
    for (const std::uint32_t node : credits_[document]) credited.insert(of_node(node));
    for (const std::uint32_t root : cited_roots_[document]) cited.insert(of_node(root));
    map.credits.emplace_back(credited.begin(), credited.end());
    map.cites.emplace_back(cited.begin(), cited.end());
  }

  // The first document that says for whom an entity speaks decides.
  template <typename OfNode>
  void set_party(EntityIndex entity, const std::vector<std::uint32_t>& nodes, const OfNode& of_node,
                 EntityMap& map) {
    for (const std::uint32_t node : nodes) {
      const auto& party = nodes_[node].entity->party;
      if (!party || *party >= documents_[nodes_[node].document]->entities.size()) continue;
      const EntityIndex mapped = of_node(node_of(nodes_[node].document, *party));
      if (mapped == entity) continue;
      map.entities[entity].party = mapped;
      return;
    }
  }

  // A name before a description: a person may have said whose description it is.
  static std::tuple<bool, bool, std::size_t> name_rank(const Node& node) {
    return {is_named(node.entity->type), node.proper, node.words.size()};
  }

  Entity join_nodes(const std::vector<std::uint32_t>& nodes) const {
    Entity entity;
    std::set<std::string> names, roles;
    const Node* best = &nodes_[nodes.front()];
    for (const std::uint32_t node : nodes) {
      const Node& one = nodes_[node];
      if (name_rank(one) > name_rank(*best)) best = &one;
      names.insert(one.entity->name);
      names.insert(one.entity->aliases.begin(), one.entity->aliases.end());
      roles.insert(one.entity->roles.begin(), one.entity->roles.end());
    }
    entity.name = best->entity->name;
    entity.type = joined_type(nodes);
    names.erase(entity.name);
    names.erase("");
    entity.aliases.assign(names.begin(), names.end());
    entity.roles.assign(roles.begin(), roles.end());
    return entity;
  }

  EntityType joined_type(const std::vector<std::uint32_t>& nodes) const {
    const bool outlet = std::any_of(nodes.begin(), nodes.end(), [&](std::uint32_t node) {
      return nodes_[node].entity->type == EntityType::kOutlet;
    });
    const auto named = std::find_if(nodes.begin(), nodes.end(), [&](std::uint32_t node) {
      return is_named(nodes_[node].entity->type);
    });
    const std::uint32_t first = named == nodes.end() ? nodes.front() : *named;
    return outlet ? EntityType::kOutlet : nodes_[first].entity->type;
  }

  const std::vector<const Records*>& documents_;
  const Relations& relations_;
  const std::vector<Copy>& copies_;
  std::vector<Ruling>& rulings_;
  std::map<std::string_view, std::uint32_t> place_;  // of documents by key
  std::map<std::uint32_t, std::vector<std::vector<std::uint32_t>>>
      found_;  // by ruling: the nodes of each of its entities
  Ties ties_;  // between nodes, by ruling
  Dictionary names_;
  std::deque<Entity> outlets_;  // and agencies that are credited
  std::vector<Node> nodes_;
  std::vector<std::uint32_t>
      first_;  // of each document its first node, which is its outlet; and the end
  std::vector<std::uint32_t> outlet_;  // node of each document
  Lists credits_;                      // nodes of each document
  Lists cited_roots_;                  // of each document
  std::optional<Forest> forest_;
  std::vector<std::set<std::string>> given_;  // of roots: the ids that they came with
  std::vector<Join> joins_;
};

}  // namespace

EntityMap merge_entities(const std::vector<const Records*>& documents, const Relations& relations,
                         const std::vector<Copy>& copies, std::vector<Ruling>& rulings) {
  return Merger(documents, relations, copies, rulings).merge();
}

bool cites(const EntityMap& map, std::uint32_t a, std::uint32_t b) {
  const auto cites_outlet = [&](std::uint32_t from, std::uint32_t to) {
    const auto& cited = map.cites[from];
    return std::binary_search(cited.begin(), cited.end(), map.outlets[to]);
  };
  return cites_outlet(a, b) || cites_outlet(b, a);
}

}  // namespace sayso

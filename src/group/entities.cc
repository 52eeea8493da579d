#include "group/entities.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "group/names.h"
#include "group/ties.h"

namespace sayso {
namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

// An entity of one document, or its outlet, or an agency that it credits.
struct Node {
  std::uint32_t document = 0;
  Entity entity;
  std::vector<std::string> words;   // of its name, without titles and articles
  std::set<std::string> all_names;  // its name and aliases in that form
  bool proper = false;
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

class Forest {
 public:
  explicit Forest(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0u);
  }
  std::uint32_t root(std::uint32_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  // The smaller index stays the root, so roots do not depend on the order of joins.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

class Merger {
 public:
  Merger(const std::vector<const Records*>& documents, const Lists& related,
         const std::vector<Copy>& copies, std::vector<Ruling>& rulings)
      : documents_(documents), related_(related), copies_(copies), rulings_(rulings) {}

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
    Node node{.document = document,
              .entity = entity,
              .words = name_words(entity.name, person),
              .all_names = {},
              .proper = is_proper(entity.name)};
    node.all_names.insert(joined(node.words));
    for (const std::string& alias : entity.aliases)
      node.all_names.insert(joined(name_words(alias, person)));
    node.all_names.erase("");
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  std::uint32_t add_outlet(std::uint32_t document, const std::string& name) {
    Entity outlet;
    outlet.name = name;
    outlet.type = EntityType::kOutlet;
    return add(document, outlet);
  }

  // Entities that came with ids (given.h): "9f2c40aa#E1" is the E1 of one file.
  void note_given() {
    given_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::string& id = nodes_[i].entity.id;
      if (!id.empty()) given_[i].insert(id);
    }
  }

  std::vector<Join> given_as_one() const {
    std::map<std::string, std::uint32_t> first;
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].entity.id.empty()) continue;
      const auto [it, is_new] = first.try_emplace(nodes_[i].entity.id, i);
      if (!is_new) joins.push_back({it->second, i, {"given as one", nodes_[i].entity.name}});
    }
    return joins;
  }

  // Whoever gave the two took them for two, whatever their names are: both have ids of one file, and
  // none in common.
  bool given_as_two(std::uint32_t a, std::uint32_t b) {
    const auto& left = given_[forest_->root(a)];
    const auto& right = given_[forest_->root(b)];
    const auto scope = [](const std::string& id) { return std::string_view(id).substr(0, id.find('#')); };
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
      const Entity& entity = nodes_[i].entity;
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
    if (!is_named(node.entity.type) || !node.proper || node.words.empty()) return {};
    const std::string type(1, type_class(node.entity.type));
    if (node.entity.type != EntityType::kPerson) return type + joined(node.words);
    return node.words.size() < 2 ? std::string{}
                                 : type + node.words.front() + " " + node.words.back();
  }

  std::vector<Join> same_names() const {
    std::map<std::string, std::uint32_t> first;
    const std::set<std::string> ambiguous = ambiguous_names();
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::string key = full_key(nodes_[i]);
      if (key.empty() || ambiguous.contains(key)) continue;
      const auto [it, is_new] = first.try_emplace(key, i);
      if (!is_new) joins.push_back({it->second, i, {"same name", nodes_[i].entity.name}});
    }
    return joins;
  }

  std::vector<Join> partial_names() {
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!is_named(nodes_[i].entity.type)) continue;
      const bool person = nodes_[i].entity.type == EntityType::kPerson;
      if (person && !full_key(nodes_[i]).empty()) continue;
      if (const auto other = only_match(i)) {
        joins.push_back({i, *other, {person ? "surname" : "other name", detail(i, *other)}});
      }
    }
    return joins;
  }

  // The one entity in this and related documents that goes by this name; none if there are two.
  // A person whose full name is known goes before those of whom there is a surname only.
  std::optional<std::uint32_t> only_match(std::uint32_t at) {
    std::map<std::uint32_t, std::uint32_t> full, partial;  // root to node
    const std::uint32_t document = nodes_[at].document;
    std::vector<std::uint32_t> places = related_[document];
    places.push_back(document);
    for (const std::uint32_t place : places) {
      for (std::uint32_t i = first_[place]; i < first_[place + 1]; ++i) {
        if (forest_->root(i) == forest_->root(at) || !may_be(at, i) || given_as_two(at, i))
          continue;
        (full_key(nodes_[i]).empty() ? partial : full).try_emplace(forest_->root(i), i);
      }
    }
    if (!full.empty()) return longest_of(full);
    if (partial.size() == 1) return partial.begin()->second;
    return std::nullopt;
  }

  // The only one; or of bodies the one whose name all others begin, so that they are its short forms.
  std::optional<std::uint32_t> longest_of(
      const std::map<std::uint32_t, std::uint32_t>& nodes) const {
    std::uint32_t longest = nodes.begin()->second;
    for (const auto& [root, node] : nodes) {
      if (nodes_[node].words.size() > nodes_[longest].words.size()) longest = node;
    }
    const bool only = std::all_of(nodes.begin(), nodes.end(), [&](const auto& one) {
      return one.second == longest || begins(nodes_[one.second], nodes_[longest]);
    });
    return only ? std::optional(longest) : std::nullopt;
  }

  // "The director of Port Halden" in one article, Ylva Dragsund, director of Port Halden, in another:
  // an office has one holder. A source that is called by less ("a port official") stays without a
  // name.
  std::vector<Join> office_holders() {
    std::vector<Join> joins;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::vector<std::string> office = office_of(nodes_[i]);
      if (office.empty()) continue;
      std::map<std::uint32_t, std::uint32_t> holders;  // root to node
      std::vector<std::uint32_t> places = related_[nodes_[i].document];
      places.push_back(nodes_[i].document);
      for (const std::uint32_t place : places) {
        for (std::uint32_t other = first_[place]; other < first_[place + 1]; ++other) {
          if (holds(nodes_[other], office)) holders.try_emplace(forest_->root(other), other);
        }
      }
      if (holders.size() == 1)
        joins.push_back(
            {i, holders.begin()->second, {"office", detail(i, holders.begin()->second)}});
    }
    return joins;
  }

  // The words of a description that names an office and whose it is, sorted; else none.
  static std::vector<std::string> office_of(const Node& node) {
    if (node.entity.type != EntityType::kAnonymous || !is_definite(node.entity.name)) return {};
    std::vector<std::string> words = telling_words(node.entity.name);
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
    if (node.entity.type != EntityType::kPerson || !node.proper) return false;
    return std::any_of(
        node.entity.roles.begin(), node.entity.roles.end(), [&](const std::string& role) {
          const std::vector<std::string> words = telling_words(role);
          return std::includes(words.begin(), words.end(), office.begin(), office.end());
        });
  }

  bool may_be(std::uint32_t at, std::uint32_t other) const {
    const Node& a = nodes_[at];
    const Node& b = nodes_[other];
    if (type_class(a.entity.type) != type_class(b.entity.type) || a.words.empty() ||
        b.words.empty())
      return false;
    if (a.entity.type == EntityType::kPerson) {
      return a.words.size() == 1 && a.proper ? a.words[0] == b.words.back()
                                             : b.all_names.contains(joined(a.words));
    }
    if (b.all_names.contains(joined(a.words)) || begins(a, b)) return true;
    return is_acronym(a.entity.name) && joined(a.words) == acronym_of(b.entity.name);
  }

  // "Sundreth" for Sundreth Ferries, "the League" for the League of Deck Hands.
  static bool begins(const Node& a, const Node& b) {
    return a.proper && b.proper && a.words.size() < b.words.size() &&
           std::equal(a.words.begin(), a.words.end(), b.words.begin()) &&
           a.entity.type == EntityType::kOrganisation &&
           b.entity.type == EntityType::kOrganisation &&
           std::any_of(a.words.begin(), a.words.end(), is_telling);
  }

  std::string detail(std::uint32_t a, std::uint32_t b) const {
    return nodes_[a].entity.name + " = " + nodes_[b].entity.name;
  }

  // Outlets on whose word a document has something: citations, and relays of its statements.
  void find_cites() {
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      std::set<std::uint32_t> roots;
      const auto add_cited = [&](EntityIndex entity) {
        if (entity < documents_[i]->entities.size())
          roots.insert(forest_->root(node_of(i, entity)));
      };
      for (const Citation& citation : documents_[i]->citations) add_cited(citation.outlet);
      // A lawyer or a report can be a relay, too, but is nothing that an article leans on.
      for (const Statement& statement : documents_[i]->statements) {
        for (const EntityIndex relay : statement.via) {
          if (relay < documents_[i]->entities.size() &&
              documents_[i]->entities[relay].type == EntityType::kOutlet)
            add_cited(relay);
        }
      }
      roots.erase(forest_->root(outlet_[i]));
      cited_roots_.emplace_back(roots.begin(), roots.end());
    }
  }

  std::uint32_t node_of(std::uint32_t document, EntityIndex entity) const {
    return first_[document] + 1 + entity;
  }

  bool cites_outlet(std::uint32_t a, std::uint32_t b) {
    const auto& cited = cited_roots_[a];
    return std::find(cited.begin(), cited.end(), forest_->root(outlet_[b])) != cited.end();
  }

  std::vector<Join> tied_sources() {
    std::vector<Join> joins;
    for (const auto& [a, b] : tied_documents()) {
      for (std::uint32_t i = first_[a]; i < first_[a + 1]; ++i) {
        if (is_named(nodes_[i].entity.type)) continue;
        const auto other = only_compatible(i, b);
        if (other && only_compatible(*other, a) == i)
          joins.push_back({i, *other, {"tied source", detail(i, *other)}});
      }
    }
    return joins;
  }

  std::set<std::pair<std::uint32_t, std::uint32_t>> tied_documents() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> tied;
    const auto tie = [&](std::uint32_t a, std::uint32_t b) {
      tied.insert({a, b});
      tied.insert({b, a});
    };
    for (const Copy& copy : copies_) tie(copy.original, copy.copy);
    for (std::uint32_t a = 0; a < documents_.size(); ++a) {
      for (const std::uint32_t b : related_[a]) {
        if (cites_outlet(a, b)) tie(a, b);
      }
    }
    return tied;
  }

  std::optional<std::uint32_t> only_compatible(std::uint32_t at, std::uint32_t document) const {
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = first_[document]; i < first_[document + 1]; ++i) {
      if (nodes_[i].entity.type != nodes_[at].entity.type ||
          !descriptions_agree(nodes_[at], nodes_[i]))
        continue;
      if (found) return std::nullopt;
      found = i;
    }
    return found;
  }

  // "a customs official" and "a senior customs official": all words of one are in the other.
  static bool descriptions_agree(const Node& a, const Node& b) {
    const std::set<std::string> left(a.words.begin(), a.words.end()),
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
      const auto& party = nodes_[node].entity.party;
      if (!party || *party >= documents_[nodes_[node].document]->entities.size()) continue;
      const EntityIndex mapped = of_node(node_of(nodes_[node].document, *party));
      if (mapped == entity) continue;
      map.entities[entity].party = mapped;
      return;
    }
  }

  // A name before a description: a person may have said whose description it is.
  static std::tuple<bool, bool, std::size_t> name_rank(const Node& node) {
    return {is_named(node.entity.type), node.proper, node.words.size()};
  }

  Entity join_nodes(const std::vector<std::uint32_t>& nodes) const {
    Entity entity;
    std::set<std::string> names, roles;
    const Node* best = &nodes_[nodes.front()];
    for (const std::uint32_t node : nodes) {
      const Node& one = nodes_[node];
      if (name_rank(one) > name_rank(*best)) best = &one;
      names.insert(one.entity.name);
      names.insert(one.entity.aliases.begin(), one.entity.aliases.end());
      roles.insert(one.entity.roles.begin(), one.entity.roles.end());
    }
    entity.name = best->entity.name;
    entity.type = joined_type(nodes);
    names.erase(entity.name);
    names.erase("");
    entity.aliases.assign(names.begin(), names.end());
    entity.roles.assign(roles.begin(), roles.end());
    return entity;
  }

  EntityType joined_type(const std::vector<std::uint32_t>& nodes) const {
    const bool outlet = std::any_of(nodes.begin(), nodes.end(), [&](std::uint32_t node) {
      return nodes_[node].entity.type == EntityType::kOutlet;
    });
    const auto named = std::find_if(nodes.begin(), nodes.end(), [&](std::uint32_t node) {
      return is_named(nodes_[node].entity.type);
    });
    const std::uint32_t first = named == nodes.end() ? nodes.front() : *named;
    return outlet ? EntityType::kOutlet : nodes_[first].entity.type;
  }

  const std::vector<const Records*>& documents_;
  const Lists& related_;
  const std::vector<Copy>& copies_;
  std::vector<Ruling>& rulings_;
  std::map<std::string_view, std::uint32_t> place_;  // of documents by key
  std::map<std::uint32_t, std::vector<std::vector<std::uint32_t>>>
      found_;  // by ruling: the nodes of each of its entities
  Ties ties_;  // between nodes, by ruling
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

EntityMap merge_entities(const std::vector<const Records*>& documents, const Lists& related,
                         const std::vector<Copy>& copies, std::vector<Ruling>& rulings) {
  return Merger(documents, related, copies, rulings).merge();
}

bool cites(const EntityMap& map, std::uint32_t a, std::uint32_t b) {
  const auto cites_outlet = [&](std::uint32_t from, std::uint32_t to) {
    const auto& cited = map.cites[from];
    return std::binary_search(cited.begin(), cited.end(), map.outlets[to]);
  };
  return cites_outlet(a, b) || cites_outlet(b, a);
}

}  // namespace sayso

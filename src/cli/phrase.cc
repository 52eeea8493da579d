#include "cli/phrase.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cli/day.h"

namespace sayso::cli {
namespace {

struct StandingWords {
  std::string_view words, meaning;
};

// In the order of StandingKind.
constexpr std::array<StandingWords, 8> kStandings = {{
    {"unsourced",
     "nobody is named who says so: an outlet in its own voice, or only silence and doubt"},
    {"single origin", "it goes back to one source; none denies it"},
    {"multiple origins", "two or more sources; whether they are independent is not established"},
    {"corroborated", "two or more sources, and a text says what makes them independent"},
    {"disputed", "one source or more says so, another denies it"},
    {"denied", "only denials were found"},
    {"withdrawn", "whoever said so has taken it back"},
    {"undetermined", "the texts do not tell enough: dates or speakers are missing"},
}};

struct StanceWords {
  std::string_view verb, short_verb, of_several;
};

// In the order of Stance.
constexpr std::array<StanceWords, kStances> kStanceWords = {{
    {"says so", "says", "say so"},
    {"confirms it", "confirms", "confirm it"},
    {"denies it", "denies", "deny it"},
    {"doubts it", "doubts", "doubt it"},
    {"would not say", "won't say", "would not say"},
    {"did not reply", "no reply", "did not reply"},
    {"takes it back", "takes back", "take it back"},
    {"could not verify it", "unverified", "could not verify it"},
}};

struct FlagWords {
  std::string_view flag, meaning;
};

constexpr std::array<FlagWords, 9> kFlags = {{
    {"acknowledged", "the party that it is about admits it"},
    {"anonymous-only", "every source that says so is unnamed"},
    {"circular", "three articles or more, one origin: they pass on each other's report"},
    {"corrected", "an article that said so was corrected"},
    {"declined", "somebody was asked about it and would not say"},
    {"origin-outside-collection",
     "an outlet that is cited for it has no article in the collection"},
    {"superseded", "one who said so said later what conflicts with it"},
    {"unanswered", "somebody was asked about it and did not reply"},
    {"unverified", "an outlet says that it could not verify it"},
}};

constexpr std::size_t kLongestRole = 60;

// "Its harbor master" leans on a sentence that is not here.
std::string without_possessive(const std::string& role) {
  for (const std::string_view own :
       {"Its ", "its ", "His ", "his ", "Her ", "her ", "Their ", "their "}) {
    if (role.starts_with(own)) return role.substr(own.size());
  }
  return role;
}

// "director of Port Halden" tells more than "Director".
std::string fullest(const std::vector<std::string>& roles) {
  std::string best;
  for (const std::string& role : roles) {
    const std::string words = without_possessive(role);
    if (best.empty() || (words.size() <= kLongestRole && words.size() > best.size())) best = words;
  }
  return best;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// "The fire brigade" as it began a sentence; "The Halden Courier" is a name.
std::string in_a_sentence(std::string name) {
  for (const std::string_view article : {"The ", "A ", "An "}) {
    if (name.size() > article.size() && name.starts_with(article) && is_lower(name[article.size()]))
      name[0] = static_cast<char>(name[0] | 0x20);
  }
  return name;
}

constexpr std::array<std::string_view, 8> kPluralEnds = {
    "people", "men", "women", "police", "children", "media", "residents", "witnesses"};

// "two people", "witnesses", "officials": "says" would be no English.
bool is_plural(const Entity& entity) {
  if (entity.type != EntityType::kCollective && entity.type != EntityType::kAnonymous) return false;
  const std::string& name = entity.name;
  if (name.starts_with("a ") || name.starts_with("A ") || name.starts_with("an ") ||
      name.starts_with("An ") || name.starts_with("one "))
    return false;
  // What comes after "of", "at" or "who" says nothing about the number.
  std::string head = name;
  for (const std::string_view after :
       {" of ", " at ", " in ", " on ", " from ", " who ", " with ", " close ", " familiar "})
    head = head.substr(0, head.find(after));
  const auto ends = [&](std::string_view end) { return head.ends_with(end); };
  return std::any_of(kPluralEnds.begin(), kPluralEnds.end(), ends) ||
         (ends("s") && !ends("ss") && !ends("us") && !ends("'s") && !ends("is"));
}

bool says_the_same(const View& view, std::uint32_t a, std::uint32_t b) {
  const Statement& first = view.grouping.statements[a].statement;
  const Statement& second = view.grouping.statements[b].statement;
  return first.speaker == second.speaker && first.stance == second.stance &&
         first.voice == second.voice;
}

std::string moved_sentence(const View& view, std::uint32_t statement, std::size_t n_more) {
  const GroupedStatement& grouped = view.grouping.statements[statement];
  const bool own = grouped.statement.voice == Voice::kOwn;
  const std::string outlet = outlet_name(view, grouped.document);
  std::string sentence = speaker_name(view, statement);
  if (grouped.statement.speaker && !own) sentence = introduced(view, *grouped.statement.speaker);
  if (sentence != speaker_name(view, statement)) sentence += ",";
  sentence += " " + said_by_it(view, statement);
  if (own) return sentence + " in its own voice";
  // "The Courier takes it back (The Courier)" says one thing twice.
  const bool of_itself =
      grouped.statement.speaker == view.grouping.documents[grouped.document].outlet_entity;
  if (of_itself && n_more == 0 && grouped.statement.via.empty()) return sentence;
  sentence += " (" + outlet + citing(view, statement);
  if (n_more > 0) sentence += " and " + std::to_string(n_more) + " more";
  return sentence + ")";
}

}  // namespace

std::string entity_name(const View& view, EntityIndex entity) {
  const Entity& found = view.grouping.entities[entity];
  const std::string name = in_a_sentence(printable(found.name));
  return found.type == EntityType::kAnonymous ? name + " (unnamed)" : name;
}

std::string introduced(const View& view, EntityIndex entity) {
  const Entity& found = view.grouping.entities[entity];
  const std::string name = entity_name(view, entity);
  if (found.roles.empty() || found.type != EntityType::kPerson) return name;
  const std::string role = fullest(found.roles);
  return found.name.find(role) == std::string::npos ? name + ", " + printable(role) : name;
}

std::string speaker_name(const View& view, std::uint32_t statement) {
  const GroupedStatement& grouped = view.grouping.statements[statement];
  if (grouped.statement.speaker) return entity_name(view, *grouped.statement.speaker);
  if (grouped.statement.voice == Voice::kOwn) return outlet_name(view, grouped.document);
  return "somebody whom the article does not name";
}

std::string origin_name(const View& view, const Origin& origin, bool with_role) {
  if (origin.speakers.size() == 1 && with_role) return introduced(view, origin.speakers.front());
  std::vector<std::string> names, outlets;
  for (const EntityIndex speaker : origin.speakers) {
    const bool outlet = view.grouping.entities[speaker].type == EntityType::kOutlet;
    (outlet ? outlets : names).push_back(entity_name(view, speaker));
  }
  names.insert(names.end(), outlets.begin(), outlets.end());
  if (names.empty() && !origin.statements.empty())
    return speaker_name(view, origin.statements.front());
  return list_words(names);
}

std::string outlet_name(const View& view, std::uint32_t document) {
  const std::string name = printable(view.grouping.documents[document].outlet);
  return name.empty() ? "an outlet that is not named" : name;
}

std::string list_words(const std::vector<std::string>& words, std::size_t most) {
  std::string list;
  const std::size_t n_shown = words.size() > most ? most : words.size();
  for (std::size_t i = 0; i < n_shown; ++i) {
    const bool last = i + 1 == words.size();
    if (i > 0) list += last ? " and " : ", ";
    list += words[i];
  }
  if (n_shown < words.size()) list += " and " + std::to_string(words.size() - n_shown) + " more";
  return list;
}

std::string_view standing_words(StandingKind kind) {
  return kStandings.at(static_cast<std::size_t>(kind)).words;
}

std::string_view standing_meaning(StandingKind kind) {
  return kStandings.at(static_cast<std::size_t>(kind)).meaning;
}

std::string flag_words(std::string_view flag) {
  std::string words = printable(flag);
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

std::string_view flag_meaning(std::string_view flag) {
  for (const FlagWords& known : kFlags) {
    if (known.flag == flag) return known.meaning;
  }
  return "";
}

std::string standing_inked(const Look& look, StandingKind kind, std::string_view words) {
  switch (kind) {
    case StandingKind::kDisputed:
    case StandingKind::kDenied:
    case StandingKind::kWithdrawn:
      return ink(look, Ink::kWarn, words);
    case StandingKind::kMultipleOrigins:
    case StandingKind::kCorroborated:
      return ink(look, Ink::kStrong, words);
    default:
      return std::string(words);
  }
}

std::string_view verb(Stance stance) {
  return kStanceWords.at(static_cast<std::size_t>(stance)).verb;
}

std::string said_by_it(const View& view, std::uint32_t statement) {
  const Statement& said = view.grouping.statements[statement].statement;
  const bool plural =
      said.speaker && said.voice != Voice::kOwn && is_plural(view.grouping.entities[*said.speaker]);
  return std::string(plural ? kStanceWords.at(static_cast<std::size_t>(said.stance)).of_several
                            : verb(said.stance));
}

std::string_view short_verb(Stance stance) {
  return kStanceWords.at(static_cast<std::size_t>(stance)).short_verb;
}

std::string citing(const View& view, std::uint32_t statement) {
  std::vector<std::string> relays;
  for (const EntityIndex relay : view.grouping.statements[statement].statement.via) {
    relays.push_back(entity_name(view, relay));
  }
  if (relays.empty()) return "";
  std::string words = ", citing " + relays.front();
  for (std::size_t i = 1; i < relays.size(); ++i) words += ", which cites " + relays[i];
  return words;
}

StandingKind current(const ClaimStanding& standing) {
  return standing.history.empty() ? StandingKind::kUndetermined : standing.history.back().is;
}

std::string count_of(std::size_t n, std::string_view singular, std::string_view plural) {
  return std::to_string(n) + " " + std::string(n == 1 ? singular : plural);
}

std::string origins_words(const ClaimStanding& standing) {
  const int least = standing.origins_at_least;
  const int most = standing.origins_at_most;
  if (most <= 0) return "no origin";
  if (least == most) return count_of(static_cast<std::size_t>(most), "origin", "origins");
  return std::to_string(least) + " to " + std::to_string(most) + " origins";
}

std::string moved_words(const View& view, const Standing& standing) {
  std::vector<std::string> sentences;
  std::vector<std::uint32_t> said;
  for (const std::uint32_t statement : standing.moved_by) {
    const auto same = [&](std::uint32_t other) { return says_the_same(view, statement, other); };
    if (std::any_of(said.begin(), said.end(), same)) continue;
    said.push_back(statement);
    std::vector<std::uint32_t> documents;
    for (const std::uint32_t other : standing.moved_by) {
      const std::uint32_t document = view.grouping.statements[other].document;
      if (same(other) &&
          std::find(documents.begin(), documents.end(), document) == documents.end()) {
        documents.push_back(document);
      }
    }
    sentences.push_back(moved_sentence(view, statement, documents.size() - 1));
  }
  constexpr std::size_t kMostSentences = 3;
  std::string words;
  for (std::size_t i = 0; i < sentences.size() && i < kMostSentences; ++i) {
    words += (words.empty() ? "" : "; ") + sentences[i];
  }
  if (sentences.size() > kMostSentences) {
    words += "; and " + std::to_string(sentences.size() - kMostSentences) + " more";
  }
  return words;
}

}  // namespace sayso::cli

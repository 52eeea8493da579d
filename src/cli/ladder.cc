#include "cli/ladder.h"

#include <algorithm>
#include <map>

#include "cli/compare.h"
#include "cli/day.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

// What one article contributes to an origin.
struct Article {
  std::uint32_t document = 0;
  std::vector<std::uint32_t> statements;
};

class Builder {
 public:
  Builder(const View& view, const Origin& origin) : view_(view) {
    collect_articles(origin);
    for (const Article& article : articles_) {
      ladder_.rungs.push_back({outlet_name(view, article.document),
                               article.document,
                               published_day(view, article.document),
                               "",
                               {}});
    }
    for (std::size_t i = 0; i < articles_.size(); ++i) place(i);
    for (std::size_t i = 0; i < articles_.size(); ++i) note_stances(i);
    ladder_.source = origin_name(view, origin, true);
  }

  Ladder take() { return std::move(ladder_); }

 private:
  void collect_articles(const Origin& origin) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_document;
    for (const std::uint32_t statement : origin.statements) {
      if (!statement_shown(view_, statement)) continue;
      by_document[view_.grouping.statements[statement].document].push_back(statement);
    }
    for (auto& [document, statements] : by_document) {
      articles_.push_back({document, std::move(statements)});
    }
  }

  const DocumentHead& head(std::size_t article) const {
    return view_.grouping.documents[articles_[article].document];
  }

  // The latest article of `outlet` that stood there before article `reader` did.
  std::optional<std::size_t> article_of(EntityIndex outlet, std::size_t reader) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < reader; ++i) {
      if (head(i).outlet_entity == outlet) found = i;
    }
    return found;
  }

  std::optional<std::size_t> original_of(std::size_t article) const {
    for (const Copy& copy : view_.grouping.copies) {
      if (copy.copy != articles_[article].document) continue;
      for (std::size_t i = 0; i < articles_.size(); ++i) {
        if (i != article && articles_[i].document == copy.original) return i;
      }
    }
    return std::nullopt;
  }

  // "Meridian reports that": an outlet that another one cites is a relay, too, where the articles of
  // both are here.
  std::vector<EntityIndex> relays_of(std::size_t article) const {
    for (const std::uint32_t index : articles_[article].statements) {
      const Statement& statement = view_.grouping.statements[index].statement;
      if (!statement.via.empty()) return statement.via;
      const auto& speaker = statement.speaker;
      if (statement.voice == Voice::kAttributed && speaker &&
          *speaker != head(article).outlet_entity && article_of(*speaker, article))
        return {*speaker};
    }
    return {};
  }

  std::optional<std::size_t> credited_by(std::size_t article) const {
    for (const EntityIndex agency : head(article).credits) {
      if (agency == head(article).outlet_entity) continue;
      if (const auto found = article_of(agency, article)) return found;
    }
    return std::nullopt;
  }

  // Copies first, then what the text itself says, then what the byline says.
  void place(std::size_t article) {
    if (const auto original = original_of(article))
      return hang_below(article, original, copy_note(*original, article));
    if (const std::vector<EntityIndex> relays = relays_of(article); !relays.empty()) {
      const std::string cited = entity_name(view_, relays.front());
      return hang_below(article, relay_rung(relays, 0, article), "cites " + cited);
    }
    if (const auto credited = credited_by(article)) {
      hang_below(article, credited, "credits " + ladder_.rungs[*credited].name);
    }
  }

  std::string copy_note(std::size_t original, std::size_t copy) const {
    switch (way_between(view_, articles_[original].document, articles_[copy].document).rule) {
      case WayRule::kCompleteness:
        return "copy, so far as the length tells";
      case WayRule::kOrder:
        return std::string("same text; ") + kNothingTells;
      default:
        return "copy";
    }
  }

  // Two articles that each name the other would hang in the air: then the later link is left out.
  void hang_below(std::size_t article, std::optional<std::size_t> below, const std::string& note) {
    ladder_.rungs[article].note = note;
    if (below && !leads_to(*below, article)) ladder_.rungs[article].below = below;
  }

  // Whether going down from `from` one comes to `to`.
  bool leads_to(std::size_t from, std::size_t to) const {
    std::optional<std::size_t> at = from;
    for (std::size_t steps = 0; at && steps <= ladder_.rungs.size(); ++steps) {
      if (*at == to) return true;
      at = ladder_.rungs[*at].below;
    }
    return false;
  }

  // The rung of relays[i]: its article if the collection has it, else one that is only cited.
  std::optional<std::size_t> relay_rung(const std::vector<EntityIndex>& relays, std::size_t i,
                                        std::size_t reader) {
    if (i == relays.size()) return std::nullopt;
    if (relays[i] == head(reader).outlet_entity) return relay_rung(relays, i + 1, reader);
    if (const auto article = article_of(relays[i], reader)) return article;
    if (const auto known = cited_.find(relays[i]); known != cited_.end()) return known->second;
    const std::size_t rung = ladder_.rungs.size();
    cited_[relays[i]] = rung;
    ladder_.rungs.push_back({entity_name(view_, relays[i]), {}, "", cited_note(relays[i]), {}});
    const std::optional<std::size_t> below = relay_rung(relays, i + 1, reader);
    ladder_.rungs[rung].below = below;
    return rung;
  }

  std::string cited_note(EntityIndex relay) const {
    const auto& heads = view_.grouping.documents;
    const bool known = std::any_of(heads.begin(), heads.end(), [&](const DocumentHead& document) {
      return document.outlet_entity == relay;
    });
    return known ? "cited; no article of it says so here" : "cited; not in the collection";
  }

  // "said 11 Apr", for who has it from the source itself and published it on another day.
  std::string said_before(std::size_t article) const {
    if (ladder_.rungs[article].below) return "";
    std::string day;
    for (const std::uint32_t index : articles_[article].statements) {
      const std::string& said = view_.grouping.statements[index].statement.said_on;
      if (!said.empty() && (day.empty() || said < day)) day = said;
    }
    if (day.empty() || ladder_.rungs[article].day.starts_with(day)) return "";
    const bool other_year = day.substr(0, 4) != ladder_.rungs[article].day.substr(0, 4);
    return "said " + short_day(day, view_.with_years || other_year);
  }

  void note_stances(std::size_t article) {
    std::vector<std::string> words;
    if (const std::string said = said_before(article); !said.empty()) words.push_back(said);
    for (const std::uint32_t index : articles_[article].statements) {
      const Statement& statement = view_.grouping.statements[index].statement;
      std::string word;
      if (statement.stance != Stance::kAsserts) word = short_verb(statement.stance);
      if (statement.voice == Voice::kOwn)
        word = statement.seen ? "saw it itself" : "in its own voice";
      if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) {
        words.push_back(word);
      }
    }
    std::string& note = ladder_.rungs[article].note;
    for (const std::string& word : words) note += (note.empty() ? "" : "; ") + word;
  }

  const View& view_;
  std::vector<Article> articles_;  // in the order of publication; rung i is article i
  std::map<EntityIndex, std::size_t> cited_;
  Ladder ladder_;
};

struct Line {
  std::string tree;
  const Rung* rung = nullptr;
};

// The rungs below `parent` (nothing: below the source), each followed by its own.
void add_lines(const Ladder& ladder, std::optional<std::size_t> parent, const std::string& tree,
               std::vector<Line>& lines) {
  std::vector<std::size_t> children;
  for (std::size_t i = 0; i < ladder.rungs.size(); ++i) {
    if (ladder.rungs[i].below == parent) children.push_back(i);
  }
  for (const std::size_t child : children) {
    const bool last = child == children.back();
    const std::string branch = parent ? (last ? "`-- " : "|-- ") : "";
    const std::string beneath = parent ? (last ? "    " : "|   ") : "";
    lines.push_back({tree + branch, &ladder.rungs[child]});
    add_lines(ladder, child, tree + beneath, lines);
  }
}

std::string day_words(const View& view, const Rung& rung) {
  return rung.document ? short_day(rung.day, view.with_years) : "";
}

// A source that only one article has stands on one line with it.
std::string single_line(const View& view, const Ladder& ladder, const Look& look, int indent) {
  const Rung& rung = ladder.rungs.front();
  std::string words = ladder.source == rung.name ? "" : rung.name + ", ";
  words += day_words(view, rung);
  if (!rung.note.empty()) words += ink(look, Ink::kDim, "; " + rung.note);
  const std::string lead(static_cast<std::size_t>(indent), ' ');
  if (display_width(ladder.source) > 30) {
    return hang(lead, ladder.source, look.width) + hang(lead + "  ", words, look.width);
  }
  return hang(lead + pad(ladder.source, 30) + " ", words, look.width);
}

}  // namespace

Ladder build_ladder(const View& view, const Origin& origin) { return Builder(view, origin).take(); }

std::string ladder_text(const View& view, const Ladder& ladder, const Look& look, int indent) {
  if (ladder.rungs.size() == 1) return single_line(view, ladder, look, indent);
  std::vector<Line> lines;
  add_lines(ladder, {}, "", lines);
  int widest = 28;
  for (const Line& line : lines) {
    widest = std::max(widest, display_width(line.tree) + display_width(line.rung->name));
  }
  widest = std::min(widest, look.width - indent - 30);
  const std::string lead(static_cast<std::size_t>(indent), ' ');
  const int day_width = view.with_years ? 12 : 7;
  std::string out = hang(lead, ladder.source, look.width);
  for (const Line& line : lines) {
    const std::string name =
        line.tree + shorten(line.rung->name, std::max(8, widest - display_width(line.tree)));
    const std::string row =
        lead + "  " + pad(name, widest) + " " + pad(day_words(view, *line.rung), day_width) + " ";
    out += hang(row, ink(look, Ink::kDim, line.rung->note), look.width);
  }
  return out;
}

}  // namespace sayso::cli

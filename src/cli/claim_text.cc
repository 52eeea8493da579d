// `sayso claim C1`: one claim, and everything that its standing rests on.

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "cli/day.h"
#include "cli/hangs.h"
#include "cli/ladder.h"
#include "cli/listing.h"
#include "cli/marked.h"
#include "cli/phrase.h"
#include "cli/review_text.h"

namespace sayso::cli {
namespace {

struct Page {
  const View& view;
  const Claim& claim;
  const ClaimStanding& standing;
  std::uint32_t index;
  const ClaimDetail& detail;
  const Look& look;
};

std::string day_words(const Page& page, std::string_view day) {
  return short_day(day, page.view.with_years);
}

std::string heading(const Page& page, std::string_view words) {
  return "\n " + ink(page.look, Ink::kStrong, words) + "\n";
}

std::string title(const Page& page) {
  const std::string number = " " + claim_number(page.view, page.index) + "  ";
  const auto n_articles = static_cast<std::size_t>(count_articles(page.view));
  std::string summary = std::to_string(page.standing.articles) + " of " +
                        count_of(n_articles, "article", "articles") + ", " +
                        origins_words(page.standing);
  for (const std::string& flag : page.standing.flags) summary += "; " + flag_words(flag);
  if (!page.view.last_day.empty()) summary += "; as of " + long_day(page.view.last_day);
  const std::string blank(static_cast<std::size_t>(display_width(number)), ' ');
  std::string out = hang(ink(page.look, Ink::kNumber, number),
                         ink(page.look, Ink::kStrong, printable(page.claim.text)), page.look.width);
  out += hang(blank, ink(page.look, Ink::kDim, summary), page.look.width);
  if (!page.claim.happened_on.empty()) {
    out += hang(
        blank,
        ink(page.look, Ink::kDim, "said to have happened: " + long_day(page.claim.happened_on)),
        page.look.width);
  }
  return out;
}

// What moved it; the rule only where nothing else can be said, or where it was asked for.
std::string moved(const Page& page, const Standing& entry) {
  const std::string words = moved_words(page.view, entry);
  const std::string why = printable(entry.why);
  if (words.empty()) return why;
  return page.detail.why && !why.empty() ? words + ": " + ink(page.look, Ink::kDim, why) : words;
}

std::string history(const Page& page) {
  std::string out = heading(page, "Where it stands");
  if (page.standing.history.empty()) return out + "   nothing was said yet that has a date\n";
  const int day_width = page.view.with_years ? 13 : 9;
  for (const Standing& entry : page.standing.history) {
    const std::string words = pad(standing_words(entry.is), 17);
    const std::string day = pad(day_words(page, entry.as_of), day_width);
    out += hang("   " + day + standing_inked(page.look, entry.is, words) + " ", moved(page, entry),
                page.look.width);
  }
  return out;
}

bool asserts(const Page& page, const Origin& origin) {
  return std::any_of(origin.statements.begin(), origin.statements.end(), [&](std::uint32_t s) {
    const Stance stance = page.view.grouping.statements[s].statement.stance;
    return stance == Stance::kAsserts || stance == Stance::kConfirms;
  });
}

std::string ladders(const Page& page, bool asserting, std::string_view words) {
  std::string out;
  for (const Origin& origin : page.standing.origins) {
    if (asserts(page, origin) != asserting) continue;
    const Ladder ladder = build_ladder(page.view, origin);
    if (!ladder.rungs.empty()) out += ladder_text(page.view, ladder, page.look, 3);
  }
  return out.empty() ? out : heading(page, words) + out;
}

// Statements of the claim on the day with one of these stances.
std::vector<std::uint32_t> with_stance(const Page& page, const std::set<Stance>& stances) {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t s : page.claim.statements) {
    if (!statement_shown(page.view, s)) continue;
    if (stances.contains(page.view.grouping.statements[s].statement.stance)) found.push_back(s);
  }
  return found;
}

// "Halden Port Authority: no reply (13 Mar)", each speaker and stance once, with its first day.
std::vector<std::string> voices(const Page& page, const std::set<Stance>& stances) {
  std::vector<std::string> sentences;
  std::set<std::pair<std::string, Stance>> named;
  for (const std::uint32_t s : with_stance(page, stances)) {
    const GroupedStatement& grouped = page.view.grouping.statements[s];
    const std::string name = speaker_name(page.view, s);
    if (!named.emplace(name, grouped.statement.stance).second) continue;
    sentences.push_back(name + " " + said_by_it(page.view, s) + " (" +
                        outlet_name(page.view, grouped.document) + ", " +
                        day_words(page, published_day(page.view, grouped.document)) + ")");
  }
  return sentences;
}

std::vector<std::string> conflicts(const Page& page) {
  std::vector<std::string> sentences;
  for (const auto& [a, b] : page.view.grouping.contradicts) {
    if (a != page.index && b != page.index) continue;
    const std::uint32_t other = a == page.index ? b : a;
    if (!claim_shown(page.view, other)) continue;
    sentences.push_back(claim_number(page.view, other) + ", " +
                        printable(page.view.grouping.claims[other].text));
  }
  return sentences;
}

std::vector<std::string> unknown_people(const Page& page) {
  std::vector<std::string> sentences;
  // Two of one description are two; the question is asked once.
  std::map<std::string, std::set<EntityIndex>> asked;
  std::vector<std::string> order;
  for (const Origin& origin : page.standing.origins) {
    for (const EntityIndex speaker : origin.speakers) {
      const Entity& entity = page.view.grouping.entities[speaker];
      if (entity.type != EntityType::kAnonymous) continue;
      const std::string name = printable(entity.name);
      if (asked[name].empty()) order.push_back(name);
      asked[name].insert(speaker);
    }
  }
  for (const std::string& name : order) {
    sentences.push_back("who is meant by \"" + name + "\"" +
                        (asked[name].size() > 1 ? ", and whether each time the same" : ""));
  }
  return sentences;
}

// What the texts leave open, as far as the standing depends on it.
std::vector<std::string> unknowns(const Page& page) {
  std::vector<std::string> sentences;
  if (page.standing.origins_at_least != page.standing.origins_at_most) {
    sentences.push_back("whether the " + std::to_string(page.standing.origins_at_most) +
                        " asserting origins know it independently of each other, or only " +
                        std::to_string(page.standing.origins_at_least) + " do");
  } else if (current(page.standing) == StandingKind::kMultipleOrigins) {
    sentences.push_back("whether the origins know it independently of each other");
  }
  for (std::string& sentence : unknown_people(page)) sentences.push_back(std::move(sentence));
  std::set<std::string> cited;
  for (const Origin& origin : page.standing.origins) {
    for (const Rung& rung : build_ladder(page.view, origin).rungs) {
      if (!rung.document) cited.insert(rung.name);
    }
  }
  for (const std::string& name : cited) {
    sentences.push_back("what " + name + " wrote: it is cited, and no article of it here says so");
  }
  std::set<std::string> undated;
  for (const std::uint32_t s : page.claim.statements) {
    const std::uint32_t document = page.view.grouping.statements[s].document;
    if (published_day(page.view, document).empty())
      undated.insert(article_name(page.view, document));
  }
  for (const std::string& name : undated) sentences.push_back("when " + name + " was published");
  return sentences;
}

std::string labelled(const Page& page, std::string_view label,
                     const std::vector<std::string>& sentences) {
  std::string out;
  for (const std::string& sentence : sentences) {
    const std::string lead = out.empty() ? std::string(label) : "";
    out += hang(" " + ink(page.look, Ink::kStrong, pad(lead, 11)) + " ", sentence, page.look.width);
  }
  return out;
}

std::string quotes(const Page& page) {
  std::string out = heading(page, "In their words");
  for (const std::uint32_t s : page.claim.statements) {
    if (!statement_shown(page.view, s)) continue;
    const GroupedStatement& grouped = page.view.grouping.statements[s];
    const std::string head =
        article_name(page.view, grouped.document) + " " + outlet_name(page.view, grouped.document) +
        ", " + day_words(page, published_day(page.view, grouped.document)) + ": " +
        speaker_name(page.view, s) + " " + said_by_it(page.view, s) + citing(page.view, s);
    out += hang("   ", ink(page.look, Ink::kDim, head), page.look.width);
    std::string words =
        marked_text(page.view, grouped.document, grouped.statement.sentence, {s}, page.look);
    std::replace(words.begin(), words.end(), '\n', ' ');
    out += hang("     ", words, page.look.width);
  }
  return out;
}

std::string link_line(const Page& page, const ClaimLink& link) {
  std::string words = statement_number(link.a) + " and " + statement_number(link.b) + ": " +
                      printable(link.reason.rule);
  if (!link.reason.detail.empty()) words += " (" + printable(link.reason.detail) + ")";
  return hang("   ", words, page.look.width);
}

// "A and B"; where one of the two is several, "A and B beside C".
std::string pair_words(const std::string& a, const std::string& b) {
  const bool several = a.find(" and ") != std::string::npos || b.find(" and ") != std::string::npos;
  return a + (several ? " beside " : " and ") + b;
}

bool link_shown(const Page& page, const ClaimLink& link) {
  return statement_shown(page.view, link.a) && statement_shown(page.view, link.b);
}

std::string reasons(const Page& page) {
  std::string same_claim, same_origin;
  for (const ClaimLink& link : page.claim.links) {
    if (link_shown(page, link)) same_claim += link_line(page, link);
  }
  for (const Origin& origin : page.standing.origins) {
    for (const ClaimLink& link : origin.folds) {
      if (link_shown(page, link)) same_origin += link_line(page, link);
    }
  }
  std::string out = heading(page, "Why these statements are one claim");
  out += same_claim.empty() ? "   there is nothing to join: it has one statement\n" : same_claim;
  out += heading(page, "Why origins were folded");
  out += same_origin.empty() ? "   none was folded\n" : same_origin;
  std::string apart;
  for (const Apart& one : why_apart(page.view.grouping, page.index, page.view.as_of, 20)) {
    const auto name = [&](std::size_t origin) {
      return origin_name(page.view, page.standing.origins[origin], false);
    };
    apart += hang("   ",
                  pair_words(name(one.a), name(one.b)) + (one.may_be_one ? " may be one: " : ": ") +
                      printable(one.reason.detail),
                  page.look.width);
  }
  if (!apart.empty()) out += heading(page, "Why origins were kept apart") + apart;
  return out;
}

}  // namespace

std::string claim_text(const View& view, std::uint32_t claim, const ClaimDetail& detail,
                       const Look& look) {
  const Page page{view, view.grouping.claims[claim], view.standings[claim], claim, detail, look};
  std::string out = title(page);
  out += history(page);
  out += ladders(page, true, "On whose word");
  out += ladders(page, false, "Denied or taken back by");
  std::string rest =
      labelled(page, "Silence", voices(page, {Stance::kDeclines, Stance::kUnanswered}));
  rest += labelled(page, "Doubts", voices(page, {Stance::kQuestions}));
  rest += labelled(page, "Unverified", voices(page, {Stance::kUnverified}));
  rest += labelled(page, "Conflicts", conflicts(page));
  rest += labelled(page, "Hangs on", hang_sentences(view, claim));
  rest += labelled(page, "Not known", unknowns(page));
  if (!rest.empty()) out += "\n" + rest;
  out += reviews_of_claim_text(view, claim, look);
  if (detail.quotes) out += quotes(page);
  if (detail.why) out += reasons(page);
  if (!detail.quotes) {
    out += "\n" +
           hang(" ",
                ink(look, Ink::kDim,
                    "`sayso claim " + claim_number(view, claim) + " --quotes` shows the sentences" +
                        (detail.why ? "." : ", --why the reasons.")),
                look.width);
  }
  return out;
}

}  // namespace sayso::cli

// sayso review accept|reject|correct|merge|split|relate|note|undo|list|export|import
//
// Each review is tried first: the collection is grouped with it and without, and what differs is
// shown. With --dry-run that is all; else it is written then, with who and when, and nothing that
// was there before is changed.

#include <algorithm>
#include <memory>
#include <utility>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/files.h"
#include "cli/phrase.h"
#include "cli/review_make.h"
#include "cli/review_text.h"
#include "cli/reviewer.h"
#include "sayso/group.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kMaxReviewBytes = std::size_t{256} << 20;  // of a file of reviews
constexpr std::size_t kMostShown = 20;                           // of imported reviews
constexpr const char* kHeader =
    "{\"format\":\"sayso-reviews\",\"version\":1}\n";  // the first line of a file of reviews

struct Asked {
  ReviewAsked what;
  std::string by, when;
  bool dry_run = false;
  bool orphaned = false;   // of list
  std::string file = "-";  // of export and import
  // Of correct; nothing where an option was not given.
  std::vector<std::pair<std::string, std::shared_ptr<std::string>>> fields;
  bool no = false;  // of relate: --not
};

Result<Desk> open_desk(const Options& options) {
  Result<Reading> reading = open_reading(options);
  if (!reading) return reading.error();
  Result<std::vector<Records>> records = reading->ledger.records();
  if (!records) return records.error();
  return Desk{*std::move(reading), *std::move(records)};
}

// The claims as they would be with these reviews, too.
View with_reviews(const Desk& desk, const std::vector<Review>& fresh, const std::string& as_of) {
  std::vector<Review> all = desk.reading.view.reviews;
  for (const Review& review : fresh) {
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Review& one) { return one.id == review.id; });
    if (same == all.end()) {
      all.push_back(review);
    } else if (same->redacted && !review.redacted) {
      *same = review;
    }
  }
  std::sort(all.begin(), all.end(), [](const Review& a, const Review& b) {
    return std::tie(a.when, a.id) < std::tie(b.when, b.id);
  });
  View view = make_view(group(desk.records, all), as_of);
  view.reviews = std::move(all);
  return view;
}

std::vector<std::uint32_t> places_of(const View& view, const std::vector<Review>& reviews) {
  std::vector<std::uint32_t> places;
  for (const Review& review : reviews) {
    for (std::uint32_t r = 0; r < view.reviews.size(); ++r) {
      if (view.reviews[r].id == review.id) places.push_back(r);
    }
  }
  return places;
}

// Writes them, and the claims that follow.
Result<Done> write(const Options& options, const std::vector<Review>& fresh) {
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return ledger.error();
  if (const auto added = ledger->add_reviews(fresh); !added) return added.error();
  const Result<Grouping> grouping = derive(*ledger);
  if (!grouping) return grouping.error();
  return ledger->store(*grouping);
}

// With the numbers that were typed: after it others may hold.
std::string head_words(const View& before, const View& after,
                       const std::vector<std::uint32_t>& made, bool dry_run) {
  const Review& review = after.reviews[made.front()];
  return review_number(made.front()) + (dry_run ? " would be " : " ") +
         review_words(before, review) + "; " + reviewer_words(review);
}

int show(const Options& options, const View& before, const View& after,
         const std::vector<std::uint32_t>& made, const std::string& head, bool dry_run) {
  if (options.json) return print(changes_json(before, after, made, !dry_run));
  const Look look = look_of_output();
  std::string out = hang(" ", ink(look, Ink::kStrong, head), look.width);
  if (made.size() == 1) {
    out += about_text(before, after.reviews[made.front()], look);
  } else {
    for (std::size_t i = 0; i < std::min(made.size(), kMostShown); ++i) {
      out += hang("   ", review_number(made[i]) + " " + review_words(after, after.reviews[made[i]]),
                  look.width);
    }
    if (made.size() > kMostShown)
      out += "   and " + std::to_string(made.size() - kMostShown) + " more\n";
  }
  out += effects_text(before, after, made, look);
  out += "\n " + ink(look, Ink::kStrong, dry_run ? "What would change" : "What has changed") + "\n";
  out += changes_text(before, after, look);
  if (dry_run) {
    out += "\n" + hang(" ", ink(look, Ink::kDim, "Nothing was written (--dry-run)."), look.width);
  } else if (made.size() == 1) {
    out +=
        "\n" + hang(" ",
                    ink(look, Ink::kDim,
                        "`sayso review undo " + review_number(made.front()) + "` takes it back."),
                    look.width);
  }
  return print(out);
}

// "none" and "" both mean that there is none.
Result<Done> collect_corrections(Asked& asked) {
  for (const auto& [field, value] : asked.fields) {
    if (!value) continue;
    if (find_invalid_utf8(*value)) return Error{"--" + field + " is not valid UTF-8", "", ""};
    const bool none = *value == "none" && field != "content";
    asked.what.corrections.push_back({field, none ? std::string() : *value});
  }
  for (const std::string& relay : asked.what.via) {
    if (find_invalid_utf8(relay)) return Error{"--via is not valid UTF-8", "", ""};
  }
  return Done{};
}

int run_make(const Options& options, Asked asked) {
  if (Result<Done> collected = collect_corrections(asked); !collected)
    return complain(collected.error());
  if (find_invalid_utf8(asked.what.note) || find_invalid_utf8(asked.by))
    return complain({"a note or a name is not valid UTF-8", "", "write it in UTF-8"});
  Result<Desk> desk = open_desk(options);
  if (!desk) return complain(desk.error());
  Result<Review> review = make_review(asked.what, *desk);
  if (!review) return complain(review.error());
  const View& before = desk->reading.view;
  review->by = reviewer_name(asked.by);
  review->when = asked.when.empty() ? time_after(before.reviews) : review_time(asked.when);
  review->id = review_id(*review);
  const View after = with_reviews(*desk, {*review}, options.as_of);
  const std::vector<std::uint32_t> made = places_of(after, {*review});
  if (!asked.dry_run) {
    if (const Result<Done> written = write(options, {*review}); !written)
      return complain(written.error());
  }
  return show(options, before, after, made, head_words(before, after, made, asked.dry_run),
              asked.dry_run);
}

int run_list(const Options& options, const Asked& asked) {
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  const View& view = reading.value().view;
  return print(options.json ? reviews_json(view, asked.orphaned)
                            : reviews_text(view, asked.orphaned, look_of_output()));
}

int run_export(const Options& options, const Asked& asked) {
  const Result<Reading> reading = open_reading(options);
  if (!reading) return complain(reading.error());
  std::string text = kHeader;
  for (const Review& review : reading.value().view.reviews) text += review_to_json(review) + "\n";
  if (asked.file == "-") return print(text);
  if (const Result<Done> written = write_file(asked.file, text); !written)
    return complain(written.error());
  return print(
      two_ends("wrote " + count_of(reading.value().view.reviews.size(), "review", "reviews"),
               printable(asked.file), look_of_output().width));
}

struct Imported {
  std::vector<Review> reviews;
  std::vector<Error> errors;
};

Imported parse(const std::string& text, const std::string& file) {
  Imported imported;
  std::size_t n_line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++n_line;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line + "\n" == kHeader) continue;
    Result<Review> review = review_from_json(line);
    if (review) {
      imported.reviews.push_back(*std::move(review));
      continue;
    }
    Error error = review.error();
    error.where = (file == "-" ? "standard input" : file) + ", line " + std::to_string(n_line);
    error.remedy = n_line == 1 ? "`sayso review export` writes what can be read here"
                               : "ask its author to export it again";
    imported.errors.push_back(std::move(error));
  }
  return imported;
}

int report(const std::vector<Error>& errors) {
  for (const Error& error : errors) complain(error);
  if (errors.empty()) return kDone;
  return complain({count_of(errors.size(), "line", "lines") + " could not be read, see above; the "
                                                              "rest was",
                   "", ""});
}

int run_import(const Options& options, const Asked& asked) {
  const Result<std::string> text = read_file(asked.file, kMaxReviewBytes);
  if (!text) return complain(text.error());
  Imported imported = parse(*text, asked.file);
  Result<Desk> desk = open_desk(options);
  if (!desk) return complain(desk.error());
  const View& before = desk->reading.view;
  std::vector<Review> fresh;
  std::set<std::string> known;
  for (const Review& review : before.reviews) {
    if (!review.redacted) known.insert(review.id);
  }
  for (Review& review : imported.reviews) {
    if (known.insert(review.id).second) fresh.push_back(std::move(review));
  }
  const std::size_t n_known = imported.reviews.size() - fresh.size();
  // Whether they fit the texts, and what of them is of a forgotten text, only the ledger knows: it
  // is asked on a copy where nothing is to be written.
  if (!asked.dry_run) {
    if (const Result<Done> written = write(options, fresh); !written)
      return complain(written.error());
    const Result<Reading> reading = open_reading(options);
    if (!reading) return complain(reading.error());
    const View& after = reading.value().view;
    const int shown = show(options, before, after, places_of(after, fresh),
                           "imported " + count_of(fresh.size(), "review", "reviews") + ", " +
                               std::to_string(n_known) + " already there",
                           false);
    return shown == kDone ? report(imported.errors) : shown;
  }
  for (Review& review : fresh) {
    const Result<bool> fits = desk->reading.ledger.fits(review);
    if (!fits) return complain(fits.error());
    review.fits = *fits;
  }
  const View after = with_reviews(*desk, fresh, options.as_of);
  const int shown = show(options, before, after, places_of(after, fresh),
                         "would import " + count_of(fresh.size(), "review", "reviews") + ", " +
                             std::to_string(n_known) + " already there",
                         true);
  return shown == kDone ? report(imported.errors) : shown;
}

// ---- the command line
// ----------------------------------------------------------------------------

std::string a_date(const std::string& text) {
  return text == "none" || !day_of(text).empty()
             ? ""
             : "\"" + printable(text) + "\" is no date; write 2023-03-14, 2023-03, 2023 or none";
}

std::string a_time(const std::string& text) {
  return review_time(text).empty()
             ? "\"" + printable(text) + "\" is no time; write it as 2023-03-14T09:30:00Z"
             : "";
}

class Adder {
 public:
  Adder(CLI::App& review, Commands& commands) : review_(review), commands_(commands) {}

  CLI::App* command(const char* name, const char* what, ReviewAction action) {
    asked_ = std::make_shared<Asked>();
    asked_->what.action = action;
    CLI::App* command = review_.add_subcommand(name, what);
    command->add_option("--as", asked_->by,
                        "Who decides; by default SAYSO_REVIEWER, or who is logged in");
    command->add_option("--when", asked_->when, "When it was decided; now without it")
        ->type_name("TIME")
        ->check(a_time);
    command->add_option("--note", asked_->what.note, "Why, in your own words");
    command->add_flag("--dry-run", asked_->dry_run, "Shows what would change; writes nothing");
    run(command, run_make);
    return command;
  }

  CLI::App* plain(const char* name, const char* what, int (*run_it)(const Options&, const Asked&)) {
    asked_ = std::make_shared<Asked>();
    CLI::App* command = review_.add_subcommand(name, what);
    run(command, run_it);
    return command;
  }

  void names(CLI::App* command, const char* name, const char* what, int min, int max) {
    command->add_option(name, asked_->what.names, what)->required()->expected(min, max);
  }

  void kinds(CLI::App* command, bool origin, bool document) {
    command->add_flag("--entity", asked_->what.entity, "The names are of persons or organisations");
    if (origin) command->add_flag("--origin", asked_->what.origin, "The origins of two statements");
    if (document) command->add_flag("--document", asked_->what.document, "The name is an article");
  }

  CLI::Option* field(CLI::App* command, const char* option, const char* field, const char* what) {
    asked_->fields.emplace_back(field, nullptr);
    const auto asked = asked_;
    const std::size_t at = asked_->fields.size() - 1;
    return command->add_option_function<std::string>(
        option,
        [asked, at](const std::string& value) {
          asked->fields[at].second = std::make_shared<std::string>(value);
        },
        what);
  }

  void json(CLI::App* command) {
    command->add_flag("--json", commands_.options.json, "As JSON, for programs");
  }

  Asked& asked() { return *asked_; }
  std::shared_ptr<Asked> shared() { return asked_; }

 private:
  template <typename Run>
  void run(CLI::App* command, Run run_it) {
    Commands& commands = commands_;
    const auto asked = asked_;
    command->callback([&commands, asked, run_it] {
      commands.chosen = [&commands, asked, run_it] { return run_it(commands.options, *asked); };
    });
    json(command);
  }

  CLI::App& review_;
  Commands& commands_;
  std::shared_ptr<Asked> asked_;
};

// "said-on" of the field said_on
std::string option_of(std::string field) {
  std::replace(field.begin(), field.end(), '_', '-');
  return field;
}

[[noreturn]] void wrong(const std::string& what) { throw CLI::ValidationError(what); }

void add_correct(Adder& add) {
  const CLI::IsMember is_type(
      {"person", "organisation", "outlet", "place", "anonymous", "collective", "document"});
  CLI::App* command = add.command(
      "correct", "A statement, an article's head or whom one speaks for", ReviewAction::kCorrect);
  add.names(command, "NAME", "S12; with --entity a name; with --document an article (a1)", 1, 999);
  add.kinds(command, false, true);
  add.field(command, "--speaker", "speaker", "Who says it, or none");
  command
      ->add_option("--new", add.asked().what.new_type,
                   "Of which type a speaker or relay is whom no article names: person, ...")
      ->type_name("TYPE")
      ->check(is_type);
  add.field(
         command, "--content", "content",
         "The words that are the content, as they stand in the article; pieces joined by ' ... '")
      ->type_name("WORDS");
  command
      ->add_option("--via", add.asked().what.via,
                   "Through whom the article has it, or none; several: the one nearest to the "
                   "reader first")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add.field(command, "--stance", "stance", "asserts, confirms, denies, ...")
      ->check(CLI::IsMember({"asserts", "confirms", "denies", "questions", "declines", "unanswered",
                             "retracts", "unverified"}));
  add.field(command, "--said-on", "said_on", "When it was said, or none")
      ->type_name("DAY")
      ->check(a_date);
  add.field(command, "--happened-on", "happened_on", "When what it tells of happened, or none")
      ->type_name("DAY")
      ->check(a_date);
  add.field(command, "--party", "party", "With --entity: whom it speaks for, or none");
  add.field(command, "--type", "type", "With --entity: person, organisation, outlet, ...")
      ->type_name("TYPE")
      ->check(is_type);
  add.field(command, "--outlet", "outlet", "With --document: who published it");
  add.field(command, "--title", "title", "With --document: its title");
  add.field(command, "--byline", "byline", "With --document: who wrote it");
  add.field(command, "--published", "published", "With --document: when, or none")
      ->type_name("DATE")
      ->check(a_date);
  const auto asked = add.shared();
  command->parse_complete_callback([asked] {
    if (!asked->what.via.empty())
      asked->fields.emplace_back("via", std::make_shared<std::string>(asked->what.via.front()));
    std::size_t n_fields = 0;
    for (const auto& [field, value] : asked->fields) {
      if (!value) continue;
      ++n_fields;
      const bool of_entity = field == "party" || field == "type";
      const bool of_document =
          field == "outlet" || field == "title" || field == "byline" || field == "published";
      if (of_entity != asked->what.entity || of_document != asked->what.document)
        wrong("--" + option_of(field) + " is of " +
              (of_entity     ? "an entity: name it with --entity"
               : of_document ? "an article: name it with --document"
                             : "a statement: name it as S12"));
    }
    if (n_fields == 0) wrong("it is not said what to correct");
    if (n_fields > 1 && asked->what.entity)
      wrong("--party and --type are two reviews: correct one after the other");
    const bool content =
        std::any_of(asked->fields.begin(), asked->fields.end(),
                    [](const auto& one) { return one.first == "content" && one.second; });
    if (content && asked->what.names.size() > 1)
      wrong("the content of one statement at a time can be corrected");
    if (asked->what.names.size() > 1 && (asked->what.entity || asked->what.document))
      wrong("one entity or article at a time can be corrected");
  });
}

void add_makers(Adder& add) {
  CLI::App* accept =
      add.command("accept", "These statements are right, and stay when model or rules change",
                  ReviewAction::kAccept);
  add.names(accept, "NAME", "S12 ..., or a claim (C3)", 1, 999);
  CLI::App* reject =
      add.command("reject", "These statements are none: nobody says so", ReviewAction::kReject);
  add.names(reject, "NAME", "S12 ..., or a claim (C3)", 1, 999);
  add_correct(add);
  CLI::App* merge =
      add.command("merge", "Two claims, entities or origins are one", ReviewAction::kMerge);
  add.names(merge, "NAME", "C3 C7 (or S12: that statement alone); names; with --origin S1 S2", 2,
            99);
  add.kinds(merge, true, false);
  CLI::App* split = add.command(
      "split", "Statements out of a claim; an entity in two; origins that are independent",
      ReviewAction::kSplit);
  add.names(split, "NAME", "C3 S12 S14: these out of C3; with --entity a name; with --origin S1 S2",
            1, 999);
  add.kinds(split, true, false);
  split
      ->add_option("--in", add.asked().what.in,
                   "With --entity: the articles in which somebody else is meant (a1,a3)")
      ->delimiter(',')
      ->type_name("ARTICLES");
  const auto splitting = add.shared();
  split->parse_complete_callback([splitting] {
    const ReviewAsked& what = splitting->what;
    if (what.entity && (what.in.empty() || what.names.size() != 1))
      wrong("--entity takes one name, and --in the articles in which somebody else is meant");
    if (what.origin && what.names.size() != 2) wrong("--origin takes two statements");
  });
  CLI::App* relate =
      add.command("relate", "Two claims contradict each other, or do not", ReviewAction::kRelate);
  add.names(relate, "CLAIM", "C3 C7", 2, 2);
  CLI::Option* yes =
      relate->add_flag("--contradicts", add.asked().what.contradicts, "Only one of them can be so");
  CLI::Option* no = relate->add_flag("--not", add.asked().no, "Both can be so");
  yes->excludes(no);
  const auto relating = add.shared();
  relate->parse_complete_callback([relating] {
    if (!relating->no && !relating->what.contradicts) wrong("it needs --contradicts or --not");
  });
  CLI::App* note =
      add.command("note", "Your own words about a claim or a statement", ReviewAction::kNote);
  note->get_option("--note")->group("");
  add.names(note, "NAME TEXT",
            "C3 or S12 (with --entity a name, with --document an article), then "
            "the words",
            2, 2);
  add.kinds(note, false, true);
  const auto noting = add.shared();
  note->parse_complete_callback([noting] {
    noting->what.note = noting->what.names.back();
    noting->what.names.pop_back();
    if (noting->what.note.empty()) wrong("a note needs words");
  });
  CLI::App* undo =
      add.command("undo", "Takes a review back; what it said stays listed", ReviewAction::kUndo);
  add.names(undo, "REVIEW", "R5, or a review's id", 1, 1);
}

}  // namespace

void add_review(CLI::App& app, Commands& commands) {
  CLI::App* review = app.add_subcommand(
      "review", "What you decide yourself: accept, correct, merge, split, note, undo, pass on");
  review->require_subcommand(1);
  review->fallthrough();
  Adder add(*review, commands);
  add_makers(add);
  CLI::App* list = add.plain("list", "All reviews, and what became of each", run_list);
  list->add_flag("--orphaned", add.asked().orphaned, "Only those whose text or statement is gone");
  CLI::App* give = add.plain("export", "Reviews for a colleague, a line each", run_export);
  give->add_option("FILE", add.asked().file, "Where to write; standard output without it");
  CLI::App* take = add.plain("import", "A colleague's reviews of the same articles", run_import);
  take->add_option("FILE", add.asked().file,
                   "What `sayso review export` wrote; - is standard input")
      ->required();
  take->add_flag("--dry-run", add.asked().dry_run, "Shows what would change; writes nothing");
}

}  // namespace sayso::cli

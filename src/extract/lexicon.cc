#include "extract/lexicon.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "text/fold.h"

namespace sayso {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kPersons[] = {"accountant",
                                         "activist",
                                         "actor",
                                         "adviser",
                                         "advisor",
                                         "aide",
                                         "ambassador",
                                         "analyst",
                                         "architect",
                                         "artist",
                                         "assistant",
                                         "attorney",
                                         "author",
                                         "baker",
                                         "banker",
                                         "baroness",
                                         "bishop",
                                         "boss",
                                         "brother",
                                         "chair",
                                         "chairman",
                                         "chairwoman",
                                         "chancellor",
                                         "chief",
                                         "clerk",
                                         "coach",
                                         "colleague",
                                         "commander",
                                         "commissioner",
                                         "conductor",
                                         "consultant",
                                         "coordinator",
                                         "coroner",
                                         "councillor",
                                         "councilman",
                                         "councilwoman",
                                         "counsel",
                                         "critic",
                                         "curator",
                                         "dean",
                                         "delegate",
                                         "deputy",
                                         "designer",
                                         "detective",
                                         "diplomat",
                                         "director",
                                         "doctor",
                                         "driver",
                                         "economist",
                                         "editor",
                                         "employee",
                                         "engineer",
                                         "envoy",
                                         "executive",
                                         "expert",
                                         "farmer",
                                         "father",
                                         "fighter",
                                         "firefighter",
                                         "fisherman",
                                         "forecaster",
                                         "founder",
                                         "friend",
                                         "general",
                                         "geologist",
                                         "governor",
                                         "guard",
                                         "guide",
                                         "harbormaster",
                                         "harbourmaster",
                                         "head",
                                         "headmaster",
                                         "headteacher",
                                         "historian",
                                         "husband",
                                         "inspector",
                                         "insider",
                                         "instructor",
                                         "investigator",
                                         "investor",
                                         "judge",
                                         "justice",
                                         "landlord",
                                         "lawmaker",
                                         "lawyer",
                                         "leader",
                                         "legislator",
                                         "librarian",
                                         "lieutenant",
                                         "maestro",
                                         "man",
                                         "manager",
                                         "master",
                                         "mayor",
                                         "mechanic",
                                         "member",
                                         "minister",
                                         "mother",
                                         "musician",
                                         "neighbor",
                                         "neighbour",
                                         "novelist",
                                         "nurse",
                                         "officer",
                                         "official",
                                         "operative",
                                         "organizer",
                                         "organiser",
                                         "owner",
                                         "partner",
                                         "passenger",
                                         "pastor",
                                         "patient",
                                         "physician",
                                         "pilot",
                                         "player",
                                         "politician",
                                         "premier",
                                         "president",
                                         "priest",
                                         "principal",
                                         "producer",
                                         "professor",
                                         "prosecutor",
                                         "pupil",
                                         "ranger",
                                         "representative",
                                         "researcher",
                                         "resident",
                                         "scientist",
                                         "secretary",
                                         "senator",
                                         "sergeant",
                                         "sheriff",
                                         "singer",
                                         "sister",
                                         "skipper",
                                         "soldier",
                                         "son",
                                         "source",
                                         "specialist",
                                         "staffer",
                                         "strategist",
                                         "student",
                                         "superintendent",
                                         "surgeon",
                                         "surveyor",
                                         "teacher",
                                         "technician",
                                         "tenant",
                                         "treasurer",
                                         "trader",
                                         "user",
                                         "veteran",
                                         "vet",
                                         "viewer",
                                         "vice-president",
                                         "volunteer",
                                         "whistleblower",
                                         "whistle-blower",
                                         "widow",
                                         "wife",
                                         "witness",
                                         "woman",
                                         "worker",
                                         "workmate",
                                         "writer",
                                         "seismologist",
                                         "hydrologist",
                                         "biologist",
                                         "epidemiologist",
                                         "captain",
                                         "steward",
                                         "custodian",
                                         "auditor",
                                         "hacker",
                                         "informant",
                                         "mole",
                                         "cousin",
                                         "uncle",
                                         "aunt",
                                         "daughter",
                                         "candidate",
                                         "nominee",
                                         "congressman",
                                         "congresswoman",
                                         "king",
                                         "queen",
                                         "prince",
                                         "chaplain",
                                         "warden"};

constexpr std::string_view kPeople[] = {
    "activists",    "advisers",      "aides",       "allies",          "analysts",
    "authorities",  "campaigners",   "clerks",      "colleagues",      "consultants",
    "critics",      "democrats",     "diplomats",   "doctors",         "drivers",
    "employees",    "engineers",     "executives",  "experts",         "families",
    "farmers",      "fishermen",     "friends",     "haulers",         "hauliers",
    "insiders",     "investigators", "investors",   "islanders",       "journalists",
    "lawmakers",    "lawyers",       "leaders",     "locals",          "managers",
    "media",        "members",       "men",         "neighbors",       "neighbours",
    "nurses",       "observers",     "officers",    "officials",       "opponents",
    "parents",      "passengers",    "patients",    "people",          "prosecutors",
    "pupils",       "reporters",     "republicans", "representatives", "researchers",
    "residents",    "rescuers",      "scientists",  "shareholders",    "sources",
    "staff",        "staffers",      "students",    "supporters",      "teachers",
    "technicians",  "tenants",       "traders",     "users",           "villagers",
    "volunteers",   "voters",        "witnesses",   "women",           "workers",
    "commentators", "relatives",     "pollsters",   "economists"};

constexpr std::string_view kOrganisations[] = {
    "academy",      "administration", "airline",    "alliance",     "army",
    "assembly",     "association",    "authority",  "bank",         "board",
    "body",         "brigade",        "builder",    "bureau",       "cabinet",
    "campaign",     "center",         "centre",     "chain",        "chamber",
    "charity",      "choir",          "church",     "club",         "clinic",
    "coalition",    "college",        "commission", "committee",    "company",
    "congress",     "consortium",     "contractor", "corporation",  "council",
    "county",       "court",          "dairy",      "department",   "developer",
    "distributor",  "factory",        "federation", "firm",         "force",
    "foundation",   "fund",           "government", "group",        "guild",
    "hospital",     "house",          "inquiry",    "inspectorate", "institute",
    "institution",  "insurer",        "laboratory", "lab",          "league",
    "maker",        "manufacturer",   "military",   "ministry",     "movement",
    "museum",       "navy",           "office",     "operator",     "opposition",
    "organisation", "organization",   "panel",      "parliament",   "party",
    "police",       "port",           "producer",   "publisher",    "regulator",
    "retailer",     "school",         "senate",     "service",      "society",
    "supplier",     "team",           "trust",      "tribunal",     "union",
    "university",   "utility",        "watchdog",   "works",        "commissioner's",
    "embassy",      "observatory",    "parish",     "city",         "town",
    "state",        "country",        "carrier",    "brewery"};

constexpr std::string_view kOutlets[] = {
    "newspaper", "paper",      "magazine", "agency",     "broadcaster", "station",
    "channel",   "site",       "blog",     "tabloid",    "weekly",      "daily",
    "journal",   "programme",  "show",     "podcast",    "newswire",    "network",
    "outlet",    "newsletter", "wire",     "periodical", "bulletin"};

constexpr std::string_view kDocuments[] = {
    "report",    "memo",      "memorandum",  "letter",    "filing",       "affidavit", "document",
    "documents", "email",     "e-mail",      "emails",    "e-mails",      "log",       "ledger",
    "minutes",   "accounts",  "study",       "survey",    "poll",         "polls",     "book",
    "lawsuit",   "complaint", "indictment",  "note",      "notes",        "file",      "files",
    "record",    "records",   "contract",    "lease",     "register",     "audit",     "paper",
    "papers",    "plan",      "transcript",  "recording", "footage",      "video",     "data",
    "figures",   "review",    "findings",    "draft",     "presentation", "logbook",   "readings",
    "slide",     "slides",    "spreadsheet", "protocol",  "certificate",  "judgment",  "verdict",
    "diary",     "manifest",  "chart",       "mast",      "gauge",        "dossier",   "analysis",
    "assessment"};

constexpr std::string_view kPublications[] = {"statement",     "website", "notice", "release",
                                              "bulletin",      "tweet",   "post",   "account",
                                              "advertisement", "advert"};

constexpr std::string_view kSpokespersons[] = {"spokesman",    "spokeswoman", "spokesperson",
                                               "spokespeople", "spokesmen",   "spokeswomen",
                                               "press"};

struct ClassWords {
  NounClass noun_class;
  Words words;
};

// The first list that has a word decides: "paper" is an outlet before it is a document.
constexpr ClassWords kClasses[] = {{NounClass::kSpokesperson, kSpokespersons},
                                   {NounClass::kPublication, kPublications},
                                   {NounClass::kOutlet, kOutlets},
                                   {NounClass::kDocument, kDocuments},
                                   {NounClass::kOrganisation, kOrganisations},
                                   {NounClass::kPerson, kPersons},
                                   {NounClass::kPeople, kPeople}};

constexpr std::string_view kDefinite[] = {"the", "this", "that", "these", "those", "same"};
constexpr std::string_view kPossessive[] = {"his", "her", "its", "their", "my", "our"};
constexpr std::string_view kIndefinite[] = {
    "a",     "an",      "one",  "another", "some",  "two",    "three", "four", "five",  "six",
    "seven", "several", "many", "few",     "other", "others", "most",  "both", "dozens"};
constexpr std::string_view kPrepositions[] = {
    "of",   "for",   "from",    "at",     "in",    "with",   "by",     "to",    "about",   "on",
    "near", "under", "against", "inside", "close", "behind", "around", "among", "between", "over"};
constexpr std::string_view kFunction[] = {
    "the",  "a",    "an",   "of",   "for",   "from",  "at",   "in",     "with",     "by",
    "to",   "on",   "and",  "or",   "who",   "which", "that", "is",     "was",      "has",
    "had",  "have", "his",  "her",  "its",   "their", "as",   "until",  "since",    "been",
    "be",   "are",  "were", "this", "it",    "he",    "she",  "they",   "not",      "but",
    "also", "one",  "two",  "then", "now",   "new",   "said", "says",   "mr",       "mrs",
    "ms",   "dr",   "s",    "year", "years", "old",   "when", "during", "recently", "former"};

bool has(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<NounClass> noun_class(std::string_view plain_word) {
  for (const ClassWords& entry : kClasses) {
    if (has(entry.words, plain_word)) return entry.noun_class;
  }
  return std::nullopt;
}

bool tells_what_is_written(std::string_view cue) {
  static constexpr std::string_view kVerbs[] = {
      "says",  "states", "stated", "lists",   "listed",    "reads",   "puts",
      "put",   "calls",  "called", "gives",   "finds",     "found",   "begins",
      "names", "counts", "ends",   "records", "describes", "mentions"};
  const std::string folded = fold_case(cue);
  return std::find(std::begin(kVerbs), std::end(kVerbs), folded) != std::end(kVerbs);
}

bool is_this_article(std::string_view phrase) {
  const std::string folded = fold_case(phrase);
  for (const std::string_view own : {"this article", "this story", "this newspaper", "this paper",
                                     "this website", "this magazine", "this blog", "this column"}) {
    const bool version = folded.ends_with(own) && folded.find("version of ") != std::string::npos;
    if (folded == own || version) return true;
  }
  return false;
}

bool is_definite(std::string_view plain_word) { return has(kDefinite, plain_word); }
bool is_possessive_pronoun(std::string_view plain_word) { return has(kPossessive, plain_word); }
bool is_indefinite(std::string_view plain_word) { return has(kIndefinite, plain_word); }
bool is_preposition(std::string_view plain_word) { return has(kPrepositions, plain_word); }
bool is_function_word(std::string_view plain_word) { return has(kFunction, plain_word); }

}  // namespace sayso

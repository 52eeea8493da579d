#include "extract/body_kinds.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sayso {
namespace {

constexpr BodyKinds kCompany = 1, kUnion = 2, kMinistry = 4, kAuthority = 8, kCouncil = 16,
                    kCourt = 32, kPolice = 64, kForces = 128, kFire = 256, kHospital = 512,
                    kLearning = 1024, kParty = 2048, kClub = 4096, kCharity = 8192,
                    kGovernment = 16384;

constexpr std::array kTable = std::to_array<std::pair<std::string_view, BodyKinds>>({
    {"academy", kLearning},
    {"agency", kAuthority},
    {"airline", kCompany},
    {"airlines", kCompany},
    {"airways", kCompany},
    {"army", kForces},
    {"assembly", kCouncil},
    {"authority", kAuthority},
    {"bank", kCompany},
    {"biologics", kCompany},
    {"board", kAuthority},
    {"brewery", kCompany},
    {"brigade", kFire | kForces},
    {"brotherhood", kUnion},
    {"builder", kCompany},
    {"bureau", kAuthority},
    {"cabinet", kGovernment},
    {"carrier", kCompany},
    {"chain", kCompany},
    {"charity", kCharity},
    {"chemicals", kCompany},
    {"chemie", kCompany},
    {"clinic", kHospital},
    {"club", kClub},
    {"co", kCompany},
    {"college", kLearning},
    {"commission", kAuthority},
    {"company", kCompany},
    {"congress", kCouncil | kUnion},
    {"constabulary", kPolice},
    {"contractor", kCompany},
    {"corp", kCompany},
    {"corporation", kCompany},
    {"council", kCouncil},
    {"court", kCourt},
    {"dairy", kCompany},
    {"department", kMinistry | kAuthority},
    {"developer", kCompany},
    {"directorate", kAuthority},
    {"distributor", kCompany},
    {"dredging", kCompany},
    {"employer", kCompany | kMinistry | kAuthority | kCouncil | kHospital | kLearning},
    {"energy", kCompany | kMinistry},
    {"federation", kUnion | kClub},
    {"ferries", kCompany},
    {"firefighters", kFire},
    {"firm", kCompany},
    {"foundation", kCharity},
    {"government", kGovernment},
    {"guild", kUnion},
    {"holding", kCompany},
    {"holdings", kCompany},
    {"hospital", kHospital},
    {"inc", kCompany},
    {"industries", kCompany},
    {"inspectorate", kAuthority},
    {"institute", kLearning | kAuthority},
    {"insurance", kCompany},
    {"insurer", kCompany},
    {"laboratory", kLearning},
    {"league", kUnion | kClub},
    {"lender", kCompany},
    {"lines", kCompany},
    {"logistics", kCompany},
    {"ltd", kCompany},
    {"maker", kCompany},
    {"manufacturer", kCompany},
    {"military", kForces},
    {"ministry", kMinistry},
    {"motors", kCompany},
    {"movement", kParty},
    {"mutual", kCompany},
    {"navy", kForces},
    {"observatory", kLearning},
    {"office", kAuthority | kMinistry | kCharity},
    {"operator", kCompany},
    {"parliament", kCouncil},
    {"party", kParty},
    {"pharma", kCompany},
    {"plc", kCompany},
    {"police", kPolice},
    {"polytechnic", kLearning},
    {"producer", kCompany},
    {"publisher", kCompany},
    {"railway", kCompany},
    {"railways", kCompany},
    {"regulator", kAuthority},
    {"retailer", kCompany},
    {"school", kLearning},
    {"senate", kCouncil},
    {"shipping", kCompany},
    {"steel", kCompany},
    {"supplier", kCompany},
    {"tribunal", kCourt},
    {"union", kUnion},
    {"university", kLearning},
    {"utility", kCompany},
    {"watchdog", kAuthority},
    {"workers", kUnion},
});

static_assert(std::is_sorted(kTable.begin(), kTable.end()), "looked up by halves");

}  // namespace

BodyKinds body_kinds(std::string_view plain_word) {
  const auto it =
      std::lower_bound(kTable.begin(), kTable.end(), plain_word,
                       [](const auto& entry, std::string_view word) { return entry.first < word; });
  return it != kTable.end() && it->first == plain_word ? it->second : 0;
}

BodyKinds body_kinds(std::span<const std::string> plain_words) {
  BodyKinds kinds = 0;
  for (const std::string& word : plain_words) kinds |= body_kinds(word);
  return kinds;
}

}  // namespace sayso

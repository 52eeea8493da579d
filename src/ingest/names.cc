#include "ingest/names.h"

// Problem. Pages write authors as one string: with "By", joined by "and", followed by what they
// are, where they are and when they wrote it.
//
// Idea. Cut off what is before the names and behind a bar; cut the rest at commas, "and" and their
// kin in a few languages; keep the pieces that are made like names, and of those not the ones that
// end in the name of an occupation. Where no piece is made like a name all of it is one name: an
// agency or a desk may be called anything.
//
// Example. "By Mara Lind and Ama Teller, Senior Reporter" -> "Mara Lind", "Ama Teller".
//
// Cost. Linear in the by-line, which callers keep short.

#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.h"
#include "ingest/html_tree.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kNameBytes = 100;
constexpr std::size_t kMostAuthors = 20;
constexpr std::size_t kNameWords = 6;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.emplace_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  return parts;
}

bool is_particle(std::string_view word) {
  static const RE2 kParticle(
      "(?:of|for|in|the|de|da|do|dos|das|del|della|di|der|den|du|la|le|van|von|zu|ten|ter|bin|al|"
      "el|"
      "ibn|af|av)");
  return RE2::FullMatch(piece(word), kParticle);
}

// A letter first that is not small, and no digits: "Lind", "O’Neill", "J.", "AP", "Мара".
bool is_name_word(std::string_view word) {
  const CodePoint first = next_code_point(word, 0);
  const auto value = static_cast<UChar32>(first.value);
  if (u_isalpha(value) == 0 || u_islower(value) != 0) return false;
  return word.find_first_of("0123456789@/:") == std::string_view::npos;
}

bool is_like_a_name(const std::string& text) {
  const std::vector<std::string> words = split(text, " ");
  if (words.empty() || words.size() > kNameWords || text.size() > kNameBytes) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_name_word(words[i]) && (i == 0 || !is_particle(words[i]))) return false;
  }
  return true;
}

bool is_occupation(const std::string& text) {
  static const RE2 kOccupation(
      "(?i).*\\b(?:reporter|correspondent|editor|writer|columnist|contributor|producer|author|"
      "journalist|analyst|photographer|intern|professor|lecturer|fellow|researcher|director|"
      "president|staff writers?|chief|ph\\.?d|m\\.?d)\\.?");
  return RE2::FullMatch(text, kOccupation);
}

bool is_nobody(const std::string& name) {
  static const RE2 kNobody(
      "(?i)(?:admin|administrator|webmaster|user|guest|author|by|null|undefined|none|unknown|"
      "anonymous|posted|published|updated|share|follow)");
  return RE2::FullMatch(name, kNobody) || name.find('@') != std::string::npos ||
         name.find("://") != std::string::npos || name.size() > kNameBytes;
}

// "By Mara Lind | Skerry" -> "Mara Lind".
std::string core_of(std::string_view byline) {
  static const RE2 kBy(
      "(?i)^\\W*(?:(?:(?:written|reported|posted|published|words|story|text)\\s+)?by\\b:?|"
      "(?:authors?|von|par|por|di|door|door:|av|af)(?:\\s*:|\\s))\\s*");
  static const RE2 kTail("\\s*(?:\\||•|·|—| – | - |\\n|;\\s*$).*$");
  std::string core(byline);
  RE2::Replace(&core, kBy, "");
  RE2::Replace(&core, kTail, "");
  return collapsed(core);
}

// The pieces between what joins names.
std::vector<std::string> pieces_of(std::string core) {
  static const RE2 kJoint(
      "(?i)\\s*(?:;|,\\s+(?:and|&)\\s|\\s(?:and|&|und|et|y|e|og|och|with)\\s|,\\s)\\s*");
  RE2::GlobalReplace(&core, kJoint, "\n");
  return split(core, "\n");
}

}  // namespace

std::vector<std::string> names_in_byline(std::string_view byline) {
  const std::string core = core_of(byline);
  std::vector<std::string> names;
  const std::vector<std::string> pieces = pieces_of(core);
  // A piece of one word is a place or the other half of a name, unless it stands first or alone.
  for (const std::string& part : pieces) {
    const bool whole = names.empty() || part.find(' ') != std::string::npos;
    if (whole && is_like_a_name(part) && !is_occupation(part) && !is_nobody(part))
      names.push_back(part);
  }
  const bool is_text =
      std::any_of(core.begin(), core.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (names.empty() && pieces.size() == 1 && !core.empty() && !is_text && !is_nobody(core) &&
      !is_occupation(core)) {
    names.push_back(core);
  }
  return names;
}

std::string byline_of(const std::vector<std::string>& written) {
  std::vector<std::string> kept;
  for (const std::string& byline : written) {
    for (std::string& name : names_in_byline(byline)) {
      const bool again = std::find(kept.begin(), kept.end(), name) != kept.end();
      if (!again && kept.size() < kMostAuthors) kept.push_back(std::move(name));
    }
  }
  std::string byline;
  for (const std::string& name : kept) byline += (byline.empty() ? "" : ", ") + name;
  return byline;
}

}  // namespace sayso

#pragma once
// What the model says about an encoded text: small heads on the encoder's vectors.
//
//   decode_roles     where sources, cues and contents of attributions stand
//   decode_names     names with their type; decode_mentions: descriptions ("the director")
//   link             which cue belongs to a source or content; which earlier mention is meant;
//                    through whom a report came
//   stance_, kind_   of an attribution, of a source
//   embed            a content's meaning, as a vector to compare
//
// All are pure functions of their arguments, and ties go to the lower index.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "nn/encode.h"
#include "sayso/model.h"

namespace sayso {

enum class Role : std::uint8_t { kSource, kCue, kContent };

// What is looked for: what somebody said, or beliefs, wishes and plans, too.
enum class Breadth : std::uint8_t { kReports, kAttitudes };

struct RoleSpan {
  Role role = Role::kSource;
  TokenRange range;
  float score = 0;  // mean probability of its tokens' labels, 0 to 1
};

enum class NameLabel : std::uint8_t { kPerson, kOrganisation, kOutlet, kPlace, kOther };

struct NameSpan {
  NameLabel label = NameLabel::kPerson;
  TokenRange range;
  float probability = 0;  // mean over its words, 0 to 1
};

// A description of a person or an organisation that is no name: "a senior official".
struct MentionSpan {
  TokenRange range;
  float probability = 0;                 // mean over its words, 0 to 1
  NameLabel label = NameLabel::kPerson;  // or kOrganisation
};

// Spans of one role don't overlap; in order. They begin and end with whole words.
std::vector<RoleSpan> decode_roles(const Model& model, const Encoding& encoding, Breadth breadth);
std::vector<NameSpan> decode_names(const Model& model, const Encoding& encoding);
std::vector<MentionSpan> decode_mentions(const Model& model, const Encoding& encoding);

enum class LinkKind : std::uint8_t {
  kSourceCue,
  kContentCue,
  kContentSource,
  kCoreference,
  kRelay
};

// Log-probabilities, (choosers, candidates + 1), row-major: which candidate a chooser belongs to;
// the last column is "none of them". Each row's probabilities add up to 1. Ranges are not empty.
std::vector<float> link(const Model& model, const Encoding& encoding, LinkKind kind,
                        std::span<const TokenRange> choosers,
                        std::span<const TokenRange> candidates);

// Probabilities in the order of sayso::Stance. What is missing counts as a vector of zeros.
std::array<float, 8> stance_probabilities(const Model& model, const Encoding& encoding,
                                          std::optional<TokenRange> cue,
                                          std::span<const TokenRange> content,
                                          std::optional<TokenRange> source);

// Probabilities in the order of sayso::EntityType.
std::array<float, 7> kind_probabilities(const Model& model, const Encoding& encoding,
                                        TokenRange source);

// A vector of 256 numbers from -1 to 1, times 127.
std::array<std::int8_t, 256> rounded(std::span<const float> vector);

// A unit vector times 127, rounded; all zero if `content` is empty.
std::array<std::int8_t, 256> embed(const Model& model, const Encoding& encoding,
                                   std::span<const TokenRange> content);

}  // namespace sayso

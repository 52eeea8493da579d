#pragma once
// The reading model as it lies in memory: configuration and weights, constant once it is loaded.
// docs/formats/model.md says how it lies in a file; model.cc reads that.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nn/onednn.h"
#include "nn/quantised.h"
#include "nn/wordpiece.h"
#include "sayso/model.h"

namespace sayso {

struct ModelShape {
  int n_layers = 0;
  int width = 0;
  int n_heads = 0;
  int inner = 0;        // width of the feed-forward layer
  int n_positions = 0;  // rows of the table of positions
  int window = 0;       // the longest input that it was trained on, with [CLS] and [SEP]
  int lower = 0;        // the layer, from 1, whose vectors coreference reads beside the last one's
  // The layer, from 1, whose vectors the layers of meaning go on from; 0: none.
  int meaning_from = 0;
  float epsilon = 0;  // of the layer norms
};

// A linear layer over many rows: y = W x + b.
struct Linear {
  PackedMatrix weights;     // (n_out, n_in)
  std::vector<float> bias;  // (n_out)
};

// One of the encoder, in the arithmetic that the model was loaded for; the other is empty.
struct EncoderLinear {
  Linear f32;
  Int8Linear int8;
};

// A linear layer of a head: small, so it runs as plain loops.
struct Dense {
  int n_out = 0, n_in = 0;
  std::vector<float> by_input;  // (n_in, n_out): the weights, transposed
  std::vector<float> bias;      // (n_out); zeros if the file has none
};

struct LayerNorm {
  std::vector<float> scale, shift;  // (width)
};

// Rows in int8: element (row, i) is values[row * n_columns + i] * scales[row].
struct QuantisedRows {
  int n_rows = 0, n_columns = 0;
  std::vector<std::int8_t> values;
  std::vector<float> scales;
};

struct EncoderLayer {
  // (3 * width, width); the query's part is divided by sqrt(width / n_heads).
  EncoderLinear query_key_value;
  EncoderLinear attention_out;
  LayerNorm attention_norm;
  EncoderLinear up, down;
  LayerNorm output_norm;
};

struct EncoderWeights {
  QuantisedRows words;           // (vocabulary, width)
  std::vector<float> positions;  // (n_positions, width); the one token type is added in
  LayerNorm norm;
  std::vector<float> shapes;  // (kShapes, width): added after the first layer
  std::vector<EncoderLayer> layers;
};

// A tagger: a label a token, by a linear-chain conditional random field.
struct Tagger {
  Dense scores;                    // (labels, width)
  std::vector<float> transitions;  // (labels, labels): from row to column
  std::vector<float> start, end;   // (labels)
};

// Which candidate a chooser belongs to. A span is seen as [mean; first; last] of its vectors; with
// q = from(chooser) and k = to(candidate), the score is q . k / sqrt(n) + distance, and none(q) for
// "none".
struct Linker {
  Dense from, to;               // (n, 3 * width)
  Dense none;                   // (1, n)
  std::vector<float> distance;  // by bucket of the distance between the two, see scores.cc
};

struct HeadWeights {
  Tagger role;    // O, then B and I of each Role
  Tagger report;  // the same, of what somebody said only
  // Names, word by word: the word's [last layer; lower layer] to 256 numbers, those below 0 as 0;
  // its label from them and those of the words beside it. Older files have no hidden layer, and
  // their `name` reads the last layer.
  Dense name_hidden;                               // (256, 2 * width)
  Tagger name;                                     // (11, 3 * 256): O, B and I of each NameLabel
  Tagger mention;                                  // O, then B and I of kPerson and kOrganisation
  std::vector<std::uint32_t> distance_boundaries;  // in tokens, rising
  std::array<Linker, 5> links;                     // by LinkKind
  Dense stance_hidden;                             // (128, 3 * width), then tanh
  Dense stance;                                    // (stances, 128)
  Dense kind;                                      // (kinds, width)
  Dense embed;                                     // (256, width)
};

// Which mentions of a text are one entity (coreference.h). x is [the last layer; a lower one], so
// 2 * width wide.
struct CoreferenceWeights {
  // Of a span by its ends: words to (256), then to 96 numbers and a score of their own.
  Linear start_hidden, end_hidden;  // (256, 4 * width)
  Linear start, end;                // (97, 256)
  std::vector<float> span_words;    // by the span's words less one: (30)
  // Of mentions: [mean; first; last] of x to five vectors of 64 (mention, left, right, p, q).
  Linear project;             // (320, 6 * width)
  std::vector<float> single;  // (45, 64): rows by what a mention is
  std::vector<float> pair;    // (455, 64): rows by what two mentions are to each other
  Dense mention;              // (1, 64)
  Dense product;              // (64, 64), no bias
  Dense out;                  // (1, 64)
  float least = 0;            // what the best antecedent must score to be one
};

// Which candidate a chooser belongs to, by vectors of both and by what they are to each other. A
// span is seen as [mean; first; last] of its tokens' vectors, 768 numbers.
struct PickWeights {
  Linear from;    // (48 + 64 + 32, 768): its key, its part of the pair's hidden layer, none
  Linear to;      // (48 + 64, 768)
  Dense product;  // (64, 48), no bias: of both keys, number by number
  std::vector<float> rows;  // (rows, 64): by what the two are to each other (nested.cc)
  Dense out;                // (1, 64)
  Dense none;               // (1, 32)
};

// Reports of all depths (nested.h). x is [the last layer; a lower one], so 2 * width wide.
struct NestedWeights {
  Linear input;   // (128, 2 * width)
  Linear around;  // (128, 3 * 128): a token and its two neighbours
  Linear span;    // (128, 2 * width)
  Dense cue;      // (3, 128): O, B and I of a cue
  PickWeights source, parent;
  float threshold = 0;  // of the chance that a token stands in a cue
  float no_parent = 0;  // added to the score of "told by the outlet"
  float doubt = 0;      // times the log of the chance that a parent is a cue, added to its score
};

// What a statement says, as a vector to compare (meaning.h): layers of their own that go on from a
// lower layer of the encoder, since the last ones serve the reading.
struct MeaningWeights {
  std::vector<EncoderLayer> layers;
  Dense query;   // (64, width)
  Linear key;    // (64, width)
  Dense output;  // (256, 3 * width)
};

// A text with the trainer's own answers, to hold this program's arithmetic against (reference.h).
struct Reference {
  struct Span {
    std::uint32_t begin = 0, end = 0;  // into ids
  };
  std::string text;
  std::vector<std::uint32_t> ids;  // with [CLS] and [SEP]
  std::vector<std::uint8_t> shapes;
  Span source, cue, content;
  std::map<std::string, std::vector<float>> outputs;  // by name in the file, without "reference/"
};

class Model {
 public:
  std::string id;    // SHA-256 of the file's bytes before its own, 64 hex digits
  std::string name;  // "sayso-en"
  int levels = 0;    // of the encoder's 8-bit arithmetic, see int8_levels(); 0: it runs in f32
  ModelShape shape;
  Vocabulary vocabulary;
  EncoderWeights encoder;
  HeadWeights heads;
  CoreferenceWeights coreference;
  std::optional<NestedWeights> nested;    // not every file has them
  std::optional<MeaningWeights> meaning;  // the same
  Reference reference;
  // Thresholds that were tuned with these weights, by name.
  std::map<std::string, double> constants;
};

}  // namespace sayso

#include "nn/meaning.h"

#include <algorithm>
#include <cmath>

#include "nn/dense.h"
#include "nn/encoder.h"
#include "nn/heads.h"
#include "nn/model.h"
#include "nn/scratch.h"

namespace sayso {
namespace {

constexpr std::size_t kMostTokens = 96;  // of a content; the trainer reads no more

using Places = std::vector<std::uint32_t>;

Places places_of(std::span<const TokenRange> ranges) {
  Places places;
  for (const TokenRange& range : ranges) {
    for (std::uint32_t i = range.begin; i < range.end && places.size() < kMostTokens; ++i)
      places.push_back(i);
  }
  return places;
}

// A statement's tokens; each of the two stands in for the other where that is empty.
struct Parts {
  Places content, cue;

  explicit Parts(const StatementTokens& statement) : content(places_of(statement.content)) {
    if (statement.cue) cue = places_of(std::span(&*statement.cue, 1));
    if (content.empty()) content = cue;
    if (cue.empty()) cue = content;
  }
};

// What the layers of meaning make of a window, with its keys.
struct MeaningRows {
  std::vector<float> rows, keys;  // (rows, width), (rows, 64)
};

MeaningRows run_window(const Model& model, std::span<const float> rows, Scratch& scratch) {
  run_meaning_layers(model, rows, scratch);
  const Linear& key = model.meaning->key;
  const int n_rows = static_cast<int>(rows.size()) / model.shape.width;
  MeaningRows result;
  result.rows.assign(scratch.x.begin(),
                     scratch.x.begin() + static_cast<std::ptrdiff_t>(rows.size()));
  result.keys.resize(static_cast<std::size_t>(n_rows) *
                     static_cast<std::size_t>(key.weights.n_out()));
  scratch.kernels.linear(result.rows.data(), n_rows, key.weights, key.bias.data(),
                         Activation::kNone, result.keys.data());
  return result;
}

void add_to(std::vector<float>& sum, std::span<const float> row, float times) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += row[i] * times;
}

// `row(place)` gives the vector of a token.
template <typename Row>
std::vector<float> mean_of_rows(const Places& places, std::size_t width, Row row) {
  std::vector<float> mean(width);
  const float share = 1.0f / static_cast<float>(places.size());
  for (const std::uint32_t place : places) add_to(mean, row(place), share);
  return mean;
}

std::vector<float> attended(const MeaningWeights& weights, const MeaningRows& window,
                            const std::vector<float>& content, const std::vector<float>& cue) {
  std::vector<float> both = content;
  add_to(both, cue, 1);
  const std::vector<float> query = apply_dense(weights.query, both);
  const std::size_t n_rows = window.keys.size() / query.size(), width = content.size();
  std::vector<float> shares;
  for (std::size_t i = 0; i < n_rows; ++i) {
    float score = 0;
    for (std::size_t j = 0; j < query.size(); ++j)
      score += query[j] * window.keys[i * query.size() + j];
    shares.push_back(score / std::sqrt(static_cast<float>(query.size())));
  }
  softmax(shares);
  std::vector<float> sum(width);
  for (std::size_t i = 0; i < n_rows; ++i)
    add_to(sum, std::span(window.rows).subspan(i * width, width), shares[i]);
  return sum;
}

std::vector<float> unit_vector(const MeaningWeights& weights, const std::vector<float>& content,
                               const std::vector<float>& around, const std::vector<float>& cue) {
  std::vector<float> seen = content;
  seen.insert(seen.end(), around.begin(), around.end());
  seen.insert(seen.end(), cue.begin(), cue.end());
  std::vector<float> vector = apply_dense(weights.output, seen);
  float square = 0;
  for (const float value : vector) square += value * value;
  const float length = std::sqrt(square);
  for (float& value : vector) value = length > 0 ? value / length : 0;
  return vector;
}

template <typename Row>
std::vector<float> vector_of(const Model& model, const Parts& parts, const MeaningRows& window,
                             Row row) {
  const auto width = static_cast<std::size_t>(model.shape.width);
  const std::vector<float> content = mean_of_rows(parts.content, width, row),
                           cue = mean_of_rows(parts.cue, width, row);
  return unit_vector(*model.meaning, content, attended(*model.meaning, window, content, cue), cue);
}

// Runs the layers over a window when something of it is first asked for.
class MeaningReader {
 public:
  MeaningReader(const Model& model, const Encoding& encoding, Scratch& scratch)
      : model_(model), encoding_(encoding), scratch_(scratch), windows_(encoding.windows.size()) {}

  std::vector<float> read(const Parts& parts) {
    return vector_of(model_, parts, window(window_of(parts.content.front())),
                     [this](std::uint32_t token) { return row(token); });
  }

 private:
  std::size_t window_of(std::uint32_t token) const {
    const auto it = std::partition_point(
        encoding_.windows.begin(), encoding_.windows.end(),
        [token](const WindowRows& window) { return window.keep_end <= token; });
    return static_cast<std::size_t>(it - encoding_.windows.begin());
  }

  const MeaningRows& window(std::size_t index) {
    MeaningRows& rows = windows_[index];
    if (rows.rows.empty()) rows = run_window(model_, encoding_.windows[index].rows, scratch_);
    return rows;
  }

  std::span<const float> row(std::uint32_t token) {
    const std::size_t index = window_of(token);
    const auto width = static_cast<std::size_t>(model_.shape.width);
    const std::size_t at = token - encoding_.windows[index].begin + 1;  // row 0 is [CLS]
    return std::span<const float>(window(index).rows).subspan(at * width, width);
  }

  const Model& model_;
  const Encoding& encoding_;
  Scratch& scratch_;
  std::vector<MeaningRows> windows_;
};

}  // namespace

std::vector<Meaning> meanings_of(const Model& model, const Encoding& encoding,
                                 std::span<const StatementTokens> statements, Scratch& scratch) {
  std::vector<Meaning> meanings;
  MeaningReader reader(model, encoding, scratch);
  for (const StatementTokens& statement : statements) {
    if (!model.meaning) {
      meanings.push_back(embed(model, encoding, statement.content));
      continue;
    }
    const Parts parts(statement);
    meanings.push_back(parts.content.empty() ? Meaning{} : rounded(reader.read(parts)));
  }
  return meanings;
}

std::vector<float> meaning_in_window(const Model& model, std::span<const float> rows,
                                     const StatementTokens& statement, Scratch& scratch) {
  const MeaningRows window = run_window(model, rows, scratch);
  const auto width = static_cast<std::size_t>(model.shape.width);
  return vector_of(model, Parts(statement), window, [&](std::uint32_t row) {
    return std::span<const float>(window.rows).subspan(row * width, width);
  });
}

}  // namespace sayso

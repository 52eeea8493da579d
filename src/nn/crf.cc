#include "nn/crf.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sayso {
namespace {

// Sums over sequences are kept as logarithms, in double: a text of 2,000 tokens has a probability
// far below the smallest float.
using Row = std::vector<double>;

double log_sum(const Row& values) {
  const double most = *std::max_element(values.begin(), values.end());
  double sum = 0;
  for (const double value : values) sum += std::exp(value - most);
  return most + std::log(sum);
}

class Chain {
 public:
  Chain(const Tagger& tagger, std::span<const float> scores)
      : tagger_(tagger),
        scores_(scores),
        n_labels_(static_cast<std::size_t>(tagger.scores.n_out)),
        n_steps_(scores.size() / n_labels_) {}

  std::vector<std::uint32_t> best() const {
    std::vector<std::uint32_t> came_from(n_steps_ * n_labels_);
    Row now = first_row();
    for (std::size_t step = 1; step < n_steps_; ++step) {
      Row next(n_labels_);
      for (std::size_t to = 0; to < n_labels_; ++to) {
        std::size_t from = 0;
        for (std::size_t other = 1; other < n_labels_; ++other) {
          if (now[other] + transition(other, to) > now[from] + transition(from, to)) from = other;
        }
        next[to] = now[from] + transition(from, to) + score(step, to);
        came_from[step * n_labels_ + to] = static_cast<std::uint32_t>(from);
      }
      now = std::move(next);
    }
    for (std::size_t label = 0; label < n_labels_; ++label) now[label] += end(label);
    return traced_back(came_from, now);
  }

  std::vector<float> probabilities(const std::vector<std::uint32_t>& labels) const {
    const std::vector<Row> before = forward(), after = backward();
    Row total(n_labels_);
    for (std::size_t label = 0; label < n_labels_; ++label)
      total[label] = before[0][label] + after[0][label];
    const double all = log_sum(total);
    std::vector<float> result(n_steps_);
    for (std::size_t step = 0; step < n_steps_; ++step) {
      const std::size_t label = labels[step];
      result[step] = static_cast<float>(std::exp(before[step][label] + after[step][label] - all));
    }
    return result;
  }

 private:
  double score(std::size_t step, std::size_t label) const {
    return scores_[step * n_labels_ + label];
  }
  double start(std::size_t label) const { return tagger_.start[label]; }
  double end(std::size_t label) const { return tagger_.end[label]; }
  double transition(std::size_t from, std::size_t to) const {
    return tagger_.transitions[from * n_labels_ + to];
  }

  Row first_row() const {
    Row row(n_labels_);
    for (std::size_t label = 0; label < n_labels_; ++label)
      row[label] = start(label) + score(0, label);
    return row;
  }

  std::vector<std::uint32_t> traced_back(const std::vector<std::uint32_t>& came_from,
                                         const Row& last) const {
    std::vector<std::uint32_t> labels(n_steps_);
    labels.back() =
        static_cast<std::uint32_t>(std::max_element(last.begin(), last.end()) - last.begin());
    for (std::size_t step = n_steps_ - 1; step > 0; --step) {
      labels[step - 1] = came_from[step * n_labels_ + labels[step]];
    }
    return labels;
  }

  // (step, label): the log of the sum over all ways to arrive there, its own score included.
  std::vector<Row> forward() const {
    std::vector<Row> rows = {first_row()};
    for (std::size_t step = 1; step < n_steps_; ++step) {
      Row row(n_labels_), ways(n_labels_);
      for (std::size_t to = 0; to < n_labels_; ++to) {
        for (std::size_t from = 0; from < n_labels_; ++from) {
          ways[from] = rows.back()[from] + transition(from, to);
        }
        row[to] = log_sum(ways) + score(step, to);
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

  // (step, label): the log of the sum over all ways to go on from there, its own score left out.
  std::vector<Row> backward() const {
    std::vector<Row> rows(n_steps_, Row(n_labels_));
    for (std::size_t label = 0; label < n_labels_; ++label) rows.back()[label] = end(label);
    Row ways(n_labels_);
    for (std::size_t step = n_steps_ - 1; step > 0; --step) {
      for (std::size_t from = 0; from < n_labels_; ++from) {
        for (std::size_t to = 0; to < n_labels_; ++to) {
          ways[to] = transition(from, to) + score(step, to) + rows[step][to];
        }
        rows[step - 1][from] = log_sum(ways);
      }
    }
    return rows;
  }

  const Tagger& tagger_;
  std::span<const float> scores_;
  std::size_t n_labels_, n_steps_;
};

}  // namespace

Labelling decode(const Tagger& tagger, std::span<const float> scores) {
  if (scores.empty()) return {};
  const Chain chain(tagger, scores);
  Labelling result;
  result.labels = chain.best();
  result.probabilities = chain.probabilities(result.labels);
  return result;
}

}  // namespace sayso

#include "nn/encode.h"

#include <algorithm>

#include "nn/encoder.h"
#include "nn/model.h"
#include "nn/scratch.h"
#include "nn/shapes.h"
#include "nn/windows.h"

namespace sayso {
namespace {

void tokenize_sentences(const Model& model, std::string_view text, std::span<const Span> sentences,
                        Encoding& encoding) {
  for (const Span& sentence : sentences) {
    encoding.sentence_begin.push_back(static_cast<std::uint32_t>(encoding.tokens.size()));
    const std::vector<Token> tokens = tokenize(model.vocabulary, text, sentence);
    encoding.tokens.insert(encoding.tokens.end(), tokens.begin(), tokens.end());
  }
  encoding.sentence_begin.push_back(static_cast<std::uint32_t>(encoding.tokens.size()));
}

std::vector<std::uint32_t> ids_of(const Model& model, const Encoding& encoding,
                                  const Window& window) {
  std::vector<std::uint32_t> ids = {model.vocabulary.opening()};
  for (std::uint32_t i = window.begin; i < window.end; ++i) ids.push_back(encoding.tokens[i].id);
  ids.push_back(model.vocabulary.closing());
  return ids;
}

// [CLS] and [SEP] have none.
std::vector<std::uint8_t> shapes_in(std::span<const std::uint8_t> all, const Window& window) {
  std::vector<std::uint8_t> shapes(window.end - window.begin + kSpecialTokens);
  std::copy(all.begin() + window.begin, all.begin() + window.end, shapes.begin() + 1);
  return shapes;
}

void run_window(const Model& model, const Window& window, std::span<const std::uint8_t> shapes,
                Encoding& encoding, Scratch& scratch) {
  run_encoder(model, ids_of(model, encoding, window), shapes_in(shapes, window), scratch);
  const auto width = static_cast<std::size_t>(model.shape.width);
  const auto keep = [&](const std::vector<float>& rows, std::vector<float>& into) {
    // Row 0 is [CLS].
    const float* from = rows.data() + (window.keep_begin - window.begin + 1) * width;
    std::copy(from, from + (window.keep_end - window.keep_begin) * width,
              into.data() + window.keep_begin * width);
  };
  keep(scratch.x, encoding.hidden);
  keep(scratch.lower, encoding.lower);
  if (!model.meaning) return;
  const auto n_rows = window.end - window.begin + kSpecialTokens;
  encoding.windows.push_back(
      {window.begin, window.keep_begin, window.keep_end,
       std::vector<float>(scratch.fork.begin(),
                          scratch.fork.begin() + static_cast<std::ptrdiff_t>(n_rows * width))});
}

}  // namespace

TokenRange tokens_in(const Encoding& encoding, const Span& span) {
  const auto& tokens = encoding.tokens;
  const auto begin =
      std::partition_point(tokens.begin(), tokens.end(),
                           [&span](const Token& token) { return token.span.end <= span.begin; });
  const auto end = std::partition_point(
      begin, tokens.end(), [&span](const Token& token) { return token.span.begin < span.end; });
  return {static_cast<std::uint32_t>(begin - tokens.begin()),
          static_cast<std::uint32_t>(end - tokens.begin())};
}

Encoding encode(const Model& model, std::string_view text, std::span<const Span> sentences,
                Scratch& scratch) {
  Encoding encoding;
  encoding.width = model.shape.width;
  tokenize_sentences(model, text, sentences, encoding);
  encoding.hidden.resize(encoding.tokens.size() * static_cast<std::size_t>(model.shape.width));
  encoding.lower.resize(encoding.hidden.size());
  const auto capacity = static_cast<std::uint32_t>(model.shape.window) - kSpecialTokens;
  const std::vector<std::uint8_t> shapes = shapes_of(text, encoding.tokens);
  for (const Window& window : plan_windows(encoding.sentence_begin, capacity)) {
    run_window(model, window, shapes, encoding, scratch);
  }
  return encoding;
}

}  // namespace sayso

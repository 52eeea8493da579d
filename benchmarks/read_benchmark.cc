// How fast articles are read, on one core.
//
//   read_benchmark [--model FILE] [--articles FILE.jsonl] [options of Google Benchmark]
//
// Articles of about 800 words are put together from the given file, or from the stories in
// examples/: whole articles of one story, one after the other. Each is read once an iteration;
// reported are articles a second, the median and the 99th of 100 of the times, and the process's
// peak memory.
//
// Everything is measured in 8-bit integers and in f32, and the library's products alone stand
// beside the encoder: of the same matrices with as many rows as the articles' windows have.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "nn/encode.h"
#include "nn/model.h"
#include "nn/scratch.h"
#include "nn/windows.h"
#include "sayso/extract.h"
#include "sayso/ingest.h"
#include "text/sentences.h"
#include "text/words.h"

namespace {

using sayso::Document;

constexpr std::size_t kArticleWords = 800;
constexpr std::size_t kArticles = 12;

struct Setting {
  std::array<std::shared_ptr<const sayso::Model>, 2> models;  // by Arithmetic
  std::vector<Document> articles;

  const sayso::Model& model(sayso::Arithmetic arithmetic) const {
    return *models[static_cast<std::size_t>(arithmetic)];
  }
};

Setting& setting() {
  static Setting setting;
  return setting;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t count_words(const std::string& text) { return sayso::split_words(text).size(); }

// Text after text until the words suffice; what is left over is dropped. The last one is cut after
// a sentence.
std::vector<Document> put_together(const std::vector<Document>& stories) {
  std::vector<Document> articles;
  Document article;
  for (const Document& story : stories) {
    for (const sayso::Sentence& sentence : sayso::split_sentences(story.text)) {
      if (article.text.empty()) article = story, article.text.clear();
      article.text += std::string(sayso::slice(story.text, sentence.span)) + "\n\n";
      if (count_words(article.text) < kArticleWords) continue;
      article.key = sayso::document_key(article);
      articles.push_back(article);
      article.text.clear();
      if (articles.size() == kArticles) return articles;
    }
  }
  return articles;
}

std::vector<Document> stories_of(const std::vector<std::string>& paths) {
  std::vector<Document> stories;
  for (const std::string& path : paths) {
    const sayso::Ingested read = sayso::ingest(read_file(path), path);
    stories.insert(stories.end(), read.documents.begin(), read.documents.end());
  }
  return stories;
}

std::vector<std::string> example_files() {
  std::vector<std::string> paths;
  for (const auto& folder : std::filesystem::directory_iterator(SAYSO_SOURCE_DIR "/examples")) {
    const std::filesystem::path path = folder.path() / "articles.jsonl";
    if (std::filesystem::exists(path)) paths.push_back(path.string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;  // kilobytes on Linux
}

// Times of single articles, in milliseconds.
class Times {
 public:
  template <typename Work>
  void measure(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    times_ms_.push_back(took.count());
  }

  void report(benchmark::State& state) {
    std::sort(times_ms_.begin(), times_ms_.end());
    state.SetItemsProcessed(static_cast<std::int64_t>(times_ms_.size()));
    state.counters["p50_ms"] = times_ms_[times_ms_.size() / 2];
    state.counters["p99_ms"] = times_ms_[times_ms_.size() * 99 / 100];
    state.counters["peak_MB"] = peak_megabytes();
  }

 private:
  std::vector<double> times_ms_;
};

std::vector<std::size_t> rows_of_windows(const sayso::ModelShape& shape,
                                         const sayso::Encoding& encoding) {
  std::vector<std::size_t> rows;
  for (const sayso::Window& window :
       sayso::plan_windows(encoding.sentence_begin, static_cast<std::uint32_t>(shape.window - 2)))
    rows.push_back(window.end - window.begin + 2);
  return rows;
}

// Multiplications and additions of the encoder's linear layers, padding left out and each once,
// and those of attention.
double linear_operations(const sayso::ModelShape& shape, double rows) {
  const double width = shape.width, inner = shape.inner;
  return shape.n_layers * 2 * rows * width * (4 * width + 2 * inner);
}

double attention_operations(const sayso::ModelShape& shape, double rows) {
  return shape.n_layers * 4 * rows * rows * static_cast<double>(shape.width);
}

benchmark::Counter rate(double n_operations) {
  return {n_operations / 1e9, benchmark::Counter::kIsRate};
}

void read_article(benchmark::State& state, sayso::Arithmetic arithmetic) {
  const sayso::Model& model = setting().model(arithmetic);
  const sayso::ScratchPtr scratch = sayso::make_scratch(model);
  Times times;
  for (auto _ : state) {
    for (const Document& article : setting().articles)
      times.measure([&] { benchmark::DoNotOptimize(sayso::extract(article, model, *scratch)); });
  }
  times.report(state);
}

sayso::Encoding encoding_of(const sayso::Model& model, const Document& article,
                            sayso::Scratch& scratch) {
  std::vector<sayso::Span> sentences;
  for (const auto& sentence : sayso::split_sentences(article.text))
    sentences.push_back(sentence.span);
  return sayso::encode(model, article.text, sentences, scratch);
}

// The part of it that the network takes, without its heads.
void encode_article(benchmark::State& state, sayso::Arithmetic arithmetic) {
  const sayso::Model& model = setting().model(arithmetic);
  const sayso::ScratchPtr scratch = sayso::make_scratch(model);
  Times times;
  double n_operations = 0;
  for (auto _ : state) {
    for (const Document& article : setting().articles) {
      times.measure([&] {
        for (const std::size_t n :
             rows_of_windows(model.shape, encoding_of(model, article, *scratch)))
          n_operations += linear_operations(model.shape, static_cast<double>(n)) +
                          attention_operations(model.shape, static_cast<double>(n));
      });
    }
  }
  times.report(state);
  state.counters["Gop/s"] = rate(n_operations);
}

// What the library takes for the products of the linear layers alone, each once.
void multiply_windows(benchmark::State& state) {
  const sayso::Model& model = setting().model(sayso::Arithmetic::kInt8);
  const sayso::ScratchPtr scratch = sayso::make_scratch(model);
  std::vector<std::size_t> windows;
  for (const Document& article : setting().articles) {
    for (const std::size_t n : rows_of_windows(model.shape, encoding_of(model, article, *scratch)))
      windows.push_back(n);
  }
  const auto widest = static_cast<std::size_t>(std::max(3 * model.shape.width, model.shape.inner));
  const std::size_t longest = *std::max_element(windows.begin(), windows.end());
  std::vector<std::uint8_t> x(longest * widest, 3);
  std::vector<std::int32_t> out(longest * widest);
  sayso::Kernels kernels;
  double n_operations = 0;
  for (auto _ : state) {
    for (const std::size_t n : windows) {
      for (const sayso::EncoderLayer& layer : model.encoder.layers) {
        for (const auto* linear :
             {&layer.query_key_value, &layer.attention_out, &layer.up, &layer.down})
          kernels.multiply_bytes(x.data(), static_cast<int>(n), linear->int8.weights, out.data());
      }
      n_operations += linear_operations(model.shape, static_cast<double>(n));
    }
  }
  state.counters["Gop/s"] = rate(n_operations);
}

void register_benchmarks() {
  using sayso::Arithmetic;
  const std::array<std::pair<const char*, Arithmetic>, 2> both = {
      {{"int8", Arithmetic::kInt8}, {"f32", Arithmetic::kF32}}};
  for (const auto& [name, arithmetic] : both) {
    benchmark::RegisterBenchmark((std::string("read_article/") + name).c_str(), read_article,
                                 arithmetic)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((std::string("encode_article/") + name).c_str(), encode_article,
                                 arithmetic)
        ->Unit(benchmark::kMillisecond);
  }
  if (setting().model(Arithmetic::kInt8).levels == 0) return;
  benchmark::RegisterBenchmark("multiply_windows/int8", multiply_windows)
      ->Unit(benchmark::kMillisecond);
}

// Takes "--NAME VALUE" out of the arguments.
std::string take_option(int& argc, char** argv, const char* name, const std::string& otherwise) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], name) != 0) continue;
    const std::string value = argv[i + 1];
    std::copy(argv + i + 2, argv + argc, argv + i);
    argc -= 2;
    return value;
  }
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string model_path =
      take_option(argc, argv, "--model", SAYSO_SOURCE_DIR "/models/sayso-en.model");
  const std::string articles_path = take_option(argc, argv, "--articles", "");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;

  for (const auto arithmetic : {sayso::Arithmetic::kInt8, sayso::Arithmetic::kF32}) {
    const auto model = sayso::load_model(read_file(model_path), arithmetic);
    if (!model) {
      std::cerr << model_path << ": " << sayso::to_string(model.error()) << '\n';
      return 1;
    }
    setting().models[static_cast<std::size_t>(arithmetic)] = *model;
  }
  setting().articles = put_together(
      stories_of(articles_path.empty() ? example_files() : std::vector{articles_path}));
  if (setting().articles.empty()) {
    std::cerr << "no articles of " << kArticleWords << " words\n";
    return 1;
  }
  std::cout << setting().articles.size() << " articles of " << kArticleWords << " words; "
            << sayso::numeric_profile(setting().model(sayso::Arithmetic::kInt8)) << '\n';
  register_benchmarks();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

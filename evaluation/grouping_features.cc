// Prints what group() compares, for fit_grouping.py: for each story a line with its items (report,
// claim, stance, voice), then a line for each candidate pair with its features, all tab-separated.
//
//   grouping_features [--own] [--model FILE | --vectors FILE] STORY... > features.tsv
//   grouping_features [--model FILE] --sentences PAIRS.jsonl > features.tsv
//
//   story   <name>
//   item    <index> <report> <claim> <document> <stance> <voice> <content>
//   pair    <a> <b> <same document: 0 or 1> <feature> ...
//   contradicts <claim> <claim>
//   copy    <original> <copy> <share>
//   entity  <id> <type> <name>
//
// --model fills Proposition::meaning by a model; --vectors by a file with lines of story, report and 256
// numbers, as training/meaning.py writes it; without either, meaning is zero. --own adds all other sentences
// as candidates of the outlets' own voice.
//
// --sentences reads lines {"a": "..", "b": ".."} instead, for sentence_pairs.py. Each of the two is
// an article with one statement, an assertion of nobody known, whose content is the whole sentence.
// A line "sentences" each: whether group() would compare them, the log odds of its own trees, the
// features. One sentence hardly has the names that relate two articles, so the features are those
// of related ones.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "gold_records.h"
#include "group/candidates.h"
#include "nn/encode.h"
#include "nn/meaning.h"
#include "sayso/model.h"
#include "text/proposition.h"
#include "text/sentences.h"
#include "text/sketch.h"

namespace {

using namespace sayso;

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return text;
}

void print_items(const evaluation::GoldStory& story, const Prepared& prepared,
                 const std::vector<Item>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Statement statement = prepared.held.released(items[i].statement).statement;
    const auto claim = story.claim_of.find(statement.rule);
    std::cout << "item\t" << i << '\t' << statement.rule << '\t'
              << (claim == story.claim_of.end() ? "-" : claim->second) << '\t'
              << prepared.grouping.documents[items[i].document].id << '\t'
              << to_string(statement.stance) << '\t' << to_string(statement.voice) << '\t'
              << one_line(statement.proposition.text) << '\n';
  }
}

void print(const Features& features) {
  for (const double value : features) {
    char text[32];
    std::snprintf(text, sizeof text, "\t%.5g", value);
    std::cout << text;
  }
  std::cout << '\n';
}

void print_pairs(const Prepared& prepared, const std::vector<Item>& items) {
  for (const CandidatePair& pair : find_candidates(prepared, items)) {
    std::cout << "pair\t" << pair.a << '\t' << pair.b << '\t' << (pair.documents.same ? 1 : 0);
    print(features(items[pair.a], items[pair.b], pair.documents));
  }
}

std::shared_ptr<const Model> read_model(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const auto model = load_model(bytes);
  if (!model) std::cerr << to_string(model.error()) << '\n';
  return model ? *model : nullptr;
}

StatementTokens tokens_of(const Encoding& encoding, const Statement& statement) {
  StatementTokens tokens;
  for (const Span& span : statement.content) {
    if (const TokenRange range = tokens_in(encoding, span); !range.empty())
      tokens.content.push_back(range);
  }
  if (statement.cue) tokens.cue = tokens_in(encoding, *statement.cue);
  return tokens;
}

void add_meaning(const Model& model, evaluation::GoldStory& story) {
  const ScratchPtr scratch = make_scratch(model);
  for (std::size_t i = 0; i < story.documents.size(); ++i) {
    const std::string& text = story.documents[i].text;
    std::vector<Span> sentences;
    for (const Sentence& sentence : split_sentences(text)) sentences.push_back(sentence.span);
    const Encoding encoding = encode(model, text, sentences, *scratch);
    std::vector<StatementTokens> tokens;
    for (const Statement& statement : story.records[i].statements)
      tokens.push_back(tokens_of(encoding, statement));
    const std::vector<Meaning> meanings = meanings_of(model, encoding, tokens, *scratch);
    for (std::size_t k = 0; k < meanings.size(); ++k)
      story.records[i].statements[k].proposition.meaning = meanings[k];
  }
}

using Vectors = std::map<std::pair<std::string, std::string>, Meaning>;  // by story and report

Vectors read_vectors(const char* path) {
  Vectors vectors;
  std::ifstream file(path);
  std::string story, report;
  while (file >> story >> report) {
    Meaning& meaning = vectors[{story, report}];
    for (std::int8_t& value : meaning) {
      int number = 0;
      file >> number;
      value = static_cast<std::int8_t>(number);
    }
  }
  return vectors;
}

void add_meaning(const Vectors& vectors, evaluation::GoldStory& story) {
  for (Records& records : story.records) {
    for (Statement& statement : records.statements) {
      const auto it = vectors.find({story.name, statement.rule});
      if (it != vectors.end()) statement.proposition.meaning = it->second;
    }
  }
}

Prepared prepared_of(const evaluation::GoldStory& story) {
  GatheredRecords gathered;
  for (const Records& records : story.records) gather(records, gathered);
  std::vector<Ruling> none;
  return prepare(std::move(gathered), none);
}

void print_story(const evaluation::GoldStory& story) {
  Prepared prepared = prepared_of(story);
  const Items made = make_items(prepared);
  const std::vector<Item>& items = made.list;
  std::cout << "story\t" << story.name << '\n';
  print_items(story, prepared, items);
  print_pairs(prepared, items);
  for (const auto& [a, b] : story.contradicts)
    std::cout << "contradicts\t" << a << '\t' << b << '\n';
  for (const Copy& copy : prepared.grouping.copies) {
    std::cout << "copy\t" << prepared.grouping.documents[copy.original].id << '\t'
              << prepared.grouping.documents[copy.copy].id << '\t' << copy.share << '\n';
  }
  for (const Entity& entity : prepared.grouping.entities) {
    std::cout << "entity\t" << entity.id << '\t' << to_string(entity.type) << '\t' << entity.name
              << '\n';
  }
}

// `name` tells the two articles apart where their sentences are the same.
void add_article(std::string name, std::string sentence, evaluation::GoldStory& story) {
  const Span whole{0, static_cast<std::uint32_t>(sentence.size())};
  Statement statement;
  statement.content = {whole};
  statement.sentence = whole;
  statement.proposition = make_proposition(sentence, statement.content, {}, whole);
  Records records;
  records.document = name;
  records.sketch = sketch(sentence);
  records.statements.push_back(std::move(statement));
  story.records.push_back(std::move(records));
  Document document;
  document.key = std::move(name);
  document.text = std::move(sentence);
  story.documents.push_back(std::move(document));
}

bool print_sentences(const char* path, const Model* model) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto pair = nlohmann::json::parse(line, nullptr, false);
    if (!pair.is_object()) return false;
    evaluation::GoldStory story{};
    add_article("a", pair.value("a", ""), story);
    add_article("b", pair.value("b", ""), story);
    if (model) add_meaning(*model, story);
    Prepared prepared = prepared_of(story);
    const Items made = make_items(prepared);
    const std::vector<Item>& items = made.list;
    const Features both = features(items.at(0), items.at(1), document_pair(prepared, 0, 1));
    const bool compared = !find_candidates(prepared, items).empty();
    std::cout << "sentences\t" << (compared ? 1 : 0) << '\t' << log_odds(both);
    print(both);
  }
  return file.eof();
}

}  // namespace

int main(int argc, char** argv) {
  evaluation::GoldOptions options;
  std::shared_ptr<const Model> model;
  Vectors vectors;
  std::cout << "features";
  for (const std::string_view name : kFeatureNames) std::cout << '\t' << name;
  std::cout << '\n';
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--own") {
      options.own_voice_candidates = true;
      continue;
    }
    if (std::string_view(argv[i]) == "--model" && i + 1 < argc) {
      model = read_model(argv[++i]);
      if (!model) return 1;
      continue;
    }
    if (std::string_view(argv[i]) == "--vectors" && i + 1 < argc) {
      vectors = read_vectors(argv[++i]);
      continue;
    }
    if (std::string_view(argv[i]) == "--sentences" && i + 1 < argc) {
      if (print_sentences(argv[++i], model.get())) continue;
      std::cerr << argv[i] << ": a line is no pair of sentences, or the file can't be read\n";
      return 1;
    }
    auto story = evaluation::read_story(argv[i], options);
    if (!story) {
      std::cerr << to_string(story.error()) << '\n';
      return 1;
    }
    if (model) add_meaning(*model, *story);
    add_meaning(vectors, *story);
    print_story(*story);
  }
  return 0;
}

// Prints what group() compares, for fit_grouping.py: for each story a line with its items (report,
// claim, stance, voice), then a line for each candidate pair with its features, all tab-separated.
//
//   grouping_features [--own] [--model FILE] STORY... > features.tsv
//
//   story   <name>
//   item    <index> <report> <claim> <document> <stance> <voice> <content>
//   pair    <a> <b> <same document: 0 or 1> <feature> ...
//   contradicts <claim> <claim>
//   copy    <original> <copy> <share>
//   entity  <id> <type> <name>
//
// --model fills Proposition::meaning; without it, meaning is zero. --own adds all other sentences
// as candidates of the outlets' own voice.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "gold_records.h"
#include "group/candidates.h"
#include "nn/encode.h"
#include "nn/heads.h"
#include "sayso/model.h"
#include "text/sentences.h"

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
    const Statement& statement = items[i].grouped->statement;
    const auto claim = story.claim_of.find(statement.rule);
    std::cout << "item\t" << i << '\t' << statement.rule << '\t'
              << (claim == story.claim_of.end() ? "-" : claim->second) << '\t'
              << prepared.grouping.documents[items[i].document].id << '\t'
              << to_string(statement.stance) << '\t' << to_string(statement.voice) << '\t'
              << one_line(statement.proposition.text) << '\n';
  }
}

void print_pairs(const Prepared& prepared, const std::vector<Item>& items) {
  for (const CandidatePair& pair : find_candidates(prepared, items)) {
    std::cout << "pair\t" << pair.a << '\t' << pair.b << '\t' << (pair.documents.same ? 1 : 0);
    for (const double value : features(items[pair.a], items[pair.b], pair.documents)) {
      char text[32];
      std::snprintf(text, sizeof text, "\t%.5g", value);
      std::cout << text;
    }
    std::cout << '\n';
  }
}

std::shared_ptr<const Model> read_model(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const auto model = load_model(bytes);
  if (!model) std::cerr << to_string(model.error()) << '\n';
  return model ? *model : nullptr;
}

void add_meaning(const Model& model, evaluation::GoldStory& story) {
  const ScratchPtr scratch = make_scratch(model);
  for (std::size_t i = 0; i < story.documents.size(); ++i) {
    const std::string& text = story.documents[i].text;
    std::vector<Span> sentences;
    for (const Sentence& sentence : split_sentences(text)) sentences.push_back(sentence.span);
    const Encoding encoding = encode(model, text, sentences, *scratch);
    for (Statement& statement : story.records[i].statements) {
      std::vector<TokenRange> content;
      for (const Span& span : statement.content) {
        if (const TokenRange range = tokens_in(encoding, span); !range.empty())
          content.push_back(range);
      }
      statement.proposition.meaning = embed(model, encoding, content);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  evaluation::GoldOptions options;
  std::shared_ptr<const Model> model;
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
    auto story = evaluation::read_story(argv[i], options);
    if (!story) {
      std::cerr << to_string(story.error()) << '\n';
      return 1;
    }
    if (model) add_meaning(*model, *story);
    const Prepared prepared = prepare(story->records);
    const std::vector<Item> items = make_items(prepared.grouping);
    std::cout << "story\t" << story->name << '\n';
    print_items(*story, prepared, items);
    print_pairs(prepared, items);
    for (const auto& [a, b] : story->contradicts)
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
  return 0;
}

// explain() and extract() are one: asking why changes no answer.
//
// Held against the shipped model on the articles of tests/cases, and against a small model of
// random weights on the same, whose answers are absurd and so reach what sense never does.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "ledger/records_json.h"
#include "nn/tiny_model.h"
#include "sayso/extract.h"
#include "sayso/ingest.h"
#include "sayso/model.h"

namespace sayso {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The articles of tests/cases, without their heads and records.
std::vector<Document> articles() {
  std::vector<Document> documents;
  for (const auto& entry : fs::directory_iterator("tests/cases")) {
    const std::string file = read_file(entry.path());
    const std::size_t begin = file.find("\n\n") + 2;
    Document document;
    document.outlet = "Dawn Wire";
    document.published = "2023-03-14";
    document.text = file.substr(begin, file.find("\n----\n") - begin);
    document.key = document_key(document);
    documents.push_back(document);
  }
  std::sort(documents.begin(), documents.end(),
            [](const Document& a, const Document& b) { return a.key < b.key; });
  return documents;
}

bool is_probability(const std::optional<float>& p) { return !p || (*p >= 0 && *p <= 1.0001F); }

const Decision* decision_about(const std::vector<Decision>& decisions, const std::string& what) {
  for (const Decision& decision : decisions) {
    if (decision.what == what) return &decision;
  }
  return nullptr;
}

// What was chosen is what the statement has.
void expect_agrees(const Document& document, const Records& records, const Statement& statement,
                   const std::vector<Decision>& decisions) {
  for (const Decision& decision : decisions) {
    EXPECT_FALSE(decision.chosen.empty()) << decision.what;
    EXPECT_FALSE(decision.pass.empty()) << decision.what << " " << decision.chosen;
    EXPECT_TRUE(is_probability(decision.probability)) << decision.what << " " << decision.chosen;
    for (const Alternative& other : decision.others) EXPECT_TRUE(is_probability(other.probability));
  }
  const auto expect_chosen = [&](const std::string& what, const std::string& chosen) {
    const Decision* decision = decision_about(decisions, what);
    ASSERT_NE(decision, nullptr) << what;
    EXPECT_EQ(decision->chosen, chosen) << what;
  };
  const auto day = [](const std::string& text) { return text.empty() ? "not told" : text; };
  expect_chosen("speaker", statement.speaker ? records.entities[*statement.speaker].name : "none");
  expect_chosen("stance", std::string(to_string(statement.stance)));
  expect_chosen("said on", day(statement.said_on));
  expect_chosen("happened on", day(statement.happened_on));
  if (statement.voice == Voice::kOwn) return;
  if (statement.cue) expect_chosen("cue", std::string(slice(document.text, *statement.cue)));
  if (statement.source)
    expect_chosen("source", std::string(slice(document.text, *statement.source)));
  expect_chosen("relay",
                statement.via.empty() ? "none" : records.entities[statement.via.front()].name);
}

void check(const std::string& model_file, bool attitudes) {
  Result<std::shared_ptr<const Model>> model = load_model(model_file);
  ASSERT_TRUE(model.has_value()) << to_string(model.error());
  const ScratchPtr scratch = make_scratch(**model);
  std::size_t n_statements = 0;
  for (const Document& document : articles()) {
    const ExtractOptions options{.attitudes = attitudes};
    const Records records = extract(document, **model, *scratch, options);
    const Explained explained = explain(document, **model, *scratch, options);
    EXPECT_EQ(records_to_json(explained.records), records_to_json(records));
    ASSERT_EQ(explained.decisions.size(), records.statements.size());
    for (std::size_t i = 0; i < records.statements.size(); ++i)
      expect_agrees(document, records, records.statements[i], explained.decisions[i]);
    n_statements += records.statements.size();
  }
  EXPECT_GT(n_statements, 10u);
}

TEST(Explain, SaysNothingElseThanExtract) {
  const std::string shipped = read_file("models/sayso-en.model");
  check(shipped, false);
  check(shipped, true);
}

TEST(Explain, HoldsWhateverTheModelSays) {
  const std::string tiny = TinyModel().file();
  check(tiny, false);
  check(tiny, true);
}

TEST(Explain, ATextThatIsNotReadHasNoDecisions) {
  Result<std::shared_ptr<const Model>> model = load_model(TinyModel().file());
  ASSERT_TRUE(model.has_value()) << to_string(model.error());
  Document document = articles().front();
  document.language = "fr";
  const Explained explained = explain(document, **model, *make_scratch(**model));
  EXPECT_TRUE(explained.decisions.empty());
  EXPECT_FALSE(explained.records.notes.empty());
}

}  // namespace
}  // namespace sayso

// Behaviour as text: each file in tests/cases is an article and the records that reading it must
// give.
//
// A file has a head (lines "key: value"; "attitudes: yes" reads as --attitudes does), a blank line, the article, a line of dashes, and the
// records as records_text() prints them. A reviewer reads a change of behaviour as a change of
// these files:
//
//   tests/cases_test --update      rewrites the records of all files by what is read now
//
// In f32, which reads the same on every processor; that 8 bits agree with it is tested in nn/.
//
// Each case costs one run of the encoder, about 50 ms.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "sayso/extract.h"
#include "sayso/ingest.h"
#include "sayso/model.h"

namespace sayso {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCases = "tests/cases";
constexpr const char* kModelFile = "models/sayso-en.model";
constexpr std::string_view kLine = "\n----\n";
bool update = false;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct CaseFile {
  std::string head, article, records;
  Document document;
  ExtractOptions options;
};

CaseFile parse(const std::string& text) {
  CaseFile c;
  const std::size_t blank = text.find("\n\n");
  const std::size_t line = text.find(kLine, blank);
  c.head = text.substr(0, blank + 2);
  c.article = text.substr(blank + 2, line == std::string::npos ? line : line - blank - 2);
  c.records = line == std::string::npos ? "" : text.substr(line + kLine.size());
  std::istringstream head(c.head);
  for (std::string row; std::getline(head, row);) {
    const std::size_t colon = row.find(": ");
    if (colon == std::string::npos) continue;
    const std::string key = row.substr(0, colon);
    const std::string value = row.substr(colon + 2);
    if (key == "outlet") c.document.outlet = value;
    if (key == "published") c.document.published = value;
    if (key == "title") c.document.title = value;
    if (key == "byline") c.document.byline = value;
    if (key == "language") c.document.language = value;
    if (key == "attitudes") c.options.attitudes = value == "yes";
  }
  c.document.text = c.article;
  c.document.key = document_key(c.document);
  return c;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string describe(const Entity& entity) {
  return entity.name + " (" + std::string(to_string(entity.type)) + ")";
}

std::string statement_text(const Document& document, const Records& records,
                           const Statement& statement) {
  std::ostringstream out;
  for (const Span& piece : statement.content)
    out << "content  " << one_line(slice(document.text, piece)) << "\n";
  if (statement.cue) out << "cue      " << one_line(slice(document.text, *statement.cue)) << "\n";
  if (statement.source)
    out << "source   " << one_line(slice(document.text, *statement.source)) << "\n";
  out << "speaker  " << (statement.speaker ? describe(records.entities[*statement.speaker]) : "-")
      << "\n";
  for (const EntityIndex relay : statement.via)
    out << "via      " << describe(records.entities[relay]) << "\n";
  out << "stance   " << to_string(statement.stance) << ", " << to_string(statement.quoted);
  if (!statement.said_on.empty()) out << ", said " << statement.said_on;
  if (!statement.happened_on.empty()) out << ", happened " << statement.happened_on;
  if (statement.inside) out << ", inside another";
  if (statement.answers) out << ", answers another";
  out << "\n";
  return out.str();
}

// The attributed statements in order of the text, a blank line between.
std::string records_text(const Document& document, const Records& records) {
  std::string out;
  for (const Statement& statement : records.statements) {
    if (statement.voice == Voice::kOwn) continue;
    if (!out.empty()) out += "\n";
    out += statement_text(document, records, statement);
  }
  for (const std::string& note : records.notes) out += "note     " + note + "\n";
  return out;
}

TEST(Cases, AreReadAsWritten) {
  Result<std::shared_ptr<const Model>> model = load_model(read_file(kModelFile), Arithmetic::kF32);
  ASSERT_TRUE(model.has_value()) << to_string(model.error());
  const ScratchPtr scratch = make_scratch(**model);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    const CaseFile c = parse(read_file(file));
    const std::string records =
        records_text(c.document, extract(c.document, **model, *scratch, c.options));
    if (update) {
      std::ofstream(file, std::ios::binary) << c.head << c.article << kLine << records;
    } else {
      EXPECT_EQ(records, c.records) << file << "\n(to accept: cases_test --update)";
    }
  }
}

}  // namespace
}  // namespace sayso

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  sayso::update = argc > 1 && std::string_view(argv[1]) == "--update";
  return RUN_ALL_TESTS();
}

// What the program's readers take out of files, one JSON a document, for scorers of pages.
//
// Problem. How well an article is found in a page is measured by benchmarks that have their own
// form, and a ledger shows claims, not pages.
//
// Idea. The program's own ingest() over each file. Nothing of the reading is repeated here, so that
// what is measured is what a user gets.
//
//   ingest_dump PAGE.html... > predicted.jsonl
//
// Example. A page comes out as
//   {"id": "PAGE.html", "title": "...", "authors": ["..."], "outlet": "...", "address": "...",
//    "published": "2023-03-13T13:20:00+01:00", "modified": "", "date": "2023-03-13",
//    "language": "en", "articleBody": "..."}
// `id` is the file's name without its folder; of a file with several documents all have the same.
// `date` is the day of `published`, null where there is none. What cannot be read goes to stderr
// and its line is left out.
//
// Cost. That of ingest().

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sayso/ingest.h"

namespace {

using namespace sayso;
using nlohmann::json;

// "Mara Lind, Ama Teller" -> two names: readers of pages separate names so.
std::vector<std::string> authors_of(const std::string& byline) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < byline.size();) {
    const std::size_t end = std::min(byline.find(", ", begin), byline.size());
    names.push_back(byline.substr(begin, end - begin));
    begin = end + 2;
  }
  return names;
}

json as_json(const Document& document, const std::string& id) {
  json day = nullptr;
  if (!document.published.empty()) day = document.published.substr(0, 10);
  return {{"id", id},
          {"title", document.title},
          {"authors", authors_of(document.byline)},
          {"outlet", document.outlet},
          {"address", document.address},
          {"published", document.published},
          {"modified", document.modified},
          {"date", day},
          {"language", document.language},
          {"articleBody", document.text}};
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot be read", path, "check the name"};
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

void dump(const std::string& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) {
    std::cerr << "ingest_dump: " << to_string(bytes.error()) << '\n';
    return;
  }
  const Ingested read = ingest(*bytes, path);
  const std::string id = std::filesystem::path(path).filename();
  for (const Document& document : read.documents) std::cout << as_json(document, id).dump() << '\n';
  for (const Error& error : read.errors) std::cerr << "ingest_dump: " << to_string(error) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::vector<std::string> paths;
  CLI::App app("Writes what the readers take out of files.");
  app.add_option("files", paths, "pages, feeds, texts")->required();
  CLI11_PARSE(app, argc, argv);
  for (const std::string& path : paths) dump(path);
  return 0;
}

// How the cost of grouping and judging grows with the number of articles, and whether the stories
// that are planted among them are still told as well.
//
//   growth_benchmark --stories STORIES.db --records ARTICLES.db [--records MORE.db ...]
//                    [--articles N] [--copies N] [--out PLANTED.json]
//
// Ledgers that `sayso read` made give the records: those of the stories are used as they are, those
// of other articles as patterns for variants (varied.h) until there are N articles in all. --copies
// adds so many more copies of one article. Reported are the processor time and the wall-clock time
// of gathering, grouping and judging, and the process's peak memory; making the variants is counted
// apart. --out writes the export of the planted stories alone, for score_planted.py. The digest is
// of the whole grouping: a change that is to cost less and to change nothing leaves it as it was.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "planted_export.h"
#include "sayso/export.h"
#include "sayso/group.h"
#include "sayso/judge.h"
#include "sayso/ledger.h"
#include "varied.h"

namespace {

using namespace sayso;

struct Arguments {
  std::vector<std::string> stories, records;
  std::size_t n_articles = 1000, n_copies = 0;
  std::string out;
};

Arguments arguments_of(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--stories") arguments.stories.push_back(value);
    if (name == "--records") arguments.records.push_back(value);
    if (name == "--articles") arguments.n_articles = std::stoul(value);
    if (name == "--copies") arguments.n_copies = std::stoul(value);
    if (name == "--out") arguments.out = value;
  }
  return arguments;
}

// Exits with a message if one can't be read.
std::vector<Records> records_in(const std::vector<std::string>& paths,
                                std::vector<Document>* documents = nullptr) {
  std::vector<Records> all;
  for (const std::string& path : paths) {
    const Result<Ledger> ledger = Ledger::open_read_only(path);
    Result<std::vector<Records>> records =
        ledger ? ledger->records() : Result<std::vector<Records>>(ledger.error());
    if (!records) {
      std::cerr << to_string(records.error()) << '\n';
      std::exit(1);
    }
    for (Records& one : *records) all.push_back(std::move(one));
    if (documents) {
      Result<std::vector<Document>> more = ledger->documents();
      if (more) documents->insert(documents->end(), more->begin(), more->end());
    }
  }
  return all;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;  // kilobytes on Linux
}

// Adds up the time of what is done under one name.
class Watch {
 public:
  template <typename Work>
  void measure(const Work& work) {
    const auto wall = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    work();
    cpu_s_ += static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    wall_s_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
  }
  void print(const char* name) const {
    std::printf("%-10s %9.2f s of processor %9.2f s   peak %8.0f MB\n", name, cpu_s_, wall_s_,
                peak_megabytes());
    std::fflush(stdout);
  }

 private:
  double cpu_s_ = 0, wall_s_ = 0;
};

Records copy_of(const Records& article, std::size_t n) {
  Records copy = article;
  copy.outlet = "Paper " + std::to_string(n);
  copy.address = "https://paper" + std::to_string(n) + ".example/";
  copy.external_id += "-copy-" + std::to_string(n);
  copy.document = sha256_hex(copy.document + copy.outlet);
  return copy;
}

// A hash over everything that an export shows of a grouping.
std::uint64_t digest_of(const Grouping& grouping) {
  std::uint64_t digest = 0;
  const auto add = [&](std::string_view text) { digest = hash64(text, digest); };
  const auto add_number = [&](std::uint64_t number) { add(std::to_string(number)); };
  for (const DocumentHead& head : grouping.documents) add(head.id);
  for (const Entity& entity : grouping.entities) {
    add(entity.name);
    for (const std::string& alias : entity.aliases) add(alias);
    add_number(entity.party.value_or(~0u));
  }
  for (const GroupedStatement& one : grouping.statements) {
    add(one.id);
    add_number(one.claim);
    add_number(one.statement.speaker.value_or(~0u));
    add(one.statement.proposition.text);
  }
  for (const Claim& claim : grouping.claims) {
    add(claim.id);
    add(claim.text);
    add(claim.happened_on);
    for (const ClaimLink& link : claim.links) {
      add_number(link.a);
      add_number(link.b);
      add(link.reason.rule);
      add(link.reason.detail);
    }
  }
  for (const auto& [a, b] : grouping.contradicts) add_number(std::uint64_t{a} << 32 | b);
  for (const Copy& copy : grouping.copies)
    add_number(std::uint64_t{copy.original} << 32 | copy.copy);
  return digest;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = arguments_of(argc, argv);
  std::vector<Document> documents;
  const std::vector<Records> stories = records_in(arguments.stories, &documents);
  const std::vector<Records> articles = records_in(arguments.records);
  const benchmarks::Planted planted = benchmarks::planted_in(stories);
  Watch making, gathering, grouping, judging;
  Gathering gathered;
  std::size_t n = 0;
  const auto add = [&](Records records) {
    gathering.measure([&] { gathered.add(std::move(records)); });
    ++n;
  };
  for (const Records& one : stories) add(one);
  for (std::size_t i = 0; n < arguments.n_articles && !articles.empty(); ++i) {
    Records varied;
    making.measure([&] {
      varied = benchmarks::vary(articles[i % articles.size()], i / articles.size(), planted);
    });
    add(std::move(varied));
  }
  for (std::size_t i = 0; i < arguments.n_copies; ++i)
    add(copy_of(articles.empty() ? stories.front() : articles.front(), i));
  std::printf("%zu articles, %zu of stories, from %zu\n", n, stories.size(),
              stories.size() + articles.size());
  making.print("making");
  gathering.print("gathering");
  Grouping grouped;
  grouping.measure([&] { grouped = std::move(gathered).group(); });
  grouping.print("grouping");
  std::vector<ClaimStanding> standings;
  judging.measure([&] { standings = judge(grouped); });
  judging.print("judging");
  std::size_t most = 0;
  for (const Claim& claim : grouped.claims) most = std::max(most, claim.statements.size());
  std::printf(
      "%zu statements, %zu claims (largest %zu), %zu entities, %zu contradictions, %zu copies\n",
      grouped.statements.size(), grouped.claims.size(), most, grouped.entities.size(),
      grouped.contradicts.size(), grouped.copies.size());
  std::printf("digest %016llx\n", static_cast<unsigned long long>(digest_of(grouped)));
  if (arguments.out.empty()) return 0;
  std::ofstream file(arguments.out, std::ios::binary);
  file << benchmarks::planted_export(grouped, standings, documents);
  return file.flush() ? 0 : 1;
}

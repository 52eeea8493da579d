#include "cli/session.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/day.h"
#include "cli/files.h"
#include "cli/reviewer.h"
#include "sayso/extract.h"
#include "sayso/group.h"

namespace sayso::cli {
namespace {

constexpr std::size_t kMaxModelBytes = std::size_t{1} << 30;

bool is_file(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

// Beside an installed program, then beside a build folder of the sources.
Result<std::string> model_path(const Options& options) {
  if (!options.model.empty()) return options.model;
  const std::string folder = program_folder();
  for (const char* place : {"/../share/sayso/sayso-en.model", "/../../models/sayso-en.model"}) {
    if (is_file(folder + place)) return folder + place;
  }
  return Error{"the reading model sayso-en.model was not found beside the program", "",
               "name it with --model FILE or SAYSO_MODEL"};
}

}  // namespace

Look look_of_output() {
  Look look;
  if (::isatty(STDOUT_FILENO) != 1) return look;
  struct winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    look.width = std::clamp(static_cast<int>(size.ws_col), 40, 100);
  }
  const char* no_colour = std::getenv("NO_COLOR");
  look.colour = no_colour == nullptr || *no_colour == '\0';
  return look;
}

int print(std::string_view text) {
  errno = 0;
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written || errno == EPIPE) return kDone;
  return complain(
      {"can't be written: " + std::system_category().message(errno), "standard output", ""});
}

int complain(const Error& error) {
  std::fputs(("sayso: " + printable(to_string(error)) + "\n").c_str(), stderr);
  return kFailed;
}

Result<LoadedModel> load_model_of(const Options& options, const ExtractOptions& extract) {
  const Result<std::string> path = model_path(options);
  if (!path) return path.error();
  const Result<std::string> bytes = read_file(*path, kMaxModelBytes);
  if (!bytes) return bytes.error();
  Result<std::shared_ptr<const Model>> model =
      load_model(*bytes, options.f32 ? Arithmetic::kF32 : Arithmetic::kInt8);
  if (!model) {
    Error error = model.error();
    if (error.where.empty()) error.where = *path;
    return error;
  }
  return LoadedModel{*model, {model_id(**model), rules_of(extract), numeric_profile(**model)}};
}

ExtractOptions extract_options_of(const Ledger& ledger) {
  const Result<Pin> pin = ledger.pin();
  const auto are = [&](const ExtractOptions& options) {
    return pin && pin->rules == rules_of(options);
  };
  return {.attitudes = are({.attitudes = true}), .given = pin && pin->rules.ends_with("+given")};
}

bool ledger_exists(const Options& options) { return is_file(options.ledger); }

Result<Done> upgrade_ledger(const Options& options) {
  if (!ledger_exists(options)) return Done{};
  const Result<std::string> copy = Ledger::upgrade(options.ledger);
  if (!copy) return copy.error();
  if (copy->empty()) return Done{};
  complain({"this ledger was of an earlier format and is now of the present one", options.ledger,
            "as it was, it is in " + *copy});
  Result<Ledger> ledger = Ledger::open(options.ledger);
  if (!ledger) return ledger.error();
  const Result<Grouping> grouping = derive(*ledger);
  if (!grouping) return grouping.error();
  return ledger->store(*grouping);
}

Result<Grouping> derive(const Ledger& ledger) {
  Result<std::vector<Review>> reviews = ledger.reviews();
  if (!reviews) return reviews.error();
  Gathering gathering(*std::move(reviews));
  const Result<Done> read =
      ledger.each_records([&](Records records) { gathering.add(std::move(records)); });
  if (!read) return read.error();
  return std::move(gathering).group();
}

Result<Grouping> current_grouping(const Ledger& ledger) {
  Result<Grouping> stored = ledger.grouping();
  if (!stored || !stored->documents.empty()) return stored;
  return derive(ledger);
}

Result<Reading> open_reading(const Options& options) {
  if (!ledger_exists(options)) {
    return Error{"there is no ledger here yet", options.ledger,
                 "`sayso read FOLDER` makes one, or name another with --ledger FILE"};
  }
  Result<Ledger> ledger = Ledger::open_read_only(options.ledger);
  if (!ledger) return ledger.error();
  Result<Grouping> grouping = current_grouping(*ledger);
  if (!grouping) return grouping.error();
  Result<std::vector<Review>> reviews = ledger->reviews();
  if (!reviews) return reviews.error();
  Reading reading{*std::move(ledger), make_view(*std::move(grouping), options.as_of)};
  reading.view.reviews = *std::move(reviews);
  reading.view.today = day_of(time_after({}));
  return reading;
}

Result<Done> load_documents(Reading& reading, const std::vector<std::uint32_t>& documents) {
  for (const std::uint32_t index : documents) {
    Document& place = reading.view.documents[index];
    if (!place.key.empty()) continue;  // it is there already
    Result<Document> document = reading.ledger.document(reading.view.grouping.documents[index].key);
    if (!document) return document.error();
    place = *std::move(document);
  }
  return Done{};
}

Result<Done> load_documents_of(Reading& reading, const std::vector<std::uint32_t>& statements) {
  std::vector<std::uint32_t> documents;
  for (const std::uint32_t s : statements)
    documents.push_back(reading.view.grouping.statements[s].document);
  return load_documents(reading, documents);
}

}  // namespace sayso::cli

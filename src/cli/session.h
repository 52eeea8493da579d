#pragma once
// What the subcommands share: the options that stand for all of them, the ledger, the model, and
// where output and errors go.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/layout.h"
#include "cli/view.h"
#include "sayso/extract.h"
#include "sayso/ledger.h"
#include "sayso/model.h"
#include "sayso/result.h"

namespace sayso::cli {

struct Options {
  std::string ledger = "sayso.db";
  std::string model;  // empty: where it was installed or built
  bool f32 = false;   // reads in 32-bit floating point, not in 8-bit integers
  std::string as_of;  // a day or empty
  bool json = false;
};

// Exit statuses.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;  // something could not be read or found
inline constexpr int kUsage = 2;   // the command line is not right

// How standard output is to look: the terminal's width from 40 to 100, 80 where there is none;
// colour on a terminal without NO_COLOR.
Look look_of_output();

// Writes to standard output. A reader that went away (`| head`) is no error; a full disk is.
int print(std::string_view text);
// Writes "sayso: where: what; remedy" to standard error and returns kFailed.
int complain(const Error& error);

struct LoadedModel {
  std::shared_ptr<const Model> model;
  Pin pin;
};
Result<LoadedModel> load_model_of(const Options& options, const ExtractOptions& extract);

// What the ledger's records were read with; a ledger without records has the defaults.
ExtractOptions extract_options_of(const Ledger& ledger);

bool ledger_exists(const Options& options);

// Brings a ledger of an earlier format version to the present one, says so on standard error, and
// derives its claims again. Does nothing for any other.
Result<Done> upgrade_ledger(const Options& options);

// What follows from the records and the reviews of the ledger.
Result<Grouping> derive(const Ledger& ledger);

// What is derived from the records of the ledger: as it is stored, or made again where the program
// was stopped after new records came and before that was written.
Result<Grouping> current_grouping(const Ledger& ledger);

// Made from the records of the ledger, whatever is stored.
Result<Grouping> group_records(const Ledger& ledger);

// The claims of the ledger on the day of the options, and the ledger for the words.
struct Reading {
  Ledger ledger;
  View view;
};
Result<Reading> open_reading(const Options& options);

// Puts the documents that a listing quotes into the view.
Result<Done> load_documents(Reading& reading, const std::vector<std::uint32_t>& documents);
Result<Done> load_documents_of(Reading& reading, const std::vector<std::uint32_t>& statements);

}  // namespace sayso::cli

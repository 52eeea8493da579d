// Articles in a table: RFC 4180, with a row of names first.
//
// Problem. Spreadsheets write commas, semicolons or tabs; texts hold quotation marks and line breaks.
//
// Idea. The first row says which mark separates (the one that it has most of) and what the columns
// are; a column's name is a field's name, or what --map says. A row that is broken costs that row
// where its end can be told: a quotation mark that is never closed costs the rest of the file.
//
//   id;outlet;text
//   a1;Skerry;"It fell, she said.
//   It was ""old""."
//
// Cost. One pass.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "ingest/feed.h"
#include "ingest/reader.h"
#include "ingest/written_date.h"

namespace sayso {
namespace {

constexpr std::size_t kMostColumns = 1000;

struct Row {
  std::vector<std::string> cells;
  std::size_t begin = 0;  // its byte
  std::size_t line = 1;
  bool unclosed = false;
};

class Rows {
 public:
  Rows(std::string_view table, char separator) : table_(table), separator_(separator) {}

  // nullopt at the end; rows without any character are passed over.
  std::optional<Row> next() {
    while (at_ < table_.size() && (table_[at_] == '\n' || table_[at_] == '\r')) step();
    if (at_ >= table_.size()) return std::nullopt;
    Row row;
    row.begin = at_;
    row.line = line_;
    bool more = true;
    while (more) {
      const bool in_quotes = at_ < table_.size() && table_[at_] == '"';
      std::string cell = in_quotes ? quoted(row) : bare();
      if (row.cells.size() < kMostColumns) row.cells.push_back(std::move(cell));
      more = at_ < table_.size() && table_[at_] == separator_;
      if (more) step();
    }
    return row;
  }

 private:
  void step() {
    if (table_[at_] == '\n') ++line_;
    ++at_;
  }

  bool ends_cell() const {
    return table_[at_] == separator_ || table_[at_] == '\n' || table_[at_] == '\r';
  }

  std::string bare() {
    const std::size_t begin = at_;
    while (at_ < table_.size() && !ends_cell()) ++at_;
    return std::string(table_.substr(begin, at_ - begin));
  }

  std::string quoted(Row& row) {
    std::string cell;
    ++at_;
    while (at_ < table_.size()) {
      if (table_[at_] != '"') {
        cell += table_[at_];
        step();
      } else if (at_ + 1 < table_.size() && table_[at_ + 1] == '"') {
        cell += '"';
        at_ += 2;
      } else {
        ++at_;
        return cell + bare();
      }
    }
    row.unclosed = true;
    return cell;
  }

  std::string_view table_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

char separator_of(std::string_view table) {
  const std::string_view first = table.substr(0, table.find('\n'));
  constexpr std::string_view kSeparators = ",;\t";
  return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
    return std::count(first.begin(), first.end(), a) < std::count(first.begin(), first.end(), b);
  });
}

struct Column {
  std::string Document::* field = nullptr;  // null: the column is not asked for
};

std::vector<Column> columns_of(const Row& names, const IngestOptions& options) {
  std::vector<Column> columns(names.cells.size());
  for (const NamedField& field : kDocumentFields) {
    const auto mapped = options.map.find(std::string(field.name));
    const std::string name = mapped == options.map.end() ? std::string(field.name) : mapped->second;
    const auto found = std::find(names.cells.begin(), names.cells.end(), name);
    if (found != names.cells.end())
      columns[static_cast<std::size_t>(found - names.cells.begin())].field = field.value;
  }
  return columns;
}

bool has_text(const std::vector<Column>& columns) {
  return std::any_of(columns.begin(), columns.end(),
                     [](const Column& column) { return column.field == &Document::text; });
}

void settle_date(std::string& date, const std::string& where, Ingested& out) {
  if (date.empty()) return;
  const std::string iso = to_iso_date(date);
  if (iso.empty()) {
    add_error(out,
              {"\"" + date.substr(0, 80) + "\" is not a date and was left out", where,
               "write it as in 2023-03-14 or 2023-03-14T13:20:00+01:00"},
              Cause::kLeftOut);
  }
  date = iso;
}

void read_row(const Row& row, const std::vector<Column>& columns, const ReaderInput& input,
              std::string_view bytes, Ingested& out) {
  const std::string where = input.name + ", line " + std::to_string(row.line) + ", byte " +
                            std::to_string(input.bytes_before + row.begin);
  if (row.unclosed) {
    add_error(out,
              {"a quotation mark is not closed", where, "close it, or double those that are text"},
              Cause::kFailed);
    return;
  }
  if (row.cells.size() > columns.size()) {
    add_error(
        out,
        {"the row has more cells than the first one", where, "quote cells that hold the separator"},
        Cause::kFailed);
    return;
  }
  Document document;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (columns[i].field != nullptr) document.*columns[i].field = row.cells[i];
  }
  if (document.text.find_first_not_of(" \t\r\n\f\v") == std::string::npos) {
    add_error(out, {"the article has no text", where, "put its body into the column \"text\""},
              Cause::kNoText);
    return;
  }
  for (std::string Document::* date :
       {&Document::published, &Document::modified, &Document::captured})
    settle_date(document.*date, where, out);
  document.bytes = std::string(bytes);
  out.documents.push_back(std::move(document));
}

}  // namespace

Ingested read_csv(const ReaderInput& input) {
  Ingested out;
  Rows rows(input.bytes, separator_of(input.bytes));
  const std::optional<Row> names = rows.next();
  const std::vector<Column> columns =
      names ? columns_of(*names, input.options) : std::vector<Column>();
  if (!has_text(columns)) {
    add_error(out,
              {"no column is the text", input.name + ", line 1",
               "name one \"text\" in the first row, or say --map text=NAME"},
              Cause::kFailed);
    return out;
  }
  std::optional<Row> row = rows.next();
  if (!row) {
    add_error(out, {"the table has no rows", input.name, "check that it was saved whole"},
              Cause::kNotAnArticle);
  }
  while (row) {
    std::optional<Row> behind = rows.next();
    const std::size_t end = behind ? behind->begin : input.bytes.size();
    read_row(*row, columns, input, input.bytes.substr(row->begin, end - row->begin), out);
    row = std::move(behind);
  }
  limit_errors(input.name, out);
  return out;
}

}  // namespace sayso

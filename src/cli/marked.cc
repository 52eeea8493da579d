#include "cli/marked.h"

#include <algorithm>

namespace sayso::cli {
namespace {

struct Mark {
  Span span;
  std::size_t place = 0;  // in the list of spans to mark
};

// At one place the marks that end come first, then those that begin, the longer outside.
struct Event {
  std::uint32_t at = 0;
  bool begins = false;
  Mark mark;
};

bool comes_before(const Event& a, const Event& b) {
  if (a.at != b.at) return a.at < b.at;
  if (a.begins != b.begins) return !a.begins;
  const std::uint32_t a_size = a.mark.span.size();
  const std::uint32_t b_size = b.mark.span.size();
  if (a_size != b_size) return a.begins ? a_size > b_size : a_size < b_size;
  return a.begins ? a.mark.place < b.mark.place : a.mark.place > b.mark.place;
}

std::vector<Span> spans_to_mark(const Statement& statement) {
  if (!statement.content.empty()) return statement.content;
  const Span first = first_span(statement);
  return first.empty() ? std::vector<Span>{} : std::vector<Span>{first};
}

std::vector<Event> events_in(const Span& range, const std::vector<LabelledSpan>& spans) {
  std::vector<Event> events;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i].span;
    if (!range.contains(span)) continue;
    events.push_back({span.begin, true, {span, i}});
    events.push_back({span.end, false, {span, i}});
  }
  std::sort(events.begin(), events.end(), comes_before);
  return events;
}

}  // namespace

std::string marked_text(const View& view, std::uint32_t document, const Span& range,
                        const std::vector<std::uint32_t>& statements, const Look& look) {
  std::vector<LabelledSpan> spans;
  for (const std::uint32_t index : statements) {
    for (const Span& span : spans_to_mark(view.grouping.statements[index].statement))
      spans.push_back({span, statement_number(index)});
  }
  return marked_spans(view, document, range, spans, look);
}

std::string marked_spans(const View& view, std::uint32_t document, const Span& range,
                         const std::vector<LabelledSpan>& spans, const Look& look) {
  const std::string& text = view.documents[document].text;
  const auto size = static_cast<std::uint32_t>(text.size());
  const Span inside{std::min(range.begin, size), std::min(range.end, size)};
  std::string out;
  std::uint32_t at = inside.begin;
  int depth = 0;
  const auto add_until = [&](std::uint32_t end) {
    const std::string words = printable_lines(slice(text, {at, end}));
    out += depth > 0 ? ink(look, Ink::kMark, words) : words;
    at = end;
  };
  for (const Event& event : events_in(inside, spans)) {
    add_until(event.at);
    depth += event.begins ? 1 : -1;
    const std::string sign = event.begins ? "[" + spans[event.mark.place].label + " " : "]";
    out += ink(look, Ink::kNumber, sign);
  }
  add_until(inside.end);
  return out;
}

}  // namespace sayso::cli

// Mails: a newsletter (.eml), a box of them (.mbox), a page that a browser saved as one (.mhtml).
//
// Problem. The article is one of several parts of a message, and what the message says of itself is
// of the sending, or of the saving, not of the article.
//
// Idea. A newsletter's HTML is read as in pages; without any its plain text is. The subject is the
// title, the sender the outlet, the day of sending the day of publication. Of a saved page only the
// page speaks: its address is where it was, and the message's date is when it was captured.
//
//   From: "The Skerry" <news@skerry.example>      outlet     The Skerry
//   Subject: Crane falls                          title      Crane falls
//   Date: Tue, 11 Apr 2023 08:00:00 +0200         published  2023-04-11T08:00:00+02:00
//
// Cost. A pass over the message for each level of its parts, and the reading of one of them.

#include <algorithm>
#include <vector>

#include "ingest/encoding.h"
#include "ingest/feed.h"
#include "ingest/html_body.h"
#include "ingest/html_scan.h"
#include "ingest/html_tree.h"
#include "ingest/mime.h"
#include "ingest/reader.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr int kMultipartDepth = 20;
constexpr std::size_t kMostMessages = 100'000;  // of a box

// In UTF-8, as far as charset and bytes allow; a page's <meta> is asked where the message is silent.
std::string text_of_part(const MimePart& part, const IngestOptions& options) {
  const std::string bytes = bytes_of_part(part, options.max_document_bytes + 1);
  return text_in_utf8(bytes, part.charset,
                      part.type == "text/html" ? html_encoding(bytes) : "windows-1252");
}

// "The Skerry <news@skerry.example>" -> "The Skerry"; without a name what stands behind the "@".
std::string sender_of(const std::string& from) {
  static const RE2 kNamed("\\s*\"?([^\"<]*?)\"?\\s*<[^>]*>.*");
  static const RE2 kHost(".*@([\\w.-]+).*");
  std::string name;
  if (RE2::FullMatch(from, kNamed, &name) && !name.empty()) return name;
  return RE2::FullMatch(from, kHost, &name) ? name : "";
}

std::string without_brackets(std::string id) {
  if (id.starts_with('<') && id.ends_with('>') && id.size() > 2) id = id.substr(1, id.size() - 2);
  return id;
}

std::string text_of_html(const std::string& html, const std::string& title,
                         const IngestOptions& options) {
  ScannedHtml scanned = scan_html(html, options.max_depth);
  if (scanned.too_many_tags) return "";
  return fragment_text(HtmlTree(std::move(scanned.markup)), title).text;
}

void read_newsletter(const ReaderInput& input, const std::string& where, Ingested& out) {
  const Message message = read_message(input.bytes, kMultipartDepth);
  Document document;
  document.title = message.header("subject");
  if (const MimePart* html = find_part(message, "text/html"))
    document.text = text_of_html(text_of_part(*html, input.options), document.title, input.options);
  const MimePart* const plain = find_part(message, "text/plain");
  if (document.text.empty() && plain != nullptr)
    document.text = text_of_part(*plain, input.options);
  std::erase(document.text, '\r');
  if (document.text.find_first_not_of(" \t\n\v\f") == std::string::npos) {
    const char* const what =
        message.too_deep ? "the message is nested too deeply" : "the message has no text";
    add_error(out, {what, where, "save what it shows as .txt or .html"}, Cause::kNoText);
    return;
  }
  std::erase(document.text, '\0');
  document.outlet = sender_of(message.header("from"));
  document.published = feed_date(message.header("date"));
  document.external_id = without_brackets(message.header("message-id"));
  document.bytes = std::string(input.bytes);
  out.documents.push_back(std::move(document));
}

// A box is cut at lines "From ..." behind an empty line (RFC 4155).
std::vector<std::string_view> messages_of(std::string_view box) {
  std::vector<std::string_view> messages;
  std::size_t begin = box.starts_with("From ") ? 0 : std::string_view::npos;
  while (begin != std::string_view::npos && messages.size() < kMostMessages) {
    std::size_t end = std::min(box.find("\n\nFrom ", begin), box.find("\n\r\nFrom ", begin));
    const std::size_t first_line = std::min(box.find('\n', begin), box.size() - 1) + 1;
    messages.push_back(
        box.substr(first_line, end == std::string_view::npos ? end : end + 1 - first_line));
    begin = end == std::string_view::npos ? end : box.find("From ", end);
  }
  return messages;
}

}  // namespace

Ingested read_mail(const ReaderInput& input) {
  Ingested out;
  read_newsletter(input, input.name, out);
  return out;
}

Ingested read_mailbox(const ReaderInput& input) {
  Ingested out;
  const std::vector<std::string_view> messages = messages_of(input.bytes);
  if (messages.empty()) {
    add_error(out, {"the file is no box of mails", input.name, "name a single mail .eml"},
              Cause::kNotAnArticle);
  }
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const auto byte = static_cast<std::size_t>(messages[i].data() - input.bytes.data());
    const std::string where = input.name + ", message " + std::to_string(i + 1) + ", byte " +
                              std::to_string(input.bytes_before + byte);
    // ">From " within a message was "From " (the mboxrd form).
    std::string message(messages[i]);
    static const RE2 kEscaped("(?m)^>(>*From )");
    RE2::GlobalReplace(&message, kEscaped, "\\1");
    read_newsletter({message, 0, input.name, input.options}, where, out);
  }
  limit_errors(input.name, out);
  return out;
}

Ingested read_saved_page(const ReaderInput& input) {
  const Message message = read_message(input.bytes, kMultipartDepth);
  const MimePart* const html = find_part(message, "text/html");
  if (html == nullptr) {
    Ingested out;
    add_error(out, {"the saved page has no HTML", input.name, "save it again, as .html"},
              Cause::kNoText);
    return out;
  }
  const std::string page = text_of_part(*html, input.options);
  Ingested out = read_html({page, 0, input.name, input.options});
  for (Document& document : out.documents) {
    std::string address = message.header("snapshot-content-location");
    for (const auto& [name, value] : html->headers) {
      if (address.empty() && name == "content-location") address = collapsed(value);
    }
    if (document.address.empty() && address.starts_with("http")) document.address = address;
    document.captured = feed_date(message.header("date"));
    document.bytes = std::string(input.bytes);
  }
  return out;
}

}  // namespace sayso

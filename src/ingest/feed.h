#pragma once
// Feeds to documents: what all kinds of feeds have in common.

#include <cstddef>
#include <string>
#include <string_view>

#include "ingest/reader.h"

namespace sayso {

// What a feed says of itself and thereby of all of its items.
struct FeedHead {
  std::string title;   // the outlet
  std::string byline;  // of items that have none
};

// One item as its feed has it. `content` and `summary` are HTML; each field may be "".
struct FeedItem {
  std::string id;
  std::string address;
  std::string title;
  std::string byline;
  std::string published;   // ISO 8601
  std::string modified;    // ISO 8601
  std::string content;     // what the feed calls the item's content
  std::string summary;     // what it calls a summary, or does not say what it is
  std::string first_had;   // who had it first
  std::string_view bytes;  // of the input
};

// Adds the item's document with its notes to `out`, or an error at `where`.
//
// The content is the text; without one the summary is, and a note says so. A summary that is as long
// as an article and does not break off is taken for the content: in RSS a description may be both.
void add_item(const FeedHead& head, const FeedItem& item, const std::string& where,
              const ReaderInput& input, Ingested& out);

// Of very many errors the first thousand and a count.
void limit_errors(const std::string& name, Ingested& out);

// An RFC 822 date, which feeds write, also with two digits for the year and named zones of North
// America, or ISO 8601, to ISO 8601: "Tue, 22 Dec 21 10:05 EST" -> "2021-12-22T10:05:00-05:00".
std::string feed_date(std::string_view written);

// Whether a text begins like an RSS or Atom feed.
bool is_xml_feed(std::string_view text);

// The encoding that an XML declaration names; "UTF-8" if it names none, or if the bytes are that.
std::string xml_encoding(std::string_view bytes);

}  // namespace sayso

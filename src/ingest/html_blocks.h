#pragma once
// A page as a list of blocks: paragraphs, headings, items, each with what its elements say of it.
//
//   <article><h1>T</h1><p>One <a>two</a></p><figure><figcaption>C</figcaption></figure></article>
//   ->  {"T", heading} {"One two", 3 bytes in links} {"C", caption}, and a region over all three

#include <cstddef>
#include <string>
#include <vector>

#include "ingest/html_tree.h"

namespace sayso {

enum class BlockKind { kParagraph, kHeading, kItem };

struct Block {
  std::string text;            // its lines, white space collapsed; never empty
  std::size_t link_bytes = 0;  // of it, in links
  BlockKind kind = BlockKind::kParagraph;
  bool aside = false;    // in an element that says that it is none of the article
  bool caption = false;  // of a picture; then `aside`, too
  bool summary = false;  // in an element that says that it is the standfirst
  bool note = false;     // in an element that says that it is a correction or an editor's note
  std::size_t at = 0;    // where it begins in the tree's markup
};

// An element and the blocks inside of it, [begin, end).
struct Region {
  const GumboNode* element = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Blocks {
  std::vector<Block> list;      // in the page's order
  std::vector<Region> regions;  // of block elements outside of asides; inner before outer
};

// Whether what an element is named says that it is none of the article.
enum class NamesAre { kBelieved, kIgnored };

// What is hidden, and what menus, buttons and footers hold, is in no block, unless it is most of
// the page.
Blocks read_blocks(const GumboNode& root, NamesAre names = NamesAre::kBelieved);

}  // namespace sayso

#pragma once
// A tree of a page, built by gumbo out of scanned markup (html_scan.h), in memory of its own.
//
// gumbo frees a tree by walking it; here the tree lies in an arena that is let go as a whole.
//
//   const HtmlTree tree(scan_html(page, 512).markup);
//   for_each_element(tree.root(), [](const GumboNode& element) { ...; return true; });

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sayso {

class HtmlTree {
 public:
  // `markup` is copied; the tree points into the copy.
  explicit HtmlTree(std::string markup);

  const GumboNode& root() const { return *root_; }  // <html>; gumbo always makes one

 private:
  struct Arena {
    void* take(std::size_t bytes);
    std::vector<std::unique_ptr<std::byte[]>> blocks;
    std::byte* next = nullptr;
    std::size_t left = 0;
  };

  Arena arena_;
  std::string markup_;
  const GumboNode* root_ = nullptr;
};

bool is_element(const GumboNode& node);
std::span<const GumboNode* const> children_of(const GumboNode& element);

// Lower case; a tag that gumbo does not know (a custom element) is "". `element` must be one.
std::string_view tag_of(const GumboNode& element);

// With its entities decoded; "" if it is not there.
std::string_view attribute(const GumboNode& element, const char* name);

// Calls visit(element) for `root` and each element inside, in the page's order; what is inside of
// one for which visit says false is left out.
template <typename Visit>
void for_each_element(const GumboNode& root, Visit visit) {
  if (!is_element(root) || !visit(root)) return;
  for (const GumboNode* child : children_of(root)) for_each_element(*child, visit);
}

// All text inside, white space collapsed to single blanks and none at the ends.
std::string text_of(const GumboNode& node);

// White space (also NBSP and its kin) collapsed to single blanks, none at the ends.
std::string collapsed(std::string_view text);

// What a piece of markup says: tags out, entities decoded, collapsed.
std::string markup_text(std::string_view markup);

}  // namespace sayso

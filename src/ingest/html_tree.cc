#include "ingest/html_tree.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"
#include "ingest/html_scan.h"

namespace sayso {
namespace {

constexpr std::size_t kBlockBytes = 1u << 18;
constexpr int kMarkupDepth = 32;  // of a title or a by-line

bool is_blank(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0d) || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

// Soft hyphen, zero-width space, zero-width no-break space: they guide line breaks and are in no
// word.
bool is_invisible(char32_t c) { return c == 0xad || c == 0x200b || c == 0xfeff; }

void append_text(const GumboNode& node, std::string& out) {
  if (!is_element(node)) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
        node.type == GUMBO_NODE_CDATA) {
      out += node.v.text.text;
    }
    return;
  }
  if (tag_of(node) == "br") out += ' ';
  for (const GumboNode* child : children_of(node)) append_text(*child, out);
}

}  // namespace

void* HtmlTree::Arena::take(std::size_t bytes) {
  constexpr std::size_t kAlign = alignof(std::max_align_t);
  bytes = (bytes + kAlign - 1) / kAlign * kAlign;
  if (bytes > left) {
    left = std::max(bytes, kBlockBytes);
    // Not zeroed: gumbo writes what it reads.
    blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(left));
    next = blocks.back().get();
  }
  void* const taken = next;
  next += bytes;
  left -= bytes;
  return taken;
}

HtmlTree::HtmlTree(std::string markup) : markup_(std::move(markup)) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* arena, std::size_t bytes) {
    return static_cast<Arena*>(arena)->take(bytes);
  };
  options.deallocator = [](void*, void*) {};
  options.userdata = &arena_;
  options.max_errors = 0;
  root_ = gumbo_parse_with_options(&options, markup_.data(), markup_.size())->root;
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

std::span<const GumboNode* const> children_of(const GumboNode& element) {
  const GumboVector& children = element.v.element.children;
  // gumbo keeps its vectors as void**; the elements of this one are nodes.
  const auto* const nodes = reinterpret_cast<const GumboNode* const*>(children.data);
  return {nodes, children.length};
}

std::string_view tag_of(const GumboNode& element) {
  return gumbo_normalized_tagname(element.v.element.tag);
}

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

std::string text_of(const GumboNode& node) {
  std::string text;
  append_text(node, text);
  return collapsed(text);
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool pending = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = next_code_point(text, i);
    const std::size_t n = std::max<std::size_t>(c.bytes, 1);
    if (is_blank(c.value)) {
      pending = !out.empty();
    } else if (!is_invisible(c.value)) {
      if (pending) out += ' ';
      pending = false;
      out += text.substr(i, n);
    }
    i += n;
  }
  return out;
}

std::string markup_text(std::string_view markup) {
  if (markup.find_first_of("<&") == std::string_view::npos) return collapsed(markup);
  const HtmlTree tree(scan_html(markup, kMarkupDepth).markup);
  return text_of(tree.root());
}

}  // namespace sayso

#include "ingest/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"
#include "re2/re2.h"

namespace sayso {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

Error not_in_encoding(const std::string& encoding) {
  return {.what = "the bytes are not valid " + encoding,
          .where = "",
          .remedy = "save the file again as UTF-8, or convert it with iconv"};
}

// What a page calls ISO 8859-1 or ASCII, browsers read as windows-1252 (Encoding Standard, 4.2);
// and a <meta> that could be read as ASCII can't stand in UTF-16, so that means UTF-8
// (HTML 13.2.3.2).
std::string as_browsers_read(std::string label) {
  std::transform(label.begin(), label.end(), label.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static const RE2 kLatin1("(?:iso[-_]?8859[-_]?1|latin-?1|l1|(?:us-)?ascii|cp1252|x-cp1252)");
  static const RE2 kLatin5("(?:iso[-_]?8859[-_]?9|latin-?5)");
  static const RE2 kWide("utf-?(?:16|32)(?:le|be)?");
  std::string_view read_as = label;
  if (RE2::FullMatch(label, kLatin1)) read_as = "windows-1252";
  if (RE2::FullMatch(label, kLatin5)) read_as = "windows-1254";
  if (RE2::FullMatch(label, kWide)) read_as = "UTF-8";
  if (label == "gb2312" || label == "gbk") read_as = "gb18030";
  return std::string(read_as);
}

std::string declared_encoding(std::string_view bytes) {
  static const RE2 kCharset("(?i)<meta\\s[^>]*?charset\\s*=\\s*[\"']?\\s*([a-z0-9_:-]{2,40})");
  std::string label;
  const std::string_view head = bytes.substr(0, 1024);
  RE2::PartialMatch(re2::StringPiece(head.data(), head.size()), kCharset, &label);
  return label;
}

struct Magic {
  std::string_view start;
  std::string_view what;
  std::string_view remedy;
};

constexpr std::array kMagic = {
    Magic{"%PDF-", "is a PDF", "turn it into text first, with pdftotext for instance"},
    Magic{"PK\x03\x04", "is a ZIP archive or an office document",
          "unpack it, or save the document as text"},
    Magic{"\x1f\x8b", "is compressed with gzip", "unpack it first, with gunzip for instance"},
    Magic{"BZh", "is compressed with bzip2", "unpack it first, with bunzip2 for instance"},
    Magic{"\xfd"
          "7zXZ",
          "is compressed with xz", "unpack it first, with unxz for instance"},
    Magic{"\x28\xb5\x2f\xfd", "is compressed with zstd",
          "unpack it first, with unzstd for instance"},
    Magic{"\x89PNG", "is a picture (PNG)", "give the text of the article instead"},
    Magic{"\xff\xd8\xff", "is a picture (JPEG)", "give the text of the article instead"},
    Magic{"GIF8", "is a picture (GIF)", "give the text of the article instead"},
    Magic{"SQLite format 3", "is an SQLite database", "give the articles, not a ledger"},
    Magic{"{\\rtf", "is an RTF document", "save the document as text"},
    Magic{"\xd0\xcf\x11\xe0", "is an office document of the old kind", "save the document as text"},
};

// C0 controls that no text has: not tab, line feed, vertical tab, form feed, carriage return,
// escape.
bool is_binary_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte != 0x1b;
}

}  // namespace

ByteOrderMark byte_order_mark(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xef\xbb\xbf"sv)) return {"UTF-8", 3};
  if (bytes.starts_with("\xff\xfe\0\0"sv)) return {"UTF-32LE", 4};
  if (bytes.starts_with("\0\0\xfe\xff"sv)) return {"UTF-32BE", 4};
  if (bytes.starts_with("\xff\xfe"sv)) return {"UTF-16LE", 2};
  if (bytes.starts_with("\xfe\xff"sv)) return {"UTF-16BE", 2};
  return {};
}

Result<std::string> to_utf8(std::string_view bytes, const std::string& encoding, Broken broken) {
  const Converter from = open_converter(encoding);
  const Converter to = open_converter("UTF-8");
  if (!from || !to) {
    return Error{.what = "the encoding \"" + encoding + "\" is not known",
                 .where = "",
                 .remedy = "convert the file to UTF-8, with iconv for instance"};
  }
  UErrorCode status = U_ZERO_ERROR;
  if (broken == Broken::kRefuse) {
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  std::string utf8;
  std::array<char, 1 << 14> out;
  std::array<UChar, 1 << 12> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  UBool reset = true;
  do {
    status = U_ZERO_ERROR;
    char* target = out.data();
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, end,
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset,
                   true, &status);
    utf8.append(out.data(), target);
    reset = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) return not_in_encoding(encoding);
  return utf8;
}

std::string html_encoding(std::string_view bytes) {
  // Text in another encoding is UTF-8 by chance only where it is short: what is that and has
  // characters beyond ASCII is that, whatever is declared. ISO-2022's are ASCII by their bytes.
  const bool beyond_ascii = std::any_of(
      bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (beyond_ascii && !find_invalid_utf8(bytes)) return "UTF-8";
  const std::string declared = as_browsers_read(declared_encoding(bytes));
  if (!declared.empty() && open_converter(declared)) return declared;
  return find_invalid_utf8(bytes) ? "windows-1252" : "UTF-8";
}

std::string text_in_utf8(std::string_view bytes, const std::string& declared,
                         const std::string& guess) {
  if (!find_invalid_utf8(bytes)) return std::string(bytes);
  for (const std::string& encoding : {declared, guess}) {
    if (encoding.empty()) continue;
    if (Result<std::string> text = to_utf8(bytes, as_browsers_read(encoding), Broken::kReplace))
      return *std::move(text);
  }
  return "";
}

std::optional<NotText> not_text(std::string_view bytes) {
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.start)) {
      return NotText{std::string(magic.what), std::string(magic.remedy)};
    }
  }
  const std::string_view head = bytes.substr(0, 1u << 16);
  const auto n_binary =
      static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_binary_byte));
  const bool has_nul = head.find('\0') != std::string_view::npos;
  if (has_nul || n_binary * 20 > head.size()) {
    return NotText{
        "is not text but binary data",
        "give .txt, .html or .jsonl in UTF-8; a text in UTF-16 needs its byte order mark"};
  }
  return std::nullopt;
}

}  // namespace sayso

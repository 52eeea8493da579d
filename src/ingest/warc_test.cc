#include "ingest/warc.h"

#include <gtest/gtest.h>
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <functional>

#include "base/utf8.h"
#include "sayso/ingest.h"

namespace sayso {
namespace {

const std::string kText =
    "The port’s largest crane had not been inspected since May, a customs official said on Monday.";
const std::string kHtml = "<title>Crane falls</title><article><p>" + kText + "</p></article>";

std::string record(const std::string& type, const std::string& block,
                   const std::string& more = "") {
  return "WARC/1.0\r\nWARC-Type: " + type +
         "\r\nWARC-Date: 2023-04-12T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: "
         "https://skerry.example/1\r\nContent-Type: application/http\r\nContent-Length: " +
         std::to_string(block.size()) + "\r\n" + more + "\r\n" + block + "\r\n\r\n";
}

std::string response(const std::string& body, const std::string& headers = "",
                     const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n" + headers + "\r\n" + body;
}

std::string gzip(const std::string& text, int window = 31) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string lz4(const std::string& text) {
  std::string out(LZ4F_compressFrameBound(text.size(), nullptr), '\0');
  out.resize(LZ4F_compressFrame(out.data(), out.size(), text.data(), text.size(), nullptr));
  return out;
}

std::string same(const std::string& text) { return text; }

using Pack = std::function<std::string(const std::string&)>;
const std::pair<const char*, Pack> kForms[] = {
    {"a.warc", same},
    {"a.warc.gz", [](const std::string& text) { return gzip(text); }},
    {"a.warc.zst", zstd},
    {"a.warc.lz4", lz4}};

TEST(Warc, PagesAreDocumentsInEveryForm) {
  for (const auto& [name, pack] : kForms) {
    const std::string archive = pack(record("warcinfo", "x")) +
                                pack(record("request", "GET / HTTP/1.1")) +
                                pack(record("response", response(kHtml))) +
                                pack(record("response", response("x", "", "404 Not Found")));
    const Ingested out = ingest(archive, name);
    for (const Error& error : out.errors) ADD_FAILURE() << to_string(error);
    ASSERT_EQ(out.documents.size(), 1u) << name;
    const Document& document = out.documents[0];
    EXPECT_EQ(document.text, kText);
    EXPECT_EQ(document.title, "Crane falls");
    EXPECT_EQ(document.address, "https://skerry.example/1");
    EXPECT_EQ(document.external_id, "urn:uuid:1");
    EXPECT_EQ(document.captured, "2023-04-12T09:00:00Z");
    EXPECT_EQ(document.published, "");
    EXPECT_EQ(document.bytes, kHtml);
  }
}

TEST(Warc, RecordsHaveTheirPlaces) {
  const std::string first = record("warcinfo", "x"), second = record("response", response(kHtml));
  for (const auto& [name, pack] : kForms) {
    const std::string archive = pack(first) + pack(second);
    WarcReader reader(archive, 1u << 20);
    EXPECT_EQ(reader.next()->offset, 0u) << name;
    const std::optional<WarcRecord> found = reader.next();
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(found->offset, pack(first).size()) << name;
    EXPECT_EQ(found->number, 2u);
    EXPECT_FALSE(reader.next());
    EXPECT_TRUE(reader.troubles().empty());
  }
}

TEST(Warc, BodiesAreAsTheyWereBeforeTheyWereSent) {
  const auto chunks = [](const std::string& body) {
    return "5;x=y\r\n" + body.substr(0, 5) + "\r\n" + "0\r\n\r\n";
  };
  EXPECT_EQ(*from_chunks(chunks("12345")), "12345");
  EXPECT_FALSE(from_chunks("<p>no chunks"));
  EXPECT_FALSE(from_chunks("ff\r\nshort"));
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", kHtml.size());
  const std::string bodies[] = {
      response(size + kHtml + "\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
      response(gzip(kHtml), "Content-Encoding: gzip\r\n"),
      response(gzip(kHtml, 15), "Content-Encoding: deflate\r\n"),
      response(gzip(kHtml, -15), "Content-Encoding: deflate\r\n"),
      response(kHtml, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")};
  for (const std::string& body : bodies) {
    const Ingested out = ingest(record("response", body), "a.warc");
    ASSERT_EQ(out.documents.size(), 1u) << body;
    EXPECT_EQ(out.documents[0].text, kText);
  }
  const Ingested latin =
      ingest(record("response",
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=iso-8859-1\r\n\r\n<p>The "
                    "caf\xe9 had not been inspected since May, they said.</p>"),
             "a.warc");
  ASSERT_EQ(latin.documents.size(), 1u);
  EXPECT_EQ(latin.documents[0].text, "The café had not been inspected since May, they said.");
}

TEST(Warc, WhatIsBrokenIsNamedAndTheRestIsRead) {
  const std::string good = record("response", response(kHtml));
  std::string short_length = record("warcinfo", "123456789 and some more");
  short_length.replace(short_length.find("Content-Length: 23"), 18, "Content-Length: 9 ");
  std::string no_length = record("warcinfo", "");
  no_length.replace(no_length.find("Content-Length: 0"), 17, "Content-Length: x");
  const std::pair<std::string, std::string> cases[] = {
      {"garbage\r\n" + good,
       "a.warc, byte 0: no record begins here; the bytes up to the next one were "
       "passed over"},
      {no_length + good, "the record does not say how long it is"},
      {short_length + good, "no record begins here; the bytes up to the next one were passed over"},
      {good + good.substr(0, good.size() - 40),
       "a.warc, byte " + std::to_string(good.size()) + ": the record is cut off"},
      {good + "WAR", "a.warc, byte " + std::to_string(good.size()) + ": the record is cut off"},
      {good + record("warcinfo", "x", "X: " + std::string(100'000, 'x') + "\r\n"),
       "the record's head has no end"}};
  for (const auto& [archive, error] : cases) {
    const Ingested out = ingest(archive, "a.warc");
    EXPECT_EQ(out.documents.size(), 1u) << error;
    ASSERT_FALSE(out.errors.empty()) << error;
    EXPECT_NE(to_string(out.errors[0]).find(error), std::string::npos) << to_string(out.errors[0]);
  }
  const Ingested none = ingest(record("warcinfo", "x"), "a.warc");
  ASSERT_EQ(none.errors.size(), 1u);
  EXPECT_EQ(none.causes.at(0), Cause::kNotAnArticle);
}

TEST(Warc, LongRecordsArePassedOver) {
  const std::string archive = record("warcinfo", std::string(5000, 'x')) + record("warcinfo", "y");
  WarcReader reader(archive, 1000);
  const std::optional<WarcRecord> found = reader.next();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->block, "y");
  ASSERT_EQ(reader.troubles().size(), 1u);
  EXPECT_EQ(reader.troubles()[0].what, "the record has 5000 bytes, more than the limit of 1000");
}

TEST(Warc, ARecordThatIsCutOffIsMarked) {
  const std::string archive = record("warcinfo", "123456789");
  WarcReader reader(std::string_view(archive).substr(0, archive.size() - 8), 1000);
  const std::optional<WarcRecord> found = reader.next();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->cut_off);
  EXPECT_EQ(found->block, "12345");
  EXPECT_FALSE(reader.next());
}

TEST(Warc, DigestsAreChecked) {
  // SHA-1 of "abc".
  EXPECT_TRUE(has_digest("abc", "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"));
  EXPECT_TRUE(has_digest("abc", "sha1:a9993e364706816aba3e25717850c26c9cd0d89d"));
  EXPECT_FALSE(has_digest("abd", "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"));
  EXPECT_TRUE(has_digest("abd", "md5:x"));
  EXPECT_TRUE(has_digest("abd", ""));
  const Ingested out =
      ingest(record("response", response(kHtml),
                    "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n"),
             "a.warc");
  EXPECT_EQ(out.documents.size(), 1u);
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_EQ(out.causes.at(0), Cause::kLeftOut);
}

TEST(Warc, ABombIsLetGo) {
  const std::string bomb =
      gzip("WARC/1.0\r\nContent-Length: 400000000\r\n\r\n" + std::string(200'000'000, 'x'));
  const Ingested out = ingest(bomb, "a.warc.gz");
  EXPECT_TRUE(out.documents.empty());
  ASSERT_FALSE(out.errors.empty());
  std::string all;
  for (const Error& error : out.errors) all += to_string(error) + "\n";
  EXPECT_NE(all.find("grows to more than 1000 times its size"), std::string::npos) << all;
  EXPECT_FALSE(inflate_body(gzip(std::string(1'000'000, 'x')), 1000).ok);
}

TEST(Warc, CutAnywhereItEnds) {
  for (const auto& [name, pack] : kForms) {
    const std::string one = pack(record("response", response(kHtml)));
    const std::string archive = one + one + one;
    for (std::size_t n = 1; n < archive.size(); n += n < 30 ? 1 : 97) {
      const Ingested out = ingest(archive.substr(0, n), name);
      EXPECT_GE(out.documents.size() + out.errors.size(), 1u) << n << name;
      EXPECT_GE(out.documents.size(), n / one.size()) << n << name;
      for (const Error& error : out.errors) EXPECT_FALSE(error.remedy.empty());
    }
  }
}

}  // namespace
}  // namespace sayso

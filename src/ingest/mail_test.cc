#include <gtest/gtest.h>

#include "base/utf8.h"
#include "ingest/mime.h"
#include "sayso/ingest.h"

namespace sayso {
namespace {

const std::string kMail =
    "From: =?utf-8?q?Caf=C3=A9?= =?utf-8?B?IE5ld3M=?= <news@skerry.example>\r\n"
    "Subject: Crane\r\n falls\r\n"
    "Date: Tue, 11 Apr 2023 08:00:00 +0200\r\nMessage-ID: <m1@skerry.example>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b 1\"\r\n\r\n"
    "preamble\r\n--b 1\r\nContent-Type: text/plain\r\n\r\nPlain.\r\n"
    "--b 1\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
    "quoted-printable\r\n\r\n<p>The caf=E9 said =\r\nyes on Monday, and that was all.</p><p>It "
    "fell.</p>\r\n--b 1--\r\nepilogue\r\n";

Document only(const std::string& bytes, const std::string& name) {
  const Ingested out = ingest(bytes, name);
  for (const Error& error : out.errors) ADD_FAILURE() << to_string(error);
  EXPECT_EQ(out.documents.size(), 1u);
  return out.documents.empty() ? Document() : out.documents[0];
}

TEST(Mail, ANewsletter) {
  const Document document = only(kMail, "a.eml");
  EXPECT_EQ(document.outlet, "Café News");
  EXPECT_EQ(document.title, "Crane falls");
  EXPECT_EQ(document.published, "2023-04-11T08:00:00+02:00");
  EXPECT_EQ(document.external_id, "m1@skerry.example");
  EXPECT_EQ(document.text, "The café said yes on Monday, and that was all.\n\nIt fell.");
  EXPECT_EQ(document.bytes, kMail);
}

TEST(Mail, TheTextOfWhatThereIs) {
  const std::pair<std::string, std::string> cases[] = {
      {"From: a@skerry.example\n\nIt fell.\n", "It fell.\n"},
      {"Content-Transfer-Encoding: base64\n\nSXQgZmVs\nbC4=\n", "It fell."},
      {"Content-Type: text/plain; charset=windows-1252\n\nShe said \x93yes\x94.",
       "She said “yes”."},
      {"Content-Type: text/plain; charset=nonsense\n\nShe said \x93yes\x94.", "She said “yes”."},
      {"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Disposition: attachment\n\nA "
       "file.\n"
       "--x\n\nIt fell.\n--x--\n",
       "It fell.\n"},
      {"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/related; "
       "boundary=y\n\n--y\n\nIt fell.\n",
       "It fell.\n"}};  // cut off
  for (const auto& [mail, text] : cases) EXPECT_EQ(only(mail, "a.eml").text, text) << mail;
  EXPECT_EQ(only("From: a@skerry.example\n\nIt fell.\n", "a.eml").outlet, "skerry.example");
}

TEST(Mail, WithoutTextItIsAnErrorThatSaysSo) {
  std::string deep;
  for (int i = 0; i < 1000; ++i)
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" +
            std::to_string(i) + "\n";
  const std::pair<std::string, std::string> cases[] = {
      {"Content-Type: image/png\n\nx", "the message has no text"},
      {"Content-Type: text/plain\n\n \n", "the message has no text"},
      {deep + "\nIt fell.", "the message is nested too deeply"}};
  for (const auto& [mail, what] : cases) {
    const Ingested out = ingest(mail, "a.eml");
    ASSERT_EQ(out.errors.size(), 1u);
    EXPECT_EQ(out.errors[0].what, what);
    EXPECT_EQ(out.causes.at(0), Cause::kNoText);
  }
}

TEST(Mail, ABoxIsReadMailByMail) {
  const std::string box =
      "From a Tue Apr 11 08:00:00 2023\nSubject: One\n\nIt fell.\n>From here.\n\n"
      "From b Tue Apr 11 08:00:00 2023\nSubject: Two\nContent-Type: image/png\n\nx\n\n"
      "From c Tue Apr 11 08:00:00 2023\nSubject: Three\n\nIt stood.\n";
  const Ingested out = ingest(box, "a.mbox");
  ASSERT_EQ(out.documents.size(), 2u);
  EXPECT_EQ(out.documents[0].text, "It fell.\nFrom here.\n");
  EXPECT_EQ(out.documents[1].title, "Three");
  ASSERT_EQ(out.errors.size(), 1u);
  const std::size_t byte = box.find("Subject: Two");
  EXPECT_EQ(out.errors[0].where, "a.mbox, message 2, byte " + std::to_string(byte));
  EXPECT_EQ(ingest("Subject: One\n\nIt fell.", "a.mbox").errors.size(), 1u);
}

TEST(Mail, ASavedPage) {
  const std::string page =
      "From: <Saved by Browser>\nSnapshot-Content-Location: https://skerry.example/1\nSubject: x\n"
      "Date: Wed, 12 Apr 2023 09:00:00 -0000\nContent-Type: multipart/related; type=\"text/html\"; "
      "boundary=\"x\"\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: "
      "quoted-printable\n\n<title>Crane falls</title><article class=3D\"a\"><p>The port=E2=80=99s "
      "crane had not been inspected since May, they said.</p></article>\n--x--\n";
  const Document document = only(page, "a.mhtml");
  EXPECT_EQ(document.title, "Crane falls");
  EXPECT_EQ(document.address, "https://skerry.example/1");
  EXPECT_EQ(document.captured, "2023-04-12T09:00:00Z");
  EXPECT_EQ(document.published, "");
  EXPECT_EQ(document.text, "The port’s crane had not been inspected since May, they said.");
}

TEST(Mail, CutAnywhereItEnds) {
  for (std::size_t n = 1; n < kMail.size(); n += n < 97 ? 1 : 97) {
    for (const char* name : {"a.eml", "a.mbox", "a.mhtml"}) {
      const Ingested out = ingest(kMail.substr(0, n), name);
      EXPECT_EQ(out.documents.size() + out.errors.size(), 1u) << n << name;
      for (const Document& document : out.documents) EXPECT_FALSE(find_invalid_utf8(document.text));
    }
  }
}

TEST(DecodedWords, Forms) {
  const std::pair<std::string, std::string> cases[] = {
      {"=?utf-8?q?Caf=C3=A9_news?= now", "Café news now"},
      {"=?iso-8859-1?Q?Caf=E9?=  =?utf-8?B?IE5ld3M=?=", "Café News"},
      {"=?nonsense?q?a?=", "=?nonsense?q?a?="},
      {"Caf\xe9", "Café"},
      {"=?utf-8?q?=ff?=", "\xef\xbf\xbd"},
      {"a =?", "a =?"}};
  for (const auto& [header, words] : cases) EXPECT_EQ(decoded_words(header), words) << header;
}

}  // namespace
}  // namespace sayso

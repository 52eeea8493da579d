#pragma once
// Messages in the Internet's form (RFC 5322, MIME: RFC 2045 to 2047): headers, parts, and the text
// in a part.
//
//   const Message message = read_message(bytes, 20);
//   message.header("subject")                     "Crane falls", decoded
//   const MimePart* html = find_part(message, "text/html");
//   bytes_of_part(*html, 1 << 20)                 its HTML, in the charset that it declares

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sayso/result.h"

namespace sayso {

using Headers = std::vector<std::pair<std::string, std::string>>;  // names in lower case

// RFC 5322, 2.2: the headers that `rest` begins with, which is the body behind the first blank line
// afterwards; a line that begins with a blank continues the one before.
Headers take_headers(std::string_view& rest);

// A leaf of the message. Views point into the bytes that were given.
struct MimePart {
  Headers headers;
  std::string type = "text/plain";  // in lower case, without parameters
  std::string charset;              // as declared
  std::string_view body;            // as transferred
};

struct Message {
  Headers headers;
  std::vector<MimePart> parts;  // leaves that are no attachments, in order
  bool too_deep = false;        // parts below `max_depth` were left out

  // The first of that name with its encoded words decoded, white space collapsed; "" if none.
  std::string header(std::string_view name) const;
};

// Never fails: what is no header begins the body, a multipart without its boundary is a text.
Message read_message(std::string_view bytes, int max_depth);

const MimePart* find_part(const Message& message, std::string_view type);

// The part's bytes: quoted-printable and base64 decoded. At most `most_bytes`; the rest is cut.
std::string bytes_of_part(const MimePart& part, std::size_t most_bytes);

// "=?utf-8?q?Caf=C3=A9?= news" -> "Café news"; what can't be decoded stays as it is.
std::string decoded_words(std::string_view header);

}  // namespace sayso

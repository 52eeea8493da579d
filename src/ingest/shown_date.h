#pragma once
// A day as a page shows it, in whatever language the page is.
//
//   "Publicado el 15 de abril de 2020 por M. L."  ->  "2020-04-15"
//   "2020. június 4., csütörtök"                  ->  "2020-06-04"
//   "2020年6月4日"                                 ->  "2020-06-04"
//   "03/04/2020"                                  ->  "" where the page's language is English or
//                                                     not said, else "2020-04-03"

#include <string>
#include <string_view>

namespace sayso {

// The first day inside of `text`, as ISO 8601; "" if there is none. `language` is what the page says
// of itself ("pt-BR"), or "": it decides between day and month only where numbers alone could be
// either. A word that names different months in different languages names none.
std::string find_shown_day(std::string_view text, std::string_view language);

}  // namespace sayso

#pragma once
// The names in a by-line.
//
//   "By Mara Lind and Ama Teller, Skerry News | 3 May"  ->  {"Mara Lind", "Ama Teller", "Skerry News"}
//   "Mara Lind, Senior Reporter"                        ->  {"Mara Lind"}
//   "https://skerry.example/ml"                         ->  {}

#include <string>
#include <string_view>
#include <vector>

namespace sayso {

std::vector<std::string> names_in_byline(std::string_view byline);

// One by-line out of what several places say, each name once, separated by ", ".
std::string byline_of(const std::vector<std::string>& written);

}  // namespace sayso

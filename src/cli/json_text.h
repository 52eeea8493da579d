#pragma once
// JSON as a listing prints it: indented by one space, with a newline at its end, and without a byte
// that a terminal obeys.

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace sayso::cli {

std::string json_text(const nlohmann::ordered_json& json);

}  // namespace sayso::cli

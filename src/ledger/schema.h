#pragma once
// The tables, as written in kept.sql and derived.sql; the build copies the files into the program.

namespace sayso {

extern const char* const kKeptSql;
extern const char* const kDerivedSql;

}  // namespace sayso

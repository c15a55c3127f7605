#include "crossdock/wire/shopify/bulk_mutation_result.h"

#include <optional>
#include <utility>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/graphql_parts.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using json::Object;

// How many lines are read between two questions whether to go on: some ten milliseconds.
constexpr std::size_t kLinesBetweenChecks = 16'384;

// One line of the result.
struct Told {
  std::optional<std::int64_t> line;
  LineRefusal refusal;
};

Told read_line(const Object& root, const std::string& mutation) {
  Told told;
  told.line = root.optional_integer("__lineNumber");
  told.refusal.errors = answer_errors(root);
  // Data beside errors counts as failed; a payload that is missing leaves open whether the line ran.
  if (told.refusal.errors.empty())
    told.refusal.user_errors = payload_user_errors(root.object("data"), mutation);
  return told;
}

class ResultReader {
 public:
  ResultReader(const std::string& mutation, std::size_t lines_sent)
      : mutation_(mutation), source_{kSystem, "result of " + mutation} {
    result_.outcomes.assign(lines_sent, LineOutcome::kMissing);
  }

  void add(const json::Line& line) {
    if (line.too_long) {
      constexpr auto kBytes = static_cast<std::int64_t>(base::kJsonlLineBytesMax);
      add_error(line.number, base::LimitError{"jsonl_line_bytes_max", kBytes, kBytes + 1}.sentence());
      return;
    }
    if (line.text.find_first_not_of(" \t\r") == std::string_view::npos) return;
    if (const absl::Status parsed = document_.parse(line.text, source_); !parsed.ok()) {
      result_.truncated = !line.terminated;
      add_error(line.number, line.terminated ? std::string(parsed.message())
                                             : "The file is cut off in the middle of this line.");
      return;
    }
    json::Decoding decoding(document_, source_);
    absl::StatusOr<Told> told = decoding.finish(read_line(decoding.root(), mutation_));
    if (!told.ok()) {
      add_error(line.number, std::string(told.status().message()));
    } else {
      note(line.number, *std::move(told));
    }
  }

  BulkMutationResult finish() { return std::move(result_); }

 private:
  void note(std::size_t number, Told told) {
    if (!told.line.has_value()) {
      note_unnumbered(number, std::move(told.refusal));
      return;
    }
    const auto line = static_cast<std::size_t>(*told.line);
    if (*told.line < 0 || line >= result_.outcomes.size()) {
      add_error(number, "The line this one speaks of was not sent.");
      return;
    }
    if (result_.outcomes[line] != LineOutcome::kMissing) {
      add_error(number, "The line this one speaks of was told already.");
      return;
    }
    const LineRefusal& refusal = told.refusal;
    result_.outcomes[line] = !refusal.errors.empty()        ? LineOutcome::kFailed
                             : !refusal.user_errors.empty() ? LineOutcome::kRefused
                                                            : LineOutcome::kDone;
    if (result_.outcomes[line] == LineOutcome::kDone || result_.refusals.size() == base::kJsonlErrorsMax)
      return;
    told.refusal.line = line;
    result_.refusals.push_back(std::move(told.refusal));
  }

  void note_unnumbered(std::size_t number, LineRefusal refusal) {
    if (refusal.errors.empty()) {
      add_error(number, "The line does not say which line it speaks of.");
      return;
    }
    for (GraphqlError& error : refusal.errors) {
      if (result_.unnumbered.size() < base::kJsonlErrorsMax) result_.unnumbered.push_back(std::move(error));
    }
  }

  void add_error(std::size_t line, std::string message) {
    ++result_.error_count;
    if (result_.errors.size() < base::kJsonlErrorsMax) result_.errors.push_back({line, std::move(message)});
  }

  const std::string& mutation_;
  const json::Source source_;
  json::Document document_;
  BulkMutationResult result_;
};

}  // namespace

absl::StatusOr<BulkMutationResult> read_bulk_mutation_result(json::LineReader::Read read,
                                                             const KeepGoing& keep_going,
                                                             const std::string& mutation,
                                                             std::size_t lines_sent) {
  if (absl::Status status = check_most(lines_sent, "bulk_mutation_lines_max", base::kBulkMutationLinesMax);
      !status.ok()) {
    return status;
  }
  json::LineReader lines(std::move(read));
  ResultReader reader(mutation, lines_sent);
  json::Line line;
  while (lines.next(line)) {
    reader.add(line);
    if (line.number % kLinesBetweenChecks == 0 && !keep_going())
      return absl::CancelledError("Reading was stopped.");
  }
  return reader.finish();
}

}  // namespace crossdock::shopify

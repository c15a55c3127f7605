#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/http/message.h"

// What to do after a request, for every remote system and every way a request can end: one table, in
// retry_table.cc, of rows that are tried from the top. Nothing else in Crossdock decides about repeating a
// request.
//
// Delays are exponential with full jitter: a random share of min(cap, base * 2^(attempt - 1)), on top of what
// the row demands at least; a Retry-After is never undercut. The random share is the caller's, so that a
// decision is a pure function and a test can hold it still.
namespace crossdock::http {

enum class System { kShopify, kHubspot };

// Why an operation may be sent again (design: each kind of operation names its rule).
enum class Resume {
  kKeyed,   // The remote system knows the idempotency key: the same bytes and key have one effect.
  kUpsert,  // A natural key makes it repeatable: the same bytes have one effect.
  kVerify,  // Repeating could double the effect: the remote state must be read first.
  kRead,    // No effect at all.
};

enum class Action {
  kDone,    // The system accepted it.
  kRetry,   // Send the same bytes and key again after the delay.
  kVerify,  // The outcome is unknown: read the remote state after the delay, then decide.
  kReplan,  // Definitely refused because the state has moved on: read, compare and plan anew with a new key.
  kSplit,   // Definitely refused because of a row: isolate it. A batch of one row is dead instead.
  kDead,    // Will never succeed as it is; a person may replay it.
  kPause,   // Nothing on this connection will succeed until a person acts.
};

struct Decision {
  Action action = Action::kDead;
  double delay_seconds = 0;
  std::string reason;  // A fragment of a sentence, in words, such as "the store asks to slow down".
};

struct Ending {
  System system = System::kShopify;
  Resume resume = Resume::kRead;
  Outcome outcome = Outcome::kUnknown;
  int status = 0;  // HTTP; looked at only if answered.
  // Code of the refusal if the body gave one: GraphQL's extensions.code, code of a user error, or HubSpot's
  // category; for HubSpot's 429 the policy name (DAILY) where there is one. Empty if none.
  std::string_view error_code{};
  int attempt = 1;  // Counted from 1.
  std::optional<double> retry_after_seconds{};
  double jitter = 0;  // In [0, 1).
};

// Fails with InvalidArgument for an attempt below 1, a jitter outside [0, 1) and a negative Retry-After.
absl::StatusOr<Decision> decide(const Ending& ending);

[[nodiscard]] std::optional<System> system_of(std::string_view name);
[[nodiscard]] std::optional<Resume> resume_of(std::string_view name);
[[nodiscard]] std::optional<Outcome> outcome_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Action action);

}  // namespace crossdock::http

#include "crossdock/http/retry_table.h"

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace crossdock::http {
namespace {

// Which operations a row is for, as bits.
using Resumes = unsigned;
constexpr Resumes kKeyed = 1u << static_cast<unsigned>(Resume::kKeyed);
constexpr Resumes kUpsert = 1u << static_cast<unsigned>(Resume::kUpsert);
constexpr Resumes kVerify = 1u << static_cast<unsigned>(Resume::kVerify);
constexpr Resumes kRead = 1u << static_cast<unsigned>(Resume::kRead);
constexpr Resumes kRepeatable = kKeyed | kUpsert | kRead;
constexpr Resumes kWrites = kKeyed | kUpsert | kVerify;
constexpr Resumes kAll = kWrites | kRead;

constexpr unsigned kShopify = 1u << static_cast<unsigned>(System::kShopify);
constexpr unsigned kHubspot = 1u << static_cast<unsigned>(System::kHubspot);
constexpr unsigned kBoth = kShopify | kHubspot;

// Codes that stand for "any" and "none given".
constexpr std::string_view kAnyCode = "*";
constexpr std::string_view kNoCode;

struct StatusRange {
  int first;
  int last;
};
constexpr StatusRange kAnyStatus{0, 999};

// How a row waits. `attempts_max` is the number of times a request is sent in all; 0 where a row never
// repeats.
struct Patience {
  double delay_min_seconds;
  double backoff_base_seconds;
  double backoff_cap_seconds;
  int attempts_max;
};
constexpr Patience kNone{0, 0, 0, 0};
// Asked to slow down: seconds, since the budget knows better after the answer.
constexpr Patience kThrottled{0.5, 1, 30, 60};
// Another copy of the same operation is being worked on.
constexpr Patience kBusy{0.5, 1, 30, 20};
// A fault of theirs or of the network. 100 attempts with a mean of 150 s cover an outage of four hours and
// stay within the 12 hours for which an idempotency key is trusted.
constexpr Patience kFault{0, 1, 300, 100};
// Nothing left us. The same outage may be ours, and a night long.
constexpr Patience kUnreachable{0, 1, 300, 300};
// Reading the state too early would miss an effect that is still on its way.
constexpr Patience kGrace{60, 30, 600, 30};
// A day's allowance comes back at midnight of the account's time zone, which we do not know.
constexpr Patience kDaily{900, 1800, 3600, 60};
// Time given by the vendor for an object that is locked, or an account that is being moved.
constexpr Patience kLocked{2, 2, 60, 20};
constexpr Patience kMigration{60, 60, 600, 200};

struct Row {
  unsigned systems;
  Resumes resumes;
  Outcome outcome;
  StatusRange status;
  std::string_view error_code;
  Action action;
  Patience patience;
  std::string_view reason;
};

// The table. The first row that fits decides; the last rows fit everything.
constexpr Row kTable[] = {
    // The request never left: nothing can have happened.
    {kBoth, kAll, Outcome::kNotSent, kAnyStatus, kAnyCode, Action::kRetry, kUnreachable,
     "the request could not be sent"},

    // It left, and no whole answer came back.
    {kBoth, kRepeatable, Outcome::kUnknown, kAnyStatus, kAnyCode, Action::kRetry, kFault,
     "no whole answer came back"},
    {kBoth, kVerify, Outcome::kUnknown, kAnyStatus, kAnyCode, Action::kVerify, kGrace,
     "no whole answer came back"},

    // Shopify, GraphQL's own codes (HTTP 200 as documented, sometimes 429 or 403). Whether a throttled
    // mutation surely
    // did not run is documented nowhere, so what cannot be repeated is verified.
    {kShopify, kRepeatable, Outcome::kAnswered, kAnyStatus, "THROTTLED", Action::kRetry, kThrottled,
     "the store asks to slow down"},
    {kShopify, kVerify, Outcome::kAnswered, kAnyStatus, "THROTTLED", Action::kVerify, kGrace,
     "the store asks to slow down"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "MAX_COST_EXCEEDED", Action::kDead, kNone,
     "the request costs more than the store allows for one"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "ACCESS_DENIED", Action::kPause, kNone,
     "the access token lacks a permission"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "SHOP_INACTIVE", Action::kPause, kNone,
     "the store is not active"},
    {kShopify, kRepeatable, Outcome::kAnswered, kAnyStatus, "INTERNAL_SERVER_ERROR", Action::kRetry, kFault,
     "the store had a fault"},
    {kShopify, kVerify, Outcome::kAnswered, kAnyStatus, "INTERNAL_SERVER_ERROR", Action::kVerify, kGrace,
     "the store had a fault"},
    {kShopify, kRepeatable, Outcome::kAnswered, kAnyStatus, "TIMEOUT", Action::kRetry, kFault,
     "the store took too long"},
    {kShopify, kVerify, Outcome::kAnswered, kAnyStatus, "TIMEOUT", Action::kVerify, kGrace,
     "the store took too long"},
    // The document itself does not fit the API version: every batch of it fails alike.
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "undefinedField", Action::kDead, kNone,
     "the request does not fit the API version"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "undefinedType", Action::kDead, kNone,
     "the request does not fit the API version"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "argumentNotAccepted", Action::kDead, kNone,
     "the request does not fit the API version"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "missingRequiredArguments", Action::kDead, kNone,
     "the request does not fit the API version"},
    {kShopify, kAll, Outcome::kAnswered, kAnyStatus, "variableMismatch", Action::kDead, kNone,
     "the request does not fit the API version"},

    // Shopify, user errors of idempotent mutations and of compare-and-set.
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {200, 299},
     "IDEMPOTENCY_CONCURRENT_REQUEST",
     Action::kRetry,
     kBusy,
     "the same operation is still being worked on"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {200, 299},
     "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED",
     Action::kReplan,
     kNone,
     "an earlier attempt with this key failed"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {200, 299},
     "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
     Action::kReplan,
     kNone,
     "the key was used with other content"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {200, 299},
     "CHANGE_FROM_QUANTITY_STALE",
     Action::kReplan,
     kNone,
     "the store's quantity has changed meanwhile"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {200, 299},
     "COMPARE_QUANTITY_STALE",
     Action::kReplan,
     kNone,
     "the store's quantity has changed meanwhile"},

    // Shopify, HTTP.
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {401, 401},
     kAnyCode,
     Action::kPause,
     kNone,
     "the store does not accept the access token"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {402, 402},
     kAnyCode,
     Action::kPause,
     kNone,
     "the store is frozen until its bill is paid"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {403, 403},
     kAnyCode,
     Action::kPause,
     kNone,
     "the store denies access"},
    {kShopify,
     kAll,
     Outcome::kAnswered,
     {404, 404},
     kAnyCode,
     Action::kPause,
     kNone,
     "there is no store, or no such API version, at this address"},
    {kShopify, kAll, Outcome::kAnswered, {423, 423}, kAnyCode, Action::kPause, kNone, "the store is locked"},
    {kShopify,
     kRepeatable,
     Outcome::kAnswered,
     {429, 430},
     kAnyCode,
     Action::kRetry,
     kThrottled,
     "the store asks to slow down"},
    {kShopify,
     kVerify,
     Outcome::kAnswered,
     {429, 430},
     kAnyCode,
     Action::kVerify,
     kGrace,
     "the store asks to slow down"},

    // HubSpot.
    {kHubspot,
     kAll,
     Outcome::kAnswered,
     {429, 429},
     "DAILY",
     Action::kRetry,
     kDaily,
     "the account's requests of the day are used up"},
    {kHubspot,
     kAll,
     Outcome::kAnswered,
     {429, 429},
     kAnyCode,
     Action::kRetry,
     kThrottled,
     "the CRM asks to slow down"},
    {kHubspot,
     kAll,
     Outcome::kAnswered,
     {401, 401},
     kAnyCode,
     Action::kPause,
     kNone,
     "the CRM does not accept the access token"},
    {kHubspot,
     kAll,
     Outcome::kAnswered,
     {403, 403},
     kAnyCode,
     Action::kPause,
     kNone,
     "the CRM denies access, or the token lacks a permission"},
    {kHubspot,
     kAll,
     Outcome::kAnswered,
     {423, 423},
     kAnyCode,
     Action::kRetry,
     kLocked,
     "the CRM has locked the object for a moment"},
    {kHubspot,
     kAll,
     Outcome::kAnswered,
     {477, 477},
     kAnyCode,
     Action::kRetry,
     kMigration,
     "the CRM account is being moved"},
    {kHubspot,
     kWrites,
     Outcome::kAnswered,
     {400, 400},
     kAnyCode,
     Action::kSplit,
     kNone,
     "the CRM refuses a row"},
    {kHubspot,
     kWrites,
     Outcome::kAnswered,
     {404, 404},
     kAnyCode,
     Action::kSplit,
     kNone,
     "the CRM does not know an object"},
    {kHubspot,
     kWrites,
     Outcome::kAnswered,
     {409, 409},
     kAnyCode,
     Action::kSplit,
     kNone,
     "a row conflicts with another object of the CRM"},

    // Either system, HTTP.
    {kBoth,
     kAll,
     Outcome::kAnswered,
     {300, 399},
     kAnyCode,
     Action::kPause,
     kNone,
     "the address leads elsewhere"},
    {kBoth,
     kRepeatable,
     Outcome::kAnswered,
     {408, 408},
     kAnyCode,
     Action::kRetry,
     kFault,
     "the remote system took too long"},
    {kBoth,
     kVerify,
     Outcome::kAnswered,
     {408, 408},
     kAnyCode,
     Action::kVerify,
     kGrace,
     "the remote system took too long"},
    {kBoth,
     kWrites,
     Outcome::kAnswered,
     {413, 413},
     kAnyCode,
     Action::kSplit,
     kNone,
     "the batch is too large"},
    {kBoth,
     kWrites,
     Outcome::kAnswered,
     {422, 422},
     kAnyCode,
     Action::kSplit,
     kNone,
     "a row cannot be processed"},
    {kBoth, kAll, Outcome::kAnswered, {400, 499}, kAnyCode, Action::kDead, kNone, "the request is refused"},
    {kBoth,
     kRepeatable,
     Outcome::kAnswered,
     {500, 999},
     kAnyCode,
     Action::kRetry,
     kFault,
     "the remote system had a fault"},
    {kBoth,
     kVerify,
     Outcome::kAnswered,
     {500, 999},
     kAnyCode,
     Action::kVerify,
     kGrace,
     "the remote system had a fault"},

    // Accepted as a whole, or answered with an error that no row above knows.
    {kBoth, kAll, Outcome::kAnswered, {200, 299}, kNoCode, Action::kDone, kNone, "accepted"},
    {kBoth, kWrites, Outcome::kAnswered, {200, 299}, kAnyCode, Action::kSplit, kNone, "a row is refused"},
    {kBoth, kRead, Outcome::kAnswered, {200, 299}, kAnyCode, Action::kDead, kNone, "the request is refused"},

    // Not a status of HTTP that could end a request: whatever it means, it may have had its effect.
    {kBoth, kRepeatable, Outcome::kAnswered, kAnyStatus, kAnyCode, Action::kRetry, kFault,
     "the answer makes no sense"},
    {kBoth, kVerify, Outcome::kAnswered, kAnyStatus, kAnyCode, Action::kVerify, kGrace,
     "the answer makes no sense"},
};

bool fits(const Row& row, const Ending& ending) {
  if ((row.systems & (1u << static_cast<unsigned>(ending.system))) == 0) return false;
  if ((row.resumes & (1u << static_cast<unsigned>(ending.resume))) == 0) return false;
  if (row.outcome != ending.outcome) return false;
  if (ending.outcome != Outcome::kAnswered) return true;
  if (ending.status < row.status.first || ending.status > row.status.last) return false;
  return row.error_code == kAnyCode || row.error_code == ending.error_code;
}

double delay_of(const Patience& patience, const Ending& ending) {
  // Beyond 2^30 the cap has been reached long since, and the power stays finite.
  const int doublings = std::min(ending.attempt - 1, 30);
  const double backoff =
      std::min(patience.backoff_cap_seconds, patience.backoff_base_seconds * std::ldexp(1.0, doublings));
  return std::max(patience.delay_min_seconds + ending.jitter * backoff,
                  ending.retry_after_seconds.value_or(0));
}

absl::Status check(const Ending& ending) {
  if (ending.attempt < 1) return absl::InvalidArgumentError("Attempts are counted from 1.");
  if (!(ending.jitter >= 0 && ending.jitter < 1)) {
    return absl::InvalidArgumentError("The jitter must be from 0 up to but without 1.");
  }
  if (ending.retry_after_seconds && !(*ending.retry_after_seconds >= 0)) {
    return absl::InvalidArgumentError("The time to retry after must not be negative.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Decision> decide(const Ending& ending) {
  if (absl::Status status = check(ending); !status.ok()) return status;
  const Row* const row = std::find_if(std::begin(kTable), std::end(kTable),
                                      [&ending](const Row& candidate) { return fits(candidate, ending); });
  if (row == std::end(kTable)) return absl::InvalidArgumentError("An HTTP status must be from 0 to 999.");
  const bool repeats = row->action == Action::kRetry || row->action == Action::kVerify;
  if (repeats && ending.attempt >= row->patience.attempts_max) {
    return Decision{.action = Action::kDead,
                    .reason = absl::StrCat(std::string(row->reason), ", ", ending.attempt, " times")};
  }
  return Decision{.action = row->action,
                  .delay_seconds = repeats ? delay_of(row->patience, ending) : 0,
                  .reason = std::string(row->reason)};
}

std::optional<System> system_of(std::string_view name) {
  if (name == "shopify") return System::kShopify;
  if (name == "hubspot") return System::kHubspot;
  return std::nullopt;
}

std::optional<Resume> resume_of(std::string_view name) {
  if (name == "keyed") return Resume::kKeyed;
  if (name == "upsert") return Resume::kUpsert;
  if (name == "verify") return Resume::kVerify;
  if (name == "read") return Resume::kRead;
  return std::nullopt;
}

std::optional<Outcome> outcome_of(std::string_view name) {
  for (const Outcome outcome : {Outcome::kAnswered, Outcome::kNotSent, Outcome::kUnknown}) {
    if (name == name_of(outcome)) return outcome;
  }
  return std::nullopt;
}

std::string_view name_of(Action action) {
  switch (action) {
    case Action::kDone:
      return "done";
    case Action::kRetry:
      return "retry";
    case Action::kVerify:
      return "verify";
    case Action::kReplan:
      return "replan";
    case Action::kSplit:
      return "split";
    case Action::kDead:
      return "dead";
    case Action::kPause:
      return "pause";
  }
  return "dead";
}

}  // namespace crossdock::http

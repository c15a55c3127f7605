#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/company.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading companies, their locations, their contacts and the contacts' roles, from webhooks and nodes. Rules:
// Shopify's Admin API, objects Company, CompanyContact, CompanyLocation in versions 2026-01 to 2026-10 and
// webhook topics companies/*, company_contacts/*, company_locations/*, company_contact_roles/* in 2023-07 to
// 2026-07. Each also reads the payload of its topic's deletion, which is the object as it last was.
namespace crossdock::shopify {

[[nodiscard]] absl::StatusOr<canonical::Company> read_company(std::string_view body,
                                                              const std::string& topic);
[[nodiscard]] absl::StatusOr<canonical::CompanyContact> read_company_contact(std::string_view body,
                                                                             const std::string& topic);
[[nodiscard]] absl::StatusOr<canonical::CompanyLocation> read_company_location(std::string_view body,
                                                                               const std::string& topic);
// Of company_contact_roles/assign and revoke.
[[nodiscard]] absl::StatusOr<canonical::CompanyRoleAssignment> read_company_role_assignment(
    std::string_view body, const std::string& topic);

// A Company node, with the connections contactRoles, contacts and locations where they were asked for. Their
// nodes need no `company`; contacts and locations may have roleAssignments, locations catalogs.
[[nodiscard]] absl::StatusOr<canonical::Company> read_company_node(std::string_view body);
// The file of a bulk query of companies with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Company>> read_companies_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);
[[nodiscard]] absl::StatusOr<canonical::CompanyContact> read_company_contact_node(std::string_view body);
[[nodiscard]] absl::StatusOr<canonical::CompanyLocation> read_company_location_node(std::string_view body);

}  // namespace crossdock::shopify

#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "buffers.h"
#include "crossdock/sales/partner_values.h"
#include "register.h"
#include "sales_values.h"

namespace crossdock::bindings {
namespace {

using canonical::Order;
using sales::Buyer;
using sales::Contact;

// Names of the fields that values are made for.
struct PartnerFields {
  FieldName city{"city"};
  FieldName company_id{"company_id"};
  FieldName company_name{"company_name"};
  FieldName country_id{"country_id"};
  FieldName customer_rank{"customer_rank"};
  FieldName email{"email"};
  FieldName name{"name"};
  FieldName phone{"phone"};
  FieldName state_id{"state_id"};
  FieldName street{"street"};
  FieldName street2{"street2"};
  FieldName zip{"zip"};
};

// Makes the values of contacts; knows Odoo's countries and states.
class PartnerMapping {
 public:
  explicit PartnerMapping(sales::Places places) : places_(std::move(places)) {}

  // (customer, delivery address, invoice address); None for an address that the customer's record will do
  // for.
  [[nodiscard]] py::tuple values(const Order& order) const {
    const sales::OrderPartners made = sales::order_partners(order, places_);
    return py::reinterpret_steal<py::tuple>(PyTuple_Pack(
        3, customer(made.buyer).ptr(), address(made.delivery).ptr(), address(made.invoice).ptr()));
  }

 private:
  [[nodiscard]] py::dict customer(const Buyer& buyer) const {
    py::dict values;
    if (buyer.address.has_value()) set_contact(values, *buyer.address);
    fields_.name.set(values, text_or_false(buyer.name));
    fields_.email.set(values, text_or_false(buyer.email));
    fields_.phone.set(values, text_or_false(buyer.phone));
    fields_.company_id.set(values, py::handle(Py_False));
    fields_.customer_rank.set(values, to_python(std::int64_t{1}));
    return values;
  }

  [[nodiscard]] py::object address(const std::optional<Contact>& contact) const {
    if (!contact.has_value()) return py::none();
    py::dict values;
    set_contact(values, *contact);
    return values;
  }

  void set_contact(const py::dict& values, const Contact& contact) const {
    fields_.name.set(values, text_or_false(contact.name));
    fields_.street.set(values, text_or_false(contact.street));
    fields_.street2.set(values, text_or_false(contact.street2));
    fields_.city.set(values, text_or_false(contact.city));
    fields_.zip.set(values, text_or_false(contact.zip));
    fields_.country_id.set(values, id_or_false(contact.country_id));
    fields_.state_id.set(values, id_or_false(contact.state_id));
    fields_.phone.set(values, text_or_false(contact.phone));
    fields_.company_name.set(values, text_or_false(contact.company_name));
  }

  static py::object id_or_false(const std::optional<std::int64_t>& id) {
    return id.has_value() ? to_python(*id) : py::bool_(false);
  }

  sales::Places places_;
  PartnerFields fields_;
};

PartnerMapping make_mapping(std::unordered_map<std::string, std::int64_t> countries, const py::dict& states) {
  sales::Places places{std::move(countries), {}};
  for (const auto& [given, id] : states) {
    const py::tuple codes = row_of(given, 2, 2);
    places.states.emplace(
        sales::state_key(text_given(codes[0], "a country's code"), text_given(codes[1], "a state's code")),
        int64_of(id, "the state's id"));
  }
  return PartnerMapping(std::move(places));
}

}  // namespace

void register_sales_partners(py::module_& module) {
  py::module_ room = module.attr("sales").cast<py::module_>();
  py::class_<PartnerMapping>(room, "PartnerMapping")
      .def(py::init(&make_mapping), py::kw_only(), py::arg("countries"), py::arg("states"))
      .def("values", &PartnerMapping::values, py::arg("order"));
}

}  // namespace crossdock::bindings

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

  // Of any contact.
  [[nodiscard]] ValuesTemplate contact() const {
    ValuesTemplate values{py::dict()};
    for (const FieldName* field_name :
         {&name, &street, &street2, &city, &zip, &country_id, &state_id, &phone, &company_name}) {
      values.add(*field_name);
    }
    return values;
  }
};

// Makes the values of contacts; knows Odoo's countries and states.
class PartnerMapping {
 public:
  explicit PartnerMapping(sales::Places places) : places_(std::move(places)) {}

  // (customer, delivery address, invoice address); None for an address that the customer's record will do
  // for.
  [[nodiscard]] py::tuple values(const Order& order) const {
    const sales::OrderPartners made = sales::order_partners(order, places_);
    const py::object delivery = contact(made.delivery);
    const py::object invoice = contact(made.invoice);
    const py::object own = contact(made.own);
    const py::object& home = !invoice.is_none() ? invoice : !delivery.is_none() ? delivery : own;
    return owned_or_throw(PyTuple_Pack(3, customer(made.buyer, home).ptr(),
                                       address(made.delivery, delivery).ptr(),
                                       address(made.invoice, invoice).ptr()));
  }

 private:
  // The buyer with what is known of `home`, a contact that was made already, or None.
  [[nodiscard]] py::dict customer(const Buyer& buyer, const py::object& home) const {
    py::dict values = home.is_none() ? py::dict() : py::dict(owned_or_throw(PyDict_Copy(home.ptr())));
    fields_.name.set(values, text_or_false(buyer.name));
    fields_.email.set(values, text_or_false(buyer.email));
    fields_.phone.set(values, text_or_false(buyer.phone));
    fields_.company_id.set(values, py::handle(Py_False));
    fields_.customer_rank.set(values, to_python(std::int64_t{1}));
    return values;
  }

  // A nameplate is no address: the buyer's own record will do.
  static py::object address(const std::optional<Contact>& contact, const py::object& made) {
    return contact.has_value() && !contact->is_nameplate() ? made : py::none();
  }

  [[nodiscard]] py::object contact(const std::optional<Contact>& contact) const {
    if (!contact.has_value()) return py::none();
    py::dict values = contact_.copy();
    fields_.name.set(values, text_or_false(contact->name));
    fields_.street.set(values, text_or_false(contact->street));
    fields_.street2.set(values, text_or_false(contact->street2));
    fields_.city.set(values, text_or_false(contact->city));
    fields_.zip.set(values, text_or_false(contact->zip));
    fields_.country_id.set(values, id_or_false(contact->country_id));
    fields_.state_id.set(values, id_or_false(contact->state_id));
    fields_.phone.set(values, text_or_false(contact->phone));
    fields_.company_name.set(values, text_or_false(contact->company_name));
    return values;
  }

  static py::object id_or_false(const std::optional<std::int64_t>& id) {
    return id.has_value() ? to_python(*id) : py::bool_(false);
  }

  sales::Places places_;
  PartnerFields fields_;
  ValuesTemplate contact_ = fields_.contact();
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

#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <utility>

#include "buffers.h"
#include "casters.h"
#include "crossdock/sales/mapping_keys.h"
#include "crossdock/sales/sale_lines.h"
#include "register.h"
#include "sales_values.h"

namespace crossdock::bindings {
namespace {

using canonical::Order;
using sales::Lack;
using sales::SaleLine;
using sales::SaleLines;

sales::Product product_of(const py::handle& given) {
  const py::tuple row = row_of(given, 2, 2);
  return {int64_of(row[0], "the product's id"), text_given(row[1], "the product's name")};
}

std::optional<std::int64_t> optional_id(const py::object& given, const char* what) {
  if (given.is_none()) return std::nullopt;
  return int64_of(given, what);
}

// Names of the fields that values are made for.
struct SaleFields {
  FieldName client_order_ref{"client_order_ref"};
  FieldName crossdock_financial_status{"crossdock_financial_status"};
  FieldName crossdock_remote_id{"crossdock_remote_id"};
  FieldName crossdock_remote_total{"crossdock_remote_total"};
  FieldName currency_id{"currency_id"};
  FieldName date_order{"date_order"};
  FieldName note{"note"};
  FieldName order_line{"order_line"};
  FieldName origin{"origin"};

  // `header` with a place for each of them.
  [[nodiscard]] ValuesTemplate with_header(const py::dict& header) const {
    ValuesTemplate values(header);
    for (const FieldName* field_name :
         {&currency_id, &client_order_ref, &origin, &date_order, &note, &crossdock_remote_id,
          &crossdock_financial_status, &crossdock_remote_total, &order_line}) {
      values.add(*field_name);
    }
    return values;
  }
};

struct LineFields {
  FieldName crossdock_remote_line_id{"crossdock_remote_line_id"};
  FieldName discount{"discount"};
  FieldName name{"name"};
  FieldName price_unit{"price_unit"};
  FieldName product_id{"product_id"};
  FieldName product_uom_qty{"product_uom_qty"};
  FieldName sequence{"sequence"};
  FieldName tax_ids{"tax_ids"};

  // Of the line of anything that was charged.
  [[nodiscard]] ValuesTemplate any_line() const {
    ValuesTemplate values{py::dict()};
    for (const FieldName* field_name :
         {&product_id, &name, &product_uom_qty, &price_unit, &tax_ids, &sequence})
      values.add(*field_name);
    return values;
  }
  // Of the line of goods.
  [[nodiscard]] ValuesTemplate goods_line() const {
    ValuesTemplate values = any_line();
    values.add(crossdock_remote_line_id);
    return values;
  }
};

// A mapping with what every order of its connection has in common.
class SaleMapping {
 public:
  SaleMapping(sales::Mapping mapping, const py::dict& header, std::string origin)
      : mapping_(std::move(mapping)),
        origin_(std::move(origin) + " "),
        sale_order_(sale_fields_.with_header(header)) {}

  // (values, lacks); no values where something lacks.
  [[nodiscard]] py::tuple values(const Order& order) const {
    SaleLines made = sales::sale_lines(order, mapping_);
    if (!made.lacks.empty()) return py::make_tuple(py::none(), std::move(made.lacks));
    return py::make_tuple(sale_order(order, made), py::list());
  }

 private:
  [[nodiscard]] py::dict sale_order(const Order& order, const SaleLines& made) const {
    py::dict values = sale_order_.copy();
    sale_fields_.currency_id.set(values, to_python(made.currency->id));
    sale_fields_.client_order_ref.set(values, to_python(std::string_view(order.name)));
    sale_fields_.origin.set(values, to_python(origin_ + order.name));
    sale_fields_.date_order.set(values, odoo_datetime(order.processed_at.value_or(order.created_at)));
    sale_fields_.note.set(values, told_or_false(order.note));
    sale_fields_.crossdock_remote_id.set(values, digits_of(order.id));
    sale_fields_.crossdock_financial_status.set(values, told_or_false(order.financial_status));
    sale_fields_.crossdock_remote_total.set(values, to_python(odoo_double(sales::expected_total(order))));
    const py::list lines(made.lines.size());
    for (std::size_t index = 0; index < made.lines.size(); ++index) {
      py::object command = x2many_command(create_, zero_, order_line(made.lines[index]));
      PyList_SET_ITEM(lines.ptr(), static_cast<Py_ssize_t>(index), command.release().ptr());
    }
    sale_fields_.order_line.set(values, lines);
    return values;
  }

  [[nodiscard]] py::dict order_line(const SaleLine& line) const {
    py::dict values = (line.remote_line_id.has_value() ? goods_line_ : any_line_).copy();
    line_fields_.product_id.set(values, to_python(line.product_id));
    line_fields_.name.set(values, to_python(std::string_view(line.name)));
    line_fields_.product_uom_qty.set(values, to_python(line.quantity));
    line_fields_.price_unit.set(values, to_python(odoo_double(line.price_unit)));
    line_fields_.tax_ids.set(values, tax_ids(line));
    line_fields_.sequence.set(values, to_python(line.sequence));
    if (line.remote_line_id.has_value()) {
      line_fields_.crossdock_remote_line_id.set(values, digits_of(*line.remote_line_id));
    }
    if (line.discount_percent.has_value()) {
      line_fields_.discount.set(values, to_python(odoo_double(*line.discount_percent)));
    }
    return values;
  }

  [[nodiscard]] py::object tax_ids(const SaleLine& line) const {
    const py::list ids(line.tax_ids.size());
    for (std::size_t index = 0; index < line.tax_ids.size(); ++index) {
      PyList_SET_ITEM(ids.ptr(), static_cast<Py_ssize_t>(index),
                      to_python(line.tax_ids[index]).release().ptr());
    }
    py::list commands(1);
    PyList_SET_ITEM(commands.ptr(), 0, x2many_command(set_, zero_, ids).release().ptr());
    return commands;
  }

  sales::Mapping mapping_;
  std::string origin_;  // With the space before an order's name.
  SaleFields sale_fields_;
  LineFields line_fields_;
  ValuesTemplate sale_order_;
  ValuesTemplate any_line_ = line_fields_.any_line();
  ValuesTemplate goods_line_ = line_fields_.goods_line();
  py::object zero_ = to_python(std::int64_t{0});
  py::object create_ = to_python(std::int64_t{0});
  py::object set_ = to_python(std::int64_t{6});
};

void fill(sales::Mapping& mapping, const py::dict& products, const py::dict& taxes, const py::dict& carriers,
          const py::dict& currencies) {
  mapping.products.reserve(products.size());
  for (const auto& [variant_id, product] : products) {
    mapping.products.emplace(int64_of(variant_id, "the variant's id"), product_of(product));
  }
  for (const auto& [key, tax_id] : taxes) {
    mapping.taxes.emplace(text_given(key, "the tax's key"), int64_of(tax_id, "the tax's id"));
  }
  for (const auto& [key, product] : carriers) {
    mapping.carriers.emplace(text_given(key, "the carrier's key"), product_of(product));
  }
  for (const auto& [code, given] : currencies) {
    const py::tuple row = row_of(given, 2, 2);
    mapping.currencies.emplace(text_given(code, "the currency's code"),
                               sales::Currency{int64_of(row[0], "the currency's id"),
                                               int32_of(row[1], "the digits of the currency")});
  }
}

SaleMapping make_mapping(const py::dict& products, const py::dict& taxes, const py::dict& carriers,
                         const py::dict& currencies, const py::object& default_shipping,
                         const py::object& custom_product, const py::object& discount_product,
                         int percent_digits, std::int64_t lines_max, const py::tuple& labels,
                         const py::dict& header, std::string origin) {
  sales::Mapping mapping;
  fill(mapping, products, taxes, carriers, currencies);
  if (!default_shipping.is_none()) mapping.default_shipping = product_of(default_shipping);
  mapping.custom_product = optional_id(custom_product, "the product for custom lines");
  mapping.discount_product = optional_id(discount_product, "the product for discounts");
  mapping.percent_digits = percent_digits;
  mapping.lines_max = lines_max;
  const py::tuple names = row_of(labels, 4, 4);
  mapping.labels = {text_given(names[0], "a label"), text_given(names[1], "a label"),
                    text_given(names[2], "a label"), text_given(names[3], "a label")};
  return {std::move(mapping), header, std::move(origin)};
}

}  // namespace

void register_sales(py::module_& module) {
  py::module_ room = module.def_submodule("sales", "From a canonical order to the values of a sale order.");
  py::class_<Lack>(room, "Lack")
      .def_readonly("kind", &Lack::kind)
      .def_readonly("key", &Lack::key)
      .def_readonly("title", &Lack::title)
      .def_readonly("line_id", &Lack::line_id)
      .def_readonly("sku", &Lack::sku)
      .def_readonly("rate", &Lack::rate)
      .def_readonly("amount", &Lack::amount);
  py::class_<SaleMapping>(room, "SaleMapping")
      .def(py::init(&make_mapping), py::kw_only(), py::arg("products"), py::arg("taxes"), py::arg("carriers"),
           py::arg("currencies"), py::arg("default_shipping"), py::arg("custom_product"),
           py::arg("discount_product"), py::arg("percent_digits"), py::arg("lines_max"), py::arg("labels"),
           py::arg("header"), py::arg("origin"))
      .def("values", &SaleMapping::values, py::arg("order"));
  room.def("expected_total", &sales::expected_total, py::arg("order"));
}

}  // namespace crossdock::bindings

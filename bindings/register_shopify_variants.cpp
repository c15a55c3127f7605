#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "buffers.h"
#include "busy.h"
#include "crossdock/columns/catalogue_tables.h"
#include "crossdock/wire/shopify/catalogue.h"
#include "crossdock/wire/shopify/match_variants.h"
#include "errors.h"
#include "read_stream.h"
#include "register.h"

namespace crossdock::bindings {
namespace {

using canonical::Variant;
using shopify::VariantCatalogue;

// How many rows a part of a file has unless the caller says otherwise: some megabytes, some ten milliseconds.
constexpr std::size_t kPartRows = 65'536;

VariantCatalogue read_variants_jsonl(const py::object& source) {
  return read_stream(source, shopify::read_variants);
}

std::optional<std::string> optional_text(const py::handle& value, const char* what) {
  if (value.is_none()) return std::nullopt;
  if (!py::isinstance<py::str>(value)) throw py::type_error(std::string(what) + " must be a str or None");
  return py::cast<std::string>(value);
}

shopify::LinkResult match_variants(const VariantCatalogue& catalogue, const py::iterable& local) {
  std::vector<shopify::LocalProduct> products;
  for (const py::handle& given : local) {
    const py::tuple row = row_of(given, 3, 3);
    products.push_back({int64_of(row[0], "the product id"), optional_text(row[1], "the SKU"),
                        optional_text(row[2], "the barcode")});
  }
  // The catalogue is immutable and held by the caller; the products are ours.
  const GilReleasedFor released(32 * (catalogue.columns.variants.size() + products.size()));
  return shopify::match_variants(catalogue.columns.variants, products);
}

py::list rows_of_variants(const VariantCatalogue& catalogue) {
  const canonical::VariantColumns& variants = catalogue.columns.variants;
  py::list rows(variants.size());
  for (std::size_t row = 0; row < variants.size(); ++row) rows[row] = py::cast(variants.row(row));
  return rows;
}

// A file that is read a part at a time. The GIL is released meanwhile, and a second thread must not enter.
class CatalogueParts {
 public:
  explicit CatalogueParts(const py::object& source) : stream_(source), reader_(stream_.reader()) {}

  // The next variants and levels; None at the end.
  py::object next_tables(std::int64_t rows) {
    if (rows < 1) throw py::value_error("a part has one row at least");
    const Busy busy(busy_, kInUse);
    columns::Table variants;
    columns::Table levels;
    const bool is_read = stream_.read_released([&](const auto& keep_going) -> absl::StatusOr<bool> {
      shopify::CatalogueColumns part;
      auto given = reader_.next(static_cast<std::size_t>(rows), keep_going, part);
      if (!given.ok() || !*given) return given;
      variants = columns::variants_table(std::move(part.variants));
      levels = columns::levels_table(std::move(part.levels));
      return true;
    });
    if (!is_read) return py::none();
    return py::make_tuple(std::move(variants), std::move(levels));
  }

  // A copy: the errors grow while the file is read.
  [[nodiscard]] shopify::CatalogueReport report() {
    const Busy busy(busy_, kInUse);
    return reader_.report();
  }

  [[nodiscard]] std::size_t waiting() {
    const Busy busy(busy_, kInUse);
    return reader_.waiting();
  }

 private:
  static constexpr char kInUse[] = "The reader is in use by another thread.";

  Stream stream_;
  shopify::CatalogueReader reader_;
  bool busy_ = false;
};

// The members of a report as properties of a class from which `report` gets it.
template <typename Class, typename Report>
void define_report(py::class_<Class>& shown, Report report) {
  const auto property = [&](const char* name, auto shopify::CatalogueReport::*member) {
    shown.def_property_readonly(name, [report, member](Class& self) { return report(self).*member; });
  };
  property("errors", &shopify::CatalogueReport::errors);
  property("error_count", &shopify::CatalogueReport::error_count);
  property("line_count", &shopify::CatalogueReport::line_count);
  property("plain_line_count", &shopify::CatalogueReport::plain_line_count);
  property("truncated", &shopify::CatalogueReport::truncated);
}

void register_catalogue(py::module_& room) {
  py::class_<Variant>(room, "Variant")
      .def_readonly("variant_id", &Variant::variant_id)
      .def_readonly("product_id", &Variant::product_id)
      .def_readonly("inventory_item_id", &Variant::inventory_item_id)
      .def_readonly("sku", &Variant::sku)
      .def_readonly("barcode", &Variant::barcode)
      .def_readonly("title", &Variant::title)
      .def_readonly("product_title", &Variant::product_title)
      .def_readonly("tracked", &Variant::tracked);
  py::class_<VariantCatalogue> catalogue(room, "VariantCatalogue");
  catalogue.def("__len__", [](const VariantCatalogue& self) { return self.columns.variants.size(); })
      .def_property_readonly(
          "levels",
          [](const VariantCatalogue& self) -> const canonical::LevelColumns& { return self.columns.levels; },
          py::return_value_policy::reference_internal)
      .def("rows", &rows_of_variants);
  define_report(
      catalogue, [](VariantCatalogue & self) -> const auto& { return self.report; });
  py::class_<CatalogueParts> parts(room, "CatalogueReader");
  parts.def(py::init<const py::object&>(), py::arg("source"))
      .def("next_tables", &CatalogueParts::next_tables, py::arg("rows") = kPartRows)
      .def_property_readonly("waiting", &CatalogueParts::waiting);
  define_report(parts, [](CatalogueParts& self) { return self.report(); });
  room.def("read_variants_jsonl", &read_variants_jsonl, py::arg("path"));
}

void register_matching(py::module_& room) {
  py::class_<shopify::Match>(room, "Match")
      .def_readonly("variant_id", &shopify::Match::variant_id)
      .def_readonly("inventory_item_id", &shopify::Match::inventory_item_id)
      .def_readonly("product_id", &shopify::Match::product_id)
      .def_readonly("by", &shopify::Match::by);
  py::class_<shopify::Ambiguity>(room, "Ambiguity")
      .def_readonly("key", &shopify::Ambiguity::key)
      .def_readonly("by", &shopify::Ambiguity::by)
      .def_readonly("variant_ids", &shopify::Ambiguity::variant_ids)
      .def_readonly("product_ids", &shopify::Ambiguity::product_ids);
  py::class_<shopify::LinkResult>(room, "LinkResult")
      .def_readonly("matched", &shopify::LinkResult::matched)
      .def_readonly("ambiguous", &shopify::LinkResult::ambiguous)
      .def_readonly("only_remote", &shopify::LinkResult::only_remote)
      .def_readonly("only_local", &shopify::LinkResult::only_local);
  room.def("match_variants", &match_variants, py::arg("catalogue"), py::arg("local"));
}

}  // namespace

void register_shopify_variants(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_catalogue(room);
  register_matching(room);
}

}  // namespace crossdock::bindings

#include "crossdock/diff/order.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "crossdock/diff/order_fields.h"
#include "crossdock/diff/states.h"

namespace crossdock::diff {
namespace {

template <typename Element>
using Section = std::optional<std::vector<Element>>;

class OrderComparison {
 public:
  OrderComparison(const Order& before, const Order& after, Parts parts)
      : before_(before), after_(after), found_(parts) {}

  std::vector<Difference> run() && {
    const Objects<Order> orders{&after_, &before_, &before_};
    found_.compare<Order>(Part::kOrder, {}, {}, orders, kOrderFields);
    found_.compare<Order>(Part::kOrderState, {}, {}, orders, kOrderStateFields);
    found_.compare<Order>(Part::kCancellation, {}, {}, orders, kCancellationFields);
    found_.compare<Order>(Part::kTotal, {}, {}, orders, kTotalFields);
    compare_single<Customer>(Part::kCustomer, after_.customer, before_.customer, kCustomerFields);
    compare_single<Address>(Part::kBillingAddress, after_.billing_address, before_.billing_address,
                            kAddressFields);
    compare_single<Address>(Part::kShippingAddress, after_.shipping_address, before_.shipping_address,
                            kAddressFields);
    compare_list<std::string>(Part::kTag, {after_.tags, before_.tags, before_.tags}, {},
                              [](const std::string& tag) { return std::string_view(tag); });
    compare_lines();
    if (after_.risk && before_.risk)
      compare_single<OrderRisk>(Part::kRisk, after_.risk, before_.risk, kRiskFields);
    compare_section(Part::kTransaction, after_.transactions, before_.transactions, kTransactionFields);
    compare_section(Part::kRefund, after_.refunds, before_.refunds, kRefundFields);
    compare_section(Part::kFulfilment, after_.fulfilments, before_.fulfilments, kFulfilmentFields);
    if (after_.return_ids && before_.return_ids)
      compare_list<std::int64_t>(Part::kReturn,
                                 {*after_.return_ids, *before_.return_ids, *before_.return_ids}, {},
                                 [](std::int64_t id) { return id; });
    return std::move(found_).take();
  }

 private:
  void compare_lines() {
    compare_list<OrderLine>(Part::kLine, {after_.lines, before_.lines, before_.lines}, kLineFields,
                            [](const OrderLine& line) { return line.id; });
    compare_section(Part::kLineGroup, after_.line_groups, before_.line_groups, kLineGroupFields);
    // A shipping line without an id is known by what it is called.
    compare_list<ShippingLine>(Part::kShippingLine,
                               {after_.shipping_lines, before_.shipping_lines, before_.shipping_lines},
                               kShippingLineFields, [](const ShippingLine& line) {
                                 return line.id ? std::tuple(*line.id, std::string_view(), std::string_view())
                                                : std::tuple(std::int64_t{0}, std::string_view(line.title),
                                                             std::string_view(line.code ? *line.code : ""));
                               });
    compare_section(Part::kAdditionalFee, after_.additional_fees, before_.additional_fees,
                    kAdditionalFeeFields);
  }

  // An object that an order has once or not at all; its place is 0 where it is.
  template <typename Object>
  void compare_single(Part part, const std::optional<Object>& after, const std::optional<Object>& before,
                      std::span<const Field<Object>> fields) {
    const Places places{after ? 0 : kNoRow, before ? 0 : kNoRow, before ? 0 : kNoRow};
    const Object* const older = before ? &*before : nullptr;
    found_.compare<Object>(part, places, {}, {after ? &*after : nullptr, older, older}, fields);
  }

  template <typename Element, typename KeyOf>
  void compare_list(Part part, const Lists<Element>& lists, std::span<const Field<Element>> fields,
                    const KeyOf& key_of) {
    found_.compare_each<Element>(part, align_by(lists, key_of), {}, lists, fields);
  }

  // Elements with ids, where both states tell them.
  template <typename Element, std::size_t kSize>
  void compare_section(Part part, const Section<Element>& after, const Section<Element>& before,
                       const std::array<Field<Element>, kSize>& fields) {
    if (!after || !before) return;
    compare_list<Element>(part, {*after, *before, *before}, fields,
                          [](const Element& element) { return element.id; });
  }

  const Order& before_;
  const Order& after_;
  Collector found_;
};

}  // namespace

std::vector<Difference> diff_orders(const Order& before, const Order& after, Parts parts) {
  return OrderComparison(before, after, parts).run();
}

}  // namespace crossdock::diff

"""Names of the lists that are read from a cursor on."""

ORDERS, CONTACTS = "orders", "contacts"
PAYOUTS = "payouts"

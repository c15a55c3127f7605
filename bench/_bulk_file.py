"""A store's catalogue as the bulk file that Shopify writes of it: compact lines, a fifth variants, four levels of each.

Lines are not grouped (the default since 2026-01): within blocks of ten thousand they stand in any order, so that most levels
come long before or after their variant. Titles hold what titles hold: letters beyond ASCII, slashes, now and then an escape.
"""

import random

BLOCK_LINES = 10_000
LEVELS_PER_VARIANT = 4
LINES_PER_VARIANT = 1 + LEVELS_PER_VARIANT


def write_bulk_file(path, *, lines_max=None, bytes_max=None):
    """Write whole blocks up to either bound; the number of lines, and the sum of all quantities."""
    order = random.Random(1)
    written = lines = total = 0
    with path.open("wb") as file:
        while (lines_max is None or lines < lines_max) and (bytes_max is None or written < bytes_max):
            first = lines // LINES_PER_VARIANT
            block = []
            for number in range(first, first + BLOCK_LINES // LINES_PER_VARIANT):
                block.append(variant_line(number))
                for place in range(LEVELS_PER_VARIANT):
                    total += quantity_of(number, place)
                    block.append(level_line(number, place))
            order.shuffle(block)
            written += file.write("".join(block).encode())
            lines += len(block)
    return lines, total


def quantity_of(number, place):
    return (number * 31 + place * 7) % 500 - 3


def variant_line(number):
    sku = f'"SKU-{number:07d}"' if number % 17 else "null"
    barcode = f'"{4_000_000_000_000 + number}"' if number % 3 else "null"
    title = "Large / Blue" if number % 5 else "Größe 42 / Blau"
    product = f"Shirt of organic cotton No. {number // 4}" if number % 50 else f'Screen 27\\" No. {number // 4}'
    return (
        f'{{"id":"gid://shopify/ProductVariant/{40_000_000_000_000 + number * 32_749}","sku":{sku},"barcode":{barcode},'
        f'"title":"{title}","product":{{"id":"gid://shopify/Product/{7_000_000_000_000 + number // 4 * 32_749}",'
        f'"title":"{product}"}},"inventoryItem":{{"id":"gid://shopify/InventoryItem/{42_000_000_000_000 + number * 32_749}",'
        f'"tracked":{"true" if number % 9 else "false"}}}}}\n'
    )


def level_line(number, place):
    return (
        f'{{"id":"gid://shopify/InventoryLevel/{100_000_000 + place * 7919}'
        f'?inventory_item_id={42_000_000_000_000 + number * 32_749}",'
        f'"updatedAt":"2026-{1 + number % 12:02d}-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:{place:02d}Z",'
        f'"location":{{"id":"gid://shopify/Location/{60_000_000_000 + place * 7919}"}},'
        f'"quantities":[{{"name":"available","quantity":{quantity_of(number, place)}}}],'
        f'"__parentId":"gid://shopify/ProductVariant/{40_000_000_000_000 + number * 32_749}"}}\n'
    )

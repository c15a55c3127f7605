from . import crossdock_connect, crossdock_order_fetch, stock_return_picking

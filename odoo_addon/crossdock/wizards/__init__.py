from . import crossdock_connect

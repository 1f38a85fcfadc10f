import logging
import sys

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
shop = logging.getLogger("shop")
db = logging.getLogger("shop.db")
shop.setLevel(logging.INFO)
db.setLevel(logging.DEBUG)


def count_orders():
    db.debug("reading orders")
    return 3


shop.info("opening")
shop.debug("not shown")
shop.info("%d orders", count_orders())

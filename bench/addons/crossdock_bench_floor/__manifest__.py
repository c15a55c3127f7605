{
    "name": "Crossdock benchmark floor",
    "summary": "The least that a webhook can cost: one row, one commit",
    "version": "19.0.0.1.0",
    "author": "Crossdock",
    "license": "LGPL-3",
    "depends": ["crossdock"],
    "installable": True,
}

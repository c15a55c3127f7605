{
    "name": "Crossdock failpoints",
    "summary": "Kills the process at a named commit or send; for the fault tests alone",
    "version": "19.0.0.1.0",
    "author": "Crossdock",
    "license": "LGPL-3",
    "depends": ["crossdock"],
    "installable": True,
}

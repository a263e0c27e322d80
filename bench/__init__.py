"""How fast Hofte is beside its peers: each module runs as ``python -m bench.<name> [--quick] [--json]``."""

"""Makes ``python -m hofte`` the same as the command ``hofte``."""

from hofte.cli.main import main

main(prog_name="hofte")

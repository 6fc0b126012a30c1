"""`python -m meedoen_app` is the same as `meedoen`."""

from meedoen_app.cli import main

if __name__ == "__main__":
    main(prog_name="meedoen")

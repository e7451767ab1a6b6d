"""`python -m baophu` is the command `baophu`."""

from baophu.cli.main import main

if __name__ == "__main__":
    main()

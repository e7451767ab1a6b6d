"""`python -m baophu` is the command `baophu`."""

import sys

from baophu.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

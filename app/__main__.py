"""`python -m app COMMAND`; the commands themselves are in `app.cli`."""

import gc
import sys

if __name__ == "__main__":
    # What is imported stays: to look for rubbish among it meanwhile takes a quarter of the time.
    gc.disable()
    from app.cli import main

    gc.freeze()
    gc.enable()
    sys.exit(main())

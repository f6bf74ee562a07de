"""Trains as `attempt-<n>/spec.json` says: `python train.py attempt-1/spec.json`, from within the run's
folder.

The same driver runs on this machine and as a job of a Ray cluster. What happens is printed as event lines
among whatever else the libraries print: see `tuneset_driver/events.py`.
"""

import sys

from tuneset_driver.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

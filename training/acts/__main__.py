"""Make the table of acts anew: `python -m training.acts`."""

from training.acts.making import main

if __name__ == "__main__":
    main()
